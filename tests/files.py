"""Files as other programs read them, beside what the panels displayed."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from db.export import FormatId, format_of
from db.export.csv import written
from db.guard import unguarded

Reader = Callable[[Path], list[dict[str, str]]]
Cells = Mapping[str, str]
"""One row: its values by column."""
_CSV = """
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    print(json.dumps(list(csv.DictReader(file, strict=True))))
"""
_XLSX = """
import json, sys
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
def said(cell):
    value = unescape(cell.value) if isinstance(cell.value, str) else cell.value
    return [cell.data_type, value, cell.hyperlink is not None]
book = load_workbook(sys.argv[1])
sheets = {sheet.title: [[said(c) for c in row] for row in sheet.iter_rows()] for sheet in book}
frozen = [sheet.freeze_panes for sheet in book]
print(json.dumps({"sheets": sheets, "frozen": frozen, "made": book.properties.created.isoformat()}))
"""


def by_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows as Python's csv reads them, in a process that knows nothing of us."""
    command = [sys.executable, "-I", "-c", _CSV, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def by_sqlite(path: Path) -> list[dict[str, str]]:
    """Return the rows as the shell of SQLite imports them into a database of its own."""
    shell = shutil.which("sqlite3")
    assert shell, "make test installs sqlite3"
    base = path.with_suffix(".imported")
    command = [shell, "-json", str(base), ".mode csv", f".import '{path}' seen", ".mode json"]
    command.append("SELECT * FROM seen ORDER BY rowid")
    told = subprocess.run(command, check=True, capture_output=True).stdout
    base.unlink()
    return json.loads(told or b"[]")


def book(path: Path) -> dict[str, Any]:
    """Return a spreadsheet as openpyxl reads it: of each cell its type, value, whether it links."""
    command = [sys.executable, "-I", "-c", _XLSX, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def by_openpyxl(path: Path) -> list[dict[str, str]]:
    """Return the rows of its first sheet as they would stand in a CSV file."""
    head, *rows = next(iter(book(path)["sheets"].values()))
    names = [name for _, name, _ in head]
    return [dict(zip(names, (written(value) for _, value, _ in row), strict=True)) for row in rows]


def unguarded_by(read: Reader) -> Reader:
    """Return a reader of files whose texts are guarded."""
    return lambda path: [
        {name: unguarded(cell) for name, cell in row.items()} for row in read(path)
    ]


READERS: Mapping[FormatId, Mapping[str, Reader]] = {
    "exact": {"csv": by_csv, "sqlite3": by_sqlite},
    "safe": {"csv": unguarded_by(by_csv), "sqlite3": unguarded_by(by_sqlite)},
    "xlsx": {"openpyxl": by_openpyxl},
}
"""Other programs that read what we write, by format."""


def header(path: Path) -> list[str]:
    if format_of(path) == "xlsx":
        return [name for _, name, _ in next(iter(book(path)["sheets"].values()))[0]]
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def differences(displayed: Sequence[Cells], written: Sequence[Cells]) -> list[str]:
    """Return where what was displayed is not, in this order, what was written.

    Only the displayed cells are compared: a file has columns that no panel shows.
    """
    found: list[str] = []
    for n, (seen, row) in enumerate(zip_longest(displayed, written)):
        if seen is None or row is None:
            found.append(f"row {n}: displayed {seen}, written {row}")
            continue
        found += [
            f"row {n}, {name}: displayed {cell!r}, written {row[name]!r}"
            for name, cell in seen.items()
            if cell != row[name]
        ]
    return found
