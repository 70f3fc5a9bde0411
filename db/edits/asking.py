"""What a question has to be, before it is written: fit for its answers, and for other questions."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from db.edits import words
from db.edits.drafts import Draft, Meaning, Question, Step
from db.edits.scales import carried, refuse_loss
from db.errors import EditRefused

TEXT = 300
"""The longest question, in characters."""
Questions = Mapping[str, Question]
"""The questions of a desk, by uid."""


def checked(questions: Questions, uid: str | None, draft: Draft) -> Draft:
    """Return a draft as it can be written, its words made fit; `uid` is None of a new question.

    Raises: EditRefused, saying why it cannot be.
    """
    was = questions.get(uid or "")
    draft = _worded(draft.fitted(), was.draft.keys if was else ())
    for other in questions.values():
        if other.draft.text == draft.text and other.uid != uid:
            raise EditRefused(f"“{draft.text}” is asked already. Word it otherwise")
    _refuse_scale(draft)
    _refuse_whole(questions, uid, draft)
    for meaning in draft.means:
        _refuse_meaning(questions, uid, draft, meaning)
    draft = replace(draft, means=tuple(_turned(questions, draft, one) for one in draft.means))
    if was is not None:
        _refuse_change(was, draft)
        _refuse_lost_meanings(questions, was, draft)
    return draft


def joined(questions: Questions, uid: str) -> list[tuple[Question, Meaning]]:
    """Return what answers to other questions mean to one: each with whose it is."""
    return [
        (other, meaning)
        for other in questions.values()
        for meaning in other.draft.means
        if meaning.then == uid
    ]


def _worded(draft: Draft, known: Sequence[str]) -> Draft:
    """Return a draft with its words made fit, and keys of their own words for its new steps."""
    text = words.line(draft.text, "the question", TEXT, "Ask something")
    keys = {step.key: step.key for step in draft.steps if step.key in known}
    steps = list[Step]()
    for step in draft.steps:
        label = words.line(step.label, "a step of the scale", words.NAME, "Name it, or remove it")
        key = step.key if step.key in known else _key(label, {*keys.values(), *known})
        keys[step.key] = key
        steps.append(Step(key, label))
    unit = words.cleaned(draft.unit or "") or None
    if draft.value_type == "quantity" and unit is None:
        raise EditRefused("what is counted is not said. Write the unit: persons, km")
    means = [
        replace(
            one,
            low=keys.get(one.low, one.low),
            high=keys.get(one.high, one.high),
            why=words.line(one.why, "the reason", words.REASON, "Say why it follows"),
        )
        for one in draft.means
    ]
    return replace(draft, text=text, steps=tuple(steps), unit=unit, means=tuple(means))


def _key(label: str, taken: Collection[str]) -> str:
    """Return a key for a new step: its label in small Latin letters, as far as it has any."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = "_".join(re.findall(r"[a-z0-9]+", plain))[:40] or "step"
    tries = (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in tries if key not in taken)


def _refuse_scale(draft: Draft) -> None:
    if draft.value_type != "scale":
        return
    if len(draft.steps) < 2:
        raise EditRefused("a scale has two steps at least. Add one")
    labels = [step.label.casefold() for step in draft.steps]
    twice = next((step for step in draft.steps if labels.count(step.label.casefold()) > 1), None)
    if twice:
        raise EditRefused(f"two steps are called “{twice.label}”. Name each otherwise")
    strain, clash = draft.gap_tension, draft.gap_contradicts
    if clash is None or clash < 1:
        raise EditRefused("from how many steps on answers contradict is not said. Write 1 or more")
    if strain is not None and not 1 <= strain <= clash:
        raise EditRefused(
            f"answers {strain} steps apart cannot strain where those {clash} apart contradict. "
            "Write no more for a tension than for a contradiction"
        )


