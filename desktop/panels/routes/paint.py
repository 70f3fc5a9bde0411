"""The diagram painted: areas and what is lit, over them roads and groups, places and names."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from db.model import PlaceId, Ref, RouteId
from desktop.panels.routes import style
from desktop.panels.routes.batch import path_of
from desktop.panels.routes.hoops import SHOWN
from desktop.panels.routes.inked import DISC, Inker
from desktop.panels.routes.names import Pen, faded
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.view import View
from desktop.schematic.names import NamePlan, Placed
from desktop.schematic.report import Layout
from desktop.schematic.strokes import Points
from desktop.show import tr
from desktop.theme import Theme

_FOCUS = 14.5
_SOFT = 7.0  # the width of an area's arc
_EDGELESS = ((0.0, 0.0), (0.35, 1.0), (0.65, 1.0), (1.0, 0.0))  # how much of it is where


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is painted: the view, what it says, and what the user points at.

    `names` are those of the view, with the names of what is picked. `cursor` is where the keys are;
    `focused` whether they are here at all.
    """

    view: View
    names: NamePlan
    reading: Reading
    layout: Layout
    hover: Ref | None = None
    cursor: Ref | None = None
    focused: bool = False


def paint(painter: QPainter, pen: Pen, scene: Scene, inker: Inker | None = None) -> None:
    """Paint the whole scene; an `inker` that is kept makes the next painting quicker."""
    ratio = painter.device().devicePixelRatioF()
    drawn = scene.view.figure, scene.layout, scene.reading
    ink, theme = (inker or Inker()).inked(*drawn, ratio), pen.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.translate(_whole(scene.view.origin, ratio))
    _areas(painter, theme, scene)
    ink.lit.paint(painter, theme)
    _hovered_road(painter, theme, scene)
    ink.roads.paint(painter, theme)
    _hovered_place(painter, theme, scene)
    ink.places.paint(painter, theme)
    _labels(painter, pen, scene, ink.bold)
    _focus(painter, theme, scene)
    painter.restore()


def _whole(spot: QPointF, ratio: float) -> QPointF:
    """Return a spot between the pixels of the screen, where level lines are sharp."""
    return QPointF(round(spot.x() * ratio) / ratio, round(spot.y() * ratio) / ratio)


def north(painter: QPainter, pen: Pen, at: QPointF) -> None:
    """Paint the north arrow on a ground of its own, its shaft's middle at `at`."""
    high = pen.height("small")
    ground = QRectF(at - QPointF(high * 0.7, 14), QSizeF(high * 1.4, 25 + high))
    painter.fillRect(ground, pen.theme.colour("panel"))
    colour = pen.theme.colour("ink.3")
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(at + QPointF(0, 9), at + QPointF(0, -9))
    painter.drawPolyline([at + QPointF(*d) for d in ((-4, -4), (0, -10), (4, -4))])
    painter.setFont(pen.fonts["small"])
    box = QRectF(at + QPointF(-high, 11), QSizeF(2 * high, high))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("N"))


def say(painter: QPainter, pen: Pen, said: str, at: QPointF) -> None:
    """Paint small words over what is drawn there, from `at` on their line."""
    painter.setFont(pen.fonts["small"])
    painter.setPen(pen.theme.colour("ink.3"))
    ground = QRectF(painter.fontMetrics().boundingRect(said)).translated(at)
    painter.fillRect(ground.adjusted(-4, -2, 4, 2), pen.theme.colour("panel"))
    painter.drawText(at, said)


def _hovered_road(painter: QPainter, theme: Theme, scene: Scene) -> None:
    """Stroke a 1 pixel outline round the road or group under the mouse."""
    kind, id_ = scene.hover or ("", 0)
    figure, road = scene.view.figure, RouteId(id_)
    if kind != "route":
        return
    lines, wide = list[Points](), 0.0
    if line := figure.lines.get(road):
        lines, wide = [line.points], style.breadth(line.strands) + 4
    elif hoop := figure.hoops.get(road):
        count = min(max(len(scene.reading.told.get(road, ())), 1), SHOWN)
        lines, wide = hoop.pieces((count - 1) * style.PITCH / 2), style.breadth(count) + 3
    for points in lines:
        painter.strokePath(path_of(points), style.flat(theme.colour("ink"), wide + 2))
        painter.strokePath(path_of(points), style.flat(theme.colour("panel"), wide))


