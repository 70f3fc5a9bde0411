"""The chart of answers over time, as geometry: who stands where, and what is joined."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.model import Actor, ActorId, ClaimId, Clock, Days, Position, Side, SideId
from desktop.panels.drift.chart import Chart, Spot, charted
from desktop.panels.drift.voices import marks_of, nearest, voices_of

NORTH = Side(SideId(2), "north", "North", "side.1")
SOUTH = Side(SideId(1), "south", "South", "side.2")
SIDES = (NORTH, SOUTH)
DAY = date(2023, 2, 1)
WIDTH, GUTTER = 356.0, 90.0
STEPS = ("open", "restricted", "contested", "cut")


def actor(n: int, side: Side = NORTH) -> Actor:
    return Actor(ActorId(n), f"a{n}", f"Voice {n}", None, "person", side)


def days(since: int | None, until: int | None, edtf: str | None = None) -> Days:
    ends = (None if end is None else DAY + timedelta(end) for end in (since, until))
    return Days(edtf, *ends)


def position(
    n: int,
    steps: tuple[int, int] | None,
    about: Days,
    claimant: Actor | None = None,
    said: Days | None = None,
) -> Position:
    undated = Days()
    clocks: dict[Clock, Days] = {
        "about": about,
        "said": said or undated,
        "published": undated,
        "recorded": undated,
    }
    low, high = steps or (None, None)
    return Position(
        ClaimId(n), f"c{n}", claimant or actor(1), "Paper", str(steps), low, high, clocks
    )


def chart(*positions: Position, clock: Clock = "about", text: float = 1.0) -> Chart:
    voices = voices_of(positions, SIDES)
    marks = marks_of(positions, voices, clock)
    numbered = [voice.number > 0 for voice in voices]
    heights = [17.0 * text] * len(STEPS)
    return charted(marks, heights, WIDTH * text, GUTTER * text, numbered, text)


def spot(of: Chart, claim: int) -> Spot:
    found = of.of(ClaimId(claim))
    assert found is not None
    return found


def test_later_stands_to_the_right_and_a_higher_step_above() -> None:
    made = chart(position(1, (0, 0), days(0, 0)), position(2, (3, 3), days(20, 20)))
    first, second = spot(made, 1), spot(made, 2)
    assert GUTTER < first.x < second.x < WIDTH
    assert second.y < first.y
    assert [row.rank for row in made.rows] == [3, 2, 1, 0]
    assert made.rows[3].top < first.y < made.rows[3].top + made.rows[3].height


def test_a_day_is_a_point_and_a_window_a_bar_of_its_days() -> None:
    made = chart(position(1, (0, 0), days(0, 0)), position(2, (1, 1), days(5, 24)))
    day, window = spot(made, 1), spot(made, 2)
    assert day.left == day.right == day.x
    assert window.left == pytest.approx(made.x((DAY + timedelta(5)).toordinal()))
    assert window.right == pytest.approx(made.x((DAY + timedelta(25)).toordinal()))


def test_an_open_end_leaves_all_known_days() -> None:
    made = chart(position(1, (0, 0), days(None, 10)), position(2, (1, 1), days(3, None)))
    assert spot(made, 1).left < made.left
    assert spot(made, 2).right > made.right
    assert spot(made, 1).mark.soft_begun
    assert spot(made, 2).mark.soft_ended


def test_an_answer_that_may_mean_several_steps_spans_them() -> None:
    made = chart(position(1, (0, 2), days(0, 0)), position(2, (3, 3), days(9, 9)))
    wide = spot(made, 1)
    assert (wide.top, wide.bottom) == (made.rows[1].middle, made.rows[3].middle)
    assert wide.top < wide.y < wide.bottom


def test_each_voice_has_a_line_through_its_answers_in_time() -> None:
    made = chart(
        position(1, (0, 0), days(20, 20)),
        position(2, (2, 2), days(0, 0)),
        position(3, (1, 1), days(10, 10), actor(2)),
        position(4, (3, 3), days(40, 40)),
    )
    assert [line.ends for line in made.stretches] == [(2, 1), (1, 4)]
    assert all(line.x1 < line.x2 for line in made.stretches)


def test_where_a_voice_says_it_is_not_known_its_line_has_a_gap() -> None:
    made = chart(
        position(1, (0, 0), days(0, 0)),
        position(2, None, days(10, 10)),
        position(3, (2, 2), days(20, 20)),
        position(4, (3, 3), days(30, 30)),
    )
    assert [line.ends for line in made.stretches] == [(3, 4)]
    assert made.rows[-1].rank is None
    assert spot(made, 2).y > made.rows[-1].top


def test_what_has_no_day_stands_apart_and_is_not_joined() -> None:
    made = chart(
        position(1, (0, 0), days(0, 0)),
        position(2, (2, 2), Days()),
        position(3, (1, 1), days(9, 9)),
    )
    assert made.undated is not None
    assert spot(made, 2).x > made.undated > made.right
    assert [line.ends for line in made.stretches] == [(1, 3)]
    assert made.spots[-1].mark.position.claim == 2


def test_another_clock_has_its_own_days() -> None:
    one = position(1, (0, 0), days(0, 0), said=days(30, 30))
    other = position(2, (1, 1), days(9, 9), said=days(10, 10))
    assert spot(chart(one, other), 1).x < spot(chart(one, other), 2).x
    said = chart(one, other, clock="said")
    assert spot(said, 1).x > spot(said, 2).x


def test_on_a_clock_without_a_day_all_stand_side_by_side() -> None:
    made = chart(position(1, (0, 0), days(0, 0)), position(2, (0, 0), days(1, 1)), clock="said")
    assert made.undated == GUTTER
    assert spot(made, 1).y == spot(made, 2).y
    assert spot(made, 1).end < spot(made, 2).begin


def test_voices_stand_by_side_then_name_and_those_of_one_side_have_numbers() -> None:
    alone, first, second = actor(3, SOUTH), actor(1), actor(2)
    made = voices_of([position(n, (0, 0), Days(), a) for n, a in enumerate((alone, second, first))],
                     SIDES)  # fmt: skip
    assert [(voice.actor.name, voice.number) for voice in made] == [
        ("Voice 1", 1),
        ("Voice 2", 2),
        ("Voice 3", 0),
    ]
    assert made[0].dash != made[1].dash


def test_keys_go_in_time_and_from_voice_to_voice() -> None:
    made = chart(
        position(1, (0, 0), days(0, 0)),
        position(2, (1, 1), days(5, 5), actor(2)),
        position(3, (2, 2), days(30, 30)),
    )

    def claim(found: Spot | None) -> int | None:
        return None if found is None else found.mark.position.claim

    assert claim(made.beside(None, 1)) == 1
    assert claim(made.beside(spot(made, 1), 1)) == 2
    assert claim(made.beside(spot(made, 1), -1)) is None
    assert claim(made.across(spot(made, 3), 1)) == 2
    assert claim(made.across(spot(made, 2), -1)) == 1
    assert claim(made.across(spot(made, 2), 1)) is None


def test_the_nearest_answer_is_hit_within_reach_of_a_finger() -> None:
    made = chart(position(1, (0, 0), days(0, 0)), position(2, (3, 3), days(20, 20)))
    there = spot(made, 1)
    assert made.at(there.x + 11, there.y - 11) is there
    assert made.at(there.x, there.y - 40) is None


def test_of_more_answers_than_can_be_told_apart_the_claimants_nearest_are_drawn() -> None:
    others = [position(n, (0, 0), days(n, n), actor(2)) for n in range(100, 140)]
    own = [position(n, (1, 1), days(n, n)) for n in range(20)]
    assert nearest([*own, *others], ClaimId(10), ActorId(1), 60) == (*own, *others)
    assert nearest([*own, *others], ClaimId(10), ActorId(1), 40) == tuple(own)
    assert nearest([*own, *others], ClaimId(10), ActorId(1), 4) == tuple(own[8:12])
    assert nearest(others, ClaimId(10), ActorId(1), 4) == ()


def test_the_crowd_lies_behind_on_its_days_and_steps() -> None:
    one, other = position(1, (1, 1), days(0, 0)), position(2, None, days(5, 24), actor(2))
    voices = voices_of([one], SIDES)
    made = charted(
        marks_of([one], voices, "about"),
        [17.0] * 4,
        WIDTH,
        GUTTER,
        [False],
        crowd=marks_of([other, position(3, (0, 2), Days(), actor(2))], voices, "about"),
    )
    assert [found.mark.position.claim for found in made.spots] == [1]
    dated, undated = made.crowd
    assert dated.left == pytest.approx(made.x((DAY + timedelta(5)).toordinal()))
    assert dated.top == dated.bottom == made.rows[-1].middle
    assert undated.left > made.right
    assert (undated.top, undated.bottom) == (made.rows[1].middle, made.rows[3].middle)
    assert made.beside(None, -1) is made.spots[0]


def test_where_only_a_crowd_is_drawn_no_key_leads_anywhere() -> None:
    made = charted(
        (),
        [17.0] * 4,
        WIDTH,
        GUTTER,
        (),
        crowd=marks_of([position(1, (0, 0), Days())], (), "about"),
    )
    assert made.beside(None, 1) is made.beside(None, -1) is made.across(None, 1) is None


few = st.lists(
    st.tuples(
        st.none() | st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted),
        st.none() | st.tuples(st.integers(0, 40), st.integers(0, 25)),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=6,
)


@given(few, st.sampled_from([0.8, 1.0, 1.5]))
@settings(deadline=None, max_examples=40)
def test_no_answer_hides_another_and_all_stand_in_the_chart(
    told: list[tuple[list[int] | None, tuple[int, int] | None, int]], text: float
) -> None:
    made = chart(
        *(
            position(
                n,
                (steps[0], steps[1]) if steps else None,
                Days() if span is None else days(span[0], span[0] + span[1]),
                actor(who),
            )
            for n, (steps, span, who) in enumerate(told)
        ),
        text=text,
    )
    assert len(made.spots) == len(told)
    for n, one in enumerate(made.spots):
        assert GUTTER * text <= one.begin
        assert one.end <= WIDTH * text
        assert 0 <= one.top <= one.y <= one.bottom <= made.height
        for other in made.spots[:n]:
            apart = one.begin >= other.end or other.begin >= one.end
            assert apart or abs(one.y - other.y) > 3 * text
