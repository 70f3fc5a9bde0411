"""The second linear program: where places stand and how long roads are, their headings given.

All prices are on distances in units, along x and y. The program grows: roads get elbows and pairs
of things are cut apart until the drawing is clear, each time from the last solution on.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from desktop.schematic.ground import HOP, Ground
from desktop.schematic.headings import Heading
from desktop.schematic.net import Net
from desktop.schematic.plane import EIGHTHS, UNITS
from desktop.schematic.program import Floats, Program, Terms
from desktop.schematic.report import XY

APART = 0.55
"""Units that a cut keeps two things apart."""
SHORTEST, LONGEST = 1.0, 1.5
"""Units of a road: the least, and the most it is asked to have; it may get longer."""
_LEG = 0.45  # units of the shortest leg of an elbow
_SLACK = 14.0  # a road off its heading
_LENGTH = 0.6
_RAY = 0.4  # the end of a road with an elbow off its true bearing
_ANCHOR = 0.06
_KEPT = 8.0  # a place off where it was drawn before
_LINK = 0.25  # an isolated place or part off the direction of its nearest places
_WEDGE = 400.0  # a stated bearing missed: dearer than all cuts, which would else turn it away
_CONE = 10.0  # a road drawn more than an eighth off its true bearing
_ROADS_CUT, _PLACE_CUT = 40.0, 25.0
_WIDE = math.tan(math.radians(22.5))
_CONE_WIDE = math.tan(math.radians(44.0))


class Thing(NamedTuple):
    """A road or a place by its number."""

    road: bool
    number: int


class Cut(NamedTuple):
    """The second thing lies at least so far from the first in one of the eight directions."""

    one: Thing
    two: Thing
    octant: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One solution. `slack` says how far a road is off its headings, in units.

    `spots` is n x 2, NaN where nothing is drawn. `binding` are the cuts that hold something back.
    """

    spots: Floats
    lines: Mapping[int, tuple[XY, ...]]
    slack: Mapping[int, float]
    missed: float
    binding: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class _Road:
    """The rows, columns and legs of a road as it stands in the program."""

    rows: tuple[int, ...]
    priced: tuple[int, ...]
    slack: tuple[int, ...]
    legs: tuple[tuple[int, int], ...]  # column, heading


