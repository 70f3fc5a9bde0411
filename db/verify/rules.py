"""THE table of what must hold of a desk. A new rule is a row here.

The numbers are those under which the rules of a desk are known; what the schema itself refuses
has none here.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from db.verify import claims, clocks, frame, history, whole, words
from db.verify.broken import Broken, Rule

_WHOLE: Final = Rule(0, "The file is whole.", whole.not_whole)
_HISTORY: Final = Rule(18, "The history is as it was sealed.", history.not_as_sealed)

RULES: Final = (
    _WHOLE,
    Rule(0, "Every reference leads to a row.", whole.dangling),
    Rule(1, "A claim has evidence, a place, and hops 1 to n.", claims.WHOLE),
    Rule(2, "A chain leads from the document's source to the claimant.", claims.CHAIN),
    Rule(3, "A source speaks for itself exactly where it is the only hop.", claims.VOICE),
    Rule(4, "First and last days are what the date as coded covers.", clocks.miscounted),
    Rule(5, "Nothing is said after its document came out.", clocks.LATE),
    Rule(6, "An answer has the form its question asks for.", claims.ANSWERS),
    Rule(6, "The steps of a scale are 0 to n - 1.", claims.SCALES),
    Rule(6, "An implication joins answers that its questions have.", claims.IMPLICATIONS),
    Rule(7, "Nothing lies above itself.", frame.CIRCLES),
    Rule(8, "Evidence lies in a paragraph of text, and quotes it.", claims.EVIDENCE),
    Rule(9, "Two claims do not both clash and have no conflict.", claims.PAIRS),
    Rule(10, "A road's status is what its claim answers.", frame.STATUSES),
    Rule(15, "Groups hold roads alone, and a bearing is stated.", frame.ROUTES),
    Rule(16, "The search knows a claim by the words it has.", words.unlike),
    Rule(17, "A short name is one actor's alone.", frame.SHORT_NAMES),
    _HISTORY,
)


def broken(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Yield each fault, rule by rule.

    Where the file itself is damaged, only the history is asked besides: it says what was touched.
    """
    damaged = list(_WHOLE.broken(connection))
    yield from damaged
    if damaged:
        with suppress(sqlite3.DatabaseError):  # it may lie where the damage is
            yield from _HISTORY.broken(connection)
        return
    for rule in RULES[1:]:
        yield from rule.broken(connection)


def looked_at(connection: sqlite3.Connection) -> int:
    """Return how many rows the desk has in all, without what is made of them."""
    sql = """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'claim_fts*'
        AND name NOT GLOB '_*' AND name NOT GLOB 'sqlite_*'"""
    tables = [name for (name,) in connection.execute(sql)]
    counts = " UNION ALL ".join(f"SELECT count(*) AS n FROM {table}" for table in tables)  # noqa: S608
    (n,) = connection.execute(f"SELECT sum(n) FROM ({counts})").fetchone()  # noqa: S608
    return n
