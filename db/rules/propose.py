"""All that the rules propose of the claims of a desk, the strongest of each pair."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, combinations, product

from db.rules.accounts import Account, Accounts
from db.rules.implied import implied
from db.rules.pairs import STRENGTH, Proposal, between, part_and_whole
from db.rules.touched import Touched

MOST = 2000
"""Answers to one question beyond which only the latest of each claimant are compared."""


def proposals(told: Accounts, of: Collection[int] | None = None) -> list[Proposal]:
    """Return what the rules propose, at most one relation of a pair, by the uids of its claims.

    `of` are claims by their ids: with it, only what they are in.
    """
    strongest: dict[tuple[int, int], Proposal] = {}
    for found in filter(None, _found(told, of)):
        pair = min(found.a, found.b), max(found.a, found.b)
        held = strongest.get(pair)
        if held is None or _order(told, found) < _order(told, held):
            strongest[pair] = found
    return sorted(
        strongest.values(), key=lambda one: (told.claims[one.a].uid, told.claims[one.b].uid)
    )


def affected(told: Accounts, touched: Touched) -> frozenset[int]:
    """Return the claims, by their ids, of which the rules may say something else than before.

    Where only the latest of each claimant count, others by the same claimant may do so now; where
    that may have begun or ended just now, all may.
    """
    found = set(touched.claims)
    for question, claims in told.answers.items():
        turned = abs(len(claims) - MOST) <= len(touched.claims)
        if question in touched.questions or turned:
            found.update(claim.id for claim in claims)
        elif len(claims) > MOST:
            found.update(claim.id for claim in claims if claim.claimant in touched.claimants)
    return frozenset(found)


def _order(told: Accounts, found: Proposal) -> tuple[int, str, str]:
    return STRENGTH.index(found.kind), found.rule, told.claims[found.a].uid


def _found(told: Accounts, of: Collection[int] | None) -> Iterator[Proposal | None]:
    for question, claims in told.answers.items():
        wholes = told.answers.get(told.questions[question].whole or 0, ())
        yield from (between(told, a, b) for a, b in _pairs(latest(claims), of))
        yield from (part_and_whole(told, a, b) for a, b in _across(claims, wholes, of))
    for rule in told.implications:
        yield from (one for one in implied(told, rule) if of is None or one.a in of or one.b in of)


_Pairs = Iterator[tuple[Account, Account]]


def _pairs(claims: Iterable[Account], of: Collection[int] | None) -> _Pairs:
    """Return every two of these claims; with `of`, those of which one is in it."""
    if of is None:
        return combinations(claims, 2)
    these, others = _parted(claims, of)
    return chain(combinations(these, 2), product(these, others))


def _across(
    parts: Sequence[Account], wholes: Sequence[Account], of: Collection[int] | None
) -> _Pairs:
    """Return every part with every whole; with `of`, those of which one is in it."""
    if of is None or not wholes:
        return product(parts, wholes)
    these, others = _parted(parts, of)
    return chain(product(these, wholes), product(others, _parted(wholes, of)[0]))


def _parted(claims: Iterable[Account], of: Collection[int]) -> tuple[list[Account], list[Account]]:
    """Return the claims that are in `of`, and the others."""
    these, others = list[Account](), list[Account]()
    for claim in claims:
        (these if claim.id in of else others).append(claim)
    return these, others


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
