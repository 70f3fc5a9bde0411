"""Makes a desk of a file in the exchange form, or brings one up to what the file says."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db import connection as sqlite
from db.dates import Approx
from db.exchange import FORMAT, FORMAT_VERSION, KINDS, Form
from db.export.write import beside
from db.gate import examined
from db.history.begin import tell_all
from db.history.triggers import unlogged
from db.ingest.exchange import Import
from db.migrations import migrate
from db.writer import Edit, Writer, Written

if TYPE_CHECKING:
    from sqlite_utils import Database

Now = Callable[[], datetime]


def bring_in(path: Path, edit: Import, who: str, now: Now) -> Written | None:
    """Import into the desk at `path`, or make it. None: the desk said all of it already.

    Raises: DeskError; then what stood there is as it was.
    """
    if not path.exists():
        return make_from(path, edit, who, now)
    examined(path)
    with closing(Writer(path, who, now)) as writer:
        return writer.apply(edit)


@dataclass(frozen=True, slots=True)
class _AllNew:
    """The import into a desk that is made by it: every row is new, and is told as that at once."""

    edit: Import

    @property
    def label(self) -> str:
        """What the history says."""
        return self.edit.label

    def apply(self, db: "Database", now: str) -> None:
        """Write the rows, then what became of them."""
        with unlogged(db.conn):
            self.edit.apply(db, now)
        tell_all(db.conn)


def make_from(path: Path, edit: Import, who: str, now: Now) -> Written | None:
    """Make the desk at `path` of a file. See `make`."""
    return make(path, _AllNew(edit), who, now)


def make(path: Path, edit: Edit, who: str, now: Now) -> Written | None:
    """Make the desk at `path` anew, in place of what may stand there.

    It is built beside and renamed when it is whole and safe on the disk; it is its owner's alone
    to read. Raises: DeskError.
    """
    sqlite.refuse_open(path)
    with beside(path) as temporary:
        temporary.touch(0o600, exist_ok=False)
        try:
            with sqlite.as_desk_errors(path), closing(sqlite.build(temporary)) as connection:
                migrate(connection)
            with closing(Writer(temporary, who, now, named=path)) as writer:
                written = writer.apply(edit)
            sqlite.write(temporary).close()  # from now on it is journaled as every desk is
        finally:
            for end in ("-wal", "-shm", "-journal"):
                temporary.with_name(temporary.name + end).unlink(missing_ok=True)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
    return written


def nothing_yet(path: Path, uid: str) -> Import:
    """Return the import of a desk that says nothing, to be made at `path`."""
    form: Form = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "uid": uid,
        "title": path.stem,
        "summary": "",
        "lang": "en",
        "licence": "",
        "credits": [],
        "approx_days": asdict(Approx()),
        "reference_day": None,
    }
    return Import({**form, **{kind: [] for kind in KINDS}}, path, digest="")
