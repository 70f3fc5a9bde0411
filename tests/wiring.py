"""A panel by itself, wired to a workspace as the window wires it."""

from typing import TypeVar

from pytestqt.qtbot import QtBot

from desktop.panels.base import Panel
from desktop.workspace import Workspace

_P = TypeVar("_P", bound=Panel)


def wired(panel: _P, workspace: Workspace, size: tuple[int, int], qtbot: QtBot) -> _P:
    """Return the panel on screen at a size, showing what the workspace shows."""
    qtbot.addWidget(panel)
    workspace.changed.connect(panel.show_frame)
    panel.query_requested.connect(workspace.refine)
    panel.selection_requested.connect(workspace.select)
    panel.narrow_requested.connect(workspace.narrow)
    panel.show_frame(workspace.frame)
    panel.resize(*size)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel
