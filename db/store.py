"""An open desk: answers queries, and fetches the records behind row ids."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from db import search
from db.bins import binned, overlaps
from db.columns import Columns, Intervals, Ints, Mask
from db.connection import as_desk_errors, journal, one_state, read
from db.dimensions import DimensionId
from db.edits.merging import Preview, preview
from db.edits.names import Kind as NamedKind
from db.entries import Entry, Step
from db.gate import Verdict, examined
from db.history import log
from db.index import Answer
from db.loaded import STEPS, Loaded, head_of, load
from db.model import Desk
from db.past import DeskPast
from db.progress import Tick, unheard
from db.query import Filter, Query, Selection
from db.records import DeskRecords
from db.snapshot import Highlight, Marks, Snapshot
from db.views import View, read_views


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
        self._connection, self._verdict, self._today = connection, verdict, today
        self._version, self._open = 0, True
        self._lookout: sqlite3.Connection | None = None
        with one_state(connection):
            self._take(load(connection, today, writable=verdict.writable, tick=tick))

    @classmethod
    def open(cls, path: Path, today: date | None = None, tick: Tick = unheard) -> "Store":
        """Return the desk at `path`, which stays untouched.

        It may be opened on one thread and used on another from then on. `tick` hears how far
        that is. Raises: DeskUnusable, or Cancelled by `tick`.
        """
        tick(0, STEPS)
        verdict = examined(path)
        connection = read(path, immutable=verdict.immutable, handed_over=True)
        try:
            return cls(path, connection, today or date.today(), verdict, tick)
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._open = False
        self._connection.close()
        if self._lookout is not None:
            self._lookout.close()

    # -- what others write meanwhile -------------------------------------------------------------

    def hold(self) -> bool:
        """Let records be of the present state until the next call; say whether it is that loaded.

        Whatever is written meanwhile is not seen. Only where readers do not keep writers waiting.
        """
        connection = self._connection
        if connection.in_transaction:
            connection.execute("COMMIT")
        if not self._verdict.immutable and journal(connection) == "wal":
            connection.execute("BEGIN")
        return head_of(connection) == self._loaded.head

    def moved(self) -> bool:
        """Return whether the desk was written to since what is loaded. Nothing held is let go."""
        return head_of(self._newest) != self._loaded.head

    def release(self) -> None:
        """Hold no state any longer. May be called after `close`."""
        if self._open and self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def load(self, tick: Tick = unheard) -> Loaded:
        """Return the state the desk is in by now, read over a connection of its own.

        May be called on any thread. Raises: DeskError, or Cancelled by `tick`.
        """
        with (
            as_desk_errors(self.path),
            closing(self.beside()) as connection,
            one_state(connection),
        ):
            return load(connection, self._today, writable=self._verdict.writable, tick=tick)

    def take(self, loaded: Loaded | None = None) -> bool:
        """Go on with a state that was loaded; without one, with the present as it is held now.

        Returns whether that is the newest; as with `hold`, which this calls.
        """
        if loaded is not None:
            self._take(loaded)
            return self.hold()
        self.hold()
        with one_state(self._connection):
            self._take(load(self._connection, self._today, writable=self._verdict.writable))
        return True

    def note(self) -> None:
        """Take the newest transaction as known: it changed nothing of what is loaded."""
        self.hold()
        self._take(replace(self._loaded, head=head_of(self._connection)))

    @property
    def desk(self) -> Desk:
        """What the state that is loaded names."""
        return self._loaded.desk

    @property
    def size(self) -> int:
        """How many claims are loaded."""
        return len(self._loaded.columns.ids)

    def steps(self) -> tuple[Step | None, Step | None]:
        """Return what Undo and Redo would do next."""
        return log.next_undo(self._newest), log.next_redo(self._newest)

    @property
    def head(self) -> int:
        """The newest transaction of what is loaded."""
        return self._loaded.head

    def down_to(self, uid: str) -> list[Step]:
        """Return what there is to undo after a transaction, the newest first."""
        return log.down_to(self._newest, uid)

    def said(self) -> tuple[Entry, ...]:
        """Return the transactions since what is loaded, the newest first; no more than twenty."""
        newest = log.entries(self._newest, most=20)
        return tuple(one for one in newest if one.id > self._loaded.head)

    def changed(self) -> frozenset[str]:
        """Return the tables that were written to since what is loaded."""
        return log.tables_since(self._newest, self._loaded.head)

    @property
    def _newest(self) -> sqlite3.Connection:
        """The connection that sees what is written by now: another one, where a state is held."""
        if not self._connection.in_transaction:
            return self._connection
        if self._lookout is None:
            self._lookout = self.beside()
        return self._lookout

    def _take(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._version += 1
        self._records = DeskRecords(self._connection, loaded.desk)
        self._past = DeskPast(self._connection)

    @property
    def connection(self) -> sqlite3.Connection:
        """The read connection of the thread that opened the desk."""
        return self._connection

    def beside(self) -> sqlite3.Connection:
        """Return another read connection, for a work beside. Whoever opens it closes it."""
        return read(self.path, immutable=self._verdict.immutable)

    def snapshot(self, query: Query) -> Snapshot:
        """Return what `query` leaves visible."""
        answer = self._loaded.index.answer(query, search.found(self._connection, query.text))
        columns, days = self._loaded.columns, self._loaded.columns.days[query.clock]
        place_events, place_contested = self._of_places(answer.about_places)
        outside = answer.marked & ~answer.inside
        return Snapshot(
            version=self._version,
            ids=columns.ids[answer.rows],
            groups=answer.groups,
            total=len(columns.ids),
            desk=self._loaded.desk,
            values=self._loaded.values,
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
            strands=self._loaded.strands,
            records=self._records,
            past=self._past,
        )

    def highlight(self, selection: Selection, snapshot: Snapshot, query: Query) -> Highlight:
        """Return what `selection` is linked to within `snapshot`, the answer to `query`."""
        order = self._loaded.row_of[snapshot.ids]
        shown = np.zeros(len(self._loaded.columns.ids), np.bool_)
        shown[order] = True
        links = self._loaded.index.linked(selection, shown)
        days = self._loaded.columns.days[query.clock]
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

    def merging(self, kind: NamedKind, gone: str, into: str) -> Preview:
        """Return what merging two places or actors, by uid, would do. Raises: EditRefused."""
        return preview(self._connection, kind, gone, into)

    def views(self, snapshot: Snapshot) -> tuple[View, ...]:
        """Return the views saved in the desk, in their order; `snapshot` is any of the desk."""
        return read_views(self._connection, snapshot)

    def ids(self, dimension: DimensionId) -> Iterator[int]:
        """Yield the id of each value of a dimension."""
        return (value.id for value in self._loaded.values[dimension])

    def uids(self) -> Mapping[DimensionId, Mapping[int, str]]:
        """Return the uid of each value of each dimension, for queries in files."""
        return {
            name: {value.id: value.uid for value in found}
            for name, found in self._loaded.values.items()
        }

    def _of_places(self, rows: Mask) -> tuple[Ints, Mask]:
        """Return how many events the masked rows report by place, and which are contested."""
        place, met = self._loaded.columns.facets["place"], self._loaded.events_at
        kept = rows[met.rows]
        size = self._loaded.columns.facets["event"].size
        once = np.unique(met.ours[kept].astype(np.int64) * size + met.theirs[kept])
        events = np.bincount(once // size, minlength=place.size).astype(np.int32)
        return events, place.values_of(rows & self._loaded.columns.contested)

    def _lifts(self, query: Query, answer: Answer) -> Mapping[Filter, int]:
        """Return what lifting each filter alone would leave, where nothing is left."""
        if len(answer.rows):
            return {}
        return {one: answer.without.get(one[1] or one[0], 0) for one in query.filters}

    def _place_order(self, query: Query, answer: Answer) -> Ints:
        """Return the ids of all places as the query lists them."""
        if query.places_by == "region":
            return np.fromiter(self._loaded.desk.places, np.int32, len(self._loaded.desk.places))
        counts = answer.counts["place"][self._loaded.by_name]
        return self._loaded.by_name[np.argsort(-counts, kind="stable")]

    def _marks(self, query: Query, answer: Answer) -> Marks:
        columns, days = self._loaded.columns, self._loaded.columns.days[query.clock]
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
