"""CSV by RFC 4180: CRLF, UTF-8, a header, no more quotes than needed. Exact, or guarded."""

import csv
from collections.abc import Callable
from io import TextIOWrapper
from typing import BinaryIO

from db.export.extract import Extract, Made
from db.export.rows import Cell
from db.guard import guarded

DIALECT: dict[str, object] = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
"""The same, as the Frictionless CSV dialect names it."""


def exact(extract: Extract, out: BinaryIO, _: Made) -> None:
    """Write the rows under their header, each cell as it is. An empty cell is no value."""
    _write(extract, out, written)


def safe(extract: Extract, out: BinaryIO, _: Made) -> None:
    """Write them so that a spreadsheet runs none; each cell `unguarded` is the exact one."""
    _write(extract, out, lambda cell: guarded(cell) if isinstance(cell, str) else written(cell))


def written(cell: Cell) -> str:
    """Return a cell as it stands in the file: a number in the fewest digits that read back."""
    if cell is None:
        return ""
    return repr(cell).removesuffix(".0") if isinstance(cell, float) else str(cell)


def _write(extract: Extract, out: BinaryIO, text: Callable[[Cell], str]) -> None:
    lines = TextIOWrapper(out, "utf-8", newline="")
    try:
        rows = csv.writer(lines, lineterminator="\r\n")
        rows.writerow(extract.table.names)
        rows.writerows(map(text, row) for row in extract.rows)
        lines.flush()
    finally:
        lines.detach()
