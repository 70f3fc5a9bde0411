"""A desk in the exchange form: uids for references, keys for steps, every list in the desk's order.

Both ways need it: an export writes it, an import compares with it. A field that says no more
than its default is left out where the form allows that, so equal rows are equal here. When a row
was recorded stands in it; a file says it once for most of them (`said_once`).
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from db.exchange import claims, frame
from db.exchange.select import Row

Form = dict[str, Any]
"""The whole of it: what is said of the desk, then a list of rows a kind."""

FORMAT: Final = "crosscheck.dataset"
FORMAT_VERSION: Final = 2
"""What is written. Files of version 1 are read: see `db.ingest.older`."""
META: Final = {
    "uid": "desk_uid",
    "title": "title",
    "summary": "summary",
    "lang": "language",
    "licence": "licence",
    "credits": "credits",
    "reference_day": "reference_day",
}
"""What the form says of the desk itself -> key in `meta`. Credits are lines."""
MADE_FROM: Final = "made_from"
"""The key in `meta`: sha256 of the file a desk was made from."""

_READ: Final[Mapping[str, Callable[[sqlite3.Connection], Iterable[Row]]]] = {
    "coders": frame.coders,
    "sides": frame.sides,
    "sources": frame.sources,
    "documents": frame.documents,
    "actors": frame.actors,
    "places": frame.places,
    "place_relations": claims.place_relations,
    "questions": frame.questions,
    "implications": frame.implications,
    "events": claims.events,
    "claims": claims.claims,
    "relations": claims.relations,
    "routes": claims.routes,
    "route_statuses": claims.route_statuses,
    "tags": claims.tags,
}
KINDS: Final = tuple(_READ)
"""The lists of the form, in its order."""
RECORDED: Final = frozenset({"claims", "relations"})
"""The lists whose rows say when they were recorded."""


def as_exchange(connection: sqlite3.Connection) -> Form:
    """Return the desk in the exchange form, retired claims and all that hangs on them included."""
    return {**head(connection), **{kind: list(rows(connection, kind)) for kind in KINDS}}


def head(connection: sqlite3.Connection) -> Form:
    """Return what the form says of the desk itself: all that stands before the lists."""
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    form: Form = {"format": FORMAT, "format_version": FORMAT_VERSION}
    for field, key in META.items():
        form[field] = meta.get(key, "")
    form["credits"] = form["credits"].splitlines()
    form["approx_days"] = _approx_days(connection)
    form["reference_day"] = form.pop("reference_day") or None
    return form


def said_once(connection: sqlite3.Connection) -> Row:
    """Return when most claims and relations were recorded, as the head of a file says it.

    Of several that are as many the earliest; nothing where there are no rows.
    """
    found = connection.execute(
        """SELECT recorded_at
        FROM (SELECT recorded_at FROM claim UNION ALL SELECT recorded_at FROM relation)
        GROUP BY recorded_at ORDER BY count(*) DESC, recorded_at LIMIT 1"""
    ).fetchone()
    return {"recorded_at": found[0]} if found else {}


def rows(connection: sqlite3.Connection, kind: str) -> Iterable[Row]:
    """Return one list of the form; the claims, of which there are many, a few at a time."""
    return _READ[kind](connection)


def _approx_days(connection: sqlite3.Connection) -> Row | None:
    sql = "SELECT value FROM setting WHERE key = 'approx_days'"
    held = connection.execute(sql).fetchone()
    return held and json.loads(held[0])
