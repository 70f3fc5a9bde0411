"""The page of an empty desk: what can be done next, by mouse and by key."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.shell.welcome import Card, Welcome
from desktop.theme import Theme


@pytest.fixture
def done() -> list[str]:
    """What the cards did, in order."""
    return []


@pytest.fixture
def page(theme: Theme, done: list[str], qtbot: QtBot) -> Iterator[Welcome]:
    cards = (
        Card("waypoints", "Open the sample", "To look around", "", lambda: done.append("sample")),
        Card("folder-open", "Open a desk", "A file", "Ctrl+O", lambda: done.append("desk")),
    )
    page = Welcome(theme, cards)
    qtbot.addWidget(page)
    page.resize(900, 600)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.close()


def test_a_click_on_a_card_does_it(page: Welcome, done: list[str], qtbot: QtBot) -> None:
    for card in page.cards:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert done == ["sample", "desk"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_card_is_pressed_by_key(
    page: Welcome, done: list[str], qtbot: QtBot, key: Qt.Key
) -> None:
    page.cards[0].setFocus()
    qtbot.keyClick(page.cards[0], Qt.Key.Key_Tab)
    qtbot.keyClick(page.cards[1], key)
    assert done == ["desk"]


def test_cards_say_what_they_are_and_stand_in_the_middle(page: Welcome) -> None:
    assert [card.accessibleName() for card in page.cards] == ["Open the sample", "Open a desk"]
    assert page.cards[1].accessibleDescription() == "A file"
    left, right = page.cards[0].geometry().left(), page.cards[0].geometry().right()
    assert abs(left - (page.width() - right)) <= 2
    page.resize(300, 400)
    assert page.rect().contains(page.cards[0].geometry())
