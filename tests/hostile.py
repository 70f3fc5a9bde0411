"""A desk that means harm: markup, controls, turned writing and long names in every text of it."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests import desks

Column = tuple[str, str]
"""A table and one of its columns."""

TAG = re.compile("¤([a-z_]+)\\.([a-z_0-9]+)\\.[0-9]+¤")
"""What every hostile text carries: the table, the column and the row it was written into."""
TYPED = re.compile(".*_(from|to|at)|at")
"""Columns that hold days and instants, which are read as such and never shown as text."""
UNFILLED = {
    "one of a few words": """actor.kind actor_name.kind claim.about_basis claim.certainty
        claim.modality claim.said_basis claim.status claim.voice claim_actor.role claim_place.role
        document.published_basis document.title_basis event.realis evidence.anchor
        implication.yields place.kind place_name.kind place_relation.relation question.place_scope
        question.subject_kind question.time question.value_type relation.kind relation.origin
        relation.rule relation.state route.bearing route.kind route_member.certainty
        route_status.stated route_status.status source.kind source.reliability""",
    "what the program looks for by its name": "meta.key setting.key",
    "JSON": "setting.value saved_view.spec change.old change.new",
    "without rows in this desk": "schematic_pin.layout column_cache.name column_cache.dtype "
    "change.tbl change.op",
}
"""The columns that take no hostile text here, by the reason why."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """The desk, and which columns of it could be filled."""

    path: Path
    filled: frozenset[Column]
    columns: frozenset[Column]


def desk(folder: Path, picture: Path) -> Hostile:
    """Return the bundled desk with every text in it replaced; markup points to `picture`."""
    path = desks.desk(folder, "hostile.desk")
    with closing(sqlite3.connect(path)) as connection, connection:
        desks.by_hand(connection)
        _add_rows(connection)
        columns = frozenset(_columns(connection))
        free = [one for one in sorted(columns) if _free(one)]
        filled = [one for one in free if _fill(connection, one, picture.as_uri())]
    return Hostile(path, frozenset(filled), columns)


def _columns(connection: sqlite3.Connection) -> Iterator[Column]:
    """Yield every column of text of every strict table."""
    tables = connection.execute("SELECT name FROM pragma_table_list WHERE strict").fetchall()
    for (table,) in tables:
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})"):
            if kind == "TEXT":
                yield table, column


def _free(column: Column) -> bool:
    return not TYPED.fullmatch(column[1]) and column not in {("meta", "key"), ("setting", "key")}


def _add_rows(connection: sqlite3.Connection) -> None:
    """Fill the tables that the bundled desk leaves empty and that hold free text."""
    connection.execute("INSERT INTO coder (uid, name) VALUES ('c', 'c')")
    connection.execute("INSERT INTO tag (uid, name) VALUES ('t', 't')")
    connection.execute("INSERT INTO claim_tag (claim_id, tag_id) SELECT id, 1 FROM claim")
    connection.execute("UPDATE claim SET coder_id = (SELECT id FROM coder)")
    connection.execute(
        """UPDATE claim SET status = 'retired', retired_at = '2023'
        WHERE id = (SELECT max(id) FROM claim)"""
    )
    connection.execute(
        "INSERT INTO saved_view (uid, name, spec, recorded_at) VALUES ('v', 'v', '{}', '')"
    )


def _fill(connection: sqlite3.Connection, column: Column, url: str) -> bool:
    """Write a hostile text into each row that takes one; say whether any row did."""
    table = column[0]
    where = "key IN ('title', 'summary', 'licence', 'credits')" if table == "meta" else "1"
    rows = connection.execute(f"SELECT rowid FROM {table} WHERE {where}").fetchall()  # noqa: S608
    taken = [_write(connection, column, row, url) for (row,) in rows]
    return any(taken)


def _write(connection: sqlite3.Connection, column: Column, row: int, url: str) -> bool:
    for text in texts(f"¤{column[0]}.{column[1]}.{row}¤", row, url):
        try:
            connection.execute(
                f"UPDATE {column[0]} SET {column[1]} = ? WHERE rowid = ?",  # noqa: S608
                (text, row),
            )
        except sqlite3.IntegrityError:
            continue
        return True
    return False


def texts(tag: str, row: int, url: str) -> Sequence[str]:
    """Return what to write into a row, best first; a check may want it short, or of one length."""
    one = _TEXTS[row % len(_TEXTS)].format(url=url, tag=tag, one=chr(0x4E00 + row))
    short = f"<b>&{row}\u202e=1"
    return one, short, tag.ljust(64, "<")[:64]


_TEXTS = (
    '{tag}<img src="{url}"><b>bold</b>',
    "{tag}&Zeta && <a href='{url}'>link</a>\x07\x1b[31m",
    '=HYPERLINK("{url}")\u202egnp.exe\u202c\u2067 {tag}',
    "باخموت 12 {tag} Сoledar\u3164\u200b\u00ad",
    "{tag} {{boom}} {{}} %n %1 %s (s) <br>\n<!-- \u2028-->\U000e0041",
    "{tag}" + "Ё\u0302ё\u0331 <i>long & wide</i> " * 8,
    "{tag}\x00\ufe0f=1+1",
    "{one}",
)
"""Markup, keys, formulas, turned, hidden and long writing, braces, NUL, one sign alone."""
