"""What each row of the exchange form is in the tables of a desk: its columns, and its lists."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from db.exchange import Row
from db.folding import folded
from db.model import MAIN

TABLES: Final = {
    "coders": "coder",
    "sides": "side",
    "actors": "actor",
    "sources": "source",
    "documents": "document",
    "places": "place",
    "questions": "question",
    "implications": "implication",
    "events": "event",
    "claims": "claim",
    "relations": "relation",
    "routes": "route",
    "route_statuses": "route_status",
    "tags": "tag",
}
"""The lists of the form whose rows have a uid, and their tables."""


@dataclass(frozen=True, slots=True)
class Ids:
    """The row ids behind uids, allotted before anything is written: rows may name later ones."""

    by_uid: Mapping[str, Mapping[str, int]]
    ranks: Mapping[tuple[str, str], int]

    def of(self, kind: str, uid: str | None) -> int | None:
        """Return the id of the row of this kind, None for no row."""
        return None if uid is None else self.by_uid[kind][uid]

    def rank(self, question: str, step: str) -> int:
        """Return where a step lies on its question's scale."""
        return self.ranks[question, step]


def _same(row: Row, fields: str) -> Row:
    return {name: row[name] for name in fields.split()}


def _clock(row: Row, clock: str, fields: str = "edtf from to") -> Row:
    return {f"{clock}_{name}": row[clock][name] for name in fields.split()}


def _coder(row: Row, ids: Ids) -> Row:
    return {
        "name": row["name"],
        "initials": row.get("initials", ""),
        "active": row.get("active", True),
    }


def _side(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "name rank colour is_camp"),
        "counts_with": ids.of("sides", row["counts_with"]),
    }


def _source(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "name kind reliability reliability_basis"),
        "actor_id": ids.of("actors", row["actor"]),
        "notes": row.get("notes", ""),
    }


def _document(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "title title_basis url lang sha256 chars contributor_count notes"),
        **_clock(row, "published", "edtf from to basis"),
        "source_id": ids.of("sources", row["source"]),
        "version_of": ids.of("documents", row["version_of"]),
        "copy_of": ids.of("documents", row["copy_of"]),
    }


def _actor(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "name kind role notes"),
        "abbrev": row.get("abbrev"),
        "side_id": ids.of("sides", row["side"]),
        "parent_id": ids.of("actors", row["parent"]),
    }


def _place(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "name kind lat lon coord_source unlocatable geonames_id notes"),
        "parent_id": ids.of("places", row["parent"]),
    }


def _place_relation(row: Row, ids: Ids) -> Row:
    return {
        "from_id": ids.of("places", row["from"]),
        "to_id": ids.of("places", row["to"]),
        "relation": row["relation"],
        "claim_id": ids.of("claims", row["claim"]),
    }


def _question(row: Row, ids: Ids) -> Row:
    subject = row["subject"] or {"kind": None, "uid": None}
    return {
        **_same(row, "text value_type time place_scope gap_tension gap_contradicts exclusive"),
        **_same(row, "unit notes"),
        "subject_kind": subject["kind"],
        "subject_uid": subject["uid"],
        "part_of": ids.of("questions", row["part_of"]),
    }


def _implication(row: Row, ids: Ids) -> Row:
    columns: Row = _same(row, "yields why")
    for half in ("if", "then"):
        condition = row[half]
        low, high = _position(condition, ids) or (condition["polarity"],) * 2
        columns |= {
            f"{half}_question": ids.of("questions", condition["question"]),
            f"{half}_low": low,
            f"{half}_high": high,
        }
    return columns


def _position(row: Row, ids: Ids) -> tuple[int, int] | None:
    position = row.get("position")
    if position is None:
        return None
    scale = row["question"]
    return ids.rank(scale, position["from"]), ids.rank(scale, position["to"])


def _event(row: Row, ids: Ids) -> Row:
    return {**_same(row, "title realis"), **_clock(row, "about")}


def _claim(row: Row, ids: Ids) -> Row:
    low, high = _position(row, ids) or (None, None)
    value: Row = row["value"] or {}
    return {
        **_same(row, "paraphrase voice modality certainty category polarity geo_precision"),
        **_same(row, "self_tension status notes"),
        **_clock(row, "about", "edtf from to basis"),
        **_clock(row, "said", "edtf from to basis"),
        **{f"value_{name}": value.get(name) for name in ("text", "num", "low", "high", "unit")},
        "value_approx": value.get("approx", False),
        "time_precision": row["about"]["precision"],
        "credibility": int(row["credibility"]),
        "credibility_basis": row.get("credibility_basis", ""),
        "retired_at": row.get("retired_at"),
        "retired_why": row.get("retired_why", ""),
        "coder_id": ids.of("coders", row.get("coder")),
        "rev": row.get("rev", 1),
        "recorded_at": row["recorded_at"],
        "position_low": low,
        "position_high": high,
        "claimant_id": ids.of("actors", row["claimant"]),
        "question_id": ids.of("questions", row["question"]),
    }


