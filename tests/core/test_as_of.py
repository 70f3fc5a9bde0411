"""What could be known by a day, on each clock, in the numbers of the design."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.columns import Ints
from db.export.extract import extract
from db.export.pick import Shown
from db.export.words import in_words
from db.model import ActorId, ClaimId, Clock, Days, RouteId
from db.newest import Reports
from db.query import Query, from_json, to_json
from db.replay import as_known
from db.routes import Report, disputed, strands
from db.snapshot import Snapshot
from db.store import Store
from tests import desks

JANUARY, FEBRUARY, MARCH = date(2023, 1, 20), date(2023, 2, 2), date(2023, 3, 2)
EARLY = ("RD-ALL cut implied 1 B01", "RD4 contested explicit 1 B05")
LATE = (
    "RD-ALL cut implied 29 B01",
    "RD1 unknown explicit 1 A20",
    "RD2 unknown explicit 1 A21 ≠",
    "RD3 unknown explicit 1 A22 ≠",
    "RD4 contested explicit 29 B05 ≠",
    "RD5 restricted explicit 1 A15",
)
Told = tuple[int, int, int, int, tuple[str, ...]]
NUMBERS: dict[tuple[Clock, date], Told] = {
    # claims, places, contested, events, what is reported of the roads
    ("about", JANUARY): (23, 12, 4, 7, ()),
    ("about", FEBRUARY): (38, 15, 6, 13, EARLY),
    ("about", MARCH): (53, 19, 10, 18, LATE),
    ("said", JANUARY): (9, 5, 4, 3, ()),
    ("said", FEBRUARY): (34, 12, 6, 13, EARLY),
    ("said", MARCH): (65, 21, 12, 22, LATE),
    ("published", JANUARY): (0, 0, 0, 0, ()),
    ("published", FEBRUARY): (35, 12, 6, 13, EARLY),
    ("published", MARCH): (66, 21, 12, 22, LATE),
}
DATELESS = {"about": 13, "said": 1, "published": 0}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.desk(tmp_path_factory.mktemp("as-of"))


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with closing(Store.open(path)) as store:
        yield store


def roads(snapshot: Snapshot) -> tuple[str, ...]:
    desk = snapshot.desk
    differ = disputed(snapshot.strands, desk.routes)
    uids = {value.id: value.uid for value in snapshot.values["claim"]}
    return tuple(
        sorted(
            f"{desk.routes[one.route].uid} {one.status} {'implied' if one.implied else 'explicit'} "
            f"{one.days_old} {uids[one.claim]}{' ≠' if one.route in differ else ''}"
            for one in snapshot.strands
        )
    )


def with_any(counts: Ints) -> int:
    return int((counts > 0).sum())


@pytest.mark.parametrize(("clock", "day"), NUMBERS)
def test_each_clock_has_the_numbers_of_the_design(store: Store, clock: Clock, day: date) -> None:
    seen = store.snapshot(Query().as_of(clock, day))
    places, events = with_any(seen.left["place"]), with_any(seen.left["event"])
    told = (len(seen.ids), places, seen.contested, events, roads(seen))
    assert told == NUMBERS[clock, day]
    assert seen.day == day
    assert dict(seen.dateless) == {clock: DATELESS[clock]}
    assert (seen.total, len(seen.known)) == (66, len(seen.ids))


def test_by_20_january_nine_claims_were_said(store: Store) -> None:
    seen = store.snapshot(Query().as_of("said", JANUARY))
    said = [claim.uid for claim in seen.records.claims(seen.ids)]
    assert sorted(said) == ["B17", "B26", "B28", "B29", "B30", "B31", "B32", "B33", "B34"]


@pytest.mark.parametrize(("day", "against"), [(FEBRUARY, ()), (MARCH, ("A06", "A15"))])
def test_what_speaks_against_a_claim_comes_with_its_day(
    store: Store, day: date, against: tuple[str, ...]
) -> None:
    seen = store.snapshot(Query().as_of("published", day))
    (b01,) = (c for c in seen.records.claims(seen.ids) if c.uid == "B01")
    assert b01.contradicts == against
    others = {one.other.uid for one in seen.records.relations(b01.id)}
    assert set(against) <= others
    assert {uid[0] for uid in others} == ({"A", "B"} if against else {"B"})


def test_the_claims_of_a_thing_are_those_known(store: Store) -> None:
    whole, seen = (
        store.snapshot(query) for query in (Query(), Query().as_of("published", FEBRUARY))
    )
    (soledar,) = (place.id for place in whole.desk.places.values() if place.name == "Soledar")
    assert len(whole.records.claims_of(("place", soledar))) == 10
    known = seen.records.claims_of(("place", soledar))
    assert set(known.tolist()) <= set(seen.known.tolist())
    assert 0 < len(known) < 10


def test_clocks_combine_and_other_filters_count_under_them(store: Store) -> None:
    both = store.snapshot(Query().as_of("published", FEBRUARY).as_of("said", JANUARY))
    assert len(both.ids) == 9
    assert both.day == JANUARY
    side = store.snapshot(Query().as_of("published", FEBRUARY))
    assert int(side.counts["side"].sum()) == 35


def test_contested_only_is_by_what_was_known(store: Store) -> None:
    from dataclasses import replace

    query = replace(Query().as_of("published", FEBRUARY), contested_only=True)
    assert len(store.snapshot(query).ids) == 6


def test_where_nothing_was_known_lifting_the_day_is_a_way_on(store: Store) -> None:
    query = Query().as_of("published", JANUARY)
    assert dict(store.snapshot(query).lifts) == {("known", "published"): 66}


def test_a_day_stands_in_the_file_and_in_words(store: Store) -> None:
    query = Query().as_of("published", FEBRUARY).as_of("recorded", MARCH)
    told = to_json(query, store.uids())
    assert told["known_by"] == {"published": "2023-02-02", "recorded": "2023-03-02"}
    assert from_json(told, store.uids()) == query
    words = in_words(query, store.snapshot(query).values)
    assert "as of 2023-02-02 (published): published by that day" in words
    assert query != Query().as_of("published", FEBRUARY)
    assert query.unfiltered() == Query()
    assert query.whole() == query


@pytest.mark.parametrize("said", [{"published": "2 Feb"}, {"known": "2023-02-02"}, ["2023-02-02"]])
def test_a_day_of_another_form_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="known_by"):
        from_json({"known_by": said}, {})


def test_a_file_says_what_was_known_and_no_more(store: Store) -> None:
    query = Query().as_of("published", FEBRUARY)
    seen = store.snapshot(query)
    shown = Shown(query, seen, store.snapshot(query.whole()))
    with as_known(store.connection, query, seen.known) as known:
        claims = extract(known, "claims", shown)
        against = claims.table.names.index("contradicts")
        assert {row[0]: row[against] for row in claims.rows}["B01"] is None
        assert (len(claims.rows), claims.left_out["not_known"]) == (35, 31)
        places = extract(known, "places", shown)
        n = places.table.names.index("claims")
        told = {row[0]: row[n] for row in places.rows}
        assert told == {
            place.uid: int(seen.left["place"][place.id])
            for place in seen.desk.places.values()
            if place.uid in told
        }
        events = extract(known, "events", shown)
        told = [uid for row in events.rows for uid in str(row[-1]).split("; ")]
        assert {uid[0] for uid in told} == {"B"}
        roads = extract(known, "routes", shown, "all")
        assert {row[roads.table.names.index("as_of")] for row in roads.rows} == {"2023-02-02"}


STATUSES = ("open", "restricted", "contested", "cut", "unknown")
offsets = st.none() | st.integers(0, 9)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    since, until = draw(offsets), draw(offsets)
    if since is not None and until is not None and until < since:
        since, until = until, since
    days = [None if n is None else MARCH + timedelta(n) for n in (since, until)]
    return Report(
        uid=f"S{draw(st.integers(0, 10**6))}",
        route=RouteId(draw(st.integers(1, 3))),
        claimant=ActorId(draw(st.integers(1, 3))),
        claim=ClaimId(draw(st.integers(0, 9))),
        status=draw(st.sampled_from(STATUSES)),
        implied=draw(st.booleans()),
        about=Days(None, *days),
        published=MARCH,
    )


@given(st.lists(reports(), max_size=12, unique_by=lambda one: one.uid), st.integers(0, 9))
def test_many_reports_at_once_are_as_one_by_one(told: list[Report], n: int) -> None:
    day = MARCH + timedelta(n)
    many = Reports.of(told)
    assert many.strands(day, np.ones(len(told), np.bool_)) == strands(told, day)
