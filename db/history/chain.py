"""The chain of seals: each transaction's hash is made of it and of the seal before it.

A chain shows that something was altered, and where; it does not prove that nothing was, as
whoever rewrites all of it can seal it anew. That is why its head goes into every export.
"""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Final

_TXN: Final = """SELECT CAST(json_array(id, uid, at, who, why, undoes) AS BLOB)
    FROM txn WHERE id = :txn"""
_CHANGES: Final = """SELECT CAST(seq || char(31) || tbl || char(31) || pk || char(31) || op
        || char(31) || coalesce(old, '') || char(31) || coalesce(new, '') || char(10) AS BLOB)
    FROM change WHERE txn = :txn ORDER BY seq"""
"""A line a change. JSON holds no control characters, so what separates stands in no part.

As bytes: text that was altered in the file need not be text any more.
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest sealed transaction: how many there are up to it, and its seal in hex."""

    transactions: int = 0
    seal: str = ""


def head(connection: sqlite3.Connection) -> Head:
    """Return the head of the chain; of a desk without one, none."""
    sql = "SELECT id, lower(hex(seal)) FROM txn WHERE seal IS NOT NULL ORDER BY id DESC LIMIT 1"
    found = connection.execute(sql).fetchone()
    return Head(*found) if found else Head()


def seal(connection: sqlite3.Connection) -> list[int]:
    """Seal what is open, the transaction of the caller or what a script left so; return which."""
    sql = "SELECT id FROM txn WHERE seal IS NULL ORDER BY id"
    found = [txn for (txn,) in connection.execute(sql)]
    for txn in found:
        made = _seal(connection, txn, _before(connection, txn))
        connection.execute(
            "UPDATE txn SET seal = :seal WHERE id = :txn", {"seal": made, "txn": txn}
        )
    return found


@dataclass(frozen=True, slots=True)
class Break:
    """The first transaction of a chain that does not hold, and what is wrong with it."""

    txn: int
    why: str


def first_break(connection: sqlite3.Connection) -> Break | None:
    """Return where the chain breaks first; None where it is whole.

    Transactions at the end that nobody has sealed yet break nothing.
    """
    expected, before = 1, b""
    open_since = 0
    for txn, held in connection.execute("SELECT id, seal FROM txn ORDER BY id").fetchall():
        if txn != expected:
            return Break(expected, "is missing")
        if held is None:
            open_since = open_since or txn
        elif open_since:
            return Break(open_since, "has no seal, and a later one has")
        elif held != (before := _seal(connection, txn, before)):
            return Break(txn, "is not as it was sealed")
        expected += 1
    lost = connection.execute(
        "SELECT min(txn) FROM change WHERE txn NOT IN (SELECT id FROM txn)"
    ).fetchone()[0]
    return None if lost is None else Break(lost, "is missing")


def _before(connection: sqlite3.Connection, txn: int) -> bytes:
    sql = "SELECT seal FROM txn WHERE id < :txn ORDER BY id DESC LIMIT 1"
    found = connection.execute(sql, {"txn": txn}).fetchone()
    return found[0] if found and found[0] else b""


def _seal(connection: sqlite3.Connection, txn: int, before: bytes) -> bytes:
    made = hashlib.sha256(before)
    for sql in (_TXN, _CHANGES):
        for (line,) in connection.execute(sql, {"txn": txn}):
            made.update(line)
    return made.digest()
