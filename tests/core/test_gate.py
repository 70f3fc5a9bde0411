"""The gate: which files are refused, in which words, and that nobody's file is touched."""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from db import connection as sqlite
from db.connection import SCHEMA_VERSION
from db.errors import DeskError, DeskReadOnly, DeskUnusable
from db.gate import examined
from tests import desks


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def hashed(folder: Path) -> dict[str, str]:
    """Return every file of the folder with its contents: nothing may appear or change."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def text_file(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def missing(path: Path) -> None:
    path.unlink()


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE claim (id INTEGER PRIMARY KEY)")


def newer(path: Path) -> None:
    _poke(path, 60, (7).to_bytes(4))


def version_zero(path: Path) -> None:
    _poke(path, 60, (0).to_bytes(4))


def newer_step(path: Path) -> None:
    _change(path, "INSERT INTO _sqlite_migrations VALUES (9, 'desk', 'm0009_later', '')")


def foreign_trigger(path: Path) -> None:
    _change(path, "CREATE TRIGGER spy AFTER INSERT ON claim BEGIN DELETE FROM claim; END")


def foreign_view(path: Path) -> None:
    _change(path, "CREATE VIEW v_spy AS SELECT * FROM claim")


def trigger_on_the_record(path: Path) -> None:
    _change(path, "CREATE TRIGGER s AFTER INSERT ON _sqlite_migrations BEGIN SELECT 1; END")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zeroed_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'claim'"
        ).fetchone()
    _poke(path, (page - 1) * 4096, bytes(4096))


def odd_text_in_the_schema(path: Path) -> None:
    raw = path.read_bytes()
    at = raw.index(b"CREATE TABLE saved_view")
    _poke(path, at + 13, b"\xff\xfe")


def header_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _poke(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def _change(path: Path, sql: str) -> None:
    with desks.script(path) as connection:
        connection.execute(sql)


@pytest.mark.parametrize(
    ("spoil", "kind", "sentence"),
    [
        (text_file, "not_a_desk", "not an SQLite file, or an encrypted one"),
        (empty_file, "not_a_desk", "the file is empty"),
        (folder, "not_a_desk", "this is a folder"),
        (fifo, "not_a_desk", "this is not a file"),
        (missing, "not_a_desk", "there is no such file"),
        (other_program, "not_a_desk", "another program's database"),
        (newer, "newer", "a newer Crosscheck made this desk (version 7"),
        (newer_step, "newer", "a newer Crosscheck has changed this desk"),
        (version_zero, "damaged", "version 0 does not exist"),
        (foreign_trigger, "not_a_desk", "another program has changed them"),
        (foreign_view, "not_a_desk", "another program has changed them"),
        (trigger_on_the_record, "not_a_desk", "another program has changed them"),
        (half, "damaged", "the file is damaged"),
        (zeroed_page, "damaged", "the file is damaged"),
        (header_alone, "damaged", "the file is damaged"),
        (odd_text_in_the_schema, "damaged", "the file is damaged"),
    ],
)
def test_a_file_that_is_no_desk_is_refused_in_a_sentence_and_left_alone(
    desk: Path, spoil: Callable[[Path], None], kind: str, sentence: str
) -> None:
    spoil(desk)
    before = hashed(desk.parent)
    with pytest.raises(DeskUnusable) as refused:
        examined(desk)
    assert refused.value.kind == kind
    assert str(refused.value).startswith(f"{desk}: ")
    assert sentence in str(refused.value)
    assert hashed(desk.parent) == before


@pytest.mark.parametrize("name", ["a?mode=rw.desk", "a#b.desk", "100%41.desk", "бахмут 'x'.desk"])
def test_any_name_of_a_file_is_that_files_name(tmp_path: Path, name: str) -> None:
    path = desks.desk(tmp_path, name)
    before = hashed(tmp_path)
    assert examined(path).writable
    with desks.reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (66,)
    assert hashed(tmp_path) == before


def test_every_mutation_of_the_first_pages_is_opened_or_refused(desk: Path) -> None:
    good, chance = desk.read_bytes(), random.Random(3)  # noqa: S311
    for _ in range(150):
        spoiled = bytearray(good)
        for _ in range(8):
            spoiled[chance.randrange(16, 16384)] = chance.randrange(256)
        desk.write_bytes(spoiled)
        with suppress(DeskError):
            examined(desk)
        assert desk.read_bytes() == spoiled


def test_a_desk_open_in_another_window_can_be_opened(desk: Path) -> None:
    with closing(sqlite.write(desk)) as connection:
        desks.by_hand(connection)
        connection.execute("UPDATE meta SET value = 'changed' WHERE key = 'title'")
        assert examined(desk).writable
        with desks.reading(desk) as reader:
            (title,) = reader.execute("SELECT value FROM meta WHERE key = 'title'").fetchone()
        assert title == "changed"


AS_NOBODY = """
import os, sqlite3, sys
from pathlib import Path
from db import connection
from db.connection import SCHEMA_VERSION
from db.errors import DeskError
from db.gate import examined
os.setgroups([]); os.setgid(65534); os.setuid(65534)  # after the imports: ours may be root's alone
path = Path(sys.argv[1])
try:
    verdict = examined(path)
    reader = connection.read(path, immutable=verdict.immutable)
    (claims,) = reader.execute("SELECT count(*) FROM claim").fetchone()
    print(verdict.writable, verdict.immutable, claims)
    reader.close()
except DeskError as error:
    print(type(error).__name__, error)
try:
    connection.write(path)
except sqlite3.OperationalError as error:
    print("refused to write")
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")


def as_nobody(desk: Path) -> list[str]:
    """Return what a person without rights sees of the desk, which lies in a folder of root's."""
    root = Path(__file__).parent.parent.parent
    told = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(desk)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root), *sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.splitlines()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anyone may look into: pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@needs_root
def test_a_desk_that_may_only_be_read_opens_read_only(open_folder: Path) -> None:
    desk = desks.desk(open_folder)
    desk.chmod(0o444)
    before = hashed(open_folder)
    assert as_nobody(desk) == ["False True 66", "refused to write"]
    assert hashed(open_folder) == before


@needs_root
def test_a_read_only_desk_with_a_wal_is_read_through_it(open_folder: Path) -> None:
    desk = desks.desk(open_folder)
    with closing(sqlite.write(desk)) as connection:
        desks.by_hand(connection)
        connection.execute("INSERT INTO coder(uid, name) VALUES ('k', 'K')")
        for path in open_folder.iterdir():
            path.chmod(0o444)
        told = as_nobody(desk)
    assert told[0] == "False False 66"


def test_a_missing_folder_is_not_an_empty_desk(tmp_path: Path) -> None:
    with pytest.raises(DeskReadOnly), sqlite.as_desk_errors(tmp_path):
        sqlite.read(tmp_path / "no" / "a.desk")
    assert not (tmp_path / "no").exists()


def test_a_copied_desk_without_its_wal_is_still_a_desk(desk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.desk"
    shutil.copy(desk, copy)
    assert examined(copy).version == SCHEMA_VERSION
