"""Edits for tests, made and taken back through the program's own door."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.export.json import export
from db.history.undo import Undo
from db.writer import Edit, Writer, Written
from tests import desks

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True)
class Sql:
    """An edit that runs one statement."""

    sql: str
    label: str = "change something"

    def apply(self, db: "Database", now: str) -> None:
        """Run it."""
        db.execute(self.sql)


RETIRE = Sql("UPDATE claim SET status = 'retired', retired_at = '2023' WHERE uid = 'A01'")
RENAME = Sql("UPDATE place SET name = 'Elsewhere' WHERE uid = 'soledar'", "rename a place")
CODE = Sql("INSERT INTO coder (uid, name) VALUES ('k', 'K')")


def did(desk: Path, *edits: Edit) -> list[Written]:
    """Make the edits, as Ada does, each with a window of its own time."""
    with closing(Writer(desk, "Ada", lambda: desks.NOW)) as writes:
        return [written for edit in edits if (written := writes.apply(edit))]


def undo(written: Written) -> Undo:
    """Return the edit that takes another back."""
    return Undo(written.txn, written.label)


def said(desk: Path) -> bytes:
    """Return all that a desk says, as one file."""
    with desks.reading(desk) as connection:
        return export(connection)
