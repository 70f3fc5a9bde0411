"""What `crosscheck --check` looks at: the preflight, then the things Crosscheck itself needs."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop import preflight

_SAMPLE = "AZaz09 АЯаяҐґЄєІіЇї’ʼ ≠ × –"  # the scripts and signs a desk is written in


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, and what to tell the user if it stands in the way."""

    what: str
    obstacle: str | None


def checks(
    environment: Mapping[str, str], data_folder: Path, fonts: Sequence[bytes]
) -> Iterator[Check]:
    """Look at one thing after the other; nothing is left behind, not even the data folder.

    The fonts are drawn offscreen, so that they are looked at where there is no screen; where Qt
    cannot even do that, they are left out.
    """
    yield Check("libraries and screen", preflight.obstacle(environment))
    yield Check(f"data folder {data_folder}", _unwritable(data_folder))
    yield Check(f"SQLite {sqlite3.sqlite_version}", _sqlite_lacks())
    if preflight.obstacle({"QT_QPA_PLATFORM": "offscreen"}) is None:
        yield Check("bundled fonts", _unreadable(fonts))


def report(found: Iterator[Check]) -> int:
    """Print a line for each check as it is made; return 0, or 2 if anything stands in the way."""
    code = 0
    for check in found:
        print(f"ok   {check.what}" if check.obstacle is None else f"FAIL {check.obstacle}")
        code = code if check.obstacle is None else 2
    return code


def _unwritable(folder: Path) -> str | None:
    """Say why no file can be made in the folder, or in what it would be made in."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return None
    except OSError as error:
        return (
            f"Desks are kept in {folder}, and nothing can be written in {there} "
            f"({error.strerror}); make it writable, or set XDG_DATA_HOME to a folder that is."
        )


def _sqlite_lacks() -> str | None:
    """Say what this SQLite cannot do of what a desk file needs."""
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
            memory.execute("""SELECT '{"a": 1}' ->> 'a'""")
        except sqlite3.OperationalError as error:
            return (
                f"SQLite {sqlite3.sqlite_version} lacks what a desk needs ({error}); use a Python "
                "whose SQLite is 3.38 or newer and was built with FTS5."
            )
    return None


def _unreadable(fonts: Sequence[bytes]) -> str | None:
    """Say whether a bundled font does not load, or lacks a glyph that names here need."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont

    application = QGuiApplication.instance() or QGuiApplication([])
    for content in fonts:
        face = QRawFont(QByteArray(content), 12.0)
        lacking = [sign for sign in _SAMPLE if not face.supportsCharacter(ord(sign))]
        if lacking or QFontDatabase.addApplicationFontFromData(QByteArray(content)) < 0:
            return "A bundled font does not load; install Crosscheck again."
    del application
    return None if fonts else "The bundled fonts are missing; install Crosscheck again."
