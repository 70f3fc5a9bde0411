"""The groups of the claims table in tests: by their names, and the gestures on their rows."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.query import Grouping
from desktop.panels.claims.panel import ClaimsPanel
from desktop.workspace import Workspace
from tests.gui.rows import at

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier
SOLEDAR = "Who holds Soledar?"


def group(workspace: Workspace, by: Grouping) -> None:
    workspace.refine(lambda query: replace(query, grouped_by=by))
    workspace.settle()


def top(panel: ClaimsPanel, name: str) -> int:
    """Return the row of a group by its name."""
    rows = panel.model.rows
    names = [panel.model.heading(n).name for n in range(len(rows.tops))]
    return int(rows.tops[names.index(name)])


def click(
    panel: ClaimsPanel,
    qtbot: QtBot,
    row: int,
    x: int = 120,
    held: Qt.KeyboardModifier = _Modifier.NoModifier,
) -> None:
    panel.table.scrollTo(panel.model.index(row, 1))
    spot = QPoint(x, at(panel, row).y())
    qtbot.mouseClick(panel.table.viewport(), _Button.LeftButton, held, spot)


def named(panel: ClaimsPanel) -> list[str]:
    return [panel.model.heading(n).name for n in range(len(panel.model.rows.tops))]


def said(panel: ClaimsPanel, row: int) -> str:
    return str(panel.model.index(row, 3).data(Qt.ItemDataRole.AccessibleTextRole))


def on(panel: ClaimsPanel) -> int:
    return panel.table.currentIndex().row()


def choose(panel: ClaimsPanel, qtbot: QtBot, what: str) -> None:
    """Open the menu of groups by keyboard and choose from it."""
    qtbot.keyClick(panel.group_button, _Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (choice,) = [action for action in menu.actions() if action.text() == what]
    menu.setActiveAction(choice)
    qtbot.keyClick(menu, _Key.Key_Return)