def _relation(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "independent origin state why"),
        "kind": row["relation"],
        "rule": row.get("rule"),
        "coder_id": ids.of("coders", row.get("coder")),
        "recorded_at": row["recorded_at"],
        "a_id": ids.of("claims", row["a"]),
        "b_id": ids.of("claims", row["b"]),
    }


def _route(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "name kind bearing notes"),
        "from_place": ids.of("places", row["from"]),
        "to_place": ids.of("places", row["to"]),
        "bearing_of": ids.of("places", row["bearing_of"]),
        "exists_by": ids.of("claims", row["exists_by"]),
    }


def _route_status(row: Row, ids: Ids) -> Row:
    return {
        **_same(row, "status stated notes"),
        "about_from": row["from"],
        "about_to": row["to"],
        "route_id": ids.of("routes", row["route"]),
        "claim_id": ids.of("claims", row["claim"]),
    }


def _tag(row: Row, ids: Ids) -> Row:
    return _same(row, "name colour")


COLUMNS: Final[Mapping[str, Callable[[Row, Ids], Row]]] = {
    "coders": _coder,
    "sides": _side,
    "actors": _actor,
    "sources": _source,
    "documents": _document,
    "places": _place,
    "place_relations": _place_relation,
    "questions": _question,
    "implications": _implication,
    "events": _event,
    "claims": _claim,
    "relations": _relation,
    "routes": _route,
    "route_statuses": _route_status,
    "tags": _tag,
}


def _names(row: Row, ids: Ids) -> Iterable[Row]:
    return [{"lang": None, **name, "folded": folded(name["name"])} for name in row["names"]]


def _pins(row: Row, ids: Ids) -> Iterable[Row]:
    return [{"layout": MAIN, **pin} for pin in row.get("pins", ())]


def _paragraphs(row: Row, ids: Ids) -> Iterable[Row]:
    return [
        {"is_heading": one["heading"], **_same(one, "n start stop")} for one in row["paragraphs"]
    ]


def _claim_places(row: Row, ids: Ids) -> Iterable[Row]:
    for ord_, one in enumerate(row["places"]):
        yield {"place_id": ids.of("places", one["place"]), "role": one["role"], "ord": ord_}


def _claim_actors(row: Row, ids: Ids) -> Iterable[Row]:
    return [
        {"actor_id": ids.of("actors", one["actor"]), "role": one["role"]} for one in row["actors"]
    ]


def _hops(row: Row, ids: Ids) -> Iterable[Row]:
    for hop in row["attribution"]:
        yield {
            **_same(hop, "hop verb"),
            "source_id": ids.of("sources", hop.get("source")),
            "actor_id": ids.of("actors", hop.get("actor")),
        }


def _evidence(row: Row, ids: Ids) -> Iterable[Row]:
    for n, one in enumerate(row["evidence"], 1):
        yield {
            "uid": f"{row['uid']}.{n}",
            "document_id": ids.of("documents", one["document"]),
            "paragraph": one["paragraph"],
        }


_Lists = tuple[tuple[str, str, Callable[[Row, Ids], Iterable[Row]]], ...]
LISTS: Final[Mapping[str, _Lists]] = {
    "actors": (("actor_name", "actor_id", _names),),
    "documents": (("paragraph", "document_id", _paragraphs),),
    "places": (("place_name", "place_id", _names), ("schematic_pin", "place_id", _pins)),
    "questions": (("question_step", "question_id", lambda row, _: row["scale"]),),
    "events": (
        (
            "claim_event",
            "event_id",
            lambda row, ids: [{"claim_id": ids.of("claims", uid)} for uid in row["claims"]],
        ),
    ),
    "claims": (
        ("claim_place", "claim_id", _claim_places),
        ("claim_actor", "claim_id", _claim_actors),
        ("attribution", "claim_id", _hops),
        ("evidence", "claim_id", _evidence),
        (
            "claim_tag",
            "claim_id",
            lambda row, ids: [{"tag_id": ids.of("tags", uid)} for uid in row.get("tags", ())],
        ),
    ),
    "routes": (
        (
            "route_member",
            "group_id",
            lambda row, ids: [
                {"route_id": ids.of("routes", one["route"]), "certainty": one["certainty"]}
                for one in row["members"]
            ],
        ),
    ),
}
