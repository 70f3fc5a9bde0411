"""The diagram painted: what is lit below, roads and groups on their casing, places and names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from db.model import PlaceId, Ref, Route
from desktop import glyphs
from desktop.panels.routes import style
from desktop.panels.routes.figure import SHOWN, Hoop, Line
from desktop.panels.routes.names import Pen, boldly, faded
from desktop.panels.routes.reading import Reading, Told
from desktop.panels.routes.view import View
from desktop.schematic.names import NamePlan, Placed
from desktop.show import tr
from desktop.theme import Theme

_HALO = {"linked": "linked", "selected": "selected"}
_HALO_WIDTH, _HOOP_HALO = 36.0, 20.0
_DISC, _SECOND, _FOCUS = 9.5, 12.0, 14.5


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is painted: the view, what it says, and what the user points at.

    `names` are those of the view, with the names of what is picked. `cursor` is where the keys are;
    `focused` whether they are here at all.
    """

    view: View
    names: NamePlan
    reading: Reading
    layout_by_bearing: frozenset[PlaceId]
    hover: Ref | None = None
    cursor: Ref | None = None
    focused: bool = False


def paint(painter: QPainter, pen: Pen, scene: Scene) -> None:
    """Paint the whole scene."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.translate(scene.view.origin)
    for step in (_halos, _roads, _groups, _signs, _places, _labels, _focus):
        step(painter, pen, scene)
    painter.restore()


def north(painter: QPainter, pen: Pen, at: QPointF) -> None:
    """Paint the north arrow, its shaft's middle at `at`."""
    colour = pen.theme.colour("ink.3")
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(at + QPointF(0, 9), at + QPointF(0, -9))
    painter.drawPolyline([at + QPointF(*d) for d in ((-4, -4), (0, -10), (4, -4))])
    painter.setFont(pen.fonts["small"])
    high = pen.height("small")
    box = QRectF(at + QPointF(-high, 11), QSizeF(2 * high, high))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("N"))


def _halos(painter: QPainter, pen: Pen, scene: Scene) -> None:
    """Paint what is lit or selected under its lines, the strands' ground left in panel colour."""
    figure, reading = scene.view.figure, scene.reading
    states = ("linked", "selected")
    for state in states:
        colour = pen.theme.colour(_HALO[state])
        for id_, line in figure.lines.items():
            if reading.state(("route", id_)) == state:
                painter.strokePath(line.path(), _rounded(colour, _HALO_WIDTH))
        for id_, hoop in figure.hoops.items():
            if reading.state(("route", id_)) == state:
                painter.strokePath(hoop.path(), QPen(colour, _HOOP_HALO))
    for id_, line in figure.lines.items():
        if line.strands and reading.state(("route", id_)) != "rest":
            _ground(painter, pen.theme, line.path(), style.PITCH * line.strands + 2)


