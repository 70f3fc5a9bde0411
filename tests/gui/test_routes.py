"""The roads panel: what it says, what a click or key on it asks for, and that it stays legible."""

import math
from collections.abc import Callable
from itertools import combinations, pairwise, product
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from db.model import PlaceId, Ref, RouteId, Status
from db.query import Query, Selection
from desktop.frame import Frame
from desktop.panels.routes import RoutesPanel
from desktop.panels.routes_labels import Placed
from desktop.panels.routes_reading import Look
from desktop.panels.routes_style import sample
from desktop.theme import Theme
from desktop.workspace import Workspace

SIZES = [(452, 604), (452, 570), (384, 460), (384, 430), (340, 420)]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> RoutesPanel:
    """The panel over the bundled desk, wired to a workspace and on screen."""
    panel = RoutesPanel(theme)
    qtbot.addWidget(panel)
    workspace.changed.connect(panel.show_frame)
    panel.selection_requested.connect(workspace.select)
    panel.query_requested.connect(workspace.refine)
    panel.narrow_requested.connect(workspace.narrow)
    panel.show_frame(workspace.frame)
    panel.resize(452, 604)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def place(workspace: Workspace, uid: str) -> Ref:
    places = workspace.frame.snapshot.desk.places.values()
    return "place", next(place.id for place in places if place.uid == uid)


def road(workspace: Workspace, uid: str) -> Ref:
    routes = workspace.frame.snapshot.desk.routes.values()
    return "route", next(route.id for route in routes if route.uid == uid)


def every_place(workspace: Workspace) -> list[Ref]:
    return [("place", id_) for id_ in workspace.frame.snapshot.desk.places]


def box(name: Placed) -> QRectF:
    return QRectF(QPointF(*name.box[:2]), QPointF(*name.box[2:]))


def at(panel: RoutesPanel, ref: Ref) -> QPoint:
    spot = panel.position(ref)
    assert spot is not None
    return panel.diagram.mapFrom(panel, spot)


def colour(image: QImage, spot: QPoint) -> str:
    return image.pixelColor(spot * image.devicePixelRatio()).name()


