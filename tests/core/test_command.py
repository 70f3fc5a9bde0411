"""crosscheck-db: what its commands do, say, and exit with."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db.__main__ import main
from db.history import chain
from tests import desks
from tests.edits import RENAME, did


def test_new_makes_the_bundled_desk_and_a_second_time_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "my.desk"
    assert main(["new", str(desk), "--from", "bakhmut-2023"]) == 0
    before = desk.read_bytes()
    assert main(["new", str(desk), "--from", "bakhmut-2023"]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith("the desk says all of it already")
    assert desk.read_bytes() == before
    assert stat.S_IMODE(desk.stat().st_mode) == 0o600


def test_new_takes_a_file(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "a.desk"), "--from", str(desks.BUNDLED)]) == 0
    assert main(["export", str(tmp_path / "a.desk"), "json", str(tmp_path / "a.json")]) == 0
    told = json.loads((tmp_path / "a.json").read_bytes())
    assert told["claims"] == desks.form()["claims"]


def test_new_without_relations_leaves_them_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = str(tmp_path / "a.desk")
    assert main(["new", desk, "--from", "bakhmut-2023", "--without-relations"]) == 0
    capsys.readouterr()
    assert main(["info", desk, "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert (counts["relation"], counts["claim"]) == (0, 66)


def test_new_makes_an_empty_desk_that_comes_out_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first.desk", tmp_path / "second.desk"
    assert main(["new", str(first)]) == 0
    assert main(["export", str(first), "json", str(tmp_path / "1.json")]) == 0
    assert main(["new", str(second), "--from", str(tmp_path / "1.json")]) == 0
    assert main(["export", str(second), "json", str(tmp_path / "2.json")]) == 0
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    assert main(["new", str(first)]) == 3


def test_a_faulty_file_is_refused_with_all_its_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = desks.form()
    said["claims"][0]["lat"] = 48.6
    (tmp_path / "bad.json").write_text(json.dumps(said))
    assert main(["new", str(tmp_path / "a.desk"), "--from", str(tmp_path / "bad.json")]) == 1
    told = capsys.readouterr()
    assert "bad.json, claims[0].lat: is refused" in told.err
    assert told.out == ""
    assert not (tmp_path / "a.desk").exists()


def test_info_says_what_the_desk_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = str(desks.desk(tmp_path))
    assert main(["info", desk, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["desk"]["uid"] == "bakhmut-2023"
    assert told["counts"]["claim_event"] == 59
    assert main(["info", desk]) == 0
    assert "claim_event        59" in capsys.readouterr().out


def test_the_head_of_the_history_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, out = desks.desk(tmp_path), tmp_path / "a.json"
    did(desk, RENAME)
    with desks.reading(desk) as connection:
        seal = chain.head(connection).seal
    assert main(["info", str(desk), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["history"] == {"transactions": 2, "seal": seal}
    assert main(["info", str(desk)]) == 0
    assert f"transactions   2\nseal           {seal}" in capsys.readouterr().out
    assert main(["export", str(desk), "json", str(out)]) == 0
    assert f"history of {desk}: 2 transactions, seal {seal}" in capsys.readouterr().out
    assert seal not in out.read_text("utf-8")


def test_an_export_says_what_the_form_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desks.valley(tmp_path, 200)
    assert main(["export", str(desk), "json", str(tmp_path / "a.json")]) == 0
    told = capsys.readouterr().out
    assert "left out, the form does not hold them yet: quotes, " in told
    for held in ("retired", "coder", "tag", "pin", "credibility"):
        assert held not in told


@pytest.mark.parametrize("command", [["info"], ["export", "json"]])
def test_what_is_no_desk_is_said_with_exit_status_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("Dear diary")
    name, *kind = command
    out = [str(tmp_path / "out.json")] if kind else []
    assert main([name, str(path), *kind, *out]) == 3
    assert "this is not a desk" in capsys.readouterr().err
    assert path.read_text() == "Dear diary"
    assert not (tmp_path / "out.json").exists()


def test_an_unknown_bundled_desk_names_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "a.desk"), "--from", "atlantis"]) == 3
    assert "Bundled: bakhmut-2023" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["new"], ["info"], ["export"], ["verify"], ["synthesise"]])
def test_help_teaches_by_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([*command, "--help"])
    assert done.value.code == 0
    told = capsys.readouterr().out
    assert "examples:\n  crosscheck-db" in told
    assert "exit status: 0 done" in told


def test_a_wrong_command_exits_with_2() -> None:
    with pytest.raises(SystemExit) as done:
        main(["make"])
    assert done.value.code == 2


def test_a_reader_that_has_read_enough_is_no_fault(tmp_path: Path) -> None:
    desk = str(tmp_path / "a.desk")
    assert main(["new", desk, "--from", "bakhmut-2023"]) == 0
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "db", "info", desk]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
