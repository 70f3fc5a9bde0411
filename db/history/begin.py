"""Gives a history to a desk that was made before there was one."""

import sqlite3
from datetime import UTC, datetime
from typing import Final

from db.dates import instant
from db.history import chain
from db.history.triggers import OPEN, TRACKED, columns, image
from db.uids import new_uid

BEGUN_AT: Final = "history_from"
"""The key in `meta`: the transaction a desk's history begins with, where that is not the first."""
GROUND: Final = f"""(SELECT coalesce(
    (SELECT CAST(value AS INTEGER) FROM meta WHERE key = '{BEGUN_AT}'), 1))"""  # noqa: S608
"""The transaction that everything stands on, in SQL: nothing up to it can be undone."""


def begin(connection: sqlite3.Connection) -> None:
    """Write down every row there is as new, in one sealed transaction; nothing of a new file."""
    (last,) = connection.execute("SELECT max(id) FROM txn").fetchone()
    if last is None:
        return
    at = datetime.now(UTC)
    connection.execute(
        "INSERT INTO txn (uid, at, who, why) VALUES (:uid, :at, 'Crosscheck', :why)",
        {"uid": new_uid(at), "at": instant(at), "why": "begin the history of this desk"},
    )
    tell_all(connection)
    meta = {"key": BEGUN_AT, "value": str(last + 1)}
    connection.execute("INSERT INTO meta (key, value) VALUES (:key, :value)", meta)
    chain.seal(connection)


def tell_all(connection: sqlite3.Connection) -> None:
    """Write down every row there is as new, in the open transaction: as the triggers would have.

    A table at a time it takes a third of what a row at a time does.
    """
    for table in TRACKED:
        row = image(columns(connection, table), table)
        connection.execute(
            f"""INSERT INTO change (txn, tbl, pk, op, new)
            SELECT {OPEN}, '{table}', id, 'I', {row} FROM {table} ORDER BY id"""  # noqa: S608
        )
