"""The roads panel: what it says and shows, and that it stays legible."""

import math
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from db.model import PlaceId, RouteId
from db.query import Query, Selection
from desktop.frame import Frame
from desktop.panels.routes.names import Pen
from desktop.panels.routes.paint import Scene, paint
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.routes.reading import read
from desktop.panels.routes.view import fitted
from desktop.schematic.names import FULL
from desktop.schematic.report import Layout
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import roads
from tests.roads import LEFT, Hand, at, box, colour, every_place, place, refine, road

SIZES = [(452, 604), (452, 570), (384, 604), (384, 572)]


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> RoutesPanel:
    return roads.shown(workspace, theme, qtbot)


@pytest.fixture
def hand(panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> Hand:
    return Hand(panel, workspace, qtbot)


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
    refine(workspace, Query(text="Ukrainian troops"))
    assert panel.rows() == [("RD5", "Ukrainian troops")]
    assert [panel.diagram.position(ref) for ref in places] == before


def test_a_place_no_claim_is_left_of_is_dimmed(panel: RoutesPanel, workspace: Workspace) -> None:
    ref = place(workspace, "soledar")

    def ring() -> str:
        return colour(panel.diagram.grab().toImage(), at(panel, ref) + QPoint(5, 0))

    rest = ring()
    refine(workspace, Query(text="Chasiv"))
    assert not workspace.frame.snapshot.left["place"][ref[1]]
    assert ring() != rest


def test_nothing_selected_speaks_of_no_road(panel: RoutesPanel) -> None:
    assert panel.callout.isHidden()


def test_a_place_with_one_road_speaks_of_that_road(
    panel: RoutesPanel, workspace: Workspace, hand: Hand
) -> None:
    hand.click(place(workspace, "chasiv-yar"))
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
    panel: RoutesPanel, workspace: Workspace, hand: Hand
) -> None:
    hand.click(place(workspace, "bakhmut"))
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
    hand: Hand,
    uid: str,
    head: str,
) -> None:
    assert hand.click(road(workspace, uid)).routes == {road(workspace, uid)[1]}
    assert panel.callout.lines()[0].endswith(f": {head}")


@pytest.mark.parametrize("size", [(360, 280), (340, 320), (384, 330)])
def test_in_a_low_panel_a_callout_is_read_whole_and_the_legend_gives_way(
    panel: RoutesPanel, workspace: Workspace, size: tuple[int, int], qtbot: QtBot
) -> None:
    panel.resize(*size)
    panel.grab()
    assert panel.legend.isVisible()
    picked = frozenset({RouteId(road(workspace, "RD4")[1])})
    workspace.select(lambda _: Selection(routes=picked, current=road(workspace, "RD4")))
    workspace.settle()
    qtbot.waitUntil(lambda: panel.callout.height() >= panel.callout.sizeHint().height())
    assert not panel.legend.isVisible()
    assert panel.callout.geometry().bottom() <= panel.height()


def test_selecting_moves_no_place(panel: RoutesPanel, workspace: Workspace, hand: Hand) -> None:
    refs = every_place(workspace)
    before = [panel.diagram.position(ref) for ref in refs]
    hand.click(road(workspace, "RD4"))
    panel.grab()
    assert [panel.diagram.position(ref) for ref in refs] == before


@pytest.mark.parametrize("size", SIZES)
def test_every_name_has_room_and_lies_on_nothing(
    panel: RoutesPanel, qtbot: QtBot, size: tuple[int, int]
) -> None:
    panel.resize(*size)
    panel.grab()
    view = panel.diagram.view
    areas = [("place", area) for area in view.figure.areas]
    assert {n.label.ref for n in view.names.hidden} <= set(areas)
    boxes = {
        n.label.ref: QRectF(QPointF(*n.box[:2]), QPointF(*n.box[2:])) for n in view.names.placed
    }
    assert len(boxes.keys() - set(areas)) == 10 + 2  # places and groups
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
    ways = [line.points for line in view.figure.lines.values()]
    ways += [hoop.points() for hoop in view.figure.hoops.values()]
    strokes = [[QPointF(*point) for point in way] for way in ways]
    assert not [
        ref for (ref, room), points in product(boxes.items(), strokes)
        for a, b in pairwise(points) for n in range(101) if room.contains(a + (b - a) * n / 100)
    ]  # fmt: skip


@pytest.mark.parametrize("size", [(384, 430), (384, 342), (384, 327), (383, 299), (452, 342)])
def test_in_a_low_picture_too_every_name_is_drawn_and_told_apart(
    workspace: Workspace, theme: Theme, size: tuple[int, int]
) -> None:
    of = workspace.frame.layout, read(workspace.frame), Pen(theme)
    view = fitted(*of, QSizeF(*size))
    assert not view.names.stuck
    assert (view.names.clashes, view.names.on_roads, view.names.on_places) == (0, 0, 0)
    assert all(name.led for name in view.names.placed if name.astray)
    captions = [name.variant for name in view.names.placed if name.label.ref[0] == "route"]
    assert len(captions) == len(view.figure.hoops) == 2
    assert all(any(line.side for line in caption.lines) for caption in captions)


