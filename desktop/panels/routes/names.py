"""The names and captions of the diagram: what they say, how wide they are, how they are painted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from db.model import PlaceId, Ref, Route, RouteId
from desktop import glyphs, show
from desktop.panels.routes import words
from desktop.panels.routes.figure import Figure
from desktop.panels.routes.figure import Line as Road
from desktop.panels.routes.hoops import SHOWN, Hoop
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.style import PITCH, breadth
from desktop.schematic.names import FULL, Surroundings
from desktop.schematic.report import OCTANTS, XY, Layout, octant_of
from desktop.schematic.slots import Floats, Label, Line, Variant, broken, variant
from desktop.show import tr
from desktop.theme import Theme

FONTS = ("base", "strong", "small", "caption")
_INDENT = 13  # the shape of a side and its gap, at the usual text
_SOFT = 7  # the width of an area's arc
_STROKES = 6  # half the length of the strokes where a gap is drawn shorter than it is
_DIAMOND = 8  # half the width of the sign that claimants differ
_OUT = (0, 16, 36, 64, 96)  # pixels from a group's mark that its caption may stand off
_LED = 24.0  # from which on a line leads to it
_FIRST = 30.0  # the weight of a group: it comes before places of which nothing is contested


class Pen:
    """Measures and paints the lines of labels in the fonts of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme, self.size = theme, theme.percent
        self.fonts = {role: theme.font(role) for role in ("base", "strong", "small")}
        self.fonts["caption"] = theme.font("small")
        self.fonts["caption"].setWeight(QFont.Weight.Medium)
        self._metrics = {role: QFontMetricsF(font) for role, font in self.fonts.items()}
        self._widths: dict[tuple[str, str], float] = {}

    @property
    def full(self) -> float:
        """Pixels a unit from which on no name is hidden: more for larger text."""
        return FULL * self.theme.scale

    def measure(self, line: Line) -> tuple[float, float]:
        """Return how wide and high a line is, with the shape that stands before it."""
        indent = self.theme.px(_INDENT) if line.side else 0
        return self.width(line.text, line.font) + indent, self.height(line.font)

    def width(self, text: str, font: str) -> float:
        """Return how wide a text is; a name that may turn bold is measured bold."""
        asked = (text, "strong" if font == "base" else font)
        if asked not in self._widths:
            self._widths[asked] = self._metrics[asked[1]].horizontalAdvance(text)
        return self._widths[asked]

    def height(self, font: str) -> float:
        """Return how high a line of this font is."""
        return float(self.theme.px(15 if font in {"base", "strong"} else 14))

    def paint(
        self,
        painter: QPainter,
        label: Variant,
        box: QRectF,
        *,
        bold: bool,
        ink: str = "",
        flush: bool = False,
    ) -> None:
        """Paint a label into its box, place names centred, captions from the left.

        `flush`: captions end at the right, where a line comes to them.
        """
        y = box.top()
        for line in label.lines:
            font = "strong" if bold and line.font == "base" else line.font
            height, x = self.height(line.font), box.left()
            if flush and line.font != "base":
                x = box.right() - self.measure(line)[0]
            if line.side:
                at = QPointF(x + 4.5 * self.theme.scale, y + height / 2)
                glyphs.side(painter, self.theme, line.side, at, 8)
                x += self.theme.px(_INDENT)
            centred = Qt.AlignmentFlag.AlignHCenter
            align = centred if line.font == "base" else Qt.AlignmentFlag.AlignLeft
            painter.setFont(self.fonts[font])
            painter.setPen(self.theme.colour(ink or line.colour))
            room = QRectF(x, y, box.right() - x + 1, height)
            painter.drawText(
                room, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line.text
            )
            y += height


def named(layout: Layout, reading: Reading) -> dict[PlaceId, str]:
    """Return what every place and area on the diagram is called."""
    places = reading.desk.places
    return {id_: show.visible(places[id_].name) for id_ in (*layout.positions, *layout.areas)}


def surroundings(layout: Layout, reading: Reading, drawn: Figure, pen: Pen) -> Surroundings:
    """Return what names must keep off, and the captions that stand among them."""
    routes = reading.desk.routes
    captions = [_of_group(routes[id_], reading, hoop, pen) for id_, hoop in drawn.hoops.items()]
    captions += [
        _of_road(routes[id_], line, text, pen)
        for id_, line in drawn.lines.items()
        for text in _written(routes[id_], reading, layout)
    ]
    rings = {
        id_: tuple(hoop.radius + 4 for hoop in drawn.hoops.values() if hoop.centre == spot)
        for id_, spot in drawn.spots.items()
    }
    whole = [hoop for hoop in drawn.hoops.values() if not hoop.sides]
    rims = {
        id_: max((hoop.radius for hoop in whole if hoop.centre == spot), default=0.0)
        for id_, spot in drawn.spots.items()
    }
    contested = np.flatnonzero(reading.frame.snapshot.place_contested).tolist()
    first = frozenset(map(PlaceId, contested))
    return Surroundings(_ground(reading, drawn), tuple(captions), rings, rims, first)


