"""THE table of the columns that claims can be shown in.

What a cell displays follows from what claims.csv holds of its row, and from nothing else but how
the claim stands among the others that are known.
"""

from collections.abc import Callable
from dataclasses import dataclass

from db.model import Claim
from db.query import Order
from desktop import show
from desktop.show import tr
from desktop.words import grades, standing


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Its `id` is also what the rows are sorted by when its heading is clicked.

    `tip` gives the lines of a cell's tooltip. `width` in pixels, at first; of the paraphrase,
    which takes all slack, the least. `optional`: off until someone chooses it.
    """

    id: Order
    heading: str
    text: Callable[[Claim], str]
    tip: Callable[[Claim], tuple[str, ...]]
    width: int
    optional: bool = False


def _contested(claim: Claim) -> str:
    return "≠" if claim.contradicts else "(≠)" if standing.perhaps_contested(claim) else ""


def _against(claim: Claim) -> tuple[str, ...]:
    if standing.perhaps_contested(claim):
        return (standing.told(claim.standing), standing.explained(claim.standing))
    if not claim.contradicts:
        return ()
    against = ", ".join(map(show.apart, claim.contradicts))
    return (tr("Contested: contradicted by {claims}").format(claims=against),)


def _claimant(claim: Claim) -> str:
    return show.visible(claim.claimant.name)


def _speaker(claim: Claim) -> tuple[str, ...]:
    speaker = claim.claimant
    return speaker.name, show.listed([speaker.side.name, show.worded(speaker.kind), speaker.role])


def _paraphrase(claim: Claim) -> str:
    return show.visible(claim.paraphrase)


def _position(claim: Claim) -> str:
    return show.visible(claim.answer or "")


def _answered(claim: Claim) -> tuple[str, ...]:
    if claim.question is None:
        return (tr("It answers no question"),)
    return claim.question.text, claim.answer or tr("no answer coded"), _steps(claim)


def _steps(claim: Claim) -> str:
    labels = claim.question.steps if claim.question else ()
    return tr("The scale: {steps}").format(steps=show.listed(labels)) if labels else ""


def _about(claim: Claim) -> str:
    return show.dates(claim.about)


def _via(claim: Claim) -> str:
    return show.via(claim.chain)


def _grade(claim: Claim) -> str:
    return claim.grade


def _place(claim: Claim) -> str:
    names = {place.uid: place.name for place, _ in claim.places}
    return ", ".join(show.apart(names[uid]) for uid in sorted(names))


def _roles(claim: Claim) -> tuple[str, ...]:
    return tuple(f"{show.apart(place.name)} ({show.worded(role)})" for place, role in claim.places)


def _said(claim: Claim) -> str:
    return show.dates(claim.said, tr("not stated"))


def _published(claim: Claim) -> str:
    return show.dates(claim.published, tr("not stated"))


def _recorded(claim: Claim) -> str:
    return show.day(claim.recorded)


def _voice(claim: Claim) -> str:
    return f"{show.worded(claim.voice)}, {show.worded(claim.modality)}"


def _question(claim: Claim) -> str:
    return show.visible(claim.question.text) if claim.question else ""


def _category(claim: Claim) -> str:
    return show.worded(claim.category)


def _status(claim: Claim) -> str:
    return show.worded(claim.status)


def _tags(claim: Claim) -> str:
    return ", ".join(map(show.apart, claim.tags))


def _standing(claim: Claim) -> str:
    return standing.told(claim.standing)


def _stands(claim: Claim) -> tuple[str, ...]:
    return _standing(claim), standing.explained(claim.standing)


def _basis(basis: str) -> str:
    return tr("Basis: {basis}").format(basis=show.worded(basis))


COLUMNS: tuple[Column, ...] = (
    Column("contested", "≠", _contested, _against, 36),
    Column("claimant", "Claimant", _claimant, _speaker, 170),
    Column("paraphrase", "What is claimed", _paraphrase, lambda c: (c.paraphrase,), 200),
    Column("position", "Position", _position, _answered, 148),
    Column("about", "About", _about, lambda c: (_about(c), _basis(c.about_basis)), 112),
    Column("via", "Via", _via, lambda c: (_via(c),), 94),
    Column("grade", "Grade", _grade, grades.reasons, 62),
    Column("place", "Place", _place, _roles, 130, optional=True),
    Column("said", "Said", _said, lambda c: (_said(c), _basis(c.said_basis)), 104, optional=True),
    Column(
        "published",
        "Published",
        _published,
        lambda c: (_published(c), _basis(c.published_basis)),
        104,
        optional=True,
    ),
    Column("recorded", "Recorded", _recorded, lambda c: (_recorded(c),), 104, optional=True),
    Column(
        "voice",
        "Voice and modality",
        _voice,
        lambda c: (_voice(c), c.certainty),
        150,
        optional=True,
    ),
    Column("question", "Question", _question, lambda c: (_question(c),), 200, optional=True),
    Column("category", "Category", _category, lambda c: (_category(c),), 110, optional=True),
    Column("status", "Status", _status, lambda c: (_status(c),), 70, optional=True),
    Column("tags", "Tags", _tags, lambda c: c.tags, 150, optional=True),
    Column("standing", "Standing", _standing, _stands, 160, optional=True),
)
NUMBER: dict[Order, int] = {column.id: n for n, column in enumerate(COLUMNS)}
"""Where each column stands in the table."""
AT_FIRST: frozenset[Order] = frozenset(n for n in NUMBER if not COLUMNS[NUMBER[n]].optional)
"""The columns that are on before anyone has chosen."""
ALWAYS: frozenset[Order] = frozenset({"claimant", "paraphrase"})
"""Nobody's claim stands alone: these cannot be put away."""
LEAVING = (NUMBER["grade"], NUMBER["via"])
"""The columns that leave, in this order, when there is no room for all."""


def sentence(claim: Claim) -> str:
    """Return a row as it is spoken: who says what, then what each column tells, by its heading."""
    said = tr("{claimant}: {words}").format(claimant=claim.claimant.name, words=claim.paraphrase)
    perhaps = _standing(claim) if standing.perhaps_contested(claim) else ""
    told = [tr("contested") if claim.contradicts else perhaps, show.apart(said)]
    told += [
        f"{tr(column.heading)} {text}"
        for column in COLUMNS
        if column.id not in {"contested", "claimant", "paraphrase"} and not column.optional
        if (text := column.text(claim))
    ]
    told += show.doubts(claim.claimant.name, claim.paraphrase)
    return "; ".join(words.rstrip(".") for words in told if words)
