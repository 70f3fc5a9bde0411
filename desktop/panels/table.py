"""Tables to look at and walk through, as every panel that lists rows has them."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.panels.base import left_to_panel
from desktop.theme import Theme

STEPS = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


def row_height(theme: Theme) -> int:
    """Return the height of a row, in pixels: 24 at the text size of the design."""
    return QFontMetrics(theme.font("base")).height() * 8 // 5


class RowsTable(QTableView):
    """Whole rows are selected and hovered; the one the keys are on wears a ring."""

    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hovered_row = -1
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take J and K for the arrows, and copy whole rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
            return
        if arrow := STEPS.get(Qt.Key(event.key())):
            event = QKeyEvent(event.type(), arrow, event.modifiers())
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: letters are keys of the window, and looking would fetch every row."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl it is the panel's."""
        if not left_to_panel(event):
            super().wheelEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        super().mouseMoveEvent(event)
        self.hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Tint none."""
        super().leaveEvent(event)
        self.hover(-1)

    def hover(self, row: int) -> None:
        """Tint a row, -1 for none."""
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Move the ring."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and the ring over them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.paint_over(painter)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            painter.setPen(QPen(self.theme.colour("focus"), 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(self.band(current.row()).adjusted(1, 1, -1, -1))

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the cells and under the ring."""

    def band(self, row: int) -> QRect:
        """Return the room of a row in the viewport, as far as its columns reach."""
        top, header = self.rowViewportPosition(row), self.horizontalHeader()
        width = max(header.length(), self.viewport().width())
        return QRect(-header.offset(), top, width, self.rowHeight(row))
