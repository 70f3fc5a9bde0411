"""The exact dialect of CSV: RFC 4180, CRLF, UTF-8, a header, no more quotes than needed."""

import csv
from io import TextIOWrapper
from typing import BinaryIO

from db.export.extract import Cell, Extract

DIALECT: dict[str, object] = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
"""The same, as the Frictionless CSV dialect names it."""


def write(extract: Extract, out: BinaryIO) -> None:
    """Write the rows under their header. An empty cell is no value."""
    text = TextIOWrapper(out, "utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(extract.table.names)
    lines.writerows(map(written, row) for row in extract.rows)
    text.detach()


def written(cell: Cell) -> str:
    """Return a cell as it stands in the file: a number in the fewest digits that read back."""
    if cell is None:
        return ""
    return repr(cell).removesuffix(".0") if isinstance(cell, float) else str(cell)
