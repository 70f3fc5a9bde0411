"""The window: panels move, hide and come back; its menus, keys and looks."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMenuBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from db.model import PlaceId
from db.new import bring_in, nothing_yet
from db.query import Query, Selection
from db.store import Store
from desktop.actions import table as actions
from desktop.actions.action import MENUS
from desktop.dialogs.export import ExportDialog
from desktop.settings import Settings
from desktop.shell.welcome import Card
from desktop.theme import Mode, Theme
from desktop.window import ORDER, MainWindow
from desktop.workspace import Workspace
from tests import desks

HIDDEN = ["views", "history", "proposals"]
"""The panels that are not there at first."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))


CARDS = (
    Card("waypoints", "Open the sample desk", "To look around", "", lambda: None),
    Card("folder-open", "Open a desk", "A file", "Ctrl+O", lambda: None),
)


def opened(store: Store, theme: Theme, settings: Settings, qtbot: QtBot) -> MainWindow:
    window = MainWindow(Workspace(store), theme, settings, "a.desk", CARDS)
    qtbot.addWidget(window)
    window.restore()
    with qtbot.waitExposed(window):
        window.show()
    return window


def entry(window: MainWindow, text: str) -> QAction:
    """The menu entry of that name."""
    return next(a for a in window.findChildren(QAction) if a.text().split("\t")[0] == text)


def test_the_line_at_the_foot_fills_it_whole(window: MainWindow) -> None:
    assert window.status.geometry() == window.statusBar().rect()


def test_a_hidden_panel_comes_back_where_it_was(window: MainWindow) -> None:
    dock = window.docks["routes"]
    toggle = dock.toggleViewAction()
    toggle.trigger()
    assert not dock.isVisible()
    toggle.trigger()
    assert dock.isVisible()
    assert window.docks["places"].x() < dock.x() < window.docks["claims"].x()


def test_reset_layout_brings_every_panel_home_in_the_sizes_of_the_design(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.docks["routes"].setFloating(True)
    window.docks["timeline"].hide()
    entry(window, "Reset layout").trigger()
    qtbot.waitUntil(lambda: window.docks["places"].width() == 266)
    assert [name for name in ORDER if not window.docks[name].isVisible()] == HIDDEN
    assert not window.docks["routes"].isFloating()
    assert abs(window.docks["routes"].width() - 452) <= 2
    assert window.docks["timeline"].width() == window.width()


def test_a_window_opens_as_the_last_one_was_closed(
    store: Store, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    first = opened(store, theme, settings, qtbot)
    first.resize(1300, 820)
    first.docks["detail"].hide()
    first.close()
    again = opened(store, theme, settings, qtbot)
    assert not again.docks["detail"].isVisible()
    assert settings.bytes("geometry") == first.saveGeometry()


def test_a_layout_of_another_version_falls_back_to_the_first(
    store: Store, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    window = opened(store, theme, settings, qtbot)
    kept = window.saveState(version=99)
    window.close()
    settings.keep("docks", kept)
    again = opened(store, theme, settings, qtbot)
    assert [name for name in ORDER if not again.docks[name].isVisible()] == HIDDEN


@pytest.mark.parametrize(("key", "name"), list(zip("12345", ORDER[:5], strict=True)))
def test_alt_and_a_number_lead_to_a_panel(
    window: MainWindow, key: str, name: str, qtbot: QtBot
) -> None:
    window.docks[name].hide()
    qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    assert window.docks[name].isVisible()
    focus = window.focusWidget()
    assert focus is not None
    assert window.docks[name].isAncestorOf(focus)


def test_f6_goes_round_the_panels_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.filters.focus_search()
    stops = [window.focusWidget()]
    for _ in range(6):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        stops.append(window.focusWidget())
    assert stops[0] is stops[6]
    assert len(set(stops)) == 6
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is stops[5]


def test_f6_goes_on_from_a_panel_and_from_its_title_row_alike(
    window: MainWindow, qtbot: QtBot
) -> None:
    for name in HIDDEN:
        window.docks[name].show()
    passed: list[str] = []
    for _ in (*ORDER, "filters"):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        passed += [name for name in ORDER if window.docks[name].isAncestorOf(focus)] or ["filters"]
    assert sorted(passed) == sorted([*ORDER, "filters"])
    first = passed.index("filters")
    assert [*passed[first:], *passed[:first]] == ["filters", *ORDER]
    title_row = window.panels["timeline"].header.findChildren(QToolButton)[0]
    title_row.setFocus()
    qtbot.keyClick(title_row, Qt.Key.Key_F6)
    assert window.docks["views"].isAncestorOf(window.focusWidget())


def test_slash_goes_to_the_search_and_x_lifts_every_filter(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.refine(lambda q: q.choosing("side", {1}))
    workspace.settle()
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(window.claims.table, Qt.Key.Key_X)
    assert workspace.frame.query == Query()
    qtbot.keyClick(window.claims.table, Qt.Key.Key_Slash)
    assert window.focusWidget() is window.filters.search
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClicks(window.filters.search, "x/")
    assert workspace.frame.query.text.startswith("x")


def test_an_action_is_offered_when_it_would_do_something(
    window: MainWindow, workspace: Workspace
) -> None:
    names = ("Back", "Make the selection the filter", "Lift all filters")
    assert [entry(window, name).isEnabled() for name in names] == [False, False, False]
    workspace.refine(lambda q: q.choosing("side", {1}))
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(1)})))
    workspace.settle()
    assert [entry(window, name).isEnabled() for name in names] == [True, True, True]


