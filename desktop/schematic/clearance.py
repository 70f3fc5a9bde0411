"""Which roads and places of a drawing lie too near to each other, and which way to part them."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from desktop.schematic.net import Net
from desktop.schematic.plane import UNITS, between, boxes_within
from desktop.schematic.positions import Thing
from desktop.schematic.program import Floats
from desktop.schematic.report import XY

Lines = Mapping[int, tuple[XY, ...]]
Pair = tuple[Thing, Thing]


def near(net: Net, lines: Lines, spots: Floats, reach: float, alone: float) -> list[Pair]:
    """Return pairs nearer than `reach`, or than `alone` where one is a place without a road.

    Pairs are roads that share no place, and places and roads that do not end there.
    """
    things, starts, ends = _segments(lines, spots)
    boxes = np.column_stack([np.minimum(starts, ends), np.maximum(starts, ends)])
    pairs = boxes_within(boxes, max(reach, alone))
    numbers: list[list[int]] = pairs.tolist()
    asked = np.array([_asked(net, things[i], things[j]) for i, j in numbers], int)
    limits = np.array([-1.0, reach, alone])[asked] if len(asked) else np.empty(0)
    one, two = pairs[:, 0], pairs[:, 1]
    apart = between(starts[one], ends[one], starts[two], ends[two])
    close: list[list[int]] = pairs[apart < limits - 1e-6].tolist()
    return list(dict.fromkeys((things[i], things[j]) for i, j in close))


def _segments(lines: Lines, spots: Floats) -> tuple[list[Thing], Floats, Floats]:
    made = [
        (Thing(road=True, number=road), a, b)
        for road, line in lines.items()
        for a, b in pairwise(line)
    ]
    for v in np.flatnonzero(~np.isnan(spots[:, 0])).tolist():
        at = float(spots[v, 0]), float(spots[v, 1])
        made.append((Thing(road=False, number=v), at, at))
    starts = np.array([a for _, a, _ in made], float).reshape(-1, 2)
    ends = np.array([b for _, _, b in made], float).reshape(-1, 2)
    return [thing for thing, _, _ in made], starts, ends


def _asked(net: Net, one: Thing, two: Thing) -> int:
    """Return 0 where two things need not be apart, 1 where they do, 2 where one stands alone."""
    if one.road and two.road:
        return int(not set(net.roads[one.number]) & set(net.roads[two.number]))
    if one.road or two.road:
        road, place = (one, two) if one.road else (two, one)
        if place.number in net.roads[road.number]:
            return 0
        return 1 if net.fans[place.number] else 2
    return 0 if net.fans[one.number] and net.fans[two.number] else 2


def octant(net: Net, anchor: Floats, lines: Lines, spots: Floats, pair: Pair) -> int:
    """Return the direction that parts two things best: on the map first, in the drawing second."""
    one, two = pair
    true = _part(_on_map(net, anchor, two), _on_map(net, anchor, one))
    now = _part(_drawn(lines, spots, two), _drawn(lines, spots, one))
    score = 2 * np.minimum(true, 0.3) + np.minimum(now, 0.6)
    return int(score.round(9).argmax())


def _part(two: Floats, one: Floats) -> Floats:
    """Return by how much two sets of points are apart in each of the eight directions."""
    apart: Floats = (two @ UNITS.T).min(0) - (one @ UNITS.T).max(0)
    return apart


def _on_map(net: Net, anchor: Floats, thing: Thing) -> Floats:
    return anchor[list(net.roads[thing.number])] if thing.road else anchor[[thing.number]]


def _drawn(lines: Lines, spots: Floats, thing: Thing) -> Floats:
    return np.array(lines[thing.number]) if thing.road else spots[[thing.number]]
