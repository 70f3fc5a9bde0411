"""The filter bar: search, facets, clock and span, contested only, and a chip for each filter."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.dimensions import DimensionId
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.buttons import CheckBox, MenuButton
from desktop.panels.filters.chips import Chips
from desktop.panels.filters.clock import ClockPopup
from desktop.panels.filters.facet import FacetPopup
from desktop.panels.filters.facets import Facets
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.queries import clock_name

_WIDE = 1180
"""The width from which the search field has its full size, at the usual text."""
_ROW = 40


class SearchField(QLineEdit):
    """The field for text, with its sign before it and its keys behind while it is empty."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(tr("Search claims, names, any script"))
        self.setAccessibleName(tr("Search claims, names, any script"))
        self.setClearButtonEnabled(True)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setTextMargins(self._theme.px(18), 0, 0, 0)
        for action in self.findChildren(QAction):  # Qt keeps the one that clears to itself
            action.setIcon(self._theme.icon("x"))
        self.setFixedHeight(max(24, self._theme.px(26)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign and the keys over the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        px, high = self._theme.px, self.height()
        self._theme.icon("search").paint(painter, QRect(8, (high - px(16)) // 2, px(16), px(16)))
        if self.text() or self.width() < px(280):
            return
        keys = QKeySequence("Ctrl+F").toString(QKeySequence.SequenceFormat.NativeText)
        keys = keys.replace("+", " ")
        painter.setFont(self._theme.font("micro"))
        wide = painter.fontMetrics().horizontalAdvance(keys) + 9
        cap = QRect(self.width() - wide - 6, (high - px(15)) // 2, wide, px(15))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("hairline"))
        painter.drawRoundedRect(cap.toRectF().translated(0.5, 0.5), 3, 3)
        painter.setPen(self._theme.colour("ink.3"))
        painter.drawText(cap.translated(1, 1), Qt.AlignmentFlag.AlignCenter, keys)


class FilterBar(Panel):
    """Shows the query; typing, ticking and lifting ask for another."""

    back_requested = Signal()
    forward_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Filters"), theme, parent)
        self.header.hide()
        self._frame = Frame()
        self.back = self._step(tr("Back"), "Alt+Left")
        self.forward = self._step(tr("Forward"), "Alt+Right")
        self.search = SearchField(self.theme, self)
        self.facets = Facets(self.theme, self)
        self.clock = MenuButton(tr("Clock"), self.theme, self)
        self.contested = CheckBox(tr("Contested only"), self.theme, self)
        self.left = show.label(parent=self)
        self.left.setTextFormat(Qt.TextFormat.RichText)  # its text is ours, without data
        self.chips = Chips(self.theme, self.request_query, self)
        self.values = FacetPopup(self.theme, self.request_query, self)
        self.span = ClockPopup(self.theme, self.request_query, self)
        self._lay_out()
        self._fit()
        self.theme.changed.connect(self._fit)
        self._wire()
        self.setFocusProxy(self.search)

    def draw(self, frame: Frame) -> None:
        """Show the query, its filters in words, and how much is left."""
        self._frame = frame
        query, snapshot = frame.query, frame.snapshot
        self.back.setEnabled(frame.back)
        self.forward.setEnabled(frame.forward)
        if self.search.text() != query.text:
            self.search.setText(query.text)
        self.facets.show_frame(frame)
        self.clock.say(tr("Clock"), clock_name(query.clock))
        self.contested.setChecked(query.contested_only)
        self.contested.say(show.count(snapshot.contested) if snapshot.total else "")
        self.left.setText(_left(len(snapshot.ids), snapshot.total))
        for widget in (self.search, self.facets, self.clock, self.contested):
            widget.setEnabled(snapshot.total > 0)
        self.chips.show_frame(frame)
        self.chips.setVisible(bool(query.filters))
        for popup in (self.values, self.span):
            if popup.isVisible():
                popup.show_frame(frame)

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do nothing here: a query is asked for as it is typed."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline under each row."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("header"))
        painter.setPen(self.theme.colour("hairline"))
        for y in {0, self._top.height() - 1, self.height() - 1}:
            painter.drawLine(QPoint(0, y), QPoint(self.width(), y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search field its full size where the facets have room beside it."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give the search its full size, or a share of a narrow bar; the count gives way first."""
        px, wide = self.theme.px, self.width()
        full = wide >= px(_WIDE)
        self.search.setFixedWidth(px(296) if full else max(200, min(px(200), wide // 5)))
        self.left.show()
        self.left.setVisible(self._row.minimumSize().width() <= wide)

    def _step(self, name: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(name)
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        show.explain(button, tr("{name} ({keys})").format(name=name, keys=native))
        return button

    def _fit(self) -> None:
        """Take the icons of the theme, and room for its text."""
        px = self.theme.px
        for button, icon in ((self.back, "chevron-left"), (self.forward, "chevron-right")):
            button.setIcon(self.theme.icon(icon))
            button.setIconSize(QSize(px(16), px(16)))
            button.setFixedSize(max(24, px(30)), max(24, px(26)))
        self._rule.setFixedSize(1, px(18))
        self._top.setFixedHeight(px(_ROW))
        self._share_out()

    def _lay_out(self) -> None:
        self._rule = rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.NoFrame)
        rule.setAutoFillBackground(True)
        rule.setBackgroundRole(rule.palette().ColorRole.Mid)
        self._top = top = QWidget(self)
        self._row = row = QHBoxLayout(top)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(4)
        for widget in (self.back, self.forward, self.search, self.facets, rule, self.clock):
            row.addWidget(widget)
        row.addWidget(self.contested)
        row.addSpacing(8)
        row.addStretch(1)
        row.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.chips)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _wire(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.forward.clicked.connect(self.forward_requested)
        self.search.textChanged.connect(self._on_text)
        self.facets.opened.connect(self._on_opened)
        self.clock.clicked.connect(lambda: self.span.open_for(self._frame, self.clock))
        self.contested.toggled.connect(self._on_contested)

    def _on_opened(self, facet: DimensionId, button: QWidget) -> None:
        self.values.open_on(facet, self._frame, button)

    def _on_text(self, text: str) -> None:
        self.request_query(lambda query: replace(query, text=text))

    def _on_contested(self, on: bool) -> None:  # noqa: FBT001 -- Qt calls it
        self.request_query(lambda query: replace(query, contested_only=on))


def _left(shown: int, total: int) -> str:
    if not total:
        return tr("<span style='font-weight:600'>0</span> claims")
    said = tr("<span style='font-weight:600'>{n}</span> of {m} claims")
    return said.format(n=show.count(shown), m=show.count(total))
