"""`crosscheck-db history`: what was done to a desk, the newest first."""

import json
from pathlib import Path

import pytest

from db.__main__ import main
from db.edits.claims import NoteOnClaim
from tests import desks
from tests.edits import RENAME, did, undo

_NOTE = NoteOnClaim("B01", "", "seen by two")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = desks.desk(tmp_path)
    _, renamed = did(path, _NOTE, RENAME)
    did(path, undo(renamed))
    return path


def lines(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    assert main(["history", *map(str, arguments)]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_line_says_when_who_what_and_how_much(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lines(capsys, desk)
    assert found[:3] == [
        "2023-03-02T12:00:00.000Z  Ada  undo: rename a place  (1 row)",
        "2023-03-02T12:00:00.000Z  Ada  rename a place  (1 row, undone)",
        "2023-03-02T12:00:00.000Z  Ada  note on claim B01  (1 row)",
    ]
    assert found[3].endswith("rows, its ground)")


def test_it_can_be_of_one_author_one_claim_and_some_days(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(lines(capsys, desk, "--who", "Ada")) == 3
    assert [" note on claim B01 " in one for one in lines(capsys, desk, "--claim", "B01")] == [
        True,
        False,
    ]
    assert lines(capsys, desk, "--until", "2023-03-01") == []
    assert len(lines(capsys, desk, "--since", "2023-03-02", "--until", "2023-03-02")) == 4


def test_a_program_reads_it_as_json(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads("\n".join(lines(capsys, desk, "--json")))
    assert [one["why"] for one in found[:2]] == ["undo: rename a place", "rename a place"]
    assert found[0]["undoes"] == found[1]["id"]
    assert found[1]["undone"] is True


def test_a_claim_that_is_not_there_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", str(desk), "--claim", "Z99"]) == 3
    assert "there is no claim Z99 in this desk" in capsys.readouterr().err


def test_what_is_no_day_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["history", str(desk), "--since", "soon"])
    assert "soon is not a day. Write 2023-03-01" in capsys.readouterr().err
