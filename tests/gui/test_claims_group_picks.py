"""Claims in groups: how they are picked, by one or together, and made the filter."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from db.query import Grouping
from desktop.panels.claims.panel import ClaimsPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.gui.groups import SOLEDAR, choose, click, group, named, on, top
from tests.gui.rows import at, press, shown, uids

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    panel = shown(workspace, theme, qtbot)
    group(workspace, "question")
    return panel


def test_a_click_picks_a_group_ctrl_adds_another_and_takes_it_out(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row, near = top(panel, SOLEDAR), 0
    click(panel, qtbot, row)
    workspace.settle()
    soledar = uids(panel, workspace)
    assert len(soledar) == 7
    selected = panel.table.selectionModel().isRowSelected
    assert selected(row)
    assert not selected(near)
    click(panel, qtbot, near, held=_Modifier.ControlModifier)
    workspace.settle()
    assert len(uids(panel, workspace)) == 12
    assert selected(near)
    click(panel, qtbot, near, held=_Modifier.ControlModifier)
    workspace.settle()
    assert uids(panel, workspace) == soledar


def test_arrows_pick_the_group_they_come_to_and_j_and_k_pass_over_it(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    click(panel, qtbot, row - 1)
    workspace.settle()
    press(panel, workspace, qtbot, _Key.Key_Down)
    assert (on(panel), len(uids(panel, workspace))) == (row, 7)
    press(panel, workspace, qtbot, _Key.Key_Up)
    press(panel, workspace, qtbot, _Key.Key_J)
    assert on(panel) == row + 1
    press(panel, workspace, qtbot, _Key.Key_K)
    assert on(panel) == row - 1
    click(panel, qtbot, 1)
    workspace.settle()
    with qtbot.assertNotEmitted(workspace.changed):
        qtbot.keyClick(panel.table, _Key.Key_K)
    assert on(panel) == 1


def test_j_passes_over_folded_claims(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    click(panel, qtbot, row, x=10)
    click(panel, qtbot, row - 1)
    workspace.settle()
    press(panel, workspace, qtbot, _Key.Key_J)
    assert on(panel) == row + 2
    press(panel, workspace, qtbot, _Key.Key_K, _Modifier.ShiftModifier)
    assert len(uids(panel, workspace)) == 9


@pytest.mark.parametrize("gesture", ["Enter", "double click"])
@pytest.mark.parametrize(
    ("by", "name"), [("question", SOLEDAR), ("claimant", "CNN"), ("place", "Soledar")]
)
def test_enter_and_double_click_make_a_group_the_filter(
    panel: ClaimsPanel,
    workspace: Workspace,
    qtbot: QtBot,
    by: Grouping,
    name: str,
    gesture: str,
) -> None:
    group(workspace, by)
    row = top(panel, name)
    within = panel.model.rows.within(panel.model.rows.group(row) or 0)
    its = panel.shown_uids()[within]
    click(panel, qtbot, row)
    workspace.settle()
    if gesture == "Enter":
        press(panel, workspace, qtbot, _Key.Key_Return)
    else:
        with qtbot.waitSignal(workspace.changed):
            spot = QPoint(120, at(panel, row).y())
            qtbot.mouseDClick(panel.table.viewport(), _Button.LeftButton, pos=spot)
    assert panel.shown_uids() == its
    assert not workspace.frame.selection
    kept = {"question", "claimant"} & {by} or {"claim"}
    assert {dimension for _, dimension in workspace.frame.query.filters} == kept
    assert named(panel) == [name]


def test_claims_without_what_is_grouped_by_become_the_filter_themselves(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, "No question")
    click(panel, qtbot, row)
    press(panel, workspace, qtbot, _Key.Key_Return)
    assert named(panel) == ["No question"]
    assert all(panel.model.claim(n).question is None for n in range(1, panel.model.rowCount()))


def test_all_is_selected_folded_or_not_and_a_folded_group_is_taken_out(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(panel, qtbot, "Fold all groups")
    assert panel.model.rowCount() == len(named(panel))
    press(panel, workspace, qtbot, _Key.Key_A, _Modifier.ControlModifier)
    assert workspace.frame.selection.whole
    click(panel, qtbot, top(panel, SOLEDAR), held=_Modifier.ControlModifier)
    workspace.settle()
    assert len(uids(panel, workspace)) == 59
    choose(panel, qtbot, "Unfold all groups")
    assert panel.model.rowCount() == 66 + len(named(panel))
    assert len(panel.table.picked_rows()) == 59 + len(named(panel)) - 1


def test_a_range_takes_the_folded_claims_in_it_and_a_row_of_an_open_group_adds_nothing(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    click(panel, qtbot, row, x=10)
    click(panel, qtbot, row - 1)
    click(panel, qtbot, row + 2, held=_Modifier.ShiftModifier)
    workspace.settle()
    assert len(uids(panel, workspace)) == 1 + 7 + 1


def test_a_claim_picked_in_a_group_since_folded_stays_picked_with_ctrl(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    hidden = panel.model.claim(row + 1).uid
    click(panel, qtbot, row + 1)
    workspace.settle()
    click(panel, qtbot, row, x=10)
    assert not panel.table.selectionModel().isRowSelected(row)
    other = panel.model.claim(row - 1).uid
    click(panel, qtbot, row - 1, held=_Modifier.ControlModifier)
    workspace.settle()
    assert uids(panel, workspace) == {hidden, other}
