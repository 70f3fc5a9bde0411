"""The rows of the exchange form, table by table: what each may say, and in which words."""

from typing import Any, Final

from db.exchange.claims import worded
from db.ingest.shapes import (
    At,
    Optional,
    Reading,
    Refused,
    Shape,
    day,
    flag,
    instant,
    many,
    number,
    one_of,
    or_null,
    pattern,
    record,
    text,
    uid,
    whole,
    words,
)
from db.model import MAIN

_WORDS = text()
_REF = or_null(uid)
_DAY = or_null(day)
_CODED_BY = Optional(_REF, spare=True, since=2)
RECORDED_AT = Optional(instant, spare=True, since=2)
_POSITION = record({"from": text(), "to": text()})


def _clock(**more: Shape) -> Shape:
    return record({"edtf": or_null(_WORDS), "from": _DAY, "to": _DAY, **more})


def _subject(reading: Reading, at: At, value: Any) -> Any:
    return or_null(record({"kind": words("place route actor event"), "uid": uid}))(
        reading, at, value
    )


def _condition(reading: Reading, at: At, value: Any) -> Any:
    answer: dict[str, Shape] = {"position": _POSITION}
    if isinstance(value, dict) and "polarity" in value:
        answer = {"polarity": one_of(-1, 1)}
    return record({"question": uid, **answer})(reading, at, value)


_SAID_BY = {end: record({"hop": whole(1), end: uid, "verb": _WORDS}) for end in ("source", "actor")}


def _hop(reading: Reading, at: At, value: Any) -> Any:
    end = "actor" if isinstance(value, dict) and "actor" in value else "source"
    return _SAID_BY[end](reading, at, value)


_VALUE = record(
    {
        "text": or_null(_WORDS),
        "num": or_null(number()),
        "approx": flag,
        "unit": or_null(_WORDS),
        "low": Optional(or_null(number())),
        "high": Optional(or_null(number())),
    }
)


def _value(reading: Reading, at: At, value: Any) -> Any:
    """A value that says nothing is no value."""
    read = or_null(_VALUE)(reading, at, value)
    return read and worded(read)


