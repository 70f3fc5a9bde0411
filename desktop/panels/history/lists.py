"""The two lists of the panel: the history, read as it is scrolled to, and what an entry changed."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from db.entries import ALL, Entry, Wanted
from db.snapshot import NoPast, Past
from desktop.panels.history.rows import ChangeDelegate, PastDelegate, PastRow
from desktop.panels.rows import Index, RowsList, RowsModel
from desktop.show import tr
from desktop.theme import Theme

PAGE = 200
"""So many entries are read at once."""
_NOWHERE = QModelIndex()


class PastModel(RowsModel):
    """Entries of the history: a page of them, and each next one when it is scrolled to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._past: Past = NoPast()
        self._wanted = ALL
        self.matched = 0
        """How many entries there are that are looked for."""

    def read(self, past: Past, wanted: Wanted) -> None:
        """Show what is looked for, as far as was scrolled to where it is the same as before."""
        have = max(PAGE, len(self.rows)) if wanted == self._wanted else PAGE
        self._past, self._wanted = past, wanted
        self.matched = past.count(wanted)
        self.show_rows([PastRow(entry) for entry in past.entries(wanted, have)])

    def entry(self, index: Index) -> Entry | None:
        """Return the entry at an index; None where there is none."""
        row = self.rows[index.row()] if index.isValid() else None
        return row.entry if isinstance(row, PastRow) else None

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether there are older ones."""
        return not parent.isValid() and 0 < len(self.rows) < self.matched

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        """Read the next page."""
        last = int(self.rows[-1].key)
        fresh = [PastRow(entry) for entry in self._past.entries(self._wanted, PAGE, below=last)]
        start = len(self.rows)
        if fresh:
            self.beginInsertRows(_NOWHERE, start, start + len(fresh) - 1)
            self.rows = (*self.rows, *fresh)
            self.endInsertRows()


class PastList(RowsList):
    """The history. Moving shows what was changed; Enter or a double click goes to it.

    U undoes the entry, Shift+U all after it; Ctrl+C copies it.
    """

    moved = Signal()
    undo_asked = Signal()
    down_to_asked = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._row = PastDelegate(theme, parent)
        self.past = PastModel(parent)
        super().__init__(tr("History of this desk"), self._row, parent, self.past)
        self.clicked.disconnect(self._on_clicked)
        self.doubleClicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def entry(self) -> Entry | None:
        """The entry that the keys are on."""
        return self.past.entry(self.currentIndex())

    def show_past(self, past: Past, wanted: Wanted) -> None:
        """Show what is looked for; the keys stay on their entry, or go to the newest."""
        place, key = self.currentIndex().row(), self.key
        self.past.read(past, wanted)
        if self.lines.rows and not self.currentIndex().isValid():
            there = self.index_of(key) if key is not None else self.lines.index(0)
            near = min(max(place, 0), len(self.lines.rows) - 1)
            self.setCurrentIndex(there if there.isValid() else self.lines.index(near))
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        """Take its keys before the window's shortcuts do."""
        over = event.type() == QEvent.Type.ShortcutOverride
        if over and isinstance(event, QKeyEvent) and _asked(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo on U, all after it on Shift+U, copy on its keys."""
        match _asked(event):
            case "copy":
                self.copy_asked.emit()
            case "undo":
                self.undo_asked.emit()
            case "down to":
                self.down_to_asked.emit()
            case _:
                super().keyPressEvent(event)

    def _on_current(self, *_: object) -> None:
        self.moved.emit()


class ChangeList(RowsList):
    """What an entry changed; Enter or a double click goes to the thing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(tr("What it changed"), ChangeDelegate(theme, parent), parent)
        self.clicked.disconnect(self._on_clicked)
        self.doubleClicked.connect(self._on_clicked)


def _asked(event: QKeyEvent) -> str:
    """Return what a key asks of the history; empty where it asks nothing."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return "copy"
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() != Qt.Key.Key_U:
        return ""
    if held == Qt.KeyboardModifier.ShiftModifier:
        return "down to"
    return "" if held else "undo"
