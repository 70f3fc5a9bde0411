"""Writes rows of the exchange form into the tables of a desk, in the caller's transaction."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from db.exchange import Form, Row
from db.ingest.tables import COLUMNS, LISTS, TABLES, Ids

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table


def write(
    db: "Database", whole: Form, held: Form, changed: Mapping[str, list[Row]], now: str
) -> None:
    """Write the `changed` rows of a desk that is as `held` says and will be as `whole` says.

    A row that is there is updated and keeps its id, when it was recorded, and what the form
    cannot say; a list of its own is replaced if it differs. References are checked at the commit.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    ids = _allotted(db, whole)
    for kind, rows in changed.items():
        if kind == "place_relations":
            db.table("place_relation").insert_all(COLUMNS[kind](row, ids) for row in rows)
            continue
        before = {row["uid"]: row for row in held[kind]}
        _put(db, kind, rows, before, ids, now)
        _put_lists(db, kind, rows, before, ids)


def _put(
    db: "Database", kind: str, rows: list[Row], before: Mapping[str, Row], ids: Ids, now: str
) -> None:
    table = db.table(TABLES[kind])
    _make_way(table, kind, rows, before, ids)
    new: list[Row] = []
    for row in rows:
        id_ = ids.by_uid[kind][row["uid"]]
        columns = {"uid": row["uid"], **COLUMNS[kind](row, ids)}
        if row["uid"] not in before:
            new.append({"id": id_, **columns, **_recorded(kind, now)})
        elif kind in _PAIRS:
            new.append({**table.get(id_), **columns})
            table.delete(id_)
        else:
            table.update(id_, columns)
        if kind == "claims" and row["uid"] in before:
            db.execute("UPDATE claim SET rev = rev + 1 WHERE id = :id", {"id": id_})
    table.insert_all(new)


def _make_way(
    table: "Table", kind: str, rows: list[Row], before: Mapping[str, Row], ids: Ids
) -> None:
    """Free what is unique before it is given anew: two rows may swap their names."""
    for field, needed in _UNIQUE.get(kind, {}).items():
        for row in rows:
            held = before.get(row["uid"], row)
            if held.get(field) != row.get(field):
                free = f"… {row['uid']}" if needed else None
                table.update(ids.by_uid[kind][row["uid"]], {field: free})


_PAIRS: Final = frozenset({"relations", "route_statuses"})
"""Kinds unique by their two ends: they are taken out and put back, as they may swap them."""
_UNIQUE: Final[Mapping[str, Mapping[str, bool]]] = {
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
    db: "Database", kind: str, rows: list[Row], before: Mapping[str, Row], ids: Ids
) -> None:
    for table, owner, parts in LISTS.get(kind, ()):
        new: list[Row] = []
        for row in rows:
            wanted, held = list(parts(row, ids)), before.get(row["uid"])
            if held and wanted == list(parts(held, ids)):
                continue
            id_ = ids.by_uid[kind][row["uid"]]
            if held:
                db.execute(f"DELETE FROM {table} WHERE {owner} = :id", {"id": id_})  # noqa: S608
            new += [{owner: id_, **part} for part in wanted]
        db.table(table).insert_all(new)


def _recorded(kind: str, now: str) -> Row:
    return {"recorded_at": now} if kind in ("claims", "relations") else {}


def _allotted(db: "Database", whole: Form) -> Ids:
    by_uid: dict[str, dict[str, int]] = {}
    for kind, table in TABLES.items():
        known = dict(db.execute(f"SELECT uid, id FROM {table}").fetchall())  # noqa: S608
        by_uid[kind] = dict(known)
        following = max(known.values(), default=0) + 1
        for row in whole[kind]:
            if row["uid"] not in known:
                by_uid[kind][row["uid"]] = following
                following += 1
    ranks = {(q["uid"], s["key"]): s["rank"] for q in whole["questions"] for s in q["scale"]}
    return Ids(by_uid, ranks)
