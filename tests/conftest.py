"""What holds for every test: its own home, offscreen, and no thread left behind. No Qt here."""

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, print_blob=True)
settings.register_profile("new", max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("EXAMPLES", "same"))  # `make explore` asks for new ones

_home = tempfile.TemporaryDirectory(prefix="crosscheck-tests-")
os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
os.environ["HOME"] = _home.name  # no test touches the desks and settings of its user
for _folder in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
    _path = Path(_home.name, _folder.lower())
    _path.mkdir(mode=0o700)
    os.environ[f"XDG_{_folder}"] = str(_path)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's settings where it is switched off, as it is for the core."""
    if pluginmanager.is_blocked("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "pytest-qt is off")


def pytest_unconfigure() -> None:
    _home.cleanup()


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    before = set(threading.enumerate())
    yield
    left = set(threading.enumerate()) - before
    assert not left, left
