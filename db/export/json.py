"""The desk as an exchange file: the same desk gives the same bytes."""

import hashlib
import sqlite3
from typing import Final

from db.exchange import Form, as_exchange, canonical


def export(connection: sqlite3.Connection) -> bytes:
    """Return the desk in the exchange form; retired claims and all that hangs on them stay out."""
    return canonical(_unretired(as_exchange(connection)))


def desk_hash(connection: sqlite3.Connection) -> str:
    """Return the sha256 of that, in hex: what an export says it was made from."""
    return hashlib.sha256(export(connection)).hexdigest()


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


def _unretired(form: Form) -> Form:
    retired = {claim["uid"] for claim in form["claims"] if claim["status"] == "retired"}
    if not retired:
        return form
    for kind, fields in (
        ("claims", ("uid",)),
        ("relations", ("a", "b")),
        ("place_relations", ("claim",)),
        ("route_statuses", ("claim",)),
    ):
        form[kind] = [row for row in form[kind] if not retired & {row[name] for name in fields}]
    for event in form["events"]:
        event["claims"] = [uid for uid in event["claims"] if uid not in retired]
    for route in form["routes"]:
        route["exists_by"] = None if route["exists_by"] in retired else route["exists_by"]
    return form
