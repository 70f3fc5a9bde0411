"""Files given out: the rows that are seen, in their order, exactly; and what they leave out."""

import csv
import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import connection as sqlite
from db.dimensions import DimensionId
from db.export import FORMATS
from db.export.columns import TABLES, TableId
from db.export.csv import exact, written
from db.export.extract import Extract, Made, extract
from db.export.files import save
from db.export.pick import DIMENSION, Kind, Shown, lit
from db.export.words import in_words, reported
from db.history.chain import Head
from db.model import ClaimId, EventId, PlaceId, RouteId
from db.query import Query, Selection, SortKey, Span
from db.store import Store
from tests import desks

NOW = datetime(2023, 3, 4, 5, 6, 7, tzinfo=UTC)
ALL, NOTHING = Query(), Selection()
WINTER = Query().during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))
HOSTILE = (
    '=cmd|"/c calc"!A1', '+1, -2; "quoted"', "line\r\nbreak\rand\nmore", "\t@tab ", " spaced ",
    "Слов’янськ — שלום — 📌", "a\u202eb\u200d", "'apostrophe", "🚂,,,", '""', "\ufeffmark",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(desks.desk(tmp_path))
    yield store
    store.close()


def shown(store: Store, query: Query = ALL, selection: Selection = NOTHING) -> Shown:
    snapshot = store.snapshot(query)
    highlight = store.highlight(selection, snapshot, query)
    whole = store.snapshot(query.unfiltered())
    lights, related = lit(selection, snapshot, highlight), snapshot.records.related()
    return Shown(query, snapshot, whole, lights, related)


def the_id(store: Store, dimension: DimensionId, uid: str) -> int:
    (id_,) = [id_ for id_, known in store.uids()[dimension].items() if known == uid]
    return id_


def place(store: Store, uid: str) -> Selection:
    return Selection(places=frozenset({PlaceId(the_id(store, "place", uid))}))


def data(what: Extract) -> bytes:
    out = BytesIO()
    exact(what, out, Made(NOW, "", Head()))
    return out.getvalue()


def cells(what: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(what.decode("utf-8"), newline="")))


def firsts(what: Extract) -> list[str]:
    return [row[0] for row in cells(data(what))[1:]]


def saved(store: Store, what: Extract, path: Path) -> dict[str, Any]:
    save({path: what}, FORMATS["exact"], store.connection, NOW)
    beside = path.with_name(path.name.removesuffix(".csv") + ".datapackage.json")
    return json.loads(beside.read_text("utf-8"))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_view_has_exactly_the_columns_of_its_file(store: Store, table: Any) -> None:
    names = store.connection.execute(f"SELECT name FROM pragma_table_info('{table.view}')")  # noqa: S608
    assert tuple(name for (name,) in names) == table.names


@pytest.mark.parametrize(
    ("table", "rows", "first", "last"),
    [
        ("claims", 66, "A05", "B23"),
        ("places", 24, "russia", "washington"),
        ("events", 22, "E02", "E20"),
        ("routes", 6, "RD-ALL", "RD5"),
        ("relations", 51, "L31", "L50"),
    ],
)
def test_every_table_of_the_bundled_desk(
    store: Store, table: TableId, rows: int, first: str, last: str
) -> None:
    what = extract(store.connection, table, shown(store))
    written = cells(data(what))
    assert tuple(written[0]) == TABLES[table].names
    assert len(written) == 1 + rows
    assert (written[1][0], written[-1][0]) == (first, last)
    assert what.kind == "all"


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_are_those_of_the_public_view(store: Store, name: TableId) -> None:
    what = extract(store.connection, name, shown(store))
    view = store.connection.execute(f"SELECT * FROM {TABLES[name].view}").fetchall()  # noqa: S608
    assert sorted(what.rows, key=repr) == sorted(view, key=repr)


@pytest.mark.parametrize("name", TABLES)
def test_read_by_csv_and_written_again_it_is_the_same_bytes(store: Store, name: TableId) -> None:
    once = data(extract(store.connection, name, shown(store)))
    again = StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(cells(once))
    assert again.getvalue().encode("utf-8") == once
    assert not once.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", TABLES)
