"""The one place that changes a desk: an edit goes in whole and labelled, or not at all."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from db import connection as sqlite
from db import search
from db.dates import instant
from db.history import chain
from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database


class Edit(Protocol):
    """A way a desk can change."""

    @property
    def label(self) -> str:
        """What is done, in words for the history and the menu: “retire claim B01”."""
        ...

    def apply(self, db: "Database", now: str) -> None:
        """Make the change at the instant `now`, without a commit. Raises: DeskError."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """What the desk keeps of an edit: its transaction, its label, what it changed.

    `id` counts the transactions of the desk. `rows` counts changes of rows, `tables` says of which
    tables.
    """

    id: int
    txn: str
    label: str
    rows: int
    tables: frozenset[str]


class Writer:
    """Writes to one desk, one edit at a time, on the thread it was made on.

    `now` is the clock of what is recorded. `named` is what errors call the desk where it is made
    under another name first, and seen by nobody until it is whole. `proposing`: after each edit the
    rules look again at what it touched, and what they propose is part of it.
    """

    def __init__(
        self,
        path: Path,
        who: str,
        now: Callable[[], datetime],
        named: Path | None = None,
        *,
        proposing: bool = False,
    ) -> None:
        self._path = named or path
        self.who = who
        """Who stands in the history, from the next edit on."""
        self._now = now
        self._proposing = proposing
        with sqlite.as_desk_errors(self._path):
            self._connection = sqlite.build(path) if named else sqlite.write(path)

    def apply(self, edit: Edit) -> Written | None:
        """Make the edit durable. None when it changed nothing: then no trace is left either.

        On any exception the desk is as it was before.
        Raises: DeskBusy, DeskFull, DeskReadOnly, and what the edit raises.
        """
        written = self.apply_all([edit])
        return written[0] if written else None

    def apply_all(self, edits: Iterable[Edit]) -> list[Written]:
        """Make all of the edits durable, or none; each is a transaction of its own. See `apply`."""
        with sqlite.as_desk_errors(self._path):
            sqlite.begin(self._connection)
            try:
                written = [one for edit in edits if (one := self._inside(edit))]
                self._connection.execute("COMMIT" if written else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        return written

    def close(self) -> None:
        """Fold the -wal into the desk and let it go."""
        with sqlite.as_desk_errors(self._path), closing(self._connection):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _inside(self, edit: Edit) -> Written | None:
        from sqlite_utils import Database

        connection = self._connection
        for left_open in chain.seal(connection):  # by a script, which knows nothing of the search
            search.refill(connection, left_open)
        db = Database(connection, recursive_triggers=False, execute_plugins=False)
        at = self._now()
        row = {"uid": new_uid(at), "at": instant(at), "who": self.who, "why": edit.label}
        connection.execute("SAVEPOINT edit")
        txn = connection.execute(_BEGUN, row).lastrowid
        edit.apply(db, row["at"])
        if self._proposing and txn is not None:
            _propose_again(connection, row["at"], txn)
        changes = dict(connection.execute(_CHANGED, {"txn": txn}).fetchall())
        if not changes or txn is None:
            connection.execute("ROLLBACK TO edit")
            return None
        search.refill(connection, txn)
        chain.seal(connection)
        connection.execute("RELEASE edit")
        return Written(txn, row["uid"], edit.label, sum(changes.values()), frozenset(changes))


def _propose_again(connection: sqlite3.Connection, now: str, txn: int) -> None:
    """Have the rules look at what an edit touched. An undo brings back what there was, no more."""
    from db.edits.propose import propose_again
    from db.rules.touched import touched

    (undoes,) = connection.execute("SELECT undoes FROM txn WHERE id = :id", {"id": txn}).fetchone()
    if undoes is None and (found := touched(connection, txn)) is not None:
        propose_again(connection, now, found)


_BEGUN: Final = "INSERT INTO txn (uid, at, who, why) VALUES (:uid, :at, :who, :why)"
_CHANGED: Final = "SELECT tbl, count(*) FROM change WHERE txn = :txn GROUP BY tbl"