def test_names_without_room_are_counted_and_a_selected_one_still_shows(
    panel: RoutesPanel, workspace: Workspace
) -> None:
    panel.resize(340, 330)
    panel.grab()
    seen = QRectF(panel.diagram.rect()).translated(-panel.diagram.view.origin)
    hidden = panel.diagram.view.names.hidden
    name = next(name for name in hidden if seen.intersects(box(name)))
    kind, id_ = name.label.ref
    shown = box(name).translated(panel.diagram.view.origin).toRect()
    before = panel.diagram.grab(shown).toImage()
    chosen = Selection(places=frozenset({PlaceId(id_)}))
    if kind == "route":
        chosen = Selection(routes=frozenset({RouteId(id_)}))
    workspace.select(lambda _: chosen)
    workspace.settle()
    assert panel.diagram.grab(shown).toImage() != before


def test_zoomed_out_a_place_that_a_filter_leaves_keeps_its_name(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    for _ in range(9):
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Minus)
    hidden = [name.label.ref for name in panel.diagram.view.names.hidden]
    ref = next((kind, id_) for kind, id_ in hidden if kind == "place")
    refine(workspace, Query(facets={"place": frozenset({ref[1]})}))
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Minus)
    assert ref in panel.diagram.view.names.taken
    assert not panel.diagram.view.names.clashes


def test_names_with_room_stay_where_they_are_through_a_step_of_zooming_and_back(
    panel: RoutesPanel, qtbot: QtBot
) -> None:
    panel.resize(900, 900)
    panel.grab()
    before = panel.diagram.view.names.taken
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Plus)
    assert panel.diagram.view.names.taken == before
    qtbot.keyClick(panel.diagram, Qt.Key.Key_Minus)
    assert panel.diagram.view.names.taken == before


def test_a_name_that_lies_on_something_is_drawn_in_the_warning_colour(
    panel: RoutesPanel, workspace: Workspace, theme: Theme
) -> None:
    panel.grab()
    view = panel.diagram.view
    stuck = next(n for n in view.names.placed if n.label.ref == place(workspace, "soledar"))
    stuck = replace(stuck, free=False)
    view = replace(view, figure=replace(view.figure, scale=FULL))
    names = replace(view.names, placed=(stuck,))
    image = QImage(QSize(452, 604), QImage.Format.Format_RGB32)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    paint(painter, Pen(theme), Scene(view, names, read(workspace.frame), Layout()))
    painter.end()
    room = box(stuck).translated(view.origin).toRect()
    spots = product(range(room.left(), room.right()), range(room.top(), room.bottom()))
    inks = {colour(image, QPoint(*spot)) for spot in spots}
    assert theme.colour("warn").name() in inks


def test_a_road_drawn_in_its_stated_octant_needs_no_word_of_it(panel: RoutesPanel) -> None:
    written = [
        line.text
        for name in panel.diagram.view.names.placed
        for line in name.variant.lines
        if line.text.startswith("stated")
    ]
    assert written == []


def test_a_group_says_its_name_claimant_status_and_age(
    panel: RoutesPanel, workspace: Workspace
) -> None:
    ref = road(workspace, "RD-ALL")
    name = next(n for n in panel.diagram.view.names.placed if n.label.ref == ref)
    text = " ".join(line.text for line in name.variant.lines)
    assert text.replace(" ·", "") == "All links of Bakhmut Moscow-backed adm. cut, implied, 29 d"


def test_a_road_that_nobody_speaks_of_wears_no_status(
    panel: RoutesPanel, workspace: Workspace, theme: Theme
) -> None:
    line = panel.diagram.view.figure.lines[RouteId(road(workspace, "RD1")[1])]
    image = panel.diagram.grab().toImage()
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


def test_what_is_not_on_the_diagram_is_listed_with_its_reason_and_can_be_selected(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    russia = place(workspace, "russia")
    link = panel.shelf.link(russia)
    assert isinstance(link, QToolButton)
    assert "an area: it has no one spot" in link.toolTip()
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(link, LEFT)
    assert workspace.frame.selection.places == {russia[1]}


def test_what_does_not_fit_the_shelf_is_counted_and_listed(
    panel: RoutesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    more = panel.shelf.link(place(workspace, "washington"))
    assert isinstance(more, QToolButton)
    assert more.text() == "+10"
    qtbot.mouseClick(more, LEFT)
    (menu,) = panel.shelf.findChildren(QMenu)
    rows = {row.text(): row for row in menu.actions()}
    assert len(rows) == 10
    assert "no coordinates, and no bearing is stated" in rows["Washington"].toolTip()
    with qtbot.waitSignal(workspace.changed):
        rows["Washington"].trigger()
    assert workspace.frame.selection.current == place(workspace, "washington")
    menu.close()


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


def test_directions_are_multiples_of_45_degrees_near_the_true_ones(
    panel: RoutesPanel, workspace: Workspace
) -> None:
    hub = at(panel, place(workspace, "bakhmut"))
    wanted = {
        "sloviansk": 135,
        "kostiantynivka": 225,
        "chasiv-yar": 180,
        "border-with-luhansk-region": 0,
    }
    for uid, degrees in wanted.items():
        to = at(panel, place(workspace, uid)) - hub
        assert math.degrees(math.atan2(-to.y(), to.x())) % 360 == pytest.approx(degrees, abs=2)
