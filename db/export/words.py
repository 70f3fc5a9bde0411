"""A query in words, for people who read a file and have no desk."""

from collections.abc import Iterator, Mapping

from db.dimensions import DIMENSIONS, DimensionId
from db.model import CLOCKS, Clock, Value
from db.query import Grouping, Query, SortKey, Span

_ENDS = {
    "contested": ("contested first", "contested last"),
    "position": ("lowest first", "highest first"),
    "standing": ("retracted first", "uncontested first"),
}
"""What comes first by these orders, ascending and descending; others are days or texts."""

_GROUPS: dict[Grouping, str] = {
    "question": "grouped by question",
    "place": "grouped by place, a claim of several under one it is about",
    "claimant": "grouped by claimant within each side",
}
_BY: dict[Clock, str] = {"about": "begun", "said": "said", "published": "published"}
REASONS = {
    "not_selected": "not selected",
    "filtered": "filtered",
    "undated": "undated under the time filter",
    "outside_span": "outside the days asked for",
    "not_known": "not known by the day asked for",
    "dateless": "without a date to be known by",
    "suggested": "only suggested",
    "retired": "retired",
    "texts_not_held": "document text(s) not held",
}
"""Why something is left out; `plural` reads them."""


def plural(words: str, n: int) -> str:
    """Return words of which there are `n`; "(s)" is the plural's ending."""
    return words.replace("(s)", "" if n == 1 else "s")


def in_words(query: Query, values: Mapping[DimensionId, tuple[Value, ...]]) -> str:
    """Return what `query` asks for: its filters, then its groups, then its order."""
    groups = [_GROUPS[query.grouped_by]] if query.grouped_by else []
    return "; ".join([*(_filters(query, values)), *groups, _order(query.sort)])


def _filters(query: Query, values: Mapping[DimensionId, tuple[Value, ...]]) -> Iterator[str]:
    if not query.filters:
        yield "all claims"
    for kind, name in query.filters:
        match kind:
            case "text":
                yield f"text: “{query.text.strip()}”"
            case "span":
                yield from (f"{c} {_days(query.spans[c])}" for c in CLOCKS if c == name)
            case "facet":
                yield from (_facet(query, d, values[d]) for d in DIMENSIONS if d == name)
            case "contested":
                yield "contested only"
            case "known":
                yield from (_known(query, c) for c in CLOCKS if c == name)


def _known(query: Query, clock: Clock) -> str:
    """Return which claims could be known by a day, or as of which day the desk is shown."""
    day = query.known_by[clock]
    if clock == "recorded":
        return f"as of {day} (recorded): the desk as it was at the end of that day, UTC"
    return f"as of {day} ({clock}): {_BY[clock]} by that day"


def _facet(query: Query, dimension: DimensionId, values: tuple[Value, ...]) -> str:
    """Return what a dimension is restricted to; claims, which have no names, go by their uids."""
    chosen = query.chosen(dimension)
    names = [v.uid if dimension == "claim" else v.name for v in values if v.id in chosen]
    return f"{DIMENSIONS[dimension].name.lower()}: {' or '.join(names)}"


def _days(span: Span) -> str:
    if span.since and span.until:
        return f"{span.since} to {span.until}" if span.since != span.until else f"{span.since}"
    return f"until {span.until}" if span.until else f"from {span.since}"


def _order(sort: SortKey) -> str:
    up, down = _ENDS.get(sort.by, ("A to Z", "Z to A"))
    if sort.by in CLOCKS:
        up, down = "oldest first", "newest first"
    return f"sorted by {sort.by}, {down if sort.descending else up}"


def reported(age: int | None) -> str:
    """Return the sentence that goes with every status of a road; `age` is the newest's in days."""
    if age is None:
        return "Reported, not verified; no road is reported on; no basis for movement."
    days = f"{age} day{'' if age == 1 else 's'} old"
    return f"Reported, not verified; the newest report is {days}; no basis for movement."
