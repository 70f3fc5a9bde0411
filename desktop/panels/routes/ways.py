"""Ways of roads that several share, or that lead back to where they start."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QPointF

from db.model import PlaceId, RouteId
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.style import PITCH, breadth
from desktop.schematic.report import Layout
from desktop.schematic.strokes import Points, arc, direction, towards

_BETWEEN = 3.0  # pixels between roads that lie side by side
_LOOP = 15.0  # the radius of a road that comes back to where it starts


def abreast(
    ways: list[tuple[RouteId, Points]], strands: Mapping[RouteId, int]
) -> dict[RouteId, tuple[float, int]]:
    """Return how far to the right of its way each road runs, so that all lie side by side.

    And how many lie to one side of it.
    """
    along: dict[Points, list[tuple[RouteId, int]]] = {}
    for id_, way in ways:
        order = sense(way)
        same = tuple((round(x, 1), round(y, 1)) for x, y in way[::order])
        along.setdefault(same, []).append((id_, order))
    aside: dict[RouteId, tuple[float, int]] = {}
    for bundle in along.values():
        wide = [breadth(strands[id_]) + _BETWEEN for id_, _ in bundle]
        left = -sum(wide) / 2
        for n, ((id_, order), width) in enumerate(zip(bundle, wide, strict=True)):
            aside[id_] = order * (left + width / 2) if len(bundle) > 1 else 0.0, n
            left += width
    return aside


def sense(way: Points) -> int:
    """Return 1 when a line runs to the right, or straight down, else -1."""
    (x, y), (to_x, to_y) = way[0], way[-1]
    return 1 if (round(x, 1), round(y, 1)) <= (round(to_x, 1), round(to_y, 1)) else -1


def loops(
    layout: Layout,
    reading: Reading,
    spots: Mapping[PlaceId, QPointF],
    ways: Mapping[RouteId, Points],
) -> dict[RouteId, Points]:
    """Return the roads that come back to where they start: rings at it, where it is free."""
    found: dict[RouteId, Points] = {}
    routes = reading.desk.routes
    around = Counter(routes[id_].start for id_ in layout.loops if id_ in routes)
    for id_ in layout.loops:
        place = routes[id_].start if id_ in routes else None
        if place in spots and place is not None:
            spot = spots[place].x(), spots[place].y()
            side = _free_side(place, reading, ways)
            around[place] -= 1
            reach = _LOOP + around[place] * 3 * PITCH + len(reading.drawn(routes[id_])) * PITCH / 2
            centre = towards(spot, side, reach)
            found[id_] = arc(centre, reach, side + 180, side + 540)
    return found


def _free_side(place: PlaceId, reading: Reading, ways: Mapping[RouteId, Points]) -> float:
    """Return the direction from a place in the middle of the widest gap between its roads."""
    roads = [road for road in reading.roads() if road.id in ways]
    leave = [direction(*ways[road.id][:2]) for road in roads if road.start == place]
    leave += [direction(*ways[road.id][-1:-3:-1]) for road in roads if road.end == place]
    turns = sorted(leave) or [270.0]
    gaps = [(b - a, a) for a, b in zip(turns, [*turns[1:], turns[0] + 360], strict=True)]
    wide, first = max(gaps)
    return (first + wide / 2) % 360
