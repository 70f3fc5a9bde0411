"""The page of a claim."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from db.edits.claims import BringBackClaims
from db.model import Claim, Evidence, Place
from desktop import glyphs, show
from desktop.panels import buttons
from desktop.panels.buttons import MenuButton
from desktop.panels.detail.doubts import doubted
from desktop.panels.detail.field import NoteField
from desktop.panels.detail.hops import Hops
from desktop.panels.detail.parts import (
    Facts,
    Link,
    Reading,
    Tag,
    Wrapped,
    beside,
    heading,
    stacked,
)
from desktop.panels.detail.relations import related
from desktop.panels.detail.tags import Tags
from desktop.panels.drift.drift import MOST, Drift, drawn
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import grades, standing

Page = tuple[list[QWidget], list[QWidget]]
"""The two columns of a page."""
_BASES = {
    "stated": "Stated in the document",
    "inferred": "Inferred from the text",
    "publication": "Taken from the day of publication",
    "url": "Read from the address of the document",
    "unknown": "Not stated",
}
"""Where a date comes from."""


def page(reading: Reading, claim: Claim) -> Page:
    """Return a claim whole, and what others have to do with it."""
    theme = reading.theme
    left: list[QWidget] = [
        *_retired(reading, claim),
        Wrapped(claim.paraphrase, theme, "read"),
        _marks(reading, claim),
        *_standing(reading, claim),
        *doubted(theme, *_named(claim, reading)),
        heading(tr("Who said it, through whom"), theme),
        Hops(reading, claim),
        _clocks(theme, claim),
        *_drift(reading, claim),
        _facts(reading, claim),
    ]
    return left, related(reading, claim, reading.snapshot.records.relations(claim.id))


def _named(claim: Claim, reading: Reading) -> Iterator[str]:
    """Yield what is written of a claim, and the names of what it has to do with."""
    desk = reading.snapshot.desk
    yield from (claim.paraphrase, claim.claimant.name, claim.notes, *claim.tags)
    yield from (hop.name for hop in claim.hops)
    for one in claim.evidence:
        yield from (one.source, one.document, one.quote or "")
    yield from (place.name for place, _ in claim.places)
    yield from (desk.events[id_].title for id_ in claim.events)
    yield from (desk.routes[id_].name for id_ in claim.routes)


def _retired(reading: Reading, claim: Claim) -> list[QWidget]:
    """Return what says that a claim is out of sight, why, and brings it back; of most nothing."""
    if claim.status != "retired":
        return []
    theme, note = reading.theme, QFrame()
    note.setObjectName("Warning")
    why = show.apart(claim.retired_why) or tr("no reason on file")
    told = Wrapped(tr("Retired: {why}").format(why=why), theme, "strong", "warn")
    back = reading.hinder(QPushButton(tr("Bring back")))
    theme.write(back, "base")
    back.clicked.connect(partial(_bring_back, reading, claim))
    note.setLayout(stacked(told, beside(back), spacing=8))
    note.setContentsMargins(10, 8, 10, 8)
    return [note]


def _bring_back(reading: Reading, claim: Claim, *_: object) -> None:
    reading.edit(BringBackClaims({claim.uid: claim.retired_why}))


def _standing(reading: Reading, claim: Claim) -> list[QWidget]:
    """Return the line of how a claim stands, with the voices it is by in the tooltip."""
    if not claim.standing.word:
        return []
    proposed = claim.standing.proposed
    told = Wrapped(standing.line(claim.standing), reading.theme, "small", "ink.2")
    told.setAccessibleName(tr("Standing: {words}").format(words=told.text()))
    snapshot = reading.snapshot
    voices = standing.voices(snapshot.records.hearing(claim.id), snapshot.desk)
    unsure = standing.explained(claim.standing) if proposed or len(voices) < 2 else ""
    show.explain(told, unsure, *voices)
    return [told]


def _marks(reading: Reading, claim: Claim) -> QWidget:
    theme, tags = reading.theme, list[QWidget]()
    if standing.perhaps_contested(claim):
        asked = Tag(tr("proposed"), theme, partial(_open, theme), 11)
        show.explain(asked, standing.told(claim.standing), standing.explained(claim.standing))
        tags.append(asked)
    if claim.contradicts:
        contested = Tag(
            tr("contested"), theme, lambda p, at: glyphs.contested(p, theme, at, 11), 11
        )
        against = ", ".join(map(show.apart, claim.contradicts))
        show.explain(contested, tr("Contradicted by {claims}").format(claims=against))
        tags.append(contested)
    if claim.question and claim.answer:
        tags.append(_position(theme, claim))
    return beside(*tags, _grade(reading, claim))


def _open(theme: Theme, painter: QPainter, at: QPointF) -> None:
    glyphs.contested(painter, theme, at, 11, filled=False)


def _grade(reading: Reading, claim: Claim) -> QWidget:
    """Return the grade, with its reasons in the tooltip; pressed, it asks for another."""
    told = grades.grade(claim.grade)
    grade = MenuButton("", reading.theme)
    grade.say("", told)
    grade.setAccessibleName(tr("Grade {grade}").format(grade=told))
    show.explain(grade, *grades.reasons(claim), reading.hindrance)
    grade.setEnabled(not reading.hindrance)
    grade.clicked.connect(lambda: reading.open_sheet("grade"))
    return grade


def _position(theme: Theme, claim: Claim) -> Tag:
    steps, position = claim.question.steps if claim.question else (), claim.position
    answer = claim.answer or ""
    if position is None or not steps:
        tag = Tag(answer, theme)
    else:
        width = round(glyphs.scale_width(len(steps)))

        def scale(painter: QPainter, at: QPointF) -> None:
            left = QPointF(at.x() - width / 2 * theme.scale, at.y())
            glyphs.scale(painter, theme, len(steps), position, left)

        tag = Tag(answer, theme, scale, width)
    question = claim.question.text if claim.question else ""
    show.explain(tag, question, answer, show.listed(steps))
    return tag


def _clocks(theme: Theme, claim: Claim) -> QWidget:
    unknown = tr("not stated")
    clocks = (
        (tr("About"), show.dates(claim.about, unknown), claim.about_basis),
        (tr("Published"), show.dates(claim.published, unknown), claim.published_basis),
        (tr("Said"), show.dates(claim.said, unknown), claim.said_basis),
        (tr("Recorded"), show.day(claim.recorded), ""),
    )
    facts = Facts(theme)
    for n, (name, told, basis) in enumerate(clocks):
        value = Wrapped(told, theme, ink="ink.3" if told == unknown else "ink")
        why = tr(_BASES.get(basis, basis)) if basis else tr("The day it came into this desk")
        show.explain(value, why)
        facts.add(name, value, column=n % 2, row=n // 2)
    return facts


def _drift(reading: Reading, claim: Claim) -> list[QWidget]:
    """Return how all answers to its question moved, where there is more than one."""
    question = claim.question
    if question is None or not question.steps:
        return []
    positions = reading.snapshot.records.positions(question.id, claim.claimant.id, MOST)
    if not drawn(question, positions):
        return []
    sides = reading.snapshot.desk.sides.values()
    chart = Drift(
        reading.theme, question, positions, sides, claim, lambda id_: reading.go(("claim", id_))
    )
    return [heading(tr("Answers over time"), reading.theme, question.text), chart]


def _facts(reading: Reading, claim: Claim) -> QWidget:
    theme, desk = reading.theme, reading.snapshot.desk
    facts = Facts(theme)
    facts.add(tr("Voice"), Wrapped(_voice(claim), theme))
    for evidence in claim.evidence:
        facts.add(tr("Evidence"), *_located(reading, evidence))
    facts.add(tr("Category"), Wrapped(show.worded(claim.category), theme))
    facts.add(tr("Question"), *_question(reading, claim))
    if claim.places:
        facts.add(tr("Places"), *(_place(reading, place, role) for place, role in claim.places))
    if claim.events:
        events = (desk.events[id_] for id_ in claim.events)
        facts.add(tr("Events"), *(reading.link(e.title, ("event", e.id)) for e in events))
    if claim.routes:
        routes = (desk.routes[id_] for id_ in claim.routes)
        facts.add(tr("Roads"), *(reading.link(r.name, ("route", r.id)) for r in routes))
    tags = Tags(claim, desk.tags, theme, reading.edit, reading.hindrance)
    facts.add(tr("Tags"), tags)
    facts.add(tr("Note"), NoteField(claim, theme, reading.edit, reading.hindrance))
    facts.add(tr("Status"), _status(reading, claim))
    return facts


def _question(reading: Reading, claim: Claim) -> list[QWidget]:
    """Return the question that a claim answers, and what opens the questions at it."""
    theme = reading.theme
    if claim.question is None:
        return [Wrapped(tr("none"), theme, ink="ink.3")]
    change = reading.hinder(buttons.Link(tr("Change the question…"), theme))
    change.clicked.connect(lambda: reading.open_sheet("question"))
    return [Wrapped(claim.question.text, theme), beside(change)]


def _status(reading: Reading, claim: Claim) -> QWidget:
    """Return what a claim counts as, and what takes it out of sight."""
    told = show.label(show.worded(claim.status))
    reading.theme.write(told, "base")
    if claim.status == "retired":
        return told
    retire = reading.hinder(buttons.Link(tr("Retire…"), reading.theme))
    retire.clicked.connect(lambda: reading.open_sheet("retire"))
    return beside(told, retire)


def _place(reading: Reading, place: Place, role: str) -> QWidget:
    """Return a place as a link, and its part in the claim where that is not being its subject."""
    part = "" if role == "about" else show.worded(role)
    return reading.link(place.name, ("place", place.id), part)


def _voice(claim: Claim) -> str:
    certainty = show.worded(claim.certainty)
    if claim.certainty == "unstated":
        certainty = tr("certainty not stated")
    return ", ".join((show.worded(claim.voice), show.worded(claim.modality), certainty))


def _located(reading: Reading, evidence: Evidence) -> list[QWidget]:
    """Return where a claim stands: the place in the document, its title, the words if held."""
    theme = reading.theme
    where = tr("{source}, {date}, paragraph {paragraph}").format(
        source=show.apart(evidence.source),
        date=show.dates(evidence.published, tr("not stated")),
        paragraph=evidence.paragraph,
    )
    source = reading.source(evidence.source)
    told = [reading.link(where, source) if source else Wrapped(where, theme)]
    told.append(Wrapped(evidence.document, theme, "small", "ink.2"))
    if evidence.url:
        told.append(beside(_address(reading, evidence.url)))
    if evidence.quote:
        told.append(Wrapped(tr("“{quote}”").format(quote=show.apart(evidence.quote)), theme))
    else:
        none = tr("The document's text is not held on this desk.")
        told.append(Wrapped(none, theme, "small", "ink.3"))
    return told


def _address(reading: Reading, url: str) -> QWidget:
    """Return the address of a document as a link, which asks before it leads anywhere."""
    link = Link(url, reading.theme, lambda: reading.ask(url))
    link.setAccessibleName(tr("Address of the document: {address}").format(address=link.words))
    return link
