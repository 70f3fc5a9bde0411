"""A made-up desk of roads and a drawing of it by hand, in which every sign of a diagram occurs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count

import numpy as np

from db.model import (
    Actor,
    ActorId,
    Bearing,
    ClaimId,
    Days,
    Desk,
    Place,
    PlaceId,
    Route,
    RouteId,
    Side,
    SideId,
    Status,
    Strand,
)
from db.query import Query, Selection
from db.snapshot import Highlight, Snapshot
from desktop.frame import Frame
from desktop.panels.routes.reading import Reading, read
from desktop.schematic.report import XY, Bridge, Layout

SIDES = {SideId(n): Side(SideId(n), f"s{n}", f"Side {n}", f"side.{n}") for n in (1, 2, 3, 4)}
ACTORS = {
    ActorId(n): Actor(ActorId(n), f"a{n}", f"Speaker {n}", None, "office", SIDES[SideId(n)])
    for n in (1, 2, 3, 4)
}
HUB, WEST, NORTHWEST, NORTHEAST, SOUTH, LEFT, RIGHT, LOW, AREA, FAR = map(PlaceId, range(1, 11))
SPOTS: dict[PlaceId, XY] = {
    HUB: (0, 0), WEST: (-1.6, 0), NORTHWEST: (-0.9, 1.6), NORTHEAST: (1.3, 1.3), SOUTH: (0, -1.5),
    LEFT: (-1.2, -0.9), RIGHT: (1.2, -0.9), LOW: (1.4, 0), FAR: (2.6, 1.3),
}  # fmt: skip
NAMES = {
    HUB: "Hub", WEST: "Westham", NORTHWEST: "Upper Norwick", NORTHEAST: "Eastry", SOUTH: "Southey",
    LEFT: "Leftwich", RIGHT: "Rightwell", LOW: "Border", AREA: "High ground", FAR: "Farleigh",
}  # fmt: skip
(PARALLEL, BACK, BENT, DIAGONAL, OVER, UNDER, LOOP, APPROACH, SILENT, ALL, SOME) = map(
    RouteId, range(1, 12)
)
_ENDS: dict[RouteId, tuple[PlaceId, PlaceId | None]] = {
    PARALLEL: (HUB, WEST), BACK: (WEST, HUB), BENT: (HUB, NORTHWEST), DIAGONAL: (HUB, NORTHEAST),
    OVER: (LEFT, RIGHT), UNDER: (HUB, SOUTH), LOOP: (NORTHEAST, NORTHEAST),
    APPROACH: (SOUTH, None), SILENT: (HUB, LOW),
}  # fmt: skip
REPORTS: list[tuple[RouteId, int, Status, bool, int]] = [
    (PARALLEL, 1, "open", False, 2), (PARALLEL, 2, "contested", False, 20),
    (PARALLEL, 3, "cut", False, 1), (BACK, 1, "restricted", False, 3),
    (BENT, 1, "open", True, 3), (BENT, 2, "cut", False, 3), (BENT, 3, "restricted", True, 40),
    (BENT, 4, "contested", True, 1), (DIAGONAL, 1, "cut", False, 1), (OVER, 1, "open", False, 1),
    (UNDER, 2, "contested", False, 1), (LOOP, 3, "restricted", False, 1),
    (APPROACH, 1, "contested", False, 2), (ALL, 2, "cut", True, 29),
    (SOME, 1, "restricted", False, 1),
]  # fmt: skip
LAYOUT = Layout(
    positions=SPOTS,
    lines={
        PARALLEL: (SPOTS[HUB], SPOTS[WEST]),
        BACK: (SPOTS[WEST], SPOTS[HUB]),
        BENT: (SPOTS[HUB], (-0.9, 0.9), SPOTS[NORTHWEST]),
        DIAGONAL: (SPOTS[HUB], SPOTS[NORTHEAST]),
        OVER: (SPOTS[LEFT], SPOTS[RIGHT]),
        UNDER: (SPOTS[HUB], SPOTS[SOUTH]),
        APPROACH: (SPOTS[SOUTH], (-1.0, -1.5)),
        SILENT: (SPOTS[HUB], SPOTS[LOW]),
    },
    loops=(LOOP,),
    stubs={APPROACH: (-1.0, -1.5)},
    areas={AREA: (0.35, 0.95)},
    bridges=(Bridge(OVER, UNDER, (0.0, -0.9)),),
    breaks=((NORTHEAST, FAR),),
    pins={RIGHT: SPOTS[RIGHT]},
    by_bearing=frozenset({LEFT}),
    notes=((FAR, "drawn_nearer"), (LEFT, "off_heading")),
    hub=HUB,
)


def desk(names: Mapping[PlaceId, str] = NAMES) -> Desk:
    """Return the desk; places may be given other names."""
    places = {
        id_: Place(
            id_, f"p{id_}", name, "border" if id_ == LOW else "area" if id_ == AREA else "town"
        )
        for id_, name in names.items()
    }
    roads = {
        id_: Route(id_, f"r{id_}", f"Road {id_}", "road", start, end)
        for id_, (start, end) in _ENDS.items()
    }
    roads[APPROACH] = replace(roads[APPROACH], kind="approach", bearing="W", bearing_of=SOUTH)
    roads[ALL] = Route(ALL, "r-all", "All links of Eastry", "group", NORTHEAST, None)
    roads[SOME] = Route(
        SOME, "r-some", "Roads from the north", "group", NORTHWEST, HUB,
        members=((BENT, "inferred"), (DIAGONAL, "possible"), (SILENT, "possible")),
    )  # fmt: skip
    bearing = Bearing(AREA, HUB, "N", ClaimId(1))
    return Desk(
        "Made up", day=date(2024, 5, 1), sides=SIDES, actors=ACTORS, places=places,
        bearings=(bearing,), routes=roads,
    )  # fmt: skip


def reading(
    of: Desk | None = None,
    reports: list[tuple[RouteId, int, Status, bool, int]] = REPORTS,
    *,
    selection: Selection | None = None,
) -> Reading:
    """Return what the reports say of the roads of a desk."""
    claims = count(1)
    strands = tuple(
        Strand(road, ActorId(who), ClaimId(next(claims)), status, implied, Days(), age, 1)
        for road, who, status, implied, age in reports
    )
    snapshot = Snapshot(
        version=1,
        desk=of or desk(),
        strands=strands,
        ids=np.arange(len(reports) + 1, dtype=np.int32),
    )
    return read(Frame(Query(), selection or Selection(), snapshot, Highlight()))
