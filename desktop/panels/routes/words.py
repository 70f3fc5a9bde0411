"""What the roads panel says in words."""

import math

from db.model import Place, PlaceId, Route, RouteId, Status
from db.routes import newest_age
from desktop import show
from desktop.frame import Frame
from desktop.panels.routes.reading import Look, Reading, Told
from desktop.schematic import moving
from desktop.schematic.report import OCTANTS, Layout, Note, Reason
from desktop.show import tr

_OFF = 22.5  # degrees from which on a drawn bearing is another than the true one


def sentence(frame: Frame) -> str:
    """Return what must stand by every drawing of reported roads."""
    strands = frame.snapshot.strands
    age = newest_age(strands)
    if not strands:
        return tr("No claim names a road; no basis for movement.")
    if age is None:
        return tr("Reported, not verified; no report is dated; no basis for movement.")
    if age == 1:
        return tr("Reported, not verified; the newest report is 1 day old; no basis for movement.")
    text = tr(
        "Reported, not verified; the newest report is %n days old; no basis for movement.", age
    )
    return text


def status(look: Look) -> str:
    """Return a reported status, and whether it is implied."""
    words: dict[Status, str] = {
        "open": tr("open"),
        "restricted": tr("restricted"),
        "contested": tr("contested"),
        "cut": tr("cut"),
        "unknown": tr("condition not stated"),
    }
    word = words[look.status]
    return tr("{status}, implied").format(status=word) if look.implied else word


def age(told: Told) -> str:
    """Return how old a report is, short: 29 d."""
    days = told.strand.days_old
    return tr("undated") if days is None else tr("%n d", days)


def reported(told: Told) -> str:
    """Return a report as a group's label has it: cut, implied, 29 d."""
    return tr("{status}, {age}").format(status=status(told.look), age=age(told))


def claims(reading: Reading, route: Route) -> str:
    """Return how many claims bear on a road and whether they differ."""
    n = len(reading.heard(route))
    count = tr("%n claim(s)", n) if n else tr("no claim")
    if route.id in reading.differing:
        return tr("{count}, claimants differ").format(count=count)
    return count


def road(reading: Reading, route: Route) -> str:
    """Return a road or group of roads in a sentence: what each claimant reports."""
    parts: list[str] = []
    for told, through in reading.heard(route):
        speaker = show.apart(told.claimant.name)
        text = tr("{claimant}: {report}").format(claimant=speaker, report=reported(told))
        parts.append(
            f"{text} ({group(through.group.name, through.membership)})" if through.group else text
        )
    kind = tr("Group of roads") if route.kind == "group" else tr("Road")
    head = f"{kind} {show.apart(route.name)}: {claims(reading, route)}"
    return show.visible("; ".join([head, *parts]))


def group(name: str, membership: str | None) -> str:
    """Return through which group a report bears on a road, and how sure that is."""
    sure = {
        "stated": tr("membership stated"),
        "inferred": tr("membership inferred"),
        "possible": tr("membership possible"),
    }
    return tr("through the group {group}, {membership}").format(
        group=show.apart(name), membership=sure.get(membership or "", "")
    )


def place(reading: Reading, layout: Layout, named: Place) -> str:
    """Return a place of the diagram in a sentence."""
    left = reading.frame.snapshot.left.get("place")
    n = int(left[named.id]) if left is not None else 0
    roads = sum(named.id in (road.start, road.end) for road in reading.roads())
    parts = [
        tr("%n claim(s)", n),
        tr("%n road(s)", roads) if roads else "",
        bearing(reading, named.id) if named.id in layout.by_bearing else "",
        tr("moved by hand") if named.id in reading.desk.pins else "",
        *(note(what) for id_, what in layout.notes if id_ == named.id),
    ]
    return show.visible(f"{show.apart(named.name)}, {named.kind}: {show.listed(parts)}")


