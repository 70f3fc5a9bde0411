"""The columns of a desk that filters need, resident in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from db.dimensions import DimensionId
from db.model import Clock
from db.query import Grouping, Order

Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

NEVER_FROM, NEVER_TO = np.iinfo(np.int32).max, np.iinfo(np.int32).min
"""The days of an undated claim: an interval that overlaps nothing."""
OPEN_FROM, OPEN_TO = 1, 3_652_059
"""The days of an open end: date.min and date.max as ordinals, before and after everything."""
NO_RANK = -1
"""The rank of a claim that has no value to be sorted by."""
NO_VALUE = -1
"""Stands for a value's id where claims are grouped that have none."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which claims carry which value, as parallel arrays: one entry per (row, value).

    A claim about two places has two entries, so one shape serves single and many values.
    `size` is the length of a table indexed by value, those without a claim included.
    """

    rows: Ints
    values: Ints
    size: int

    def rows_with(self, values: frozenset[int], length: int) -> Mask:
        """Return a mask over `length` rows: those that carry any of `values`."""
        mask = np.zeros(length, np.bool_)
        mask[self.rows[np.isin(self.values, list(values))]] = True
        return mask

    def values_of(self, rows: Mask) -> Mask:
        """Return a mask over values: those that any of the masked rows carries."""
        return self.counts(rows) > 0

    def counts(self, rows: Mask) -> Ints:
        """Return how many of the masked rows carry each value."""
        kept = self.values[rows[self.rows]]
        return np.bincount(kept, minlength=self.size).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Which values of two kinds one row carries together, as parallel arrays.

    `nth` says which of the distinct pairs it is, `ours` is the value of ours in each of them.
    """

    rows: Ints
    nth: Ints
    ours: Ints

    def counts(self, rows: Mask, size: int) -> Ints:
        """Return how many of theirs any of the masked rows carries with each of our values."""
        met = np.zeros(len(self.ours), np.bool_)
        met[self.nth[rows[self.rows]]] = True
        return np.bincount(self.ours[met], minlength=size).astype(np.int32)


