"""Claims that stand together, on the bundled desk: against the records, read one by one."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from db.__main__ import main
from db.columns import NO_VALUE
from db.export.columns import TABLES, TableId
from db.export.extract import extract
from db.export.pick import Kind, Shown
from db.model import Claim, Desk
from db.query import Grouping, Query, SortKey
from db.snapshot import Snapshot
from db.store import Store
from tests import desks

BY: tuple[Grouping, ...] = ("question", "place", "claimant")
_Key = tuple[tuple[object, ...], int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(desks.desk(tmp_path))) as store:
        yield store


def by_question(claim: Claim, _: Desk) -> _Key:
    question = claim.question
    return ((0, question.uid), question.id) if question else ((1,), NO_VALUE)


def by_place(claim: Claim, _: Desk) -> _Key:
    if not claim.places:
        return (1,), NO_VALUE
    place, _role = min(claim.places, key=lambda p: (p[1] != "about", p[0].name.lower()))
    return (0, place.name.lower()), place.id


def by_claimant(claim: Claim, desk: Desk) -> _Key:
    speaker = claim.claimant
    return (list(desk.sides).index(speaker.side.id), speaker.name), speaker.id


READ: dict[Grouping, Callable[[Claim, Desk], _Key]] = {
    "question": by_question,
    "place": by_place,
    "claimant": by_claimant,
}


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("sort", [SortKey(), SortKey("claimant", descending=True)])
def test_groups_are_those_of_the_records_in_their_order(
    store: Store, by: Grouping, sort: SortKey
) -> None:
    flat = store.snapshot(Query(sort=sort))
    claims = flat.records.claims(flat.ids)
    told = sorted(claims, key=lambda claim: READ[by](claim, flat.desk)[0])
    snapshot = store.snapshot(Query(sort=sort, grouped_by=by))
    assert snapshot.ids.tolist() == [claim.id for claim in told]
    runs = [(value, list(run)) for value, run in groupby(told, lambda c: READ[by](c, flat.desk)[1])]
    groups = snapshot.groups
    assert groups.by == by
    assert groups.values.tolist() == [value for value, _ in runs]
    assert groups.starts.tolist() == [told.index(run[0]) for _, run in runs]
    assert groups.contested.tolist() == [any(c.contradicts for c in run) for _, run in runs]


def test_what_no_claim_is_left_of_has_no_group(store: Store) -> None:
    groups = store.snapshot(Query(text="nothing of the kind", grouped_by="place")).groups
    assert (groups.by, len(groups.values)) == ("place", 0)
    assert len(store.snapshot(Query()).groups.starts) == 0


def test_how_claims_stand_together_filters_nothing(store: Store) -> None:
    query = Query(text="CNN")
    flat, grouped = store.snapshot(query), store.snapshot(replace(query, grouped_by="claimant"))
    assert sorted(flat.ids.tolist()) == sorted(grouped.ids.tolist())
    assert flat.left["place"].tolist() == grouped.left["place"].tolist()
    assert (flat.marks.claims == grouped.marks.claims).all()


@pytest.mark.parametrize("by", BY)
def test_claims_are_written_group_by_group_and_the_words_say_so(store: Store, by: Grouping) -> None:
    query = Query(text="CNN", sort=SortKey("claimant"), grouped_by=by)
    snapshot, whole = store.snapshot(query), store.snapshot(query.unfiltered())
    written: tuple[tuple[Kind, Snapshot], ...] = (("filtered", snapshot), ("all", whole))
    for kind, shown in written:
        what = extract(store.connection, "claims", Shown(query, snapshot, whole), kind)
        uids = [store.uids()["claim"][id_] for id_ in shown.ids.tolist()]
        assert [row[0] for row in what.rows] == uids
        assert f"; grouped by {by}" in what.words
        assert what.query["grouped_by"] == by


@pytest.mark.parametrize("table", TABLES)
def test_the_command_groups_by_its_flag_and_by_the_sidecar_to_the_same_bytes(
    tmp_path: Path, table: TableId
) -> None:
    desk = str(desks.desk(tmp_path))
    for by in BY:
        first, again = tmp_path / f"{by}.csv", tmp_path / "again.csv"
        flags = ["--group", by, "--sort", "grade:desc", "--since", "2023-01-01"]
        assert main(["export", desk, table, str(first), *flags]) == 0
        sidecar = str(first.with_suffix(".datapackage.json"))
        assert main(["export", desk, table, str(again), "--query", sidecar]) == 0
        assert again.read_bytes() == first.read_bytes()
