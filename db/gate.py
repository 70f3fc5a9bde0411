"""Is this file a desk of ours? Asked before anything of it is used, and without touching it."""

import hashlib
import os
import sqlite3
import stat
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db import connection as sqlite
from db.connection import APPLICATION_ID, SCHEMA_VERSION
from db.errors import DeskUnusable

FINGERPRINTS: Final = {
    1: "630cde2164387880bbbbd823958ade861e9c81b1d667772adb4b13fba84da0fa",
    2: "8fba603c807418907bd466b195d6a819f1d816a938d038e48fd26cae22d27b23",
}
"""Schema version -> sha256 of its whole schema."""
STEPS: Final = {
    1: frozenset({"m0001_desk"}),
    2: frozenset({"m0001_desk", "m0002_history"}),
}
"""Schema version -> the migrations such a file has had."""

_MAGIC: Final = b"SQLite format 3\0"
_SHADOWS: Final = frozenset(
    f"claim_fts_{part}" for part in ("data", "idx", "content", "docsize", "config")
)
_RECORD: Final = "_sqlite_migrations"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A desk that may be opened.

    `writable`: the file and its folder may be written. `immutable`: it is read without making
    files beside it, as nobody else can write it either.
    """

    path: Path
    version: int
    writable: bool
    immutable: bool


def examined(path: Path, *, older: bool = False) -> Verdict:
    """Return how the desk at `path` may be opened; `older`: one of an earlier schema will do.

    The file is left as it was, and nothing is left beside it.
    Raises: DeskUnusable, DeskBusy, DeskReadOnly.
    """
    version = _version(path, _header(path))
    if version < SCHEMA_VERSION and not older:
        raise DeskUnusable(
            "older",
            path,
            f"an older Crosscheck made this desk (version {version}). `crosscheck-db renew` brings "
            "it up to date, or opening it in the window, in a folder that may be written",
        )
    alone = not path.with_name(f"{path.name}-wal").exists()
    try:
        with sqlite.as_desk_errors(path):
            _look_inside(path, version, "mode=ro&immutable=1" if alone else "mode=ro")
    except sqlite3.Error as error:  # what we ask for is right, so what is asked is wrong
        raise _damaged(path, str(error)) from error
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    return Verdict(path, version, writable, immutable=alone and not writable)


@contextmanager
def reading(path: Path) -> Generator[sqlite3.Connection]:
    """Give the read connection of the desk at `path`, examined. Raises: DeskError."""
    verdict = examined(path)
    with (
        sqlite.as_desk_errors(path),
        closing(sqlite.read(path, immutable=verdict.immutable)) as connection,
    ):
        yield connection


def _look_inside(path: Path, version: int, options: str) -> None:
    with closing(sqlite.connect(path, options)) as connection:
        _guard(connection)
        _compare(connection, path, version)
        _check(connection, path, version)


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return the sha256 of all that the schema says, in hex.

    The record of migrations and the tables FTS5 makes for itself are not our words.
    """
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    said = sorted(
        f"{kind} {name} {' '.join(words.split())}"
        for kind, name, table, words in connection.execute(sql)
        if not (kind == "table" and name in _SHADOWS)
        and not (kind in ("table", "index") and table == _RECORD)
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _header(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DeskUnusable("not_a_desk", path, "this is a folder. Choose a desk file in it")
        if not stat.S_ISREG(mode):
            raise DeskUnusable("not_a_desk", path, "this is not a file. Choose a desk file")
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        why = "there is no such file. `crosscheck-db new` makes one"
        raise DeskUnusable("not_a_desk", path, why) from None
    except OSError as error:
        why = f"the file cannot be read: {error.strerror}"
        raise DeskUnusable("not_a_desk", path, why) from error


def _version(path: Path, header: bytes) -> int:
    """Return the schema version the header says, if it is a desk's and known here."""
    if not header:
        raise DeskUnusable("not_a_desk", path, "the file is empty: this is not a desk")
    if not header.startswith(_MAGIC):
        why = "this is not a desk: not an SQLite file, or an encrypted one"
        raise DeskUnusable("not_a_desk", path, why)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise DeskUnusable("not_a_desk", path, "this is another program's database, not a desk")
    version = int.from_bytes(header[60:64])
    if version > SCHEMA_VERSION:
        raise DeskUnusable(
            "newer",
            path,
            f"a newer Crosscheck made this desk (version {version}; this one knows up to "
            f"{SCHEMA_VERSION}). Update Crosscheck to open it",
        )
    if version not in FINGERPRINTS:
        raise _damaged(path, f"version {version} does not exist")
    return version


def _guard(connection: sqlite3.Connection) -> None:
    """Let nothing of the file run: only the list of what it holds may be read."""
    connection.text_factory = _readable
    for setting in ("cell_size_check = ON", "query_only = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {setting}").fetchall()

    def allowed(action: int, table: str | None, *_: str | None) -> int:
        reads = action == sqlite3.SQLITE_READ and table == "sqlite_master"
        return (
            sqlite3.SQLITE_OK if reads or action == sqlite3.SQLITE_SELECT else sqlite3.SQLITE_DENY
        )

    connection.set_authorizer(allowed)


def _readable(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _compare(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if fingerprint(connection) != FINGERPRINTS[version]:
        why = "its tables are not a desk's: another program has changed them"
        raise DeskUnusable("not_a_desk", path, why)


def _check(connection: sqlite3.Connection, path: Path, version: int) -> None:
    connection.set_authorizer(None)
    connection.execute("PRAGMA trusted_schema = ON").fetchall()
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _damaged(path, "its contents do not fit together")
    had = {name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")}
    if had - STEPS[version]:
        why = "a newer Crosscheck has changed this desk. Update Crosscheck to open it"
        raise DeskUnusable("newer", path, why)


def _damaged(path: Path, why: str) -> DeskUnusable:
    return DeskUnusable(
        "damaged", path, f"the file is damaged: {why}. It was left as it is: open an older copy"
    )
