"""The questions that claims answer: asked anew, or changed with all that hangs on them."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Final

from db.edits import words
from db.edits.asking import Questions, checked, joined
from db.edits.drafts import Draft, Meaning, Question, Step, rank_of, read_questions
from db.edits.rows import Named, gone
from db.edits.scales import moves
from db.errors import Clash, EditConflict
from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask another question, which no claim answers yet."""

    draft: Draft

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"ask “{words.cleaned(self.draft.text)}”"

    def apply(self, db: "Database", now: str) -> None:
        """Write it. Raises: EditRefused for what cannot be asked so."""
        questions = read_questions(db.conn)
        draft = checked(questions, None, self.draft)
        row = {"uid": new_uid(datetime.fromisoformat(now)), **_row(questions, draft)}
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        made = db.execute(f"INSERT INTO question ({names}) VALUES ({marks})", row)  # noqa: S608
        id_ = made.lastrowid or 0
        _write_steps(db, id_, (), draft.steps)
        _write_meanings(db, now, id_, Draft(), draft, questions)


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """Make of a question, as it was seen, what is drafted; answers keep their words."""

    question: Named
    was: Draft
    draft: Draft

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"change the question “{self.question.name}”"

    def apply(self, db: "Database", now: str) -> None:
        """Write all that differs; positions and implications follow the steps they name.

        Raises: EditRefused for what answers or implications do not fit, EditConflict.
        """
        questions = read_questions(db.conn)
        held = questions.get(self.question.uid)
        thing = f"question “{self.question.name}”"
        if held is None:
            raise EditConflict(self.label, [gone(thing, self.draft.text)])
        if held.draft == self.draft:
            return
        if held.draft != self.was:
            raise EditConflict(self.label, _clashes(thing, held.draft, self.was, self.draft))
        draft = checked(questions, held.uid, self.draft)
        _write_row(db, held.id, _row(questions, held.draft), _row(questions, draft))
        _write_steps(db, held.id, held.draft.steps, draft.steps)
        _move_answers(db, held, draft)
        _write_meanings(db, now, held.id, held.draft, draft, questions)
        for other, meaning in joined(questions, held.uid):
            _write_ranks(db, other.draft, draft, meaning)


_PLAIN: Final = ("text", "value_type", "time", "place_scope", "gap_tension", "gap_contradicts")


def _row(questions: Questions, draft: Draft) -> dict[str, object]:
    """Return the columns of a question."""
    whole = questions[draft.part_of].id if draft.part_of else None
    exclusive = None if draft.exclusive is None else int(draft.exclusive)
    plain = {name: getattr(draft, name) for name in _PLAIN}
    return {**plain, "exclusive": exclusive, "unit": draft.unit, "part_of": whole}


def _write_row(db: "Database", id_: int, was: dict[str, object], new: dict[str, object]) -> None:
    if was != new:
        told = ", ".join(f"{name} = :{name}" for name in new)
        db.execute(f"UPDATE question SET {told} WHERE id = :id", {**new, "id": id_})  # noqa: S608


def _write_steps(db: "Database", of: int, was: tuple[Step, ...], now: tuple[Step, ...]) -> None:
    """Write the steps that differ. Those that move step aside first: no two have one rank."""
    old, new = ({step.key: n for n, step in enumerate(steps)} for steps in (was, now))
    labels = {step.key: step.label for step in was}
    for key in old.keys() - new.keys():
        sql = "DELETE FROM question_step WHERE question_id = :of AND key = :key"
        db.execute(sql, {"of": of, "key": key})
    moving = [key for key in old if key in new and new[key] != old[key]]
    aside = len(was) + len(now)
    for key in moving:
        _set(db, of, key, "rank", aside + new[key])
    for key in moving:
        _set(db, of, key, "rank", new[key])
    for rank, step in enumerate(now):
        if step.key not in old:
            sql = """INSERT INTO question_step (question_id, rank, key, label)
                VALUES (:of, :rank, :key, :label)"""
            row = {"of": of, "rank": rank, "key": step.key, "label": step.label}
            db.execute(sql, row)
        elif labels[step.key] != step.label:
            _set(db, of, step.key, "label", step.label)


