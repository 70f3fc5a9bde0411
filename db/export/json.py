"""The desk as an exchange file: the same desk gives the same bytes."""

import hashlib
import sqlite3

from db.exchange import Form, as_exchange, canonical


def export(connection: sqlite3.Connection) -> bytes:
    """Return the desk in the exchange form; retired claims and all that hangs on them stay out."""
    return canonical(_unretired(as_exchange(connection)))


def desk_hash(connection: sqlite3.Connection) -> str:
    """Return the sha256 of that, in hex: what an export says it was made from."""
    return hashlib.sha256(export(connection)).hexdigest()


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
