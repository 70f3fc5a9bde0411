"""The diagram of a desk as it changes: laid out beside the window, and only where it must be."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import DeskError
from db.model import XY, Desk, PlaceId
from db.progress import Tick
from desktop.jobs import Jobs, Work
from desktop.schematic.graph import graph_of, still_there
from desktop.schematic.report import Graph, Layout
from desktop.show import tr

LATE: Final = 300
"""After how many milliseconds it is said that the diagram is on its way."""
_KEPT: Final = 24
"""So many drawings are kept, to come back to as they were when an edit is undone."""
_Pins = tuple[tuple[PlaceId, XY], ...]
_Wanted = tuple[Graph, _Pins]


class LayingOut(QObject):
    """Has the newest state of a desk laid out; what comes of an older one is dropped.

    The same places, roads and pins have the same drawing, so that undoing leads back to it.
    """

    moved = Signal()
    """There is another drawing, or it takes so long that it must be said."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk = Desk()
        self._wanted: _Wanted = (Graph(), ())
        self._present = self._wanted
        self._ticket = 0
        self._shown = self._last = Layout()
        self._told = (self._desk, self._shown, self._shown)
        self._known: dict[_Wanted, Layout] = {}
        self._work: Work | None = None
        self._awaited = self._afresh = self._closed = False
        self._late = QTimer(self, singleShot=True, interval=LATE)
        self._late.timeout.connect(self.moved)

    @property
    def under_way(self) -> bool:
        """Whether the drawing of the present is on its way."""
        return self._awaited and self._running

    @property
    def pending(self) -> tuple[str, ...]:
        """What is under way, in words, once it has taken a while."""
        late = self.under_way and not self._late.isActive()
        return (tr("Laying out the roads"),) if late else ()

    def of(self, desk: Desk) -> Layout:
        """Return the drawing, without what `desk` has not: a state of it that is not drawn yet.

        The same object while nothing of it has changed.
        """
        of, shown, told = self._told
        if of is not desk or shown is not self._shown:
            told = still_there(self._shown, graph_of(desk))
            self._told = desk, self._shown, told
        return told

    def follow(self, desk: Desk, *, past: bool = False) -> None:
        """Draw another state of the desk, if anything of its roads has changed.

        Of many states of the `past` the drawings are dropped in turn, that of the present never.
        """
        if desk is self._desk or self._closed:
            return
        self._desk = desk
        wanted = graph_of(desk), tuple(sorted(desk.pins.items()))
        self._present = self._present if past else wanted
        if wanted != self._wanted:
            self._want(wanted)

    def afresh(self) -> None:
        """Draw the next state without pins as if nothing had been drawn before."""
        self._afresh = True
        if not self._wanted[1]:
            self._want(self._wanted)

    def keep(self) -> None:
        """Call off what `afresh` asked for: no such state will follow."""
        self._afresh = False

    def close(self) -> None:
        """Take no drawing any more, and ask for none. May be repeated."""
        self._ticket += 1
        self._closed = True
        self._awaited = False
        self._late.stop()

    @property
    def _running(self) -> bool:
        return self._work is not None and self._work in self._jobs.under_way

    def _want(self, wanted: _Wanted) -> None:
        self._wanted = wanted
        self._ticket += 1
        if self._afresh and not wanted[1]:
            self._last, self._afresh = Layout(), False
        elif wanted in self._known:
            self._show(self._known[wanted])
            return
        if not self._awaited:
            self._awaited = True
            self._late.start()
        if not self._running:
            self._begin()

    def _begin(self) -> None:
        """Lay out what is wanted now. One at a time: many edits do not wait in a row."""
        self._work = self._jobs.read(
            tr("Laying out the roads"),
            partial(_laid_out, self._wanted, self._last),
            partial(self._on_laid, self._ticket, self._wanted),
            _fail,
        )

    def _on_laid(self, ticket: int, wanted: _Wanted, layout: Layout) -> None:
        if ticket == self._ticket:
            self._known.pop(wanted, None)
            self._known[wanted] = layout
            for old in list(self._known)[:-_KEPT]:
                if old != self._present:
                    del self._known[old]
            self._show(layout)
        elif self._awaited:
            self._begin()

    def _show(self, layout: Layout) -> None:
        self._late.stop()
        self._awaited = False
        self._shown = self._last = layout
        self.moved.emit()


def _laid_out(wanted: _Wanted, previous: Layout, _: Tick) -> Layout:
    """Return the drawing of a state, near the one before; on a thread beside the window."""
    from desktop.schematic.layout import layout  # not needed to start

    graph, pins = wanted
    return layout(graph, pins=dict(pins), previous=previous)


def _fail(error: DeskError) -> None:
    raise error  # it reads no desk: a fault of the program
