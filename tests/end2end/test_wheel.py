"""The wheel holds all that is needed, and starts anywhere."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment elsewhere; what Crosscheck needs is lent to it by ours."""
    home = tmp_path_factory.mktemp("elsewhere") / "environment"
    venv.create(home, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin/python"), "install"]
    subprocess.run(
        [*pip, "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check", str(wheel)],
        check=True,
    )
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return home / "bin"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        command, cwd="/", env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_every_file_of_the_tree(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("db", "desktop", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not MADE & set(path.parts)
    }
    assert wanted <= shipped


@pytest.mark.parametrize(
    "kind",
    [
        "resources/fonts/*.otf",
        "resources/icons/*.svg",
        "resources/style/*.qss",
        "resources/style/tokens.json",
        "resources/desks/*.json",
        "resources/schema/*.json",
        "db/schema/*.sql",
        "*.dist-info/licenses/LICENSE",
        "*.dist-info/licenses/NOTICE",
    ],
)
def test_nothing_that_is_read_at_run_time_is_left_out(wheel: Path, kind: str) -> None:
    assert [name for name in zipfile.ZipFile(wheel).namelist() if Path(name).match(kind)]


def test_installed_elsewhere_it_is_the_wheel_that_answers(installed: Path) -> None:
    code = "import db, desktop, resources; print(db.__file__, desktop.__file__)"
    ended = run(installed / "python", "-c", code)
    assert ended.stderr == ""
    assert all(name.startswith(str(installed.parent)) for name in ended.stdout.split())


def test_installed_elsewhere_it_finds_all_it_needs(installed: Path) -> None:
    ended = run(installed / "crosscheck", "--check")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(ended.stdout.splitlines()) == 4
    assert all(line.startswith("ok ") for line in ended.stdout.splitlines())


def test_installed_elsewhere_it_draws_the_desk(installed: Path, tmp_path: Path) -> None:
    picture = tmp_path / "desk.png"
    ended = run(installed / "crosscheck", "--screenshot", picture)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
