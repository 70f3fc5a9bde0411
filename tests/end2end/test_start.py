"""What a start says and loads, what it refuses, and which time zone it must not depend on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LATE = {"edtf", "hypothesis", "pytest", "sqlite_utils", "pandas", "matplotlib", "scipy"}

OURS_LATE = {
    "db.copy", "db.export", "db.history.undo", "db.synthesise", "db.verify", "db.writer",
    "desktop.dialogs.export", "desktop.dialogs.judging", "desktop.dialogs.merge",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a data folder of its own, in which the sample desk has been made."""
    folder = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [sys.executable, "-m", "desktop", "--screenshot", str(folder / "first.png")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


def sample_of(home: dict[str, str]) -> Path:
    return Path(home["XDG_DATA_HOME"], "crosscheck", "bakhmut-2023.desk")


def test_without_a_screen_make_run_draws_the_desk_and_says_where(home: dict[str, str]) -> None:
    picture = ROOT / "out/desk.png"
    picture.unlink(missing_ok=True)
    ours = ("MAKE", "MFLAGS", "QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    screenless = {name: value for name, value in home.items() if not name.startswith(ours)}
    ended = subprocess.run(
        [str(shutil.which("make")), "run"],
        cwd=ROOT, env=screenless, check=False, stdin=subprocess.DEVNULL,
        capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "The desk is drawn in out/desk.png\nFor a window" in ended.stdout
    assert "Installing" not in ended.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_what_is_used_late_is_not_loaded_at_the_start(home: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "desktop", "--screenshot"]
    ended = subprocess.run(
        [*command, str(tmp_path / "desk.png")],
        cwd=ROOT, env=home, check=True, capture_output=True, text=True,
    )  # fmt: skip
    order = [line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()]
    modules = set(order)
    loaded = {module.split(".")[0] for module in modules}
    assert "PySide6" in loaded
    assert not loaded & LATE
    assert not modules & OURS_LATE
    assert order.index("highspy") > order.index("desktop.window")  # the roads want it, not a start


def test_files_say_the_same_days_in_every_time_zone(home: dict[str, str], tmp_path: Path) -> None:
    desk = sample_of(home)
    written: list[bytes] = []
    for zone in ("Etc/GMT+12", "Europe/Kyiv", "Pacific/Kiritimati"):
        out = tmp_path / f"{len(written)}.csv"
        command = [sys.executable, "-m", "db", "export", str(desk), "claims", str(out)]
        command += ["--since", "2023-01-01", "--until", "2023-03-02"]
        subprocess.run(command, cwd=ROOT, env={**home, "TZ": zone}, check=True, capture_output=True)
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2]
    assert written[0].count(b"\r\n") == 50
    assert b",2023-01-13,2023-01-17," in written[0]


def test_the_window_looks_the_same_in_every_time_zone(home: dict[str, str], tmp_path: Path) -> None:
    pictures: list[bytes] = []
    for zone in ("Etc/GMT+12", "Pacific/Kiritimati"):
        out = tmp_path / f"{len(pictures)}.png"
        command = [sys.executable, "-m", "desktop", "--screenshot", str(out)]
        subprocess.run(command, cwd=ROOT, env={**home, "TZ": zone}, check=True, capture_output=True)
        pictures.append(out.read_bytes())
    assert pictures[0] == pictures[1]


def _folder(path: Path, _: bytes) -> None:
    path.mkdir()


def _notes(path: Path, _: bytes) -> None:
    path.write_text("not a desk", "utf-8")


def _newer(path: Path, desk: bytes) -> None:
    path.write_bytes(desk[:60] + (99).to_bytes(4) + desk[64:])


def _damaged(path: Path, desk: bytes) -> None:
    path.write_bytes(desk[:40_960] + b"\xff" * 8_192 + desk[49_152:])


def _missing(_path: Path, _desk: bytes) -> None: ...


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_folder, "this is a folder"),
        (_notes, "this is not a desk"),
        (_newer, "a newer Crosscheck made this desk"),
        (_damaged, "the file is damaged"),
        (_missing, "there is no such file"),
    ],
)
def test_what_is_no_desk_is_refused_in_a_line_and_left_as_it_is(
    make: Callable[[Path, bytes], None], said: str, home: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "refused.desk"
    make(path, sample_of(home).read_bytes())
    before = path.read_bytes() if path.is_file() else None
    command = [sys.executable, "-m", "desktop", str(path), "--screenshot", str(tmp_path / "x.png")]
    ended = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith(f"{path}: {said}")
    assert ended.stderr.count("\n") == 1
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not (tmp_path / "x.png").exists()
