"""Desks for tests, made by the program's own public ways."""

import copy
import json
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from db import connection as sqlite
from db.ingest.exchange import parse
from db.new import bring_in, make
from db.synthesise.desk import Synthesis
from db.uids import new_uid
from db.writer import Written

BUNDLED = Path(__file__).parent.parent / "resources" / "desks" / "bakhmut-2023.json"
NOW = datetime(2023, 3, 2, 12, tzinfo=UTC)


def form() -> dict[str, Any]:
    """Return what the bundled file says, to be changed at will."""
    return copy.deepcopy(_form())


def desk(folder: Path, name: str = "bundled.desk") -> Path:
    """Return the bundled desk, fresh, in `folder`."""
    path = folder / name
    path.write_bytes(_desk())
    return path


def bare(folder: Path) -> Path:
    """Return the bundled desk without its relations, in `folder`."""
    told = form()
    told["relations"] = []
    path = folder / "bare.desk"
    bring(path, told)
    return path


def valley(folder: Path, claims: int, seed: int = 1) -> Path:
    """Return a fictional desk, in `folder`."""
    path = folder / "valley.desk"
    make(path, Synthesis(claims, seed), "test", lambda: NOW)
    return path


def bring(path: Path, said: dict[str, Any] | bytes) -> Written | None:
    """Import `said` into the desk at `path`, which is made if it is not there."""
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    return bring_in(path, parse(data, Path("file.json")), "test", lambda: NOW)


@contextmanager
def reading(path: Path) -> Generator[Connection]:
    """Give a read connection to the desk at `path`."""
    with closing(sqlite.read(path)) as connection:
        yield connection


@contextmanager
def script(path: Path) -> Generator[Connection]:
    """Give a connection that writes to the desk at `path` as somebody's script would.

    All of it is one transaction, which nobody seals.
    """
    with closing(sqlite.write(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        by_hand(connection)
        yield connection
        connection.execute("COMMIT")


def by_hand(connection: Connection) -> None:
    """Open a transaction of the history, as every script has to."""
    row = {"uid": new_uid(datetime.now(UTC)), "at": "2023-03-02T13:00:00.000Z"}
    sql = "INSERT INTO txn (uid, at, who, why) VALUES (:uid, :at, 'script', 'by hand')"
    connection.execute(sql, row)


@cache
def _form() -> dict[str, Any]:
    return json.loads(BUNDLED.read_bytes())


@cache
def _desk() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bundled.desk")
        bring(path, BUNDLED.read_bytes())
        return path.read_bytes()
