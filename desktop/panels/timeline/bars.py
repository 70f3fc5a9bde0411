"""What stands on the timeline: bars of marks on the same days, in lanes by side. No Qt here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, pairwise
from math import inf
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from db.columns import NEVER_FROM, NEVER_TO, OPEN_FROM, OPEN_TO, Intervals, Ints, Mask
from db.model import Ref, Side
from db.snapshot import Marks

NARROWEST = 7
"""The width of an exact day at least, in pixels."""


class Bar(NamedTuple):
    """The marks of a lane that may fall on the same days, ordinals, both ends inclusive.

    A named tuple: thousands are made at each gesture, a dataclass takes thrice as long.

    An open end is OPEN_FROM or OPEN_TO. An undated mark is a bar of its own that ends before it
    begins. `inside` and `contested` hold when they do of any of its marks; `proposed` when one is
    contested by proposals, and none by what is accepted.
    """

    kind: Literal["claim", "event"]
    ids: tuple[int, ...]
    begun: int
    ended: int
    soft_begun: bool
    soft_ended: bool
    contested: bool
    inside: bool
    proposed: bool = False

    @property
    def dated(self) -> bool:
        """Whether it has a day at either end."""
        return self.begun <= self.ended

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Its marks, as the detail pane asks for them."""
        return tuple((self.kind, id_) for id_ in self.ids)

    def holds(self, ref: Ref | None) -> bool:
        """Return whether a mark is one of them."""
        return ref is not None and ref[0] == self.kind and ref[1] in self.ids

    @property
    def counted(self) -> bool:
        """Whether it is drawn thick, with its count."""
        return len(self.ids) > 2

    def extent(self, scale: float) -> tuple[float, float]:
        """Return where it begins and ends, in pixels from ordinal 0; open ends are infinite."""
        left = -inf if self.begun == OPEN_FROM else self.begun * scale
        right = inf if self.ended == OPEN_TO else (self.ended + 1) * scale
        return left, max(right, left + NARROWEST)


@dataclass(frozen=True, slots=True, eq=False)
class Extents:
    """Bars as parallel arrays: their ends, and how many marks share each."""

    begun: npt.NDArray[np.float64]
    ended: npt.NDArray[np.float64]
    many: Ints
    inside: Mask

    @classmethod
    def of(cls, bars: Sequence[Bar]) -> "Extents":
        """Return the extents of `bars`, in their order."""
        return cls(
            np.array([bar.begun for bar in bars], np.float64),
            np.array([bar.ended for bar in bars], np.float64),
            np.array([len(bar.ids) for bar in bars], np.int32),
            np.array([bar.inside for bar in bars], np.bool_),
        )


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one side, or with `side` None the events; `bars` from left to right.

    `whole` says that it stands for all lanes where there is no room for them. `extents` are those
    of `bars`: what is counted of thousands is counted in arrays.
    """

    side: Side | None
    bars: tuple[Bar, ...] = ()
    undated: tuple[Bar, ...] = ()
    whole: bool = False
    extents: Extents = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the ends of its bars side by side."""
        object.__setattr__(self, "extents", Extents.of(self.bars))

    def __iter__(self) -> Iterator[Bar]:
        return chain(self.bars, self.undated)

    def within(self, view: tuple[float, float]) -> tuple[Bar, ...]:
        """Return the bars of which something lies between two moments."""
        seen = (self.extents.ended + 1 > view[0]) & (self.extents.begun < view[1])
        return tuple(compress(self.bars, seen.tolist()))

    @property
    def count(self) -> int:
        """How many marks there are in all."""
        return int(self.extents.many.sum()) + len(self.undated)


