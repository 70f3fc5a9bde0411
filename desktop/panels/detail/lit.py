"""Which thing the detail pane shows, which claims it steps through, and why they are lit."""

from collections.abc import Iterable

import numpy as np

from db.columns import Ints
from db.model import Claim, Desk, PlaceId, Ref, Route
from db.query import Selection
from desktop.frame import Frame
from desktop.show import tr
from desktop.words.picked import named
from desktop.words.plain import apart


def shown(frame: Frame) -> Ref | None:
    """Return what is current, else the one thing selected, else the first claim lit."""
    selection = frame.selection
    if selection.current is not None:
        return selection.current
    things = _things(selection)
    if len(things) == 1:
        return things[0]
    lit = lit_claims(frame)
    return ("claim", int(lit[0])) if len(lit) else None


def lit_claims(frame: Frame) -> Ints:
    """Return the claims that the selection lights, in the order of the table."""
    rows = frame.highlight.rows
    return frame.snapshot.ids[rows] if len(rows) else frame.snapshot.ids[:0]


def steps_through_lit(frame: Frame) -> bool:
    """Whether there is more lit to step through than one claim picked by itself."""
    things = _things(frame.selection)
    alone = len(things) == 1 and things[0][0] == "claim"
    return not alone and bool(frame.highlight.rows.any())


def steps(frame: Frame) -> Ints:
    """Return the claims to step through: those lit, else all that are shown."""
    return lit_claims(frame) if steps_through_lit(frame) else frame.snapshot.ids


def lit_by(frame: Frame, claim: Claim) -> str:
    """Return in words what has lit a claim; empty when nothing has, or it is picked itself."""
    selection, lit = frame.selection, frame.highlight
    row = np.flatnonzero(frame.snapshot.ids == claim.id)
    if selection.whole or claim.id in selection.claims or not len(row) or not len(lit.rows):
        return ""
    if not lit.rows[row[0]]:
        return ""
    names, desk = apart(named(frame)), frame.snapshot.desk
    roads = [desk.routes[id_] for id_ in claim.routes]
    ending = _ending(desk, selection.places)
    if lit.by_group[row[0]]:
        members = {road.id for road in ending}
        through = [r for r in roads if members.intersection(id_ for id_, _ in r.members)]
        return tr("lit by {names} through the group {group}").format(
            names=names, group=_listed(through)
        )
    if lit.by_road[row[0]]:
        through = [road for road in roads if road in ending]
        return tr("lit by {names} through the road {road}").format(
            names=names, road=_listed(through)
        )
    return tr("lit by {names}").format(names=names)


def _things(selection: Selection) -> list[Ref]:
    return [
        *(("claim", id_) for id_ in selection.claims),
        *(("place", id_) for id_ in selection.places),
        *(("event", id_) for id_ in selection.events),
        *(("route", id_) for id_ in selection.routes),
    ]


def _listed(routes: Iterable[Route]) -> str:
    return ", ".join(apart(route.name) for route in routes)


def _ending(desk: Desk, places: frozenset[PlaceId]) -> list[Route]:
    """Return the roads that end at one of these places or at what lies in it."""
    return [
        road
        for road in desk.routes.values()
        if any(_lies_in(desk, end, places) for end in (road.start, road.end))
    ]


def _lies_in(desk: Desk, place: PlaceId | None, places: frozenset[PlaceId]) -> bool:
    while place is not None:
        if place in places:
            return True
        place = desk.places[place].parent
    return False
