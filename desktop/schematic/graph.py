"""What of a desk is drawn as a diagram: its places, its roads, and where they are said to lie."""

from dataclasses import replace

from db.model import Desk, Route
from desktop.schematic.report import OCTANTS, Graph, Layout, Link, Node, Stated

_VAGUE = {"area", "feature", "region", "country"}


def graph_of(desk: Desk) -> Graph:
    """Return the places and roads of a desk, not ordered by names: these move nothing."""
    roads = [route for route in desk.routes.values() if route.kind != "group"]
    ends = {place for road in roads for place in (road.start, road.end)}
    nodes = (
        Node(
            place.id,
            None if place.lat is None or place.lon is None else (place.lat, place.lon),
            vague=place.kind in _VAGUE and place.id not in ends,
        )
        for place in sorted(desk.places.values(), key=lambda place: place.id)
    )
    stated = (
        Stated(one.of, one.to, octant)
        for one in desk.bearings
        for octant in OCTANTS
        if octant == one.relation
    )
    return Graph(tuple(nodes), tuple(map(_link, roads)), tuple(stated))


def still_there(layout: Layout, graph: Graph) -> Layout:
    """Return a drawing without what is no longer in the graph; the same where all of it is."""
    places = frozenset(node.id for node in graph.nodes)
    roads = frozenset(link.id for link in graph.links)
    drawn = {*layout.positions, *layout.areas, *(place for place, _ in layout.shelf)}
    lines = {*layout.lines, *layout.loops, *(road for road, _ in layout.unplaced)}
    if drawn <= places and lines <= roads:
        return layout
    return replace(
        layout,
        positions={id_: xy for id_, xy in layout.positions.items() if id_ in places},
        lines={id_: line for id_, line in layout.lines.items() if id_ in roads},
        loops=tuple(id_ for id_ in layout.loops if id_ in roads),
        stubs={id_: xy for id_, xy in layout.stubs.items() if id_ in roads},
        areas={id_: xy for id_, xy in layout.areas.items() if id_ in places},
        discs=layout.discs & places,
        bridges=tuple(one for one in layout.bridges if {one.over, one.under} <= roads),
        breaks=tuple(ends for ends in layout.breaks if set(ends) <= places),
        pins={id_: xy for id_, xy in layout.pins.items() if id_ in places},
        by_bearing=layout.by_bearing & places,
        shelf=tuple(one for one in layout.shelf if one[0] in places),
        unplaced=tuple(one for one in layout.unplaced if one[0] in roads),
        notes=tuple(one for one in layout.notes if one[0] in places),
        hub=layout.hub if layout.hub in places else None,
    )


def _link(road: Route) -> Link:
    leaves = road.bearing if road.bearing_of in (None, road.start) else None
    return Link(road.id, road.start, road.end, leaves)
