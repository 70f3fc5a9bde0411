"""Where the keys lead from one place or road of the diagram."""

import math

from db.model import PlaceId, Ref, RouteId
from desktop.panels.routes.figure import Figure
from desktop.panels.routes.reading import Reading


def neighbour(figure: Figure, cursor: Ref | None, way: tuple[int, int]) -> Ref | None:
    """Return the nearest place in the direction `way`, x right and y down; None: there is none.

    Each of the four ways looks over a quarter of the plane, with one of its diagonals. What is
    near is so by streets, and of two the one more nearly on the diagonal: then the ways lead from
    every place to every other, for each step towards the quarter of a place comes nearer to it.
    """
    goals = figure.goals()
    here = figure.middle(cursor) if cursor else None
    if here is None:
        first = next(iter(goals), None)
        return None if first is None else ("place", first)
    found: list[tuple[float, float, PlaceId]] = []
    for id_, spot in goals.items():
        dx, dy = spot.x() - here.x(), spot.y() - here.y()
        along, aside = dx * way[0] + dy * way[1], dx * way[1] - dy * way[0]
        if along > 0 and -along < aside <= along and cursor != ("place", id_):
            found.append((along + abs(aside), math.hypot(dx, dy), id_))
    return ("place", min(found)[2]) if found else None


def walked(figure: Figure, reading: Reading, cursor: Ref | None, step: int) -> Ref | None:
    """Return the next road of the place that the keys are at; None: they leave the diagram."""
    if cursor is None:
        return None
    kind, id_ = cursor
    place = PlaceId(id_) if kind == "place" else _place_of(figure, RouteId(id_), reading)
    if place not in figure.spots:
        return None
    roads = figure.roads_at(place, reading)
    here = roads.index(RouteId(id_)) if kind == "route" and id_ in roads else -1
    there = here + step
    if there == -1 and here == 0:
        return "place", place
    return ("route", roads[there]) if 0 <= there < len(roads) else None


def _place_of(figure: Figure, road: RouteId, reading: Reading) -> PlaceId:
    """Return the place whose roads are walked from here: of the two ends the busier one."""
    if hoop := figure.hoops.get(road):
        return next((id_ for id_, spot in figure.spots.items() if spot == hoop.centre), PlaceId(0))
    route = reading.desk.routes[road]
    ends = [end for end in (route.start, route.end) if end in figure.spots]
    every = [end for one in reading.roads() for end in (one.start, one.end)]
    return max((e for e in ends if e), key=every.count, default=PlaceId(0))
