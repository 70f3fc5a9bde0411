"""The core is tested where Qt is out of reach: `pytest -p no:pytest-qt tests/core`."""

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import cast

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.is_blocked("pytest-qt"):
        sys.modules.update({"PySide6": None, "pyqtgraph": None})  # pyright: ignore[reportCallIssue, reportArgumentType]


Counts = Mapping[str, float]


@pytest.fixture
def storm(record_property: Callable[[str, object], None]) -> Callable[[str, Counts], None]:
    """Let a test tell, at the end of the run, what it went through: a name and counts."""
    return lambda name, counts: record_property(f"storm: {name}", dict(counts))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the storms were: counts of one name in all, of what is longest the most."""
    told: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for report in terminalreporter.getreports("passed"):
        for name, counts in report.user_properties:
            if name.startswith("storm: "):
                for what, n in cast("Counts", counts).items():
                    told[name][what].append(n)
    for name, counts in sorted(told.items()):
        parts = (
            f"longest {max(n):.3f} s" if what == "longest" else f"{sum(n)} {what.replace('_', ' ')}"
            for what, n in counts.items()
        )
        terminalreporter.write_line(f"{name}: {', '.join(parts)}")
