"""The schematic: what a drawing of roads keeps of the map, and the next one of the drawing."""

import math
import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.model import PlaceId, RouteId
from desktop.schematic.layout import MOST_ROADS, layout
from desktop.schematic.plane import boxes_within
from desktop.schematic.report import Graph, Layout, Link, Node, Stated
from tests.graphs import bakhmut23, reported24, synthetic
from tests.schematics import random_roads, steps, without

EAST = 111.195


def at(*spots: tuple[float, float]) -> tuple[Node, ...]:
    """Places so many km east and north of the same spot of the equator."""
    return tuple(Node(PlaceId(n), (y / EAST, x / EAST)) for n, (x, y) in enumerate(spots, 1))


def joined(*pairs: tuple[int, int]) -> tuple[Link, ...]:
    return tuple(Link(RouteId(n), PlaceId(a), PlaceId(b)) for n, (a, b) in enumerate(pairs, 1))


def star(arms: int) -> Graph:
    ends = [
        (10 * math.cos(a), 10 * math.sin(a)) for n in range(arms) for a in [math.tau * n / arms]
    ]
    return Graph(at((0.0, 0.0), *ends), joined(*((1, n + 2) for n in range(arms))))


def far_moved(before: Layout, after: Layout) -> list[PlaceId]:
    """The places that stand more than a tenth of a unit elsewhere, but for a common shift."""
    both = [place for place in after.positions if place in before.positions]
    ways = np.array([np.subtract(after.positions[v], before.positions[v]) for v in both])
    far = np.hypot(*(ways.reshape(-1, 2) - np.median(ways, axis=0)).T) if both else np.empty(0)
    return [place for place, way in zip(both, far, strict=True) if way > 0.1]


def sound(graph: Graph, drawn: Layout) -> None:
    """Hold a drawing to what is asked of every one."""
    report = drawn.report
    bearings = list(report.bearings.values())
    assert set(drawn.lines) == {link.id for link in graph.links}
    assert not report.crossings
    assert not [note for note in drawn.notes if note[1] == "turned"]
    assert report.octilinear >= 0.97
    assert max(bearings) <= 60
    assert sum(off <= 45.001 for off in bearings) >= 0.98 * len(bearings)


def test_the_roads_round_bakhmut_are_drawn_as_octilinear_as_asked() -> None:
    drawn = layout(bakhmut23())
    sound(bakhmut23(), drawn)
    bearings = list(drawn.report.bearings.values())
    assert drawn.report.octilinear == pytest.approx(1)
    assert sum(bearings) / len(bearings) <= 10
    assert max(bearings) <= 35
    assert sum(off <= 22.5 for off in bearings) >= 0.9 * len(bearings)
    assert drawn.report.shortest >= 0.5
    assert min(drawn.report.clear, drawn.report.apart) >= 0.25
    assert drawn.report.elbows <= 0.1 * len(drawn.lines)


def test_what_is_reported_is_drawn_by_what_is_stated() -> None:
    drawn = layout(reported24())
    assert len(drawn.lines) == 4
    assert drawn.report.octilinear == pytest.approx(1)
    assert len(drawn.by_bearing) == 7
    assert drawn.shelf[0] == (9, "far")


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_random_roads_are_drawn_soundly_alone_after_growth_and_from_themselves(seed: int) -> None:
    graph = random_roads(seed)
    size, drawn = len(graph.nodes), layout(graph)
    sound(graph, drawn)
    assert layout(graph) == drawn
    assert layout(graph, previous=drawn) == drawn
    new = {PlaceId(n) for n in random.Random(seed).sample(range(1, size + 1), 5)}  # noqa: S311
    grown = layout(graph, previous=layout(without(graph, new)))
    sound(graph, grown)


@pytest.mark.parametrize("seed", [7, 65, 71, 139])
def test_a_place_that_is_dropped_crosses_nothing_and_what_came_of_it_stays(seed: int) -> None:
    graph = random_roads(seed)
    (drop,) = (step for step in steps(graph, seed) if step.name == "drop")
    assert not drop.drawn.report.crossings
    assert not [note for note in drop.drawn.notes if note[1] == "turned"]
    assert drop.drawn.report.octilinear >= 0.97
    again = layout(graph, pins=drop.drawn.pins, previous=drop.drawn)
    assert again.positions == drop.drawn.positions