def bearing(reading: Reading, id_: PlaceId) -> str:
    """Return by which stated bearings a place without coordinates is placed."""
    said = [
        f"{one.relation} {tr('of')} {show.apart(reading.desk.places[one.to].name)}"
        for one in reading.desk.bearings
        if one.of == id_ and one.relation.isupper()
    ]
    return tr("no coordinates, placed by bearing: {said}").format(said=", ".join(said) or "–")


def note(what: Note) -> str:
    """Return what the drawing changed about a place to be legible."""
    words: dict[Note, str] = {
        "moved_apart": tr("moved off a place with nearly the same coordinates"),
        "drawn_nearer": tr("drawn nearer than it lies"),
        "bearing_unknown": tr("stands by its road: no coordinates, and no bearing is stated"),
        "off_heading": tr("a road of it could not be drawn at a multiple of 45 degrees"),
        "crosses": tr("a road of it crosses one that it does not cross on the map"),
        "turned": tr("its roads leave it in another order than on the map"),
        "crowded": tr("so many roads meet there that their order is not kept"),
    }
    return words[what]


def forced(reading: Reading, before: Layout, after: Layout) -> str:
    """Return what places put by hand make of roads since the drawing before, by name."""
    places, roads = reading.desk.places, reading.desk.routes
    put = {id_ for id_, spot in after.pins.items() if before.pins.get(id_) != spot}
    crossed, turned = moving.forced(before, after)
    said: list[str] = []
    for pair in crossed:
        one, other = sorted((roads[id_] for id_ in pair), key=lambda road: not put & _ends(road))
        ends = sorted(put & _ends(one))
        far = next((places[id_] for id_ in _ends(one) - put), None)
        said.append(
            tr("its road to {place} now crosses {road}").format(
                place=show.apart(far.name), road=show.apart(other.name)
            )
            if ends and far
            else tr("{road} now crosses {other}").format(
                road=show.apart(one.name), other=show.apart(other.name)
            )
        )
    said += [
        tr("the roads of {place} now leave it in another order than on the map").format(
            place=show.apart(places[id_].name)
        )
        for id_ in turned
    ]
    if not put or not said:
        return ""
    more = tr("and %n more", len(said) - 1) if len(said) > 1 else ""
    names = show.listed(show.apart(places[id_].name) for id_ in sorted(put))
    here = tr("%n place(s)", len(put)) if len(put) > 3 else names
    return tr("{place} is where you put it; {forced}. Undo: {keys}").format(
        place=here, forced=" ".join(filter(None, (said[0], more))), keys="Ctrl+Z"
    )


def _ends(road: Route) -> frozenset[PlaceId]:
    return frozenset(end for end in (road.start, road.end) if end is not None)


def kind(layout: Layout) -> str:
    """Return what kind of picture it is."""
    if not layout.positions:
        return ""
    return tr("geographic") if layout.geographic else tr("schematic")


def kind_explained(layout: Layout) -> str:
    """Return what a reader may take from such a picture, and what not."""
    if layout.geographic:
        return tr("True directions from the middle, straight roads; not to scale")
    return tr("Roads run in eight directions, near the true ones; not to scale")


def noted(reading: Reading, id_: PlaceId, what: Note) -> str:
    """Return what the drawing changed about a place, with its name."""
    return f"{show.apart(reading.desk.places[id_].name)}: {note(what)}"


def reason(what: Reason) -> str:
    """Return why something is not drawn."""
    words: dict[Reason, str] = {
        "nowhere": tr("no coordinates, and no bearing is stated"),
        "vague": tr("an area: it has no one spot"),
        "far": tr("no road, and too far from all that is drawn"),
        "no_end": tr("no end and no bearing is stated"),
        "off_the_globe": tr("its coordinates are no latitude and longitude"),
    }
    return words[what]


def shelved(reading: Reading, id_: PlaceId, why: Reason) -> str:
    """Return why a place is not drawn, with the bearing that an area has."""
    place = show.apart(reading.desk.places[id_].name)
    return f"{place}: {'; '.join([reason(why), *stated(reading, id_)])}"