def _refuse_whole(questions: Questions, uid: str | None, draft: Draft) -> None:
    """Refuse a whole that is not counted in the same unit, or is a part of this question."""
    if draft.part_of is None:
        return
    whole = questions.get(draft.part_of)
    if whole is None:
        raise EditRefused("the question it is a part of is gone. Choose another, or none")
    if whole.draft.unit != draft.unit:
        raise EditRefused(
            f"“{whole.draft.text}” does not count {draft.unit}: one cannot be a part of the other"
        )
    at: Question | None = whole
    seen = set[str]()
    while at is not None and at.uid not in seen:
        if at.uid == uid:
            raise EditRefused(
                f"“{whole.draft.text}” is a part of this question already: that would be a circle"
            )
        seen.add(at.uid)
        at = questions.get(at.draft.part_of or "")


def _refuse_meaning(questions: Questions, uid: str | None, draft: Draft, one: Meaning) -> None:
    then = questions.get(one.then)
    if then is None or one.then == uid:
        raise EditRefused("an implication leads to another question on file. Choose one")
    for asked, ends in ((draft, (one.low, one.high)), (then.draft, (one.then_low, one.then_high))):
        if not asked.keys:
            raise EditRefused(
                f"“{asked.text}” has no steps, and is not answered by yes or no: "
                "no implication can be made of its answers. Take it out first"
            )
        lost = next((key for key in ends if key not in asked.keys), None)
        if lost is not None:
            raise EditRefused(
                f"“{asked.text}” has no answer “{lost}”, which an implication names. "
                "Change that one first"
            )
        if asked.value_type == "boolean" and ends[0] != ends[1]:
            raise EditRefused("a range of yes and no is no answer. Choose one of them")


def _turned(questions: Questions, draft: Draft, one: Meaning) -> Meaning:
    """Return an implication with the lower step of each range first."""
    low, high = sorted((one.low, one.high), key=draft.keys.index)
    then = questions[one.then].draft.keys
    then_low, then_high = sorted((one.then_low, one.then_high), key=then.index)
    return replace(one, low=low, high=high, then_low=then_low, then_high=then_high)


def _refuse_change(was: Question, draft: Draft) -> None:
    """Refuse what answers on file would not fit any more."""
    old = was.draft
    if was.road and _form_of_road(old) != _form_of_road(draft):
        raise EditRefused(
            "it asks about a road, and all roads have the same steps. Only words can be changed"
        )
    if was.answers and old.value_type != draft.value_type:
        raise EditRefused(
            f"{_answers(was.answers)} it by {_FORMS[old.value_type]}. "
            "Another form of answer needs them changed first"
        )
    if was.answers and old.unit != draft.unit:
        raise EditRefused(
            f"{_answers(was.answers)} it in {old.unit}. Another unit needs them changed first"
        )
    if old.value_type == draft.value_type == "scale":
        refuse_loss(was, draft)


def _refuse_lost_meanings(questions: Questions, was: Question, draft: Draft) -> None:
    """Refuse steps that would make another of what implications say, here and elsewhere."""
    mine = {one.uid: {one.low, one.high} for one in draft.means}
    kept = [
        (one.why, one.low, one.high)
        for one in was.draft.means
        if mine.get(one.uid) == {one.low, one.high}
    ]
    named = [(one.why, one.then_low, one.then_high) for _, one in joined(questions, was.uid)]
    old, new = was.draft.keys, draft.keys
    for why, low, high in kept + named:
        ranks = old.index(low), old.index(high)
        if was.draft.value_type != draft.value_type or carried(old, new, *ranks) is None:
            raise EditRefused(
                f"an implication names “{was.draft.between(low, high)}”, and would say something "
                f"else then: {why} Change that one first"
            )


_FORMS = {
    "boolean": "yes or no", "scale": "steps of a scale", "quantity": "numbers", "category": "words",
}  # fmt: skip


def _answers(count: int) -> str:
    return f"{count:,} claim{' answers' if count == 1 else 's answer'}"


def _form_of_road(draft: Draft) -> Sequence[object]:
    return draft.value_type, draft.keys, draft.gap_tension, draft.gap_contradicts
