"""Proposed relations, in words."""

from collections.abc import Mapping

from db.model import Actor, ActorId, Claim, Question
from db.waiting import Waiting
from desktop import show
from desktop.show import tr

SENTENCES: Mapping[str, str] = {
    "contradicts": "{a} and {b} contradict each other",
    "tension": "{a} and {b} are in tension",
    "supersedes": "{a} supersedes {b}",
    "restates": "{a} and {b} say the same",
    "qualifies": "{a} qualifies {b}",
    "corroborates": "{a} and {b} corroborate each other",
    "explains": "{a} explains {b}",
    "no_conflict": "{a} and {b} do not conflict",
}
"""What each kind says of two claims."""
_BETWEEN: Mapping[str, str] = {
    "contradicts": "{a} ≠ {b}",
    "supersedes": "{a} → {b}",
    "qualifies": "{a} → {b}",
    "explains": "{a} → {b}",
}
"""How two claimants stand in a row; else with a dash between."""


def sentence(one: Waiting) -> str:
    """Return what would be so."""
    return tr(SENTENCES[one.kind]).format(a=show.apart(one.a), b=show.apart(one.b))


def speakers(one: Waiting, actors: Mapping[ActorId, Actor]) -> str:
    """Return who says the two, short, and which way it goes."""
    a, b = (actors[id_] for id_ in one.claimants)
    names = {"a": _short(a), "b": _short(b)}
    return tr(_BETWEEN.get(one.kind, "{a} – {b}")).format(**names)


def by_rule(one: Waiting) -> str:
    """Return who proposes it."""
    if not one.rule:
        return tr("proposed by a person")
    return tr("proposed by rule {rule}").format(rule=show.apart(one.rule))


def reason(one: Waiting) -> str:
    """Return why it is proposed; of agreement that counts once, why it does."""
    if one.kind == "corroborates" and one.independent is False:
        return tr("Not independent: {why}").format(why=show.apart(one.why))
    return one.why


def answer(claim: Claim) -> str:
    """Return what a claim answers."""
    if claim.question is None:
        return tr("answers no question")
    return claim.answer or tr("no answer coded")


def stands(claim: Claim, question: Question) -> str:
    """Return where a claim stands on a scale."""
    if claim.position is None:
        return tr("{claim}: not on the scale").format(claim=show.apart(claim.uid))
    low, high = claim.position
    place = f"{low + 1}" if low == high else f"{low + 1}–{high + 1}"
    return tr("{claim}: step {place} of {steps}, {answer}").format(
        claim=show.apart(claim.uid), place=place, steps=len(question.steps), answer=answer(claim)
    )


def _short(actor: Actor) -> str:
    return show.apart(actor.abbrev or actor.name)
