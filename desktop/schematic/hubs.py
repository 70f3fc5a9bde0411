"""Two roads that leave a place by one port: one starts beside the other, so that both are seen."""

import math
from collections.abc import Iterable, Mapping

import numpy as np

from desktop.schematic.headings import Heading
from desktop.schematic.net import Net
from desktop.schematic.plane import EIGHTHS
from desktop.schematic.program import Floats
from desktop.schematic.report import XY

_ASIDE = 0.08  # units between the two; a disc has to be wider than this by sin 22.5 degrees


def parted(
    net: Net,
    lines: Mapping[int, tuple[XY, ...]],
    headings: Mapping[int, Heading],
    shared: Iterable[tuple[int, int, int]],
) -> dict[int, tuple[XY, ...]]:
    """Return the lines with the roads of every shared port (place, road, road) apart.

    The one with the elbow runs beside the other and starts on the rim of the place's disc.
    """
    found = dict(lines)
    for place, one, two in shared:
        (near_one, far_one), (near_two, far_two) = (
            _leaving(net, place, road, headings[road]) for road in (one, two)
        )
        if (near_one - near_two) % 8:
            continue
        bent = two if near_two != far_two else one
        near, far = (near_two, far_two) if bent == two else (near_one, far_one)
        if near != far and len(found[bent]) == 3:
            outward = net.roads[bent][0] == place
            line = found[bent] if outward else found[bent][::-1]
            moved = _aside(line, near, far)
            found[bent] = moved if outward else moved[::-1]
    return found


def _leaving(net: Net, place: int, road: int, heading: Heading) -> Heading:
    first, last = heading
    return (first, last) if net.roads[road][0] == place else (last + 4, first + 4)


def _aside(line: tuple[XY, ...], near: int, far: int) -> tuple[XY, ...]:
    """Return a line of two legs whose first runs beside where it was, towards the second."""
    way, on = EIGHTHS[near % 8], EIGHTHS[far % 8]
    length = math.hypot(*way)
    left = 1 if (far - near + 4) % 8 - 4 > 0 else -1
    shift = left * _ASIDE * np.array([-way[1], way[0]]) / length
    ahead = _ASIDE / math.tan(math.pi / 8) * way / length
    begin, end = np.array(line[0]) + shift + ahead, np.array(line[2])
    turn = float(way[0] * on[1] - way[1] * on[0])
    along = float((end - begin)[0] * on[1] - (end - begin)[1] * on[0]) / turn
    elbow = begin + along * way
    return _xy(begin), _xy(elbow), line[2]


def _xy(spot: Floats) -> XY:
    return float(spot[0]), float(spot[1])
