"""Something that is refused at each of its steps, one after the other, until it goes through."""

from collections.abc import Callable
from typing import TypeVar

Refused = TypeVar("Refused", bound=Exception)


def refusals(
    attempt: Callable[[int], object], error: type[Refused], then: Callable[[Refused], None]
) -> int:
    """Attempt with 0, 1, 2 and so on till it goes through; return how often it was refused.

    `then` looks at what was said, and at what is left.
    """
    n = 0
    while True:
        try:
            attempt(n)
        except error as refused:
            then(refused)
            n += 1
        else:
            return n
