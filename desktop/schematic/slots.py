"""Where a name may stand: beside what it names, every spot at its price.

Boxes and lines are arrays of pixels, y runs down; texts are measured by who asks.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from db.columns import Mask
from db.model import Ref
from desktop.schematic.turns import Turns, shares

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

BAD = 20.0
"""What each road, place or sign costs that a name lies on."""
_ASTRAY = 14.0  # nearer to another place: only where there is no other room
_DOUBT, _CLEAR = 1.5, 12.0  # price of a name as near to another place; none this much farther off
_SIDES = (0.0, 0.5, 1.2, 0.9, 0.6, 0.9, 1.2, 0.5)
"""What each octant from east, counterclockwise, costs a name."""
_NEAR, _FAR = 2.0, 9.0  # pixels from the rim of what is named
_OUTER, _RING, _WEDGE, _SPOT = 1.5, 1.6, 2.4, 0.3  # prices: far, beyond a ring, in a wedge, next
_RIM = 4.0  # pixels
_LEVEL = (6.0, 13.0)  # pixels from the middle of a road that runs level: of one strand, of three
_PART, _PARTS = 16, 300  # boxes that are tried as one first; about so many parts at most
_OFF = 80.0  # degrees that a name may stand off where it should


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
    `weight` comes first. `reach` is how far what is drawn round its anchor goes: so many pixels
    beyond, `led`, a line leads to it.
    """

    ref: Ref
    anchor: tuple[float, float]
    radii: tuple[float, ...]
    variants: tuple[Variant, ...]
    towards: tuple[float, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()
    weight: float = 0.0
    reach: float = 0.0
    led: float = math.inf

    @property
    def rim(self) -> float:
        """How far from its anchor a line that leads to it ends."""
        return self.radii[0] - _RIM if self.radii else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """Labels with all the places they might take, always in the same order.

    The rows of one label follow those of the one before: `owners` are their numbers, `firsts` say
    where each one's begin, and where the last one's end. `variants` are numbers of the label's;
    `on_roads` and `on_places` count what each lies on, `astray` are nearer to another place, `off`
    is how far each is from what is drawn round its anchor.
    """

    labels: tuple[Label, ...]
    owners: Ints
    firsts: Ints
    variants: Ints
    boxes: Floats
    prices: Floats
    on_roads: Ints
    on_places: Ints
    astray: Mask
    off: Floats


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


def slots(labels: Sequence[Label], roads: Floats, places: Floats) -> Turns[Slots]:
    """Find where each label might stand. What it must keep off: rows of x, y, x, y, half width.

    `roads` are all that is stroked; `places` are rows without length.
    """
    owners, variants, boxes, prices = _standing(labels)
    firsts: Ints = np.searchsorted(owners, np.arange(len(labels) + 1))
    yield
    on_roads = yield from _met(boxes, firsts, roads)
    on_places = yield from _met(boxes, firsts, places)
    anchors = np.array([label.anchor for label in labels]).reshape(-1, 2)
    off = _away(boxes, anchors[owners]) - np.array([label.reach for label in labels])[owners]
    of_places = np.array([label.ref[0] == "place" for label in labels], bool)[owners]
    some = np.flatnonzero((on_roads + on_places == 0) & of_places)
    short: Floats = np.full(len(boxes), np.inf)
    short[some] = _others(boxes[some], owners[some], anchors, places, off[some] + _CLEAR)
    yield
    short -= off
    astray = short < 0
    prices = prices + BAD * (on_roads + on_places) + np.where(astray, _ASTRAY, 0)
    prices += _DOUBT * np.clip(1 - np.maximum(short, 0) / _CLEAR, 0, 1) * ~astray
    return Slots(
        tuple(labels), owners, firsts, variants, boxes, prices, on_roads, on_places, astray, off
    )


def overlapping(boxes: Floats, others: Floats, pad: float | Floats = 0.0) -> Mask:
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


def _standing(labels: Sequence[Label]) -> tuple[Ints, Ints, Floats, Floats]:
    """Return whose each slot is, its variant, the box that it takes, and what it costs."""
    ones = [
        (n, k, *label.anchor, one.width, one.height, one.price)
        for n, label in enumerate(labels) for k, one in enumerate(label.variants)
    ]  # fmt: skip
    tables = [_table(label) for label in labels for _ in label.variants]
    each = np.array([len(table) for table in tables], np.intp)
    rows = np.repeat(np.array(ones).reshape(-1, 7), each, axis=0)
    owner, number, x, y, wide, high, dear = rows.T
    out = np.concatenate([np.empty((0, 6)), *tables])
    x = x + out[:, 0] + out[:, 2] * wide + out[:, 4] * high
    y = y + out[:, 1] + out[:, 3] * high
    boxes = np.stack((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), axis=1)
    return owner.astype(np.intp), number.astype(np.intp), boxes, dear + out[:, 5]


def _table(label: Label) -> Floats:
    """Return where the middles of a label's boxes are.

    Rows of x and y from its anchor, how much of its width and height comes to either, how much of
    its height to x, and the price.
    """
    if not label.spots:
        return _ways(label.radii, label.towards)
    rows = np.zeros((len(label.spots), 6))
    rows[:, :2] = np.array(label.spots) - label.anchor
    rows[:, 5] = _SPOT * np.arange(len(rows))
    return rows


@cache
def _ways(radii: tuple[float, ...], towards: tuple[float, ...]) -> Floats:
    """Return the rows of a label that stands round its anchor."""
    rows: list[tuple[float, ...]] = []
    for ring, radius in enumerate(radii):
        for gap, dear in ((_NEAR, 0.0), (_FAR, _OUTER))[: 1 if ring else 2]:
            for degrees, cost in _directions(8 * min(len(radii) + 1, 4)):
                turn = min((_turn(degrees, way) for way in towards), default=0.0)
                if turn <= _OFF:
                    price = cost + dear + _RING * ring + turn / 30
                    rows.append((*_round(degrees, radius + gap), 0.0, price))
    return np.array(rows if towards else [*rows, *_wedges()])


def _round(degrees: float, far: float) -> tuple[float, float, float, float]:
    """Return the way to a spot, and the shares of its size that a box stands off it."""
    across, down = math.cos(math.radians(degrees)), -math.sin(math.radians(degrees))
    lean = [min(max(1.42 * way, -1.0), 1.0) / 2 for way in (across, down)]
    return across * far, down * far, lean[0], lean[1]


def _directions(count: int) -> Iterator[tuple[float, float]]:
    """Yield so many directions, in degrees from east, and what each costs."""
    for n in range(count):
        octant, part = divmod(n * 8 / count, 1)
        here, there = _SIDES[int(octant)], _SIDES[(int(octant) + 1) % 8]
        yield 360 * n / count, here + (there - here) * part


def _turn(degrees: float, other: float) -> float:
    return abs((degrees - other + 180) % 360 - 180)


def _wedges() -> Iterator[tuple[float, ...]]:
    """Yield the rows that fit between a road that runs level and one 45 degrees from it."""
    for level in _LEVEL:
        for side in (1, -1):
            for below in (-1, 1):
                out = side * level * (math.sqrt(2) + 1)
                yield out, below * level, side / 2, below / 2, side, _WEDGE


def _hulls(boxes: Floats, firsts: Ints) -> Floats:
    """Return the box round all boxes from each of the firsts to the next."""
    if not len(boxes):
        return np.empty((0, 4))
    low = np.minimum.reduceat(boxes[:, :2], firsts[:-1])
    return np.hstack((low, np.maximum.reduceat(boxes[:, 2:], firsts[:-1])))


def _spread(owners: Ints, firsts: Ints) -> tuple[Ints, Ints]:
    """Return all boxes of these owners, one after another, and which of them each is of."""
    counts = np.diff(firsts)[owners]
    of = np.repeat(np.arange(len(owners)), counts)
    starts = firsts[owners] - np.cumsum(counts) + counts
    return np.arange(len(of)) + starts[of], of


def _met(boxes: Floats, firsts: Ints, rows: Floats) -> Turns[Ints]:
    """Count on how many lines each box lies, half widths counted."""
    reach = _reach(rows)
    parts: Ints = np.union1d(firsts, np.arange(0, len(boxes), _PART + len(boxes) // _PARTS))
    part, line = np.nonzero(overlapping(_hulls(boxes, parts)[:, None], reach))
    ours, theirs = np.ascontiguousarray(boxes.T), np.ascontiguousarray(reach.T)
    met: Ints = np.zeros(len(boxes), np.intp)
    for turn in shares(np.diff(parts)[part]):
        slot, pair = _spread(part[turn], parts)
        other = line[turn][pair]
        for axis in (0, 1):
            some = ours[axis][slot] < theirs[axis + 2][other]
            some &= ours[axis + 2][slot] > theirs[axis][other]
            slot, other = slot[some], other[some]
        met += np.bincount(slot[crossing(boxes[slot], rows[other])], minlength=len(boxes))
        yield
    return met


def _others(boxes: Floats, owners: Ints, anchors: Floats, places: Floats, within: Floats) -> Floats:
    """Return how far each box is from the next place that is not its own, if that is `within`."""
    found: Floats = np.full(len(boxes), np.inf)
    if not len(boxes):
        return found
    parts = np.unique(np.searchsorted(owners, np.arange(len(anchors) + 1)))
    reach = np.maximum.reduceat(within, parts[:-1])
    near = overlapping(_hulls(boxes, parts)[:, None], _reach(places), reach[:, None])
    own = anchors[owners[parts[:-1]]]
    near &= np.abs(places[:, :2] - own[:, None]).max(axis=2) > 1
    part, other = np.nonzero(near)
    slot, pair = _spread(part, parts)
    next_ = places[other[pair]]
    np.minimum.at(found, slot, _away(boxes[slot], next_[:, :2]) - next_[:, 4])
    return found


def _away(boxes: Floats, spots: Floats) -> Floats:
    """Return how far boxes are from spots."""
    off = np.maximum(np.maximum(boxes[:, :2] - spots, spots - boxes[:, 2:]), 0)
    away: Floats = np.hypot(off[:, 0], off[:, 1])
    return away


def crossing(boxes: Floats, lines: Floats) -> Mask:
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
