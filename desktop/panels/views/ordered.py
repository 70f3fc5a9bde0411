"""A list whose rows are put in another order: by a drag, or by Alt with the arrows."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from desktop.panels.rows import RowsDelegate, RowsList

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderedList(RowsList):
    """Rows in an order of their own. `ordered` carries all keys in the order asked for."""

    ordered = Signal(tuple)

    def __init__(self, name: str, delegate: RowsDelegate, parent: QWidget) -> None:
        self._pressed = QModelIndex()
        self._from = QPoint()
        self._gap: int | None = None
        self._row = delegate
        super().__init__(name, delegate, parent)
        self.writable = True
        """Whether the desk lets a row be changed."""

    def shift(self, key: str, by: int) -> None:
        """Ask for a row to stand some rows further down, or up."""
        keys = [str(row.key) for row in self.lines.rows]
        at = keys.index(key)
        to = max(0, min(len(keys) - 1, at + by))
        if to != at and self.writable:
            keys.insert(to, keys.pop(at))
            self.ordered.emit(tuple(keys))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by keys."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in _STEPS and self.key is not None and self.writable:
            self.shift(str(self.key), _STEPS[Qt.Key(event.key())])
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
            painter.setPen(QPen(self._row.theme.colour("accent"), 2))
            painter.drawLine(6, y, self.viewport().width() - 6, y)

    def _gap_at(self, at: QPoint) -> int:
        down = at.y() + self.verticalScrollBar().value()
        return max(0, min(len(self.lines.rows), round(down / self._row.height)))
