"""Names and words that nobody has: built from syllables, in several scripts."""

import unicodedata
from dataclasses import dataclass
from typing import Final, Self

from db.synthesise.dice import Dice

LONG: Final = 200
"""Characters of the longest names."""


@dataclass(frozen=True, slots=True)
class Script:
    """What syllables are made of: what they begin with, their vowels, what a word ends with."""

    begins: tuple[str, ...]
    vowels: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, begins: str, vowels: str, ends: str) -> Self:
        """Return the script of these parts, a space between any two."""
        return cls(tuple(begins.split()), tuple(vowels.split()), tuple(ends.split()))


LATIN: Final = Script.of(
    "br dr f gv h j kl kv l m n pl r sk sv t thr v vr z zh",
    "a e i o u ae ei ou y",
    "lk lm nd rn rv sk th vn x zh",
)
CYRILLIC: Final = Script.of(
    "б вр г др ж зв к кл л м н п р св т тр х ч ш щ", "а е и о у ю я", "лк мж нд рв рх ск щ вн"
)
ARABIC: Final = Script.of("ب ت ج د ر ز س ش ط ع ف ق ك ل م ن ه", "ا و ي", "ش ق ظ ض")
HEBREW: Final = Script.of("ב ג ד ז ח ט ל מ נ ס ע פ צ ק ר ש ת", "א ו י", "ץ ף ט ק")
MARKED: Final = Script.of(
    "m\u0303 v\u0304 r\u0302 g\u0303 zh kv",
    "a\u0304\u0301 o\u0328\u0301 e y\u0306 i",
    "x\u0302 q\u0307 n",
)
"""Letters that no composed character has: the marks stay marks."""

_SCRIPTS: Final = {5: ARABIC, 11: HEBREW, 17: CYRILLIC, 23: CYRILLIC, 29: MARKED, 37: ARABIC}
"""Of forty names, those that are not in the Latin script."""
_LONG_AT, _SHORT_AT, _AGAIN = 12, 13, 400
_LETTERS: Final = "QЖظקÆΨW"


class Names:
    """Makes names that differ from all it has made."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._given: set[str] = set()

    def word(self, script: Script = LATIN, syllables: int = 3) -> str:
        """Return a new word, in lower case where the script has it."""
        while True:
            pick = self._dice.pick
            parts = [pick(script.begins) + pick(script.vowels) for _ in range(syllables)]
            word = unicodedata.normalize("NFC", "".join(parts) + pick(script.ends))
            if word not in self._given:
                self._given.add(word)
                return word

    def name(self, script: Script = LATIN, syllables: int = 3) -> str:
        """Return a new name, its first letter a capital."""
        word = self.word(script, syllables)
        return word[0].upper() + word[1:]

    def numbered(self, n: int) -> str:
        """Return the name of the n-th of its kind: of all scripts, and some very long or short.

        Numbers 12 and 13 are the long and the short one, and again every four hundred.
        """
        if n % _AGAIN == _LONG_AT:
            return self.long()
        if n % _AGAIN == _SHORT_AT:
            letter = _LETTERS[n // _AGAIN % len(_LETTERS)]
            return letter if n < _AGAIN * len(_LETTERS) else f"{letter}{n}"
        script = _SCRIPTS.get(n % 40, LATIN)
        return self.name(script, 2 + self._dice.below(2) if script is LATIN else 3)

    def long(self) -> str:
        """Return a new name of exactly `LONG` characters."""
        name = self.name()
        while len(name) < LONG:
            name += f" {self.name()}"
        cut = name[:LONG]
        return f"{cut[:-1]}n" if cut.endswith(" ") else cut
