"""What is decided about how two claims bear on each other, and relations made by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from db.edits import words
from db.edits.author import author
from db.edits.rows import Change, due, ids, put
from db.errors import Clash, EditConflict, EditRefused
from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database

State = Literal["proposed", "accepted", "rejected"]
_VERBS: Final[dict[str, str]] = {
    "accepted": "accept",
    "rejected": "reject",
    "proposed": "reopen",
}
KINDS: Final = {
    "contradicts": "{a} and {b} as contradicting",
    "tension": "{a} and {b} as in tension",
    "corroborates": "{a} and {b} as corroborating",
    "restates": "{a} and {b} as restating",
    "no_conflict": "{a} and {b} as no conflict",
    "qualifies": "{a} as qualifying {b}",
    "supersedes": "{a} as superseding {b}",
    "explains": "{a} as explaining {b}",
}
"""How one claim bears on another, and the words for it; in the last three, `a` acts on `b`."""
_CLASHES: Final = frozenset({"contradicts", "tension"})
_AGAINST: Final = " — rejected: "
"""Stands between why a relation was proposed and why it is rejected."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A relation as it was seen. `a` and `b` are the uids of its claims, as it has them."""

    uid: str
    a: str
    b: str
    kind: str
    state: str

    @property
    def words(self) -> str:
        """What it says, in words for a label."""
        return KINDS[self.kind].format(a=self.a, b=self.b)

    def becoming(self, state: str) -> Change:
        """Return the change of its state."""
        thing = f"relation {self.words}"
        return Change("relation", self.uid, thing, {"state": self.state}, {"state": state})


@dataclass(frozen=True, slots=True)
class DecideRelations:
    """Accept or reject relations, or reopen them as proposed. Why they are is kept.

    `why` they are rejected stands after that, as long as they are.
    """

    seen: tuple[Joined, ...]
    state: State
    why: str = ""

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        what = self.seen[0].words if len(self.seen) == 1 else f"{len(self.seen)} relations"
        return f"{_VERBS[self.state]} {what}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the state, and who decided.

        Raises: EditRefused when two claims would both clash and have no conflict, EditConflict.
        """
        if not self.seen:
            raise EditRefused("no relation is picked. Pick one")
        left = due(db, self.label, [one.becoming(self.state) for one in self.seen])
        if not left:
            return
        coder = author(db, now)
        for change in left:
            put(db, change, coder_id=coder, why=self._why(db, change))
        refuse_both(db)

    def _why(self, db: "Database", change: Change) -> str:
        """Return why a relation is, and why it is rejected where that was said."""
        sql = "SELECT why FROM relation WHERE uid = :uid"
        ((held,),) = db.execute(sql, {"uid": change.uid}).fetchall()
        why = str(held).split(_AGAINST)[0]
        against = words.cleaned(self.why)
        if self.state != "rejected" or not against:
            return why
        said = words.line(against, "the reason against a relation", words.REASON, "Say why")
        return f"{why}{_AGAINST}{said}"


@dataclass(frozen=True, slots=True)
class Relate:
    """Relate two claims by hand, accepted at once; in the directed kinds `a` acts on `b`.

    That there is no conflict rejects what clashes between the two, and whatever else was seen of
    what is between them: `was` holds those relations, as they were seen.
    """

    a: str
    b: str
    kind: str
    why: str
    was: tuple[Joined, ...] = ()

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"relate {KINDS.get(self.kind, '{a} and {b}').format(a=self.a, b=self.b)}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the relation. Raises: EditRefused, EditConflict."""
        why = words.line(self.why, "the reason of a relation", words.REASON, "Say why it holds")
        if self.kind not in KINDS:
            raise EditRefused(f"“{self.kind}” is no relation. Choose one of {', '.join(KINDS)}")
        if self.a == self.b:
            raise EditRefused(f"claim {self.a} cannot be related to itself. Choose another claim")
        a, b = ids(db, self.label, "claim", (self.a, self.b), KINDS[self.kind])
        self._refuse_twice(db)
        coder = author(db, now)
        if self.kind == "no_conflict":
            for change in due(db, self.label, self._rejected(db)):
                put(db, change, coder_id=coder)
        uid = new_uid(datetime.fromisoformat(now))
        row = {"uid": uid, "a_id": a, "b_id": b, "kind": self.kind, "origin": "coder"}
        row |= {"state": "accepted", "coder_id": coder, "why": why, "recorded_at": now}
        db.table("relation").insert(row)
        refuse_both(db)

    def _refuse_twice(self, db: "Database") -> None:
        """Refuse a relation that there is, whichever way it runs and in whatever state."""
        for one in _between(db, self.a, self.b):
            if one.kind == self.kind:
                remedy = "Nothing is left to do" if one.state == "accepted" else "Accept that one"
                raise EditRefused(f"{one.words}: that is {one.state} already. {remedy}")

    def _rejected(self, db: "Database") -> list[Change]:
        """Return what becomes of relations that clash. Raises: EditConflict for one not seen."""
        between = _between(db, self.a, self.b)
        seen = {one.uid: one for one in self.was}
        new = [
            r for r in between if r.kind in _CLASHES and r.uid not in seen and r.state != "rejected"
        ]
        if new:
            told = [Clash(f"relation {r.words}", "state", r.state, "rejected") for r in new]
            raise EditConflict(self.label, told)
        return [seen[r.uid].becoming("rejected") for r in between if r.uid in seen]


def _between(db: "Database", a: str, b: str) -> Sequence[Joined]:
    """Return every relation between two claims, whichever way it runs."""
    sql = """SELECT r.uid, x.uid, y.uid, r.kind, r.state FROM relation r
        JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id
        WHERE (x.uid = :a AND y.uid = :b) OR (x.uid = :b AND y.uid = :a) ORDER BY r.uid"""
    return [Joined(*row) for row in db.execute(sql, {"a": a, "b": b}).fetchall()]


def refuse_both(db: "Database") -> None:
    """Refuse what the open transaction did where two claims clash now, and have no conflict.

    What is rejected says neither. Raises: EditRefused.
    """
    found = db.execute(_BOTH).fetchone()
    if found:
        one, other = Joined(*found[:5]), Joined(*found[5:])
        raise EditRefused(
            f"“{other.words}” is {other.state}, and “{one.words}” would be {one.state}: two claims "
            "do not both clash and have no conflict. Reject the one first"
        )


_SEEN: Final = """{0}.uid, (SELECT uid FROM claim WHERE id = {0}.a_id),
    (SELECT uid FROM claim WHERE id = {0}.b_id), {0}.kind, {0}.state"""
_BOTH: Final = f"""SELECT {_SEEN.format("r")}, {_SEEN.format("o")} FROM change c
    JOIN relation r ON r.id = c.pk JOIN relation o
        ON min(o.a_id, o.b_id) = min(r.a_id, r.b_id) AND max(o.a_id, o.b_id) = max(r.a_id, r.b_id)
    WHERE c.txn = (SELECT max(id) FROM txn) AND c.tbl = 'relation'
    AND 'rejected' NOT IN (r.state, o.state)
    AND iif(r.kind = 'no_conflict', o.kind IN ('contradicts', 'tension'),
        r.kind IN ('contradicts', 'tension') AND o.kind = 'no_conflict')"""  # noqa: S608
