"""What a query leaves of one state of a desk, as panels are shown it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from db import search
from db.bins import binned, overlaps
from db.columns import Columns, Intervals, Ints, Mask
from db.index import Answer
from db.loaded import Loaded
from db.model import Standing, Strand
from db.query import Query, Selection
from db.records import DeskRecords
from db.replay import Replay
from db.snapshot import Highlight, Marks, Past, Snapshot, Undecided


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A state of a desk that queries are answered from: the present, or one of its past.

    `version` is the present's. `connection` is where records are read, of the past `replay`'s.
    `changed_on` are the UTC days of its history, as ordinals. `began` is set for a state from
    before the desk began, of which nothing is there.
    """

    version: int
    loaded: Loaded
    connection: sqlite3.Connection
    past: Past
    undecided: Undecided
    changed_on: Ints
    replay: Replay | None = None
    began: date | None = None


def answered(state: State, query: Query) -> Snapshot:
    """Return what `query` leaves visible."""
    loaded, day = state.loaded, query.day
    answer = loaded.index.answer(query, _found(state, query.text), begun=state.began is None)
    columns, days = loaded.columns, loaded.columns.days[query.clock]
    place_events, place_contested, place_proposed = _of_places(loaded, answer)
    outside = answer.marked & ~answer.inside
    knows = _knowing(loaded, answer.known) if query.known_by else None
    return Snapshot(
        version=state.version,
        ids=columns.ids[answer.rows],
        groups=answer.groups,
        total=len(columns.ids),
        desk=loaded.desk,
        values=loaded.values,
        counts=answer.counts,
        left=answer.left,
        place_order=_place_order(loaded, query, answer),
        place_events=place_events,
        place_contested=place_contested,
        place_proposed=place_proposed,
        about_places=columns.ids[answer.about_places],
        contested=int((answer.inside & answer.contested).sum()),
        undated=int((outside & ~days.dated).sum()),
        outside=int((outside & days.dated).sum()),
        lifts={one: answer.without.get(one, 0) for one in query.filters if not len(answer.rows)},
        marks=_marks(columns, query, answer),
        bins=binned(days, answer.marked),
        strands=_strands(loaded, answer, day) if query.known_by else loaded.strands,
        day=day or loaded.desk.day,
        known=columns.ids[answer.known],
        dateless=answer.dateless,
        turns={**columns.turns, "recorded": state.changed_on},
        began=state.began,
        records=DeskRecords(
            state.connection,
            loaded.desk,
            knows,
            query.known_by.get("published"),
            _standing(loaded, answer),
        ),
        past=state.past,
        undecided=state.undecided,
    )


def lit(loaded: Loaded, selection: Selection, snapshot: Snapshot, query: Query) -> Highlight:
    """Return what `selection` is linked to within `snapshot`, the answer to `query`."""
    order = loaded.row_of[snapshot.ids]
    shown = np.zeros(len(loaded.columns.ids), np.bool_)
    shown[order] = True
    links = loaded.index.linked(selection, shown)
    days = loaded.columns.days[query.clock]
    edges = snapshot.bins.edges
    return Highlight(
        rows=links.rows[order],
        places=links.places,
        events=links.events,
        routes=links.routes,
        bins=overlaps(days, links.rows, edges) > 0 if len(edges) else np.zeros(0, np.bool_),
        by_road=links.by_road[order],
        by_group=links.by_group[order],
    )


def _found(state: State, text: str) -> frozenset[int] | None:
    return state.replay.found(text) if state.replay else search.found(state.connection, text)


def _knowing(loaded: Loaded, known: Mask) -> Callable[[int], bool]:
    """Return whether a claim, by its id, is among the rows that are `known`."""
    ids, row_of = loaded.columns.ids, loaded.row_of

    def knows(claim: int) -> bool:
        if claim >= len(row_of):
            return False
        row = row_of[claim]
        return bool(ids[row] == claim and known[row])  # of what is not counted the row is another's

    return knows


def _standing(loaded: Loaded, answer: Answer) -> Callable[[int], Standing]:
    """Return how a claim stands, by its id; one that does not count stands in no way."""
    ids, row_of, standings = loaded.columns.ids, loaded.row_of, answer.standings

    def standing(claim: int) -> Standing:
        if claim >= len(row_of) or ids[row_of[claim]] != claim:
            return Standing()
        return standings.at(int(row_of[claim]))

    return standing


def _strands(loaded: Loaded, answer: Answer, day: date | None) -> tuple[Strand, ...]:
    """Return the newest reports on roads of which the claim is known."""
    reports = loaded.reports
    known = answer.known[loaded.row_of[reports.claims]]
    return reports.strands(day or loaded.desk.day, known)


def _of_places(loaded: Loaded, answer: Answer) -> tuple[Ints, Mask, Mask]:
    """Return by place how many events are reported there, and whether a claim is contested.

    Under all filters but that on places; last where a claim is by proposals, and none else.
    """
    rows, place = answer.about_places, loaded.columns.facets["place"]
    events = loaded.events_at.counts(rows, place.size)
    contested = place.values_of(rows & answer.contested)
    proposed = place.values_of(rows & answer.standings.perhaps_contested)
    return events, contested, proposed & ~contested


def _place_order(loaded: Loaded, query: Query, answer: Answer) -> Ints:
    """Return the ids of all places as the query lists them."""
    if query.places_by == "region":
        return np.fromiter(loaded.desk.places, np.int32, len(loaded.desk.places))
    counts = answer.counts["place"][loaded.by_name]
    return loaded.by_name[np.argsort(-counts, kind="stable")]


def _marks(columns: Columns, query: Query, answer: Answer) -> Marks:
    days = columns.days[query.clock]
    rows = np.flatnonzero(answer.marked)
    event, side = columns.facets["event"], columns.facets["side"]
    events = np.flatnonzero(event.values_of(answer.marked)).astype(np.int32)
    sides = np.empty(len(columns.ids), np.int32)
    sides[side.rows] = side.values
    on_clock = columns.events if query.clock == "about" else _undated(columns)
    return Marks(
        claims=columns.ids[rows],
        days=days.at(rows),
        sides=sides[rows],
        contested=answer.contested[rows],
        proposed=(answer.standings.perhaps_contested & ~answer.contested)[rows],
        inside=answer.inside[rows],
        events=events,
        event_days=on_clock.at(events),
        events_inside=event.values_of(answer.inside)[events],
    )


def _undated(columns: Columns) -> Intervals:
    return Intervals.undated(len(columns.events.begun))
