"""What is spoken of a thing, in one sentence: how the claims about it that are shown answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from db.columns import OPEN_FROM, OPEN_TO, Ints, Mask
from db.model import Claim, EventId, PlaceId
from db.query import Span
from desktop import show
from desktop.frame import Frame
from desktop.show import tr
from desktop.words import standing

_HEDGED = {"possible", "unlikely", "very_unlikely"}
"""How certain a claimant is who does not quite answer: below likely."""
_MOST_READ = 200
"""So many claims are read for their answers; of more only the numbers are told."""
_MOST_ANSWERS = 3


def place(frame: Frame, id_: PlaceId) -> str:
    """Return how the claims about a place and what lies in it answer."""
    places = frame.snapshot.desk.places
    about, name = frame.snapshot.records.claims_of(("place", id_)), places[id_].name
    if any(one.parent == id_ for one in places.values()):
        name = tr("{region} with what lies in it").format(region=name)
    return several(frame, name, about)


def event(frame: Frame, id_: EventId) -> str:
    """Return how the claims that an event is the heading of answer."""
    about = frame.snapshot.records.claims_of(("event", id_))
    return several(frame, frame.snapshot.desk.events[id_].title, about)


def claim(frame: Frame, said: Claim) -> str:
    """Return one claim with who makes it and where it is printed."""
    sources = dict.fromkeys(one.source for one in said.evidence)
    parts = (
        said.paraphrase,
        show.dates(said.on(frame.query.clock)),
        _contested(said),
        tr("hedged") if said.certainty in _HEDGED else "",
        tr("printed by {sources}").format(sources=", ".join(sources)) if sources else "",
    )
    head = tr("{claimant}, {side}").format(
        claimant=said.claimant.name, side=said.claimant.side.name
    )
    return _sentence(head, parts)


def _contested(said: Claim) -> str:
    if standing.perhaps_contested(said):
        return standing.told(said.standing)
    return tr("contested") if said.contradicts else ""


def several(frame: Frame, name: str, ids: Iterable[int]) -> str:
    """Return how those of some claims answer that the filters leave, under the name they share.

    By side in the order of the desk; then what they answer, if most answer the same question.
    """
    marks, asked = frame.snapshot.marks, np.fromiter(ids, np.int32)
    rows = np.isin(marks.claims, asked) & marks.inside
    n = int(rows.sum())
    if not n:
        return _sentence(name, (tr("no claim is left") if len(asked) else tr("no claim on file"),))
    claims = frame.snapshot.records.claims(marks.claims[rows]) if n <= _MOST_READ else ()
    contested = int(marks.contested[rows].sum())
    parts = (
        tr("{claims}, {sides}").format(claims=tr("%n claim(s)", n), sides=_sides(frame, rows)),
        _answers(claims),
        tr("%n contested", contested) if contested else "",
        _when(frame, rows, claims),
    )
    return _sentence(name, parts)


def extent(begun: Ints, ended: Ints) -> str:
    """Return from when to when dates may be, as far as their days are known."""
    known = np.concatenate([begun, ended])
    known = known[(known > OPEN_FROM) & (known < OPEN_TO)]
    if not len(known):
        return show.span(Span())
    return show.span(Span(*(date.fromordinal(int(day)) for day in (known.min(), known.max()))))


def _sentence(name: str, parts: Iterable[str]) -> str:
    told = "; ".join(part.removesuffix(".") for part in parts if part)
    return show.visible(tr("{name}: {told}.").format(name=name, told=told))


def _sides(frame: Frame, rows: Mask) -> str:
    """Return how many claims each side has, in the order of the desk: 3 North, 5 South."""
    counts: Counter[int] = Counter(frame.snapshot.marks.sides[rows].tolist())
    sides = frame.snapshot.desk.sides.values()
    return ", ".join(
        tr("{n} {side}").format(n=show.count(counts[side.id]), side=side.name)
        for side in sides
        if counts[side.id]
    )


def _when(frame: Frame, rows: Mask, claims: Sequence[Claim]) -> str:
    """Return the one date that all of them have as it is coded, else from when to when they are."""
    coded = {one.on(frame.query.clock) for one in claims}
    if len(coded) == 1:
        return show.dates(coded.pop())
    days = frame.snapshot.marks.days.at(np.flatnonzero(rows))
    undated = tr("%n undated", int((~days.dated).sum())) if not days.dated.all() else ""
    known = extent(days.begun[days.dated], days.ended[days.dated]) if days.dated.any() else ""
    return ", ".join(part for part in (known, undated) if part)


def _answers(claims: Sequence[Claim]) -> str:
    """Return the question that most of these claims answer, if any, and how many say what."""
    by_question: dict[str, list[Claim]] = {}
    for one in claims:
        if one.question is not None and one.answer:
            by_question.setdefault(one.question.text, []).append(one)
    for question, answering in by_question.items():
        if 2 * len(answering) > len(claims):
            return f"{question} {_counted(answering)}"
    return ""


def _counted(answering: Sequence[Claim]) -> str:
    """Return how many give each answer, the steps of a scale in their order, then by the word."""
    plain = [one for one in answering if one.certainty not in _HEDGED]
    order = {one.answer or "": (one.position or (0, 0), one.answer or "") for one in plain}
    counts: Counter[str] = Counter(one.answer or "" for one in plain)
    told = sorted(counts, key=lambda answer: order[answer])
    if len(told) > _MOST_ANSWERS + 1:
        told = sorted(told, key=lambda answer: -counts[answer])[:_MOST_ANSWERS]
        told.sort(key=lambda answer: order[answer])
    parts = [_say(counts[answer], answer) for answer in told]
    if rest := len(plain) - sum(counts[answer] for answer in told):
        parts.append(tr("%n otherwise", rest))
    if hedged := len(answering) - len(plain):
        parts.append(tr("%n hedged", hedged))
    return ", ".join(parts)


def _say(n: int, answer: str) -> str:
    said = tr("1 says {answer}") if n == 1 else tr("{n} say {answer}")
    return said.format(n=show.count(n), answer=answer)