@pytest.fixture
def click(panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> Callable[..., Selection]:
    """Click on a place or road and return what is selected then."""

    def clicked(ref: Ref, modifiers: Qt.KeyboardModifier = NONE) -> Selection:
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(panel.diagram, LEFT, modifiers, at(panel, ref))
        return workspace.frame.selection

    return clicked


@pytest.fixture
def press(panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> Callable[..., Selection]:
    """Press a key on the diagram and return what is selected then."""

    def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Selection:
        with qtbot.waitSignal(workspace.changed):
            qtbot.keyClick(panel.diagram, key, modifiers)
        return workspace.frame.selection

    return pressed


def refine(panel: RoutesPanel, workspace: Workspace, query: Query) -> None:
    workspace.refine(lambda _: query)
    workspace.settle()


# -- what it says ----------------------------------------------------------------------------------


def test_the_sentence_stands_there_with_the_age_counted(panel: RoutesPanel) -> None:
    assert panel.sentence.text() == (
        "Reported, not verified; the newest report is 1 day old; no basis for movement."
    )
    assert panel.header.note.text() == "ages counted to 2 Mar 2023"


def test_the_sentence_wraps_and_is_never_cut(panel: RoutesPanel, qtbot: QtBot) -> None:
    for width in (340, 384, 452):
        panel.resize(width, 460)
        qtbot.waitUntil(lambda width=width: panel.sentence.width() == width)
        assert panel.sentence.height() >= panel.sentence.heightForWidth(width)


def test_a_desk_without_reports_says_so(theme: Theme, qtbot: QtBot) -> None:
    panel = RoutesPanel(theme)
    qtbot.addWidget(panel)
    panel.show_frame(Frame())
    panel.show_frame(Frame())
    assert panel.sentence.text().startswith("No claim names a road")
    assert panel.rows() == []
    assert panel.header.note.text() == ""


ALL_ROWS = [
    ("RD-ALL", "Moscow-backed administration of Donetsk"),
    ("RD1", "CNN"),
    ("RD2", "CNN"),
    ("RD3", "CNN"),
    ("RD4", "Moscow-backed administration of Donetsk"),
    ("RD5", "Ukrainian troops"),
]


def test_every_newest_report_is_drawn(panel: RoutesPanel) -> None:
    assert panel.rows() == ALL_ROWS


def test_what_a_filter_leaves_is_drawn_in_full_and_nothing_moves(
    panel: RoutesPanel, workspace: Workspace
) -> None:
    places = every_place(workspace)
    before = [panel.diagram.position(ref) for ref in places]
    refine(panel, workspace, Query(text="Ukrainian troops"))
    assert panel.rows() == [("RD5", "Ukrainian troops")]
    assert [panel.diagram.position(ref) for ref in places] == before


def test_a_place_no_claim_is_left_of_is_dimmed(panel: RoutesPanel, workspace: Workspace) -> None:
    ref = place(workspace, "soledar")

    def ring() -> str:
        return colour(panel.diagram.grab().toImage(), at(panel, ref) + QPoint(5, 0))

    rest = ring()
    refine(panel, workspace, Query(text="Chasiv"))
    assert not workspace.frame.snapshot.left["place"][ref[1]]
    assert ring() != rest


# -- the callout -----------------------------------------------------------------------------------


def test_nothing_selected_speaks_of_no_road(panel: RoutesPanel) -> None:
    assert panel.callout.isHidden()


def test_a_place_with_one_road_speaks_of_that_road(
    panel: RoutesPanel, workspace: Workspace, click: Callable[..., Selection]
) -> None:
    click(place(workspace, "chasiv-yar"))
    assert panel.callout.isVisible()
    assert panel.callout.lines() == [
        "Chasiv Yar – Bakhmut highway: 3 claims, claimants differ",
        "Moscow-backed administration of Donetsk · contested · 29 d",
        "Moscow-backed administration of Donetsk · cut, implied · 29 d",
        "through the group All links of Bakhmut, membership inferred",
        "Ukrainian troops · restricted · 1 d",
        "through the group Routes into Bakhmut from the west, membership inferred",
    ]


def test_a_place_of_several_roads_speaks_of_none(
    panel: RoutesPanel, workspace: Workspace, click: Callable[..., Selection]
) -> None:
    click(place(workspace, "bakhmut"))
    assert panel.callout.isHidden()


@pytest.mark.parametrize(
    ("uid", "head"),
    [
        ("RD1", "2 claims"),
        ("RD2", "3 claims, claimants differ"),
        ("RD3", "3 claims, claimants differ"),
        ("RD4", "3 claims, claimants differ"),
        ("RD5", "1 claim"),
        ("RD-ALL", "1 claim"),
    ],
)
def test_a_road_says_how_many_claims_bear_on_it_and_whether_claimants_differ(
    panel: RoutesPanel,
    workspace: Workspace,
    click: Callable[..., Selection],
    uid: str,
    head: str,
) -> None:
    assert click(road(workspace, uid)).routes == {road(workspace, uid)[1]}
    assert panel.callout.lines()[0].endswith(f": {head}")


def test_selecting_moves_no_place(
    panel: RoutesPanel, workspace: Workspace, click: Callable[..., Selection]
) -> None:
    refs = every_place(workspace)
    before = [panel.diagram.position(ref) for ref in refs]
    click(road(workspace, "RD4"))
    panel.grab()
    assert [panel.diagram.position(ref) for ref in refs] == before


# -- gestures --------------------------------------------------------------------------------------


def test_a_click_selects_control_toggles_and_shift_adds(
    workspace: Workspace, click: Callable[..., Selection]
) -> None:
    bakhmut, soledar = place(workspace, "bakhmut"), place(workspace, "soledar")
    assert click(bakhmut).places == {bakhmut[1]}
    assert click(soledar).places == {soledar[1]}
    assert click(bakhmut, CTRL).places == {bakhmut[1], soledar[1]}
    assert click(soledar, CTRL).places == {bakhmut[1]}
    chosen = click(road(workspace, "RD2"), SHIFT)
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


# -- keys ------------------------------------------------------------------------------------------


def test_arrows_go_to_the_nearest_place_in_that_direction(
    panel: RoutesPanel, workspace: Workspace, press: Callable[..., Selection]
) -> None:
    panel.diagram.setFocus()
    assert press(Qt.Key.Key_Left).current == place(workspace, "chasiv-yar")
    assert press(Qt.Key.Key_Right).current == place(workspace, "bakhmut")
    assert press(Qt.Key.Key_Right).current == place(workspace, "border-with-luhansk-region")


def test_tab_walks_the_roads_of_a_place_and_space_selects_one(
    panel: RoutesPanel, workspace: Workspace, press: Callable[..., Selection], qtbot: QtBot
) -> None:
    panel.diagram.setFocus()
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
    assert panel.diagram.hasFocus()
    assert not workspace.frame.selection
    assert press(Qt.Key.Key_Space).routes == {road(workspace, "RD1")[1]}


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
    panel: RoutesPanel, workspace: Workspace, press: Callable[..., Selection], qtbot: QtBot
) -> None:
    panel.diagram.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Left, CTRL)
    both = {place(workspace, "bakhmut")[1], place(workspace, "chasiv-yar")[1]}
    assert press(Qt.Key.Key_Space, CTRL).places == both
    assert press(Qt.Key.Key_Space, CTRL).places == {place(workspace, "bakhmut")[1]}


