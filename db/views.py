"""Views kept under a name: a query, a selection, and what the panels keep of their own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from db import selection_json
from db.dimensions import DIMENSIONS, DimensionId
from db.errors import DeskError
from db.query import Query, Selection, from_json, only_known, to_json
from db.snapshot import Snapshot

if TYPE_CHECKING:
    import sqlite3

MOST: Final = 16_000_000
"""The bytes that what is kept of one view may have."""
Thing = DimensionId | Literal["actor"]
Panels = Mapping[str, Mapping[str, object]]
"""What each panel keeps of its own, by its name."""
_Names = Mapping[str, Mapping[str, str]]
"""The names that things had, by kind and uid."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing that a view speaks of and the desk has not; `name` is what it was called, if kept."""

    kind: Thing
    uid: str
    name: str = ""

    def __str__(self) -> str:
        what = "actor" if self.kind == "actor" else DIMENSIONS[self.kind].name.lower()
        if self.name in {"", self.uid}:
            return f"this desk has no {what} “{self.uid}”"
        return f"this desk has no {what} “{self.name}” (uid {self.uid})"


@dataclass(frozen=True, slots=True)
class View:
    """A view as it can be shown in a desk: `query` and `selection` without what is `missing`.

    `spec` is what is kept of it, as it stands in the file. `fault` says why nothing can be shown
    of it, empty where all is well.
    """

    uid: str
    name: str
    spec: str = "{}"
    recorded: str = ""
    rank: int = 0
    query: Query = field(default_factory=Query)
    selection: Selection = field(default_factory=Selection)
    panels: Panels = field(default_factory=dict[str, Mapping[str, object]], hash=False)
    missing: tuple[Missing, ...] = ()
    fault: str = ""


def told(
    query: Query, selection: Selection, panels: Panels, snapshot: Snapshot
) -> dict[str, object]:
    """Return a view as plain JSON values, with the names of what it speaks of.

    Raises: DeskError when it speaks of too much to be kept.
    """
    things = _Things(snapshot)
    uids: dict[DimensionId, Mapping[int, str]] = {
        name: things.uids(name, ids) for name, ids in query.facets.items()
    }
    said: dict[str, object] = {
        "query": to_json(query, uids),
        "selection": selection_json.to_json(selection, things.uid),
        "panels": {name: dict(state) for name, state in panels.items()},
        "names": things.named,
    }
    if len(json.dumps(said, allow_nan=False)) > MOST:
        raise DeskError("this view speaks of too many things to be kept. Filter by fewer claims")
    return said


def read_views(connection: "sqlite3.Connection", snapshot: Snapshot) -> tuple[View, ...]:
    """Return the views kept in the desk that `snapshot` shows, in their order."""
    sql = """SELECT uid, name, recorded_at,
            CASE WHEN length(CAST(spec AS BLOB)) <= :most THEN spec END
        FROM saved_view"""
    things = _Things(snapshot)
    views = [
        _view(View(uid, name, recorded=at, spec=spec or ""), things)
        for uid, name, at, spec in connection.execute(sql, {"most": MOST})
    ]
    return tuple(sorted(views, key=lambda v: (bool(v.fault), v.rank, v.name.casefold(), v.uid)))


def as_told(view: View, said: object, snapshot: Snapshot) -> View:
    """Return `view` with what `said`, as `told` says it, can be shown. Raises: ValueError."""
    return _read(view, said, _Things(snapshot))


def _view(view: View, things: "_Things") -> View:
    if not view.spec:
        return replace(view, fault=f"it is larger than {MOST // 1_000_000} MB")
    try:
        return _read(view, json.loads(view.spec), things)
    except ValueError as error:
        return replace(view, fault=str(error))
    except RecursionError:
        return replace(view, fault="it is nested too deeply")


def _read(view: View, said: object, things: "_Things") -> View:
    spec = _object(said, "a view")
    only_known(spec, ("rank", "query", "selection", "panels", "names"))
    rank = spec.get("rank", 0)
    if not isinstance(rank, int):
        raise ValueError("rank: a whole number is expected")
    things.names, things.missing = _names(spec.get("names", {})), {}
    query = _query(_object(spec.get("query", {}), "query"), things)
    picked = _object(spec.get("selection", {}), "selection")
    panels = _object(spec.get("panels", {}), "panels")
    return replace(
        view,
        rank=rank,
        query=query,
        selection=selection_json.from_json(picked, things.known),
        panels={name: _object(state, f"panels.{name}") for name, state in panels.items()},
        missing=tuple(things.missing),
    )


def _query(said: Mapping[str, object], things: "_Things") -> Query:
    """Return the query that is `said`, without the values that are not there."""
    facets: dict[str, object] = {}
    uids: dict[DimensionId, Mapping[int, str]] = {}
    told_facets = _object(said.get("facets", {}), "facets")
    for name in told_facets:
        if name not in DIMENSIONS:
            raise ValueError(f"facets: {name!r} is not one of {', '.join(DIMENSIONS)}")
        known = {uid: things.known(name, uid) for uid in _listed(told_facets, name)}
        uids[name] = {id_: uid for uid, id_ in known.items() if id_ is not None}
        facets[name] = list(uids[name].values())
    return from_json({**said, "facets": facets}, uids)


def _listed(facets: Mapping[str, object], name: str) -> list[str]:
    try:
        return selection_json.listed(facets, name)
    except ValueError as error:
        raise ValueError(f"facets.{error}") from error


def _names(said: object) -> _Names:
    return {
        kind: {uid: name for uid, name in _object(names, kind).items() if isinstance(name, str)}
        for kind, names in _object(said, "names").items()
    }


def _object(said: object, name: str) -> Mapping[str, object]:
    if not isinstance(said, dict):
        raise ValueError(f"{name}: an object is expected")
    return cast("Mapping[str, object]", said)


class _Things:
    """What a desk holds, by id and by uid; each kind is read when it is first asked for.

    `named` collects the names of what was asked for by id, but of claims, which have none;
    `missing` what was asked for by uid and is not there, as `names` calls it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_uid: dict[Thing, dict[str, int]] = {}
        self._by_id: dict[Thing, dict[int, tuple[str, str]]] = {}
        self.named: dict[str, dict[str, str]] = {}
        self.names: _Names = {}
        self.missing: dict[Missing, None] = {}

    def known(self, kind: Thing, uid: str) -> int | None:
        """Return the id of a thing; None, and it is missing, where there is none."""
        if kind not in self._by_uid:
            self._by_uid[kind] = {u: id_ for id_, (u, _) in self._all(kind).items()}
        found = self._by_uid[kind].get(uid)
        if found is None:
            self.missing[Missing(kind, uid, self.names.get(kind, {}).get(uid, ""))] = None
        return found

    def uid(self, kind: Thing, id_: int) -> str:
        """Return the uid of a thing."""
        uid, name = self._all(kind)[id_]
        if kind != "claim":
            self.named.setdefault(kind, {})[uid] = name
        return uid

    def uids(self, kind: DimensionId, ids: frozenset[int]) -> Mapping[int, str]:
        """Return the uids of some things, by their ids."""
        return {id_: self.uid(kind, id_) for id_ in sorted(ids)}

    def _all(self, kind: Thing) -> Mapping[int, tuple[str, str]]:
        if kind not in self._by_id:
            if kind == "actor":
                found = self._snapshot.desk.actors.values()
            else:
                found = self._snapshot.values.get(kind, ())
            self._by_id[kind] = {one.id: (one.uid, one.name) for one in found}
        return self._by_id[kind]
