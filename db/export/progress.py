"""How far a piece of work has come, told to whoever waits for it and may end it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

Tick = Callable[[int, int], None]
"""Hears how many rows are done, and of how many. It may raise `Cancelled`."""
_EVERY: Final = 500

_T = TypeVar("_T")


def unheard(done: int, total: int) -> None:
    """Hear it and let the work go on."""


class Progress:
    """Counts the rows of one piece of work, and tells of every 500th."""

    def __init__(self, tick: Tick, total: int) -> None:
        self._tick, self._total, self._done = tick, total, 0

    def tell(self) -> None:
        """Tell how far it has come. Raises: Cancelled, by whoever hears it."""
        self._tick(min(self._done, self._total), self._total)

    def over(self, rows: Iterable[_T]) -> Iterator[_T]:
        """Give these rows, and count each when the next is asked for."""
        for row in rows:
            yield row
            self._done += 1
            if self._done % _EVERY == 0:
                self.tell()