def test_enter_makes_what_the_keys_are_on_the_filter(
    panel: RoutesPanel, workspace: Workspace, press: Callable[..., Selection]
) -> None:
    panel.diagram.setFocus()
    press(Qt.Key.Key_Return)
    assert workspace.frame.query.chosen("place") == {place(workspace, "bakhmut")[1]}


def test_the_diagram_says_what_it_holds_and_what_the_keys_are_on(
    panel: RoutesPanel, workspace: Workspace, press: Callable[..., Selection], qtbot: QtBot
) -> None:
    panel.diagram.clearFocus()
    assert "10 places, 4 roads, 2 groups of roads" in panel.diagram.accessibleDescription()
    panel.diagram.setFocus()
    press(Qt.Key.Key_Left)
    assert panel.diagram.accessibleDescription().startswith("Chasiv Yar, town: 1 claim")
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
    said = panel.diagram.accessibleDescription()
    assert said.startswith("Road Chasiv Yar – Bakhmut highway: 3 claims, claimants differ; ")
    assert "contested, 29 d" in said


# -- zoom ------------------------------------------------------------------------------------------


def scale(panel: RoutesPanel) -> float:
    return panel.diagram.view.figure.scale


def test_plus_and_minus_zoom_and_fit_shows_all_again(panel: RoutesPanel, qtbot: QtBot) -> None:
    fitted = scale(panel)
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    assert scale(panel) > fitted
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Minus)
    assert scale(panel) == pytest.approx(fitted)
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    (fit,) = panel.header.findChildren(QToolButton)
    qtbot.mouseClick(fit, LEFT)
    assert scale(panel) == fitted


def test_a_zoom_is_kept_through_resizing_filtering_and_selecting(
    panel: RoutesPanel, workspace: Workspace, click: Callable[..., Selection], qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    zoomed = scale(panel)
    panel.resize(500, 640)
    refine(panel, workspace, Query(text="Bakhmut"))
    click(place(workspace, "bakhmut"))
    panel.grab()
    assert scale(panel) == zoomed


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
    panel: RoutesPanel, workspace: Workspace, press: Callable[..., Selection], qtbot: QtBot
) -> None:
    for _ in range(5):
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    ref = place(workspace, "chasiv-yar")
    panel.diagram.setFocus()
    assert press(Qt.Key.Key_Left).current == ref
    assert panel.diagram.rect().contains(at(panel, ref))


