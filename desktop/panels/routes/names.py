"""The names and captions of the diagram: what they say, how wide they are, how they are painted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from db.model import Place, PlaceId, Ref, Route, RouteId
from desktop import glyphs, show
from desktop.panels.routes import words
from desktop.panels.routes.figure import SHOWN, Figure, Hoop
from desktop.panels.routes.figure import Line as Road
from desktop.panels.routes.labels import Floats, Label, Line, Variant
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.style import PITCH, breadth
from desktop.schematic.report import OCTANTS, Layout, octant_of
from desktop.show import tr
from desktop.theme import Theme

FONTS = ("base", "strong", "small", "caption")
_INDENT = 13  # the shape of a side and its gap, at the usual text
_PLACE = 11.0  # half the width of a place that is picked
_DIAMOND = 8  # half the width of the sign that claimants differ
_WIDEST = 130  # pixels from which on a name would rather take two lines, at the usual text


class Pen:
    """Measures and paints the lines of labels in the fonts of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme, self.size = theme, theme.percent
        self.fonts = {role: theme.font(role) for role in ("base", "strong", "small")}
        self.fonts["caption"] = theme.font("small")
        self.fonts["caption"].setWeight(QFont.Weight.Medium)
        self._metrics = {role: QFontMetricsF(font) for role, font in self.fonts.items()}
        self._widths: dict[tuple[str, str], float] = {}

    def variant(self, lines: tuple[Line, ...], price: float = 0.0) -> Variant:
        """Return the lines with the room they take."""
        indent = self.theme.px(_INDENT)
        width = max(self.width(line.text, line.font) + indent * bool(line.side) for line in lines)
        return Variant(lines, width, sum(self.height(line.font) for line in lines), price)

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
        self, painter: QPainter, variant: Variant, box: QRectF, *, bold: bool, dim: bool
    ) -> None:
        """Paint a label into its box, place names centred, captions from the left."""
        y = box.top()
        for line in variant.lines:
            font = "strong" if bold and line.font == "base" else line.font
            height, x = self.height(line.font), box.left()
            if line.side:
                at = QPointF(x + 4.5 * self.theme.scale, y + height / 2)
                glyphs.side(painter, self.theme, line.side, at, 8)
                x += self.theme.px(_INDENT)
            centred = Qt.AlignmentFlag.AlignHCenter
            align = centred if line.font == "base" else Qt.AlignmentFlag.AlignLeft
            painter.setFont(self.fonts[font])
            painter.setPen(self.theme.colour("ink.3" if dim else line.colour))
            room = QRectF(x, y, box.right() - x + 1, height)
            painter.drawText(
                room, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line.text
            )
            y += height


def broken(text: str, pen: Pen, font: str) -> list[tuple[str, ...]]:
    """Return a text in one line, and in the two lines that are narrowest."""
    cuts = [n for n, sign in enumerate(text) if sign in " -–/" and 0 < n < len(text) - 1]
    halves = [(text[: n + 1].rstrip(), text[n + 1 :].lstrip()) for n in cuts]

    def widest(lines: tuple[str, ...]) -> float:
        return max(pen.width(line, font) for line in lines)

    return [(text,), min(halves, key=widest)] if halves else [(text,)]


def labels(layout: Layout, reading: Reading, drawn: Figure, pen: Pen) -> list[Label]:
    """Return every name and caption of the diagram that wants a place."""
    desk = reading.desk
    names = [_of_place(desk.places[id_], drawn, pen) for id_ in drawn.spots]
    groups = [_of_group(desk.routes[id_], reading, hoop, pen) for id_, hoop in drawn.hoops.items()]
    roads = [
        _of_road(desk.routes[id_], line, text, pen)
        for id_, line in drawn.lines.items()
        for text in _written(desk.routes[id_], reading, layout)
    ]
    return [*groups, *names, *roads]


def _of_place(place: Place, drawn: Figure, pen: Pen) -> Label:
    text = show.visible(place.name)
    spot = drawn.spots[place.id]
    variants = [
        pen.variant(tuple(Line(part, "base", "ink") for part in lines), _price(lines, pen))
        for lines in broken(text, pen, "base")
    ]
    around = [hoop.radius + 3 for hoop in drawn.hoops.values() if hoop.centre == spot]
    return Label(
        ("place", place.id), (spot.x(), spot.y()), (14.0, *sorted(around)), tuple(variants)
    )