def test_every_action_of_the_table_stands_in_its_menu(window: MainWindow) -> None:
    (bar,) = window.findChildren(QMenuBar)
    menus = {a.text().removeprefix("&"): a.menu() for a in bar.actions()}
    assert tuple(menus) == MENUS
    for action in actions.actions():
        menu = cast("QMenu", menus[action.menu])
        if action.under:
            (menu,) = (a.menu() for a in menu.actions() if a.text() == action.under)
        texts = [entry.text().split("\t")[0] for entry in cast("QMenu", menu).actions()]
        assert action.text in texts


def test_every_menu_opens_by_alt_and_a_letter_of_its_own(window: MainWindow) -> None:
    (bar,) = window.findChildren(QMenuBar)
    letters = [QKeySequence.mnemonic(a.text()).toString() for a in bar.actions()]
    assert letters == ["Alt+F", "Alt+E", "Alt+V", "Alt+G", "Alt+H"]


def test_a_disabled_entry_says_why(window: MainWindow) -> None:
    assert "You have not gone back" in entry(window, "Forward").toolTip()
    assert "nothing is selected" in entry(window, "Exclude the selection").toolTip().lower()


def test_no_two_actions_have_the_same_key(window: MainWindow) -> None:
    keys = [k.toString() for a in window.findChildren(QAction) for k in a.shortcuts()]
    assert len(keys) == len(set(keys))


def _looked_at(window: MainWindow, theme: Theme, qapp: QApplication, mode: Mode) -> QImage:
    theme.wear(qapp, mode)
    return window.grab().toImage()


def test_the_other_theme_is_put_on_while_the_window_is_open(
    window: MainWindow, theme: Theme, qapp: QApplication
) -> None:
    light, dark, again = (_looked_at(window, theme, qapp, m) for m in ("light", "dark", "light"))
    assert light == again
    inside = [(x, y) for x in range(8, 1592, 24) for y in range(8, 992, 24)]
    brighter = sum(
        light.pixelColor(*p).lightness() > dark.pixelColor(*p).lightness() for p in inside
    )
    assert brighter > 0.9 * len(inside)


def test_the_foot_says_what_is_selected_and_how_it_is_linked(
    window: MainWindow, workspace: Workspace
) -> None:
    assert window.status.said.text() == "66 claims shown · 12 contested · 21 places · 22 events"
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)})))
    workspace.settle()
    said = window.status.said.text()
    assert said == (
        "Selected: Chasiv Yar · named by 1 claim · 2 through groups of roads · 2 events · 1 road"
    )


def test_what_was_written_is_said_at_the_foot(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(ExportDialog)
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, str(tmp_path / "all.csv"))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert window.status.said.text() == f"66 rows written to {tmp_path / 'all.csv'}"


def test_an_empty_desk_offers_what_to_do_next(
    tmp_path: Path, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.desk"
    bring_in(path, nothing_yet(path, "x"), "tests", lambda: desks.NOW)
    store = Store.open(path)
    window = opened(store, theme, settings, qtbot)
    assert window.welcome.isVisible()
    assert not window.docks["claims"].isVisible()
    said = [label.text() for label in window.welcome.findChildren(QLabel)]
    assert "This desk is empty" in said
    store.close()


def test_the_cards_of_an_empty_desk_are_reached_and_left_by_tab(
    tmp_path: Path, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.desk"
    bring_in(path, nothing_yet(path, "x"), "tests", lambda: desks.NOW)
    store = Store.open(path)
    window = opened(store, theme, settings, qtbot)
    first = window.focusWidget()
    assert first is window.welcome.cards[0]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        seen: list[QWidget | None] = []
        for _ in range(60):
            qtbot.keyClick(window.focusWidget(), key)
            seen.append(window.focusWidget())
            if seen[-1] is first:
                break
        assert seen[-1] is first
        assert window.welcome.cards[1] in seen
        assert any(not window.welcome.isAncestorOf(w) for w in seen if w is not None)
    store.close()


def test_what_an_empty_desk_shows_is_not_kept_for_a_full_one_nor_the_other_way(
    tmp_path: Path, theme: Theme, settings: Settings, store: Store, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.desk"
    bring_in(path, nothing_yet(path, "x"), "tests", lambda: desks.NOW)
    bare = Store.open(path)
    for desk, empty in ((bare, True), (store, False), (bare, True)):
        window = opened(desk, theme, settings, qtbot)
        assert window.welcome.isVisible() is empty
        assert window.docks["claims"].isVisible() is not empty
        window.close()
    bare.close()


def test_enter_presses_the_button_that_has_the_focus_and_filters_nothing(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)})))
    workspace.settle()
    step = window.panels["detail"].header.findChildren(QToolButton)[-1]
    step.setFocus()
    with qtbot.waitSignal(step.clicked):
        qtbot.keyClick(step, Qt.Key.Key_Return)
    assert workspace.frame.query == Query()


def test_the_look_in_use_is_ticked_in_the_menu(
    store: Store, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    settings.mode = "dark"
    window = opened(store, theme, settings, qtbot)
    ticked = [a.text() for a in window.findChildren(QAction) if a.isChecked()]
    assert "Dark" in ticked
    assert "Light" not in ticked


def test_a_small_window_stands_roads_and_detail_behind_tabs(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 600)
    entry(window, "Reset layout").trigger()
    qtbot.waitUntil(
        lambda: window.docks["routes"] in window.tabifiedDockWidgets(window.docks["places"])
    )
    assert window.docks["detail"] in window.tabifiedDockWidgets(window.docks["claims"])
    qtbot.keyClick(window, "2", Qt.KeyboardModifier.AltModifier)
    assert not window.docks["routes"].visibleRegion().isEmpty()


def test_a_desk_with_claims_shows_no_welcome(window: MainWindow) -> None:
    assert not window.welcome.isVisible()
