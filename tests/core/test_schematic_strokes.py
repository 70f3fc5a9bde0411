"""Lines of a drawing beside each other, cut and measured."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.schematic.strokes import (
    Points,
    arc,
    at,
    beside,
    cut,
    direction,
    distance,
    heading,
    length,
    snapped,
    towards,
)

ELBOW: Points = ((0, 0), (60, 0), (120, 60))
LEGS = st.floats(40, 400)
SIDES = st.integers(0, 7)


def bent(first: float, second: float, side: int, turn: int) -> Points:
    corner = towards((0, 0), side * 45, first)
    return (0, 0), corner, towards(corner, (side + turn) * 45, second)


ELBOWS = st.builds(bent, LEGS, LEGS, SIDES, st.sampled_from((-1, 0, 1)))
ASIDE = st.floats(-14, 14)


@given(ELBOWS, ASIDE)
def test_a_line_beside_another_is_everywhere_as_far_from_it(line: Points, aside: float) -> None:
    moved = beside(line, aside)
    assert len(moved) == len(line)
    for a, b in pairwise(moved):
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        assert distance(middle, line) == pytest.approx(abs(aside), abs=1e-6)


@given(ELBOWS, ASIDE)
def test_a_line_beside_another_runs_in_the_same_directions(line: Points, aside: float) -> None:
    moved = beside(line, aside)
    for n in (0, 1):
        turn = direction(moved[n], moved[n + 1]) - direction(line[n], line[n + 1])
        assert math.cos(math.radians(turn)) == pytest.approx(1)


@given(ELBOWS)
def test_lines_on_either_side_meet_again_when_the_other_is_walked_backwards(line: Points) -> None:
    there, back = beside(line, 7), beside(line[::-1], -7)[::-1]
    assert [math.dist(a, b) for a, b in zip(there, back, strict=True)] == pytest.approx([0, 0, 0])


@given(ELBOWS, st.floats(0, 30), st.floats(0, 30))
def test_a_line_is_cut_by_as_much_as_is_asked_at_either_end(
    line: Points, first: float, last: float
) -> None:
    left = cut(line, first, last)
    taken = min(first + last, length(line) / 2)
    assert length(left) == pytest.approx(length(line) - taken)
    assert all(distance(corner, line) < 1e-6 for corner in left)


def test_of_a_short_line_half_is_left() -> None:
    assert cut(((0, 0), (10, 0)), 9, 9) == ((2.5, 0), (7.5, 0))


def test_the_way_is_measured_along_the_line() -> None:
    assert length(ELBOW) == pytest.approx(60 + 60 * math.sqrt(2))
    assert at(ELBOW, 0) == (0, 0)
    assert at(ELBOW, 1) == pytest.approx((120, 60))
    assert heading(ELBOW, 0.1) == pytest.approx((1, 0))
    assert heading(ELBOW, 0.9) == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)))


def test_a_line_of_no_length_has_a_point_and_a_direction() -> None:
    dot: Points = ((3, 4), (3, 4))
    assert at(dot, 0.5) == (3, 4)
    assert heading(dot, 0.5) == (1, 0)
    assert distance((3, 5), dot) == 1
    assert beside(dot, 5) == ((3, 4), (3, 4))


@given(
    st.floats(-500, 500),
    st.sampled_from((1.5, 2.0, 4.0, 5.0)),
    st.sampled_from((1.0, 1.25, 1.5, 2.0)),
)
def test_the_edge_of_a_level_line_lies_between_two_pixels_of_the_screen(
    y: float, width: float, ratio: float
) -> None:
    for line in (((0.0, y), (80.0, y)), ((y, 0.0), (y, 80.0))):
        moved = snapped(line, width, ratio)
        axis = 1 if line[0][1] == y and line[1][1] == y else 0
        edge = (moved[0][axis] - width / 2) * ratio
        assert edge == pytest.approx(round(edge), abs=1e-6)
        assert moved[0][axis] == moved[1][axis]
        assert abs(moved[0][axis] - y) <= 0.5 / ratio + 1e-6


def test_a_slanted_line_is_left_as_it_is() -> None:
    slanted = ((0.3, 0.3), (40.3, 40.3))
    assert snapped(slanted, 5, 1) == slanted


def test_the_level_leg_of_an_elbow_is_moved_and_the_other_follows() -> None:
    assert snapped(((0, 0.2), (60, 0.2), (120, 60)), 5, 1)[:2] == ((0, 0.5), (60, 0.5))


@given(st.floats(5, 900), st.floats(0, 360), st.floats(5, 355))
def test_an_arc_leaves_its_circle_nowhere_by_what_can_be_seen(
    radius: float, first: float, spread: float
) -> None:
    line = arc((10, 20), radius, first, first + spread)
    middles = [at(line, n / 50) for n in range(51)]
    assert max(abs(math.dist((10, 20), spot) - radius) for spot in middles) < 0.06
