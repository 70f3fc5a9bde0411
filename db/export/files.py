"""Writes extracts, each with its sidecar: all of them, or none."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.connection import one_state
from db.export import Format
from db.export.columns import TableId
from db.export.extract import Extract, Made, extract
from db.export.json import desk_hash, hashed
from db.export.pick import Kind, Shown
from db.export.progress import Progress
from db.export.rows import Row, Rows
from db.export.sidecar import Written, beside, sidecar
from db.export.write import beside as becoming
from db.export.write import safely
from db.history import chain
from db.progress import Tick, unheard
from db.replay import as_known


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Which rows of which tables are to be written, where, in which format, and at which instant.

    Plain values: whoever writes them brings a connection of its own.
    """

    paths: Mapping[TableId, Path]
    shown: Shown
    kind: Kind
    form: Format
    now: datetime


def write_wanted(
    wanted: Wanted, connection: sqlite3.Connection, tick: Tick = unheard
) -> tuple[Written, ...]:
    """Write what is wanted of one state of the desk. See `save`."""
    shown = wanted.shown
    with (
        one_state(connection),
        as_known(connection, shown.query, shown.whole.known) as known,
    ):
        extracts = {
            path: extract(known, table, shown, wanted.kind) for table, path in wanted.paths.items()
        }
        return save(extracts, wanted.form, connection, wanted.now, tick)


def save(
    extracts: Mapping[Path, Extract],
    form: Format,
    connection: sqlite3.Connection,
    now: datetime,
    tick: Tick = unheard,
    *,
    before: Made | None = None,
) -> tuple[Written, ...]:
    """Write each extract to its path and its sidecar beside it. `connection` reads their desk.

    `before` is when the same was written before: where the desk and its history are still as they
    were then, the files are the same bytes, the instant in them included.
    `tick` hears how far that is, in rows of the files; a good part of it is the hash of the desk.
    Raises: ExportError, or Cancelled by `tick`; whatever stood there before still does.
    """
    rows = sum(len(one.rows) for one in extracts.values())
    progress = Progress(tick, rows, besides=hashed(connection))
    progress.tell()
    made = Made(now, desk_hash(connection, progress), chain.head(connection))
    if before is not None and made == replace(before, at=now):
        made = before
    with ExitStack() as whole:
        files = [
            _write(whole, path, replace(one, rows=_Counted(one.rows, progress)), form, made)
            for path, one in extracts.items()
        ]
        progress.tell()
    return tuple(files)


def _write(whole: ExitStack, path: Path, one: Extract, form: Format, made: Made) -> Written:
    """Write a file and its sidecar to what becomes them when all are `whole`."""
    temporary = whole.enter_context(becoming(path))
    with safely(temporary) as file:
        form.write(one, file, made)
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    written = Written(path, len(one.rows), temporary.stat().st_size, digest, made)
    with safely(whole.enter_context(becoming(beside(path)))) as file:
        file.write(sidecar(one, form, written))
    return written


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """Rows that are counted as somebody goes over them."""

    rows: Rows
    progress: Progress

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return self.progress.over(self.rows)
