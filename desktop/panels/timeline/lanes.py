"""Where the bars of the timeline lie: in which row of its lane, how high. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import inf

import numpy as np

from desktop.panels.timeline.bars import Bar, Lane

MOST = 2_000
"""So many bars are drawn one by one; the fullest lanes beyond are drawn as counts."""
_GAP = 2
_WIDEST_PITCH, _NARROWEST_PITCH = 6.0, 1.6
"""Rows so near to each other, and no nearer: bars would lie on each other."""
_LANE, _LOWEST_LANE = 17.0, 14.0
"""The height of a lane of a row at the usual text, and that of the lowest that can be read."""
_PADDING = 6
_DENSE_ROWS = 3


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


def packed(
    bars: Sequence[Bar], scale: float, text: float = 1.0, most: float = inf
) -> tuple[tuple[Placed, ...], int]:
    """Return the bars, sorted by their beginning, in the first rows free for them, and the rows.

    `scale` is pixels per day. A counted bar takes two rows, and room for its count behind it, in
    `text` so many times the usual size. It stops where more rows than `most` are asked for.
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
        if len(free) > most:
            break
    return tuple(placed), len(free)


def stacked(
    lanes: Sequence[Lane],
    scale: float,
    top: float,
    height: float,
    text: float = 1.0,
    view: tuple[float, float] = (-inf, inf),
) -> tuple[Band, ...]:
    """Return the lanes one below the other, from `top`, so that they fill `height`.

    Lanes that would be too low to read become one, drawn as counts. Where not all can be as high
    as `text` so many times the usual size asks for, their names will have to be smaller. Where
    there are more than `MOST` bars, only those in `view` are placed.
    """
    if not lanes:
        return ()
    if height < _LOWEST_LANE * len(lanes):
        return (_band(_whole(lanes), None, top, max(height, 1.0)),)
    bars = [lane.bars for lane in lanes]
    if sum(map(len, bars)) > MOST:
        bars = [lane.within(view) for lane in lanes]
    dense = _too_full(bars)
    others = (len(lanes) - 1) * min(_LANE, height / len(lanes))
    most = (height - others - _PADDING) / _NARROWEST_PITCH
    rows = [None if n in dense else packed(bars[n], scale, text, most) for n in range(len(lanes))]
    while (heights := _heights(rows, height, text)) is None:
        rows[max(range(len(rows)), key=lambda n: _rows_of(rows[n]))] = None
    bands: list[Band] = []
    for lane, found, high in zip(lanes, rows, heights, strict=True):
        bands.append(_band(lane, found, top, high))
        top += high
    return tuple(bands)


def _whole(lanes: Sequence[Lane]) -> Lane:
    bars = tuple(chain.from_iterable(lane.bars for lane in lanes))
    undated = tuple(chain.from_iterable(lane.undated for lane in lanes))
    return Lane(None, bars, undated, whole=True)


def _too_full(lanes: Sequence[Sequence[Bar]]) -> frozenset[int]:
    """Return which lanes are the fullest, as many as need be to draw no more than `MOST` bars."""
    fullest = sorted(range(len(lanes)), key=lambda n: -len(lanes[n]))
    left = sum(map(len, lanes))
    dense: list[int] = []
    while left > MOST:
        dense.append(fullest[len(dense)])
        left -= len(lanes[dense[-1]])
    return frozenset(dense)


_Packed = tuple[tuple[Placed, ...], int] | None
"""Bars and their rows; None for a lane that is drawn as counts."""


def _rows_of(found: _Packed) -> int:
    return found[1] if found else 0


def _heights(rows: Sequence[_Packed], height: float, text: float) -> list[float] | None:
    """Return a height for each lane: at least a line of text, and more for more rows.

    None where not even rows as near as can be have room.
    """
    least = min(_LANE, height / len(rows))
    counts = [found[1] if found else _DENSE_ROWS for found in rows]
    pitches = np.arange(_WIDEST_PITCH, _NARROWEST_PITCH - 0.01, -0.1).tolist()
    for line, pitch in product((max(_LANE * text, least), least), pitches):
        wanted = [max(line, count * pitch + _PADDING) for count in counts]
        if sum(wanted) <= height + 0.01:  # shares of it may add up to a little more
            slack = (height - sum(wanted)) / len(wanted)
            return [high + slack for high in wanted]
    return None


def _band(lane: Lane, found: _Packed, top: float, height: float) -> Band:
    placed, rows = found or ((), 0)
    pitch = min(_WIDEST_PITCH, (height - _PADDING) / max(rows, 1))
    start = top + (height - pitch * rows) / 2
    return Band(lane, placed, top, height, pitch, start, dense=found is None)
