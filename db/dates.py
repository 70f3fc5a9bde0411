"""Dates as reports give them: a small part of EDTF, and the first and last day it covers."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

ACCEPTED = (
    "Write 2023-02-01, 2023-02-XX, 2023-02, 2023-XX, 2023, 202X or 20XX, behind it ? (uncertain), "
    "~ (approximate) or % (both); a/b for a span, .. for an open end of it; "
    "null if no date is given"
)
"""What a refusal names."""

_END = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Bounds = tuple[date | None, date | None]
"""First and last day, both inclusive; None = open. (None, None) is undated."""


class DateError(ValueError):
    """A text that is not a date of the accepted forms; says why."""


@dataclass(frozen=True, slots=True)
class Approx:
    """How many days `~` and `%` widen an end that is known to the day, the month, the year."""

    day: int = 2
    month: int = 10
    year: int = 90


@lru_cache(maxsize=4096)  # the reports of a week say the same few days
def bounds(edtf: str | None, approx: Approx = Approx(), by: date | None = None) -> Bounds:
    """Return the first and last day `edtf` covers.

    `by` clips: what is reported in a document did not happen after it came out.
    An open end stays open. `?` widens nothing. Raises `DateError`.
    """
    if edtf is None:
        return None, None
    if _PLAIN.fullmatch(edtf):
        first = last = _day(edtf, *map(int, edtf.split("-")))
    else:
        first, last = _span(edtf, approx)
    if by is None or last is None or last <= by:
        return first, last
    if first is not None and first > by:
        raise DateError(f"{edtf!r} begins after its document came out on {by}")
    return first, by


@lru_cache(maxsize=4096)
def plain_day(text: str) -> date:
    """Return the day written as YYYY-MM-DD. Raises `DateError`."""
    if not _PLAIN.fullmatch(text):
        raise DateError(f"{text!r} is not a day")
    return _day(text, *map(int, text.split("-")))


def _span(edtf: str, approx: Approx) -> Bounds:
    begun, bar, ended = edtf.partition("/")
    if not bar:
        ended = begun
    if begun == ended == "..":
        raise DateError(f"{edtf!r} says nothing")
    low, high = _end(edtf, begun, approx), _end(edtf, ended, approx)
    if low and high and low.first > high.last:
        raise DateError(f"{edtf!r} runs backwards")
    return low and _moved(low.first, -low.widened), high and _moved(high.last, high.widened)


@dataclass(frozen=True, slots=True)
class _End:
    first: date
    last: date
    widened: int


def _end(edtf: str, text: str, approx: Approx) -> _End | None:
    if text == "..":
        return None
    found = _END.fullmatch(text)
    if not found:
        raise DateError(f"{edtf!r} is not a date of the accepted forms")
    year, month, day, mark = found.groups()
    if ("X" in year and month) or (month == "XX" and day):
        raise DateError(f"{edtf!r} is not a date of the accepted forms")
    first = int(year.replace("X", "0"))
    last = int(year.replace("X", "9"))
    if month in (None, "XX"):
        grain, days = approx.year, (_day(edtf, first, 1, 1), _day(edtf, last, 12, 31))
    elif day in (None, "XX"):
        grain, days = approx.month, _month(edtf, first, int(month))
    else:
        only = _day(edtf, first, int(month), int(day))
        grain, days = approx.day, (only, only)
    return _End(*days, grain if mark in ("~", "%") else 0)


def _month(edtf: str, year: int, month: int) -> tuple[date, date]:
    first = _day(edtf, year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _day(edtf: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"{edtf!r} is not in the calendar") from None


def _moved(day: date, days: int) -> date:
    """Return `day` moved, at most to the ends of the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def instant(at: datetime) -> str:
    """Return a moment as a desk writes it: in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def soft_ends(edtf: str | None) -> tuple[bool, bool]:
    """Return whether the start and the end of a date are open or carry a mark of doubt."""
    left, bar, right = (edtf or "").partition("/")
    ends = left, right if bar else left
    return ends[0][-1:] in {"~", "?", "%", "."}, ends[1][-1:] in {"~", "?", "%", "."}
