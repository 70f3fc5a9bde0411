"""What marks a group of roads: a bracket across them, or a ring round the place where all meet."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF

from db.model import PlaceId, Route, RouteId
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.style import PITCH
from desktop.schematic.report import OCTANTS, XY
from desktop.schematic.strokes import Points, arc, direction, distance, length, towards

RING, BRACKET = (26.0, 19.0), (44.0, 34.0)
"""The radius of what marks a group, usual and least, in pixels."""
SHOWN = 3
"""How many strands of a road are drawn; the rest is counted."""
_SERIF = 0.4  # of the next side of the octagon, at either end, so that it reads as a bracket


@dataclass(frozen=True, slots=True)
class Hoop:
    """What marks a group round its place: a ring, or the `sides` of an octagon.

    `others` are the octants in which only roads leave that are not of the group.
    """

    centre: QPointF
    radius: float
    sides: tuple[int, ...] = ()
    others: frozenset[int] = frozenset()

    def points(self, out: float = 0) -> Points:
        """Return the whole line as corners, so many pixels farther out."""
        if not self.sides:
            return arc(self._middle, self.radius + out, 0, 360)
        return self._bracket(self.sides, out)

    def pieces(self, out: float = 0) -> list[Points]:
        """Return what is drawn of it: a bracket is open where none of its roads passes."""
        if not self.sides:
            return [self.points(out)]
        runs: list[list[int]] = [[]]
        for side in self.sides:
            if side % 8 not in self.others:
                runs[-1].append(side)
            elif runs[-1]:
                runs.append([])
        return [self._bracket(tuple(run), out) for run in runs if run]

    def distance(self, spot: XY) -> float:
        """Return how far a spot is from what is drawn of it."""
        return min(distance(spot, piece) for piece in self.pieces())

    def middle(self, others: list[Points]) -> QPointF:
        """Return the middle of a side, or of a part of the ring, farthest from other lines."""
        corners = [pair for piece in self.pieces() for pair in pairwise(piece)]
        middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in corners]

        def clear(spot: XY) -> float:
            return min((distance(spot, line) for line in others), default=math.inf)

        return QPointF(*max(middles, key=clear))

    @property
    def _middle(self) -> XY:
        return self.centre.x(), self.centre.y()

    def _bracket(self, sides: tuple[int, ...], out: float) -> Points:
        corner = (self.radius + out) / math.cos(math.pi / 8)
        angles = [sides[0] * 45 - 22.5 + 45 * n for n in range(-1, len(sides) + 2)]
        before, *inner, after = (towards(self._middle, angle, corner) for angle in angles)
        first = _beyond(inner[0], before, 0 if (sides[0] - 1) % 8 in self.others else _SERIF)
        last = _beyond(inner[-1], after, 0 if (sides[-1] + 1) % 8 in self.others else _SERIF)
        return first, *inner, last


def _beyond(a: XY, b: XY, share: float) -> XY:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def hoops(
    reading: Reading, spots: Mapping[PlaceId, QPointF], lines: Mapping[RouteId, Points]
) -> Iterator[tuple[RouteId, Hoop]]:
    """Yield what marks each group, rings within brackets; a later one lies farther out.

    `lines` are the ways of the roads, from their starts.
    """
    marks = [
        (group, place, *_sides(group, place, reading, lines))
        for group in reading.groups()
        if (place := _place(group, reading, spots)) is not None
    ]
    taken: dict[PlaceId, float] = {}
    for group, place, sides, others in sorted(marks, key=lambda mark: bool(mark[2])):
        reach = min(
            (length(lines[road.id]) for road in _at(place, reading) if road.id in lines),
            default=math.inf,
        )
        usual, least = BRACKET if sides else RING
        wanted = max(least, min(usual, reach * (0.42 if sides else 0.25)))
        radius = max(wanted, taken.get(place, 0.0) + 13)
        strands = min(max(1, len(reading.told.get(group.id, ()))), SHOWN)
        taken[place] = radius + (strands - 1) * PITCH
        yield group.id, Hoop(spots[place], radius, sides, others)


def _members(group: Route, reading: Reading) -> list[Route]:
    return [reading.desk.routes[id_] for id_, _ in group.members]


def _at(place: PlaceId, reading: Reading) -> list[Route]:
    return [road for road in reading.roads() if place in (road.start, road.end)]


def _place(group: Route, reading: Reading, spots: Mapping[PlaceId, QPointF]) -> PlaceId | None:
    """Return the place of a group: where most of its roads meet, else where it ends."""
    ends = [end for road in _members(group, reading) for end in (road.start, road.end)]
    own = [place for place in (group.end, group.start) if place]
    among = [place for place in (*own, *ends) if place in spots]
    return max(among, key=ends.count, default=None)


def _sides(
    group: Route, place: PlaceId, reading: Reading, lines: Mapping[RouteId, Points]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the octants in which a group's roads leave, in one run, and those of other roads.

    No octants: it is a ring.
    """
    members = {road.id for road in _members(group, reading)}
    here = {road.id: road for road in _at(place, reading)}
    if group.end is None or (here and here.keys() == members):
        return (), frozenset()
    leave = {id_: _leaves(road, place, lines) for id_, road in here.items() if id_ in lines}
    faced = {octant for id_, octant in leave.items() if id_ in members}
    if not faced and group.bearing:
        faced.add(OCTANTS.index(group.bearing))
    return _run(faced), frozenset(set(leave.values()) - faced)


def _leaves(road: Route, place: PlaceId, lines: Mapping[RouteId, Points]) -> int:
    """Return the octant in which a road leaves a place as drawn."""
    way = lines[road.id] if road.start == place else lines[road.id][::-1]
    return round(direction(way[0], way[1]) / 45) % 8


def _run(faced: set[int]) -> tuple[int, ...]:
    """Return the shortest run of octants, round the circle, that holds all of these."""
    runs = (
        tuple(range(start, start + length))
        for length in range(1, 8)
        for start in sorted(faced)
        if faced <= {n % 8 for n in range(start, start + length)}
    )
    return next(runs, ())
