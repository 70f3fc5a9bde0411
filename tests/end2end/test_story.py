"""A story on a real X server, with mouse and keys: from the first command to the file."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIZE = 1600, 1000
_WHERE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication
from datetime import date
from db.store import Store
from desktop import assets
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace

app = QApplication([])
assets.add_fonts()
theme = Theme("light")
theme.wear(app)
store = Store.open(Path(sys.argv[1]))
settings = Settings(QSettings(sys.argv[2], QSettings.Format.IniFormat))
window = MainWindow(Workspace(store), theme, settings, "desk")
window.resize(1600, 1000)
window.show()
window.share_out()
window.grab()
places, timeline = window.panels["places"], window.panels["timeline"]
known = window.workspace.frame.snapshot.desk.places.values()
soledar = next(place.id for place in known if place.uid == "soledar")
points = {"soledar": places.mapTo(window, places.position(soledar))}
for name, day in (("begin", date(2023, 1, 5)), ("end", date(2023, 1, 25))):
    points[name] = timeline.mapTo(window, timeline.day_position(day))
print(json.dumps({name: point.toTuple() for name, point in points.items()}))
window.close()
store.close()
"""


@pytest.fixture
def screen() -> Iterator[str]:
    """A display of our own, gone at the end."""
    read, write = os.pipe()
    command = [tool("Xvfb"), "-displayfd", str(write), "-screen", "0", "1600x1000x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    yield display
    server.terminate()
    server.wait()


def tool(name: str) -> str:
    """The path of a program that `make test` installs."""
    path = shutil.which(name)
    assert path, f"make test installs {name}"
    return path


def where(desk: Path, folder: Path) -> dict[str, tuple[int, int]]:
    """Where the things to be clicked stand in a window of this size, as the program lays it out."""
    command = [sys.executable, "-c", _WHERE, str(desk), str(folder / "settings.ini")]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {name: (x, y) for name, (x, y) in json.loads(said).items()}


def test_click_a_place_brush_export_and_read_the_file(screen: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    kept = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    environment = {**kept, "DISPLAY": screen, "HOME": str(home)}
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(home / name.lower())
    desk = tmp_path / "where.desk"
    make = [sys.executable, "-m", "db", "new", str(desk), "--from", "bakhmut-2023"]
    subprocess.run(make, cwd=ROOT, check=True, capture_output=True)
    points = where(desk, tmp_path)

    def xdo(*words: str | int) -> None:
        subprocess.run([tool("xdotool"), *map(str, words)], env=environment, check=True, timeout=60)

    program = subprocess.Popen([tool("make"), "run"], cwd=ROOT, env=environment)
    xdo("search", "--sync", "--onlyvisible", "--name", "Crosscheck")
    xdo(
        "search",
        "--name",
        "– Crosscheck",
        "windowmove",
        "--sync",
        0,
        0,
        "windowsize",
        "--sync",
        *SIZE,
    )
    xdo("mousemove", *points["soledar"], "click", 1)
    xdo("mousemove", *points["begin"], "mousedown", 1)
    for step in range(1, 11):
        (x0, y0), (x1, _) = points["begin"], points["end"]
        xdo("mousemove", x0 + (x1 - x0) * step // 10, y0)
    xdo("mouseup", 1)
    xdo("key", "ctrl+e")
    xdo("search", "--sync", "--onlyvisible", "--name", "^Export$")
    xdo("key", "Return")
    xdo("key", "ctrl+q")
    assert program.wait(timeout=60) == 0

    (written,) = home.glob("*.csv")
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all("soledar" in row["place_uids"].split("; ") for row in rows)
    sidecar = json.loads(written.with_suffix(".datapackage.json").read_text("utf-8"))
    assert sidecar
