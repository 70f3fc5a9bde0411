"""Which claims pass, and how many there would be: the crossfilter, from scratch each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from db.columns import NEVER_FROM, NO_RANK, Columns, Ints, Mask, Pairs
from db.dimensions import DimensionId
from db.model import Clock
from db.query import Filter, Order, Query, Selection, Span
from db.snapshot import Groups
from db.standing import Reckoning, Standings


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a query leaves: row positions in its order and their groups, and counts per value.

    `counts` of a dimension are under all *other* filters, `left` under all of them. `marked` are
    the rows under all filters but the shown clock's own span, `inside` those that pass it too.
    `about_places` are the rows under all filters but that on places. `known` are the rows that
    could be known by the day asked for, `contested` those that were by then, by what is accepted;
    `standings` tells how each stood. `dateless` says how many rows fail nothing but to be known on
    a clock, for want of a date. `without` says, where nothing is left, how many rows pass all
    filters but that one.
    """

    rows: Ints
    groups: Groups
    counts: dict[DimensionId, Ints]
    left: dict[DimensionId, Ints]
    marked: Mask
    inside: Mask
    about_places: Mask
    known: Mask
    contested: Mask
    standings: Standings
    dateless: Mapping[Clock, int]
    without: Mapping[Filter, int]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What a selection is linked to: masks over rows, places, events and roads."""

    rows: Mask
    places: Mask
    events: Mask
    routes: Mask
    by_road: Mask
    by_group: Mask


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    """What rows are, that follows from what is known."""

    contested: Mask
    standings: Standings

    def ranks(self, by: Order) -> Ints | None:
        """Return what the rows are sorted by where that is one of these; else None."""
        match by:
            case "contested":
                return (~self.contested).astype(np.int32)
            case "standing":
                return self.standings.ranks
            case _:
                return None


class Index:
    """Answers queries over resident columns."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._reckoning = Reckoning(columns.bearings, len(columns.ids))

    def answer(
        self, query: Query, matching: frozenset[int] | None = None, *, begun: bool = True
    ) -> Answer:
        """Return what `query` leaves. `matching` are the ids found by its text, or None.

        What the desk held by a day is nothing that its columns tell: on the clock `recorded` all
        of it is known where it had `begun`, else nothing.
        """
        by_clock = self._known(query, begun)
        known = self._all(by_clock)
        contested, standings = self._columns.contested, self._reckoning.present
        if by_clock:
            contested = contested & self._columns.conflicts.contested(known)
            standings = self._reckoning.of(known)
        facets: dict[DimensionId, Pairs] = {**self._columns.facets, "standing": standings.pairs}
        passes = self._passes(query, facets, matching, contested) | by_clock
        left = self._all(passes)
        by_value: dict[DimensionId, Ints] = {name: facets[name].counts(left) for name in facets}
        counts = dict(by_value)  # of what restricts nothing, those that pass all are the same
        for name in query.facets:
            counts[name] = facets[name].counts(self._all(passes, but=("facet", name)))
        signs = _Signs(contested, standings)
        rows, groups = self._grouped(self._sorted(left, query, signs), query, signs)
        return Answer(
            rows=rows,
            groups=groups,
            counts=counts,
            left=by_value,
            marked=self._all(passes, but=("span", query.clock)),
            inside=left,
            about_places=self._all(passes, but=("facet", "place")),
            known=known,
            contested=contested,
            standings=standings,
            dateless=self._dateless(passes, query),
            without={} if left.any() else {n: int(self._all(passes, but=n).sum()) for n in passes},
        )

    def linked(self, selection: Selection, shown: Mask) -> Links:
        """Return what `selection` is linked to among the rows `shown`, itself included.

        A place lights the claims that name it or what lies in it and their events, the roads
        that end there, the claims about those roads or about groups they may belong to, and the
        places of all these claims. A road lights its claims and its ends; a claim its places,
        events and roads; an event its claims and their places and roads.
        """
        facets, own_roads = self._columns.facets, self._columns.own_routes
        place, event, route = facets["place"], facets["event"], facets["route"]
        length = len(shown)
        places = self._within(selection.places)
        roads = self._roads_ending_at(places)
        picked = shown if selection.whole else self._rows_of(selection.claims) & shown
        named = place.rows_with(places, length) & shown
        on_roads = own_roads.rows_with(roads, length) & shown
        on_groups = route.rows_with(roads, length) & shown
        of_events = event.rows_with(frozenset(selection.events), length) & shown
        of_routes = route.rows_with(frozenset(selection.routes), length) & shown
        told = picked | of_events
        return Links(
            rows=told | named | on_groups | of_routes,
            places=place.values_of(told | named | on_groups)
            | _chosen(places | self._ends_of(selection.routes), place.size),
            events=event.values_of(picked | named) | _chosen(selection.events, event.size),
            routes=own_roads.values_of(told) | _chosen(roads | selection.routes, route.size),
            by_road=on_roads & ~named,
            by_group=on_groups & ~on_roads & ~named,
        )

    def _within(self, places: frozenset[int]) -> frozenset[int]:
        """Return these places and all that lies in them."""
        within = self._columns.within
        return frozenset(one for place in places for one in within.get(place, (place,)))

    def _roads_ending_at(self, places: frozenset[int]) -> frozenset[int]:
        return frozenset(road for road, place in self._columns.ends if place in places)

    def _ends_of(self, roads: frozenset[int]) -> frozenset[int]:
        return frozenset(place for road, place in self._columns.ends if road in roads)

    def _rows_of(self, claims: frozenset[int]) -> Mask:
        return np.isin(self._columns.ids, list(claims))

    def _sorted(self, left: Mask, query: Query, signs: _Signs) -> Ints:
        """Return the rows left in the order of the query; what has no value stands last."""
        rows = np.flatnonzero(left).astype(np.int32)
        ranks = signs.ranks(query.sort.by)
        keys = (self._columns.ranks[query.sort.by] if ranks is None else ranks)[rows]
        missing = keys == NO_RANK
        sign = -1 if query.sort.descending else 1
        order = np.argsort(keys.astype(np.int64) * sign, kind="stable")
        return np.concatenate([rows[order[~missing[order]]], rows[order[missing[order]]]])

    def _grouped(self, rows: Ints, query: Query, signs: _Signs) -> tuple[Ints, Groups]:
        """Return the rows group by group, in each as they were, and the groups."""
        by = query.grouped_by
        if not by or not len(rows):
            return rows, Groups(by)
        grouped = self._columns.groups[by]
        rows = rows[np.argsort(grouped.at[rows], kind="stable")]
        at = grouped.at[rows]
        starts = np.flatnonzero(np.diff(at, prepend=-1)).astype(np.int32)
        some, proposed = (
            np.logical_or.reduceat(mask[rows], starts)
            for mask in (signs.contested, signs.standings.perhaps_contested)
        )
        return rows, Groups(by, grouped.order[at[starts]], starts, some, proposed & ~some)

    def _known(self, query: Query, begun: bool) -> dict[Filter, Mask]:  # noqa: FBT001
        """Return for each clock with a day which rows could be known by it."""
        known = self._columns.known
        by_clock: dict[Filter, Mask] = {
            ("known", clock): known[clock] <= np.int32(day.toordinal())
            for clock, day in query.known_by.items()
            if clock in known
        }
        if not begun:
            by_clock["known", "recorded"] = np.zeros(len(self._columns.ids), np.bool_)
        return by_clock

    def _dateless(self, passes: dict[Filter, Mask], query: Query) -> dict[Clock, int]:
        known = self._columns.known
        return {
            clock: int(
                (self._all(passes, but=("known", clock)) & (known[clock] == NEVER_FROM)).sum()
            )
            for clock in query.known_by
            if clock in known
        }

    def _passes(
        self,
        query: Query,
        facets: Mapping[DimensionId, Pairs],
        matching: frozenset[int] | None,
        contested: Mask,
    ) -> dict[Filter, Mask]:
        """Return one mask for each filter that is set, but for what could be known."""
        columns = self._columns
        passes: dict[Filter, Mask] = {}
        for name, values in query.facets.items():
            wanted = self._within(values) if name == "place" else values
            passes["facet", name] = facets[name].rows_with(wanted, len(columns.ids))
        if matching is not None:
            passes["text", ""] = np.isin(columns.ids, list(matching))
        if query.contested_only:
            passes["contested", ""] = contested
        passes.update(self._in_spans(query.spans))
        return passes

    def _in_spans(self, spans: Mapping[Clock, Span]) -> dict[Filter, Mask]:
        days = self._columns.days
        return {
            ("span", clock): days[clock].overlapping(_ordinal(span.since), _ordinal(span.until))
            for clock, span in spans.items()
        }

    def _all(self, passes: dict[Filter, Mask], but: Filter | None = None) -> Mask:
        """Return the rows that pass every filter except `but`: the crossfilter rule."""
        left = np.ones(len(self._columns.ids), np.bool_)
        for name, mask in passes.items():
            if name != but:
                left &= mask
        return left


def _ordinal(day: date | None) -> int | None:
    return day and day.toordinal()


def _chosen(ids: frozenset[int], size: int) -> Mask:
    """Return a mask over values that is set at `ids`."""
    mask = np.zeros(size, np.bool_)
    mask[list(ids)] = True
    return mask
