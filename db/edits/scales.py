"""What becomes of answers on a scale whose steps are put in another order, added or removed."""

from collections.abc import Mapping, Sequence

from db.edits.drafts import Draft, Question
from db.errors import EditRefused

Ranks = tuple[int, int]
_NAMED = 5
"""So many claims are named one by one."""


def carried(was: Sequence[str], now: Sequence[str], low: int, high: int) -> Ranks | None:
    """Return where a range of steps, by their keys, comes to lie; None where it falls apart.

    It is said by its ends, so these stay. What lay between them has to stay so, and no step that
    lay elsewhere may come in between; a new one may.
    """
    ends = was[low], was[high]
    if not set(ends) <= set(now):
        return None
    first, last = sorted(now.index(key) for key in ends)
    within = set(now[first : last + 1]).intersection(was)
    return (first, last) if within == set(was[low : high + 1]) else None


def refuse_loss(was: Question, draft: Draft) -> None:
    """Refuse steps that would take an answer away, or make another of it; say by which claims.

    Raises: EditRefused.
    """
    keys = set(draft.keys)
    for step in was.draft.steps:
        if step.key not in keys and (claims := was.used.get(step.key)):
            raise EditRefused(
                f"the step “{step.label}” cannot be removed: {_named(claims)} with it. "
                "Give them another answer first"
            )
    for low, high in ranges(was):
        if carried(was.draft.keys, draft.keys, low, high) is None:
            ends = was.draft.keys[low], was.draft.keys[high]
            claims = [uid for uid in was.used[ends[0]] if uid in was.used[ends[1]]]
            raise EditRefused(
                f"in this order “{was.draft.between(*ends)}” is no range of steps any more: "
                f"{_named(claims)} so. Keep these steps together"
            )


def ranges(of: Question) -> set[Ranks]:
    """Return the ranges of steps that claims answer with, single steps left out."""
    spans: dict[str, list[int]] = {}
    for rank, key in enumerate(of.draft.keys):
        for claim in of.used.get(key, ()):
            spans.setdefault(claim, []).append(rank)
    return {(ranks[0], ranks[-1]) for ranks in spans.values() if len(ranks) > 1}


def moves(was: Sequence[str], now: Sequence[str], held: Mapping[str, Ranks]) -> dict[str, Ranks]:
    """Return where each answer comes to lie that will lie elsewhere, by what is `held` of it."""
    found = {uid: carried(was, now, *ranks) for uid, ranks in held.items()}
    return {uid: ranks for uid, ranks in found.items() if ranks and ranks != held[uid]}


def _named(claims: Sequence[str]) -> str:
    more = f" and {len(claims) - _NAMED} more" if len(claims) > _NAMED else ""
    return f"{', '.join(claims[:_NAMED])}{more} answer{'s' if len(claims) == 1 else ''}"
