"""Full records by id, read as they come into view."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from db.columns import Ints, Related
from db.hearing import GONE, Bearing, hearing
from db.lookups import day
from db.model import (
    ActorId,
    Claim,
    ClaimId,
    Clock,
    Days,
    Desk,
    Evidence,
    Hearing,
    Hop,
    Kind,
    Position,
    QuestionId,
    Ref,
    Relation,
    Standing,
)

_CLAIM = """SELECT c.id, c.uid, c.paraphrase, c.claimant_id, c.voice, c.modality, c.certainty,
    c.category, c.question_id, w.answer, c.position_low, c.position_high,
    c.about_edtf, c.about_from, c.about_to, c.said_edtf, c.said_from, c.said_to,
    d.published_edtf, d.published_from, d.published_to, substr(c.recorded_at, 1, 10) AS recorded,
    c.about_basis, c.said_basis, d.published_basis, c.time_precision,
    s.reliability, s.reliability_basis, c.credibility, c.credibility_basis, c.status, c.notes,
    c.retired_why
    FROM claim c JOIN v_answer w ON w.claim_id = c.id
    LEFT JOIN document d ON d.id =
        (SELECT e.document_id FROM evidence e JOIN document x ON x.id = e.document_id
        WHERE e.claim_id = c.id AND (:out IS NULL OR x.published_to <= :out) ORDER BY e.id LIMIT 1)
    LEFT JOIN source s ON s.id = d.source_id
    WHERE c.id IN (SELECT value FROM json_each(:ids))"""
_PLACES = """SELECT claim_id, place_id, role FROM claim_place
    WHERE claim_id IN (SELECT value FROM json_each(:ids)) ORDER BY claim_id, ord, id"""
_EVENTS = """SELECT claim_id, event_id FROM claim_event
    WHERE claim_id IN (SELECT value FROM json_each(:ids)) ORDER BY claim_id, event_id"""
_ROUTES = """SELECT claim_id, route_id FROM route_status
    WHERE claim_id IN (SELECT value FROM json_each(:ids)) ORDER BY claim_id, route_id"""
_HOPS = """SELECT claim_id, source_id, actor_id, verb FROM attribution
    WHERE claim_id IN (SELECT value FROM json_each(:ids)) ORDER BY claim_id, hop"""
_EVIDENCE = """SELECT e.claim_id, s.name, d.title, d.uid, d.url, d.published_edtf, d.published_from,
    d.published_to, e.paragraph, e.start, e.stop, e.exact
    FROM evidence e JOIN document d ON d.id = e.document_id JOIN source s ON s.id = d.source_id
    WHERE e.claim_id IN (SELECT value FROM json_each(:ids))
    AND (:out IS NULL OR d.published_to <= :out) ORDER BY e.claim_id, e.id"""
_TAGS = """SELECT x.claim_id, t.name FROM claim_tag x JOIN tag t ON t.id = x.tag_id
    WHERE x.claim_id IN (SELECT value FROM json_each(:ids))
    ORDER BY x.claim_id, t.name COLLATE NOCASE, t.name"""
_CONTRADICTS = """SELECT c.value, o.uid, o.id FROM json_each(:ids) c
    JOIN relation r ON r.a_id = c.value JOIN claim o ON o.id = r.b_id
    WHERE r.kind = 'contradicts' AND r.state = 'accepted' AND o.status <> 'retired'
    UNION SELECT c.value, o.uid, o.id FROM json_each(:ids) c
    JOIN relation r ON r.b_id = c.value JOIN claim o ON o.id = r.a_id
    WHERE r.kind = 'contradicts' AND r.state = 'accepted' AND o.status <> 'retired'
    ORDER BY 1, 2"""
_RELATIONS = """SELECT r.uid, r.kind, r.state, r.why, r.independent, r.a_id = :claim AS outgoing,
    coalesce(r.rule, ''), o.id AS other FROM relation r JOIN claim o
    ON o.id = CASE r.a_id WHEN :claim THEN r.b_id ELSE r.a_id END
    WHERE (r.a_id = :claim OR r.b_id = :claim) AND o.status IN ('coded', 'reviewed')
    ORDER BY r.state = 'rejected',
        CASE r.kind WHEN 'contradicts' THEN 0 WHEN 'tension' THEN 1 WHEN 'qualifies' THEN 2
        WHEN 'supersedes' THEN 3 WHEN 'restates' THEN 4 WHEN 'corroborates' THEN 5
        WHEN 'explains' THEN 6 ELSE 7 END, r.uid"""
_RELATED = """SELECT r.uid, r.a_id, r.b_id FROM relation r
    JOIN claim a ON a.id = r.a_id JOIN claim b ON b.id = r.b_id
    ORDER BY r.kind, a.uid, b.uid, r.uid"""
_ANSWERING = """SELECT id FROM claim
    WHERE question_id = :question AND status IN ('coded', 'reviewed')
        AND (position_low IS NOT NULL OR modality = 'unknown_stated')
    ORDER BY claimant_id = :voice DESC, id DESC"""
_POSITIONS = """SELECT c.id, c.uid, c.claimant_id, coalesce(s.name, ''), coalesce(w.answer, ''),
    c.position_low, c.position_high, substr(c.recorded_at, 1, 10),
    c.about_edtf, c.about_from, c.about_to, c.said_edtf, c.said_from, c.said_to,
    d.published_edtf, d.published_from, d.published_to
    FROM claim c JOIN v_answer w ON w.claim_id = c.id
    LEFT JOIN document d ON d.id =
        (SELECT e.document_id FROM evidence e JOIN document x ON x.id = e.document_id
        WHERE e.claim_id = c.id AND (:out IS NULL OR x.published_to <= :out) ORDER BY e.id LIMIT 1)
    LEFT JOIN source s ON s.id = d.source_id
    WHERE c.id IN (SELECT value FROM json_each(:ids)) ORDER BY c.id"""
_OF: dict[Kind, str] = {
    "claim": "SELECT :id",
    "place": """WITH RECURSIVE within(id) AS
        (SELECT :id UNION SELECT p.id FROM place p JOIN within w ON p.parent_id = w.id)
        SELECT claim_id FROM claim_place WHERE place_id IN (SELECT id FROM within)""",
    "event": "SELECT claim_id FROM claim_event WHERE event_id = :id",
    "route": """SELECT claim_id FROM route_status WHERE route_id = :id OR route_id IN
        (SELECT group_id FROM route_member WHERE route_id = :id)""",
    "actor": """SELECT id FROM claim WHERE claimant_id = :id
        UNION SELECT claim_id FROM claim_actor WHERE actor_id = :id""",
    "source": """SELECT e.claim_id FROM evidence e JOIN document d ON d.id = e.document_id
        WHERE d.source_id = :id UNION SELECT claim_id FROM attribution WHERE source_id = :id""",
}


class DeskRecords:
    """Reads the records of one desk over one connection.

    With a day, or on whichever clock that `knows` is of, they are as they could be known then:
    other claims stand in them where one `knows` their ids, documents where they were `out` by it.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        desk: Desk,
        knows: Callable[[int], bool] | None = None,
        out: date | None = None,
        standing: Callable[[int], Standing] | None = None,
    ) -> None:
        self._connection = connection
        self._desk = desk
        self._knows = knows or _all_known
        self._out = out and out.isoformat()
        self._standing = standing or _in_no_way

    def claims(self, ids: Ints) -> Sequence[Claim]:
        """Return the claims with these ids, in this order."""
        asked = {"ids": json.dumps(ids.tolist()), "out": self._out}
        desk = self._desk
        places = self._each(_PLACES, asked, lambda row: (desk.places[row[0]], str(row[1])))
        events = self._each(_EVENTS, asked, lambda row: row[0])
        routes = self._each(_ROUTES, asked, lambda row: row[0])
        hops = self._each(_HOPS, asked, self._hop)
        evidence = self._each(_EVIDENCE, asked, _evidence)
        tags = self._each(_TAGS, asked, lambda row: str(row[0]))
        against = self._each(
            _CONTRADICTS, asked, lambda row: str(row[0]) if self._knows(row[1]) else ""
        )
        found: dict[int, Claim] = {}
        for row in self._connection.execute(_CLAIM, asked):
            id_ = row[0]
            found[id_] = Claim(
                *row[:3],
                claimant=desk.actors[row[3]],
                voice=row[4],
                modality=row[5],
                certainty=row[6],
                category=row[7],
                question=desk.questions[row[8]] if row[8] else None,
                answer=row[9],
                position=None if row[10] is None else (row[10], row[11]),
                about=_days(*row[12:15]),
                said=_days(*row[15:18]),
                published=_days(*row[18:21]),
                recorded=date.fromisoformat(row[21]),
                about_basis=row[22],
                said_basis=row[23],
                published_basis=row[24],
                time_precision=row[25],
                places=tuple(places.get(id_, ())),
                events=tuple(events.get(id_, ())),
                routes=tuple(routes.get(id_, ())),
                hops=tuple(hops.get(id_, ())),
                evidence=tuple(evidence.get(id_, ())),
                reliability=row[26],
                reliability_basis=row[27],
                credibility=row[28],
                credibility_basis=row[29],
                status=row[30],
                contradicts=tuple(filter(None, against.get(id_, ()))),
                notes=row[31],
                retired_why=row[32],
                tags=tuple(tags.get(id_, ())),
                standing=self._standing(id_),
            )
        return [found[id_] for id_ in ids.tolist()]

    def relations(self, claim: ClaimId) -> Sequence[Relation]:
        """Return how others bear on this claim: contradictions first, what is rejected last."""
        found = self._connection.execute(_RELATIONS, {"claim": claim})
        rows = [row for row in found if self._knows(row[7])]
        others = self.claims(np.array([row[7] for row in rows], np.int32))
        return [
            Relation(
                *row[:4],
                independent=None if row[4] is None else bool(row[4]),
                outgoing=bool(row[5]),
                other=other,
                rule=row[6],
            )
            for row, other in zip(rows, others, strict=True)
        ]

    def hearing(self, claim: ClaimId) -> Hearing:
        """Return which voices speak for this claim and against it, as far as it stands by them."""
        wanted = ("accepted", "proposed") if self._standing(claim).proposed else ("accepted",)
        bearing = [
            Bearing(one.kind, one.other.id, independent=bool(one.independent))
            for one in self.relations(claim)
            if one.state in wanted and one.other.standing.word not in GONE
        ]
        ids = np.array([claim, *(one.other for one in bearing)], np.int32)
        claims = {one.id: one for one in self.claims(np.unique(ids))}
        return hearing(self._connection, claims, claim, bearing)

    def related(self) -> Related:
        """Return every relation there is; it is read from the desk each time."""
        rows = self._connection.execute(_RELATED).fetchall()
        if not rows:
            return Related()
        uids, ours, theirs = zip(*rows, strict=True)
        return Related(uids, np.array(ours, np.int32), np.array(theirs, np.int32))

    def claims_of(self, ref: Ref) -> Ints:
        """Return the ids of every claim on file about one thing, or by one actor, oldest first."""
        kind, id_ = ref
        sql = f"""SELECT id FROM claim WHERE id IN ({_OF[kind]}) AND status IN ('coded', 'reviewed')
            ORDER BY about_from IS NULL AND about_to IS NULL, about_from, id"""  # noqa: S608
        rows = self._connection.execute(sql, {"id": id_})
        return np.fromiter((row[0] for row in rows if self._knows(row[0])), np.int32)

    def positions(self, question: QuestionId, voice: ActorId, most: int) -> Sequence[Position]:
        """Return where claims stand on the scale of a question, those that say "not known" too.

        Of more than `most` those of `voice` are told first, then the newest in the desk.
        """
        found = self._connection.execute(_ANSWERING, {"question": question, "voice": voice})
        ids = list(islice((row[0] for row in found if self._knows(row[0])), most))
        asked = {"ids": json.dumps(ids), "out": self._out}
        return [self._position(row) for row in self._connection.execute(_POSITIONS, asked)]

    def _position(self, row: Sequence[Any]) -> Position:
        days: dict[Clock, Days] = {
            "about": _days(*row[8:11]),
            "said": _days(*row[11:14]),
            "published": _days(*row[14:17]),
            "recorded": _days(None, row[7], row[7]),
        }
        return Position(
            claim=row[0],
            uid=row[1],
            claimant=self._desk.actors[row[2]],
            source=row[3],
            answer=row[4],
            low=row[5],
            high=row[6],
            days=days,
        )

    def _each(
        self, sql: str, asked: dict[str, str | None], read: Callable[[tuple[Any, ...]], Any]
    ) -> dict[int, list[Any]]:
        """Return what `sql` finds for each claim, its first column, in order."""
        found: dict[int, list[Any]] = {}
        for claim, *row in self._connection.execute(sql, asked):
            found.setdefault(claim, []).append(read(tuple(row)))
        return found

    def _hop(self, row: Sequence[Any]) -> Hop:
        source, actor, verb = row
        if source is not None:
            known = self._desk.sources[source]
            return Hop(known.name, str(verb), source=known)
        speaker = self._desk.actors[actor]
        return Hop(speaker.name, str(verb), actor=speaker)


def _all_known(_: int) -> bool:
    return True


def _in_no_way(_: int) -> Standing:
    return Standing()


def _days(edtf: str | None, since: str | None, until: str | None) -> Days:
    return Days(edtf, day(since), day(until))


def _evidence(row: Sequence[Any]) -> Evidence:
    return Evidence(
        *row[:4],
        published=_days(*row[4:7]),
        paragraph=row[7],
        start=row[8],
        stop=row[9],
        quote=row[10],
    )
