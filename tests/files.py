"""Files as other programs read them, beside what the panels displayed."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

Cells = Mapping[str, str]
"""One row: its values by column."""
_CSV = """
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    print(json.dumps(list(csv.DictReader(file, strict=True))))
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


READERS: Mapping[str, Callable[[Path], list[dict[str, str]]]] = {
    "csv": by_csv,
    "sqlite3": by_sqlite,
}


def header(path: Path) -> list[str]:
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
