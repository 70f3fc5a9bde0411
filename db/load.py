"""The columns of a desk, read from its tables."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from db.bearings import read_bearings
from db.columns import (
    NEVER_FROM,
    NEVER_TO,
    NO_RANK,
    NO_VALUE,
    OPEN_FROM,
    OPEN_TO,
    Columns,
    Conflicts,
    Grouped,
    Intervals,
    Ints,
    Mask,
    Pairs,
)
from db.dates import soft_ends
from db.dimensions import DIMENSIONS, DimensionId
from db.lookups import day
from db.model import UNGRADED, Clock, Place, PlaceId, Value
from db.query import Grouping, Order

_CLAIMS = """SELECT c.id, a.name AS claimant, c.paraphrase, c.category, c.voice, c.status,
    c.about_edtf, c.about_from, c.about_to, c.said_edtf, c.said_from, c.said_to,
    d.published_edtf, d.published_from, d.published_to, substr(c.recorded_at, 1, 10) AS recorded,
    (SELECT min(x.published_to) FROM evidence e JOIN document x ON x.id = e.document_id
        WHERE e.claim_id = c.id) AS out,
    q.text AS question, c.position_low, c.position_high, c.polarity, c.value_num, c.value_text,
    s.reliability || c.credibility AS grade,
    (SELECT group_concat(name, ' < ') FROM (SELECT coalesce(sx.name, ax.name) AS name
        FROM attribution h LEFT JOIN source sx ON sx.id = h.source_id
        LEFT JOIN actor ax ON ax.id = h.actor_id WHERE h.claim_id = c.id ORDER BY h.hop)) AS via,
    (SELECT group_concat(name, ', ') FROM (SELECT t.name FROM claim_tag x
        JOIN tag t ON t.id = x.tag_id WHERE x.claim_id = c.id
        ORDER BY t.name COLLATE NOCASE, t.name)) AS tags,
    (SELECT p.name FROM claim_place x JOIN place p ON p.id = x.place_id
        WHERE x.claim_id = c.id ORDER BY x.ord LIMIT 1) AS place,
    c.id IN (SELECT r.a_id FROM relation r JOIN claim o ON o.id = r.b_id
        WHERE r.kind = 'contradicts' AND r.state = 'accepted' AND o.status <> 'retired'
        UNION SELECT r.b_id FROM relation r JOIN claim o ON o.id = r.a_id
        WHERE r.kind = 'contradicts' AND r.state = 'accepted' AND o.status <> 'retired'
    ) AS contested
    FROM claim c JOIN actor a ON a.id = c.claimant_id LEFT JOIN question q ON q.id = c.question_id
    LEFT JOIN document d ON d.id =
        (SELECT document_id FROM evidence WHERE claim_id = c.id ORDER BY id LIMIT 1)
    LEFT JOIN source s ON s.id = d.source_id
    WHERE c.status IN ('coded', 'reviewed')"""


_TEXTS: tuple[Order, ...] = (
    "claimant", "paraphrase", "place", "via", "voice", "question", "category", "status",
    "tags",
)  # fmt: skip
"""What is sorted by as text."""
_GROUPS: dict[Grouping, tuple[str, str]] = {
    "question": (
        "SELECT id FROM question ORDER BY uid",
        "SELECT id, question_id FROM claim WHERE question_id IS NOT NULL",
    ),
    "place": (
        "SELECT id FROM place ORDER BY name COLLATE NOCASE, uid",
        """SELECT x.claim_id, x.place_id FROM claim_place x JOIN place p ON p.id = x.place_id
            ORDER BY x.role <> 'about', p.name COLLATE NOCASE, p.uid""",
    ),
    "claimant": (
        """SELECT a.id FROM actor a JOIN side s ON s.id = a.side_id
            ORDER BY s.rank, s.name, a.name""",
        "SELECT id, claimant_id FROM claim",
    ),
}
"""What is grouped by: the ids of all values in their order, and (claim id, value id), of which the
first of a claim counts."""
_Row = Mapping[str, Any]
_Key = tuple[str | float, ...]


def read_values(connection: sqlite3.Connection) -> dict[DimensionId, tuple[Value, ...]]:
    """Return the values of every dimension, in the order they are listed."""
    return {
        name: tuple(Value(*row) for row in connection.execute(dimension.values))
        for name, dimension in DIMENSIONS.items()
    }


def read_columns(
    connection: sqlite3.Connection,
    places: Mapping[PlaceId, Place],
    values: Mapping[DimensionId, Sequence[Value]],
) -> Columns:
    """Return the columns of the counted claims: neither suggested nor retired ones."""
    cursor = connection.execute(_CLAIMS)
    names = [column[0] for column in cursor.description]
    table = [dict(zip(names, row, strict=True)) for row in cursor]
    table.sort(key=lambda row: (_bounds(row["about_from"], row["about_to"])[0], row["id"]))
    row_of = {row["id"]: n for n, row in enumerate(table)}
    days = _clocks(table)
    known = _known(table, days)
    sizes = {name: 1 + max((v.id for v in found), default=0) for name, found in values.items()}
    roads = connection.execute("SELECT claim_id, route_id FROM route_status").fetchall()
    return Columns(
        ids=_ints(row["id"] for row in table),
        days=days,
        facets={
            name: _pairs(connection.execute(dimension.pairs), row_of, sizes[name])
            for name, dimension in DIMENSIONS.items()
            if dimension.pairs
        },
        contested=np.array([bool(row["contested"]) for row in table], np.bool_),
        known=known,
        turns={clock: _turns(from_day) for clock, from_day in known.items()},
        conflicts=_conflicts(connection, row_of),
        events=_event_days(connection, sizes["event"]),
        within=_within(places),
        ends=tuple(
            (route, place)
            for route, *ends in connection.execute("SELECT id, from_place, to_place FROM route")
            for place in ends
            if place is not None
        ),
        own_routes=_pairs(roads, row_of, sizes["route"]),
        ranks=_ranks(table, days),
        groups={by: _grouped(connection, *told, row_of) for by, told in _GROUPS.items()},
        bearings=read_bearings(connection, row_of),
    )


def _clocks(table: Sequence[_Row]) -> dict[Clock, Intervals]:
    published = [row["published_to"] for row in table]
    dated: dict[Clock, Intervals] = {
        clock: _intervals(
            [
                (row[f"{clock}_edtf"], row[f"{clock}_from"], row[f"{clock}_to"], out)
                for row, out in zip(table, published, strict=True)
            ]
        )
        for clock in ("about", "said", "published")
    }
    recorded = [(row["recorded"], row["recorded"], row["recorded"], None) for row in table]
    return {**dated, "recorded": _intervals(recorded)}


def _known(table: Sequence[_Row], days: Mapping[Clock, Intervals]) -> dict[Clock, Ints]:
    """Return from which day on each claim could be known: begun, wholly said, first published."""
    out = (day(row["out"]) for row in table)
    said = days["said"]
    return {
        "about": days["about"].begun,
        "said": np.where(said.dated, said.ended, NEVER_FROM).astype(np.int32),
        "published": _ints(NEVER_FROM if one is None else one.toordinal() for one in out),
    }


def _turns(days: Ints) -> Ints:
    return np.unique(days[(days > OPEN_FROM) & (days < OPEN_TO)])


def _conflicts(connection: sqlite3.Connection, row_of: Mapping[int, int]) -> Conflicts:
    sql = "SELECT a_id, b_id FROM relation WHERE kind = 'contradicts' AND state = 'accepted'"
    pairs = [(row_of[a], row_of[b]) for a, b in connection.execute(sql) if {a, b} <= row_of.keys()]
    return Conflicts(_ints(a for a, _ in pairs), _ints(b for _, b in pairs))


def _event_days(connection: sqlite3.Connection, size: int) -> Intervals:
    days: list[_Dated] = [(None, None, None, None)] * size
    sql = "SELECT id, about_edtf, about_from, about_to FROM event"
    for id_, edtf, begun, ended in connection.execute(sql):
        days[id_] = (edtf, begun, ended, None)
    return _intervals(days)


_Dated = tuple[str | None, str | None, str | None, str | None]
"""A date as it stands in the file: EDTF, first day, last day, day of publication."""


def _intervals(days: Sequence[_Dated]) -> Intervals:
    """Return the days as intervals.

    An end that is open, approximate or uncertain is soft; one that was clipped at the day of
    publication is not: nothing is reported before it is.
    """
    bounds = [_bounds(begun, ended) for _, begun, ended, _ in days]
    marked = [soft_ends(edtf) for edtf, *_ in days]
    clipped = [bool(out) and ended == out for _, _, ended, out in days]
    return Intervals(
        begun=_ints(begun for begun, _ in bounds),
        ended=_ints(ended for _, ended in bounds),
        soft_begun=_mask(left for left, _ in marked),
        soft_ended=_mask(
            right and not cut for (_, right), cut in zip(marked, clipped, strict=True)
        ),
    )


def _bounds(begun: str | None, ended: str | None) -> tuple[int, int]:
    """Return the interval as ordinals: an open end reaches as far as dates do."""
    since, until = day(begun), day(ended)
    if since is None and until is None:
        return NEVER_FROM, NEVER_TO
    return (
        since.toordinal() if since else OPEN_FROM,
        until.toordinal() if until else OPEN_TO,
    )


def _within(places: Mapping[PlaceId, Place]) -> dict[int, frozenset[int]]:
    """Return for each place itself and all that lies in it."""
    found: dict[int, set[int]] = {id_: {id_} for id_ in places}
    for id_ in places:
        above = places[id_].parent
        while above is not None:
            found[above].add(id_)
            above = places[above].parent
    return {place: frozenset(ids) for place, ids in found.items()}


def _ranks(table: Sequence[_Row], days: Mapping[Clock, Intervals]) -> dict[Order, Ints]:
    """Return the order of the rows by each thing they can be sorted by."""
    ranks: dict[Order, Ints] = {
        clock: np.where(dated.dated, dated.begun, NO_RANK).astype(np.int32)
        for clock, dated in days.items()
    }
    for text in _TEXTS:
        ranks[text] = _ranked([_folded(row[text]) for row in table])
    ranks["grade"] = _ranked([_graded(row["grade"]) for row in table])
    ranks["position"] = _ranked([_position(row) for row in table])
    ranks["contested"] = _ranked([(not row["contested"],) for row in table])
    return ranks


def _folded(text: str | None) -> _Key | None:
    return None if text is None else (text.casefold(),)


def _graded(grade: str | None) -> _Key | None:
    """Return what grades are ordered by, letter then digit; None where nobody has judged."""
    return None if grade == UNGRADED else _folded(grade)


def _position(row: _Row) -> _Key | None:
    """Return what answers are ordered by: the question, then the answer on its scale."""
    answer = [row[name] for name in ("position_low", "position_high", "polarity", "value_num")]
    if row["value_text"] is None and all(value is None for value in answer):
        return None
    numbers = [-1 if value is None else value for value in answer]
    return (str(row["question"] or ""), *numbers, str(row["value_text"] or ""))


def _ranked(keys: Sequence[_Key | None]) -> Ints:
    """Return the rank of each key among all, equal keys alike; NO_RANK for None."""
    known = {key for key in keys if key is not None}
    order = {key: n for n, key in enumerate(sorted(known))}
    return _ints(NO_RANK if key is None else order[key] for key in keys)


def _grouped(
    connection: sqlite3.Connection, values: str, pairs: str, row_of: Mapping[int, int]
) -> Grouped:
    order = [id_ for (id_,) in connection.execute(values)]
    place = {id_: n for n, id_ in enumerate(order)}
    first: dict[int, int] = {}
    for claim, value in connection.execute(pairs):
        first.setdefault(claim, place[value])
    at = _ints(first.get(claim, len(order)) for claim in row_of)
    return Grouped(_ints([*order, NO_VALUE]), at)


def _pairs(pairs: Iterable[tuple[int, int]], row_of: Mapping[int, int], size: int) -> Pairs:
    kept = [(row_of[claim], value) for claim, value in pairs if claim in row_of]
    return Pairs(_ints(row for row, _ in kept), _ints(value for _, value in kept), size)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


def _mask(values: Iterable[bool]) -> Mask:
    return np.fromiter(values, np.bool_)
