"""The desk as an exchange file: the same desk gives the same bytes.

Its history stays out: brought into another desk, the file would then no longer be what that desk
gives back, as that has a history of its own. The command says the head of it instead.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from db.exchange import KINDS, RECORDED, Row, head, rows, said_once
from db.export.progress import Progress
from db.progress import unheard

_MAY_BE_MISSING: Final = frozenset({"coders"})
"""Lists that are left out when they are empty."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, indent=1, allow_nan=False)


def export(connection: sqlite3.Connection) -> bytes:
    """Return the desk in the exchange form."""
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
    (n,) = connection.execute("SELECT count(*) FROM claim").fetchone()
    return n


def left_out(connection: sqlite3.Connection) -> dict[str, int]:
    """Return what the desk holds and the form cannot say yet, with how many there are of each."""
    parts = [f"SELECT '{what}', count(*) FROM {rows}" for what, rows in _NOT_HELD]  # noqa: S608
    found = connection.execute(" UNION ALL ".join(parts))
    return {what: n for what, n in found if n}


_NOT_HELD: Final = (
    ("the mark of a fictional desk", "meta WHERE key = 'fictional'"),
    ("quotes", "evidence WHERE exact IS NOT NULL OR start IS NOT NULL"),
    ("document texts", "document WHERE text IS NOT NULL"),
    ("saved views", "saved_view"),
    ("kinds and notes of events", "event WHERE kind <> '' OR notes <> ''"),
    ("countries and addresses of sources", "source WHERE country IS NOT NULL OR url IS NOT NULL"),
    ("days a document was fetched", "document WHERE retrieved_at IS NOT NULL"),
    ("other codes of places", "place WHERE pcode IS NOT NULL OR wikidata IS NOT NULL"),
    ("times of place names", "place_name WHERE valid_edtf IS NOT NULL"),
)


def _pieces(connection: sqlite3.Connection) -> Iterator[bytes]:
    """Give the bytes of the form, those of each row by themselves."""
    before, once = "{", said_once(connection)
    for field, value in {**head(connection), **once}.items():
        yield f'{before}\n "{field}": {_indented(value, 1)}'.encode()
        before = ","
    for kind in KINDS:
        said = rows(connection, kind)
        if said or kind not in _MAY_BE_MISSING:
            yield from _list(kind, _briefly(said, once) if kind in RECORDED else said)
    yield b"\n}"


def _briefly(said: Iterable[Row], once: Row) -> Iterator[Row]:
    """Give the rows without when they were recorded, where the head of the file says it."""
    for row in said:
        yield {key: x for key, x in row.items() if key not in once or x != once[key]}


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
