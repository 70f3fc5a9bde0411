"""What can be done with the entry that the keys are on."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from desktop import show
from desktop.show import tr
from desktop.theme import Theme


class Foot(QWidget):
    """Two buttons, side by side where there is room; one that cannot be pressed says why."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.undo = QPushButton(tr("Undo this"), self)
        self.down_to = QPushButton(tr("Undo to here…"), self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(8, 6, 8, 8)
        self._row.setSpacing(6)
        for button in (self.undo, self.down_to):
            theme.write(button, "base")
            self._row.addWidget(button)

    def offer(self, undo: str, why_not_undo: str, why_not_down_to: str) -> None:
        """Call the first button `undo`; each is off where there is a reason against it."""
        self.undo.setText(undo)
        for button, does, why_not in (
            (self.undo, tr("Takes back this alone (U)"), why_not_undo),
            (
                self.down_to,
                tr("Takes back all that was done after this (Shift+U)"),
                why_not_down_to,
            ),
        ):
            button.setEnabled(not why_not)
            show.explain(button, why_not or does)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the wider button: they stand one over the other then."""
        widest = max(button.sizeHint().width() for button in (self.undo, self.down_to))
        return QSize(widest + 16, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons one over the other where they do not fit side by side."""
        super().resizeEvent(event)
        wide = sum(button.sizeHint().width() for button in (self.undo, self.down_to)) + 22
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if wide > self.width() else ways.LeftToRight)
