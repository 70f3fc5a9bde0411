"""Long work done in turns: who does it can see to something else after each."""

from collections.abc import Generator, Iterator
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_T = TypeVar("_T")
Turns = Generator[None, None, _T]
"""Work that pauses after every turn, and returns what came of it."""
_MOST = 60_000  # pairs of boxes that are compared in a turn: two or three milliseconds


def at_once(work: Turns[_T]) -> _T:
    """Do all of the work, and return what came of it."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value


def shares(pairs: npt.NDArray[np.intp], most: int = _MOST) -> Iterator[slice]:
    """Yield the slices of jobs that are done in one turn each; `pairs` is how long each takes."""
    turns = (np.cumsum(pairs) - pairs) // most
    edges = [0, *(np.flatnonzero(np.diff(turns)) + 1).tolist(), len(pairs)]
    for first, last in pairwise(edges):
        yield slice(first, last)
