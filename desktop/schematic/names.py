"""Names beside places: on no other name, place, road or group.

Pixels: the drawing's origin is the origin, y runs down.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from db.columns import Mask
from db.model import PlaceId, Ref
from desktop.schematic.board import GAP, Board, meetings
from desktop.schematic.report import DISC, XY, Layout
from desktop.schematic.slots import (
    BAD,
    Box,
    Floats,
    Ints,
    Label,
    Line,
    Measure,
    Slots,
    Variant,
    broken,
    overlapping,
    slots,
    variant,
)  # fmt: skip
from desktop.schematic.turns import Turns, at_once

FULL = 110.0
"""Pixels a unit from which on every name has room: below, some may be hidden."""
PLACE = 11.0
"""Half the width of a place that is picked, in pixels."""
_RIM = 14.0  # a place's name stands outside the ring of one that the keys are on
_AREA = 6.0
_BEYOND = (45.0, 52.0, 75.0, 82.0)  # pixels from a place of more than eight roads
_APART, _ALONG = (34.0,), (34.0, 62.0)  # from another place or area, where there is a line to it
_LED = 20.0  # pixels from a place or its rings from which on a line leads to a name
_ROAD = 5.5  # half the width of a road of one strand, with its casing
_STAY = 4.0  # that a name's last slot is cheaper: it only leaves it for want of room
_OUTSIDE = 30.0
_FIRST = 40.0  # the weight of a place that comes first: more than that of any number of roads
_PASSES, _FEW = 12, 2  # of repair; few where some may be hidden
_KEPT, _ALL, _LARGE = 40, 100, 20  # slots of a name, its cheapest; fewer of more than so many
_WIDEST = 9  # times as wide as high, from which on a name would rather take two lines
_SHORTER, _WIDE = 0.8, 2.0  # prices: two lines, one line that is too wide


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with the slot it got and the box of it. `free`: it lies on nothing, inside.

    `astray`: it is nearer to another place. `led`: a line must lead to what it names.
    """

    label: Label
    variant: Variant
    box: Box
    slot: int
    free: bool = True
    astray: bool = False
    led: bool = False


@dataclass(frozen=True, slots=True)
class NamePlan:
    """Every label where it is drawn, or hidden for want of room: there it would do least harm.

    Of those that are drawn `clashes` counts the pairs nearer than GAP to each other, `on_roads`
    and `on_places` what they lie on, `outside` those not wholly in the room given.
    """

    placed: tuple[Placed, ...] = ()
    hidden: tuple[Placed, ...] = ()
    clashes: int = 0
    on_roads: int = 0
    on_places: int = 0
    outside: int = 0

    @property
    def stuck(self) -> int:
        """How many names are hidden, or drawn though they lie on something."""
        return len(self.hidden) + sum(not one.free for one in self.placed)

    @property
    def lost(self) -> int:
        """How many names are stuck, each counted thrice, or nearer to another place than theirs."""
        return 3 * self.stuck + sum(one.free and one.astray for one in self.placed)

    @property
    def taken(self) -> dict[Ref, int]:
        """The slots of all that are drawn: a next plan keeps to them."""
        return {one.label.ref: one.slot for one in self.placed}

    def showing(self, kept: Collection[Ref]) -> "NamePlan":
        """Return the plan with these names drawn; what they would cover is hidden instead."""
        back = [one for one in self.hidden if one.label.ref in kept]
        if not back:
            return self
        boxes = np.array([one.box for one in back])
        covered = {
            n for n, one in enumerate(self.placed)
            if one.label.ref not in kept and overlapping(boxes, np.array(one.box), GAP).any()
        }  # fmt: skip
        shown = [one for n, one in enumerate(self.placed) if n not in covered]
        away = [one for n, one in enumerate(self.placed) if n in covered]
        left = [one for one in self.hidden if one.label.ref not in kept]
        return replace(self, placed=(*shown, *back), hidden=(*left, *away))


