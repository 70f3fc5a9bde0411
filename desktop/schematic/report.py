"""What a drawing is made from, and what came of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.model import XY, Octant, PlaceId, RouteId

OCTANTS: tuple[Octant, ...] = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")
"""The octants from east on, counterclockwise: number n points to n times 45 degrees."""
Reason = Literal["nowhere", "vague", "far", "no_end", "off_the_globe"]
"""Why something is not drawn: neither coordinates nor a bearing; no one spot; too far from all
that is drawn; a road without a second end or a bearing; coordinates that are none."""
Note = Literal[
    "moved_apart",
    "drawn_nearer",
    "bearing_unknown",
    "crowded",
    "turned",
    "off_heading",
    "crosses",
]
"""What a reader is told of a place, or of a road of it.

It moved out from under another; a wide gap before it is drawn shorter; it stands by a road of no
stated bearing; so many roads meet there that no order of them is promised; its roads leave it in
another order than on the map; a road of it runs in no multiple of 45 degrees; a road of it crosses
or touches another that it does not cross on the map.
"""
Why = Literal["", "no_solver", "too_many", "unsolved"]
"""Why a drawing is the plain map: there is no solver; there is more to draw than it is asked; it
found nothing."""
DISC = 0.22
"""Radius in units of a place where more than eight roads meet: they start on its rim."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place. `at` is latitude and longitude in degrees; `vague`: an area with no one spot."""

    id: PlaceId
    at: tuple[float, float] | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A road. Without an `end` it is an approach that leaves `start` in the octant, if stated."""

    id: RouteId
    start: PlaceId
    end: PlaceId | None = None
    octant: Octant | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """Somebody says that `of` lies in this octant of `to`."""

    of: PlaceId
    to: PlaceId
    octant: Octant


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be drawn; places earlier in the order give way less."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two roads that cross on the map too: `over` is drawn unbroken, `at` in units."""

    over: RouteId
    under: RouteId
    at: XY


@dataclass(frozen=True, slots=True)
class Report:
    """How far a drawing is from the map, and whether it can be read.

    `octilinear` is the share of length within 1 degree of a multiple of 45. `bearings` are degrees
    between the drawn and the true way from end to end, of roads whose ends have coordinates.
    `crossings` are pairs of roads that cross, touch or overlap and do not on the map. `shortest`
    is the shortest road, `clear` the nearest that a place comes to a road that does not end there,
    `apart` to another place, in shares of the median road.
    """

    octilinear: float = 1.0
    bearings: Mapping[RouteId, float] = field(default_factory=dict[RouteId, float])
    crossings: tuple[tuple[RouteId, RouteId], ...] = ()
    elbows: int = 0
    shortest: float = 1.0
    clear: float = math.inf
    apart: float = math.inf
    rounds: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in units: a usual road is about 1 long.

    `lines` run from a road's start to its end or loose end: two points, or three with an elbow;
    roads between the same two places have the same line, from whichever it starts. `loops` come
    back to where they start and have none. `stubs` are the loose ends of approaches. `by_bearing`
    have no coordinates. `areas` are vague: drawn as a soft arc there,
    never as a town, one on each side of a place. `discs` are
    places of more than eight roads. `breaks` are gaps between two places that are drawn shorter
    than they are. `shelf` and `unplaced` are the places and the roads that are not drawn, each with
    the reason, in the order of the graph. `hub` is the place where most roads meet. `geographic`:
    why these are true positions and straight roads, "" for a schematic.
    """

    positions: Mapping[PlaceId, XY] = field(default_factory=dict[PlaceId, XY])
    lines: Mapping[RouteId, tuple[XY, ...]] = field(default_factory=dict[RouteId, tuple[XY, ...]])
    loops: tuple[RouteId, ...] = ()
    stubs: Mapping[RouteId, XY] = field(default_factory=dict[RouteId, XY])
    areas: Mapping[PlaceId, XY] = field(default_factory=dict[PlaceId, XY])
    discs: frozenset[PlaceId] = frozenset()
    bridges: tuple[Bridge, ...] = ()
    breaks: tuple[tuple[PlaceId, PlaceId], ...] = ()
    pins: Mapping[PlaceId, XY] = field(default_factory=dict[PlaceId, XY])
    geographic: Why = ""
    by_bearing: frozenset[PlaceId] = frozenset()
    shelf: tuple[tuple[PlaceId, Reason], ...] = ()
    unplaced: tuple[tuple[RouteId, Reason], ...] = ()
    notes: tuple[tuple[PlaceId, Note], ...] = ()
    hub: PlaceId | None = None
    report: Report = field(default_factory=Report)
    earlier: object = field(default=None, compare=False, repr=False)
    """How it came about, for the next drawing to start from."""


def octant_of(start: XY, end: XY) -> int:
    """Return the number of the octant in which `end` lies, seen from `start`."""
    return round(math.atan2(end[1] - start[1], end[0] - start[0]) / (math.pi / 4)) % 8