class Positions:
    """The standing program of one drawing."""

    def __init__(
        self,
        net: Net,
        ground: Ground,
        pins: Mapping[int, XY],
        kept: Mapping[int, Floats],
        beside: Mapping[int, Floats],
        loose: Mapping[int, float],
    ) -> None:
        self._net, self._ground = net, ground
        self._program = Program()
        self._x: dict[int, int] = {}
        self._y: dict[int, int] = {}
        self._roads: dict[int, _Road] = {}
        self._cuts: dict[Cut, tuple[int, list[int]]] = {}
        for v in ground.placed:
            price = loose.get(v, _KEPT)
            self._place(v, pins.get(v), kept.get(v), beside.get(v, ground.anchor[v]), price)
        for u, v in ground.links:
            self._link(u, v)
        for v, told in ground.stated.items():
            for to, octant in told:
                if v in self._x and to in self._x:
                    self._state(v, to, octant)

    # -- what is asked --------------------------------------------------------------------------

    def head(self, road: int, heading: Heading) -> None:
        """Give a road its headings, instead of those it has."""
        if (old := self._roads.get(road)) is not None:
            for row in old.rows:
                self._program.free(row)
            for column in old.priced:
                self._program.reprice(column, 0.0)
        first, last = heading
        made = self._straight if first == last else self._elbow
        self._roads[road] = made(road, heading)
        for cut in [cut for cut in self._cuts if Thing(road=True, number=road) in cut[:2]]:
            miss, rows = self._cuts.pop(cut)
            for row in rows:
                self._program.free(row)
            self._program.reprice(miss, 0.0)
            self.cut(cut)

    def cut(self, cut: Cut) -> None:
        """Keep two things apart in a direction."""
        price = _ROADS_CUT if cut.one.road and cut.two.road else _PLACE_CUT
        miss = self._program.column(price, 0.0)
        nx, ny = UNITS[cut.octant]
        rows = [
            self._program.row(
                [
                    *_scaled(qx, nx),
                    *_scaled(qy, ny),
                    *_scaled(px, -nx),
                    *_scaled(py, -ny),
                    (miss, 1.0),
                ],
                low=APART,
            )
            for px, py in self._corners(cut.one)
            for qx, qy in self._corners(cut.two)
        ]
        self._cuts[cut] = miss, rows

    def hold_bearing(self, road: int, bearing: float) -> None:
        """Keep a road's far end within an eighth of a bearing, in eighths, from its near one."""
        a, b = self._net.roads[road]
        ux, uy = math.cos(bearing * math.pi / 4), math.sin(bearing * math.pi / 4)
        along = self._along(a, b, ux, uy)
        miss = self._program.column(_CONE, 0.0)
        for turn in (1.0, -1.0):
            across = self._along(a, b, -turn * uy, turn * ux)
            self._program.row([*across, *_scaled(along, -_CONE_WIDE), (miss, -1.0)], high=0.0)

    # -- the answer -----------------------------------------------------------------------------

    def solve(self) -> Drawn | None:
        """Return the drawing at the least price; None if the solver finds none."""
        solved = self._program.solve()
        if solved is None:
            return None
        spots = np.full((self._net.size, 2), np.nan)
        for v in self._x:
            spots[v] = solved[self._x[v]], solved[self._y[v]]
        lines = {road: self._line(road, spots, solved) for road in self._roads}
        return Drawn(
            spots=spots,
            lines=lines,
            slack={
                road: float(sum(solved[column] for column in made.slack))
                for road, made in self._roads.items()
            },
            missed=float(sum(solved[miss] for miss, _ in self._cuts.values())),
            binding=tuple(cut for cut in self._cuts if self._binds(cut, spots, lines)),
        )

    def _line(self, road: int, spots: Floats, solved: Floats) -> tuple[XY, ...]:
        a, b = self._net.roads[road]
        start, end = _xy(spots[a]), _xy(spots[b])
        legs = self._roads[road].legs
        if len(legs) == 1:
            return start, end
        column, heading = legs[0]
        return start, _xy(spots[a] + solved[column] * EIGHTHS[heading % 8]), end

    def _binds(self, cut: Cut, spots: Floats, lines: Mapping[int, tuple[XY, ...]]) -> bool:
        one, two = (
            np.array(lines[thing.number]) if thing.road else spots[[thing.number]]
            for thing in (cut.one, cut.two)
        )
        normal = UNITS[cut.octant]
        return bool((two @ normal).min() - (one @ normal).max() < APART + 1e-6)

    # -- the parts of the program ---------------------------------------------------------------

    def _place(
        self, v: int, pin: XY | None, kept: Floats | None, anchor: Floats, price: float
    ) -> None:
        """Add a place: where it is pinned, or near its anchor and near where it was drawn."""
        program = self._program
        if pin is not None:
            self._x[v], self._y[v] = (program.column(low=at, high=at) for at in pin)
            return
        self._x[v], self._y[v] = program.column(), program.column()
        for column, axis in ((self._x[v], 0), (self._y[v], 1)):
            if v not in self._ground.stated:
                program.distance([(column, 1.0)], float(anchor[axis]), _ANCHOR * _hair(v))
            if kept is not None:
                program.distance([(column, 1.0)], float(kept[axis]), price)

    def _link(self, u: int, v: int) -> None:
        way = self._ground.anchor[v] - self._ground.anchor[u]
        way = way * min(1.0, HOP / max(float(np.hypot(*way)), 1e-9))
        for column, axis in ((self._x, 0), (self._y, 1)):
            terms = [(column[v], 1.0), (column[u], -1.0)]
            self._program.distance(terms, float(way[axis]), _LINK)

    def _state(self, v: int, to: int, octant: int) -> None:
        """Ask for a place half an octant at most off where it is said to lie, at a distance."""
        program, way = self._program, self._ground.true[v] - self._ground.true[to]
        ux, uy = UNITS[octant].tolist()
        along = self._along(to, v, ux, uy)
        miss = program.column(_WEDGE, 0.0)
        for turn in (1.0, -1.0):
            across = self._along(to, v, -turn * uy, turn * ux)
            program.row([*across, *_scaled(along, -_WIDE), (miss, -1.0)], high=0.0)
        program.row([*along, (miss, 1.0)], low=0.8)
        program.distance(along, max(0.8, float(way @ UNITS[octant])), _LINK / 2)
        for column, axis in ((self._x, 0), (self._y, 1)):
            terms = [(column[v], 1.0), (column[to], -1.0)]
            program.distance(terms, float(way[axis]), _LINK / 2)

    def _straight(self, road: int, heading: Heading) -> _Road:
        program, (a, b) = self._program, self._net.roads[road]
        over, under = program.column(_SLACK, 0.0), program.column(_SLACK, 0.0)
        leg = program.column(0.0, SHORTEST)
        dx, dy = EIGHTHS[heading[0] % 8].tolist()
        rows = (
            program.row(
                [*self._apart(self._x, a, b), (leg, -dx), (over, -dy), (under, dy)], 0.0, 0.0
            ),
            program.row(
                [*self._apart(self._y, a, b), (leg, -dy), (over, dx), (under, -dx)], 0.0, 0.0
            ),
        )
        row, *long = self._length(road, [(leg, 1.0)])
        priced = (over, under, *long)
        return _Road((*rows, row), priced, (over, under), ((leg, heading[0]),))

    def _elbow(self, road: int, heading: Heading) -> _Road:
        program, (a, b) = self._program, self._net.roads[road]
        slack = tuple(program.column(_SLACK, 0.0) for _ in range(4))
        legs = tuple((program.column(0.0, _LEG), h) for h in heading)
        rows = [
            program.row(
                [
                    *self._apart(column, a, b),
                    *((leg, -float(EIGHTHS[h % 8][axis])) for leg, h in legs),
                    (slack[2 * axis], -1.0),
                    (slack[2 * axis + 1], 1.0),
                ],
                0.0,
                0.0,
            )
            for axis, column in enumerate((self._x, self._y))
        ]
        both: list[tuple[int, float]] = [(leg, 1.0) for leg, _ in legs]
        rows.append(program.row(both, low=SHORTEST))
        ux, uy = _unit(self._ground.true[b] - self._ground.true[a])
        off, *ray = program.distance(self._along(a, b, -uy, ux), 0.0, _RAY)
        row, *long = self._length(road, both)
        return _Road((*rows, off, row), (*slack, *ray, *long), slack, legs)

    def _length(self, road: int, legs: Terms) -> tuple[int, int, int]:
        a, b = self._net.roads[road]
        true = float(np.abs(self._ground.true[b] - self._ground.true[a]).max())
        wanted = max(SHORTEST, min(LONGEST, true))
        return self._program.distance(legs, wanted, _LENGTH * _hair(road))

    def _apart(self, column: Mapping[int, int], a: int, b: int) -> list[tuple[int, float]]:
        return [(column[b], 1.0), (column[a], -1.0)]

    def _along(self, a: int, b: int, ux: float, uy: float) -> list[tuple[int, float]]:
        """Return the way from one place to another, measured in a direction."""
        return [*_scaled(self._apart(self._x, a, b), ux), *_scaled(self._apart(self._y, a, b), uy)]

    def _corners(self, thing: Thing) -> list[tuple[Terms, Terms]]:
        """Return the corner points of a thing as linear forms."""
        if not thing.road:
            return [self._at(thing.number)]
        a, b = self._net.roads[thing.number]
        corners = [self._at(a), self._at(b)]
        legs = self._roads[thing.number].legs
        if len(legs) == 2:
            leg, heading = legs[0]
            dx, dy = EIGHTHS[heading % 8].tolist()
            corners.append(([(self._x[a], 1.0), (leg, dx)], [(self._y[a], 1.0), (leg, dy)]))
        return corners

    def _at(self, v: int) -> tuple[Terms, Terms]:
        return [(self._x[v], 1.0)], [(self._y[v], 1.0)]


def _scaled(terms: Terms, by: float) -> Iterable[tuple[int, float]]:
    return [(column, factor * by) for column, factor in terms]


def _hair(n: int) -> float:
    """Return a factor a hair off 1 and of its own for each number, so that no two drawings tie."""
    return 1.0 + 1e-4 * ((n + 1) * 0.6180339887 % 1.0)


def _unit(way: Floats) -> tuple[float, float]:
    length = max(float(np.hypot(*way)), 1e-9)
    return float(way[0]) / length, float(way[1]) / length


def _xy(spot: Floats) -> XY:
    return float(spot[0]), float(spot[1])
