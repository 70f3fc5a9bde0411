"""Chance that comes out the same wherever and whenever it is asked again."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Final, TypeVar

Thing = TypeVar("Thing")

EXPONENT: Final = 1.1
"""Of Zipf's law, for words and places: the second is met about half as often as the first."""


class Dice:
    """Draws from a seed.

    Of all that `random` offers only `random()` itself is promised to give the same numbers in
    every version of Python; so everything here is made of it.
    """

    def __init__(self, seed: int) -> None:
        self.share = Random(seed).random  # noqa: S311 (nothing secret hangs on it)

    def below(self, n: int) -> int:
        """Return one of 0 to n - 1."""
        return int(self.share() * n)

    def chance(self, share: float) -> bool:
        """Return whether something that happens in this share of cases happens."""
        return self.share() < share

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of the things, each as likely as the others."""
        return things[int(self.share() * len(things))]


class Odds:
    """Numbers 0 to n - 1, each as likely as its weight says."""

    def __init__(self, weights: Sequence[float]) -> None:
        total = sum(weights)
        self._until = [sum_ / total for sum_ in accumulate(weights)][:-1]

    @classmethod
    def zipf(cls, n: int, exponent: float = EXPONENT) -> "Odds":
        """Return the odds of n ranks under Zipf's law, the most frequent first."""
        return cls([rank**-exponent for rank in range(1, n + 1)])

    def draw(self, dice: Dice) -> int:
        """Return one of the numbers."""
        return bisect_right(self._until, dice.share())
