"""A walk over every widget: nothing cut off, nothing on top of another, all reachable."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.edits.propose import Propose
from db.model import PlaceId
from db.query import Query, Selection, Span
from desktop.panels.base import Panel
from desktop.window import MainWindow
from desktop.workspace import Workspace

SIZES = ((1280, 800), (1600, 1000))
FULL = Query(text="Bakhmut").during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def sized(request: pytest.FixtureRequest, window: MainWindow) -> MainWindow:
    window.resize(*request.param)
    window.share_out()
    return window


@pytest.fixture(params=["bare", "filtered", "selected", "tables", "proposals"])
def busy(
    request: pytest.FixtureRequest, sized: MainWindow, workspace: Workspace, qtbot: QtBot
) -> MainWindow:
    """The window with nothing asked, filters on, a place selected, tables, or a pair to decide."""
    if request.param != "bare":
        workspace.refine(lambda _: replace(FULL, contested_only=request.param == "filtered"))
    if request.param == "tables":
        assert sum(panel.toggle_twin() for panel in sized.panels.values()) == 2
    if request.param == "selected":
        road_end = frozenset({PlaceId(10)})
        workspace.select(lambda _: Selection(places=road_end, current=("place", 10)))
    if request.param == "proposals":
        workspace.edit(Propose())
        qtbot.waitUntil(lambda: not workspace.unsettled)
        sized.go_to("proposals")
    workspace.settle()
    sized.grab()  # lays out and paints all of it, now
    return sized


def shown(window: QWidget) -> Iterator[QWidget]:
    return (w for w in window.findChildren(QWidget) if w.isVisible() and w.width() and w.height())


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()!r}"


def _loose(widget: QWidget) -> bool:
    """A window, what Qt lays over the splitters to widen their grip, or keeps off the screen."""
    parent = widget.parentWidget()
    seen = parent is None or parent.rect().intersects(widget.geometry())
    kept_away = isinstance(widget, QTabBar) and not seen
    return widget.isWindow() or widget.objectName().startswith("qt_") or kept_away


def test_no_text_is_wider_than_its_place_unless_its_tooltip_has_it(busy: MainWindow) -> None:
    cut: list[str] = []
    for widget in shown(busy):
        if isinstance(widget, (QLabel, QAbstractButton)) and widget.text() and not widget.toolTip():
            room, wanted = widget.size(), widget.sizeHint()
            tall = isinstance(widget, QLabel) and widget.wordWrap()
            needed = widget.heightForWidth(room.width()) if tall else wanted.height()
            if (not tall and wanted.width() > room.width()) or needed > room.height() + 1:
                cut.append(f"{told(widget)} {wanted.toTuple()} in {room.toTuple()}")
    assert not cut, "\n".join(cut)


def test_no_two_siblings_overlap(busy: MainWindow) -> None:
    over: list[str] = []
    for parent in (busy, *shown(busy)):
        if isinstance(parent, (QAbstractScrollArea, QLineEdit, QComboBox)):
            continue  # their own parts lie on top of each other by design
        children = [w for w in shown(parent) if w.parentWidget() is parent and not _loose(w)]
        for n, one in enumerate(children):
            over += [
                f"{told(one)} over {told(other)} in {told(parent)}"
                for other in children[n + 1 :]
                if one.geometry().intersects(other.geometry())
            ]
    assert not over, "\n".join(over)


def test_every_control_can_be_reached_by_keyboard_and_has_a_name(busy: MainWindow) -> None:
    controls = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    nameless: list[str] = []
    unreachable: list[str] = []
    for widget in shown(busy):
        if not isinstance(widget, controls) or isinstance(widget.parentWidget(), QLineEdit):
            continue
        if not widget.accessibleName() and not getattr(widget, "text", str)():
            nameless.append(told(widget))
        passive = isinstance(widget, QHeaderView)  # what it does is in the columns menu too
        if (
            widget.isEnabled()
            and not passive
            and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            unreachable.append(told(widget))
    assert not nameless, nameless
    assert not unreachable, unreachable


def test_every_panel_is_wide_and_high_enough_to_be_used(busy: MainWindow) -> None:
    least = {
        "places": (196, 200),
        "routes": (340, 300),
        "claims": (400, 150),
        "timeline": (800, 150),
    }
    for name, (width, height) in least.items():
        panel = busy.panels[name]
        assert panel.width() >= width, name
        assert panel.height() >= height, name


def test_every_panel_says_what_it_is(busy: MainWindow) -> None:
    panels: list[Panel] = [busy.filters, *busy.panels.values()]
    assert all(panel.accessibleName() for panel in panels)


def test_tab_leads_through_every_panel_and_back_to_the_start(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    for name in ("views", "history", "proposals"):
        window.docks[name].show()
    window.filters.focus_search()
    start = window.focusWidget()
    assert start is not None
    seen: list[QWidget] = []
    for _ in range(400):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        if focus is start:
            break
        seen.append(focus)
    assert window.focusWidget() is start
    for dock in (window.docks[name] for name in window.panels):
        assert any(dock.isAncestorOf(w) for w in seen), dock.windowTitle()


def test_scroll_bars_appear_where_there_is_more_to_see_and_nowhere_else(window: MainWindow) -> None:
    sideways = [
        bar for bar in window.findChildren(QScrollBar)
        if bar.isVisible() and bar.orientation() == Qt.Orientation.Horizontal
    ]  # fmt: skip
    assert not sideways
