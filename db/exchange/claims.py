"""Claims and what is said with them, in the exchange form: events, relations, roads."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from db.exchange.select import Row, Span, kept, lists, nested, selected, without

_MANY: Final = 1000
"""How many claims are read at a time."""
_DEFAULTS: Final[Row] = {
    "credibility_basis": "",
    "retired_at": None,
    "retired_why": "",
    "tags": [],
    "coder": None,
    "rev": 1,
}
"""Fields of a claim that are left out where they say no more than this."""


def events(connection: sqlite3.Connection) -> list[Row]:
    """Return the events, each with its claims."""
    named = lists(
        connection,
        """SELECT x.event_id AS owner, c.uid FROM claim_event x JOIN claim c ON c.id = x.claim_id
        ORDER BY x.id""",
    )
    sql = """SELECT id, uid, title, realis, about_edtf, about_from, about_to
        FROM event ORDER BY id"""
    return [
        {
            **kept(row, "uid title realis"),
            "about": nested(row, "about", "edtf from to"),
            "claims": [claim["uid"] for claim in named[row["id"]]],
        }
        for row in selected(connection, sql)
    ]


def claims(connection: sqlite3.Connection) -> Iterator[Row]:
    """Give the claims, the retired ones among them."""
    ids = [id_ for (id_,) in connection.execute("SELECT id FROM claim ORDER BY id")]
    for n in range(0, len(ids), _MANY):
        some = ids[n : n + _MANY]
        yield from _some_claims(connection, (some[0], some[-1]))


def _some_claims(connection: sqlite3.Connection, span: Span) -> list[Row]:
    places, actors, hops, evidence, tags = (lists(connection, sql, span) for sql in _PARTS)
    return [
        without(
            {
                **kept(row, "uid paraphrase claimant voice modality certainty category question"),
                "position": nested(row, "position", "from to") if row["position_from"] else None,
                "polarity": row["polarity"],
                "value": worded(nested(row, "value", "text num approx unit low high")),
                "about": nested(row, "about", "edtf from to precision basis"),
                "said": nested(row, "said", "edtf from to basis"),
                "geo_precision": row["geo_precision"],
                "places": places[row["id"]],
                "actors": actors[row["id"]],
                "attribution": [without(hop, source=None, actor=None) for hop in hops[row["id"]]],
                "evidence": evidence[row["id"]],
                **kept(row, "self_tension credibility credibility_basis"),
                **kept(row, "status retired_at retired_why notes"),
                "tags": [tag["uid"] for tag in tags[row["id"]]],
                **kept(row, "coder rev recorded_at"),
            },
            **_DEFAULTS,
        )
        for row in selected(connection, _CLAIMS, span)
    ]


def worded(value: Row) -> Row | None:
    """Return the value of a claim without its empty range; None when nothing of it is coded."""
    said = without(value, low=None, high=None)
    empty = {"text": None, "num": None, "approx": False, "unit": None}
    return said if said != empty else None


_CLAIMS: Final = """SELECT c.id, c.uid, c.paraphrase, a.uid AS claimant, c.voice, c.modality,
    c.certainty, c.category, q.uid AS question, lo.key AS position_from, hi.key AS position_to,
    c.polarity, c.value_text, c.value_num, c.value_approx AS "value_approx?", c.value_unit,
    c.value_low, c.value_high, c.about_edtf, c.about_from, c.about_to,
    c.time_precision AS about_precision, c.about_basis, c.said_edtf, c.said_from, c.said_to,
    c.said_basis, c.geo_precision, c.self_tension AS "self_tension?",
    CAST(c.credibility AS TEXT) AS credibility, c.credibility_basis,
    c.status, c.retired_at, c.retired_why, c.notes, k.uid AS coder, c.rev, c.recorded_at
    FROM claim c JOIN actor a ON a.id = c.claimant_id LEFT JOIN coder k ON k.id = c.coder_id
    LEFT JOIN question q ON q.id = c.question_id
    LEFT JOIN question_step lo ON lo.question_id = q.id AND lo.rank = c.position_low
    LEFT JOIN question_step hi ON hi.question_id = q.id AND hi.rank = c.position_high
    WHERE c.id BETWEEN ? AND ? ORDER BY c.id"""
_PARTS: Final = (
    """SELECT x.claim_id AS owner, p.uid AS place, x.role
        FROM claim_place x JOIN place p ON p.id = x.place_id
        WHERE x.claim_id BETWEEN ? AND ? ORDER BY x.claim_id, x.ord, x.id""",
    """SELECT x.claim_id AS owner, a.uid AS actor, x.role
        FROM claim_actor x JOIN actor a ON a.id = x.actor_id
        WHERE x.claim_id BETWEEN ? AND ? ORDER BY x.id""",
    """SELECT h.claim_id AS owner, h.hop, s.uid AS source, a.uid AS actor, h.verb
        FROM attribution h LEFT JOIN source s ON s.id = h.source_id
        LEFT JOIN actor a ON a.id = h.actor_id
        WHERE h.claim_id BETWEEN ? AND ? ORDER BY h.claim_id, h.hop""",
    """SELECT e.claim_id AS owner, d.uid AS document, e.paragraph
        FROM evidence e JOIN document d ON d.id = e.document_id JOIN claim c ON c.id = e.claim_id
        WHERE e.claim_id BETWEEN ? AND ?
        ORDER BY e.claim_id, CAST(substr(e.uid, length(c.uid) + 2) AS INTEGER)""",
    """SELECT x.claim_id AS owner, g.uid FROM claim_tag x JOIN tag g ON g.id = x.tag_id
        WHERE x.claim_id BETWEEN ? AND ? ORDER BY x.id""",
)


def relations(connection: sqlite3.Connection) -> list[Row]:
    """Return what was found between two claims."""
    sql = """SELECT r.uid, a.uid AS a, b.uid AS b, r.kind AS relation,
        r.independent AS "independent?", r.origin, r.state, r.why, r.rule,
        k.uid AS coder, r.recorded_at
        FROM relation r JOIN claim a ON a.id = r.a_id JOIN claim b ON b.id = r.b_id
        LEFT JOIN coder k ON k.id = r.coder_id ORDER BY r.id"""
    return [without(row, rule=None, coder=None) for row in selected(connection, sql)]


def place_relations(connection: sqlite3.Connection) -> list[Row]:
    """Return where places lie from one another, as claims state it."""
    return selected(
        connection,
        """SELECT f.uid AS "from", t.uid AS "to", r.relation, c.uid AS claim
        FROM place_relation r JOIN place f ON f.id = r.from_id JOIN place t ON t.id = r.to_id
        JOIN claim c ON c.id = r.claim_id ORDER BY r.id""",
    )


def routes(connection: sqlite3.Connection) -> list[Row]:
    """Return the roads, and groups with their members."""
    members = lists(
        connection,
        """SELECT m.group_id AS owner, r.uid AS route, m.certainty
        FROM route_member m JOIN route r ON r.id = m.route_id ORDER BY m.id""",
    )
    sql = """SELECT r.id, r.uid, r.name, r.kind, f.uid AS "from", t.uid AS "to", r.bearing,
        o.uid AS bearing_of, c.uid AS exists_by, r.notes
        FROM route r JOIN place f ON f.id = r.from_place LEFT JOIN place t ON t.id = r.to_place
        LEFT JOIN place o ON o.id = r.bearing_of LEFT JOIN claim c ON c.id = r.exists_by
        ORDER BY r.id"""
    return [
        {
            **kept(row, "uid name kind from to bearing bearing_of"),
            "members": members[row["id"]],
            **kept(row, "exists_by notes"),
        }
        for row in selected(connection, sql)
    ]


def route_statuses(connection: sqlite3.Connection) -> list[Row]:
    """Return what claims say of roads."""
    return selected(
        connection,
        """SELECT s.uid, r.uid AS route, c.uid AS claim, s.status, s.stated,
        s.about_from AS "from", s.about_to AS "to", s.notes
        FROM route_status s JOIN route r ON r.id = s.route_id JOIN claim c ON c.id = s.claim_id
        ORDER BY s.id""",
    )


def tags(connection: sqlite3.Connection) -> list[Row]:
    """Return the tags a claim can have."""
    return selected(connection, "SELECT uid, name, colour FROM tag ORDER BY id")
