"""Relations given out: those between claims that are there, each with both claims, in any state."""

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.__main__ import main
from db.export.extract import extract
from db.export.pick import Kind, Shown, lit
from db.export.sidecar import beside
from db.model import ClaimId, Relation
from db.query import Query, Selection, Span
from db.snapshot import Snapshot
from db.store import Store
from tests import desks
from tests.files import by_csv

KINDS: tuple[Kind, ...] = ("selected", "filtered", "all")
Told = tuple[str, str, str, str, str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(desks.desk(tmp_path))) as store:
        yield store


def shown(store: Store, query: Query, picked: frozenset[int] = frozenset()) -> Shown:
    selection = Selection(claims=frozenset(map(ClaimId, picked)))
    snapshot, whole = store.snapshot(query), store.snapshot(query.whole())
    lights = lit(selection, snapshot, store.highlight(selection, snapshot, query))
    return Shown(query, snapshot, whole, lights, snapshot.records.related())


def told(store: Store, asked: Shown, kind: Kind) -> list[Told]:
    """The uid, kind, both claims and state of each row."""
    rows = extract(store.connection, "relations", asked, kind).rows
    return [(str(r[0]), str(r[1]), str(r[2]), str(r[5]), str(r[9])) for r in rows]


def seen(snapshot: Snapshot, of: frozenset[int], among: frozenset[int]) -> list[Told]:
    """The same of what the records tell of some claims, where the other one is `among` them."""
    uids = {value.id: value.uid for value in snapshot.values["claim"]}
    found = {
        _told(uids[id_], relation): None
        for id_ in of
        for relation in snapshot.records.relations(ClaimId(id_))
        if relation.other.id in among
    }
    return sorted(found, key=lambda one: (one[1], one[2], one[3], one[0]))


def _told(uid: str, relation: Relation) -> Told:
    a, b = (uid, relation.other.uid) if relation.outgoing else (relation.other.uid, uid)
    return relation.uid, relation.kind, a, b, relation.state


DAYS = st.none() | st.dates(date(2022, 9, 1), date(2023, 3, 10))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    since=DAYS,
    until=DAYS,
    known=DAYS,
    contested=st.booleans(),
    picked=st.frozensets(st.integers(1, 66), max_size=5),
    kind=st.sampled_from(KINDS),
)
def test_the_rows_are_what_the_records_tell_of_the_claims_that_are_there(
    store: Store,
    since: date | None,
    until: date | None,
    known: date | None,
    contested: bool,  # noqa: FBT001  # as hypothesis calls it
    picked: frozenset[int],
    kind: Kind,
) -> None:
    query = Query(contested_only=contested, known_by={"published": known} if known else {})
    if not (since and until and since > until):
        query = query.during("about", Span(since, until))
    asked = shown(store, query, picked)
    what = extract(store.connection, "relations", asked, kind)
    whole, left = (frozenset[int](s.ids.tolist()) for s in (asked.whole, asked.snapshot))
    among = whole if what.kind == "all" else left
    of = picked & left if what.kind == "selected" else among
    assert told(store, asked, kind) == seen(asked.whole, of, among)


def test_proposed_and_rejected_ones_are_written_with_their_state(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    with desks.script(path) as connection:
        connection.execute("UPDATE relation SET state = 'rejected' WHERE uid = 'L01'")
        connection.execute(
            "UPDATE relation SET origin = 'rule', rule = 'R1', state = 'proposed' WHERE uid = 'L02'"
        )
    assert main(["export", str(path), "relations", str(tmp_path / "r.csv")]) == 0
    rows = {row["relation"]: row for row in by_csv(tmp_path / "r.csv")}
    assert len(rows) == 51
    assert [rows[uid]["state"] for uid in ("L01", "L02", "L03")] == [
        "rejected", "proposed", "accepted",
    ]  # fmt: skip
    assert (rows["L02"]["origin"], rows["L02"]["rule"]) == ("rule", "R1")


def test_they_are_ordered_by_kind_and_then_by_the_uids_of_their_claims(store: Store) -> None:
    rows = told(store, shown(store, Query()), "all")
    assert rows == sorted(rows, key=lambda one: (one[1], one[2], one[3], one[0]))
    assert len({one[1] for one in rows}) == 8


def test_what_nobody_could_know_yet_is_in_no_pair(tmp_path: Path) -> None:
    path, out = str(desks.desk(tmp_path)), tmp_path / "r.csv"
    assert main(["export", path, "relations", str(out), "--as-of", "2023-02-02"]) == 0
    with closing(Store.open(Path(path))) as store:
        asked = Query(known_by={"published": date(2023, 2, 2)})
        snapshot = store.snapshot(asked)
        uids = {value.id: value.uid for value in snapshot.values["claim"]}
        known = {uids[id_] for id_ in snapshot.ids.tolist()}
    rows = by_csv(out)
    assert 0 < len(rows) < 51
    assert {row[end] for row in rows for end in ("a", "b")} <= known


def test_what_a_filter_leaves_out_is_counted_and_the_query_stands_in_the_sidecar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = str(desks.desk(tmp_path)), tmp_path / "r.csv"
    assert main(["export", path, "relations", str(out), "--contested"]) == 0
    n = len(by_csv(out))
    said = json.loads(beside(out).read_bytes())["crosscheck"]
    assert (said["rows"]["kind"], said["rows"]["count"]) == ("filtered", n)
    assert said["left_out"] == {"not_selected": 0, "filtered": 51 - n}
    assert said["query_in_words"].startswith("contested only")
    assert f"left out: {51 - n} filtered" in capsys.readouterr().out


def test_a_selection_is_written_by_its_claims_and_again_from_them(
    store: Store, tmp_path: Path
) -> None:
    uids = {uid: id_ for id_, uid in store.uids()["claim"].items()}
    asked = shown(store, Query(), frozenset({uids["A15"], uids["A01"]}))
    what = extract(store.connection, "relations", asked)
    assert what.kind == "selected"
    ends = {str(row[n]) for row in what.rows for n in (2, 5)}
    assert set(what.uids) == {"A15", "A01"} & ends
    again = replace(asked, lit={"relations": frozenset(uids[uid] for uid in what.uids)})
    assert list(extract(store.connection, "relations", again).rows) == list(what.rows)


def test_suggested_claims_are_in_no_pair(tmp_path: Path) -> None:
    path, out = desks.desk(tmp_path), tmp_path / "r.csv"
    with desks.script(path) as connection:
        connection.execute("UPDATE claim SET status = 'suggested' WHERE uid = 'A15'")
    main(["export", str(path), "relations", str(out)])
    with out.open(encoding="utf-8", newline="") as file:
        cells = {cell for row in csv.reader(file) for cell in row}
    assert "A15" not in cells
