"""The brush of the timeline: whole days, in order, within the calendar, whatever is dragged."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.query import Span
from desktop.panels.timeline import brush
from desktop.panels.timeline.brush import Grip

SPAN = Span(date(2023, 1, 1), date(2023, 3, 2))
MOMENTS = st.floats(-5_000_000, 9_000_000)
GRIPS: st.SearchStrategy[Grip] = st.sampled_from(["new", "move", "since", "until"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    low, high = sorted((draw(st.dates()), draw(st.dates())))
    return draw(st.sampled_from([Span(low, high), Span(low, None), Span(None, high)]))


@given(GRIPS, spans(), MOMENTS, MOMENTS)
def test_no_drag_turns_a_span_round(grip: Grip, span: Span, start: float, now: float) -> None:
    left = brush.dragged(grip, span, start, now)
    assert left
    assert left.since is None or left.until is None or left.since <= left.until


@given(st.dates(), st.dates(), st.integers(-900_000, 900_000))
def test_a_moved_span_is_as_long_as_before(one: date, other: date, days: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert brush.days_in(brush.moved(span, days)) == brush.days_in(span)


@given(spans(), st.integers(-900_000, 900_000))
def test_a_narrowed_span_keeps_a_day(span: Span, days: int) -> None:
    left = brush.widened(span, days)
    assert left.since is None or left.until is None or left.since <= left.until


def test_a_new_brush_takes_the_day_it_begins_on_and_the_one_it_ends_on() -> None:
    first, last = date(2023, 1, 1).toordinal(), date(2023, 1, 5).toordinal()
    assert brush.dragged("new", Span(), last + 0.9, first + 0.1) == Span(
        date(2023, 1, 1), date(2023, 1, 5)
    )


def test_an_edge_pulled_past_the_other_changes_places_with_it() -> None:
    now = date(2023, 4, 1).toordinal()
    assert brush.dragged("since", SPAN, 0, now) == Span(date(2023, 3, 2), date(2023, 4, 1))


def test_keys_move_narrow_and_stretch_by_their_step() -> None:
    week = timedelta(7)
    since, until = date(2023, 1, 1), date(2023, 3, 2)
    assert brush.moved(SPAN, 7) == Span(since + week, until + week)
    assert brush.widened(SPAN, -7) == Span(since + week, until - week)
    assert brush.stretched("until", 1, SPAN, 7) == Span(since, until + week)
    assert brush.stretched("since", -1, SPAN, 7) == Span(since - week, until)


def test_an_open_end_stays_open() -> None:
    open_ended = Span(date(2023, 1, 1), None)
    assert brush.moved(open_ended, 1) == Span(date(2023, 1, 2), None)
    assert brush.widened(open_ended, 1) == Span(date(2022, 12, 31), None)
