"""Lines as corners in pixels: one beside another, cut, bent, measured. y runs down."""

import math
from itertools import pairwise

from desktop.schematic.report import XY

Points = tuple[XY, ...]
"""The corners of a line, from its start to its end."""
_SHARPEST = 0.3  # of a mitre: a sharper corner is cut off, not drawn out into a spike
_ROUND = 0.05  # how far the corners of an arc's line may leave it, in pixels
_LEVEL = 0.02  # how far off, by its length, a line is still meant to be horizontal or vertical


def length(points: Points) -> float:
    """Return how long a line is."""
    return math.fsum(math.dist(a, b) for a, b in pairwise(points))


def at(points: Points, share: float) -> XY:
    """Return the point at this share of the way."""
    return _found(points, share)[0]


def heading(points: Points, share: float) -> XY:
    """Return the direction of a line at this share of the way, one pixel long."""
    return _found(points, share)[1]


def _found(points: Points, share: float) -> tuple[XY, XY]:
    left, spot, way = share * length(points), points[0], (1.0, 0.0)
    for a, b in pairwise(points):
        far = math.dist(a, b)
        if far > 0:
            way = (b[0] - a[0]) / far, (b[1] - a[1]) / far
            spot = a[0] + way[0] * min(left, far), a[1] + way[1] * min(left, far)
            if left <= far:
                break
        left -= far
    return spot, way


def beside(points: Points, aside: float) -> Points:
    """Return the line that runs so many pixels to the right of another, its corners mitred."""
    if not aside:
        return points
    normals = [_normal(a, b) for a, b in pairwise(points)]
    moved: list[XY] = []
    for n, (x, y) in enumerate(points):
        before, after = normals[max(n - 1, 0)], normals[min(n, len(normals) - 1)]
        spread = max(1 + before[0] * after[0] + before[1] * after[1], _SHARPEST)
        reach = aside / spread
        moved.append((x + reach * (before[0] + after[0]), y + reach * (before[1] + after[1])))
    return tuple(moved)


def _normal(a: XY, b: XY) -> XY:
    far = math.dist(a, b) or 1.0
    return (a[1] - b[1]) / far, (b[0] - a[0]) / far


def cut(points: Points, first: float, last: float) -> Points:
    """Return a line without so many pixels at either end, of which some is always left."""
    whole = length(points)
    shrink = min(1.0, 0.5 * whole / max(first + last, 1e-9))
    return _without(_without(points, first * shrink)[::-1], last * shrink)[::-1]


def _without(points: Points, way: float) -> Points:
    for n, (a, b) in enumerate(pairwise(points)):
        far = math.dist(a, b)
        if way < far:
            share = way / far
            return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), *points[n + 1 :]
        way -= far
    return points[-2:]


def distance(spot: XY, points: Points) -> float:
    """Return how far a spot is from a line."""
    return min(_from_leg(spot, a, b) for a, b in pairwise(points))


def _from_leg(spot: XY, a: XY, b: XY) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / (dx * dx + dy * dy or 1.0)
    share = min(1.0, max(0.0, along))
    return math.hypot(spot[0] - a[0] - share * dx, spot[1] - a[1] - share * dy)


def snapped(points: Points, width: float, ratio: float) -> Points:
    """Return a line of which the level legs have their edges between pixels of the screen.

    `ratio` is how many of these there are to one of ours.
    """
    fixed = list(points)
    for n, (a, b) in enumerate(pairwise(points)):
        for axis in (0, 1):
            if abs(b[axis] - a[axis]) <= _LEVEL * abs(b[1 - axis] - a[1 - axis]):
                edge = round((points[n][axis] - width / 2) * ratio) / ratio + width / 2
                for corner in (n, n + 1):
                    spot = fixed[corner]
                    fixed[corner] = (spot[0], edge) if axis else (edge, spot[1])
    return tuple(fixed)


def arc(centre: XY, radius: float, first: float, last: float) -> Points:
    """Return the part of a circle between two directions in degrees, from east over north."""
    step = math.degrees(2 * math.acos(1 - _ROUND / max(radius, 1.0)))
    steps = max(2, math.ceil(abs(last - first) / step))
    return tuple(
        towards(centre, first + (last - first) * n / steps, radius) for n in range(steps + 1)
    )


def towards(spot: XY, degrees: float, far: float) -> XY:
    """Return the point so far from a spot in a direction in degrees, from east over north."""
    angle = math.radians(degrees)
    return spot[0] + far * math.cos(angle), spot[1] - far * math.sin(angle)


def direction(a: XY, b: XY) -> float:
    """Return the direction of one point from another, in degrees from east over north."""
    return math.degrees(math.atan2(a[1] - b[1], b[0] - a[0])) % 360
