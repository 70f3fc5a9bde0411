"""Claims as the rules see them: an answer, its days, who gives it, through whom, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from db.columns import OPEN_FROM, OPEN_TO

Time = Literal["instant", "progress", "timeless"]
FORESEEN = frozenset({"predicted", "conditional", "intended"})
"""Modalities of what has not come about yet."""
SILENT = frozenset({"directive", "unknown_stated"})
"""Modalities that give no answer."""
OWN_WORD = frozenset({"outlet", "presupposed"})
"""Voices in which an outlet speaks for itself."""


class Window(NamedTuple):
    """Days as proleptic ordinals, both inclusive; OPEN_FROM and OPEN_TO are open ends."""

    since: int = OPEN_FROM
    until: int = OPEN_TO

    def meets(self, other: "Window") -> bool:
        """Return whether a day lies in both."""
        return self.since <= other.until and other.since <= self.until

    def before(self, other: "Window") -> bool:
        """Return whether it is over before the other begins."""
        return self.until < other.since

    def __str__(self) -> str:
        ends = [
            ".." if day in (OPEN_FROM, OPEN_TO) else date.fromordinal(day).isoformat()
            for day in self
        ]
        return ends[0] if ends[0] == ends[1] else "/".join(ends)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how far apart its answers may lie.

    `gap_tension` and `gap_contradicts` count steps of a scale. `labels` are its steps, lowest
    first. `whole` is the question of which this one asks for a part.
    """

    id: int
    text: str
    value_type: Literal["boolean", "scale", "quantity", "category"]
    time: Time
    by_place: bool
    gap_tension: int | None = None
    gap_contradicts: int | None = None
    exclusive: bool = False
    whole: int | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Implication:
    """An answer to one question, from `low` to `high`, that means one to another."""

    uid: str
    question: int
    low: float
    high: float
    then: int
    then_low: float
    then_high: float
    yields: Literal["contradicts", "tension"]
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """A claim that counts. `low` and `high` are its answer on the axis of its question, or None.

    `word` is the answer in words; of a category it is the answer. `dated` tells whether `about` is
    what the claim says; else it is when the claim was said. `relays` are the bodies it came
    through, its claimant left out. `spots` are its documents with their paragraphs.
    """

    id: int
    uid: str
    claimant: int
    voice: str
    modality: str
    certainty: str
    question: int | None
    low: float | None
    high: float | None
    word: str
    about: Window
    said: Window
    dated: bool = True
    places: frozenset[int] = frozenset()
    relays: frozenset[int] = frozenset()
    spots: frozenset[tuple[int, int]] = frozenset()

    @property
    def answers(self) -> bool:
        """Whether it gives an answer that another may differ from."""
        return self.low is not None and self.modality not in SILENT

    @property
    def foreseen(self) -> bool:
        """Whether it speaks of what has not come about yet."""
        return self.modality in FORESEEN

    @property
    def documents(self) -> frozenset[int]:
        """The documents it stands in."""
        return frozenset(document for document, _ in self.spots)


@dataclass(frozen=True, eq=False)
class Accounts:
    """All that the rules look at. `above` are parents of actors, `inside` of places.

    `camps` has the camp of each actor that is of one, sides that count together as one. `texts`
    has for a document the one that it is a copy or a later version of.
    """

    claims: Mapping[int, Account]
    questions: Mapping[int, Asked] = field(default_factory=dict[int, Asked])
    implications: tuple[Implication, ...] = ()
    above: Mapping[int, int] = field(default_factory=dict[int, int])
    camps: Mapping[int, int] = field(default_factory=dict[int, int])
    inside: Mapping[int, int] = field(default_factory=dict[int, int])
    texts: Mapping[int, int] = field(default_factory=dict[int, int])

    @cached_property
    def answers(self) -> Mapping[int, tuple[Account, ...]]:
        """The claims to each question, in the order of their uids."""
        found: dict[int, list[Account]] = {}
        for claim in sorted(self.claims.values(), key=lambda claim: claim.uid):
            if claim.question is not None:
                found.setdefault(claim.question, []).append(claim)
        return {question: tuple(claims) for question, claims in found.items()}

    def one_claimant(self, a: Account, b: Account) -> bool:
        """Return whether one speaks for the other: the same actor, or one above it."""
        one, other = a.claimant, b.claimant
        return one == other or one in self._actors[other] or other in self._actors[one]

    def body(self, claim: Account) -> int:
        """Return the actor above all others that the claimant speaks for."""
        return self._actors[claim.claimant][-1]

    def camp(self, claim: Account) -> int | None:
        """Return the camp the claimant is of; None if of none."""
        return self.camps.get(claim.claimant)

    def one_text(self, a: Account, b: Account) -> bool:
        """Return whether a document of the one is, or is copied from, one of the other."""
        return not self._texts(a).isdisjoint(self._texts(b))

    def _texts(self, claim: Account) -> set[int]:
        return {self._documents[document][-1] for document, _ in claim.spots}

    def places_nested(self, a: Account, b: Account) -> bool | None:
        """Return whether the places are the same: False if some lie in others, None if apart."""
        if not a.places.isdisjoint(b.places):
            return True
        one, other = (self.around(claim.places) for claim in (a, b))
        return False if a.places & other or b.places & one else None

    def around(self, places: frozenset[int]) -> set[int]:
        """Return places and all that they lie in."""
        return {above for place in places for above in self._places[place]}

    @cached_property
    def _actors(self) -> "_Lines":
        return _Lines(self.above)

    @cached_property
    def _places(self) -> "_Lines":
        return _Lines(self.inside)

    @cached_property
    def _documents(self) -> "_Lines":
        return _Lines(self.texts)


def foresight(claim: Account) -> str:
    """Return whether a claim speaks of what is meant, of what is expected, or of what has been."""
    if claim.modality == "intended":
        return "meant"
    return "expected" if claim.foreseen else "been"


def up(of: int, above: Mapping[int, int]) -> Iterator[int]:
    """Yield one thing and all above it, the nearest first; a circle ends."""
    seen = set[int]()
    at: int | None = of
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = above.get(at)


class _Lines(dict[int, tuple[int, ...]]):
    """Of each thing itself and all above it, found when it is first asked for."""

    def __init__(self, above: Mapping[int, int]) -> None:
        super().__init__()
        self._above = above

    def __missing__(self, of: int) -> tuple[int, ...]:
        found = self[of] = tuple(up(of, self._above))
        return found