@dataclass(frozen=True, slots=True)
class Room:
    """Where names may stand: in a box, but off what takes its corners."""

    box: Box
    taken: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What else is drawn at this scale, in pixels.

    `ground` is all that is stroked, as rows of x, y, x, y, half width; None: the bare lines of the
    layout. `captions` want a place as names do. `rings` are the radii round places beyond which
    names may stand as well, `rims` those of whole rings: a name beside one is at its place. The
    names of places that are `first` are the last to be hidden.
    """

    ground: Floats | None = None
    captions: tuple[Label, ...] = ()
    rings: Mapping[PlaceId, tuple[float, ...]] = field(
        default_factory=dict[PlaceId, tuple[float, ...]]
    )
    rims: Mapping[PlaceId, float] = field(default_factory=dict[PlaceId, float])
    first: frozenset[PlaceId] = frozenset()


def place_names(
    layout: Layout,
    names: Mapping[PlaceId, str],
    measure: Measure,
    scale: float,
    previous: Mapping[Ref, int] | None = None,
    *,
    around: Surroundings | None = None,
    room: Room | None = None,
    kept: Collection[Ref] = (),
) -> NamePlan:
    """Return where the names of a layout stand at so many pixels a unit.

    A name keeps the slot it had in `previous` as long as it has room there. Below FULL what finds
    no room is hidden, never what is `kept`. Same input, same plan.
    """
    offered = at_once(offers(layout, names, measure, scale, around=around))
    return at_once(planned(offered, previous, room=room, kept=kept, hiding=scale < FULL))


def offers(
    layout: Layout,
    names: Mapping[PlaceId, str],
    measure: Measure,
    scale: float,
    *,
    around: Surroundings | None = None,
) -> Turns[Slots]:
    """Find the slots that every name and caption might take: the same in any room."""
    around = around or Surroundings()
    ground = bare(layout, scale) if around.ground is None else around.ground
    labels = [*around.captions, *_labels(layout, names, measure, scale, around)]
    yield
    return (yield from slots(labels, ground, _dots(layout, scale)))


def planned(
    offered: Slots,
    previous: Mapping[Ref, int] | None = None,
    *,
    room: Room | None = None,
    kept: Collection[Ref] = (),
    hiding: bool = False,
) -> Turns[NamePlan]:
    """Find the slots that are best for all."""
    labels = offered.labels
    if not labels:
        return NamePlan()
    outside = _outside(offered.boxes, room)
    rows, boxes, prices = _cheapest(offered, outside, previous or {})
    yield
    met = yield from meetings(boxes, np.isfinite(prices), _leads(offered, rows))
    board = Board(boxes, prices, met)
    yield
    yield from board.settle(_FEW if hiding else _PASSES)
    drawn = np.ones(len(labels), bool)
    if hiding:
        drawn = yield from _drawn(board, labels, kept, previous or {})
    chosen = rows[np.arange(len(labels)), board.at]
    alone = [bool(board.clear_of(n, drawn)[board.at[n]]) for n in range(len(labels))]
    placed = [_placed(offered, row, outside) for row in chosen.tolist()]
    seen = chosen[drawn]
    return NamePlan(
        tuple(replace(one, free=one.free and alone[n]) for n, one in enumerate(placed) if drawn[n]),
        tuple(replace(one, free=False) for n, one in enumerate(placed) if not drawn[n]),
        board.clashes(drawn),
        int(offered.on_roads[seen].sum()),
        int(offered.on_places[seen].sum()),
        int(outside[seen].sum()),
    )


def bare(layout: Layout, scale: float) -> Floats:
    """Return the lines of a layout as ground, each as wide as one strand."""
    rows = [
        (a[0] * scale, -a[1] * scale, b[0] * scale, -b[1] * scale, _ROAD)
        for line in layout.lines.values()
        for a, b in pairwise(line)
    ]
    return np.array(rows).reshape(-1, 5)


def _dots(layout: Layout, scale: float) -> Floats:
    rows = [
        (x * scale, -y * scale, x * scale, -y * scale, _radius(layout, place, scale, PLACE))
        for place, (x, y) in layout.positions.items()
    ]
    return np.array(rows).reshape(-1, 5)


def _radius(layout: Layout, place: PlaceId, scale: float, least: float) -> float:
    return max(least, DISC * scale + 3) if place in layout.discs else least


def _labels(
    layout: Layout,
    names: Mapping[PlaceId, str],
    measure: Measure,
    scale: float,
    around: Surroundings,
) -> Iterator[Label]:
    """Yield the names of places and areas."""
    met = Counter(spot for line in layout.lines.values() for spot in (line[0], line[-1]))
    for place, spot in [*layout.positions.items(), *layout.areas.items()]:
        if not (name := names.get(place)):
            continue
        rim = _radius(layout, place, scale, _RIM) if place in layout.positions else _AREA
        apart = _BEYOND if place in layout.discs else _APART
        rings = around.rings.get(place, ())
        beyond = (*rings, *(_ALONG if place in layout.areas else apart))
        radii = (rim, *(radius for radius in sorted(beyond) if radius > rim))
        at = _pixels(spot, scale)
        half = _radius(layout, place, scale, PLACE) if place in layout.positions else 0.0
        reach = max(half, around.rims.get(place, 0.0))
        named = _broken(name, measure)
        led = _LED if place in layout.positions else math.inf
        weight = met[spot] + _FIRST * (place in around.first)
        yield Label(("place", place), at, radii, named, weight=weight, reach=reach, led=led)


def _pixels(spot: XY, scale: float) -> tuple[float, float]:
    return spot[0] * scale, -spot[1] * scale


def _broken(name: str, measure: Measure) -> tuple[Variant, ...]:
    """Return a name in one line and in two."""
    ways = broken(name, lambda text: measure(Line(text))[0])
    found = [variant(tuple(map(Line, way)), measure, _SHORTER * (len(way) - 1)) for way in ways]
    whole = found[0]
    if whole.width > _WIDEST * whole.height:
        found[0] = replace(whole, price=_WIDE)
    return tuple(found)


def _outside(boxes: Floats, room: Room | None) -> Mask:
    """Return which boxes are not wholly in the room, or lie on what takes its corners."""
    if room is None:
        return np.zeros(len(boxes), bool)
    left, top, right, bottom = room.box
    off = (boxes[:, 0] < left) | (boxes[:, 2] > right)
    off |= (boxes[:, 1] < top) | (boxes[:, 3] > bottom)
    taken = np.array(room.taken).reshape(-1, 4)
    return off | overlapping(boxes[:, None], taken, GAP).any(axis=1)


def _cheapest(
    offered: Slots, outside: Mask, previous: Mapping[Ref, int]
) -> tuple[Ints, Floats, Floats]:
    """Return the rows, boxes and prices of every label's cheapest slots."""
    asked = offered.prices + _OUTSIDE * outside
    firsts, sizes = offered.firsts, np.diff(offered.firsts)
    for n, label in enumerate(offered.labels):
        was = previous.get(label.ref)
        if was is not None and was < sizes[n]:
            asked[firsts[n] + was] -= _STAY
    order = np.lexsort((asked, offered.owners))
    owners = offered.owners[order]
    nth = np.arange(len(order)) - firsts[owners]
    kept = _KEPT if len(offered.labels) <= _ALL else _LARGE
    order, owners, nth = (each[nth < kept] for each in (order, owners, nth))
    shape = (len(offered.labels), kept)
    rows, boxes, prices = np.zeros(shape, np.intp), np.zeros((*shape, 4)), np.full(shape, np.inf)
    rows[owners, nth], boxes[owners, nth] = order, offered.boxes[order]
    prices[owners, nth] = asked[order]
    return rows, boxes, prices