def test_the_order_in_which_places_are_listed_moves_nothing_that_is_drawn() -> None:
    graph = bakhmut23()
    drawn = layout(graph)
    turned = replace(graph, nodes=graph.nodes[::-1])
    assert not far_moved(drawn, layout(turned, previous=drawn))


@pytest.mark.parametrize("seed", [189, 191, 193])
def test_five_new_places_among_many_leave_nineteen_of_twenty_where_they_are(seed: int) -> None:
    graph = random_roads(seed)
    (grown,) = (step for step in steps(graph, seed) if step.name == "+5")
    sound(graph, grown.drawn)
    assert len(far_moved(grown.before, grown.drawn)) <= 0.05 * len(grown.before.positions)


def test_a_new_place_leaves_the_rest_where_it_is() -> None:
    graph = synthetic(150, 11)
    before = layout(without(graph, {PlaceId(7), PlaceId(80)}))
    after = layout(graph, previous=before)
    assert len(far_moved(before, after)) <= 0.05 * 150


def test_a_pin_holds_a_place_and_the_others_stay_near() -> None:
    graph = bakhmut23()
    before = layout(graph)
    x, y = before.positions[PlaceId(11)]
    spot = (round(2 * x + 1) / 2, round(2 * y - 1.4) / 2)
    after = layout(graph, pins={PlaceId(11): spot}, previous=before)
    assert after.positions[PlaceId(11)] == spot
    assert after.pins == {11: spot}
    assert after.report.octilinear == pytest.approx(1)
    assert not after.report.crossings
    assert len(far_moved(before, after)) <= 8


def test_a_pin_that_forces_a_crossing_is_kept_and_said() -> None:
    graph = Graph(at((0, 0), (10, 0), (0, 10), (10, 10)), joined((1, 2), (3, 4)))
    before = layout(graph)
    pins = {place: xy for place, xy in before.positions.items() if place != 3}
    after = layout(graph, pins={**pins, PlaceId(3): (0.5, -1.5)}, previous=before)
    assert after.positions[PlaceId(3)] == (0.5, -1.5)
    assert after.report.crossings == ((1, 2),)
    assert set(after.notes) >= {(1, "crosses"), (3, "crosses")}


def test_two_pins_on_one_spot_stand_apart_and_that_is_noted() -> None:
    graph = Graph(at((0, 0), (10, 0), (0, 10)), joined((1, 2), (2, 3)))
    drawn = layout(graph, pins={PlaceId(1): (0.0, 0.0), PlaceId(3): (0.0, 0.0)})
    assert (3, "moved_apart") in drawn.notes
    assert math.dist(drawn.positions[PlaceId(1)], drawn.positions[PlaceId(3)]) >= 0.4


def test_a_place_with_new_coordinates_counts_as_new_and_the_others_stay() -> None:
    graph = bakhmut23()
    before = layout(graph)
    lat, lon = graph.nodes[5].at or (0, 0)
    nodes = (*graph.nodes[:5], replace(graph.nodes[5], at=(lat + 0.2, lon)), *graph.nodes[6:])
    after = layout(replace(graph, nodes=nodes), previous=before)
    assert after.positions[PlaceId(6)] != before.positions[PlaceId(6)]
    assert len(far_moved(before, after)) <= 8


@pytest.mark.parametrize("arms", [2, 8, 9, 12, 16])
def test_up_to_sixteen_roads_leave_a_place_in_their_order(arms: int) -> None:
    drawn = layout(star(arms))
    assert len(drawn.lines) == arms
    assert not drawn.report.crossings
    assert not [note for note in drawn.notes if note[1] == "turned"]
    assert drawn.discs == (frozenset({1}) if arms > 8 else frozenset())


def test_forty_roads_at_a_place_are_drawn_and_their_order_is_not_promised() -> None:
    drawn = layout(star(40))
    assert len(drawn.lines) == 40
    assert (1, "crowded") in drawn.notes


