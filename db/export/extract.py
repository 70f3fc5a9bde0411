"""What a file says: its rows with their values as read, and what it leaves out."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.dimensions import DimensionId
from db.export.columns import TABLES, Table, TableId
from db.export.pick import (
    DIMENSION,
    Key,
    Kind,
    Shown,
    by_road_and_claimant,
    ends,
    kind_of,
    passed_over,
    picked,
)
from db.export.rows import Read, Row, Rows, by_uid, texts_not_held
from db.export.words import in_words
from db.history.chain import Head
from db.model import Desk, RouteId, Strand
from db.query import to_json
from db.routes import disputed, newest_age
from db.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """All that is written of one table. Its rows may come from the desk only as they are asked for.

    `kind` says what the rows are. `uids` are those of the things a selection lights, where the
    rows are of that kind: roads, not rows, of the routes, and claims of the relations. `query` is
    the query as JSON, `words` the same for people. `left_out` counts by reason. `newest` is the
    age in days of the newest report on any road on `day`, None where there is none.
    """

    table: Table
    kind: Kind
    rows: Rows
    uids: tuple[str, ...]
    query: Mapping[str, object]
    words: str
    left_out: Mapping[str, int]
    desk: Desk
    day: date
    newest: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """At which instant an extract is written, the hash of its desk, and the head of its history."""

    at: datetime
    desk_hash: str
    history: Head


def extract(
    connection: sqlite3.Connection, name: TableId, shown: Shown, wanted: Kind = "selected"
) -> Extract:
    """Return what is written of a table; where nothing is of the `wanted` kind, of the next.

    Its rows are read through `connection` when somebody goes over them.
    """
    table, kind = TABLES[name], kind_of(name, shown, wanted)
    keys = picked(name, shown, kind)
    uids = uids_of(shown.snapshot, DIMENSION[name])
    asked = tuple(shown.related.uids[at] if name == "relations" else uids[at] for at, _ in keys)
    rows: Rows = Read(connection, table, asked)
    if name == "routes":
        rows = _roads(connection, keys, shown.snapshot)
    left_out = passed_over(name, shown, kind)
    if name == "claims":
        left_out |= uncounted(connection) | texts_not_held(connection, asked)
    every: dict[DimensionId, Mapping[int, str]] = {
        dimension: uids_of(shown.snapshot, dimension) for dimension in shown.query.facets
    }
    return Extract(
        table=table,
        kind=kind,
        rows=rows,
        uids=tuple(uids[id_] for id_ in _lit(name, shown, keys)) if kind == "selected" else (),
        query=to_json(shown.query, every),
        words=in_words(shown.query, shown.snapshot.values),
        left_out=left_out,
        desk=shown.snapshot.desk,
        day=shown.snapshot.day,
        newest=newest_age(shown.snapshot.strands),
    )


def _lit(name: TableId, shown: Shown, keys: Sequence[Key]) -> Iterable[int]:
    """Return the ids of the things that a selection lights and the rows are of, in their order."""
    if name == "relations":
        return sorted(shown.lit[name] & ends(shown, keys))
    return dict.fromkeys(id_ for id_, _ in keys)


def uids_of(snapshot: Snapshot, dimension: DimensionId) -> dict[int, str]:
    """Return the uid of each value of a dimension, by its id."""
    return {value.id: value.uid for value in snapshot.values[dimension]}


def uncounted(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many claims of the desk are in no table of claims, by reason."""
    sql = "SELECT sum(status = 'suggested'), sum(status = 'retired') FROM claim"
    suggested, retired = connection.execute(sql).fetchone()
    return {"suggested": suggested or 0, "retired": retired or 0}


def _roads(
    connection: sqlite3.Connection, keys: Sequence[Key], snapshot: Snapshot
) -> tuple[Row, ...]:
    """Return the rows of v_routes as the desk shows them: on its day, which SQL may not know."""
    desk, claims = snapshot.desk, uids_of(snapshot, "claim")
    told = by_road_and_claimant(desk, snapshot.strands)
    differ = disputed(snapshot.strands, desk.routes)
    reports = [claims[claim] for _, claim in keys if claim]
    sources = dict(by_uid(connection, "v_claims", ("claim", "source"), reports))

    def row(key: Key) -> Row:
        route, strand = desk.routes[RouteId(key[0])], told[key]
        uid = claims[strand.claim] if strand else None
        return (
            route.uid,
            route.name,
            route.kind,
            desk.places[route.start].name,
            desk.places[route.end].name if route.end is not None else None,
            route.bearing,
            *_report(desk, strand),
            snapshot.day.isoformat(),
            sources.get(uid),
            uid,
            int(route.id in differ),
            strand.reports if strand else 0,
        )

    return tuple(row(key) for key in keys)


def _report(desk: Desk, strand: Strand | None) -> Row:
    """Return who reports which status of a road, of when, and how old that is."""
    if strand is None:
        return (None,) * 7
    claimant, about = desk.actors[strand.claimant], strand.about
    return (
        claimant.name,
        claimant.side.name,
        strand.status,
        "implied" if strand.implied else "explicit",
        about.since and about.since.isoformat(),
        about.until and about.until.isoformat(),
        strand.days_old,
    )
