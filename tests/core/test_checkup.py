"""`crosscheck --check` looks at what Crosscheck itself needs, and leaves nothing behind."""

from pathlib import Path

import pytest

from desktop.checkup import Check, checks, report


def test_a_data_folder_that_can_be_made_is_well_and_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "crosscheck"
    of_folder = next(c for c in checks({}, folder, []) if c.what == f"data folder {folder}")
    assert of_folder.obstacle is None
    assert not list(tmp_path.iterdir())


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.touch()
    said = next(c.obstacle for c in checks({}, in_the_way, []) if "data folder" in c.what)
    assert said is not None
    assert str(in_the_way) in said
    assert "XDG_DATA_HOME" in said


def test_this_sqlite_can_hold_a_desk(tmp_path: Path) -> None:
    of_sqlite = next(c for c in checks({}, tmp_path, []) if c.what.startswith("SQLite"))
    assert of_sqlite.obstacle is None


def test_every_check_is_a_line_and_one_that_fails_makes_it_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report(iter([Check("this", None), Check("that", "That is amiss; mend it.")])) == 2
    assert capsys.readouterr().out == "ok   this\nFAIL That is amiss; mend it.\n"
    assert report(iter([Check("this", None)])) == 0
