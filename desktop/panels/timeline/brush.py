"""How the brush answers to a drag or a key: whole days, both ends inclusive, within the calendar.

No Qt here. Days are ordinals.
"""

from datetime import date
from typing import Literal

from db.columns import OPEN_FROM, OPEN_TO
from db.query import Span

Grip = Literal["new", "move", "since", "until"]
"""What a drag holds: nothing yet, the whole span, or one of its ends."""


def span_of(first: float, last: float) -> Span:
    """Return the span of two days in either order, at most the whole calendar."""
    low, high = sorted((_within(first), _within(last)))
    return Span(date.fromordinal(low), date.fromordinal(high))


def moved(span: Span, days: int) -> Span:
    """Return `span` so many days later, as long as it was; it stops at the calendar's end."""
    ends = [end.toordinal() for end in (span.since, span.until) if end]
    if not ends:
        return span
    days = max(min(days, OPEN_TO - ends[-1]), OPEN_FROM - ends[0])
    return Span(*(end and date.fromordinal(end.toordinal() + days) for end in _ends(span)))


def pulled(span: Span, end: Literal["since", "until"], day: float) -> Span:
    """Return `span` with one end on another day; pulled past the other, the two change places."""
    other = span.until if end == "since" else span.since
    if other is not None:
        return span_of(day, other.toordinal())
    moved_to = date.fromordinal(_within(day))
    return Span(moved_to, None) if end == "since" else Span(None, moved_to)


def stretched(end: Literal["since", "until"], way: int, span: Span, days: int) -> Span:
    """Return `span` with one end so many days later, or earlier where `way` is -1."""
    day = span.since if end == "since" else span.until
    return pulled(span, end, day.toordinal() + way * days) if day else span


def widened(span: Span, days: int) -> Span:
    """Return `span` longer by so many days at each end; at least one day is left of it."""
    since, until = (end and end.toordinal() for end in _ends(span))
    if since is not None and until is not None:
        days = max(days, -((until - since) // 2))
    begun = None if since is None else date.fromordinal(_within(since - days))
    ended = None if until is None else date.fromordinal(_within(until + days))
    return Span(begun, ended)


def dragged(grip: Grip, span: Span, start: float, now: float) -> Span:
    """Return what becomes of `span` when its grip is dragged from one moment to another."""
    match grip:
        case "new":
            return span_of(start // 1, now // 1)
        case "move":
            return moved(span, round(now - start))
        case "since":
            return pulled(span, "since", round(now))
        case "until":
            return pulled(span, "until", round(now) - 1)


def stride(since: float, until: float) -> tuple[int, Span]:
    """Return how many days a key moves in a view of days, and the span of all of them."""
    days = 1 if until - since <= 62 else 7 if until - since <= 1100 else 30
    return days, span_of(round(since), round(until) - 1)


def days_in(span: Span) -> int | None:
    """Return how many days `span` holds; None when it is open."""
    if span.since is None or span.until is None:
        return None
    return (span.until - span.since).days + 1


def _ends(span: Span) -> tuple[date | None, date | None]:
    return span.since, span.until


def _within(day: float) -> int:
    return int(min(max(day, OPEN_FROM), OPEN_TO))
