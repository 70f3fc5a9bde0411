"""A sidecar is opened: what was seen when the file was written is seen again."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.errors import DeskError
from db.export import FORMATS
from db.export.columns import TableId
from db.export.extract import extract
from db.export.files import save
from db.export.pick import DIMENSION, Shown, lit
from db.export.reopen import changed_since, reopened
from db.export.sidecar import beside, read
from db.model import ClaimId, EventId, PlaceId, RouteId
from db.query import Query, Selection, SortKey, Span
from db.store import Store
from tests import desks

WINTER = Query(sort=SortKey("claimant"), places_by="count").during(
    "about", Span(date(2023, 1, 1), date(2023, 3, 2))
)
PICKED: dict[TableId, Selection] = {
    "claims": Selection(claims=frozenset({ClaimId(3), ClaimId(5)})),
    "places": Selection(places=frozenset({PlaceId(9)})),
    "events": Selection(events=frozenset({EventId(4)})),
    "routes": Selection(routes=frozenset({RouteId(2)})),
    "relations": Selection(claims=frozenset({ClaimId(5)})),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(desks.desk(tmp_path))
    yield store
    store.close()


def written(store: Store, folder: Path, table: TableId, selection: Selection) -> Path:
    """Export a table as the window does, and return its sidecar."""
    snapshot, whole = store.snapshot(WINTER), store.snapshot(WINTER.unfiltered())
    lights = lit(selection, snapshot, store.highlight(selection, snapshot, WINTER))
    related = snapshot.records.related()
    path = folder / f"{table}.csv"
    what = extract(store.connection, table, Shown(WINTER, snapshot, whole, lights, related))
    save({path: what}, FORMATS["exact"], store.connection, datetime(2023, 3, 4, tzinfo=UTC))
    return beside(path)


@pytest.mark.parametrize("table", PICKED)
def test_a_sidecar_gives_back_the_query_and_the_rows_that_were_selected(
    store: Store, tmp_path: Path, table: TableId
) -> None:
    sidecar = written(store, tmp_path, table, PICKED[table])
    view = reopened(read(sidecar), sidecar, store.snapshot(Query()))
    assert (view.name, view.query, view.missing) == (table, WINTER, ())
    picked = view.selection.kinds
    assert set(picked) == {DIMENSION[table]}
    assert picked[DIMENSION[table]] >= PICKED[table].kinds[DIMENSION[table]]


def test_without_a_selection_nothing_is_selected(store: Store, tmp_path: Path) -> None:
    sidecar = written(store, tmp_path, "claims", Selection())
    view = reopened(read(sidecar), sidecar, store.snapshot(Query()))
    assert (view.query, view.selection) == (WINTER, Selection())


def test_a_sidecar_of_another_desk_says_which(store: Store, tmp_path: Path) -> None:
    sidecar = written(store, tmp_path, "claims", Selection())
    said = desks.form() | {"uid": "other", "title": "Another valley"}
    desks.bring(tmp_path / "other.desk", said)
    with closing(Store.open(tmp_path / "other.desk")) as other:
        snapshot = other.snapshot(Query())
    with pytest.raises(DeskError) as refused:
        reopened(read(sidecar), sidecar, snapshot)
    assert f"from the desk “{store.snapshot(Query()).desk.title}”" in str(refused.value)
    assert "the one open is “Another valley”. Open that desk first" in str(refused.value)


def test_what_is_gone_from_the_desk_is_said_and_the_rest_is_shown(
    store: Store, tmp_path: Path
) -> None:
    sidecar = written(store, tmp_path, "claims", PICKED["claims"])
    said = json.loads(sidecar.read_text("utf-8"))
    said["crosscheck"]["query"]["facets"] = {"place": ["atlantis"]}
    said["crosscheck"]["rows"]["uids"] += ["Z99"]
    sidecar.write_text(json.dumps(said), "utf-8")
    view = reopened(read(sidecar), sidecar, store.snapshot(Query()))
    assert list(map(str, view.missing)) == [
        "this desk has no place “atlantis”",
        "this desk has no claim “Z99”",
    ]
    assert (view.query, view.selection) == (WINTER, PICKED["claims"])


def test_a_query_of_a_newer_program_is_refused_by_name(store: Store, tmp_path: Path) -> None:
    sidecar = written(store, tmp_path, "claims", Selection())
    said = json.loads(sidecar.read_text("utf-8"))
    said["crosscheck"]["query"]["shaded"] = {}
    sidecar.write_text(json.dumps(said), "utf-8")
    with pytest.raises(DeskError, match="shaded: not a field known here"):
        reopened(read(sidecar), sidecar, store.snapshot(Query()))


def test_whether_the_desk_changed_since_is_told(store: Store, tmp_path: Path) -> None:
    told = read(written(store, tmp_path, "claims", Selection()))
    assert not changed_since(told, store.connection)
    with desks.script(tmp_path / "bundled.desk") as connection:
        connection.execute("UPDATE claim SET notes = 'seen' WHERE uid = 'A01'")
    assert changed_since(told, store.connection)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"crosscheck": "' + "x" * 16_000_001 + '"}'])
def test_a_sidecar_too_deep_or_too_large_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.datapackage.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DeskError, match="this is not the sidecar of an export"):
        read(path)