def _set(db: "Database", of: int, key: str, field: str, value: object) -> None:
    sql = f"UPDATE question_step SET {field} = :value WHERE question_id = :of AND key = :key"  # noqa: S608
    db.execute(sql, {"value": value, "of": of, "key": key})


def _move_answers(db: "Database", held: Question, draft: Draft) -> None:
    """Have each answer lie where its steps lie now. It says what it said: no claim is revised."""
    sql = """SELECT uid, position_low, position_high FROM claim
        WHERE question_id = :of AND position_low IS NOT NULL"""
    rows = db.execute(sql, {"of": held.id}).fetchall()
    answers = {uid: (low, high) for uid, low, high in rows}
    for uid, (low, high) in moves(held.draft.keys, draft.keys, answers).items():
        sql = "UPDATE claim SET position_low = :low, position_high = :high WHERE uid = :uid"
        db.execute(sql, {"low": low, "high": high, "uid": uid})


def _write_meanings(
    db: "Database", now: str, of: int, was: Draft, draft: Draft, questions: Questions
) -> None:
    """Write the implications of a question that differ."""
    left = {one.uid for one in draft.means}
    for one in was.means:
        if one.uid not in left:
            db.execute("DELETE FROM implication WHERE uid = :uid", {"uid": one.uid})
    there = {one.uid: one for one in was.means}
    for one in draft.means:
        then = questions[one.then]
        ranks = _ranks(draft, then.draft, one)
        row = {**ranks, "then_question": then.id, "yields": one.yields, "why": one.why}
        if one.uid not in there:
            uid = new_uid(datetime.fromisoformat(now))
            db.execute(_NEW, {**row, "if_question": of, "uid": uid})
        elif there[one.uid] != one or _ranks(was, then.draft, one) != ranks:
            told = ", ".join(f"{name} = :{name}" for name in row)
            sql = f"UPDATE implication SET {told} WHERE uid = :uid"  # noqa: S608
            db.execute(sql, {**row, "uid": one.uid})


_NEW: Final = """INSERT INTO implication
    (uid, if_question, if_low, if_high, then_question, then_low, then_high, yields, why)
    VALUES (:uid, :if_question, :if_low, :if_high, :then_question, :then_low, :then_high, :yields,
    :why)"""


def _write_ranks(db: "Database", asked: Draft, then: Draft, one: Meaning) -> None:
    """Have an implication of another question name the steps it named, where they lie now."""
    db.execute(
        """UPDATE implication SET then_low = :then_low, then_high = :then_high WHERE uid = :uid
            AND (then_low, then_high) <> (:then_low, :then_high)""",
        {**_ranks(asked, then, one), "uid": one.uid},
    )


def _ranks(asked: Draft, then: Draft, one: Meaning) -> dict[str, int]:
    low, high = sorted(rank_of(asked.keys, key) for key in (one.low, one.high))
    then_low, then_high = sorted(rank_of(then.keys, key) for key in (one.then_low, one.then_high))
    return {"if_low": low, "if_high": high, "then_low": then_low, "then_high": then_high}


def _clashes(thing: str, theirs: Draft, was: Draft, yours: Draft) -> list[Clash]:
    """Return in which fields a question is not as it was seen."""
    return [
        Clash(
            thing, field.name.replace("_", " "), *(_told(of, field.name) for of in (theirs, yours))
        )
        for field in fields(Draft)
        if getattr(theirs, field.name) != getattr(was, field.name)
    ]


def _told(draft: Draft, field: str) -> object:
    """Return what a draft says in one field, in words."""
    value = getattr(draft, field)
    if field == "steps":
        return ", ".join(step.label for step in draft.steps)
    if field == "means":
        return "; ".join(one.why for one in draft.means) or "none"
    return "none" if value is None else value
