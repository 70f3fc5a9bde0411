"""A desk in the exchange form: uids for references, keys for steps, every list in the desk's order.

Both ways need it: an export writes it, an import compares with it. A field that says no more
than its default is left out where the form allows that, so equal rows are equal here.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

Row = dict[str, Any]
"""One object of the form."""
Form = dict[str, Any]
"""The whole of it: what is said of the desk, then a list of rows a kind."""

FORMAT: Final = "crosscheck.dataset"
FORMAT_VERSION: Final = 1
META: Final = {
    "uid": "desk_uid",
    "title": "title",
    "summary": "summary",
    "lang": "language",
    "licence": "licence",
    "credits": "credits",
    "reference_day": "reference_day",
}
"""What the form says of the desk itself -> key in `meta`. Credits are lines."""
MADE_FROM: Final = "made_from"
"""The key in `meta`: sha256 of the file a desk was made from."""
KINDS: Final = (
    "sides",
    "sources",
    "documents",
    "actors",
    "places",
    "place_relations",
    "questions",
    "implications",
    "events",
    "claims",
    "relations",
    "routes",
    "route_statuses",
    "tags",
)
"""The lists of the form, in its order."""

_Connection = sqlite3.Connection
_Span = tuple[int, int] | tuple[()]
"""The first and the last id that are asked for; empty for all."""
_MANY: Final = 1000
"""How many claims are read at a time."""


def as_exchange(connection: _Connection) -> Form:
    """Return the desk in the exchange form, retired claims and all that hangs on them included."""
    return {**head(connection), **{kind: list(rows(connection, kind)) for kind in KINDS}}


def head(connection: _Connection) -> Form:
    """Return what the form says of the desk itself: all that stands before the lists."""
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    form: Form = {"format": FORMAT, "format_version": FORMAT_VERSION}
    for field, key in META.items():
        form[field] = meta.get(key, "")
    form["credits"] = form["credits"].splitlines()
    form["approx_days"] = _approx_days(connection)
    form["reference_day"] = form.pop("reference_day") or None
    return form


def rows(connection: _Connection, kind: str) -> Iterable[Row]:
    """Return one list of the form; the claims, of which there are many, a few at a time."""
    return _READ[kind](connection)


def _approx_days(connection: _Connection) -> Row | None:
    sql = "SELECT value FROM setting WHERE key = 'approx_days'"
    held = connection.execute(sql).fetchone()
    return held and json.loads(held[0])


def _rows(connection: _Connection, sql: str, span: _Span = ()) -> list[Row]:
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


def _lists(connection: _Connection, sql: str, span: _Span = ()) -> Mapping[int, list[Row]]:
    """Return the rows by their `owner`, which is left out of them."""
    lists: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(connection, sql, span):
        lists[row.pop("owner")].append(row)
    return lists


def _without(row: Row, **defaults: object) -> Row:
    return {key: x for key, x in row.items() if key not in defaults or x != defaults[key]}


def _kept(row: Row, fields: str) -> Row:
    return {field: row[field] for field in fields.split()}


def _nested(row: Row, name: str, fields: str) -> Row:
    """Return the columns `name_field` of `row` as an object of their own."""
    return {field: row[f"{name}_{field}"] for field in fields.split()}


def _sides(connection: _Connection) -> list[Row]:
    return _rows(
        connection,
        """SELECT s.uid, s.name, s.rank, s.colour, s.is_camp AS "is_camp?", w.uid AS counts_with
        FROM side s LEFT JOIN side w ON w.id = s.counts_with ORDER BY s.id""",
    )


def _sources(connection: _Connection) -> list[Row]:
    sql = """SELECT s.uid, s.name, s.kind, a.uid AS actor, s.reliability, s.reliability_basis,
        s.notes FROM source s LEFT JOIN actor a ON a.id = s.actor_id ORDER BY s.id"""
    return [_without(row, notes="") for row in _rows(connection, sql)]


def _documents(connection: _Connection) -> list[Row]:
    paragraphs = _lists(
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
            **_kept(row, "uid source title title_basis url lang"),
            "published": _nested(row, "published", "edtf from to basis"),
            **_kept(row, "sha256 chars version_of copy_of"),
            "paragraphs": paragraphs[row["id"]],
            **_kept(row, "contributor_count notes"),
        }
        for row in _rows(connection, sql)
    ]


def _actors(connection: _Connection) -> list[Row]:
    names = _lists(connection, "SELECT actor_id AS owner, name, kind FROM actor_name ORDER BY id")
    sql = """SELECT a.id, a.uid, a.name, a.abbrev, a.kind, s.uid AS side, p.uid AS parent, a.role,
        a.notes FROM actor a JOIN side s ON s.id = a.side_id LEFT JOIN actor p ON p.id = a.parent_id
        ORDER BY a.id"""
    return [
        _without(
            {
                **_kept(row, "uid name abbrev kind side parent role"),
                "names": names[row["id"]],
                "notes": row["notes"],
            },
            abbrev=None,
        )
        for row in _rows(connection, sql)
    ]


def _places(connection: _Connection) -> list[Row]:
    names = _lists(
        connection, "SELECT place_id AS owner, name, kind, lang FROM place_name ORDER BY id"
    )
    sql = """SELECT p.id, p.uid, p.name, p.kind, o.uid AS parent, p.lat, p.lon, p.coord_source,
        p.geonames_id, p.unlocatable AS "unlocatable?", p.notes
        FROM place p LEFT JOIN place o ON o.id = p.parent_id ORDER BY p.id"""
    return [
        {
            **_kept(row, "uid name kind parent lat lon coord_source geonames_id unlocatable"),
            "names": names[row["id"]],
            "notes": row["notes"],
        }
        for row in _rows(connection, sql)
    ]


def _place_relations(connection: _Connection) -> list[Row]:
    return _rows(
        connection,
        """SELECT f.uid AS "from", t.uid AS "to", r.relation, c.uid AS claim
        FROM place_relation r JOIN place f ON f.id = r.from_id JOIN place t ON t.id = r.to_id
        JOIN claim c ON c.id = r.claim_id ORDER BY r.id""",
    )


def _questions(connection: _Connection) -> list[Row]:
    steps = _lists(
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
            **_kept(row, "uid text value_type"),
            "subject": _nested(row, "subject", "kind uid") if row["subject_uid"] else None,
            **_kept(row, "time place_scope"),
            "scale": steps[row["id"]],
            **_kept(row, "gap_tension gap_contradicts exclusive part_of unit notes"),
        }
        for row in _rows(connection, sql)
    ]


def _implications(connection: _Connection) -> list[Row]:
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
            **_kept(row, "yields why"),
        }
        for row in _rows(connection, sql)
    ]


def _condition(row: Row, half: str) -> Row:
    """Return one half of an implication: steps of a scale, or yes and no."""
    if row[f"{half}_from"] is None:
        return _nested(row, half, "question polarity")
    return {"question": row[f"{half}_question"], "position": _nested(row, half, "from to")}


def _events(connection: _Connection) -> list[Row]:
    claims = _lists(
        connection,
        """SELECT x.event_id AS owner, c.uid FROM claim_event x JOIN claim c ON c.id = x.claim_id
        ORDER BY x.id""",
    )
    sql = """SELECT id, uid, title, realis, about_edtf, about_from, about_to
        FROM event ORDER BY id"""
    return [
        {
            **_kept(row, "uid title realis"),
            "about": _nested(row, "about", "edtf from to"),
            "claims": [claim["uid"] for claim in claims[row["id"]]],
        }
        for row in _rows(connection, sql)
    ]


def _claims(connection: _Connection) -> Iterator[Row]:
    ids = [id_ for (id_,) in connection.execute("SELECT id FROM claim ORDER BY id")]
    for n in range(0, len(ids), _MANY):
        some = ids[n : n + _MANY]
        yield from _some_claims(connection, (some[0], some[-1]))


def _some_claims(connection: _Connection, span: _Span) -> list[Row]:
    places, actors, hops, evidence = (_lists(connection, sql, span) for sql in _PARTS)
    return [
        {
            **_kept(row, "uid paraphrase claimant voice modality certainty category question"),
            "position": _nested(row, "position", "from to") if row["position_from"] else None,
            "polarity": row["polarity"],
            "value": worded(_nested(row, "value", "text num approx unit low high")),
            "about": _nested(row, "about", "edtf from to precision basis"),
            "said": _nested(row, "said", "edtf from to basis"),
            "geo_precision": row["geo_precision"],
            "places": places[row["id"]],
            "actors": actors[row["id"]],
            "attribution": [_without(hop, source=None, actor=None) for hop in hops[row["id"]]],
            "evidence": evidence[row["id"]],
            **_kept(row, "self_tension credibility status notes"),
        }
        for row in _rows(connection, _CLAIMS, span)
    ]


def worded(value: Row) -> Row | None:
    """Return the value of a claim without its empty range; None when nothing of it is coded."""
    said = _without(value, low=None, high=None)
    empty = {"text": None, "num": None, "approx": False, "unit": None}
    return said if said != empty else None


_CLAIMS: Final = """SELECT c.id, c.uid, c.paraphrase, a.uid AS claimant, c.voice, c.modality,
    c.certainty, c.category, q.uid AS question, lo.key AS position_from, hi.key AS position_to,
    c.polarity, c.value_text, c.value_num, c.value_approx AS "value_approx?", c.value_unit,
    c.value_low, c.value_high, c.about_edtf, c.about_from, c.about_to,
    c.time_precision AS about_precision, c.about_basis, c.said_edtf, c.said_from, c.said_to,
    c.said_basis, c.geo_precision, c.self_tension AS "self_tension?",
    CAST(c.credibility AS TEXT) AS credibility, c.status, c.notes
    FROM claim c JOIN actor a ON a.id = c.claimant_id LEFT JOIN question q ON q.id = c.question_id
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
)


