"""The first and last days of all dates, counted again from what was coded."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, Final, cast

from db.dates import ACCEPTED, Approx, Bounds, DateError, bounds
from db.ingest.clocks import FORECASTS
from db.verify.broken import Said

_Days = tuple[str | None, str | None]
_OTHERS: Final = (
    ("document", "published", "SELECT uid, published_edtf, published_from, published_to"),
    ("event", "about", "SELECT uid, about_edtf, about_from, about_to"),
)
"""Dated tables beside claims; what they say is not clipped."""
_CLAIMS: Final = """SELECT c.uid, c.modality, c.time_precision,
    (SELECT min(d.published_to) FROM evidence e JOIN document d ON d.id = e.document_id
        WHERE e.claim_id = c.id) AS came_out,
    c.about_edtf, c.about_from, c.about_to, c.said_edtf, c.said_from, c.said_to FROM claim c"""
LATE: Final = """
SELECT 'claim', uid, 'was said up to ' || said_to || ', its document came out by ' || came_out,
        'Write when it was said, or correct the date of the document'
    FROM (SELECT c.uid, c.said_to, (SELECT min(d.published_to) FROM evidence e
        JOIN document d ON d.id = e.document_id WHERE e.claim_id = c.id) AS came_out FROM claim c)
    WHERE said_to > came_out
"""


def miscounted(connection: sqlite3.Connection) -> Iterator[Said]:
    """Yield each row whose first or last day is not what its date covers."""
    approx = _approx(connection)
    if approx is None:
        remedy = f"Write {json.dumps(asdict(Approx()))}, or the days the desk was coded with"
        yield "setting", "approx_days", "does not say how far approximate dates reach", remedy
        return
    for table, clock, columns in _OTHERS:
        for uid, edtf, *days in connection.execute(f"{columns} FROM {table}"):
            yield from _counted(table, uid, clock, edtf, (days[0], days[1]), approx, None)
    for row in connection.execute(_CLAIMS):
        yield from _claim(row, approx)


def _claim(row: tuple[Any, ...], approx: Approx) -> Iterator[Said]:
    """Check a claim. Said after its document came out, but rightly counted, is another rule's."""
    uid, modality, precision, out, *clocks = row
    by = None if out is None else date.fromisoformat(out)
    edtf, *days = clocks[:3]
    clip = None if modality in FORECASTS else by
    yield from _counted("claim", uid, "about", edtf, (days[0], days[1]), approx, clip)
    if (edtf is None) != (precision == 5):
        what = f"has time precision {precision} and {'a' if edtf else 'no'} date"
        yield "claim", uid, what, "Write 5 exactly where it is undated"
    edtf, *days = clocks[3:]
    late = days[1] is not None and out is not None and days[1] > out
    clip = None if late else by
    yield from _counted("claim", uid, "said", edtf, (days[0], days[1]), approx, clip)


def _counted(
    table: str, uid: str, clock: str, edtf: str | None, held: _Days, approx: Approx, by: date | None
) -> Iterator[Said]:
    try:
        wanted = _written(bounds(edtf, approx, by))
    except DateError as error:
        yield table, uid, f"has a wrong {clock} date: {error}", ACCEPTED
        return
    for end, day, right in zip(("from", "to"), held, wanted, strict=True):
        if day != right:
            what = f"has {clock}_{end} {day or 'empty'}, and {edtf or 'no date'} gives another day"
            yield table, uid, what, f"Write {right or 'nothing'}"


def _written(days: Bounds) -> _Days:
    first, last = days
    return first and first.isoformat(), last and last.isoformat()


def _approx(connection: sqlite3.Connection) -> Approx | None:
    """Return how many days approximate dates are widened by; None where the desk does not say."""
    sql = "SELECT value FROM setting WHERE key = 'approx_days'"
    held = connection.execute(sql).fetchone()
    said: Any = held and json.loads(held[0])
    if not isinstance(said, dict):
        return None
    days = [cast("dict[str, object]", said).get(name) for name in asdict(Approx())]
    known = [n for n in days if isinstance(n, int) and n >= 0]
    return Approx(*known) if len(known) == len(days) else None
