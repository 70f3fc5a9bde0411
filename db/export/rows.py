"""The rows of the public views, read by uid and a few at a time."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from db.errors import ExportError
from db.export.columns import Table

Cell = str | int | float | None
Row = tuple[Cell, ...]
_AT_ONCE: Final = 500
"""How many claims, or relations, are read at a time: no more of them are held."""


class Rows(Protocol):
    """Rows in the order they are written; they can be gone over more than once."""

    def __len__(self) -> int:
        """Return how many there are."""
        ...

    def __iter__(self) -> Iterator[Row]:
        """Go over them."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """The rows of a table with these uids, in this order, read as they are asked for."""

    connection: sqlite3.Connection
    table: Table
    uids: Sequence[str]

    def __len__(self) -> int:
        return len(self.uids)

    def __iter__(self) -> Iterator[Row]:
        """Go over them. Raises: ExportError where the desk has lost one of them meanwhile."""
        # a view that counts goes over all of its table whatever is asked of it: that once
        few = self.table.name in ("claims", "relations")
        at_once = _AT_ONCE if few else max(1, len(self.uids))
        for n in range(0, len(self.uids), at_once):
            some = self.uids[n : n + at_once]
            found = {row[0]: row for row in _found(self.connection, self.table, some)}
            for uid in some:
                if uid not in found:
                    raise ExportError(
                        f"{self.table.title}: {uid} is no longer in the desk, which was changed "
                        "meanwhile. Open the desk again, then export again"
                    )
                yield found[uid]


def by_uid(
    connection: sqlite3.Connection, view: str, columns: Sequence[str], uids: Sequence[str]
) -> Iterator[Any]:
    """Return these columns of a view where the first of them is one of `uids`, in any order."""
    sql = f"""SELECT {", ".join(columns)} FROM {view}
        WHERE {columns[0]} IN (SELECT value FROM json_each(:uids))"""  # noqa: S608
    return connection.execute(sql, {"uids": json.dumps(uids)})


def texts_not_held(connection: sqlite3.Connection, claims: Sequence[str]) -> dict[str, int]:
    """Return how many of the documents these claims stand in are not here to be read."""
    sql = """SELECT count(DISTINCT d.id) FROM claim c
        JOIN evidence e ON e.id = (SELECT min(id) FROM evidence WHERE claim_id = c.id)
        JOIN document d ON d.id = e.document_id AND d.text IS NULL
        WHERE c.uid IN (SELECT value FROM json_each(:uids))"""
    (n,) = connection.execute(sql, {"uids": json.dumps(claims)}).fetchone()
    return {"texts_not_held": n}


def _found(connection: sqlite3.Connection, table: Table, uids: Sequence[str]) -> Iterator[Row]:
    if table.name != "claims":
        yield from by_uid(connection, table.view, table.names, uids)
        return
    # for every claim the view goes over every relation: asked the other way they are found by index
    at = table.names.index(_AGAINST)
    names = ["NULL" if name == _AGAINST else name for name in table.names]
    against = dict(connection.execute(_CONTRADICTIONS, {"uids": json.dumps(uids)}))
    for row in by_uid(connection, table.view, names, uids):
        yield (*row[:at], against.get(row[0]), *row[at + 1 :])


_AGAINST: Final = "contradicts"
_CONTRADICTIONS: Final = """
    WITH one AS (SELECT id, uid FROM claim WHERE uid IN (SELECT value FROM json_each(:uids))),
    pair AS (
        SELECT one.uid, r.b_id AS other FROM one JOIN relation r ON r.a_id = one.id
        WHERE r.kind = 'contradicts' AND r.state = 'accepted'
        UNION ALL SELECT one.uid, r.a_id FROM one JOIN relation r ON r.b_id = one.id
        WHERE r.kind = 'contradicts' AND r.state = 'accepted'
    )
    SELECT uid, group_concat(other, '; ') FROM (
        SELECT pair.uid, o.uid AS other FROM pair JOIN claim o ON o.id = pair.other
        WHERE o.status <> 'retired' ORDER BY pair.uid, o.uid
    ) GROUP BY uid"""
