"""The crossfilter, against the plainest possible reading of the rule."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from db.bins import binned, overlaps
from db.columns import (
    NEVER_FROM,
    NEVER_TO,
    NO_VALUE,
    Columns,
    Conflicts,
    Grouped,
    Intervals,
    Ints,
    Pairs,
)
from db.index import Index
from db.model import ClaimId, EventId, PlaceId, RouteId
from db.query import Order, Query, Selection, SortKey, Span

DAY = date(2023, 2, 1)
Row = tuple[frozenset[int], int, tuple[int, int] | None]

spans = st.tuples(st.integers(0, 40), st.integers(0, 20)).map(lambda s: (s[0], s[0] + s[1]))
rows = st.lists(
    st.tuples(st.frozensets(st.integers(0, 3)), st.integers(0, 2), st.none() | spans), max_size=12
)
ends = st.none() | st.integers(0, 60).map(lambda n: DAY + timedelta(n))
few = st.frozensets(st.integers(0, 3), max_size=2)


def asked(places: frozenset[int], claimants: frozenset[int], span: Span) -> Query:
    return Query().choosing("place", places).choosing("claimant", claimants).during("about", span)


queries = st.builds(
    asked, few, st.frozensets(st.integers(0, 2), max_size=2), st.builds(Span, ends, ends)
)


def ints(values: list[int]) -> Ints:
    return np.array(values, np.int32)


def intervals(days: list[tuple[int, int] | None]) -> Intervals:
    start, hard = DAY.toordinal(), np.zeros(len(days), np.bool_)
    begun = ints([start + span[0] if span else NEVER_FROM for span in days])
    ended = ints([start + span[1] if span else NEVER_TO for span in days])
    return Intervals(begun, ended, hard, hard)


def columns(data: list[Row]) -> Columns:
    """A desk of four places, 1 lying in 0, and road 1 from place 2 to place 3."""
    pairs = [(n, place) for n, row in enumerate(data) for place in sorted(row[0])]
    place = Pairs(ints([n for n, _ in pairs]), ints([p for _, p in pairs]), 4)
    claimant = Pairs(ints(list(range(len(data)))), ints([row[1] for row in data]), 3)
    days = intervals([row[2] for row in data])
    by_claimant = claimant.values
    return Columns(
        ids=ints(list(range(10, 10 + len(data)))),
        days={"about": days},
        facets={"place": place, "claimant": claimant, "event": place, "route": claimant},
        contested=np.array([row[1] == 1 for row in data], np.bool_),
        known={"about": days.begun},
        conflicts=conflicts(data),
        events=Intervals.undated(4),
        within={0: frozenset({0, 1}), 1: frozenset({1}), 2: frozenset({2}), 3: frozenset({3})},
        ends=((1, 2), (1, 3)),
        own_routes=claimant,
        ranks={"about": np.where(days.dated, days.begun, -1), "claimant": by_claimant},
        groups={"place": Grouped(GROUPED, ints([first_place(row) for row in data]))},
    )


def conflicts(data: list[Row]) -> Conflicts:
    """Every claim of claimant 1 against every one of claimant 2."""
    pairs = [
        (a, b) for a, x in enumerate(data) for b, y in enumerate(data) if (x[1], y[1]) == (1, 2)
    ]
    return Conflicts(ints([a for a, _ in pairs]), ints([b for _, b in pairs]))


GROUPED = ints([2, 0, 3, 1, NO_VALUE])
"""The order in which places are grouped, those without last."""


def first_place(row: Row) -> int:
    """Return where the group of a row stands: that of its least place, the last where none is."""
    return GROUPED.tolist().index(min(row[0])) if row[0] else 4


def passes(row: Row, query: Query, but: str = "") -> bool:
    places, claimant, days = row
    span = query.spans.get("about", Span())
    wanted = query.chosen("place") | ({1} if 0 in query.chosen("place") else set[int]())
    if wanted and but != "place" and not places & wanted:
        return False
    if query.chosen("claimant") and but != "claimant" and claimant not in query.chosen("claimant"):
        return False
    if not span or but == "about":
        return True
    if days is None:
        return False
    begun, ended = DAY + timedelta(days[0]), DAY + timedelta(days[1])
    return not (span.since and ended < span.since) and not (span.until and begun > span.until)


def oldest_first(data: list[Row]) -> list[Row]:
    return sorted(data, key=lambda row: row[2][0] if row[2] else 99)


@given(rows, queries)
def test_an_answer_is_what_the_rule_says(data: list[Row], query: Query) -> None:
    data = oldest_first(data)
    answer = Index(columns(data)).answer(query)
    left = [n for n, row in enumerate(data) if passes(row, query)]
    assert answer.rows.tolist() == left
    assert np.flatnonzero(answer.inside).tolist() == left
    by_place = [sum(p in r[0] and passes(r, query, "place") for r in data) for p in range(4)]
    by_claimant = [sum(a == r[1] and passes(r, query, "claimant") for r in data) for a in range(3)]
    assert answer.counts["place"].tolist() == by_place
    assert answer.counts["claimant"].tolist() == by_claimant
    assert answer.left["event"].tolist() == [
        sum(p in r[0] and passes(r, query) for r in data) for p in range(4)
    ]
    marked = [n for n, row in enumerate(data) if passes(row, query, "about")]
    assert np.flatnonzero(answer.marked).tolist() == marked


@given(rows, st.booleans())
def test_what_has_no_day_is_last_in_either_order(data: list[Row], down: bool) -> None:  # noqa: FBT001
    data = oldest_first(data)
    order = Index(columns(data)).answer(replace(Query(), sort=SortKey("about", down))).rows
    days = [data[int(n)][2] for n in order]
    begun = [span and span[0] for span in days]
    dated = [day for day in begun if day is not None]
    assert begun == dated + [None] * (len(begun) - len(dated))
    assert dated == sorted(dated, reverse=down)


@given(rows, queries, st.sampled_from(["about", "claimant"]), st.booleans())
def test_groups_stand_in_their_order_and_are_sorted_within(
    data: list[Row],
    query: Query,
    by: Order,
    down: bool,  # noqa: FBT001
) -> None:
    data = oldest_first(data)
    index, flat = Index(columns(data)), replace(query, sort=SortKey(by, down))
    answer = index.answer(replace(flat, grouped_by="place"))
    ungrouped: list[int] = index.answer(flat).rows.tolist()
    plain = sorted(ungrouped, key=lambda n: first_place(data[n]))
    assert answer.rows.tolist() == plain
    told: list[tuple[int, list[int]]] = []
    for n, start in enumerate(answer.groups.starts.tolist()):
        end = [*answer.groups.starts.tolist(), len(plain)][n + 1]
        told.append((int(answer.groups.values[n]), plain[start:end]))
    wanted = [
        (int(value), [n for n in plain if first_place(data[n]) == place])
        for place, value in enumerate(GROUPED)
    ]
    assert told == [(value, rows) for value, rows in wanted if rows]
    contested = [any(data[n][1] == 1 for n in rows) for _, rows in told]
    assert answer.groups.contested.tolist() == contested


picks = st.builds(
    Selection,
    claims=st.frozensets(st.integers(10, 21).map(ClaimId), max_size=2),
    places=st.frozensets(st.integers(0, 3).map(PlaceId), max_size=2),
    events=st.frozensets(st.integers(0, 3).map(EventId), max_size=1),
    routes=st.frozensets(st.integers(1, 2).map(RouteId), max_size=1),
    whole=st.booleans(),
)


@given(rows, queries, picks)
def test_what_is_hidden_is_never_lit_and_what_is_picked_is_always(
    data: list[Row], query: Query, picked: Selection
) -> None:
    index = Index(columns(oldest_first(data)))
    shown = index.answer(query).inside
    links = index.linked(picked, shown)
    assert not (links.rows & ~shown).any()
    assert all(links.places[place] for place in picked.places)
    assert all(links.events[event] for event in picked.events)
    assert all(links.routes[route] for route in picked.routes)
    assert (links.rows == shown).all() or not picked.whole
    assert not (links.by_road & links.by_group).any()


@given(rows, st.data())
def test_a_claim_counts_once_in_every_bin_it_overlaps(data: list[Row], draw: st.DataObject) -> None:
    days = intervals([row[2] for row in data])
    shown = np.array(
        draw.draw(st.lists(st.booleans(), min_size=len(data), max_size=len(data))), bool
    )
    bins = binned(days, shown)
    known = [(int(a), int(b)) for a, b, on in zip(days.begun, days.ended, shown, strict=True) if on]
    plain = [
        sum(a < bins.edges[n + 1] and b >= bins.edges[n] for a, b in known if a <= b)
        for n in range(len(bins.counts))
    ]
    assert bins.counts.tolist() == plain


def test_an_open_end_reaches_every_bin_on_its_side() -> None:
    soft = np.ones(2, np.bool_)
    start = DAY.toordinal()
    days = Intervals(ints([1, start]), ints([start + 7, 3_652_059]), soft, soft)
    assert overlaps(days, soft, ints([start - 7, start, start + 7, start + 14])).tolist() == [
        1,
        2,
        2,
    ]
