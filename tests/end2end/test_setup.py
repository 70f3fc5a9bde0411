"""The set-up of `make run`, on a machine that lacks something: what it runs, says and gives up."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAIN = ("sh", "dirname", "env", "cksum", "cmp", "cut", "ls")
USER, ROOT_USER = "echo 1000", "echo 0"
NOTED = 'echo "$0 $*" >> "$(dirname "$0")/../ran"'

SetUp = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of our own, set up to run, and a PATH of our own with nothing but what is named."""
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / ".ci", tree / ".ci")
    (tree / "desktop").mkdir()
    shutil.copy(ROOT / "desktop/preflight.py", tree / "desktop")
    shutil.copy(ROOT / "pyproject.toml", tree)
    (tree / ".venv/bin").mkdir(parents=True)
    (tree / ".venv/bin/python").symlink_to(sys.executable)
    stamp = 'printf "run %s %s\\n" "$(cksum <pyproject.toml)" "$PWD" > .venv/set-up'
    subprocess.run(["/bin/sh", "-c", stamp], cwd=tree, check=True)
    (tmp_path / "bin").mkdir()
    for name in PLAIN:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return tree


@pytest.fixture
def set_up(tree: Path) -> SetUp:
    """Run the set-up where these libraries are missing, with these programs beside the plain."""

    def run(*lost: str, display: str = "", **programs: str) -> subprocess.CompletedProcess[str]:
        preflight = tree / "desktop/preflight.py"
        text = preflight.read_text("utf-8")
        for name in lost:
            assert name in text
            text = text.replace(name, name + ".lost")
        preflight.write_text(text, "utf-8")
        for name, script in programs.items():
            program = tree.parent / "bin" / name.replace("_", "-")
            program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
            program.chmod(0o755)
        return subprocess.run(
            [tree / ".ci/setup.sh", "run"],
            env={"PATH": str(tree.parent / "bin"), "DISPLAY": display, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def ran(tree: Path) -> list[str]:
    noted = tree.parent / "ran"
    lines = noted.read_text("utf-8").splitlines() if noted.exists() else []
    return [line.partition("bin/")[2] for line in lines]


def test_where_nothing_is_missing_it_says_and_does_nothing(set_up: SetUp) -> None:
    ended = set_up(id=USER)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_as_root_apt_installs_what_is_missing(set_up: SetUp, tree: Path) -> None:
    ended = set_up("libEGL.so.1", id=ROOT_USER, apt_get=NOTED)
    assert ended.returncode == 0, ended.stderr
    assert ran(tree)[-1] == "apt-get -qq install -y --no-install-recommends libegl1"
    assert "+ env DEBIAN_FRONTEND=noninteractive apt-get -qq install" in ended.stderr


def test_lists_that_are_too_old_are_updated_once(set_up: SetUp, tree: Path) -> None:
    ended = set_up("libEGL.so.1", id=ROOT_USER, apt_get=f"{NOTED}; [ $2 = update ]")
    assert ended.returncode == 2
    words = [line.split()[2] for line in ran(tree)]
    assert words[-3:] == ["install", "update", "install"]
    assert "This failed: apt-get install libegl1\nThe set-up needs the network once" in ended.stderr


def test_through_sudo_nothing_but_apt_is_run(set_up: SetUp, tree: Path) -> None:
    sudo = '[ "$1" = -n ] || { ' + NOTED + '; "$@"; }'
    ended = set_up("libEGL.so.1", id=USER, apt_get=NOTED, sudo=sudo)
    assert ended.returncode == 0, ended.stderr
    through_sudo = [line for line in ran(tree) if line.startswith("sudo")]
    assert through_sudo
    assert all(" apt-get -qq " in line for line in through_sudo)


def test_without_sudo_the_line_for_an_administrator_is_printed(set_up: SetUp) -> None:
    ended = set_up("libEGL.so.1", id=USER, apt_get=NOTED)
    assert ended.returncode == 2
    assert "sudo apt-get install -y --no-install-recommends libegl1\n" in ended.stderr


def test_what_only_a_window_needs_stops_nothing(set_up: SetUp) -> None:
    ended = set_up("libxcb-cursor.so.0", display=":0", id=USER, apt_get=NOTED)
    assert ended.returncode == 0
    assert "sudo apt-get install -y --no-install-recommends libxcb-cursor0\n" in ended.stderr


def test_without_a_screen_what_a_window_needs_is_not_missed(set_up: SetUp) -> None:
    ended = set_up("libxcb-cursor.so.0", id=USER, apt_get=NOTED)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_where_there_is_no_apt_the_libraries_are_named_and_no_package(set_up: SetUp) -> None:
    ended = set_up("libEGL.so.1", id=USER)
    assert ended.returncode == 2
    assert "libEGL.so.1" in ended.stderr
    assert "libegl1" not in ended.stderr
