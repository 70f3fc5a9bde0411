"""The rules for two claims that answer one question, or a part of it and the whole."""

from dataclasses import dataclass
from typing import Final, Literal

from db.rules import compare
from db.rules.accounts import Account, Accounts, Asked, foresight
from db.rules.independence import why_not

Kind = Literal["contradicts", "supersedes", "restates", "tension", "qualifies", "corroborates"]
STRENGTH: Final[tuple[Kind, ...]] = (
    "contradicts", "supersedes", "restates", "tension", "qualifies", "corroborates",
)  # fmt: skip
"""Of what may be proposed of a pair, the strongest first."""
_DIRECTED: Final = frozenset({"supersedes", "qualifies"})
_ANSWERS: Final = 3  # days within which a denial means what was said before it
_LATER: Final = 7  # days after which a report of a later time replaces what was said before


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that a rule would have: `a` and `b` are ids of claims, `a` acts on `b`."""

    kind: Kind
    a: int
    b: int
    rule: str
    why: str
    independent: bool


def proposed(told: Accounts, kind: Kind, a: Account, b: Account, rule: str, why: str) -> Proposal:
    """Return a proposal. Where neither acts on the other, the claims stand by their uids."""
    if kind not in _DIRECTED and b.uid < a.uid:
        a, b = b, a
    return Proposal(kind, a.id, b.id, rule, why, why_not(told, a, b) is None)


def between(told: Accounts, a: Account, b: Account) -> Proposal | None:
    """Return what two answers to one question do to each other, by the strongest rule."""
    asked = told.questions[a.question or 0]
    if b.uid < a.uid:
        a, b = b, a
    nested = told.places_nested(a, b) if asked.by_place else True
    if nested is None:
        return None
    pair = _Pair(told, asked, a, b, same_place=nested)
    if "retracted" in (a.modality, b.modality):
        return pair.taken_back()
    if not (a.answers and b.answers):
        return pair.answered_later()
    if foresight(a) != foresight(b):
        return None  # what is meant, what is expected and what has come about are three things
    steps = compare.distance(asked, a, b)
    if steps > 0:
        kind = "contradicts" if compare.denies(asked, a, b) else compare.called(asked, steps)
        return pair.clash(compare.softened(kind, asked, a, b, steps), steps) if kind else None
    return pair.agreement()


def part_and_whole(told: Accounts, part: Account, whole: Account) -> Proposal | None:
    """Return the clash of a part that is larger than its whole at one time."""
    asked = told.questions[part.question or 0]
    if asked.by_place and told.places_nested(part, whole) is None:
        return None
    if not (part.answers and whole.answers) or foresight(part) != foresight(whole):
        return None
    if part.low is None or whole.high is None or part.low <= whole.high:
        return None
    grows = asked.time == "progress" and part.about.since <= whole.about.until
    if not (grows or part.about.meets(whole.about)):
        return None
    why = (
        f"{part.uid} = {part.word} ({part.about}) is a part of {whole.uid} = {whole.word} "
        f"({whole.about}), yet larger."
    )
    return proposed(told, "contradicts", part, whole, "R9-part-exceeds-whole", why)


@dataclass(frozen=True, slots=True)
class _Pair:
    told: Accounts
    asked: Asked
    a: Account
    b: Account
    same_place: bool

    # -- answers that differ --------------------------------------------------------------------

    def clash(self, kind: compare.Clash, steps: float) -> Proposal | None:
        a, b, time = self.a, self.b, self.asked.time
        if time == "instant" and not a.about.meets(b.about):
            return self._denied_after()
        if self.told.one_claimant(a, b):
            return self._one_claimant(steps)
        if not self.same_place and self.asked.value_type != "scale":
            return self._part_of_the_place()
        if time == "progress":
            return self._progress(kind, steps)
        return self._found(kind, "R1-same-question", self._apart(steps))

    def _denied_after(self) -> Proposal | None:
        """R2: of other days, other answers; but a denial means what was said days before it."""
        newer, older = self._by_said()
        if newer is None or older is None or newer.modality != "denied" or not self.same_place:
            return None
        days = newer.about.since - older.about.until
        if self.told.one_claimant(newer, older) or not 0 < days <= _ANSWERS:
            return None
        why = f"{newer.uid} denies, {days} day{'s' if days > 1 else ''} later, what had been said."
        return self._found("contradicts", "R2-denied-after", why)

    def _progress(self, kind: compare.Clash, steps: float) -> Proposal | None:
        """On what goes one way, a later higher answer is how things went; a lower one is not."""
        lower, higher = self._ordered()
        if lower is None or higher is None:
            met = self.a.about.meets(self.b.about)
            return self._found(kind, "R1-same-question", self._apart(steps)) if met else None
        if lower.about.before(higher.about):
            return None
        if _later_report(higher, lower):
            why = f"{higher.uid} was reported later and reaches further in time."
            return self._found("supersedes", "R3-later-report", why, (higher, lower))
        if higher.about.before(lower.about):
            why = "The later answer lies lower on what goes one way; no reversal is reported."
            return self._found(kind, "R3-step-back", why)
        return self._found(kind, "R1-same-question", self._apart(steps))

    def _one_claimant(self, steps: float) -> Proposal:
        newer, older = self._by_said()
        if newer is not None and older is not None:
            rule = "R4-same-claimant-later"
            return self._found("supersedes", rule, "One claimant, a later word.", (newer, older))
        scale = self.asked.value_type == "scale"
        strong = not scale or (steps > 1 and steps >= (self.asked.gap_tension or 1))
        why = "One claimant at one time: a strain inside one account, not two accounts."
        return self._found("tension" if strong else "qualifies", "R4-same-claimant", why)

    def _part_of_the_place(self) -> Proposal | None:
        """What is so of a part need not be of the whole; what is not so anywhere, is not there."""
        part, whole = self._part_first()
        if self.asked.value_type == "quantity":
            return None
        if self.asked.value_type == "boolean" and whole.word == "no":
            why = f"{whole.uid} says no of the whole place, {part.uid} yes of a part of it."
            return self._found("contradicts", "R1-not-in-the-whole", why)
        why = "The first speaks of a part of the place of the second."
        return self._found("qualifies", "R1-part-of-the-place", why, (part, whole))

    def _part_first(self) -> tuple[Account, Account]:
        inside = self.told.around(self.a.places) & self.b.places
        return (self.a, self.b) if inside else (self.b, self.a)

    # -- answers that agree ---------------------------------------------------------------------

    def agreement(self) -> Proposal | None:
        a, b, told = self.a, self.b, self.told
        met = self.asked.time == "timeless" or a.about.meets(b.about)
        narrow = compare.narrower(self.asked, a, b)
        if told.one_claimant(a, b):
            return self._said_again(met=met, narrow=narrow)
        equal = compare.spread(a, b) == 0
        if not (met or (self.asked.time == "progress" and equal)):
            return None
        camp = told.camp(a) is not None and told.camp(a) == told.camp(b)
        if equal and camp and told.body(a) == told.body(b) and a.spots == b.spots and self._placed:
            why = "One camp in one paragraph: it counts once."
            return self._found("restates", "R6-restates", why)
        if narrow and camp:
            why = "The first is narrower; one camp."
            return self._found("qualifies", "R7-narrower", why, narrow)
        if not self._alike():
            return None
        reason = why_not(told, a, b)
        why = f"Not independent: {reason}." if reason else "Independent of each other."
        return self._found("corroborates", "R8-same-answer", why)

    def _said_again(self, *, met: bool, narrow: tuple[Account, Account] | None) -> Proposal | None:
        equal = compare.spread(self.a, self.b) == 0
        newer, older = self._by_said()
        counted = self.asked.value_type == "quantity" and not equal and met
        if counted and newer is not None and older is not None:
            why = "A newer count by one claimant."
            return self._found("supersedes", "R4-newer-count", why, (newer, older))
        if met and self._placed and (equal or self._copied()):
            return self._found("restates", "R6-restates", "One claimant says the same again.")
        if met and narrow:
            why = "The first is narrower; one claimant."
            return self._found("qualifies", "R7-narrower", why, narrow)
        return None

    def _copied(self) -> bool:
        """Whether answers for the same days stand in one text and its copy: the one is rounded."""
        a, b = self.a, self.b
        apart = a.documents.isdisjoint(b.documents)
        return apart and a.about == b.about and self.told.one_text(a, b)

    def _alike(self) -> bool:
        """Whether answers that touch are near enough to back each other up."""
        wide = compare.spread(self.a, self.b)
        if self.asked.value_type == "scale":
            return wide <= 1
        return wide < float("inf")

    # -- what gives no answer -------------------------------------------------------------------

    def taken_back(self) -> Proposal | None:
        """R5: what somebody takes back is superseded, whichever answer the taking back carries."""
        a, b = self.a, self.b
        if a.modality == b.modality or not self.told.one_claimant(a, b):
            return None
        back, other = (a, b) if a.modality == "retracted" else (b, a)
        if back.said.before(other.said) or not back.about.meets(other.about) or not other.answers:
            return None
        differ = back.answers and compare.distance(self.asked, back, other) > 0
        if differ and not other.said.before(back.said):
            return None  # said with it, not before: that is what takes the place
        why = f"{back.uid} takes back what {other.uid} says."
        return self._found("supersedes", "R5-retraction", why, (back, other))

    def answered_later(self) -> Proposal | None:
        a, b = self.a, self.b
        silent, other = (a, b) if a.modality == "unknown_stated" else (b, a)
        if silent.modality != "unknown_stated" or not other.answers:
            return None
        if not self.told.one_claimant(a, b) or not silent.said.before(other.said):
            return None
        why = f"{silent.uid} did not know; {other.uid} answers."
        return self._found("supersedes", "R4-answered-later", why, (other, silent))

    # -- small parts ----------------------------------------------------------------------------

    @property
    def _placed(self) -> bool:
        return self.a.places == self.b.places

    def _ordered(self) -> tuple[Account, Account] | tuple[None, None]:
        """Return the lower and the higher answer, where answers have an order."""
        a, b = self.a, self.b
        if self.asked.value_type == "category" or a.high is None or b.low is None:
            return None, None
        return (a, b) if a.high < b.low else (b, a)

    def _by_said(self) -> tuple[Account, Account] | tuple[None, None]:
        """Return the newer and the older word, where one was said before the other."""
        if self.a.said.before(self.b.said):
            return self.b, self.a
        return (self.a, self.b) if self.b.said.before(self.a.said) else (None, None)

    def _apart(self, steps: float) -> str:
        if self.asked.value_type == "scale":
            return f"The answers are {steps:g} step{'s' if steps != 1 else ''} apart."
        if self.asked.value_type == "quantity":
            return f"The numbers are {steps:g} apart."
        return "The answers differ."

    def _found(
        self, kind: Kind, rule: str, why: str, order: tuple[Account, Account] | None = None
    ) -> Proposal:
        a, b = order or (self.a, self.b)
        said = f"{self.asked.text} {_told(a)}; {_told(b)}. {why}"
        return proposed(self.told, kind, a, b, rule, said)


def _later_report(newer: Account, older: Account) -> bool:
    late = newer.said.since - older.said.until >= _LATER
    return late and newer.about.until > older.about.until


def _told(claim: Account) -> str:
    """Return a claim by its uid, its answer and its days, for a reason."""
    when = f"{claim.about}" if claim.dated else f"undated, said {claim.said}"
    return f"{claim.uid} = {claim.word or 'no answer'} ({when})"
