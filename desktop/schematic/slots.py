"""Where a name may stand: beside what it names, every spot at its price.

Boxes and lines are arrays of pixels, y runs down; texts are measured by who asks.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from db.columns import Mask
from db.model import Ref

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

BAD = 20.0
"""What each road, place or sign costs that a name lies on."""
_ASTRAY = 8.0  # nearer to another place: only where there is no other room
_SIDES = (0.0, 0.5, 1.2, 0.9, 0.6, 0.9, 1.2, 0.5)
"""What each octant from east, counterclockwise, costs a name."""
_NEAR, _FAR = 2.0, 9.0  # pixels from the rim of what is named
_OUTER, _RING, _WEDGE, _SPOT = 1.5, 1.6, 2.4, 0.3  # prices: far, beyond a ring, in a wedge, next
_LEVEL = (6.0, 13.0)  # pixels from the middle of a road that runs level: of one strand, of three
_OFF = 70.0  # degrees that a name may stand off where it should


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: its text, font and colour, and the side whose shape stands before."""

    text: str
    font: str = "base"
    colour: str = "ink"
    side: str = ""


Measure = Callable[[Line], tuple[float, float]]
"""Says how wide and how high a line is."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to break a label into lines; `price` says how little it is wanted."""

    lines: tuple[Line, ...]
    width: float
    height: float
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A text that wants a place round `anchor`, outside one of `radii`.

    `towards` are the directions it should stand in, in degrees; none: any. `spots` are fixed
    centres to choose from instead, dearer from the first on. Where not all have room, a greater
    `weight` comes first.
    """

    ref: Ref
    anchor: tuple[float, float]
    radii: tuple[float, ...]
    variants: tuple[Variant, ...]
    towards: tuple[float, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """A label with all the places it might take, always in the same order.

    `variants` are numbers of the label's; `on_roads` and `on_places` count what each lies on.
    """

    label: Label
    boxes: Floats
    prices: Floats
    variants: Ints
    on_roads: Ints
    on_places: Ints


def variant(lines: tuple[Line, ...], measure: Measure, price: float = 0.0) -> Variant:
    """Return the lines with the room they take."""
    sizes = [measure(line) for line in lines]
    return Variant(lines, max(w for w, _ in sizes), sum(h for _, h in sizes), price)


def broken(text: str, width: Callable[[str], float]) -> list[tuple[str, ...]]:
    """Return a text in one line, and in the two lines that are narrowest."""
    cuts = [n for n, sign in enumerate(text) if sign in " -–/" and 0 < n < len(text) - 1]
    halves = [(text[: n + 1].rstrip(), text[n + 1 :].lstrip()) for n in cuts]
    halves = [half for half in halves if all(half)]

    def widest(lines: tuple[str, ...]) -> float:
        return max(map(width, lines))

    return [(text,), min(halves, key=widest)] if halves else [(text,)]


def slots(labels: Iterable[Label], roads: Floats, places: Floats) -> list[Slots]:
    """Return where each label might stand. What it must keep off: rows of x, y, x, y, half width.

    `roads` are all that is stroked; `places` are rows without length.
    """
    grounds = [(rows, _reach(rows)) for rows in (roads, places)]
    return [_slots(label, grounds, places[:, :2]) for label in labels]


def overlapping(boxes: Floats, others: Floats, pad: float = 0.0) -> Mask:
    """Return which box comes nearer than `pad` to which other; arrays are matched as numpy does."""
    return (
        (boxes[..., 0] < others[..., 2] + pad)
        & (boxes[..., 2] > others[..., 0] - pad)
        & (boxes[..., 1] < others[..., 3] + pad)
        & (boxes[..., 3] > others[..., 1] - pad)
    )


def _reach(rows: Floats) -> Floats:
    """Return the boxes round lines, half widths counted."""
    half = rows[:, 4:]
    low, high = np.minimum(rows[:, :2], rows[:, 2:4]), np.maximum(rows[:, :2], rows[:, 2:4])
    return np.hstack((low - half, high + half))


def _slots(label: Label, grounds: Sequence[tuple[Floats, Floats]], places: Floats) -> Slots:
    ways = [_standing(label, one) for one in label.variants]
    boxes = np.vstack([boxes for boxes, _ in ways])
    numbers = np.repeat(np.arange(len(ways), dtype=np.intp), [len(prices) for _, prices in ways])
    on_roads, on_places = (_met(boxes, rows, reach) for rows, reach in grounds)
    prices = np.concatenate([prices for _, prices in ways]) + BAD * (on_roads + on_places)
    if label.ref[0] == "place":
        prices += _ASTRAY * _astray(boxes, label.anchor, places)
    return Slots(label, boxes, prices, numbers, on_roads, on_places)


def _astray(boxes: Floats, own: tuple[float, float], places: Floats) -> Mask:
    """Return which boxes stand nearer to another place than to their own."""
    way = _away(boxes, np.array(own))
    reach = float(way.max(initial=0))
    hull = (boxes[:, :2].min(axis=0) - reach, boxes[:, 2:].max(axis=0) + reach)
    near = ((places > hull[0]) & (places < hull[1])).all(axis=1)
    near &= np.abs(places - own).max(axis=1, initial=0) > 1
    others = _away(boxes[:, None], places[near]).min(axis=1, initial=np.inf)
    return np.less(others, way)


def _away(boxes: Floats, spots: Floats) -> Floats:
    """Return how far boxes are from spots."""
    off = np.maximum(boxes[..., :2] - spots, spots - boxes[..., 2:])
    away: Floats = np.hypot(*np.moveaxis(np.maximum(off, 0), -1, 0))
    return away


def _standing(label: Label, one: Variant) -> tuple[Floats, Floats]:
    """Return the boxes that one variant of a label might take, and what each costs."""
    if label.spots:
        boxes = _around(np.array(label.spots), one)
        return boxes, one.price + _SPOT * np.arange(len(boxes), dtype=np.float64)
    ways = _ways(label.radii, label.towards)
    across, down = np.cos(np.radians(ways[:, 0])), -np.sin(np.radians(ways[:, 0]))
    lean = np.clip(1.42 * np.stack((across, down), axis=1), -1, 1) / 2 * (one.width, one.height)
    centres = label.anchor + np.stack((across, down), axis=1) * ways[:, 1:2] + lean
    boxes, prices = _around(centres, one), one.price + ways[:, 2]
    if label.towards:
        return boxes, prices
    wedges = _wedges(label, one)
    return np.vstack((boxes, wedges)), np.append(prices, one.price + np.full(len(wedges), _WEDGE))


@cache
def _ways(radii: tuple[float, ...], towards: tuple[float, ...]) -> Floats:
    """Return the directions in degrees from east, how far out to stand there, and what it costs."""
    rows: list[tuple[float, float, float]] = []
    for ring, radius in enumerate(radii):
        for gap, dear in ((_NEAR, 0.0), (_FAR, _OUTER)):
            for degrees, cost in _directions(32 if towards or len(radii) > 2 else 16):
                turn = min((_turn(degrees, way) for way in towards), default=0.0)
                if turn <= _OFF:
                    price = cost + dear + _RING * ring + turn / 30
                    rows.append((degrees, radius + gap, price))
    return np.array(rows)


def _directions(count: int) -> Iterator[tuple[float, float]]:
    """Yield so many directions, in degrees from east, and what each costs."""
    for n in range(count):
        octant, part = divmod(n * 8 / count, 1)
        here, there = _SIDES[int(octant)], _SIDES[(int(octant) + 1) % 8]
        yield 360 * n / count, here + (there - here) * part


def _turn(degrees: float, other: float) -> float:
    return abs((degrees - other + 180) % 360 - 180)


def _wedges(label: Label, one: Variant) -> Floats:
    """Return the boxes that fit between a road that runs level and one 45 degrees from it."""
    x, y = label.anchor
    wide, high = one.width, one.height
    boxes = [
        (left, top, left + wide, top + high)
        for level in _LEVEL
        for out in (level * math.sqrt(2) + level + high,)
        for left in (x + out, x - out - wide)
        for top in (y - level - high, y + level)
    ]
    return np.array(boxes)


def _around(centres: Floats, of: Variant) -> Floats:
    half = np.array((of.width, of.height)) / 2
    return np.hstack((centres - half, centres + half))


def _met(boxes: Floats, rows: Floats, reach: Floats) -> Ints:
    """Return on how many lines each box lies, half widths counted."""
    hull = np.concatenate((boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)))
    near = np.flatnonzero(overlapping(reach, hull))
    box, line = np.nonzero(overlapping(boxes[:, None], reach[near]))
    met = box[_crossing(boxes[box], rows[near[line]])]
    return np.bincount(met, minlength=len(boxes))


def _crossing(boxes: Floats, lines: Floats) -> Mask:
    """Return which box is met by the line of its row."""
    low, high = np.zeros(len(boxes)), np.ones(len(boxes))
    for axis in (0, 1):
        start, step = lines[:, axis], lines[:, axis + 2] - lines[:, axis]
        near = boxes[:, axis] - lines[:, 4] - start
        far = boxes[:, axis + 2] + lines[:, 4] - start
        level = np.abs(step) < 1e-9  # its box meets the line's: all of it is inside on this axis
        divisor = np.where(level, 1.0, step)
        one, other = near / divisor, far / divisor
        low = np.maximum(low, np.where(level, 0.0, np.minimum(one, other)))
        high = np.minimum(high, np.where(level, 1.0, np.maximum(one, other)))
    return low < high
