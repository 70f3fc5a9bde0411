"""Many lines and rings painted at once: everything of one pen in one call.

One call for each of some thousand lines would be felt when the picture is moved.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from desktop.panels.routes import style
from desktop.panels.routes.style import Stroke
from desktop.schematic.strokes import Points
from desktop.theme import Theme

_FADES = ((0.0, 1.0), (0.45, 1.0), (1.0, 0.0))  # of the way, how much of a fading line is there


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle: its radius, its edge and what fills it, by their tokens; `dash` in widths."""

    radius: float
    width: float
    edge: str
    fill: str
    dash: tuple[float, ...] = ()


class Batch:
    """Lines and rings by rank: of a lower one first, within a rank by stroke.

    A dash starts anew with every line.
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[int, Stroke], list[QLineF]] = defaultdict(list)
        self._paths: dict[tuple[int, Stroke], list[QPainterPath]] = defaultdict(list)
        self._fading: list[tuple[int, Stroke, Points]] = []
        self._rings: dict[tuple[int, Ring], list[QPointF]] = defaultdict(list)

    def add(self, rank: int, stroke: Stroke, points: Points, *, fading: bool = False) -> None:
        """Add a line; `fading`: it is lost towards its end."""
        if fading:
            self._fading.append((rank, stroke, points))
        elif len(points) <= 3 and not stroke.rounded and (len(points) == 2 or not stroke.dash):
            self._lines[rank, stroke] += _legs(points, stroke.width)
        else:
            self._paths[rank, stroke].append(path_of(points))

    def ring(self, rank: int, ring: Ring, at: QPointF) -> None:
        """Add a ring round a point."""
        self._rings[rank, ring].append(at)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint all of it."""
        steps = {rank for rank, _ in (*self._lines, *self._paths, *self._rings)}
        for rank in sorted(steps | {rank for rank, _, _ in self._fading}):
            self._strokes(painter, theme, rank)
            for (other, ring), spots in self._rings.items():
                if other == rank:
                    _rings(painter, theme, ring, spots)

    def _strokes(self, painter: QPainter, theme: Theme, rank: int) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (other, stroke), lines in self._lines.items():
            if other == rank:
                painter.setPen(stroke.pen(theme))
                painter.drawLines(lines)
        for (other, stroke), paths in self._paths.items():
            if other == rank:  # each by itself: Qt is slow with a path of many parts
                pen = stroke.pen(theme)
                for path in paths:
                    painter.strokePath(path, pen)
        for other, stroke, points in self._fading:
            if other == rank:
                ground = theme.colour("panel")
                style.fade(painter, stroke.pen(theme), path_of(points), ground, _FADES)


def _legs(points: Points, width: float) -> list[QLineF]:
    """Return the legs of a line, drawn out at its elbow to where their outer edges meet."""
    legs = [QLineF(*a, *b) for a, b in pairwise(points)]
    if len(legs) == 2:
        first, second = legs
        turn = math.radians(abs((first.angleTo(second) + 180) % 360 - 180))
        more = width / 2 * math.tan(min(turn, math.pi / 2) / 2)
        first.setLength(first.length() + more)
        back = QLineF(second.p2(), second.p1())
        back.setLength(back.length() + more)
        return [first, back]
    return legs


def path_of(points: Points) -> QPainterPath:
    """Return a line as a path, closed where it comes back to its start."""
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    if points[0] == points[-1]:
        path.closeSubpath()
    return path


def _rings(painter: QPainter, theme: Theme, ring: Ring, spots: list[QPointF]) -> None:
    """Paint rings; the usual one as two filled circles, which is quicker than stroking it."""
    half = ring.width / 2
    if ring.fill and not ring.dash:
        painter.setPen(Qt.PenStyle.NoPen)
        for token, radius in ((ring.edge, ring.radius + half), (ring.fill, ring.radius - half)):
            painter.setBrush(theme.colour(token))
            for spot in spots:
                painter.drawEllipse(spot, radius, radius)
        return
    painter.setPen(style.flat(theme.colour(ring.edge), ring.width, ring.dash))
    painter.setBrush(theme.colour(ring.fill) if ring.fill else Qt.BrushStyle.NoBrush)
    for spot in spots:
        painter.drawEllipse(spot, ring.radius, ring.radius)
