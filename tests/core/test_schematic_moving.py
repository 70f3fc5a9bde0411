"""A drawing on the move: places pulled along, one drawing that becomes another, what it forces."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import XY, PlaceId, RouteId
from desktop.schematic.graph import still_there
from desktop.schematic.layout import layout
from desktop.schematic.moving import between, elbow, forced, pulled, snapped
from desktop.schematic.report import Graph, Layout, Link, Node

A, B, C, D = (PlaceId(n) for n in (1, 2, 3, 4))
AB, CD, ON = RouteId(1), RouteId(2), RouteId(3)
LINKS = (Link(AB, A, B), Link(CD, C, D), Link(ON, A, None, "N"))
GRAPH = Graph(
    (Node(A, (50.0, 10.0)), Node(B, (50.0, 10.2)), Node(C, (50.1, 10.0)), Node(D, (50.1, 10.2))),
    LINKS,
)
SPOT = st.tuples(st.floats(-9, 9), st.floats(-9, 9))


@pytest.fixture(scope="module")
def drawn() -> Layout:
    return layout(GRAPH)


def octilinear(a: XY, b: XY) -> bool:
    eighth = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) / 45
    return math.dist(a, b) < 1e-6 or abs(eighth - round(eighth)) < 1e-3


@given(start=SPOT, end=SPOT, leaves=st.integers(0, 7), taken=st.sets(st.integers(0, 7)))
def test_a_road_that_follows_has_one_elbow_at_most_in_multiples_of_45_degrees(
    start: XY, end: XY, leaves: int, taken: set[int]
) -> None:
    line = elbow(start, end, leaves, taken)
    assert (line[0], line[-1]) == (start, end)
    assert len(line) <= 3
    assert all(octilinear(a, b) for a, b in pairwise(line))


def test_an_elbow_leaves_where_no_other_road_does_and_near_to_where_it_did() -> None:
    assert elbow((0, 0), (2, 1), 0) == ((0, 0), (1, 0), (2, 1))
    assert elbow((0, 0), (2, 1), 1) == ((0, 0), (1, 1), (2, 1))
    assert elbow((0, 0), (2, 1), 0, {0}) == ((0, 0), (1, 1), (2, 1))
    assert elbow((0, 0), (2, 2), 0) == ((0, 0), (2, 2))


def test_only_the_roads_of_what_is_pulled_follow(drawn: Layout) -> None:
    spot = (3.0, 4.5)
    there = pulled(drawn, LINKS, {A: spot})
    assert there.positions == {**drawn.positions, A: spot}
    assert there.lines[CD] == drawn.lines[CD]
    assert (there.lines[AB][0], there.lines[AB][-1]) == (spot, drawn.positions[B])
    assert there.lines[ON][0] == spot
    assert there.stubs[ON] == there.lines[ON][-1] != drawn.stubs[ON]
    assert pulled(drawn, LINKS, {}) is drawn
    assert pulled(drawn, LINKS, {PlaceId(99): spot}) is drawn


def test_a_road_whose_both_ends_are_pulled_runs_between_them(drawn: Layout) -> None:
    line = pulled(drawn, LINKS, {A: (0, 0), B: (3, 1)}).lines[AB]
    assert (line[0], line[-1]) == ((0, 0), (3, 1))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_one_drawing_becomes_another_bit_by_bit(drawn: Layout, share: float) -> None:
    there = pulled(drawn, LINKS, {A: (3.0, 4.5)})
    midway = between(drawn, there, share)
    x, y = drawn.positions[A]
    wanted = x + (3.0 - x) * share, y + (4.5 - y) * share
    assert midway.positions[A] == pytest.approx(wanted)
    assert midway.positions[B] == drawn.positions[B]
    assert midway.lines[AB][0] == pytest.approx(wanted)
    assert midway.lines[AB][-1] == pytest.approx(drawn.positions[B])
    assert midway.lines[CD][0] == pytest.approx(drawn.lines[CD][0])


def test_what_is_new_stands_where_it_is_to_be_and_what_is_gone_has_gone(drawn: Layout) -> None:
    fewer = layout(Graph(GRAPH.nodes[:2], LINKS[:1]))
    assert between(fewer, drawn, 0.1).positions[C] == drawn.positions[C]
    assert C not in between(drawn, fewer, 0.1).positions


def test_a_spot_is_half_units() -> None:
    assert snapped((0.3, -0.8)) == (0.5, -1.0)
    assert str(snapped((-0.1, 0.1))) == "(0.0, 0.0)"


def test_a_drop_that_makes_roads_cross_says_which() -> None:
    pins = {A: (-1.0, 0.0), B: (1.0, 0.0), C: (0.0, 1.0)}
    before = layout(GRAPH, pins=pins)
    after = layout(GRAPH, pins={**pins, D: (0.0, -1.0)}, previous=before)
    crossed, turned = forced(before, after)
    assert [set(pair) for pair in crossed] == [{AB, CD}]
    assert turned == ()
    assert forced(after, after) == ((), ())


def test_what_is_gone_from_the_desk_is_not_drawn(drawn: Layout) -> None:
    assert still_there(drawn, GRAPH) is drawn
    left = still_there(drawn, Graph(GRAPH.nodes[2:], LINKS[1:2]))
    assert set(left.positions) == {C, D}
    assert set(left.lines) == {CD}
    assert not left.stubs


def test_a_place_that_is_let_go_goes_back_to_where_the_map_has_it(drawn: Layout) -> None:
    x, y = drawn.positions[D]
    held = layout(GRAPH, pins={D: (x + 3, y + 3)}, previous=drawn)
    assert held.positions[D] == (x + 3, y + 3)
    back = layout(GRAPH, previous=held).positions
    assert back[D][0] - back[C][0] == pytest.approx(1.0, abs=0.01)
    assert back[D][1] == pytest.approx(back[C][1])
