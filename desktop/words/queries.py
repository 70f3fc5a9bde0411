"""Queries in words, for people: a filter, a whole query in one line, a step from one to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.dimensions import DIMENSIONS, DimensionId
from db.model import Clock, Value
from db.query import Filter, Query, SortKey
from desktop import show
from desktop.show import tr
from desktop.words import grades

Values = Mapping[DimensionId, tuple[Value, ...]]
"""The values of every dimension, as a snapshot has them."""
_NAMED = 3
"""How many chosen values are named in one line; of more, they are counted."""


@dataclass(frozen=True, slots=True)
class Words:
    """One filter in words: what it restricts, to what, and all that is chosen where it is more."""

    what: str
    to: str
    all: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The words in one line."""
        return " ".join(show.apart(part) for part in (self.what, self.to) if part)

    @property
    def named(self) -> str:
        """The words in one line, what is chosen by its names where they are few."""
        if 0 < len(self.all) <= _NAMED:
            return f"{self.what} {tr(' or ').join(map(show.apart, self.all))}"
        return self.told


def clock_name(clock: Clock) -> str:
    """Return the name of a clock as it stands on a button."""
    return {
        "about": tr("About"),
        "said": tr("Said"),
        "published": tr("Published"),
        "recorded": tr("Recorded"),
    }[clock]


def words(restriction: Filter, query: Query, values: Values) -> Words:
    """Return a filter of a query in words."""
    match restriction:
        case "text", _:
            return Words(tr("Text"), tr("“{text}”").format(text=show.apart(query.text.strip())))
        case "contested", _:
            return Words("", tr("Contested only"))
        case "facet", name:
            return _facet_words(name, query, values)  # type: ignore[arg-type]
        case "span", clock:
            span = query.spans[clock]  # type: ignore[index]
            return Words(clock_name(clock), show.span(span))  # type: ignore[arg-type]
        case "known", clock:
            return Words("", as_of(query, clock))  # type: ignore[arg-type]


def as_of(query: Query, clock: Clock) -> str:
    """Return as of which day a query is on a clock: as of 2 Feb 2023 (published)."""
    day = show.day(query.known_by[clock])
    return tr("as of {day} ({clock})").format(day=day, clock=tr(clock))


def all_as_of(query: Query) -> str:
    """Return as of which days a query is, in one line; empty for now."""
    return show.listed([as_of(query, clock) for clock in query.known_by])


def in_line(query: Query, values: Values) -> str:
    """Return in one line what a query shows: its filters, and the order where it is another."""
    filters = [words(one, query, values).named for one in query.filters]
    return show.listed([*(filters or [tr("All claims")]), *_otherwise(Query(), query)])


def step(old: Query, new: Query, values: Values) -> str:
    """Return in one line how `new` differs from `old`."""
    if old.filters and not new.filters:
        return show.listed([tr("All filters lifted"), *_otherwise(old, new)])
    fresh = (
        words(one, new, values).named
        for one in new.filters
        if _restricts(one, old) != _restricts(one, new)
    )
    lifted = (
        tr("{filter} lifted").format(filter=words(one, old, values).named)
        for one in old.filters
        if one not in new.filters
    )
    return show.listed([*fresh, *lifted, *_otherwise(old, new)])


def _otherwise(old: Query, new: Query) -> Iterator[str]:
    """Yield how `new` is shown where that is other than in `old`."""
    if new.sort != old.sort:
        yield _order(new.sort)
    if new.grouped_by != old.grouped_by:
        by = tr("Grouped by {what}").format(what=show.worded(new.grouped_by))
        yield by if new.grouped_by else tr("Not grouped")
    if new.clock != old.clock:
        yield tr("Clock {clock}").format(clock=clock_name(new.clock))
    if new.places_by != old.places_by:
        by_region = new.places_by == "region"
        yield tr("Places by region") if by_region else tr("Places by count")


def _order(sort: SortKey) -> str:
    by = show.worded(sort.by)
    if sort.descending:
        return tr("Sorted by {column}, turned around").format(column=by)
    return tr("Sorted by {column}").format(column=by)


def _restricts(restriction: Filter, query: Query) -> object:
    """Return what a filter of a query restricts it to."""
    match restriction:
        case "text", _:
            return query.text.strip()
        case "contested", _:
            return query.contested_only
        case "facet", name:
            return query.facets.get(name)  # type: ignore[call-overload]
        case "span", clock:
            return query.spans.get(clock)  # type: ignore[call-overload]
        case "known", clock:
            return query.known_by.get(clock)  # type: ignore[call-overload]


def _facet_words(dimension: DimensionId, query: Query, values: Values) -> Words:
    """Return the names of what is chosen; a claim's words never stand without who says them."""
    chosen = query.chosen(dimension)
    if dimension == "claim":
        return Words(tr("Claims"), tr("{n} chosen").format(n=show.count(len(chosen))))
    names = tuple(v.name for v in values[dimension] if v.id in chosen)
    if dimension == "grade":
        names = tuple(map(grades.grade, names))
    what = tr(DIMENSIONS[dimension].name)
    if len(names) == 1:
        return Words(what, names[0])
    return Words(what, tr("{n} chosen").format(n=show.count(len(names))), names)
