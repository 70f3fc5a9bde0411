"""The claims as a table to look at and walk through."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.theme import Theme

ROW = 24
_STEPS = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


class ClaimsTable(QTableView):
    """Rows 24 pixels high: one is hovered whole, and the one the keys are on wears a ring."""

    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hovered_row = -1
        self.empty_text = ""
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
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take J and K for the arrows, and copy whole rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
            return
        if arrow := _STEPS.get(Qt.Key(event.key())):
            event = QKeyEvent(event.type(), arrow, event.modifiers())
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: letters are keys of the window, and looking would fetch every row."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Tint none."""
        super().leaveEvent(event)
        self._hover(-1)

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
        """Paint the cells, the ring over them, or what to do where there are none."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        current = self.currentIndex()
        if not self.model().rowCount():
            painter.setPen(self._theme.colour("ink.3"))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(16, 0, -16, 0), centre, self.empty_text
            )
        elif self.hasFocus() and current.isValid():
            painter.setPen(QPen(self._theme.colour("focus"), 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(self._row_rect(current.row()).adjusted(1, 1, -1, -1))

    def _row_rect(self, row: int) -> QRect:
        top, header = self.rowViewportPosition(row), self.horizontalHeader()
        width = max(header.length(), self.viewport().width())
        return QRect(-header.offset(), top, width, self.rowHeight(row))

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
