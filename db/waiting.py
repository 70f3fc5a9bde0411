"""Relations that wait to be decided: in which order, and which echo which."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from db.columns import Ints, Mask
from db.model import ActorId, ClaimId, QuestionId

KINDS: Final = (
    "contradicts", "supersedes", "tension", "restates", "qualifies", "corroborates", "explains",
    "no_conflict",
)  # fmt: skip
"""The kinds of relations, in the order they are decided."""
_CLASHES: Final = (KINDS.index("contradicts"), KINDS.index("tension"))
_RESTATES: Final = KINDS.index("restates")


def _ints() -> Ints:
    return np.empty(0, np.int32)


def _mask() -> Mask:
    return np.empty(0, np.bool_)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A relation that waits, as a list tells it; `a` and `b` are the uids of its claims.

    `claims`, `claimants` and `questions` are those of `a` and `b`, in this order.
    """

    id: int
    uid: str
    kind: str
    a: str
    b: str
    why: str
    rule: str
    independent: bool | None
    claims: tuple[ClaimId, ClaimId]
    claimants: tuple[ActorId, ActorId]
    questions: tuple[QuestionId | None, QuestionId | None]


@dataclass(frozen=True, slots=True, eq=False)
class Joins:
    """Relations that are not rejected, in arrays of one length: `a` and `b` are ids of claims.

    `kinds` are places in KINDS.
    """

    ids: Ints = field(default_factory=_ints)
    kinds: Ints = field(default_factory=_ints)
    a: Ints = field(default_factory=_ints)
    b: Ints = field(default_factory=_ints)
    accepted: Mask = field(default_factory=_mask)


@dataclass(frozen=True, slots=True, eq=False)
class Queue:
    """Relations that wait, by id, in the order they are decided, with the claims they join.

    `firsts` has for each the place of the one that it is folded under: of a first, its own.
    `heard` are those that echo what was accepted.
    """

    ids: Ints = field(default_factory=_ints)
    a: Ints = field(default_factory=_ints)
    b: Ints = field(default_factory=_ints)
    firsts: Ints = field(default_factory=_ints)
    heard: Mask = field(default_factory=_mask)

    @property
    def count(self) -> int:
        """How many there are to decide: an echo is counted with its first, or not again."""
        return int((self._first & ~self.heard).sum())

    @property
    def _first(self) -> Mask:
        return self.firsts == np.arange(len(self.firsts))

    def echoes(self, place: int) -> int:
        """Return how many are folded under the one at a place."""
        return int((self.firsts == place).sum()) - 1 if self.firsts[place] == place else 0

    def group(self, place: int) -> Ints:
        """Return the ids of those folded together with the one at a place, itself among them."""
        return self.ids[self.firsts == self.firsts[place]]

    def unfolded(self, under: Iterable[int]) -> Ints:
        """Return the places as they are listed: the firsts, and the echoes `under` these ids."""
        opened = self._first | np.isin(self.ids[self.firsts], list(under))
        places = np.flatnonzero(opened)
        return places[np.lexsort((places, self.firsts[places]))].astype(np.int32)


class Line:
    """All relations that wait, in order. What is left of them and what comes first is asked of it.

    Contradictions come first, the other kinds as in KINDS; within a kind those of the claims with
    most clashes; echoes of what was accepted come last.
    """

    def __init__(self, joins: Joins) -> None:
        size = 1 + int(max(joins.a.max(initial=0), joins.b.max(initial=0)))
        clashing = np.isin(joins.kinds, _CLASHES)
        ends = np.concatenate((joins.a[clashing], joins.b[clashing]))
        clashes = np.bincount(ends, minlength=size)
        same = _same(joins, size)
        keys = _keys(joins, same, clashing)
        waits = ~joins.accepted
        heard = np.isin(keys, keys[joins.accepted & clashing])[waits]
        kinds, a, b = joins.kinds[waits], joins.a[waits], joins.b[waits]
        most = np.maximum(clashes[a], clashes[b])
        order = np.lexsort((b, a, -clashes[a] - clashes[b], -most, kinds, heard))
        self._ids, self._a, self._b = joins.ids[waits][order], a[order], b[order]
        self._keys, self._heard = keys[waits][order], heard[order]
        self._size = size

    def queue(
        self,
        shown: Ints,
        known: Ints,
        first: ClaimId | None = None,
        later: Sequence[int] = (),
        without: Collection[int] = (),
    ) -> Queue:
        """Return those with a claim that is `shown`, and both `known`, folded; some left out.

        Those of the claim `first` come before the others, and last, in their order, those that
        were put off for `later`, by id, each with its echoes.
        """
        of_shown, of_known = self._among(shown), self._among(known)
        a, b = self._a, self._b
        left = (of_shown[a] | of_shown[b]) & of_known[a] & of_known[b]
        if without:
            left &= ~np.isin(self._ids, list(without))
        rows = np.flatnonzero(left)
        rank = np.ones(len(rows), np.int64)
        if first is not None:
            rank[(a[rows] == first) | (b[rows] == first)] = 0
        for n, id_ in enumerate(later):
            put_off = self._keys[self._ids == id_]
            rank[np.isin(self._keys[rows], put_off)] = 2 + n
        rows = rows[np.argsort(rank, kind="stable")]
        return Queue(
            self._ids[rows], a[rows], b[rows], _firsts(self._keys[rows]), self._heard[rows]
        )

    def _among(self, claims: Ints) -> Mask:
        found = np.zeros(self._size, np.bool_)
        found[claims[claims < self._size]] = True
        return found


def _firsts(keys: Ints) -> Ints:
    """Return for each place the first that has its key."""
    _, starts, of = np.unique(keys, return_index=True, return_inverse=True)
    return starts[of].astype(np.int32)


def _keys(joins: Joins, same: Ints, clashing: Mask) -> Ints:
    """Return numbers that clashes of one kind share whose claims restate each other.

    What is no clash has one of its own, and so has a clash of two that are held to restate.
    """
    a, b = same[joins.a].astype(np.int64), same[joins.b].astype(np.int64)
    size = 1 + int(same.max(initial=0))
    kinds = joins.kinds.astype(np.int64)
    keys = (kinds * size + np.minimum(a, b)) * size + np.maximum(a, b)
    return np.where(clashing & (a != b), keys, -1 - np.arange(len(keys)))


def _same(joins: Joins, size: int) -> Ints:
    """Return for each claim, by id, the least of those that restate one another with it."""
    above = list(range(size))

    def top(of: int) -> int:
        while above[of] != of:
            above[of] = above[above[of]]
            of = above[of]
        return of

    rows = np.flatnonzero(joins.kinds == _RESTATES)
    for a, b in zip(joins.a[rows].tolist(), joins.b[rows].tolist(), strict=True):
        one, other = sorted((top(a), top(b)))
        above[other] = one
    found = np.arange(size, dtype=np.int32)
    for claim in {*joins.a[rows].tolist(), *joins.b[rows].tolist()}:
        found[claim] = top(claim)
    return found