# -- legibility ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_every_name_has_room_and_lies_on_nothing(
    panel: RoutesPanel, qtbot: QtBot, size: tuple[int, int]
) -> None:
    panel.resize(*size)
    panel.grab()
    view = panel.diagram.view
    assert not view.names.hidden
    boxes = {
        n.label.ref: QRectF(QPointF(*n.box[:2]), QPointF(*n.box[2:])) for n in view.names.placed
    }
    assert len(boxes) == 10 + 2 + 1  # places, groups, and the stated octant of one road
    assert not [
        pair for pair in combinations(boxes, 2) if boxes[pair[0]].intersects(boxes[pair[1]])
    ]
    seen = QRectF(QPointF(), panel.diagram.size().toSizeF()).translated(-view.origin)
    assert not [ref for ref, room in boxes.items() if not seen.contains(room)]
    spots = list(view.figure.spots.values())
    assert not [
        ref for (ref, room), spot in product(boxes.items(), spots)
        if room.adjusted(-8, -8, 8, 8).contains(spot)
    ]  # fmt: skip
    strokes = [[line.start, line.end] for line in view.figure.lines.values()]
    strokes += [hoop.points() for hoop in view.figure.hoops.values()]
    assert not [
        ref for (ref, room), points in product(boxes.items(), strokes)
        for a, b in pairwise(points) for n in range(101) if room.contains(a + (b - a) * n / 100)
    ]  # fmt: skip


def test_names_without_room_are_counted_and_a_selected_one_still_shows(
    panel: RoutesPanel, workspace: Workspace
) -> None:
    panel.resize(340, 330)
    panel.grab()
    name = panel.diagram.view.names.hidden[0]
    kind, id_ = name.label.ref
    shown = box(name).translated(panel.diagram.view.origin).toRect()
    before = panel.diagram.grab(shown).toImage()
    chosen = Selection(places=frozenset({PlaceId(id_)}))
    if kind == "route":
        chosen = Selection(routes=frozenset({RouteId(id_)}))
    workspace.select(lambda _: chosen)
    workspace.settle()
    assert panel.diagram.grab(shown).toImage() != before


def test_the_stated_octant_is_written_where_the_drawn_one_is_another(panel: RoutesPanel) -> None:
    written = [
        line.text
        for name in panel.diagram.view.names.placed
        for line in name.variant.lines
        if line.text.startswith("stated")
    ]
    assert written == ["stated SW"]


def test_a_group_says_its_name_claimant_status_and_age(
    panel: RoutesPanel, workspace: Workspace
) -> None:
    ref = road(workspace, "RD-ALL")
    name = next(n for n in panel.diagram.view.names.placed if n.label.ref == ref)
    text = " ".join(line.text for line in name.variant.lines)
    assert text.replace(" ·", "") == "All links of Bakhmut Moscow-backed adm. cut, implied, 29 d"


def painted(look: Look, theme: Theme) -> QImage:
    image = QImage(QSize(60, 16), QImage.Format.Format_RGB32)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    sample(painter, theme, look, QPointF(2, 8), 56)
    painter.end()
    return image


def test_every_status_differs_in_shape_and_not_in_colour_alone(theme: Theme) -> None:
    for implied in (False, True):
        grey = [
            painted(Look(status, implied), theme).convertToFormat(QImage.Format.Format_Mono)
            for status in get_args(Status)
        ]
        assert all(one != other for one, other in combinations(grey, 2))


