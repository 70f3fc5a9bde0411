"""One turn, one change, one signal; and the way back through what was asked."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from db.model import ClaimId, EventId, PlaceId
from db.query import Query, Selection, Span
from desktop.frame import Frame
from desktop.workspace import Workspace

FEBRUARY = Span(date(2023, 2, 1), date(2023, 2, 28))


def only_first_side(query: Query) -> Query:
    return query.choosing("side", {1})


def ask(workspace: Workspace, query: Query) -> None:
    workspace.refine(lambda _: query)
    workspace.settle()


def test_the_wishes_of_one_turn_are_fulfilled_together(workspace: Workspace, qtbot: QtBot) -> None:
    heard: list[Frame] = []
    workspace.changed.connect(heard.append)
    with qtbot.waitSignal(workspace.changed):
        workspace.refine(lambda query: replace(query, text="So"))
        workspace.refine(lambda query: replace(query, text="Soledar"))
        workspace.refine(only_first_side)
        workspace.select(lambda s: replace(s, places=frozenset({PlaceId(3)}), current=("place", 3)))
    assert heard == [workspace.frame]
    assert workspace.frame.query == only_first_side(Query(text="Soledar"))
    assert workspace.frame.selection == Selection(
        places=frozenset({PlaceId(3)}), current=("place", 3)
    )


def test_a_wish_for_what_is_shown_is_silent(workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(workspace.changed):
        workspace.refine(lambda query: query)
        workspace.select(lambda selection: selection)
        workspace.settle()


@pytest.mark.parametrize(
    "selection",
    [
        Selection(claims=frozenset({ClaimId(66)}), current=("claim", 66)),
        Selection(events=frozenset({EventId(14)}), current=("event", 14)),
    ],
)
def test_hiding_a_thing_deselects_it(workspace: Workspace, selection: Selection) -> None:
    workspace.select(lambda _: selection)
    workspace.settle()
    assert workspace.frame.selection == selection
    ask(workspace, Query(text="Kherson"))
    assert workspace.frame.selection == Selection()


def test_selecting_reads_no_new_snapshot(workspace: Workspace) -> None:
    before = workspace.frame.snapshot
    workspace.select(lambda s: replace(s, places=frozenset({PlaceId(9)})))
    workspace.settle()
    assert workspace.frame.snapshot is before
    assert int(workspace.frame.highlight.rows.sum()) == 10


def test_enter_makes_the_selection_the_filter(workspace: Workspace) -> None:
    workspace.select(lambda s: replace(s, places=frozenset({PlaceId(9)})))
    workspace.settle()
    workspace.narrow()
    workspace.settle()
    assert workspace.frame.query == Query().choosing("place", {9})
    assert len(workspace.frame.snapshot.ids) == 10
    assert not workspace.frame.selection


def test_esc_lets_go_of_the_selection_and_then_of_the_newest_filter(workspace: Workspace) -> None:
    steps = Query().during("about", FEBRUARY), only_first_side(Query()).during("about", FEBRUARY)
    for query in steps:
        ask(workspace, query)
    workspace.select(lambda s: replace(s, places=frozenset({PlaceId(9)})))
    workspace.settle()
    left: list[Query] = []
    for _ in range(3):
        workspace.release()
        workspace.settle()
        left.append(workspace.frame.query)
    assert left == [steps[1], steps[0], Query()]
    assert not workspace.frame.selection


def test_esc_also_lets_go_of_what_is_only_shown_in_detail(workspace: Workspace) -> None:
    workspace.select(lambda _: Selection(current=("claim", 3)))
    workspace.settle()
    workspace.release()
    workspace.settle()
    assert workspace.frame.selection == Selection()


def test_back_and_forward_lead_through_what_was_asked(workspace: Workspace) -> None:
    asked = [Query(text="Soledar"), Query().choosing("side", {1}), Query(contested_only=True)]
    for query in asked:
        ask(workspace, query)
    seen: list[Query] = []
    while workspace.frame.back:
        workspace.back()
        workspace.settle()
        seen.append(workspace.frame.query)
    assert seen == [asked[1], asked[0], Query()]
    while workspace.frame.forward:
        workspace.forward()
        workspace.settle()
    assert workspace.frame.query == asked[2]


def test_a_new_query_after_going_back_leaves_the_other_way_on_the_trail(
    workspace: Workspace,
) -> None:
    for query in (Query(text="Soledar"), Query(contested_only=True)):
        ask(workspace, query)
    workspace.back()
    workspace.settle()
    ask(workspace, Query().choosing("side", {1}))
    assert (workspace.frame.back, workspace.frame.forward) == (True, False)
    workspace.back()
    workspace.settle()
    assert workspace.frame.query == Query(text="Soledar")
    workspace.visit(2)
    workspace.settle()
    assert workspace.frame.query == Query(contested_only=True)
    assert [visit.left for visit in workspace.frame.trail] == [66, 10, 12, 3]


def test_going_back_brings_back_what_was_selected(workspace: Workspace) -> None:
    picked = Selection(places=frozenset({PlaceId(9)}), current=("place", 9))
    workspace.select(lambda _: picked)
    workspace.settle()
    workspace.narrow()
    workspace.settle()
    workspace.back()
    workspace.settle()
    assert (workspace.frame.query, workspace.frame.selection) == (Query(), picked)


def test_a_wish_just_made_is_a_step_before_going_back(workspace: Workspace) -> None:
    ask(workspace, Query(text="Soledar"))
    workspace.refine(only_first_side)
    workspace.back()
    workspace.settle()
    assert workspace.frame.query == Query(text="Soledar")
    assert workspace.frame.forward
    assert [visit.left for visit in workspace.frame.trail] == [66, 10, None]


def test_typing_a_word_is_one_step_back_and_so_is_dragging_a_brush(workspace: Workspace) -> None:
    for text in ("S", "So", "Sol"):
        ask(workspace, Query(text=text))
    for day in range(1, 9):
        span = Span(date(2023, 1, 1), date(2023, 2, day))
        ask(workspace, replace(workspace.frame.query, text="Sol").during("about", span))
    workspace.back()
    workspace.settle()
    assert workspace.frame.query == Query(text="Sol")
    workspace.back()
    workspace.settle()
    assert workspace.frame.query == Query()
    assert not workspace.frame.back


def test_going_back_twice_in_one_turn_is_two_steps(workspace: Workspace) -> None:
    for query in (Query(text="Soledar"), Query(contested_only=True)):
        ask(workspace, query)
    workspace.back()
    workspace.back()
    workspace.settle()
    assert workspace.frame.query == Query()
    workspace.forward()
    workspace.settle()
    assert workspace.frame.query == Query(text="Soledar")


def test_excluding_filters_away_what_narrowing_would_leave(workspace: Workspace) -> None:
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)})))
    workspace.settle()
    workspace.exclude()
    workspace.settle()
    left = len(workspace.frame.snapshot.ids)
    assert left == 65
    assert not workspace.frame.selection
    workspace.back()
    workspace.settle()
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)})))
    workspace.settle()
    workspace.narrow()
    workspace.settle()
    assert len(workspace.frame.snapshot.ids) == 66 - left


def test_excluding_all_that_is_shown_changes_nothing(workspace: Workspace) -> None:
    workspace.select(lambda _: Selection(whole=True))
    workspace.settle()
    workspace.exclude()
    workspace.settle()
    assert len(workspace.frame.snapshot.ids) == 66
