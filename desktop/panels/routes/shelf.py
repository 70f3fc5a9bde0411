"""The shelf: what is not on the diagram, each with the reason, and what is noted of the rest."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from db.model import Ref
from desktop import show
from desktop.panels.routes import words
from desktop.panels.routes.reading import Reading
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

_HEIGHT, _PAD = 22, 14


class Shelf(QWidget):
    """Names as links, as many as fit; the rest is counted, and listed on demand.

    At its end the notes are listed: what the drawing changed to be legible, place by place.
    """

    picked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading, self._layout = Reading(), Layout()
        self._links: dict[Ref, QToolButton] = {}
        self._reasons: dict[Ref, Callable[[Reading], str]] = {}
        self._take_height()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._head = show.Elided(tr("not on the diagram:"))
        self._head.setObjectName("Note")
        theme.write(self._head, "small")
        self._more, self._notes = QToolButton(self), QToolButton(self)
        for button, clicked in ((self._more, self._on_more), (self._notes, self._on_notes)):
            theme.write(button, "small")
            button.setAutoRaise(True)
            button.clicked.connect(clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 6, 2)
        self._row.setSpacing(2)
        self._row.addWidget(self._head)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._row.addWidget(self._notes)
        theme.changed.connect(self._on_theme)

    def _take_height(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))

    def _on_theme(self) -> None:
        self._take_height()
        for link in self._links.values():
            link.setFixedWidth(self._wide(link))
        self._share_out()

    def show_layout(self, reading: Reading, layout: Layout) -> None:
        """List the places and roads that another drawing leaves out, and what is said of it."""
        for link in self._links.values():
            link.setParent(None)
            link.deleteLater()
        self._reading, self._layout = reading, layout
        away = {id_ for id_, _ in layout.shelf}
        places: list[Ref] = [("place", id_) for id_ in reading.desk.places if id_ in away]
        roads: list[Ref] = [("route", id_) for id_, _ in layout.unplaced]
        self._links = {ref: self._link(ref) for ref in (*places, *roads)}
        self._reasons = {
            **{("place", n): partial(words.shelved, id_=n, why=why) for n, why in layout.shelf},
            **{("route", n): partial(words.unplaced, id_=n, why=why) for n, why in layout.unplaced},
        }
        self._row.removeWidget(self._more)
        for n, link in enumerate((*self._links.values(), self._more), 1):
            self._row.insertWidget(n, link)
        said = len(layout.notes)
        self._notes.setText(tr("%n note(s)", said))
        self._notes.setAccessibleName(tr("%n note(s) on the drawing", said))
        show.explain(self._notes, tr("List where the drawing departs from the map"))
        self._notes.setVisible(bool(said))
        self._head.setVisible(bool(self._links))
        self._share_out()
        self.setVisible(bool(self._links or said))

    def show_reading(self, reading: Reading) -> None:
        """Mark what is selected."""
        self._reading = reading
        for ref, link in self._links.items():
            selected = reading.state(ref) == "selected"
            self._theme.write(link, "strong" if selected else "small")
            link.setDown(selected)
        self._share_out()

    def link(self, ref: Ref) -> QWidget | None:
        """Return where a place or road is clicked: its link, or the count it stands in."""
        link = self._links.get(ref)
        return self._more if link is not None and link.isHidden() else link

    def _why(self, ref: Ref) -> str:
        """Return why something is not drawn."""
        return self._reasons[ref](self._reading)

    def minimumSizeHint(self) -> QSize:
        """Any width will do: what does not fit is counted."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many names as fit now."""
        self._share_out()

    def _link(self, ref: Ref) -> QToolButton:
        name = show.visible(words.name(self._reading, ref))
        link = QToolButton(self)
        link.setText(show.doubled(name))
        told = tr("{name}, not on the diagram").format(name=show.apart(name))
        link.setAccessibleName(told)
        link.setAutoRaise(True)
        link.setFixedWidth(self._wide(link))
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(partial(self._on_clicked, ref))
        return link

    def _wide(self, link: QToolButton) -> int:
        """Return how wide a link is when its name is bold."""
        bold = QFontMetrics(self._theme.font("strong"))
        return bold.horizontalAdvance(link.text().replace("&&", "&")) + self._theme.px(_PAD)

    def _share_out(self) -> None:
        """Hide the names that do not fit and count them."""
        small = QFontMetrics(self._theme.font("small"))
        noted = self._notes.sizeHint().width() + 2 if self._layout.notes else 0
        room = self.width() - 18 - noted - self._head.sizeHint().width()
        count = small.horizontalAdvance("+99") + self._theme.px(_PAD)
        used = shown = 0
        for n, link in enumerate(self._links.values(), 1):
            used += link.sizeHint().width() + 2
            if used + (count if n < len(self._links) else 0) > room:
                break
            shown = n
        for n, (ref, link) in enumerate(self._links.items()):
            link.setVisible(n < shown)
            if n < shown:  # of hundreds few are, and each reason names every claimant
                show.explain(link, self._why(ref))
        rest = len(self._links) - shown
        self._more.setVisible(rest > 0)
        self._more.setText(f"+{show.count(rest)}")
        self._more.setAccessibleName(tr("%n more not on the diagram", rest))
        show.explain(self._more, tr("List the others that are not on the diagram"))

    def _on_clicked(self, ref: Ref) -> None:
        self.picked.emit(ref, "only")

    def _on_more(self) -> None:
        rest = [
            (ref, words.name(self._reading, ref), self._why(ref))
            for ref, link in self._links.items() if link.isHidden()
        ]  # fmt: skip
        self._list(self._more, rest)

    def _on_notes(self) -> None:
        said = [words.noted(self._reading, id_, what) for id_, what in self._layout.notes]
        places: list[Ref] = [("place", id_) for id_, _ in self._layout.notes]
        self._list(self._notes, list(zip(places, said, said, strict=True)))

    def _list(self, below: QWidget, rows: list[tuple[Ref, str, str]]) -> None:
        """Show what is to be picked, each with a text and a longer one."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for ref, text, longer in rows:
            row = menu.addAction(show.doubled(show.visible(text)))
            row.setToolTip(show.tip(longer))
            row.triggered.connect(partial(self._on_clicked, ref))
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))
