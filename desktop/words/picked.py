"""What is left of a desk, what is picked of it and what that lights, in words."""

import numpy as np

from db.columns import Ints, Mask
from db.model import ActorId, ClaimId, EventId, PlaceId, Ref, RouteId, SourceId
from desktop import show
from desktop.frame import Frame
from desktop.show import tr


def claims(frame: Frame) -> Ints:
    """Return the ids of the claims picked, as they are shown; where none is, the current one."""
    selection, ids = frame.selection, frame.snapshot.ids
    if selection.whole:
        return ids
    if selection.claims:
        return ids[np.isin(ids, list(selection.claims))]
    current = selection.current
    return np.array([current[1]] if current and current[0] == "claim" else [], np.int32)


def left(frame: Frame) -> str:
    """Return what is left of the desk in words."""
    snapshot = frame.snapshot
    if not snapshot.total:
        return tr("This desk holds no claims yet")
    parts = [
        tr("%n claim(s) shown", len(snapshot.ids)),
        tr("%n contested", snapshot.contested),
        tr("%n place(s)", _set(snapshot.left["place"] > 0)),
        tr("%n event(s)", _set(snapshot.left["event"] > 0)),
    ]
    if "recorded" in frame.query.known_by:
        parts.append(tr("as it was, not to be changed"))
    elif not snapshot.desk.writable:
        parts.append(tr("this desk may only be read"))
    return show.listed(parts)


def selected(frame: Frame) -> str:
    """Return what is selected and what it lights beyond itself: how many, and through what."""
    names, lit, selection = named(frame), frame.highlight, frame.selection
    rows, by_road, by_group = _set(lit.rows), _set(lit.by_road), _set(lit.by_group)
    own = len(selection.claims) if not selection.whole else rows
    claims = [tr("%n claim(s)", rows) if rows > own else ""]
    if selection.places:
        claims = [
            tr("named by %n claim(s)", rows - by_road - by_group),
            tr("%n through its roads", by_road) if by_road else "",
            tr("%n through groups of roads", by_group) if by_group else "",
        ]
    lights = (
        ("" if selection.places else tr("%n place(s)", _set(lit.places)), lit.places, ()),
        (tr("%n event(s)", _set(lit.events)), lit.events, selection.events),
        (tr("%n road(s)", _set(lit.routes)), lit.routes, selection.routes),
    )
    counts = [words for words, mask, picked_too in lights if _set(mask) > len(picked_too)]
    return (
        tr("Selected: {names}").format(names=show.apart(names))
        + " · "
        + show.listed([*claims, *counts])
    )


def named(frame: Frame) -> str:
    """Return the name of what is selected, or how many things of each kind are."""
    selection = frame.selection
    if selection.whole:
        return tr("all %n claim(s) shown", len(frame.snapshot.ids))
    refs: list[Ref] = [
        *(("claim", id_) for id_ in selection.claims),
        *(("place", id_) for id_ in selection.places),
        *(("event", id_) for id_ in selection.events),
        *(("route", id_) for id_ in selection.routes),
    ]
    if len(refs) == 1:
        return name(frame, refs[0])
    kinds = (
        (tr("%n claim(s)", len(selection.claims)), selection.claims),
        (tr("%n place(s)", len(selection.places)), selection.places),
        (tr("%n event(s)", len(selection.events)), selection.events),
        (tr("%n road(s)", len(selection.routes)), selection.routes),
    )
    return ", ".join(words for words, ids in kinds if ids)


def name(frame: Frame, ref: Ref) -> str:
    """Return the name of one thing of the desk; a claim goes by its uid."""
    desk, (kind, id_) = frame.snapshot.desk, ref
    match kind:
        case "place":
            return desk.places[PlaceId(id_)].name
        case "event":
            return desk.events[EventId(id_)].title
        case "route":
            return desk.routes[RouteId(id_)].name
        case "actor":
            return desk.actors[ActorId(id_)].name
        case "source":
            return desk.sources[SourceId(id_)].name
        case "claim":
            uids = {v.id: v.uid for v in frame.snapshot.values["claim"]}
            return tr("claim {uid}").format(uid=show.apart(uids[ClaimId(id_)]))


def called(frame: Frame, ref: Ref) -> str:
    """Return the name of one thing, of a claim that is not counted too; empty when it is gone."""
    try:
        return show.visible(name(frame, ref))
    except KeyError:
        pass
    try:
        found = frame.snapshot.records.claims(np.array([ref[1]], np.int32))
    except KeyError:
        return ""
    return tr("claim {uid}").format(uid=show.apart(found[0].uid)) if ref[0] == "claim" else ""


def _set(mask: Mask) -> int:
    return int(mask.sum())
