"""A walk for those who hear the window, who go by keys alone, or who see little contrast."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.model import Ref
from db.query import Query, Selection
from db.store import Store
from desktop import assets, glyphs
from desktop.panels.base import Panel
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.theme import Mode, Theme
from desktop.window import ORDER, MainWindow
from desktop.workspace import Workspace
from tests.gui import contrast, surfaces
from tests.gui.contrast import MARK, TEXT, Written
from tests.gui.test_walk import FULL, told

_TAB = Qt.FocusPolicy.TabFocus
EXEMPT = ("ink.disabled", "mark.dim", "bar")
"""Inks of what is disabled, or dimmed and told by a number as well."""


@pytest.fixture(params=["light", "dark"])
def mode(
    request: pytest.FixtureRequest, theme: Theme, qapp: QApplication, store: Store
) -> Iterator[Mode]:
    """Each theme in turn; taken off while the desk is open, for panels are written anew."""
    theme.wear(qapp, request.param)
    yield request.param
    theme.wear(qapp, "light")


@pytest.fixture
def lit(mode: Mode, window: MainWindow, workspace: Workspace) -> MainWindow:
    """The window in either theme, filtered, with a place selected and its first claim in detail."""
    workspace.refine(lambda _: replace(FULL, contested_only=False))
    workspace.settle()
    shown = int(workspace.frame.snapshot.ids[0])
    place = workspace.frame.snapshot.records.claims(workspace.frame.snapshot.ids)[0].places[0][0].id
    picked = Selection(places=frozenset({place}), current=("claim", shown))
    workspace.select(lambda _: picked)
    workspace.settle()
    window.grab()
    return window


def stops(window: QWidget) -> list[QWidget]:
    """Return what Tab should reach."""
    return [
        w
        for w in window.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & _TAB and not w.focusProxy()
    ]


def test_everything_that_takes_the_focus_has_a_role_and_a_name(lit: MainWindow) -> None:
    mute: list[str] = []
    for widget in stops(lit):
        spoken = QAccessible.queryAccessibleInterface(widget)
        role, name = spoken.role(), spoken.text(QAccessible.Text.Name)
        if role == QAccessible.Role.NoRole or not name.strip():
            mute.append(f"{told(widget)}: {role.name} {name!r}")
    assert not mute, "\n".join(mute)


def tour(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> list[QWidget]:
    """Return what a key of the focus reaches in turn, from the search field back to it."""
    window.activateWindow()
    window.filters.focus_search()
    start = window.focusWidget()
    seen = [start]
    for _ in range(500):
        qtbot.keyClick(window.focusWidget() or window, key)
        focus = window.focusWidget()
        if focus is start:
            return seen
        seen.append(focus)
    raise AssertionError(f"the focus is caught: {[told(w) for w in seen[-6:]]}")


def panel_of(window: MainWindow, widget: QWidget) -> str:
    """Return the panel that a widget stands in, its title row included."""
    for name in ORDER:
        if window.docks[name].isAncestorOf(widget):
            return name
    return "filters" if window.filters.isAncestorOf(widget) else ""


def test_tab_brings_what_it_reaches_into_view(lit: MainWindow, qtbot: QtBot) -> None:
    unseen: list[str] = []
    lit.activateWindow()
    lit.filters.focus_search()
    for _ in stops(lit):
        qtbot.keyClick(lit.focusWidget(), Qt.Key.Key_Tab)
        focus = lit.focusWidget()
        inside = focus.viewport() if isinstance(focus, QAbstractScrollArea) else focus
        if inside.visibleRegion().isEmpty():
            unseen.append(told(focus))
    assert not unseen


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_the_keys_reach_everything_and_come_back_to_the_start(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    seen = tour(window, qtbot, key)
    assert not [told(w) for w in stops(window) if w not in seen]


def test_tab_follows_the_order_in_which_the_panels_are_read(
    window: MainWindow, qtbot: QtBot
) -> None:
    passed = [panel_of(window, widget) for widget in tour(window, qtbot, Qt.Key.Key_Tab)]
    first = list(dict.fromkeys(passed))
    assert first == ["filters", *(name for name in ORDER if window.docks[name].isVisible())]
    back = [panel_of(window, widget) for widget in tour(window, qtbot, Qt.Key.Key_Backtab)]
    assert list(dict.fromkeys(reversed(back))) == first


def faint(window: QWidget, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return every text of a window that stands out too little from its ground."""
    with contrast.listening(monkeypatch) as painted:
        seen = contrast.pixels(window)
    dimmed = {theme.colour(token).rgb() for token in EXEMPT}
    found: set[str] = set()
    for one in [*painted, *contrast.widgets_text(window)]:
        if wanted(one, window, dimmed):
            ratio = contrast.contrast(contrast.part(seen, one.at))
            if ratio < TEXT:
                found.add(f"{one.text[:60]!r} {ratio:.2f} at {one.at.getRect()}")
    return sorted(found)


def wanted(one: Written, window: QWidget, dimmed: set[int]) -> bool:
    """Whether a text is to be read: all of it in view, and neither disabled nor dimmed."""
    inside = window.rect().contains(one.at) and not one.at.isEmpty()
    return inside and bool(one.text.strip()) and (one.ink is None or one.ink.rgb() not in dimmed)


