"""The one mutable object of the application."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from db.columns import Ints
from db.edits.pins import LayOutAfresh, Pin
from db.edits.rows import Named
from db.edits.views import SaveView
from db.errors import DeskError, EditRefused
from db.model import ClaimId
from db.query import Query, Selection, excluded, narrowed, present
from db.snapshot import Snapshot
from db.store import Store
from db.views import Panels, View, told
from desktop.editing import AT_ONCE, Editing
from desktop.frame import Frame
from desktop.jobs import Jobs, Work
from desktop.laying_out import LayingOut
from desktop.proposing import Proposing
from desktop.show import tr
from desktop.trail import Trail, Visit

if TYPE_CHECKING:
    from db.replay import Replay
    from db.writer import Edit

QueryStep = Callable[[Query], Query]
"""A wish to see something else: what to make of the query, whatever it is by then."""
SelectionStep = Callable[[Selection], Selection]
"""A wish to pick something out: what to make of the selection, likewise."""


class Workspace(QObject):
    """Holds the current Frame, replaces it whole, and says so once per event-loop turn.

    Wishes only collect; `settle` fulfils them together when the event queue has run empty.
    That is why a wish is a step and not a finished value: two in one turn do not undo each other.
    """

    changed = Signal(Frame)
    edits_moved = Signal(Frame)
    """Nothing but what can be said of edits has changed: what panels draw has not."""
    failed = Signal(DeskError, tuple)
    """The edits of the second argument were not made; the desk is as it was."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.jobs = Jobs(self)
        """Long work on the desk, beside the window."""
        self.editing = Editing(store, self.jobs, self)
        """Edits on their way into the desk."""
        self.editing.moved.connect(self._on_moved)
        self.editing.followed.connect(self._on_followed)
        self.editing.failed.connect(self._on_failed)
        self._laying_out = LayingOut(self.jobs, self)
        self._laying_out.moved.connect(self._on_moved)
        self._laying_out.follow(store.desk)
        self.proposing = Proposing(store, self.jobs, self.edit, self)
        """The rules at work, when they are asked to."""
        self.proposing.failed.connect(self._on_failed)
        self._trail = Trail(Query(), datetime.now(UTC))
        snapshot = store.snapshot(Query())
        self._trail.saw(len(snapshot.ids))
        self._views = store.views(snapshot)
        self._frame = Frame(
            snapshot=snapshot,
            trail=self._trail.visits,
            views=self._views,
            edits=self.editing.state,
        )
        self._stale = False
        self._past: tuple[date, Work] | None = None
        self.jobs.moved.connect(self._on_jobs)
        self._query = self._frame.query
        self._selection = self._frame.selection
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self.settle)

    @property
    def frame(self) -> Frame:
        """What the panels are showing."""
        return self._frame

    @property
    def store(self) -> Store:
        """The open desk, for exports."""
        return self._store

    def refine(self, step: QueryStep) -> None:
        """Show what `step` makes of the query, at the end of this turn."""
        self._query = step(self._query)
        self._turn.start()

    def select(self, step: SelectionStep) -> None:
        """Pick out what `step` makes of the selection, at the end of this turn."""
        self._selection = step(self._selection)
        self._turn.start()

    def narrow(self) -> None:
        """Make the selection the filter, and let it go."""
        lit = self._frame.snapshot.ids[self._frame.highlight.rows].tolist()
        self._query = narrowed(self._query, self._selection, lit)
        self._selection = Selection(current=self._selection.current)
        self._turn.start()

    def exclude(self) -> None:
        """Filter away the claims that making the selection the filter would leave."""
        lit, ids = self._frame.highlight, self._frame.snapshot.ids
        picked = ids[lit.rows & ~lit.by_road & ~lit.by_group].tolist()
        every = [value.id for value in self._frame.snapshot.values["claim"]]
        self._query = excluded(self._query, picked, every)
        self._selection = Selection(current=self._selection.current)
        self._turn.start()

    def release(self) -> None:
        """Let the selection go; without one, lift the newest filter."""
        if self._selection != Selection():
            self.select(lambda _: Selection())
        elif (newest := self._trail.newest_filter(self._query)) is not None:
            self.refine(lambda query: query.without(newest))

    def back(self) -> None:
        """Go back to the query before this one, if there is one."""
        self._walk(self._trail.back)

    def forward(self) -> None:
        """Go to the query after this one that was shown last, if there is one."""
        self._walk(self._trail.forward)

    def visit(self, id_: int) -> None:
        """Show again what one visit of the trail showed, and what was selected when it was left."""
        self._walk(partial(self._trail.visit, id_))

    def show_view(self, view: View) -> None:
        """Show what a view shows, as far as this desk has it."""
        self._query, self._selection = view.query, view.selection
        self._turn.start()

    def save_view(self, name: str, panels: Panels, replaces: str = "") -> None:
        """Keep what is seen under a name, in the place of the view it `replaces`, if any."""
        self.settle()  # the keys may be quicker than the turn of the last wish
        frame = self._frame
        try:
            spec = told(frame.query, frame.selection, panels, frame.snapshot)
        except DeskError as error:
            self.failed.emit(error, ())
            return
        self.edit(SaveView(name, spec, replaces))

    def edit(self, *edits: "Edit") -> None:
        """Make edits of the desk, all or none; the panels follow once they are on the disk.

        Refused while the desk is shown as it was.
        """
        if "recorded" in self._query.known_by:
            why = tr("The desk is shown as it was. Lift the as-of day to change it")
            self._on_failed(EditRefused(why), edits)
            return
        self.editing.edit(*edits)

    def lay_out_afresh(self) -> None:
        """Let go of every place put somewhere by hand, and draw as if for the first time."""
        desk = self._store.desk
        self._laying_out.afresh()
        if desk.pins:
            spots = desk.pins.items()
            pins = (
                Pin(Named(desk.places[id_].uid, desk.places[id_].name), at) for id_, at in spots
            )
            self.edit(LayOutAfresh(tuple(pins)))

    @property
    def unsettled(self) -> bool:
        """Whether an edit, a drawing or the past is on its way, or a wish of this turn."""
        works = (self.editing, self._laying_out, self.proposing)
        on_its_way = any(work.under_way for work in works)
        return self._turn.isActive() or on_its_way or self._past is not None

    def close(self) -> None:
        """Call off and finish what is under way; wish for nothing after that."""
        self._turn.stop()
        self._past = None
        self._laying_out.close()
        self.editing.close()
        self.jobs.close()

    def settle(self) -> None:
        """Fulfil the wishes of this turn. Silent when they come to what is shown already."""
        self._turn.stop()
        if self._waits():
            return
        snapshot, followed = self._frame.snapshot, self._selection
        if self._stale or self._query != self._frame.query:
            self._query = present(self._query, self._store.ids)
            snapshot = self._store.snapshot(self._query)
        if self._stale:
            self._views, self._stale = self._store.views(snapshot), False
            followed = stepped_on(followed, self._frame.snapshot.ids, snapshot.ids)
        self._laying_out.follow(snapshot.desk, past="recorded" in self._query.known_by)
        self._step()
        self._trail.saw(len(snapshot.ids))
        self._selection = still_shown(followed, snapshot, as_of=bool(self._query.known_by))
        frame = replace(
            self._frame,
            query=self._query,
            selection=self._selection,
            snapshot=snapshot,
            back=self._trail.can_go_back,
            forward=self._trail.can_go_forward,
            trail=self._trail.visits,
            here=self._trail.here.id,
            views=self._views,
            binned=binned(self._frame, self._views),
            edits=self.editing.state,
            layout=self._laying_out.of(snapshot.desk),
            pending=self._laying_out.pending,
        )
        if frame == replace(self._frame, edits=frame.edits):
            if frame.edits != self._frame.edits:
                self._frame = replace(self._frame, edits=frame.edits)
                self.edits_moved.emit(self._frame)
        else:
            highlight = self._store.highlight(frame.selection, snapshot, self._query)
            self._frame = replace(frame, highlight=highlight)
            self.changed.emit(self._frame)

    def _waits(self) -> bool:
        """Whether the past asked for has to be read first: of a large desk in a reader.

        Until then the last frame stays. What is no longer asked for is read in vain.
        """
        if self._store.size <= AT_ONCE or self._store.ready(self._query):
            return False
        day = self._query.known_by["recorded"]
        if self._past is not None:
            asked, work = self._past
            if asked == day:
                return True
            self.jobs.stop(work)
        read = partial(self._store.replay, day)
        label = tr("Reading the desk as it was")
        done = partial(self._on_past, day)
        self._past = day, self.jobs.read(label, read, done, self._on_no_past)
        return True

    def _on_past(self, day: date, replay: "Replay") -> None:
        if self._past is not None and self._past[0] == day:
            self._past = None
            if self._query.known_by.get("recorded") == day:
                self._store.take_replay(replay)
                self.settle()  # at once: what is shown till then is read no longer
                return
        replay.connection.close()

    def _on_no_past(self, error: DeskError) -> None:
        self._stay()
        self.failed.emit(error, ())

    def _on_jobs(self) -> None:
        if self._past is not None and self._past[1].stopped:
            self._stay()

    def _stay(self) -> None:
        """Look at the desk as of the day that is shown, whatever day was asked for."""
        known_by = self._frame.query.known_by
        self._past, self._query = None, replace(self._query, known_by=known_by)
        self._turn.start()

    def _on_moved(self) -> None:
        self._turn.start()

    def _on_failed(self, error: DeskError, edits: tuple["Edit", ...]) -> None:
        if any(isinstance(edit, LayOutAfresh) for edit in edits):
            self._laying_out.keep()
        self.failed.emit(error, edits)

    def _on_followed(self) -> None:
        """Look at another state of the desk, with the same query as far as it is still there."""
        self._stale = True
        self._turn.start()

    def _walk(self, walk: Callable[[Selection], Visit]) -> None:
        """Go along the trail; a wish of this turn is a step of its own before that."""
        self._step()
        visit = walk(self._selection)
        self._query, self._selection = visit.query, visit.selection
        self._turn.start()

    def _step(self) -> None:
        self._trail.go(self._query, self._frame.selection, datetime.now(UTC))


