"""The pages of help: which keys do what, and whose work this is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.actions import table as actions
from desktop.window import MainWindow


def page(window: MainWindow) -> QDialog:
    (found,) = (d for d in window.findChildren(QDialog) if d.isVisible())
    return found


def said(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def close(dialog: QDialog, qtbot: QtBot) -> None:
    (button,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Close")
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_key_of_the_menus_stands_on_the_page_of_keys(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = page(window)
    words = said(dialog)
    for action in actions.actions():
        assert not action.keys or action.text in words
    assert {"Timeline", "Roads", "Claims", "Every panel"} <= set(words)
    assert {"Alt+1", "Alt+6"} <= set(words)
    close(dialog, qtbot)


@pytest.mark.parametrize("name", ["show_keys", "show_about"])
def test_a_page_of_help_blocks_nothing_and_cuts_no_line(
    window: MainWindow, name: str, qtbot: QtBot
) -> None:
    getattr(window, name)()
    dialog = page(window)
    dialog.grab()
    for label in dialog.findChildren(QLabel):
        room = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        assert label.height() >= room
    close(dialog, qtbot)


def test_the_page_about_it_credits_the_desk(window: MainWindow, qtbot: QtBot) -> None:
    window.show_about()
    dialog = page(window)
    assert any("GeoNames" in text for text in said(dialog))
    assert any("no basis for movement" in text for text in said(dialog))
    close(dialog, qtbot)
