"""The history of an open desk, read as it comes into view."""

import sqlite3
from collections.abc import Sequence

from db.entries import Difference, Entry, Step, Wanted
from db.history import log


class DeskPast:
    """What the history tells, read over the connection of an open desk."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def entries(self, wanted: Wanted, most: int, below: int = 0) -> Sequence[Entry]:
        """Return transactions, the newest first; no more than `most`, with `below` before that."""
        return log.entries(self._connection, wanted, most, below)

    def count(self, wanted: Wanted) -> int:
        """Return how many transactions there are."""
        return log.count(self._connection, wanted)

    def differences(self, txn: int, most: int) -> Sequence[Difference]:
        """Return what a transaction changed, in its order; no more than `most` rows."""
        return log.differences(self._connection, txn, most)

    def authors(self) -> Sequence[str]:
        """Return who has written to the desk, by name."""
        return log.authors(self._connection)

    def after(self, uid: str, most: int = -1) -> Sequence[Step]:
        """Return what there is to undo after a transaction, the newest first; -1 for all."""
        return log.down_to(self._connection, uid, most)
