"""How long the start and a gesture take, measured from outside the code that does them."""

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QWidget

from db.query import Selection, Span
from desktop.window import MainWindow


class Stopwatch(QObject):
    """Watches the panels of a window paint.

    First paint is the end of the first round of paint events after which every panel has shown
    the desk's rows; it counts from the start of the process, as the kernel has it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting = set(window.panels.values())
        if application := QCoreApplication.instance():
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a part of a panel is painted; the event goes its way."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._waiting = {p for p in self._waiting if not p.isAncestorOf(watched)}
        return False

    def report(self) -> None:
        """Run until all is painted, then try each gesture; print a line of milliseconds each."""
        first = self._until_painted()
        if application := QCoreApplication.instance():
            application.removeEventFilter(self)  # it would be timed with what follows
        print(f"first paint {first - _started():8.1f} ms, from exec to every panel with its rows")
        while self._window.workspace.unsettled:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.processEvents()  # paints what came
        print(f"diagram     {_now() - _started():8.1f} ms, from exec to the roads laid out")
        for name, gesture in self._gestures().items():
            took = sorted(self._timed(gesture, n) for n in range(20))
            median, p95 = took[10], took[18]
            print(f"{name:11} {median:8.1f} ms median, {p95:.1f} ms p95 of 20, asked to painted")

    def _timed(self, gesture: Callable[[int], None], n: int) -> float:
        began = _now()
        gesture(n)
        self._window.workspace.settle()
        QCoreApplication.processEvents()  # lays out and paints what the panels asked for
        return _now() - began

    def _gestures(self) -> dict[str, Callable[[int], None]]:
        workspace = self._window.workspace
        snapshot = workspace.frame.snapshot
        places = list(snapshot.desk.places)
        edges = snapshot.bins.edges.tolist() or [1, 2]
        last = date.fromordinal(edges[-1])

        def brush(n: int) -> None:
            span = Span(last - timedelta(60 + 3 * n), last - timedelta(n))
            workspace.refine(lambda q: q.during("about", span))

        def select(n: int) -> None:
            place = frozenset({places[n % len(places)]})
            workspace.select(lambda _: Selection(places=place, current=("place", min(place))))

        def lift(n: int) -> None:
            workspace.refine(
                lambda q: q.choosing("place", ()) if n % 2 else q.choosing("place", places[:1])
            )

        return {"brush": brush, "select": select, "facet": lift}

    def _until_painted(self) -> float:
        loop = QEventLoop()
        while any(panel.isVisible() for panel in self._waiting):  # one put away paints nothing
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return _now()


def _now() -> float:
    """Return milliseconds since the machine started, the kernel's clock."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) * 1000


def _started() -> float:
    """Return when this process was started, in milliseconds since the machine was."""
    fields = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()
    return float(fields[19]) * 1000 / os.sysconf("SC_CLK_TCK")
