"""Relations of a desk that wait to be decided, read as they come into view."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final

import numpy as np

from db.columns import Ints
from db.model import ClaimId
from db.waiting import KINDS, Joins, Line, Queue, Waiting

_COUNTED: Final = "x.status IN ('coded', 'reviewed') AND y.status IN ('coded', 'reviewed')"
_KIND: Final = " ".join(f"WHEN '{kind}' THEN {n}" for n, kind in enumerate(KINDS))
_JOINS: Final = f"""SELECT r.id, CASE r.kind {_KIND} END, r.a_id, r.b_id, r.state = 'accepted'
    FROM relation r JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id
    WHERE r.state <> 'rejected' AND {_COUNTED}"""  # noqa: S608
_WAITING: Final = """SELECT r.id, r.uid, r.kind, x.uid, y.uid, r.why, coalesce(r.rule, ''),
    r.independent, x.id, y.id, x.claimant_id, y.claimant_id, x.question_id, y.question_id
    FROM relation r JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id
    WHERE r.id IN (SELECT value FROM json_each(:ids))"""


class DeskUndecided:
    """Reads what waits in one state of a desk, when it is first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._line: Line | None = None

    def queue(
        self,
        shown: Ints,
        known: Ints,
        first: ClaimId | None = None,
        later: Sequence[int] = (),
        without: Collection[int] = (),
    ) -> Queue:
        """Return what waits in the order it is decided; see `Line.queue`."""
        if self._line is None:
            self._line = Line(read_joins(self._connection))
        return self._line.queue(shown, known, first, later, without)

    def waiting(self, ids: Ints) -> Sequence[Waiting]:
        """Return the relations with these ids, in this order."""
        rows = self._connection.execute(_WAITING, {"ids": json.dumps(ids.tolist())})
        found = {
            row[0]: Waiting(
                *row[:7],
                independent=None if row[7] is None else bool(row[7]),
                claims=row[8:10],
                claimants=row[10:12],
                questions=row[12:14],
            )
            for row in rows
        }
        return [found[id_] for id_ in ids.tolist()]


def read_joins(connection: sqlite3.Connection) -> Joins:
    """Return the relations between claims that count, without those that are rejected."""
    values = np.fromiter(chain.from_iterable(connection.execute(_JOINS)), np.int32)
    ids, kinds, a, b, accepted = values.reshape(-1, 5).T
    return Joins(ids, kinds, a, b, accepted.astype(np.bool_))
