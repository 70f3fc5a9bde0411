"""Rows that an edit changes: only where they still are as they were seen, all of them or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.errors import Clash, EditConflict

if TYPE_CHECKING:
    from sqlite3 import Cursor

    from sqlite_utils import Database

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as it was seen: its uid, and its name then."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a row, called `thing`; `was` is what was seen of the fields in `new`."""

    table: str
    uid: str
    thing: str
    was: Fields
    new: Fields


def write(db: "Database", label: str, changes: Iterable[Change], **more: object) -> None:
    """Make the changes that are due, with the fields in `more`. Raises: EditConflict; see `due`."""
    for change in due(db, label, changes):
        put(db, change, **more)


def due(db: "Database", label: str, changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are not made yet.

    Raises: EditConflict, naming each row that is gone, or neither as it was seen nor as wanted.
    """
    left: list[Change] = []
    clashes: list[Clash] = []
    for change in changes:
        sql = f"SELECT {', '.join(change.was)} FROM {change.table} WHERE uid = :uid"  # noqa: S608
        held = first(db.execute(sql, {"uid": change.uid}))
        if held is None:
            clashes.append(gone(change.thing, _told(change.new)))
        elif any(held[field] != change.new[field] for field in change.was):
            found = [
                Clash(change.thing, field.replace("_", " "), held[field], change.new[field])
                for field, was in change.was.items()
                if held[field] != was
            ]
            clashes += found
            left.append(change)
    if clashes:
        raise EditConflict(label, clashes)
    return left


def put(db: "Database", change: Change, **more: object) -> None:
    """Write one change that is due; a claim counts its revisions."""
    new = {**change.new, **more}
    fields = [f"{field} = :{field}" for field in new]
    if change.table == "claim":
        fields.append("rev = rev + 1")
    db.execute(
        f"UPDATE {change.table} SET {', '.join(fields)} WHERE uid = :uid",  # noqa: S608
        {**new, "uid": change.uid},
    )


def ids(db: "Database", label: str, table: str, uids: Iterable[str], yours: object) -> list[int]:
    """Return the ids of rows, in the order of their uids.

    Raises: EditConflict for those that are gone: then `yours` is what was to be.
    """
    sql = f"SELECT id FROM {table} WHERE uid = :uid"  # noqa: S608
    found = {uid: db.execute(sql, {"uid": uid}).fetchone() for uid in uids}
    lost = [gone(f"{table} {uid}", yours) for uid, row in found.items() if row is None]
    if lost:
        raise EditConflict(label, lost)
    return [id_ for (id_,) in found.values()]


def gone(thing: str, yours: object) -> Clash:
    """Return the clash of a row that is no longer there."""
    return Clash(thing, "the row", None, yours)


def first(found: "Cursor") -> dict[str, Any] | None:
    """Return the first row found, its values by name; None when there is none."""
    row = found.fetchone()
    names = [name for name, *_ in found.description]
    return None if row is None else dict(zip(names, row, strict=True))


def _told(new: Fields) -> object:
    """Return what was wanted of a row, in one value."""
    return next(iter(new.values())) if len(new) == 1 else ", ".join(map(str, new.values()))
