"""What is said of a place or road when the mouse rests on it, and to who does not see it."""

import numpy as np

from db.model import PlaceId, Ref, Route, RouteId
from desktop import show
from desktop.panels import spoken as answering
from desktop.panels.routes import words
from desktop.panels.routes.reading import Reading
from desktop.schematic.report import Layout
from desktop.show import tr


def spoken(reading: Reading, layout: Layout, ref: Ref) -> str:
    """Return a place or road in a sentence."""
    kind, id_ = ref
    if kind == "place":
        answers = answering.place(reading.frame, PlaceId(id_))
        return f"{_place(reading, layout, PlaceId(id_))}. {answers}"
    return words.road(reading, reading.desk.routes[RouteId(id_)])


def tip(reading: Reading, layout: Layout, ref: Ref) -> str:
    """Return a tooltip: for a road who reports what, in whose words, when and where printed."""
    kind, id_ = ref
    if kind == "place":
        return show.tip(_place(reading, layout, PlaceId(id_)))
    route = reading.desk.routes[RouteId(id_)]
    lines = [f"{show.apart(route.name)}: {words.claims(reading, route)}"]
    if route.bearing:
        lines.append(tr("leaves {octant} as stated").format(octant=route.bearing))
    if off := words.off(route, reading, layout):
        lines.append(off)
    return show.tip(*lines, *_reports(reading, route))


def _place(reading: Reading, layout: Layout, id_: PlaceId) -> str:
    return words.place(reading, layout, reading.desk.places[id_])


def _reports(reading: Reading, route: Route) -> list[str]:
    heard = reading.heard(route)
    asked = np.array([told.strand.claim for told, _ in heard], np.int32)
    claims = reading.frame.snapshot.records.claims(asked)
    lines: list[str] = []
    for (told, through), claim in zip(heard, claims, strict=False):
        head = (
            f"{show.apart(told.claimant.name)}: {words.reported(told)}, {show.dates(claim.about)}"
        )
        if through.group:
            head += f", {words.group(through.group.name, through.membership)}"
        source = claim.evidence[0].document if claim.evidence else claim.chain
        lines += [head, f"  {show.apart(claim.paraphrase)} ({show.apart(source)})"]
    return lines
