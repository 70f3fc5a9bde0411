"""Names beside places: on nothing where there is room, counted where there is none.

The widths come from a plain rule; tests/gui/test_routes.py measures the bundled font.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import PlaceId, Ref, RouteId
from desktop.schematic.board import GAP
from desktop.schematic.names import (
    FULL,
    NamePlan,
    Placed,
    Room,
    Surroundings,
    bare,
    offers,
    place_names,
    planned,
)
from desktop.schematic.report import DISC, XY, Layout
from desktop.schematic.slots import Box, Label, Line, Variant
from desktop.schematic.turns import at_once, shares
from tests import graphs

HIGH, DOT, STRAND = 15.0, 11.0, 5.5
Row = tuple[float, float, float, float, float]


def measure(line: Line) -> tuple[float, float]:
    """Wide letters are wider, as in a font."""
    return sum(9.0 if sign in "mwMWшщжЖШЩ" else 6.3 for sign in line.text), HIGH


def drawing(places: dict[int, XY], roads: Iterable[tuple[int, ...]] = ()) -> Layout:
    """Roads of two places, or of three spots: the one in the middle is an elbow."""
    spots = {PlaceId(id_): xy for id_, xy in places.items()}
    lines = {
        RouteId(n): tuple(spots[PlaceId(id_)] for id_ in road) for n, road in enumerate(roads, 1)
    }
    return Layout(positions=spots, lines=lines)


def star(arms: int, *, reach: float = 1.6) -> Layout:
    """A hub with so many roads, each to a place of its own."""
    places = {0: (0.0, 0.0)}
    for n in range(arms):
        angle = math.tau * n / arms
        places[n + 1] = (reach * math.cos(angle), reach * math.sin(angle))
    layout = drawing(places, [(0, n + 1) for n in range(arms)])
    return replace(layout, discs=frozenset({PlaceId(0)}) if arms > 8 else frozenset())


def lattice(across: int) -> Layout:
    """Places a unit apart with all roads that run level, upright or at 45 degrees."""
    places = {
        y * across + x + 1: (float(x), float(y)) for x in range(across) for y in range(across)
    }
    roads = [
        (a, b) for (a, p), (b, q) in combinations(places.items(), 2)
        if math.dist(p, q) <= 1.0 or (math.dist(p, q) < 1.5 and q[0] > p[0] and q[1] > p[1])
    ]  # fmt: skip
    return drawing(places, roads)


def called(layout: Layout, *names: str) -> dict[PlaceId, str]:
    """A name for every place, over and over."""
    return {id_: names[n % len(names)] for n, id_ in enumerate(layout.positions)}


# -- the same counts by plain geometry ----------------------------------------------------------


def meet(a: Box, b: Box, pad: float = GAP) -> bool:
    return a[0] - pad < b[2] and b[0] - pad < a[2] and a[1] - pad < b[3] and b[1] - pad < a[3]


def turn(a: XY, b: XY, c: XY) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def runs_over(row: Row, box: Box) -> bool:
    """Whether a line, widened by its half width, enters a box: an end within, or a side crossed."""
    left, top, right, bottom = box[0] - row[4], box[1] - row[4], box[2] + row[4], box[3] + row[4]
    start, end = (row[0], row[1]), (row[2], row[3])
    if any(left < x < right and top < y < bottom for x, y in (start, end)):
        return True
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return any(
        turn(start, end, a) * turn(start, end, b) < 0 and turn(a, b, start) * turn(a, b, end) < 0
        for a, b in pairwise([*corners, corners[0]])
    )


def roads_of(layout: Layout, scale: float) -> list[Row]:
    return [
        (a[0] * scale, -a[1] * scale, b[0] * scale, -b[1] * scale, STRAND)
        for line in layout.lines.values() for a, b in pairwise(line)
    ]  # fmt: skip


def dots_of(layout: Layout, scale: float) -> list[Box]:
    boxes: list[Box] = []
    for id_, (x, y) in layout.positions.items():
        half = max(DOT, DISC * scale + 3) if id_ in layout.discs else DOT
        boxes.append((x * scale - half, -y * scale - half, x * scale + half, -y * scale + half))
    return boxes


def counted(plan: NamePlan, layout: Layout, scale: float) -> tuple[int, int, int]:
    boxes = [one.box for one in plan.placed]
    return (
        sum(meet(a, b) for a, b in combinations(boxes, 2)),
        sum(runs_over(row, box) for row, box in product(roads_of(layout, scale), boxes)),
        sum(meet(dot, box, 0.0) for dot, box in product(dots_of(layout, scale), boxes)),
    )


def texts(one: Placed) -> str:
    return " ".join(line.text for line in one.variant.lines)


# -- properties ---------------------------------------------------------------------------------

NAMES = st.text(alphabet="abm WШжیق-", min_size=1, max_size=24).filter(lambda name: name.strip())
SPOTS = st.lists(
    st.tuples(st.integers(-12, 12), st.integers(-12, 12)), min_size=1, max_size=14, unique=True
)


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Layout, dict[PlaceId, str]]:
    spots = draw(SPOTS)
    places = {n: (x * 0.37, y * 0.37) for n, (x, y) in enumerate(spots, 1)}
    some = st.sampled_from(sorted(places))
    road = st.lists(some, min_size=2, max_size=3, unique=True).map(tuple)
    roads = draw(st.lists(road, max_size=10)) if len(places) > 1 else []
    layout = drawing(places, roads)
    return layout, {id_: draw(NAMES) for id_ in layout.positions}


@given(drawn(), st.sampled_from([30.0, 70.0, FULL, 160.0]))
def test_a_plan_counts_what_plain_geometry_counts(
    case: tuple[Layout, dict[PlaceId, str]], scale: float
) -> None:
    layout, names = case
    plan = place_names(layout, names, measure, scale)
    assert (plan.clashes, plan.on_roads, plan.on_places) == counted(plan, layout, scale)
    assert {one.label.ref for one in (*plan.placed, *plan.hidden)} == {("place", n) for n in names}
    for one in plan.placed:
        meets = sum(meet(one.box, other.box) for other in plan.placed if other is not one)
        ground = any(runs_over(row, one.box) for row in roads_of(layout, scale))
        ground = ground or any(meet(dot, one.box, 0.0) for dot in dots_of(layout, scale))
        assert one.free is not bool(meets or ground)


@given(drawn(), st.sampled_from([20.0, 60.0]))
def test_zoomed_out_no_two_names_that_are_drawn_lie_on_anything(
    case: tuple[Layout, dict[PlaceId, str]], scale: float
) -> None:
    layout, names = case
    plan = place_names(layout, names, measure, scale)
    assert (plan.clashes, plan.on_roads, plan.on_places) == (0, 0, 0)
    assert plan.stuck == len(plan.hidden)


@given(drawn(), st.sampled_from([25.0, FULL]), st.data())
def test_what_is_picked_is_never_hidden(
    case: tuple[Layout, dict[PlaceId, str]], scale: float, data: st.DataObject
) -> None:
    layout, names = case
    ids = data.draw(st.frozensets(st.sampled_from(sorted(names))))
    kept: set[Ref] = {("place", id_) for id_ in ids}
    drawn_at_once = place_names(layout, names, measure, scale, kept=kept)
    assert kept <= drawn_at_once.taken.keys()
    later = place_names(layout, names, measure, scale).showing(kept)
    assert kept <= later.taken.keys()
    assert len(later.placed) + len(later.hidden) == len(names)


@given(drawn(), st.sampled_from([25.0, FULL]))
def test_the_same_input_makes_the_same_plan(
    case: tuple[Layout, dict[PlaceId, str]], scale: float
) -> None:
    layout, names = case
    first, again = (place_names(layout, names, measure, scale) for _ in range(2))
    assert first == again


# -- drawings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("arms", [1, 3, 8, 9, 16])
def test_all_names_round_a_hub_lie_on_nothing(arms: int) -> None:
    layout = star(arms, reach=1.6 if arms < 9 else 2.4)
    plan = place_names(layout, called(layout, "Tarnow", "Old Ferry"), measure, FULL)
    assert counted(plan, layout, FULL) == (0, 0, 0)
    assert not plan.stuck


def test_names_of_places_close_together_make_room_for_each_other() -> None:
    places = {n: (0.35 * (n % 4), 0.4 * (n // 4)) for n in range(12)}
    layout = drawing(places)
    plan = place_names(layout, called(layout, "Ames", "Tarnow", "Ford"), measure, FULL)
    assert counted(plan, layout, FULL) == (0, 0, 0)


def test_names_in_a_lattice_of_roads_find_its_wedges() -> None:
    layout = lattice(5)
    plan = place_names(layout, called(layout, "Tarnow", "Ford", "Ames"), measure, FULL)
    assert (plan.clashes, plan.on_roads, plan.on_places) == (0, 0, 0)


def test_no_place_and_one_place() -> None:
    assert place_names(Layout(), {}, measure, FULL) == NamePlan()
    (only,) = place_names(drawing({1: (0, 0)}), {PlaceId(1): "Ames"}, measure, FULL).placed
    assert only.free
    assert only.box[0] > DOT  # a name stands to the east where it can
    assert only.box[1] == -only.box[3]


def test_a_long_name_takes_two_lines_that_are_as_wide_as_each_other() -> None:
    name = "Settlement of the upper northern valley"
    (only,) = place_names(drawing({1: (0, 0)}), {PlaceId(1): name}, measure, FULL).placed
    assert [line.text for line in only.variant.lines] == [
        "Settlement of the",
        "upper northern valley",
    ]
    assert only.box[3] - only.box[1] == 2 * HIGH


@pytest.mark.parametrize("name", ["Слов’янськ", "القدس الشرقية", "Köln-Mülheim", "x" * 300, "-"])
def test_a_name_of_any_script_is_drawn_as_it_is(name: str) -> None:
    layout = drawing({1: (0, 0), 2: (1, 0)}, [(1, 2)])
    plan = place_names(layout, called(layout, name), measure, FULL)
    assert {texts(one).replace("- ", "-") for one in plan.placed} == {name}
    assert not plan.hidden


def test_a_name_without_room_at_full_scale_is_drawn_and_said_to_lie_on_something() -> None:
    layout = drawing({n: (0.04 * (n % 7), 0.04 * (n // 7)) for n in range(49)})
    plan = place_names(layout, called(layout, "Tarnow"), measure, FULL)
    assert len(plan.placed) == 49
    assert not plan.hidden
    assert plan.stuck == sum(not one.free for one in plan.placed) > 0


def test_zoomed_out_the_place_of_most_roads_keeps_its_name() -> None:
    layout = star(16)
    plan = place_names(layout, called(layout, "Tarnow-on-the-Hill"), measure, 6)
    assert plan.hidden
    assert ("place", 0) in plan.taken


def test_a_name_stays_where_it_is_as_long_as_it_has_room() -> None:
    graph = graphs.bakhmut23()
    layout = drawing({node.id: (n * 0.9 % 5, n * 0.31 % 4) for n, node in enumerate(graph.nodes)})
    names = graphs.names(graph)
    plan = place_names(layout, names, measure, 150)
    assert place_names(layout, names, measure, 150, plan.taken).taken == plan.taken
    for scale in (165, 181, 199):
        nearer = place_names(layout, names, measure, scale, plan.taken)
        assert nearer.taken == plan.taken
        plan = nearer


def test_a_name_that_was_elsewhere_goes_back_there_and_not_to_its_best_side() -> None:
    layout, names = drawing({1: (0, 0)}), {PlaceId(1): "Ames"}
    west = place_names(layout, names, measure, FULL, {("place", 1): 8})
    assert west.placed[0].box[2] < 0
    blocked = drawing({1: (0, 0), 2: (-0.3, 0)})
    moved = place_names(blocked, names, measure, FULL, west.taken)
    assert moved.placed[0].box[2] > 0


def test_where_there_is_room_a_name_is_nearest_to_its_own_place() -> None:
    layout = drawing({1: (0, 0), 2: (0.35, 0.2), 3: (0.1, -0.4), 4: (0.5, -0.2), 5: (0.3, 0.7)})
    for scale in (80, FULL):
        plan = place_names(layout, called(layout, "Severnaya", "Tarnow"), measure, scale)
        for one in plan.placed:
            left, top, right, bottom = one.box
            ways = {
                id_: math.hypot(
                    max(left - x * scale, x * scale - right, 0),
                    max(top + y * scale, -y * scale - bottom, 0),
                )
                for id_, (x, y) in layout.positions.items()
            }
            assert min(ways, key=lambda id_: ways[id_]) == one.label.ref[1]
    assert not plan.hidden


def test_names_stay_in_the_room_given_and_off_what_takes_its_corners() -> None:
    layout = drawing({1: (0, 0), 2: (1, 0)})
    room = Room((-60, -60, 170, 60), ((125, -12, 170, 60),))
    plan = place_names(layout, called(layout, "Tarnow"), measure, FULL, room=room)
    assert not plan.outside
    assert not plan.stuck
    for one in plan.placed:
        assert one.box[0] >= -60
        assert one.box[2] <= 170
        assert not meet(one.box, room.taken[0])
    tight = place_names(layout, called(layout, "Tarnow"), measure, FULL, room=Room((0, 0, 9, 9)))
    assert tight.outside == tight.stuck == 2


def test_captions_and_wide_roads_are_kept_clear_of() -> None:
    layout = drawing({1: (0, 0), 2: (1.5, 0)}, [(1, 2)])
    wide = bare(layout, FULL)
    wide[:, 4] = 30
    text = Variant((Line("stated SW"),), 60, 14)
    caption = Label(("route", 1), (0, 0), (), (text,), spots=((80.0, -40.0), (80.0, -52.0)))
    plan = place_names(
        layout, called(layout, "Tarnow"), measure, FULL,
        around=Surroundings(wide, (caption,), {PlaceId(1): (40.0,)}),
    )  # fmt: skip
    assert plan.taken.keys() == {("route", 1), ("place", 1), ("place", 2)}
    rows = [(a, b, c, d, half) for a, b, c, d, half in wide.tolist()]
    assert not any(runs_over(row, one.box) for row in rows for one in plan.placed)
    assert not plan.stuck


def test_an_area_is_named_at_its_spot() -> None:
    layout = replace(drawing({1: (0, 0)}), areas={PlaceId(2): (0.0, 1.0)})
    plan = place_names(layout, {PlaceId(1): "Ames", PlaceId(2): "North of Ames"}, measure, FULL)
    boxes = {one.label.ref: np.array(one.box) for one in plan.placed}
    assert np.hypot(boxes["place", 2][0], boxes["place", 2][1] + FULL) < 30
    assert not plan.stuck


def crowd() -> Layout:
    """Places so close together that not all names can stand beside their own."""
    return drawing({n: (0.3 * (n % 5), 0.25 * (n // 5)) for n in range(25)})


def test_a_line_leads_to_every_name_that_is_nearer_to_another_place_and_over_no_name() -> None:
    layout, scale = crowd(), 100
    plan = place_names(layout, called(layout, "Tarnow", "Ford"), measure, scale)
    led = [one for one in plan.placed if one.led]
    assert led
    for one in plan.placed:
        left, top, right, bottom = one.box
        ways = {
            id_: math.hypot(
                max(left - x * scale, x * scale - right, 0),
                max(top + y * scale, -y * scale - bottom, 0),
            )
            for id_, (x, y) in layout.positions.items()
        }
        nearest = min(ways, key=lambda id_: ways[id_])
        assert one.led or not one.free or nearest == one.label.ref[1]
    for one, other in product(led, plan.placed):
        (x, y), (left, top, right, bottom) = one.label.anchor, one.box
        end = min(max(x, left), right), min(max(y, top), bottom)
        share = one.label.rim / max(math.dist((x, y), end), one.label.rim)
        start = x + (end[0] - x) * share, y + (end[1] - y) * share
        assert other is one or not runs_over((*start, *end, 0.0), other.box)


def test_of_many_names_those_that_come_first_are_hidden_last() -> None:
    layout = crowd()
    names = called(layout, "Tarnow-on-the-Hill")
    assert place_names(layout, names, measure, 40).hidden
    for id_ in layout.positions:
        around = Surroundings(first=frozenset({id_}))
        assert ("place", id_) in place_names(layout, names, measure, 40, around=around).taken


def test_many_names_are_placed_in_short_turns_and_a_few_in_hardly_any() -> None:
    few, many = star(3), lattice(9)
    turns = list[int]()
    for layout in (few, many):
        offered = at_once(offers(layout, called(layout, "Marrowby"), measure, 60))
        turns.append(sum(1 for _ in planned(offered, hiding=True)))
    assert turns[0] < 20
    assert turns[1] > 10 * turns[0]


@given(st.lists(st.integers(0, 50)), st.integers(1, 60))
def test_every_job_has_its_turn_and_no_turn_is_longer_than_asked(
    jobs: list[int], most: int
) -> None:
    turns = [jobs[turn] for turn in shares(np.array(jobs, np.intp), most)]
    assert [job for turn in turns for job in turn] == jobs
    assert all(sum(turn[:-1]) < most for turn in turns)
