"""THE lists of columns that files have. The public views `v_…` have exactly the same ones."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date"]
"""A type of the Frictionless Table Schema; a boolean is written as 1 or 0."""
TableId = Literal["claims", "places", "events", "routes", "relations"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, its type, and what it means."""

    name: str
    type: Type
    means: str


@dataclass(frozen=True, slots=True)
class Table:
    """What one file holds. No two rows are alike in the columns `key`.

    `filled` says whether every column of the key always has a value.
    """

    name: TableId
    title: str
    view: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    filled: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.name for column in self.columns)


_EDTF = "as coded, in EDTF; empty: no date was given"
_SINCE = "the first day it may mean, inclusive; empty: open, or undated"
_UNTIL = "the last day it may mean, inclusive; empty: open, or undated"

_CLAIMS = (
    Column("claim", "string", "uid of the claim"),
    Column("paraphrase", "string", "what is claimed, in the coder's words"),
    Column("claimant_uid", "string", "uid of who claims it"),
    Column("claimant", "string", "who claims it"),
    Column("side", "string", "the side the claimant is counted with"),
    Column("voice", "string", "direct_quote, indirect, outlet, or presupposed"),
    Column("modality", "string", "how it is put: asserted, denied, predicted, …"),
    Column("certainty", "string", "how certain the claimant is of the position as coded"),
    Column("category", "string", "what kind of matter it is about"),
    Column("question_uid", "string", "uid of the question it answers; empty: none"),
    Column("question", "string", "the question it answers"),
    Column("answer", "string", "the answer in words; empty: none was coded"),
    Column("polarity", "integer", "answer to a yes-no question: 1 yes, 0 partly, -1 no"),
    Column("position_low", "integer", "lowest step of the scale it may mean, from 0, inclusive"),
    Column("position_high", "integer", "highest step of the scale it may mean, inclusive"),
    Column("value_text", "string", "answer that is one of several categories"),
    Column("value_num", "number", "answer that is a quantity"),
    Column("value_low", "number", "least it may be"),
    Column("value_high", "number", "most it may be"),
    Column("value_approx", "boolean", "whether the quantity is approximate"),
    Column("value_unit", "string", "unit of the quantity"),
    Column("place_uids", "string", "uids of its places in every role, in uid order, '; ' between"),
    Column("places", "string", "names of the same places, in the same order"),
    Column("about", "string", f"the time it speaks of, {_EDTF}"),
    Column("about_from", "date", _SINCE),
    Column("about_to", "date", _UNTIL),
    Column("about_basis", "string", "whether that time is stated, inferred, or unknown"),
    Column("time_precision", "integer", "1 day, 2 week, 3 month, 4 year or vaguer, 5 undated"),
    Column("said", "string", f"when the claimant said it, {_EDTF}"),
    Column("said_from", "date", _SINCE),
    Column("said_to", "date", _UNTIL),
    Column("published", "string", f"when the document came out, {_EDTF}"),
    Column("recorded", "date", "UTC day on which the desk learned it"),
    Column("source_uid", "string", "uid of the source"),
    Column("source", "string", "who published it"),
    Column("document_uid", "string", "uid of the document"),
    Column("document", "string", "title of the document"),
    Column("url", "string", "where the document can be read"),
    Column("paragraph", "integer", "paragraph of the document, from 1"),
    Column("start", "integer", "first code point of the quote in the document, from 0"),
    Column("stop", "integer", "code point after the quote"),
    Column("quote", "string", "the words themselves; empty: not held"),
    Column("chain", "string", "the stations it came through, nearest the reader first"),
    Column("grade", "string", "Admiralty grade: letter of the source, digit of the claim"),
    Column("reliability", "string", "A completely reliable … E unreliable, F cannot be judged"),
    Column("credibility", "integer", "1 confirmed … 5 improbable, 6 cannot be judged"),
    Column("status", "string", "suggested, coded, or reviewed"),
    Column("contradicts", "string", "uids of claims an accepted relation sets against it"),
    Column("tags", "string", "its tags, '; ' between"),
    Column("coder", "string", "who coded it"),
    Column(
        "geo_precision", "integer", "1 a named town, 2 near it or part of it, 3 a larger region"
    ),
    Column("notes", "string", "the coder's notes"),
)
_PLACES = (
    Column("place", "string", "uid of the place"),
    Column("name", "string", "its preferred name"),
    Column("kind", "string", "city, town, village, region, …"),
    Column("part_of", "string", "what it lies in"),
    Column("lat", "number", "degrees north, of the named place; empty: not at hand"),
    Column("lon", "number", "degrees east, likewise"),
    Column("coord_source", "string", "where the coordinates come from"),
    Column("geonames_id", "integer", "its number in GeoNames"),
    Column("other_names", "string", "other names and spellings, '; ' between"),
    Column("claims", "integer", "claims of the whole desk that name it, in every role"),
    Column("claimants", "integer", "how many claimants these have"),
    Column("first_about", "date", "first day they speak of"),
    Column("last_about", "date", "last day they speak of"),
)
_EVENTS = (
    Column("event", "string", "uid of the event"),
    Column("title", "string", "what is reported to have happened"),
    Column("kind", "string", "what kind of event it is"),
    Column("realis", "string", "reported, claimed, hypothetical, or a statement"),
    Column("about", "string", f"when, {_EDTF}"),
    Column("about_from", "date", _SINCE),
    Column("about_to", "date", _UNTIL),
    Column("places", "string", "places of its claims, in uid order, '; ' between"),
    Column("claims", "string", "uids of its claims, '; ' between"),
)
_ROUTES = (
    Column("route", "string", "uid of the road, approach, or group of roads"),
    Column("name", "string", "its name"),
    Column("kind", "string", "highway, road, approach, or group"),
    Column("from_place", "string", "where it begins"),
    Column("to_place", "string", "where it ends; empty: open"),
    Column("bearing", "string", "the direction that is stated of it; empty: none is"),
    Column("claimant", "string", "who reports its status; empty: nobody does"),
    Column("side", "string", "the side the claimant is counted with"),
    Column("status", "string", "as reported: open, restricted, contested, cut, or unknown"),
    Column("stated", "string", "whether that is explicit or implied"),
    Column("about_from", "date", f"of the report: {_SINCE}"),
    Column("about_to", "date", f"of the report: {_UNTIL}"),
    Column("days_old", "integer", "days from the report's last day to as_of"),
    Column("as_of", "date", "the day that ages count to"),
    Column("source", "string", "who published the report"),
    Column("claim", "string", "uid of the newest claim that reports it"),
    Column("disputed", "boolean", "whether claimants differ, groups it may belong to included"),
    Column("n_claims", "integer", "how many reports this claimant has of it"),
)
_RELATIONS = (
    Column("relation", "string", "uid of the relation"),
    Column("kind", "string", "contradicts, tension, qualifies, corroborates, supersedes, …"),
    Column(
        "a",
        "string",
        "uid of one claim; where it supersedes, qualifies or explains, it does so to b",
    ),
    Column("a_claimant", "string", "who claims it"),
    Column("a_paraphrase", "string", "what is claimed, in the coder's words"),
    Column("b", "string", "uid of the other claim"),
    Column("b_claimant", "string", "who claims it"),
    Column("b_paraphrase", "string", "what is claimed, in the coder's words"),
    Column("independent", "boolean", "whether these are two voices; empty: not judged"),
    Column("state", "string", "proposed, accepted, or rejected"),
    Column("origin", "string", "who brought it up: a coder, or a rule"),
    Column("rule", "string", "the rule that proposed it; empty: none did"),
    Column("why", "string", "why it holds, or is proposed"),
)

TABLES: dict[TableId, Table] = {
    "claims": Table("claims", "Claims", "v_claims", _CLAIMS, ("claim",)),
    "places": Table("places", "Places", "v_places", _PLACES, ("place",)),
    "events": Table("events", "Events", "v_events", _EVENTS, ("event",)),
    "routes": Table("routes", "Routes", "v_routes", _ROUTES, ("route", "claimant"), filled=False),
    "relations": Table("relations", "Relations", "v_relations", _RELATIONS, ("relation",)),
}