def test_every_text_of_the_window_stands_out_from_its_ground(
    lit: MainWindow, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faint(lit, theme, monkeypatch) == []


def test_every_text_of_every_sheet_and_menu_stands_out_from_its_ground(
    lit: MainWindow, theme: Theme, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found: dict[str, list[str]] = {}
    for menu in lit.menus.findChildren(QMenu):
        menu.popup(QPoint())
        found[menu.title()] = faint(menu, theme, monkeypatch)
        menu.close()
    for button in lit.filters.facets.buttons.values():
        if button.isVisible():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            found[button.text()] = faint(lit.filters.values, theme, monkeypatch)
            lit.filters.values.close()
    for name, sheet in surfaces.opened(lit, monkeypatch):
        sheet.grab()
        found[name] = faint(sheet, theme, monkeypatch)
    assert not {where: texts for where, texts in found.items() if texts}


def bring(widget: QWidget) -> None:
    """Scroll to a widget, as Tab does when it comes there."""
    above = widget.parentWidget()
    while above and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget)


def test_the_ring_of_the_focus_stands_out_from_what_was_there_before(lit: MainWindow) -> None:
    lit.activateWindow()
    dull: list[str] = []
    for widget in stops(lit):
        bring(widget)
        around = QRect(widget.mapTo(lit, QPoint()), widget.size()).adjusted(-3, -3, 3, 3)
        around = around.intersected(lit.rect())
        elsewhere = lit.filters.contested if widget is lit.filters.search else lit.filters.search
        elsewhere.setFocus()
        before = contrast.pixels(lit, around)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        after = contrast.pixels(lit, around)
        changed = before != after
        pairs = set(zip(before[changed].tolist(), after[changed].tolist(), strict=True))
        best = max((contrast.ratio(a, b) for a, b in pairs), default=1.0)
        if best < MARK:
            dull.append(f"{told(widget)} {best:.2f}")
    assert not dull, "\n".join(dull)


def test_the_outlines_of_fields_and_buttons_stand_out(lit: MainWindow) -> None:
    lit.export()
    (sheet,) = [w for w in lit.findChildren(QDialog) if w.isVisible()]
    sheet.grab()
    dull: list[str] = []
    for window in (lit, sheet):
        seen = contrast.pixels(window)
        for widget, strip in contrast.outlined(window):
            ratio = contrast.contrast(contrast.part(seen, strip))
            if ratio < MARK:
                dull.append(f"{told(widget)} {ratio:.2f}")
    sheet.close()
    assert not dull, "\n".join(dull)


def test_the_marks_of_claims_events_and_roads_stand_out(
    lit: MainWindow, workspace: Workspace
) -> None:
    workspace.refine(Query.unfiltered)
    workspace.select(lambda _: Selection())
    workspace.settle()
    lit.grab()
    timeline, routes = lit.panels["timeline"], lit.panels["routes"]
    assert isinstance(timeline, TimelinePanel)
    assert isinstance(routes, RoutesPanel)
    desk, dull = workspace.frame.snapshot.desk, list[str]()
    events: list[Ref] = [("event", id_) for id_ in timeline.events()]
    roads: list[Ref] = [("route", id_) for id_ in desk.routes]
    places: list[Ref] = [("place", id_) for id_ in desk.places]
    claims: list[Ref] = [("claim", id_) for id_ in workspace.frame.snapshot.ids.tolist()]
    spots = [(timeline, ref, 8, timeline.mark_position(ref)) for ref in (*events, *claims)]
    spots += [(routes, ref, 14, routes.position(ref)) for ref in (*roads, *places)]
    pictures = {id(panel): contrast.pixels(panel) for panel in (timeline, routes)}
    for panel, ref, wide, spot in spots:
        if spot is not None and on_picture(panel, spot):
            around = QRect(spot - QPoint(wide // 2, wide // 2), QSize(wide, wide))
            ratio = contrast.contrast(contrast.part(pictures[id(panel)], around))
            if ratio < MARK:
                dull.append(f"{ref} {ratio:.2f}")
    assert not dull, "\n".join(dull)


def on_picture(panel: Panel, spot: QPoint) -> bool:
    return panel.rect().adjusted(8, 8, -8, -8).contains(spot)


Sign = Callable[[QPainter, Theme, QPointF], None]
GROUNDS = ("panel", "hover", "linked", "selected")
SIGNS: dict[str, Sign] = {
    "contested": glyphs.contested,
    "doubt": glyphs.doubt,
    "open diamond": glyphs.open_diamond,
    "scale": lambda p, t, at: glyphs.scale(p, t, 4, (1, 2), at - QPointF(14, 0)),
    "town": lambda p, t, at: glyphs.place(p, t, "town", at),
    "area": lambda p, t, at: glyphs.place(p, t, "area", at),
    "relation": lambda p, t, at: glyphs.relation(p, t, "qualifies", at),
}


def side(token: str) -> Sign:
    return lambda painter, theme, at: glyphs.side(painter, theme, token, at)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_sign_stands_out_on_every_ground_of_a_row(
    mode: Mode, theme: Theme, ground: str
) -> None:
    sides = {token: side(token) for token in assets.tokens()["side_shape"]}
    colour, dull = theme.colour(ground), list[str]()
    for name, sign in (SIGNS | sides).items():
        image = QImage(64, 48, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        image.fill(colour)
        painter = QPainter(image)
        sign(painter, theme, QPointF(16, 12))
        painter.end()
        ratio = contrast.contrast(contrast.colours(image), colour.rgb() & 0xFFFFFF)
        if ratio < MARK:
            dull.append(f"{name} {ratio:.2f}")
    assert not dull, dull
