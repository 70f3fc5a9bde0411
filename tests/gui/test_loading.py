"""A large desk is read beside the windows that are open; its own small window says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.program import LARGE, Program
from desktop.settings import Settings
from desktop.shell.loading import Loading


@pytest.fixture
def program(qapp: QApplication, desk_path: Path, tmp_path: Path) -> Iterator[Program]:
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    program = Program(qapp, settings, lambda: desk_path)
    program.begin([desk_path], ask=True)
    program.show()
    yield program
    for window in program.windows:
        window.close()
    program.close()


def loading() -> list[Loading]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Loading) and w.isVisible()]


def test_a_large_desk_takes_the_place_of_the_window_once_it_is_read(
    program: Program, large_path: Path, qtbot: QtBot
) -> None:
    assert large_path.stat().st_size > LARGE
    first = program.window
    first.files_requested.emit((large_path,))
    (there,) = loading()
    assert "valley.desk" in there.accessibleName()
    assert program.windows == (first,)
    workspace = first.workspace
    with qtbot.waitSignal(workspace.changed):
        workspace.refine(lambda q: q.choosing("side", {1}))
    qtbot.waitUntil(lambda: program.windows not in ((first,), ()), timeout=30_000)
    assert program.window is not first
    qtbot.waitUntil(program.window.isVisible)
    assert program.window.workspace.frame.snapshot.total > 19_000
    assert not loading()


@pytest.mark.parametrize("way", ["click", "key"])
def test_reading_is_called_off_and_the_window_stays(
    program: Program, large_path: Path, way: str, qtbot: QtBot
) -> None:
    first = program.window
    first.files_requested.emit((large_path,))
    (there,) = loading()
    with qtbot.waitSignal(there.called_off):
        if way == "click":
            qtbot.mouseClick(there.cancel, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(there, Qt.Key.Key_Escape)
    program.close()  # ends what is under way
    assert first.isVisible()
    assert not loading()


def test_a_large_file_that_is_damaged_is_told_of_and_the_window_stays(
    program: Program, large_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    damaged = Path(shutil.copy(large_path, tmp_path / "damaged.desk"))
    with damaged.open("r+b") as file:
        file.truncate(damaged.stat().st_size // 2)
    first = program.window
    first.files_requested.emit((damaged,))
    qtbot.waitUntil(lambda: bool(first.findChildren(QMessageBox)), timeout=30_000)
    (box,) = first.findChildren(QMessageBox)
    assert "damaged" in box.text()
    with qtbot.waitSignal(box.finished):
        box.close()
    qtbot.waitUntil(lambda: not loading())
    assert program.windows == (first,)


def test_the_first_desk_may_be_large(
    qapp: QApplication, large_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    program = Program(qapp, settings, lambda: large_path)
    program.begin([], ask=True)
    program.show()
    assert not program.windows
    assert loading()
    qtbot.waitUntil(lambda: bool(program.windows), timeout=30_000)
    qtbot.waitUntil(program.window.isVisible)
    program.window.close()
    program.close()
