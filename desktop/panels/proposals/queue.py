"""The queue as a list, read as it is scrolled to, with the keys that decide."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.columns import Ints
from db.model import Desk
from db.snapshot import NothingUndecided, Snapshot, Undecided
from db.waiting import Queue, Waiting
from desktop.panels.proposals.rows import WaitingDelegate, WaitingRow
from desktop.panels.rows import Index, RowsList, RowsModel
from desktop.show import tr
from desktop.theme import Theme

PAGE: Final = 200
"""So many rows are read at once."""
_NOWHERE = QModelIndex()
_ASKS: Final[Mapping[int, str]] = {
    Qt.Key.Key_A: "accept",
    Qt.Key.Key_R: "reject",
    Qt.Key.Key_N: "no conflict",
    Qt.Key.Key_L: "later",
    Qt.Key.Key_J: "next",
    Qt.Key.Key_K: "previous",
    Qt.Key.Key_Space: "read on",
    Qt.Key.Key_Right: "unfold",
    Qt.Key.Key_Left: "fold",
}
"""What a key alone asks of the queue."""


class QueueModel(RowsModel):
    """Proposals: a page of them, and each next one when it is scrolled to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._undecided: Undecided = NothingUndecided()
        self._desk = Desk()
        self._queue = Queue()
        self._places: Ints = self._queue.ids
        self._open = frozenset[int]()

    def read(self, snapshot: Snapshot, queue: Queue, unfolded: frozenset[int]) -> None:
        """Show a queue, as far as was scrolled to, with the echoes under the firsts `unfolded`."""
        have = max(PAGE, len(self.rows))
        self._undecided, self._desk = snapshot.undecided, snapshot.desk
        self._queue, self._open = queue, unfolded
        self._places = queue.unfolded(unfolded)
        self.show_rows(self._page(0, have))

    def place_of(self, id_: int) -> int:
        """Return the row of a proposal, read as far as that; -1 where it is not listed."""
        found = (self._queue.ids[self._places] == id_).nonzero()[0]
        place = int(found[0]) if len(found) else -1
        while place >= len(self.rows):
            self.fetchMore()
        return place

    def row(self, index: Index) -> WaitingRow | None:
        """Return the row at an index; None where there is none."""
        row = self.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, WaitingRow) else None

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether there are more."""
        return not parent.isValid() and len(self.rows) < len(self._places)

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        """Read the next page."""
        start = len(self.rows)
        fresh = self._page(start, start + PAGE)
        self.beginInsertRows(_NOWHERE, start, start + len(fresh) - 1)
        self.rows = (*self.rows, *fresh)
        self.endInsertRows()

    def _page(self, start: int, stop: int) -> list[WaitingRow]:
        places, queue = self._places[start:stop], self._queue
        found = self._undecided.waiting(queue.ids[places])
        return [self._row(place, one) for place, one in zip(places.tolist(), found, strict=True)]

    def _row(self, place: int, one: Waiting) -> WaitingRow:
        queue = self._queue
        return WaitingRow(
            one,
            self._desk,
            echoes=queue.echoes(place),
            open=one.id in self._open,
            echo=bool(queue.firsts[place] != place),
            heard=bool(queue.heard[place]),
        )


class QueueList(RowsList):
    """What is to be decided. Moving shows the pair; `asked` carries what a key asks of it.

    Right shows the echoes under a first, Left folds them; J and K move as the arrows do. Space
    reads on in the pair, with Shift back.
    """

    moved = Signal()
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.queue = QueueModel(parent)
        self._showing = False
        super().__init__(tr("To decide"), WaitingDelegate(theme, parent), parent, self.queue)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.setMinimumWidth(theme.px(150))

    @property
    def row(self) -> WaitingRow | None:
        """The row that the keys are on."""
        return self.queue.row(self.currentIndex())

    def show_queue(
        self, snapshot: Snapshot, queue: Queue, unfolded: frozenset[int], to: int | None
    ) -> None:
        """Show a queue, with the keys on one by its id, else where they were, else on the first."""
        place, key = self.currentIndex().row(), self.key
        self._showing = True
        self.queue.read(snapshot, queue, unfolded)
        if self.lines.rows:
            last = len(self.lines.rows) - 1
            ways = (self.queue.place_of(id_) for id_ in (to, key) if isinstance(id_, int))
            there = next((way for way in ways if way >= 0), min(max(place, 0), last))
            self.setCurrentIndex(self.lines.index(there))
        self._showing = False
        self.viewport().update()

    def go(self, step: int) -> None:
        """Move by rows."""
        there = self.lines.index(self.currentIndex().row() + step)
        if there.isValid():
            self.setCurrentIndex(there)

    def asks(self, event: QKeyEvent) -> str:
        """Return what a key asks of the queue; empty where it asks nothing."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_Space:
            return "read back"
        return "" if held else _ASKS.get(event.key(), "")

    def take(self, event: QKeyEvent) -> bool:
        """Decide, put off, move or fold; return whether the key asks for that."""
        what = self.asks(event)
        if what in {"next", "previous"}:
            self.go(1 if what == "next" else -1)
        elif what:
            self.asked.emit(what)
        return bool(what)

    def event(self, event: QEvent) -> bool:
        """Take its keys before the window's shortcuts do."""
        over = event.type() == QEvent.Type.ShortcutOverride
        if over and isinstance(event, QKeyEvent) and self.asks(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what its keys ask."""
        if not self.take(event):
            super().keyPressEvent(event)

    def _on_current(self, *_: object) -> None:
        if not self._showing:
            self.moved.emit()
