"""The Writer: an edit goes in whole and labelled, or the desk is as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import connection as sqlite
from db.errors import DeskBusy, DeskFull, DeskReadOnly
from db.search import found
from db.uids import new_uid
from db.writer import Writer
from tests import desks

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True)
class Does:
    """An edit that does what it is told."""

    do: "Callable[[Database], object]"
    label: str = "Test edit"

    def apply(self, db: "Database", now: str) -> None:
        self.do(db)


def rename(db: "Database") -> None:
    (id_,) = db.execute("SELECT id FROM claim WHERE uid = 'A01'").fetchone()
    db.table("claim").update(id_, {"paraphrase": "Zanzibar is calm."})


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def paraphrase(desk: Path) -> str:
    with desks.reading(desk) as connection:
        return connection.execute("SELECT paraphrase FROM claim WHERE uid = 'A01'").fetchone()[0]


def transactions(desk: Path) -> list[tuple[str, str, str]]:
    with desks.reading(desk) as connection:
        return connection.execute("SELECT who, why, at FROM txn ORDER BY id").fetchall()


def writer(desk: Path) -> Writer:
    return Writer(desk, "Ada", lambda: desks.NOW)


def test_an_edit_is_kept_with_who_why_and_when(desk: Path) -> None:
    with closing(writer(desk)) as writes:
        written = writes.apply(Does(rename))
    assert written is not None
    assert written.rows == 1
    assert paraphrase(desk) == "Zanzibar is calm."
    assert transactions(desk) == [
        ("test", "import file.json", "2023-03-02T12:00:00.000Z"),
        ("Ada", "Test edit", "2023-03-02T12:00:00.000Z"),
    ]


def test_what_an_edit_touched_is_found_anew(desk: Path) -> None:
    with closing(writer(desk)) as writes:
        writes.apply(Does(rename))
    with desks.reading(desk) as connection:
        assert len(found(connection, "Zanzibar") or ()) == 1


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Path) -> None:
    before = desk.read_bytes()
    with closing(writer(desk)) as writes:
        assert writes.apply(Does(lambda db: None)) is None
    assert len(transactions(desk)) == 1
    assert desk.read_bytes() == before


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError, SystemExit])
def test_on_any_exception_the_desk_is_as_it_was(desk: Path, error: type[BaseException]) -> None:
    def fails(db: "Database") -> None:
        rename(db)
        raise error

    before = paraphrase(desk)
    with closing(writer(desk)) as writes:
        with pytest.raises(error):
            writes.apply(Does(fails))
        assert writes.apply(Does(rename)) is not None
    assert before != paraphrase(desk)
    assert len(transactions(desk)) == 2


def test_an_insert_of_many_rows_is_taken_back_whole(desk: Path) -> None:
    def fails(db: "Database") -> None:
        db.table("coder").insert_all(
            ({"uid": f"K{n}", "name": f"Coder {n if n < 700 else 0}"} for n in range(777)),
            batch_size=100,
        )

    with closing(writer(desk)) as writes, pytest.raises(sqlite3.IntegrityError):
        writes.apply(Does(fails))
    with desks.reading(desk) as connection:
        assert connection.execute("SELECT count(*) FROM coder").fetchone() == (0,)


def test_a_reference_to_nothing_is_found_at_the_commit(desk: Path) -> None:
    def dangles(db: "Database") -> None:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("UPDATE claim SET claimant_id = 999 WHERE uid = 'A01'")

    with closing(writer(desk)) as writes:
        with pytest.raises(sqlite3.IntegrityError):
            writes.apply(Does(dangles))
        assert writes.apply(Does(rename)) is not None


def test_a_desk_another_is_writing_to_is_busy_and_nothing_is_lost(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlite.SETTINGS, "busy_timeout", 1)  # five seconds are not for tests
    with closing(writer(desk)) as writes, closing(sqlite.write(desk)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeskBusy, match="another window or program is saving"):
            writes.apply(Does(rename))
        with desks.reading(desk) as reader:
            assert reader.execute("SELECT count(*) FROM claim").fetchone() == (66,)
        other.execute("ROLLBACK")
        assert writes.apply(Does(rename)) is not None


def test_a_full_disk_loses_nothing_and_the_same_writer_goes_on(desk: Path) -> None:
    def grows(db: "Database") -> None:
        db.table("coder").insert_all(
            {"uid": f"K{n}", "name": f"Coder {n}" + "x" * 500} for n in range(2000)
        )

    def limited(db: "Database") -> None:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 5}").fetchall()
        grows(db)

    def freed(db: "Database") -> None:
        db.execute("PRAGMA max_page_count = 1000000").fetchall()
        grows(db)

    with closing(writer(desk)) as writes:
        with pytest.raises(DeskFull, match="Nothing was lost"):
            writes.apply(Does(limited))
        assert len(transactions(desk)) == 1
        assert writes.apply(Does(freed)) is not None
    with desks.reading(desk) as connection:
        assert connection.execute("SELECT count(*) FROM coder").fetchone() == (2000,)


def test_a_writer_at_a_file_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(DeskReadOnly):
        writer(tmp_path / "no.desk")
    assert list(tmp_path.iterdir()) == []


def test_a_closed_writer_leaves_the_desk_alone_in_its_folder(desk: Path) -> None:
    with closing(writer(desk)) as writes:
        writes.apply(Does(rename))
    assert [path.name for path in desk.parent.iterdir()] == [desk.name]


def test_uids_are_in_the_order_they_were_made_and_never_twice() -> None:
    from datetime import timedelta

    uids = [new_uid(desks.NOW + timedelta(milliseconds=n)) for n in range(500)]
    assert uids == sorted(uids)
    assert len(set(uids)) == 500
    assert {len(uid) for uid in uids} == {32}
    assert {uid[12] for uid in uids} == {"7"}
    assert len({new_uid(desks.NOW) for _ in range(1000)}) == 1000