def binned(frame: Frame, views: tuple[View, ...]) -> tuple[View, ...]:
    """Return the views deleted so far, the newest first, when `views` are those there are now."""
    there = {view.uid for view in views}
    return tuple(view for view in (*frame.views, *frame.binned) if view.uid not in there)


def stepped_on(selection: Selection, before: Ints, after: Ints) -> Selection:
    """Return `selection` with what took the place of a current claim that an edit took away.

    That is the next claim that is still shown, else the last; where it was picked, that is too.
    """
    kind, id_ = selection.current or ("", 0)
    place = np.flatnonzero(before == id_)
    if kind != "claim" or not len(place) or id_ in after:
        return selection
    ways = before[place[0] :], before[: place[0]][::-1]
    left: list[int] = [n for way in ways for n in way[np.isin(way, after)][:1].tolist()]
    if not left:
        return selection
    claims = frozenset({ClaimId(left[0])}) if id_ in selection.claims else selection.claims
    return replace(selection, claims=claims, current=("claim", left[0]))


def still_shown(selection: Selection, snapshot: Snapshot, *, as_of: bool = False) -> Selection:
    """Return `selection` without the claims and events that `snapshot` hides, and what is gone.

    Where it is `as_of` a day, a claim that could not be known by then is not current either.
    """
    desk = snapshot.desk
    shown = snapshot.ids[np.isin(snapshot.ids, list(selection.claims))].tolist()
    left = snapshot.left["event"]
    kept = replace(
        selection,
        claims=selection.claims.intersection(shown),
        places=selection.places.intersection(desk.places),
        events=frozenset(e for e in selection.events if e in desk.events and left[e]),
        routes=selection.routes.intersection(desk.routes),
    )
    there = {
        "place": desk.places,
        "event": desk.events,
        "route": desk.routes,
        "actor": desk.actors,
        "source": desk.sources,
    }
    if selection.current is None:
        return kept
    kind, id_ = selection.current
    gone = kind in there and id_ not in there[kind]
    gone = gone or (kind == "claim" and as_of and id_ not in snapshot.known)
    let_go = (
        kind != "actor"
        and id_ in selection.kinds.get(kind, ())
        and id_ not in kept.kinds.get(kind, ())
    )
    return replace(kept, current=None) if gone or let_go else kept
