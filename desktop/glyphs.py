"""The signs that are ours, painted: side shapes, ≠, places, an answer on its scale.

Every function paints round a centre, in the colours of the theme, and leaves the painter as it was.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from desktop import assets
from desktop.theme import Theme

SIDE = 9
"""The width of a side's shape before a name, in pixels."""
DOUBT = 11
"""The width of the mark of a name that mixes scripts, in pixels."""
STEP = 7
"""The distance of two steps of a scale, in pixels."""


@contextmanager
def _drawing(
    painter: QPainter, pen: QPen | Qt.PenStyle, brush: QBrush | QColor | Qt.BrushStyle
) -> Generator[None]:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(brush)
    yield
    painter.restore()


def side(painter: QPainter, theme: Theme, token: str, at: QPointF, width: float = SIDE) -> None:
    """Paint the shape of a side: shape and hue together tell it, never the hue alone."""
    shapes = assets.tokens()["side_shape"]
    token = token if token in shapes else "side.none"  # a desk may name one that is not ours
    shape, colour, r = shapes[token], theme.colour(token), width / 2
    x, y = at.x(), at.y()
    if shape == "ring":
        with _drawing(painter, QPen(colour, 1.6), Qt.BrushStyle.NoBrush):
            painter.drawEllipse(at, r - 1, r - 1)
        return
    with _drawing(painter, Qt.PenStyle.NoPen, colour):
        if shape == "disc":
            painter.drawEllipse(at, r, r)
        elif shape == "square":
            painter.drawRect(QRectF(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1))
        elif shape in {"triangle", "triangle down"}:
            up = 1 if shape == "triangle" else -1
            points = [
                QPointF(x, y - up * r),
                QPointF(x + r, y + up * r),
                QPointF(x - r, y + up * r),
            ]
            painter.drawPolygon(QPolygonF(points))
        elif shape == "plus":
            painter.drawRect(QRectF(x - r, y - r / 3, 2 * r, 2 * r / 3))
            painter.drawRect(QRectF(x - r / 3, y - r, 2 * r / 3, 2 * r))
        else:
            painter.drawRect(QRectF(x - r, y - r / 3, 2 * r, 2 * r / 3))


def contested(
    painter: QPainter, theme: Theme, at: QPointF, width: float = 13, *, filled: bool = True
) -> None:
    """Paint the diamond with ≠: filled in lists, open on roads."""
    ink, ground = theme.colour("ink"), theme.colour("panel")
    r = width / 2
    diamond = QPolygonF([at + QPointF(*d) for d in ((0, -r), (r, 0), (0, r), (-r, 0))])
    with _drawing(painter, QPen(ink, 1.5), ink if filled else ground):
        painter.drawPolygon(diamond)
        painter.setPen(QPen(ground if filled else ink, max(1.1, width / 12)))
        bar, gap, slash = width * 0.24, width * 0.12, width * 0.3
        for dy in (-gap, gap):
            painter.drawLine(QLineF(at + QPointF(-bar, dy), at + QPointF(bar, dy)))
        painter.drawLine(QLineF(at + QPointF(slash / 2, -slash), at + QPointF(-slash / 2, slash)))


