"""An open desk: answers queries, and fetches the records behind row ids."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np

from db import search
from db.bins import binned, overlaps
from db.columns import Columns, Intervals, Ints, Mask, joined
from db.connection import read
from db.dimensions import DimensionId
from db.gate import Verdict, examined
from db.index import Answer, Index
from db.load import read_columns, read_values
from db.lookups import read_desk, read_reports
from db.progress import Tick, unheard
from db.query import Filter, Query, Selection
from db.records import DeskRecords
from db.routes import strands
from db.snapshot import Highlight, Marks, Snapshot
from db.views import View, read_views

_STEPS = 4
"""In how many steps a desk is loaded, as whoever waits is told."""


class Store:
    """A desk file, open for reading: its columns in memory, its records behind a connection."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        today: date,
        verdict: Verdict,
        tick: Tick = unheard,
    ) -> None:
        """Load the desk behind `connection`, which is the store's from here on."""
        self.path = path
        self._connection, self._immutable = connection, verdict.immutable
        self._desk = read_desk(connection, today, writable=verdict.writable)
        tick(1, _STEPS)
        self._values = read_values(connection)
        tick(2, _STEPS)
        self._columns = read_columns(connection, self._desk.places, self._values)
        tick(3, _STEPS)
        self._strands = strands(read_reports(connection), self._desk.day)
        self._records = DeskRecords(connection, self._desk)
        self._index = Index(self._columns)
        self._events_at = joined(self._columns.facets["place"], self._columns.facets["event"])
        places = self._desk.places
        by_name = sorted(places, key=lambda id_: places[id_].name.casefold())
        self._by_name = np.array(by_name, np.int32)
        self._row_of = np.zeros(1 + int(self._columns.ids.max(initial=0)), np.int32)
        self._row_of[self._columns.ids] = np.arange(len(self._columns.ids))

    @classmethod
    def open(cls, path: Path, today: date | None = None, tick: Tick = unheard) -> "Store":
        """Return the desk at `path`, which stays untouched.

        It may be opened on one thread and used on another from then on. `tick` hears how far
        that is. Raises: DeskUnusable, or Cancelled by `tick`.
        """
        tick(0, _STEPS)
        verdict = examined(path)
        connection = read(path, immutable=verdict.immutable, handed_over=True)
        try:
            return cls(path, connection, today or date.today(), verdict, tick)
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The read connection of the thread that opened the desk."""
        return self._connection

    def beside(self) -> sqlite3.Connection:
        """Return another read connection, for a work beside. Whoever opens it closes it."""
        return read(self.path, immutable=self._immutable)

    def snapshot(self, query: Query) -> Snapshot:
        """Return what `query` leaves visible."""
        answer = self._index.answer(query, search.found(self._connection, query.text))
        columns, days = self._columns, self._columns.days[query.clock]
        place_events, place_contested = self._of_places(answer.about_places)
        outside = answer.marked & ~answer.inside
        return Snapshot(
            version=1,
            ids=columns.ids[answer.rows],
            groups=answer.groups,
            total=len(columns.ids),
            desk=self._desk,
            values=self._values,
            counts=answer.counts,
            left=answer.left,
            place_order=self._place_order(query, answer),
            place_events=place_events,
            place_contested=place_contested,
            about_places=columns.ids[answer.about_places],
            contested=int((answer.inside & columns.contested).sum()),
            undated=int((outside & ~days.dated).sum()),
            outside=int((outside & days.dated).sum()),
            lifts=self._lifts(query, answer),
            marks=self._marks(query, answer),
            bins=binned(days, answer.marked),
            strands=self._strands,
            records=self._records,
        )

    def highlight(self, selection: Selection, snapshot: Snapshot, query: Query) -> Highlight:
        """Return what `selection` is linked to within `snapshot`, the answer to `query`."""
        order = self._row_of[snapshot.ids]
        shown = np.zeros(len(self._columns.ids), np.bool_)
        shown[order] = True
        links = self._index.linked(selection, shown)
        days = self._columns.days[query.clock]
        edges = snapshot.bins.edges
        lit = overlaps(days, links.rows, edges) > 0 if len(edges) else np.zeros(0, np.bool_)
        return Highlight(
            rows=links.rows[order],
            places=links.places,
            events=links.events,
            routes=links.routes,
            bins=lit,
            by_road=links.by_road[order],
            by_group=links.by_group[order],
        )

    def views(self, snapshot: Snapshot) -> tuple[View, ...]:
        """Return the views saved in the desk, in their order; `snapshot` is any of the desk."""
        return read_views(self._connection, snapshot)

    def uids(self) -> Mapping[DimensionId, Mapping[int, str]]:
        """Return the uid of each value of each dimension, for queries in files."""
        return {
            name: {value.id: value.uid for value in found} for name, found in self._values.items()
        }

    def _of_places(self, rows: Mask) -> tuple[Ints, Mask]:
        """Return how many events the masked rows report by place, and which are contested."""
        place, met = self._columns.facets["place"], self._events_at
        kept = rows[met.rows]
        size = self._columns.facets["event"].size
        once = np.unique(met.ours[kept].astype(np.int64) * size + met.theirs[kept])
        events = np.bincount(once // size, minlength=place.size).astype(np.int32)
        return events, place.values_of(rows & self._columns.contested)

    def _lifts(self, query: Query, answer: Answer) -> Mapping[Filter, int]:
        """Return what lifting each filter alone would leave, where nothing is left."""
        if len(answer.rows):
            return {}
        return {one: answer.without.get(one[1] or one[0], 0) for one in query.filters}

    def _place_order(self, query: Query, answer: Answer) -> Ints:
        """Return the ids of all places as the query lists them."""
        if query.places_by == "region":
            return np.fromiter(self._desk.places, np.int32, len(self._desk.places))
        counts = answer.counts["place"][self._by_name]
        return self._by_name[np.argsort(-counts, kind="stable")]

    def _marks(self, query: Query, answer: Answer) -> Marks:
        columns, days = self._columns, self._columns.days[query.clock]
        rows = np.flatnonzero(answer.marked)
        event = columns.facets["event"]
        events = np.flatnonzero(event.values_of(answer.marked)).astype(np.int32)
        on_clock = columns.events if query.clock == "about" else _undated(columns)
        return Marks(
            claims=columns.ids[rows],
            days=days.at(rows),
            sides=columns.facets["side"].values[np.argsort(columns.facets["side"].rows)][rows],
            contested=columns.contested[rows],
            inside=answer.inside[rows],
            events=events,
            event_days=on_clock.at(events),
            events_inside=event.values_of(answer.inside)[events],
        )


def _undated(columns: Columns) -> Intervals:
    return Intervals.undated(len(columns.events.begun))
