"""What opens under a button and closes with Esc or a click elsewhere."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Popup(QWidget):
    """A sheet of its own on the ground of a panel, with a line around it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.theme = theme
        theme.changed.connect(self.update)

    def open_under(self, button: QWidget) -> None:
        """Show it under a button, whole within the screen."""
        corner = button.mapToGlobal(QPoint(0, button.height() + 2))
        room = button.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the panel below."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line."""
        painter = QPainter(self)
        painter.setPen(self.theme.colour("divider"))
        painter.setBrush(self.theme.colour("panel"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
