"""The days of the valley: when reports come out, and what they say of when things happened."""

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

from db.dates import Bounds, bounds
from db.synthesise.dice import Dice, Odds

LAST: Final = date(2019, 9, 30)
"""The day that ages count to."""
SPAN: Final = 3 * 365
"""Days over which reports come out."""
_SPANS: Final = Odds((0.70, 0.25, 0.05))
"""How long what is dated lasts: a day, up to 31, up to 400."""
UNDATED: Final = 0.15
_BURSTS: Final = 12
_DAY, _WEEK, _MONTH, _YEAR = 1, 2, 3, 4  # precision


class About(NamedTuple):
    """What a claim or an event says of its time: the date, how precise it is, and its bounds."""

    edtf: str | None
    precision: int
    days: tuple[str | None, str | None]


NEVER: Final = About(None, 5, (None, None))


class Calendar:
    """Days, more of them where something is going on: in twelve bursts, the last at the end."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._bursts = [int(SPAN * n / _BURSTS) + dice.below(60) for n in range(_BURSTS)]

    def published(self) -> date:
        """Return a day on which something comes out."""
        dice = self._dice
        if dice.chance(0.4):
            back = dice.below(SPAN)
        else:
            back = dice.pick(self._bursts) + dice.below(9) + dice.below(9)
        return LAST - timedelta(days=min(back, SPAN - 1))

    def about(self, by: date, *, forecast: bool = False) -> About:
        """Return what something reported by this day is about; what is forecast lies after it."""
        if self._dice.chance(UNDATED):
            return NEVER
        ahead = by + timedelta(days=430) if forecast else by
        edtf, precision = (self._one_day, self._some_days, self._long)[_SPANS.draw(self._dice)](
            ahead
        )
        return About(edtf, precision, written(bounds(edtf, by=None if forecast else by)))

    def _one_day(self, by: date) -> tuple[str, int]:
        day = by - timedelta(days=self._dice.below(4))
        return f"{day}{'?' if self._dice.chance(0.1) else ''}", _DAY

    def _some_days(self, by: date) -> tuple[str, int]:
        dice = self._dice
        last = by - timedelta(days=dice.below(4))
        form = dice.below(10)
        if form == 0:
            return f"{_month_before(by, 1):%Y-%m}", _MONTH
        if form == 1:
            return f"{_month_before(by, 1):%Y-%m}-XX", _MONTH
        if form in (2, 3):
            return f"{last - timedelta(days=3)}{'~%'[form - 2]}", _WEEK
        return f"{last - timedelta(days=1 + dice.below(30))}/{last}", _WEEK

    def _long(self, by: date) -> tuple[str, int]:
        dice = self._dice
        last = by - timedelta(days=dice.below(4))
        first = last - timedelta(days=31 + dice.below(369))
        form = dice.below(10)
        if form == 0:
            return f"{by.year - 1}", _YEAR
        if form == 1:
            return f"{by.year - 1}-XX", _YEAR
        if form == 2:
            return f"{_month_before(by, 2):%Y-%m}~", _MONTH
        if form == 3:
            return f"../{last}", _YEAR
        if form == 4:
            return f"{first}/..", _YEAR
        return f"{first}/{last}", _MONTH


def written(days: Bounds) -> tuple[str | None, str | None]:
    """Return the bounds as they are stored."""
    first, last = days
    return first and first.isoformat(), last and last.isoformat()


def _month_before(day: date, months: int) -> date:
    for _ in range(months):
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
