"""A desk as it was: a copy in memory, with all that was changed since taken back."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from db import search
from db.columns import Ints
from db.history.begin import GROUND
from db.history.triggers import TRACKED, columns, restored
from db.loaded import Loaded, head_of, load
from db.progress import Tick, unheard
from db.query import Query

_MADE: Final = """SELECT sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL
    AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'claim_fts_*'
    ORDER BY type <> 'table', type <> 'index'"""
"""What a copy has of the schema: no trigger, and nothing that FTS5 makes itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A desk as it was after the transaction `txn`; `connection` reads it, and nothing else does.

    It is in memory whole and never changed: to be elsewhere in the past is another one.
    """

    txn: int
    loaded: Loaded
    connection: sqlite3.Connection

    def found(self, text: str) -> frozenset[int] | None:
        """Return the ids of the claims that a text finds; None when it filters nothing."""
        if search.match(text) is None:
            return None
        if not self.connection.execute("SELECT 1 FROM claim_fts LIMIT 1").fetchone():
            search.fill(self.connection)
        return search.found(self.connection, text)


def began(connection: sqlite3.Connection) -> date | None:
    """Return the UTC day on which the history of a desk begins; None where it has none."""
    sql = f"SELECT substr(at, 1, 10) FROM txn WHERE id = {GROUND}"  # noqa: S608
    found = connection.execute(sql).fetchone()
    return date.fromisoformat(found[0]) if found else None


def last_of(connection: sqlite3.Connection, day: date) -> int:
    """Return the newest transaction of a desk at the end of a UTC day, 0 for none."""
    sql = "SELECT coalesce(max(id), 0) FROM txn WHERE substr(at, 1, 10) <= :day"
    return connection.execute(sql, {"day": day.isoformat()}).fetchone()[0]


def days(connection: sqlite3.Connection) -> tuple[date, ...]:
    """Return the UTC days on which a desk was changed, the one it began on first."""
    sql = f"SELECT DISTINCT substr(at, 1, 10) FROM txn WHERE id >= {GROUND} ORDER BY 1"  # noqa: S608
    return tuple(date.fromisoformat(day) for (day,) in connection.execute(sql))


def replay(
    source: sqlite3.Connection,
    txn: int,
    today: date,
    near: Replay | None = None,
    tick: Tick = unheard,
) -> Replay:
    """Return the desk behind `source` as it was after `txn`, from a replay that is `near` if any.

    In one transaction of the caller. Raises: Cancelled by `tick`.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        if near is None:
            copied(source, connection)
        else:
            near.connection.backup(connection)
            connection.execute("DELETE FROM claim_fts")
        fold(source, connection, near.txn if near else head_of(source), txn)
        return Replay(txn, load(connection, today, writable=False, tick=tick), connection)
    except BaseException:
        connection.close()
        raise


def copied(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Write all that a desk says into an empty one, without its history and its search rows."""
    for (sql,) in source.execute(_MADE).fetchall():
        copy.execute(sql)
    for table in (*TRACKED, "txn"):
        _fill(copy, table, source.execute(f"SELECT * FROM {table}"))  # noqa: S608


def fold(source: sqlite3.Connection, copy: sqlite3.Connection, held: int, wanted: int) -> None:
    """Take a copy of a desk from after one transaction to after another, back or forward.

    What was changed more than once between them is written once, as it was at the end.
    """
    back = wanted < held
    end, image = ("min", "old") if back else ("max", "new")
    between = {"low": min(held, wanted), "high": max(held, wanted)}
    sql = f"""SELECT tbl, pk, {image} FROM change WHERE seq IN (SELECT {end}(seq) FROM change
        WHERE txn > :low AND txn <= :high GROUP BY tbl, pk)"""  # noqa: S608
    moved = source.execute(sql, between).fetchall()
    for table, id_, _ in moved:
        copy.execute(f"DELETE FROM {table} WHERE id = :id", {"id": id_})  # noqa: S608
    kinds = {table: columns(copy, table) for table in {table for table, *_ in moved}}
    for table, _, text in moved:
        if text is not None:
            _write(copy, table, restored(text, kinds[table]))
    if back:
        copy.execute("DELETE FROM txn WHERE id > :low", between)
    else:
        sql = "SELECT * FROM txn WHERE id > :low AND id <= :high"
        _fill(copy, "txn", source.execute(sql, between))


@contextmanager
def as_known(
    source: sqlite3.Connection, query: Query, known: Ints
) -> Generator[sqlite3.Connection]:
    """Give a connection to what a query leaves to be known; in a transaction of the caller.

    That is the desk itself, where the query is as of no day; else a copy of it as it was, with no
    claim but those `known` and no document that came out later.
    """
    if not query.known_by:
        yield source
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copied(source, copy)
        if day := query.known_by.get("recorded"):
            fold(source, copy, head_of(source), max(last_of(source, day), ground(source)))
        only(copy, frozenset(known.tolist()), query.known_by.get("published"))
        yield copy


def ground(connection: sqlite3.Connection) -> int:
    """Return the transaction that a desk's history begins with."""
    return connection.execute(f"SELECT {GROUND}").fetchone()[0]


def only(connection: sqlite3.Connection, known: frozenset[int], day: date | None) -> None:
    """Take out of a copy the claims that are not `known`, and what came out after `day`."""
    claims = {id_ for (id_,) in connection.execute("SELECT id FROM claim")}
    gone = [{"id": id_} for id_ in claims - known]
    for table, column in _OF_CLAIMS:
        sql = f"DELETE FROM {table} WHERE {column} = :id"  # noqa: S608
        connection.executemany(sql, gone)
    if day is not None:
        late = "SELECT id FROM document WHERE published_to IS NULL OR published_to > :day"
        for table, column in (("evidence", "document_id"), ("paragraph", "document_id")):
            sql = f"DELETE FROM {table} WHERE {column} IN ({late})"  # noqa: S608
            connection.execute(sql, {"day": day.isoformat()})
        sql = f"DELETE FROM document WHERE id IN ({late})"  # noqa: S608
        connection.execute(sql, {"day": day.isoformat()})


_OF_CLAIMS: Final = (
    *((f"claim_{of}", "claim_id") for of in ("place", "actor", "event", "tag")),
    *((of, "claim_id") for of in ("attribution", "evidence", "route_status", "place_relation")),
    ("relation", "a_id"),
    ("relation", "b_id"),
    ("claim", "id"),
)
"""The tables that speak of claims, and the column that says of which."""


def _fill(copy: sqlite3.Connection, table: str, rows: sqlite3.Cursor) -> None:
    marks = ", ".join("?" * len(rows.description))
    copy.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _write(copy: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    copy.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608
