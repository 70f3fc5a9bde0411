"""What keeps Qt from starting is told apart, and each with the command that helps."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from desktop import preflight
from desktop.preflight import obstacle

PREFLIGHT = Path(preflight.__file__)
BOOKWORM = {"ID": "debian", "VERSION_ID": "12"}


def everything(_name: str) -> bool:
    return True


def all_but(*lost: str) -> Callable[[str], bool]:
    return lambda name: name not in lost


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(PREFLIGHT), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_offscreen_needs_no_screen() -> None:
    assert obstacle({"QT_QPA_PLATFORM": "offscreen"}, everything) is None


def test_a_missing_library_is_named_even_offscreen() -> None:
    said = obstacle({"QT_QPA_PLATFORM": "offscreen"}, all_but("libEGL.so.1"))
    assert said is not None
    assert said.startswith("Qt cannot start: system libraries are missing; install")
    assert said.endswith(("apt install libegl1", "hold libEGL.so.1."))


def test_without_a_screen_the_libraries_of_a_window_are_not_asked_for() -> None:
    said = obstacle({}, all_but("libxcb-cursor.so.0"))
    assert said is not None
    assert said.startswith("There is no screen")
    assert said.endswith("crosscheck --screenshot desk.png")


def test_with_a_screen_they_are() -> None:
    said = obstacle({"DISPLAY": ":0"}, all_but("libxcb-cursor.so.0"))
    assert said is not None
    assert "cursor" in said


def test_of_two_screens_one_that_works_will_do() -> None:
    both = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    assert obstacle(both, all_but("libxcb-cursor.so.0")) is None
    assert obstacle(both, all_but("libwayland-client.so.0")) is None
    assert obstacle(both | {"QT_QPA_PLATFORM": "xcb"}, all_but("libxcb-cursor.so.0"))


def test_a_display_that_does_not_answer_is_not_a_missing_screen() -> None:
    said = obstacle({"DISPLAY": ":987"}, everything)
    assert said is not None
    assert said.startswith("The X display ':987' does not answer")
    assert said.endswith("crosscheck --screenshot desk.png")


def test_every_name_has_its_package() -> None:
    names = [name for group in preflight.NEEDS.values() for name in group]
    assert len(set(names)) == len(names) == len(preflight.packages(names, BOOKWORM))


@pytest.mark.parametrize(
    ("release", "package"),
    [
        (BOOKWORM, "libglib2.0-0"),
        ({"ID": "debian", "VERSION_ID": "13"}, "libglib2.0-0t64"),
        ({"ID": "debian"}, "libglib2.0-0t64"),
        ({"ID": "ubuntu", "VERSION_ID": "22.04"}, "libglib2.0-0"),
        ({"ID": "ubuntu", "VERSION_ID": "24.04"}, "libglib2.0-0t64"),
        ({}, "libglib2.0-0"),
    ],
)
def test_a_package_is_called_as_this_release_calls_it(
    release: dict[str, str], package: str
) -> None:
    assert preflight.packages(["libglib-2.0.so.0"], release) == [package]


def test_a_library_a_program_and_a_module_are_looked_for_each_in_its_way() -> None:
    assert preflight.on_this_machine("libc.so.6") == sys.platform.startswith("linux")
    assert preflight.on_this_machine("sh")
    assert preflight.on_this_machine("ensurepip") == bool(find_spec("ensurepip"))
    assert preflight.on_this_machine("sqlite3") == bool(shutil.which("sqlite3"))  # no module
    assert not any(map(preflight.on_this_machine, ("libnowhere.so.0", "no-such-program")))


def test_run_alone_it_says_what_stands_in_the_way_and_exits_2() -> None:
    ended = run()
    assert ended.returncode == 2
    assert "There is no screen" in ended.stderr or "are missing" in ended.stderr
    assert ended.stdout == ""


def test_asked_for_packages_it_prints_those_that_are_missing_on_one_line() -> None:
    lacking = [name for group in ("qt", "tests") for name in preflight.missing(group)]
    ended = run("--packages", "qt", "tests", PATH="/usr/bin:/bin")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) == 1
    assert len(ended.stdout.split()) == len(lacking)


def test_it_imports_nothing_but_the_standard_library() -> None:
    code = (
        f"import runpy, sys; runpy.run_path({str(PREFLIGHT)!r});"
        "print({m.partition('.')[0] for m in sys.modules} - sys.stdlib_module_names)"
    )
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() in ("{'__main__'}", "set()")