def _price(lines: tuple[str, ...], pen: Pen) -> float:
    if len(lines) > 1:
        return 0.8
    wide = pen.width(" ".join(lines), "base")
    return 2.0 if wide > pen.theme.px(_WIDEST) else 0.0


def _of_group(group: Route, reading: Reading, hoop: Hoop, pen: Pen) -> Label:
    """Return a group's name over what each claimant reports of it, each in one line or two."""
    told = reading.told.get(group.id, ())
    variants: list[Variant] = []
    for name in broken(show.visible(group.name), pen, "caption"):
        for split in (False, True):
            lines = [Line(part, "caption", "ink") for part in name]
            for one in told[:SHOWN]:
                actor = show.visible(one.claimant.abbrev or one.claimant.name)
                parts = [actor, words.reported(one)]
                said = parts if split else [" · ".join(parts)]
                side = one.claimant.side.token
                lines += [
                    Line(t, "small", "ink.2", side if not n else "") for n, t in enumerate(said)
                ]
            if not told:
                lines.append(Line(tr("condition not stated"), "small", "ink.2"))
            if len(told) > SHOWN:
                lines.append(Line(f"+{show.count(len(told) - SHOWN)}", "small", "ink.3"))
            variants.append(pen.variant(tuple(lines), 0.6 * len(lines)))
    radius = hoop.radius + (min(len(told), SHOWN) - 1 if told else 0) * PITCH + 4
    ends = (hoop.sides[0] * 45.0, hoop.sides[-1] * 45.0) if hoop.sides else ()
    centre = (hoop.centre.x(), hoop.centre.y())
    return Label(
        ("route", group.id), centre, (radius, radius + 16, radius + 28), tuple(variants), ends
    )


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
    variant = pen.variant((Line(text, "small", "ink.3"),))
    way = line.end - line.start
    length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1.0)
    normal = QPointF(-way.y(), way.x()) / length
    need = abs(normal.x()) * variant.width / 2 + abs(normal.y()) * variant.height / 2
    reach = breadth(line.strands) / 2 + need + 2
    spots = [
        line.at(share) + normal * (reach + gap) * side
        for gap in (0, 6)
        for share in (0.8, 0.5, 0.7, 0.6, 0.9, 0.4, 0.3)
        for side in (1, -1)
    ]
    return Label(
        ("route", road.id), (0.0, 0.0), (), (variant,), spots=tuple((p.x(), p.y()) for p in spots)
    )


def ground(reading: Reading, drawn: Figure) -> Floats:
    """Return all that names must keep off, as lines with half their width."""
    rows: list[tuple[float, ...]] = []
    join = partial(_joined, rows)
    for spot in drawn.spots.values():
        join([spot, spot], _PLACE)
    for id_, line in drawn.lines.items():
        join([line.start, line.end], breadth(line.strands) / 2 + 1)
        if id_ in reading.differing:
            join([line.sign, line.sign], _DIAMOND + 1.0)
    for id_, hoop in drawn.hoops.items():
        count = min(max(1, len(reading.told.get(id_, ()))), SHOWN)
        middle = (count - 1) * PITCH / 2
        join(hoop.points(middle), breadth(count) / 2 + 2)
    return np.array(rows) if rows else np.empty((0, 5))


def _joined(rows: list[tuple[float, ...]], points: Iterable[QPointF], half: float) -> None:
    for a, b in pairwise(points):
        rows.append((a.x(), a.y(), b.x(), b.y(), half))


def boldly(reading: Reading, drawn: Figure) -> Mapping[Ref, bool]:
    """Return which names are set bold: of what is selected, and where three roads or more meet."""
    roads = [road for road in reading.roads() if road.id in drawn.lines]
    ends = Counter(end for road in roads for end in (road.start, road.end))
    return {
        ("place", id_): reading.state(("place", id_)) == "selected" or ends[PlaceId(id_)] > 2
        for id_ in drawn.spots
    }


def faded(reading: Reading, ref: Ref) -> bool:
    """Return whether all that a label speaks of is filtered out."""
    kind, id_ = ref
    if kind == "place":
        return reading.dimmed(PlaceId(id_))
    told = reading.told.get(RouteId(id_), ())
    return bool(told) and not any(one.left for one in told)
