"""Which days an axis of time names, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from PySide6.QtCore import QDate, QLocale

from desktop import show

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]
_LEAST: dict[Unit, tuple[int, int]] = {
    "day": (1, 30), "week": (7, 60), "month": (30, 40), "quarter": (91, 48), "year": (365, 40),
    "decade": (3652, 40),
}  # fmt: skip
"""Each unit's days, and how many pixels it must be wide to be named."""
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that begins a stretch, as an ordinal, and its name."""

    day: int
    name: str


def ticks(since: float, until: float, width: float) -> list[Tick]:
    """Return the ticks of a view `width` pixels wide, left to right; the first is named in full."""
    scale = width / (until - since)
    unit = _unit(scale)
    days = list(_days(since, until, unit))
    return [Tick(day.toordinal(), _name(day, unit, full=day == days[0])) for day in days]


def _unit(scale: float) -> Unit:
    """Return the finest unit whose names have room at so many pixels a day."""
    for unit, (days, least) in _LEAST.items():
        if days * scale >= least:
            return unit
    return "century"


def _days(since: float, until: float, unit: Unit) -> Iterator[date]:
    first = max(ceil(since), 1)
    last = min(int(until), date.max.toordinal())
    if unit in {"day", "week"}:
        step = 1 if unit == "day" else 7
        first += -(first - 1) % step  # ordinal 1 is a Monday
        yield from (date.fromordinal(day) for day in range(first, last + 1, step))
        return
    step = _MONTHS[unit]
    begun = date.fromordinal(first) - timedelta(first > 1)
    month = (begun.year * 12 + begun.month - 1) // step * step
    while (month := month + step) // 12 <= date.max.year:
        day = date(max(month // 12, 1), month % 12 + 1, 1)
        if day.toordinal() > last:
            return
        yield day


def _name(day: date, unit: Unit, *, full: bool) -> str:
    if unit in {"year", "decade", "century"}:
        return str(day.year)
    if unit in {"month", "quarter"}:
        return show.month(day) if full or day.month == 1 else _locale(day, "MMM")
    if full or (day.month == 1 and day.day <= 7):
        return show.day(day)
    return _locale(day, "d MMM" if unit == "week" or day.day == 1 else "d")


def _locale(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
