"""The pages of things: what they are, what they are called, and all that is claimed of them."""

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from db.model import (
    Actor,
    ActorId,
    Bearing,
    Claim,
    Event,
    EventId,
    Place,
    PlaceId,
    Ref,
    Route,
    RouteId,
    SourceId,
)
from db.routes import Heard, heard
from desktop import glyphs, show
from desktop.panels.detail import source as detail_source
from desktop.panels.detail.doubts import doubted
from desktop.panels.detail.links import ClaimLink, ClaimList, Lead
from desktop.panels.detail.names import Head, OtherNames, Thing
from desktop.panels.detail.parts import Facts, Reading, Tag, Wrapped, beside, heading, listed
from desktop.show import tr
from desktop.theme import Theme

Page = tuple[list[QWidget], list[QWidget]]
"""The two columns of a page."""
_SHOWN = 100
"""How many claims a page lists."""
_REPORTS = 8
"""How many reports of each of its roads the page of a place lists."""
_RELATIONS = {
    "near": "near {place}",
    "within": "in {place}",
    "in_north_of": "in the north of {place}",
    "in_east_of": "in the east of {place}",
    "in_south_of": "in the south of {place}",
    "in_west_of": "in the west of {place}",
    "larger_than": "larger than {place}",
}
"""What a stated position is called that is no octant."""


def page(reading: Reading, ref: Ref) -> Page:
    """Return the page of a place, an event, a road, an actor or a source."""
    desk, (kind, id_) = reading.snapshot.desk, ref
    match kind:
        case "place":
            left = _place(reading, desk.places[PlaceId(id_)])
        case "event":
            left = _event(reading, desk.events[EventId(id_)])
        case "route":
            left = _route(reading, desk.routes[RouteId(id_)])
        case "source":
            left = detail_source.told(desk.sources[SourceId(id_)], reading)
        case _:
            left = _actor(reading, desk.actors[ActorId(id_)])
    return left, _claimed(reading, ref)


class _Passing(Wrapped):
    """Says how many of some claims pass the filter."""

    def __init__(self, ids: frozenset[int], theme: Theme) -> None:
        super().__init__("", theme, "small", "ink.3")
        self._ids = ids

    def follow(self, shown: frozenset[int]) -> None:
        """Count those among the claims `shown`."""
        passing, all_ = show.count(len(self._ids & shown)), show.count(len(self._ids))
        self.say(tr("{n} of {m} pass the filter").format(n=passing, m=all_))


def _claimed(reading: Reading, ref: Ref) -> list[QWidget]:
    """Return all that is claimed of a thing."""
    ids = reading.snapshot.records.claims_of(ref)
    title = heading(_all_claimed(reading, ref), reading.theme)
    told = [listed(title, _Passing(frozenset(ids.tolist()), reading.theme))]
    claims = reading.snapshot.records.claims(ids[:_SHOWN])
    told.append(ClaimList(ClaimLink(reading, claim, Lead()) for claim in claims))
    if len(ids) > _SHOWN:
        more = tr("and %n more: make it the filter to see them", len(ids) - _SHOWN)
        told.append(Wrapped(more, reading.theme, "small", "ink.3"))
    return told


def _all_claimed(reading: Reading, ref: Ref) -> str:
    kind, id_ = ref
    if kind == "source":
        return tr("All that it published or relayed")
    if kind == "actor":
        return tr("All that is claimed by it or about it")
    places = reading.snapshot.desk.places.values()
    if kind == "place" and any(place.parent == id_ for place in places):
        return tr("All that is claimed of it and what lies in it")
    return tr("All that is claimed of it")


def _titled(reading: Reading, name: str, *tags: Tag) -> list[QWidget]:
    """Return the head of a page: a name, what it is, and what its name may deceive with."""
    doubts = doubted(reading.theme, name)
    return [Wrapped(name, reading.theme, "title"), beside(*tags), *doubts]


def _headed(reading: Reading, thing: Thing, *tags: Tag) -> list[QWidget]:
    """Return the head of the page of a thing that has names, which can be changed there."""
    doubts = doubted(reading.theme, thing.name, *(other.text for other in thing.names))
    return [Head(reading, thing, *tags), *doubts]


