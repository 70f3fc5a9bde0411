"""The saved views as a list: opened, renamed in place, dragged into another order, deleted."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate
from desktop.panels.views.ordered import OrderedList
from desktop.show import tr
from desktop.theme import Theme

_PAD = 12


@dataclass(frozen=True, slots=True)
class SavedRow:
    """One saved view: its name, what it shows, and what is wrong with it. `shown`: it is seen."""

    key: str
    name: str
    words: str
    trouble: str = ""
    shown: bool = False

    @property
    def tip(self) -> tuple[str, ...]:
        """The name, and all of the words."""
        return self.name, self.words, self.trouble

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        seen = tr("shown now") if self.shown else ""
        return ", ".join(part for part in (self.name, self.words, self.trouble, seen) if part)


class SavedDelegate(RowsDelegate):
    """Paints the name, and under it what the view shows."""

    HEIGHT = 42
    renamed = Signal(str, str)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row; a view that is shown has its name in strong type."""
        row: SavedRow = index.data(ROW)
        font = QFont(self.theme.font("base"))
        font.setWeight(QFont.Weight.DemiBold if row.shown else QFont.Weight.Medium)
        px = self.theme.px
        room = QRect(rect.left() + _PAD, rect.top() + 4, rect.width() - 2 * _PAD, px(18))
        self.write(painter, room, show.visible(row.name), "ink", font)
        room.translate(0, px(17))
        small = self.theme.font("small")
        if row.trouble:
            used = self.write(painter, room, show.visible(row.trouble), "warn", small)
            room.setLeft(room.left() + used + 6)
        quiet = "ink.2" if selected else "ink.3"
        self.write(painter, room, show.visible(row.words), quiet, small)

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        """Return a field for the name."""
        field = QLineEdit(parent)
        field.setFont(self.theme.font("base"))
        field.setAccessibleName(tr("Name of the view"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Write the name into the field, selected."""
        field = cast("QLineEdit", editor)
        field.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        field.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for the name that stands in the field."""
        row: SavedRow = index.data(ROW)
        name = cast("QLineEdit", editor).text()
        if name.strip() and name != row.name:
            self.renamed.emit(row.key, name)

    def updateEditorGeometry(self, editor: QWidget, option: Option, index: Index) -> None:
        """Let the field stand where the name stands."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(rect.left() + 3, rect.top() + 1, rect.width() - 6, self.theme.px(26))


class SavedList(OrderedList):
    """F2 renames, Delete deletes, a drag or Alt with the arrows puts into another order."""

    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        delegate = SavedDelegate(theme, parent)
        super().__init__(tr("Saved views"), delegate, parent)
        delegate.setParent(self)
        delegate.renamed.connect(self.renamed)

    def rename(self, key: str) -> None:
        """Open a field over the name of a view."""
        if self.writable:
            self.edit(self.index_of(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename and delete by keys."""
        key = self.key
        if key is not None and self.writable and event.key() == Qt.Key.Key_F2:
            self.rename(str(key))
        elif key is not None and self.writable and event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(str(key))
        else:
            super().keyPressEvent(event)