def test_implied_and_old_reports_look_unlike_explicit_and_new_ones(theme: Theme) -> None:
    for status in ("open", "restricted", "contested", "cut"):
        looks = [Look(status), Look(status, implied=True), Look(status, faint=True)]
        images = [painted(look, theme) for look in looks]
        assert all(one != other for one, other in combinations(images, 2)), status


def test_a_road_that_nobody_speaks_of_wears_no_status(
    panel: RoutesPanel, workspace: Workspace, theme: Theme
) -> None:
    image = panel.diagram.grab().toImage()
    line = panel.diagram.view.figure.lines[RouteId(road(workspace, "RD1")[1])]
    hues = {
        theme.colour(f"{kind}.{s}").name()
        for kind in ("status", "stale")
        for s in ("open", "cut", "contested")
    }
    start, end = line.start + panel.diagram.view.origin, line.end + panel.diagram.view.origin
    seen = set[str]()
    for n in range(40, 100):  # past the ring and the bracket that cross it
        spot = (start + (end - start) * n / 100).toPoint()
        seen |= {colour(image, spot + QPoint(0, y)) for y in range(-6, 7)}
    assert not seen & hues
    assert len(seen) > 1


# -- what is not on it, and what is explained ------------------------------------------------------


def test_what_is_not_on_the_diagram_is_listed_with_its_reason_and_can_be_selected(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    russia = place(workspace, "russia")
    link = panel.shelf.link(PlaceId(russia[1]))
    assert isinstance(link, QToolButton)
    assert "an area: it has no one spot" in link.toolTip()
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(link, LEFT)
    assert workspace.frame.selection.places == {russia[1]}


def test_what_does_not_fit_the_shelf_is_counted_and_listed(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    more = panel.shelf.link(PlaceId(place(workspace, "washington")[1]))
    assert isinstance(more, QToolButton)
    assert more.text() == "+10"
    qtbot.mouseClick(more, LEFT)
    (menu,) = panel.shelf.findChildren(QMenu)
    rows = {row.text(): row for row in menu.actions()}
    assert len(rows) == 14
    assert "no coordinates, and no bearing is stated" in rows["Washington"].toolTip()
    with qtbot.waitSignal(workspace.changed):
        rows["Washington"].trigger()
    assert workspace.frame.selection.current == place(workspace, "washington")
    menu.close()


def test_the_legend_explains_what_is_on_screen_and_nothing_else(panel: RoutesPanel) -> None:
    assert panel.legend.words() == [
        "restricted",
        "contested",
        "cut, implied",
        "condition not stated",
        "claimants differ",
        "thin: implied",
        "a group of roads",
        "placed by bearing",
        "pale: older than 14 d",
    ]


def test_a_narrow_legend_leaves_out_what_the_callout_names(
    panel: RoutesPanel, workspace: Workspace, click: Callable[..., Selection]
) -> None:
    panel.resize(384, 604)
    click(road(workspace, "RD4"))
    assert panel.legend.words()[0] == "not stated"


def test_a_tooltip_says_who_reports_what_and_where_it_stands(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.mouseMove(panel.diagram, at(panel, road(workspace, "RD4")))
    text = panel.diagram.toolTip()
    for words in ("claimants differ", "contested, 29 d", "1 Feb 2023", "Ukrainian troops"):
        assert words in text


def test_all_that_takes_the_focus_has_a_name(panel: RoutesPanel) -> None:
    stops = [w for w in panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert all(w.accessibleName() or w.property("text") for w in stops)


def test_true_directions_are_kept(panel: RoutesPanel, workspace: Workspace) -> None:
    hub = at(panel, place(workspace, "bakhmut"))
    wanted = {
        "sloviansk": 136,
        "kostiantynivka": 199,
        "soledar": 64,
        "border-with-luhansk-region": 0,
    }
    for uid, degrees in wanted.items():
        to = at(panel, place(workspace, uid)) - hub
        assert math.degrees(math.atan2(-to.y(), to.x())) % 360 == pytest.approx(degrees, abs=2)
