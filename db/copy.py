"""Copies a desk to another file: whole, as it is at that moment, and looked over."""

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from db import connection as sqlite
from db.errors import DeskError, ExportError
from db.export.write import beside
from db.gate import examined

Tick = Callable[[int, int], None]
"""Called now and then with 0 of 0, as nobody knows how much it is; what it raises ends the work."""

_OFTEN: Final = 1_000
"""Steps of SQLite between two ticks: far less than a millisecond."""


def copy(desk: Path, target: Path, tick: Tick = lambda _done, _of: None) -> None:
    """Write the desk at `desk` to `target`, in place of what may stand there.

    Others may read and write the desk meanwhile: what was whole when this began is copied. The
    copy is its owner's alone to read. Raises: DeskError; what stood there before still does.
    """
    if target.exists() and desk.exists() and target.samefile(desk):
        raise DeskError(f"{target}: this is the desk itself. Name another file for its copy")
    sqlite.refuse_open(target)
    verdict = examined(desk, older=True)
    with beside(target) as temporary:
        temporary.touch(0o600, exist_ok=False)
        try:
            with sqlite.as_desk_errors(target):
                _write(sqlite.read(desk, immutable=verdict.immutable), temporary, tick)
                said = _look_over(sqlite.connect(temporary, "mode=ro&immutable=1"), tick)
        finally:
            temporary.with_name(f"{temporary.name}-journal").unlink(missing_ok=True)
        if said != "ok":
            raise ExportError(f"{target}: the copy did not come out whole. Try another disk")
        with temporary.open("rb") as file:
            os.fsync(file.fileno())


def _write(connection: sqlite3.Connection, to: Path, tick: Tick) -> None:
    with closing(connection), _ticking(connection, tick):
        connection.execute("PRAGMA query_only = OFF").fetchall()  # it would forbid the copy too
        connection.execute("VACUUM INTO :to", {"to": str(to)})


def _look_over(connection: sqlite3.Connection, tick: Tick) -> str:
    with closing(connection), _ticking(connection, tick):
        return connection.execute("PRAGMA quick_check(1)").fetchone()[0]


@contextmanager
def _ticking(connection: sqlite3.Connection, tick: Tick) -> Generator[None]:
    """Let what `tick` raises interrupt SQLite, and rise."""
    raised: list[BaseException] = []

    def step() -> int:
        try:
            tick(0, 0)
        except BaseException as error:  # SQLite's own frames stand between it and the caller
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(step, _OFTEN)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
