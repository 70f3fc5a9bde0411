"""Latitude and longitude to a plane: azimuthal, equidistant, round the middle of what is drawn."""

import math
from collections.abc import Sequence

import numpy as np

from desktop.schematic.program import Floats

_EARTH = 6371.0  # km


def on_the_globe(at: tuple[float, float]) -> bool:
    """Return whether this is a latitude and a longitude in degrees."""
    return abs(at[0]) <= 90 and abs(at[1]) <= 180


def projected(at: Sequence[tuple[float, float]]) -> Floats:
    """Return latitudes and longitudes in degrees as km east and north of their middle, n x 2.

    No meridian and no pole is an edge: the middle is that of the points on the sphere.
    """
    if not at:
        return np.empty((0, 2))
    north, east = np.radians(np.array(at, float)).T
    sphere = np.column_stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    )
    x, y, z = sphere.sum(axis=0)
    if math.hypot(x, y, z) < 1e-9:
        x, y, z = sphere[0]
    middle, turned = math.atan2(z, math.hypot(x, y)), east - math.atan2(y, x)
    right = np.cos(north) * np.sin(turned)
    up = math.cos(middle) * np.sin(north) - math.sin(middle) * np.cos(north) * np.cos(turned)
    out = math.sin(middle) * np.sin(north) + math.cos(middle) * np.cos(north) * np.cos(turned)
    sine = np.hypot(right, up)
    km = _EARTH * np.arctan2(sine, out)
    share = np.divide(km, sine, out=np.zeros_like(km), where=sine > 1e-15)
    flat = np.column_stack([right, up]) * share[:, None]
    flat[(sine <= 1e-15) & (out < 0)] = km.max(initial=0.0), 0.0  # the antipode of the middle
    return flat
