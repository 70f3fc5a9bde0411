"""What holds for every test with widgets."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """No window, timer or worker outlives the test that made it."""
    yield
    timers = [t for t in gc.get_objects() if isinstance(t, QTimer) and isValid(t)]
    active = [timer for timer in timers if timer.isActive()]
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for timer in active:
        timer.stop()  # so that the next test does not fail for this one
    assert not active, active
    assert not windows, windows
    assert QThreadPool.globalInstance().activeThreadCount() == 0
