"""The diagram in pixels: where its lines run, and what lies under the mouse.

The hub or the middle of the plane is the origin; y runs down.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from db.model import PlaceId, Ref, Route, RouteId
from desktop.panels.routes.hoops import SHOWN, Hoop, hoops
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.style import PITCH
from desktop.panels.routes.ways import abreast, loops, sense
from desktop.schematic.report import DISC, XY, Layout
from desktop.schematic.strokes import (
    Points,
    arc,
    at,
    beside,
    cut,
    direction,
    distance,
    heading,
)  # fmt: skip

PLACE_HIT, LINE_HIT = 10.0, 8.0
"""How near the mouse must be, in pixels."""
_RING = 9.0  # pixels from a place at which its roads begin
_SHARES = 2 / 3, 1 / 2, 5 / 6  # of the way where ≠ stands, on roads that lie side by side
_AREA = 24.0  # degrees to either side of its middle that an area's arc spans
_LEAST_ARC, _MOST_ARC = 18.0, 60.0  # half of an area's arc, in pixels


@dataclass(frozen=True, slots=True)
class Line:
    """A road from place to place. `loose`: its end is an arrow, not a place.

    `sign` is where it says that claimants differ: 2/3 of the way from its busier end. `level`: how
    many roads that cross lie under one another below it.
    """

    points: Points
    sign: QPointF
    strands: int = 0
    loose: bool = False
    level: int = 0

    @property
    def start(self) -> QPointF:
        """Where it leaves its first place."""
        return QPointF(*self.points[0])

    @property
    def end(self) -> QPointF:
        """Where it comes to its second place, or is lost."""
        return QPointF(*self.points[-1])

    def at(self, share: float) -> QPointF:
        """Return the point at this share of the way, by what is drawn of it."""
        return QPointF(*at(self.points, share))

    def normal(self, share: float) -> QPointF:
        """Return one pixel to the right of the way at this share of it."""
        x, y = heading(self.points, share)
        return QPointF(-y, x)

    def strand(self, n: int, count: int) -> Points:
        """Return the way of one of `count` strands: the first lies to the north, or west."""
        return beside(self.points, sense(self.points) * (n - (count - 1) / 2) * PITCH)


@dataclass(frozen=True, slots=True)
class Break:
    """Where a gap between two places is drawn shorter than it is; `way` leads across."""

    at: QPointF
    way: QPointF


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """Every place, road, group and area at one scale.

    `discs` are the radii of places of many roads; `bridges` where a road lies over another.
    """

    scale: float = 1.0
    spots: Mapping[PlaceId, QPointF] = field(default_factory=dict[PlaceId, QPointF])
    lines: Mapping[RouteId, Line] = field(default_factory=dict[RouteId, Line])
    hoops: Mapping[RouteId, Hoop] = field(default_factory=dict[RouteId, Hoop])
    areas: Mapping[PlaceId, Points] = field(default_factory=dict[PlaceId, Points])
    discs: Mapping[PlaceId, float] = field(default_factory=dict[PlaceId, float])
    bridges: tuple[tuple[RouteId, RouteId, XY], ...] = ()
    breaks: tuple[Break, ...] = ()

    def hit(self, at: QPointF) -> Ref | None:
        """Return what lies here: a place before a line, of several the nearest."""
        near: tuple[float, PlaceId] | None = min(
            (
                (_apart(spot, at) - self.discs.get(id_, 0.0), id_)
                for id_, spot in self.spots.items()
            ),
            default=None,
        )
        if near and near[0] <= PLACE_HIT:
            return "place", near[1]
        here = at.x(), at.y()
        best = min(self._ways_off(here), default=None)
        return best[1] if best and best[0] <= LINE_HIT else None

    def _ways_off(self, here: XY) -> Iterator[tuple[float, Ref]]:
        """Yield how far every line is off, from the outermost of its strands."""
        for id_, line in self.lines.items():
            half = max(line.strands - 1, 0) * PITCH / 2
            yield max(0.0, distance(here, line.points) - half), ("route", id_)
        for id_, hoop in self.hoops.items():
            yield hoop.distance(here), ("route", id_)
        for id_, way in self.areas.items():
            yield distance(here, way), ("place", id_)

    def middle(self, ref: Ref) -> QPointF | None:
        """Return a point of a place or road where nothing else lies nearer, or None."""
        kind, id_ = ref
        if kind == "place":
            return self.goals().get(PlaceId(id_))
        if line := self.lines.get(RouteId(id_)):
            points = [line.at(share) for share in (0.5, 0.45, 0.55, 0.4, 0.35, 0.75, 0.3)]
            return next((point for point in points if self.hit(point) == ref), points[0])
        if hoop := self.hoops.get(RouteId(id_)):
            others = [line.points for line in self.lines.values()]
            others += [one.points() for other, one in self.hoops.items() if other != id_]
            return hoop.middle(others)
        return None

    def goals(self) -> dict[PlaceId, QPointF]:
        """Return where the keys can go: the places, and the middles of areas."""
        return {**self.spots, **{id_: QPointF(*at(way, 0.5)) for id_, way in self.areas.items()}}

    def roads_at(self, place: PlaceId, reading: Reading) -> list[RouteId]:
        """Return the roads and groups drawn at a place: roads clockwise from north first."""
        roads = [
            road for road in reading.roads()
            if road.id in self.lines and place in (road.start, road.end)
        ]  # fmt: skip

        def turn(road: Route) -> float:
            way = self.lines[road.id].points
            way = way if road.start == place else way[::-1]
            return (90 - direction(way[0], way[1])) % 360

        here = self.spots.get(place)
        groups = [id_ for id_, hoop in self.hoops.items() if hoop.centre == here]
        return [road.id for road in sorted(roads, key=turn)] + groups

    def bounds(self) -> QRectF:
        """Return the box of all lines and places, without their names."""
        points = [(spot.x(), spot.y()) for spot in self.spots.values()]
        points += [point for line in self.lines.values() for point in line.points]
        points += [point for hoop in self.hoops.values() for point in hoop.points()]
        points += [point for way in self.areas.values() for point in way]
        if not points:
            return QRectF()
        xs, ys = zip(*points, strict=True)
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))


def figure(
    layout: Layout,
    reading: Reading,
    scale: float,
    before: tuple[Layout, Figure] | None = None,
) -> Figure:
    """Return the drawing of `layout` at so many pixels a unit.

    Roads that run as in the layout `before` have the lines of its figure, which is of the same
    reading and scale: while one place is dragged few are others.
    """
    spots = {id_: _scaled(xy, scale) for id_, xy in layout.positions.items()}
    discs = dict.fromkeys(layout.discs, DISC * scale)
    ways = {
        id_: tuple((x * scale, -y * scale) for x, y in line) for id_, line in layout.lines.items()
    }
    ways |= loops(layout, reading, spots, ways)
    kept = _kept(layout, *before) if before else {}
    others = {id_: way for id_, way in ways.items() if id_ not in kept}
    lines = kept | dict(_lines(layout, reading, spots, others, discs))
    return Figure(
        scale,
        spots,
        lines,
        dict(hoops(reading, spots, {id_: ways[id_] for id_ in lines})),
        dict(_areas(layout, reading, spots, scale)),
        discs,
        tuple((one.over, one.under, (one.at[0] * scale, -one.at[1] * scale))
              for one in layout.bridges if {one.over, one.under} <= lines.keys()),
        tuple(_breaks(layout, spots)),
    )  # fmt: skip


def _kept(layout: Layout, before: Layout, drawn: Figure) -> dict[RouteId, Line]:
    return {
        id_: line
        for id_, line in drawn.lines.items()
        if id_ in layout.lines and layout.lines[id_] == before.lines.get(id_)
    }


def _scaled(xy: XY, scale: float) -> QPointF:
    return QPointF(xy[0] * scale, -xy[1] * scale)


def _lines(
    layout: Layout,
    reading: Reading,
    spots: Mapping[PlaceId, QPointF],
    ways: Mapping[RouteId, Points],
    discs: Mapping[PlaceId, float],
) -> Iterator[tuple[RouteId, Line]]:
    """Yield the line of every road; roads on the same way lie abreast."""
    busy = Counter(end for road in reading.roads() for end in (road.start, road.end))
    levels = _levels(layout)
    drawn = [road for road in reading.roads() if road.id in ways and road.start in spots]
    strands = {road.id: min(len(reading.drawn(road)), SHOWN) for road in drawn}
    aside = abreast([(road.id, ways[road.id]) for road in drawn], strands)
    for road in drawn:
        way, loose = ways[road.id], road.id in layout.stubs
        first = _gap(way[0], road.start, spots, discs)
        last = 0.0 if loose or road.end is None else _gap(way[-1], road.end, spots, discs)
        off, nth = aside[road.id]
        points = beside(cut(way, first, last), off)
        share = _SHARES[nth % len(_SHARES)]
        share = share if busy[road.start] >= busy[road.end] else 1 - share
        sign = QPointF(*at(points, 0.5 if road.start == road.end or loose else share))
        yield road.id, Line(points, sign, strands[road.id], loose, levels.get(road.id, 0))


def _gap(
    end: XY,
    place: PlaceId,
    spots: Mapping[PlaceId, QPointF],
    discs: Mapping[PlaceId, float],
) -> float:
    """Return how much of a line lies inside the ring or disc of the place it ends at."""
    spot = spots[place]
    return max(0.0, discs.get(place, _RING) - math.dist(end, (spot.x(), spot.y())))


def _levels(layout: Layout) -> dict[RouteId, int]:
    """Return how many bridges a road lies above; of roads that go round in a ring some number."""
    levels: dict[RouteId, int] = {}
    for _ in range(min(len(layout.bridges), 8)):
        for one in layout.bridges:
            above = levels.get(one.under, 0) + 1
            levels[one.over] = min(max(levels.get(one.over, 0), above), 8)
    return levels


def _areas(
    layout: Layout, reading: Reading, spots: Mapping[PlaceId, QPointF], scale: float
) -> Iterator[tuple[PlaceId, Points]]:
    """Yield the arc of each area: round the place it is said to lie at, on that side."""
    beside_of = {one.of: one.to for one in reading.desk.bearings if one.to in spots}
    for id_, xy in layout.areas.items():
        spot = _scaled(xy, scale)
        middle = spots.get(beside_of.get(id_, id_), spot + QPointF(0, 60))
        centre, here = (middle.x(), middle.y()), (spot.x(), spot.y())
        reach, side = math.dist(centre, here), direction(centre, here)
        half = min(max(math.radians(_AREA) * reach, _LEAST_ARC), _MOST_ARC)
        spread = math.degrees(half / max(reach, 1.0))
        yield id_, arc(centre, reach, side - spread, side + spread)


def _breaks(layout: Layout, spots: Mapping[PlaceId, QPointF]) -> Iterator[Break]:
    for one, other in layout.breaks:
        if one in spots and other in spots:
            way = spots[other] - spots[one]
            far = math.hypot(way.x(), way.y()) or 1.0
            yield Break(spots[one] + way / 2, way / far)


def _apart(a: QPointF, b: QPointF) -> float:
    return math.hypot(a.x() - b.x(), a.y() - b.y())
