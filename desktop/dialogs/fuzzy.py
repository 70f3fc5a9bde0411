"""Finds words by some of their letters."""

_START, _NEXT, _SKIPPED = 8, 5, 1
"""What a letter is worth at the start of a word, after the letter before, and what a gap costs."""


def matched(typed: str, text: str) -> tuple[int, tuple[int, ...]] | None:
    """Return how well `text` answers to `typed`, and where in it the letters stand; None: not.

    The letters of `typed` must occur in order, whatever their case; spaces are left out. More is
    better: letters that begin words or follow each other count for more.
    """
    letters = [letter.lower() for letter in typed if not letter.isspace()]
    low = [letter.lower() for letter in text]
    best: dict[int, tuple[int, tuple[int, ...]]] = {-1: (0, ())}
    for letter in letters:
        best = _placed(letter, low, best)
        if not best:
            return None
    return max(best.values(), key=lambda found: found[0])


def _placed(
    letter: str, low: list[str], best: dict[int, tuple[int, tuple[int, ...]]]
) -> dict[int, tuple[int, tuple[int, ...]]]:
    """Return the best way to have come to each place where `letter` stands, after those so far."""
    ways: dict[int, tuple[int, tuple[int, ...]]] = {}
    for at in (n for n, other in enumerate(low) if other == letter):
        starts = at == 0 or not low[at - 1].isalnum()
        found = [
            (score + (_START if starts else 0) + _worth(before, at), (*places, at))
            for before, (score, places) in best.items()
            if before < at
        ]
        if found:
            ways[at] = max(found, key=lambda way: way[0])
    return ways


def _worth(before: int, at: int) -> int:
    return _NEXT if at == before + 1 else -min(_SKIPPED * (at - before - 1), _NEXT)
