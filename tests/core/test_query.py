"""Query: a value that can be kept, compared, written down and read again."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dimensions import DIMENSIONS
from db.model import CLOCKS, ClaimId, EventId, PlaceId
from db.query import Grouping, Query, Selection, SortKey, Span, Uids, from_json, narrowed, to_json

SOME = Query().choosing("place", {1}).during("about", Span(date(2023, 2, 1)))
UIDS: Uids = {name: {n: f"{name}-{n}" for n in range(1, 5)} for name in DIMENSIONS}


def test_lifting_a_filter_leaves_nothing_behind() -> None:
    assert SOME.choosing("place", ()).during("about", Span()) == Query()
    assert SOME.without(("facet", "place")).without(("span", "about")) == Query()


def test_lifting_all_filters_keeps_how_things_are_shown() -> None:
    shown = Query(
        clock="published", sort=SortKey("claimant"), places_by="count", grouped_by="place"
    )
    assert replace(shown, text="a", facets=SOME.facets, contested_only=True).unfiltered() == shown


def test_equal_queries_have_equal_hashes() -> None:
    again = Query(facets=dict(SOME.facets)).during("about", SOME.spans["about"])
    assert {SOME, again, replace(SOME)} == {SOME}


def test_a_query_does_not_change() -> None:
    with pytest.raises(TypeError):
        SOME.facets["place"] = frozenset()  # type: ignore[index]


def test_every_filter_that_is_set_can_be_lifted_by_name() -> None:
    full = replace(SOME, text="word", contested_only=True)
    assert full.filters == (
        ("text", ""), ("facet", "place"), ("span", "about"), ("contested", ""),
    )  # fmt: skip
    for one in full.filters:
        full = full.without(one)
    assert full == Query()


def test_what_is_picked_of_one_kind_becomes_the_filter_of_that_kind() -> None:
    places = Selection(places=frozenset({PlaceId(3)}))
    assert narrowed(Query(), places, [7]) == Query().choosing("place", {3})
    events = Selection(events=frozenset({EventId(2)}))
    assert narrowed(SOME, events, [7]) == SOME.choosing("event", {2})


def test_things_of_several_kinds_become_the_claims_they_light() -> None:
    both = Selection(claims=frozenset({ClaimId(1)}), places=frozenset({PlaceId(3)}))
    assert narrowed(Query(), both, [1, 7]) == Query().choosing("claim", {1, 7})


@pytest.mark.parametrize("picked", [Selection(), Selection(whole=True)])
def test_nothing_picked_or_everything_changes_no_filter(picked: Selection) -> None:
    assert narrowed(SOME, picked, [1, 2]) == SOME


days = st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1))
queries = st.builds(
    Query,
    text=st.text(max_size=8),
    facets=st.dictionaries(st.sampled_from(list(DIMENSIONS)), st.frozensets(st.integers(1, 4))),
    spans=st.dictionaries(st.sampled_from(CLOCKS), st.builds(Span, days, days)),
    clock=st.sampled_from(CLOCKS),
    contested_only=st.booleans(),
    sort=st.builds(SortKey, st.sampled_from(["about", "grade", "position"]), st.booleans()),
    places_by=st.sampled_from(["region", "count"]),
    grouped_by=st.sampled_from(get_args(Grouping)),
)


@given(queries)
def test_a_query_written_down_reads_as_itself(query: Query) -> None:
    assert from_json(to_json(query, UIDS), UIDS) == query


@given(queries)
def test_a_query_reads_in_a_desk_with_other_ids(query: Query) -> None:
    other: Uids = {name: {n + 10: uid for n, uid in found.items()} for name, found in UIDS.items()}
    moved = from_json(to_json(query, UIDS), other)
    assert to_json(moved, other) == to_json(query, UIDS)


def test_a_query_of_before_there_were_groups_reads_as_one_without() -> None:
    told = to_json(Query(), UIDS)
    del told["grouped_by"]
    assert from_json(told, UIDS) == Query()


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"clock": "noon"}, "clock: 'noon' is not one of about, said, published, recorded"),
        ({"facets": {"colour": []}}, "facets: 'colour' is not one of claim, event"),
        ({"facets": {"place": "bakhmut"}}, "facets.place: a list of uids is expected"),
        ({"facets": {"place": ["atlantis"]}}, "facets.place: this desk has no atlantis"),
        ({"facets": []}, "facets: an object is expected"),
        ({"spans": {"about": ["2023-01-01"]}}, "spans: two days are expected"),
        ({"spans": {"about": ["yesterday", None]}}, "Invalid isoformat string: 'yesterday'"),
        ({"sort": {"by": "size"}}, "sort: 'size' is not one of about"),
        ({"grouped_by": "side"}, "grouped_by: 'side' is not one of , question, place, claimant"),
        ({"text": 3}, "text: a text is expected"),
        ({"shade": {}, "colour": 1}, "colour, shade: not a field known here"),
        ({"sort": {"up": True}}, "sort.up: not a field known here"),
    ],
)
def test_a_query_of_another_form_is_refused_by_the_field(told: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault.replace("[", r"\[")):
        from_json(told, UIDS)
