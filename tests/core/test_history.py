"""The history: every change of a row is written down, exact, sealed, and only ever added to."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import connection as sqlite
from db.entries import Wanted
from db.history import chain, log
from db.history.triggers import TRACKED, columns, install, unlogged
from db.migrations import migrate
from tests import desks
from tests.edits import RENAME, RETIRE, Sql, did, said

NOT_TRACKED = {"txn", "change", "column_cache", "column_stamp"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def test_every_table_that_says_something_is_tracked(desk: Path) -> None:
    with desks.reading(desk) as connection:
        strict = connection.execute("SELECT name FROM pragma_table_list WHERE strict").fetchall()
        assert {name for (name,) in strict} - NOT_TRACKED == set(TRACKED)
        triggers = "SELECT count(*) FROM sqlite_master WHERE name GLOB '*_logged'"
        assert connection.execute(triggers).fetchone() == (3 * len(TRACKED),)
        for table in TRACKED:
            assert next(iter(columns(connection, table))) == "id"


def test_a_step_that_alters_a_table_makes_its_triggers_again(tmp_path: Path) -> None:
    from sqlite_utils import Database

    with closing(sqlite.write(desks.desk(tmp_path))) as connection:
        db = Database(connection, recursive_triggers=False, execute_plugins=False)
        db.table("tag").transform(types={"colour": str})
        sql = "SELECT count(*) FROM sqlite_master WHERE name GLOB 'tag_*_logged'"
        assert connection.execute(sql).fetchone() == (0,)
        install(connection)
        assert connection.execute(sql).fetchone() == (3,)


def test_the_bundled_desk_begins_its_history_at_its_import(desk: Path) -> None:
    with desks.reading(desk) as connection:
        (entry,) = log.entries(connection)
        rows = "SELECT count(*) FROM change WHERE op = 'I' AND tbl = 'claim'"
        assert connection.execute(rows).fetchone() == (66,)
        assert (entry.who, entry.why, entry.rows) == ("test", "import file.json", 740)
        assert entry.ground
        assert chain.first_break(connection) is None
        assert chain.head(connection).transactions == 1


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO coder (uid, name) VALUES ('k', 'K')",
        "UPDATE claim SET notes = 'x' WHERE uid = 'A01'",
        "DELETE FROM claim WHERE uid = 'A01'",
        "DELETE FROM meta",
    ],
)
def test_a_write_without_a_transaction_is_refused(desk: Path, sql: str) -> None:
    before = said(desk)
    with (
        closing(sqlite.write(desk)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="every change has an author"),
    ):
        connection.execute(sql)
    assert said(desk) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE change SET old = NULL",
        "DELETE FROM change",
        "UPDATE txn SET who = 'Eve'",
        "DELETE FROM txn",
    ],
)
def test_the_history_is_only_added_to(desk: Path, sql: str) -> None:
    with desks.script(desk) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="history is only added to"):
            connection.execute(f"{sql} WHERE rowid = 1")
        with pytest.raises(sqlite3.IntegrityError, match="never changes"):
            connection.execute("UPDATE claim SET id = 999 WHERE id = 1")


def test_an_update_that_changes_nothing_writes_nothing(desk: Path) -> None:
    assert did(desk, Sql("UPDATE claim SET notes = notes")) == []
    with desks.reading(desk) as connection:
        assert len(log.entries(connection)) == 1


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20))
def test_every_value_comes_back_from_the_history_bit_for_bit(x: float, text: str) -> None:
    text = text.encode("utf-8", "replace").decode().replace("\0", "")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        connection.execute("BEGIN")
        desks.by_hand(connection)
        sql = "INSERT INTO place (id, uid, name, kind) VALUES (1, 'p', 'P', 'town')"
        connection.execute(sql)
        pin = "INSERT INTO schematic_pin (layout, place_id, x, y) VALUES (?, 1, ?, ?)"
        connection.execute(pin, (text, x, -x))
        (image,) = connection.execute(
            "SELECT new FROM change WHERE tbl = 'schematic_pin'"
        ).fetchone()
        kept = json.loads(image)
        held = connection.execute("SELECT x, y FROM schematic_pin").fetchone()
        assert kept["layout"] == text
        assert (float(kept["x"]).hex(), float(kept["y"]).hex()) == tuple(v.hex() for v in held)


def test_a_text_that_sql_makes_of_json_is_kept_as_text(desk: Path) -> None:
    made = "INSERT INTO saved_view (uid, name, spec, recorded_at) VALUES ('v', 'V', '{}', '2023')"
    turned = "UPDATE saved_view SET spec = json_set(spec, '$.rank', 7)"
    did(desk, Sql(made), Sql(turned))
    with desks.reading(desk) as connection:
        (image,) = connection.execute("SELECT new FROM change ORDER BY seq DESC LIMIT 1").fetchone()
        assert json.loads(image)["spec"] == '{"rank":7}'


def test_a_made_up_desk_keeps_of_its_making_only_that_it_was(tmp_path: Path) -> None:
    with desks.reading(desks.valley(tmp_path, 200)) as connection:
        assert chain.first_break(connection) is None
        sql = "SELECT count(*) FROM sqlite_master WHERE name GLOB '*_logged'"
        assert connection.execute(sql).fetchone() == (3 * len(TRACKED),)


def test_what_stops_the_unlogged_work_rises(desk: Path) -> None:
    with closing(sqlite.write(desk)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ZeroDivisionError), unlogged(connection):
            raise ZeroDivisionError
        connection.execute("ROLLBACK")
        triggers = "SELECT count(*) FROM sqlite_master WHERE name GLOB '*_logged'"
        assert connection.execute(triggers).fetchone() == (3 * len(TRACKED),)


# -- the chain -----------------------------------------------------------------------------------


def tampered(desk: Path, sql: str) -> chain.Break | None:
    """Alter the history as one does who knows the file, and return what the chain says."""
    with closing(sqlite.write(desk)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN "
            "('txn', 'change')"
        ).fetchall()
        connection.execute("PRAGMA foreign_keys = OFF")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
        for _, made in triggers:
            connection.execute(made)
        return chain.first_break(connection)


@pytest.mark.parametrize(
    ("sql", "txn", "why"),
    [
        ("UPDATE change SET new = replace(new, '.two', '.twp') WHERE txn = 3", 3, "not as it was"),
        ("UPDATE change SET pk = pk + 1 WHERE seq = 5", 1, "not as it was sealed"),
        ("DELETE FROM change WHERE txn = 2", 2, "not as it was sealed"),
        ("UPDATE txn SET who = 'Eve' WHERE id = 2", 2, "not as it was sealed"),
        ("DELETE FROM txn WHERE id = 2", 2, "is missing"),
        ("UPDATE txn SET seal = NULL WHERE id = 2", 2, "has no seal"),
        ("UPDATE txn SET seal = zeroblob(32) WHERE id = 1", 1, "not as it was sealed"),
        ("DELETE FROM txn WHERE id = 4", 4, "is missing"),
    ],
)
def test_the_first_transaction_that_was_altered_is_named(
    desk: Path, sql: str, txn: int, why: str
) -> None:
    note = "UPDATE claim SET notes = notes || '.two' WHERE uid = 'A01'"
    did(desk, Sql(note), Sql(note), Sql(note))
    found = tampered(desk, sql)
    assert found is not None
    assert found.txn == txn
    assert why in found.why


def test_what_a_script_left_open_is_sealed_by_the_next_edit(desk: Path) -> None:
    with desks.script(desk) as connection:
        connection.execute("UPDATE claim SET notes = 'by a script' WHERE uid = 'A01'")
    with desks.reading(desk) as connection:
        assert chain.head(connection).transactions == 1
        assert chain.first_break(connection) is None
    did(desk, Sql("UPDATE claim SET notes = 'after it' WHERE uid = 'A02'"))
    with desks.reading(desk) as connection:
        assert chain.head(connection).transactions == 3
        assert chain.first_break(connection) is None
        assert [entry.who for entry in log.entries(connection)] == ["Ada", "script", "test"]


# -- reading it ----------------------------------------------------------------------------------


def test_the_log_is_filtered_by_author_row_and_day(desk: Path) -> None:
    did(desk, RETIRE)
    with desks.script(desk) as connection:
        connection.execute("UPDATE claim SET notes = 'x' WHERE uid = 'A02'")
    with desks.reading(desk) as connection:
        assert log.authors(connection) == ["Ada", "script", "test"]
        for asked, authors in (
            (Wanted(who="Ada"), ["Ada"]),
            (Wanted(thing=("claim", 1)), ["Ada", "test"]),
            (Wanted(since="2023-03-03"), []),
            (Wanted(until="2023-03-02"), ["script", "Ada", "test"]),
        ):
            assert [entry.who for entry in log.entries(connection, asked)] == authors


def test_a_difference_names_the_row_and_each_field_before_and_after(desk: Path) -> None:
    (retired, renamed) = did(desk, RETIRE, RENAME)
    with desks.reading(desk) as connection:
        (claim,) = log.differences(connection, retired.id, 10)
        (place,) = log.differences(connection, renamed.id, 10)
    assert (claim.thing, claim.op) == ("claim A01", "U")
    assert claim.fields == (("status", "coded", "retired"), ("retired_at", None, "2023"))
    assert place.thing == "place “Elsewhere”"
    assert place.fields == (("name", "Soledar", "Elsewhere"),)
