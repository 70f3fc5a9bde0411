"""What part of the diagram is seen, and how large."""

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, QSizeF

from db.model import Ref
from desktop.panels.routes.figure import Figure, figure
from desktop.panels.routes.names import Pen, kept, named, surroundings
from desktop.panels.routes.reading import Reading
from desktop.schematic.names import NamePlan, Room, offers, planned
from desktop.schematic.report import Layout
from desktop.schematic.slots import Box, Slots
from desktop.schematic.turns import Turns, at_once

_T = TypeVar("_T")
LEAST, MOST, USUAL = 16.0, 900.0, 150.0
"""Pixels a unit: the limits of zooming, and the most that fitting makes."""
_MARGIN = 8.0
_LESS, _MORE = 0.95, 1.12
_SHRINKS, _GROWS = 6, 9
_MANY = 40
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
    offered = at_once(_offers(layout, reading, pen, picture))
    hiding = scale < pen.full
    names = at_once(planned(offered, view.names.taken, kept=kept(reading), hiding=hiding))
    return View(picture, names, at + (view.origin - at) * (scale / view.figure.scale))


def named_anew(
    view: View, layout: Layout, reading: Reading, pen: Pen, size: QSizeF, foot: float
) -> View:
    """Return the drawing where it is, the names where they have room by now, inside if they can.

    `size` is all that is seen; what comes below takes what is under the `foot`.
    """
    picture = figure(layout, reading, view.figure.scale)
    seen = _inside(QRectF(-view.origin, size), pen, foot, size.height(), counted=True)
    offered = at_once(_offers(layout, reading, pen, picture))
    taken, chosen, hiding = view.names.taken, kept(reading), picture.scale < pen.full
    names = at_once(planned(offered, taken, room=seen, kept=chosen, hiding=hiding))
    return View(picture, names, view.origin)


def fitted(layout: Layout, reading: Reading, pen: Pen, room: QSizeF) -> View:
    """Return the largest drawing of which all names find a place in `room`, or the next best."""
    *_, best = fits(layout, reading, pen, room)
    return best


def fits(layout: Layout, reading: Reading, pen: Pen, room: QSizeF) -> Iterator[View]:
    """Yield what `fitted` has found so far, a few milliseconds apart, and at last what it returns.

    A drawing of many names is tried at one scale: they are not worth making it smaller.
    """
    best, chosen = View(), kept(reading)
    for scale in _scales(layout, room):
        picture = figure(layout, reading, scale)
        yield best
        offered = yield from _meanwhile(best, _offers(layout, reading, pen, picture))
        few, hiding = len(offered.labels) <= _MANY, scale < pen.full
        if best.figure.spots:
            work = planned(offered, kept=chosen, hiding=hiding)
            if (yield from _meanwhile(best, work)).lost >= best.names.lost:
                continue  # there is no better place to move it to
        for origin in _origins(picture.bounds(), room)[: None if few else 1]:
            work = _within(offered, pen, origin, room, chosen, hiding=hiding)
            names = yield from _meanwhile(best, work)
            if not best.figure.spots or names.lost < best.names.lost:
                best = View(picture, names, origin)
            yield best
            if not names.lost:
                return
        if not few:
            return


def _meanwhile(best: View, work: Turns[_T]) -> Generator[View, None, _T]:
    """Do some work, and yield the best drawing so far after each of its turns."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value
        yield best


def _within(
    offered: Slots,
    pen: Pen,
    origin: QPointF,
    room: QSizeF,
    chosen: Collection[Ref],
    *,
    hiding: bool,
) -> Turns[NamePlan]:
    """Find the names in a room, with room for the count of those that are hidden, if any are."""
    seen = QRectF(-origin, room)
    inside = _inside(seen, pen, room.height())
    names = yield from planned(offered, room=inside, kept=chosen, hiding=hiding)
    if names.hidden:
        inside = _inside(seen, pen, room.height(), counted=True)
        names = yield from planned(offered, room=inside, kept=chosen, hiding=hiding)
    return names


def _offers(layout: Layout, reading: Reading, pen: Pen, picture: Figure) -> Turns[Slots]:
    around = surroundings(layout, reading, picture, pen)
    yield
    names = named(layout, reading)
    return (yield from offers(layout, names, pen.measure, picture.scale, around=around))


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


def _scales(layout: Layout, room: QSizeF) -> Iterator[float]:
    spots = [*layout.positions.values(), *layout.stubs.values()] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    wide, high = max(xs) - min(xs) or 0.01, max(ys) - min(ys) or 0.01
    edge = 2 * (_MARGIN + 10)
    most = min((room.width() - edge) / wide, (room.height() - edge) / high)
    first = min(most, USUAL)
    yield max(LEAST, first)
    yield from (grown for n in range(_GROWS) if (grown := first * _MORE ** (n + 1)) <= most)
    yield from (max(LEAST, first * _LESS ** (n + 1)) for n in range(_SHRINKS))


def _origins(box: QRectF, room: QSizeF) -> list[QPointF]:
    """Return where the origin may be so that the drawing lies in the room, the middle first."""
    free = QPointF(room.width() - box.width(), room.height() - box.height())
    return [
        QPointF(free.x() * across - box.left(), free.y() * down - box.top())
        for across, down in _SHARES
    ]
