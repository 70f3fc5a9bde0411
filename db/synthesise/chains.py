"""Through whom a claim of the valley came, and where it stands."""

from typing import Any, Final

from db.synthesise.dice import Dice, Odds
from db.synthesise.reports import Document
from db.synthesise.size import Size
from db.synthesise.speakers import Source, Speakers
from db.synthesise.valley import Row

EACH_ONCE: Final = 120
"""The first claims take the words of every list by turns, so that a small desk has them all."""
_HOPS: Final = Odds((0.28, 0.45, 0.18, 0.06, 0.03))
"""How often a chain has 1 to 5 hops."""
_VERBS: Final = ("said", "reported", "quoted", "told", "wrote", "posted")
_QUOTED, _AROUND = 60, 32  # characters


class Chains:
    """Makes chains of 1 to 5 hops. Few actors speak often, most seldom."""

    def __init__(self, size: Size, dice: Dice, speakers: Speakers) -> None:
        self._dice, self._speakers, self._actors = dice, speakers, size.actors
        self._odds = Odds.zipf(size.actors, 1.0)

    def actor(self) -> int:
        """Return the id of an actor, one who is spoken of often rather than another."""
        return 1 + self._odds.draw(self._dice)

    def chain(self, n: int, source: Source) -> tuple[int, tuple[Row, ...]]:
        """Return the claimant of claim n and the hops from the document's source to it."""
        dice = self._dice
        length = 1 + (n % 5 if n <= EACH_ONCE else _HOPS.draw(dice))
        if length == 1 and source.actor:
            return source.actor, (_hop(n, 1, source.id, None, "in own voice"),)
        hops = [_hop(n, 1, source.id, None, "published")]
        for hop in range(2, length):
            via = dice.pick(self._speakers.sources) if dice.chance(0.4) else None
            actor = None if via else self.actor()
            hops.append(_hop(n, hop, via and via.id, actor, dice.pick(_VERBS)))
        after = len(self._speakers.source_of)  # the bodies of the sources speak for themselves
        claimant = 1 + (after + self._odds.draw(dice)) % self._actors
        own = self._speakers.source_of.get(claimant) if dice.chance(0.3) else None
        last = _hop(n, len(hops) + 1, own, None if own else claimant, dice.pick(_VERBS))
        return claimant, (*hops, last)


def evidence(n: int, uid: str, k: int, document: Document) -> Row:
    """Return the k-th place where claim n stands: with a quote where the text is held."""
    paragraph = document.body(n + k)
    start, stop = document.paragraphs[paragraph - 1]
    quoted: dict[str, Any] = dict.fromkeys(("start", "stop", "exact", "prefix", "suffix"))
    if document.text:
        stop = min(stop, start + _QUOTED)
        quoted = {
            "start": start,
            "stop": stop,
            "exact": document.text[start:stop],
            "prefix": document.text[max(0, start - _AROUND) : start],
            "suffix": document.text[stop : stop + _AROUND],
        }
    return {
        "uid": f"{uid}.{k}",
        "claim_id": n,
        "document_id": document.id,
        "paragraph": paragraph,
        **quoted,
        "anchor": "exact" if document.text else "paragraph",
    }


def _hop(n: int, hop: int, source: int | None, actor: int | None, verb: str) -> Row:
    return {"claim_id": n, "hop": hop, "source_id": source, "actor_id": actor, "verb": verb}