def lanes_of(marks: Marks, sides: Iterable[Side]) -> tuple[Lane, ...]:
    """Return the lanes: events first, then the sides in their order, with a mark or without."""
    events = _Marked(
        "event",
        marks.events,
        marks.event_days,
        marks.events_inside,
        *np.zeros((2, len(marks.events)), np.bool_),
    )
    lanes = [Lane(None, _shared(events), _undated(events))]
    for side in sides:
        rows = np.flatnonzero(marks.sides == side.id)
        claims = _Marked(
            "claim",
            marks.claims[rows],
            marks.days.at(rows),
            marks.inside[rows],
            marks.contested[rows],
            marks.proposed[rows],
        )
        lanes.append(Lane(side, _shared(claims), _undated(claims)))
    return tuple(lanes)


class _Marked(NamedTuple):
    """The marks of a lane, as parallel arrays."""

    kind: Literal["claim", "event"]
    ids: Ints
    days: Intervals
    inside: Mask
    contested: Mask
    proposed: Mask


def _shared(marked: _Marked) -> tuple[Bar, ...]:
    """Return the bars of the dated marks from left to right; equal spans share one."""
    kind, ids, days, inside, contested, proposed = marked
    keys = [days.soft_ended, days.soft_begun, -days.ended, days.begun]
    order = np.lexsort((ids, *keys))
    order = order[days.dated[order]]
    if not len(order):
        return ()
    turns = [np.diff(key[order].astype(np.int64), prepend=-1) != 0 for key in keys]
    starts = np.flatnonzero(np.logical_or.reduce(turns) | (np.arange(len(order)) == 0))
    first, id_of = order[starts], ids[order].tolist()
    some = np.logical_or.reduceat(contested[order], starts)
    cuts = [*starts.tolist(), len(order)]
    return tuple(
        Bar(kind, tuple(id_of[start:stop]), *rest)
        for (start, stop), *rest in zip(
            pairwise(cuts),
            days.begun[first].tolist(),
            days.ended[first].tolist(),
            days.soft_begun[first].tolist(),
            days.soft_ended[first].tolist(),
            some.tolist(),
            np.logical_or.reduceat(inside[order], starts).tolist(),
            (np.logical_or.reduceat(proposed[order], starts) & ~some).tolist(),
            strict=True,
        )
    )


def _undated(marked: _Marked) -> tuple[Bar, ...]:
    """Return a bar for each undated mark."""
    kind, ids, days, inside, contested, proposed = marked
    rows = np.flatnonzero(~days.dated)
    return tuple(
        Bar(kind, (id_,), NEVER_FROM, NEVER_TO, False, False, *rest)  # noqa: FBT003
        for id_, *rest in zip(
            *(of[rows].tolist() for of in (ids, contested, inside, proposed)), strict=True
        )
    )


def density(
    extents: Extents, since: float, until: float, columns: int, of: Mask | None = None
) -> Ints:
    """Return how many marks may fall into each of so many equal stretches of a view.

    `of` says which bars count; None: all.
    """
    change = np.zeros(columns + 1, np.int32)
    scale = columns / (until - since)
    first, last = (extents.begun - since) * scale, (extents.ended + 1 - since) * scale
    seen = (last > 0) & (first < columns) & (True if of is None else of)
    first, last, many = first[seen], last[seen], extents.many[seen]
    np.add.at(change, np.maximum(first, 0).astype(np.int64), many)
    np.subtract.at(change, np.clip(last, first + 1, columns).astype(np.int64), many)
    return np.cumsum(change[:-1]).astype(np.int32)


def robust(marks: Marks) -> tuple[float, float] | None:
    """Return the days worth looking at first, from and to before: without the farthest ends.

    None when nothing has a known day.
    """
    begun = np.concatenate([marks.days.begun, marks.event_days.begun])
    ended = np.concatenate([marks.days.ended, marks.event_days.ended])
    dated = begun <= ended
    starts = begun[dated & (begun > OPEN_FROM)]
    stops = ended[dated & (ended < OPEN_TO)]
    known = np.concatenate([starts, stops])
    if not len(known):
        return None
    first = float(np.percentile(starts if len(starts) else known, 5, method="nearest"))
    last = 1 + float(np.percentile(stops if len(stops) else known, 95, method="nearest"))
    days = max(last - first, 7.0)
    return first - 0.01 * days, max(last, first + 1) + 0.09 * days