def test_another_program_reads_the_same_cells(store: Store, tmp_path: Path, name: TableId) -> None:
    what = hostile(extract(store.connection, name, shown(store)))
    (tmp_path / "x.csv").write_bytes(data(what))
    assert imported(tmp_path / "x.csv") == cells(data(what))[1:]


def imported(path: Path) -> list[list[str]]:
    """The rows as the shell of SQLite takes them in."""
    shell = shutil.which("sqlite3")
    assert shell, "make test installs sqlite3"
    desk = path.with_suffix(".db")
    command = [shell, str(desk), ".mode csv", f".import '{path}' t"]
    subprocess.run(command, check=True, capture_output=True)
    with closing(sqlite.connect(desk, "mode=ro")) as connection:
        return [list(row) for row in connection.execute("SELECT * FROM t ORDER BY rowid")]


def hostile(what: Extract) -> Extract:
    """The same with nasty texts in the second column of its first rows."""
    rows = [
        (row[0], HOSTILE[n % len(HOSTILE)], *row[2:]) if n < 2 * len(HOSTILE) else row
        for n, row in enumerate(what.rows)
    ]
    return replace(what, rows=tuple(rows))


def test_hostile_cells_come_back_exactly_as_they_are_in_the_desk(tmp_path: Path) -> None:
    said = desks.form()
    for claim, text in zip(said["claims"], HOSTILE, strict=False):
        claim["paraphrase"] = text
    desks.bring(tmp_path / "a.desk", said)
    with closing(Store.open(tmp_path / "a.desk")) as store:
        rows = cells(data(extract(store.connection, "claims", shown(store))))[1:]
        held = dict(store.connection.execute("SELECT uid, paraphrase FROM claim").fetchall())
    assert {row[0]: row[1] for row in rows} == held
    assert set(HOSTILE) <= set(held.values())


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_text_is_read_back(texts: list[str]) -> None:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(["", *map(written, texts)])
    assert cells(out.getvalue().encode())[0][1:] == texts


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_is_read_back(number: float) -> None:
    text = written(number)
    assert (float(text) if isinstance(number, float) else int(text)) == number
    assert not written(number).endswith(".0")


def test_a_selection_writes_what_it_lights_in_the_order_shown(store: Store) -> None:
    query = replace(WINTER, sort=SortKey("claimant", descending=True))
    seen = shown(store, query, place(store, "chasiv-yar"))
    counts = {name: len(extract(store.connection, name, seen).rows) for name in TABLES}
    assert counts == {"claims": 3, "places": 3, "events": 2, "routes": 1, "relations": 7}
    what = extract(store.connection, "claims", seen)
    assert what.kind == "selected"
    names = [row[3] for row in what.rows]
    assert names == sorted(names, key=lambda name: str(name).casefold(), reverse=True)
    assert set(what.uids) == {row[0] for row in what.rows}


def test_without_a_lit_row_a_table_writes_the_filtered_ones_and_without_a_filter_all(
    store: Store,
) -> None:
    event = Selection(events=frozenset({EventId(the_id(store, "event", "E01"))}))
    for query, kind in ((WINTER, "filtered"), (Query(), "all")):
        seen = shown(store, query, event)
        assert not seen.lit["routes"]
        assert extract(store.connection, "routes", seen).kind == kind
        assert extract(store.connection, "events", seen).kind == "selected"


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        ("filtered", {"claims": 49, "places": 16, "events": 15, "routes": 6, "relations": 36}),
        ("all", {"claims": 66, "places": 24, "events": 22, "routes": 6, "relations": 51}),
    ],
)
def test_filtered_and_all_can_be_asked_for_beside_a_selection(
    store: Store, wanted: Kind, counts: dict[TableId, int]
) -> None:
    seen = shown(store, WINTER, place(store, "chasiv-yar"))
    found = {name: len(extract(store.connection, name, seen, wanted).rows) for name in TABLES}
    assert found == counts


def test_all_of_a_shown_claims_table_is_selected_by_selecting_it_whole(store: Store) -> None:
    what = extract(store.connection, "claims", shown(store, WINTER, Selection(whole=True)))
    assert (what.kind, len(what.rows)) == ("selected", 49)
    assert what.left_out["not_selected"] == 0


