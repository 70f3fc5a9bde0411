"""The rule for answers that mean something to another question (R10)."""

from collections.abc import Iterator

from db.columns import OPEN_TO
from db.rules.accounts import Account, Accounts, Implication, Window
from db.rules.compare import apart, called, softened
from db.rules.pairs import Proposal, proposed


def implied(told: Accounts, rule: Implication) -> Iterator[Proposal]:
    """Yield what answers do to those of another question that they leave no room for."""
    asked, then = told.questions[rule.question], told.questions[rule.then]
    others = [claim for claim in told.answers.get(rule.then, ()) if _counts(claim)]
    for a in told.answers.get(rule.question, ()):
        if not (_counts(a) and _holds(rule, a)):
            continue
        days = Window(a.about.since, OPEN_TO) if asked.time == "progress" else a.about
        for b in others:
            if not (days.meets(b.about) or then.time == "timeless"):
                continue
            steps = apart(rule.then_low, rule.then_high, b.low or 0.0, b.high or 0.0)
            if (found := _found(told, rule, a, b, steps)) is not None:
                yield found


def _counts(claim: Account) -> bool:
    return claim.answers and not claim.foreseen and claim.modality != "retracted"


def _holds(rule: Implication, claim: Account) -> bool:
    if claim.low is None or claim.high is None:
        return False
    return rule.low <= claim.low and claim.high <= rule.high


def _found(
    told: Accounts, rule: Implication, a: Account, b: Account, steps: float
) -> Proposal | None:
    then = told.questions[rule.then]
    kind = called(then, steps)
    if kind is None:
        return None
    if rule.yields == "tension" and kind == "contradicts":
        kind = "tension"
    why = (
        f"{rule.why} {a.uid} = {a.word} ({a.about}) would mean “{then.text}” = "
        f"{_means(told, rule)}; {b.uid} = {b.word} ({b.about})."
    )
    if told.one_claimant(a, b):
        return proposed(told, "qualifies", b, a, f"R10-{rule.uid}-same-claimant", why)
    return proposed(told, softened(kind, then, a, b, steps), a, b, f"R10-{rule.uid}", why)


def _means(told: Accounts, rule: Implication) -> str:
    then = told.questions[rule.then]
    if then.value_type == "boolean":
        return "yes" if rule.then_low > 0 else "no"
    ends = [then.labels[int(rank)] for rank in (rule.then_low, rule.then_high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
