"""A program used by its keys alone, and heard as a screen reader reads it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

NONE = Qt.KeyboardModifier.NoModifier
_Text = QAccessible.Text


class Listener:
    """Presses keys on whatever has the focus, and says what is heard of it then."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> str:
        for _ in range(times):
            self._qtbot.keyClick(self.focused(), key, held)
        return self.heard()

    def write(self, text: str) -> str:
        """Type a text of any script: Qt's own test keys know Latin letters alone."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, 0, NONE, letter))
        return self.heard()

    def focused(self) -> QWidget:
        popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
        there = popup if popup is not None and popup.isVisible() else focus
        assert there is not None
        return there

    def heard(self) -> str:
        """Role, name and description of what has the keys: in a list, of the row they are on."""
        if QApplication.focusWidget() is None:
            return ""  # what had the keys has just gone
        widget = self.focused()
        spoken = QAccessible.queryAccessibleInterface(widget)
        parts = [_said(spoken)]
        if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
            role = Qt.ItemDataRole
            index = widget.currentIndex()
            cell = index.data(role.AccessibleTextRole) or index.data(role.DisplayRole)
            more = index.data(role.AccessibleDescriptionRole)
            parts = [spoken.text(_Text.Name), str(cell), str(more or "")]
        return " | ".join([spoken.role().name, *(part for part in parts if part.strip())])


def _said(spoken: QAccessibleInterface) -> str:
    kinds = (_Text.Name, _Text.Value, _Text.Description)
    said = [text for kind in kinds if (text := spoken.text(kind)).strip()]
    return " | ".join(dict.fromkeys(said))  # what is said twice is heard once
