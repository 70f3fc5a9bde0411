"""Claims in groups: how they fold and are walked, and what is said of them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.model import PlaceId
from db.query import Query, Selection
from db.snapshot import Groups
from desktop.frame import Frame
from desktop.panels.claims.model import PAGE
from desktop.panels.claims.panel import ClaimsPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.gui.groups import SOLEDAR, choose, click, group, named, on, said, top
from tests.gui.rows import Counted, at, press, shown, uids

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    panel = shown(workspace, theme, qtbot)
    group(workspace, "question")
    return panel


def test_the_model_keeps_the_contract_of_qt(
    panel: ClaimsPanel, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    qtmodeltester.check(panel.model, force_py=True)
    click(panel, qtbot, 0, x=10)
    choose(panel, qtbot, "Fold all groups")


def test_claims_are_grouped_from_the_header_by_keyboard_and_flat_again(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    names = named(panel)
    assert names[0] == "How near is Bakhmut to falling or being encircled?"
    assert names[-1] == "No question"
    assert panel.header.note.text() == "66, by question, then date"
    for what, by in (("Claimant", "claimant"), ("Place", "place"), ("None", "")):
        with qtbot.waitSignal(workspace.changed):
            choose(panel, qtbot, what)
        assert workspace.frame.query.grouped_by == by
    assert named(panel) == []
    assert panel.header.note.text() == "66, by date"


def test_claimants_stand_side_by_side_and_places_by_name(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    group(workspace, "claimant")
    desk = workspace.frame.snapshot.desk
    side = {actor.name: actor.side.name for actor in desk.actors.values()}
    order = [side.name for side in desk.sides.values()]
    told = [(order.index(side[name]), name) for name in named(panel)]
    assert told == sorted(told)
    group(workspace, "place")
    assert named(panel) == sorted(named(panel), key=str.lower)
    assert named(panel)[0] == "Bakhmut"


def test_a_press_on_the_arrow_folds_and_selects_nothing(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    whole = panel.model.rowCount()
    with qtbot.assertNotEmitted(workspace.changed):
        click(panel, qtbot, row, x=10)
        assert panel.model.rowCount() == whole - 7
        assert panel.header.note.text() == "66, by question, then date · 7 folded"
        assert panel.model.rows.group(row + 1) is not None
        click(panel, qtbot, row, x=10)
        assert panel.model.rowCount() == whole
    assert not workspace.frame.selection


def test_two_quick_presses_on_the_arrow_fold_and_unfold(panel: ClaimsPanel, qtbot: QtBot) -> None:
    spot, whole = QPoint(10, at(panel, 0).y()), panel.model.rowCount()
    qtbot.mouseClick(panel.table.viewport(), _Button.LeftButton, pos=spot)
    qtbot.mouseDClick(panel.table.viewport(), _Button.LeftButton, pos=spot)
    assert panel.model.rowCount() == whole


def test_a_fold_leaves_what_is_in_view_where_it_is(panel: ClaimsPanel, qtbot: QtBot) -> None:
    row = top(panel, SOLEDAR)
    panel.table.scrollTo(panel.model.index(row, 1), panel.table.ScrollHint.PositionAtCenter)
    before = panel.table.rowViewportPosition(row)
    qtbot.mouseClick(panel.table.viewport(), _Button.LeftButton, pos=QPoint(10, before + 10))
    assert panel.table.rowViewportPosition(row) == before


def test_rows_of_groups_are_lower_and_all_follow_the_text(panel: ClaimsPanel) -> None:
    row = top(panel, SOLEDAR)
    assert [panel.table.rowHeight(n) for n in (row - 1, row, row + 1)] == [24, 22, 24]
    assert panel.columns.height() == 24


def test_left_leads_to_the_group_and_folds_it_and_right_the_other_way(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    click(panel, qtbot, row + 3)
    workspace.settle()
    press(panel, workspace, qtbot, _Key.Key_Left)
    assert on(panel) == row
    assert len(uids(panel, workspace)) == 7
    qtbot.keyClick(panel.table, _Key.Key_Left)
    assert panel.model.rows.group(row + 1) is not None
    assert on(panel) == row
    qtbot.keyClick(panel.table, _Key.Key_Left)
    qtbot.keyClick(panel.table, _Key.Key_Right)
    assert on(panel) == row
    first = panel.model.claim(row + 1).uid
    press(panel, workspace, qtbot, _Key.Key_Right)
    assert (on(panel), uids(panel, workspace)) == (row + 1, {first})


def test_a_claim_made_current_elsewhere_unfolds_its_group(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    claim = panel.model.claim_id(row + 4)
    choose(panel, qtbot, "Fold all groups")
    workspace.select(lambda s: replace(s, current=("claim", claim)))
    workspace.settle()
    here = panel.row_of(("claim", claim))
    assert panel.model.rows.group(here) is None
    assert on(panel) == here
    assert here in panel.table.rows_in_view()
    assert int(panel.model.rows.folded.sum()) == len(named(panel)) - 1


def test_a_folded_group_that_is_walked_to_stays_folded(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(panel, qtbot, "Fold all groups")
    one = next(n for n in range(1, 9) if panel.model.heading(n).count == 1)
    click(panel, qtbot, one - 1)
    workspace.settle()
    press(panel, workspace, qtbot, _Key.Key_Down)
    assert (on(panel), len(uids(panel, workspace))) == (one, 1)
    assert panel.model.rows.folded.all()
    press(panel, workspace, qtbot, _Key.Key_Down)
    assert on(panel) == one + 1


def test_what_is_lit_in_a_folded_group_lights_its_row_and_brings_it_into_view(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(panel, qtbot, "Fold all groups")
    panel.resize(880, 120)
    panel.table.scrollToTop()
    soledar = next(
        value.id for value in workspace.frame.snapshot.values["place"] if value.uid == "soledar"
    )
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(soledar)})))
    workspace.settle()
    row = top(panel, SOLEDAR)
    assert panel.model.is_lit(row)
    lit = panel.model.rows.standing(workspace.frame.highlight.rows).tolist()
    assert set(lit) & set(panel.table.rows_in_view())
    assert not panel.model.is_lit(0) or 0 in lit


def test_folding_keeps_what_is_picked_and_where_the_keys_are(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row = top(panel, SOLEDAR)
    click(panel, qtbot, row + 2)
    workspace.settle()
    before = workspace.frame.selection
    with qtbot.assertNotEmitted(panel.selection_requested):
        click(panel, qtbot, row, x=10)
        assert on(panel) == row
        click(panel, qtbot, 0, x=10)
    assert on(panel) == top(panel, SOLEDAR)
    assert workspace.frame.selection == before


def test_tabbing_into_the_table_picks_no_group(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(panel.selection_requested):
        panel.group_button.setFocus()
        panel.table.setFocus(Qt.FocusReason.TabFocusReason)


def test_folds_are_kept_by_uid_for_each_way_of_grouping(
    panel: ClaimsPanel, workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    click(panel, qtbot, top(panel, SOLEDAR), x=10)
    click(panel, qtbot, top(panel, "No question"), x=10)
    group(workspace, "claimant")
    click(panel, qtbot, top(panel, "CNN"), x=10)
    folded = panel.state()["folded"]
    assert folded == {"question": ["", "Q04"], "claimant": ["cnn"]}
    another = shown(workspace, theme, qtbot)
    another.restore(panel.state())
    assert another.state() == panel.state()
    assert another.model.rows.folded[another.model.rows.group(top(another, "CNN"))]
    group(workspace, "question")
    assert another.model.rows.group(top(another, SOLEDAR) + 1) is not None


@pytest.mark.parametrize("folded", [None, 3, ["x"], {"question": 3}, {"side": ["x"]}])
def test_folds_of_another_form_change_nothing(panel: ClaimsPanel, folded: object) -> None:
    before = panel.state()
    panel.restore({"folded": folded})
    assert panel.state() == before


def test_the_row_of_a_group_is_spoken_whole(panel: ClaimsPanel, qtbot: QtBot) -> None:
    row = top(panel, SOLEDAR)
    assert said(panel, row) == f"Question {SOLEDAR}, 7 claims, contested, unfolded"
    click(panel, qtbot, row, x=10)
    assert said(panel, row) == f"Question {SOLEDAR}, 7 claims, contested, folded"


def test_places_of_one_name_are_told_apart(panel: ClaimsPanel, workspace: Workspace) -> None:
    snapshot = workspace.store.snapshot(Query(grouped_by="place"))
    desk = snapshot.desk
    soledar = next(place for place in desk.places.values() if place.uid == "soledar")
    twin = next(place for place in desk.places.values() if place.uid == "kherson")
    places = {**desk.places, twin.id: replace(twin, name=soledar.name)}
    panel.show_frame(
        Frame(
            Query(grouped_by="place"),
            snapshot=replace(snapshot, desk=replace(desk, places=places)),
        )
    )
    heading = panel.model.heading(named(panel).index("Soledar"))
    assert heading.within or panel.model.heading(named(panel).index("Soledar") + 1).within


def test_only_rows_in_view_are_fetched_of_many_groups(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    snapshot = workspace.frame.snapshot
    records = Counted(snapshot.records.claims(snapshot.ids))
    starts = np.arange(0, 20_000, 10, dtype=np.int32)
    value = int(snapshot.groups.values[0])
    none = np.zeros(2000, np.bool_)
    groups = Groups("question", np.full(2000, value, np.int32), starts, none, none)
    many = replace(snapshot, ids=np.arange(20_000, dtype=np.int32), groups=groups, records=records)
    panel.show_frame(Frame(Query(grouped_by="question"), snapshot=many))
    assert panel.model.rowCount() == 22_000
    qtbot.keyClick(panel.table, _Key.Key_End, _Modifier.ControlModifier)
    qtbot.waitUntil(lambda: 19_999 in records.asked)
    assert len(set(records.asked)) <= 4 * PAGE
