"""Where files are dropped: the whole window, framed while they are held over it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from desktop import show
from desktop.show import tr
from desktop.theme import Theme


class DropTarget(QWidget):
    """Lies over a window while files are dragged over it, and takes them."""

    dropped = Signal(tuple)
    """The paths of the files, in the order they came."""

    def __init__(self, theme: Theme, window: QMainWindow) -> None:
        super().__init__(window)
        self.hide()
        self._theme, self._window, self._said = theme, window, ""
        self.setAcceptDrops(True)
        window.setAcceptDrops(True)
        # a field takes what is dropped as text, and a file's address is none to search for
        for watched in (window, self, *window.findChildren(QLineEdit)):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that come over the window, wherever; all else goes its way."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            case QEvent.Type.DragLeave:
                self.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._drop(event)
            case _:
                pass
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, and in the middle what letting go will do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.setFont(self._theme.font("strong"))
        elided = painter.fontMetrics().elidedText(
            self._said, Qt.TextElideMode.ElideMiddle, self.width() - 96
        )
        room = QRect(0, 0, painter.fontMetrics().horizontalAdvance(elided) + 48, 40)
        room.moveCenter(self.rect().center())
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(room, 6, 6)
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, elided)

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = _files(event.mimeData())
        if not paths:
            return False
        self._said = (
            tr("Open {file}").format(file=show.visible(paths[0].name))
            if len(paths) == 1
            else tr("Open %n file(s), each in a window of its own", len(paths))
        )
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.update()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        paths = _files(event.mimeData())
        if not paths:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(paths)
        return True


def _files(held: QMimeData) -> tuple[Path, ...]:
    """Return the files on this machine among what is held, none for all else."""
    return tuple(Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile())
