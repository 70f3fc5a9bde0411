"""The bundled desk with an edit of every kind that the exchange form holds."""

import json
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from db.export.json import export
from tests import desks

Form = dict[str, Any]

EDITS = (
    "INSERT INTO coder (uid, name, initials) VALUES ('k-ada', 'Ада Lovelace', 'AL')",
    "INSERT INTO coder (uid, name, active) VALUES ('k-bo', 'Bo', 0)",
    "UPDATE claim SET coder_id = 1, rev = 4, recorded_at = '2023-04-01T08:00:00.500Z' WHERE id = 1",
    "UPDATE claim SET coder_id = 2, notes = 'a “note”' WHERE id IN (2, 5)",
    """UPDATE claim SET status = 'retired', retired_at = '2023-04-02T09:00:00.000Z', rev = 2,
        retired_why = 'said twice' WHERE uid IN ('A20', 'B01')""",
    """UPDATE claim SET status = 'retired', retired_at = '2023-04-02T09:00:00Z'
        WHERE uid = 'A03'""",
    "UPDATE claim SET credibility = 2, credibility_basis = 'two others say so' WHERE id = 3",
    "INSERT INTO tag (uid, name, colour) VALUES ('t1', 'to check', 'side.3'), ('t2', 'odd', '')",
    "INSERT INTO claim_tag (claim_id, tag_id) VALUES (1, 2), (1, 1), (7, 1)",
    """UPDATE relation SET origin = 'rule', rule = 'same question', coder_id = 1,
        recorded_at = '2023-04-03T10:00:00.000Z' WHERE id = 1""",
    "UPDATE relation SET state = 'rejected', coder_id = 2 WHERE id = 2",
    """UPDATE relation SET origin = 'rule', rule = 'same question', state = 'proposed'
        WHERE id = 3""",
    """INSERT INTO relation (uid, a_id, b_id, kind, origin, state, coder_id, why, recorded_at)
        SELECT 'back', b_id, a_id, 'explains', 'coder', 'accepted', 1, 'it does, the other way',
        '2023-04-04T10:00:00.000Z' FROM relation WHERE kind = 'explains' LIMIT 1""",
    """UPDATE source SET reliability = 'C', reliability_basis = 'its record', notes = 'n'
        WHERE id = 1""",
    "UPDATE place SET name = 'Артемівськ' WHERE uid = 'soledar'",
    """INSERT INTO place_name (place_id, name, folded, lang, kind)
        VALUES (1, 'Bachmut', 'bachmut', 'de', 'merged'),
            (1, 'Bahmut', 'bahmut', NULL, 'variant')""",
    """INSERT INTO actor_name (actor_id, name, folded, lang, kind)
        VALUES (1, 'Le nom', 'lenom', 'fr', 'merged'), (1, 'Nom', 'nom', NULL, 'variant')""",
    """INSERT INTO schematic_pin (place_id, x, y, layout)
        VALUES (2, 0.1, -3, 'main'), (1, 1e-9, 12.5, 'main'), (1, 0, 0, 'other')""",
    "UPDATE side SET rank = 9 - rank, colour = 'side.7' WHERE is_camp",
)


def edit(connection: Connection) -> None:
    """Make every one of the edits."""
    for sql in EDITS:
        assert connection.execute(sql).rowcount > 0, sql


def edited(folder: Path) -> Path:
    """Return the bundled desk with the edits, in `folder`."""
    path = desks.desk(folder, "edited.desk")
    with desks.script(path) as connection:
        edit(connection)
    return path


def exported(path: Path) -> bytes:
    """Return what the desk says in the exchange form."""
    with desks.reading(path) as connection:
        return export(connection)


def told(path: Path) -> Form:
    """Return the same as objects."""
    return json.loads(exported(path))


def one(said: Form, kind: str, uid: str) -> Form:
    """Return the row of a list with this uid."""
    return next(row for row in said[kind] if row["uid"] == uid)