def _relations(connection: _Connection) -> list[Row]:
    sql = """SELECT r.uid, a.uid AS a, b.uid AS b, r.kind AS relation,
        r.independent AS "independent?", r.origin, r.state, r.why, r.rule
        FROM relation r JOIN claim a ON a.id = r.a_id JOIN claim b ON b.id = r.b_id
        ORDER BY r.id"""
    return [_without(row, rule=None) for row in _rows(connection, sql)]


def _routes(connection: _Connection) -> list[Row]:
    members = _lists(
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
            **_kept(row, "uid name kind from to bearing bearing_of"),
            "members": members[row["id"]],
            **_kept(row, "exists_by notes"),
        }
        for row in _rows(connection, sql)
    ]


def _route_statuses(connection: _Connection) -> list[Row]:
    return _rows(
        connection,
        """SELECT s.uid, r.uid AS route, c.uid AS claim, s.status, s.stated,
        s.about_from AS "from", s.about_to AS "to", s.notes
        FROM route_status s JOIN route r ON r.id = s.route_id JOIN claim c ON c.id = s.claim_id
        ORDER BY s.id""",
    )


def _tags(connection: _Connection) -> list[Row]:
    return _rows(connection, "SELECT uid, name, colour FROM tag ORDER BY id")


_READ: Final[Mapping[str, Callable[[_Connection], Iterable[Row]]]] = {
    "sides": _sides,
    "sources": _sources,
    "documents": _documents,
    "actors": _actors,
    "places": _places,
    "place_relations": _place_relations,
    "questions": _questions,
    "implications": _implications,
    "events": _events,
    "claims": _claims,
    "relations": _relations,
    "routes": _routes,
    "route_statuses": _route_statuses,
    "tags": _tags,
}