# -- places -------------------------------------------------------------------------------------


def _place(reading: Reading, place: Place) -> list[QWidget]:
    theme, desk = reading.theme, reading.snapshot.desk
    facts = Facts(theme)
    if place.parent is not None:
        above = desk.places[place.parent]
        facts.add(tr("Lies in"), reading.link(above.name, ("place", above.id)))
    facts.add(tr("Other names"), OtherNames(reading, place))
    if place.notes:
        facts.add(tr("Notes"), Wrapped(place.notes, theme, ink="ink.2"))
    if place.id in desk.pins:
        facts.add(tr("On the diagram"), Wrapped(tr("moved by hand"), theme, ink="ink.2"))
    kind = Tag(
        show.worded(place.kind), theme, lambda p, at: glyphs.place(p, theme, place.kind, at), 12
    )
    return [
        *_headed(reading, place, kind),
        facts,
        *_bearings(reading, place),
        *_roads_of(reading, place),
    ]


def _bearings(reading: Reading, place: Place) -> list[QWidget]:
    """Return the stated positions of a place, each with the claim that states it."""
    found = [b for b in reading.snapshot.desk.bearings if b.of == place.id]
    claims = _claims(reading, [bearing.claim for bearing in found])
    links = [
        ClaimLink(reading, claim, Lead(_bears(reading, bearing)))
        for bearing, claim in zip(found, claims, strict=True)
    ]
    title = heading(tr("Where it lies, as stated"), reading.theme)
    return [title, ClaimList(links)] if links else []


def _bears(reading: Reading, bearing: Bearing) -> str:
    words = tr(_RELATIONS.get(bearing.relation, "{octant} of {place}"))
    to = show.apart(reading.snapshot.desk.places[bearing.to].name)
    return tr("stated: {words}").format(words=words.format(octant=bearing.relation, place=to))


def _roads_of(reading: Reading, place: Place) -> list[QWidget]:
    """Return the roads that end at a place, each with what is reported of it."""
    roads = [r for r in reading.snapshot.desk.routes.values() if place.id in {r.start, r.end}]
    told: list[QWidget] = []
    reports = _heard(reading, roads)
    most = [_first_of_each(ones)[:_REPORTS] for ones in reports]
    for road, ones, listed_ in zip(roads, reports, _reports(reading, most), strict=True):
        told += [reading.link(road.name, ("route", road.id)), listed_]
        if len(ones) > _REPORTS:
            more = tr("and %n more: see the road", len(ones) - _REPORTS)
            told.append(Wrapped(more, reading.theme, "small", "ink.3"))
    return [heading(tr("Roads, as reported"), reading.theme), *told] if told else []


def _first_of_each(reports: Sequence[Heard]) -> list[Heard]:
    """Return the first report of each condition, then the rest: a part shows what differs."""
    met: dict[str, int] = {}
    nth = [met.setdefault(one.strand.status, n) != n for n, one in enumerate(reports)]
    return [reports[n] for n in sorted(range(len(reports)), key=lambda n: (nth[n], n))]


# -- roads --------------------------------------------------------------------------------------


def _route(reading: Reading, route: Route) -> list[QWidget]:
    theme, desk = reading.theme, reading.snapshot.desk
    facts = Facts(theme)
    ends = [desk.places[end] for end in (route.start, route.end) if end is not None]
    facts.add(tr("Ends"), *(reading.link(p.name, ("place", p.id)) for p in ends))
    if route.bearing and route.bearing_of is not None:
        words = tr("{octant} of {place}, as stated")
        of = show.apart(desk.places[route.bearing_of].name)
        facts.add(tr("Bearing"), Wrapped(words.format(octant=route.bearing, place=of), theme))
    if route.members:
        facts.add(tr("Roads in it"), *(_member(reading, id_, how) for id_, how in route.members))
    groups = [(g, how) for g in desk.routes.values() for id_, how in g.members if id_ == route.id]
    if groups:
        facts.add(tr("In the group"), *(_member(reading, g.id, how) for g, how in groups))
    if route.notes:
        facts.add(tr("Notes"), Wrapped(route.notes, theme, ink="ink.2"))
    kind = tr("group of roads") if route.kind == "group" else show.worded(route.kind)
    title = heading(tr("Reported, not verified"), theme, tr("the newest report of each claimant"))
    reports = _reports(reading, _heard(reading, [route]))
    return [*_titled(reading, route.name, Tag(kind, theme)), facts, title, *reports]