def _rounded(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _ground(painter: QPainter, theme: Theme, path: QPainterPath, width: float) -> None:
    ground = style.flat(theme.colour("casing"), width)
    painter.strokePath(path, ground)


def _roads(painter: QPainter, pen: Pen, scene: Scene) -> None:
    for road in scene.reading.roads():
        line = scene.view.figure.lines.get(road.id)
        if line is None:
            continue
        if scene.hover == ("route", road.id):
            _outlined(painter, pen.theme, line.path(), style.breadth(line.strands) + 4)
        told = newest(scene.reading.drawn(road))
        if not told:
            every = scene.reading.told.get(road.id, ())
            faint = bool(every) and not any(one.left for one in every)
            style.bed(painter, pen.theme, line.path(), faint=faint)
        for one, aside in _abreast(told):
            style.strand(painter, pen.theme, one.look, line.path(aside))
            style.sign(painter, pen.theme, one.look, _beside(line, aside))
        if line.loose:
            _arrow(painter, pen.theme, line)


def newest(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """Return the newest three strands in their order; the rest is counted beside the road."""
    kept = sorted(range(len(told)), key=lambda n: told[n].strand.days_old or 0)[:SHOWN]
    return tuple(told[n] for n in sorted(kept))


def _abreast(told: tuple[Told, ...]) -> Iterator[tuple[Told, float]]:
    for n, one in enumerate(told):
        yield one, (n - (len(told) - 1) / 2) * style.PITCH


def _beside(line: Line, aside: float) -> QPointF:
    return line.path(aside).pointAtPercent(0.5)


def _outlined(painter: QPainter, theme: Theme, path: QPainterPath, width: float) -> None:
    """Stroke a 1 pixel outline round a line."""
    painter.strokePath(path, style.flat(theme.colour("ink"), width + 2))
    painter.strokePath(path, style.flat(theme.colour("panel"), width))


def _arrow(painter: QPainter, theme: Theme, line: Line) -> None:
    way = line.end - line.start
    unit = way / max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1e-9)
    side = QPointF(-unit.y(), unit.x()) * 4
    painter.setPen(QPen(theme.colour("status.unknown"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([line.end - unit * 6 + side, line.end, line.end - unit * 6 - side])


def _groups(painter: QPainter, pen: Pen, scene: Scene) -> None:
    """Paint every group in its own status, panel colour on either side of it."""
    for group in scene.reading.groups():
        hoop = scene.view.figure.hoops.get(group.id)
        if hoop is not None:
            _group(painter, pen.theme, scene, group, hoop)


def _group(painter: QPainter, theme: Theme, scene: Scene, group: Route, hoop: Hoop) -> None:
    told = newest(scene.reading.told.get(group.id, ()))
    middle = (max(len(told), 1) - 1) * style.PITCH / 2
    width = style.breadth(len(told)) + 3
    if scene.hover == ("route", group.id):
        _outlined(painter, theme, hoop.path(middle), width)
    gap = style.flat(theme.colour("panel"), width)
    painter.strokePath(hoop.path(middle), gap)
    if not told:
        style.bed(painter, theme, hoop.path())
    for n, one in enumerate(told):
        style.strand(painter, theme, one.look, hoop.path(n * style.PITCH))


def _signs(painter: QPainter, pen: Pen, scene: Scene) -> None:
    """Paint ≠ on the roads where claimants differ."""
    for id_, line in scene.view.figure.lines.items():
        if id_ in scene.reading.differing:
            glyphs.contested(painter, pen.theme, line.sign, 16, filled=False, mark=True)


def _places(painter: QPainter, pen: Pen, scene: Scene) -> None:
    bold = boldly(scene.reading, scene.view.figure)
    for id_, spot in scene.view.figure.spots.items():
        ref: Ref = ("place", id_)
        _disc(painter, pen.theme, scene, ref, spot)
        hub = bold[ref] and scene.reading.state(ref) != "selected"
        _mark(painter, pen.theme, scene, id_, spot, 6.5 if hub else 5.0)


def _disc(painter: QPainter, theme: Theme, scene: Scene, ref: Ref, spot: QPointF) -> None:
    """Paint what tells a place that is lit, selected, current or under the mouse."""
    state = scene.reading.state(ref)
    if state == "rest" and scene.hover == ref:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawEllipse(spot, _DISC, _DISC)
    if state != "rest":
        painter.setPen(QPen(theme.colour("accent"), 2 if state == "selected" else 1))
        painter.setBrush(theme.colour(_HALO[state]))
        painter.drawEllipse(spot, _DISC, _DISC)
    if scene.reading.frame.selection.current == ref:
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(spot, _SECOND, _SECOND)


def _mark(
    painter: QPainter, theme: Theme, scene: Scene, id_: PlaceId, spot: QPointF, radius: float
) -> None:
    """Paint a place: a ring, dashed when it stands by a bearing; a border is a dashed bar."""
    dim = scene.reading.dimmed(id_)
    ink = theme.colour("mark.dim" if dim else "ink")
    if scene.reading.desk.places[id_].kind == "border":
        painter.setPen(style.flat(ink, 2, (2, 1.5)))
        painter.drawLine(spot + QPointF(0, -11), spot + QPointF(0, 11))
        return
    painter.setPen(QPen(ink, 2.2 if radius > 5 else 1.8))
    if id_ in scene.layout_by_bearing:
        painter.setPen(style.flat(ink, 1.8, (1.7, 1.2)))
    painter.setBrush(theme.colour("panel"))
    painter.drawEllipse(spot, radius, radius)


def _labels(painter: QPainter, pen: Pen, scene: Scene) -> None:
    """Paint the names that have room; of the others, those that the user points at."""
    bold = boldly(scene.reading, scene.view.figure)
    for placed in scene.names.placed:
        _label(painter, pen, scene, placed, bold)
    for placed in scene.names.hidden:
        if placed.label.ref in (scene.hover, scene.cursor):
            _label(painter, pen, scene, placed, bold)


def _label(
    painter: QPainter, pen: Pen, scene: Scene, placed: Placed, bold: Mapping[Ref, bool]
) -> None:
    """Paint a name; one that lies on something clears its ground, and says so in its colour."""
    ref = placed.label.ref
    room, dim = QRectF(*_room(placed)), faded(scene.reading, ref)
    if not placed.free:
        painter.fillRect(room.adjusted(-2, 0, 2, 0), pen.theme.colour("panel"))
    stuck = not placed.free and scene.view.figure.scale >= pen.full
    pen.paint(
        painter,
        placed.variant,
        room,
        bold=bold.get(ref, False),
        ink="warn" if stuck else "ink.3" if dim else "",
    )


def _room(placed: Placed) -> tuple[float, float, float, float]:
    left, top, right, bottom = placed.box
    return left, top, right - left, bottom - top


def _focus(painter: QPainter, pen: Pen, scene: Scene) -> None:
    """Paint the focus ring round what the keys are on."""
    if not scene.focused or scene.cursor is None:
        return
    painter.setPen(QPen(pen.theme.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    kind, _ = scene.cursor
    figure = scene.view.figure
    at = figure.middle(scene.cursor)
    if at is not None and kind == "place":
        painter.drawEllipse(at, _FOCUS, _FOCUS)
    elif at is not None:
        painter.drawRoundedRect(QRectF(at - QPointF(12, 12), QSizeF(24, 24)), 6, 6)
