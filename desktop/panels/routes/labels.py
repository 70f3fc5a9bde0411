"""Where names go: beside what they name, on no other name, place, road or group.

Boxes and lines are arrays of pixels; texts are measured by who asks.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from db.columns import Mask
from db.model import Ref

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_COST = (0.0, 0.5, 1.2, 0.9, 0.6, 0.9, 1.2, 0.5)
"""What each octant from east, counterclockwise, costs a name."""
_NEAR, _STEP = 3.0, 7.0
_PASSES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: its text, font and colour, and the side whose shape stands before."""

    text: str
    font: str
    colour: str
    side: str = ""


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
    centres to choose from instead, dearer from the first on.
    """

    ref: Ref
    anchor: tuple[float, float]
    radii: tuple[float, ...]
    variants: tuple[Variant, ...]
    towards: tuple[float, ...] = ()
    spots: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with the place it got. `free` is False when it lies on something."""

    label: Label
    variant: Variant
    box: Box
    free: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """All labels that found a place, and those that did not, each where it would do least harm."""

    placed: tuple[Placed, ...] = ()
    hidden: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Where names may stand: in a box, but off what takes its corners."""

    box: Box
    taken: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """A label with all the places it might take, cheapest first; `clear` says which are free."""

    label: Label
    boxes: Floats
    variants: tuple[Variant, ...]
    clear: Mask

    def within(self, room: Room | None) -> list[int]:
        """Return the free places that lie in `room`, if there is one, cheapest first."""
        inside = self.clear
        if room is not None:
            left, top, right, bottom = room.box
            inside = inside & (self.boxes[:, 0] >= left) & (self.boxes[:, 2] <= right)
            inside &= (self.boxes[:, 1] >= top) & (self.boxes[:, 3] <= bottom)
            taken = np.array(room.taken).reshape(-1, 4)
            inside &= ~overlapping(self.boxes, taken).any(axis=1)
        return np.flatnonzero(inside).tolist()


def places_for(labels: Iterable[Label], ground: Floats) -> list[Options]:
    """Return where each label might stand, off `ground`: rows of x, y, x, y, half width."""
    return [_options(label, ground) for label in labels]


def plan(choices: Sequence[Options], room: Room | None = None) -> Plan:
    """Return a place in `room` for every label: groups and their places first, then the others.

    Of these, those with the fewest free places come first. One that finds none may move another
    that has a second choice. What is stuck even then is tried first the next time round.
    """
    order = [_Choice(one, one.within(room)) for one in choices]
    order.sort(key=lambda choice: (len(choice.of.label.radii) < 2, len(choice.free)))
    best: _Taken | None = None
    for _ in range(_PASSES):
        taken = _placed(order)
        if best is None or len(taken) > len(best):
            best = taken
        stuck = [choice for choice in order if choice not in taken]
        if not any(choice.free for choice in stuck):
            break
        order = stuck + [choice for choice in order if choice in taken]
    best = best or {}
    placed = tuple(_at(choice.of, n) for choice, n in best.items())
    hidden = tuple(_at(c.of, 0, free=False) for c in order if c not in best)
    return Plan(placed, hidden)


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """A label's places, and the numbers of those that are free."""

    of: Options
    free: list[int]

    def boxes(self) -> Floats:
        return self.of.boxes[self.free]


_Taken = dict[_Choice, int]
"""The number of the place that each label got."""


def _placed(order: Sequence[_Choice]) -> _Taken:
    taken: _Taken = {}
    for choice in order:
        found = _first(choice, taken)
        if found is not None:
            taken[choice] = found
    for choice in order:
        if choice not in taken:
            _make_room(choice, taken)
    return taken


def _first(choice: _Choice, taken: _Taken, but: _Choice | None = None) -> int | None:
    """Return the cheapest place of a label that meets no other, `but` not counted."""
    boxes = _boxes({one: n for one, n in taken.items() if one is not but})
    apart = np.flatnonzero(~overlapping(choice.boxes(), boxes).any(axis=1))
    return choice.free[int(apart[0])] if len(apart) else None


def _make_room(choice: _Choice, taken: _Taken) -> None:
    """Give a label the place of one other that finds another."""
    met = overlapping(choice.boxes(), _boxes(taken))
    how_many = met.sum(axis=1)
    for column, (other, was) in enumerate(list(taken.items())):
        apart = np.flatnonzero(how_many == met[:, column])  # met by no other
        if not len(apart):
            continue
        taken[choice] = choice.free[int(apart[0])]
        elsewhere = _first(other, taken, but=other)
        if elsewhere is not None:
            taken[other] = elsewhere
            return
        del taken[choice]
        taken[other] = was


