"""The desk as an exchange file: the same desk gives the same bytes."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from db.exchange import KINDS, Row, head, rows
from db.export.progress import Progress
from db.progress import unheard

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, indent=1, allow_nan=False)


def export(connection: sqlite3.Connection) -> bytes:
    """Return the desk in the exchange form; retired claims and all that hangs on them stay out."""
    return b"".join(_pieces(connection))


def desk_hash(connection: sqlite3.Connection, progress: Progress | None = None) -> str:
    """Return the sha256 of that, in hex: what an export says it was made from.

    Each row of it counts in `progress`, above all its claims: see `hashed`.
    """
    digest = hashlib.sha256()
    for piece in (progress or Progress(unheard, 0)).over(_pieces(connection)):
        digest.update(piece)
    return digest.hexdigest()


def hashed(connection: sqlite3.Connection) -> int:
    """Return how many claims the hash of the desk has to read."""
    (n,) = connection.execute("SELECT count(*) FROM claim WHERE status <> 'retired'").fetchone()
    return n


def left_out(connection: sqlite3.Connection) -> dict[str, int]:
    """Return what the desk holds and the form cannot say yet, with how many there are of each."""
    parts = [f"SELECT '{what}', count(*) FROM {rows}" for what, rows in _NOT_HELD]  # noqa: S608
    found = connection.execute(" UNION ALL ".join(parts))
    return {what: n for what, n in found if n}


_NOT_HELD: Final = (
    ("the mark of a fictional desk", "meta WHERE key = 'fictional'"),
    ("retired claims", "claim WHERE status = 'retired'"),
    ("quotes", "evidence WHERE exact IS NOT NULL OR start IS NOT NULL"),
    ("tags of claims", "claim_tag"),
    ("document texts", "document WHERE text IS NOT NULL"),
    ("coders", "coder"),
    ("pinned places", "schematic_pin"),
    ("saved views", "saved_view"),
    ("reasons of a credibility", "claim WHERE credibility_basis <> ''"),
    ("kinds and notes of events", "event WHERE kind <> '' OR notes <> ''"),
    ("countries and addresses of sources", "source WHERE country IS NOT NULL OR url IS NOT NULL"),
    ("days a document was fetched", "document WHERE retrieved_at IS NOT NULL"),
    ("other codes of places", "place WHERE pcode IS NOT NULL OR wikidata IS NOT NULL"),
    ("languages of actor names", "actor_name WHERE lang IS NOT NULL"),
    ("times of place names", "place_name WHERE valid_edtf IS NOT NULL"),
)


def _pieces(connection: sqlite3.Connection) -> Iterator[bytes]:
    """Give the bytes of the form, those of each row by themselves."""
    before = "{"
    for field, value in head(connection).items():
        yield f'{before}\n "{field}": {_indented(value, 1)}'.encode()
        before = ","
    sql = "SELECT uid FROM claim WHERE status = 'retired'"
    retired = {uid for (uid,) in connection.execute(sql)}
    for kind in KINDS:
        yield from _list(kind, _unretired(kind, rows(connection, kind), retired))
    yield b"\n}"


def _list(kind: str, said: Iterable[Row]) -> Iterator[bytes]:
    yield f',\n "{kind}": ['.encode()
    before = end = ""
    for row in said:
        yield f"{before}\n  {_indented(row, 2)}".encode()
        before, end = ",", "\n "
    yield f"{end}]".encode()


def _indented(value: object, depth: int) -> str:
    """Return a value as it stands at a depth of the form: in its texts no line ends."""
    return _ENCODER.encode(value).replace("\n", "\n" + " " * depth)


_NAMES_CLAIMS: Final = {
    "claims": ("uid",),
    "relations": ("a", "b"),
    "place_relations": ("claim",),
    "route_statuses": ("claim",),
}
"""The fields of each list that name a claim the row is nothing without."""


def _unretired(kind: str, said: Iterable[Row], retired: set[str]) -> Iterable[Row]:
    """Return the rows of a list without the retired claims, and without what hangs on them."""
    if not retired:
        return said
    if kind == "events":
        return ({**row, "claims": [c for c in row["claims"] if c not in retired]} for row in said)
    if kind == "routes":
        return ({**row, "exists_by": _but(row["exists_by"], retired)} for row in said)
    fields = _NAMES_CLAIMS.get(kind, ())
    return (row for row in said if not retired & {row[name] for name in fields})


def _but(uid: str | None, retired: set[str]) -> str | None:
    return None if uid in retired else uid
