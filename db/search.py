"""Full-text search: what people type becomes a set of claims, and any string is safe."""

import re
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from db.folding import search_form

_LONGEST: Final = 200  # characters of a query that are read
_MOST: Final = 20  # words of a query that are looked for
_WORD: Final = re.compile(r"\w+")


def match(typed: str) -> str | None:
    """Return the FTS5 expression for `typed`, None when there is nothing to look for.

    All words must occur; `*` after the last one asks for its beginning and is dropped elsewhere.
    """
    text = search_form(typed[:_LONGEST]).rstrip()
    words = [word for word in _WORD.findall(text) if any(map(str.isalnum, word))]
    if not words:
        return None
    star = "*" if text.endswith("*") and len(words) <= _MOST else ""
    return " ".join(f'"{word}"' for word in words[:_MOST]) + star


def found(connection: sqlite3.Connection, typed: str) -> frozenset[int] | None:
    """Return the ids of the claims that `typed` finds, None when it filters nothing."""
    expression = match(typed)
    if expression is None:
        return None
    sql = "SELECT rowid FROM claim_fts WHERE claim_fts MATCH :expression"
    rows = connection.execute(sql, {"expression": expression})
    return frozenset(id_ for (id_,) in rows)


def fill(connection: sqlite3.Connection, claims: Iterable[int] | None = None) -> None:
    """Make the search rows of these claims anew, of all when None; in the caller's transaction."""
    if claims is None:
        connection.execute("DELETE FROM claim_fts")
        rows: Iterable[tuple[Any, ...]] = connection.execute(_TEXTS)
    else:
        rows = []
        for claim in claims:
            connection.execute("DELETE FROM claim_fts WHERE rowid = :claim", {"claim": claim})
            rows += connection.execute(f"{_TEXTS} WHERE claim_id = :claim", {"claim": claim})
    connection.executemany(  # as they are read: a million texts do not fit in memory
        "INSERT INTO claim_fts(rowid, paraphrase, answer, quote, names, notes)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((id_, *(text and search_form(text) for text in texts)) for id_, *texts in rows),
    )


def refill(connection: sqlite3.Connection, txn: int) -> None:
    """Make anew the search rows of the claims whose texts a transaction may have changed."""
    many = connection.execute(_MORE_THAN, {"txn": txn, "most": _MOST_CHANGES}).fetchone()
    touched = None if many else [id_ for (id_,) in connection.execute(_TOUCHED, {"txn": txn})]
    fill(connection, touched)


_MOST_CHANGES: Final = 2_000
"""Up to how many changed rows their claims are looked up: beyond, all is quicker.

No search row has anything of a relation.
"""
_MORE_THAN: Final = (
    "SELECT 1 FROM change WHERE txn = :txn AND tbl <> 'relation' LIMIT 1 OFFSET :most"
)
_TOUCHED: Final = """
WITH c AS (SELECT tbl, pk, coalesce(new, old) AS row FROM change
    WHERE txn = :txn AND tbl <> 'relation')
SELECT pk FROM c WHERE tbl = 'claim'
UNION SELECT json_extract(row, '$.claim_id') FROM c
    WHERE tbl IN ('claim_place', 'attribution', 'evidence')
UNION SELECT x.claim_id FROM c JOIN claim_place x
    ON x.place_id = iif(tbl = 'place', pk, json_extract(row, '$.place_id'))
    WHERE tbl IN ('place', 'place_name')
UNION SELECT x.id FROM c JOIN claim x
    ON x.claimant_id = iif(tbl = 'actor', pk, json_extract(row, '$.actor_id'))
    WHERE tbl IN ('actor', 'actor_name')
UNION SELECT x.claim_id FROM c JOIN attribution x
    ON x.actor_id = iif(tbl = 'actor', pk, json_extract(row, '$.actor_id'))
    WHERE tbl IN ('actor', 'actor_name')
UNION SELECT x.claim_id FROM c JOIN attribution x ON x.source_id = c.pk WHERE tbl = 'source'
UNION SELECT x.id FROM c JOIN claim x
    ON x.question_id = iif(tbl = 'question', pk, json_extract(row, '$.question_id'))
    WHERE tbl IN ('question', 'question_step')
UNION SELECT x.claim_id FROM c JOIN evidence x ON x.document_id = c.pk WHERE tbl = 'document'
"""
"""Whatever `v_search_text` reads of a claim leads from a changed row to that claim."""
_TEXTS: Final = "SELECT claim_id, paraphrase, answer, quote, names, notes FROM v_search_text"
