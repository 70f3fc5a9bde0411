"""Where places stand on the diagram: by coordinates, by what is stated of them, or on the shelf."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.model import Octant, PlaceId, RouteId
from desktop.schematic.layout import layout
from desktop.schematic.projection import projected
from desktop.schematic.report import OCTANTS, Graph, Layout, Link, Node, Stated, octant_of

At = tuple[float, float] | None


def nodes(*at: At, vague: Sequence[int] = ()) -> tuple[Node, ...]:
    return tuple(Node(PlaceId(n), spot, n in vague) for n, spot in enumerate(at, 1))


def road(n: int, start: int, end: int | None, octant: Octant | None = None) -> Link:
    return Link(RouteId(n), PlaceId(start), None if end is None else PlaceId(end), octant)


def stated(of: int, octant: Octant, to: int) -> Stated:
    return Stated(PlaceId(of), PlaceId(to), octant)


def off(drawn: Layout, one: Stated) -> float:
    """By how many degrees a stated bearing is missed."""
    (x, y), (u, v) = drawn.positions[one.to], drawn.positions[one.of]
    angle = math.degrees(math.atan2(v - y, u - x)) - 45 * OCTANTS.index(one.octant)
    return abs((angle + 180) % 360 - 180)


def closest(drawn: Layout) -> float:
    spots = list(drawn.positions.values())
    return min(
        (math.dist(a, b) for n, a in enumerate(spots) for b in spots[n + 1 :]), default=math.inf
    )


STAR = Graph(
    nodes((48.6, 38.0), (48.85, 37.6), (48.59, 37.83), None, None),
    (road(1, 1, 2), road(2, 3, 1), road(3, 1, 4)),
    (stated(4, "E", 1), stated(5, "S", 1)),
)


def test_directions_from_the_hub_are_those_of_the_coordinates() -> None:
    drawn = layout(STAR)
    assert drawn.hub == 1
    hub = drawn.positions[PlaceId(1)]
    assert OCTANTS[octant_of(hub, drawn.positions[PlaceId(2)])] == "NW"
    assert OCTANTS[octant_of(hub, drawn.positions[PlaceId(3)])] == "W"


def test_a_stated_bearing_places_what_has_no_coordinates() -> None:
    drawn = layout(STAR)
    assert drawn.by_bearing == {4, 5}
    assert all(off(drawn, one) <= 22.51 for one in STAR.stated)


def test_places_refer_to_places_until_all_are_placed() -> None:
    graph = Graph(nodes(None, None, (10.0, 10.0)), (), (stated(1, "N", 2), stated(2, "NW", 3)))
    drawn = layout(graph)
    assert set(drawn.positions) == {1, 2, 3}
    assert all(off(drawn, one) <= 22.51 for one in graph.stated)


def test_a_bearing_is_read_from_either_end() -> None:
    drawn = layout(Graph(nodes((10.0, 10.0), None), (), (stated(1, "NW", 2),)))
    assert off(drawn, stated(2, "SE", 1)) <= 22.5


def test_without_any_coordinates_the_place_most_refer_to_is_the_middle() -> None:
    drawn = layout(Graph(nodes(None, None, None), (), (stated(1, "N", 3), stated(2, "W", 3))))
    assert drawn.positions[PlaceId(3)] == (0.0, 0.0)
    assert drawn.by_bearing == {1, 2, 3}


def test_what_cannot_be_placed_is_on_the_shelf_with_its_reason() -> None:
    at = nodes((48.6, 38.0), (48.7, 38.1), (38.9, -77.0), None, None, vague=(5,))
    drawn = layout(Graph(at, (road(1, 1, 2),)))
    assert drawn.shelf == ((3, "far"), (4, "nowhere"), (5, "vague"))


def test_a_road_places_an_end_of_which_nothing_else_is_said() -> None:
    drawn = layout(Graph(nodes((48.6, 38.0), (48.7, 38.1), None), (road(1, 1, 2), road(2, 1, 3))))
    assert PlaceId(3) in drawn.by_bearing


def test_an_approach_ends_loose_in_its_octant_and_without_one_it_is_not_drawn() -> None:
    graph = Graph(nodes((48.6, 38.0)), (road(1, 1, None, "W"), road(2, 1, None)))
    drawn = layout(graph)
    assert drawn.stubs[RouteId(1)] == pytest.approx((-1.0, 0.0))
    assert drawn.lines[RouteId(1)] == ((0.0, 0.0), drawn.stubs[RouteId(1)])
    assert drawn.unplaced == ((2, "no_end"),)


def test_places_with_the_same_coordinates_stand_apart_and_that_is_noted() -> None:
    drawn = layout(Graph(nodes((48.6, 38.0), (48.7, 38.1), (48.6, 38.0)), (road(1, 1, 2),)))
    assert (3, "moved_apart") in drawn.notes
    assert closest(drawn) >= 0.2


def test_a_wide_gap_is_shortened_and_that_is_noted() -> None:
    near = nodes((0.0, 0.0), (0.0, 0.1), (0.1, 0.0), (60.0, 60.0), (60.0, 60.1))
    drawn = layout(Graph(near, (road(1, 1, 2), road(2, 1, 3), road(3, 4, 5))))
    assert (4, "drawn_nearer") in drawn.notes
    assert [far for _, far in drawn.breaks] == [4]
    assert max(math.hypot(*xy) for xy in drawn.positions.values()) < 6


def test_the_antimeridian_is_no_edge() -> None:
    here = projected([(10.0, 20.0), (10.5, 20.5)])
    there = projected([(10.0, 179.8), (10.5, -179.7)])
    assert here[1] - here[0] == pytest.approx(there[1] - there[0])


def test_a_pole_is_no_edge() -> None:
    a, b = projected([(89.9, 0.0), (89.9, 180.0)]).tolist()
    assert math.dist(a, b) == pytest.approx(22.2, abs=0.1)


def test_coordinates_that_are_none_put_a_place_on_the_shelf() -> None:
    drawn = layout(
        Graph(nodes((48.6, 38.0), (948.7, 38.1), (48.6, float("nan"))), (road(1, 1, 2),))
    )
    assert drawn.shelf == ((2, "off_the_globe"), (3, "off_the_globe"))
    assert drawn.unplaced == ((1, "nowhere"),)


def test_nothing_makes_an_empty_drawing_and_one_place_stands_in_the_middle() -> None:
    assert layout(Graph()) == Layout()
    assert layout(Graph(nodes((5.0, 5.0)))).positions == {1: (0.0, 0.0)}


places = st.lists(
    st.one_of(
        st.none(),
        st.tuples(st.floats(-89, 89, allow_subnormal=False), st.floats(-180, 180)),
        st.sampled_from([(48.6, 38.0), (48.7, 38.1), (48.60001, 38.0)]),
    ),
    max_size=25,
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    made = nodes(*draw(places))
    if not made:
        return Graph()
    some = st.integers(1, len(made))
    ends = draw(st.lists(st.tuples(some, some), max_size=20))
    links = tuple(road(n, a, b) for n, (a, b) in enumerate(ends, 1) if a != b)
    said = draw(st.dictionaries(some, st.tuples(st.sampled_from(OCTANTS), some), max_size=8))
    lone = [(of, *one) for of, one in said.items() if of != one[1] and one[1] not in said]
    return Graph(made, links, tuple(stated(*one) for one in lone))


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_every_place_is_drawn_once_or_shelved_and_none_on_another(graph: Graph) -> None:
    drawn = layout(graph)
    shelved = {place for place, _ in drawn.shelf}
    assert not shelved & set(drawn.positions)
    assert shelved | set(drawn.positions) == {node.id for node in graph.nodes}
    assert closest(drawn) >= 0.19
    assert all(math.isfinite(c) for xy in drawn.positions.values() for c in xy)


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_the_same_graph_gives_the_same_numbers(graph: Graph) -> None:
    assert layout(graph) == layout(Graph(graph.nodes, graph.links, graph.stated))


SAME = (48.6, 38.0)
SQUEEZED = Graph(
    nodes(None, None, None, SAME, (0.0, 76.0), (0.0, -24.0), (48.7, 38.1), SAME, None, SAME),
    (road(1, 1, 5), road(2, 2, 3), road(3, 2, 8), road(4, 2, 4)),
    (stated(1, "NW", 10),),
)
"""Roads at hand that would rather have the place of which a bearing is stated elsewhere."""


@settings(deadline=None, max_examples=40)
@given(graphs())
@example(SQUEEZED)
def test_a_place_of_which_one_thing_is_stated_stands_within_half_an_octant_of_it(
    graph: Graph,
) -> None:
    drawn = layout(graph)
    told = [one for one in graph.stated if one.of in drawn.by_bearing and one.to in drawn.positions]
    referred = {one.to for one in graph.stated}
    plain = [one for one in told if one.of not in referred and one.to not in drawn.by_bearing]
    assert all(off(drawn, one) <= 22.51 for one in plain)
