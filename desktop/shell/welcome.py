"""The page that stands where the panels would, while a desk has nothing to show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop import show
from desktop.recent import Recent, folder
from desktop.show import tr
from desktop.theme import Theme

_PAGE = 524
"""How wide the page is at most."""
_RECENT = 3
"""How many of the recent desks there is room for in the smallest window; the menu has all."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do next: an icon, a title, a sentence, its keys if any, what it does."""

    icon: str
    title: str
    text: str
    keys: str
    act: Callable[[], None]


class _Pressed(QAbstractButton):
    """What is pressed as a whole, by mouse, Space or Enter, and says a title and a sentence."""

    def __init__(self, title: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        show.explain(self, title, text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _write(self, painter: QPainter, room: QRect, text: str, ink: str, role: str) -> int:
        """Write in one line, elided; return how wide it came out."""
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(ink))
        elide = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(show.visible(text), elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        return painter.fontMetrics().horizontalAdvance(text)


class CardButton(_Pressed):
    """A card that is pressed as a whole."""

    _HEIGHT = 60

    def __init__(self, card: Card, theme: Theme, parent: QWidget) -> None:
        super().__init__(card.title, card.text, theme, parent)
        self._card = card
        self.clicked.connect(card.act)

    def sizeHint(self) -> QSize:
        """Return the size of the title and the sentence, whichever is wider."""
        strong = QFontMetrics(self._theme.font("strong")).horizontalAdvance(self._card.title)
        base = QFontMetrics(self._theme.font("base")).horizontalAdvance(self._card.text)
        return QSize(46 + max(strong, base) + 90, self._HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the title can be read."""
        return QSize(240, self._HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame, the icon, both lines and the keys."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, lit = self._theme.colour, self.underMouse() or self.isDown()
        frame = self.rect().toRectF().adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(colour("divider"), 1))
        painter.setBrush(colour("hover" if lit else "panel"))
        painter.drawRoundedRect(frame, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5), 8, 8)
        self._theme.icon(self._card.icon).paint(painter, QRect(17, self.height() // 2 - 8, 16, 16))
        right = self.width() - 17 - self._paint_keys(painter)
        room = QRect(QPoint(46, 11), QPoint(right, 29))
        self._write(painter, room, self._card.title, "ink", "strong")
        self._write(painter, room.translated(0, 19), self._card.text, "ink.3", "base")

    def _paint_keys(self, painter: QPainter) -> int:
        """Paint the keys as a cap at the right, and return how much room they take."""
        if not self._card.keys:
            return 0
        native = QKeySequence.SequenceFormat.NativeText
        keys = QKeySequence(self._card.keys).toString(native).replace("+", " ")
        painter.setFont(self._theme.font("micro"))
        wide = painter.fontMetrics().horizontalAdvance(keys) + 10
        cap = QRect(self.width() - 17 - wide, self.height() // 2 - 8, wide, 16)
        painter.setPen(self._theme.colour("divider"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap.toRectF().translated(0.5, 0.5), 3, 3)
        painter.setPen(self._theme.colour("ink.3"))
        painter.drawText(cap.translated(1, 1), Qt.AlignmentFlag.AlignCenter, keys)
        return wide + 10


class RecentButton(_Pressed):
    """One line for a desk that was opened before; one that cannot be opened is dim and says why."""

    _HEIGHT = 28

    def __init__(self, recent: Recent, theme: Theme, parent: QWidget) -> None:
        super().__init__(recent.path.name, recent.why or str(recent.path), theme, parent)
        self._recent = recent
        self.setEnabled(not recent.why)

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(240, self._HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint its name, then where it lies or why it cannot be opened."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self.rect().toRectF().adjusted(2.5, 1.5, -2.5, -1.5)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(row, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row, 4, 4)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        place, middle = QRect(17, self.height() // 2 - 8, 16, 16), Qt.AlignmentFlag.AlignCenter
        self._theme.icon("database").paint(painter, place, middle, mode)
        room = self.rect().adjusted(46, 0, -17, 0)
        ink = "ink" if self.isEnabled() else "ink.3"
        wide = self._write(painter, room, self._recent.path.name, ink, "base")
        where = self._recent.why or folder(self._recent.path)
        self._write(painter, room.adjusted(wide + 12, 0, 0, 0), where, "ink.3", "small")


class Welcome(QWidget):
    """Says what a desk is, why there is nothing here, and what can be done next."""

    def __init__(
        self, theme: Theme, cards: tuple[Card, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("This desk is empty"))
        self._theme = theme
        heading = show.label(tr("This desk is empty"), self)
        heading.setFont(theme.font("title"))
        said = tr("A desk holds claims: who said what, through which source, where and when.")
        sentence = show.label(said, self, wrap=True)
        self.cards = tuple(CardButton(card, theme, self) for card in cards)
        self.recent: tuple[RecentButton, ...] = ()
        self._heading = show.label(tr("Recent desks"), self)
        self._heading.setFont(theme.font("strong"))
        self._heading.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        page = QVBoxLayout()
        page.setSpacing(4)
        page.addStretch(2)
        page.addWidget(heading)
        page.addWidget(sentence)
        page.addSpacing(12)
        for widget in (heading, sentence, *self.cards):
            widget.setMaximumWidth(_PAGE)
        for card in self.cards:
            page.addWidget(card)
        self._heading.setContentsMargins(17, 10, 0, 2)
        page.addWidget(self._heading)
        page.addLayout(self._lines)
        page.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addLayout(page, 1000)
        row.addStretch(1)
        theme.changed.connect(self.update)

    def show_recent(
        self, recents: Iterable[Recent], act: Callable[[tuple[Path, ...]], object]
    ) -> None:
        """List desks that were opened before, as many as there is room for; `act` opens one."""
        for old in self.recent:
            self._lines.removeWidget(old)
            old.deleteLater()
        shown = tuple(recents)[:_RECENT]
        self.recent = tuple(RecentButton(recent, self._theme, self) for recent in shown)
        for recent, line in zip(shown, self.recent, strict=True):
            line.setMaximumWidth(_PAGE)
            line.clicked.connect(partial(self._open, act, recent.path))
            self._lines.addWidget(line)
        self._heading.setVisible(bool(shown))

    def _open(self, act: Callable[[tuple[Path, ...]], object], path: Path, *_: object) -> None:
        act((path,))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keys on the first card, so that Enter does what comes next."""
        super().showEvent(event)
        if self.cards and not event.spontaneous():
            self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of a panel."""
        QPainter(self).fillRect(self.rect(), self._theme.colour("panel"))
