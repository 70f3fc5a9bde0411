"""What holds for every test with widgets, and the bundled desk they look at."""

import gc
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.ingest.exchange import parse
from db.new import make
from db.store import Store
from desktop import assets
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:  # pyright: ignore[reportUnusedFunction]
    """The bundled desk, made once."""
    path = tmp_path_factory.mktemp("desks") / "bakhmut-2023.desk"
    data = (files("resources") / "desks/bakhmut-2023.json").read_bytes()
    make(path, parse(data, path), "tests", lambda: datetime(2023, 3, 4, tzinfo=UTC))
    return path


@pytest.fixture
def desk_path(_made: Path, tmp_path: Path) -> Path:
    """A bundled desk of the test's own."""
    return Path(shutil.copy(_made, tmp_path))


@pytest.fixture(scope="session")
def large_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fictional desk of 20,000 claims, made once."""
    return desks.valley(tmp_path_factory.mktemp("large"), 20_000)


@pytest.fixture
def store(desk_path: Path) -> Iterator[Store]:
    store = Store.open(desk_path)
    yield store
    store.close()


@pytest.fixture
def workspace(store: Store, qtbot: QtBot) -> Iterator[Workspace]:
    """A workspace over it, its roads laid out."""
    workspace = Workspace(store)
    qtbot.waitUntil(lambda: not workspace.unsettled, timeout=60_000)
    yield workspace
    workspace.close()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The light theme, worn, in the bundled font."""
    assets.add_fonts()
    theme = Theme("light")
    theme.wear(qapp)
    return theme


@pytest.fixture
def window(workspace: Workspace, theme: Theme, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The whole window on the bundled desk, at the size of the design's first picture."""
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.author = "Ada"
    window = MainWindow(workspace, theme, settings, "bakhmut-2023.desk")
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    with qtbot.waitExposed(window):
        window.show()
    window.share_out()
    return window


@pytest.fixture
def valley(large_path: Path, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window on the fictional desk of 20,000 claims."""
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    settings.folder = tmp_path
    settings.author = "Ada"
    store = Store.open(large_path)
    workspace = Workspace(store)
    qtbot.waitUntil(lambda: not workspace.unsettled, timeout=60_000)
    window = MainWindow(workspace, theme, settings, "valley.desk")
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    with qtbot.waitExposed(window):
        window.show()
    window.share_out()
    yield window
    window.close()
    store.close()


# Python may collect garbage at any call, inside Qt's own locks too: a window of an earlier test
# that dies there waits for the lock for ever (PySide6 6.11). So it is collected between tests.
gc.disable()


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """No window, timer or worker outlives the test that made it."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    timers = [t for t in gc.get_objects() if isinstance(t, QTimer) and isValid(t)]
    active = [timer for timer in timers if timer.isActive()]
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for timer in active:
        timer.stop()  # so that the next test does not fail for this one
    assert not active, active
    assert not windows, windows
    assert QThreadPool.globalInstance().activeThreadCount() == 0
