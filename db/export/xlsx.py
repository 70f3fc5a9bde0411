"""Spreadsheets in Office Open XML: one sheet with the rows, one that says what they are.

Written by hand: the sheets are plain and the promise is strict. XlsxWriter 3.3 makes a live formula
of a text that looks like its own markup, keeps 16 digits of a number where some need 17, escapes
`_x0041_x0042_` so that it is read as another text, and cannot be stopped half-way.
"""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import chain, islice, repeat
from string import ascii_uppercase
from typing import BinaryIO, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from db.errors import ExportError
from db.export import readme, xlsx_parts
from db.export.extract import Extract, Made
from db.export.rows import Cell, Row

MEDIA_TYPE: Final = f"{xlsx_parts.KIND}.sheet"
MAX_TEXT: Final = 32_767
"""How long the text of a cell may be, in UTF-16 code units."""
MAX_ROWS: Final = 1_048_576
"""How many rows a sheet has, its header among them."""
_EXACT: Final = 2**53
"""Up to here the numbers of a sheet know every whole one."""
_LOOKED_AT: Final = 100
"""How many rows the widths of the columns are taken from."""
_NARROW, _WIDE = 8, 60
_NUMBERS: Final = frozenset({"integer", "number", "boolean"})
_LETTERS: Final = tuple(
    before + letter for before in ("", *ascii_uppercase) for letter in ascii_uppercase
)
"""What the columns are called."""
_PLAIN, _TEXT, _HEAD, _WRAPPED = range(4)
"""The styles of `xlsx_parts`, by their number."""
_UNSAID: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XML cannot hold or would change, and what would be read as the escape of such."""


def write(extract: Extract, out: BinaryIO, made: Made) -> None:
    """Write the rows and the README; the same, made at the same instant, give the same bytes.

    Raises: ExportError for what a sheet cannot hold.
    """
    if len(extract.rows) >= MAX_ROWS:
        raise ExportError(
            f"{extract.table.title}: {len(extract.rows):,} rows, and a sheet holds "
            f"{MAX_ROWS - 1:,}. Export fewer, or as CSV"
        )
    big = len(extract.rows) > MAX_ROWS // 2  # it may pass 2 GB, which the package must know before
    with ZipFile(out, "w") as package:
        at = made.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        for name, text in xlsx_parts.parts(extract.table.title, at):
            package.writestr(_entry(name), text)
        for name, sheet in (("sheet1", _rows(extract)), ("sheet2", _readme(extract, made))):
            entry = _entry(f"xl/worksheets/{name}.xml")
            with package.open(entry, "w", force_zip64=big) as part:
                part.writelines(map(str.encode, sheet))


def _entry(name: str) -> ZipInfo:
    """Return the place of a part in the package; it bears no date."""
    entry = ZipInfo(name)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entry


def _rows(extract: Extract) -> Iterator[str]:
    """Give the sheet of the rows. What is typed into a column of texts stays text as well."""
    columns, rows = extract.table.columns, iter(extract.rows)
    first = list(islice(rows, _LOOKED_AT))
    widths = [
        min(_WIDE, max(_NARROW, *(len(str(row[n] or "")) for row in (extract.table.names, *first))))
        for n in range(len(columns))
    ]
    styles = [_PLAIN if column.type in _NUMBERS else _TEXT for column in columns]
    last = f"{_LETTERS[len(columns) - 1]}{1 + len(extract.rows)}"
    yield xlsx_parts.begun(last, widths, styles, frozen=True)
    yield _line(1, extract.table.names, repeat(_HEAD))
    for n, row in enumerate(chain(first, rows), 2):
        if not all(map(_fits, row)):
            raise _refused(extract, row)
        yield _line(n, row, repeat(_TEXT))
    yield xlsx_parts.ended(last)


def _readme(extract: Extract, made: Made) -> Iterator[str]:
    lines = list(readme.lines(extract, made))
    styles, last = (_HEAD, _WRAPPED, _TEXT), f"C{len(lines)}"
    yield xlsx_parts.begun(last, (26, 100, 10), styles, frozen=False)
    yield from (_line(n, line, styles) for n, line in enumerate(lines, 1))
    yield xlsx_parts.ended(last)


def _line(n: int, row: Row, styles: Iterable[int]) -> str:
    cells = (
        _cell(f"{letters}{n}", cell, style)
        for letters, cell, style in zip(_LETTERS, row, styles, strict=False)
        if cell is not None
    )
    return f'<row r="{n}">{"".join(cells)}</row>'


def _cell(at: str, cell: str | int | float, style: int) -> str:
    """Return a cell that says what it is: a reader has nothing to guess."""
    if not isinstance(cell, str):
        return f'<c r="{at}"><v>{cell!r}</v></c>'
    text = escape(_UNSAID.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _fits(cell: Cell) -> bool:
    """Return whether a sheet holds this, all of it."""
    if isinstance(cell, str):
        return len(cell) <= MAX_TEXT // 2 or _units(cell) <= MAX_TEXT
    if isinstance(cell, float):
        return math.isfinite(cell)
    return cell is None or abs(cell) <= _EXACT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _refused(extract: Extract, row: Row) -> ExportError:
    """Return which cell of a row a sheet does not hold, and what to do."""
    table = extract.table
    name, cell = next(pair for pair in zip(table.names, row, strict=True) if not _fits(pair[1]))
    what = f"a sheet does not know the number {cell}"
    if isinstance(cell, str):
        what = f"it has {_units(cell):,} characters, and a cell holds {MAX_TEXT:,}"
    return ExportError(f"{table.title}, {row[0]}, {name}: {what}. Export as CSV, which holds it")
