"""Edits on their way into the desk, and the desk as it moves, whoever moves it."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import DeskError
from db.store import Store
from desktop.frame import Edits
from desktop.jobs import Jobs
from desktop.show import tr

if TYPE_CHECKING:
    from db.entries import Step
    from db.loaded import Loaded
    from db.writer import Edit, Written

Batch = tuple["Edit", ...]
"""Edits that are made together or not at all, each a transaction of its own."""
_LOOK: Final = 500
"""How often, in milliseconds, it is looked whether somebody else has changed the desk."""
AT_ONCE: Final = 500
"""Up to how many claims a desk is read again in the window's own thread: some milliseconds."""
_UNSEEN: Final = frozenset({"saved_view", "coder", "setting"})
"""Tables of which nothing is kept in memory but what is read anew anyhow."""


class Editing(QObject):
    """Hands edits to the writer in their order, and has the store follow whatever was written."""

    moved = Signal()
    """What is pending, undoable or new has changed; the desk itself has not."""
    followed = Signal()
    """The store is in another state of the desk."""
    failed = Signal(DeskError, tuple)
    """The edits of the second argument were not made; the desk is as it was."""

    def __init__(self, store: Store, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.author = ""
        """Who stands in the history."""
        self._store, self._jobs = store, jobs
        self._pending: tuple[Batch, ...] = ()
        self._steps: deque[Literal["undo", "redo"]] = deque()
        self._ours: set[int] = set()
        self._following = False
        self._edits = Edits()
        store.hold()
        self._see_steps()
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.look)

    @property
    def state(self) -> Edits:
        """What can be said of edits."""
        return self._edits

    @property
    def under_way(self) -> bool:
        """Whether an edit is asked for that is not safe and on screen yet."""
        return bool(self._pending or self._steps or self._following)

    def edit(self, *batch: "Edit") -> None:
        """Make edits together, or none of them, after those asked for before."""
        self._pending = (*self._pending, batch)
        self._say(replace(self._edits, pending=self._labels()))
        self._jobs.write(
            self._store.path,
            self.author,
            batch,
            partial(self._on_written, batch),
            partial(self._on_failed, batch),
        )

    def undo(self) -> None:
        """Take back the newest edit that is not taken back, by then."""
        self._steps.append("undo")
        self._next_step()

    def redo(self) -> None:
        """Do again what was undone last, by then."""
        self._steps.append("redo")
        self._next_step()

    def undo_one(self, uid: str, what: str, *, redo: bool = False) -> None:
        """Take back one transaction, whatever came after it; of an undo, do again `what` it undid.

        Refused where something that came after it stands on it.
        """
        from db.history.undo import Undo

        self.edit(Undo(uid, what, redo))

    def undo_down_to(self, uid: str) -> None:
        """Take back all that was done after the transaction `uid`, or nothing of it."""
        from db.history.undo import Undo

        self.edit(*(Undo(step.uid, step.what) for step in self._store.down_to(uid)))

    def watch(self) -> None:
        """Look from now on, twice a second, whether somebody else has changed the desk."""
        self._look.start()

    def look(self) -> None:
        """See whether somebody else has changed the desk, and follow."""
        if self._store.moved():
            self._follow()

    def close(self) -> None:
        """Look no more, and keep no state of the desk from others. May be repeated."""
        self._look.stop()
        self._steps.clear()
        self._store.release()

    # -- one step after the other ----------------------------------------------------------------

    def _next_step(self) -> None:
        """Undo or redo what is next, when nothing is on its way that could change what that is."""
        from db.history.undo import Undo

        while self._steps and not self._pending and not self._following:
            kind = self._steps.popleft()
            step = self._next(kind)
            if step is not None:
                self.edit(Undo(step.uid, step.what, redo=kind == "redo"))

    def _next(self, kind: Literal["undo", "redo"]) -> "Step | None":
        undo, redo = self._store.steps()
        return undo if kind == "undo" else redo

    def _on_written(self, batch: Batch, written: "Sequence[Written]") -> None:
        self._done(batch)
        self._ours |= {one.id for one in written}
        self._follow()

    def _on_failed(self, batch: Batch, error: DeskError) -> None:
        self._done(batch)
        self._steps.clear()
        self._follow()  # what another has written may be why
        self.failed.emit(error, batch)

    def _done(self, batch: Batch) -> None:
        self._pending = tuple(one for one in self._pending if one is not batch)

    # -- the desk as it moves --------------------------------------------------------------------

    def _follow(self) -> None:
        """Have the store take in what was written since: at once, or in a reader where it is much.

        Says it is saved before a large desk is read again: it is. What is on its way is waited
        for: it is followed with all that went before.
        """
        if self._following or self._pending:
            self._say(replace(self._edits, pending=self._labels()))
            return
        if not self._store.moved():
            self._settle(self._edits.news)
            return
        news = self._news()
        tables = self._store.changed()
        if tables <= _UNSEEN:
            self._store.note()
            self._settle(news)
            self.followed.emit()
        elif self._store.size <= AT_ONCE:
            self._store.take()
            self._settle(news)
            self.followed.emit()
        else:
            self._following = True
            self._say(replace(self._edits, pending=self._labels(), news=news))
            label = tr("Taking in what was changed")
            self._jobs.read(label, self._store.load, self._on_loaded, self._on_unloaded)

    def _on_loaded(self, loaded: "Loaded") -> None:
        self._following = False
        newest = self._store.take(loaded)
        self._settle(self._edits.news)
        self.followed.emit()
        if not newest:
            self._follow()

    def _on_unloaded(self, error: DeskError) -> None:
        self._following = False
        self._look.stop()  # it would fail again, and be said again, twice a second
        self.failed.emit(error, ())

    def _settle(self, news: tuple[str, ...]) -> None:
        self._say(replace(self._edits, pending=self._labels(), news=news))
        self._see_steps()
        self._next_step()

    def _news(self) -> tuple[str, ...]:
        """Return what was written since the store was loaded, in words, the newest first."""
        said: list[str] = []
        for entry in self._store.said():
            mine = entry.id in self._ours
            words = tr("Saved: {edit}") if mine else tr("{who} changed this desk: {edit}")
            said.append(words.format(who=entry.who, edit=entry.why))
        self._ours.clear()
        return tuple(said)

    def _see_steps(self) -> None:
        undo, redo = self._store.steps()
        labels = [step.what if step else "" for step in (undo, redo)]
        self._say(replace(self._edits, undo=labels[0], redo=labels[1]))

    def _labels(self) -> tuple[str, ...]:
        return tuple(edit.label for batch in self._pending for edit in batch)

    def _say(self, edits: Edits) -> None:
        edits = replace(edits, behind=self._following)
        if edits != self._edits:
            self._edits = edits
            self.moved.emit()
