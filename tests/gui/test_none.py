"""PySide6 6.12.0 on Python 3.11 loses a reference to None with every void call, and aborts in time.

From Python 3.12 on None cannot die, and this cannot fail. When it passes with a newer PySide6, the
cap in pyproject.toml can go.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QStandardItemModel
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

CALLS = 20
NOISE = 10  # references that other parts of the interpreter take and give meanwhile


class _Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen())
        painter.drawLine(0, 0, 9, 9)
        painter.end()


def _calls(qtbot: QtBot) -> dict[str, Callable[[], object]]:
    model, table, painted = QStandardItemModel(3, 3), QTableView(), _Painted()
    table.setModel(model)
    for widget in (table, painted):
        qtbot.addWidget(widget)
    return {
        "model reset": lambda: model.setRowCount(0),
        "table grab": table.grab,
        "pen": lambda: painted.setMinimumSize(9, 9),
        "paint": painted.grab,
    }


@pytest.mark.parametrize("name", ["model reset", "table grab", "pen", "paint"])
def test_a_void_call_costs_no_reference_to_none(name: str, qtbot: QtBot) -> None:
    call = _calls(qtbot)[name]
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    assert sys.getrefcount(None) > before - NOISE
