"""The desk file: its settings, its schema, its numbers, and which files are refused."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from db import connection as sqlite
from db.connection import SCHEMA_VERSION
from db.gate import FINGERPRINTS, STEPS, fingerprint
from db.migrations import statements, steps
from tests import desks

COUNTS = {
    "claim": 66,
    "place": 24,
    "actor": 28,
    "source": 5,
    "document": 2,
    "question": 22,
    "route": 6,
    "route_member": 7,
    "route_status": 6,
    "event": 22,
    "claim_event": 59,
    "relation": 51,
    "claim_place": 101,
    "place_relation": 13,
    "attribution": 104,
    "evidence": 66,
    "paragraph": 25,
    "place_name": 29,
    "actor_name": 8,
    "side": 5,
    "implication": 3,
    "question_step": 25,
    "txn": 1,
    "change": 740,
    "claim_fts": 66,
}
OTHER_TABLES = """meta setting coder schematic_pin claim_actor tag claim_tag saved_view
    column_cache column_stamp"""
TABLES = COUNTS.keys() | OTHER_TABLES.split()
VIEW_NAMES = """v_answer v_claims v_places v_events v_actors v_documents v_relations
    v_contradictions v_accounts v_route_statuses v_routes v_history v_search_text"""
VIEWS = frozenset(VIEW_NAMES.split())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def held(connection: sqlite3.Connection) -> dict[str, object]:
    names = """journal_mode synchronous foreign_keys recursive_triggers trusted_schema secure_delete
        cell_size_check busy_timeout temp_store query_only application_id user_version encoding"""
    return {n: connection.execute(f"PRAGMA {n}").fetchone()[0] for n in names.split()}


SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 0,
    "trusted_schema": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
    "busy_timeout": 5000,
    "temp_store": 2,
    "application_id": 0x43524F53,
    "user_version": 2,
    "encoding": "UTF-8",
}


def test_a_reader_has_its_settings_and_cannot_write(desk: Path) -> None:
    with desks.reading(desk) as connection:
        assert held(connection) == {**SETTINGS, "query_only": 1}
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM claim")


def test_a_writer_has_its_settings(desk: Path) -> None:
    with closing(sqlite.write(desk)) as connection:
        assert held(connection) == {**SETTINGS, "query_only": 0}
        assert not connection.in_transaction


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "smb3"])
def test_a_network_drive_is_known_by_its_mount(kind: str) -> None:
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/x /net/the\\040share {kind} rw 0 0\n"
    assert sqlite.on_network(Path("/net/the share/a.desk"), mounts)
    assert not sqlite.on_network(Path("/srv/a.desk"), mounts)


def test_where_wal_is_not_trusted_the_journal_is_deleted_and_synced_twice(desk: Path) -> None:
    mounts = f"server:/x {desk.parent} nfs rw 0 0\n"
    with closing(sqlite.write(desk, mounts)) as connection:
        now = held(connection)
    assert (now["journal_mode"], now["synchronous"]) == ("delete", 3)
    assert desk.read_bytes()[18:20] == b"\1\1"


def test_the_schema_is_whole_and_is_the_known_one(desk: Path) -> None:
    with desks.reading(desk) as connection:
        names = connection.execute(
            """SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')
            AND name NOT GLOB 'claim_fts_*' AND name NOT GLOB '_sqlite*'"""
        ).fetchall()
        assert {name for kind, name in names if kind == "table"} == TABLES
        assert {name for kind, name in names if kind == "view"} == VIEWS
        assert fingerprint(connection) == FINGERPRINTS[SCHEMA_VERSION]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_is_strict_and_has_an_id_where_it_has_a_history(desk: Path) -> None:
    with desks.reading(desk) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        ).fetchall()
        strict = {name for name, is_strict in tables if is_strict}
        assert strict >= TABLES - {"claim_fts"}
        for table in strict - {"meta", "setting", "change", "column_cache"}:
            first = connection.execute(f"PRAGMA table_info({table})").fetchone()
            assert first[1:3] == ("id", "INTEGER"), table


def test_every_view_can_be_read(desk: Path) -> None:
    with desks.reading(desk) as connection:
        for view in VIEWS:
            connection.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608


@pytest.mark.parametrize(("table", "rows"), COUNTS.items())
def test_the_bundled_desk_has_its_rows(table: str, rows: int, tmp_path: Path) -> None:
    with desks.reading(desks.desk(tmp_path)) as connection:
        sql = f"SELECT count(*) FROM {table}"  # noqa: S608
        assert connection.execute(sql).fetchone() == (rows,)


def test_the_steps_of_a_file_are_those_the_gate_knows(desk: Path) -> None:
    with desks.reading(desk) as connection:
        had = connection.execute("SELECT name FROM _sqlite_migrations").fetchall()
    assert {name for (name,) in had} == STEPS[SCHEMA_VERSION]
    assert len(steps().pending(_database(desk))) == 0


def _database(path: Path):
    from sqlite_utils import Database

    return Database(sqlite.connect(path, "mode=ro&immutable=1"), recursive_triggers=False)


def test_a_script_is_cut_where_its_statements_end() -> None:
    script = """-- a; b
    CREATE TABLE a (x TEXT DEFAULT ';'); CREATE TRIGGER t AFTER INSERT ON a
    BEGIN DELETE FROM a; DELETE FROM a; END;
    """
    assert [one.split()[-1] for one in statements(script)] == ["';');", "END;"]


def test_a_desk_is_its_owners_alone(tmp_path: Path) -> None:
    desks.bring(tmp_path / "a.desk", desks.form())
    assert stat.S_IMODE((tmp_path / "a.desk").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.desk"]
