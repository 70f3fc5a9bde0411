"""The words of the valley: as often met as words are, the frequent ones plain English."""

from typing import Final

from db.synthesise.dice import Dice, Odds
from db.synthesise.names import Names

_PLAIN: Final = tuple(
    """road bridge night supply town column quiet river fire convoy school market east west north
    south morning grain shelter crossing water shells mill holds leaves returns waits burns moves
    stops again still nearly half slow heavy light early late open empty full old new near far
    carts boats trucks families guards workers drivers nurses farmers stores wells fields hills
    camp post gate wall tower barn square harbour ferry tunnel mast cable rain snow fog mud ice
    talks truce watch patrol search count notice letter signal rumour order""".split()
)
"""The most frequent words, most frequent first; the others are made up."""


class Words:
    """So many words, drawn under Zipf's law."""

    def __init__(self, size: int, dice: Dice, names: Names) -> None:
        self._dice = dice
        self._odds = Odds.zipf(size)
        made = (names.word(syllables=2) for _ in range(size - len(_PLAIN)))
        self.all = (*_PLAIN, *made)

    def phrase(self, n: int) -> str:
        """Return n words."""
        return " ".join(self.all[self._odds.draw(self._dice)] for _ in range(n))

    def sentences(self, n: int) -> str:
        """Return so many sentences on one line."""
        return " ".join(f"{self.phrase(5 + self._dice.below(8)).capitalize()}." for _ in range(n))
