"""A graph of places and roads laid out as a schematic: the one door to this package.

Two linear programs, after the idea of Nöllenburg and Wolff's octilinear metro maps (2011): first
every road's headings, in multiples of 45 degrees and in their order round every place, then
positions. What a drawing is told of the one before keeps it as it was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from db.model import PlaceId, RouteId
from desktop.schematic.earlier import Earlier, start
from desktop.schematic.ground import MOST_PLACES, Ground, clearest, ground
from desktop.schematic.headings import PORTS
from desktop.schematic.hubs import parted
from desktop.schematic.measure import Measures, measured
from desktop.schematic.net import Net, net
from desktop.schematic.program import Floats
from desktop.schematic.report import (
    XY,
    Bridge,
    Graph,
    Layout,
    Note,
    Reason,
    Report,
    Why,
)
from desktop.schematic.solving import Making, Solved, solved

MOST_ROADS = 1500
"""Roads beyond which the plain map is drawn: a schematic of so many shows little."""
_DIGITS = 6
_ON_ANOTHER = 0.2  # units within which a pin is on another one


def layout(
    graph: Graph, *, pins: Mapping[PlaceId, XY] | None = None, previous: Layout | None = None
) -> Layout:
    """Return where everything of a graph stands. The same input gives the same numbers.

    `pins` hold places at spots, in units. With the `previous` drawing places stay where they were
    as far as what is new lets them; one that is no longer held counts as new. Without the solver it
    is the plain map.
    """
    numbers = net(graph)
    lying = ground(numbers)
    held = _pinned(numbers, lying, pins or {})
    earlier = previous.earlier if previous else None
    let_go = frozenset(previous.pins if previous else ()) - frozenset(pins or ())
    before = Making()
    if isinstance(earlier, Earlier):
        before = start(earlier, numbers, lying, let_go)
    many = len(numbers.roads) > MOST_ROADS or numbers.size > MOST_PLACES
    why: Why = "too_many" if many else ""
    drawn: Solved | None = None
    if not why and lying.placed:
        try:
            drawn = solved(numbers, lying, held, before)
            why = "" if drawn else "unsolved"
        except ImportError:
            why = "no_solver"
    return _Drawing(graph, numbers, lying, held, drawn, why).layout()


def _pinned(net: Net, lying: Ground, pins: Mapping[PlaceId, XY]) -> dict[int, XY]:
    """Return the pins of what is drawn, none on an earlier one: that moves half a unit aside."""
    number = {place: n for n, (place, _) in enumerate(net.keys)}
    held: dict[int, XY] = {}
    for place, spot in pins.items():
        v = number.get(place, -1)
        if v in lying.placed and np.isfinite(spot).all():
            if any(np.hypot(*np.subtract(spot, other)) < _ON_ANOTHER for other in held.values()):
                stand = np.array(list(held.values()))
                x, y = clearest([(np.array(spot), None)], (stand, stand)).tolist()
                spot = x, y
                lying.notes.append((v, "moved_apart"))
            held[v] = spot
    return held


@dataclass(frozen=True)
class _Drawing:
    """What was found, to be told by the ids of the graph."""

    graph: Graph
    net: Net
    ground: Ground
    pins: dict[int, XY]
    solved: Solved | None
    why: Why

    def layout(self) -> Layout:
        """Return it as a layout."""
        spots, lines = self._spots(), self._lines()
        roads = [self.net.roads[e] for e in lines]
        measures = Measures(bearings=np.zeros(len(lines)))
        if self.why != "too_many":
            measures = measured(self.net.km, roads, spots, list(lines.values()))
        areas = dict(self._areas(spots, lines))
        return Layout(
            positions={
                place: _xy(spots[v])
                for v, (place, _) in enumerate(self.net.keys)
                if place is not None and not np.isnan(spots[v, 0])
            },
            lines=dict(self._of_routes(lines)),
            loops=tuple(
                link.id
                for link in self.graph.links
                if link.start == link.end and self._place_drawn(spots, link.start)
            ),
            stubs={
                route: _xy(spots[v])
                for v, (_, route) in enumerate(self.net.keys)
                if route is not None and not np.isnan(spots[v, 0])
            },
            areas=areas,
            discs=frozenset(
                place
                for v, (place, _) in enumerate(self.net.keys)
                if place is not None and sum(e in lines for _, e in self.net.fans[v]) > PORTS
            ),
            bridges=tuple(self._bridges(lines, measures)),
            breaks=tuple(
                (a, b)
                for u, v in self.ground.breaks
                if (a := self.net.keys[u][0]) is not None and (b := self.net.keys[v][0]) is not None
            ),
            pins={place: spot for v, spot in self.pins.items() if (place := self.net.keys[v][0])},
            geographic=self.why,
            by_bearing=frozenset(
                place for v in self.ground.found if (place := self.net.keys[v][0]) is not None
            ),
            shelf=tuple(self._shelf(areas)),
            unplaced=tuple(self._unplaced(lines)),
            notes=tuple(dict.fromkeys(self._notes(measures, lines))),
            hub=self._hub(spots, lines),
            report=self._report(measures, list(lines)),
            earlier=self.solved
            and Earlier(
                self.net, self.ground, replace(self.solved.making, faults=self.solved.faults)
            ),
        )

    def _spots(self) -> Floats:
        spots = self.solved.drawn.spots if self.solved else self.ground.anchor.copy()
        if not self.solved:
            for v, spot in self.pins.items():
                spots[v] = spot
        return spots.round(_DIGITS) + 0.0

    def _lines(self) -> dict[int, tuple[XY, ...]]:
        if self.solved:
            shared = self.solved.planned.shared
            lines = parted(self.net, self.solved.drawn.lines, self.solved.headings, shared)
            return {
                e: tuple(_xy(np.array(at).round(_DIGITS) + 0.0) for at in line)
                for e, line in lines.items()
            }
        spots = self._spots()
        return {
            e: (_xy(spots[a]), _xy(spots[b]))
            for e, (a, b) in enumerate(self.net.roads)
            if not np.isnan(spots[[a, b]]).any()
        }

    def _of_routes(
        self, lines: Mapping[int, tuple[XY, ...]]
    ) -> Iterator[tuple[RouteId, tuple[XY, ...]]]:
        for route, (road, back) in self.net.carried.items():
            if road in lines:
                yield route, lines[road][::-1] if back else lines[road]

    def _routes(self, road: int) -> list[RouteId]:
        return [route for route, (on, _) in self.net.carried.items() if on == road]

    def _place_drawn(self, spots: Floats, place: PlaceId) -> bool:
        v = self.net.keys.index((place, None))
        return not np.isnan(spots[v, 0])

    def _areas(
        self, spots: Floats, lines: Mapping[int, tuple[XY, ...]]
    ) -> Iterator[tuple[PlaceId, XY]]:
        """Yield where vague places are said to lie, beside what is drawn: one on each side."""
        sides = set[tuple[int, int]]()
        legs = [leg for line in lines.values() for leg in pairwise(line)]
        placed = spots[~np.isnan(spots[:, 0])]
        starts = np.concatenate([placed, np.array([a for a, _ in legs], float).reshape(-1, 2)])
        ends = np.concatenate([placed, np.array([b for _, b in legs], float).reshape(-1, 2)])
        for v in sorted(self.net.vague) if self.why != "too_many" else ():
            told: list[tuple[Floats, int | None]] = [
                (spots[one.to], one.octant)
                for one in self.net.bearings
                if one.of == v and not np.isnan(spots[one.to, 0])
            ]
            place = self.net.keys[v][0]
            seen = {(one.to, one.octant) for one in self.net.bearings if one.of == v}
            if told and place is not None and not seen & sides:
                sides |= seen
                spot = clearest(told, (starts, ends))
                starts, ends = np.vstack([starts, spot]), np.vstack([ends, spot])
                yield place, _xy(spot.round(_DIGITS) + 0.0)

    def _bridges(self, lines: Mapping[int, tuple[XY, ...]], measures: Measures) -> Iterator[Bridge]:
        drawn = list(lines)
        for one, two in measures.bridged:
            at = _crossing(lines[drawn[one]], lines[drawn[two]])
            if at is not None:
                for over in self._routes(drawn[one]):
                    for under in self._routes(drawn[two]):
                        yield Bridge(over, under, at)

    def _shelf(self, areas: Mapping[PlaceId, XY]) -> Iterator[tuple[PlaceId, Reason]]:
        for v in sorted(self.ground.shelf):
            place = self.net.keys[v][0]
            if place is not None and place not in areas:
                yield place, self.ground.shelf[v]

    def _unplaced(self, lines: Mapping[int, tuple[XY, ...]]) -> Iterator[tuple[RouteId, Reason]]:
        for link in self.graph.links:
            if link.end is None and link.octant is None:
                yield link.id, "no_end"
            elif link.start != link.end and self.net.carried.get(link.id, (-1,))[0] not in lines:
                yield link.id, "nowhere"

    def _notes(
        self, measures: Measures, lines: Mapping[int, tuple[XY, ...]]
    ) -> Iterator[tuple[PlaceId, Note]]:
        crowded = self.solved.planned.crowded if self.solved else ()
        told: list[tuple[int, Note]] = list(self.ground.notes)
        told.extend((v, "crowded") for v in crowded)
        told.extend((v, "turned") for v in measures.turned if v not in crowded)
        off = self.solved.off if self.solved else ()
        told.extend((self.net.roads[road][0], "off_heading") for road in off)
        drawn = list(lines)
        crossed = sorted({drawn[n] for pair in measures.crossings for n in pair})
        told.extend((self.net.roads[road][0], "crosses") for road in crossed)
        for v, note in told:
            place = self.net.keys[v][0]
            if place is not None:
                yield place, note

    def _hub(self, spots: Floats, lines: Mapping[int, tuple[XY, ...]]) -> PlaceId | None:
        """Return the place where most roads meet; of several, the one most bearings refer to."""
        ends = [v for e in lines for v in self.net.roads[e]]
        referred = [one.to for one in self.net.bearings]
        drawn = [
            v
            for v, (place, _) in enumerate(self.net.keys)
            if place is not None and not np.isnan(spots[v, 0])
        ]
        roads, told = Counter(ends), Counter(referred)
        best = max(drawn, key=lambda v: (roads[v], told[v]), default=None)
        return None if best is None else self.net.keys[best][0]

    def _report(self, measures: Measures, drawn: list[int]) -> Report:
        return Report(
            octilinear=measures.octilinear,
            bearings={
                route: float(off)
                for e, off in zip(drawn, measures.bearings, strict=True)
                if not np.isnan(off)
                for route in self._routes(e)
            },
            crossings=tuple(
                (one, two)
                for a, b in measures.crossings
                for one in self._routes(drawn[a])
                for two in self._routes(drawn[b])
            ),
            elbows=measures.elbows,
            shortest=measures.shortest,
            clear=measures.clear,
            apart=measures.apart,
            rounds=self.solved.rounds if self.solved else 0,
        )


def _crossing(one: tuple[XY, ...], two: tuple[XY, ...]) -> XY | None:
    """Return where two lines cross, or None."""
    for a, b in pairwise(one):
        for c, d in pairwise(two):
            u, w, off = np.subtract(b, a), np.subtract(d, c), np.subtract(c, a)
            cross = float(u[0] * w[1] - u[1] * w[0])
            if abs(cross) > 1e-9:
                along = float(off[0] * w[1] - off[1] * w[0]) / cross
                other = float(off[0] * u[1] - off[1] * u[0]) / cross
                if 0 <= along <= 1 and 0 <= other <= 1:
                    return _xy(np.array(a) + along * u)
    return None


def _xy(spot: Floats) -> XY:
    return float(spot[0]), float(spot[1])
