"""A sheet that comes over the upper part of a window and goes with Esc or a click elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop import show
from desktop.show import tr
from desktop.theme import Theme

_TOP = 44
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Overlay(QWidget):
    """Stands over a window with a field to type in; the focus goes back to where it came from."""

    WIDTH = 560

    def __init__(self, title: str, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme, self._window = theme, window
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before: QWidget | None = (
            window.focusWidget()
        )  # while a menu is open the application has none
        self.field = QLineEdit(self)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(title)
        self.field.setFixedHeight(30)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.field)
        theme.changed.connect(self.update)
        window.installEventFilter(self)
        if application := QApplication.instance():
            application.installEventFilter(self)

    def open(self) -> None:
        """Show it in the middle of the upper part, with the keys in the field."""
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close(self) -> bool:
        """Go, and give the focus back."""
        inside = self.isAncestorOf(self._window.focusWidget() or self)
        closed = super().close()
        if inside and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        return closed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on a click elsewhere; stay in the middle when the window changes its size."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched is not self and not self.isAncestorOf(watched):
                self.close()
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self.place()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt names it
        """Lead Tab around within it."""
        stops = [
            one
            for one in self.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isVisible()
            and one.isEnabled()
            and (not isinstance(one, QRadioButton) or one.isChecked())
        ]
        if not stops:
            return super().focusNextPrevChild(next)  # it closes
        stops.sort(key=lambda one: one.mapTo(self, QPoint()).toTuple()[::-1])  # as they are read
        focus, step = QApplication.focusWidget(), 1 if next else -1
        here = stops.index(focus) if focus in stops else -step
        stops[(here + step) % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; let no key through to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take every key before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.theme.colour("control"))
        painter.setBrush(self.theme.colour("panel"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def place(self) -> None:
        """Stand in the middle of the upper part of the window, as wide as there is room for."""
        window = self._window
        width = min(self.WIDTH, window.width() - 32)
        height = min(self.sizeHint().height(), window.height() - 2 * _TOP)
        self.setGeometry((window.width() - width) // 2, _TOP, width, height)


class Ask(Overlay):
    """Asks for a name in one line."""

    def __init__(
        self, title: str, said: str, answered: Callable[[str], None], theme: Theme, window: QWidget
    ) -> None:
        """`said` tells what it is for; `answered` gets what was typed, never an empty name."""
        super().__init__(title, theme, window)
        self._answered = answered
        heading = show.label(title, self)
        theme.write(heading, "strong")
        self.column.insertWidget(0, heading)
        note = show.label(said, self, wrap=True)
        note.setObjectName("Note")
        self.go = QPushButton(tr("Keep"), self)
        self.go.setProperty("primary", True)  # noqa: FBT003 - as Qt has it
        self.go.clicked.connect(self._on_return)
        foot = QHBoxLayout()
        foot.addWidget(note, 1)
        foot.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(foot)
        self.field.returnPressed.connect(self._on_return)
        self.field.textChanged.connect(self._on_typed)
        self._on_typed("")

    def open(self) -> None:
        """Show it; where a field closes in this turn and gives its keys away, take them from it."""
        super().open()
        QTimer.singleShot(0, self._take_keys)

    def _take_keys(self) -> None:
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_typed(self, typed: str) -> None:
        self.go.setEnabled(bool(typed.strip()))

    def _on_return(self) -> None:
        if name := self.field.text().strip():
            self.close()
            self._answered(name)
