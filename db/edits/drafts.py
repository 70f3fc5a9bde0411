"""Questions as they are written: what each asks, its steps, what its answers mean elsewhere."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

ValueType = Literal["boolean", "scale", "quantity", "category"]
Yields = Literal["contradicts", "tension"]
YES_NO: Final = {"no": -1, "yes": 1}
"""The answers to a question of yes or no, by the words they are written with here."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale. One without a key is new."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """An implication: answers from one step to another mean answers to another question.

    Steps are named by their keys, of a question of yes or no by those words; `then` is the uid of
    the other question. One without a uid is new.
    """

    uid: str
    low: str
    high: str
    then: str
    then_low: str
    then_high: str
    yields: Yields
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as it is, or as it would be. `part_of` is the uid of its whole."""

    text: str = ""
    value_type: ValueType = "boolean"
    time: Literal["instant", "progress", "timeless"] = "instant"
    place_scope: Literal["subject", "claim"] = "subject"
    steps: tuple[Step, ...] = ()
    gap_tension: int | None = None
    gap_contradicts: int | None = None
    exclusive: bool | None = None
    unit: str | None = None
    part_of: str | None = None
    means: tuple[Meaning, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What its answers are named by where they have an order, lowest first."""
        if self.value_type == "scale":
            return tuple(step.key for step in self.steps)
        return tuple(YES_NO) if self.value_type == "boolean" else ()

    def fitted(self) -> "Draft":
        """Return it without what its kind of answer has no use for."""
        kind = self.value_type
        scale, counted = kind == "scale", kind == "quantity"
        return replace(
            self,
            steps=self.steps if scale else (),
            gap_tension=self.gap_tension if scale else None,
            gap_contradicts=self.gap_contradicts if scale else None,
            exclusive=bool(self.exclusive) if kind == "category" else None,
            unit=self.unit if counted else None,
            part_of=self.part_of if counted else None,
        )

    def said(self, key: str) -> str:
        """Return an answer by its key in words."""
        return next((step.label for step in self.steps if step.key == key), key)

    def between(self, low: str, high: str) -> str:
        """Return a range of answers in words."""
        ends = self.said(low), self.said(high)
        return ends[0] if low == high else f"{ends[0]} to {ends[1]}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question on file. `used` has for a step the claims that answer with it; `answers` counts.

    `road` says that it asks about a road: then its steps are those of all roads.
    """

    id: int
    uid: str
    draft: Draft
    road: bool = False
    answers: int = 0
    used: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def read_questions(connection: sqlite3.Connection) -> dict[str, Question]:
    """Return the questions of a desk by uid, in the order of their texts."""
    steps: dict[int, list[Step]] = {}
    for of, key, label in connection.execute(_STEPS):
        steps.setdefault(of, []).append(Step(key, label))
    rows = connection.execute(_QUESTIONS).fetchall()
    keys = {id_: _keys(kind, steps.get(id_, ())) for id_, _, _, kind, *_ in rows}
    means = _meanings(connection, keys)
    counts = dict(connection.execute(_ANSWERS).fetchall())
    used = _used(connection, keys)
    return {
        uid: Question(
            id_,
            uid,
            Draft(
                *(text, kind, time, scope),
                steps=tuple(steps.get(id_, ())),
                gap_tension=gaps[0],
                gap_contradicts=gaps[1],
                exclusive=None if exclusive is None else bool(exclusive),
                unit=unit,
                part_of=whole,
                means=tuple(means.get(id_, ())),
            ),
            road=bool(road),
            answers=counts.get(id_, 0),
            used={key: tuple(claims) for key, claims in used.get(id_, {}).items()},
        )
        for id_, uid, text, kind, time, scope, *gaps, exclusive, unit, whole, road in rows
    }


_Keys = Mapping[int, tuple[str, ...]]


def _keys(kind: ValueType, steps: Iterable[Step]) -> tuple[str, ...]:
    return Draft(value_type=kind, steps=tuple(steps)).keys


def _meanings(connection: sqlite3.Connection, keys: _Keys) -> dict[int, list[Meaning]]:
    found: dict[int, list[Meaning]] = {}
    for uid, of, low, high, other, then, then_low, then_high, yields, why in connection.execute(
        _IMPLICATIONS
    ):
        ends = key_at(keys[of], low), key_at(keys[of], high)
        others = key_at(keys[other], then_low), key_at(keys[other], then_high)
        found.setdefault(of, []).append(Meaning(uid, *ends, then, *others, yields, why))
    return found


def _used(connection: sqlite3.Connection, keys: _Keys) -> dict[int, dict[str, list[str]]]:
    used: dict[int, dict[str, list[str]]] = {}
    for of, uid, low, high in connection.execute(_POSITIONS):
        for key in keys[of][low : high + 1]:
            used.setdefault(of, {}).setdefault(key, []).append(uid)
    return used


def key_at(keys: tuple[str, ...], rank: int) -> str:
    """Return by which key an answer goes that a desk keeps as a rank, or as -1 or 1."""
    if keys == tuple(YES_NO):
        return keys[rank > 0]
    return keys[rank] if rank < len(keys) else str(rank)


def rank_of(keys: tuple[str, ...], key: str) -> int:
    """Return what a desk keeps for the answer that goes by a key."""
    return YES_NO[key] if keys == tuple(YES_NO) else keys.index(key)


ANSWERED: Final = """coalesce(position_low, polarity, value_num, value_low, value_high) IS NOT NULL
    OR value_text IS NOT NULL"""
"""What a claim has that answers its question, in whatever form."""
_QUESTIONS: Final = """SELECT q.id, q.uid, q.text, q.value_type, q.time, q.place_scope,
    q.gap_tension, q.gap_contradicts, q.exclusive, q.unit, w.uid, q.subject_kind IS 'route'
    FROM question q LEFT JOIN question w ON w.id = q.part_of ORDER BY q.text, q.id"""
_STEPS: Final = "SELECT question_id, key, label FROM question_step ORDER BY question_id, rank"
_IMPLICATIONS: Final = """SELECT m.uid, m.if_question, m.if_low, m.if_high, m.then_question, t.uid,
    m.then_low, m.then_high, m.yields, m.why
    FROM implication m JOIN question t ON t.id = m.then_question ORDER BY m.id"""
_ANSWERS: Final = f"""SELECT question_id, count(*) FROM claim
    WHERE question_id IS NOT NULL AND ({ANSWERED}) GROUP BY question_id"""  # noqa: S608
_POSITIONS: Final = """SELECT c.question_id, c.uid, c.position_low, c.position_high FROM claim c
    JOIN question q ON q.id = c.question_id AND q.value_type = 'scale'
    WHERE c.position_low IS NOT NULL ORDER BY c.uid"""
