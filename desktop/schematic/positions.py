"""Positions of places: projected, seen from the place where most roads meet.

Directions from that hub are true; distances are compressed, so that a town 7 km away and one
50 km away fit one picture. Places without coordinates stand where somebody says they lie.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from db.model import PlaceId, RouteId
from desktop.schematic.report import OCTANTS, XY, Graph, Layout, Link, Node, Note, Reason, Stated

_POWER = 0.45  # a distance is drawn as its power: four times as far looks not quite twice as far
_FAR = 12  # units from everything at which a place without a road is left out
_GAP = 2.6  # units that no ring without a place is wider than
_APART = 0.2  # units that two places are apart at least
_TURNS = (0.0, 12.0, -12.0, 20.0, -20.0)  # degrees off a stated bearing, within half an octant
_REACHES = (0.75, 1.0, 1.3, 1.7, 2.2, 2.6)  # units from the place a bearing refers to

Positions = dict[PlaceId, XY]
_Notes = list[tuple[PlaceId, Note]]


def layout(graph: Graph) -> Layout:
    """Return where everything of `graph` stands. Same graph, same numbers."""
    located = {node.id: node.at for node in graph.nodes if node.at}
    hub = _hub(graph, located or {node.id: (0.0, 0.0) for node in graph.nodes if not node.vague})
    true = projected(located)
    far = _far(true, graph)
    true = {place: xy for place, xy in true.items() if place not in far}
    notes: _Notes = []
    positions = _apart(_compressed(true, hub, graph, notes), notes)
    found = _by_bearing(graph, positions, hub)
    stubs = _stubs(graph, positions)
    return Layout(
        positions=positions,
        lines=_lines(graph, positions, stubs),
        loops=tuple(link.id for link in graph.links if link.start == link.end in positions),
        stubs=stubs,
        by_bearing=found,
        shelf=tuple(_shelf(graph.nodes, positions, far)),
        unplaced=tuple(_unplaced(graph.links, positions)),
        notes=tuple(notes),
        hub=hub if hub in positions else None,
        geographic=bool(positions),
    )


def octant_of(start: XY, end: XY) -> int:
    """Return the number of the octant in which `end` lies, seen from `start`."""
    return round(math.atan2(end[1] - start[1], end[0] - start[0]) / (math.pi / 4)) % 8


def projected(located: Mapping[PlaceId, tuple[float, float]]) -> Positions:
    """Return places in km east and north of their middle: azimuthal, equidistant."""
    if not located:
        return {}
    around = {place: _on_sphere(*at) for place, at in located.items()}
    x, y, z = (sum(axis) for axis in zip(*around.values(), strict=True))
    if math.hypot(x, y, z) < 1e-9:
        x, y, z = next(iter(around.values()))
    lat, lon = math.atan2(z, math.hypot(x, y)), math.atan2(y, x)
    return {
        place: _azimuthal(math.radians(at[0]), math.radians(at[1]) - lon, lat)
        for place, at in located.items()
    }


def _on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    north, east = math.radians(lat), math.radians(lon)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _azimuthal(lat: float, east: float, middle: float) -> XY:
    x = math.cos(lat) * math.sin(east)
    y = math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(east)
    up = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(east)
    sine = math.hypot(x, y)
    km = 6371.0 * math.atan2(sine, up)
    return (km * x / sine, km * y / sine) if sine > 1e-15 else (km, 0.0)


def _hub(graph: Graph, among: Mapping[PlaceId, object]) -> PlaceId | None:
    """Return the place where most roads meet; of several, the one most bearings refer to."""
    roads = [place for link in graph.links for place in (link.start, link.end)]
    referred = [stated.to for stated in graph.stated]
    ranked = {place: (roads.count(place), referred.count(place)) for place in among}
    return max(ranked, key=lambda place: ranked[place], default=None)


def _unit(positions: Positions, graph: Graph) -> float:
    """Return the usual length of a road, or of the way to the next place."""
    nearest = {place: _nearest(xy, _others(positions, place)) for place, xy in positions.items()}
    roads = [
        max(abs(end[n] - start[n]) for n in (0, 1)) for start, end in _roads(graph.links, positions)
    ]
    joined = _joined(graph.links)
    lone = [far for place, far in nearest.items() if place not in joined and far < math.inf]
    known = [length for length in roads + lone if length > 1e-9]
    near = [far for far in nearest.values() if 1e-9 < far < math.inf]
    return min(median(known), 1.8 * median(near)) if known and near else 1.0


def _roads(links: Iterable[Link], positions: Positions) -> Iterator[tuple[XY, XY]]:
    for link in links:
        if link.end is not None and link.start in positions and link.end in positions:
            yield positions[link.start], positions[link.end]


def _joined(links: Iterable[Link]) -> set[PlaceId | None]:
    return {place for link in links for place in (link.start, link.end)}


def _others(positions: Positions, place: PlaceId) -> Iterator[XY]:
    return (xy for other, xy in positions.items() if other != place)


def _nearest(spot: XY, others: Iterable[XY]) -> float:
    return min((math.dist(spot, other) for other in others), default=math.inf)


def _far(positions: Positions, graph: Graph) -> frozenset[PlaceId]:
    unit, joined = _unit(positions, graph), _joined(graph.links)
    return frozenset(
        place
        for place, xy in positions.items()
        if place not in joined and _FAR * unit < _nearest(xy, _others(positions, place)) < math.inf
    )


def _compressed(true: Positions, hub: PlaceId | None, graph: Graph, notes: _Notes) -> Positions:
    """Return positions in units round the hub, directions kept, distances compressed."""
    if not true:
        return {}
    middle = true.get(hub, (0.0, 0.0)) if hub else (0.0, 0.0)
    unit = _unit(true, graph)
    polar = {
        place: (
            (math.dist(xy, middle) / unit) ** _POWER,
            math.atan2(xy[1] - middle[1], xy[0] - middle[0]),
        )
        for place, xy in true.items()
    }
    drawn = {place: _at((0.0, 0.0), angle, reach) for place, (reach, angle) in polar.items()}
    unit = _unit(drawn, graph)
    compressed: Positions = {}
    last = reach = 0.0
    for place in sorted(polar, key=lambda place: polar[place][0]):
        step = polar[place][0] / unit - last
        if step > _GAP and compressed:
            notes.append((place, "drawn_nearer"))
        last, reach = last + step, reach + min(step, _GAP)
        compressed[place] = _at((0.0, 0.0), polar[place][1], reach)
    return {place: compressed[place] for place in true}


def _apart(positions: Positions, notes: _Notes) -> Positions:
    """Return positions of which none lies on an earlier one: it moves to its freest side."""
    settled: Positions = {}
    for place, xy in positions.items():
        free = _nearest(xy, settled.values()) >= _APART
        if not free:
            notes.append((place, "moved_apart"))
        settled[place] = xy if free else _free_side(xy, settled)
    return settled


def _free_side(spot: XY, settled: Positions) -> XY:
    reach = 0.5
    while True:
        sides = [_at(spot, math.radians(45 * n), reach) for n in range(8)]
        best = max(sides, key=lambda side: _nearest(side, settled.values()))
        if _nearest(best, settled.values()) >= _APART:
            return best
        reach += 0.5


def _by_bearing(graph: Graph, positions: Positions, hub: PlaceId | None) -> frozenset[PlaceId]:
    """Place what has no coordinates, as long as one refers to a place that stands already."""
    found: set[PlaceId] = set()
    waiting = [node for node in graph.nodes if node.at is None and not node.vague]
    if not positions and hub is not None and _reachable(hub, graph):
        positions[hub] = (0.0, 0.0)
        found.add(hub)
    placed = True
    while placed:
        placed = False
        for node in waiting:
            spot = None if node.id in positions else _spot(node, graph, positions)
            if spot is not None:
                positions[node.id] = spot
                found.add(node.id)
                placed = True
    return frozenset(found)


def _reachable(place: PlaceId, graph: Graph) -> bool:
    told = any(place in (stated.of, stated.to) for stated in graph.stated)
    return told or place in _joined(graph.links)


def _spot(node: Node, graph: Graph, positions: Positions) -> XY | None:
    """Return the best spot for a place by what is stated of it and by its roads, or None."""
    bearings = list(_bearings(node.id, graph.stated, positions))
    if bearings:
        turns = [
            (origin, angle + math.radians(turn)) for origin, angle in bearings for turn in _TURNS
        ]
    else:
        turns = [
            (positions[other], math.radians(22.5 * n))
            for other in _neighbours(node.id, graph.links)
            if other in positions
            for n in range(16)
        ]
    roads = list(_roads(graph.links, positions))
    spots = [(_at(o, angle, reach), reach) for o, angle in turns for reach in _REACHES]
    scored = [(_score(spot, reach, bearings, positions, roads), spot) for spot, reach in spots]
    return min(scored, default=(0.0, None), key=lambda one: one[0])[1]


def _bearings(
    place: PlaceId, stated: Iterable[Stated], positions: Positions
) -> Iterator[tuple[XY, float]]:
    """Yield where a place is seen from and in which direction, stated either way round."""
    for one in stated:
        angle = math.radians(45 * OCTANTS.index(one.octant))
        if one.of == place and one.to in positions:
            yield positions[one.to], angle
        if one.to == place and one.of in positions:
            yield positions[one.of], angle + math.pi


def _neighbours(place: PlaceId, links: Iterable[Link]) -> Iterator[PlaceId]:
    for link in links:
        if link.end is not None and place in (link.start, link.end):
            yield link.end if link.start == place else link.start


def _score(
    spot: XY,
    reach: float,
    bearings: list[tuple[XY, float]],
    positions: Positions,
    roads: list[tuple[XY, XY]],
) -> float:
    """Return how bad a spot is: crowded, off what is stated, too near or too far."""
    clear = min(
        _nearest(spot, positions.values()),
        min((_from_line(spot, *road) for road in roads), default=math.inf),
    )
    off = sum(_turn(origin, spot, angle) for origin, angle in bearings)
    crowded = 100.0 if clear < _APART else 0.0
    return crowded - 3 * min(clear, 0.5) + off / (math.pi / 4) + abs(reach - 1)


def _turn(origin: XY, spot: XY, angle: float) -> float:
    """Return by how much `spot` is off the direction `angle` from `origin`, in radians."""
    drawn = math.atan2(spot[1] - origin[1], spot[0] - origin[0])
    return abs((drawn - angle + math.pi) % math.tau - math.pi)


def _from_line(spot: XY, start: XY, end: XY) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((spot[0] - start[0]) * dx + (spot[1] - start[1]) * dy) / (dx * dx + dy * dy or 1.0)
    share = min(1.0, max(0.0, along))
    return math.dist(spot, (start[0] + share * dx, start[1] + share * dy))


def _at(origin: XY, angle: float, reach: float) -> XY:
    return origin[0] + reach * math.cos(angle), origin[1] + reach * math.sin(angle)


def _stubs(graph: Graph, positions: Positions) -> dict[RouteId, XY]:
    return {
        link.id: _at(positions[link.start], math.radians(45 * OCTANTS.index(link.octant)), 1.0)
        for link in graph.links
        if link.end is None and link.octant and link.start in positions
    }


def _lines(
    graph: Graph, positions: Positions, stubs: Mapping[RouteId, XY]
) -> dict[RouteId, tuple[XY, ...]]:
    ends = {
        link.id: stubs.get(link.id) if link.end is None else positions.get(link.end)
        for link in graph.links
        if link.start in positions and link.start != link.end
    }
    starts = {link.id: positions.get(link.start) for link in graph.links}
    return {
        road: (start, end)
        for road, end in ends.items()
        if (start := starts[road]) is not None and end is not None
    }


def _shelf(
    nodes: Iterable[Node], positions: Positions, far: frozenset[PlaceId]
) -> Iterator[tuple[PlaceId, Reason]]:
    for node in nodes:
        if node.id not in positions:
            reason: Reason = "far" if node.id in far else "vague" if node.vague else "nowhere"
            yield node.id, reason


def _unplaced(links: Iterable[Link], positions: Positions) -> Iterator[tuple[RouteId, Reason]]:
    for link in links:
        if link.end is None and link.octant is None:
            yield link.id, "no_end"
        elif link.start not in positions or (link.end and link.end not in positions):
            yield link.id, "nowhere"
