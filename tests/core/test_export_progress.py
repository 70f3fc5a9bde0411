"""Long exports: they tell how far they are, can be stopped, and then leave nothing behind."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, pairwise
from pathlib import Path

import pytest

from db import connection as sqlite
from db.__main__ import main
from db.errors import Cancelled, ExportError
from db.export import FORMATS, FormatId
from db.export.columns import TABLES, TableId
from db.export.extract import extract
from db.export.files import Wanted, write_wanted
from db.export.pick import Shown
from db.export.sidecar import Written
from db.query import Query
from db.store import Store
from tests import desks

NOW = datetime(2023, 3, 4, 5, 6, 7, tzinfo=UTC)
MANY = 2000
BOTH: tuple[TableId, ...] = ("claims", "places")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of many claims."""
    said = desks.form()
    copies = range(1, 1 + MANY // len(said["claims"]))
    said["claims"] += [{**c, "uid": f"{c['uid']}-{n}"} for n in copies for c in said["claims"]]
    path = tmp_path_factory.mktemp("desks") / "many.desk"
    desks.bring(path, said)
    return path


@pytest.fixture(scope="module")
def shown(path: Path) -> Iterator[Shown]:
    with closing(Store.open(path)) as store:
        snapshot = store.snapshot(Query())
        yield Shown(Query(), snapshot, snapshot, related=snapshot.records.related())


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite.read(path)) as connection:
        yield connection


def wanted(shown: Shown, folder: Path, form: FormatId = "exact") -> Wanted:
    suffix = FORMATS[form].suffix
    paths: dict[TableId, Path] = {table: folder / f"{table}{suffix}" for table in BOTH}
    return Wanted(paths, shown, "all", FORMATS[form], NOW)


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stopped(asked: Wanted, connection: sqlite3.Connection, at: int) -> bool:
    """Whether the work was stopped when it told of itself for that time, or had ended before."""
    told = count(1)

    def stop(done: int, total: int) -> None:
        if next(told) == at:
            raise Cancelled

    try:
        write_wanted(asked, connection, stop)
    except Cancelled:
        return True
    return False


@pytest.mark.parametrize("form", FORMATS)
def test_it_tells_from_nothing_to_all_and_at_least_every_thousand_rows(
    connection: sqlite3.Connection, shown: Shown, tmp_path: Path, form: FormatId
) -> None:
    heard: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> None:
        heard.append((done, total))

    files = write_wanted(wanted(shown, tmp_path, form), connection, hear)
    (total,) = {total for _, total in heard}
    done = [n for n, _ in heard]
    assert total == sum(file.rows for file in files)
    assert (done[0], done[-1]) == (0, total)
    assert all(0 <= after - before <= 1000 for before, after in pairwise(done))
    assert len(done) > 8


@pytest.mark.parametrize("form", FORMATS)
def test_stopped_at_any_time_it_leaves_the_folder_as_it_was(
    connection: sqlite3.Connection, shown: Shown, tmp_path: Path, form: FormatId
) -> None:
    for table in BOTH:
        (tmp_path / f"{table}{FORMATS[form].suffix}").write_text("old")
    before, asked = held(tmp_path), wanted(shown, tmp_path, form)
    stops = 0
    while stopped(asked, connection, stops + 1):
        stops += 1
        assert held(tmp_path) == before
        assert not connection.in_transaction
    assert stops > 8
    assert len(held(tmp_path)) == 2 * len(BOTH)


@pytest.mark.parametrize("form", FORMATS)
def test_another_thread_writes_the_same_with_a_connection_of_its_own(
    path: Path, connection: sqlite3.Connection, shown: Shown, tmp_path: Path, form: FormatId
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    done: list[tuple[Written, ...]] = []

    def there() -> None:
        with closing(sqlite.read(path)) as own:
            done.append(write_wanted(wanted(shown, tmp_path / "there", form), own))

    thread = threading.Thread(target=there)
    thread.start()
    thread.join()
    here = write_wanted(wanted(shown, tmp_path / "here", form), connection)
    assert [file.sha256 for file in done[0]] == [file.sha256 for file in here]
    assert held(tmp_path / "there") == held(tmp_path / "here")


def test_what_is_written_is_one_state_of_the_desk_whoever_writes_meanwhile(
    tmp_path: Path,
) -> None:
    path = desks.desk(tmp_path)
    with closing(Store.open(path)) as store, closing(sqlite.write(path)) as writer:
        snapshot = store.snapshot(Query())
        asked = wanted(Shown(Query(), snapshot, snapshot), tmp_path)
        (before, _) = write_wanted(asked, store.connection)

        def meddle(done: int, total: int) -> None:
            desks.by_hand(writer)
            writer.execute("UPDATE claim SET notes = 'other'")

        (after, _) = write_wanted(asked, store.connection, meddle)
        assert (after.sha256, after.made) == (before.sha256, before.made)
        (now, _) = write_wanted(asked, store.connection)
    assert now.sha256 != before.sha256


def test_a_claim_that_is_gone_meanwhile_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    (tmp_path / "out").mkdir()
    with closing(Store.open(path)) as store, closing(sqlite.write(path)) as writer:
        snapshot = store.snapshot(Query())
        desks.by_hand(writer)
        writer.execute("UPDATE claim SET status = 'retired', retired_at = '2023' WHERE uid = 'A02'")
        asked = wanted(Shown(Query(), snapshot, snapshot), tmp_path / "out")
        with pytest.raises(ExportError, match="Claims: A02 is no longer in the desk"):
            write_wanted(asked, store.connection)
    assert held(tmp_path / "out") == {}


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_can_be_gone_over_again(
    connection: sqlite3.Connection, shown: Shown, table: TableId
) -> None:
    what = extract(connection, table, shown)
    assert list(what.rows) == list(what.rows)
    assert len(list(what.rows)) == len(what.rows)


def test_a_desk_of_many_claims_says_of_each_what_contradicts_it(
    connection: sqlite3.Connection, shown: Shown
) -> None:
    what = extract(connection, "claims", shown)
    at = what.table.names.index("contradicts")
    view = dict(connection.execute("SELECT claim, contradicts FROM v_claims").fetchall())
    assert {row[0]: row[at] for row in what.rows} == view
    assert sum(against is not None for against in view.values()) == 12


def test_a_command_that_is_stopped_says_so_with_exit_status_130(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exact = FORMATS["exact"]

    def stopped(*_: object) -> None:
        raise Cancelled

    monkeypatch.setitem(FORMATS, "exact", replace(exact, write=stopped))  # pyright: ignore[reportArgumentType]
    assert main(["export", str(path), "claims", str(tmp_path / "a.csv")]) == 130
    assert "Nothing was changed" in capsys.readouterr().err
    assert held(tmp_path) == {}
