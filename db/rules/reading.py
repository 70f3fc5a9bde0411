"""What the rules look at, read from a desk."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from db.columns import OPEN_FROM, OPEN_TO
from db.rules.accounts import Account, Accounts, Asked, Implication, Window

APPROXIMATE: Final = 0.10
"""The share by which a number may be off that is marked approximate."""


_Of = TypeVar("_Of")


class _Row(NamedTuple):
    id: int
    uid: str
    claimant: int
    voice: str
    modality: str
    certainty: str
    question: int | None
    position_low: int | None
    position_high: int | None
    polarity: int | None
    value_text: str | None
    value_num: float | None
    value_low: float | None
    value_high: float | None
    approx: int
    unit: str | None
    about: str | None
    about_from: str | None
    about_to: str | None
    said_from: str | None
    said_to: str | None
    published_to: str | None


def read_accounts(
    connection: sqlite3.Connection,
    questions: Collection[int] | None = None,
    *,
    claims: Collection[int] | None = None,
) -> Accounts:
    """Return what the rules look at: only the `claims`, or those that answer one of `questions`.

    With either, only what these need.
    """
    among = ("c.question_id", questions) if claims is None else ("c.id", claims)
    told = [_Row(*row) for row in _among(connection, _CLAIMS, *among)]
    if claims is not None:
        questions = {row.question for row in told if row.question is not None}
    asked = _questions(connection, questions)
    places: dict[int, frozenset[int]] = _sets(_among(connection, _PLACES, *among))
    relays: dict[int, frozenset[int]] = _sets(_among(connection, _RELAYS, *among))
    evidence = _among(connection, _EVIDENCE, *among)
    spots = _sets((claim, (document, paragraph)) for claim, document, paragraph in evidence)
    rules = _among(connection, _IMPLICATIONS, "if_question", questions)
    named: set[int] | None = None
    held: set[int] | None = None
    if questions is not None:
        named = {place for of in places.values() for place in of}
        held = {document for of in spots.values() for document, _ in of}
    return Accounts(
        claims={
            row.id: _account(
                row,
                asked,
                places.get(row.id, frozenset()),
                relays.get(row.id, frozenset()),
                spots.get(row.id, frozenset()),
            )
            for row in told
        },
        questions=asked,
        implications=tuple(
            sorted((Implication(*row) for row in rules if row[4] in asked), key=lambda one: one.uid)
        ),
        above=_above(connection, "actor", "parent_id"),
        camps=dict(connection.execute(_CAMPS)),
        inside=_above(connection, "place", "parent_id", named),
        texts=_above(connection, "document", "coalesce(copy_of, version_of)", held),
    )


_COUNTED: Final = "c.status IN ('coded', 'reviewed')"
_CLAIMS: Final = f"""SELECT c.id, c.uid, c.claimant_id, c.voice, c.modality, c.certainty,
    c.question_id, c.position_low, c.position_high, c.polarity, c.value_text, c.value_num,
    c.value_low, c.value_high, c.value_approx, c.value_unit, c.about_edtf, c.about_from,
    c.about_to, c.said_from, c.said_to, (SELECT min(d.published_to) FROM evidence e
        JOIN document d ON d.id = e.document_id WHERE e.claim_id = c.id)
    FROM claim c WHERE {_COUNTED}"""  # noqa: S608
_PLACES: Final = f"""SELECT p.claim_id, p.place_id FROM claim_place p
    JOIN claim c ON c.id = p.claim_id WHERE p.role IN ('about', 'target') AND {_COUNTED}"""  # noqa: S608
_RELAYS: Final = f"""SELECT h.claim_id, s.actor_id FROM attribution h
    JOIN source s ON s.id = h.source_id JOIN claim c ON c.id = h.claim_id
    WHERE s.actor_id IS NOT NULL AND s.actor_id <> c.claimant_id AND {_COUNTED}"""  # noqa: S608
_EVIDENCE: Final = f"""SELECT e.claim_id, e.document_id, e.paragraph FROM evidence e
    JOIN claim c ON c.id = e.claim_id WHERE {_COUNTED}"""  # noqa: S608
_QUESTIONS: Final = """SELECT id, text, value_type, time, place_scope = 'claim', gap_tension,
    gap_contradicts, coalesce(exclusive, 0), part_of FROM question WHERE true"""
_STEPS: Final = "SELECT question_id, rank, label FROM question_step WHERE true"
_IMPLICATIONS: Final = """SELECT uid, if_question, if_low, if_high, then_question, then_low,
    then_high, yields, why FROM implication WHERE true"""
_CAMPS: Final = """SELECT a.id, coalesce(s.counts_with, s.id) FROM actor a
    JOIN side s ON s.id = a.side_id WHERE s.is_camp"""


def _among(
    connection: sqlite3.Connection, sql: str, column: str, wanted: Collection[int] | None
) -> Iterable[Any]:
    if wanted is None:
        return connection.execute(sql)
    marks = ", ".join(str(int(one)) for one in wanted)
    return connection.execute(f"{sql} AND {column} IN ({marks})")


def _above(
    connection: sqlite3.Connection, table: str, parent: str, of: Collection[int] | None = None
) -> dict[int, int]:
    """Return what is right above each thing of a table; with `of`, from these upwards."""
    if of is None:
        sql = f"SELECT id, {parent} AS above FROM {table} WHERE above IS NOT NULL"  # noqa: S608
        return dict(connection.execute(sql))
    sql = f"""WITH RECURSIVE up(id, above) AS (
            SELECT id, {parent} FROM {table} WHERE id IN (SELECT value FROM json_each(:ids))
            UNION SELECT t.id, {parent} FROM up JOIN {table} t ON t.id = up.above)
        SELECT id, above FROM up WHERE above IS NOT NULL"""  # noqa: S608
    return dict(connection.execute(sql, {"ids": json.dumps(list(of))}))


def _sets(rows: Iterable[tuple[int, _Of]]) -> dict[int, frozenset[_Of]]:
    """Return for each claim what it has, told one by one."""
    found: dict[int, list[_Of]] = {}
    for claim, of in rows:
        found.setdefault(claim, []).append(of)
    return {claim: frozenset(things) for claim, things in found.items()}


def _questions(connection: sqlite3.Connection, wanted: Collection[int] | None) -> dict[int, Asked]:
    labels: dict[int, list[str]] = {}
    steps = _among(connection, _STEPS, "question_id", wanted)
    for question, _, label in sorted(steps):
        labels.setdefault(question, []).append(label)
    return {
        row[0]: Asked(
            *row[:4],
            by_place=bool(row[4]),
            gap_tension=row[5],
            gap_contradicts=row[6],
            exclusive=bool(row[7]),
            whole=row[8],
            labels=tuple(labels.get(row[0], ())),
        )
        for row in _among(connection, _QUESTIONS, "id", wanted)
    }


def _account(
    row: _Row,
    questions: dict[int, Asked],
    places: frozenset[int],
    relays: frozenset[int],
    spots: frozenset[tuple[int, int]],
) -> Account:
    said = _window(row.said_from, row.said_to)
    if said == Window() and row.published_to:
        said = _window(None, row.published_to)
    dated = row.about is not None
    low, high, word = _answer(row, questions.get(row.question or 0))
    return Account(
        id=row.id,
        uid=row.uid,
        claimant=row.claimant,
        voice=row.voice,
        modality=row.modality,
        certainty=row.certainty,
        question=row.question,
        low=low,
        high=high,
        word=word,
        about=_window(row.about_from, row.about_to) if dated else said,
        said=said,
        dated=dated,
        places=places,
        relays=relays,
        spots=spots,
    )


def _window(since: str | None, until: str | None) -> Window:
    return Window(
        date.fromisoformat(since).toordinal() if since else OPEN_FROM,
        date.fromisoformat(until).toordinal() if until else OPEN_TO,
    )


_Answer = tuple[float | None, float | None, str]


def _answer(row: _Row, asked: Asked | None) -> _Answer:
    """Return the answer as an interval of its question's axis, and in words."""
    if asked is None:
        return None, None, ""
    match asked.value_type:
        case "scale":
            return _step(row, asked)
        case "boolean":
            low = row.polarity or None
            return low, low, {1: "yes", -1: "no"}.get(row.polarity or 0, "")
        case "category":
            low = None if row.value_text is None else 0.0
            return low, low, row.value_text or ""
        case "quantity":
            return _number(row)


def _step(row: _Row, asked: Asked) -> _Answer:
    low, high = row.position_low, row.position_high
    if low is None or high is None:
        return None, None, ""
    ends = [asked.labels[rank] if rank < len(asked.labels) else str(rank) for rank in (low, high)]
    return low, high, ends[0] if low == high else f"{ends[0]} to {ends[1]}"


def _number(row: _Row) -> _Answer:
    """Return a count, as widely as it is stated; open where it is at least or at most."""
    if row.value_num is None and row.value_low is None and row.value_high is None:
        return None, None, ""
    low, high = row.value_low, row.value_high
    if low is None and high is None:
        middle = row.value_num or 0.0
        spread = abs(middle) * (APPROXIMATE if row.approx else 0.0)
        low, high = middle - spread, middle + spread
    word = row.value_text or f"{row.value_num:g} {row.unit or ''}".strip()
    return (
        float("-inf") if low is None else low,
        float("inf") if high is None else high,
        word,
    )
