"""What went wrong that nobody expected, told without a word of any desk, and kept in a log."""

import platform
import sqlite3
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import logging

_MOST: Final = 256 * 1024
_OLDER: Final = 3
"""The log is begun anew at this many bytes; so many older ones are kept."""


def report(error: BaseException) -> str:
    """Return where in the program `error` came about, and on what machine.

    Nothing of the error's own text is in it, nor any value, nor a folder: they may hold words of
    a desk or name its owner.
    """
    lines = [_machine(), ""]
    for one in _chain(error):
        lines += [_place(frame) for frame in traceback.extract_tb(one.__traceback__)]
        code = getattr(one, "sqlite_errorname", None) or getattr(one, "errno", None)
        lines.append(type(one).__qualname__ + (f" ({code})" if code else ""))
    return "\n".join(lines)


def place(error: BaseException) -> str:
    """Return the kind of `error` and the line it rose from: what tells one fault from another."""
    frames = traceback.extract_tb(error.__traceback__)
    return (
        f"{type(error).__qualname__} {_place(frames[-1])}" if frames else type(error).__qualname__
    )


class Log:
    """A log of faults in a folder of the user's; the file is made with the first one."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "faults.log"
        self.count = 0
        """How many were logged since the program began."""
        self._out: logging.Logger | None = None

    def add(self, told: str) -> None:
        """Put a report in the log. Where it cannot be written, standard error has it."""
        self.count += 1
        instant = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        self._logger().error("%s\n%s\n", instant, told)

    def text(self) -> str:
        """Return what the log holds, the newest at the end; empty while there is none."""
        try:
            return self.path.read_text("utf-8", "replace")
        except OSError:
            return ""

    def close(self) -> None:
        """Let go of the file."""
        if self._out is not None:
            for handler in list(self._out.handlers):
                self._out.removeHandler(handler)
                handler.close()
            self._out = None

    def _logger(self) -> "logging.Logger":
        import logging  # not needed to start

        if self._out is None:
            self._out = logging.Logger("crosscheck")
            self._out.addHandler(self._handler())
        return self._out

    def _handler(self) -> "logging.Handler":
        import logging
        from logging.handlers import RotatingFileHandler

        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return RotatingFileHandler(self.path, "a", _MOST, _OLDER, "utf-8")
        except OSError:
            return logging.StreamHandler(sys.stderr)


def _chain(error: BaseException) -> list[BaseException]:
    """Return the error after those it came from."""
    chain = [error]
    while (before := chain[0].__cause__ or chain[0].__context__) and before not in chain:
        chain.insert(0, before)
    return chain


def _place(frame: traceback.FrameSummary) -> str:
    """Return a line of the program as module, number and function."""
    parts = Path(frame.filename).with_suffix("").parts
    roots = [n for n, part in enumerate(parts) if part in {"db", "desktop", "site-packages"}]
    module = ".".join(parts[roots[-1] :] if roots else parts[-1:])
    return f"  {module}:{frame.lineno} {frame.name}"


def _machine() -> str:
    told: Mapping[str, str] = {
        "Crosscheck": version("crosscheck-desk"),
        "Python": platform.python_version(),
        "PySide6": version("PySide6-Essentials"),
        "SQLite": sqlite3.sqlite_version,
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    return "\n".join(f"{name} {what}" for name, what in told.items())
