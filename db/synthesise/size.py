"""How much there is of everything in a desk of so many claims."""

from dataclasses import dataclass
from math import isqrt
from typing import Self

FEWEST, MOST = 20, 2_000_000
"""The claims a desk can be asked for; with fewer there is none for each road."""


@dataclass(frozen=True, slots=True)
class Size:
    """The numbers of rows.

    Places grow with the claims, one for fifty, from 40 to 20,000. All that claims are told by
    grows with their square root, as it does where reports pile up about the same few things:
    500 roads, 2,000 claimants and 1,000 questions beside a million claims, 12, 24 and 12 at least.
    Documents hold twenty claims each, events gather twenty-five.
    """

    claims: int
    places: int
    roads: int
    actors: int
    sources: int
    questions: int
    implications: int
    documents: int
    events: int
    words: int

    @classmethod
    def of(cls, claims: int) -> Self:
        """Return the numbers for so many claims."""
        root = isqrt(claims)
        return cls(
            claims=claims,
            places=_within(40, claims // 50, 20_000),
            roads=_within(12, root // 2, 500),
            actors=_within(24, 2 * root, 2_000),
            sources=_within(10, 3 * root // 10, 300),
            questions=_within(12, root, 1_000),
            implications=_within(4, root // 10, 100),
            documents=max(12, claims // 20),
            events=max(12, claims // 25),
            words=_within(400, 20 * root, 20_000),
        )


def _within(least: int, n: int, most: int) -> int:
    return min(max(least, n), most)
