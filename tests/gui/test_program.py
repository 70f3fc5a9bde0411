"""The running program: which desk is open, and what happens when one cannot be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from db.__main__ import main
from db.errors import DeskUnusable
from desktop.program import Program
from desktop.settings import Settings
from tests import desks


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def program(qapp: QApplication, settings: Settings, desk_path: Path) -> Iterator[Program]:
    program = Program(qapp, settings, lambda: desk_path)
    program.open(desk_path)
    program.show()
    yield program
    for window in program.windows:
        window.close()
    program.close()


def box(program: Program) -> QMessageBox:
    (found,) = program.window.findChildren(QMessageBox)
    return found


def test_another_desk_takes_the_place_of_the_one_that_is_open(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    other = desks.desk(tmp_path, "other.desk")
    first = program.window
    program.open(other, first)
    assert program.windows == (program.window,)
    assert program.window is not first
    assert not first.isVisible()
    assert program.window.isVisible()
    assert "other.desk" in program.window.windowTitle()
    assert settings.last_desk == other


def test_the_sample_opens_from_the_menu(program: Program, tmp_path: Path) -> None:
    program.open(desks.desk(tmp_path, "other.desk"), program.window)
    program.window.sample_requested.emit()
    assert "bakhmut-2023.desk" in program.window.windowTitle()
    assert len(program.windows) == 1


def test_a_file_that_is_no_desk_is_refused_and_the_window_stays(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    stranger = tmp_path / "notes.txt"
    stranger.write_text("not a desk", "utf-8")
    before, last = program.window, settings.last_desk
    with pytest.raises(DeskUnusable):
        program.open(stranger)
    assert program.window is before
    assert before.isVisible()
    assert settings.last_desk == last


def test_what_went_wrong_is_said_in_a_sentence(
    qapp: QApplication, settings: Settings, tmp_path: Path, desk_path: Path, qtbot: QtBot
) -> None:
    gone = tmp_path / "gone.desk"
    program = Program(qapp, settings, lambda: gone)
    program.open(desk_path)
    program.show()
    program.window.sample_requested.emit()
    said = box(program)
    assert str(gone) in said.text()
    assert "crosscheck-db new" in said.text()
    with qtbot.waitSignal(said.finished):
        said.close()
    program.window.close()
    program.close()


def test_the_theme_that_was_chosen_is_kept(program: Program, settings: Settings) -> None:
    program.window.theme_requested.emit("dark")
    assert settings.mode == "dark"
    assert program.window.theme.mode == "dark"
    program.window.theme_requested.emit("light")
    assert program.window.theme.mode == "light"
    program.window.theme_requested.emit("")
    assert settings.mode is None


def test_the_last_desk_is_forgotten_when_its_file_is_gone(
    settings: Settings, desk_path: Path
) -> None:
    settings.recent = (desk_path,)
    assert settings.last_desk == desk_path
    desk_path.unlink()
    assert settings.last_desk is None


def test_a_fictional_desk_says_so_in_the_title_and_beside_its_name(
    program: Program, tmp_path: Path
) -> None:
    assert not program.window.desk_name.fictional.isVisible()
    valley = tmp_path / "valley.desk"
    assert main(["synthesise", str(valley), "--claims", "20", "--seed", "1"]) == 0
    window = program.open(valley, program.window)
    assert window.windowTitle() == "valley.desk (fictional) – Crosscheck"
    assert window.desk_name.fictional.isVisible()


def test_the_times_are_told_though_a_panel_is_put_away(
    qapp: QApplication, settings: Settings, desk_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program(qapp, settings, lambda: desk_path)
    assert program.open(desk_path).docks["views"].isHidden()
    assert program.time(1600, 1000) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "first",
        "diagram",
        "brush",
        "select",
        "facet",
    ]
