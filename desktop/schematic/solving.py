"""One drawing of a net: headings, then positions, until nothing is too near and no road is off."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from desktop.schematic.clearance import Pair, near, octant
from desktop.schematic.ground import Ground, headings_of
from desktop.schematic.headings import MOST, Heading, Headings, Wishes, fan_of, headings, unwound
from desktop.schematic.measure import crossings
from desktop.schematic.net import Net
from desktop.schematic.plane import eighths
from desktop.schematic.positions import APART, Cut, Drawn, Positions, Thing
from desktop.schematic.program import Floats
from desktop.schematic.report import XY

OFF = 1e-4
"""Units of slack from which on a road is off its heading."""
_NOWHERE = (math.inf, math.inf)
_ROUNDS = 10
_BENDS = 2  # elbows that a road is given at most
_NEAR, _NEAR_ALONE = 0.7 * APART, 0.9 * APART
_WIDEST = 1.0  # eighths off its true bearing from which on a road is held nearer to it
_FAR_OFF = 4 / 3  # eighths: 60 degrees
_REVISIONS = 3
_MOVED, _MANY = 0.1, 0.05  # units that a place has moved; the share of places that may
_LOOSER = (1, 2.0), (2, 0.6), (3, 0.6)
"""Roads round a fault within which places are not kept at the full price, and that price."""


Faults = tuple[int, int, int, int]
"""How many pairs of roads cross that do not on the map; and how many roads are far off their
bearing, off their headings, off their bearing."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a drawing came about: what the next one starts from.

    `planned` are the headings of the first program, `bent` those that became elbows; `cuts` and
    `held` what was added to the second. `kept` are the spots of places, `beside` those near which
    new ones begin. `wishes` are those of the headings; the `faults` that were left are no reason to
    try again. `loose` are places with the price at which they are kept, less than the
    full one. `aims` are the bearings of the roads of pins.
    """

    planned: Mapping[int, Heading] = field(default_factory=dict[int, Heading])
    bent: Mapping[int, Heading] = field(default_factory=dict[int, Heading])
    cuts: tuple[Cut, ...] = ()
    held: tuple[int, ...] = ()
    kept: Mapping[int, Floats] = field(default_factory=dict[int, Floats])
    beside: Mapping[int, Floats] = field(default_factory=dict[int, Floats])
    wishes: Wishes = field(default_factory=Wishes)
    faults: Faults = (0, 0, 0, 0)
    loose: Mapping[int, float] = field(default_factory=dict[int, float])
    aims: Mapping[int, float] = field(default_factory=dict[int, float])

    def loosened(self, net: Net, roads: Iterable[int], hops: int, price: float) -> "Making":
        """Return the same with little kept within so many hops of some roads."""
        free = {v for road in roads for v in net.roads[road]}
        for _ in range(hops):
            free |= {w for v in free for w, _ in net.fans[v]}

        def kept(of: Mapping[int, Heading]) -> dict[int, Heading]:
            return {road: heading for road, heading in of.items() if not free & {*net.roads[road]}}

        return replace(
            self,
            planned=kept(self.planned),
            bent=kept(self.bent),
            loose=dict.fromkeys(free, price),
        )


@dataclass(frozen=True)
class Solved:
    """A drawing, its headings and how it came about.

    `true` are the bearings, in eighths; `kept` the spots of an earlier drawing.
    """

    net: Net
    drawn: Drawn
    planned: Headings
    headings: Mapping[int, Heading]
    true: Mapping[int, float]
    making: Making
    rounds: int
    on_map: set[tuple[int, int]]
    kept: Mapping[int, Floats]

    @property
    def off(self) -> list[int]:
        """The roads that are off their headings."""
        return [road for road, slack in self.drawn.slack.items() if slack > OFF]

    def turn(self, road: int) -> float:
        """Return by how many eighths a road is drawn off its bearing, from end to end."""
        return _turn(self.net, self.drawn, road, self.true[road])

    @cached_property
    def crossed(self) -> set[tuple[int, int]]:
        """The pairs of roads that cross or touch and do not on the map."""
        return _met(self.net, self.drawn.lines) - self.on_map

    @cached_property
    def faults(self) -> Faults:
        """What is wrong with it."""
        turns = [self.turn(road) for road in self.true]
        return (
            len(self.crossed),
            sum(turn > _FAR_OFF for turn in turns),
            len(self.off),
            sum(turn > _WIDEST + 1e-4 for turn in turns),
        )

    @cached_property
    def moved(self) -> float:
        """The share of places that do not stand where they stood before."""
        ways = np.array([self.drawn.spots[v] - spot for v, spot in self.kept.items()])
        if not len(ways):
            return 0.0
        return float((np.hypot(*(ways - np.median(ways, axis=0)).T) > _MOVED).mean())

    @property
    def rank(self) -> tuple[float, ...]:
        """What makes it the better of two, least first: a few faults are better than many moves."""
        if not self.kept:
            return self.faults
        crossed, far, off, turned = self.faults
        most_off, most_turned = len(self.true) // 100, len(self.true) // 50
        lesser = max(self.moved, _MANY), off, turned
        return crossed, far, max(turned, most_turned), max(off, most_off), *lesser

    @property
    def faulty(self) -> set[int]:
        """The roads that have a fault."""
        turned = {road for road in self.true if self.turn(road) > _WIDEST + 1e-4}
        return turned | set(self.off) | {road for pair in self.crossed for road in pair}

    def revised(self) -> Wishes:
        """Return the wishes with which the next drawing may have fewer faults."""
        before = self.making.wishes
        dear = dict(before.dear)
        for road in self.true:
            if self.turn(road) > _WIDEST + 1e-4:
                dear[road] = 4 * dear.get(road, 1.0)
        closing = dict(before.closing)
        for road in self.off:
            a, b = self.net.roads[road]
            way = eighths(self.drawn.spots[b] - self.drawn.spots[a])
            options = either_side(way, self.true[road])
            options.sort(key=lambda heading: abs(heading[0] - self.headings[road][0]))
            closing[road] = options[-1] if closing.get(road) == options[0] else options[0]
        return Wishes(closing, dear)


def solved(net: Net, ground: Ground, pins: Mapping[int, XY], before: Making) -> Solved | None:
    """Return the best of a few drawings that start from another; None when the solver finds none.

    Roads with faults are asked for anew, at a higher price; if that does not help, what is kept of
    the drawing before is let go round them, more and more of it.
    """
    best = _revised(net, ground, pins, before, 1 if before.kept else _REVISIONS)
    for hops, price in _LOOSER if before.kept else ():
        if best is None or best.faults <= before.faults:
            break
        loosened = before.loosened(net, best.faulty, hops, price)
        looser = _revised(net, ground, pins, replace(loosened, wishes=best.revised()), 1)
        if looser is not None and looser.rank < best.rank:
            best = looser
    return best


def _revised(
    net: Net, ground: Ground, pins: Mapping[int, XY], before: Making, times: int
) -> Solved | None:
    best = now = _drawing(net, ground, pins, before)
    for _ in range(times):
        if now is None or best is None or best.faults <= before.faults:
            break
        now = _drawing(net, ground, pins, replace(before, wishes=now.revised()))
        if now is not None and now.rank < best.rank:
            best = now
    return best


def _drawing(net: Net, ground: Ground, pins: Mapping[int, XY], before: Making) -> Solved | None:
    on = set(ground.placed)
    roads = [e for e, ends in enumerate(net.roads) if on.issuperset(ends)]
    true = headings_of(net, ground.anchor, roads) | _from_pins(net, ground, pins, before, on)
    was, bent, closing = (
        {e: unwound(heading, true[e]) for e, heading in of.items() if e in true}
        for of in (before.planned, before.bent, before.wishes.closing)
    )
    planned = headings(net, true, was, replace(before.wishes, closing=closing))
    now = {e: bent.get(e, h) if was.get(e) == h else h for e, h in planned.of.items()}
    return _Solving(net, ground, pins, before, true, planned, now).run()


def _from_pins(
    net: Net, ground: Ground, pins: Mapping[int, XY], before: Making, on: set[int]
) -> dict[int, float]:
    """Return where the roads of pinned places lead: from the pin, not from where the map has it.

    What is loose may follow the pin, so that its roads can lead as they do on the map. The roads of
    a pin that was there before lead where they led.
    """
    seen = ground.anchor.copy()
    for v, spot in {**before.kept, **pins}.items():
        seen[v] = spot
    roads = [(v, w, e) for v in pins for w, e in net.fans[v] if {v, w} <= on]
    there = {v for v, spot in pins.items() if math.dist(before.kept.get(v, _NOWHERE), spot) < OFF}
    aims = {e: before.aims[e] for v, _, e in roads if v in there and e in before.aims}
    told = [e for _, w, e in roads if e not in aims and w not in before.loose]
    return aims | headings_of(net, seen, told)


class _Solving:
    """The rounds of one drawing."""

    def __init__(
        self,
        net: Net,
        ground: Ground,
        pins: Mapping[int, XY],
        before: Making,
        true: Mapping[int, float],
        planned: Headings,
        now: dict[int, Heading],
    ) -> None:
        self._net, self._ground, self._true = net, ground, true
        self._planned, self._now = planned, now
        self._wishes, self._kept, self._pins = before.wishes, before.kept, tuple(pins)
        self._bends: dict[int, int] = {}
        self._held = [e for e in before.held if e in now]
        self._on_map = _met_on_map(net, ground, true)
        self._apart: set[Pair] = {
            (Thing(road=True, number=a), Thing(road=True, number=b)) for a, b in self._on_map
        }
        self._program = Positions(net, ground, pins, before.kept, before.beside, before.loose)
        for road, heading in now.items():
            self._program.head(road, heading)
        for road in self._held:
            self._program.hold_bearing(road, self._true[road])
        for cut in before.cuts:
            self._program.cut(cut)
            self._apart.add(cut[:2])

    def run(self) -> Solved | None:
        """Solve, mend, and solve again, until there is nothing to mend."""
        best, rounds = self._program.solve(), 1
        if best is None:
            return None
        while rounds < _ROUNDS and self._mended(best):
            drawn = self._program.solve()
            if drawn is None:
                break
            best, rounds = drawn, rounds + 1
        now = self._now
        bent = {e: h for e, h in now.items() if h != self._planned.of[e]}
        making = Making(
            self._planned.of,
            bent,
            best.binding,
            tuple(self._held),
            {int(v): best.spots[v] for v in self._ground.placed},
            wishes=self._wishes,
            aims={e: self._true[e] for v in self._pins for _, e in self._net.fans[v] if e in now},
        )
        return Solved(
            self._net,
            best,
            self._planned,
            dict(now),
            self._true,
            making,
            rounds,
            self._on_map,
            self._kept,
        )

    def _mended(self, drawn: Drawn) -> bool:
        """Part what is too near, bend what is off, hold what has turned; return whether any was."""
        close = [
            pair
            for pair in near(self._net, drawn.lines, drawn.spots, _NEAR, _NEAR_ALONE)
            if pair not in self._apart
        ]
        bent = self._bend(drawn)
        held = self._hold(drawn)
        for pair in close:
            self._cut(pair, drawn)
        return bool(close or bent or held)

    def _cut(self, pair: Pair, drawn: Drawn) -> None:
        self._apart.add(pair)
        way = octant(self._net, self._ground.anchor, drawn.lines, drawn.spots, pair)
        self._program.cut(Cut(*pair, way))

    def _bend(self, drawn: Drawn) -> bool:
        """Give the roads that are off their headings an elbow that leads where they lead."""
        any_bent = False
        for road, slack in drawn.slack.items():
            first, last = self._now[road]
            tried = self._bends.get(road, 0)
            if slack <= OFF or (first != last and tried >= _BENDS):
                continue
            self._bends[road] = tried + 1
            a, b = self._net.roads[road]
            heading = self._elbow(road, drawn.spots[b] - drawn.spots[a])
            if heading is not None and heading != self._now[road]:
                self._now[road] = heading
                self._program.head(road, heading)
                any_bent = True
        return any_bent

    def _hold(self, drawn: Drawn) -> bool:
        """Hold the roads that have turned too far off their true bearing."""
        turned: list[int] = []
        for road, true in self._true.items():
            off = _turn(self._net, drawn, road, true)
            if off > _WIDEST and road not in self._held:
                turned.append(road)
                self._program.hold_bearing(road, self._true[road])
        self._held += turned
        return bool(turned)

    def _elbow(self, road: int, way: Floats) -> Heading | None:
        """Return the headings on either side of a way, if one order of them keeps all order."""
        options = either_side(eighths(way), self._true[road])
        options.sort(key=lambda heading: heading[0] != self._now[road][0])
        return next((option for option in options if self._keeps_order(road, option)), None)

    def _keeps_order(self, road: int, heading: Heading) -> bool:
        ends = {**self._now, road: heading}
        for place in self._net.roads[road]:
            fan = fan_of(self._net, place, self._true, ends)
            if len(fan) > MOST:
                continue
            near_ = [end.near + end.shift for end in fan]
            steps = np.diff([*near_, near_[0] + 8])
            least = 0 if len(fan) > 8 else 1
            if (steps < least).any():
                return False
        return True


def _turn(net: Net, drawn: Drawn, road: int, true: float) -> float:
    a, b = net.roads[road]
    return abs((eighths(drawn.spots[b] - drawn.spots[a]) - true + 4) % 8 - 4)


def either_side(way: float, true: float) -> list[Heading]:
    """Return the headings of an elbow that leads a way, or as near to it as the bearing allows.

    Both count in eighths of a turn; the bearing allows one on either side.
    """
    off = (way - true + 4) % 8 - 4
    k = true + max(-_WIDEST, min(_WIDEST, off))
    if abs(k - round(k)) < 1e-6:
        return [(round(k), round(k))]
    low = math.floor(k)
    return [(low, low + 1), (low + 1, low)]


def _met_on_map(net: Net, ground: Ground, roads: Iterable[int]) -> set[tuple[int, int]]:
    """Return the pairs of roads that cross or touch on the map."""
    spots: list[XY] = [(float(x), float(y)) for x, y in ground.anchor]
    return _met(net, {e: tuple(spots[v] for v in net.roads[e]) for e in roads})


def _met(net: Net, lines: Mapping[int, tuple[XY, ...]]) -> set[tuple[int, int]]:
    """Return the pairs of roads whose lines cross or touch, the lower number first."""
    drawn = list(lines)
    met = crossings([net.roads[e] for e in drawn], list(lines.values()))
    return {(min(drawn[a], drawn[b]), max(drawn[a], drawn[b])) for a, b in met}
