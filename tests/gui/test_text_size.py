"""The text of each panel is larger or smaller by itself, and nothing is cut or covered by it."""

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSettings, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.panels.base import SIZES, Panel
from desktop.panels.places.panel import PlacesPanel
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import roads, timelines
from tests.gui.hands import PANELS, Hands, PanelName
from tests.roads import box
from tests.wiring import wired

_CTRL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
_PLUS, _MINUS, _ZERO = Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


def at(panel: Panel, percent: int) -> None:
    """Have the text of a panel at a size, step by step."""
    panel.resize_text(0)
    step = 1 if percent > 100 else -1
    while panel.text_size != percent:
        panel.resize_text(step)


def turn(panel: Panel, spot: QPoint, by: int, held: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a point of a panel by so many eighths of a degree."""
    window = panel.window()
    at = QPointF(panel.mapTo(window, spot))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, by), stateKey=held)


def row_height(panel: PlacesPanel) -> int:
    return panel.tree.visualRect(panel.model.index(0, 0)).height()


def heights(window: MainWindow) -> dict[str, tuple[int, int]]:
    """Return of each panel how high its rows and the letters of its title are."""
    places, table = window.panels["places"], window.claims.table
    assert isinstance(places, PlacesPanel)
    titles = {name: panel.header.title for name, panel in window.panels.items()}
    letters = {name: QFontMetrics(title.font()).height() for name, title in titles.items()}
    rows = {"places": row_height(places), "claims": table.rowHeight(0)}
    return {name: (rows.get(name, 0), high) for name, high in letters.items()}


# -- the gestures -------------------------------------------------------------------------------


def test_the_keys_resize_the_panel_they_are_on_and_no_other(hands: Hands, qtbot: QtBot) -> None:
    before = heights(hands.window)
    focus = hands.focus("places")
    qtbot.keyClick(focus, _PLUS, _CTRL)
    qtbot.keyClick(focus, Qt.Key.Key_Equal, _CTRL)
    larger = heights(hands.window)
    assert hands.places.text_size == 125
    assert all(now > was for now, was in zip(larger["places"], before["places"], strict=True))
    assert {n: h for n, h in larger.items() if n != "places"} == {
        n: h for n, h in before.items() if n != "places"
    }
    qtbot.keyClick(focus, _MINUS, _CTRL)
    assert hands.places.text_size == 110
    qtbot.keyClick(focus, _ZERO, _CTRL)
    assert heights(hands.window) == before


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_takes_the_keys(hands: Hands, name: PanelName, qtbot: QtBot) -> None:
    qtbot.keyClick(hands.focus(name), _PLUS, _CTRL)
    sizes = {other: panel.text_size for other, panel in hands.window.panels.items()}
    assert sizes == dict.fromkeys(hands.window.panels, 100) | {name: 110}


def test_keys_that_are_on_the_filter_bar_resize_it(hands: Hands, qtbot: QtBot) -> None:
    filters = hands.window.filters
    before = filters.height(), filters.search.fontMetrics().height()
    hands.focus("claims")
    qtbot.keyClick(hands.window, Qt.Key.Key_F, _CTRL)
    for _ in range(3):
        qtbot.keyClick(filters.search, _PLUS, _CTRL)
    assert filters.text_size == 150
    qtbot.waitUntil(lambda: filters.height() > before[0])
    assert filters.search.fontMetrics().height() > before[1]
    assert hands.claims.text_size == 100


def test_there_is_a_largest_and_a_smallest_size(hands: Hands, qtbot: QtBot) -> None:
    focus = hands.focus("claims")
    for key, size in ((_PLUS, 200), (_MINUS, 80)):
        for _ in range(2 * len(SIZES)):
            qtbot.keyClick(focus, key, _CTRL)
        assert hands.claims.text_size == size


@pytest.mark.parametrize("name", [*PANELS, "detail"])
def test_the_wheel_with_ctrl_resizes_the_panel_under_it(window: MainWindow, name: str) -> None:
    panel = window.panels[name]
    spot = panel.rect().center()
    turn(panel, spot, 240, _CTRL)
    assert panel.text_size == 125
    turn(panel, spot, -120, _CTRL)
    assert panel.text_size == 110
    turn(panel, spot, 120, _NONE)
    assert panel.text_size == 110


def test_half_a_notch_waits_for_the_other_half(window: MainWindow) -> None:
    places = window.panels["places"]
    for size in (100, 110):
        turn(places, places.rect().center(), 60, _CTRL)
        assert places.text_size == size


def test_the_header_says_a_size_that_is_not_usual_and_leads_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    places = window.panels["places"]
    assert not [b for b in places.header.findChildren(QToolButton) if "%" in b.text()]
    at(places, 125)
    (size,) = [b for b in places.header.findChildren(QToolButton) if "%" in b.text()]
    assert size.text() == "125 %"
    assert "Ctrl+0" in size.toolTip()
    qtbot.waitUntil(size.isVisible)
    qtbot.mouseClick(size, Qt.MouseButton.LeftButton)
    assert places.text_size == 100
    assert not size.isVisible()


# -- what is kept -------------------------------------------------------------------------------


def test_the_sizes_are_kept_for_the_next_start(
    window: MainWindow, workspace: Workspace, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    for panel, size in (
        (window.claims, 125),
        (window.panels["timeline"], 80),
        (window.filters, 150),
    ):
        at(panel, size)
    window.keep()
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    another = MainWindow(Workspace(workspace.store), theme, settings, "bakhmut-2023.desk")
    qtbot.addWidget(another)
    another.restore()
    sizes = {
        name: panel.text_size for name, panel in another.panels.items() if panel.text_size != 100
    }
    assert sizes == {"claims": 125, "timeline": 80}
    assert another.filters.text_size == 150
    another.close()


@pytest.mark.parametrize("strange", [{"size": 104}, {"size": "large"}, {"size": None}, {}])
def test_a_strange_size_changes_nothing(window: MainWindow, strange: dict[str, object]) -> None:
    window.panels["places"].restore(strange)
    assert window.panels["places"].text_size == 100


def test_a_saved_view_leaves_the_text_as_the_reader_has_it(hands: Hands) -> None:
    at(hands.places, 150)
    frame = hands.do(lambda: hands.window.views.save_requested.emit("Kept", ""))
    at(hands.places, 110)
    hands.window.views.view_requested.emit(frame.views[0])
    assert hands.places.text_size == 110


def test_another_theme_keeps_the_sizes(
    window: MainWindow, theme: Theme, qapp: QApplication
) -> None:
    at(window.panels["places"], 150)
    larger = heights(window)
    theme.wear(qapp, "dark")
    assert heights(window) == larger
    assert window.panels["places"].theme.colour("panel") == theme.colour("panel")
    theme.wear(qapp, "light")
    assert heights(window) == larger


def test_a_page_in_another_size_is_read_on_where_it_was(hands: Hands, qtbot: QtBot) -> None:
    hands.click("places", hands.ref("place", "bakhmut"))
    detail = hands.window.panels["detail"]
    hands.window.go_to("detail")
    for _ in range(3):
        qtbot.keyClick(hands.window.focusWidget(), Qt.Key.Key_Tab)
    before = hands.window.focusWidget()
    assert detail.isAncestorOf(before)
    told = before.accessibleName()
    at(detail, 125)
    assert hands.window.focusWidget().accessibleName() == told


# -- nothing is cut, nothing covers anything ----------------------------------------------------


@pytest.mark.parametrize("size", [80, 125, 200])
def test_no_row_and_no_label_is_lower_than_its_letters(
    hands: Hands, size: int, qtbot: QtBot
) -> None:
    hands.tick("side", "Ukraine")
    window = hands.window
    every: list[Panel] = [window.filters, *window.panels.values()]
    for panel in every:
        at(panel, size)
    letters = QFontMetrics(hands.claims.theme.font("base")).height()
    assert letters == pytest.approx(15 * size / 100, abs=2)
    assert row_height(hands.places) >= letters
    assert hands.claims.table.rowHeight(0) >= letters
    assert hands.claims.columns.height() >= letters
    qtbot.waitUntil(lambda: not _cut(every))


def _cut(panels: list[Panel]) -> list[QWidget]:
    """Return the widgets with text that are lower than a line of it."""
    every = [
        w for panel in panels for top in (panel, panel.header) for w in top.findChildren(QWidget)
    ]
    told = [
        w for w in every if isinstance(w, (QLabel, QAbstractButton, QLineEdit)) and w.isVisible()
    ]
    return [w for w in told if w.text() and w.height() < QFontMetrics(w.font()).height() - 1]


@pytest.mark.parametrize("size", SIZES)
def test_no_two_names_of_the_diagram_overlap(
    workspace: Workspace, theme: Theme, size: int, qtbot: QtBot
) -> None:
    panel = roads.shown(workspace, theme, qtbot)
    at(panel, size)
    names = panel.diagram.view.names
    assert not [(a, b) for a, b in combinations(map(box, names.placed), 2) if a.intersects(b)]
    measured = QFontMetrics(panel.theme.font("base"))
    for name in names.placed:
        lines = [line.text for line in name.variant.lines if line.font == "base"]
        assert box(name).width() >= max(map(measured.horizontalAdvance, lines), default=0) - 2
        assert box(name).height() >= len(lines) * measured.capHeight()
    assert names.placed


@pytest.mark.parametrize("size", [125, 200])
def test_a_callout_keeps_who_says_what_and_stays_in_the_panel(
    workspace: Workspace, theme: Theme, size: int, qtbot: QtBot
) -> None:
    panel = wired(RoutesPanel(theme), workspace, (384, 440), qtbot)
    at(panel, size)
    with qtbot.waitSignal(workspace.changed):
        road = roads.road(workspace, "RD4")
        panel.diagram.picked.emit(road, "only")
    callout = panel.callout
    qtbot.waitUntil(lambda: callout.height() == callout.sizeHint().height())
    assert callout.geometry().bottom() < panel.height()
    assert callout.geometry().top() >= panel.diagram.geometry().bottom()


@pytest.mark.parametrize("width", [900, 1600])
@pytest.mark.parametrize("size", SIZES)
def test_no_two_names_of_days_overlap(
    workspace: Workspace, theme: Theme, size: int, width: int, qtbot: QtBot
) -> None:
    panel = wired(TimelinePanel(theme), workspace, (width, 218), qtbot)
    at(panel, size)
    axis = cast("Any", panel.plot.getPlotItem()).getAxis("bottom")
    qtbot.waitUntil(lambda: axis.height() == panel.theme.px(20))
    picture = QPixmap(10, 10)
    painter = QPainter(picture)
    named: list[tuple[QRectF, int, str]] = axis.generateDrawSpecs(painter)[-1]
    measured = QFontMetrics(painter.font())
    painter.end()
    assert named
    assert all(a.right() <= b.left() for (a, *_), (b, *_) in pairwise(named))
    for rect, _, text in named:
        assert rect.width() >= measured.horizontalAdvance(text) - 1
        assert rect.height() >= measured.ascent()


@pytest.mark.parametrize("size", [125, 150])
def test_the_lanes_stay_apart_in_larger_text(
    workspace: Workspace, theme: Theme, size: int, qtbot: QtBot
) -> None:
    panel = timelines.shown(workspace, theme, qtbot)
    lanes = len(panel.gutter.picture.bands)
    at(panel, size)
    assert len(panel.gutter.picture.bands) == lanes
