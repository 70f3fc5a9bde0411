"""Edits of many rows, which a desk has whole or not at all; and whether it is so."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final

from db.connection import one_state
from db.history import chain
from db.verify.rules import broken
from tests import desks

if TYPE_CHECKING:
    from sqlite_utils import Database

_PARTS: Final = 3
_CLAIMS: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """The n-th edit that somebody makes: some new coders, and its name as a note to some claims."""

    by: str
    n: int

    @property
    def label(self) -> str:
        """What the history says."""
        return f"make mark {self.n} of {self.by}"

    def apply(self, db: "Database", now: str) -> None:
        """Write every row of it."""
        for part in range(_PARTS):
            name = f"{self.by} {self.n} {part}"
            db.execute("INSERT INTO coder (uid, name) VALUES (:name, :name)", {"name": name})
        note = f"{self.by} {self.n} {'said at length ' * 20}"
        of = {"note": note, "claims": _CLAIMS}
        db.execute("UPDATE claim SET notes = :note WHERE id <= :claims", of)


def marks(connection: Connection) -> Counter[str]:
    """Return how many marks of each author a desk has, having seen that all in it is whole.

    Every mark has all its rows and its transaction; none is left out before the last of its
    author; the desk keeps its rules, and the chain of its history holds.
    """
    with one_state(connection):
        names = connection.execute("SELECT name FROM coder").fetchall()
        parts = Counter(tuple(name.split()[:2]) for (name,) in names)
        assert set(parts.values()) <= {_PARTS}, parts
        found = Counter(by for by, _ in parts)
        assert {(by, str(n)) for by, most in found.items() for n in range(most)} == set(parts)
        sql = "SELECT DISTINCT notes FROM claim WHERE id <= :claims"
        notes = connection.execute(sql, {"claims": _CLAIMS}).fetchall()
        assert not parts or [tuple(note.split()[:2]) in parts for (note,) in notes] == [True]
        transactions = connection.execute("SELECT count(*) FROM txn WHERE id > 1").fetchone()
        assert transactions == (len(parts),)
        assert chain.first_break(connection) is None
        assert list(broken(connection)) == []
        return found


def marks_in(desk: Path) -> Counter[str]:
    """Return the marks of the desk at a path, as whoever opens it next finds them."""
    with desks.reading(desk) as connection:
        return marks(connection)
