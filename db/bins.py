"""Counts along time: which stretches of days there are, and what may fall into each."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import numpy as np

from db.columns import OPEN_FROM, OPEN_TO, Intervals, Ints, Mask
from db.snapshot import Bins

Unit = Literal["week", "month", "year"]
_MOST = 600
"""More bins than this are too narrow to be told apart, so the next coarser unit is taken."""


def binned(days: Intervals, shown: Mask) -> Bins:
    """Return how many of the `shown` intervals may fall into each stretch of their whole extent.

    The stretches cover all of `days`, shown or not, so that they stay put while filters move.
    An interval counts once in every bin it overlaps; undated ones count in none.
    """
    unit, edges = _stretches(days)
    if len(edges) < 2:
        return Bins(unit)
    return Bins(unit, edges, overlaps(days, shown, edges))


def overlaps(days: Intervals, shown: Mask, edges: Ints) -> Ints:
    """Return for each bin between `edges` how many of the `shown` intervals overlap it."""
    bins = len(edges) - 1
    meets = shown & days.dated & (days.ended >= edges[0]) & (days.begun < edges[-1])
    first = np.searchsorted(edges, days.begun[meets], "right") - 1
    last = np.searchsorted(edges, days.ended[meets], "right") - 1
    change = np.bincount(np.clip(first, 0, bins - 1), minlength=bins + 1)
    change -= np.bincount(np.clip(last, 0, bins - 1) + 1, minlength=bins + 1)
    return np.cumsum(change[:-1]).astype(np.int32)


def _stretches(days: Intervals) -> tuple[Unit, Ints]:
    """Return the finest unit that gives few enough bins over the known ends, and their edges."""
    ends = np.concatenate([days.begun[days.dated], days.ended[days.dated]])
    known = ends[(ends > OPEN_FROM) & (ends < OPEN_TO)]
    if not len(known):
        return "week", np.empty(0, np.int32)
    first, last = date.fromordinal(int(known.min())), date.fromordinal(int(known.max()))
    lengths: dict[Unit, int] = {"week": 7, "month": 28, "year": 365}
    few: list[Unit] = [u for u, days in lengths.items() if (last - first).days <= days * _MOST]
    unit = few[0] if few else "year"
    return unit, np.fromiter((day.toordinal() for day in _edges(first, last, unit)), np.int32)


def _edges(first: date, last: date, unit: Unit) -> Iterator[date]:
    """Yield the first days of the stretches from the one with `first` to the one after `last`."""
    if unit == "week":
        day = first - timedelta(first.weekday())
    else:
        day = date(first.year, first.month if unit == "month" else 1, 1)
    while day <= last:
        yield day
        day = _next(day, unit)
    yield day


def _next(day: date, unit: Unit) -> date:
    if unit == "week":
        return day + timedelta(7)
    if unit == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year + 1, 1, 1)
