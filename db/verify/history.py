"""The history: every transaction is there, and as it was sealed."""

import sqlite3
from collections.abc import Iterator

from db.history import chain
from db.verify.broken import Said

_REMEDY = "Keep the file as it is, and compare it with an older copy or an export that has the head"


def not_as_sealed(connection: sqlite3.Connection) -> Iterator[Said]:
    """Yield the first transaction that is not as it was sealed; all after it rest on it."""
    found = chain.first_break(connection)
    if found is not None:
        yield "txn", str(found.txn), found.why, _REMEDY
