"""Bars of the timeline: equal spans share one, no two lie on each other, every lane has room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from db.columns import OPEN_FROM, OPEN_TO
from db.model import Side, SideId
from desktop.panels.timeline.bars import Bar, Lane, density
from desktop.panels.timeline.lanes import MOST, packed, stacked

DAYS = st.integers(738_000, 738_500)


def bar(begun: int, ended: int, count: int = 1) -> Bar:
    return Bar("claim", tuple(range(count)), begun, ended, False, False, False, True)  # noqa: FBT003


@st.composite
def bars(draw: st.DrawFn) -> list[Bar]:
    """Bars of a lane from left to right, some of them counted, some with open ends."""
    made: list[Bar] = []
    for _ in range(draw(st.integers(0, 30))):
        low, high = sorted((draw(DAYS), draw(DAYS)))
        begun = draw(st.sampled_from([low, low, low, OPEN_FROM]))
        ended = draw(st.sampled_from([high, high, high, OPEN_TO]))
        made.append(bar(begun, ended, draw(st.integers(1, 12))))
    return sorted(made, key=lambda one: (one.begun, -one.ended))


@given(bars(), st.floats(0.01, 60))
def test_no_two_bars_of_a_lane_overlap(lane: list[Bar], scale: float) -> None:
    placed, rows = packed(lane, scale)
    for n, one in enumerate(placed):
        assert one.row + one.rows <= rows
        assert one.right - one.left >= 7
        for other in placed[n + 1 :]:
            beside = one.right < other.left or other.right < one.left
            above = one.row + one.rows <= other.row or other.row + other.rows <= one.row
            assert beside or above


@given(bars(), st.floats(0.01, 60))
def test_every_bar_is_placed_once_and_a_counted_one_on_two_rows(
    lane: list[Bar], scale: float
) -> None:
    placed, _ = packed(lane, scale)
    assert [one.bar for one in placed] == lane
    assert [one.rows for one in placed] == [2 if one.counted else 1 for one in lane]


@given(st.lists(bars(), min_size=1, max_size=6), st.floats(0.05, 20), st.floats(84, 400))
def test_lanes_stand_one_below_the_other_and_fill_the_height(
    lanes: list[list[Bar]], scale: float, height: float
) -> None:
    side = Side(SideId(1), "side", "A side", "side.1")
    bands = stacked([Lane(side, tuple(lane)) for lane in lanes], scale, 52, height)
    assert abs(bands[0].top - 52) < 1e-6
    assert abs(bands[-1].top + bands[-1].height - 52 - height) < 1e-3
    for band, below in pairwise(bands):
        assert abs(band.top + band.height - below.top) < 1e-6
    for band in bands:
        for placed in band.placed:
            assert band.top < band.centre(placed) < band.top + band.height


def test_lanes_without_room_become_one_that_counts_all() -> None:
    bands = stacked([Lane(None, (bar(1, 2),)), Lane(None, (bar(3, 4),))], 1, 0, 20)
    assert [(band.dense, band.lane.whole, band.lane.count) for band in bands] == [(True, True, 2)]


def test_no_more_bars_are_placed_than_can_be_told_apart() -> None:
    many = tuple(bar(day, day) for day in range(1000, 1000 + MOST))
    bands = stacked([Lane(None, many), Lane(None, (bar(1, 2),))], 1, 0, 200)
    assert [band.dense for band in bands] == [True, False]


@given(bars(), DAYS)
def test_the_counts_of_a_lane_are_what_may_fall_into_each_stretch(
    lane: list[Bar], since: int
) -> None:
    counts = density(Lane(None, tuple(lane)).extents, since, since + 40, 40).tolist()
    for day, found in enumerate(counts, since):
        assert found == sum(len(b.ids) for b in lane if b.begun <= day <= b.ended)


def test_the_nearest_bar_is_hit_and_none_from_afar() -> None:
    low, high = bar(100, 110), bar(105, 120)
    (band,) = stacked([Lane(None, (low, high))], 10, 0, 40)
    below = band.placed[1]
    assert band.at(1100, band.centre(below)) == high
    assert band.at(1100, band.centre(band.placed[0])) == low
    assert band.at(300, band.centre(below)) is None
