"""From a contested place to a pair, to a decision and back, and to before it was said: by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.edits.propose import Propose
from db.edits.relations import Relate
from desktop.window import MainWindow
from tests import desks
from tests.edits import did
from tests.gui.deciding import DecidingHands
from tests.gui.hands import CTRL
from tests.gui.voice import Listener

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
PAIR = ("B26", "B28")


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    """The bundled desk with one contradiction at Soledar, and all that the rules propose."""
    path = desks.bare(tmp_path)
    did(path, Relate("B28", "B34", "contradicts", "who holds it"), Propose())
    return path


def wake(hands: DecidingHands) -> None:
    """Do what a window manager does at first, and when a list that was in front is gone."""
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)


def to_the_place(hands: DecidingHands, ear: Listener) -> None:
    wake(hands)
    ear.press(Key.Key_1, ALT)
    ear.press(Key.Key_Tab)
    ear.write("Soledar")
    hands.do(lambda: ear.press(Key.Key_Return))
    wake(hands)
    assert "contested" in ear.press(Key.Key_1, ALT)
    hands.do(lambda: ear.press(Key.Key_Return))


def onto_the_clock(hands: DecidingHands, clock: str) -> None:
    """Choose the clock of the as-of day from its menu."""
    hands.qtbot.keyClick(hands.window, Key.Key_5, ALT)
    for _ in range(20):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName().endswith("Published"):
            break
        hands.hit(Key.Key_Tab)
    hands.hit(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(8):
        if menu.activeAction() and menu.activeAction().text() == clock:
            break
        hands.qtbot.keyClick(menu, Key.Key_Down)
    hands.do(lambda: hands.qtbot.keyClick(menu, Key.Key_Return))
    wake(hands)


def test_by_keys_alone_from_a_contested_place_to_the_day_before_either_was_said(
    window: MainWindow, qtbot: QtBot
) -> None:
    hands, ear = DecidingHands(window, qtbot), Listener(qtbot)
    to_the_place(hands, ear)
    assert len(hands.frame.snapshot.ids) == 10
    hands.open()
    while hands.pair != PAIR:
        hands.do(lambda: hands.hit(Key.Key_J))
    both = {hands.ref("claim", uid)[1] for uid in PAIR}
    waiting = hands.note

    frame = hands.decide(Key.Key_A)
    assert frame.snapshot.contested == 3
    assert hands.between(*PAIR)[0][1] == "accepted"
    assert hands.note != waiting

    frame = hands.do(lambda: hands.hit(Key.Key_Z, CTRL))
    assert frame.snapshot.contested == 2
    assert hands.between(*PAIR)[0][1] == "proposed"
    assert (hands.pair, hands.note) == (PAIR, waiting)

    hands.do(lambda: hands.hit(Key.Key_Comma))
    onto_the_clock(hands, "Said")
    assert list(hands.frame.query.known_by) == ["said"]
    for _ in range(30):
        if not both & {*hands.frame.snapshot.known.tolist()}:
            break
        assert both <= {*hands.frame.snapshot.known.tolist()}
        hands.do(lambda: hands.hit(Key.Key_Comma))
    assert hands.frame.query.known_by["said"].isoformat() < "2023-01-17"
    assert not both & {*hands.frame.snapshot.known.tolist()}
    assert not [one for one in hands.rows if one[1:] == PAIR and hands.panel.list.isVisible()]
    hands.do(lambda: hands.hit(Key.Key_Period))
    assert both <= {*hands.frame.snapshot.known.tolist()}
    hands.qtbot.keyClick(hands.window, Key.Key_R, CTRL)
    assert ("contradicts", *PAIR) in hands.rows
