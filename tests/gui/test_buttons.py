"""The painted buttons: what they say is what is seen of them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.panels.buttons import CheckBox, MenuButton
from desktop.theme import Theme


class Paintings(QObject):
    """Notes whether a widget was painted."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self.seen = False
        of.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def a_box(theme: Theme) -> tuple[QWidget, Callable[[str], None]]:
    box = CheckBox("Contested only", theme)
    return box, box.say


def a_menu(theme: Theme) -> tuple[QWidget, Callable[[str], None]]:
    button = MenuButton("Side", theme)
    return button, lambda count: button.say("Side", count)


@pytest.mark.parametrize("made", [a_box, a_menu])
def test_a_count_as_wide_as_the_one_before_is_painted_too(
    theme: Theme,
    qtbot: QtBot,
    made: Callable[[Theme], tuple[QWidget, Callable[[str], None]]],
) -> None:
    button, say = made(theme)
    qtbot.addWidget(button)
    say("6")
    with qtbot.waitExposed(button):
        button.show()
    button.grab()
    painted = Paintings(button)
    say("8")
    qtbot.waitUntil(lambda: painted.seen, timeout=1000)
