"""An open desk: answers queries, and fetches the records behind row ids."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from db.answering import State, answered, lit
from db.connection import as_desk_errors, journal, one_state, read
from db.dimensions import DimensionId
from db.edits.merging import Preview, preview
from db.edits.names import Kind as NamedKind
from db.entries import Entry, Step
from db.gate import Verdict, examined
from db.history import log
from db.loaded import STEPS, Loaded, head_of, load
from db.model import Desk
from db.past import DeskPast
from db.progress import Tick, unheard
from db.query import Query, Selection
from db.replay import Replay, began, days, last_of, replay
from db.snapshot import Highlight, Snapshot
from db.undecided import DeskUndecided
from db.views import View, read_views

if TYPE_CHECKING:
    from db.edits.drafts import Draft, Question
    from db.edits.outcome import Turn
    from db.edits.propose import Found


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
        self._replay: Replay | None = None
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
        for other in (self._lookout, self._replay and self._replay.connection):
            if other is not None:
                other.close()

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
        still = replace(loaded.desk, writable=False)
        self._still = replace(loaded, desk=still)
        """The present as it is looked at on the clock `recorded`: nobody writes to the past."""
        self._began = began(self._connection)
        ordinals = [day.toordinal() for day in days(self._connection)]
        self._changed_on = np.array(ordinals, np.int32)
        self._past = DeskPast(self._connection)
        self._undecided = DeskUndecided(self._connection)

    @property
    def connection(self) -> sqlite3.Connection:
        """The read connection of the thread that opened the desk."""
        return self._connection

    def beside(self) -> sqlite3.Connection:
        """Return another read connection, for a work beside. Whoever opens it closes it."""
        return read(self.path, immutable=self._verdict.immutable)

    def snapshot(self, query: Query) -> Snapshot:
        """Return what `query` leaves visible."""
        return answered(self._state(query), query)

    def highlight(self, selection: Selection, snapshot: Snapshot, query: Query) -> Highlight:
        """Return what `selection` is linked to within `snapshot`, the answer to `query`."""
        return lit(self._state(query).loaded, selection, snapshot, query)

    # -- the desk as it was ----------------------------------------------------------------------

    def days(self) -> tuple[date, ...]:
        """Return the UTC days on which the desk was changed, the one it began on first."""
        return days(self._connection)

    def ready(self, query: Query) -> bool:
        """Return whether the state that `query` asks for is in memory; else `replay` it first."""
        day = query.known_by.get("recorded")
        if day is None or self._began is None or day < self._began:
            return True
        txn = last_of(self._connection, day)
        return txn >= self.head or (self._replay is not None and self._replay.txn == txn)

    def replay(self, day: date, tick: Tick = unheard) -> Replay:
        """Return the desk as it was at the end of a UTC day, read over a connection of its own.

        May be called on any thread. Raises: DeskError, or Cancelled by `tick`.
        """
        with (
            as_desk_errors(self.path),
            closing(self.beside()) as connection,
            one_state(connection),
        ):
            return replay(connection, last_of(connection, day), day, tick=tick)

    def take_replay(self, replay: Replay) -> None:
        """Answer from here on what is asked of that state of the past."""
        if self._replay is not None:
            self._replay.connection.close()
        self._replay = replay

    def propose(self, tick: Tick = unheard) -> "Found":
        """Return what the rules propose of every claim, read over a connection of its own.

        May be called on any thread. Raises: DeskError, or Cancelled by `tick`.
        """
        from db.edits.propose import find

        with (
            as_desk_errors(self.path),
            closing(self.beside()) as connection,
            one_state(connection),
        ):
            found = find(connection)
        tick(1, 1)
        return found

    def _state(self, query: Query) -> State:
        """Return the state of the desk that a query asks for, made where it is not in memory."""
        present = State(
            self._version,
            self._loaded,
            self._connection,
            self._past,
            self._undecided,
            self._changed_on,
        )
        day = query.known_by.get("recorded")
        if day is None:
            return present
        if self._began is None or day < self._began:
            return replace(present, loaded=self._still, began=self._began)
        with one_state(self._connection):
            txn = last_of(self._connection, day)
            if txn >= self.head:
                return replace(present, loaded=self._still)
            kept = self._replay
            if kept is None or kept.txn != txn:
                kept = replay(self._connection, txn, day, kept)
                self.take_replay(kept)
        there = kept.connection
        undecided = DeskUndecided(there)
        return replace(
            present, loaded=kept.loaded, connection=there, undecided=undecided, replay=kept
        )

    def merging(self, kind: NamedKind, gone: str, into: str) -> Preview:
        """Return what merging two places or actors, by uid, would do. Raises: EditRefused."""
        return preview(self._connection, kind, gone, into)

    def questions(self, tick: Tick = unheard) -> "dict[str, Question]":
        """Return the questions of the desk by uid, read over a connection of its own.

        May be called on any thread. Raises: DeskError.
        """
        from db.edits.drafts import read_questions

        tick(0, 1)
        with as_desk_errors(self.path), closing(self.beside()) as connection:
            return read_questions(connection)

    def outcome(self, uid: str | None, draft: "Draft", tick: Tick = unheard) -> "tuple[Turn, ...]":
        """Return what a draft of a question would do to what the rules propose.

        May be called on any thread. Raises: EditRefused, DeskError, or Cancelled by `tick`.
        """
        from db.edits.outcome import outcome

        with (
            as_desk_errors(self.path),
            closing(self.beside()) as connection,
            one_state(connection),
        ):
            return outcome(connection, uid, draft, tick)

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
