"""The palette: every action by some letters of its name, by mouse and by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.query import Selection
from desktop.dialogs.palette import ROW, Palette
from desktop.window import MainWindow
from desktop.workspace import Workspace

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> Palette:
    """The palette, opened by its keys from the claims table."""
    window.go_to("claims")
    qtbot.keyClick(window.claims.table, Qt.Key.Key_P, CTRL_SHIFT)
    return opened(window)


def opened(window: MainWindow) -> Palette:
    (found,) = (p for p in window.findChildren(Palette) if p.isVisible())
    return found


def names(palette: Palette) -> list[str]:
    return [one.action.text for one in palette.shown()]


def test_it_lists_every_action_of_the_table(window: MainWindow, palette: Palette) -> None:
    assert sorted(one.action.id for one in palette.shown()) == sorted(a.id for a in window.table)
    assert palette.field.hasFocus()


def test_letters_find_an_action_and_enter_does_it(
    window: MainWindow, palette: Palette, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.refine(lambda q: q.choosing("side", {1}))
    workspace.settle()
    palette.close()
    window.show_palette()
    palette = opened(window)
    qtbot.keyClicks(palette.field, "lif")
    assert names(palette)[0] == "Lift all filters"
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not workspace.frame.query.filters
    assert not window.findChildren(Palette)


def test_what_would_do_nothing_says_why_comes_last_and_is_not_done(
    window: MainWindow, palette: Palette, qtbot: QtBot
) -> None:
    shown = palette.shown()
    hindered = [bool(one.hindrance) for one in shown]
    assert hindered == sorted(hindered)
    (back,) = (one for one in shown if one.action.id == "back")
    assert back.hindrance == "this is where you began"
    qtbot.keyClicks(palette.field, "back")
    assert names(palette)[0] == "Back"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert "this is where you began" in palette.field.accessibleDescription()
    assert not window.workspace.frame.back


def test_the_arrows_walk_the_list_and_come_in_at_the_other_end(
    palette: Palette, qtbot: QtBot
) -> None:
    last = palette.model.rowCount() - 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == last
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == 12


def test_a_click_on_a_row_does_it(window: MainWindow, palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "go timeline")
    qtbot.keyClick(palette.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(palette.field, "timeline")
    at = palette.list.visualRect(palette.model.index(0)).center()
    assert palette.shown()[0].action.id == "go-timeline"
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    focus = window.focusWidget()
    assert focus is not None
    assert window.docks["timeline"].isAncestorOf(focus)


def test_esc_closes_it_alone_and_gives_the_focus_back(
    window: MainWindow, palette: Palette, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select(lambda _: Selection(whole=True))
    workspace.settle()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert workspace.frame.selection.whole
    assert QApplication.focusWidget() is window.claims.table


def test_a_click_elsewhere_closes_it(window: MainWindow, palette: Palette, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.claims.table.viewport(), Qt.MouseButton.LeftButton)
    assert not palette.isVisible()


def test_the_keys_of_the_window_do_nothing_while_it_is_open(
    window: MainWindow, palette: Palette, qtbot: QtBot
) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "zzz")
    assert not palette.shown()
    assert palette.nothing.isVisible()


def test_a_row_says_itself_whole_to_a_screen_reader(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "export what")
    assert palette.field.accessibleDescription() == "Export what is seen…, File, Ctrl+E"
    assert palette.list.sizeHintForRow(0) == ROW >= 24
