"""The first linear program: the direction of every road at either end, in eighths of a turn.

The order of the roads round every place is a hard rule. Every row is a difference of two columns:
the matrix is totally unimodular, so the least price has whole numbers.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.schematic.net import Net
from desktop.schematic.program import Program

Heading = tuple[int, int]
"""A road's direction where it leaves its first place and where it comes to its second.

In eighths of a turn, unwrapped: 9 points where 1 does.
"""
PORTS, MOST = 8, 16
"""Roads at a place that each have a direction; and the most whose order is kept."""
_BEND = 0.9  # an eighth of an elbow
_THROUGH = 0.35  # an eighth of a turn at a place of two roads
_STEEP = 6.0  # what is beyond an eighth off the bearing, squared
_KEPT = 3.0  # an eighth off what was drawn before
_WISHED = 8.0  # an eighth off what would let a road have a heading at all


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else is asked of headings.

    `closing` are elbows that would let a road meet its ends. `dear` says how many times its price
    a road's bearing costs.
    """

    closing: Mapping[int, Heading] = field(default_factory=dict[int, Heading])
    dear: Mapping[int, float] = field(default_factory=dict[int, float])


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of roads; `shared` are (place, road, road) that leave by one port.

    `crowded` are places of more than 16 roads, where no order is promised.
    """

    of: Mapping[int, Heading]
    shared: tuple[tuple[int, int, int], ...] = ()
    crowded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _End:
    """A road at a place: its direction there, the columns of this end and the other, and a shift.

    The columns count from the road's first place; with the shift they count from this one.
    """

    angle: float
    near: int
    far: int
    shift: int
    road: int


def headings(
    net: Net, true: Mapping[int, float], before: Mapping[int, Heading], wishes: Wishes
) -> Headings:
    """Return the cheapest headings that keep the order of roads round every place.

    `true` are the directions of the roads that are drawn, `before` the headings of an earlier
    drawing, near which they stay.
    """
    program = Program()
    ends: dict[int, tuple[int, int]] = {}
    for road, angle in true.items():
        ends[road] = _road(program, road, angle, before.get(road), wishes)
    shared: list[tuple[int, int, int]] = []
    crowded: list[int] = []
    for place in range(net.size):
        fan = fan_of(net, place, true, ends)
        if len(fan) > MOST:
            crowded.append(place)
        elif len(fan) > 1:
            shared += _in_order(program, place, fan)
    solved = program.solve() if true else None
    if solved is None:
        return Headings({road: (round(angle), round(angle)) for road, angle in true.items()})
    found = {road: (round(solved[a]), round(solved[b])) for road, (a, b) in ends.items()}
    return Headings(found, tuple(shared), tuple(crowded))


def unwound(heading: Heading, angle: float) -> Heading:
    """Return a heading by the turn, of those that point the same way, that is nearest an angle."""
    first, last = heading
    turn = 8 * round((angle - (first + last) / 2) / 8)
    return first + turn, last + turn


def _road(
    program: Program, road: int, angle: float, before: Heading | None, wishes: Wishes
) -> tuple[int, int]:
    """Add a road's two ends, each priced by how far it is off the bearing."""
    low = math.floor(angle) - 3
    dear = wishes.dear.get(road, 1.0)
    columns: list[int] = []
    for end in (0, 1):
        heading = program.column(low=low, high=low + 7)
        steps = [  # a convex price: one step after another, the cheapest first
            program.column(dear * (_price(k + 1 - angle) - _price(k - angle)), 0.0, 1.0)
            for k in range(low, low + 7)
        ]
        program.row([(heading, 1.0), *((step, -1.0) for step in steps)], low, low)
        if before is not None:
            program.distance([(heading, 1.0)], before[end], _KEPT)
        if road in wishes.closing:
            program.distance([(heading, 1.0)], wishes.closing[road][end], _WISHED)
        columns.append(heading)
    a, b = columns
    bend = 0.0 if road in wishes.closing else _BEND
    program.distance([(a, 1.0), (b, -1.0)], 0.0, bend, high=1.0)
    return a, b


def _price(off: float) -> float:
    return off**2 + _STEEP * max(0.0, abs(off) - 1) ** 2


def fan_of(
    net: Net, place: int, true: Mapping[int, float], ends: Mapping[int, tuple[int, int]]
) -> list[_End]:
    """Return the roads of a place by the direction in which they leave it, counterclockwise."""
    fan: list[_End] = []
    for _, road in net.fans[place]:
        if road not in true:
            continue
        first, last = ends[road]
        if net.roads[road][0] == place:
            fan.append(_End(true[road], first, last, 0, road))
        else:
            shift = 4 if true[road] <= 0 else -4
            fan.append(_End(true[road] + shift, last, first, shift, road))
    return sorted(fan, key=lambda end: (end.angle, end.road))


def _in_order(program: Program, place: int, fan: list[_End]) -> list[tuple[int, int, int]]:
    """Hold the roads of a place in their order; return the pairs that share a port."""
    sharing = _sharing(fan)
    shared: list[tuple[int, int, int]] = []
    for n, end in enumerate(fan):
        other = fan[(n + 1) % len(fan)]
        least = end.shift - other.shift - (8 if n == len(fan) - 1 else 0)
        near = [(other.near, 1.0), (end.near, -1.0)]
        if n in sharing:  # they leave together and part at the elbow
            program.row(near, low=least)
            program.row([(other.far, 1.0), (end.far, -1.0)], low=least + 1)
            shared.append((place, end.road, other.road))
        else:
            program.row(near, low=least + 1)
    if len(fan) == 2:
        one, two = fan
        program.distance([(two.near, 1.0), (one.near, -1.0)], 4 + one.shift - two.shift, _THROUGH)
    return shared


def _sharing(fan: list[_End]) -> set[int]:
    """Return which neighbours of a crowded fan share a port: the closest, no road in two pairs."""
    over = len(fan) - PORTS
    if over <= 0:
        return set()
    size = len(fan)
    gaps = [(fan[(n + 1) % size].angle - fan[n].angle) % 8 for n in range(size)]
    chosen: set[int] = set()
    for n in sorted(range(size), key=lambda n: (gaps[n], n)):
        if len(chosen) < over and not {(n - 1) % size, (n + 1) % size} & chosen:
            chosen.add(n)
    return chosen if len(chosen) == over else set(range(0, 2 * over, 2))