def test_claims_are_written_as_sorted(store: Store) -> None:
    for sort in (SortKey("claimant"), SortKey("place", descending=True), SortKey("published")):
        query = replace(WINTER, sort=sort)
        seen = shown(store, query)
        uids = [store.uids()["claim"][id_] for id_ in seen.snapshot.ids.tolist()]
        assert firsts(extract(store.connection, "claims", seen)) == uids


def test_places_are_written_as_listed(store: Store) -> None:
    by_region = firsts(extract(store.connection, "places", shown(store)))
    by_count = firsts(extract(store.connection, "places", shown(store, Query(places_by="count"))))
    assert by_region[:3] == ["russia", "ukraine", "donbas"]
    assert by_count[:3] == ["bakhmut", "soledar", "donetsk-region"]


def test_events_are_written_by_their_first_day_and_the_undated_last(store: Store) -> None:
    rows = extract(store.connection, "events", shown(store)).rows
    days = [(row[5] is None and row[6] is None, row[5] or "", row[0]) for row in rows]
    assert days == sorted(days)
    assert sum(undated for undated, *_ in days) == 4


def test_roads_are_written_by_uid_and_one_nobody_reports_on_has_an_empty_claimant(
    tmp_path: Path,
) -> None:
    said = desks.form()
    said["route_statuses"] = [s for s in said["route_statuses"] if s["claim"] != "A20"]
    desks.bring(tmp_path / "a.desk", said)
    with closing(Store.open(tmp_path / "a.desk")) as store:
        rows = cells(data(extract(store.connection, "routes", shown(store))))[1:]
        assert [row[0] for row in rows] == ["RD-ALL", "RD1", "RD2", "RD3", "RD4", "RD5"]
        assert rows[1][6:13] == [""] * 7
        assert rows[1][13:] == ["2023-03-02", "", "", "0", "0"]
        reported = extract(store.connection, "routes", shown(store, WINTER)).rows
        assert "RD1" not in {row[0] for row in reported}
        road = Selection(routes=frozenset({RouteId(the_id(store, "route", "RD1"))}))
        assert [
            row[0] for row in extract(store.connection, "routes", shown(store, WINTER, road)).rows
        ] == ["RD1"]


def test_without_a_day_of_the_desk_ages_count_to_today(tmp_path: Path) -> None:
    said = desks.form()
    said["reference_day"] = None
    desks.bring(tmp_path / "a.desk", said)
    with closing(Store.open(tmp_path / "a.desk", date(2023, 4, 1))) as store:
        rows = extract(store.connection, "routes", shown(store)).rows
    assert {(row[12], row[13]) for row in rows} == {(59, "2023-04-01"), (31, "2023-04-01")}


def test_what_is_left_out_is_counted_by_reason(store: Store) -> None:
    seen = shown(store, WINTER, place(store, "chasiv-yar"))
    assert extract(store.connection, "claims", seen).left_out == {
        "not_selected": 46,
        "filtered": 0,
        "undated": 13,
        "outside_span": 4,
        "suggested": 0,
        "retired": 0,
        "texts_not_held": 2,
    }
    both = shown(store, replace(WINTER, contested_only=True))
    left_out = extract(store.connection, "claims", both).left_out
    assert sum(left_out[reason] for reason in ("filtered", "undated", "outside_span")) == 66 - len(
        both.snapshot.ids
    )
    assert extract(store.connection, "places", seen).left_out == {
        "not_selected": 13,
        "filtered": 8,
    }


