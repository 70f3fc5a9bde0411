"""What part of the diagram is seen, and how large."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.panels.routes.figure import Figure, figure
from desktop.panels.routes.names import Pen, kept, named, surroundings
from desktop.panels.routes.reading import Reading
from desktop.schematic.names import NamePlan, Room, offers, planned
from desktop.schematic.report import Layout
from desktop.schematic.slots import Box, Slots

LEAST, MOST, USUAL = 16.0, 900.0, 150.0
"""Pixels a unit: the limits of zooming, and the most that fitting makes."""
_MARGIN = 8.0
_LESS, _MORE = 0.95, 1.12
_TRIES, _GROWS = 7, 9
_MANY = 40  # places from which on names are not worth making the drawing smaller
_SHARES = tuple((across, down) for across in (0.5, 0.35, 0.65) for down in (0.5, 0.3, 0.7))


@dataclass(frozen=True, slots=True)
class View:
    """The drawing and its names at one scale; `origin` is where its origin is on the widget."""

    figure: Figure = field(default_factory=Figure)
    names: NamePlan = field(default_factory=NamePlan)
    origin: QPointF = field(default_factory=QPointF)

    def moved(self, by: QPointF) -> "View":
        """Return the same drawing elsewhere."""
        return replace(self, origin=self.origin + by)


def zoomed(
    view: View, layout: Layout, reading: Reading, pen: Pen, scale: float, at: QPointF
) -> View:
    """Return the drawing at another scale; what is under `at` stays, as do names with room."""
    scale = min(MOST, max(LEAST, scale))
    picture = figure(layout, reading, scale)
    names = planned(
        _offers(layout, reading, pen, picture),
        view.names.taken,
        kept=kept(reading),
        hiding=scale < pen.full,
    )
    return View(picture, names, at + (view.origin - at) * (scale / view.figure.scale))


def named_anew(
    view: View, layout: Layout, reading: Reading, pen: Pen, size: QSizeF, foot: float
) -> View:
    """Return the drawing where it is, the names where they have room by now, inside if they can.

    `size` is all that is seen; what comes below takes what is under the `foot`.
    """
    picture = figure(layout, reading, view.figure.scale)
    seen = _inside(QRectF(-view.origin, size), pen, foot, size.height(), counted=True)
    names = planned(
        _offers(layout, reading, pen, picture),
        view.names.taken,
        room=seen,
        kept=kept(reading),
        hiding=picture.scale < pen.full,
    )
    return View(picture, names, view.origin)


def fitted(layout: Layout, reading: Reading, pen: Pen, room: QSizeF) -> View:
    """Return the largest drawing of which all names find a place in `room`, or the next best."""
    best, offered, chosen = View(), list[Slots](), kept(reading)
    tries = _TRIES if len(layout.positions) <= _MANY else 1
    for scale in _scales(layout, room, tries):
        picture = figure(layout, reading, scale)
        slots = _offers(layout, reading, pen, picture)
        hiding = scale < pen.full
        if offered and planned(slots, kept=chosen, hiding=hiding).stuck >= best.names.stuck:
            continue  # there is no better place to move it to
        for origin in _origins(picture.bounds(), room)[:tries]:
            seen = _inside(QRectF(-origin, room), pen, room.height())
            names = planned(slots, room=seen, kept=chosen, hiding=hiding)
            if not offered or names.stuck < best.names.stuck:
                best, offered = View(picture, names, origin), slots
            if not names.stuck:
                return best
    seen = _inside(QRectF(-best.origin, room), pen, room.height(), counted=True)
    names = planned(offered, room=seen, kept=chosen, hiding=best.figure.scale < pen.full)
    return replace(best, names=names)


def _offers(layout: Layout, reading: Reading, pen: Pen, picture: Figure) -> list[Slots]:
    around = surroundings(layout, reading, picture, pen)
    return offers(layout, named(layout, reading), pen.measure, picture.scale, around=around)


def _inside(seen: QRectF, pen: Pen, *feet: float, counted: bool = False) -> Room:
    """Return what is seen as room for names, without the north arrow; `counted`: some are hidden.

    Arrow and count stand at one of these heights, the count at the left.
    """
    left, top, right, bottom = seen.left(), seen.top(), seen.right(), seen.bottom()
    px, taken = pen.theme.px, list[Box]()
    for low in (top + foot for foot in feet):
        taken.append((right - 28, low - 32 - px(14), right, low))
        if counted:
            taken.append((left, low - px(20), left + px(100), low))
    return Room((left + 4, top + 4, right - 4, bottom - 4), tuple(taken))


def _scales(layout: Layout, room: QSizeF, tries: int) -> Iterator[float]:
    spots = [*layout.positions.values(), *layout.stubs.values()] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    wide, high = max(xs) - min(xs) or 0.01, max(ys) - min(ys) or 0.01
    edge = 2 * (_MARGIN + 10)
    most = min((room.width() - edge) / wide, (room.height() - edge) / high)
    first = min(most, USUAL)
    yield max(LEAST, first)
    if tries > 1:
        yield from (grown for n in range(_GROWS) if (grown := first * _MORE ** (n + 1)) <= most)
        yield from (max(LEAST, first * _LESS ** (n + 1)) for n in range(tries - 1))


def _origins(box: QRectF, room: QSizeF) -> list[QPointF]:
    """Return where the origin may be so that the drawing lies in the room, the middle first."""
    free = QPointF(room.width() - box.width(), room.height() - box.height())
    return [
        QPointF(free.x() * across - box.left(), free.y() * down - box.top())
        for across, down in _SHARES
    ]
