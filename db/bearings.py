"""How the claims of a desk bear on each other, read from its tables."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from db.columns import Bearings, Heard, Ints, Replaced
from db.rules.accounts import OWN_WORD, SILENT, up

_SPEAKERS: Final = """SELECT id, uid, claimant_id, voice, modality, question_id IS NOT NULL AND
    coalesce(position_low, nullif(polarity, 0), value_text, value_num, value_low, value_high)
    IS NOT NULL FROM claim WHERE status IN ('coded', 'reviewed')"""
_RELATIONS: Final = """SELECT a_id, b_id, kind, state = 'accepted' FROM relation
    WHERE state <> 'rejected' AND (kind IN ('contradicts', 'supersedes')
    OR (kind = 'corroborates' AND independent))"""
_RELAYS: Final = """SELECT h.claim_id, s.actor_id FROM attribution h
    JOIN source s ON s.id = h.source_id JOIN claim c ON c.id = h.claim_id
    WHERE s.actor_id IS NOT NULL AND s.actor_id <> c.claimant_id
    AND c.id IN (SELECT a_id FROM relation UNION ALL SELECT b_id FROM relation)"""
_ACTORS: Final = """SELECT a.id, a.parent_id, CASE WHEN s.is_camp
    THEN coalesce(s.counts_with, s.id) END FROM actor a JOIN side s ON s.id = a.side_id"""
_TEXTS: Final = """SELECT id, coalesce(copy_of, version_of) FROM document
    WHERE copy_of IS NOT NULL OR version_of IS NOT NULL"""
_IN_TEXTS: Final = """SELECT DISTINCT claim_id, document_id FROM evidence
    WHERE document_id IN (SELECT id FROM document WHERE copy_of IS NOT NULL
    OR version_of IS NOT NULL UNION SELECT copy_of FROM document
    UNION SELECT version_of FROM document)"""


class _Speaker(NamedTuple):
    """What of a claim its voice follows from."""

    uid: str
    claimant: int
    voice: str
    modality: str
    answered: int

    @property
    def own_word(self) -> bool:
        return self.voice in OWN_WORD


class _Relation(NamedTuple):
    a: int
    b: int
    kind: str
    accepted: int


def read_bearings(connection: sqlite3.Connection, row_of: Mapping[int, int]) -> Bearings:
    """Return how the rows bear on each other; `row_of` has the row of each claim that counts."""
    speakers = {id_: _Speaker(*told) for id_, *told in connection.execute(_SPEAKERS)}
    found = (_Relation(*row) for row in connection.execute(_RELATIONS))
    relations = [one for one in found if {one.a, one.b} <= row_of.keys()]
    voices = _Voices.read(connection, speakers)
    silent = (
        row_of[id_] for id_, one in speakers.items() if not one.answered or one.modality in SILENT
    )
    backing = [
        one
        for one in relations
        if one.kind == "corroborates" and voices.number(one.a) != voices.number(one.b)
    ]
    return Bearings(
        against=_heard([one for one in relations if one.kind == "contradicts"], voices, row_of),
        backing=_heard(backing, voices, row_of),
        replaced=_replaced([one for one in relations if one.kind == "supersedes"], voices, row_of),
        unassessed=_ints(silent),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Voices:
    """Whose voice each claim is. Camps and bodies have one, whoever speaks for them.

    `of` numbers the voice of an actor, `relays` are the actors a claim came through; `texts` has
    for a claim the first of the texts that its own are copies or versions of, with each.
    """

    speakers: Mapping[int, _Speaker]
    above: Mapping[int, int]
    of: Mapping[int, int]
    relays: Mapping[int, set[int]]
    texts: Mapping[int, set[tuple[int, int]]] = field(
        default_factory=dict[int, set[tuple[int, int]]]
    )

    @classmethod
    def read(cls, connection: sqlite3.Connection, speakers: Mapping[int, _Speaker]) -> "_Voices":
        actors = connection.execute(_ACTORS).fetchall()
        above = {actor: parent for actor, parent, _ in actors if parent is not None}
        camps = {actor: camp for actor, _, camp in actors if camp is not None}
        relays: dict[int, set[int]] = {}
        for claim, actor in connection.execute(_RELAYS):
            relays.setdefault(claim, set()).add(actor)
        before = dict(connection.execute(_TEXTS))
        texts: dict[int, set[tuple[int, int]]] = {}
        for claim, document in connection.execute(_IN_TEXTS):
            *_, first = up(document, before)
            texts.setdefault(claim, set()).add((first, document))
        of = {actor: _voice(actor, above, camps) for actor, *_ in actors}
        return cls(speakers, above, of, relays, texts)

    def number(self, claim: int) -> int:
        return self.of[self.speakers[claim].claimant]

    def one_claimant(self, a: int, b: int) -> bool:
        """Return whether one of two claims speaks for the other."""
        one, other = self.speakers[a].claimant, self.speakers[b].claimant
        return one in up(other, self.above) or other in up(one, self.above)

    def rank(self, claim: int) -> tuple[bool, bool, str]:
        """Return what claims are heard by: an outlet's own word last, a copy's after others."""
        speaker = self.speakers[claim]
        copied = any(first != text for first, text in self.texts.get(claim, ()))
        return speaker.own_word, copied, speaker.uid

    def leaning(self, told: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield which (claim, other) may rest on which of the same claim, by their places."""
        through: dict[tuple[int, int], list[int]] = {}
        copies: dict[tuple[int, int], list[int]] = {}
        for n, (claim, other) in enumerate(told):
            for actor in self.relays.get(other, ()):
                through.setdefault((claim, actor), []).append(n)
            for first, _ in self.texts.get(other, ()):
                copies.setdefault((claim, first), []).append(n)
        for n, (claim, other) in enumerate(told):
            speaker = self.speakers[other]
            if not speaker.own_word:
                continue
            near = through.get((claim, speaker.claimant), [])
            firsts = (first for first, _ in self.texts.get(other, ()))
            alike = (m for first in firsts for m in copies[claim, first])
            yield from self._apart(told, n, near)
            yield from self._apart(told, n, (m for m in alike if self._copied(other, told[m][1])))

    def _apart(
        self, told: Sequence[tuple[int, int]], n: int, near: Iterable[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the one with each that is near it, of another voice; the one heard later first."""
        _, other = told[n]
        for m in near:
            _, met = told[m]
            if self.number(met) != self.number(other):
                yield (n, m) if self.rank(met) < self.rank(other) else (m, n)

    def _copied(self, a: int, b: int) -> bool:
        """Return whether two claims of one text stand in no document together."""
        return self.texts[a].isdisjoint(self.texts[b])


def _voice(actor: int, above: Mapping[int, int], camps: Mapping[int, int]) -> int:
    """Return the number of an actor's voice: the camp of the nearest above it, else its body."""
    line = list(up(actor, above))
    for one in line:
        if one in camps:
            return -camps[one]
    return line[-1]


def _heard(relations: Sequence[_Relation], voices: _Voices, row_of: Mapping[int, int]) -> Heard:
    """Return both ways of relations that have no direction."""
    told = [pair for one in relations for pair in ((one.a, one.b), (one.b, one.a))]
    distinct: dict[tuple[int, int], int] = {}
    nth = [
        distinct.setdefault((row_of[claim], voices.number(other)), len(distinct))
        for claim, other in told
    ]
    leaning = list(voices.leaning(told))
    return Heard(
        rows=_ints(row_of[claim] for claim, _ in told),
        others=_ints(row_of[other] for _, other in told),
        accepted=np.array([bool(one.accepted) for one in relations], np.bool_).repeat(2),
        voices=_ints(nth),
        voice_rows=_ints(row for row, _ in distinct),
        own_word=np.array([voices.speakers[other].own_word for _, other in told], np.bool_),
        leaning=_ints(n for n, _ in leaning),
        on=_ints(m for _, m in leaning),
    )


def _replaced(
    relations: Iterable[_Relation], voices: _Voices, row_of: Mapping[int, int]
) -> Replaced:
    """Return what takes a claim's place: a retraction, or a later word of the same claimant."""
    speakers = voices.speakers
    taken = [
        (one, speakers[one.a].modality == "retracted")
        for one in relations
        if speakers[one.a].modality == "retracted" or voices.one_claimant(one.a, one.b)
    ]
    return Replaced(
        newer=_ints(row_of[one.a] for one, _ in taken),
        older=_ints(row_of[one.b] for one, _ in taken),
        accepted=np.array([bool(one.accepted) for one, _ in taken], np.bool_),
        taken_back=np.array([back for _, back in taken], np.bool_),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)
