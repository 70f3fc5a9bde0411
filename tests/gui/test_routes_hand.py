"""The roads panel under the hand: clicks, keys, zoom."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from db.model import PlaceId
from db.query import Query, Selection
from desktop.frame import Frame
from desktop.panels.routes.panel import RoutesPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import roads
from tests.roads import LEFT, Hand, at, box, every_place, place, refine, road

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> RoutesPanel:
    return roads.shown(workspace, theme, qtbot)


@pytest.fixture
def hand(panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> Hand:
    return Hand(panel, workspace, qtbot)


def test_a_click_selects_control_toggles_and_shift_adds(workspace: Workspace, hand: Hand) -> None:
    bakhmut, soledar = place(workspace, "bakhmut"), place(workspace, "soledar")
    assert hand.click(bakhmut).places == {bakhmut[1]}
    assert hand.click(soledar).places == {soledar[1]}
    assert hand.click(bakhmut, CTRL).places == {bakhmut[1], soledar[1]}
    assert hand.click(soledar, CTRL).places == {bakhmut[1]}
    chosen = hand.click(road(workspace, "RD2"), SHIFT)
    assert chosen.places == {bakhmut[1]}
    assert chosen.routes == {road(workspace, "RD2")[1]}
    assert chosen.current == road(workspace, "RD2")


def test_a_click_beside_everything_asks_for_nothing(panel: RoutesPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.selection_requested):
        qtbot.mouseClick(panel.diagram, LEFT, pos=QPoint(2, 2))


def test_a_click_on_a_name_selects_what_it_names(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    ref = place(workspace, "severodonetsk")
    name = next(n for n in panel.diagram.view.names.placed if n.label.ref == ref)
    middle = box(name).center()
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(panel.diagram, LEFT, pos=(middle + panel.diagram.view.origin).toPoint())
    assert workspace.frame.selection.places == {ref[1]}


@pytest.mark.parametrize("off", [(7, 0), (0, -7), (5, 5)])
def test_a_place_is_hit_within_sixteen_pixels_across(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot, off: tuple[int, int]
) -> None:
    ref = place(workspace, "soledar")
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(panel.diagram, LEFT, pos=at(panel, ref) + QPoint(*off))
    assert workspace.frame.selection.places == {ref[1]}


@pytest.mark.parametrize(("off", "met"), [(7, True), (-7, True), (12, False)])
def test_a_road_is_hit_eight_pixels_to_either_side(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot, *, off: int, met: bool
) -> None:
    ref = road(workspace, "RD1")  # it runs due east
    qtbot.mouseClick(panel.diagram, LEFT, pos=at(panel, ref) + QPoint(0, off))
    workspace.settle()
    assert bool(workspace.frame.selection.routes) is met


def test_a_double_click_makes_a_place_the_filter(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    ref = place(workspace, "soledar")
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(panel.diagram, LEFT, pos=at(panel, ref))
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseDClick(panel.diagram, LEFT, pos=at(panel, ref))
    assert workspace.frame.query.chosen("place") == {ref[1]}
    assert not workspace.frame.selection


def test_drawing_asks_for_nothing(panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(panel.selection_requested),
        qtbot.assertNotEmitted(panel.query_requested),
        qtbot.assertNotEmitted(panel.narrow_requested),
    ):
        panel.show_frame(Frame())
        panel.show_frame(workspace.frame)
        panel.show_frame(workspace.frame)


def test_arrows_go_to_the_nearest_place_in_that_direction(
    panel: RoutesPanel, workspace: Workspace, hand: Hand
) -> None:
    panel.diagram.setFocus()
    assert hand.press(Qt.Key.Key_Left).current == place(workspace, "chasiv-yar")
    assert hand.press(Qt.Key.Key_Right).current == place(workspace, "bakhmut")
    assert hand.press(Qt.Key.Key_Right).current == place(workspace, "border-with-luhansk-region")


def test_tab_walks_the_roads_of_a_place_and_space_selects_one(
    panel: RoutesPanel, workspace: Workspace, hand: Hand, qtbot: QtBot
) -> None:
    panel.diagram.setFocus()
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
    assert panel.diagram.hasFocus()
    assert not workspace.frame.selection
    assert hand.press(Qt.Key.Key_Space).routes == {road(workspace, "RD1")[1]}


def test_tab_leaves_after_the_last_road(panel: RoutesPanel, qtbot: QtBot) -> None:
    panel.diagram.setFocus()
    steps = 0
    while panel.diagram.hasFocus():
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
        steps += 1
        assert steps < 20
    assert steps == 1 + 4 + 2  # four roads, a bracket and a ring, and out


def test_backtab_walks_back_to_the_place(panel: RoutesPanel, qtbot: QtBot) -> None:
    panel.diagram.setFocus()
    start = panel.diagram.accessibleDescription()
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
    assert panel.diagram.accessibleDescription() != start
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Backtab)
    assert panel.diagram.accessibleDescription() == start


def test_control_moves_the_keys_alone_and_control_space_toggles(
    panel: RoutesPanel, workspace: Workspace, hand: Hand, qtbot: QtBot
) -> None:
    panel.diagram.setFocus()
    hand.press(Qt.Key.Key_Space)
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Left, CTRL)
    both = {place(workspace, "bakhmut")[1], place(workspace, "chasiv-yar")[1]}
    assert hand.press(Qt.Key.Key_Space, CTRL).places == both
    assert hand.press(Qt.Key.Key_Space, CTRL).places == {place(workspace, "bakhmut")[1]}


def test_enter_makes_what_the_keys_are_on_the_filter(
    panel: RoutesPanel, workspace: Workspace, hand: Hand
) -> None:
    panel.diagram.setFocus()
    hand.press(Qt.Key.Key_Return)
    assert workspace.frame.query.chosen("place") == {place(workspace, "bakhmut")[1]}


def test_the_diagram_says_what_it_holds_and_what_the_keys_are_on(
    panel: RoutesPanel, workspace: Workspace, hand: Hand, qtbot: QtBot
) -> None:
    panel.diagram.clearFocus()
    assert "10 places, 4 roads, 2 groups of roads" in panel.diagram.accessibleDescription()
    panel.diagram.setFocus()
    hand.press(Qt.Key.Key_Left)
    assert panel.diagram.accessibleDescription().startswith("Chasiv Yar, town: 1 claim")
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
    said = panel.diagram.accessibleDescription()
    assert said.startswith("Road Chasiv Yar – Bakhmut highway: 3 claims, claimants differ; ")
    assert "contested, 29 d" in said


def scale(panel: RoutesPanel) -> float:
    return panel.diagram.view.figure.scale


def test_plus_and_minus_zoom_and_fit_shows_all_again(panel: RoutesPanel, qtbot: QtBot) -> None:
    fitted = scale(panel)
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    assert scale(panel) > fitted
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Minus)
    assert scale(panel) == pytest.approx(fitted)
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    (fit,) = [b for b in panel.header.findChildren(QToolButton) if b.text() == "fit"]
    qtbot.mouseClick(fit, LEFT)
    assert scale(panel) == fitted


def test_a_zoom_is_kept_through_resizing_filtering_and_selecting(
    panel: RoutesPanel, workspace: Workspace, hand: Hand, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    zoomed = scale(panel)
    panel.resize(500, 640)
    refine(workspace, Query(text="Bakhmut"))
    hand.click(place(workspace, "bakhmut"))
    panel.grab()
    assert scale(panel) == zoomed


def in_sight(panel: RoutesPanel, workspace: Workspace) -> int:
    """How many places stand inside the diagram."""
    inside = panel.diagram.rect()
    spots = [panel.diagram.position(ref) for ref in every_place(workspace)]
    return sum(inside.contains(spot) for spot in spots if spot is not None)


def test_after_a_click_the_picture_still_follows_the_panel_to_another_width(
    panel: RoutesPanel, workspace: Workspace, hand: Hand
) -> None:
    panel.grab()
    every = in_sight(panel, workspace)
    hand.click(place(workspace, "bakhmut"))
    for width, height in ((384, 460), (340, 420), (452, 604)):
        panel.resize(width, height)
        panel.grab()
        assert in_sight(panel, workspace) == every


def test_a_picture_that_was_moved_is_fitted_again_before_it_is_lost_from_sight(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.resize(900, 700)
    for _ in range(4):
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    panel.resize(340, 330)
    panel.grab()
    assert in_sight(panel, workspace)


def test_a_place_picked_elsewhere_comes_into_sight(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    for _ in range(5):
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    panel.grab()
    ref = place(workspace, "severodonetsk")
    assert not panel.diagram.rect().contains(at(panel, ref))
    picked = frozenset({PlaceId(ref[1])})
    workspace.select(lambda _: Selection(places=picked, current=ref))
    workspace.settle()
    panel.grab()
    assert panel.diagram.rect().contains(at(panel, ref))


def test_the_middle_button_moves_the_picture(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    ref = place(workspace, "bakhmut")
    before = at(panel, ref)
    start = QPoint(20, 20)
    middle = Qt.MouseButton.MiddleButton
    qtbot.mousePress(panel.diagram, middle, pos=start)
    qtbot.mouseMove(panel.diagram, start + QPoint(30, 12))
    qtbot.mouseRelease(panel.diagram, middle, pos=start + QPoint(30, 12))
    assert at(panel, ref) == before + QPoint(30, 12)


def test_a_place_reached_by_keys_is_moved_into_sight(
    panel: RoutesPanel, workspace: Workspace, hand: Hand, qtbot: QtBot
) -> None:
    for _ in range(5):
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    ref = place(workspace, "chasiv-yar")
    panel.diagram.setFocus()
    assert hand.press(Qt.Key.Key_Left).current == ref
    assert panel.diagram.rect().contains(at(panel, ref))
