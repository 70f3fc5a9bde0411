"""Answers to questions, and what is found between two that answer the same one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.synthesise.dice import Dice, Odds
from db.synthesise.questions import Question
from db.synthesise.valley import Row

_DIFFERING: Final = ("contradicts", "tension", "qualifies", "supersedes", "no_conflict")
_ALIKE: Final = ("corroborates", "restates", "explains", "no_conflict", "qualifies")
_STATES: Final = ("accepted", "proposed", "rejected")
_OFTEN: Final = Odds((0.5, 0.2, 0.15, 0.1, 0.05))
_SETTLED: Final = Odds((0.6, 0.28, 0.12))
_WHY: Final = {
    "contradicts": "Both answer one question about the same days, and cannot both hold.",
    "tension": "The two answers sit badly with each other.",
    "qualifies": "The one narrows what the other says.",
    "supersedes": "The one was said later and takes the place of the other.",
    "no_conflict": "They speak of different days: both may hold.",
    "corroborates": "Two claimants give the same answer.",
    "restates": "The same words come back through another source.",
    "explains": "The one gives a reason for what the other says.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the form of its question; all empty where none is coded."""

    low: int | None = None
    high: int | None = None
    polarity: int | None = None
    text: str | None = None
    num: float | None = None
    unit: str | None = None
    range: tuple[float, float] | None = None

    def columns(self) -> Row:
        """Return the columns of `claim` it fills."""
        least, most = self.range or (None, None)
        return {
            "position_low": self.low,
            "position_high": self.high,
            "polarity": self.polarity,
            "value_text": self.text,
            "value_num": self.num,
            "value_low": least,
            "value_high": most,
            "value_approx": int(self.range is not None),
            "value_unit": self.unit,
        }


class Answers:
    """Gives answers, and remembers the newest of each question to compare the next with."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._newest: dict[int, tuple[int, Answer]] = {}
        self._found = 0
        self._turns: dict[tuple[str, ...], int] = {_DIFFERING: 0, _ALIKE: 0}

    def some(self, question: Question, claimant: int) -> Answer:
        """Return what this claimant answers: claimants lean, each to another answer."""
        dice = self._dice
        lean = claimant if dice.chance(0.7) else dice.below(97)
        if question.steps:
            return self.around(question, lean % len(question.steps))
        if question.value_type == "boolean":
            return Answer(polarity=(1, -1, 1, 0, -1)[lean % 5])
        if question.value_type == "category":
            return Answer(text=question.words[lean % len(question.words)])
        num = (lean % 7 + 1) * 10.0 ** (1 + question.id % 4) + (0.5 if lean % 9 == 4 else 0.0)
        wide = dice.chance(0.2)
        return Answer(
            num=num, unit=question.form["unit"], range=(num / 2, num * 2) if wide else None
        )

    def around(self, question: Question, step: int) -> Answer:
        """Return an answer on a scale: a step, or from it to the next."""
        high = min(step + 1, len(question.steps) - 1) if self._dice.chance(0.15) else step
        return Answer(
            low=step, high=high, text="as far as is known" if self._dice.chance(0.1) else None
        )

    def relation(
        self, n: int, question: Question, answer: Answer, at: str
    ) -> Iterator[tuple[str, Row]]:
        """Yield what is found between claim n and the last before it with this question."""
        before, self._newest[question.id] = self._newest.get(question.id), (n, answer)
        if before is None or not self._dice.chance(0.6):
            return
        kinds = _ALIKE if _same(before[1], answer) else _DIFFERING
        kind, state = self._kind(kinds)
        self._found += 1
        by_rule = state != "accepted" and self._found % 2 == 0
        yield (
            "relation",
            {
                "id": self._found,
                "uid": f"l{self._found:06}",
                "a_id": n,
                "b_id": before[0],
                "kind": kind,
                "independent": (1, 0, None)[self._found % 3],
                "origin": "rule" if by_rule else "coder",
                "rule": "same question" if by_rule else None,
                "state": state,
                "coder_id": None if by_rule and state == "proposed" else 1 + n % 2,
                "why": _WHY[kind],
                "recorded_at": at,
            },
        )

    def _kind(self, kinds: tuple[str, ...]) -> tuple[str, str]:
        """Return a kind and a state: each pair of them once, then as often as they are found."""
        turn = self._turns[kinds]
        self._turns[kinds] = turn + 1
        if turn < len(kinds) * len(_STATES):
            return kinds[turn % len(kinds)], _STATES[turn // len(kinds)]
        return kinds[_OFTEN.draw(self._dice)], _STATES[_SETTLED.draw(self._dice)]


def _same(one: Answer, other: Answer) -> bool:
    """Return whether two answers agree: of scales, whether they meet."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return (one.polarity, one.text, one.num) == (other.polarity, other.text, other.num)
    return one.low <= other.high and other.low <= one.high
