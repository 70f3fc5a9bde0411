"""Admiralty grades in words: the letter of a source, the digit of a claim, the two together."""

from db.model import UNGRADED, Claim
from desktop import show
from desktop.show import tr

LETTERS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""What the letters of the Admiralty scale say of a source."""
DIGITS = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""What its digits say of a claim."""


def letter(code: str) -> str:
    """Return a letter with what it says: B, usually reliable."""
    return tr("{letter}, {words}").format(letter=code, words=tr(LETTERS.get(code, "")))


def grade(code: str) -> str:
    """Return a grade as it stands alone: B2; that nobody has judged either says so."""
    return tr("{grade} · not judged").format(grade=code) if code == UNGRADED else code


def meaning(code: str) -> str:
    """Return what a grade says, without its code: usually reliable, probably true."""
    if code == UNGRADED:
        return tr("not judged")
    source, claim = LETTERS.get(code[:1], ""), DIGITS.get(int(code[1:]), "")
    return tr("{source}, {claim}").format(source=tr(source), claim=tr(claim))


def reasons(claim: Claim) -> tuple[str, ...]:
    """Return both halves of a grade in words, each with the reason given for it."""
    digit = tr("{digit}, {words}").format(
        digit=claim.credibility, words=tr(DIGITS[claim.credibility])
    )
    halves = (
        (tr("Source {code}"), letter(claim.reliability), claim.reliability_basis),
        (tr("Claim {code}"), digit, claim.credibility_basis),
    )
    judged = claim.reliability != UNGRADED[0], str(claim.credibility) != UNGRADED[1]
    return tuple(
        _reason(half.format(code=code), basis, judged=known)
        for (half, code, basis), known in zip(halves, judged, strict=True)
    )


def _reason(half: str, basis: str, *, judged: bool) -> str:
    """Return half a grade with its basis; what nobody has judged needs none."""
    why = show.apart(basis) or (tr("no reason on file") if judged else "")
    return tr("{half}: {why}").format(half=half, why=why) if why else half
