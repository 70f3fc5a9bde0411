"""The marks of the timeline: what is clicked, walked to, undated, and said of them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from db.model import Ref
from db.query import Query
from desktop.frame import Frame
from desktop.panels.timeline.panel import TimelinePanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.timelines import CTRL, LEFT, SHIFT, brushed, click, shown, target


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> TimelinePanel:
    return shown(workspace, theme, qtbot)


def test_the_pictured_brush_leaves_the_counted_claims(
    panel: TimelinePanel, workspace: Workspace
) -> None:
    brushed(workspace)
    assert len(panel.rows()) == 49
    assert set(panel.rows()) == set(workspace.frame.snapshot.ids.tolist())


def test_marks_stand_in_the_order_of_their_first_days(
    panel: TimelinePanel, workspace: Workspace
) -> None:
    assert panel.rows() == workspace.frame.snapshot.ids.tolist()
    assert len(panel.events()) == 22


def test_a_click_on_an_event_selects_all_that_share_its_bar(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("event", 1))
    assert sorted(workspace.frame.selection.events) == [1]
    assert workspace.frame.selection.current == ("event", 1)


def test_a_merged_bar_selects_its_claims_and_the_first_is_current(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 64))
    assert sorted(workspace.frame.selection.claims) == [60, 61, 62, 63, 64, 65]
    assert workspace.frame.selection.current == ("claim", 60)


def test_every_dated_claim_is_hit_where_its_mark_is_said_to_be(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    marks = workspace.frame.snapshot.marks
    for claim in marks.claims[marks.days.dated].tolist():
        click(panel, qtbot, ("claim", claim))
        workspace.settle()
        assert claim in workspace.frame.selection.claims


def test_ctrl_adds_a_mark_and_takes_it_away_again(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    for modifier in (Qt.KeyboardModifier.NoModifier, CTRL):
        with qtbot.waitSignal(workspace.changed):
            click(panel, qtbot, ("claim", 58 if modifier == CTRL else 8), modifier)
    assert sorted(workspace.frame.selection.claims) == [8, 58]
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 8), CTRL)
    assert sorted(workspace.frame.selection.claims) == [58]


def test_shift_takes_all_from_the_current_mark_to_the_clicked_one(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 60))
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 14), SHIFT)
    picked = [37, 38, 40, 41, 60, 61, 62, 63, 64, 65, 14, 15, 16, 17, 18]
    assert workspace.frame.selection.claims == frozenset(picked)


def test_a_double_click_on_a_mark_makes_it_the_filter(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    widget, at = target(panel, panel.mark_position(("event", 1)))
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseDClick(widget, LEFT, pos=at)
    assert workspace.frame.query.chosen("event") == frozenset({1})


def test_enter_makes_the_selected_mark_the_filter(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("event", 1))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert workspace.frame.query.chosen("event") == frozenset({1})


def test_every_mark_is_reached_by_keys(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    claims: set[int] = set()
    events: set[int] = set()
    before = None
    while workspace.frame.selection != before:
        before = workspace.frame.selection
        qtbot.keyClicks(panel, "j")
        workspace.settle()
        claims |= workspace.frame.selection.claims
        events |= workspace.frame.selection.events
    assert claims == set(panel.rows())
    assert events == set(panel.events())


def test_up_and_down_lead_to_the_nearest_mark_of_the_next_lane(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 60))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Up)
    assert workspace.frame.selection.claims == frozenset({59, 66})


def test_undated_marks_have_their_lane(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    lanes = [band.lane for band in panel.undated.picture.bands]
    assert [(lane.side.name if lane.side else "", len(lane.undated)) for lane in lanes] == [
        ("", 4), ("Russia", 1), ("Russia-backed", 0), ("Third party", 10), ("Ukraine", 0),
        ("None", 2),
    ]  # fmt: skip
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 50))
    assert workspace.frame.selection.current == ("claim", 50)


def test_on_other_clocks_events_are_undated(panel: TimelinePanel, workspace: Workspace) -> None:
    workspace.refine(lambda _: Query(clock="published"))
    workspace.settle()
    events = panel.undated.picture.bands[0].lane
    assert (len(events.bars), len(events.undated)) == (0, 22)
    assert panel.header.note.text() == "clock: published"


def test_one_gesture_is_one_change(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    changes: list[Frame] = []
    workspace.changed.connect(changes.append)
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 60))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClicks(panel, "]")
    assert len(changes) == 2


def test_a_screen_reader_hears_the_counts_and_the_brush(
    panel: TimelinePanel, workspace: Workspace
) -> None:
    brushed(workspace)
    heard = panel.accessibleDescription()
    assert heard.startswith("49 of 66 claims on the clock about; dated 1 Jan 2022 – 1 Mar 2023")
    assert "13 undated; 15 events; brush 1 Jan – 2 Mar 2023" in heard


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (("claim", 8), ["CNN", "2022 – 2023"]),
        (("claim", 60), ["6 claims, 13 Jan – 17 Jan 2023", "some contested"]),
        (("event", 1), ["Battle for Bakhmut", "from 1 Jan 2022"]),
    ],
)
def test_a_mark_says_under_the_mouse_who_what_and_when(
    panel: TimelinePanel, ref: Ref, expected: list[str]
) -> None:
    widget, at = target(panel, panel.mark_position(ref))
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    said = QToolTip.text()
    QToolTip.hideText()
    assert [words for words in expected if words not in said] == [], said
