"""What a spreadsheet says of itself on its second sheet: it may travel without its sidecar."""

import json
from collections.abc import Iterator
from datetime import UTC
from importlib.metadata import version
from typing import Final

from db.export.extract import Extract, Made
from db.export.pick import Kind
from db.export.rows import Row
from db.export.words import REASONS, plural, reported

_KINDS: Final[dict[Kind, str]] = {
    "selected": "selected, or lit by what is selected",
    "filtered": "those the query leaves",
    "all": "all there are",
}
_HELD: Final = (
    "Every text is text: nothing on these sheets is a formula or a link. A day is text too, as "
    "2023-02-01, for the dates of a sheet begin in 1900 and know no open end. Characters that a "
    "sheet cannot hold stand as _x, four digits of their number and _."
)
_LONGEST: Final = 16_000
"""How long a text stands in one cell here; a longer one goes on in the next row."""


def lines(extract: Extract, made: Made) -> Iterator[Row]:
    """Give the rows of the sheet: what this is, then its columns and what they mean."""
    table, desk = extract.table, extract.desk
    n = len(extract.rows)
    yield from _said("what this is", f"{table.title} of {desk.title or 'a desk'}")
    yield from _said("note", reported(extract.newest))
    yield from _said("query", extract.words)
    yield from _said("query as JSON", json.dumps(extract.query, ensure_ascii=False))
    yield "rows", n
    yield from _said("which rows", _KINDS[extract.kind])
    for reason, left in extract.left_out.items():
        yield f"left out: {plural(REASONS[reason], left)}", left
    yield from _said("ages count to", extract.day.isoformat())
    yield from _said("written", made.at.astimezone(UTC).isoformat(timespec="seconds"))
    yield from _said("by", f"crosscheck-desk {version('crosscheck-desk')}")
    yield from _said("desk", desk.uid)
    yield from _said("sha256 of the desk", made.desk_hash)
    yield "transactions in its history", made.history.transactions
    yield from _said("seal of the newest", made.history.seal)
    yield from _said("licence", desk.licence)
    yield from _said("credits", desk.credits)
    yield from _said("texts and days", _HELD)
    yield ()
    yield "column", "what it means", "type"
    for column in table.columns:
        yield column.name, column.means, column.type


def _said(name: str, text: str) -> Iterator[Row]:
    yield name, text[:_LONGEST]
    for n in range(_LONGEST, len(text), _LONGEST):
        yield None, text[n : n + _LONGEST]
