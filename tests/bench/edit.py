"""How long an edit takes: python tests/bench/edit.py [EDITS]. `make bench` runs it too.

On screen: from the wish until the window has painted that it is pending. Safe: until the COMMIT is
told. Followed: until every panel has painted the desk as it is then. On a copy of the bundled desk
in a folder of its own, with the settings that every desk is written with.
"""

import os
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from db.edits.claims import NoteOnClaim
from db.store import Store
from desktop import assets
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks


def main() -> None:
    """Note on one claim so many times, and print the median and the 95th of 100."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    application = QApplication([])
    assets.add_fonts()
    theme = Theme("light")
    theme.wear(application)
    with tempfile.TemporaryDirectory() as folder:
        path = desks.desk(Path(folder))
        kept = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        with closing(Store.open(path)) as store:
            window = MainWindow(Workspace(store), theme, Settings(kept), path.name)
            window.resize(1600, 1000)
            window.show()
            window.share_out()
            QCoreApplication.processEvents()
            took = [_noted(window, n) for n in range(edits + 1)][1:]
            window.close()
    for name, times in zip(("on screen", "safe", "followed"), zip(*took, strict=True), strict=True):
        ranked = sorted(times)
        middle, late = ranked[len(ranked) // 2], ranked[int(0.95 * (len(ranked) - 1))]
        print(f"{name:9} {middle:7.1f} ms median, {late:.1f} ms p95 of {len(ranked)} edits")


def _noted(window: MainWindow, n: int) -> tuple[float, float, float]:
    """Make one edit and return when it was on screen, safe and followed, in milliseconds."""
    workspace = window.workspace
    began = time.perf_counter()
    workspace.edit(NoteOnClaim("A01", "" if n == 0 else f"note {n - 1}", f"note {n}"))
    workspace.settle()
    QCoreApplication.processEvents()
    seen = safe = time.perf_counter()
    while workspace.editing.under_way:
        QCoreApplication.processEvents()
        safe = time.perf_counter()
    workspace.settle()
    QCoreApplication.processEvents()
    followed = time.perf_counter()
    return 1000 * (seen - began), 1000 * (safe - began), 1000 * (followed - began)


if __name__ == "__main__":
    main()
