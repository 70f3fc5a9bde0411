"""Mouse and keys on the history panel of a window."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.frame import Frame
from desktop.panels.history.panel import HistoryPanel
from desktop.panels.rows import RowsList
from desktop.window import MainWindow
from tests.gui.hands import CTRL, LEFT, NONE, SHIFT, Hands

Key = Qt.Key


class PastHands:
    """Hands on the history panel of a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.hands = Hands(window, qtbot)
        self.panel: HistoryPanel = window.history
        self.list, self.changes = self.panel.list, self.panel.changes

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.list.lines.rows]

    @property
    def spoken(self) -> list[str]:
        return [row.spoken for row in self.list.lines.rows]

    @property
    def changed(self) -> list[str]:
        return [row.spoken for row in self.changes.lines.rows]

    def open(self) -> None:
        """Show the panel by its key."""
        self.window.activateWindow()
        self.qtbot.keyClick(self.window, Key.Key_H, CTRL)

    def click(self, name: str) -> None:
        """Click on an entry."""
        self.qtbot.mouseClick(self.list.viewport(), LEFT, NONE, self.at(self.list, name))

    def double_click(self, rows: RowsList, name: str) -> Frame:
        at = self.at(rows, name)

        def twice() -> None:
            self.qtbot.mouseClick(rows.viewport(), LEFT, NONE, at)
            self.qtbot.mouseDClick(rows.viewport(), LEFT, NONE, at)

        return self.hands.do(twice)

    def at(self, rows: RowsList, name: str) -> QPoint:
        index = rows.lines.index([row.name for row in rows.lines.rows].index(name))
        rows.scrollTo(index)
        return rows.visualRect(index).center()

    def to(self, name: str) -> None:
        """Go to an entry by the arrows."""
        self.list.setFocus()
        self.qtbot.keyClick(self.list, Key.Key_Home)
        for _ in range(self.names.index(name)):
            self.qtbot.keyClick(self.list, Key.Key_Down)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> Frame:
        return self.hands.do(lambda: self.qtbot.keyClick(self.list, key, held))

    def choose(self, opens: Callable[[], object], text: str) -> None:
        """Open a menu and click an entry of it."""
        opens()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (entry,) = [a for a in menu.actions() if a.text().split("\t")[0] == text]
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())

    def set(self, button: QWidget, text: str) -> None:
        """Choose from the menu of a button of the bar."""
        self.choose(lambda: self.qtbot.mouseClick(button, LEFT), text)

    def menu(self) -> None:
        """Open the menu of the entry that the keys are on, by its key."""
        self.qtbot.keyClick(self.list, Key.Key_F10, SHIFT)