def test_suggested_and_retired_claims_are_in_no_file_and_counted(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    with desks.script(path) as connection:
        connection.execute("UPDATE claim SET status = 'suggested' WHERE uid IN ('A01', 'A02')")
        connection.execute(
            "UPDATE claim SET status = 'retired', retired_at = '2023' WHERE uid = 'A03'"
        )
    with closing(Store.open(path)) as store:
        what = extract(store.connection, "claims", shown(store), "all")
    assert len(what.rows) == 63
    assert (what.left_out["suggested"], what.left_out["retired"]) == (2, 1)


def test_the_sidecar_says_what_the_file_is_and_how_it_came_about(
    store: Store, tmp_path: Path
) -> None:
    what = extract(store.connection, "claims", shown(store, WINTER, place(store, "chasiv-yar")))
    told = saved(store, what, tmp_path / "Chasiv Yar.csv")
    (resource,), origin = told["resources"], told["crosscheck"]
    content = (tmp_path / "Chasiv Yar.csv").read_bytes()
    assert resource["path"] == "Chasiv Yar.csv"
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert [field["name"] for field in resource["schema"]["fields"]] == cells(content)[0]
    assert resource["schema"]["primaryKey"] == ["claim"]
    assert told["name"] == "chasiv-yar"
    assert told["created"] == "2023-03-04T05:06:07Z"
    assert origin["rows"] == {"kind": "selected", "count": 3, "uids": list(what.uids)}
    assert origin["query"]["spans"] == {"about": ["2023-01-01", "2023-03-02"]}
    assert origin["query_in_words"].startswith("about 2023-01-01 to 2023-03-02; sorted by")
    assert origin["ages_count_to"] == "2023-03-02"
    assert origin["left_out"] == what.left_out
    assert origin["note"] == reported(1)
    assert origin["desk"]["licence"].startswith("CC BY 4.0")
    assert "GeoNames" in origin["desk"]["credits"]
    assert len(origin["desk"]["sha256"]) == 64


def test_every_value_is_of_the_type_the_sidecar_says(store: Store, tmp_path: Path) -> None:
    reads: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": float,
        "boolean": {"1": True, "0": False}.__getitem__,
        "date": date.fromisoformat,
    }
    for name in TABLES:
        told = saved(store, extract(store.connection, name, shown(store)), tmp_path / f"{name}.csv")
        schema = told["resources"][0]["schema"]
        rows = cells((tmp_path / f"{name}.csv").read_bytes())[1:]
        for n, column in enumerate(schema["fields"]):
            read = [reads[column["type"]](row[n]) for row in rows if row[n]]
            assert len(read) == sum(row[n] != "" for row in rows)
        key = schema.get("primaryKey") or schema["uniqueKeys"][0]
        at = [TABLES[name].names.index(column) for column in key]
        assert len({tuple(row[n] for n in at) for row in rows}) == len(rows)


def test_the_sentence_counts_its_days() -> None:
    assert reported(1) == (
        "Reported, not verified; the newest report is 1 day old; no basis for movement."
    )
    assert "is 29 days old" in reported(29)
    assert reported(None).startswith("Reported, not verified; no road is reported on")


def test_a_query_is_said_in_words(store: Store) -> None:
    values = store.snapshot(Query()).values
    asked = (
        replace(WINTER, text=" Soledar ", contested_only=True, sort=SortKey("claimant"))
        .choosing("side", {the_id(store, "side", uid) for uid in ("ukraine", "russia")})
        .choosing("claim", {the_id(store, "claim", "A01")})
        .during("said", Span(None, date(2023, 2, 1)))
    )
    assert in_words(asked, values) == (
        "text: “Soledar”; side: Russia or Ukraine; claim: A01; about 2023-01-01 to 2023-03-02; "
        "said until 2023-02-01; contested only; sorted by claimant, A to Z"
    )
    assert in_words(Query(), values) == "all claims; sorted by about, oldest first"


def test_files_and_sidecars_are_written_together_or_not_at_all(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "b.csv").mkdir()
    what = extract(store.connection, "claims", shown(store))
    both = {tmp_path / "a.csv": what, tmp_path / "b.csv": what}
    with pytest.raises(Exception, match=r"b\.csv: Is a directory"):
        save(both, FORMATS["exact"], store.connection, NOW)
    assert (tmp_path / "a.csv").read_text() == "old"
    names = {path.name for path in tmp_path.iterdir()}
    assert {name for name in names if "desk" not in name} == {"a.csv", "b.csv"}


@pytest.mark.parametrize("name", [name for name in TABLES if name != "relations"])
def test_every_row_that_a_claim_lights_is_written(store: Store, name: TableId) -> None:
    claim = Selection(claims=frozenset({ClaimId(the_id(store, "claim", "A15"))}))
    seen = shown(store, WINTER, claim)
    known = store.uids()[DIMENSION[name]]
    assert set(firsts(extract(store.connection, name, seen))) == {known[n] for n in seen.lit[name]}
