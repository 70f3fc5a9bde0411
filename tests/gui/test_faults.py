"""When something breaks: logged, shown once, nothing of the desk told, and the desk goes on."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlite_utils import Database

from db.progress import Tick
from desktop.errors import Report, Watch
from desktop.faults import Log
from desktop.window import MainWindow
from desktop.workspace import Workspace

TOLD_OF_A_DESK = "Soledar fell, said the aide"


class Broken:
    """An edit with a bug."""

    label = "Broken"

    def apply(self, db: Database, now: str) -> None:
        raise KeyError(TOLD_OF_A_DESK)


@pytest.fixture
def watch(window: MainWindow, tmp_path: Path) -> Iterator[Watch]:
    """A watch of the test's own: pytest-qt's, which fails a test, stands aside meanwhile."""
    before = sys.excepthook
    watch = Watch(Log(tmp_path / "state"), lambda: window)
    watch.logged.connect(window.status.show_faults)
    window.log_requested.connect(lambda: None)
    watch.begin()
    yield watch
    watch.end()
    assert sys.excepthook is before
    for report in window.findChildren(Report):
        report.close()


def reports(window: MainWindow) -> list[Report]:
    return [report for report in window.findChildren(Report) if report.isVisible()]


def broken(*_: object) -> None:
    raise KeyError(TOLD_OF_A_DESK)


def in_a_slot(workspace: Workspace) -> None:
    workspace.changed.connect(broken)
    workspace.refine(lambda q: q.choosing("side", {1}))


def in_a_reader(workspace: Workspace) -> None:
    def read(tick: Tick) -> None:
        raise KeyError(TOLD_OF_A_DESK)

    workspace.jobs.read("Reading", read, lambda _: None, lambda _: None)


def in_the_writer(workspace: Workspace) -> None:
    workspace.edit(Broken())


def in_a_thread_of_its_own(_: Workspace) -> None:
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()


@pytest.mark.parametrize("where", [in_a_slot, in_a_reader, in_the_writer, in_a_thread_of_its_own])
def test_it_is_shown_once_and_the_desk_answers_the_next_gesture(
    watch: Watch, window: MainWindow, workspace: Workspace, where: object, qtbot: QtBot
) -> None:
    assert callable(where)
    where(workspace)
    qtbot.waitUntil(lambda: len(reports(window)) == 1)
    (report,) = reports(window)
    assert "KeyError" in report.text.toPlainText()
    assert not report.isModal()
    before = workspace.frame
    with qtbot.waitSignal(workspace.changed):
        workspace.refine(lambda q: q.choosing("category", {2}))
    assert workspace.frame is not before
    where(workspace)
    qtbot.waitUntil(lambda: watch.log.count >= 2)
    assert len(reports(window)) == 1
    assert window.status.faults.isVisible()


def test_the_report_and_the_log_hold_no_word_of_a_desk(
    watch: Watch, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    in_a_reader(workspace)
    qtbot.waitUntil(lambda: bool(reports(window)))
    (report,) = reports(window)
    for told in (report.text.toPlainText(), watch.log.text()):
        assert "Soledar" not in told
        assert str(Path.home()) not in told
        assert "test_faults" in told
        assert "PySide6 6." in told


def test_the_report_is_copied_by_key(
    watch: Watch, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    in_a_reader(workspace)
    qtbot.waitUntil(lambda: bool(reports(window)))
    (report,) = reports(window)
    report.copy.setFocus()
    qtbot.keyClick(report.copy, Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == report.text.toPlainText()
    with qtbot.waitSignal(report.finished):
        qtbot.keyClick(report, Qt.Key.Key_Escape)


def test_the_log_is_begun_anew_when_it_is_full(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for _ in range(12):
        log.add("x" * 100_000)
    log.close()
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["faults.log", "faults.log.1", "faults.log.2", "faults.log.3"]
    assert all(path.stat().st_size < 300_000 for path in tmp_path.iterdir())


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file where the folder would be", "utf-8")
    log = Log(tmp_path / "state")
    log.add("told")
    log.close()
    assert "told" in capsys.readouterr().err
    assert log.text() == ""
