"""What a drawing is measured by: how far it is from the map, and whether it can be read."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop.schematic.plane import boxes_within, side, to_segment
from desktop.schematic.program import Floats
from desktop.schematic.report import XY

Roads = Sequence[tuple[int, int]]
Line = tuple[XY, ...]
_STRAIGHT = 1.0  # degrees within which a stretch is a multiple of 45


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one drawing; lengths are shares of the median road, angles in degrees.

    `octilinear` is the share of length within 1 degree of a multiple of 45. `bearings` are by
    road the angle between the drawn and the true way from place to place; NaN where unknown.
    `crossings` are pairs of roads that cross, touch or overlap and do not on the map, `bridged`
    those that do there too; `turned` are places whose roads leave them in another order.
    `shortest` is the shortest road, `clear` the nearest that a place comes to a road that does not
    end there, `apart` to another place.
    """

    octilinear: float = 1.0
    bearings: Floats = field(default_factory=lambda: np.empty(0))
    crossings: tuple[tuple[int, int], ...] = ()
    bridged: tuple[tuple[int, int], ...] = ()
    turned: tuple[int, ...] = ()
    elbows: int = 0
    shortest: float = 1.0
    clear: float = math.inf
    apart: float = math.inf


def measured(true: Floats, roads: Roads, spots: Floats, lines: Sequence[Line]) -> Measures:
    """Return the measures of lines between spots against the true map; rows of both are places.

    NaN in `true` is a place whose coordinates nobody knows, in `spots` one that is not drawn.
    """
    if not roads:
        return Measures(apart=_apart(spots))
    lengths = np.array([sum(math.dist(*leg) for leg in pairwise(line)) for line in lines])
    median = max(float(np.median(lengths)), 1e-9)
    known = [e for e, ends in enumerate(roads) if not np.isnan(true[list(ends)]).any()]
    straight = [tuple((float(x), float(y)) for x, y in true[list(roads[e])]) for e in known]
    on_map = {(known[a], known[b]) for a, b in crossings([roads[e] for e in known], straight)}
    met = crossings(roads, lines)
    return Measures(
        octilinear=_octilinear(lines),
        bearings=_bearings(true, roads, spots),
        crossings=tuple(sorted(met - on_map)),
        bridged=tuple(sorted(met & on_map)),
        turned=tuple(_turned(true, roads, spots, lines, known)),
        elbows=sum(len(line) > 2 for line in lines),
        shortest=float(lengths.min()) / median,
        clear=_clear(roads, spots, lines) / median,
        apart=_apart(spots) / median,
    )


def _octilinear(lines: Iterable[Line]) -> float:
    legs = np.array([leg for line in lines for leg in pairwise(line)], float).reshape(-1, 2, 2)
    way = legs[:, 1] - legs[:, 0]
    length = np.hypot(*way.T)
    off = np.abs((np.degrees(np.arctan2(way[:, 1], way[:, 0])) + 22.5) % 45 - 22.5)
    return float(length[(off < _STRAIGHT) | (length < 1e-9)].sum() / max(float(length.sum()), 1e-9))


def _bearings(true: Floats, roads: Roads, spots: Floats) -> Floats:
    a, b = np.array(roads).T
    was, now = true[b] - true[a], spots[b] - spots[a]
    turn = np.arctan2(now[:, 1], now[:, 0]) - np.arctan2(was[:, 1], was[:, 0])
    off: Floats = np.degrees(np.abs((turn + np.pi) % math.tau - np.pi))
    off[np.hypot(*was.T) < 1e-7] = np.nan
    return off


def crossings(roads: Roads, lines: Sequence[Line]) -> set[tuple[int, int]]:
    """Return pairs of roads that cross, touch or overlap; of a common place, those that overlap."""
    legs = [
        (e, a, b)
        for e, line in enumerate(lines)
        for a, b in pairwise(line)
        if math.dist(a, b) > 1e-7
    ]
    owner = np.array([e for e, _, _ in legs], int)
    a = np.array([leg[1] for leg in legs], float).reshape(-1, 2)
    b = np.array([leg[2] for leg in legs], float).reshape(-1, 2)
    pairs = boxes_within(np.column_stack([np.minimum(a, b), np.maximum(a, b)]), 1e-9)
    one, two = pairs[owner[pairs[:, 0]] != owner[pairs[:, 1]]].T
    joint = _joint(a[one], b[one], a[two], b[two])
    met = np.where(
        joint == 0,
        _touch(a[one], b[one], a[two], b[two]),
        _along(a[one], b[one], a[two], b[two], joint),
    )
    pairs_met: list[list[int]] = np.column_stack([owner[one[met]], owner[two[met]]]).tolist()
    found = {(min(e, f), max(e, f)) for e, f in pairs_met}
    return {(e, f) for e, f in found if len({*roads[e], *roads[f]}) > 2}


