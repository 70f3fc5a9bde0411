"""The bundled desk, queried: literal numbers, counted from the reports by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from db.columns import Mask
from db.dimensions import DIMENSIONS, DimensionId
from db.model import ClaimId, Days, Kind
from db.query import Query, Selection, SortKey, Span
from db.snapshot import Snapshot
from db.store import Store
from tests import desks

WINTER = Query().during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))
SIDES = ("Russia", "Russia-backed", "Third party", "Ukraine", "None")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(desks.desk(tmp_path))
    yield store
    store.close()


def ids(store: Store, dimension: DimensionId, *uids: str) -> frozenset[int]:
    known = {uid: id_ for id_, uid in store.uids()[dimension].items()}
    return frozenset(known[uid] for uid in uids)


def uids(store: Store, snapshot: Snapshot) -> list[str]:
    return [store.uids()["claim"][id_] for id_ in snapshot.ids.tolist()]


def count(store: Store, snapshot: Snapshot, dimension: DimensionId, uid: str) -> int:
    (id_,) = ids(store, dimension, uid)
    return int(snapshot.counts[dimension][id_])


def lit(store: Store, dimension: DimensionId, mask: Mask) -> set[str]:
    return {store.uids()[dimension][int(id_)] for id_ in np.flatnonzero(mask)}


def test_all_claims_are_shown_oldest_first_and_the_undated_last(store: Store) -> None:
    snapshot = store.snapshot(Query())
    assert (len(snapshot.ids), snapshot.total, snapshot.contested) == (66, 66, 12)
    dated = store.snapshot(Query().during("about", Span(date(1, 1, 1), date(9999, 1, 1)))).ids
    assert len(dated) == 53
    assert snapshot.ids[:53].tolist() == dated.tolist()


def test_the_claims_of_each_side_are_counted(store: Store) -> None:
    snapshot = store.snapshot(Query())
    sides = snapshot.values["side"]
    assert tuple(side.name for side in sides) == SIDES
    assert [int(snapshot.counts["side"][side.id]) for side in sides] == [3, 3, 40, 18, 2]


@pytest.mark.parametrize(
    ("place", "own"),
    [("bakhmut", 43), ("soledar", 10), ("donetsk-region", 6), ("chasiv-yar", 1)],
)
def test_a_place_counts_its_own_claims_of_every_role(store: Store, place: str, own: int) -> None:
    assert count(store, store.snapshot(Query()), "place", place) == own


def test_a_span_leaves_what_it_overlaps_and_says_what_it_does_not(store: Store) -> None:
    snapshot = store.snapshot(WINTER)
    assert (len(snapshot.ids), snapshot.undated, snapshot.outside) == (49, 13, 4)
    assert count(store, snapshot, "place", "bakhmut") == 35
    assert count(store, snapshot, "place", "soledar") == 10
    assert len(snapshot.marks.claims) == 66
    assert int(snapshot.marks.inside.sum()) == 49


@pytest.mark.parametrize(
    ("query", "left"),
    [
        (Query(contested_only=True), 12),
        (replace(WINTER, contested_only=True), 10),
        (Query().during("published", Span(until=date(2023, 2, 2))), 35),
        (Query().during("published", Span(until=date(2023, 1, 20))), 0),
        (Query().during("said", Span(since=date(1900, 1, 1))), 65),
        (Query().during("about", Span(until=date(2023, 1, 20))), 23),
        (Query().during("about", Span(until=date(2023, 2, 2))), 38),
        (Query(text="Artemivsk"), 43),
        (Query(text="Соледар"), 10),
        (Query(text="CNN", contested_only=True), 3),
        (Query(text='"'), 66),
    ],
)
def test_a_named_filter_leaves_so_many(store: Store, query: Query, left: int) -> None:
    assert len(store.snapshot(query).ids) == left


def test_choosing_a_region_takes_what_lies_in_it_and_what_lies_in_that(store: Store) -> None:
    (region,) = ids(store, "place", "donetsk-region")
    chosen = store.snapshot(Query().choosing("place", {region}))
    told = desks.form()
    parents = {place["uid"]: place["parent"] for place in told["places"]}

    def inside(place: str | None) -> bool:
        return place is not None and (place == "donetsk-region" or inside(parents[place]))

    named = {c["uid"] for c in told["claims"] if any(inside(p["place"]) for p in c["places"])}
    assert set(uids(store, chosen)) == named
    assert len(named) > 43


def test_a_dimension_counts_under_the_other_filters_and_not_its_own(store: Store) -> None:
    ukraine = ids(store, "side", "ukraine")
    snapshot = store.snapshot(Query(text="Bakhmut").choosing("side", ukraine))
    sides = snapshot.values["side"]
    assert [int(snapshot.counts["side"][side.id]) for side in sides] == [3, 3, 40, 18, 2]
    for name in DIMENSIONS:
        if name != "side":
            assert (snapshot.counts[name] == snapshot.left[name]).all()


def test_a_place_lights_its_claims_events_and_road_and_the_claims_about_the_road(
    store: Store,
) -> None:
    picked = Selection(places=frozenset(ids(store, "place", "chasiv-yar")))  # type: ignore[arg-type]
    snapshot = store.snapshot(WINTER)
    light = store.highlight(picked, snapshot, WINTER)
    assert {u for u, on in zip(uids(store, snapshot), light.rows, strict=True) if on} == {
        "B05", "B01", "A15",
    }  # fmt: skip
    assert (int(light.by_road.sum()), int(light.by_group.sum())) == (0, 2)
    assert lit(store, "route", light.routes) == {"RD4"}
    assert lit(store, "event", light.events) == {"E08", "E21"}
    assert lit(store, "place", light.places) == {
        "bakhmut", "chasiv-yar", "western-approaches-to-bakhmut",
    }  # fmt: skip


def test_a_road_lights_its_claims_and_its_ends(store: Store) -> None:
    picked = Selection(routes=frozenset(ids(store, "route", "RD2")))  # type: ignore[arg-type]
    snapshot = store.snapshot(Query())
    light = store.highlight(picked, snapshot, Query())
    told = {u for u, on in zip(uids(store, snapshot), light.rows, strict=True) if on}
    assert told == {"A21", "A15", "B01"}
    assert lit(store, "place", light.places) == {"bakhmut", "sloviansk"}
    assert lit(store, "route", light.routes) == {"RD2"}


def test_an_event_lights_its_claims_and_their_places_and_roads(store: Store) -> None:
    picked = Selection(events=frozenset(ids(store, "event", "E07")))  # type: ignore[arg-type]
    snapshot = store.snapshot(Query())
    light = store.highlight(picked, snapshot, Query())
    (told,) = [set(e["claims"]) for e in desks.form()["events"] if e["uid"] == "E07"]
    assert {u for u, on in zip(uids(store, snapshot), light.rows, strict=True) if on} == told
    assert lit(store, "event", light.events) == {"E07"}
    assert lit(store, "route", light.routes) == {"RD-ALL"}


def test_a_claim_lights_its_places_events_and_road(store: Store) -> None:
    picked = Selection(claims=frozenset(ids(store, "claim", "B05")))  # type: ignore[arg-type]
    snapshot = store.snapshot(Query())
    light = store.highlight(picked, snapshot, Query())
    assert lit(store, "place", light.places) == {"bakhmut", "chasiv-yar"}
    assert lit(store, "route", light.routes) == {"RD4"}
    assert lit(store, "event", light.events) == {"E08", "E21"}


def test_the_whole_selection_lights_all_that_is_shown(store: Store) -> None:
    snapshot = store.snapshot(WINTER)
    assert store.highlight(Selection(whole=True), snapshot, WINTER).rows.all()


@pytest.mark.parametrize(
    "by", ["claimant", "paraphrase", "place", "via", "grade", "voice", "question", "category"]
)
def test_the_claims_can_be_sorted_by_any_text_both_ways(store: Store, by: str) -> None:
    up, down = (store.snapshot(Query(sort=SortKey(by, d))).ids for d in (False, True))  # type: ignore[arg-type]
    assert sorted(up.tolist()) == sorted(down.tolist())
    assert len(up) == 66
    claims = store.snapshot(Query()).records.claims(up)
    keys = {
        "claimant": [c.claimant.name.casefold() for c in claims],
        "paraphrase": [c.paraphrase.casefold() for c in claims],
        "via": [c.chain.casefold() for c in claims],
        "grade": [c.grade for c in claims],
        "voice": [c.voice for c in claims],
        "category": [c.category for c in claims],
    }
    if by in keys:
        assert keys[by] == sorted(keys[by])


def test_the_contested_stand_first_or_last_when_sorted_by_it(store: Store) -> None:
    claims = store.snapshot(Query()).records.claims(
        store.snapshot(Query(sort=SortKey("contested"))).ids
    )
    assert [bool(c.contradicts) for c in claims] == [True] * 12 + [False] * 54


def test_places_stand_as_a_tree_by_name_or_by_count(store: Store) -> None:
    snapshot = store.snapshot(Query())
    places = snapshot.desk.places
    names = [places[id_].name for id_ in snapshot.place_order.tolist()]  # type: ignore[index]
    roots = [p.name for p in places.values() if p.parent is None]
    assert roots == ["Russia", "Ukraine", "Washington"]
    assert names[:6] == [
        "Russia",
        "Ukraine",
        "Donbas",
        "Donetsk region",
        "Bakhmut",
        "North of Bakhmut",
    ]
    by_count = store.snapshot(Query(places_by="count"))
    counts = by_count.counts["place"][by_count.place_order].tolist()
    assert counts == sorted(counts, reverse=True)
    assert sorted(by_count.place_order.tolist()) == sorted(snapshot.place_order.tolist())


def test_events_are_counted_by_place(store: Store) -> None:
    snapshot = store.snapshot(WINTER)
    (bakhmut,) = ids(store, "place", "bakhmut")
    (soledar,) = ids(store, "place", "soledar")
    assert snapshot.place_events[[bakhmut, soledar]].tolist() == [12, 2]
    assert snapshot.place_contested[[bakhmut, soledar]].tolist() == [True, True]


def test_a_claim_is_read_whole(store: Store) -> None:
    (b02,) = store.snapshot(Query()).records.claims(
        np.array(list(ids(store, "claim", "B02")), np.int32)
    )
    (told,) = [c for c in desks.form()["claims"] if c["uid"] == "B02"]
    assert b02.paraphrase == told["paraphrase"]
    assert [hop.verb for hop in b02.hops] == [hop["verb"] for hop in told["attribution"]]
    assert [(p.uid, role) for p, role in b02.places] == [
        (p["place"], p["role"]) for p in told["places"]
    ]
    assert b02.evidence[0].paragraph == told["evidence"][0]["paragraph"]
    assert b02.contradicts == ("A15",)
    assert b02.grade == "F6"


def test_relations_come_with_their_why_and_contradictions_first(store: Store) -> None:
    (b01,) = ids(store, "claim", "B01")
    relations = store.snapshot(Query()).records.relations(ClaimId(b01))
    assert [(r.kind, r.other.uid) for r in relations] == [
        ("contradicts", "A15"), ("contradicts", "A06"), ("tension", "A07"), ("qualifies", "B05"),
        ("restates", "B02"),
    ]  # fmt: skip
    assert all(relation.why for relation in relations)


@pytest.mark.parametrize(
    ("kind", "dimension", "uid", "number"),
    [
        ("claim", "claim", "B01", 1),
        ("place", "place", "soledar", 10),
        ("event", "event", "E01", 12),
        ("route", "route", "RD4", 3),
    ],
)
def test_all_that_is_claimed_of_a_thing_is_found(
    store: Store, kind: Kind, dimension: DimensionId, uid: str, number: int
) -> None:
    (id_,) = ids(store, dimension, uid)
    assert len(store.snapshot(Query()).records.claims_of((kind, id_))) == number


def test_the_two_administrations_stay_two(store: Store) -> None:
    actors = store.snapshot(Query()).desk.actors.values()
    administrations = [actor for actor in actors if actor.kind == "administration"]
    assert (
        len({(a.name, a.abbrev, a.side.name) for a in administrations}) == len(administrations) >= 2
    )


def test_a_desk_without_a_reference_day_counts_ages_to_the_day_it_is_given(tmp_path: Path) -> None:
    told = desks.form()
    told["reference_day"] = None
    desks.bring(tmp_path / "other.desk", told)
    store = Store.open(tmp_path / "other.desk", today=date(2023, 3, 11))
    assert min(strand.days_old or 0 for strand in store.snapshot(Query()).strands) == 10
    store.close()


def test_the_positions_on_a_scale_are_told_with_who_takes_them_and_when(store: Store) -> None:
    snapshot = store.snapshot(Query())
    (falling,) = [q for q in snapshot.desk.questions.values() if q.uid == "Q01"]
    cnn = next(one.id for one in snapshot.desk.actors.values() if one.name == "CNN")
    told = snapshot.records.positions(falling.id, cnn, 500)
    assert {one.uid: (one.low, one.high) for one in told} == {
        "A01": (1, 3),
        "A05": (0, 3),
        "A06": (1, 2),
        "B01": (3, 3),
        "B02": (3, 3),
    }
    (one,) = [position for position in told if position.uid == "A06"]
    assert (one.claimant.name, one.source, one.answer) == ("CNN", "CNN", "Approaching – Squeezed")
    assert one.days["about"] == Days("2023-03-01~", date(2023, 2, 27), date(2023, 3, 1))
    few = snapshot.records.positions(falling.id, cnn, 4)
    assert [position.uid for position in few] == ["A01", "A05", "A06", "B02"]
