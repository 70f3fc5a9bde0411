"""A process that makes marks in desks: `python -m tests.makers`, told by lines which and where.

For each line it forks one that writes, so that to kill a writer costs no start of Python.
Whoever closes its input ends it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from db.writer import Writer
from tests import desks
from tests.marks import Mark

_ROOT = Path(__file__).parent.parent


class Maker:
    """Such a process, from the side of who starts it: `with Maker() as maker`."""

    def __enter__(self) -> "Maker":
        command = [sys.executable, "-W", "error", "-m", "tests.makers"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=_ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self._said().startswith("ready")
        return self

    def __exit__(self, *error: object) -> None:
        with self._process:
            pass

    def make(self, desk: Path, by: str, first: int, count: int) -> int:
        """Let it make marks of somebody's in a desk, and return the id of the one that writes."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{first}\t{count}\t{by}\t{desk}\n")
        self._process.stdin.flush()
        return int(self._said())

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield `begin` with the number of a mark, `saved` with its seconds, till it is over."""
        while (line := self._said()) != "over\n":
            word, value = line.split()
            yield word, value

    def _said(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process has ended"
        return line


def main() -> None:
    """Do what the lines of the input say, one after the other."""
    _say("ready")
    for line in sys.stdin:
        first, count, by, desk = line.rstrip("\n").split("\t")
        if not os.fork():
            return _make(Path(desk), by, range(int(first), int(first) + int(count)))
        os.wait()
        _say("over")
    return None


def _make(desk: Path, by: str, numbers: range) -> None:
    _say(str(os.getpid()))
    with closing(Writer(desk, by, lambda: desks.NOW)) as writes:
        for n in numbers:
            _say(f"begin {n}")
            began = time.perf_counter()
            assert writes.apply(Mark(by, n)) is not None
            _say(f"saved {time.perf_counter() - began}")


def _say(line: str) -> None:
    """Speak through the pipe, in one piece: who is killed meanwhile has said all of it, or none."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main()
