"""What a screen reader says beside what it reads by itself."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


class Voice(QObject):
    """Speaks for a widget when what the keys are on changes inside of it, where no focus moves."""

    said = Signal(str)

    def __init__(self, of: QObject) -> None:
        super().__init__(of)
        self._of = of

    def say(self, sentence: str) -> None:
        """Have a sentence spoken, if anyone listens."""
        self.said.emit(sentence)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._of, sentence))