def joined(ours: Pairs, theirs: Pairs) -> Joined:
    """Return every value of the one kind with every value of the other that its row carries."""
    order = np.argsort(theirs.rows, kind="stable")
    rows = theirs.rows[order]
    first = np.searchsorted(rows, ours.rows, "left")
    many = np.searchsorted(rows, ours.rows, "right") - first
    nth = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    found = theirs.values[order][np.repeat(first, many) + nth]
    pairs = np.repeat(ours.values, many).astype(np.int64) * theirs.size + found
    distinct, at = np.unique(pairs, return_inverse=True)
    our_values = (distinct // max(1, theirs.size)).astype(np.int32)
    return Joined(np.repeat(ours.rows, many), at.astype(np.int32), our_values)


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Days as proleptic ordinals, both ends inclusive, aligned with the rows or values they are of.

    Undated is (NEVER_FROM, NEVER_TO); an open end is OPEN_FROM or OPEN_TO. The soft masks say
    which ends are drawn as uncertain.
    """

    begun: Ints
    ended: Ints
    soft_begun: Mask
    soft_ended: Mask

    @classmethod
    def undated(cls, size: int) -> "Intervals":
        """Return so many intervals without a day."""
        never = np.full(size, NEVER_FROM, np.int32), np.full(size, NEVER_TO, np.int32)
        return cls(*never, np.zeros(size, np.bool_), np.zeros(size, np.bool_))

    def at(self, positions: npt.NDArray[np.integer]) -> "Intervals":
        """Return the intervals at these positions, in this order."""
        return Intervals(
            self.begun[positions],
            self.ended[positions],
            self.soft_begun[positions],
            self.soft_ended[positions],
        )

    @property
    def dated(self) -> Mask:
        """Which have a day at either end."""
        return self.begun <= self.ended

    def overlapping(self, since: int | None, until: int | None) -> Mask:
        """Return which overlap `since` to `until`, inclusive, None open; the undated do not."""
        mask = self.dated
        if since is not None:
            mask = mask & (self.ended >= since)
        if until is not None:
            mask = mask & (self.begun <= until)
        return mask


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """Which group each row stands in.

    `order` are the value ids in the order of their groups, NO_VALUE last; `at` gives for each row
    where its own stands in it.
    """

    order: Ints
    at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Conflicts:
    """The pairs of rows that contradict each other, as accepted; as parallel arrays."""

    ours: Ints
    theirs: Ints

    def contested(self, known: Mask) -> Mask:
        """Return which rows are contested by what is `known`: both of a pair have to be."""
        both = known[self.ours] & known[self.theirs]
        mask = np.zeros(len(known), np.bool_)
        mask[self.ours[both]] = True
        mask[self.theirs[both]] = True
        return mask


def _none() -> Ints:
    return np.empty(0, np.int32)


def _never() -> Mask:
    return np.empty(0, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What others say that bears on rows: an entry for each row and row of another.

    `accepted`: somebody accepted that it does; else it is proposed. `voices` says which of the
    distinct (row, voice) an entry is, `voice_rows` has the row of each. `own_word`: an outlet
    speaks for itself. Of two entries on one row, the one `leaning` may rest on the one `on`.
    """

    rows: Ints = field(default_factory=_none)
    others: Ints = field(default_factory=_none)
    accepted: Mask = field(default_factory=_never)
    voices: Ints = field(default_factory=_none)
    voice_rows: Ints = field(default_factory=_none)
    own_word: Mask = field(default_factory=_never)
    leaning: Ints = field(default_factory=_none)
    on: Ints = field(default_factory=_none)


@dataclass(frozen=True, slots=True, eq=False)
class Replaced:
    """Which rows stand no longer since their own claimant, or a retraction, spoke after them."""

    newer: Ints = field(default_factory=_none)
    older: Ints = field(default_factory=_none)
    accepted: Mask = field(default_factory=_never)
    taken_back: Mask = field(default_factory=_never)


@dataclass(frozen=True, slots=True, eq=False)
class Bearings:
    """All by which rows stand as they do. `unassessed` are the rows that give no answer."""

    against: Heard = field(default_factory=Heard)
    backing: Heard = field(default_factory=Heard)
    replaced: Replaced = field(default_factory=Replaced)
    unassessed: Ints = field(default_factory=_none)


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """Every relation of a desk, in whatever state, by kind and then by uids; as parallel arrays.

    `ours` are the ids of the claims that act, `theirs` of those they act on.
    """

    uids: tuple[str, ...] = ()
    ours: Ints = field(default_factory=_none)
    theirs: Ints = field(default_factory=_none)

    def among(self, claims: Ints) -> Mask:
        """Return which of them are between two of these claims."""
        return np.isin(self.ours, claims) & np.isin(self.theirs, claims)

    def of(self, claims: Ints) -> Mask:
        """Return which of them any of these claims is in."""
        return np.isin(self.ours, claims) | np.isin(self.theirs, claims)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One row per claim, by (about_from, id): oldest first, undated last.

    `known` gives, on each clock but `recorded`, the day from which on a claim could be known, as an
    ordinal; NEVER_FROM where it has no such day. `turns` are these days, each once, in order.
    `events` are the days of the events, by event id. `within` gives for a place the ids of itself
    and all that lies in it. `ends` pairs each road with the places it ends at. `own_routes` are
    the roads a claim itself names, without those it reaches through a group. `ranks` order the
    the rows by each text or scale, NO_RANK where there is none. `groups` has every grouping but
    the empty one.
    """

    ids: Ints
    days: Mapping[Clock, Intervals]
    facets: Mapping[DimensionId, Pairs]
    contested: Mask
    known: Mapping[Clock, Ints]
    conflicts: Conflicts
    events: Intervals
    within: Mapping[int, frozenset[int]]
    ends: tuple[tuple[int, int], ...]
    own_routes: Pairs
    ranks: Mapping[Order, Ints]
    groups: Mapping[Grouping, Grouped]
    turns: Mapping[Clock, Ints] = field(default_factory=dict[Clock, Ints])
    bearings: Bearings = field(default_factory=Bearings)
