"""A graph made ready for arithmetic: places and loose ends by number, every pair of them once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from db.model import PlaceId, RouteId
from desktop.schematic.program import Floats
from desktop.schematic.projection import on_the_globe, projected
from desktop.schematic.report import OCTANTS, Graph, Reason

Fan = tuple[tuple[int, int], ...]
"""The (neighbour, road) pairs of a place."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """Place `of` lies in an octant of place `to`."""

    of: int
    to: int
    octant: int


@dataclass(frozen=True)
class Net:
    """Places by number: those of the graph in its order, then the loose ends of approaches.

    `at` are their coordinates, latitude first, and `km` the same on a plane: n x 2, NaN where
    there are none. `roads` are pairs of places, each pair once. `carried` says by route which road
    it runs along, and whether from its second place. `vague` are left out of the arithmetic.
    `shelf` is what is clear from the graph alone.
    """

    keys: tuple[tuple[PlaceId | None, RouteId | None], ...]
    at: tuple[tuple[float, float] | None, ...]
    km: Floats
    roads: tuple[tuple[int, int], ...]
    carried: dict[RouteId, tuple[int, bool]]
    bearings: tuple[Bearing, ...]
    vague: frozenset[int]
    shelf: dict[int, Reason]

    @cached_property
    def fans(self) -> tuple[Fan, ...]:
        """The roads of every place."""
        fans: list[list[tuple[int, int]]] = [[] for _ in self.keys]
        for road, (a, b) in enumerate(self.roads):
            fans[a].append((b, road))
            fans[b].append((a, road))
        return tuple(tuple(fan) for fan in fans)

    @property
    def size(self) -> int:
        """How many places and loose ends there are."""
        return len(self.keys)


def net(graph: Graph) -> Net:
    """Return a graph by numbers. Loops and roads without a drawn end are left out of it."""
    number = {node.id: n for n, node in enumerate(graph.nodes)}
    keys: list[tuple[PlaceId | None, RouteId | None]] = [(node.id, None) for node in graph.nodes]
    bearings = [
        Bearing(number[one.of], number[one.to], OCTANTS.index(one.octant))
        for one in graph.stated
        if one.of in number and one.to in number and one.of != one.to
    ]
    roads: dict[tuple[int, int], int] = {}
    carried: dict[RouteId, tuple[int, bool]] = {}
    for link in graph.links:
        if link.start not in number or link.start == link.end or link.end not in {*number, None}:
            continue
        start = number[link.start]
        if link.end is not None:
            end = number[link.end]
        elif link.octant is not None:
            end = len(keys)
            keys.append((None, link.id))
            bearings.append(Bearing(end, start, OCTANTS.index(link.octant)))
        else:
            continue
        pair = (min(start, end), max(start, end))
        road = roads.setdefault(pair, len(roads))
        carried[link.id] = (road, start > end)
    at_of = [node.at for node in graph.nodes] + [None] * (len(keys) - len(number))
    km = np.full((len(keys), 2), np.nan)
    located = [n for n, node in enumerate(graph.nodes) if node.at and on_the_globe(node.at)]
    km[located] = projected([at for n in located if (at := graph.nodes[n].at)])
    return Net(
        keys=tuple(keys),
        at=tuple(at_of),
        km=km,
        roads=tuple(roads),
        carried=carried,
        bearings=tuple(bearings),
        vague=frozenset(n for n, node in enumerate(graph.nodes) if node.vague and node.at is None),
        shelf={
            n: "off_the_globe"
            for n, node in enumerate(graph.nodes)
            if node.at and not on_the_globe(node.at)
        },
    )
