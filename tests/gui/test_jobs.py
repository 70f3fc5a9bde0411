"""Long work: threads beside the window, the line that says so, a way to call it off."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlite_utils import Database

from db.errors import DeskBusy, DeskError
from db.progress import Tick
from desktop.jobs import Jobs
from desktop.window import MainWindow
from desktop.workspace import Workspace


class Gate:
    """A work that goes on, one tick after another, until it is let through."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.ended = threading.Event()
        self.thread = ""

    def work(self, tick: Tick) -> str:
        self.thread = threading.current_thread().name
        try:
            n = 0
            while not self.open.wait(0.01):
                n += 1
                tick(min(n, 900), 999)
        finally:
            self.ended.set()
        return "through"


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def jobs(qapp: QApplication, gate: Gate) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    gate.open.set()
    jobs.close()


def refuse(error: DeskError) -> None:
    raise AssertionError(error)


def test_work_is_done_on_another_thread_and_told_on_this_one(
    jobs: Jobs, gate: Gate, qtbot: QtBot
) -> None:
    told: list[tuple[str, str]] = []
    gate.open.set()
    jobs.read("Counting", gate.work, lambda r: told.append((r, _here())), refuse)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("through", _here())]
    assert gate.thread.startswith("reader")
    assert not jobs.under_way


def _here() -> str:
    return threading.current_thread().name


def test_work_called_off_ends_at_its_next_tick_and_tells_nothing(
    jobs: Jobs, gate: Gate, qtbot: QtBot
) -> None:
    told: list[str] = []
    work = jobs.read("Counting", gate.work, told.append, refuse)
    jobs.stop(work)
    qtbot.waitUntil(lambda: not jobs.under_way)
    assert gate.ended.is_set()
    assert not gate.open.is_set()
    assert not told


def test_what_a_person_can_act_on_is_handed_over(jobs: Jobs, qtbot: QtBot) -> None:
    def busy(tick: Tick) -> None:
        raise DeskBusy("busy")

    told: list[DeskError] = []
    jobs.read("Reading", busy, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], DeskBusy)


def test_closing_ends_what_is_under_way(qapp: QApplication, gate: Gate) -> None:
    jobs = Jobs()
    jobs.read("Counting", gate.work, lambda _: None, refuse)
    jobs.close()
    assert gate.ended.is_set() or not gate.thread


class Note:
    """An edit that leaves a setting; `fault` is raised by it instead, where given."""

    label = "Note"

    def __init__(self, key: str, fault: Exception | None = None) -> None:
        self._key, self._fault = key, fault

    def apply(self, db: Database, now: str) -> None:
        if self._fault is not None:
            raise self._fault
        db.table("setting").insert({"key": self._key, "value": '"x"'})


def test_edits_are_made_in_the_order_asked_for_by_the_one_writer(
    workspace: Workspace, qtbot: QtBot
) -> None:
    for n in range(5):
        workspace.edit(Note(f"note-{n}"))
    qtbot.waitUntil(lambda: not workspace.jobs.under_way)
    sql = "SELECT key FROM setting WHERE key LIKE 'note-%' ORDER BY rowid"
    keys = [key for (key,) in workspace.store.connection.execute(sql)]
    assert keys == [f"note-{n}" for n in range(5)]
    workspace.close()


def test_an_edit_that_is_refused_says_so_and_the_next_one_is_made(
    workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.failed) as told:
        workspace.edit(Note("a", DeskBusy("busy")))
        workspace.edit(Note("b"))
    assert isinstance((told.args or [None])[0], DeskBusy)
    qtbot.waitUntil(lambda: not workspace.jobs.under_way)
    sql = "SELECT key FROM setting WHERE key IN ('a', 'b')"
    assert workspace.store.connection.execute(sql).fetchall() == [("b",)]
    workspace.close()


def test_a_line_from_300_ms_and_words_with_cancel_from_a_second(
    window: MainWindow, gate: Gate, qtbot: QtBot
) -> None:
    began = time.monotonic()
    before = window.docks["places"].geometry()
    window.workspace.jobs.read("Counting", gate.work, lambda _: None, refuse)
    assert not window.work_bar.isVisible()
    qtbot.waitUntil(window.work_bar.isVisible)
    assert time.monotonic() - began >= 0.3
    assert window.work_bar.height() == 2
    assert window.docks["places"].geometry() == before
    assert not window.status.stop.isVisible()
    qtbot.waitUntil(window.status.stop.isVisible)
    assert time.monotonic() - began >= 1.0
    assert window.status.working.text().startswith("Counting: ")
    assert window.status.working.text().endswith(" of 999")
    qtbot.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.work_bar.isVisible())
    assert not window.status.stop.isVisible()
    assert window.status.keys.isVisible()
    assert not gate.open.is_set()


def test_the_desk_answers_while_work_goes_on(
    window: MainWindow, workspace: Workspace, gate: Gate, qtbot: QtBot
) -> None:
    work = workspace.jobs.read("Counting", gate.work, lambda _: None, refuse)
    with qtbot.waitSignal(workspace.changed):
        workspace.refine(lambda q: q.choosing("side", {1}))
    assert workspace.jobs.under_way == (work,)
    gate.open.set()
    qtbot.waitUntil(lambda: not workspace.jobs.under_way)
