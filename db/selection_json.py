"""A selection as plain JSON: what is picked out goes by uids in files."""

from collections.abc import Callable, Mapping
from typing import cast, get_args

from db.model import ClaimId, EventId, Kind, PlaceId, Ref, RouteId
from db.query import Selection, only_known

PICKED: Mapping[str, Kind] = {
    "claims": "claim",
    "places": "place",
    "events": "event",
    "routes": "route",
}
"""The fields that hold what is picked, and the kind of the things in them."""


def to_json(selection: Selection, uid: Callable[[Kind, int], str]) -> dict[str, object]:
    """Return `selection` as plain JSON values; `uid` names a thing; lists are sorted."""
    picked: dict[str, object] = {
        name: sorted(uid(kind, id_) for id_ in getattr(selection, name))
        for name, kind in PICKED.items()
    }
    current = selection.current
    return picked | {
        "whole": selection.whole,
        "current": current and [current[0], uid(*current)],
    }


def from_json(told: Mapping[str, object], known: Callable[[Kind, str], int | None]) -> Selection:
    """Return the selection that `to_json` wrote; `known` finds a thing, or None.

    What is not known is not in it. Raises ValueError, naming the field, for another form.
    """
    only_known(told, (*PICKED, "whole", "current"))
    ids = {name: [known(kind, uid) for uid in listed(told, name)] for name, kind in PICKED.items()}
    return Selection(
        claims=frozenset(ClaimId(id_) for id_ in ids["claims"] if id_ is not None),
        places=frozenset(PlaceId(id_) for id_ in ids["places"] if id_ is not None),
        events=frozenset(EventId(id_) for id_ in ids["events"] if id_ is not None),
        routes=frozenset(RouteId(id_) for id_ in ids["routes"] if id_ is not None),
        whole=told.get("whole") is True,
        current=_current(told.get("current"), known),
    )


def listed(told: Mapping[str, object], name: str) -> list[str]:
    """Return a list of uids. Raises ValueError for anything else."""
    found = told.get(name, [])
    if isinstance(found, list):
        uids = cast("list[object]", found)
        if all(isinstance(uid, str) for uid in uids):
            return cast("list[str]", uids)
    raise ValueError(f"{name}: a list of uids is expected")


def _current(told: object, known: Callable[[Kind, str], int | None]) -> Ref | None:
    if told is None:
        return None
    match told:
        case [str(kind), str(uid)] if kind in get_args(Kind):
            id_ = known(cast("Kind", kind), uid)
            return None if id_ is None else (cast("Kind", kind), id_)
        case _:
            raise ValueError("current: a kind and a uid are expected")
