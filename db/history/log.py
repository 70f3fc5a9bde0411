"""Reads the history: which transactions there are, what each changed, what comes next to undo."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from db.entries import ALL, Difference, Entry, Step, Wanted
from db.history.begin import GROUND
from db.history.names import OWN, name, named, whose, word

_HIDDEN: Final = frozenset({"id", "uid", "folded", "rev"})
"""Fields that say nothing to a person."""


def undone(connection: sqlite3.Connection) -> frozenset[int]:
    """Return the transactions that are taken back, those taken back again left out."""
    dead: set[int] = set()
    sql = "SELECT id, undoes FROM txn WHERE undoes IS NOT NULL ORDER BY id DESC"
    for txn, undoes in connection.execute(sql):
        if txn not in dead:
            dead.add(undoes)
    return frozenset(dead)


_WANTED: Final = """(:who = '' OR who = :who) AND (:since = '' OR at >= :since)
    AND (:until = '' OR substr(at, 1, length(:until)) <= :until)
    AND (:tbl IS NULL OR id IN (SELECT txn FROM wanted))"""
"""Which transactions are asked for, in SQL."""


def entries(
    connection: sqlite3.Connection, wanted: Wanted = ALL, most: int = -1, below: int = 0
) -> list[Entry]:
    """Return the transactions, the newest first; no more than `most`, -1 for all.

    With `below` only those before that one.
    """
    sql = f"""{_touching(wanted)} SELECT id, uid, at, who, why, undoes,
            (SELECT count(*) FROM change c WHERE c.txn = t.id), id <= {GROUND}
        FROM txn t WHERE {_WANTED} AND (:below = 0 OR id < :below)
        ORDER BY id DESC LIMIT :most"""  # noqa: S608
    found = connection.execute(sql, {**_asked(wanted), "most": most, "below": below})
    dead = undone(connection)
    return [Entry(*row[:7], undone=row[0] in dead, ground=bool(row[7])) for row in found]


def count(connection: sqlite3.Connection, wanted: Wanted = ALL) -> int:
    """Return how many transactions there are."""
    sql = f"{_touching(wanted)} SELECT count(*) FROM txn WHERE {_WANTED}"  # noqa: S608
    (n,) = connection.execute(sql, _asked(wanted)).fetchone()
    return n


def authors(connection: sqlite3.Connection) -> list[str]:
    """Return who has written to the desk, by name."""
    return [who for (who,) in connection.execute("SELECT DISTINCT who FROM txn ORDER BY who")]


def _asked(wanted: Wanted) -> dict[str, object]:
    table, id_ = wanted.thing or (None, None)
    asked = {"who": wanted.who, "since": wanted.since, "until": wanted.until}
    return {**asked, "tbl": table, "pk": id_}


def _touching(wanted: Wanted) -> str:
    """Return SQL that calls `wanted` what changed a thing, or a row that is part of it.

    Of the rows that are no more only those that an edit took out: nothing of the ground was.
    """
    parts = OWN.get(wanted.thing[0], ()) if wanted.thing else ()
    of = [f"(tbl = '{table}' AND old ->> '{column}' = :pk)" for table, column in parts]
    found = ["SELECT txn FROM change WHERE tbl = :tbl AND pk = :pk"]
    found += [
        f"""SELECT txn FROM change WHERE tbl = '{table}' AND coalesce(new, old) ->> '{column}' = :pk
        AND pk IN (SELECT id FROM {table} WHERE {column} = :pk
            UNION SELECT pk FROM gone WHERE tbl = '{table}')"""  # noqa: S608
        for table, column in parts
    ]
    return f"""WITH gone(tbl, pk) AS MATERIALIZED (
            SELECT tbl, pk FROM change INDEXED BY change_txn WHERE txn > {GROUND} AND op = 'D'
            AND ({" OR ".join(of) or "0"})),
        wanted(txn) AS ({" UNION ".join(found)})"""  # noqa: S608


def next_undo(connection: sqlite3.Connection) -> Step | None:
    """Return the newest edit that is not taken back; None when there is none above the ground."""
    dead = undone(connection)
    sql = f"""SELECT id, uid, why FROM txn WHERE undoes IS NULL AND id > {GROUND}
        ORDER BY id DESC"""  # noqa: S608
    return next((Step(*row[1:]) for row in connection.execute(sql) if row[0] not in dead), None)


def next_redo(connection: sqlite3.Connection) -> Step | None:
    """Return what was undone last since the newest edit that was no undo; None when nothing was."""
    dead = undone(connection)
    sql = """SELECT u.id, u.uid, t.why FROM txn u JOIN txn t ON t.id = u.undoes
        WHERE t.undoes IS NULL AND u.id > (SELECT max(id) FROM txn WHERE undoes IS NULL)
        ORDER BY u.id DESC"""
    return next((Step(*row[1:]) for row in connection.execute(sql) if row[0] not in dead), None)


def down_to(connection: sqlite3.Connection, uid: str, most: int = -1) -> list[Step]:
    """Return the edits after a transaction that are not taken back, the newest first.

    No more than `most`, -1 for all.
    """
    dead = undone(connection)
    sql = f"""SELECT id, uid, why FROM txn WHERE undoes IS NULL AND id > {GROUND}
        AND id > (SELECT id FROM txn WHERE uid = :uid) ORDER BY id DESC"""  # noqa: S608
    found = connection.execute(sql, {"uid": uid})
    alive = (Step(*row[1:]) for row in found if row[0] not in dead)
    return list(islice(alive, None if most < 0 else most))


def tables_since(connection: sqlite3.Connection, txn: int) -> frozenset[str]:
    """Return the tables that transactions after one have changed."""
    found = connection.execute("SELECT DISTINCT tbl FROM change WHERE txn > :txn", {"txn": txn})
    return frozenset(table for (table,) in found)


def differences(connection: sqlite3.Connection, txn: int, most: int) -> list[Difference]:
    """Return what a transaction changed, in its order; no more than `most` rows."""
    sql = """SELECT tbl, pk, op, old, new FROM change WHERE txn = :txn ORDER BY seq LIMIT :most"""
    found = connection.execute(sql, {"txn": txn, "most": most}).fetchall()
    return [_difference(connection, *row) for row in found]


def _difference(
    connection: sqlite3.Connection, table: str, id_: int, op: str, old: Any, new: Any
) -> Difference:
    before: dict[str, Any] = json.loads(old) if old else {}
    after: dict[str, Any] = json.loads(new) if new else {}
    thing = name(connection, table, after or before) or word(table)
    of = whose(table, id_, after or before)
    fields = tuple(
        (field, named(connection, table, field, old), named(connection, table, field, new))
        for field, old, new in _fields(before, after)
    )
    return Difference(table, id_, thing, op, fields, of)


def _fields(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    names: Iterable[str] = after or before
    for field in names:
        old, new = before.get(field), after.get(field)
        if old != new and field not in _HIDDEN:
            yield field, old, new
