"""The shelf: the places that are not on the diagram, in one line, each with the reason."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from db.model import PlaceId
from desktop import show
from desktop.panels.routes import words
from desktop.panels.routes.reading import Reading
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

_HEIGHT, _PAD = 22, 14


class Shelf(QWidget):
    """Names as links, as many as fit; the rest is counted, and listed on demand."""

    picked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading, self._layout = Reading(), Layout()
        self._links: list[QToolButton] = []
        self._take_height()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._head = show.Elided(tr("not on the diagram:"))
        self._head.setObjectName("Note")
        theme.write(self._head, "small")
        self._more = QToolButton(self)
        theme.write(self._more, "small")
        self._more.setAutoRaise(True)
        self._more.clicked.connect(self._on_more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 6, 2)
        self._row.setSpacing(2)
        self._row.addWidget(self._head)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        theme.changed.connect(self._on_theme)

    def _take_height(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))

    def _on_theme(self) -> None:
        self._take_height()
        for link in self._links:
            link.setFixedWidth(self._wide(link))
        self._share_out()

    def show_layout(self, reading: Reading, layout: Layout) -> None:
        """List the places that another desk leaves out."""
        for link in self._links:
            link.setParent(None)
            link.deleteLater()
        self._reading, self._layout = reading, layout
        self._links = [self._link(place) for place, _ in layout.shelf]
        self._row.removeWidget(self._more)
        for n, link in enumerate((*self._links, self._more), 1):
            self._row.insertWidget(n, link)
        self._share_out()
        self.setVisible(bool(layout.shelf))

    def show_reading(self, reading: Reading) -> None:
        """Mark what is selected."""
        self._reading = reading
        for (place, why), link in zip(self._layout.shelf, self._links, strict=True):
            state = reading.state(("place", place))
            self._theme.write(link, "strong" if state == "selected" else "small")
            link.setDown(state == "selected")
            show.explain(link, words.shelved(reading, place, why))
        self._share_out()

    def link(self, place: PlaceId) -> QWidget | None:
        """Return where a place is clicked: its link, or the count it stands in."""
        for (id_, _), link in zip(self._layout.shelf, self._links, strict=True):
            if id_ == place:
                return self._more if link.isHidden() else link
        return None

    def minimumSizeHint(self) -> QSize:
        """Any width will do: what does not fit is counted."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many names as fit now."""
        self._share_out()

    def _link(self, place: PlaceId) -> QToolButton:
        name = show.visible(self._reading.desk.places[place].name)
        link = QToolButton(self)
        link.setText(show.doubled(name))
        told = tr("{place}, not on the diagram").format(place=show.apart(name))
        link.setAccessibleName(told)
        link.setAutoRaise(True)
        link.setFixedWidth(self._wide(link))
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(partial(self._on_clicked, place))
        return link

    def _wide(self, link: QToolButton) -> int:
        """Return how wide a link is when its name is bold."""
        bold = QFontMetrics(self._theme.font("strong"))
        return bold.horizontalAdvance(link.text().replace("&&", "&")) + self._theme.px(_PAD)

    def _share_out(self) -> None:
        """Hide the names that do not fit and count them."""
        small = QFontMetrics(self._theme.font("small"))
        room = self.width() - 18 - self._head.sizeHint().width()
        count = small.horizontalAdvance("+99") + self._theme.px(_PAD)
        used = shown = 0
        for n, link in enumerate(self._links, 1):
            used += link.sizeHint().width() + 2
            if used + (count if n < len(self._links) else 0) > room:
                break
            shown = n
        for n, link in enumerate(self._links):
            link.setVisible(n < shown)
        rest = len(self._links) - shown
        self._more.setVisible(rest > 0)
        self._more.setText(f"+{show.count(rest)}")
        self._more.setAccessibleName(tr("%n more place(s) not on the diagram", rest))
        show.explain(self._more, tr("List the others that are not on the diagram"))

    def _on_clicked(self, place: PlaceId) -> None:
        self.picked.emit(("place", place), "only")

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for (place, why), link in zip(self._layout.shelf, self._links, strict=True):
            if not link.isHidden():
                continue
            name = show.visible(self._reading.desk.places[place].name)
            row = menu.addAction(show.doubled(name))
            row.setToolTip(show.tip(words.shelved(self._reading, place, why)))
            row.triggered.connect(partial(self._on_clicked, place))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
