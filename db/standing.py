"""How each claim stands among the others that are known: derived anew for each query."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from db.columns import Bearings, Heard, Ints, Mask, Pairs
from db.model import Standing

RETRACTED, SUPERSEDED, CONTESTED, CORROBORATED, UNASSESSED, UNCONTESTED = range(1, 7)
"""How a claim stands: the first of these that holds. Each is also the id of a filter's value."""
WORDS: Final[tuple[str, ...]] = (
    "retracted", "superseded", "contested", "corroborated", "unassessed", "uncontested",
)  # fmt: skip
_MOST_VOICES: Final = 999


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """How each row stands. `proposed`: by what nobody has accepted yet, else by what is accepted.

    `backing` and `against` count the voices of others that speak for it and against it.
    """

    codes: Ints
    proposed: Mask
    backing: Ints
    against: Ints

    @property
    def pairs(self) -> Pairs:
        """Which row stands how, as any other thing that claims are chosen by."""
        rows = np.arange(len(self.codes), dtype=np.int32)
        return Pairs(rows, self.codes, UNCONTESTED + 1)

    def at(self, row: int) -> Standing:
        """Return how one row stands."""
        return Standing(
            WORDS[int(self.codes[row]) - 1],
            proposed=bool(self.proposed[row]),
            backing=int(self.backing[row]),
            against=int(self.against[row]),
        )

    @property
    def perhaps_contested(self) -> Mask:
        """Which rows are contested by proposals alone."""
        return (self.codes == CONTESTED) & self.proposed

    @property
    def ranks(self) -> Ints:
        """What rows are sorted by: how they stand, what is accepted first, then most voices."""
        heard = np.where(self.codes == CONTESTED, self.against, self.backing)
        few = _MOST_VOICES - np.minimum(heard, _MOST_VOICES)
        return (2 * self.codes + self.proposed) * (_MOST_VOICES + 1) + few.astype(np.int32)


class Reckoning:
    """Reckons how rows stand, by how they bear on each other."""

    def __init__(self, bearings: Bearings, rows: int) -> None:
        self._bearings, self._rows = bearings, rows
        silent = np.zeros(rows, np.bool_)
        silent[bearings.unassessed] = True
        self._alone = np.where(silent, UNASSESSED, UNCONTESTED).astype(np.int32)
        told = (bearings.against, bearings.backing, bearings.replaced)
        self._decided = all(bool(one.accepted.all()) for one in told)

    def of(self, known: Mask) -> Standings:
        """Return how rows stand among what is `known`: of a relation both claims have to be.

        What is proposed takes nothing from what is accepted to be contested.
        """
        accepted = self._by(known, proposals=False)
        if self._decided:
            return accepted
        both = self._by(known, proposals=True)
        proposed = (both.codes < accepted.codes) & (accepted.codes > CONTESTED)
        return Standings(
            np.where(proposed, both.codes, accepted.codes),
            proposed,
            np.where(proposed, both.backing, accepted.backing),
            np.where(proposed, both.against, accepted.against),
        )

    @cached_property
    def present(self) -> Standings:
        """How rows stand where all is known."""
        return self.of(np.ones(self._rows, np.bool_))

    def _by(self, known: Mask, *, proposals: bool) -> Standings:
        """Return how rows stand by what is accepted, and with `proposals` by them too."""
        codes = self._alone.copy()
        gone = self._bearings.replaced
        both = known[gone.newer] & known[gone.older] & (gone.accepted | proposals)
        replaced, taken_back = gone.older[both], gone.older[both & gone.taken_back]
        stands = known.copy()
        stands[replaced] = False
        against, backing = (
            _voices(heard, known, stands, proposals=proposals)
            for heard in (self._bearings.against, self._bearings.backing)
        )
        codes[backing > 0] = CORROBORATED
        codes[against > 0] = CONTESTED
        codes[replaced] = SUPERSEDED
        codes[taken_back] = RETRACTED
        return Standings(codes, np.zeros(self._rows, np.bool_), backing, against)


def _voices(heard: Heard, known: Mask, stands: Mask, *, proposals: bool) -> Ints:
    """Return by row how many voices of others are heard that still stand.

    An outlet's own word adds none to what it may rest on.
    """
    told = known[heard.rows] & stands[heard.others] & (heard.accepted | proposals)
    leans = told[heard.leaning] & told[heard.on]
    spoken = np.zeros(len(heard.voice_rows), np.bool_)
    spoken[heard.voices[told]] = True
    spoken[heard.voices[heard.leaning[leans]]] = False
    spoken[heard.voices[told & ~heard.own_word]] = True
    counts = np.bincount(heard.voice_rows[spoken], minlength=len(known)).astype(np.int32)
    some = np.zeros(len(known), np.int32)
    some[heard.rows[told]] = 1  # where outlets rest on each other one of them is a voice
    return np.maximum(counts, some)
