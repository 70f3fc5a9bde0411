"""The one place that changes a desk: an edit goes in whole and labelled, or not at all."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from db import connection as sqlite
from db import search
from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database


class Edit(Protocol):
    """A way a desk can change."""

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        ...

    def apply(self, db: "Database", now: str) -> Iterable[int] | None:
        """Make the change at the instant `now`, without a commit.

        Returns the claims whose search text may have changed, None for all of them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """What the desk keeps of an edit: which transaction, and how many rows it changed."""

    txn: str
    rows: int


class Writer:
    """Writes to one desk, one edit at a time, on the thread it was made on.

    `who` stands in the history. `now` is the clock of what is recorded. `named` is what errors
    call the desk where it is made under another name first.
    """

    def __init__(
        self, path: Path, who: str, now: Callable[[], datetime], named: Path | None = None
    ) -> None:
        self._path = named or path
        self._who = who
        self._now = now
        with sqlite.as_desk_errors(self._path):
            self._connection = sqlite.write(path)

    def apply(self, edit: Edit) -> Written | None:
        """Make the edit durable. None when it changed nothing: then no trace is left either.

        On any exception the desk is as it was before.
        Raises: DeskBusy, DeskFull, DeskReadOnly, and what the edit raises.
        """
        with sqlite.as_desk_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                written = self._inside(edit)
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

        db = Database(self._connection, recursive_triggers=False, execute_plugins=False)
        at = self._now().astimezone(UTC)
        instant = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
        txn = {"uid": new_uid(at), "at": instant, "who": self._who, "why": edit.label}
        db.table("txn").insert(txn)
        before = self._connection.total_changes
        touched = edit.apply(db, instant)
        rows = self._connection.total_changes - before
        if not rows:
            return None
        search.fill(self._connection, touched)
        return Written(txn["uid"], rows)
