"""What later work stands on: rows that an undo must not take away, or leave in the air."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Final

from db.edits.moving import references
from db.errors import Clash
from db.history.names import name
from db.history.triggers import OPEN, columns, image

SHARED: Final = frozenset({"coder", "tag"})
"""Tables with rows that an edit makes by the way: they stay while later work uses them."""


def also_used(connection: sqlite3.Connection, txn: int, table: str, id_: int) -> bool:
    """Return whether later work uses a row that a transaction made besides other things."""
    sql = "SELECT 1 FROM change WHERE txn = :txn AND tbl <> :table"
    besides = connection.execute(sql, {"txn": txn, "table": table}).fetchone()
    return besides is not None and any(
        connection.execute(
            f"""SELECT 1 FROM {user} u WHERE :id IN ({", ".join(fields)}) AND NOT EXISTS
                (SELECT 1 FROM change WHERE txn = :txn AND tbl = '{user}' AND pk = u.id)""",  # noqa: S608
            {"id": id_, "txn": txn},
        ).fetchone()
        for user, fields in references(connection, table).items()
    )


def standing_on(connection: sqlite3.Connection, txn: int) -> list[Clash]:
    """Return what later work loses by the open transaction, which undoes `txn`, or hangs in air."""
    sql = f"""SELECT tbl, old FROM change c WHERE txn = {OPEN} AND NOT EXISTS
        (SELECT 1 FROM change m WHERE m.txn = :txn AND m.tbl = c.tbl AND m.pk = c.pk)"""  # noqa: S608
    lost: list[tuple[str, str]] = connection.execute(sql, {"txn": txn}).fetchall()
    told = [(*one, "in use: it came later") for one in lost]
    told += [(*one, "left without what it names") for one in _hanging(connection)]
    return [
        Clash(name(connection, table, json.loads(row)), "the row", why, None)
        for table, row, why in told
    ]


def _hanging(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield each row, with its table, that names one which is not there, for what was just done.

    `PRAGMA foreign_key_check` says the same, and reads all of the desk for it.
    """
    sql = f"SELECT DISTINCT tbl, op = 'D' FROM change WHERE txn = {OPEN}"  # noqa: S608
    done = set(connection.execute(sql).fetchall())
    for child, parent, pairs in _keys(connection):
        if (child, False) in done or (parent, True) in done:
            sql = _HANGING.format(
                child=child,
                parent=parent,
                row=image(columns(connection, child), "t"),
                own=", ".join(own for own, _ in pairs),
                lost=", ".join(f"json_extract(old, '$.{theirs}')" for _, theirs in pairs),
                named=" AND ".join(f"t.{own} IS NOT NULL" for own, _ in pairs),
                same=" AND ".join(f"p.{theirs} = t.{own}" for own, theirs in pairs),
            )
            yield from connection.execute(sql).fetchall()


def _keys(connection: sqlite3.Connection) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield each foreign key: its table, the table it leads to, and pairs of their columns."""
    sql = """SELECT m.name, f."table", f.id, f."from", f."to" FROM pragma_table_list m
        JOIN pragma_foreign_key_list(m.name) f WHERE m.strict ORDER BY m.name, f.id, f.seq"""
    keys: dict[tuple[str, str, int], list[tuple[str, str]]] = {}
    for child, parent, key, own, theirs in connection.execute(sql).fetchall():
        keys.setdefault((child, parent, key), []).append((own, theirs))
    return ((child, parent, pairs) for (child, parent, _), pairs in keys.items())


_HANGING: Final = f"""WITH done AS (SELECT tbl, pk, op, old FROM change WHERE txn = {OPEN})
    SELECT '{{child}}', {{row}} FROM {{child}} t WHERE {{named}}
    AND t.id IN (SELECT pk FROM done WHERE tbl = '{{child}}'
        UNION SELECT id FROM {{child}} WHERE ({{own}}) IN
            (SELECT {{lost}} FROM done WHERE tbl = '{{parent}}' AND op = 'D'))
    AND NOT EXISTS (SELECT 1 FROM {{parent}} p WHERE {{same}})"""  # noqa: S608
"""Rows that were written, or that named one which was taken away, and whose key leads nowhere."""
