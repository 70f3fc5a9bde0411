"""The bundled desk: made at the first start, kept up, and never taken from its user."""

import json
import os
from contextlib import closing
from pathlib import Path

import pytest

from db import connection as sqlite
from db.bundled import Bundled, bundled, data_folder
from db.errors import DeskBusy, DeskUnusable
from tests import desks


def start(folder: Path, data: bytes | None = None) -> Bundled:
    return bundled(folder / "desks", "b", data or desks.BUNDLED.read_bytes(), lambda: desks.NOW)


def newer() -> bytes:
    said = desks.form()
    said["title"] = "A newer title"
    return json.dumps(said).encode()


def title(path: Path) -> str:
    with desks.reading(path) as connection:
        return connection.execute("SELECT value FROM meta WHERE key = 'title'").fetchone()[0]


def test_the_first_start_makes_it_and_the_second_finds_it(tmp_path: Path) -> None:
    first = start(tmp_path)
    assert (first.state, first.path) == ("made", tmp_path / "desks" / "b.desk")
    assert str(first.path) in first.said
    before = first.path.read_bytes()
    second = start(tmp_path)
    assert (second.state, second.said) == ("current", "")
    assert first.path.read_bytes() == before


def test_one_nobody_edited_is_made_anew_from_a_newer_file(tmp_path: Path) -> None:
    start(tmp_path)
    again = start(tmp_path, newer())
    assert again.state == "rebuilt"
    assert "made anew" in again.said
    assert title(again.path) == "A newer title"
    assert start(tmp_path, newer()).state == "current"


def test_one_somebody_edited_is_kept_and_that_is_said(tmp_path: Path) -> None:
    path = start(tmp_path).path
    said = desks.form()
    said["claims"][0]["notes"] = "Mine."
    desks.bring(path, said)
    before = path.read_bytes()
    again = start(tmp_path, newer())
    assert again.state == "kept"
    assert "holds edits and was kept" in again.said
    assert path.read_bytes() == before


def test_one_that_is_open_in_another_window_is_kept(tmp_path: Path) -> None:
    path = start(tmp_path).path
    with closing(sqlite.write(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        desks.by_hand(connection)
        connection.execute("INSERT INTO setting (key, value) VALUES ('x', '1')")
        connection.execute("COMMIT")
        assert start(tmp_path, newer()).state == "kept"


def test_a_desk_is_not_made_over_what_another_window_left(tmp_path: Path) -> None:
    (tmp_path / "desks").mkdir()
    (tmp_path / "desks" / "b.desk-wal").write_bytes(b"someone's last words")
    with pytest.raises(DeskBusy, match="Close the window that has it open"):
        start(tmp_path)
    assert [path.name for path in (tmp_path / "desks").iterdir()] == ["b.desk-wal"]


def test_a_damaged_one_is_refused_and_not_replaced(tmp_path: Path) -> None:
    path = start(tmp_path).path
    path.write_bytes(b"no desk")
    with pytest.raises(DeskUnusable):
        start(tmp_path)
    assert path.read_bytes() == b"no desk"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"XDG_DATA_HOME": "/data"}, Path("/data/crosscheck")),
        ({"XDG_DATA_HOME": "relative"}, Path.home() / ".local/share/crosscheck"),
        ({"XDG_DATA_HOME": ""}, Path.home() / ".local/share/crosscheck"),
        ({}, Path.home() / ".local/share/crosscheck"),
    ],
)
def test_desks_lie_in_the_users_data_folder(given: dict[str, str], wanted: Path) -> None:
    assert data_folder(given) == wanted


def test_the_data_folder_heeds_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "XDG_DATA_HOME", "/elsewhere")
    assert data_folder() == Path("/elsewhere/crosscheck")