_CODER = record(
    {
        "uid": uid,
        "name": text(shortest=1),
        "initials": Optional(_WORDS, "", spare=True),
        "active": Optional(flag, default=True, spare=True),
    }
)
_SIDE = record(
    {
        "uid": uid,
        "name": _WORDS,
        "rank": whole(),
        "colour": pattern(r"side\.([1-9][0-9]*|none)", "Write side.1, side.2, … or side.none"),
        "is_camp": flag,
        "counts_with": _REF,
    }
)
_SOURCE = record(
    {
        "uid": uid,
        "name": _WORDS,
        "kind": words("outlet wire official think_tank academic social republisher unknown"),
        "actor": _REF,
        "reliability": words("A B C D E F"),
        "reliability_basis": _WORDS,
        "notes": Optional(_WORDS, "", spare=True),
    }
)
_PARAGRAPH = record(
    {"n": whole(1), "start": or_null(whole(0)), "stop": or_null(whole(0)), "heading": flag}
)
_DOCUMENT = record(
    {
        "uid": uid,
        "source": uid,
        "title": _WORDS,
        "title_basis": words("stated described"),
        "url": Optional(or_null(pattern(r"https?://\S+", "Write http://… or https://…"))),
        "lang": _WORDS,
        "published": _clock(basis=words("stated metadata url inferred unknown")),
        "sha256": or_null(pattern(r"[0-9a-f]{64}", "Write 64 digits 0-9 and a-f")),
        "chars": or_null(whole()),
        "version_of": _REF,
        "copy_of": _REF,
        "paragraphs": many(_PARAGRAPH, 1),
        "contributor_count": Optional(or_null(whole(0))),
        "notes": _WORDS,
    },
    dropped="file text_included contributors contributors_paragraph",
)
_ACTOR = record(
    {
        "uid": uid,
        "name": text(shortest=1),
        "abbrev": Optional(or_null(text(22, shortest=1)), spare=True),
        "kind": words("person organisation armed_force government administration group unnamed"),
        "side": uid,
        "parent": _REF,
        "role": _WORDS,
        "names": many(
            record(
                {
                    "name": _WORDS,
                    "kind": words("preferred variant metonym translit abbrev merged"),
                    "lang": Optional(or_null(_WORDS), spare=True, since=2),
                }
            )
        ),
        "notes": _WORDS,
    },
    dropped="named mentions",
)
_PIN = record(
    {"layout": Optional(text(shortest=1), MAIN, spare=True), "x": number(), "y": number()}
)
_PLACE = record(
    {
        "uid": uid,
        "name": text(shortest=1),
        "kind": words("city town village region area border feature country"),
        "parent": _REF,
        "lat": or_null(number(-90, 90)),
        "lon": or_null(number(-180, 180)),
        "coord_source": or_null(_WORDS),
        "geonames_id": or_null(whole()),
        "unlocatable": flag,
        "names": many(
            record(
                {
                    "name": _WORDS,
                    "kind": words("preferred variant former translit as_printed metonym merged"),
                    "lang": or_null(_WORDS),
                }
            )
        ),
        "pins": Optional(many(_PIN), [], spare=True, since=2),
        "notes": _WORDS,
    },
    dropped="mentions",
)
_PLACE_RELATION = record(
    {
        "from": uid,
        "to": uid,
        "relation": words(
            "N NE E SE S SW W NW near within larger_than"
            " in_north_of in_east_of in_south_of in_west_of"
        ),
        "claim": uid,
    }
)
_QUESTION = record(
    {
        "uid": uid,
        "text": _WORDS,
        "value_type": words("boolean scale quantity category"),
        "subject": _subject,
        "time": words("instant progress timeless"),
        "place_scope": words("subject claim"),
        "scale": many(record({"key": _WORDS, "label": _WORDS, "rank": whole()})),
        "gap_tension": or_null(whole(1)),
        "gap_contradicts": or_null(whole(1)),
        "exclusive": or_null(flag),
        "part_of": _REF,
        "unit": or_null(_WORDS),
        "notes": _WORDS,
    }
)
_IMPLICATION = record(
    {
        "uid": uid,
        "if": _condition,
        "then": _condition,
        "yields": words("contradicts tension"),
        "why": text(shortest=1),
    }
)
_CLAIM_EVENT = Refused("is refused: an event lists its claims", "Write it in events[].claims")
_EVENT = record(
    {
        "uid": uid,
        "title": _WORDS,
        "realis": words("reported claimed hypothetical statement"),
        "about": _clock(),
        "claims": many(uid),
    }
)
_CLAIM = record(
    {
        "event": _CLAIM_EVENT,
        "uid": uid,
        "paraphrase": text(1000, shortest=1),
        "claimant": uid,
        "voice": words("direct_quote indirect outlet presupposed"),
        "modality": words(
            "asserted confirmed acknowledged insisted denied assessed predicted conditional"
            " directive intended unknown_stated retracted"
        ),
        "certainty": words("certain very_likely likely possible unlikely very_unlikely unstated"),
        "category": _WORDS,
        "question": _REF,
        "position": or_null(_POSITION),
        "polarity": one_of(-1, 0, 1, None),
        "value": _value,
        "about": _clock(precision=one_of(1, 2, 3, 4, 5), basis=words("stated inferred unknown")),
        "said": _clock(basis=words("stated publication inferred unknown")),
        "geo_precision": one_of(1, 2, 3, None),
        "places": many(
            record(
                {
                    "place": uid,
                    "role": words("about target origin direction mentioned"),
                }
            ),
            1,
        ),
        "actors": many(record({"actor": uid, "role": words("subject object affected")})),
        "attribution": many(_hop, 1),
        "evidence": many(record({"document": uid, "paragraph": whole()}), 1),
        "self_tension": flag,
        "credibility": words("1 2 3 4 5 6"),
        "credibility_basis": Optional(_WORDS, "", spare=True, since=2),
        "status": words("suggested coded reviewed retired"),
        "retired_at": Optional(or_null(instant), spare=True, since=2),
        "retired_why": Optional(_WORDS, "", spare=True, since=2),
        "notes": _WORDS,
        "tags": Optional(many(uid), [], spare=True, since=2),
        "coder": _CODED_BY,
        "rev": Optional(whole(1), 1, spare=True, since=2),
        "recorded_at": RECORDED_AT,
    }
)
_RELATION = record(
    {
        "uid": uid,
        "a": uid,
        "b": uid,
        "relation": words(
            "contradicts qualifies corroborates restates supersedes tension explains no_conflict"
        ),
        "independent": or_null(flag),
        "origin": words("coder rule"),
        "state": words("proposed accepted rejected"),
        "why": text(shortest=1),
        "rule": Optional(or_null(_WORDS), spare=True),
        "coder": _CODED_BY,
        "recorded_at": RECORDED_AT,
    }
)
_ROUTE = record(
    {
        "uid": uid,
        "name": _WORDS,
        "kind": words("highway road approach group"),
        "from": uid,
        "to": _REF,
        "bearing": or_null(words("N NE E SE S SW W NW")),
        "bearing_of": _REF,
        "members": many(record({"route": uid, "certainty": words("stated inferred possible")})),
        "exists_by": _REF,
        "notes": _WORDS,
    },
    dropped="evidence",
)
_ROUTE_STATUS = record(
    {
        "uid": uid,
        "route": uid,
        "claim": uid,
        "status": words("open restricted contested cut unknown"),
        "stated": words("explicit implied"),
        "from": _DAY,
        "to": _DAY,
        "notes": _WORDS,
    },
    dropped="basis",
)
_TAG = record({"uid": uid, "name": _WORDS, "colour": _WORDS})
LISTS: Final = {
    "coders": _CODER,
    "sides": _SIDE,
    "sources": _SOURCE,
    "documents": _DOCUMENT,
    "actors": _ACTOR,
    "places": _PLACE,
    "place_relations": _PLACE_RELATION,
    "questions": _QUESTION,
    "implications": _IMPLICATION,
    "events": _EVENT,
    "claims": _CLAIM,
    "relations": _RELATION,
    "routes": _ROUTE,
    "route_statuses": _ROUTE_STATUS,
    "tags": _TAG,
}
"""What a row of each list may say."""
