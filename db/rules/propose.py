"""All that the rules propose of the claims of a desk, the strongest of each pair."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from db.rules.accounts import Account, Accounts
from db.rules.implied import implied
from db.rules.pairs import STRENGTH, Proposal, between, part_and_whole

MOST = 2000
"""Answers to one question beyond which only the latest of each claimant are compared."""


def proposals(told: Accounts) -> list[Proposal]:
    """Return what the rules propose, at most one relation of a pair, by the uids of its claims."""
    strongest: dict[tuple[int, int], Proposal] = {}
    for found in _found(told):
        pair = min(found.a, found.b), max(found.a, found.b)
        held = strongest.get(pair)
        if held is None or _order(told, found) < _order(told, held):
            strongest[pair] = found
    return sorted(
        strongest.values(), key=lambda one: (told.claims[one.a].uid, told.claims[one.b].uid)
    )


def _order(told: Accounts, found: Proposal) -> tuple[int, str, str]:
    return STRENGTH.index(found.kind), found.rule, told.claims[found.a].uid


def _found(told: Accounts) -> Iterator[Proposal]:
    for question, claims in told.answers.items():
        for a, b in combinations(latest(claims), 2):
            if (found := between(told, a, b)) is not None:
                yield found
        whole = told.questions[question].whole
        for part in claims if whole is not None else ():
            for other in told.answers.get(whole or 0, ()):
                if (found := part_and_whole(told, part, other)) is not None:
                    yield found
    for rule in told.implications:
        yield from implied(told, rule)


def latest(claims: Iterable[Account]) -> tuple[Account, ...]:
    """Return all claims, or of too many only the latest of each claimant."""
    claims = tuple(claims)
    if len(claims) <= MOST:
        return claims
    last: dict[int, Account] = {}
    for claim in claims:
        held = last.get(claim.claimant)
        if held is None or held.said.until <= claim.said.until:
            last[claim.claimant] = claim
    return tuple(sorted(last.values(), key=lambda claim: claim.uid))
