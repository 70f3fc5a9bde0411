"""The views of a desk that may only be read: they are opened, and nothing else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.views import View
from desktop.panels.views.panel import ViewsPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.gui.hands import NONE

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def read_only(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ViewsPanel:
    """The panel on a desk that may only be read, with two views in it."""
    frame = workspace.frame
    desk = replace(frame.snapshot.desk, writable=False)
    panel = ViewsPanel(theme)
    qtbot.addWidget(panel)
    kept = View("1", "A"), View("2", "B")
    panel.show_frame(replace(frame, snapshot=replace(frame.snapshot, desk=desk), views=kept))
    panel.resize(266, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def test_a_desk_that_may_only_be_read_says_so_and_is_only_read(
    read_only: ViewsPanel, qtbot: QtBot
) -> None:
    assert not read_only.field.isEnabled()
    assert "this one may only be read" in read_only.save.toolTip()
    read_only.saved.setFocus()
    with qtbot.assertNotEmitted(read_only.edit_requested):
        for key, held in ((Key.Key_Delete, NONE), (Key.Key_Down, ALT), (Key.Key_F2, NONE)):
            qtbot.keyClick(read_only.saved, key, held)
    assert not read_only.saved.findChildren(QLineEdit)
    read_only.begin_saving()
    assert "may only be read" in read_only.notice.words.text()
    with qtbot.waitSignal(read_only.view_requested):
        qtbot.keyClick(read_only.saved, Key.Key_Return)