def _boxes(taken: _Taken) -> Floats:
    return np.array([choice.of.boxes[n] for choice, n in taken.items()]).reshape(-1, 4)


def _at(choice: Options, n: int, *, free: bool = True) -> Placed:
    left, top, right, bottom = choice.boxes[n].tolist()
    return Placed(choice.label, choice.variants[n], (left, top, right, bottom), free)


def overlapping(boxes: Floats, taken: Floats, pad: float = 2.0) -> Mask:
    """Return which box, by row, comes nearer than `pad` to which taken one, by column."""
    return (
        (boxes[:, None, 0] < taken[:, 2] + pad)
        & (boxes[:, None, 2] > taken[:, 0] - pad)
        & (boxes[:, None, 1] < taken[:, 3] + pad)
        & (boxes[:, None, 3] > taken[:, 1] - pad)
    )


def _options(label: Label, ground: Floats) -> Options:
    wanted = sorted(_candidates(label), key=lambda one: one[0])
    boxes = np.array([box for _, box, _ in wanted])
    met: Mask = np.logical_or.reduce(crossing(boxes, ground), axis=1)
    return Options(label, boxes, tuple(variant for _, _, variant in wanted), ~met)


def _candidates(label: Label) -> Iterable[tuple[float, Box, Variant]]:
    """Yield price, box and variant of every place that a label might take."""
    for variant in label.variants:
        for n, centre in enumerate(label.spots):
            yield variant.price + 0.3 * n, _around(centre, variant), variant
        if label.spots:
            continue
        for ring, reach in enumerate(_reaches(label)):
            for degrees, cost in _ways(32 if label.towards or len(label.radii) > 2 else 16):
                off = _off(degrees, label.towards)
                if off is not None:
                    box = _outside(label.anchor, reach, degrees, variant)
                    yield variant.price + cost + 0.8 * ring + off, box, variant


def _reaches(label: Label) -> list[float]:
    return [radius + gap for radius in label.radii for gap in (_NEAR, _NEAR + _STEP)]


def _ways(count: int) -> Iterator[tuple[float, float]]:
    """Yield so many directions, in degrees from east, and what each costs."""
    for n in range(count):
        octant, part = divmod(n * 8 / count, 1)
        here, there = _COST[int(octant)], _COST[(int(octant) + 1) % 8]
        yield 360 * n / count, here + (there - here) * part


def _off(degrees: float, towards: tuple[float, ...]) -> float | None:
    """Return what it costs to stand off the wanted directions; None: it is too far off."""
    if not towards:
        return 0.0
    turn = min(abs((degrees - way + 180) % 360 - 180) for way in towards)
    return None if turn > 70 else turn / 30


def _outside(anchor: tuple[float, float], reach: float, degrees: float, of: Variant) -> Box:
    """Return the box that touches a circle in this direction from outside."""
    across, down = math.cos(math.radians(degrees)), -math.sin(math.radians(degrees))
    lean = 1.42
    x = anchor[0] + reach * across + max(-1.0, min(1.0, lean * across)) * of.width / 2
    y = anchor[1] + reach * down + max(-1.0, min(1.0, lean * down)) * of.height / 2
    return _around((x, y), of)


def _around(centre: tuple[float, float], of: Variant) -> Box:
    x, y = centre
    return x - of.width / 2, y - of.height / 2, x + of.width / 2, y + of.height / 2


def crossing(boxes: Floats, lines: Floats) -> Mask:
    """Return which box, by row, is met by which line, by column, half widths counted."""
    low, high = np.zeros((len(boxes), len(lines))), np.ones((len(boxes), len(lines)))
    for axis in (0, 1):
        start, step = lines[:, axis], lines[:, axis + 2] - lines[:, axis]
        near = boxes[:, axis, None] - lines[:, 4] - start
        far = boxes[:, axis + 2, None] + lines[:, 4] - start
        level = np.abs(step) < 1e-9
        one, other = near / np.where(level, 1.0, step), far / np.where(level, 1.0, step)
        inside = (near <= 0) & (far >= 0)
        first = np.where(level, np.where(inside, 0.0, 2.0), np.minimum(one, other))
        last = np.where(level, np.where(inside, 1.0, -1.0), np.maximum(one, other))
        low, high = np.maximum(low, first), np.minimum(high, last)
    return low <= high
