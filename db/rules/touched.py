"""What a transaction changed that the rules look at."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final[dict[str, frozenset[str]]] = {
    "claim": frozenset(
        {"credibility", "credibility_basis", "coder_id", "notes", "paraphrase", "rev", "category"}
        | {"recorded_at", "self_tension", "geo_precision", "retired_why", "retired_at"}
        | {"time_precision", "about_basis", "said_basis"}
    ),
    "question": frozenset({"notes", "uid", "subject_kind", "subject_uid"}),
}
"""What no rule looks at, of what rules look at."""
_CLAIMS: Final = {"claim": "id", "claim_place": "claim_id", "attribution": "claim_id"} | {
    "evidence": "claim_id"
}
"""What names the claim that a row is of."""
_QUESTIONS: Final = {
    "question": ("id",),
    "question_step": ("question_id",),
    "implication": ("if_question", "then_question"),
}
"""What names the questions that a row is of; a claim is of none, it answers one."""
_ABOVE: Final[dict[str, str]] = {
    "actor": """WITH RECURSIVE under(id) AS (SELECT :id
            UNION SELECT a.id FROM actor a JOIN under u ON a.parent_id = u.id)
        SELECT question_id FROM claim WHERE claimant_id IN under""",
    "side": """SELECT c.question_id FROM claim c JOIN actor a ON a.id = c.claimant_id
        JOIN side s ON s.id = a.side_id WHERE :id IN (s.id, s.counts_with)""",
    "source": """SELECT c.question_id FROM claim c JOIN attribution h ON h.claim_id = c.id
        WHERE h.source_id = :id""",
    "document": """WITH RECURSIVE after(id) AS (SELECT :id UNION SELECT d.id FROM document d
            JOIN after a ON coalesce(d.copy_of, d.version_of) = a.id)
        SELECT c.question_id FROM claim c JOIN evidence e ON e.claim_id = c.id
        WHERE e.document_id IN after""",
    "place": """WITH RECURSIVE under(id) AS (SELECT :id
            UNION SELECT p.id FROM place p JOIN under u ON p.parent_id = u.id)
        SELECT c.question_id FROM claim c JOIN claim_place x ON x.claim_id = c.id
        JOIN question q ON q.id = c.question_id
        WHERE q.place_scope = 'claim' AND x.place_id IN under""",
}
"""Of what stands above claims: the questions that those below it answer."""
_SEEN: Final[dict[str, frozenset[str]]] = {
    "actor": frozenset({"parent_id", "side_id"}),
    "side": frozenset({"is_camp", "counts_with"}),
    "source": frozenset({"actor_id"}),
    "document": frozenset({"copy_of", "version_of", "published_to"}),
    "place": frozenset({"parent_id"}),
}
"""What of it a rule looks at."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Claims that changed, and questions that did: all their answers are to be looked at again.

    `claimants` are those of the claims, before and after. `joined` are the questions to be read:
    those that changed, those the claims answer, and all that bear on one of these.
    """

    claims: frozenset[int]
    claimants: frozenset[int]
    questions: frozenset[int]
    joined: frozenset[int]


def touched(connection: sqlite3.Connection, txn: int) -> Touched | None:
    """Return what a transaction touched of what the rules look at; None if nothing."""
    claims, claimants, questions, answered = (set[int]() for _ in range(4))
    sql = "SELECT tbl, pk, old, new FROM change WHERE txn = :txn"
    for table, key, *images in connection.execute(sql, {"txn": txn}).fetchall():
        was, now = (_image(image) for image in images)
        differ = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
        if not differ - _UNSEEN.get(table, frozenset()):
            continue
        for image in (was, now):
            claims |= _named({"id": key, **image}, _CLAIMS.get(table, ""))
            questions |= _named({"id": key, **image}, *_QUESTIONS.get(table, ()))
            claimants |= _named(image, "claimant_id") if table == "claim" else set()
            answered |= _named(image, "question_id") if table == "claim" else set()
        if differ & _SEEN.get(table, frozenset()):
            questions |= _asked(connection, _ABOVE[table], {"id": key})
    sql = (
        "SELECT question_id, claimant_id FROM claim WHERE id IN (SELECT value FROM json_each(:ids))"
    )
    for question, claimant in connection.execute(sql, {"ids": json.dumps(list(claims))}):
        claimants.add(claimant)
        answered |= {question} - {None}
    if not (claims or questions):
        return None
    among = joined(connection, frozenset(questions | answered))
    return Touched(frozenset(claims), frozenset(claimants), frozenset(questions), among)


def _image(text: str | None) -> dict[str, object]:
    """Return a row as it was; nothing where there was none."""
    return json.loads(text) if text else {}


def _named(image: dict[str, object], *names: str) -> set[int]:
    """Return the ids in a row by these names, without those that are not set."""
    found = (image.get(name) for name in names)
    return {id_ for id_ in found if isinstance(id_, int)}


def _asked(connection: sqlite3.Connection, sql: str, row: dict[str, int]) -> set[int]:
    """Return the questions found, without claims that answer none."""
    return {id_ for (id_,) in connection.execute(sql, row) if id_ is not None}


def joined(connection: sqlite3.Connection, questions: frozenset[int]) -> frozenset[int]:
    """Return questions with those that an implication, or part and whole, joins to one of them."""
    if not questions:
        return questions
    marks = ", ".join(map(str, questions))
    sql = f"""SELECT if_question, then_question FROM implication
            WHERE if_question IN ({marks}) OR then_question IN ({marks})
        UNION SELECT id, part_of FROM question
            WHERE part_of IS NOT NULL AND (id IN ({marks}) OR part_of IN ({marks}))"""  # noqa: S608
    return questions | {id_ for pair in connection.execute(sql) for id_ in pair}
