"""What taking two places, or two actors, for one would do, for a person to look at before."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.edits.moving import references
from db.edits.rows import first
from db.errors import EditRefused

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.edits.names import Kind

_NEAR: Final = 5.0
"""Up to how many km two positions may be of one place."""
_EARTH: Final = 6371.0  # km
_COUNTED: Final = {
    "claim": ("claims of theirs", "*"),
    "claim_place": ("claims", "DISTINCT claim_id"),
    "claim_actor": ("claims about it", "DISTINCT claim_id"),
    "attribution": ("claims it relays", "DISTINCT claim_id"),
    "place_name": ("other names", "*"),
    "actor_name": ("other names", "*"),
    "place": ("places within it", "*"),
    "actor": ("actors that belong to it", "*"),
    "route": ("roads", "*"),
    "place_relation": ("stated directions", "*"),
    "schematic_pin": ("pins", "*"),
    "source": ("sources", "*"),
}
"""What rows that refer to a thing are called, and how they are counted."""
_FACTS: Final[dict["Kind", str]] = {
    "place": """SELECT t.id, t.name, t.kind, p.name AS "part of", t.lat, t.lon,
            t.geonames_id AS GeoNames, t.pcode AS "p-code", t.wikidata AS Wikidata,
            nullif(t.notes, '') AS note
        FROM place t LEFT JOIN place p ON p.id = t.parent_id WHERE t.uid = :uid""",
    "actor": """SELECT t.id, t.name, s.name AS side, t.kind, p.name AS "part of",
            nullif(t.role, '') AS role, t.abbrev AS "short name", nullif(t.notes, '') AS note
        FROM actor t JOIN side s ON s.id = t.side_id LEFT JOIN actor p ON p.id = t.parent_id
        WHERE t.uid = :uid""",
}
_APART: Final = frozenset({"side", "kind", "part of"})
"""What tells two things apart, said or not."""
_APART_IF_SAID: Final = frozenset({"GeoNames", "p-code", "Wikidata"})
"""What tells two things apart where it is said of both."""
_OWN: Final = frozenset({"id", "name", "lat", "lon"})
"""What is told otherwise, or not at all."""
_Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two things say differently of themselves, in words; None is not said.

    `apart`: by this they are two, as far as the desk knows.
    """

    field: str
    gone: str | None
    into: str | None
    apart: bool

    def __str__(self) -> str:
        return f"{self.field}: {self.gone or 'not said'} and {self.into or 'not said'}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would move, counted by what it is, and what speaks against it.

    `alike` are words that the names of both have: a hint and no more. `refused` says why they can
    not be one, empty where they can.
    """

    moves: Mapping[str, int]
    differs: tuple[Difference, ...]
    alike: tuple[str, ...]
    warnings: tuple[str, ...]
    refused: str

    @property
    def apart(self) -> tuple[Difference, ...]:
        """What tells the two apart: where there is any, a person has to be sure."""
        return tuple(one for one in self.differs if one.apart)


def preview(connection: "Connection", kind: "Kind", gone: str, into: str) -> Preview:
    """Return what merging `gone` into `into`, by their uids, would do.

    Raises: EditRefused when one of them is not in the desk, or both are the same.
    """
    one, other = (_facts(connection, kind, uid) for uid in (gone, into))
    if one["id"] == other["id"]:
        raise EditRefused(f"{one['name']} cannot be merged with itself. Choose another {kind}")
    return Preview(
        moves=_moves(connection, kind, one["id"], gone),
        differs=tuple(_differences(one, other)),
        alike=_alike(one["name"], other["name"]),
        warnings=tuple(_warnings(connection, kind, one["id"], other["id"])),
        refused=next(_reasons(connection, kind, one, other), ""),
    )


def _facts(connection: "Connection", kind: "Kind", uid: str) -> _Facts:
    found = first(connection.execute(_FACTS[kind], {"uid": uid}))
    if found is None:
        raise EditRefused(f"this desk has no {kind} “{uid}”. Choose one that it has")
    return found


def _moves(connection: "Connection", kind: "Kind", id_: int, uid: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table, columns in references(connection, kind).items():
        word, what = _COUNTED.get(table, (table.replace("_", " "), "*"))
        sql = f"SELECT count({what}) FROM {table} WHERE :id IN ({', '.join(columns)})"  # noqa: S608
        (counts[word],) = connection.execute(sql, {"id": id_}).fetchone()
    sql = "SELECT count(*) FROM question WHERE (subject_kind, subject_uid) = (:kind, :uid)"
    (counts["questions"],) = connection.execute(sql, {"kind": kind, "uid": uid}).fetchone()
    return {word: n for word, n in counts.items() if n}


def _differences(one: _Facts, other: _Facts) -> Iterator[Difference]:
    for field, a in one.items():
        b = other[field]
        if a != b and field not in _OWN:
            both = a is not None and b is not None
            apart = field in _APART or (both and field in _APART_IF_SAID)
            yield Difference(field, _told(a), _told(b), apart)
    if "lat" in one and _position(one) != _position(other):
        km = _between(one, other)
        far = "" if km is None else f" ({km:.1f} km apart)"
        yield Difference("position", _position(one), f"{_position(other)}{far}", (km or 0) > _NEAR)


def _told(value: object) -> str | None:
    return None if value is None else str(value)


def _position(said: _Facts) -> str | None:
    return None if said["lat"] is None else f"{said['lat']:.4f}, {said['lon']:.4f}"


def _between(one: _Facts, other: _Facts) -> float | None:
    """Return how far two positions are from each other in km, None where one is not known."""
    if one["lat"] is None or other["lat"] is None:
        return None
    lat, at, lon, to = (math.radians(p[f]) for f in ("lat", "lon") for p in (one, other))
    across = math.cos(lat) * math.cos(at) * math.sin((to - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(math.sin((at - lat) / 2) ** 2 + across))


def _alike(one: str, other: str) -> tuple[str, ...]:
    words = {word.casefold() for word in other.split()}
    return tuple(word for word in one.split() if word.casefold() in words)


def _warnings(connection: "Connection", kind: "Kind", gone: int, into: int) -> Iterator[str]:
    for sentence, sql in _WARNINGS[kind]:
        (n,) = connection.execute(sql, {"gone": gone, "into": into}).fetchone()
        if n:
            yield sentence.format(n=n)


def _reasons(connection: "Connection", kind: "Kind", one: _Facts, other: _Facts) -> Iterator[str]:
    """Yield why two things cannot be one."""
    both = {"gone": one["id"], "into": other["id"]}
    if connection.execute(_WITHIN.format(kind=kind), both).fetchone():
        yield f"{other['name']} is a part of {one['name']}. Merge the other way round, or not"
    if kind == "place":
        for (road,) in connection.execute(_ROADS, both):
            yield f"the road {road} leads from the one to the other: they are two places"
        for (claim,) in connection.execute(_DIRECTIONS, both):
            yield f"claim {claim} says where the one lies from the other: they are two places"


_WITHIN: Final = """WITH RECURSIVE up(id) AS (SELECT parent_id FROM {kind} WHERE id = :into
        UNION SELECT t.parent_id FROM {kind} t JOIN up ON t.id = up.id)
    SELECT 1 FROM up WHERE id = :gone"""
_ROADS: Final = """SELECT name FROM route
    WHERE (from_place, to_place) IN (VALUES (:gone, :into), (:into, :gone)) ORDER BY uid"""
_DIRECTIONS: Final = """SELECT c.uid FROM place_relation r JOIN claim c ON c.id = r.claim_id
    WHERE (r.from_id, r.to_id) IN (VALUES (:gone, :into), (:into, :gone)) ORDER BY c.uid"""
_WARNINGS: Final[dict["Kind", tuple[tuple[str, str], ...]]] = {
    "place": (
        (
            "claims that name both: {n}",
            """SELECT count(DISTINCT a.claim_id) FROM claim_place a JOIN claim_place b
                ON b.claim_id = a.claim_id WHERE a.place_id = :gone AND b.place_id = :into""",
        ),
    ),
    "actor": (
        (
            "claims in which the one speaks through the other: {n}",
            """SELECT count(DISTINCT a.claim_id) FROM attribution a JOIN attribution b
                ON b.claim_id = a.claim_id WHERE a.actor_id = :gone AND b.actor_id = :into""",
        ),
        (
            "contradictions between their claims: {n}",
            """SELECT count(*) FROM relation r JOIN claim a ON a.id = r.a_id
                JOIN claim b ON b.id = r.b_id WHERE r.kind = 'contradicts' AND r.state = 'accepted'
                AND (a.claimant_id, b.claimant_id) IN (VALUES (:gone, :into), (:into, :gone))""",
        ),
    ),
}
"""What makes it doubtful that two are one, and how often the desk says so."""
