"""Copying a desk: the same desk in another file, whatever happens meanwhile, or nothing."""

import resource
import signal
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import connection as sqlite
from db.copy import copy
from db.errors import DeskBusy, DeskError, DeskFull, DeskUnusable
from db.export.json import export
from db.gate import examined
from tests import desks


def said(path: Path) -> bytes:
    with desks.reading(path) as connection:
        return export(connection)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def renamed(connection: sqlite3.Connection, to: str) -> None:
    desks.by_hand(connection)
    connection.execute("UPDATE meta SET value = :to WHERE key = 'title'", {"to": to})


def test_a_copy_is_the_same_desk_and_nothing_stands_beside_it(tmp_path: Path) -> None:
    desk, target = desks.desk(tmp_path), tmp_path / "copies" / "copy.desk"
    target.parent.mkdir()
    copy(desk, target)
    assert said(target) == said(desk)
    assert examined(target).writable
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names(target.parent) == ["copy.desk"]


def test_a_copy_of_a_desk_that_is_written_to_holds_what_was_whole(tmp_path: Path) -> None:
    desk, target = desks.desk(tmp_path), tmp_path / "copy.desk"
    with closing(sqlite.write(desk)) as writer:
        renamed(writer, "in the wal")
        assert desk.with_name(f"{desk.name}-wal").stat().st_size > 0
        writer.execute("BEGIN IMMEDIATE")
        renamed(writer, "half done")
        copy(desk, target)
        writer.execute("ROLLBACK")
    with desks.reading(target) as connection:
        (title,) = connection.execute("SELECT value FROM meta WHERE key = 'title'").fetchone()
    assert title == "in the wal"
    assert said(target) == said(desk)


def test_a_desk_in_a_folder_that_may_only_be_read_is_copied(tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    desk = desks.desk(folder)
    desk.chmod(0o400)
    folder.chmod(0o500)
    try:
        copy(desk, tmp_path / "copy.desk")
        assert names(folder) == [desk.name]
    finally:
        folder.chmod(0o700)
    assert said(tmp_path / "copy.desk") == said(desk)


def test_a_file_that_stands_there_is_replaced_and_a_link_to_it_stays_one(tmp_path: Path) -> None:
    desk, old = desks.desk(tmp_path), tmp_path / "old.desk"
    old.write_bytes(b"old")
    (tmp_path / "link.desk").symlink_to(old)
    copy(desk, tmp_path / "link.desk")
    assert (tmp_path / "link.desk").is_symlink()
    assert said(old) == said(desk)


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_a_desk_is_not_copied_onto_itself(link: str, tmp_path: Path) -> None:
    desk, other = desks.desk(tmp_path), tmp_path / "other.desk"
    getattr(other, link)(desk)
    before = desk.read_bytes()
    for target in (desk, other):
        with pytest.raises(DeskError, match="the desk itself"):
            copy(desk, target)
    assert desk.read_bytes() == before


def test_a_desk_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    desk, other = desks.desk(tmp_path), desks.desk(tmp_path, "other.desk")
    with closing(sqlite.write(other)) as writer:
        renamed(writer, "mine")
        with pytest.raises(DeskBusy, match="Close the window"):
            copy(desk, other)
        assert writer.execute("SELECT value FROM meta WHERE key = 'title'").fetchone() == ("mine",)


@pytest.mark.parametrize(
    ("target", "why"),
    [("no/copy.desk", "there is no folder"), (".", "Is a directory"), ("desk/x", "no folder")],
)
def test_a_target_that_cannot_be_is_said(target: str, why: str, tmp_path: Path) -> None:
    desk = desks.desk(tmp_path, "desk")
    with pytest.raises(DeskError, match=why):
        copy(desk, tmp_path / target)
    assert names(tmp_path) == ["desk"]


def test_what_is_no_desk_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "notes.desk").write_text("notes", "utf-8")
    with pytest.raises(DeskUnusable):
        copy(tmp_path / "notes.desk", tmp_path / "copy.desk")
    assert names(tmp_path) == ["notes.desk"]


def cancelled(after: int) -> Callable[[int, int], None]:
    left = iter(range(after))

    def tick(_done: int, _of: int) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return tick


@pytest.mark.parametrize("after", [0, 1])
def test_what_a_tick_raises_ends_the_work_and_the_old_file_stays(
    after: int, tmp_path: Path
) -> None:
    desk = desks.desk(tmp_path)
    (tmp_path / "old.desk").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        copy(desk, tmp_path / "old.desk", cancelled(after))
    assert (tmp_path / "old.desk").read_bytes() == b"old"
    assert names(tmp_path) == ["bundled.desk", "old.desk"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


@pytest.fixture
def _small_files(desk: Path) -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """No file but the desk, which stands, is larger than 200 kB, as on a full disk."""
    assert desk.stat().st_size > 200_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, heard)


@pytest.mark.usefixtures("_small_files")
def test_on_a_full_disk_nothing_is_left(tmp_path: Path, desk: Path) -> None:
    with pytest.raises(DeskFull, match=r"copy\.desk: the disk is full"):
        copy(desk, tmp_path / "copy.desk")
    assert names(tmp_path) == ["bundled.desk"]
