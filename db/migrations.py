"""Brings a desk file to the newest schema: one function a step, in order, never edited."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from db.connection import APPLICATION_ID, SCHEMA_VERSION
from db.history import begin, triggers

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations


def migrate(connection: sqlite3.Connection) -> None:
    """Run the steps the file has not had. A new file is marked as a desk first."""
    from sqlite_utils import Database

    if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    steps().apply(Database(connection, recursive_triggers=False, execute_plugins=False))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@cache
def steps() -> "Migrations":
    """Return the steps; a function's name is its identity for ever."""
    from sqlite_utils import Migrations

    migrations = Migrations("desk")

    @migrations()
    def m0001_desk(db: "Database") -> None:  # pyright: ignore[reportUnusedFunction]
        _run(db, "0001_desk.sql")

    @migrations()
    def m0002_history(db: "Database") -> None:  # pyright: ignore[reportUnusedFunction]
        _run(db, "0002_history.sql")
        triggers.install(db.conn)
        begin.begin(db.conn)

    return migrations


def _run(db: "Database", script: str) -> None:
    for statement in statements(files("db").joinpath("schema", script).read_text("utf-8")):
        db.execute(statement)


def statements(script: str) -> Iterator[str]:
    """Return the statements of `script` one by one.

    sqlite3's own `executescript` commits what is open: a step must stay one transaction.
    """
    pending = ""
    for part in script.split(";")[:-1]:
        pending += part + ";"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
