"""Distances on the plane, many at once."""

import math
from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from desktop.schematic.program import Floats

EIGHTHS: Floats = np.array(
    [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)], float
)
"""The eight directions from east on, counterclockwise; a diagonal step is one in x and in y."""
UNITS: Floats = EIGHTHS / np.hypot(*EIGHTHS.T)[:, None]
"""The same, each of length 1."""


def eighths(way: Floats) -> float:
    """Return the direction of a vector in eighths of a turn, over -4 and up to 4."""
    return math.atan2(way[1], way[0]) / (math.pi / 4)


def to_segment(point: Floats, start: Floats, end: Floats) -> Floats:
    """Return how far points are from segments, row by row; each is n x 2 or broadcasts to it."""
    way = end - start
    length = np.maximum((way**2).sum(-1), 1e-18)
    along = np.clip(((point - start) * way).sum(-1) / length, 0.0, 1.0)
    return np.hypot(*np.moveaxis(point - start - along[..., None] * way, -1, 0))


def side(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return twice the area of triangles, positive where they turn left."""
    return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )


def between(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return how far segments a-b are from segments c-d, row by row; 0 where they cross."""
    cross = (side(a, b, c) * side(a, b, d) < -1e-12) & (side(c, d, a) * side(c, d, b) < -1e-12)
    nearest = np.minimum.reduce(
        [to_segment(a, c, d), to_segment(b, c, d), to_segment(c, a, b), to_segment(d, a, b)]
    )
    return np.where(cross, 0.0, nearest)


def boxes_within(boxes: Floats, reach: float) -> NDArray[np.intp]:
    """Return the pairs of boxes (left, low, right, high; n x 4) nearer than `reach`, k x 2.

    The lower number stands first, and the pairs are in order.
    """
    order = np.argsort(boxes[:, 0], kind="stable")
    left, low, right, high = boxes[order].T
    numbers, starts = np.arange(len(order)), left.tolist()
    ends = np.array([bisect_right(starts, far) for far in (right + reach).tolist()], np.intp)
    later = ends - numbers - 1  # how many of the boxes that begin farther right begin in reach
    one = np.repeat(numbers, later)
    two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later)
    near = (low[one] <= high[two] + reach) & (low[two] <= high[one] + reach)
    pairs = np.sort(order[np.column_stack([one, two])[near]], axis=1)
    return pairs[np.lexsort(pairs.T[::-1])]
