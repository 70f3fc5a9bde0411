"""Many lines and rings painted at once: everything of one pen in one call.

One call for each of some thousand lines would be felt when the picture is moved.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from desktop.panels.routes.style import Stroke
from desktop.schematic.strokes import Points
from desktop.theme import Theme

_FADES = 0.45  # of the way at which a fading line begins to


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
        self._paths: dict[tuple[int, Stroke], QPainterPath] = defaultdict(QPainterPath)
        self._fading: list[tuple[int, Stroke, Points]] = []
        self._rings: dict[tuple[int, Ring], list[QPointF]] = defaultdict(list)

    def add(self, rank: int, stroke: Stroke, points: Points, *, fading: bool = False) -> None:
        """Add a line; `fading`: it is lost towards its end."""
        if fading:
            self._fading.append((rank, stroke, points))
        elif len(points) == 2 and not stroke.rounded:
            (a, b), (c, d) = points
            self._lines[rank, stroke].append(QLineF(a, b, c, d))
        else:
            path = self._paths[rank, stroke]
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            if points[0] == points[-1]:
                path.closeSubpath()

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
        for (other, stroke), path in self._paths.items():
            if other == rank:
                painter.strokePath(path, stroke.pen(theme))
        for other, stroke, points in self._fading:
            if other == rank:
                painter.setPen(_fading(stroke.pen(theme), points))
                painter.drawPolyline([QPointF(*point) for point in points])


def _fading(pen: QPen, points: Points) -> QPen:
    """Return the pen of a line that is lost towards its end."""
    shade = QLinearGradient(QPointF(*points[0]), QPointF(*points[-1]))
    gone = QColor(pen.color())
    gone.setAlpha(0)
    for share, colour in ((0.0, pen.color()), (_FADES, pen.color()), (1.0, gone)):
        shade.setColorAt(share, colour)
    pen.setBrush(QBrush(shade))
    return pen


def _rings(painter: QPainter, theme: Theme, ring: Ring, spots: list[QPointF]) -> None:
    """Paint rings as filled circles, one within the other: quicker than stroking them."""
    if not ring.fill or ring.dash:
        pen = QPen(theme.colour(ring.edge), ring.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if ring.dash:
            pen.setDashPattern(ring.dash)
        painter.setPen(pen)
        painter.setBrush(theme.colour(ring.fill) if ring.fill else Qt.BrushStyle.NoBrush)
        painter.drawPath(_circles(spots, ring.radius))
        return
    half = ring.width / 2
    painter.fillPath(_circles(spots, ring.radius + half), theme.colour(ring.edge))
    painter.fillPath(_circles(spots, ring.radius - half), theme.colour(ring.fill))


def _circles(spots: Iterable[QPointF], radius: float) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for spot in spots:
        path.addEllipse(spot, radius, radius)
    return path