def stated(reading: Reading, id_: PlaceId) -> list[str]:
    """Return the octants of other places in which a place is said to lie."""
    return [
        tr("stated {octant} of {place}").format(
            octant=one.relation, place=show.apart(reading.desk.places[one.to].name)
        )
        for one in reading.desk.bearings
        if one.of == id_ and one.relation.isupper()
    ]


def shelf(reading: Reading, layout: Layout) -> list[str]:
    """Return all that is not drawn in sentences: the places of each reason, then the roads."""
    places: dict[Reason, list[str]] = {}
    for id_, why in layout.shelf:
        said = "; ".join(stated(reading, id_))
        name = show.apart(reading.desk.places[id_].name)
        places.setdefault(why, []).append(f"{name} ({said})" if said else name)
    said = [f"{', '.join(names)}: {reason(why)}" for why, names in places.items()]
    return said + [unplaced(reading, id_, why) for id_, why in layout.unplaced]


def unplaced(reading: Reading, id_: RouteId, why: Reason) -> str:
    """Return why a road is not drawn; what is reported of it is read all the same."""
    route = reading.desk.routes[id_]
    missing = tr("one of its places is not on the diagram")
    return f"{road(reading, route)}. {missing if why == 'nowhere' else reason(why)}"


def off(route: Route, reading: Reading, layout: Layout) -> str:
    """Return the true bearing of a road where it is drawn well off that, else nothing."""
    start, end = reading.desk.places[route.start], reading.desk.places.get(route.end or route.start)
    ends = layout.positions.get(start.id), layout.positions.get(end.id) if end else None
    if end is None or start is end or ends[0] is None or ends[1] is None:
        return ""
    true = _azimuth(start, end)
    drawn = math.degrees(math.atan2(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1])) % 360
    if true is None or abs((drawn - true + 180) % 360 - 180) <= _OFF:
        return ""
    return tr("from {place} truly {true}, drawn {drawn}").format(
        place=show.apart(start.name), true=_compass(true), drawn=_compass(drawn)
    )


def _azimuth(start: Place, end: Place) -> float | None:
    """Return the direction of one place from another, in degrees from north over east."""
    if start.lat is None or start.lon is None or end.lat is None or end.lon is None:
        return None
    here, there = math.radians(start.lat), math.radians(end.lat)
    east = math.radians(end.lon - start.lon)
    ahead = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(east)
    return math.degrees(math.atan2(math.sin(east) * math.cos(there), ahead)) % 360


def _compass(degrees: float) -> str:
    """Return a direction as an octant and in degrees: NW (312°)."""
    octant = OCTANTS[round((90 - degrees) / 45) % 8]
    return f"{octant} ({round(degrees) % 360}°)"


def summary(reading: Reading, layout: Layout) -> str:
    """Return the whole diagram in a sentence, for who does not see it."""
    told = [t for ts in reading.told.values() for t in ts]
    parts = (
        tr("%n place(s)", len(layout.positions)),
        tr("%n road(s)", sum(1 for _ in reading.roads())),
        tr("%n group(s) of roads", sum(1 for _ in reading.groups())),
        tr("%n report(s)", len(told)),
        tr("claimants differ on %n road(s)", len(reading.differing)),
        tr("%n place(s) not on the diagram", len(layout.shelf)),
        tr("%n road(s) not on the diagram", len(layout.unplaced)) if layout.unplaced else "",
        kind(layout),
    )
    return ", ".join(part for part in parts if part) + ". " + sentence(reading.frame)


def name(reading: Reading, ref: tuple[str, int]) -> str:
    """Return the name of a place or road."""
    kind, id_ = ref
    desk = reading.desk
    return desk.places[PlaceId(id_)].name if kind == "place" else desk.routes[RouteId(id_)].name
