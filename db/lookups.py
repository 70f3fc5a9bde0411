"""The small tables of a desk, read whole: what it names."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from db.model import (
    MAIN,
    XY,
    Actor,
    ActorId,
    Bearing,
    Days,
    Desk,
    Event,
    EventId,
    Membership,
    Name,
    Place,
    PlaceId,
    Question,
    QuestionId,
    Route,
    RouteId,
    Side,
    SideId,
    Source,
    SourceId,
)
from db.routes import Report

FICTIONAL = "fictional"
"""The key in `meta` of a desk that is made up, whatever its value."""

_RETIRED = "SELECT id FROM claim WHERE status = 'retired' ORDER BY retired_at DESC, id"


@lru_cache(4096)
def day(text: str | None) -> date | None:
    """Return a day of the file, `YYYY-MM-DD`; None where there is none."""
    return date.fromisoformat(text) if text else None


def read_desk(connection: sqlite3.Connection, today: date, *, writable: bool) -> Desk:
    """Return what the desk names. Ages count to its reference day, else to `today`."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    sides = _sides(connection)
    return Desk(
        title=meta.get("title", ""),
        uid=meta.get("desk_uid", ""),
        summary=meta.get("summary", ""),
        licence=meta.get("licence", ""),
        credits=meta.get("credits", ""),
        day=day(meta.get("reference_day")) or today,
        writable=writable,
        fictional=FICTIONAL in meta,
        tags=tuple(_each(connection, "SELECT name FROM tag ORDER BY name COLLATE NOCASE, name")),
        retired=tuple(_each(connection, _RETIRED)),
        sides=sides,
        actors=_actors(connection, sides),
        places=_places(connection),
        bearings=tuple(
            Bearing(*row)
            for row in connection.execute(
                "SELECT from_id, to_id, relation, claim_id FROM place_relation ORDER BY id"
            )
        ),
        pins=_pins(connection),
        sources=_sources(connection),
        questions=_questions(connection),
        events=_events(connection),
        routes=_routes(connection),
    )


def read_reports(connection: sqlite3.Connection) -> list[Report]:
    """Return every status that a counted claim reports of a road."""
    sql = """SELECT s.uid, s.route_id, c.claimant_id, c.id, s.status, s.stated = 'implied',
            s.about_from, s.about_to,
            (SELECT min(d.published_to) FROM evidence e JOIN document d ON d.id = e.document_id
             WHERE e.claim_id = c.id)
        FROM route_status s JOIN claim c ON c.id = s.claim_id
        WHERE c.status IN ('coded', 'reviewed') ORDER BY s.uid"""
    return [
        Report(
            *row[:5],
            implied=bool(row[5]),
            about=Days(None, *map(day, row[6:8])),
            published=day(row[8]),
        )
        for row in connection.execute(sql)
    ]


def _each(connection: sqlite3.Connection, sql: str) -> Iterator[Any]:
    return (value for (value,) in connection.execute(sql))


def _sides(connection: sqlite3.Connection) -> dict[SideId, Side]:
    rows = connection.execute("SELECT id, uid, name, colour FROM side ORDER BY rank, name")
    return {row[0]: Side(*row) for row in rows}


def _actors(connection: sqlite3.Connection, sides: Mapping[SideId, Side]) -> dict[ActorId, Actor]:
    names = _names(connection, "actor")
    sql = """SELECT id, uid, name, abbrev, kind, side_id, parent_id, role, notes
        FROM actor ORDER BY name"""
    return {
        row[0]: Actor(
            *row[:5],
            side=sides[row[5]],
            parent=row[6],
            role=row[7],
            names=tuple(names.get(row[0], ())),
            notes=row[8],
        )
        for row in connection.execute(sql)
    }


def _names(connection: sqlite3.Connection, kind: str) -> dict[int, list[Name]]:
    """Return the other names of places or of actors, by the id of what has them."""
    names: dict[int, list[Name]] = {}
    sql = f"SELECT {kind}_id, name, kind, lang FROM {kind}_name ORDER BY {kind}_id, id"  # noqa: S608
    for owner, *name in connection.execute(sql):
        names.setdefault(owner, []).append(Name(*name))
    return names


def _sources(connection: sqlite3.Connection) -> dict[SourceId, Source]:
    sql = "SELECT id, uid, name, kind, reliability, reliability_basis FROM source ORDER BY name"
    return {row[0]: Source(*row) for row in connection.execute(sql)}


def _events(connection: sqlite3.Connection) -> dict[EventId, Event]:
    """Return the events by their first day, an open start before all, the undated last."""
    sql = """SELECT id, uid, title, realis, about_edtf, about_from, about_to FROM event
        ORDER BY about_from IS NULL AND about_to IS NULL, about_from, uid"""
    return {
        row[0]: Event(*row[:4], about=Days(row[4], day(row[5]), day(row[6])))
        for row in connection.execute(sql)
    }


def _places(connection: sqlite3.Connection) -> dict[PlaceId, Place]:
    """Return the places as a tree read from the top, each level by name."""
    names = _names(connection, "place")
    sql = "SELECT id, uid, name, kind, parent_id, lat, lon, notes FROM place"
    below: dict[PlaceId | None, list[Place]] = {}
    for *row, notes in connection.execute(sql):
        id_: int = row[0]
        place = Place(*row, names=tuple(names.get(id_, ())), notes=notes)
        below.setdefault(place.parent, []).append(place)

    def read(parent: PlaceId | None) -> Iterator[Place]:
        for place in sorted(below.get(parent, ()), key=lambda p: (p.name.casefold(), p.uid)):
            yield place
            yield from read(place.id)

    return {place.id: place for place in read(None)}


def _pins(connection: sqlite3.Connection) -> dict[PlaceId, XY]:
    sql = "SELECT place_id, x, y FROM schematic_pin WHERE layout = :layout ORDER BY place_id"
    return {id_: (x, y) for id_, x, y in connection.execute(sql, {"layout": MAIN})}


def _questions(connection: sqlite3.Connection) -> dict[QuestionId, Question]:
    steps: dict[int, list[str]] = {}
    for question, label in connection.execute(
        "SELECT question_id, label FROM question_step ORDER BY question_id, rank"
    ):
        steps.setdefault(question, []).append(label)
    rows = connection.execute("SELECT id, uid, text, value_type FROM question ORDER BY text")
    return {row[0]: Question(*row, steps=tuple(steps.get(row[0], ()))) for row in rows}


def _routes(connection: sqlite3.Connection) -> dict[RouteId, Route]:
    members: dict[int, list[tuple[RouteId, Membership]]] = {}
    for group, *member in connection.execute(
        "SELECT group_id, route_id, certainty FROM route_member ORDER BY group_id, id"
    ):
        members.setdefault(group, []).append((member[0], member[1]))
    sql = """SELECT id, uid, name, kind, from_place, to_place, bearing, bearing_of, notes
        FROM route ORDER BY uid"""
    return {
        row[0]: Route(*row[:8], members=tuple(members.get(row[0], ())), notes=row[8])
        for row in connection.execute(sql)
    }
