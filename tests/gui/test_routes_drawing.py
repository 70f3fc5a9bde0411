"""The drawing of roads, groups, places and areas, on a drawing made by hand."""

import math
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from db.model import PlaceId, Ref
from db.query import Selection
from desktop.panels.routes import signs, tips, words
from desktop.panels.routes.figure import LINE_HIT, Figure, figure
from desktop.panels.routes.inked import Inker
from desktop.panels.routes.keys import neighbour
from desktop.panels.routes.names import Pen
from desktop.panels.routes.paint import Scene, paint
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.shelf import Shelf
from desktop.panels.routes.view import View, fitted
from desktop.schematic.names import NamePlan
from desktop.schematic.report import Bridge, Layout, Note
from desktop.schematic.slots import Line, variant
from desktop.schematic.strokes import at, distance, length
from desktop.theme import Theme
from tests import drawn
from tests.drawn import LAYOUT

SCALE = 120.0
ORIGIN = QPointF(260, 240)


def made(reading: Reading | None = None, layout: Layout = LAYOUT) -> Figure:
    return figure(layout, reading or drawn.reading(), SCALE)


def painted(theme: Theme, reading: Reading, layout: Layout = LAYOUT, ratio: float = 1.0) -> QImage:
    """Return the drawing without names."""
    image = QImage(int(600 * ratio), int(460 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    view = View(made(reading, layout), NamePlan(), ORIGIN)
    paint(painter, Pen(theme), Scene(view, view.names, reading, layout))
    painter.end()
    return image


def seen(image: QImage, x: float, y: float) -> QColor:
    """Return the colour of the pixel below and right of a spot of the drawing."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(int((ORIGIN.x() + x) * ratio), int((ORIGIN.y() + y) * ratio))


def test_the_strands_of_a_road_with_an_elbow_run_beside_each_other_all_the_way() -> None:
    line = made().lines[drawn.BENT]
    ways = [line.strand(n, 3) for n in range(3)]
    assert [len(way) for way in ways] == [3, 3, 3]
    for share in (0.1, 0.3, 0.8, 0.95):
        gaps = [distance(at(ways[n], share), ways[n + 1]) for n in (0, 1)]
        assert gaps == pytest.approx([7, 7], abs=0.01)


def test_the_first_strand_lies_to_the_north_whichever_way_a_road_is_told() -> None:
    told = [
        (road, who, "open", False, 1) for road in (drawn.PARALLEL, drawn.BACK) for who in (1, 2)
    ]
    lines = made(drawn.reading(reports=told)).lines  # type: ignore[arg-type]
    for road in (drawn.PARALLEL, drawn.BACK):
        first, second = (lines[road].strand(n, 2) for n in (0, 1))
        assert first[0][1] == pytest.approx(second[0][1] - 7)


def test_roads_between_the_same_places_lie_side_by_side_about_their_way() -> None:
    figure = made()
    one, other = figure.lines[drawn.PARALLEL], figure.lines[drawn.BACK]
    assert one.start.y() < 0 < other.start.y()
    apart = other.start.y() - one.start.y()
    assert apart >= (one.strands - 1) * 7 / 2 + (other.strands - 1) * 7 / 2 + 5.5
    assert one.sign != other.sign


def test_a_road_begins_at_the_ring_of_its_place_and_at_the_rim_of_a_hub() -> None:
    ring = made().lines[drawn.SILENT]
    assert ring.start.x() == pytest.approx(9)
    hub = made(layout=replace(LAYOUT, discs=frozenset({drawn.HUB}))).lines[drawn.SILENT]
    assert hub.start.x() == pytest.approx(0.22 * SCALE)
    assert hub.end == ring.end


def test_a_road_that_comes_back_is_a_ring_where_no_other_road_leaves() -> None:
    figure = made()
    loop, spot = figure.lines[drawn.LOOP], figure.spots[drawn.NORTHEAST]
    assert length(loop.points) > 60
    middle = loop.at(0.5) - spot
    assert middle.x() > 0  # the other road leaves to the southwest
    assert middle.y() < 0
    assert figure.hit(loop.at(0.5)) == ("route", drawn.LOOP)


def test_a_road_under_a_bridge_is_interrupted_and_the_one_above_is_not(theme: Theme) -> None:
    image = painted(theme, drawn.reading())
    over, under = theme.colour("status.open"), theme.colour("status.contested")
    y = 0.9 * SCALE
    assert {seen(image, x, y).name() for x in range(-20, 21)} == {over.name()}
    beside = {seen(image, 0, y + off).name() for off in (-5, -4, 4, 5)}
    assert beside == {theme.colour("casing").name()}
    assert under.name() in {seen(image, 0, y + off).name() for off in range(14, 30)}
    turned = replace(LAYOUT, bridges=(Bridge(drawn.UNDER, drawn.OVER, (0.0, -0.9)),))
    image = painted(theme, drawn.reading(), turned)
    assert over.name() not in {seen(image, x, y).name() for x in range(-4, 5)}


def test_roads_that_bridge_each_other_in_a_ring_are_drawn_all_the_same(theme: Theme) -> None:
    ring = (
        Bridge(drawn.OVER, drawn.UNDER, (0, -0.9)), Bridge(drawn.UNDER, drawn.OVER, (0, -0.9)),
    )  # fmt: skip
    image = painted(theme, drawn.reading(), replace(LAYOUT, bridges=ring))
    assert seen(image, 40, 0.9 * SCALE) == theme.colour("status.open")


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_level_strand_has_sharp_edges(theme: Theme, ratio: float) -> None:
    image = painted(theme, drawn.reading(), ratio=ratio)
    y = 0.9 * SCALE
    steps = range(int(-8 * ratio), int(8 * ratio))
    column = [seen(image, 40, y + step / ratio).name() for step in steps]
    assert set(column) == {theme.colour("status.open").name(), theme.colour("panel").name()}
    assert column.count(theme.colour("status.open").name()) == 5 * ratio


def test_the_dash_of_every_road_starts_anew(theme: Theme) -> None:
    spots = {PlaceId(n): (0.83 * n, 0.0) for n in (1, 2, 3)}
    roads = {drawn.OVER: (PlaceId(1), PlaceId(2)), drawn.UNDER: (PlaceId(2), PlaceId(3))}
    desk = drawn.desk({id_: f"Place {id_}" for id_ in spots})
    routes = {
        id_: replace(desk.routes[id_], start=start, end=end) for id_, (start, end) in roads.items()
    }
    told = [(road, 1, "contested", False, 1) for road in roads]
    reading = drawn.reading(replace(desk, routes=routes, bearings=()), told)  # type: ignore[arg-type]
    lines = {id_: (spots[a], spots[b]) for id_, (a, b) in roads.items()}
    layout = Layout(positions=spots, lines=lines)
    image = painted(theme, reading, layout)
    step = 0.83 * SCALE
    rows = [[seen(image, step * n + off, 0).name() for off in range(10, 80)] for n in (1, 2)]
    amber = theme.colour("status.contested").name()
    first = [row.index(amber) for row in rows]
    assert max(first) <= 1
    for row in rows:
        assert row[2:10] == [amber] * 8


def test_a_short_dashed_road_still_shows_two_periods(theme: Theme) -> None:
    spots = {drawn.HUB: (0.0, 0.0), drawn.SOUTH: (0.0, -0.4)}
    told = [(drawn.UNDER, 1, "contested", False, 1)]
    layout = Layout(positions=spots, lines={drawn.UNDER: (spots[drawn.HUB], spots[drawn.SOUTH])})
    image = painted(theme, drawn.reading(reports=told), layout)  # type: ignore[arg-type]
    amber = theme.colour("status.contested").name()
    row = [seen(image, 0, y).name() == amber for y in range(8, 42)]
    starts = [n for n in range(1, len(row)) if row[n] and not row[n - 1]]
    assert len(starts) >= 2


def test_an_approach_fades_and_ends_in_an_arrow(theme: Theme) -> None:
    reading = drawn.reading(reports=[(drawn.APPROACH, 1, "open", False, 2)])
    image = painted(theme, reading)
    y, panel = 1.5 * SCALE, theme.colour("panel")
    far = [abs(seen(image, x, y).red() - panel.red()) for x in (-30, -70, -90, -105)]
    assert far == sorted(far, reverse=True)
    assert far[0] > 2 * far[-1] > 0


def test_a_bracket_faces_the_roads_of_its_group_and_spares_the_others() -> None:
    figure = made()
    hoop = figure.hoops[drawn.SOME]
    assert hoop.sides == (0, 1, 2, 3)  # east, northeast, northwest
    others = figure.lines[drawn.PARALLEL], figure.lines[drawn.UNDER]
    for line in others:
        assert min(hoop.distance(at(line.points, n / 20)) for n in range(21)) > 5


def test_a_bracket_opens_where_only_another_road_leaves() -> None:
    desk = drawn.desk()
    members = ((drawn.PARALLEL, "stated"), (drawn.DIAGONAL, "stated"))
    group = replace(desk.routes[drawn.SOME], members=members)
    reading = drawn.reading(replace(desk, routes={**desk.routes, drawn.SOME: group}))
    hoop = made(reading).hoops[drawn.SOME]
    assert len(hoop.pieces()) == 2
    assert hoop.distance((-44 * 0.707, -44 * 0.707)) > 5  # the road to the northwest is spared


def test_a_group_takes_its_side_from_where_its_road_leaves_not_from_where_it_ends() -> None:
    bent = replace(LAYOUT, lines={**LAYOUT.lines, drawn.SILENT: ((0, 0), (0.7, 0.7), (1.4, 0))})
    assert 0 not in {side % 8 for side in made(layout=bent).hoops[drawn.SOME].sides}


def test_an_area_is_an_arc_on_its_side_and_can_be_picked() -> None:
    figure = made()
    assert drawn.AREA not in figure.spots
    middle = figure.middle(("place", drawn.AREA))
    assert middle is not None
    assert (middle.x(), middle.y()) == pytest.approx((0.35 * SCALE, -0.95 * SCALE), abs=0.1)
    assert figure.hit(middle) == ("place", drawn.AREA)


REFS: list[Ref] = [("route", id_) for id_ in drawn.desk().routes]


@pytest.mark.parametrize("ref", REFS)
def test_every_road_and_group_is_hit_at_its_middle_and_eight_pixels_beside_it(ref: Ref) -> None:
    figure = made()
    middle = figure.middle(ref)
    assert middle is not None
    assert figure.hit(middle) == ref
    far = QPointF(4000, 4000)
    assert figure.hit(far) is None
    if line := figure.lines.get(drawn.OVER):
        edge = line.at(0.25) + QPointF(0, LINE_HIT - 0.5)
        assert figure.hit(edge) == ("route", drawn.OVER)


def test_what_is_inked_is_kept_until_what_is_reported_or_the_figure_changes() -> None:
    reading, inker = drawn.reading(), Inker()
    figure = made(reading)
    first = inker.inked(figure, LAYOUT, reading, 1.0)
    assert inker.inked(figure, LAYOUT, reading, 1.0) is first
    assert inker.inked(figure, LAYOUT, reading, 2.0) is not first
    picked = drawn.reading(selection=Selection(routes=frozenset({drawn.OVER})))
    assert inker.inked(figure, LAYOUT, picked, 1.0) is not first


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_road_keeps_its_colours_when_it_is_selected(mode: str, theme: Theme) -> None:
    reading = drawn.reading(selection=Selection(routes=frozenset({drawn.OVER})))
    own = Theme("dark" if mode == "dark" else "light")
    image = painted(own, reading)
    y = 0.9 * SCALE
    assert seen(image, 40, y) == own.colour("status.open")
    assert seen(image, 40, y + 3.2) == own.colour("casing")
    assert seen(image, 40, y + 12) == own.colour("selected")


def test_the_legend_explains_arcs_pins_breaks_and_approaches() -> None:
    said = [entry.text for entry in signs.entries(drawn.reading(), LAYOUT)]
    assert said[-5:-1] == [
        "somewhere on that side", "pinned by hand", "farther than drawn", "goes on, end not stated",
    ]  # fmt: skip


def test_every_note_has_words() -> None:
    notes = get_args(Note)
    assert len({words.note(what) for what in notes}) == len(notes) > 6


@pytest.mark.parametrize(
    ("lon", "said"), [(0.0, ""), (1.0, "from Hub truly NE (45°), drawn N (0°)")]
)
def test_a_tooltip_tells_the_true_bearing_of_a_road_drawn_well_off_it(
    lon: float, said: str
) -> None:
    desk = drawn.desk()
    places = dict(desk.places)
    places[drawn.HUB] = replace(places[drawn.HUB], lat=0.0, lon=0.0)
    places[drawn.SOUTH] = replace(places[drawn.SOUTH], lat=1.0, lon=lon)
    reading = drawn.reading(replace(desk, places=places))
    layout = replace(LAYOUT, positions={**LAYOUT.positions, drawn.SOUTH: (0.0, 1.5)})
    tip = tips.tip(reading, layout, ("route", drawn.UNDER))
    assert ("truly" in tip) is bool(said)
    assert said in tip


@pytest.mark.parametrize("width", range(380, 640, 40))
def test_no_name_stands_on_the_mark_of_a_gap(width: int, theme: Theme) -> None:
    view = fitted(LAYOUT, drawn.reading(), Pen(theme), QSizeF(width, 420))
    for gap in view.figure.breaks:
        mark = QRectF(gap.at - QPointF(6, 6), QSizeF(12, 12))
        boxes = [QRectF(QPointF(*n.box[:2]), QPointF(*n.box[2:])) for n in view.names.placed]
        assert not [box for box in boxes if box.intersects(mark)]


def test_a_caption_ends_where_a_line_comes_to_it_from_the_right(theme: Theme) -> None:
    pen = Pen(theme)
    caption = variant((Line("Roads from the north", "caption"), Line("cut", "small")), pen.measure)
    image = QImage(math.ceil(caption.width), math.ceil(caption.height), QImage.Format.Format_RGB32)
    half = QRect(image.width() // 2, image.height() // 2, image.width() // 2, image.height() // 2)
    inked = list[bool]()
    for flush in (False, True):
        image.fill(theme.colour("panel"))
        painter = QPainter(image)
        pen.paint(painter, caption, QRectF(image.rect()), bold=False, flush=flush)
        painter.end()
        blank = image.copy(half)
        blank.fill(theme.colour("panel"))
        inked.append(image.copy(half) != blank)
    assert inked == [False, True]


def test_the_whole_fits_with_all_its_names(theme: Theme) -> None:
    view = fitted(LAYOUT, drawn.reading(), Pen(theme), QSizeF(560, 520))
    assert not view.names.hidden


GRID, ANYWHERE = st.integers(-6, 6), st.floats(-6, 6)
SPOTS = st.lists(
    st.tuples(GRID, GRID) | st.tuples(ANYWHERE, ANYWHERE), min_size=1, max_size=14, unique=True
)


@given(SPOTS)
def test_the_arrows_lead_from_every_place_to_every_other(spots: list[tuple[float, float]]) -> None:
    places = {PlaceId(n): QPointF(40 * x, 40 * y) for n, (x, y) in enumerate(spots, 1)}
    figure = Figure(spots=places)
    leads: dict[int, set[int]] = {}
    for id_ in places:
        ways = ((1, 0), (-1, 0), (0, 1), (0, -1))
        found = (neighbour(figure, ("place", id_), way) for way in ways)
        leads[id_] = {ref[1] for ref in found if ref is not None}
    for id_ in places:
        reached, new = {int(id_)}, {int(id_)}
        while new:
            new = {two for one in new for two in leads[one]} - reached
            reached |= new
        assert reached == {int(one) for one in places}


@pytest.fixture
def shelf(theme: Theme, qtbot: QtBot) -> Shelf:
    layout = replace(LAYOUT, unplaced=((drawn.SILENT, "no_end"),))
    shelf = Shelf(theme)
    qtbot.addWidget(shelf)
    shelf.resize(700, 22)
    shelf.show_layout(drawn.reading(), layout)
    shelf.show_reading(drawn.reading())
    with qtbot.waitExposed(shelf):
        shelf.show()
    return shelf


def test_a_road_that_is_not_drawn_is_listed_with_its_reason_and_can_be_selected(
    shelf: Shelf, qtbot: QtBot
) -> None:
    ref: Ref = ("route", drawn.SILENT)
    link = shelf.link(ref)
    assert isinstance(link, QToolButton)
    assert "no end and no bearing is stated" in link.toolTip()
    with qtbot.waitSignal(shelf.picked) as picked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert picked.args == [ref, "only"]


def test_what_the_drawing_changed_is_listed_place_by_place(shelf: Shelf, qtbot: QtBot) -> None:
    (notes,) = [one for one in shelf.findChildren(QToolButton) if one.text() == "2 notes"]
    qtbot.mouseClick(notes, Qt.MouseButton.LeftButton)
    (menu,) = shelf.findChildren(QMenu)
    rows = {row.text(): row for row in menu.actions()}
    assert "Farleigh: drawn nearer than it lies" in rows
    with qtbot.waitSignal(shelf.picked) as picked:
        next(row for text, row in rows.items() if text.startswith("Leftwich")).trigger()
    assert picked.args == [("place", drawn.LEFT), "only"]
    menu.close()
