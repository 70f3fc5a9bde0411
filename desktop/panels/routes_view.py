"""What part of the diagram is seen, and how large."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.panels.routes_figure import Figure, figure
from desktop.panels.routes_labels import Ground, Plan, plan
from desktop.panels.routes_names import Pen, ground, labels
from desktop.panels.routes_reading import Reading
from desktop.schematic.report import Layout

LEAST, MOST, USUAL = 16.0, 900.0, 150.0
"""Pixels a unit: the limits of zooming, and the most that fitting makes."""
_MARGIN = 8.0
_EASE = 0.93
_TRIES = 9
_MANY = 40  # places from which on names are not worth making the drawing smaller
_SHARES = ((0.5, 0.5), (0.35, 0.5), (0.65, 0.5), (0.5, 0.3), (0.5, 0.7))


@dataclass(frozen=True, slots=True)
class View:
    """The drawing and its names at one scale; `origin` is where its origin is on the widget."""

    figure: Figure = field(default_factory=Figure)
    names: Plan = field(default_factory=Plan)
    origin: QPointF = field(default_factory=QPointF)

    def moved(self, by: QPointF) -> "View":
        """Return the same drawing elsewhere."""
        return replace(self, origin=self.origin + by)


def drawn(layout: Layout, reading: Reading, pen: Pen, scale: float, room: QRectF | None) -> View:
    """Return the drawing at a scale, names kept within `room` of it, if given."""
    picture = figure(layout, reading, scale)
    box = None if room is None else (room.left(), room.top(), room.right(), room.bottom())
    names = plan(labels(layout, reading, picture, pen), Ground(ground(reading, picture), box))
    return View(picture, names)


def zoomed(
    view: View, layout: Layout, reading: Reading, pen: Pen, scale: float, at: QPointF
) -> View:
    """Return the drawing at another scale; what is under `at` stays there."""
    scale = min(MOST, max(LEAST, scale))
    origin = at + (view.origin - at) * (scale / view.figure.scale)
    return replace(drawn(layout, reading, pen, scale, None), origin=origin)


def fitted(layout: Layout, reading: Reading, pen: Pen, room: QSizeF) -> View:
    """Return the largest drawing of which all names find a place in `room`, or the next best."""
    best = View()
    tries = _TRIES if len(layout.positions) <= _MANY else 1
    for scale in _scales(layout, room, tries):
        for origin in _origins(figure(layout, reading, scale).bounds(), room):
            inner = QRectF(-origin, room).adjusted(4, 4, -4, -4)
            view = replace(drawn(layout, reading, pen, scale, inner), origin=origin)
            if not best.figure.spots or len(view.names.hidden) < len(best.names.hidden):
                best = view
            if not view.names.hidden or tries == 1:
                return best
    return best


def _scales(layout: Layout, room: QSizeF, tries: int) -> Iterator[float]:
    spots = [*layout.positions.values(), *layout.stubs.values()] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    wide, high = max(xs) - min(xs) or 0.01, max(ys) - min(ys) or 0.01
    edge = 2 * (_MARGIN + 10)
    most = min((room.width() - edge) / wide, (room.height() - edge) / high, USUAL)
    for n in range(tries):
        yield max(LEAST, most * _EASE**n)


def _origins(box: QRectF, room: QSizeF) -> Iterator[QPointF]:
    """Yield where the origin may be so that the drawing lies in the room, the middle first."""
    free = QPointF(room.width() - box.width(), room.height() - box.height())
    for across, down in _SHARES:
        yield QPointF(free.x() * across - box.left(), free.y() * down - box.top())
