"""How far a piece of work has come, told to whoever waits for it and may end it."""

from collections.abc import Callable

Tick = Callable[[int, int], None]
"""Hears how much is done, and of how much. It may raise `Cancelled`."""


def unheard(done: int, total: int) -> None:
    """Hear it and let the work go on."""
