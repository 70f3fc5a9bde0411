"""What the search finds is what the desk says."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from db.folding import search_form
from db.verify.broken import Said

_COLUMNS: Final = ("paraphrase", "answer", "quote", "names", "notes")
_ANEW: Final = (
    "Bring a file in with `crosscheck-db new`: each that changes the desk indexes it anew"
)
_TEXTS: Final = f"""SELECT c.uid, f.rowid, {", ".join(f"t.{name}" for name in _COLUMNS)},
        {", ".join(f"f.{name}" for name in _COLUMNS)}
    FROM v_search_text t JOIN claim c ON c.id = t.claim_id
    LEFT JOIN claim_fts f ON f.rowid = t.claim_id"""  # noqa: S608
_NOBODYS: Final = """SELECT rowid FROM claim_fts WHERE rowid NOT IN (SELECT id FROM claim)"""


def unlike(connection: sqlite3.Connection) -> Iterator[Said]:
    """Yield each claim that the search knows by other words than the desk has for it."""
    n = len(_COLUMNS)
    for uid, row, *texts in connection.execute(_TEXTS):
        wanted = [text and search_form(text) for text in texts[:n]]
        other = [
            name
            for name, right, held in zip(_COLUMNS, wanted, texts[n:], strict=True)
            if right != held
        ]
        if row is None:
            yield "claim_fts", uid, "is missing: the search does not find the claim", _ANEW
        elif other:
            what = f"is searched by other words than it has: {', '.join(other)}"
            yield "claim_fts", uid, what, _ANEW
    for (row,) in connection.execute(_NOBODYS):
        yield "claim_fts", str(row), "is found by the search and is no claim", _ANEW
