"""What keeps Qt from starting, told in a sentence before Qt is imported. Standard library only.

Without this a missing library or screen ends the process with SIGABRT, and Qt's own message
blames libxcb-cursor0 whatever the cause.

    python3 desktop/preflight.py                       what stands in the way here: exit 2, or 0
    python3 desktop/preflight.py --packages GROUP...   what is missing of these groups of NEEDS
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence

NEEDS: Mapping[str, Mapping[str, str]] = {  # group -> what is looked for -> its Debian 12 package
    "setup": {"ensurepip": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"},
    "qt": {  # to import Qt at all, offscreen too
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libfontconfig.so.1": "libfontconfig1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libX11.so.6": "libx11-6",
        "libfreetype.so.6": "libfreetype6",
    },
    "x11": {  # a window on X
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-render.so.0": "libxcb-render0",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    },
    "wayland": {  # a window on Wayland
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
    },
    "tests": {  # real mouse and keys, and another program that reads our files
        "Xvfb": "xvfb",
        "xauth": "xauth",
        "xdotool": "xdotool",
        "sqlite3": "sqlite3",
    },
}
SCREENLESS = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")
_RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}  # by the move to 64-bit time
_RENAMED_SINCE = {"debian": 13.0, "ubuntu": 24.04}

Found = Callable[[str], bool]


def on_this_machine(name: str) -> bool:
    """Whether a shared library (`lib….so.n`), a program or a Python module is here."""
    if name in NEEDS["setup"]:
        return importlib.util.find_spec(name) is not None
    if ".so." not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing(group: str, found: Found = on_this_machine) -> list[str]:
    """Return what of a group of NEEDS is not here, by the names it is looked for."""
    return [name for name in NEEDS[group] if not found(name)]


def packages(names: Sequence[str], release: Mapping[str, str]) -> list[str]:
    """Return the packages that hold these names, as the system of this os-release calls them."""
    package_of = {name: package for group in NEEDS.values() for name, package in group.items()}
    plain = [package_of[name] for name in names]
    since = _RENAMED_SINCE.get(release.get("ID", ""))
    if since is None or float(release.get("VERSION_ID", "inf")) < since:  # sid has no number
        return plain
    return [_RENAMED.get(package, package) for package in plain]


def to_install(names: Sequence[str]) -> list[str]:
    """Return what to ask this system for: packages where apt has them, else the plain names."""
    if not shutil.which("apt-get"):
        return list(names)
    return packages(names, platform.freedesktop_os_release())


def obstacle(environment: Mapping[str, str], found: Found = on_this_machine) -> str | None:
    """Return what to tell the user, with the command that helps, or None if Qt can start."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the tree can be started without pip asking
        return f"Crosscheck needs Python 3.11 or newer; this is {platform.python_version()}."
    if not sys.platform.startswith("linux"):
        return None
    plugin = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    groups = [] if plugin in SCREENLESS else _screens(plugin, environment)
    of_screens = [missing(group, found) for group in groups] or [[]]
    lacking = missing("qt", found) + min(of_screens, key=len)
    if lacking:
        return _missing_libraries(lacking)
    return None if plugin in SCREENLESS else _no_screen(groups, environment)


def _screens(plugin: str, environment: Mapping[str, str]) -> list[str]:
    """Return the kinds of screen Qt would try here, as groups of NEEDS; one that works will do."""
    shown_by = {"wayland": "WAYLAND_DISPLAY", "x11": "DISPLAY"}
    wanted = {"xcb": "x11"}.get(plugin, plugin.partition("-")[0])
    return [
        group
        for group, variable in shown_by.items()
        if environment.get(variable) and wanted in ("", group)
    ]


def _missing_libraries(names: Sequence[str]) -> str:
    """Say which libraries are missing, and the command that installs them if apt does."""
    what, wanted = "Qt cannot start: system libraries are missing", " ".join(to_install(names))
    if not shutil.which("apt-get"):
        return f"{what}; install the packages of your system that hold {wanted}."
    command = "apt install" if os.geteuid() == 0 else "sudo apt install"
    return f"{what}; install them with\n    {command} {wanted}"


def _no_screen(groups: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Tell no screen from one that does not answer; None if a window can open."""
    picture = "draw the desk to a picture with\n    crosscheck --screenshot desk.png"
    if not groups:
        return (
            "There is no screen: neither DISPLAY nor WAYLAND_DISPLAY names one; start this on a "
            f"desktop, or {picture}"
        )
    if groups == ["x11"] and not _x_answers(environment["DISPLAY"]):
        return (
            f"The X display {environment['DISPLAY']!r} does not answer: it is not running, or "
            f"refuses this user; set DISPLAY to one that runs, come over ssh -X, or {picture}"
        )
    return None


def _x_answers(display: str) -> bool:
    """Whether the X server of this name accepts a connection."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def main(arguments: Sequence[str]) -> int:
    """Print the missing packages of the groups asked for, or what stands in the way."""
    if arguments[:1] == ["--packages"]:
        groups = arguments[1:] if sys.platform.startswith("linux") else ()
        print(*to_install([name for group in groups for name in missing(group)]))
        return 0
    message = obstacle(os.environ)
    if message:
        print(message, file=sys.stderr)
    return 2 if message else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
