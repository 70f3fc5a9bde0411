"""What a draft of a question would do to what the rules propose. Nothing is written."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from db.edits.asking import Questions, checked
from db.edits.drafts import Draft, Meaning, Question, rank_of, read_questions
from db.edits.scales import carried
from db.progress import Tick, unheard
from db.rules.accounts import Account, Accounts, Asked, Implication
from db.rules.pairs import Kind, Proposal
from db.rules.propose import proposals
from db.rules.reading import read_accounts
from db.rules.touched import joined

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Turn:
    """A pair of claims of which the rules would propose something else: `was`, and `now`.

    `claims` are uids, `claimants` names, `acting` first; `why` is the reason of the one there is,
    by preference the new one. `decided` is the state of a relation between the two that somebody
    decided on, which no rule changes.
    """

    claims: tuple[str, str]
    claimants: tuple[str, str]
    was: Kind | None
    now: Kind | None
    why: str
    decided: Literal["", "accepted", "rejected"] = ""

    @property
    def sign(self) -> Literal["+", "−", "±"]:
        """Whether it appears, vanishes, or becomes another kind."""
        return "+" if self.was is None else "−" if self.now is None else "±"


def outcome(
    connection: sqlite3.Connection, uid: str | None, draft: Draft, tick: Tick = unheard
) -> tuple[Turn, ...]:
    """Return the pairs that would appear, vanish or become another kind, in this order.

    `uid` is None of a question that is not on file. Raises: EditRefused where the draft cannot be
    written, or Cancelled by `tick`.
    """
    questions = read_questions(connection)
    draft = checked(questions, uid, draft)
    tick(1, _STEPS)
    held = questions.get(uid or "")
    if held is None:
        return ()  # no claim answers it
    near = joined(connection, frozenset({held.id}))
    near |= {questions[one.then].id for one in draft.means}
    whole = questions.get(draft.part_of or "")
    if whole is not None:
        near |= {whole.id}
    told = read_accounts(connection, near)
    tick(2, _STEPS)
    before = _by_pair(proposals(told))
    tick(3, _STEPS)
    after = _by_pair(proposals(redrawn(told, questions, held, draft)))
    tick(4, _STEPS)
    turned = [pair for pair in before | after if _kind(before, pair) != _kind(after, pair)]
    names, decided = _names(connection, turned), _decided(connection, turned)
    turns = (
        _turn(
            told,
            names,
            decided,
            (before.get(pair), after.get(pair)),
            after.get(pair) or before[pair],
        )
        for pair in turned
    )
    return tuple(sorted(turns, key=lambda one: ("+−±".index(one.sign), one.claims)))


_STEPS: Final = 4


def redrawn(told: Accounts, questions: Questions, held: Question, draft: Draft) -> Accounts:
    """Return what the rules would look at if a question were as drafted."""
    asked = {**told.questions, held.id: _asked(told.questions[held.id], questions, draft)}
    rules = [_carried(rule, held, draft) for rule in told.implications if rule.question != held.id]
    rules += (_rule(questions, held.id, draft, one) for one in draft.means)
    claims = {
        id_: _moved(claim, held.draft, draft) if claim.question == held.id else claim
        for id_, claim in told.claims.items()
    }
    return replace(told, claims=claims, questions=asked, implications=tuple(rules))


def _asked(was: Asked, questions: Questions, draft: Draft) -> Asked:
    return Asked(
        was.id,
        draft.text,
        draft.value_type,
        draft.time,
        by_place=draft.place_scope == "claim",
        gap_tension=draft.gap_tension,
        gap_contradicts=draft.gap_contradicts,
        exclusive=bool(draft.exclusive),
        whole=questions[draft.part_of].id if draft.part_of else None,
        labels=tuple(step.label for step in draft.steps),
    )


def _rule(questions: Questions, of: int, draft: Draft, one: Meaning) -> Implication:
    then = questions[one.then]
    low, high = (rank_of(draft.keys, key) for key in (one.low, one.high))
    then_low, then_high = (rank_of(then.draft.keys, key) for key in (one.then_low, one.then_high))
    return Implication(*(one.uid, of, low, high, then.id, then_low, then_high, one.yields, one.why))


def _carried(rule: Implication, held: Question, draft: Draft) -> Implication:
    """Return an implication of another question, with the steps it names where they would lie."""
    if rule.then != held.id or held.draft.value_type != "scale":
        return rule
    ends = carried(held.draft.keys, draft.keys, int(rule.then_low), int(rule.then_high))
    return replace(rule, then_low=ends[0], then_high=ends[1]) if ends else rule


def _moved(claim: Account, was: Draft, draft: Draft) -> Account:
    """Return a claim with its answer where its steps would lie."""
    if was.value_type != "scale" or claim.low is None or claim.high is None:
        return claim
    ends = carried(was.keys, draft.keys, int(claim.low), int(claim.high))
    if ends is None:
        return claim
    word = draft.between(*(draft.keys[rank] for rank in ends))
    return replace(claim, low=float(ends[0]), high=float(ends[1]), word=word)


def _by_pair(found: list[Proposal]) -> dict[_Pair, Proposal]:
    return {(min(one.a, one.b), max(one.a, one.b)): one for one in found}


def _kind(found: Mapping[_Pair, Proposal], pair: _Pair) -> Kind | None:
    return found[pair].kind if pair in found else None


def _turn(
    told: Accounts,
    names: Mapping[int, str],
    decided: Mapping[_Pair, Literal["accepted", "rejected"]],
    both: tuple[Proposal | None, Proposal | None],
    one: Proposal,
) -> Turn:
    was, now = both
    return Turn(
        claims=(told.claims[one.a].uid, told.claims[one.b].uid),
        claimants=(names[one.a], names[one.b]),
        was=was.kind if was else None,
        now=now.kind if now else None,
        why=one.why,
        decided=decided.get((min(one.a, one.b), max(one.a, one.b)), ""),
    )


def _names(connection: sqlite3.Connection, pairs: list[_Pair]) -> dict[int, str]:
    """Return who makes each claim of the pairs."""
    marks = ", ".join(str(id_) for pair in pairs for id_ in pair)
    sql = f"""SELECT c.id, a.name FROM claim c JOIN actor a ON a.id = c.claimant_id
        WHERE c.id IN ({marks})"""  # noqa: S608
    return dict(connection.execute(sql).fetchall())


def _decided(
    connection: sqlite3.Connection, pairs: list[_Pair]
) -> dict[_Pair, Literal["accepted", "rejected"]]:
    """Return how somebody decided on each of the pairs; what was accepted is told of two."""
    marks = ", ".join(str(id_) for pair in pairs for id_ in pair)
    sql = f"""SELECT min(a_id, b_id), max(a_id, b_id), state FROM relation
        WHERE state IN ('accepted', 'rejected') AND a_id IN ({marks}) AND b_id IN ({marks})
        ORDER BY state DESC"""  # noqa: S608
    return {(a, b): state for a, b, state in connection.execute(sql)}
