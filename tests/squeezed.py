"""A process whose disk is full: `python -m tests.squeezed edits|closes|exports FOLDER`.

No file of it grows beyond a limit that is raised step by step, until there is room enough. It says
how often it was refused.
"""

import resource
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import pytest

from db import connection as sqlite
from db.errors import DISK_FULL, DeskError
from db.export import FORMATS
from db.export.extract import extract
from db.export.files import save
from db.export.pick import Shown
from db.query import Query
from db.store import Store
from db.writer import Writer
from tests import desks
from tests.marks import Mark, marks_in
from tests.refusals import refusals

STEP: Final = 2_048
EDITS: Final = 2


def edits(folder: Path) -> int:
    """Make edits on a disk that is full at each of their writes; the same writer goes on."""
    desk = desks.desk(folder)
    with closing(Writer(desk, "Ada", lambda: desks.NOW)) as writes:
        refused = sum(_edit(desk, writes, n) for n in range(EDITS))
    assert marks_in(desk)["Ada"] == EDITS
    return refused


def _edit(desk: Path, writes: Writer, n: int) -> int:
    start = _written_to(desk)

    def attempt(step: int) -> None:
        with limited(start + step * STEP):
            assert writes.apply(Mark("Ada", n))

    def then(error: DeskError) -> None:
        assert str(error) == f"{desk}: {DISK_FULL}"
        assert marks_in(desk)["Ada"] == n

    refused = refusals(attempt, DeskError, then)
    assert marks_in(desk)["Ada"] == n + 1
    return refused


def closes(folder: Path) -> int:
    """Close a desk on a disk that is full at each write of what is folded into it then."""
    desk = desks.desk(folder)
    start = desk.stat().st_size

    def attempt(step: int) -> None:
        writes = Writer(desk, "Ada", lambda: desks.NOW)
        for n in range(0 if step else EDITS):
            assert writes.apply(Mark("Ada", n))
        with limited(start + step * STEP):
            writes.close()

    def then(error: DeskError) -> None:
        assert str(error) == f"{desk}: {DISK_FULL}"

    refused = refusals(attempt, DeskError, then)
    assert marks_in(desk)["Ada"] == EDITS
    return refused


def exports(folder: Path) -> int:
    """Export again onto a disk that is full at each write of it; the old export stays whole."""
    with closing(Store.open(desks.desk(folder))) as store:
        whole = store.snapshot(Query())
        what = extract(store.connection, "claims", Shown(Query(), whole, whole, {}))

        def write() -> None:
            save({folder / "claims.csv": what}, FORMATS["exact"], store.connection, desks.NOW)

        def attempt(step: int) -> None:
            with limited(step * STEP):
                write()

        def then(error: DeskError) -> None:
            assert DISK_FULL in str(error)
            assert _files(folder) == old

        write()
        old = _files(folder)
        refused = refusals(attempt, DeskError, then)
        assert _files(folder) == old
        return refused


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _written_to(desk: Path) -> int:
    """Return where the next edit begins to write: in the -wal, or at the end of the desk."""
    wal = desk.with_name(f"{desk.name}-wal")
    return wal.stat().st_size if wal.exists() else desk.stat().st_size


@contextmanager
def limited(size: int) -> Generator[None]:
    """Let no file grow beyond a size."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def main() -> None:
    """Do one of them."""
    what, folder, journal = sys.argv[1:]

    def on_network(path: Path, mounts: str | None) -> bool:
        return journal == "delete"

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite, "on_network", on_network)
        does = {"edits": edits, "closes": closes, "exports": exports}[what]
        print(does(Path(folder)))  # noqa: T201  its answer


if __name__ == "__main__":
    main()
