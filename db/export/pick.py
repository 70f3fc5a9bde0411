"""Which rows a file gets, in which order, and how many of each kind it leaves out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from db.columns import Mask, Related
from db.dimensions import DimensionId
from db.export.columns import TableId
from db.model import Desk, Strand
from db.query import Query, Selection
from db.snapshot import Highlight, Snapshot

Kind = Literal["selected", "filtered", "all"]
"""What the rows of a file are: those the selection lights, those the filter leaves, or all."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Key = tuple[int, int]
"""One row: the id of the thing; of a road also that of the claim, 0 where nobody reports on it.

Of a relation it is not the id, but where it stands among all that are `related`.
"""
DIMENSION: dict[TableId, DimensionId] = {
    "claims": "claim",
    "places": "place",
    "events": "event",
    "routes": "route",
    "relations": "claim",
}
"""What the rows of a table are, or are between, among the things a query can choose by."""
Lit = Mapping[TableId, frozenset[int]]
"""The ids that a selection lights, by table: of relations those of the claims they are between."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What there is to be exported.

    `snapshot` answers the query, `whole` answers it without its filters, but as of the same day.
    `lit` is empty where nothing is selected. `related` are the relations of the desk.
    """

    query: Query
    snapshot: Snapshot
    whole: Snapshot
    lit: Lit = field(default_factory=dict[TableId, frozenset[int]])
    related: Related = field(default_factory=Related)


def lit(selection: Selection, snapshot: Snapshot, highlight: Highlight) -> Lit:
    """Return what `selection` lights; nothing selected lights nothing."""
    if not selection:
        return {}
    claims = frozenset[int](snapshot.ids[highlight.rows].tolist())
    return {
        "claims": claims,
        "relations": claims,
        "places": _ids(highlight.places),
        "events": _ids(highlight.events),
        "routes": _ids(highlight.routes),
    }


def kind_of(table: TableId, shown: Shown, wanted: Kind) -> Kind:
    """Return `wanted` where there is such a thing, else what comes next: filtered, then all."""
    if wanted == "selected" and picked(table, shown, "selected"):
        return "selected"
    return "filtered" if wanted != "all" and shown.query.filters else "all"


def picked(table: TableId, shown: Shown, kind: Kind) -> list[Key]:
    """Return the rows of that kind.

    Claims as sorted, places as listed, events by their first day, roads by uid and then by the
    names of those who report on them. A road that is lit lends no row to a filtered report, nor
    a claim to a relation with a filtered one.
    """
    if table == "relations":
        return [(at, 0) for at in np.flatnonzero(_between(shown, kind)).tolist()]
    if kind == "all":
        return _ORDER[table](shown.whole)
    if kind == "selected":
        chosen, told = shown.lit.get(table, frozenset()), {0, *shown.snapshot.ids.tolist()}
        return [k for k in _ORDER[table](shown.snapshot) if k[0] in chosen and k[1] in told]
    if not shown.query.filters:
        return _ORDER[table](shown.snapshot)
    still = _LEFT[table](shown.snapshot)
    return [key for key in _ORDER[table](shown.snapshot) if still(key)]


def passed_over(table: TableId, shown: Shown, kind: Kind) -> dict[str, int]:
    """Return how many rows of the whole table are left out, by reason.

    Of claims that fail nothing but the span on the shown clock, the undated and those outside
    are told apart from the `filtered`.
    """
    if kind == "all":
        return {}
    left = set(picked(table, shown, "filtered"))
    taken = set(picked(table, shown, kind))
    missed = {
        "not_selected": len(left - taken),
        "filtered": len(picked(table, shown, "all")) - len(left | taken),
    }
    if table == "claims":
        undated, outside = shown.snapshot.undated, shown.snapshot.outside
        missed["filtered"] -= undated + outside
        missed |= {"undated": undated, "outside_span": outside}
        missed |= _unknown(shown)
    return missed


def _unknown(shown: Shown) -> dict[str, int]:
    """Return how many claims could not be known by the day asked for, those without a day apart."""
    if not shown.query.known_by:
        return {}
    dateless = max(shown.whole.dateless.values(), default=0)
    unknown = shown.whole.total - len(shown.whole.known)
    return {"not_known": unknown - dateless, "dateless": dateless}


def by_road_and_claimant(desk: Desk, strands: tuple[Strand, ...]) -> dict[Key, Strand | None]:
    """Return every road with each report on it, or with None where there is none."""
    told: dict[Key, Strand | None] = {}
    for route in desk.routes.values():
        own = [strand for strand in strands if strand.route == route.id]
        own.sort(key=lambda strand: desk.actors[strand.claimant].name)
        told |= {(route.id, strand.claim): strand for strand in own} or {(route.id, 0): None}
    return told


def ends(shown: Shown, keys: Sequence[Key]) -> frozenset[int]:
    """Return the ids of the claims that relations, by their keys, are between."""
    at = [at for at, _ in keys]
    return frozenset([*shown.related.ours[at].tolist(), *shown.related.theirs[at].tolist()])


def _between(shown: Shown, kind: Kind) -> Mask:
    """Return which relations are between claims of a kind; of those selected one end is enough."""
    there = shown.whole if kind == "all" else shown.snapshot
    found = shown.related.among(there.ids)
    if kind == "selected":
        lit = shown.lit.get("relations", frozenset())
        found &= shown.related.of(np.array(list(lit), np.int32))
    return found


def _claims(snapshot: Snapshot) -> list[Key]:
    return [(id_, 0) for id_ in snapshot.ids.tolist()]


def _places(snapshot: Snapshot) -> list[Key]:
    return [(id_, 0) for id_ in snapshot.place_order.tolist()]


def _events(snapshot: Snapshot) -> list[Key]:
    return [(id_, 0) for id_ in snapshot.desk.events]


def _routes(snapshot: Snapshot) -> list[Key]:
    return list(by_road_and_claimant(snapshot.desk, snapshot.strands))


def _every(_: Snapshot) -> Callable[[Key], bool]:
    return lambda _: True


def _with_places(snapshot: Snapshot) -> Callable[[Key], bool]:
    left = snapshot.left["place"]
    return lambda key: bool(left[key[0]])


def _with_events(snapshot: Snapshot) -> Callable[[Key], bool]:
    left = snapshot.left["event"]
    return lambda key: bool(left[key[0]])


def _reported(snapshot: Snapshot) -> Callable[[Key], bool]:
    left = set(snapshot.ids.tolist())
    return lambda key: key[1] in left


_ORDER: dict[TableId, Callable[[Snapshot], list[Key]]] = {
    "claims": _claims,
    "places": _places,
    "events": _events,
    "routes": _routes,
}
_LEFT: dict[TableId, Callable[[Snapshot], Callable[[Key], bool]]] = {
    "claims": _every,
    "places": _with_places,
    "events": _with_events,
    "routes": _reported,
}


def _ids(mask: Mask) -> frozenset[int]:
    return frozenset(np.flatnonzero(mask).tolist())
