"""Finds each answer a place of its own among those of the same days and steps. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass

_APART = 2.0
_STROKES = 5.0
"""So far from each other stand the strokes over several steps, and from a shape they pass."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where an answer may stand: the middles of its shape, in the order it likes them.

    The shape takes `before` on its left, it and its number `after` on its right. `days` are its
    ends where it has days. `home` is the step its shape stands at, one of `ranks`, all that it may
    mean; None is what is not known.
    """

    xs: tuple[float, ...]
    before: float
    after: float
    days: tuple[float, float] | None
    home: int | None
    ranks: tuple[int | None, ...]

    def taken(self, x: float) -> tuple[float, float]:
        """Return from where to where something of it is seen at its height."""
        ends = self.days or (x, x)
        return min(ends[0], x - self.before), max(ends[1], x + self.after)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an answer stands: `line` counts those of its step from the top, 0 the first."""

    x: float
    line: int
    home: int | None


def placed(wanted: Sequence[Wanted], text: float = 1.0) -> tuple[Placed, ...]:
    """Return a place for each: no shape or bar lies on another, strokes stand side by side.

    What means one step comes first: the others go round it.
    """
    order = sorted(range(len(wanted)), key=lambda n: len(wanted[n].ranks) > 1)
    found: dict[int, Placed] = {}
    for n in order:
        found[n] = _place(wanted[n], [(wanted[m], one) for m, one in found.items()], text)
    return tuple(found[n] for n in range(len(wanted)))


_Others = Sequence[tuple[Wanted, Placed]]


def _place(one: Wanted, others: _Others, text: float) -> Placed:
    crossing = [x for x in one.xs if not _crosses(one, x, others, text)]
    xs = crossing or one.xs[:1]
    line = 0
    while True:
        for x in xs:
            if _free(one, x, line, others):
                return Placed(x, line, one.home)
        line += 1


def _free(one: Wanted, x: float, line: int, others: _Others) -> bool:
    left, right = one.taken(x)
    for other, there in others:
        if there.home == one.home and there.line == line:
            start, end = other.taken(there.x)
            if left < end + _APART and start < right + _APART:
                return False
    return True


def _crosses(one: Wanted, x: float, others: _Others, text: float) -> bool:
    """Return whether the stroke of an answer would run into another, or through a shape."""
    if len(one.ranks) < 2:
        return False
    for other, there in others:
        if len(other.ranks) > 1 and set(other.ranks) & set(one.ranks):
            if abs(there.x - x) < _STROKES * text:
                return True
        elif there.home in one.ranks and -other.before <= x - there.x <= other.after:
            return True
    return False
