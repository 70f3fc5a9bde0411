"""What people call a row of the desk, from its image: a claim by its uid, a place by its name."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Final

Image = Mapping[str, object]

_WORDS: Final = {
    "meta": "the desk",
    "actor_name": "name of an actor",
    "place_name": "name of a place",
    "schematic_pin": "pin",
    "question_step": "step",
    "claim_place": "place of a claim",
    "claim_actor": "actor of a claim",
    "claim_event": "event of a claim",
    "attribution": "hop",
    "place_relation": "stated direction",
    "route": "road",
    "route_member": "member of a group",
    "route_status": "status of a road",
    "claim_tag": "tag of a claim",
    "saved_view": "view",
}
"""What a table's rows are called, where it is not the table's own name."""
_OWNERS: Final = {
    "claim_id": "claim",
    "a_id": "claim",
    "b_id": "claim",
    "place_id": "place",
    "from_id": "place",
    "to_id": "place",
    "actor_id": "actor",
    "source_id": "source",
    "question_id": "question",
    "event_id": "event",
    "document_id": "document",
    "group_id": "route",
    "route_id": "route",
    "tag_id": "tag",
}
"""Columns that say whose a row is, and the table they lead to, in the order they are told."""

_LEADS: Final = _OWNERS | {
    "claimant_id": "actor",
    "coder_id": "coder",
    "side_id": "side",
    "counts_with": "side",
    "from_place": "place",
    "to_place": "place",
    "bearing_of": "place",
    "exists_by": "claim",
}
"""Columns that hold the id of another row, and its table; `parent_id` leads to its own."""
OWN: Final = {
    "claim": (
        ("relation", "a_id"),
        ("relation", "b_id"),
        *((f"claim_{of}", "claim_id") for of in ("place", "actor", "event", "tag")),
        *((of, "claim_id") for of in ("attribution", "evidence", "route_status")),
    ),
    "place": (("place_name", "place_id"), ("schematic_pin", "place_id")),
    "actor": (("actor_name", "actor_id"),),
    "event": (),
    "route": (("route_member", "group_id"), ("route_status", "route_id")),
    "source": (("document", "source_id"),),
}
"""What has a history of its own, and the rows that are part of it: table and column."""


def word(table: str) -> str:
    """Return what a row of `table` is called."""
    return _WORDS.get(table, table)


def whose(table: str, id_: int, image: Image) -> tuple[str, int] | None:
    """Return the thing that a row is or belongs to: a table and the id of its row."""
    if table in OWN:
        return table, id_
    for column, owner in _OWNERS.items():
        if owner in OWN and (found := image.get(column)) is not None:
            return owner, int(str(found))
    return None


def name(connection: sqlite3.Connection, table: str, image: Image) -> str:
    """Return what a row is called: its kind, then its own name or those of what it joins."""
    if table == "claim":
        return f"claim {image['uid']}"
    for field in ("name", "title", "text", "label", "key"):
        if field in image:
            own = str(image[field])
            return own if table == "meta" else f"{word(table)} “{own}”"
    ends = [
        _end(connection, owner, image[column])
        for column, owner in _OWNERS.items()
        if image.get(column) is not None
    ]
    return f"{word(table)} {' – '.join(ends)}" if ends else f"{word(table)} {image.get('uid', '')}"


def named(connection: sqlite3.Connection, table: str, field: str, value: object) -> object:
    """Return what a field says: of one that leads to another row, what that is called."""
    leads = table if field == "parent_id" else _LEADS.get(field)
    return value if leads is None or value is None else _end(connection, leads, value)


def _end(connection: sqlite3.Connection, table: str, id_: object) -> str:
    """Return a row by its name as it is, or was last."""
    field = "uid" if table == "claim" else {"question": "text"}.get(table, "name")
    if table in ("event", "document"):
        field = "title"
    found = connection.execute(
        f"SELECT {field} FROM {table} WHERE id = :id",  # noqa: S608
        {"id": id_},
    ).fetchone()
    if found is None:
        sql = """SELECT old FROM change WHERE tbl = :table AND pk = :id AND op = 'D'
            ORDER BY seq DESC LIMIT 1"""
        gone = connection.execute(sql, {"table": table, "id": id_}).fetchone()
        found = (json.loads(gone[0])[field],) if gone else (id_,)
    return str(found[0])
