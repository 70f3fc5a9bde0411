"""No room on the disk, no memory, stopped halfway: nothing is lost, and the same writer goes on."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from db import connection as sqlite
from db.errors import DISK_FULL, DeskFull
from db.writer import Writer
from tests import desks
from tests.marks import Mark, marks_in
from tests.power import Connection
from tests.refusals import refusals

if TYPE_CHECKING:
    from sqlite_utils import Database

ROOT = Path(__file__).parents[3]
Storm = Callable[[str, Mapping[str, float]], None]


@dataclass(frozen=True)
class After:
    """A mark, made after something else was done to the connection that writes it."""

    do: "Callable[[Database], object]"
    mark: Mark

    @property
    def label(self) -> str:
        return self.mark.label

    def apply(self, db: "Database", now: str) -> None:
        self.do(db)
        self.mark.apply(db, now)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def writer(desk: Path) -> Writer:
    return Writer(desk, "Ada", lambda: desks.NOW)


def test_a_desk_that_may_not_grow_is_full_at_each_page_of_an_edit(desk: Path, storm: Storm) -> None:
    def room_for(pages: int) -> "Callable[[Database], object]":
        def grow(db: "Database") -> None:
            (held,) = db.execute("PRAGMA page_count").fetchone()
            db.execute(f"PRAGMA max_page_count = {held + pages}").fetchall()

        return grow

    def then(error: DeskFull) -> None:
        assert str(error) == f"{desk}: {DISK_FULL}"
        assert marks_in(desk)["Ada"] == 1

    with closing(writer(desk)) as writes:
        assert writes.apply(Mark("Ada", 0))
        refused = refusals(
            lambda pages: writes.apply(After(room_for(pages), Mark("Ada", 1))), DeskFull, then
        )
        assert refused > 3
        assert writes.apply(After(room_for(1_000), Mark("Ada", 2)))
    assert marks_in(desk)["Ada"] == 3
    storm("no room for a page", {"refused": refused})


@pytest.mark.parametrize(
    ("what", "journal", "least"),
    [("edits", "wal", 40), ("edits", "delete", 10), ("closes", "wal", 10), ("exports", "wal", 10)],
)
def test_on_a_disk_that_is_full_at_each_write_nothing_is_lost(
    tmp_path: Path, storm: Storm, what: str, journal: str, least: int
) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.squeezed", what, str(tmp_path), journal]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    refused = int(told.stdout)
    assert refused >= least
    storm(f"full disk, {what}, {journal}", {"refused": refused})


def test_an_edit_that_is_stopped_at_any_step_leaves_nothing(desk: Path, storm: Storm) -> None:
    def stop_after(turns: int) -> "Callable[[Database], object]":
        left = iter(range(turns, -1, -1))
        return lambda db: db.conn.set_progress_handler(lambda: next(left, 1) == 0, 300)

    def then(error: sqlite3.OperationalError) -> None:
        assert error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
        assert not marks_in(desk)

    with closing(writer(desk)) as writes:
        refused = refusals(
            lambda turns: writes.apply(After(stop_after(turns), Mark("Ada", 0))),
            sqlite3.OperationalError,
            then,
        )
        assert refused > 10
        assert writes.apply(After(lambda db: db.conn.set_progress_handler(None, 0), Mark("Ada", 1)))
    assert marks_in(desk)["Ada"] == 2
    storm("stopped on the way", {"refused": refused})


@pytest.fixture
def heap() -> Generator[Callable[[int], None]]:
    """How much more memory SQLite may have, the one that apsw brings; 0 for as much as it likes."""

    def more(room: int) -> None:
        apsw.hard_heap_limit(room and apsw.memory_used() + room)

    yield more
    more(0)


def test_where_memory_is_refused_at_any_step_nothing_is_lost(
    desk: Path, storm: Storm, monkeypatch: pytest.MonkeyPatch, heap: Callable[[int], None]
) -> None:
    def connect(path: Path, options: str) -> Connection:
        return Connection(f"{path.absolute().as_uri()}?{options}")

    def attempt(step: int) -> None:
        heap(2_000 * step)
        assert writes.apply(Mark("Ada", 1))

    def then(_: apsw.NoMemError) -> None:
        heap(0)
        assert marks_in(desk)["Ada"] == 1

    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "connect", connect)
        writes = writer(desk)
    with closing(writes):
        assert writes.apply(Mark("Ada", 0))
        refused = refusals(lambda step: attempt(step + 1), apsw.NoMemError, then)
        heap(0)
        assert refused > 10
        assert writes.apply(Mark("Ada", 2))
    assert marks_in(desk)["Ada"] == 3
    storm("no memory", {"refused": refused})
