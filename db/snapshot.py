"""The answer to a query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

import numpy as np

from db.columns import Intervals, Ints, Mask, Related
from db.dimensions import DimensionId
from db.entries import Difference, Entry, Step, Wanted
from db.model import (
    ActorId,
    Claim,
    ClaimId,
    Clock,
    Desk,
    Hearing,
    Position,
    QuestionId,
    Ref,
    Relation,
    Strand,
    Value,
)
from db.query import Filter, Grouping
from db.waiting import Queue, Waiting


class Records(Protocol):
    """Fetches the records behind ids, when a panel comes to show them."""

    def claims(self, ids: Ints) -> Sequence[Claim]:
        """Return the claims with these ids, in this order."""
        ...

    def relations(self, claim: ClaimId) -> Sequence[Relation]:
        """Return how others bear on this claim: contradictions first, what is rejected last."""
        ...

    def hearing(self, claim: ClaimId) -> Hearing:
        """Return which voices speak for this claim and against it, as far as it stands by them."""
        ...

    def related(self) -> Related:
        """Return every relation there is; it is read from the desk each time."""
        ...

    def claims_of(self, ref: Ref) -> Ints:
        """Return the ids of every claim on file about a thing, or by one, oldest first."""
        ...

    def positions(self, question: QuestionId, voice: ActorId, most: int) -> Sequence[Position]:
        """Return where claims stand on the scale of a question; those that say "not known" too.

        Of more than `most` those of `voice` are told first, then the newest in the desk.
        """
        ...


class NoRecords:
    """The records of an empty snapshot."""

    def claims(self, ids: Ints) -> Sequence[Claim]:
        """Return nothing: there is nothing."""
        return ()

    def relations(self, claim: ClaimId) -> Sequence[Relation]:
        """Return nothing: there is nothing."""
        return ()

    def hearing(self, claim: ClaimId) -> Hearing:
        """Return nothing: there is nothing."""
        return Hearing()

    def related(self) -> Related:
        """Return nothing: there is nothing."""
        return Related()

    def claims_of(self, ref: Ref) -> Ints:
        """Return nothing: there is nothing."""
        return _ints()

    def positions(self, question: QuestionId, voice: ActorId, most: int) -> Sequence[Position]:
        """Return nothing: there is nothing."""
        return ()


class Past(Protocol):
    """Reads what the history of the desk tells, when a panel comes to show it."""

    def entries(self, wanted: Wanted, most: int, below: int = 0) -> Sequence[Entry]:
        """Return transactions, the newest first; no more than `most`, with `below` before that."""
        ...

    def count(self, wanted: Wanted) -> int:
        """Return how many transactions there are."""
        ...

    def differences(self, txn: int, most: int) -> Sequence[Difference]:
        """Return what a transaction changed, in its order; no more than `most` rows."""
        ...

    def authors(self) -> Sequence[str]:
        """Return who has written to the desk, by name."""
        ...

    def after(self, uid: str, most: int = -1) -> Sequence[Step]:
        """Return what there is to undo after a transaction, the newest first; -1 for all."""
        ...


class NoPast:
    """The history of an empty snapshot."""

    def entries(self, wanted: Wanted, most: int, below: int = 0) -> Sequence[Entry]:
        """Return nothing: there is nothing."""
        return ()

    def count(self, wanted: Wanted) -> int:
        """Return 0."""
        return 0

    def differences(self, txn: int, most: int) -> Sequence[Difference]:
        """Return nothing: there is nothing."""
        return ()

    def authors(self) -> Sequence[str]:
        """Return nobody."""
        return ()

    def after(self, uid: str, most: int = -1) -> Sequence[Step]:
        """Return nothing: there is nothing."""
        return ()


class Undecided(Protocol):
    """Reads the relations that wait to be decided, when a panel comes to show them."""

    def queue(
        self,
        shown: Ints,
        known: Ints,
        first: ClaimId | None = None,
        later: Sequence[int] = (),
        without: Collection[int] = (),
    ) -> Queue:
        """Return those with a claim `shown`, and both `known`, in the order they are decided.

        First those of a claim, last those put off for `later`, and some left out, by their ids.
        """
        ...

    def waiting(self, ids: Ints) -> Sequence[Waiting]:
        """Return the relations with these ids, in this order."""
        ...


class NothingUndecided:
    """What waits in an empty snapshot."""

    def queue(
        self,
        shown: Ints,
        known: Ints,
        first: ClaimId | None = None,
        later: Sequence[int] = (),
        without: Collection[int] = (),
    ) -> Queue:
        """Return nothing: there is nothing."""
        return Queue()

    def waiting(self, ids: Ints) -> Sequence[Waiting]:
        """Return nothing: there is nothing."""
        return ()


def _ints() -> Ints:
    return np.empty(0, np.int32)


def _mask() -> Mask:
    return np.empty(0, np.bool_)


def _intervals() -> Intervals:
    return Intervals(_ints(), _ints(), _mask(), _mask())


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What the timeline shows: claims and events under all filters but its own clock's span.

    The claim arrays are aligned with each other, oldest first; `inside` says which also pass the
    span, `proposed` which are contested by proposals alone. An event stands here when a claim of
    it does; its own days only position it, and it has none but on the clock `about`.
    """

    claims: Ints = field(default_factory=_ints)
    days: Intervals = field(default_factory=_intervals)
    sides: Ints = field(default_factory=_ints)
    contested: Mask = field(default_factory=_mask)
    proposed: Mask = field(default_factory=_mask)
    inside: Mask = field(default_factory=_mask)
    events: Ints = field(default_factory=_ints)
    event_days: Intervals = field(default_factory=_intervals)
    events_inside: Mask = field(default_factory=_mask)


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """How many claims may fall into each stretch of days: a claim counts in every bin it overlaps.

    Bin n covers the ordinals `edges[n]` to `edges[n + 1] - 1`; counts ignore the clock's own span.
    """

    unit: Literal["week", "month", "year"] = "week"
    edges: Ints = field(default_factory=_ints)
    counts: Ints = field(default_factory=_ints)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """How the claims shown stand together: one entry a group, in their order.

    `values` are the ids of what they share, NO_VALUE for claims that have none; `starts` is where
    a group begins among the claims, `contested` whether one of its claims is, `proposed` whether
    one is by proposals and none by what is accepted.
    """

    by: Grouping = ""
    values: Ints = field(default_factory=_ints)
    starts: Ints = field(default_factory=_ints)
    contested: Mask = field(default_factory=_mask)
    proposed: Mask = field(default_factory=_mask)

    def __post_init__(self) -> None:
        """Let nobody change the arrays."""
        for array in (self.values, self.starts, self.contested, self.proposed):
            array.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """What one Query leaves of one state of the desk. Compared by identity.

    `ids` are the claims left, in display order: group by group where `groups` has any. `counts`
    are indexed by value id, each under all *other* dimensions' filters: what choosing that value
    would give. `left` are indexed by value id and count the claims left: a place, event or road
    is shown in full when it has one.
    `place_order` lists the places as the query orders them; `place_events`, `place_contested` and
    `place_proposed`, which are so by proposals alone, are indexed by place id, under all filters
    but that on places, which leave the claims `about_places`.
    `undated` and `outside` count the claims that fail the clock's span alone.
    `lifts` says, where nothing is left, how many claims lifting each filter alone would leave.
    `strands` are the newest reports on roads on file that could be known by the day asked for,
    whatever else is filtered; `day` is the one that ages count to. `known` are the claims that
    could be known by the day asked for; `dateless` counts, for each clock it is asked on, those
    that fail nothing else and have no date there. `turns` are the days, as ordinals, on which
    something more could be known, by clock. `began` is set where the desk is asked for as it
    was before it began, which is nothing: the day it began.
    """

    version: int = 0
    ids: Ints = field(default_factory=_ints)
    groups: Groups = field(default_factory=Groups)
    total: int = 0
    desk: Desk = field(default_factory=Desk)
    values: Mapping[DimensionId, tuple[Value, ...]] = field(
        default_factory=dict[DimensionId, tuple[Value, ...]]
    )
    counts: Mapping[DimensionId, Ints] = field(default_factory=dict[DimensionId, Ints])
    left: Mapping[DimensionId, Ints] = field(default_factory=dict[DimensionId, Ints])
    place_order: Ints = field(default_factory=_ints)
    place_events: Ints = field(default_factory=_ints)
    place_contested: Mask = field(default_factory=_mask)
    place_proposed: Mask = field(default_factory=_mask)
    about_places: Ints = field(default_factory=_ints)
    contested: int = 0
    undated: int = 0
    outside: int = 0
    lifts: Mapping[Filter, int] = field(default_factory=dict[Filter, int])
    marks: Marks = field(default_factory=Marks)
    bins: Bins = field(default_factory=Bins)
    strands: tuple[Strand, ...] = ()
    day: date = date.min
    known: Ints = field(default_factory=_ints)
    dateless: Mapping[Clock, int] = field(default_factory=dict[Clock, int])
    turns: Mapping[Clock, Ints] = field(default_factory=dict[Clock, Ints])
    began: date | None = None
    records: Records = field(default_factory=NoRecords)
    past: Past = field(default_factory=NoPast)
    undecided: Undecided = field(default_factory=NothingUndecided)


@dataclass(frozen=True, slots=True, eq=False)
class Highlight:
    """What the selection is linked to, itself included. Derived, never stored.

    `rows` is a mask over `Snapshot.ids`; `places`, `events` and `routes` are masks over their
    ids, `bins` over the timeline's bins. `by_road` and `by_group` say which of the rows are lit
    only through a road that a picked place ends, or only through a group of such roads.
    """

    rows: Mask = field(default_factory=_mask)
    places: Mask = field(default_factory=_mask)
    events: Mask = field(default_factory=_mask)
    routes: Mask = field(default_factory=_mask)
    bins: Mask = field(default_factory=_mask)
    by_road: Mask = field(default_factory=_mask)
    by_group: Mask = field(default_factory=_mask)