def _leads(offered: Slots, rows: Ints) -> Floats:
    """Return the lines that lead to these slots, from the names on; without length where none."""
    labels = offered.labels
    anchors = np.array([label.anchor for label in labels])[:, None]
    far = np.array([label.led for label in labels])[:, None]
    rim = np.array([label.rim for label in labels])[:, None]
    boxes = offered.boxes[rows]
    start = np.clip(anchors, boxes[:, :, :2], boxes[:, :, 2:])
    away = np.hypot(*np.moveaxis(start - anchors, 2, 0))
    led = offered.astray[rows] | (offered.off[rows] > far)
    share = np.where(led, np.minimum(rim / np.maximum(away, 1), 1), 1.0)
    end = anchors + (start - anchors) * share[:, :, None]
    return np.concatenate((start, end, np.full((*rows.shape, 1), GAP)), axis=2)


def _drawn(
    board: Board, labels: Sequence[Label], kept: Collection[Ref], previous: Collection[Ref]
) -> Turns[Mask]:
    """Find which names are drawn where not all have room: the kept, those drawn before, the rest.

    Of these, by weight. One that meets a name before it takes another slot if it has one.
    """
    drawn = np.zeros(len(labels), bool)
    order = sorted(range(len(labels)), key=lambda n: _rank(labels[n], kept, previous))
    for n in order:
        ref = labels[n].ref
        clear = board.clear_of(n, drawn) & (board.prices[n] < BAD)
        if clear.any() and (ref in previous or not clear[board.at[n]]):
            board.at[n] = int(clear.argmax())
        drawn[n] = ref in kept or clear[board.at[n]]
        yield
    for n in order:
        drawn[n] = drawn[n] or board.give_way(n, drawn)
        yield
    return drawn


def _rank(
    label: Label, kept: Collection[Ref], previous: Collection[Ref]
) -> tuple[bool, bool, float]:
    return label.ref not in kept, label.ref not in previous, -label.weight


def _placed(of: Slots, row: int, outside: Mask) -> Placed:
    owner = int(of.owners[row])
    label = of.labels[owner]
    left, top, right, bottom = of.boxes[row].tolist()
    free = not (of.on_roads[row] or of.on_places[row] or outside[row])
    box, slot = (left, top, right, bottom), row - int(of.firsts[owner])
    one, astray = label.variants[int(of.variants[row])], bool(of.astray[row])
    return Placed(label, one, box, slot, free, astray, astray or bool(of.off[row] > label.led))