def _of_group(group: Route, reading: Reading, hoop: Hoop, pen: Pen) -> Label:
    """Return a group's name over what each claimant reports of it, each in one line or two."""
    told = reading.told.get(group.id, ())
    variants: list[Variant] = []
    for name in broken(show.visible(group.name), lambda text: pen.width(text, "caption")):
        for split in (False, True):
            lines = [Line(part, "caption", "ink") for part in name]
            for one in told[:SHOWN]:
                actor = show.visible(one.claimant.abbrev or one.claimant.name)
                parts = [actor, words.reported(one)]
                said = parts if split else [show.listed(parts)]
                side = one.claimant.side.token
                lines += [
                    Line(t, "small", "ink.2", side if not n else "") for n, t in enumerate(said)
                ]
            if not told:
                lines.append(Line(tr("condition not stated"), "small", "ink.2"))
            if len(told) > SHOWN:
                lines.append(Line(f"+{show.count(len(told) - SHOWN)}", "small", "ink.3"))
            variants.append(variant(tuple(lines), pen.measure, 0.6 * len(lines)))
    radius = hoop.radius + (min(len(told), SHOWN) - 1 if told else 0) * PITCH + 4
    ends = (hoop.sides[0] * 45.0, hoop.sides[-1] * 45.0) if hoop.sides else ()
    centre = (hoop.centre.x(), hoop.centre.y())
    radii = tuple(radius + out for out in _OUT)
    ref: Ref = ("route", group.id)
    return Label(ref, centre, radii, tuple(variants), ends, weight=_FIRST, reach=radius, led=_LED)


def _written(road: Route, reading: Reading, layout: Layout) -> Iterator[str]:
    """Yield what stands beside a road: the stated octant where the drawn one is another."""
    far = road.end if road.bearing_of == road.start else road.start
    near = road.bearing_of
    if road.bearing and near and far and {near, far} <= layout.positions.keys():
        seen = octant_of(layout.positions[near], layout.positions[far])
        if OCTANTS[seen] != road.bearing:
            yield tr("stated {octant}").format(octant=road.bearing)
    more = len(reading.drawn(road)) - SHOWN
    if more > 0:
        yield f"+{show.count(more)}"


def _of_road(road: Route, line: Road, text: str, pen: Pen) -> Label:
    caption = variant((Line(text, "small", "ink.3"),), pen.measure)
    spots: list[QPointF] = []
    for gap in (0, 6):
        for share in (0.8, 0.5, 0.7, 0.6, 0.9, 0.4, 0.3):
            normal = line.normal(share)
            need = abs(normal.x()) * caption.width / 2 + abs(normal.y()) * caption.height / 2
            reach = normal * (breadth(line.strands) / 2 + need + 2 + gap)
            spots += [line.at(share) + reach, line.at(share) - reach]
    middle, places = line.at(0.5), tuple((spot.x(), spot.y()) for spot in spots)
    return Label(("route", road.id), (middle.x(), middle.y()), (), (caption,), spots=places)


def _ground(reading: Reading, drawn: Figure) -> Floats:
    """Return roads, signs and what marks groups, as lines with half their width."""
    rows: list[tuple[float, ...]] = []
    join = partial(_joined, rows)
    for id_, line in drawn.lines.items():
        join(line.points, breadth(line.strands) / 2 + 1)
        if id_ in reading.differing:
            join([(line.sign.x(), line.sign.y())] * 2, _DIAMOND + 1.0)
    for id_, hoop in drawn.hoops.items():
        count = min(max(1, len(reading.told.get(id_, ()))), SHOWN)
        middle = (count - 1) * PITCH / 2
        join(hoop.points(middle), breadth(count) / 2 + 2)
    for way in drawn.areas.values():
        join(way, _SOFT / 2 + 1)
    for gap in drawn.breaks:
        join([(gap.at.x(), gap.at.y())] * 2, _STROKES + 1.0)
    return np.array(rows).reshape(-1, 5)


def _joined(rows: list[tuple[float, ...]], points: Iterable[XY], half: float) -> None:
    for a, b in pairwise(points):
        rows.append((*a, *b, half))


def boldly(reading: Reading, drawn: Figure) -> Mapping[Ref, bool]:
    """Return which names are set bold: of what is selected, and where three roads or more meet."""
    roads = [road for road in reading.roads() if road.id in drawn.lines]
    ends = Counter(end for road in roads for end in (road.start, road.end))
    return {
        ("place", id_): reading.state(("place", id_)) == "selected" or ends[PlaceId(id_)] > 2
        for id_ in drawn.spots
    }


def kept(reading: Reading) -> frozenset[Ref]:
    """Return what is never without its name: the selected, and what a filter leaves."""
    selection, filtered = reading.frame.selection, bool(reading.frame.query.filters)
    left = [id_ for id_ in reading.desk.places if filtered and not reading.dimmed(id_)]
    places: list[Ref] = [("place", id_) for id_ in (*selection.places, *left)]
    routes: list[Ref] = [("route", id_) for id_ in selection.routes]
    return frozenset((*places, *routes))


def faded(reading: Reading, ref: Ref) -> bool:
    """Return whether all that a label speaks of is filtered out."""
    kind, id_ = ref
    if kind == "place":
        return reading.dimmed(PlaceId(id_))
    told = reading.told.get(RouteId(id_), ())
    return bool(told) and not any(one.left for one in told)
