"""Where the marks of the timeline lie: who shares a bar, a row, a lane. No Qt here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import inf
from typing import Literal

import numpy as np

from db.columns import OPEN_FROM, OPEN_TO, Intervals, Ints, Mask
from db.model import Ref, Side
from db.snapshot import Marks

MOST = 2_000
"""So many bars are drawn one by one; the fullest lanes beyond are drawn as counts."""
NARROWEST = 7
"""The width of an exact day at least, in pixels."""
_GAP = 2
_WIDEST_PITCH, _NARROWEST_PITCH = 6.0, 2.6
_LANE, _LOWEST_LANE = 17.0, 14.0
"""The height of a lane of a row at the usual text, and that of the lowest that can be read."""
_PADDING = 6
_DENSE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """The marks of a lane that may fall on the same days, ordinals, both ends inclusive.

    An open end is OPEN_FROM or OPEN_TO. An undated mark is a bar of its own that ends before it
    begins. `inside` and `contested` hold when they do of any of its marks.
    """

    kind: Literal["claim", "event"]
    ids: tuple[int, ...]
    begun: int
    ended: int
    soft_begun: bool
    soft_ended: bool
    contested: bool
    inside: bool

    @property
    def dated(self) -> bool:
        """Whether it has a day at either end."""
        return self.begun <= self.ended

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Its marks, as the detail pane asks for them."""
        return tuple((self.kind, id_) for id_ in self.ids)

    @property
    def counted(self) -> bool:
        """Whether it is drawn thick, with its count."""
        return len(self.ids) > 2

    def extent(self, scale: float) -> tuple[float, float]:
        """Return where it begins and ends, in pixels from ordinal 0; open ends are infinite."""
        left = -inf if self.begun == OPEN_FROM else self.begun * scale
        right = inf if self.ended == OPEN_TO else (self.ended + 1) * scale
        return left, max(right, left + NARROWEST)


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one side, or with `side` None the events; `bars` from left to right.

    `whole` says that it stands for all lanes where there is no room for them.
    """

    side: Side | None
    bars: tuple[Bar, ...] = ()
    undated: tuple[Bar, ...] = ()
    whole: bool = False

    def __iter__(self) -> Iterator[Bar]:
        return chain(self.bars, self.undated)

    @property
    def count(self) -> int:
        """How many marks there are in all."""
        return sum(len(bar.ids) for bar in self)


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar in its lane: pixels from ordinal 0, and the first and the number of its rows.

    `room` is where the next bar of its rows may begin.
    """

    bar: Bar
    left: float
    right: float
    room: float
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Band:
    """A lane laid out, in pixels from the top of the plot. A dense one has no bars placed."""

    lane: Lane
    placed: tuple[Placed, ...]
    top: float
    height: float
    pitch: float
    start: float
    dense: bool = False

    @property
    def middle(self) -> float:
        """The height its name stands at."""
        return self.top + self.height / 2

    def fit(self, text: float) -> float:
        """Return how much smaller than `text` times the usual size its name must be."""
        return min(1.0, self.height / (_LOWEST_LANE * text))

    def centre(self, placed: Placed) -> float:
        """Return the height of a bar's middle."""
        return self.start + (placed.row + placed.rows / 2) * self.pitch

    def at(self, x: float, y: float) -> Bar | None:
        """Return the bar nearest to a point, pixels from ordinal 0 and from the top, if near."""
        near = [
            (max(p.left - x, x - p.right, 0.0) + abs(self.centre(p) - y), n)
            for n, p in enumerate(self.placed)
            if p.left - 4 <= x <= p.right + 4 and abs(self.centre(p) - y) <= 3 * p.rows + 3
        ]
        return self.placed[min(near)[1]].bar if near else None


def lanes_of(marks: Marks, sides: Iterable[Side]) -> tuple[Lane, ...]:
    """Return the lanes: events first, then the sides in their order, with a mark or without."""
    uncontested = np.zeros(len(marks.events), np.bool_)
    events = _bars("event", marks.events, marks.event_days, marks.events_inside, uncontested)
    lanes = [_lane(None, events)]
    for side in sides:
        rows = np.flatnonzero(marks.sides == side.id)
        claims = marks.claims[rows], marks.days.at(rows), marks.inside[rows], marks.contested[rows]
        lanes.append(_lane(side, _bars("claim", *claims)))
    return tuple(lanes)


def _lane(side: Side | None, bars: list[Bar]) -> Lane:
    dated = sorted((bar for bar in bars if bar.dated), key=lambda bar: (bar.begun, -bar.ended))
    return Lane(side, tuple(dated), tuple(bar for bar in bars if not bar.dated))


