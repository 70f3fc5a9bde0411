"""A figure inked by what is reported: what is lit, roads and groups, places."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF

from db.model import PlaceId, Ref, Route
from desktop.panels.routes import style
from desktop.panels.routes.batch import Batch, Ring
from desktop.panels.routes.figure import Break, Figure, Line
from desktop.panels.routes.hoops import SHOWN, Hoop
from desktop.panels.routes.names import boldly
from desktop.panels.routes.reading import Reading, Told
from desktop.panels.routes.style import PITCH, Stroke, breadth
from desktop.schematic.report import XY, Layout
from desktop.schematic.strokes import Points, at, heading, length, snapped

DISC = 9.5
"""The radius of what tells a place that is lit, in pixels."""
_SECOND = 12.0  # the radius of the second ring of the current place
_HALO, _HOOP_HALO = 36.0, 20.0
_FLOOR = 10  # ranks of one floor of roads that cross: ground, casing, line, core, gap, cross
_GROUPS, _BREAKS, _SIGNS = 200, 300, 400
_SIGN = 16.0  # the width of the sign that claimants differ
_BORDER = 11.0  # half the length of a border's bar


@dataclass(frozen=True, slots=True, eq=False)
class Inked:
    """What is painted of a figure, from below, and which names are bold."""

    lit: Batch = field(default_factory=Batch)
    roads: Batch = field(default_factory=Batch)
    places: Batch = field(default_factory=Batch)
    bold: Mapping[Ref, bool] = field(default_factory=dict[Ref, bool])


class Inker:
    """Inks a figure anew only when it, what is reported of it or the screen is another."""

    def __init__(self) -> None:
        self._of: tuple[Figure, Layout, Reading, float] | None = None
        self._inked = Inked()

    def inked(self, figure: Figure, layout: Layout, reading: Reading, ratio: float) -> Inked:
        """Return the figure inked for a screen of `ratio` pixels to one of ours."""
        asked = figure, layout, reading, ratio
        if self._of is None or any(
            a is not b and a != b for a, b in zip(asked, self._of, strict=True)
        ):
            bold = boldly(reading, figure)
            self._inked = Inked(
                _lit(figure, reading),
                _roads(figure, reading, ratio),
                _places(figure, layout, reading, bold),
                bold,
            )
            self._of = asked
        return self._inked


# -- what is lit ------------------------------------------------------------------------------


def _lit(figure: Figure, reading: Reading) -> Batch:
    """Return the halos of what is linked or selected, under its lines."""
    batch = Batch()
    for rank, state in enumerate(("linked", "selected")):
        for id_, line in figure.lines.items():
            if reading.state(("route", id_)) == state:
                batch.add(rank, Stroke(state, _HALO, rounded=True), line.points)
        for id_, hoop in figure.hoops.items():
            if reading.state(("route", id_)) == state:
                for piece in hoop.pieces():
                    batch.add(rank, Stroke(state, _HOOP_HALO), piece)
    return batch


# -- roads ------------------------------------------------------------------------------------


def newest(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """Return the newest three strands in their order; the rest is counted beside the road."""

    def age(n: int) -> float:
        days = told[n].strand.days_old
        return math.inf if days is None else days

    kept = sorted(range(len(told)), key=age)[:SHOWN]
    return tuple(told[n] for n in sorted(kept))


def _roads(figure: Figure, reading: Reading, ratio: float) -> Batch:
    batch = Batch()
    for road in reading.roads():
        if line := figure.lines.get(road.id):
            _road(batch, road, line, reading, ratio)
    for over, under, spot in figure.bridges:
        _bridge(batch, figure.lines[over], figure.lines[under], spot)
    for group in reading.groups():
        if hoop := figure.hoops.get(group.id):
            _group(batch, group, hoop, reading)
    for gap in figure.breaks:
        _gap(batch, gap)
    for id_ in figure.lines.keys() & reading.differing:
        _differ(batch, figure.lines[id_].sign)
    return batch


def _road(batch: Batch, road: Route, line: Line, reading: Reading, ratio: float) -> None:
    floor, told = line.level * _FLOOR, newest(reading.drawn(road))
    if not told:
        every = reading.told.get(road.id, ())
        bed = style.bed(faint=bool(every) and not any(one.left for one in every))
        points = snapped(line.points, bed.width, ratio)
        batch.add(floor + 2, bed.on(length(points)), points, fading=line.loose)
    else:
        batch.add(floor + 1, style.casing(len(told)), line.points, fading=line.loose)
    for n, one in enumerate(told):
        layers = style.layers(one.look)
        points = snapped(line.strand(n, len(told)), layers[0].width, ratio)
        _strand(batch, floor + 2, one, points, fading=line.loose)
    if line.loose:
        _arrow(batch, floor + 2, line)


def _strand(batch: Batch, rank: int, told: Told, points: Points, *, fading: bool = False) -> None:
    for n, stroke in enumerate(style.layers(told.look)):
        batch.add(rank + n, stroke.on(length(points)), points, fading=fading)
    if (crossed := style.crossed(told.look)) is not None:
        gap, line = crossed
        (x, y), (dx, dy) = at(points, 0.5), heading(points, 0.5)
        batch.add(rank + 2, gap, ((x - 6 * dx, y - 6 * dy), (x + 6 * dx, y + 6 * dy)))
        for one in style.cross(QPointF(x, y)):
            batch.add(rank + 3, line, ((one.x1(), one.y1()), (one.x2(), one.y2())))


def _arrow(batch: Batch, rank: int, line: Line) -> None:
    """Show that a road goes on beyond what is drawn."""
    (x, y), (dx, dy) = line.points[-1], heading(line.points, 1.0)
    wide = 4 + max(line.strands - 1, 0) * PITCH / 2
    back = x - 6 * dx, y - 6 * dy
    left, right = ((back[0] - side * dy, back[1] + side * dx) for side in (wide, -wide))
    batch.add(rank, Stroke("status.unknown", 1.5), (left, (x, y), right))


def _bridge(batch: Batch, over: Line, under: Line, spot: XY) -> None:
    """Interrupt a road where another crosses above it."""
    dx, dy = _way_at(over.points, spot)
    half = (breadth(under.strands) + breadth(over.strands)) / 2 + 4
    ends = (spot[0] - half * dx, spot[1] - half * dy), (spot[0] + half * dx, spot[1] + half * dy)
    batch.add(over.level * _FLOOR, Stroke("casing", breadth(over.strands) + 4), ends)


def _way_at(points: Points, spot: XY) -> XY:
    """Return the direction of the leg of a line that is nearest to a spot."""
    shares = [n / 32 for n in range(33)]
    return heading(points, min(shares, key=lambda share: math.dist(at(points, share), spot)))


def _group(batch: Batch, group: Route, hoop: Hoop, reading: Reading) -> None:
    """Add a group in its own status, panel colour on either side of it."""
    told = newest(reading.told.get(group.id, ()))
    middle = (max(len(told), 1) - 1) * PITCH / 2
    for piece in hoop.pieces(middle):
        batch.add(_GROUPS, Stroke("panel", breadth(len(told)) + 3), piece)
    if not told:
        for piece in hoop.pieces():
            batch.add(_GROUPS + 2, style.bed().on(length(piece)), piece)
    for n, one in enumerate(told):
        for piece in hoop.pieces(n * PITCH):
            for rank, stroke in enumerate(style.layers(one.look), _GROUPS + 1):
                batch.add(rank, stroke.on(length(piece)), piece)


def _gap(batch: Batch, gap: Break) -> None:
    """Show two strokes across the way where it is drawn shorter than it is."""
    x, y, dx, dy = gap.at.x(), gap.at.y(), gap.way.x(), gap.way.y()
    batch.add(_BREAKS, Stroke("panel", 13), ((x - 5 * dx, y - 5 * dy), (x + 5 * dx, y + 5 * dy)))
    for off in (-2.5, 2.5):
        ends = tuple(
            (x + off * dx + far * (6 * -dy + 2.5 * dx), y + off * dy + far * (6 * dx + 2.5 * dy))
            for far in (-1, 1)
        )
        batch.add(_BREAKS + 1, Stroke("ink.3", 1.5), ends)


def _differ(batch: Batch, spot: QPointF) -> None:
    """Add the open diamond with ≠: two squares on their points, and three lines."""
    x, y = spot.x(), spot.y()
    for rank, (token, more) in enumerate((("ink", 0.75), ("panel", -0.75)), _SIGNS):
        side = _SIGN / math.sqrt(2) + 2 * more
        half = side / 2 / math.sqrt(2)
        batch.add(rank, Stroke(token, side), ((x - half, y - half), (x + half, y + half)))
    for line in _unequal(x, y):
        batch.add(_SIGNS + 2, Stroke("ink", _SIGN / 12), line)


def _unequal(x: float, y: float) -> Iterator[Points]:
    bar, gap, slash = _SIGN * 0.24, _SIGN * 0.12, _SIGN * 0.3
    for off in (-gap, gap):
        yield (x - bar, y + off), (x + bar, y + off)
    yield (x - slash / 2, y + slash), (x + slash / 2, y - slash)


# -- places -----------------------------------------------------------------------------------


def _places(figure: Figure, layout: Layout, reading: Reading, bold: Mapping[Ref, bool]) -> Batch:
    batch = Batch()
    for id_, spot in figure.spots.items():
        ref: Ref = ("place", id_)
        _state(batch, ref, spot, figure.discs.get(id_, 0.0), reading)
        hub = bold[ref] and reading.state(ref) != "selected"
        radius = figure.discs.get(id_, 6.5 if hub else 5.0)
        _place(batch, id_, spot, radius, layout=layout, reading=reading)
    return batch


def _state(batch: Batch, ref: Ref, spot: QPointF, disc: float, reading: Reading) -> None:
    """Add what tells a place that is lit, selected or current."""
    state = reading.state(ref)
    if state != "rest":
        width = 2.0 if state == "selected" else 1.0
        batch.ring(0, Ring(max(DISC, disc + 4), width, "accent", state), spot)
    if reading.frame.selection.current == ref:
        batch.ring(0, Ring(max(_SECOND, disc + 7), 1.5, "accent", ""), spot)


def _place(
    batch: Batch,
    id_: PlaceId,
    spot: QPointF,
    radius: float,
    *,
    layout: Layout,
    reading: Reading,
) -> None:
    """Add a ring, dashed when it stands by a bearing; a border is a dashed bar."""
    ink = "mark.dim" if reading.dimmed(id_) else "ink"
    if reading.desk.places[id_].kind == "border":
        x, y = round(spot.x()), spot.y()
        batch.add(1, Stroke(ink, 2, (4, 3)), ((x, y - _BORDER), (x, y + _BORDER)))
        return
    if id_ in layout.by_bearing:
        batch.ring(1, Ring(radius, 1.8, ink, "panel", (1.7, 1.2)), spot)
    else:
        batch.ring(1, Ring(radius, 2.2 if radius > 5 else 1.8, ink, "panel"), spot)
    if id_ in layout.pins:
        batch.ring(2, Ring(1.5, 1.0, ink, ink), spot)
