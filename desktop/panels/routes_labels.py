"""Where names go: beside what they name, on no other name, place, road or group.

Boxes and lines are arrays of pixels; texts are measured by who asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from db.columns import Mask
from db.model import Ref

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SIDES = {
    0: 0.0, 45: 0.5, 315: 0.5, 22: 0.8, 338: 0.8, 180: 0.6, 135: 0.9, 225: 0.9,
    158: 1.1, 202: 1.1, 90: 1.2, 270: 1.2, 68: 1.3, 112: 1.3, 248: 1.3, 292: 1.3,
}  # fmt: skip
"""What a direction, in degrees from east counterclockwise, costs a name."""
_NEAR, _STEP = 3.0, 7.0
_PASSES = 8


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


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What names must keep off: lines from point to point with half their width, boxes.

    `lines` has rows of x, y, x, y, half width; `room` is the box to stay in, if any.
    """

    lines: Floats = field(default_factory=lambda: np.empty((0, 5)))
    room: Box | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """A label with all its places, cheapest first, the free ones alone in `free`."""

    label: Label
    boxes: Floats
    variants: list[Variant]
    free: list[int]


def plan(labels: Iterable[Label], ground: Ground) -> Plan:
    """Return a place for every label, those with fewest free places first.

    One that finds none is tried first the next time round.
    """
    choices = [_choice(label, ground) for label in labels]
    order = sorted(choices, key=lambda choice: len(choice.free))
    best: tuple[list[Placed], list[_Choice]] = ([], order)
    for _ in range(_PASSES):
        placed, stuck = _placed(order)
        if not best[0] or len(stuck) < len(best[1]):
            best = placed, stuck
        if not stuck or all(not choice.free for choice in stuck):
            break
        order = stuck + [choice for choice in order if choice not in stuck]
    return Plan(tuple(best[0]), tuple(_at(choice, 0, free=False) for choice in best[1]))


def _placed(order: Sequence[_Choice]) -> tuple[list[Placed], list[_Choice]]:
    placed: list[Placed] = []
    stuck: list[_Choice] = []
    taken = np.empty((0, 4))
    for choice in order:
        found = next((n for n in choice.free if not _overlaps(choice.boxes[n], taken)), None)
        if found is None:
            stuck.append(choice)
            continue
        placed.append(_at(choice, found))
        taken = np.vstack([taken, choice.boxes[found]])
    return placed, stuck


def _at(choice: _Choice, n: int, *, free: bool = True) -> Placed:
    left, top, right, bottom = choice.boxes[n].tolist()
    return Placed(choice.label, choice.variants[n], (left, top, right, bottom), free)


def _overlaps(box: Floats, taken: Floats, pad: float = 2.0) -> bool:
    apart = (
        (box[0] >= taken[:, 2] + pad)
        | (box[2] <= taken[:, 0] - pad)
        | (box[1] >= taken[:, 3] + pad)
        | (box[3] <= taken[:, 1] - pad)
    )
    return not bool(apart.all())


def _choice(label: Label, ground: Ground) -> _Choice:
    wanted = sorted(_candidates(label), key=lambda one: one[0])
    boxes = np.array([box for _, box, _ in wanted])
    clear = ~crossing(boxes, ground.lines).any(axis=1)
    if ground.room is not None:
        left, top, right, bottom = ground.room
        clear &= (boxes[:, 0] >= left) & (boxes[:, 2] <= right)
        clear &= (boxes[:, 1] >= top) & (boxes[:, 3] <= bottom)
    return _Choice(label, boxes, [v for _, _, v in wanted], np.flatnonzero(clear).tolist())


def _candidates(label: Label) -> Iterable[tuple[float, Box, Variant]]:
    """Yield price, box and variant of every place that a label might take."""
    for variant in label.variants:
        for n, centre in enumerate(label.spots):
            yield variant.price + 0.3 * n, _around(centre, variant), variant
        if label.spots:
            continue
        for ring, radius in enumerate(label.radii):
            for gap in (_NEAR, _NEAR + _STEP):
                for degrees, price in _SIDES.items():
                    off = _off(degrees, label.towards)
                    if off is not None:
                        cost = variant.price + price + 1.5 * (gap > _NEAR) + 0.7 * ring + off
                        yield cost, _outside(label.anchor, radius + gap, degrees, variant), variant


def _off(degrees: float, towards: tuple[float, ...]) -> float | None:
    """Return what it costs to stand off the wanted directions; None: it is too far off."""
    if not towards:
        return 0.0
    turn = min(abs((degrees - way + 180) % 360 - 180) for way in towards)
    return None if turn > 70 else turn / 30


def _outside(anchor: tuple[float, float], reach: float, degrees: int, of: Variant) -> Box:
    """Return the box that touches a circle in this direction from outside."""
    angle = np.radians(degrees)
    across, down = float(np.cos(angle)), -float(np.sin(angle))
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
