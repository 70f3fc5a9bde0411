"""Work beside the window: two readers, one writer, and what can be said of each while it lasts."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.errors import Cancelled, DeskError
from db.progress import Tick

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from db.writer import Edit, Writer, Written

T = TypeVar("T")
_LOOK = 50
"""How often, in milliseconds, the window looks how far the work is."""


@dataclass(slots=True)
class Work:
    """Something under way: what it is in words, since when, how far, whether it may be stopped."""

    label: str
    stoppable: bool
    since: float
    done: int = 0
    of: int = 0
    stopped: bool = False

    def tick(self, done: int, of: int) -> None:
        """Note how far it is. Raises Cancelled once it was called off."""
        self.done, self.of = done, of
        if self.stopped:
            raise Cancelled

    @property
    def age(self) -> float:
        """How long it has been under way, in seconds."""
        return time.monotonic() - self.since


class Jobs(QObject):
    """Does long work on threads of its own, and hands what comes of it to the window's thread.

    No Qt object is touched outside that thread: a work gets plain values and returns some.
    """

    moved = Signal()
    """A work began, went on or ended."""
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.under_way: tuple[Work, ...] = ()
        self._readers: ThreadPoolExecutor | None = None
        self._writer: _WriterThread | None = None
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.moved)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        label: str,
        work: Callable[[Tick], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
    ) -> Work:
        """Do `work` in a reader; then call `done` with what it returned, or `failed`.

        Called off, it calls neither. What is no DeskError rises in the window's thread.
        """
        from concurrent.futures import ThreadPoolExecutor  # not needed to start

        if self._readers is None:
            self._readers = ThreadPoolExecutor(2, "reader")
        one = Work(label, stoppable=True, since=time.monotonic())
        self._follow(one, self._readers.submit(work, one.tick), done, failed)
        return one

    def write(
        self,
        path: Path,
        who: str,
        edits: "Sequence[Edit]",
        done: "Callable[[list[Written]], None]",
        failed: Callable[[DeskError], None],
    ) -> Work:
        """Make edits of the desk at `path`, all or none, after those asked for before.

        `done` is called after the COMMIT, without those that changed nothing.
        """
        if self._writer is None:
            self._writer = _WriterThread(path)
        label = ", ".join(edit.label for edit in edits)
        one = Work(label, stoppable=False, since=time.monotonic())
        self._follow(one, self._writer.submit(who, edits), done, failed)
        return one

    def stop(self, work: Work) -> None:
        """Call a work off; it ends at its next tick, and nothing is left of it."""
        work.stopped = work.stoppable

    def close(self) -> None:
        """Call off what may be stopped, finish what may not, and let go of the threads.

        May be repeated.
        """
        for work in self.under_way:
            self.stop(work)
        if self._readers is not None:
            self._readers.shutdown(wait=True, cancel_futures=True)
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._look.stop()

    def _follow(
        self,
        work: Work,
        future: "Future[T]",
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        self.under_way = (*self.under_way, work)
        self._look.start()
        self.moved.emit()

        def end() -> None:
            self._forget(work)
            try:
                result = future.result()
            except Cancelled:
                return
            except DeskError as error:
                failed(error)
            else:
                done(result)

        # by a queued signal, also where it has ended by now and this is the window's thread
        future.add_done_callback(lambda _: self._ended.emit(end))

    def _on_ended(self, end: Callable[[], None]) -> None:
        end()

    def _forget(self, work: Work) -> None:
        self.under_way = tuple(other for other in self.under_way if other is not work)
        if not self.under_way:
            self._look.stop()
        self.moved.emit()


class _WriterThread:
    """One thread with the one connection that writes; edits are made in the order asked for."""

    def __init__(self, path: Path) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._path = path
        self._thread = ThreadPoolExecutor(1, "writer")
        self._writer: Writer | None = None

    def submit(self, who: str, edits: "Sequence[Edit]") -> "Future[list[Written]]":
        return self._thread.submit(self._apply, who, edits)

    def close(self) -> None:
        self._thread.submit(self._let_go)
        self._thread.shutdown(wait=True)

    def _apply(self, who: str, edits: "Sequence[Edit]") -> "list[Written]":
        from db.writer import Writer

        if self._writer is None:
            self._writer = Writer(self._path, who, lambda: datetime.now(UTC), proposing=True)
        self._writer.who = who
        return self._writer.apply_all(edits)

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
