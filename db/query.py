"""What the user asked to see, and what is picked out of it, as values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, cast, get_args

from db.dimensions import DIMENSIONS, DimensionId
from db.model import CLOCKS, ClaimId, Clock, EventId, PlaceId, Ref, RouteId

Order = Literal[
    "about", "said", "published", "recorded", "contested", "claimant", "paraphrase", "position",
    "place", "via", "grade", "voice", "question", "category", "status", "tags", "standing",
]  # fmt: skip
PlaceOrder = Literal["region", "count"]
Grouping = Literal["", "question", "place", "claimant"]
"""What claims stand together by, their groups in the desk's order; empty: by nothing."""
Filter = tuple[Literal["text", "facet", "span", "contested", "known"], str]
"""One thing a query restricts: its kind, and the dimension or clock where it has one."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `since` to `until`, both inclusive; None is open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.since or self.until)


@dataclass(frozen=True, slots=True)
class SortKey:
    """The order of the claims; ties by (about_from, id). What has no value is last either way."""

    by: Order = "about"
    descending: bool = False


_Facets, _Spans = dict[DimensionId, frozenset[int]], dict[Clock, Span]
_Days = dict[Clock, date]


@dataclass(frozen=True, slots=True)
class Query:
    """A filter, and the order of what is left. `Query()` shows all, oldest first.

    `clock`, `places_by` and `grouped_by` filter nothing: how things are shown, kept here and in no
    panel. A claim of several places is grouped under one: the first by name of those it is about,
    else of all.

    `facets` holds the chosen value ids: any of them within a dimension, all dimensions
    together; a chosen place takes in what lies in it. A claim passes a span when its days on
    that clock overlap it; a claim without days on that clock does not.
    `known_by` leaves what could be known by a day, on each clock that has one: what had begun,
    was said, or was published by then; on the clock `recorded`, the desk as it was at its end.
    """

    text: str = ""
    facets: Mapping[DimensionId, frozenset[int]] = field(default_factory=_Facets, hash=False)
    spans: Mapping[Clock, Span] = field(default_factory=_Spans, hash=False)
    clock: Clock = "about"
    contested_only: bool = False
    sort: SortKey = SortKey()
    places_by: PlaceOrder = "region"
    grouped_by: Grouping = ""
    known_by: Mapping[Clock, date] = field(default_factory=_Days, hash=False)

    def __post_init__(self) -> None:
        """Let nobody change the mappings; what restricts nothing is not in them."""
        for name in ("facets", "spans", "known_by"):
            kept = {key: value for key, value in getattr(self, name).items() if value}
            object.__setattr__(self, name, MappingProxyType(kept))

    def chosen(self, dimension: DimensionId) -> frozenset[int]:
        """Return the ids that `dimension` is restricted to; none: not restricted."""
        return self.facets.get(dimension, frozenset())

    def choosing(self, dimension: DimensionId, ids: Iterable[int]) -> "Query":
        """Return this query with `dimension` restricted to `ids`; none lifts it."""
        return replace(self, facets={**self.facets, dimension: frozenset(ids)})

    def during(self, clock: Clock, span: Span) -> "Query":
        """Return this query with `clock` restricted to `span`; an open one lifts it."""
        return replace(self, spans={**self.spans, clock: span})

    def as_of(self, clock: Clock, day: date | None) -> "Query":
        """Return this query with what could be known on `clock` by `day`; None lifts that."""
        others = {one: until for one, until in self.known_by.items() if one != clock}
        return replace(self, known_by={**others, clock: day} if day else others)

    @property
    def day(self) -> date | None:
        """The day by which all that is seen could be known; None where that is not asked.

        A day of the clock `recorded` is none of what claims are about: the desk's own holds then.
        """
        days = (day for clock, day in self.known_by.items() if clock != "recorded")
        return min(days, default=None)

    def unfiltered(self) -> "Query":
        """Return this query with every filter lifted; what is left is shown as before."""
        return replace(self.whole(), known_by={})

    def whole(self) -> "Query":
        """Return this query with every filter lifted but the day as of which it is."""
        return replace(self, text="", facets={}, spans={}, contested_only=False)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What is restricted: text, dimensions, clocks, contested only, as of, in this order."""
        text: tuple[Filter, ...] = (("text", ""),) if self.text.strip() else ()
        facets: tuple[Filter, ...] = tuple(("facet", name) for name in self.facets)
        spans: tuple[Filter, ...] = tuple(("span", clock) for clock in self.spans)
        contested: tuple[Filter, ...] = (("contested", ""),) if self.contested_only else ()
        known: tuple[Filter, ...] = tuple(("known", clock) for clock in self.known_by)
        return text + facets + spans + contested + known

    def without(self, restriction: Filter) -> "Query":
        """Return this query with one filter lifted."""
        match restriction:
            case "text", _:
                return replace(self, text="")
            case "contested", _:
                return replace(self, contested_only=False)
            case "facet", name:
                return replace(self, facets={k: v for k, v in self.facets.items() if k != name})
            case "span", name:
                return replace(self, spans={k: v for k, v in self.spans.items() if k != name})
            case "known", name:
                days = {k: v for k, v in self.known_by.items() if k != name}
                return replace(self, known_by=days)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is picked among what is shown; it highlights. At most one thing is current.

    `whole` stands for every claim shown, so that a million need not be listed. `current` is
    what the detail pane shows; it need not be picked (a link leads there).
    """

    claims: frozenset[ClaimId] = frozenset()
    places: frozenset[PlaceId] = frozenset()
    events: frozenset[EventId] = frozenset()
    routes: frozenset[RouteId] = frozenset()
    whole: bool = False
    current: Ref | None = None

    def __bool__(self) -> bool:
        return bool(self.claims or self.places or self.events or self.routes or self.whole)

    @property
    def kinds(self) -> Mapping[DimensionId, frozenset[int]]:
        """What is picked, by the dimension that would filter to it."""
        picked: dict[DimensionId, frozenset[int]] = {
            "claim": frozenset(self.claims),
            "place": frozenset(self.places),
            "event": frozenset(self.events),
            "route": frozenset(self.routes),
        }
        return {kind: ids for kind, ids in picked.items() if ids}


def present(query: Query, known: Callable[[DimensionId], Iterable[int]]) -> Query:
    """Return `query` without chosen values that the desk no longer has; `known` gives their ids."""
    kept = {name: ids.intersection(known(name)) for name, ids in query.facets.items()}
    return query if kept == query.facets else replace(query, facets=kept)


def narrowed(query: Query, selection: Selection, lit: Iterable[int]) -> Query:
    """Return `query` restricted to what is picked: the step behind Enter.

    Things of one kind become that kind's filter. Things of several kinds, which no one filter
    holds, become the claims they pick or light, `lit`. Nothing picked, or all: nothing changes.
    """
    kinds = selection.kinds
    if selection.whole or not kinds:
        return query
    if len(kinds) == 1:
        (dimension,) = kinds
        return query.choosing(dimension, kinds[dimension])
    return query.choosing("claim", lit)


def excluded(query: Query, claims: Iterable[int], every: Iterable[int]) -> Query:
    """Return `query` without `claims`, of `every` claim there is: the step behind Shift+Enter.

    Where nothing would be left, nothing changes: no filter says "none".
    """
    kept = frozenset(query.chosen("claim") or every) - frozenset(claims)
    return query.choosing("claim", kept) if kept else query


Uids = Mapping[DimensionId, Mapping[int, str]]
"""The uid of each value id, by dimension."""


def to_json(query: Query, uids: Uids) -> dict[str, object]:
    """Return `query` as plain JSON values; ids become uids, days ISO; lists are sorted."""
    facets = {
        name: sorted(uids[name][id_] for id_ in ids) for name, ids in sorted(query.facets.items())
    }
    spans = {
        clock: [day and day.isoformat() for day in (span.since, span.until)]
        for clock, span in sorted(query.spans.items())
    }
    return {
        "text": query.text,
        "facets": facets,
        "spans": spans,
        "clock": query.clock,
        "contested_only": query.contested_only,
        "sort": {"by": query.sort.by, "descending": query.sort.descending},
        "places_by": query.places_by,
        "grouped_by": query.grouped_by,
        "known_by": {clock: day.isoformat() for clock, day in sorted(query.known_by.items())},
    }


def from_json(told: Mapping[str, object], uids: Uids) -> Query:
    """Return the query that `to_json` wrote, in a desk that may have other ids.

    Raises ValueError, naming the field, when a value is of the wrong form or not in this desk, or
    when a field is unknown: a newer program may mean something by it.
    """
    sort = _mapping(told, "sort")
    only_known(told, (part.name for part in fields(Query)))
    only_known(sort, ("by", "descending"), "sort.")
    spans: dict[Clock, Span] = {
        cast("Clock", _one_of("spans", clock, CLOCKS)): _span(ends)
        for clock, ends in _mapping(told, "spans").items()
    }
    return Query(
        text=_text(told, "text"),
        facets=dict(
            _facet(name, chosen, uids) for name, chosen in _mapping(told, "facets").items()
        ),
        spans=spans,
        clock=cast("Clock", _one_of("clock", told.get("clock", "about"), CLOCKS)),
        contested_only=told.get("contested_only") is True,
        sort=SortKey(
            cast("Order", _one_of("sort", sort.get("by", "about"), get_args(Order))),
            sort.get("descending") is True,
        ),
        places_by="count" if told.get("places_by") == "count" else "region",
        grouped_by=cast(
            "Grouping",
            _one_of("grouped_by", told.get("grouped_by", ""), get_args(Grouping)),
        ),
        known_by={
            cast("Clock", _one_of("known_by", clock, CLOCKS)): _day(day)
            for clock, day in _mapping(told, "known_by").items()
        },
    )


def only_known(told: Mapping[str, object], known: Iterable[str], within: str = "") -> None:
    """Raise ValueError, naming them, when fields of `told` are not among those `known`."""
    if strange := sorted(set(told).difference(known)):
        raise ValueError(f"{', '.join(within + name for name in strange)}: not a field known here")


def _facet(name: str, chosen: object, uids: Uids) -> tuple[DimensionId, frozenset[int]]:
    dimension = cast("DimensionId", _one_of("facets", name, DIMENSIONS))
    ids = {uid: id_ for id_, uid in uids[dimension].items()}
    if not isinstance(chosen, list):
        raise ValueError(f"facets.{name}: a list of uids is expected")
    listed = [str(uid) for uid in cast("list[object]", chosen)]
    if missing := [uid for uid in listed if uid not in ids]:
        raise ValueError(f"facets.{name}: this desk has no {', '.join(missing)}")
    return dimension, frozenset(ids[uid] for uid in listed)


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise ValueError(f"known_by: {text!r} is not a day") from error


def _span(ends: object) -> Span:
    if not isinstance(ends, list) or len(cast("list[object]", ends)) != 2:
        raise ValueError("spans: two days are expected, null where open")
    since, until = cast("list[object]", ends)
    return Span(*(date.fromisoformat(str(day)) if day else None for day in (since, until)))


def _mapping(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise ValueError(f"{name}: an object is expected")
    return cast("Mapping[str, object]", found)


def _text(told: Mapping[str, object], name: str) -> str:
    found = told.get(name, "")
    if not isinstance(found, str):
        raise ValueError(f"{name}: a text is expected")
    return found


def _one_of(name: str, value: object, known: Iterable[str]) -> str:
    for choice in known:
        if choice == value:
            return choice
    raise ValueError(f"{name}: {value!r} is not one of {', '.join(known)}")
