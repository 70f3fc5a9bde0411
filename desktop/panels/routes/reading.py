"""What a frame says of roads: the strands of each, who differs, what is left and what is lit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from db.columns import Ints, Mask
from db.model import Actor, ClaimId, Desk, PlaceId, Ref, Route, RouteId, Status, Strand
from db.routes import STALE_AFTER, Heard, disputed, heard
from desktop.frame import Frame

State = Literal["rest", "linked", "selected"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is drawn. `faint`: it is old, or its claim is filtered out."""

    status: Status
    implied: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A claimant's newest report on a road. `left`: its claim passes the filters."""

    strand: Strand
    claimant: Actor
    left: bool

    @property
    def old(self) -> bool:
        """Whether the report is past the limit from which on it is drawn as old."""
        return self.strand.days_old is not None and self.strand.days_old > STALE_AFTER

    @property
    def look(self) -> Look:
        """How it is drawn."""
        return Look(self.strand.status, self.strand.implied, self.old or not self.left)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The roads of one frame. `told` are the reports on each road by side, then claimant.

    `shared` are those that a road has from groups it is said to be in.
    """

    frame: Frame = field(default_factory=Frame)
    told: Mapping[RouteId, tuple[Told, ...]] = field(
        default_factory=dict[RouteId, tuple[Told, ...]]
    )
    differing: frozenset[RouteId] = frozenset()
    shared: Mapping[RouteId, tuple[Told, ...]] = field(
        default_factory=dict[RouteId, tuple[Told, ...]]
    )

    @property
    def desk(self) -> Desk:
        """What the desk names."""
        return self.frame.snapshot.desk

    def roads(self) -> Iterator[Route]:
        """Yield the roads that are no groups, by uid."""
        return (route for route in self.desk.routes.values() if route.kind != "group")

    def groups(self) -> Iterator[Route]:
        """Yield the groups of roads, by uid."""
        return (route for route in self.desk.routes.values() if route.kind == "group")

    def drawn(self, route: Route) -> tuple[Told, ...]:
        """Return what is drawn of a road: its reports, and those of groups it is said to be in.

        Nothing when all that is known is that the road exists.
        """
        strands = (*self.told.get(route.id, ()), *self.shared.get(route.id, ()))
        return strands if any(told.strand.status != "unknown" for told in strands) else ()

    def heard(self, route: Route) -> list[tuple[Told, Heard]]:
        """Return every report that bears on a road, its own first, then those of its groups."""
        groups = [group for group in self.groups() if route.id in dict(group.members)]
        of = sorted(one.id for one in (route, *groups))
        near = {
            (t.strand.route, t.strand.claimant): t for id_ in of for t in self.told.get(id_, ())
        }
        order = {key: n for n, key in enumerate(near)}
        sides = list(self.desk.sides)

        def rank(one: Heard) -> tuple[bool, int, int]:
            key = one.strand.route, one.strand.claimant
            return one.group is not None, sides.index(near[key].claimant.side.id), order[key]

        strands = [told.strand for told in near.values()]
        found = sorted(heard(route, strands, self.desk.routes), key=rank)
        return [(near[one.strand.route, one.strand.claimant], one) for one in found]

    def dimmed(self, place: PlaceId) -> bool:
        """Whether no claim that names this place is left."""
        left = self.frame.snapshot.left.get("place")
        return left is not None and not left[place]

    def state(self, ref: Ref) -> State:
        """Return whether a place or road is selected, lit by the selection, or neither."""
        kind, id_ = ref
        selection, lit = self.frame.selection, self.frame.highlight
        chosen = selection.places if kind == "place" else selection.routes
        if id_ in chosen:
            return "selected"
        return "linked" if _set(lit.places if kind == "place" else lit.routes, id_) else "rest"

    def spoken_of(self) -> Route | None:
        """Return the road of the callout: the selected or current one, or a place's only one."""
        selection, routes = self.frame.selection, self.desk.routes
        picked = [routes[id_] for id_ in sorted(selection.routes) if id_ in routes]
        kind, id_ = selection.current or ("claim", 0)
        current = routes.get(RouteId(id_)) if kind == "route" else None
        if current is not None and (current in picked or not picked):
            return current
        if picked:
            return picked[0] if len(picked) == 1 else None
        lit = [road for road in self.roads() if _set(self.frame.highlight.routes, road.id)]
        return lit[0] if len(selection.places) == len(lit) == 1 else None

    def rows(self) -> list[tuple[str, str]]:
        """Return the uid and claimant of every report left, by uid; of a silent road, ''."""
        filtered = bool(self.frame.query.filters)
        rows: list[tuple[str, str]] = []
        for route in self.desk.routes.values():
            told = self.told.get(route.id, ())
            rows += [(route.uid, one.claimant.name) for one in told if one.left]
            if not told and not filtered:
                rows.append((route.uid, ""))
        return sorted(rows)


def read(frame: Frame) -> Reading:
    """Return what `frame` says of roads."""
    snapshot, desk = frame.snapshot, frame.snapshot.desk
    left = _left(snapshot.strands, snapshot.ids)
    rank = {side: n for n, side in enumerate(desk.sides)}
    told: dict[RouteId, list[Told]] = {}
    for strand in snapshot.strands:
        actor = desk.actors[strand.claimant]
        told.setdefault(strand.route, []).append(Told(strand, actor, strand.claim in left))
    ranked = {
        road: tuple(sorted(ones, key=lambda t: (rank[t.claimant.side.id], t.claimant.name)))
        for road, ones in told.items()
    }
    return Reading(frame, ranked, disputed(snapshot.strands, desk.routes), _shared(desk, ranked))


def _shared(
    desk: Desk, told: Mapping[RouteId, tuple[Told, ...]]
) -> dict[RouteId, tuple[Told, ...]]:
    """Return what roads have from the groups that they are said to be in."""
    shared: dict[RouteId, tuple[Told, ...]] = {}
    for group in desk.routes.values():
        for member, membership in group.members:
            if membership == "stated":
                shared[member] = (*shared.get(member, ()), *told.get(group.id, ()))
    return shared


def _left(strands: tuple[Strand, ...], ids: Ints) -> frozenset[ClaimId]:
    asked = np.array([strand.claim for strand in strands], np.int32)
    return frozenset(ClaimId(id_) for id_ in asked[np.isin(asked, ids)].tolist())


def _set(mask: Mask, id_: int) -> bool:
    return id_ < len(mask) and bool(mask[id_])