def _hovered_place(painter: QPainter, theme: Theme, scene: Scene) -> None:
    """Paint the disc under a place that the mouse is on and nothing else tells."""
    kind, id_ = scene.hover or ("", 0)
    spot = scene.view.figure.spots.get(PlaceId(id_)) if kind == "place" else None
    if spot is not None and scene.reading.state(("place", id_)) == "rest":
        radius = max(DISC, scene.view.figure.discs.get(PlaceId(id_), 0.0) + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawEllipse(spot, radius, radius)


def _areas(painter: QPainter, theme: Theme, scene: Scene) -> None:
    """Paint a soft arc at the side where an area lies: it has no edge and no one spot."""
    for id_, way in scene.view.figure.areas.items():
        ref: Ref = ("place", id_)
        state = scene.reading.state(ref)
        picked = state != "rest" or ref in (scene.hover, scene.cursor if scene.focused else None)
        dim = "mark.dim" if scene.reading.dimmed(id_) else "mark"
        colour = theme.colour("accent" if picked else dim)
        pen, ground = style.flat(colour, _SOFT), theme.colour("panel")
        style.fade(painter, pen, path_of(way), ground, _EDGELESS)


def _labels(painter: QPainter, pen: Pen, scene: Scene, bold: Mapping[Ref, bool]) -> None:
    """Paint the names that have room; of the others, those that the user points at."""
    pointed = (scene.hover, scene.cursor)
    shown = [*scene.names.placed, *(one for one in scene.names.hidden if one.label.ref in pointed)]
    for placed in shown:
        if placed.led:
            _leader(painter, pen.theme, placed)
    for placed in shown:
        _label(painter, pen, scene, placed, bold)


def _leader(painter: QPainter, theme: Theme, placed: Placed) -> None:
    """Paint a thin line from a name that stands far off to the rim of what it names."""
    left, top, right, bottom = placed.box
    x, y = placed.label.anchor
    start = QPointF(min(max(x, left), right), min(max(y, top), bottom))
    line = QLineF(QPointF(x, y), start)
    if line.length() > placed.label.rim:
        painter.setPen(QPen(theme.colour("ink.3"), 1))
        painter.drawLine(line.pointAt(placed.label.rim / line.length()), start)


def _label(
    painter: QPainter, pen: Pen, scene: Scene, placed: Placed, bold: Mapping[Ref, bool]
) -> None:
    """Paint a name; one that lies on something clears its ground, and says so in its colour."""
    ref = placed.label.ref
    room, dim = QRectF(*_room(placed)), faded(scene.reading, ref)
    if not placed.free:
        painter.fillRect(room.adjusted(-2, 0, 2, 0), pen.theme.colour("panel"))
    flush = placed.led and placed.label.anchor[0] > room.center().x()
    stuck = not placed.free and scene.view.figure.scale >= pen.full
    pen.paint(
        painter,
        placed.variant,
        room,
        bold=bold.get(ref, False),
        ink="warn" if stuck else "ink.3" if dim else "",
        flush=flush,
    )


def _room(placed: Placed) -> tuple[float, float, float, float]:
    left, top, right, bottom = placed.box
    return left, top, right - left, bottom - top


def _focus(painter: QPainter, theme: Theme, scene: Scene) -> None:
    """Paint the focus ring round what the keys are on."""
    if not scene.focused or scene.cursor is None:
        return
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    kind, id_ = scene.cursor
    figure = scene.view.figure
    spot = figure.middle(scene.cursor)
    if spot is not None and kind == "place":
        radius = max(_FOCUS, figure.discs.get(PlaceId(id_), 0.0) + 9)
        painter.drawEllipse(spot, radius, radius)
    elif spot is not None:
        painter.drawRoundedRect(QRectF(spot - QPointF(12, 12), QSizeF(24, 24)), 6, 6)
