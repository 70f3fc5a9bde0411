"""What a drawing is made from, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.model import Octant, PlaceId, RouteId

XY = tuple[float, float]
"""A spot on the plane: x to the east, y to the north."""
OCTANTS: tuple[Octant, ...] = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")
"""The octants from east on, counterclockwise: number n points to n times 45 degrees."""
Reason = Literal["nowhere", "vague", "far", "no_end"]
"""Why something is not drawn: neither coordinates nor a bearing; no one spot; too far from all
that is drawn; a road without a second end or a bearing."""
Note = Literal["moved_apart", "drawn_nearer"]
"""What was changed to be legible: out from under another place; across a wide gap."""


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
class Layout:
    """Where everything stands, in units: a usual road is about 1 long.

    `stubs` are the loose ends of approaches. `by_bearing` have no coordinates. `shelf` and
    `unplaced` are the places and the roads that are not drawn, each with the reason, in the order
    of the graph. `hub` is the place that true directions are seen from.
    """

    positions: Mapping[PlaceId, XY] = field(default_factory=dict[PlaceId, XY])
    stubs: Mapping[RouteId, XY] = field(default_factory=dict[RouteId, XY])
    by_bearing: frozenset[PlaceId] = frozenset()
    shelf: tuple[tuple[PlaceId, Reason], ...] = ()
    unplaced: tuple[tuple[RouteId, Reason], ...] = ()
    notes: tuple[tuple[PlaceId, Note], ...] = ()
    hub: PlaceId | None = None
