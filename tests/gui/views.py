"""Mouse and keys on the views panel of a window."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop.frame import Frame
from desktop.panels.rows import RowsList
from desktop.panels.views.panel import ViewsPanel
from desktop.panels.views.saved import SavedDelegate
from desktop.window import MainWindow
from tests.gui.hands import CTRL, LEFT, NONE, Hands

Key = Qt.Key


class Views:
    """Hands on the views panel of a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.hands = Hands(window, qtbot)
        self.panel: ViewsPanel = window.views
        self.saved, self.bin, self.trail = self.panel.saved, self.panel.bin, self.panel.trail

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.saved.lines.rows]

    @property
    def binned(self) -> list[str]:
        return [row.name for row in self.bin.lines.rows]

    @property
    def steps(self) -> list[str]:
        return [row.name for row in self.trail.lines.rows]

    def open(self) -> None:
        """Show the panel by its key, if it is not shown."""
        if not self.panel.isVisible():
            self.qtbot.keyClick(self.window, Key.Key_B, CTRL)

    def save(self, name: str) -> Frame:
        """Save what is seen under a name, by keys."""
        self.qtbot.keyClick(self.window, Key.Key_D, CTRL)
        self.qtbot.keyClicks(self.panel.field, name)
        return self.hands.do(lambda: self.qtbot.keyClick(self.panel.field, Key.Key_Return))

    def click(self, rows: RowsList, name: str) -> Frame:
        return self.hands.do(lambda: self.press(rows, name))

    def press(self, rows: RowsList, name: str) -> None:
        self.qtbot.mouseClick(rows.viewport(), LEFT, NONE, self.at(rows, name))

    def at(self, rows: RowsList, name: str) -> QPoint:
        index = rows.lines.index([row.name for row in rows.lines.rows].index(name))
        rows.scrollTo(index)
        return rows.visualRect(index).center()

    def key(self, rows: RowsList, name: str, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key on a row."""
        rows.setFocus()
        rows.setCurrentIndex(rows.lines.index([r.name for r in rows.lines.rows].index(name)))
        self.qtbot.keyClick(rows, key, held)

    def choose(self, opens: Callable[[], None], text: str) -> None:
        """Open a menu and click an entry of it."""
        opens()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (entry,) = [a for a in menu.actions() if a.text().split("\t")[0] == text]
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())

    def group(self, text: str) -> None:
        """Choose from the menu of groups of the claims."""
        button = self.window.claims.group_button
        self.choose(lambda: self.qtbot.mouseClick(button, LEFT), text)

    def drag(self, name: str, rows: int) -> Frame:
        """Drag a saved view down by some rows, or up."""
        start = self.at(self.saved, name)
        end = start + QPoint(0, round((rows + (0.5 if rows > 0 else -0.5)) * SavedDelegate.HEIGHT))
        port = self.saved.viewport()
        self.qtbot.mousePress(port, LEFT, NONE, start)
        self.qtbot.mouseMove(port, start + QPoint(0, 15 if rows > 0 else -15))
        self.qtbot.mouseMove(port, end)
        return self.hands.do(lambda: self.qtbot.mouseRelease(port, LEFT, NONE, end))

    def editor(self) -> QLineEdit:
        """Return the field that is open over a name."""
        (editor,) = [e for e in self.saved.findChildren(QLineEdit) if e.isVisible()]
        return editor