def _joint(a: Floats, b: Floats, c: Floats, d: Floats) -> NDArray[np.intp]:
    """Return where segments a-b and c-d meet end to end: 0 nowhere, 1 ac, 2 ad, 3 bc, 4 bd."""
    same = [np.hypot(*(p - q).T) < 1e-7 for p in (a, b) for q in (c, d)]
    return np.select(same, [1, 2, 3, 4], 0)


def _touch(a: Floats, b: Floats, c: Floats, d: Floats) -> NDArray[np.bool_]:
    """Return whether segments cross, touch or lie on each other."""
    size = np.abs(b - a).sum(1) + np.abs(d - c).sum(1)
    small = 1e-6 * size**2 + 1e-9

    def sign(p: Floats, q: Floats, r: Floats) -> NDArray[np.float64]:
        turn = side(p, q, r)
        return np.where(np.abs(turn) < small, 0.0, np.sign(turn))

    def on(p: Floats, q: Floats, r: Floats) -> NDArray[np.bool_]:
        low, high = np.minimum(p, q) - 1e-9, np.maximum(p, q) + 1e-9
        return np.logical_and.reduce([*(r >= low).T, *(r <= high).T])

    s1, s2, s3, s4 = sign(a, b, c), sign(a, b, d), sign(c, d, a), sign(c, d, b)
    lying = ((s1 == 0) & on(a, b, c)) | ((s2 == 0) & on(a, b, d))
    lying |= ((s3 == 0) & on(c, d, a)) | ((s4 == 0) & on(c, d, b))
    crossed: NDArray[np.bool_] = (s1 * s2 < 0) & (s3 * s4 < 0)
    return np.logical_or(crossed, lying)


def _along(
    a: Floats, b: Floats, c: Floats, d: Floats, joint: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return whether segments that meet at an end lie on each other beyond it."""
    u = np.where((joint <= 2)[:, None], b - a, a - b)
    w = np.where((joint % 2 == 1)[:, None], d - c, c - d)
    dot = (u * w).sum(1)
    cross = np.abs(u[:, 0] * w[:, 1] - u[:, 1] * w[:, 0])
    return (dot > 0) & (cross < 1e-6 * (dot + 1e-12))


def _turned(
    true: Floats, roads: Roads, spots: Floats, lines: Sequence[Line], known: Iterable[int]
) -> Iterator[int]:
    """Yield the places whose known roads leave them in another order than on the map."""
    fans: dict[int, list[int]] = {}
    for e in known:
        for v in roads[e]:
            fans.setdefault(v, []).append(e)
    for v, fan in sorted(fans.items()):
        if len(fan) < 3:
            continue
        on_map = sorted(fan, key=lambda e: _angle(true[v], true[_other(roads[e], v)]))
        drawn = sorted(fan, key=lambda e: _leaving(v, e, fan, roads, spots, lines))
        first = drawn.index(on_map[0])
        if drawn[first:] + drawn[:first] != on_map:
            yield v


def _other(ends: tuple[int, int], v: int) -> int:
    return ends[1] if ends[0] == v else ends[0]


def _angle(start: Floats, end: Floats) -> float:
    return math.atan2(end[1] - start[1], end[0] - start[0]) % math.tau


def _leaving(
    v: int, e: int, fan: list[int], roads: Roads, spots: Floats, lines: Sequence[Line]
) -> tuple[float, float]:
    """Return the angles in which a road leaves a place: at first, and after its elbow."""
    line = np.array(lines[e] if roads[e][0] == v else lines[e][::-1])
    first = _angle(line[0], line[1])
    return round(first, 6) % round(math.tau, 6), (
        _angle(line[1], line[-1]) - first + math.pi
    ) % math.tau if len(line) > 2 else math.pi


def _clear(roads: Roads, spots: Floats, lines: Sequence[Line]) -> float:
    legs = [(e, a, b) for e, line in enumerate(lines) for a, b in pairwise(line)]
    owner = np.array([roads[e] for e, _, _ in legs], int)
    placed = np.flatnonzero(~np.isnan(spots[:, 0]))
    a, b = (np.array([leg[n] for leg in legs], float) for n in (1, 2))
    apart = to_segment(spots[placed][:, None], a[None], b[None])
    apart[(owner[None, :, 0] == placed[:, None]) | (owner[None, :, 1] == placed[:, None])] = np.inf
    return float(apart.min())


def _apart(spots: Floats) -> float:
    drawn = spots[~np.isnan(spots[:, 0])]
    if len(drawn) < 2:
        return math.inf
    apart = np.hypot(*(drawn[:, None] - drawn[None]).transpose(2, 0, 1))
    return float(apart[np.triu_indices(len(drawn), 1)].min())
