"""The triggers that write down every change of a row, made from the tables themselves."""

import json
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any, Final

TRACKED: Final = (
    "meta",
    "setting",
    "coder",
    "side",
    "actor",
    "actor_name",
    "source",
    "document",
    "paragraph",
    "place",
    "place_name",
    "schematic_pin",
    "question",
    "question_step",
    "implication",
    "event",
    "claim",
    "claim_place",
    "claim_actor",
    "claim_event",
    "attribution",
    "evidence",
    "place_relation",
    "relation",
    "route",
    "route_member",
    "route_status",
    "tag",
    "claim_tag",
    "saved_view",
)
"""Every table that says something: all but the history itself and what is made of the others."""

OPEN: Final = "(SELECT id FROM txn WHERE id = (SELECT max(id) FROM txn) AND seal IS NULL)"
"""The transaction that a change is written to, in SQL; NULL when none is open."""

_EXACT: Final = {
    "BLOB": "hex({})",
    "REAL": "json(iif({0} IS NULL, 'null', printf('%!.20g', {0})))",
    "TEXT": "{} || ''",
}
"""JSON holds no BLOB, and SQLite writes 15 digits of a REAL: hex and 20 keep both as they are.

What a function of JSON has just made is an object to json_object, and no text, until it is joined.
"""
_ASKED: Final = {"setting": "{side}.key <> 'as_of'"}
"""What of a table is tracked, where that is not all: a day asked of a view says nothing."""


def install(connection: sqlite3.Connection) -> None:
    """Make the triggers of every tracked table anew. After each step that alters a table."""
    remove(connection)
    for table in TRACKED:
        for statement in _of(table, columns(connection, table)):
            connection.execute(statement)


def remove(connection: sqlite3.Connection) -> None:
    """Drop the triggers that write changes down, and no other."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*_logged'"
    for (name,) in connection.execute(sql).fetchall():
        connection.execute(f"DROP TRIGGER {name}")


@contextmanager
def unlogged(connection: sqlite3.Connection) -> Generator[None]:
    """Let nothing that is written in here come into the history, for a desk that is made up."""
    remove(connection)
    yield
    install(connection)


def columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the columns of a table and their types; the first is `id`."""
    return {name: kind for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")}


def image(columns: dict[str, str], row: str) -> str:
    """Return SQL for the row called `row` as JSON, every value exact."""
    pairs = (
        f"'{name}', {_EXACT.get(kind, '{}').format(f'{row}.{name}')}"
        for name, kind in columns.items()
    )
    return f"json_object({', '.join(pairs)})"


def restored(image: str, columns: dict[str, str]) -> dict[str, Any]:
    """Return the row that an image tells, as it is written into a table."""
    row: dict[str, Any] = json.loads(image)
    blobs = [n for n, value in row.items() if columns[n] == "BLOB" and isinstance(value, str)]
    return row | {name: bytes.fromhex(row[name]) for name in blobs}


def _of(table: str, columns: dict[str, str]) -> Sequence[str]:
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    old, new = image(columns, "old"), image(columns, "new")
    return (
        _trigger(table, "INSERT", "new", ("I", "NULL", new)),
        _trigger(table, "UPDATE", "new", ("U", old, new), changed),
        _trigger(table, "DELETE", "old", ("D", old, "NULL")),
    )


def _trigger(
    table: str, verb: str, side: str, change: tuple[str, str, str], changed: str = ""
) -> str:
    asked = _ASKED.get(table, "").format(side=side)
    when = " AND ".join(f"({one})" for one in (changed, asked) if one)
    op, old, new = change
    key = (
        "SELECT RAISE(ABORT, 'the id of a row never changes') WHERE old.id <> new.id;"
        if verb == "UPDATE"
        else ""
    )
    return f"""CREATE TRIGGER {table}_{verb.lower()}_logged AFTER {verb} ON {table}
        {f"WHEN {when}" if when else ""} BEGIN {key}
        INSERT INTO change (txn, tbl, pk, op, old, new) SELECT
        coalesce({OPEN}, RAISE(ABORT, 'write a row to txn first: every change has an author')),
        '{table}', {side}.id, '{op}', {old}, {new}; END"""
