"""The three formats: whatever stands in a desk comes back as it is, and nothing of it runs."""

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from db.errors import ExportError
from db.export import FORMATS, FormatId, format_of, in_format
from db.export.columns import TABLES, TableId
from db.export.csv import written
from db.export.extract import Extract, Made, extract
from db.export.files import save
from db.export.pick import Shown
from db.export.rows import Row
from db.export.words import reported
from db.guard import guarded
from db.history.chain import Head
from db.model import Desk
from db.query import Query
from db.store import Store
from tests import desks, formulas
from tests.files import READERS, Reader, book

NOW = datetime(2023, 3, 4, 5, 6, 7, tzinfo=UTC)
MADE = Made(NOW, "00ff", Head(7, "ab12"))
XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
READING = [(form, name) for form, readers in READERS.items() for name in readers]
ANY = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A desk with something nasty in every text that may be anything."""
    path = desks.desk(tmp_path_factory.mktemp("desks"))
    formulas.spoil(path)
    with closing(Store.open(path)) as store:
        yield store


def taken(store: Store, table: TableId, query: Query | None = None) -> Extract:
    query = query or Query()
    snapshot, whole = store.snapshot(query), store.snapshot(Query())
    seen = Shown(query, snapshot, whole, related=snapshot.records.related())
    return extract(store.connection, table, seen)


def bare(table: TableId, *rows: Row) -> Extract:
    """These rows of a table, what is not said of them empty."""
    width = len(TABLES[table].columns)
    filled = [row + (None,) * (width - len(row)) for row in rows]
    return Extract(TABLES[table], "all", filled, (), {}, "", {}, Desk(), date.min, None)


def data(what: Extract, form: FormatId) -> bytes:
    out = BytesIO()
    FORMATS[form].write(what, out, MADE)
    return out.getvalue()


def sheet(what: bytes, n: int = 1) -> list[list[object]]:
    """The cells of a sheet by nothing but the words of its format."""
    with ZipFile(BytesIO(what)) as package:
        root = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{n}.xml"))  # noqa: S314
    return [[value(cell) for cell in row] for row in root.iter(f"{XLSX}row")]


def value(cell: ElementTree.Element) -> object:
    text = cell.find(f"{XLSX}is/{XLSX}t")
    if text is not None:
        assert cell.get("t") == "inlineStr"
        return unescape(text.text or "")
    number = cell.findtext(f"{XLSX}v") or ""
    return float(number) if "." in number or "e" in number else int(number)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("form", "reader"), READING)
def test_other_programs_read_every_nasty_text_exactly(
    spoilt: Store, tmp_path: Path, table: TableId, form: FormatId, reader: str
) -> None:
    what, path = taken(spoilt, table), tmp_path / f"x{FORMATS[form].suffix}"
    path.write_bytes(data(what, form))
    read: Reader = READERS[form][reader]
    names = what.table.names
    said = [dict(zip(names, map(written, row), strict=True)) for row in what.rows]
    assert read(path) == said
    for name in set(formulas.texts(table)) - formulas.FIXED[table]:
        assert any(guarded(row[name]) != row[name] for row in said), name


@pytest.mark.parametrize("table", TABLES)
def test_the_safe_dialect_guards_texts_and_nothing_else(spoilt: Store, table: TableId) -> None:
    what = taken(spoilt, table)
    safe = list(csv.reader(StringIO(data(what, "safe").decode(), newline="")))[1:]
    for row, cells in zip(what.rows, safe, strict=True):
        for held, cell in zip(row, cells, strict=True):
            assert cell == (guarded(held) if isinstance(held, str) else written(held))


def test_a_number_is_never_guarded() -> None:
    rows = data(bare("places", ("a", "-5", None, None, -5.5, -1)), "safe").split(b"\r\n")
    assert rows[1] == b"a,'-5,,,-5.5,-1,,,,,,,"


@pytest.mark.parametrize("table", TABLES)
def test_a_spreadsheet_holds_texts_and_numbers_and_no_formula_or_link(
    spoilt: Store, tmp_path: Path, table: TableId
) -> None:
    what = taken(spoilt, table)
    (tmp_path / "x.xlsx").write_bytes(data(what, "xlsx"))
    read = book(tmp_path / "x.xlsx")
    assert list(read["sheets"]) == [what.table.title, "README"]
    assert read["frozen"] == ["A2", None]
    assert datetime.fromisoformat(read["made"]) == NOW.replace(tzinfo=None)
    cells = [cell for rows in read["sheets"].values() for row in rows for cell in row]
    assert {kind for kind, value, _ in cells if value is not None} == {"s", "n"}
    assert not any(link for *_, link in cells)
    head, *rows = read["sheets"][what.table.title]
    assert tuple(name for _, name, _ in head) == what.table.names
    for row, cells in zip(what.rows, rows, strict=True):
        for held, (kind, read_back, _) in zip(row, cells, strict=True):
            assert read_back == held
            assert kind == ("s" if isinstance(held, str) else "n")


@given(st.lists(ANY, max_size=20))
def test_any_text_is_read_back_from_a_spreadsheet(texts: list[str]) -> None:
    (_, row) = sheet(data(bare("claims", tuple(texts)), "xlsx"))
    assert row == texts


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)))
def test_a_number_is_read_back_from_a_spreadsheet_to_its_last_digit(numbers: list[float]) -> None:
    (_, row) = sheet(data(bare("claims", ("a", *numbers[:20])), "xlsx"))
    assert row[1:] == numbers[:20]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("x" * 32_768, "it has 32,768 characters, and a cell holds 32,767"),
        ("📌" * 16_384, "it has 32,768 characters"),
        (2**53 + 1, "a sheet does not know the number 9007199254740993"),
        (float("inf"), "a sheet does not know the number inf"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_by_claim_and_column(
    store: Store, tmp_path: Path, cell: str | float, why: str
) -> None:
    what = taken(store, "claims")
    rows = [tuple(row) for row in what.rows]
    rows[7] = (*rows[7][:-1], cell)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ExportError, match=f"Claims, {rows[7][0]}, notes: {why}.*Export as CSV"):
        save(
            {tmp_path / "x.xlsx": replace(what, rows=rows)},
            FORMATS["xlsx"], store.connection, NOW,
        )  # fmt: skip
    assert sorted(tmp_path.iterdir()) == before


def test_a_cell_that_is_just_full_is_written() -> None:
    for text in ("x" * 32_767, "📌" * 16_383):
        assert sheet(data(bare("claims", (text,)), "xlsx"))[1] == [text]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(desks.desk(tmp_path))) as store:
        yield store


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    row: Row = ("a",)
    with pytest.raises(ExportError, match="1,048,576 rows, and a sheet holds 1,048,575"):
        data(bare("claims", *[row] * 1_048_576), "xlsx")


def test_the_readme_says_what_the_rows_are(store: Store) -> None:
    what = taken(store, "claims", Query(contested_only=True))
    lines = [tuple(row) for row in sheet(data(what, "xlsx"), 2)]
    told = {line[0]: line[1] for line in lines if len(line) > 1}
    assert told["what this is"] == f"Claims of {what.desk.title}"
    assert told["note"] == reported(what.newest)
    assert told["query"] == what.words
    assert json.loads(str(told["query as JSON"])) == what.query
    assert told["rows"] == len(what.rows) == 12
    assert told["left out: filtered"] == 54
    assert told["ages count to"] == "2023-03-02"
    assert told["written"] == "2023-03-04T05:06:07+00:00"
    assert told["sha256 of the desk"] == "00ff"
    assert (told["transactions in its history"], told["seal of the newest"]) == (7, "ab12")
    assert told["licence"] == what.desk.licence
    assert "GeoNames" in str(told["credits"])
    columns = [(c.name, c.means, c.type) for c in what.table.columns]
    assert lines[-len(columns) :] == columns


def test_a_query_too_long_for_a_cell_goes_on_in_the_next(store: Store) -> None:
    ids = frozenset(store.uids()["claim"])
    what = taken(store, "claims", Query().choosing("claim", ids))
    what = replace(what, query={**what.query, "more": "📌" * 40_000})
    lines = sheet(data(what, "xlsx"), 2)
    at = [line[0] for line in lines if line].index("query as JSON")
    end = [line[0] for line in lines if line].index("rows")
    assert end - at > 2
    assert json.loads("".join(str(line[-1]) for line in lines[at:end])) == what.query


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_gives_the_same_bytes(store: Store, form: FormatId) -> None:
    what = taken(store, "claims")
    assert data(what, form) == data(what, form)


@pytest.mark.parametrize("form", FORMATS)
def test_the_sidecar_names_the_format(store: Store, tmp_path: Path, form: FormatId) -> None:
    path = tmp_path / f"x{FORMATS[form].suffix}"
    save({path: taken(store, "claims")}, FORMATS[form], store.connection, NOW)
    (sidecar,) = tmp_path.glob("*.datapackage.json")
    told: dict[str, Any] = json.loads(sidecar.read_text("utf-8"))
    assert told["crosscheck"]["format"] == form
    assert FORMATS[form].promise in told["crosscheck"]["format_in_words"]
    assert told["resources"][0]["format"] == path.suffix[1:]
    assert told["resources"][0]["bytes"] == path.stat().st_size


@pytest.mark.parametrize(
    ("name", "is_", "named"),
    [
        ("a", "exact", ["a.csv", "a-safe.csv", "a.xlsx"]),
        ("a.csv", "exact", ["a.csv", "a-safe.csv", "a.xlsx"]),
        ("a-safe.csv", "safe", ["a.csv", "a-safe.csv", "a.xlsx"]),
        ("a.xlsx", "xlsx", ["a.csv", "a-safe.csv", "a.xlsx"]),
        ("a.txt", "exact", ["a.txt"] * 3),
    ],
)
def test_the_ending_of_a_name_says_the_format(name: str, is_: FormatId, named: list[str]) -> None:
    assert format_of(Path(name)) == is_
    assert [in_format(Path(name), form).name for form in FORMATS.values()] == named
