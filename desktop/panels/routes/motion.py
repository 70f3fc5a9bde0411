"""What moves on the diagram: a place in the hand, and one drawing on its way to another."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation, Signal

from db.model import Desk, PlaceId, RouteId
from desktop.panels.routes.figure import Figure, figure
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.view import View
from desktop.schematic.graph import graph_of
from desktop.schematic.moving import STEP, between, pulled, snapped
from desktop.schematic.names import Placed
from desktop.schematic.report import XY, Layout, Link
from desktop.theme import Theme


class Motion(QObject):
    """Says what is drawn at this moment: the drawing that is there, with what is put elsewhere.

    A place that was put stays there until a drawing has it there, or it is let go.
    """

    moved = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._goal = self._start = Layout()
        self._links: tuple[Link, ...] = ()
        self._put: dict[PlaceId, XY] = {}
        self._share = 1.0
        self._hand: tuple[PlaceId, XY] | None = None
        self._way = QVariantAnimation(self)
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._way.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._way.valueChanged.connect(self._on_way)

    @property
    def drawn(self) -> Layout:
        """The drawing at this moment."""
        there = self._goal
        if self._share < 1.0:
            there = between(self._start, self._goal, self._share)
        return pulled(there, self._links, self._put)

    @property
    def resting(self) -> bool:
        """Whether what is drawn is what is to be drawn."""
        return self._share == 1.0 and not self._put

    @property
    def in_hand(self) -> PlaceId | None:
        """The place that is being dragged."""
        return self._hand[0] if self._hand else None

    def show(self, layout: Layout, desk: Desk, *, at_once: bool) -> None:
        """Go to another drawing, that of `desk`, `at_once` or seen by the eye."""
        self._links = graph_of(desk).links
        start, self._goal = self.drawn, layout
        self._put = {
            id_: at
            for id_, at in self._put.items()
            if id_ == self.in_hand or desk.pins.get(id_) != at
        }
        self._go(start, at_once=at_once)

    def settle(self, pins: Mapping[PlaceId, XY]) -> None:
        """Let go of what was put and is not among the `pins`: nothing is on its way any more."""
        lost = [id_ for id_, at in self._put.items() if id_ != self.in_hand and pins.get(id_) != at]
        if lost:
            self._let_go(*lost)

    def take(self, place: PlaceId, at: XY) -> None:
        """Begin to drag a place, taken hold of at a spot near it."""
        x, y = self.drawn.positions[place]
        self._hand = place, (x - at[0], y - at[1])

    def drag(self, at: XY) -> None:
        """Have the place in the hand follow it, and its roads the place."""
        if self._hand is not None:
            place, off = self._hand
            self._hold(place, (at[0] + off[0], at[1] + off[1]))

    def drop(self) -> tuple[PlaceId, XY] | None:
        """Put what is in the hand where it is, to half a unit; return what that comes to."""
        if self._hand is None:
            return None
        (place, _), self._hand = self._hand, None
        self._hold(place, snapped(self._put.get(place, self.drawn.positions[place])))
        return place, self._put[place]

    def cancel(self) -> None:
        """Let go of what is in the hand: it goes back."""
        place, self._hand = self.in_hand, None
        if place is not None:
            self._let_go(place)

    def nudge(self, place: PlaceId, way: tuple[int, int]) -> XY:
        """Put a place half a unit on, x to the right and y down; return where that is."""
        x, y = self._put.get(place, self._goal.positions[place])
        self._hold(place, snapped((x + way[0] * STEP, y - way[1] * STEP)))
        return self._put[place]

    def _hold(self, place: PlaceId, at: XY) -> None:
        self._put = {**self._put, place: at}
        self.moved.emit()

    def _let_go(self, *places: PlaceId) -> None:
        start = self.drawn
        self._put = {id_: at for id_, at in self._put.items() if id_ not in places}
        self._go(start, at_once=False)

    def _go(self, start: Layout, *, at_once: bool) -> None:
        self._way.stop()
        duration = 0 if at_once else self._theme.motion("relayout")
        self._start, self._share = start, 0.0 if duration else 1.0
        if duration:
            self._way.setDuration(duration)
            self._way.start()
        self.moved.emit()

    def _on_way(self, share: float) -> None:
        self._share = share
        self.moved.emit()


def carried(view: View, before: Layout, layout: Layout, reading: Reading) -> View:
    """Return a view of the drawing `before` with another at the same scale; names go along."""
    picture = figure(layout, reading, view.figure.scale, (before, view.figure))
    names = view.names
    placed = (_carried(one, view.figure, picture) for one in names.placed)
    hidden = (_carried(one, view.figure, picture) for one in names.hidden)
    names = replace(names, placed=tuple(placed), hidden=tuple(hidden))
    return View(picture, names, view.origin)


def _carried(name: Placed, before: Figure, after: Figure) -> Placed:
    kind, id_ = name.label.ref
    was, now = (
        (one.spots.get(PlaceId(id_)) if kind == "place" else _middle(one, RouteId(id_)))
        for one in (before, after)
    )
    if was is None or now is None or was == now:
        return name
    by = now - was
    left, top, right, bottom = name.box
    box = left + by.x(), top + by.y(), right + by.x(), bottom + by.y()
    anchor = name.label.anchor[0] + by.x(), name.label.anchor[1] + by.y()
    return replace(name, box=box, label=replace(name.label, anchor=anchor))


def _middle(drawn: Figure, road: RouteId) -> QPointF | None:
    if line := drawn.lines.get(road):
        return line.at(0.5)
    hoop = drawn.hoops.get(road)
    return hoop.centre if hoop else None
