"""Moves what refers to one row to another, whatever tables there are."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.edits.names import Kind

_FACETS: Final[dict["Kind", str]] = {"place": "place", "actor": "claimant"}
"""What a kind of thing is called where a view filters by it."""


def references(connection: "Connection", to: str) -> dict[str, tuple[str, ...]]:
    """Return which columns of which tables refer to rows of a table."""
    found: dict[str, tuple[str, ...]] = {}
    sql = """SELECT m.name, f."from" FROM pragma_table_list m
        JOIN pragma_foreign_key_list(m.name) f WHERE m.strict AND f."table" = :to ORDER BY 1, 2"""
    for table, column in connection.execute(sql, {"to": to}):
        found[table] = (*found.get(table, ()), column)
    return found


def move(connection: "Connection", kind: "Kind", gone: int, into: int) -> None:
    """Let every row that refers to `gone` refer to `into`; one that `into` has already goes."""
    both = {"gone": gone, "into": into}
    for table, columns in references(connection, kind).items():
        revised = ", rev = rev + 1" if table == "claim" else ""
        for column in columns:
            for others in _unique_with(connection, table, column):
                alike = " AND ".join(["TRUE", *(f"i.{one} IS g.{one}" for one in others)])
                sql = f"""DELETE FROM {table} AS g WHERE g.{column} = :gone AND EXISTS
                    (SELECT 1 FROM {table} i WHERE i.{column} = :into AND {alike})"""  # noqa: S608
                connection.execute(sql, both)
            sql = f"UPDATE {table} SET {column} = :into{revised} WHERE {column} = :gone"  # noqa: S608
            connection.execute(sql, both)


def move_named(connection: "Connection", kind: "Kind", gone: str, into: str) -> None:
    """Let what names a thing by its uid name the other: questions, and the views of the desk."""
    both = {"kind": kind, "gone": gone, "into": into}
    sql = (
        "UPDATE question SET subject_uid = :into WHERE (subject_kind, subject_uid) = (:kind, :gone)"
    )
    connection.execute(sql, both)
    views = connection.execute(
        "SELECT id, spec FROM saved_view WHERE instr(spec, :quoted)", {"quoted": json.dumps(gone)}
    ).fetchall()
    for id_, spec in views:
        said = json.dumps(_turned(json.loads(spec), kind, gone, into), ensure_ascii=False)
        sql = "UPDATE saved_view SET spec = :spec WHERE id = :id"
        connection.execute(sql, {"spec": said, "id": id_})


def _unique_with(connection: "Connection", table: str, column: str) -> Iterator[list[str]]:
    """Yield the columns that stand beside `column` in each set of them that must be unique."""
    for _, index, unique, *_ in connection.execute(f"PRAGMA index_list({table})").fetchall():
        inside = [name for *_, name in connection.execute(f"PRAGMA index_info({index})")]
        if unique and column in inside:
            yield [name for name in inside if name != column]


def _turned(spec: Any, kind: "Kind", gone: str, into: str) -> Any:
    """Return a view that speaks of `into` wherever it spoke of `gone`; nothing else is touched."""
    query, selection, names = (_part(spec, key) for key in ("query", "selection", "names"))
    for part, key in ((_part(query, "facets"), _FACETS[kind]), (selection, f"{kind}s")):
        listed = part.get(key)
        if isinstance(listed, list) and gone in listed:
            uids = cast("list[str]", listed)
            part[key] = sorted({into if uid == gone else uid for uid in uids})
    if selection.get("current") == [kind, gone]:
        selection["current"] = [kind, into]
    for key in {kind, _FACETS[kind]}:
        called = _part(names, key)
        if gone in called:
            called.setdefault(into, called.pop(gone))
    return spec


def _part(said: Any, key: str) -> dict[str, Any]:
    """Return the object under a key; an empty one where there is none."""
    found: object = cast("Mapping[str, object]", said).get(key) if isinstance(said, dict) else None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
