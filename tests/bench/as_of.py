"""How long a step of the as-of day takes: python tests/bench/as_of.py [STEPS] [DESK...].

From the wish until every panel has painted what could be known by the next day, and who takes how
much of that. Without a DESK on the bundled one and on a made one of 100,000 claims, in a folder
that goes again; `make bench` runs that. On the clock `about`, day by day to the last there is.
"""

import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from db.new import make
from db.store import Store
from db.synthesise.desk import Synthesis
from desktop import assets
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks

MANY = 100_000
_WARM = 5


class Shares:
    """How long each part of a step took, step by step, in milliseconds."""

    def __init__(self) -> None:
        self.steps: list[dict[str, float]] = []

    def watch(self, owner: object, method: str, name: str) -> None:
        """Count the time that calls of a method take under a name."""
        called = getattr(owner, method)
        setattr(owner, method, partial(self._timed, called, name))

    def _timed(self, called: Callable[..., object], name: str, *args: object) -> object:
        began = time.perf_counter()
        try:
            return called(*args)
        finally:
            self.steps[-1][name] += 1000 * (time.perf_counter() - began)

    def step(self, window: MainWindow) -> None:
        """Step on, and wait until every panel has painted it."""
        self.steps.append(defaultdict(float))
        before, began = window.workspace.frame, time.perf_counter()
        window.timeline.as_of.step(1)
        window.workspace.settle()
        drawn = time.perf_counter()
        while window.workspace.unsettled:
            QCoreApplication.processEvents()
        QCoreApplication.processEvents()
        painted = time.perf_counter()
        if window.workspace.frame is before:
            raise SystemExit("The days have come to an end: ask for fewer steps")
        self.steps[-1] |= {"all": 1000 * (painted - began), "paint": 1000 * (painted - drawn)}

    def tell(self, name: str) -> None:
        """Print the median and the 95th of 100 of a step, and the median of each part."""
        ranked = sorted(step["all"] for step in self.steps)
        middle, late = statistics.median(ranked), ranked[int(0.95 * (len(ranked) - 1))]
        print(f"{name}: {middle:.1f} ms median, {late:.1f} ms p95 of {len(ranked)} steps")
        parts = {part for step in self.steps for part in step if part != "all"}
        shares = {part: statistics.median(step[part] for step in self.steps) for part in parts}
        for part in sorted(parts, key=lambda part: -shares[part]):
            print(f"  {part:18} {shares[part]:6.1f} ms  {shares[part] / middle:4.0%}")


def main() -> None:
    """Step so many times on each desk, after some to warm up."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    application = QApplication([])
    assets.add_fonts()
    theme = Theme("light")
    theme.wear(application)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(path) for path in sys.argv[2:]]
        for path in paths or (desks.desk(Path(folder)), _made(Path(folder, "many.desk"))):
            _measured(path, theme, steps, Path(folder)).tell(path.stem)


def _made(path: Path) -> Path:
    make(path, Synthesis(MANY, seed=1), "bench", lambda: desks.NOW)
    return path


def _measured(path: Path, theme: Theme, steps: int, folder: Path) -> Shares:
    """Open a desk in the window at its first size, and step to the last of its days."""
    kept = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    with closing(Store.open(path)) as store:
        window = MainWindow(Workspace(store), theme, Settings(kept), path.name)
        window.resize(1280, 800)
        window.show()
        window.share_out()
        QCoreApplication.processEvents()
        last = int(window.workspace.frame.snapshot.turns["about"][-1])
        first = date.fromordinal(last - steps - _WARM)
        window.timeline.as_of.pace = "day"
        window.workspace.refine(lambda query: query.as_of("about", first))
        window.workspace.settle()
        shares = Shares()
        shares.watch(store, "snapshot", "snapshot")
        shares.watch(store, "highlight", "highlight")
        for name, panel in {"filters": window.filters, **window.panels}.items():
            shares.watch(panel, "draw", f"{name} drawn")
        for _ in range(_WARM + steps):
            shares.step(window)
        window.close()
    del shares.steps[:_WARM]
    return shares


if __name__ == "__main__":
    main()
