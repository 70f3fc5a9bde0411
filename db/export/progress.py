"""How far an export has come, in rows of its files."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from db.progress import Tick

_EVERY: Final = 500

_T = TypeVar("_T")


class Progress:
    """How far one piece of work is, in rows of the files it writes; tells of every 500th step.

    What is done `besides` writing them has its part in each row: who waits sees an even pace.
    """

    def __init__(self, tick: Tick, rows: int, besides: int = 0) -> None:
        self._tick, self._rows, self._steps, self._done = tick, rows, rows + besides, 0

    def tell(self) -> None:
        """Tell how far it is. Raises: Cancelled, by whoever hears it."""
        part = min(self._done, self._steps) * self._rows // max(1, self._steps)
        self._tick(part, self._rows)

    def over(self, things: Iterable[_T]) -> Iterator[_T]:
        """Give these, and count each as a step when the next is asked for."""
        for thing in things:
            yield thing
            self._done += 1
            if self._done % _EVERY == 0:
                self.tell()
