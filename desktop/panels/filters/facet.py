"""The popup of one facet: its values with what choosing each would give."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from db.dimensions import DIMENSIONS, DimensionId
from db.folding import folded
from db.model import ActorId, SideId
from db.query import Query
from db.snapshot import Snapshot
from desktop import show
from desktop.frame import Frame
from desktop.panels.buttons import Link
from desktop.panels.filters.values import ValueRow, ValuesList
from desktop.panels.popup import Popup
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import grades

_WIDTH = 340
_MOST_ROWS = 14
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
Step = Callable[[Query], Query]


class FacetPopup(Popup):
    """A field to type into, the values to tick, and a way to lift them all. Ticking keeps it open.

    `ask` is called with what to make of the query.
    """

    def __init__(self, theme: Theme, ask: Callable[[Step], None], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._ask = ask
        self._dimension: DimensionId = "side"
        self._rows: tuple[ValueRow, ...] = ()
        self.typed = QLineEdit(self)
        self.typed.setClearButtonEnabled(True)
        self.typed.installEventFilter(self)
        self.list = ValuesList(theme, self)
        self.note = show.label(parent=self)
        self.note.setObjectName("Note")
        self.clear = Link(tr("Clear"), theme, self)
        self._lay_out()
        self.typed.textChanged.connect(self._list_rows)
        self.list.toggled.connect(self._toggle)
        self.list.menu_asked.connect(self._on_menu)
        self.clear.clicked.connect(lambda: self._choose(frozenset()))

    def open_on(self, dimension: DimensionId, frame: Frame, below: QWidget) -> None:
        """Show the values of a dimension under a button."""
        self._dimension = dimension
        name = tr(DIMENSIONS[dimension].name)
        self.setAccessibleName(name)
        self.typed.setPlaceholderText(tr("Type to find"))
        self.typed.setAccessibleName(tr("Find in {facet}").format(facet=name))
        self.list.setAccessibleName(name)
        self.typed.clear()
        self.show_frame(frame)
        self.resize(self.theme.px(_WIDTH), self.sizeHint().height())
        self.open_under(below)
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_frame(self, frame: Frame) -> None:
        """Tick and count as the frame says."""
        self._rows = value_rows(self._dimension, frame)
        chosen = len(frame.query.chosen(self._dimension))
        self.clear.setEnabled(chosen > 0)
        said = tr("{n} of {m} chosen") if chosen else tr("{m} in all")
        self.note.setText(said.format(n=show.count(chosen), m=show.count(len(self._rows))))
        self._list_rows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter in the field work on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in _ENTER:
                self.list.toggle_current()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 6, 6)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.clear)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 6)
        head.addWidget(self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def _list_rows(self) -> None:
        form = folded(self.typed.text())
        kept = tuple(row for row in self._rows if form in folded(f"{row.name} {row.note}"))
        self.list.show_rows(kept)
        rows = min(_MOST_ROWS, max(3, len(self._rows)))
        self.list.setFixedHeight(self.list.row_height() * rows)

    def _toggle(self, value: int) -> None:
        dimension = self._dimension
        one = frozenset({value})
        self._ask(lambda query: query.choosing(dimension, query.chosen(dimension) ^ one))

    def _choose(self, values: frozenset[int]) -> None:
        dimension = self._dimension
        self._ask(lambda query: query.choosing(dimension, values))

    def _on_menu(self, value: int, at: QPoint) -> None:
        every = frozenset(row.value for row in self._rows)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Only this")).triggered.connect(lambda: self._choose(frozenset({value})))
        menu.addAction(tr("All but this")).triggered.connect(lambda: self._choose(every - {value}))
        menu.popup(at)


def value_rows(dimension: DimensionId, frame: Frame) -> tuple[ValueRow, ...]:
    """Return the values of a dimension, counted under all other filters."""
    snapshot, chosen = frame.snapshot, frame.query.chosen(dimension)
    return tuple(
        ValueRow(
            value.id,
            value.name,
            int(snapshot.counts[dimension][value.id]),
            ticked=value.id in chosen,
            side=_side(dimension, value.id, snapshot),
            note=grades.meaning(value.name) if dimension == "grade" else "",
        )
        for value in snapshot.values.get(dimension, ())
    )


def _side(dimension: DimensionId, value: int, snapshot: Snapshot) -> str:
    """Return the token of the side that a value is of; empty where it is of none."""
    if dimension == "side":
        return snapshot.desk.sides[SideId(value)].token
    if dimension == "claimant":
        return snapshot.desk.actors[ActorId(value)].side.token
    return ""
