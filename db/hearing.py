"""Whose voices speak for a claim and against it, read from what is known of the claims."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db.model import Claim, ClaimId, Hearing, SideId, Voice
from db.rules.accounts import Account, Accounts
from db.rules.independence import heard, voices
from db.rules.reading import read_accounts

GONE: Final = frozenset({"retracted", "superseded"})
"""How a claim stands that is heard no longer."""
_SAME: Final = frozenset({"corroborates", "restates"})


@dataclass(frozen=True, slots=True)
class Bearing:
    """How another claim bears on the one that is asked about."""

    kind: str
    other: ClaimId
    independent: bool


def hearing(
    connection: sqlite3.Connection,
    claims: Mapping[ClaimId, Claim],
    claim: ClaimId,
    bearing: Iterable[Bearing],
) -> Hearing:
    """Return the voices for and against `claim`; `claims` are that and all others, as known."""
    bearing = tuple(bearing)
    told = read_accounts(connection, claims=claims)
    if claim not in told.claims:  # one that does not count
        return Hearing()

    def others(kinds: frozenset[str], *, independent: bool | None = None) -> list[Account]:
        kept = [one for one in bearing if one.kind in kinds]
        kept = [one for one in kept if independent in (None, one.independent)]
        return [told.claims[one.other] for one in kept]

    own = told.claims[claim]
    backing = heard(told, own, others(_SAME, independent=True), others(_SAME, independent=False))
    against = voices(told, others(frozenset({"contradicts"})))
    return Hearing(*(tuple(_voice(told, claims, of) for of in them) for them in (backing, against)))


def _voice(told: Accounts, claims: Mapping[ClaimId, Claim], group: list[Account]) -> Voice:
    said = [claims[ClaimId(one.id)] for one in group]
    camp = told.camp(group[0])
    return Voice(
        actors=tuple({one.claimant.id: one.claimant for one in said}.values()),
        documents=frozenset(part.document_uid for one in said for part in one.evidence),
        camp=None if camp is None else SideId(camp),
    )
