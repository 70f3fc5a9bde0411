"""The diagram in pixels: where its lines run, and what lies under the mouse.

The hub or the middle of the plane is the origin; y runs down.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from db.model import PlaceId, Ref, Route, RouteId
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.style import PITCH, breadth
from desktop.schematic.report import OCTANTS, Layout, octant_of

RING, BRACKET = (26.0, 19.0), (44.0, 34.0)
"""The radius of what marks a group, usual and least, in pixels."""
PLACE_HIT, LINE_HIT = 10.0, 8.0
"""How near the mouse must be, in pixels."""
SHOWN = 3
"""How many strands of a road are drawn; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A road from place to place. `loose`: its end is an arrow, not a place.

    `sign` is where it says that claimants differ: 2/3 of the way from its busier end.
    """

    start: QPointF
    end: QPointF
    sign: QPointF
    strands: int = 0
    loose: bool = False

    def at(self, share: float) -> QPointF:
        """Return the point at this share of the way, by what is drawn of it."""
        return self.start + (self.end - self.start) * share

    def path(self, aside: float = 0) -> QPainterPath:
        """Return the way from place to place, so many pixels to its right."""
        along = QLineF(self.start, self.end)
        normal = QPointF(-along.dy(), along.dx()) / max(along.length(), 1e-9) * aside
        path = QPainterPath(self.start + normal)
        path.lineTo(self.end + normal)
        return path


@dataclass(frozen=True, slots=True)
class Hoop:
    """What marks a group round its place: a ring, or the `sides` of an octagon."""

    centre: QPointF
    radius: float
    sides: tuple[int, ...] = ()

    def points(self, out: float = 0) -> list[QPointF]:
        """Return the line as corners, so many pixels farther out."""
        radius = self.radius + out
        if not self.sides:
            return [self._at(22.5 * n, radius) for n in range(17)]
        corner = radius / math.cos(math.pi / 8)
        first, last = self.sides[0] * 45 - 22.5, self.sides[-1] * 45 + 22.5
        inner = [self._at(first + 45 * n, corner) for n in range(len(self.sides) + 1)]
        serif = 0.4  # of the next side at either end, so that it reads as a bracket
        before, after = self._at(first - 45, corner), self._at(last + 45, corner)
        start = inner[0] + (before - inner[0]) * serif
        return [start, *inner, inner[-1] + (after - inner[-1]) * serif]

    def path(self, out: float = 0) -> QPainterPath:
        """Return the line, so many pixels farther out."""
        path = QPainterPath()
        if not self.sides:
            path.addEllipse(self.centre, self.radius + out, self.radius + out)
            return path
        first, *rest = self.points(out)
        path.moveTo(first)
        for point in rest:
            path.lineTo(point)
        return path

    def _at(self, degrees: float, radius: float) -> QPointF:
        angle = math.radians(degrees)
        return self.centre + QPointF(radius * math.cos(angle), -radius * math.sin(angle))


@dataclass(frozen=True, slots=True)
class Figure:
    """Every place, road and group at one scale."""

    scale: float = 1.0
    spots: Mapping[PlaceId, QPointF] = field(default_factory=dict[PlaceId, QPointF])
    lines: Mapping[RouteId, Line] = field(default_factory=dict[RouteId, Line])
    hoops: Mapping[RouteId, Hoop] = field(default_factory=dict[RouteId, Hoop])

    def hit(self, at: QPointF) -> Ref | None:
        """Return what lies here: a place before a line, of several the nearest."""
        places = ((_apart(spot, at), ("place", id_)) for id_, spot in self.spots.items())
        near: tuple[float, Ref] | None = min(places, default=None)  # type: ignore[type-var]
        if near and near[0] <= PLACE_HIT:
            return near[1]
        found: list[tuple[float, Ref]] = []
        for id_, corners, half in self._strokes():
            way = min(from_line(at, a, b) for a, b in pairwise(corners))
            found.append((max(0.0, way - half), ("route", id_)))
        best = min(found, default=None)
        return best[1] if best and best[0] <= LINE_HIT else None

    def middle(self, ref: Ref) -> QPointF | None:
        """Return a point of a place or road where nothing else lies nearer, or None."""
        kind, id_ = ref
        if kind == "place":
            return self.spots.get(PlaceId(id_))
        if line := self.lines.get(RouteId(id_)):
            points = [line.at(share) for share in (0.5, 0.45, 0.55, 0.4, 0.35, 0.75, 0.3)]
            return next((point for point in points if self.hit(point) == ref), points[0])
        if hoop := self.hoops.get(RouteId(id_)):
            others = [c for other, c, _ in self._strokes() if other != id_]
            corners = hoop.points()
            sides = pairwise(corners)
            return max(((a + b) / 2 for a, b in sides), key=lambda p: _clear(p, others))
        return None

    def roads_at(self, place: PlaceId, reading: Reading) -> list[RouteId]:
        """Return the roads and groups drawn at a place: roads clockwise from north first."""
        here = self.spots[place]
        roads = [
            road for road in reading.roads()
            if road.id in self.lines and place in (road.start, road.end)
        ]  # fmt: skip

        def turn(road: Route) -> float:
            line = self.lines[road.id]
            far = line.end if _apart(line.start, here) < _apart(line.end, here) else line.start
            return math.atan2(far.x() - here.x(), here.y() - far.y()) % math.tau

        groups = [id_ for id_, hoop in self.hoops.items() if hoop.centre == here]
        return [road.id for road in sorted(roads, key=turn)] + groups

    def _strokes(self) -> Iterator[tuple[RouteId, list[QPointF], float]]:
        for id_, line in self.lines.items():
            yield id_, [line.start, line.end], max(line.strands - 1, 0) * PITCH / 2
        for id_, hoop in self.hoops.items():
            yield id_, hoop.points(), 0.0

    def bounds(self) -> QRectF:
        """Return the box of all lines and places, without their names."""
        points = [*self.spots.values()]
        points += [point for _, corners, _ in self._strokes() for point in corners]
        if not points:
            return QRectF()
        xs, ys = [p.x() for p in points], [p.y() for p in points]
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))


def figure(layout: Layout, reading: Reading, scale: float) -> Figure:
    """Return the drawing of `layout` at so many pixels a unit."""
    spots = {id_: QPointF(x * scale, -y * scale) for id_, (x, y) in layout.positions.items()}
    lines = dict(_lines(layout, reading, spots, scale))
    return Figure(scale, spots, lines, dict(_hoops(layout, reading, spots, lines)))


def _lines(
    layout: Layout, reading: Reading, spots: Mapping[PlaceId, QPointF], scale: float
) -> Iterator[tuple[RouteId, Line]]:
    """Yield the line of every road that has two ends; roads between two places lie abreast."""
    beside: dict[frozenset[PlaceId], float] = {}
    busy = [end for road in reading.roads() for end in (road.start, road.end)]
    for road in reading.roads():
        stub = layout.stubs.get(road.id)
        end = (
            QPointF(stub[0] * scale, -stub[1] * scale)
            if stub
            else spots.get(road.end or road.start)
        )
        start = spots.get(road.start)
        if start is None or end is None or start == end:
            continue
        strands = min(len(reading.drawn(road)), SHOWN)
        ends = frozenset({road.start, road.end or PlaceId(-road.id)})
        aside = beside.get(ends)
        shift = 0.0 if aside is None else aside + breadth(strands) / 2 + 3
        beside[ends] = shift + breadth(strands) / 2
        trimmed = _trimmed(start, end, shift)
        share = 2 / 3 if busy.count(road.start) >= busy.count(road.end) else 1 / 3
        sign = trimmed[0] + (trimmed[1] - trimmed[0]) * share
        yield road.id, Line(*trimmed, sign, strands, loose=stub is not None)


def _trimmed(start: QPointF, end: QPointF, shift: float) -> tuple[QPointF, QPointF]:
    """Return the ends of the line between two places, up to their rings."""
    along = QLineF(start, end)
    unit = QPointF(along.dx(), along.dy()) / along.length()
    turned = unit if (start.x(), start.y()) <= (end.x(), end.y()) else -unit
    aside = QPointF(-turned.y(), turned.x()) * shift
    gap = min(9.0, along.length() / 4)
    return start + unit * gap + aside, end - unit * gap + aside


def _hoops(
    layout: Layout,
    reading: Reading,
    spots: Mapping[PlaceId, QPointF],
    lines: Mapping[RouteId, Line],
) -> Iterator[tuple[RouteId, Hoop]]:
    """Yield what marks each group, rings within brackets; a later one lies farther out."""
    found = [(g, place) for g in reading.groups() if (place := _place(g, reading, spots))]
    marks = [(g, place, _sides(g, place, layout, reading)) for g, place in found]
    taken: dict[PlaceId, float] = {}
    for group, place, sides in sorted(marks, key=lambda mark: bool(mark[2])):
        here = spots[place]
        reach = min(
            (math.hypot(*_delta(line, here)) for line in lines.values() if _touches(line, here)),
            default=math.inf,
        )
        usual, least = BRACKET if sides else RING
        wanted = max(least, min(usual, reach * (0.42 if sides else 0.25)))
        radius = max(wanted, taken.get(place, 0.0) + 13)
        strands = min(max(1, len(reading.told.get(group.id, ()))), SHOWN)
        taken[place] = radius + (strands - 1) * PITCH
        yield group.id, Hoop(here, radius, sides)


def _delta(line: Line, here: QPointF) -> tuple[float, float]:
    far = line.end if _apart(line.start, here) < _apart(line.end, here) else line.start
    return far.x() - here.x(), far.y() - here.y()


def _touches(line: Line, here: QPointF) -> bool:
    return min(_apart(line.start, here), _apart(line.end, here)) < 30


def _members(group: Route, reading: Reading) -> list[Route]:
    return [reading.desk.routes[id_] for id_, _ in group.members]


def _place(group: Route, reading: Reading, spots: Mapping[PlaceId, QPointF]) -> PlaceId | None:
    """Return the place of a group: where most of its roads meet, else where it ends."""
    ends = [end for road in _members(group, reading) for end in (road.start, road.end)]
    own = [place for place in (group.end, group.start) if place]
    among = [place for place in (*own, *ends) if place in spots]
    return max(among, key=ends.count, default=None)


def _sides(group: Route, place: PlaceId, layout: Layout, reading: Reading) -> tuple[int, ...]:
    """Return the octants in which a group's roads leave, in one run; none: it is a ring."""
    members = _members(group, reading)
    here = {road.id for road in reading.roads() if place in (road.start, road.end)}
    if group.end is None or (here and here == {road.id for road in members}):
        return ()
    hub, faced = layout.positions[place], set[int]()
    for road in members:
        far = road.end if road.start == place else road.start
        if far and far in layout.positions and far != place:
            faced.add(octant_of(hub, layout.positions[far]))
    if not faced and group.bearing:
        faced.add(OCTANTS.index(group.bearing))
    return _run(faced)


def _run(faced: set[int]) -> tuple[int, ...]:
    """Return the shortest run of octants, round the circle, that holds all of these."""
    runs = (
        tuple(range(start, start + length))
        for length in range(1, 8)
        for start in sorted(faced)
        if faced <= {n % 8 for n in range(start, start + length)}
    )
    return next(runs, ())


def _apart(a: QPointF, b: QPointF) -> float:
    return math.hypot(a.x() - b.x(), a.y() - b.y())


def from_line(at: QPointF, start: QPointF, end: QPointF) -> float:
    """Return how far a point is from a line between two points."""
    way, to = end - start, at - start
    length = QPointF.dotProduct(way, way)
    share = min(1.0, max(0.0, QPointF.dotProduct(way, to) / length)) if length else 0.0
    return _apart(at, start + way * share)


def _clear(point: QPointF, others: list[list[QPointF]]) -> float:
    ways = (from_line(point, a, b) for corners in others for a, b in pairwise(corners))
    return min(ways, default=math.inf)