def doubt(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Paint the mark of a name that mixes scripts: a small open triangle with a stroke in it."""
    x, y = at.x(), at.y()
    corners = (QPointF(x, y - 4.7), QPointF(x + 5.2, y + 4.3), QPointF(x - 5.2, y + 4.3))
    pen = QPen(theme.colour("warn"), 1.2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    with _drawing(painter, pen, Qt.BrushStyle.NoBrush):
        painter.drawPolygon(QPolygonF(corners))
        painter.drawLine(QLineF(x, y - 1.4, x, y + 0.7))
        painter.drawPoint(QPointF(x, y + 2.6))


def open_diamond(
    painter: QPainter, theme: Theme, at: QPointF, width: float = 7, *, ink: str = "ink"
) -> None:
    """Paint the small mark of a contested claim on the timeline."""
    r = width / 2
    with _drawing(painter, QPen(theme.colour(ink), 1.2), theme.colour("panel")):
        painter.drawPolygon(
            QPolygonF([at + QPointF(*d) for d in ((0, -r), (r, 0), (0, r), (-r, 0))])
        )


_RELATIONS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "tension": (((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0), (0, -5.5)),),
    "qualifies": (((-2.5, 0), (2.5, 0)),),
    "corroborates": (((-2, -4.5), (-2, 4.5)), ((2, -4.5), (2, 4.5))),
    "restates": (((-4.5, -2), (4.5, -2)), ((-4.5, 2), (4.5, 2))),
    "supersedes": (((-5, 0), (5, 0)), ((1.5, -3.5), (5, 0), (1.5, 3.5))),
    "explains": (((-5, 0), (5, 0)), ((-5, -2.5), (-5, 2.5))),
    "no_conflict": (((-3, 0), (-1, 2.5), (3, -2.5)),),
}
"""The strokes of each relation's mark, round its centre."""
_RINGED = {"qualifies", "no_conflict"}


def relation(painter: QPainter, theme: Theme, kind: str, at: QPointF) -> None:
    """Paint the mark of a relation between two claims, 12 pixels wide."""
    if kind == "contradicts":
        contested(painter, theme, at)
        return
    with _drawing(painter, QPen(theme.colour("ink"), 1.3), Qt.BrushStyle.NoBrush):
        for stroke in _RELATIONS[kind]:
            painter.drawPolyline([at + QPointF(*point) for point in stroke])
        if kind in _RINGED:
            painter.drawEllipse(at, 5.5, 5.5)


def place(painter: QPainter, theme: Theme, kind: str, at: QPointF, *, dim: bool = False) -> None:
    """Paint the mark of a place's kind, 12 pixels wide."""
    x, y = at.x(), at.y()
    pen = QPen(theme.colour("ink.3" if dim else "ink.2"), 1.2)
    if kind == "area":
        pen.setDashPattern([2, 1.6])
    if kind == "border":
        pen.setDashPattern([1.6, 1.6])
    with _drawing(painter, pen, Qt.BrushStyle.NoBrush):
        if kind in {"city", "town", "village"}:
            r = {"city": 4.5, "town": 3.8, "village": 2.2}[kind]
            painter.drawEllipse(at, r, r)
            if kind == "city":
                painter.setBrush(pen.color())
                painter.drawEllipse(at, 1.2, 1.2)
        elif kind == "feature":
            painter.drawPolygon(
                QPolygonF([QPointF(x, y - 4), QPointF(x + 4.5, y + 4), QPointF(x - 4.5, y + 4)])
            )
        elif kind == "border":
            painter.drawLine(QLineF(x, y - 5, x, y + 5))
        else:
            if kind == "country":
                painter.setBrush(theme.colour("unknown.fill"))
                painter.drawLine(QLineF(x - 4.5, y - 1.5, x + 4.5, y - 1.5))
            painter.drawRect(QRectF(x - 4.5, y - 4, 9, 8))


def scale_width(steps: int) -> float:
    """Return how wide a scale of so many steps is painted, in pixels."""
    return (max(steps, 1) - 1) * STEP + 8


def scale(
    painter: QPainter, theme: Theme, steps: int, position: tuple[int, int], at: QPointF
) -> None:
    """Paint an answer on its scale, a dot a step and a bead or bar, from the left middle `at`."""
    low, high = position
    x, y = at.x() + 4, at.y()
    with _drawing(painter, Qt.PenStyle.NoPen, theme.colour("ink.3")):
        for n in range(steps):
            painter.drawEllipse(QPointF(x + n * STEP, y), 1.3, 1.3)
        painter.setBrush(theme.colour("ink"))
        r = 3.4 if low == high else 3
        painter.drawRoundedRect(
            QRectF(x + low * STEP - r, y - r, (high - low) * STEP + 2 * r, 2 * r), r, r
        )


def pixmap(paint: Callable[[QPainter], None], size: QSize, ratio: float) -> QPixmap:
    """Return what `paint` paints on a transparent ground, for labels and icons."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter)
    painter.end()
    return picture
