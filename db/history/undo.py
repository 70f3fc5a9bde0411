"""Undo, and redo, which is the undo of an undo: the old rows again, as a new transaction."""

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.edits.relations import refuse_both
from db.errors import Clash, EditConflict, EditRefused
from db.history.begin import GROUND
from db.history.log import undone
from db.history.names import name
from db.history.standing import SHARED, also_used, standing_on
from db.history.triggers import OPEN, TRACKED, columns, image, restored

if TYPE_CHECKING:
    from sqlite_utils import Database


_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Undo:
    """Put back what a transaction changed; of an undo, what that put back.

    `uid` is the transaction's, `what` the label of the edit that is undone or redone.
    """

    uid: str
    what: str
    redo: bool = False

    @property
    def label(self) -> str:
        """What the history says."""
        return f"{'redo' if self.redo else 'undo'}: {self.what}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the rows as they were, newest change first.

        Raises: EditConflict when a row was changed since, or something new stands on it;
        EditRefused when it was undone already, or is what the desk began with.
        """
        connection = db.conn
        txn = self._txn(connection)
        tables = _tables(connection, txn)
        clashes = [c for table in tables for c in _changed_since(connection, table, txn)]
        if clashes:
            raise EditConflict(self.label, clashes)
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute(
            f"UPDATE txn SET undoes = :txn WHERE id = {OPEN}",  # noqa: S608
            {"txn": txn},
        )
        _put_back(connection, txn, self.label)
        standing = standing_on(connection, txn)
        if standing:
            raise EditConflict(self.label, standing)
        refuse_both(db)

    def _txn(self, connection: sqlite3.Connection) -> int:
        """Return which transaction is undone. Raises: EditRefused."""
        sql = f"SELECT id, id <= {GROUND} FROM txn WHERE uid = :uid"  # noqa: S608
        txn, ground = connection.execute(sql, {"uid": self.uid}).fetchone() or (0, False)
        if not txn:
            raise EditRefused(f"“{self.what}” is not in the history of this desk")
        if ground:
            raise EditRefused(f"“{self.what}” is what this desk began with. It cannot be undone")
        taken = connection.execute("SELECT 1 FROM txn WHERE undoes = :txn", {"txn": txn}).fetchone()
        if taken and txn in undone(connection):
            raise EditRefused(f"“{self.what}” is undone already")
        return txn


def _tables(connection: sqlite3.Connection, txn: int) -> list[str]:
    """Return the tables that a transaction changed."""
    found = connection.execute("SELECT DISTINCT tbl FROM change WHERE txn = :txn", {"txn": txn})
    changed = {table for (table,) in found}
    return [table for table in TRACKED if table in changed]


def _changed_since(connection: sqlite3.Connection, table: str, txn: int) -> list[Clash]:
    """Return the rows of `table` that are no longer as the transaction left them."""
    now = image(columns(connection, table), "t")
    sql = f"""SELECT c.new, CASE WHEN t.id IS NOT NULL THEN {now} END, c.old
        FROM change c LEFT JOIN {table} t ON t.id = c.pk
        WHERE c.txn = :txn AND c.tbl = '{table}'
        AND c.new IS NOT CASE WHEN t.id IS NOT NULL THEN {now} END
        AND c.seq = (SELECT max(seq) FROM change m
            WHERE m.txn = c.txn AND m.tbl = c.tbl AND m.pk = c.pk)"""  # noqa: S608
    clashes: list[Clash] = []
    for row in connection.execute(sql, {"txn": txn}).fetchall():
        left, found, before = map(_row, row)
        thing = name(connection, table, found or left or before or {})
        clashes += _clashes(thing, left, found, before or {})
    return clashes


def _clashes(thing: str, left: _Row | None, found: _Row | None, before: _Row) -> list[Clash]:
    """Return in which fields a row differs from how it was left."""
    if left is None or found is None:
        return [Clash(thing, "the row", "there again" if found else None, "as before")]
    return [
        Clash(thing, field, found[field], before.get(field))
        for field in found
        if found[field] != left.get(field)
    ]


def _put_back(connection: sqlite3.Connection, txn: int, label: str) -> None:
    """Write the old rows. Raises: EditConflict where something new has what must be one row's."""
    kinds = {table: columns(connection, table) for table in _tables(connection, txn)}
    sql = "SELECT tbl, pk, op, old FROM change WHERE txn = :txn ORDER BY seq DESC"
    for table, id_, op, old in connection.execute(sql, {"txn": txn}).fetchall():
        if op == "I" and table in SHARED and also_used(connection, txn, table, id_):
            continue
        if op == "I":
            connection.execute(f"DELETE FROM {table} WHERE id = :id", {"id": id_})  # noqa: S608
            continue
        row = restored(old, kinds[table])
        names, marks = ", ".join(row), ", ".join(f":{n}" for n in row)
        sql = (
            f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            if op == "D"
            else f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = :id"  # noqa: S608
        )
        try:
            connection.execute(sql, row)
        except sqlite3.IntegrityError as error:
            thing = name(connection, table, row)
            raise EditConflict(label, [_taken(thing, row, str(error))]) from error


def _taken(thing: str, row: _Row, said: str) -> Clash:
    """Return the clash of a row with one that came later; SQLite says by which fields."""
    named = [one.rpartition(".")[2] for one in said.rpartition(": ")[2].split(", ")]
    fields = [field for field in named if field in row]
    yours = ", ".join(str(row[field]) for field in fields)
    what = ", ".join(fields) or "the row"
    return Clash(thing, what, "that of another, which came later", yours or None)


def _row(text: str | None) -> _Row | None:
    return None if text is None else json.loads(text)
