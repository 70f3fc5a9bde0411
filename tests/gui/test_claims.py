"""The claims table: how it is walked, picked from and drawn, and what it fetches."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.model import PlaceId
from db.query import Query, Selection
from desktop.frame import Frame
from desktop.panels.claims.model import PAGE, ClaimsModel
from desktop.panels.claims.panel import ClaimsPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.gui.rows import Counted, at, pick, press, row_of, shown, uids

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    return shown(workspace, theme, qtbot)


def test_the_model_keeps_the_contract_of_qt(
    panel: ClaimsPanel, qtmodeltester: ModelTester, workspace: Workspace
) -> None:
    qtmodeltester.check(panel.model, force_py=True)
    panel.model.show_snapshot(workspace.store.snapshot(Query(text="soledar")), Query().sort)


def test_only_rows_in_view_are_fetched(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    snapshot = workspace.frame.snapshot
    records = Counted(snapshot.records.claims(snapshot.ids))
    many = replace(snapshot, ids=np.arange(100_000, dtype=np.int32), records=records)
    panel.show_frame(Frame(snapshot=many))
    for key in (_Key.Key_Down, _Key.Key_End):
        qtbot.keyClick(panel.table, key, _Modifier.ControlModifier)
    qtbot.waitUntil(lambda: 99_999 in records.asked)
    assert set(records.asked) <= {*range(PAGE), *range(100_000 - 2 * PAGE, 100_000)}


def test_pages_are_let_go_when_others_come(workspace: Workspace, qapp: QApplication) -> None:
    snapshot = workspace.frame.snapshot
    records = Counted(snapshot.records.claims(snapshot.ids))
    model = ClaimsModel()
    many = replace(snapshot, ids=np.arange(100_000, dtype=np.int32), records=records)
    model.show_snapshot(many, Query().sort)
    for row in (*range(0, 100_000, PAGE), 0):
        model.claim(row)
    assert records.asked.count(0) == 2


def test_a_click_selects_and_makes_current(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    assert uids(panel, workspace) == {"B01"}
    assert panel.model.is_current(row_of(panel, "B01"))


def test_ctrl_click_toggles_and_shift_click_spans(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, panel.shown_uids()[0])
    for row, held in ((2, _Modifier.ControlModifier), (4, _Modifier.ShiftModifier)):
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(
                panel.table.viewport(), _Button.LeftButton, held, at(panel, row, "about")
            )
    first, *_ = shown = panel.shown_uids()
    assert uids(panel, workspace) == {first, *shown[2:5]}
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(
            panel.table.viewport(), _Button.LeftButton, _Modifier.ControlModifier, at(panel, 3)
        )
    assert uids(panel, workspace) == {first, shown[2], shown[4]}


def test_ctrl_click_joins_what_another_panel_has_picked(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(1)})))
    workspace.settle()
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(
            panel.table.viewport(),
            _Button.LeftButton,
            _Modifier.ControlModifier,
            at(panel, panel.table.rowAt(0)),
        )
    assert workspace.frame.selection.places == {1}
    assert len(workspace.frame.selection.claims) == 1


@pytest.mark.parametrize(("on", "back"), [(_Key.Key_J, _Key.Key_K), (_Key.Key_Down, _Key.Key_Up)])
def test_j_and_k_move_as_the_arrows_do(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, on: Qt.Key, back: Qt.Key
) -> None:
    pick(panel, workspace, qtbot, panel.shown_uids()[0])
    press(panel, workspace, qtbot, on)
    press(panel, workspace, qtbot, on)
    assert uids(panel, workspace) == {panel.shown_uids()[2]}
    press(panel, workspace, qtbot, back)
    assert panel.model.is_current(1)
    press(panel, workspace, qtbot, on, _Modifier.ShiftModifier)
    assert uids(panel, workspace) == set(panel.shown_uids()[1:3])
    assert panel.model.is_current(2)


def test_all_rows_selected_stand_for_all_claims(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    press(panel, workspace, qtbot, _Key.Key_A, _Modifier.ControlModifier)
    assert workspace.frame.selection.whole
    assert not workspace.frame.selection.claims
    assert workspace.frame.highlight.rows.all()


@pytest.mark.parametrize("gesture", ["Enter", "double click"])
def test_enter_and_double_click_make_the_selection_the_filter(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, gesture: str
) -> None:
    pick(panel, workspace, qtbot, "B01")
    if gesture == "Enter":
        press(panel, workspace, qtbot, _Key.Key_Return)
    else:
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseDClick(
                panel.table.viewport(), _Button.LeftButton, pos=at(panel, row_of(panel, "B01"))
            )
    assert panel.shown_uids() == ["B01"]
    assert not workspace.frame.selection.claims


def test_a_link_followed_away_is_come_back_from_by_a_click(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    workspace.select(lambda s: replace(s, current=("place", 1)))
    workspace.settle()
    pick(panel, workspace, qtbot, "B01")
    assert panel.model.is_current(row_of(panel, "B01"))


def test_a_selection_made_elsewhere_is_shown_and_lit_rows_come_into_view(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    last = panel.model.claim_id(panel.model.rowCount() - 1)
    workspace.select(lambda _: Selection(claims=frozenset({last})))
    workspace.settle()
    row = panel.model.rowCount() - 1
    assert panel.table.selectionModel().isRowSelected(row)
    assert panel.table.viewport().rect().contains(at(panel, row))


def test_tabbing_into_the_table_keeps_what_is_picked(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(1)})))
    workspace.settle()
    with qtbot.assertNotEmitted(panel.selection_requested):
        panel.columns_button.setFocus()
        panel.table.setFocus(Qt.FocusReason.TabFocusReason)


def test_drawing_asks_for_nothing_and_may_be_repeated(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    before = panel.table.verticalScrollBar().value()
    with (
        qtbot.assertNotEmitted(panel.query_requested),
        qtbot.assertNotEmitted(panel.selection_requested),
    ):
        for frame in (workspace.frame, Frame(), Frame(), workspace.frame, workspace.frame):
            panel.show_frame(frame)
    assert panel.table.selectionModel().isRowSelected(row_of(panel, "B01"))
    assert panel.table.verticalScrollBar().value() == before


def test_a_place_picked_elsewhere_brings_one_of_its_claims_into_view(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    panel.table.scrollToBottom()
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)})))
    workspace.settle()
    lit = np.flatnonzero(workspace.frame.highlight.rows).tolist()
    view = panel.table.viewport().rect()
    assert any(view.contains(at(panel, row)) for row in lit)
    assert [panel.model.is_lit(row) for row in lit] == [True] * len(lit)
