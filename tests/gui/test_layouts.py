"""Layouts: named arrangements of the panels, the user's own, panels that float."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.dialogs.overlay import Ask
from desktop.shell.layout import layouts
from desktop.window import ORDER, MainWindow


def entries(window: MainWindow, under: str) -> dict[str, QAction]:
    """What a menu within the view menu lists, as it is opened."""
    view = window.menus.by_name["View"]
    view.aboutToShow.emit()
    menus = {a.text(): a.menu() for a in view.actions()}
    menu = menus.get(under)
    return {a.text(): a for a in menu.actions()} if isinstance(menu, QMenu) else {}


def stands(window: MainWindow) -> dict[str, tuple[int, int, int, int]]:
    shown = (name for name in ORDER if window.docks[name].isVisible())
    return {name: window.docks[name].geometry().getRect() for name in shown}  # type: ignore[misc]


def arranged(window: MainWindow, name: str, qtbot: QtBot) -> None:
    """The layout of that name, asked for in the menu and settled."""
    entries(window, "Layout")[name].trigger()
    layout = next(one for one in layouts().values() if one.name == name)
    across = layout.sizes(window.size(), 500)[0][1]
    qtbot.waitUntil(lambda: abs(window.docks["places"].width() - across["places"]) <= 2)


def test_the_wide_layout_puts_the_detail_beside_the_claims(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1920, 1000)
    arranged(window, "Wide screen", qtbot)
    left = [window.docks[name].x() for name in ("places", "routes", "claims", "detail")]
    assert left == sorted(left)
    assert len(set(left)) == 4
    assert window.docks["claims"].y() == window.docks["detail"].y()
    assert window.docks["timeline"].width() == window.width()


def test_the_layout_of_a_small_screen_fits_1280_by_800(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    arranged(window, "Small screen", qtbot)
    assert window.size().width() == 1280
    assert window.docks["routes"] in window.tabifiedDockWidgets(window.docks["places"])
    assert window.docks["detail"] in window.tabifiedDockWidgets(window.docks["claims"])
    for name in ("places", "claims", "timeline"):
        assert not window.docks[name].visibleRegion().isEmpty()
        assert window.rect().contains(window.docks[name].geometry())


def test_every_layout_leads_back_to_the_first(window: MainWindow, qtbot: QtBot) -> None:
    first = stands(window)
    for name in ("Small screen", "Wide screen", "Desk"):
        arranged(window, name, qtbot)
    qtbot.waitUntil(lambda: stands(window) == first)


def test_a_layout_is_kept_under_a_name_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    window.docks["detail"].hide()
    window.docks["timeline"].hide()
    entries(window, "Layout")["Keep this layout…"].trigger()
    (ask,) = window.findChildren(Ask)
    qtbot.keyClicks(ask.field, "Reading & writing")
    qtbot.keyClick(ask.field, Qt.Key.Key_Return)
    assert "Reading & writing" in window.status.said.text()
    window.reset_layout()
    assert window.docks["detail"].isVisible()
    entries(window, "Layout")["Reading && writing"].trigger()
    qtbot.waitUntil(lambda: not window.docks["detail"].isVisible())
    assert not window.docks["timeline"].isVisible()
    entries(window, "Forget a layout")["Reading && writing"].trigger()
    assert "Reading && writing" not in entries(window, "Layout")


def test_a_layout_without_a_name_is_not_kept(window: MainWindow, qtbot: QtBot) -> None:
    window.name_layout()
    (ask,) = window.findChildren(Ask)
    qtbot.keyClicks(ask.field, "  ")
    qtbot.keyClick(ask.field, Qt.Key.Key_Return)
    assert ask.isVisible()
    qtbot.keyClick(ask.field, Qt.Key.Key_Escape)
    assert not window.settings.layouts


def test_the_panel_with_the_focus_floats_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    window.go_to("routes")
    before = window.docks["routes"].mapToGlobal(QPoint())
    qtbot.keyClick(window.panels["routes"], Qt.Key.Key_F, both)
    assert window.docks["routes"].isFloating()
    assert window.docks["routes"].mapToGlobal(QPoint()) != before  # it is seen to be loose
    qtbot.waitUntil(window.docks["routes"].isActiveWindow)
    qtbot.keyClick(window.panels["routes"], Qt.Key.Key_F, both)
    assert not window.docks["routes"].isFloating()
    places, routes, claims = (window.docks[name] for name in ("places", "routes", "claims"))
    qtbot.waitUntil(lambda: places.x() < routes.x() < claims.x())


@pytest.mark.parametrize("name", ORDER)
def test_a_panel_is_hidden_and_shown_from_the_menu(window: MainWindow, name: str) -> None:
    title = window.docks[name].windowTitle()
    shown = entries(window, "Panels shown")[title]
    window.menus.by_name["View"].aboutToShow.emit()
    before = window.docks[name].isVisible()
    shown.trigger()
    assert window.docks[name].isVisible() is not before
    shown.trigger()
    assert window.docks[name].isVisible() is before
