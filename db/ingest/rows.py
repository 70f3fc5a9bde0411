"""Writes rows of the exchange form into the tables of a desk, in the caller's transaction."""

import sqlite3
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import Final

from db.exchange import Form, Row
from db.ingest.tables import COLUMNS, LISTS, TABLES, Ids


def write(
    connection: sqlite3.Connection, whole: Form, held: Form, changed: Mapping[str, list[Row]]
) -> None:
    """Write the `changed` rows of a desk that is as `held` says and will be as `whole` says.

    A row that is there is updated and keeps its id and what the form cannot say; a list of its
    own is replaced if it differs. References are checked at the commit.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    ids = _allotted(connection, whole)
    with _roomy(connection):
        for kind, rows in changed.items():
            if kind == "place_relations":
                _insert(connection, "place_relation", (COLUMNS[kind](row, ids) for row in rows))
                continue
            before = {row["uid"]: row for row in held[kind]}
            _put(connection, kind, rows, before, ids)
            _put_lists(connection, kind, rows, before, ids)


@contextmanager
def _roomy(connection: sqlite3.Connection) -> Generator[None]:
    """Let pages stay in memory: otherwise a large import writes each again at every new row."""
    (was,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_ROOM}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {was}")


def _put(
    connection: sqlite3.Connection,
    kind: str,
    rows: list[Row],
    before: Mapping[str, Row],
    ids: Ids,
) -> None:
    table = TABLES[kind]
    there = [row for row in rows if row["uid"] in before]
    _make_way(connection, kind, there, before, ids)
    if kind in _PAIRS:
        sql = f"DELETE FROM {table} WHERE uid = :uid"  # noqa: S608
        connection.executemany(sql, ({"uid": row["uid"]} for row in there))
        there = []
    for row in there:
        _update(connection, table, _columns(kind, row, ids))
    kept = {row["uid"] for row in there}
    new = (_columns(kind, row, ids) for row in rows if row["uid"] not in kept)
    _insert(connection, table, new)


def _columns(kind: str, row: Row, ids: Ids) -> Row:
    return {"id": ids.by_uid[kind][row["uid"]], "uid": row["uid"], **COLUMNS[kind](row, ids)}


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows that have the same columns, as they come, many with one statement.

    What makes a statement whole or nothing costs more than a row and its line in the history.
    """
    coming = iter(rows)
    while batch := list(islice(coming, _AT_ONCE)):
        names, marks = ", ".join(batch[0]), ", ".join("?" * len(batch[0]))
        several = ", ".join([f"({marks})"] * len(batch))
        values = itemgetter(*batch[0])
        sql = f"INSERT INTO {table} ({names}) VALUES {several}"  # noqa: S608
        connection.execute(sql, [value for row in batch for value in values(row)])


def _update(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Write these columns of the row with this id."""
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    sql = f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = :id"  # noqa: S608
    connection.execute(sql, row)


def _make_way(
    connection: sqlite3.Connection,
    kind: str,
    rows: list[Row],
    before: Mapping[str, Row],
    ids: Ids,
) -> None:
    """Free what is unique before it is given anew: two rows may swap their names."""
    for field, needed in _UNIQUE.get(kind, {}).items():
        for row in rows:
            if before[row["uid"]].get(field) != row.get(field):
                free = f"… {row['uid']}" if needed else None
                _update(connection, TABLES[kind], {"id": ids.by_uid[kind][row["uid"]], field: free})


_ROOM: Final = 400_000
"""How many kB of pages an import may hold in memory; it takes what it needs."""
_AT_ONCE: Final = 200
"""Rows that are inserted with one statement."""
_PAIRS: Final = frozenset({"relations", "route_statuses"})
"""Kinds unique by their two ends: they are taken out and put back, as they may swap them."""
_UNIQUE: Final[Mapping[str, Mapping[str, bool]]] = {
    "coders": {"name": True},
    "sides": {"name": True},
    "actors": {"name": True, "abbrev": False},
    "sources": {"name": True},
    "documents": {"sha256": False},
    "places": {"geonames_id": False},
    "questions": {"text": True},
    "tags": {"name": True},
}
"""Fields no two rows share, and whether a row must have one."""


def _put_lists(
    connection: sqlite3.Connection,
    kind: str,
    rows: list[Row],
    before: Mapping[str, Row],
    ids: Ids,
) -> None:
    for table, owner, parts in LISTS.get(kind, ()):
        new: list[Row] = []
        for row in rows:
            wanted, held = list(parts(row, ids)), before.get(row["uid"])
            if held and wanted == list(parts(held, ids)):
                continue
            id_ = ids.by_uid[kind][row["uid"]]
            if held:
                sql = f"DELETE FROM {table} WHERE {owner} = :id"  # noqa: S608
                connection.execute(sql, {"id": id_})
            new += [{owner: id_, **part} for part in wanted]
        _insert(connection, table, new)


def _allotted(connection: sqlite3.Connection, whole: Form) -> Ids:
    by_uid: dict[str, dict[str, int]] = {}
    for kind, table in TABLES.items():
        known = dict(connection.execute(f"SELECT uid, id FROM {table}").fetchall())  # noqa: S608
        by_uid[kind] = dict(known)
        following = max(known.values(), default=0) + 1
        for row in whole[kind]:
            if row["uid"] not in known:
                by_uid[kind][row["uid"]] = following
                following += 1
    ranks = {(q["uid"], s["key"]): s["rank"] for q in whole["questions"] for s in q["scale"]}
    return Ids(by_uid, ranks)