def test_more_roads_than_a_schematic_can_show_are_the_plain_map() -> None:
    side = 45
    spots = [(float(x), float(y)) for y in range(side) for x in range(side)]
    pairs = [(n, n + 1) for n in range(1, side * side) if n % side]
    pairs += [(n, n + side) for n in range(1, side * (side - 1) + 1)]
    assert len(pairs) > MOST_ROADS
    drawn = layout(Graph(at(*spots), joined(*pairs)))
    assert drawn.geographic == "too_many"
    assert len(drawn.lines) == len(pairs)


def test_more_places_than_a_schematic_can_show_are_the_plain_map() -> None:
    drawn = layout(Graph((*at(*((float(n), n % 7.0) for n in range(4000))), Node(PlaceId(4001)))))
    assert drawn.geographic == "too_many"
    assert len(drawn.positions) == 4000
    assert drawn.shelf == ((4001, "nowhere"),)


def test_parallel_roads_share_a_line_and_loops_have_none() -> None:
    links = (*joined((1, 2), (2, 1), (1, 1)), Link(RouteId(4), PlaceId(2)))
    drawn = layout(Graph(at((0, 0), (10, 3)), links))
    assert drawn.lines[RouteId(1)] == drawn.lines[RouteId(2)][::-1]
    assert drawn.loops == (3,)
    assert drawn.unplaced == ((4, "no_end"),)


def test_roads_that_cross_on_the_map_cross_by_a_bridge() -> None:
    graph = Graph(at((0, 0), (20, 20), (0, 20), (20, 0)), joined((1, 2), (3, 4)))
    drawn = layout(graph)
    assert not drawn.report.crossings
    assert [(bridge.over, bridge.under) for bridge in drawn.bridges] == [(1, 2)]


def test_parts_that_no_road_joins_stand_near_each_other_in_their_direction() -> None:
    graph = Graph(at((0, 0), (10, 0), (300, 0), (310, 0)), joined((1, 2), (3, 4)))
    drawn = layout(graph)
    gap = drawn.positions[PlaceId(3)][0] - drawn.positions[PlaceId(2)][0]
    assert 0.5 < gap <= 2.7
    assert drawn.breaks == ((2, 3),)


def test_an_area_stands_on_the_side_where_it_is_said_to_lie() -> None:
    nodes = (*at((0, 0), (10, 0)), Node(PlaceId(3), vague=True))
    drawn = layout(Graph(nodes, joined((1, 2)), (Stated(PlaceId(3), PlaceId(1), "W"),)))
    x, y = drawn.areas[PlaceId(3)]
    assert abs(math.degrees(math.atan2(y, x - drawn.positions[PlaceId(1)][0]))) >= 157.5
    assert PlaceId(3) not in drawn.positions


sides = st.integers(-9, 9).map(lambda n: n / 2)


@given(st.lists(st.tuples(sides, sides, sides, sides), max_size=20), st.sampled_from([0.0, 0.5]))
def test_boxes_nearer_than_a_reach_are_found_in_order(
    corners: list[tuple[float, float, float, float]], reach: float
) -> None:
    boxes = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]

    def apart(one: int, two: int) -> float:
        a, b = boxes[one], boxes[two]
        return max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])

    near = [pair for pair in combinations(range(len(boxes)), 2) if apart(*pair) <= reach]
    found = boxes_within(np.array(boxes, float).reshape(-1, 4), reach)
    assert [tuple(pair) for pair in found.tolist()] == near


spots = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda xy: (float(xy[0]), float(xy[1]))
)


@settings(deadline=None, max_examples=40)
@given(st.lists(spots, min_size=2, max_size=12), st.data())
def test_whatever_the_roads_each_is_drawn_once_between_its_places(
    places: list[tuple[float, float]], data: st.DataObject
) -> None:
    number = st.integers(1, len(places))
    pairs = data.draw(st.lists(st.tuples(number, number), max_size=16))
    graph = Graph(at(*places), joined(*pairs))
    drawn = layout(graph)
    for link in graph.links:
        if link.id in drawn.loops:
            assert link.start == link.end
        elif link.end in drawn.positions and link.start in drawn.positions:
            line = drawn.lines[link.id]
            assert len(line) in {2, 3}
            assert math.isfinite(sum(map(sum, line)))
    again = layout(graph, previous=drawn)
    assert not far_moved(drawn, again)
