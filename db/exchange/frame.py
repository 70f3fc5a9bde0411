"""What claims are told by, in the exchange form: from coders and sides to questions."""

import sqlite3

from db.exchange.select import Row, kept, lists, nested, selected, without
from db.model import MAIN


def coders(connection: sqlite3.Connection) -> list[Row]:
    """Return who codes."""
    sql = """SELECT uid, name, initials, active AS "active?" FROM coder ORDER BY id"""
    return [without(row, initials="", active=True) for row in selected(connection, sql)]


def sides(connection: sqlite3.Connection) -> list[Row]:
    """Return the sides."""
    return selected(
        connection,
        """SELECT s.uid, s.name, s.rank, s.colour, s.is_camp AS "is_camp?", w.uid AS counts_with
        FROM side s LEFT JOIN side w ON w.id = s.counts_with ORDER BY s.id""",
    )


def sources(connection: sqlite3.Connection) -> list[Row]:
    """Return the sources."""
    sql = """SELECT s.uid, s.name, s.kind, a.uid AS actor, s.reliability, s.reliability_basis,
        s.notes FROM source s LEFT JOIN actor a ON a.id = s.actor_id ORDER BY s.id"""
    return [without(row, notes="") for row in selected(connection, sql)]


def documents(connection: sqlite3.Connection) -> list[Row]:
    """Return the documents with their paragraphs."""
    paragraphs = lists(
        connection,
        """SELECT document_id AS owner, n, start, stop, is_heading AS "heading?"
        FROM paragraph ORDER BY document_id, n""",
    )
    sql = """SELECT d.id, d.uid, s.uid AS source, d.title, d.title_basis, d.url, d.lang,
        d.published_edtf, d.published_from, d.published_to, d.published_basis, d.sha256, d.chars,
        v.uid AS version_of, c.uid AS copy_of, d.contributor_count, d.notes
        FROM document d JOIN source s ON s.id = d.source_id
        LEFT JOIN document v ON v.id = d.version_of LEFT JOIN document c ON c.id = d.copy_of
        ORDER BY d.id"""
    return [
        {
            **kept(row, "uid source title title_basis url lang"),
            "published": nested(row, "published", "edtf from to basis"),
            **kept(row, "sha256 chars version_of copy_of"),
            "paragraphs": paragraphs[row["id"]],
            **kept(row, "contributor_count notes"),
        }
        for row in selected(connection, sql)
    ]


def actors(connection: sqlite3.Connection) -> list[Row]:
    """Return the actors with their other names."""
    names = lists(
        connection, "SELECT actor_id AS owner, name, kind, lang FROM actor_name ORDER BY id"
    )
    sql = """SELECT a.id, a.uid, a.name, a.abbrev, a.kind, s.uid AS side, p.uid AS parent, a.role,
        a.notes FROM actor a JOIN side s ON s.id = a.side_id LEFT JOIN actor p ON p.id = a.parent_id
        ORDER BY a.id"""
    return [
        without(
            {
                **kept(row, "uid name abbrev kind side parent role"),
                "names": [without(name, lang=None) for name in names[row["id"]]],
                "notes": row["notes"],
            },
            abbrev=None,
        )
        for row in selected(connection, sql)
    ]


def places(connection: sqlite3.Connection) -> list[Row]:
    """Return the places with their other names and their pins."""
    names = lists(
        connection, "SELECT place_id AS owner, name, kind, lang FROM place_name ORDER BY id"
    )
    pins = lists(
        connection, "SELECT place_id AS owner, layout, x, y FROM schematic_pin ORDER BY id"
    )
    sql = """SELECT p.id, p.uid, p.name, p.kind, o.uid AS parent, p.lat, p.lon, p.coord_source,
        p.geonames_id, p.unlocatable AS "unlocatable?", p.notes
        FROM place p LEFT JOIN place o ON o.id = p.parent_id ORDER BY p.id"""
    return [
        without(
            {
                **kept(row, "uid name kind parent lat lon coord_source geonames_id unlocatable"),
                "names": names[row["id"]],
                "pins": [without(pin, layout=MAIN) for pin in pins[row["id"]]],
                "notes": row["notes"],
            },
            pins=[],
        )
        for row in selected(connection, sql)
    ]


def questions(connection: sqlite3.Connection) -> list[Row]:
    """Return the questions with their scales."""
    steps = lists(
        connection,
        """SELECT question_id AS owner, key, label, rank FROM question_step
        ORDER BY question_id, rank""",
    )
    sql = """SELECT q.id, q.uid, q.text, q.value_type, q.subject_kind, q.subject_uid, q.time,
        q.place_scope, q.gap_tension, q.gap_contradicts, q.exclusive AS "exclusive?",
        p.uid AS part_of, q.unit, q.notes
        FROM question q LEFT JOIN question p ON p.id = q.part_of ORDER BY q.id"""
    return [
        {
            **kept(row, "uid text value_type"),
            "subject": nested(row, "subject", "kind uid") if row["subject_uid"] else None,
            **kept(row, "time place_scope"),
            "scale": steps[row["id"]],
            **kept(row, "gap_tension gap_contradicts exclusive part_of unit notes"),
        }
        for row in selected(connection, sql)
    ]


def implications(connection: sqlite3.Connection) -> list[Row]:
    """Return what answers imply of other questions."""
    sql = """SELECT m.uid, m.yields, m.why,
        i.uid AS if_question, m.if_low AS if_polarity, il.key AS if_from, ih.key AS if_to,
        t.uid AS then_question, m.then_low AS then_polarity, tl.key AS then_from, th.key AS then_to
        FROM implication m JOIN question i ON i.id = m.if_question
        JOIN question t ON t.id = m.then_question
        LEFT JOIN question_step il ON il.question_id = i.id AND il.rank = m.if_low
        LEFT JOIN question_step ih ON ih.question_id = i.id AND ih.rank = m.if_high
        LEFT JOIN question_step tl ON tl.question_id = t.id AND tl.rank = m.then_low
        LEFT JOIN question_step th ON th.question_id = t.id AND th.rank = m.then_high
        ORDER BY m.id"""
    return [
        {
            "uid": row["uid"],
            "if": _condition(row, "if"),
            "then": _condition(row, "then"),
            **kept(row, "yields why"),
        }
        for row in selected(connection, sql)
    ]


def _condition(row: Row, half: str) -> Row:
    """Return one half of an implication: steps of a scale, or yes and no."""
    if row[f"{half}_from"] is None:
        return nested(row, half, "question polarity")
    return {"question": row[f"{half}_question"], "position": nested(row, half, "from to")}
