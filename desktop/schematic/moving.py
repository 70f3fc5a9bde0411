"""A drawing on the move: places pulled along with their roads, one drawing that becomes another."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from db.model import PlaceId, RouteId
from desktop.schematic.report import XY, Layout, Link, octant_of
from desktop.schematic.strokes import Points, at, length

STEP = 0.5
"""Where a place is put, its spot is a multiple of this, in units."""
Pair = tuple[RouteId, RouteId]
_Id = TypeVar("_Id", PlaceId, RouteId)


def snapped(spot: XY) -> XY:
    """Return the nearest spot that a place can be put at."""
    x, y = (round(number / STEP) * STEP + 0.0 for number in spot)
    return x, y


def pulled(layout: Layout, links: Iterable[Link], to: Mapping[PlaceId, XY]) -> Layout:
    """Return a drawing with places elsewhere: only their roads follow, with one elbow at most."""
    there = {id_: spot for id_, spot in to.items() if id_ in layout.positions}
    if not there:
        return layout
    links = [link for link in links if link.id in layout.lines]
    lines, stubs = dict(layout.lines), dict(layout.stubs)
    leaving = dict(_leaving(layout, links))
    for link in links:
        if link.start in there or link.end in there:
            line = lines[link.id] = _followed(layout, link, there, leaving)
            if link.id in stubs:
                stubs[link.id] = line[-1]
    positions = {**layout.positions, **there}
    return replace(layout, positions=positions, lines=lines, stubs=stubs, bridges=())


def between(one: Layout, two: Layout, share: float) -> Layout:
    """Return what is drawn when this share of the way from one drawing to another is done.

    What is new stands where it is to be from the start, what is gone has gone.
    """
    return replace(
        two,
        positions=_spots(one.positions, two.positions, share),
        lines={
            id_: _blended(one.lines[id_], line, share) if id_ in one.lines else line
            for id_, line in two.lines.items()
        },
        stubs=_spots(one.stubs, two.stubs, share),
        areas=_spots(one.areas, two.areas, share),
        bridges=(),
    )


def forced(before: Layout, after: Layout) -> tuple[tuple[Pair, ...], tuple[PlaceId, ...]]:
    """Return what a drawing has come to: pairs of roads that cross now and do not on the map, and
    places whose roads leave them in another order than there.
    """
    crossed = {frozenset(pair) for pair in before.report.crossings}
    turned = {place for place, note in before.notes if note == "turned"}
    return (
        tuple(pair for pair in after.report.crossings if frozenset(pair) not in crossed),
        tuple(place for place, note in after.notes if note == "turned" and place not in turned),
    )


# -- roads that follow ------------------------------------------------------------------------


def _leaving(layout: Layout, links: list[Link]) -> Iterator[tuple[PlaceId, dict[RouteId, int]]]:
    """Yield for each place in which octant each of its roads leaves it."""
    found: dict[PlaceId, dict[RouteId, int]] = {}
    for link in links:
        line = layout.lines[link.id]
        found.setdefault(link.start, {})[link.id] = octant_of(line[0], line[1])
        if link.end is not None:
            found.setdefault(link.end, {})[link.id] = octant_of(line[-1], line[-2])
    yield from found.items()


def _followed(
    layout: Layout,
    link: Link,
    there: Mapping[PlaceId, XY],
    leaving: Mapping[PlaceId, Mapping[RouteId, int]],
) -> Points:
    """Return the line of a road of which one end or both are elsewhere now."""
    line = layout.lines[link.id]
    if link.end is None:  # it goes on as it did
        (x, y), (was_x, was_y) = there[link.start], layout.positions[link.start]
        return tuple((at_x + x - was_x, at_y + y - was_y) for at_x, at_y in line)
    start, end = there.get(link.start, line[0]), there.get(link.end, line[-1])
    backward = link.start in there
    roads = leaving[link.end if backward else link.start]
    others = {octant for road, octant in roads.items() if layout.lines[road] != line}
    if backward:
        return elbow(end, start, roads[link.id], others)[::-1]
    return elbow(start, end, roads[link.id], others)


def elbow(start: XY, end: XY, leaves: int, taken: Iterable[int] = ()) -> Points:
    """Return a line in multiples of 45 degrees with one corner at most.

    It leaves `start` in an octant that no other road has `taken`, and as near to `leaves` as may
    be.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    near, far = sorted((abs(dx), abs(dy)))
    if near < 1e-9 or far - near < 1e-9:
        return start, end
    step = math.copysign(near, dx), math.copysign(near, dy)
    corners = (
        (start[0] + step[0], start[1] + step[1]),
        (end[0] - step[0], end[1] - step[1]),
    )

    def worth(corner: XY) -> tuple[bool, int]:
        octant = octant_of(start, corner)
        turn = abs(octant - leaves) % 8
        return octant in set(taken), min(turn, 8 - turn)

    return start, min(corners, key=worth), end


# -- one drawing that becomes another ---------------------------------------------------------


def _spots(one: Mapping[_Id, XY], two: Mapping[_Id, XY], share: float) -> dict[_Id, XY]:
    return {id_: _part(one.get(id_, spot), spot, share) for id_, spot in two.items()}


def _blended(one: Points, two: Points, share: float) -> Points:
    """Return a line on its way to another one, with the corners of both."""
    shares = sorted({*_shares(one), *_shares(two)})
    return tuple(_part(at(one, s), at(two, s), share) for s in shares)


def _shares(line: Points) -> Iterator[float]:
    """Yield the share of the way at which each corner of a line lies."""
    whole = length(line) or 1.0
    yield 0.0
    yield from (length(line[: n + 1]) / whole for n in range(1, len(line) - 1))
    yield 1.0


def _part(one: XY, two: XY, share: float) -> XY:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share
