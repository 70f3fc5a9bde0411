"""What a start loads, and what time zone and locale it must not depend on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LATE = {"highspy", "edtf", "hypothesis", "pytest", "sqlite_utils", "pandas", "matplotlib", "scipy"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a data folder of its own, in which the sample desk has been made."""
    folder = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [sys.executable, "-m", "desktop", "--screenshot", str(folder / "first.png")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


def test_what_is_used_late_is_not_loaded_at_the_start(home: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "desktop", "--screenshot"]
    ended = subprocess.run(
        [*command, str(tmp_path / "desk.png")],
        cwd=ROOT, env=home, check=True, capture_output=True, text=True,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in ended.stderr.splitlines()}
    assert "PySide6" in loaded
    assert not loaded & LATE


def test_files_say_the_same_days_in_every_time_zone(home: dict[str, str], tmp_path: Path) -> None:
    desk = Path(home["XDG_DATA_HOME"], "crosscheck", "bakhmut-2023.desk")
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


def test_a_file_that_is_no_desk_is_refused_in_a_sentence(
    home: dict[str, str], tmp_path: Path
) -> None:
    stranger = tmp_path / "notes.txt"
    stranger.write_text("not a desk", "utf-8")
    command = [
        sys.executable,
        "-m",
        "desktop",
        str(stranger),
        "--screenshot",
        str(tmp_path / "x.png"),
    ]
    ended = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert str(stranger) in ended.stderr
    assert "Traceback" not in ended.stderr
