"""How far two answers lie apart, and what that is called."""

from typing import Final, Literal

from db.rules.accounts import Account, Asked

Clash = Literal["contradicts", "tension", "qualifies"]
_BARE: Final = frozenset({"possible", "unlikely", "very_unlikely"})


def distance(asked: Asked, a: Account, b: Account) -> float:
    """Return how far apart two answers are on the axis of their question; 0 if they touch."""
    if asked.value_type == "category":
        return float(a.word.casefold() != b.word.casefold())
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return 0.0
    return apart(a.low, a.high, b.low, b.high)


def apart(low: float, high: float, other_low: float, other_high: float) -> float:
    """Return the gap between two intervals; 0 if they touch."""
    return max(0.0, other_low - high, low - other_high)


def spread(a: Account, b: Account) -> float:
    """Return how much two answers that touch differ, at the end where they differ most."""
    ends = ((a.low, b.low), (a.high, b.high))
    return max(
        (abs(x - y) for x, y in ends if x is not None and x != y and y is not None), default=0.0
    )


def called(asked: Asked, steps: float) -> Clash | None:
    """Return what answers so far apart do; None where that is nothing."""
    if steps <= 0 or (asked.value_type == "category" and not asked.exclusive):
        return None
    if asked.gap_contradicts is None or steps >= asked.gap_contradicts:
        return "contradicts"
    return "tension" if asked.gap_tension and steps >= asked.gap_tension else "qualifies"


def softened(kind: Clash, asked: Asked, a: Account, b: Account, steps: float) -> Clash:
    """Return what is left of a clash with a mere possibility, or with what is granted.

    A denial clashes however near it comes.

    What somebody acknowledges of the same days, a step short of what the other says, grants a
    part of it.
    """
    bare = not a.foreseen and (a.certainty in _BARE) != (b.certainty in _BARE)
    granted = (
        asked.value_type == "scale"
        and steps <= 1
        and (a.modality == "acknowledged") != (b.modality == "acknowledged")
        and a.about.meets(b.about)
    )
    return "tension" if kind == "contradicts" and (bare or granted) else kind


def denies(asked: Asked, a: Account, b: Account) -> bool:
    """Return whether, on a scale, one is a denial, or all that falls short of what the other says.

    “Not taken” is coded as everything short of taken.
    """
    if asked.value_type != "scale":
        return False
    lower, higher = (a, b) if (a.high or 0) < (b.low or 0) else (b, a)
    short = lower.low == 0 and lower.high != 0 and (lower.high or 0) + 1 == higher.low
    return short or "denied" in (a.modality, b.modality)


def narrower(asked: Asked, a: Account, b: Account) -> tuple[Account, Account] | None:
    """Return the narrower and the wider of two answers on a scale for the same days."""
    if asked.value_type != "scale" or a.about != b.about:
        return None
    for one, other in ((a, b), (b, a)):
        if _within(one, other) and not _within(other, one):
            return one, other
    return None


def _within(a: Account, b: Account) -> bool:
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return False
    return b.low <= a.low and a.high <= b.high
