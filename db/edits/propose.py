"""What the rules propose, written as relations that wait to be decided. They accept nothing."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from db.rules.pairs import Proposal
from db.rules.propose import affected, proposals
from db.rules.reading import read_accounts
from db.rules.touched import Touched
from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Propose:
    """Have the rules look at every claim, and write what they propose.

    A pair stays as it is where a relation is accepted, or was made by somebody; a rejected one
    while neither claim has changed since. What is no longer proposed, and was not decided, goes.
    """

    found: "Found | None" = None
    """What they propose, where that was asked already; not taken where anything changed since."""

    @property
    def label(self) -> str:
        """What is done, in words for the history."""
        new = self.found.new if self.found else 0
        if not new:
            return "propose relations"
        return f"propose {new:,} new relation{'s' if new > 1 else ''}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the relations that are new, changed or gone."""
        found = self.found
        if found is None or found.head != _newest_but_this(db.conn):
            found = find(db.conn)
        _write(db.conn, now, found.proposals, _held(db.conn))


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules propose of a desk after the transaction `head`, and how much of it is new.

    `due`: something is to be written, be it that what waits says something else by now, or goes.
    """

    proposals: tuple[Proposal, ...]
    new: int
    due: bool
    head: int


def find(connection: sqlite3.Connection) -> Found:
    """Return what the rules propose of every claim; in one transaction of the caller."""
    found = tuple(proposals(read_accounts(connection)))
    held = _held(connection)
    pairs, by_pair = _pairs(held), {_pair(one): one for one in found}
    new = sum(_is_new(connection, pairs.get(pair, [])) for pair in by_pair)
    waiting = ((one, by_pair.get(one.pair)) for one in held if one.waits)
    due = bool(new) or any(says is None or not _says(one, says) for one, says in waiting)
    (head,) = connection.execute("SELECT coalesce(max(id), 0) FROM txn").fetchone()
    return Found(found, new, due, head)


def _is_new(connection: sqlite3.Connection, there: Sequence["_Held"]) -> bool:
    """Return whether what is proposed of a pair does not wait yet, and was not decided."""
    return not any(one.waits for one in there) and not _silent(connection, there)


def _newest_but_this(connection: sqlite3.Connection) -> int:
    """Return the newest transaction but the open one."""
    sql = "SELECT coalesce(max(id), 0) FROM txn WHERE id < (SELECT max(id) FROM txn)"
    return connection.execute(sql).fetchone()[0]


def propose_again(connection: sqlite3.Connection, now: str, touched: Touched) -> None:
    """Have the rules look again at what an edit touched, and write what they propose of it."""
    told = read_accounts(connection, touched.joined)
    of = affected(told, touched)
    held = [
        one
        for one in _held(connection, of)
        if not touched.claims.isdisjoint(one.pair) or told.claims.keys() >= set(one.pair)
    ]
    _write(connection, now, proposals(told, of), held)


class _Held(NamedTuple):
    """A relation as it stands."""

    id: int
    a: int
    b: int
    kind: str
    origin: str
    state: str
    rule: str | None
    why: str
    independent: int | None

    @property
    def pair(self) -> _Pair:
        return min(self.a, self.b), max(self.a, self.b)

    @property
    def waits(self) -> bool:
        return self.origin == "rule" and self.state == "proposed"


_HELD: Final = "SELECT id, a_id, b_id, kind, origin, state, rule, why, independent FROM relation"


def _held(connection: sqlite3.Connection, of: Collection[int] | None = None) -> list[_Held]:
    """Return the relations; with `of`, those that one of these claims is in."""
    if of is None:
        return [_Held(*row) for row in connection.execute(_HELD)]
    claims = "(SELECT value FROM json_each(:of))"
    sql = f"{_HELD} WHERE a_id IN {claims} OR b_id IN {claims}"
    return [_Held(*row) for row in connection.execute(sql, {"of": json.dumps(list(of))})]


def _write(
    connection: sqlite3.Connection, now: str, found: Iterable[Proposal], held: Iterable[_Held]
) -> None:
    """Bring the relations that wait in line with what is proposed."""
    pairs = _pairs(held)
    for proposal in found:
        there = pairs.pop(_pair(proposal), [])
        if not _silent(connection, there):
            _put(connection, now, proposal, there)
        else:
            _drop(connection, there)
    for there in pairs.values():
        _drop(connection, there)


def _pair(proposal: Proposal) -> _Pair:
    return min(proposal.a, proposal.b), max(proposal.a, proposal.b)


def _pairs(held: Iterable[_Held]) -> dict[_Pair, list[_Held]]:
    """Return the relations by the pair that they are between."""
    pairs: dict[_Pair, list[_Held]] = {}
    for one in held:
        pairs.setdefault(one.pair, []).append(one)
    return pairs


def _silent(connection: sqlite3.Connection, there: Iterable[_Held]) -> bool:
    """Return whether a pair was decided, and stays so."""
    decided = [one for one in there if not one.waits]
    return any(one.state != "rejected" for one in decided) or any(
        not _changed_since(connection, one) for one in decided
    )


def _changed_since(connection: sqlite3.Connection, rejected: _Held) -> bool:
    """Return whether a claim of a rejected relation was changed after it was rejected.

    That its answer lies elsewhere because the steps of its scale do is no change of the claim.
    """
    sql = f"""SELECT (SELECT max(seq) FROM change WHERE tbl = 'claim' AND pk IN (:a, :b)
            AND NOT ({_MOVED}))
        > (SELECT max(seq) FROM change WHERE tbl = 'relation' AND pk = :id)"""  # noqa: S608
    row = {"a": rejected.a, "b": rejected.b, "id": rejected.id}
    (changed,) = connection.execute(sql, row).fetchone()
    return bool(changed)


def _put(connection: sqlite3.Connection, now: str, new: Proposal, there: Iterable[_Held]) -> None:
    """Write a proposal into the row that waits, into a rejected one of its kind, or a new one."""
    there = list(there)
    again = [one for one in there if one.kind == new.kind and not one.waits]
    waiting = [one for one in there if one.waits]
    rows = again or waiting
    _drop(connection, [one for one in waiting if one not in rows[:1]])
    row = {"a": new.a, "b": new.b, "kind": new.kind, "rule": new.rule, "why": new.why}
    row["independent"] = int(new.independent)
    if not rows:
        uid = new_uid(datetime.fromisoformat(now))
        connection.execute(_NEW, {**row, "uid": uid, "now": now})
    elif not _says(rows[0], new):
        connection.execute(_AGAIN, {**row, "id": rows[0].id, "now": now})


def _says(held: _Held, new: Proposal) -> bool:
    """Return whether a relation waits already and says all that is proposed."""
    said = held.a, held.b, held.kind, held.rule, held.why, held.independent
    return held.waits and said == (new.a, new.b, new.kind, new.rule, new.why, new.independent)


def _drop(connection: sqlite3.Connection, there: Iterable[_Held]) -> None:
    for one in there:
        if one.waits:
            connection.execute("DELETE FROM relation WHERE id = :id", {"id": one.id})


_MOVED: Final = """json_remove(old, '$.position_low', '$.position_high')
        IS json_remove(new, '$.position_low', '$.position_high')
    AND txn IN (SELECT txn FROM change WHERE tbl = 'question_step')"""
_NEW: Final = """INSERT INTO relation
    (uid, a_id, b_id, kind, independent, origin, rule, state, why, recorded_at)
    VALUES (:uid, :a, :b, :kind, :independent, 'rule', :rule, 'proposed', :why, :now)"""
_AGAIN: Final = """UPDATE relation SET a_id = :a, b_id = :b, kind = :kind, rule = :rule,
    independent = :independent, origin = 'rule', state = 'proposed', coder_id = NULL, why = :why,
    recorded_at = :now WHERE id = :id"""
