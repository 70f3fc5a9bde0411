"""The core is tested where Qt is out of reach: `pytest -p no:pytest-qt tests/core`."""

import sys

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.is_blocked("pytest-qt"):
        sys.modules.update({"PySide6": None, "pyqtgraph": None})  # pyright: ignore[reportCallIssue, reportArgumentType]