def _member(reading: Reading, route: RouteId, membership: str) -> QWidget:
    name = reading.snapshot.desk.routes[route].name
    note = tr("membership {how}").format(how=show.worded(membership))
    return reading.link(name, ("route", route), note)


def _heard(reading: Reading, roads: Sequence[Route]) -> list[list[Heard]]:
    """Return for each road the newest report of each claimant."""
    desk, strands = reading.snapshot.desk, reading.snapshot.strands
    return [heard(road, strands, desk.routes) for road in roads]


def _reports(reading: Reading, told: Sequence[Sequence[Heard]]) -> Iterator[QWidget]:
    """Yield for each road the reports told of it, or that there is none."""
    claims = iter(_claims(reading, [one.strand.claim for reports in told for one in reports]))
    for reports in told:
        if reports:
            yield ClaimList(
                ClaimLink(reading, next(claims), Lead(_status(one), why=_through(one)))
                for one in reports
            )
        else:
            none = tr("Nobody on file states its condition.")
            yield Wrapped(none, reading.theme, "small", "ink.3")


def _status(one: Heard) -> str:
    strand = one.strand
    status = (
        tr("condition not stated") if strand.status == "unknown" else show.worded(strand.status)
    )
    told = [status, tr("implied") if strand.implied else ""]
    if strand.days_old is not None:
        told.append(tr("%n d", strand.days_old))
    return ", ".join(word for word in told if word)


def _through(one: Heard) -> str:
    if one.group is None:
        return ""
    return tr("through the group {group}, membership {how}").format(
        group=show.apart(one.group.name), how=show.worded(one.membership or "")
    )


# -- events and actors --------------------------------------------------------------------------


def _event(reading: Reading, event: Event) -> list[QWidget]:
    facts = Facts(reading.theme)
    facts.add(tr("About"), Wrapped(show.dates(event.about), reading.theme))
    claims = reading.snapshot.records.claims(
        reading.snapshot.records.claims_of(("event", event.id))[:_SHOWN]
    )
    places = {place.id: place for claim in claims for place, _ in claim.places}
    if places:
        links = (reading.link(p.name, ("place", p.id)) for p in places.values())
        facts.add(tr("Places"), *links)
    note = tr("A heading over claims; it is not a fact of its own.")
    return [
        *_titled(reading, event.title, Tag(show.worded(event.realis), reading.theme)),
        facts,
        Wrapped(note, reading.theme, "small", "ink.3"),
    ]


def _actor(reading: Reading, actor: Actor) -> list[QWidget]:
    theme = reading.theme

    def shape(painter: object, at: QPointF) -> None:
        glyphs.side(painter, theme, actor.side.token, at)  # type: ignore[arg-type]

    facts = Facts(theme)
    if actor.abbrev:
        facts.add(tr("Short name"), Wrapped(actor.abbrev, theme))
    facts.add(tr("Other names"), OtherNames(reading, actor))
    if actor.role:
        facts.add(tr("Role"), Wrapped(actor.role, theme))
    if actor.parent is not None:
        above = reading.snapshot.desk.actors[actor.parent]
        facts.add(tr("Part of"), reading.link(above.name, ("actor", above.id)))
    if actor.notes:
        facts.add(tr("Notes"), Wrapped(actor.notes, theme, ink="ink.2"))
    side = Tag(actor.side.name, theme, shape, glyphs.SIDE)
    return [*_headed(reading, actor, side, Tag(show.worded(actor.kind), theme)), facts]


def _claims(reading: Reading, ids: Sequence[int]) -> Sequence[Claim]:
    return reading.snapshot.records.claims(np.array(ids, np.int32))
