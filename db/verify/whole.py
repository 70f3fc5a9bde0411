"""The file itself: whole to SQLite, and every reference leads to a row."""

import sqlite3
from collections.abc import Iterator

from db.verify.broken import Said

_OLDER = "Keep the file as it is and open an older copy"


def not_whole(connection: sqlite3.Connection) -> Iterator[Said]:
    """Yield what SQLite finds wrong in the file, row by row where it says which."""
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield "the file", "", f"is damaged: {said}", _OLDER


def dangling(connection: sqlite3.Connection) -> Iterator[Said]:
    """Yield each row that refers to one that is not there."""
    for table, row, target, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        what = f"refers to a {target} that is not there"
        yield table, _named(connection, table, row), what, f"Name a {target} that the desk has"
    yield from connection.execute(_SUBJECTS)


def _named(connection: sqlite3.Connection, table: str, row: int) -> str:
    """Return the uid of a row; where its table has none, its id."""
    columns = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
    if "uid" not in columns:
        return str(row)
    sql = f"SELECT uid FROM {table} WHERE id = :row"  # noqa: S608
    (uid,) = connection.execute(sql, {"row": row}).fetchone()
    return uid


_SUBJECTS = " UNION ALL ".join(
    f"""SELECT 'question', uid, 'asks about a {kind} that is not there: ' || subject_uid,
        'Name a {kind} that the desk has, or none' FROM question q
        WHERE subject_kind = '{kind}' AND NOT EXISTS
            (SELECT 1 FROM {kind} x WHERE x.uid = q.subject_uid)"""  # noqa: S608
    for kind in ("place", "route", "actor", "event")
)
"""What a question is about is named by its kind and uid: SQLite does not hold such a reference."""
