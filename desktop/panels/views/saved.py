"""The saved views as a list: opened, renamed in place, dragged into another order, deleted."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate, RowsList
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


class SavedList(RowsList):
    """F2 renames, Delete deletes, a drag or Alt with the arrows puts into another order.

    `ordered` carries all keys in the order asked for.
    """

    renamed = Signal(str, str)
    deleted = Signal(str)
    ordered = Signal(tuple)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._theme = theme
        self._pressed = QModelIndex()
        self._from = QPoint()
        self._gap: int | None = None
        self._row = SavedDelegate(theme, parent)
        super().__init__(tr("Saved views"), self._row, parent)
        self._row.setParent(self)
        self._row.renamed.connect(self.renamed)
        self.writable = True
        """Whether the desk lets a view be changed."""

    def rename(self, key: str) -> None:
        """Open a field over the name of a view."""
        if self.writable:
            self.edit(self.index_of(key))

    def shift(self, key: str, by: int) -> None:
        """Ask for a view to stand some rows further down, or up."""
        keys = [str(row.key) for row in self.lines.rows]
        at = keys.index(key)
        to = max(0, min(len(keys) - 1, at + by))
        if to != at and self.writable:
            keys.insert(to, keys.pop(at))
            self.ordered.emit(tuple(keys))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename, delete and move by keys."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = self.key
        if key is None or not self.writable:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.rename(str(key))
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(str(key))
        elif alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shift(str(key), -1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        self._from = event.position().toPoint()
        self._pressed = self.indexAt(self._from) if left else QModelIndex()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the row would come to stand, once it is dragged."""
        if not (event.buttons() & Qt.MouseButton.LeftButton and self._pressed.isValid()):
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self.writable and (far or self._gap is not None):
            self._gap = self._gap_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the order that was dragged for, or open what was clicked."""
        gap, pressed = self._gap, self._pressed
        self._gap, self._pressed = None, QModelIndex()
        if gap is None:
            super().mouseReleaseEvent(event)
            return
        self.setState(self.State.NoState)
        self.viewport().update()
        key = str(self.lines.rows[pressed.row()].key)
        self.shift(key, gap - pressed.row() - (1 if gap > pressed.row() else 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the gap that a dragged one would come to stand in."""
        super().paintEvent(event)
        if self._gap is not None:
            y = max(1, self._gap * self._row.height - self.verticalScrollBar().value())
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawLine(6, y, self.viewport().width() - 6, y)

    def _gap_at(self, at: QPoint) -> int:
        down = at.y() + self.verticalScrollBar().value()
        return max(0, min(len(self.lines.rows), round(down / self._row.height)))
