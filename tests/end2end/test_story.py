"""A story on a real X server, with mouse and keys: from the first command to the file."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEGIN, END = "2023-01-05", "2023-01-25"
_WHERE = """
import json, sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from desktop.app import sample
from desktop.program import Program
from desktop.settings import Settings

program = Program(QApplication([]), Settings(QSettings()), sample)
program.open(sample())
program.draw(Path(sys.argv[1]), 1600, 1000)
window = program.window
places, timeline = window.panels["places"], window.panels["timeline"]
uids = {place.uid: place.id for place in window.workspace.frame.snapshot.desk.places.values()}
points = {"soledar": places.mapTo(window, places.position(uids["soledar"]))}
for day in sys.argv[2:]:
    points[day] = timeline.mapTo(window, timeline.day_position(date.fromisoformat(day)))
print(json.dumps({name: point.toTuple() for name, point in points.items()}))
"""


def tool(name: str) -> str:
    """The path of a program that `make test` installs."""
    path = shutil.which(name)
    assert path, f"make test installs {name}"
    return path


def at_home(home: Path, **more: str) -> dict[str, str]:
    """An environment in which `home` is all that is known of the user, and no screen."""
    ours = ("XDG_", "MAKE", "MFLAGS", "QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    home.mkdir()
    return {**kept, "HOME": str(home), **more}


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own, gone at the end. Nobody manages its windows."""
    read, write = os.pipe()
    screen = "1640x1080x24"  # the window has its own size there, and room for a frame
    command = [tool("Xvfb"), "-displayfd", str(write), "-screen", "0", screen, "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()  # comes when the server answers
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def user(home: Path, display: str) -> dict[str, str]:
    """The environment of a user who never started Crosscheck, before that display."""
    return at_home(home, DISPLAY=display)


@pytest.fixture
def program(user: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Crosscheck, started by the command of the README."""
    with subprocess.Popen([tool("make"), "run"], cwd=ROOT, env=user) as running:
        yield running
        running.terminate()


@pytest.fixture
def points(tmp_path: Path) -> dict[str, tuple[int, int]]:
    """Where a place and two days stand in the window, as the program lays it out."""
    command = [sys.executable, "-c", _WHERE, str(tmp_path / "where.png"), BEGIN, END]
    elsewhere = at_home(tmp_path / "elsewhere", QT_QPA_PLATFORM="offscreen")
    ended = subprocess.run(
        command, cwd=ROOT, env=elsewhere, check=True, capture_output=True, text=True
    )
    return json.loads(ended.stdout)


def xdo(user: Mapping[str, str], *words: str | int) -> str:
    """Do something with mouse, keys or windows; return what is said of it."""
    command = [tool("xdotool"), *map(str, words)]
    return subprocess.run(
        command, env=user, check=True, timeout=60, stdout=subprocess.PIPE, text=True
    ).stdout


def focus(user: Mapping[str, str], title: str) -> None:
    """Wait for a window and give it the keys, as a window manager would."""
    (window,) = xdo(user, "search", "--sync", "--onlyvisible", "--name", title).split()
    xdo(user, "windowfocus", "--sync", window)


def wait_until_closed(user: Mapping[str, str], title: str) -> None:
    search = [tool("xdotool"), "search", "--onlyvisible", "--name", title]
    until = time.monotonic() + 60
    while subprocess.run(search, env=user, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        assert time.monotonic() < until, f"{title} is still open"


def drag(user: Mapping[str, str], begin: tuple[int, int], end: tuple[int, int]) -> None:
    xdo(user, "mousemove", *begin, "mousedown", 1)
    for step in range(1, 11):
        x, y = (a + (b - a) * step // 10 for a, b in zip(begin, end, strict=True))
        xdo(user, "mousemove", x, y)
    xdo(user, "mouseup", 1)


def test_click_a_place_brush_export_and_read_the_file(
    program: subprocess.Popen[bytes],
    user: Mapping[str, str],
    home: Path,
    points: Mapping[str, tuple[int, int]],
) -> None:
    do = partial(xdo, user)
    focus(user, "Crosscheck$")
    do("mousemove", *points["soledar"], "click", 1)
    drag(user, points[BEGIN], points[END])
    do("key", "ctrl+e")
    focus(user, "^Export$")
    do("key", "Return")
    wait_until_closed(user, "^Export$")
    focus(user, "Crosscheck$")
    do("key", "ctrl+q")
    assert program.wait(timeout=60) == 0

    (written,) = home.glob("*.csv")
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = json.loads(written.with_suffix(".datapackage.json").read_text("utf-8"))["crosscheck"]
    assert told["query"]["spans"] == {"about": [BEGIN, END]}
    assert told["rows"]["kind"] == "selected"
    assert told["rows"]["count"] == len(rows) == 10
    assert told["rows"]["uids"] == [row["claim"] for row in rows]
    for row in rows:
        assert "soledar" in row["place_uids"].split("; ")
        assert row["about_from"] <= END
        assert row["about_to"] >= BEGIN
