"""The trail: wherever one goes, what was shown can be shown again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import ClaimId
from db.query import Query, Selection, SortKey, Span
from desktop.trail import Trail

NOW = datetime(2023, 3, 2, tzinfo=UTC)
NOTHING = Selection()
A, B, C, D = (Query().choosing("side", {n}) for n in range(1, 5))


def at(*queries: Query, most: int = 500) -> Trail:
    """Return a trail that begins with everything and went on to these."""
    trail = Trail(Query(), NOW, most)
    for query in queries:
        trail.go(query, NOTHING, NOW)
    return trail


def shown(trail: Trail) -> list[Query]:
    return [visit.query for visit in trail.visits]


def test_going_back_and_then_elsewhere_loses_nothing() -> None:
    trail = at(A, B)
    trail.back(NOTHING)
    trail.go(C, NOTHING, NOW)
    assert shown(trail) == [Query(), A, B, C]
    assert [visit.parent for visit in trail.visits] == [None, 0, 1, 1]
    assert (trail.can_go_back, trail.can_go_forward) == (True, False)


def test_forward_leads_to_where_one_was_last() -> None:
    trail = at(A, B)
    trail.back(NOTHING)
    trail.go(C, NOTHING, NOW)
    trail.back(NOTHING)
    assert trail.forward(NOTHING).query == C
    trail.visit(2, NOTHING)
    trail.back(NOTHING)
    assert trail.forward(NOTHING).query == B


def test_forward_leads_all_the_way_to_a_visit_that_was_chosen() -> None:
    trail = at(A, B)
    trail.visit(0, NOTHING)
    trail.go(C, NOTHING, NOW)
    trail.visit(2, NOTHING)
    trail.visit(0, NOTHING)
    assert [trail.forward(NOTHING).query for _ in range(3)] == [A, B, B]


def test_asking_the_same_again_after_going_back_is_the_same_visit() -> None:
    trail = at(A, B)
    trail.back(NOTHING)
    trail.go(B, NOTHING, NOW)
    assert shown(trail) == [Query(), A, B]


def test_what_was_selected_comes_back_with_the_query() -> None:
    picked = Selection(claims=frozenset({ClaimId(1)}))
    trail = at(A)
    trail.go(B, picked, NOW)
    assert trail.back(NOTHING).selection == picked
    assert trail.forward(picked).selection == NOTHING


def test_typing_a_word_and_moving_a_span_are_one_step_each() -> None:
    trail = at(*(Query(text="Soledar"[:n]) for n in range(1, 8)))
    for day in range(1, 9):
        span = Span(date(2023, 1, 1), date(2023, 2, day))
        trail.go(Query(text="Soledar").during("about", span), NOTHING, NOW)
    assert [q.text for q in shown(trail)] == ["", "Soledar", "Soledar"]


def test_a_word_typed_and_taken_back_is_no_step() -> None:
    trail = at(A, *(replace(A, text=text) for text in ("S", "So", "S", "")))
    assert shown(trail) == [Query(), A]
    assert not trail.can_go_forward
    trail.go(replace(A, text="B"), NOTHING, NOW)
    assert shown(trail) == [Query(), A, replace(A, text="B")]


def test_typing_on_after_going_back_leaves_the_word_that_was_there() -> None:
    trail = at(Query(text="S"), Query(text="So"), A)
    trail.back(NOTHING)
    trail.go(Query(text="Sol"), NOTHING, NOW)
    assert shown(trail) == [Query(), Query(text="So"), A, Query(text="Sol")]


def test_typing_the_same_word_again_and_on_leaves_the_word_that_was_there() -> None:
    trail = at(Query(text="So"))
    trail.back(NOTHING)
    trail.go(Query(text="So"), NOTHING, NOW)
    trail.go(Query(text="Sol"), NOTHING, NOW)
    assert [q.text for q in shown(trail)] == ["", "So", "Sol"]


def test_another_order_is_a_step_and_no_filter() -> None:
    trail = at(A, replace(A, sort=SortKey("claimant")))
    assert len(trail.visits) == 3
    assert trail.newest_filter(trail.here.query) == ("facet", "side")


def test_the_newest_filter_is_the_newest_on_the_way_here() -> None:
    both = A.choosing("place", {1})
    trail = at(A, both)
    trail.visit(0, NOTHING)
    place = Query().choosing("place", {1})
    trail.go(place, NOTHING, NOW)
    trail.go(both, NOTHING, NOW)
    assert trail.newest_filter(both) == ("facet", "side")
    trail.visit(2, NOTHING)
    assert trail.newest_filter(both) == ("facet", "place")


def test_how_many_claims_were_left_is_known_of_what_was_seen() -> None:
    trail = at(A)
    trail.saw(6)
    trail.go(B, NOTHING, NOW)
    assert [visit.left for visit in trail.visits] == [None, 6, None]


def test_what_was_left_aside_longest_ago_is_forgotten_first() -> None:
    trail = at(A, B, most=4)
    trail.visit(0, NOTHING)
    for query in (C, D):
        trail.go(query, NOTHING, NOW)
    assert shown(trail) == [Query(), A, C, D]


def test_of_one_long_line_the_start_is_forgotten() -> None:
    trail = at(A, B, C, D, most=3)
    assert shown(trail) == [B, C, D]
    for query in (C, B, B):
        assert trail.back(NOTHING).query == query


@st.composite
def asked(draw: st.DrawFn) -> Query:
    """Some of a few queries, so that walks meet the same one again."""
    sides = draw(st.frozensets(st.integers(1, 2)))
    query = replace(Query().choosing("side", sides), text=draw(st.sampled_from(["", "a", "ab"])))
    return replace(query, contested_only=draw(st.booleans()))


walks = st.lists(st.sampled_from(["back", "forward"]) | st.integers(0, 12) | asked(), max_size=40)


def walk(trail: Trail, step: Query | int | str) -> None:
    match step:
        case "back":
            trail.back(NOTHING)
        case "forward":
            trail.forward(NOTHING)
        case int():
            trail.visit(step, NOTHING)
        case Query():
            trail.go(step, NOTHING, NOW)
        case _:
            raise AssertionError(step)


def whole(trail: Trail) -> bool:
    """Whether every visit but the first follows one that stands before it."""
    before: set[int | None] = {None}
    for visit in trail.visits:
        if visit.parent not in before:
            return False
        before = (before | {visit.id}) - {None}
    return True


@given(walks)
def test_no_walk_loses_what_was_shown_when_one_turned(walks: list[Query | int | str]) -> None:
    trail, turned = Trail(Query(), NOW), {Query()}
    for step in walks:
        left = trail.here
        walk(trail, step)
        if not isinstance(step, Query) and trail.here != left:
            turned |= {left.query, trail.here.query}
        assert turned <= set(shown(trail))
        assert whole(trail)


@given(walks)
def test_forward_after_back_is_where_one_was(walks: list[Query | int | str]) -> None:
    trail = Trail(Query(), NOW)
    for step in walks:
        walk(trail, step)
        here = trail.here
        if trail.can_go_back:
            trail.back(NOTHING)
            assert trail.can_go_forward
            assert trail.forward(NOTHING) == here


@given(walks, st.integers(1, 6))
def test_however_little_is_kept_the_tree_is_whole(
    walks: list[Query | int | str], most: int
) -> None:
    trail = Trail(Query(), NOW, most)
    for step in walks:
        walk(trail, step)
        assert len(trail.visits) <= most
        assert trail.here in trail.visits
        assert whole(trail)
        while trail.can_go_forward:
            trail.forward(NOTHING)


@pytest.mark.parametrize("id_", [-1, 99])
def test_a_visit_that_is_no_longer_known_changes_nothing(id_: int) -> None:
    trail = at(A)
    assert trail.visit(id_, NOTHING) == trail.here
    assert trail.here.query == A