def _bars(
    kind: Literal["claim", "event"], ids: Ints, days: Intervals, inside: Mask, contested: Mask
) -> list[Bar]:
    """Return the bars of these marks; equal spans share one, the undated none."""
    same: dict[tuple[int, ...], list[int]] = {}
    ends = zip(
        days.begun.tolist(),
        days.ended.tolist(),
        days.soft_begun.tolist(),
        days.soft_ended.tolist(),
        strict=True,
    )
    for n, span in enumerate(ends):
        alone = () if span[0] <= span[1] else (n,)
        same.setdefault((*span, *alone), []).append(n)
    # as lists: an array of a few rows costs more than what it holds
    id_of, is_inside, is_contested = ids.tolist(), inside.tolist(), contested.tolist()
    return [
        Bar(
            kind,
            tuple(sorted([id_of[n] for n in rows])),
            *span[:2],
            soft_begun=bool(span[2]),
            soft_ended=bool(span[3]),
            contested=any(is_contested[n] for n in rows),
            inside=any(is_inside[n] for n in rows),
        )
        for span, rows in same.items()
    ]


def packed(bars: Sequence[Bar], scale: float, text: float = 1.0) -> tuple[tuple[Placed, ...], int]:
    """Return the bars, sorted by their beginning, in the first rows free for them, and the rows.

    `scale` is pixels per day. A counted bar takes two rows, and room for its count behind it, in
    `text` so many times the usual size.
    """
    placed: list[Placed] = []
    free: list[float] = []
    for bar in bars:
        left, right = bar.extent(scale)
        rows = 2 if bar.counted else 1
        room = right + (8 + 6 * text * len(str(len(bar.ids))) if bar.counted else 0) + _GAP
        row = next(n for n in range(len(free) + 1) if max(free[n : n + rows], default=left) <= left)
        free += [-inf] * (row + rows - len(free))
        free[row : row + rows] = [room] * rows
        placed.append(Placed(bar, left, right, room, row, rows))
    return tuple(placed), len(free)


def stacked(
    lanes: Sequence[Lane], scale: float, top: float, height: float, text: float = 1.0
) -> tuple[Band, ...]:
    """Return the lanes one below the other, from `top`, so that they fill `height`.

    Lanes that would be too low to read become one, drawn as counts. Where not all can be as high
    as `text` so many times the usual size asks for, their names will have to be smaller.
    """
    if not lanes:
        return ()
    if height < _LOWEST_LANE * len(lanes):
        return (_band(_whole(lanes), None, top, max(height, 1.0)),)
    dense = _too_full(lanes)
    rows = [None if lane in dense else packed(lane.bars, scale, text) for lane in lanes]
    bands: list[Band] = []
    for lane, found, high in zip(lanes, rows, _heights(rows, height, text), strict=True):
        bands.append(_band(lane, found, top, high))
        top += high
    return tuple(bands)


def _whole(lanes: Sequence[Lane]) -> Lane:
    bars = tuple(chain.from_iterable(lane.bars for lane in lanes))
    undated = tuple(chain.from_iterable(lane.undated for lane in lanes))
    return Lane(None, bars, undated, whole=True)


def _too_full(lanes: Sequence[Lane]) -> list[Lane]:
    """Return the fullest lanes, as many as need be to draw no more than `MOST` bars."""
    fullest = sorted(lanes, key=lambda lane: -len(lane.bars))
    left = sum(len(lane.bars) for lane in lanes)
    dense: list[Lane] = []
    while left > MOST:
        dense.append(fullest[len(dense)])
        left -= len(dense[-1].bars)
    return dense


_Packed = tuple[tuple[Placed, ...], int] | None
"""Bars and their rows; None for a lane that is drawn as counts."""


def _heights(rows: Sequence[_Packed], height: float, text: float) -> list[float]:
    """Return a height for each lane: at least a line of text, and more for more rows."""
    least = min(_LANE, height / len(rows))
    counts = [found[1] if found else _DENSE_ROWS for found in rows]
    pitches = np.arange(_WIDEST_PITCH, _NARROWEST_PITCH, -0.1).tolist()
    wanted = [least] * len(counts)
    for line, pitch in product((max(_LANE * text, least), least), pitches):
        wanted = [max(line, count * pitch + _PADDING) for count in counts]
        if sum(wanted) <= height + 0.01:  # shares of it may add up to a little more
            slack = (height - sum(wanted)) / len(wanted)
            return [high + slack for high in wanted]
    more = [high - least for high in wanted]
    share = (height - least * len(wanted)) / sum(more)
    return [least + part * share for part in more]


def _band(lane: Lane, found: _Packed, top: float, height: float) -> Band:
    placed, rows = found or ((), 0)
    pitch = min(_WIDEST_PITCH, (height - _PADDING) / max(rows, 1))
    start = top + (height - pitch * rows) / 2
    return Band(lane, placed, top, height, pitch, start, dense=found is None)


def density(bars: Sequence[Bar], since: float, until: float, columns: int) -> Ints:
    """Return how many marks may fall into each of so many equal stretches of a view."""
    change = np.zeros(columns + 1, np.int32)
    scale = columns / (until - since)
    first = (np.fromiter((bar.begun for bar in bars), np.float64) - since) * scale
    last = (np.fromiter((bar.ended for bar in bars), np.float64) + 1 - since) * scale
    many = np.fromiter((len(bar.ids) for bar in bars), np.int32)
    seen = (last > 0) & (first < columns)
    first, last, many = first[seen], last[seen], many[seen]
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
