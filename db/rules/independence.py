"""Who counts as a voice of their own.

Copies, relays, offices of one body and camps are collapsed before anything is counted.
"""

from collections.abc import Iterable

from db.rules.accounts import OWN_WORD, Account, Accounts


def why_not(told: Accounts, a: Account, b: Account) -> str | None:
    """Return why two claims do not back each other as two voices; None if they are independent."""
    if told.one_claimant(a, b):
        return "one claimant"
    if told.body(a) == told.body(b):
        return "one body"
    if told.camp(a) is not None and told.camp(a) == told.camp(b):
        return "one camp"
    if told.one_text(a, b) and not a.documents & b.documents and OWN_WORD & {a.voice, b.voice}:
        return "one text is a copy or a version of the other"
    for own, other in ((a, b), (b, a)):
        if own.voice in OWN_WORD and own.claimant in other.relays:
            return "the outlet may rest on whom it relays"
    return None


def voices(told: Accounts, claims: Iterable[Account]) -> list[list[Account]]:
    """Group agreeing claims into voices, those of each with the one it rests on first.

    An outlet's own word, and that of a copy, joins a voice but never makes two into one.
    """
    groups: list[list[Account]] = []
    for claim in sorted(claims, key=lambda claim: _rank(told, claim)):
        near = [group for group in groups if any(why_not(told, claim, other) for other in group)]
        if near and claim.voice in OWN_WORD:
            near[0].append(claim)
            continue
        groups = [group for group in groups if group not in near]
        groups.append([*(one for group in near for one in group), claim])
    return groups


def heard(
    told: Accounts, claim: Account, others: Iterable[Account], alike: Iterable[Account] = ()
) -> list[list[Account]]:
    """Group a claim and `others` that back it into voices, its own first.

    Those `alike` say the same and are known not to be independent of the claim: they join the voice
    they rest on, its own where they rest on no other.
    """
    found = voices(told, (claim, *others))
    own = next(group for group in found if claim in group)
    found = [own, *(group for group in found if group is not own)]
    for one in sorted(alike, key=lambda one: _rank(told, one)):
        near = (group for group in found if any(why_not(told, one, other) for other in group))
        next(near, own).append(one)
    return found


def _rank(told: Accounts, claim: Account) -> tuple[bool, bool, str]:
    copied = bool(claim.documents & told.texts.keys())
    return claim.voice in OWN_WORD, copied, claim.uid
