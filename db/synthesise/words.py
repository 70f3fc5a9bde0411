"""The words of the valley: as often met as words are, the frequent ones plain English."""

from typing import Final

from db.synthesise.dice import Dice, Odds
from db.synthesise.names import Names

_PLAIN: Final = """\
road bridge night supply town column quiet river fire convoy school market east west north
south morning grain shelter crossing water shells mill holds leaves returns waits burns moves
stops again still nearly half slow heavy light early late open empty full old new near far
carts boats trucks families guards workers drivers nurses farmers stores wells fields hills
camp post gate wall tower barn square harbour ferry tunnel mast cable rain snow fog mud ice
talks truce watch patrol search count notice letter signal rumour order"""
"""The most frequent words, most frequent first; the others are made up."""


class Words:
    """So many words, drawn under Zipf's law."""

    def __init__(self, size: int, dice: Dice, names: Names) -> None:
        self._dice = dice
        self._odds = Odds.zipf(size)
        plain = _PLAIN.split()
        self.all = (*plain, *(names.word(syllables=2) for _ in range(size - len(plain))))

    def phrase(self, n: int) -> str:
        """Return n words, none twice in a row."""
        words: list[str] = []
        while len(words) < n:
            word = self.all[self._odds.draw(self._dice)]
            if words[-1:] != [word]:
                words.append(word)
        return " ".join(words)

    def sentences(self, n: int) -> str:
        """Return so many sentences on one line."""
        return " ".join(f"{self.phrase(5 + self._dice.below(8)).capitalize()}." for _ in range(n))
