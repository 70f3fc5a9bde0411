"""What a statement selects, as objects of the form."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]
"""One object of the form."""
Span = tuple[int, int] | tuple[()]
"""The first and the last id that are asked for; empty for all."""


def selected(connection: sqlite3.Connection, sql: str, span: Span = ()) -> list[Row]:
    """Return what `sql` selects: flags (columns named `…?`) as booleans, whole numbers whole."""
    cursor = connection.execute(sql, span)
    names = [column[0] for column in cursor.description]
    return [
        {n.rstrip("?"): _plain(n, v) for n, v in zip(names, row, strict=True)} for row in cursor
    ]


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("?"):
        return bool(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def lists(connection: sqlite3.Connection, sql: str, span: Span = ()) -> Mapping[int, list[Row]]:
    """Return the rows by their `owner`, which is left out of them."""
    of: dict[int, list[Row]] = defaultdict(list)
    for row in selected(connection, sql, span):
        of[row.pop("owner")].append(row)
    return of


def without(row: Row, **defaults: object) -> Row:
    """Return `row` without the fields that say no more than their default."""
    return {key: x for key, x in row.items() if key not in defaults or x != defaults[key]}


def kept(row: Row, fields: str) -> Row:
    """Return these fields of `row`, in this order."""
    return {field: row[field] for field in fields.split()}


def nested(row: Row, name: str, fields: str) -> Row:
    """Return the columns `name_field` of `row` as an object of their own."""
    return {field: row[f"{name}_{field}"] for field in fields.split()}
