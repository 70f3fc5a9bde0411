"""The signs that are ours, painted: side shapes, ≠, places, an answer on its scale.

Every function paints round a centre, in the colours of the theme, and leaves the painter as it was.
Widths are those of the design; the signs grow with the text of the theme, marks do not.
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
    painter: QPainter,
    at: QPointF,
    scale: float,
    pen: QPen | Qt.PenStyle,
    brush: QBrush | QColor | Qt.BrushStyle,
) -> Generator[None]:
    """Draw round the origin, in the pixels of the design."""
    painter.save()
    painter.translate(at)
    painter.scale(scale, scale)
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
    if shape == "ring":
        with _drawing(painter, at, theme.scale, QPen(colour, 1.6), Qt.BrushStyle.NoBrush):
            painter.drawEllipse(QPointF(), r - 1, r - 1)
        return
    with _drawing(painter, at, theme.scale, Qt.PenStyle.NoPen, colour):
        if shape == "disc":
            painter.drawEllipse(QPointF(), r, r)
        elif shape == "square":
            painter.drawRect(QRectF(0.5 - r, 0.5 - r, 2 * r - 1, 2 * r - 1))
        elif shape in {"triangle", "triangle down"}:
            up = r if shape == "triangle" else -r
            painter.drawPolygon(QPolygonF([QPointF(0, -up), QPointF(r, up), QPointF(-r, up)]))
        elif shape == "plus":
            painter.drawRect(QRectF(-r, -r / 3, 2 * r, 2 * r / 3))
            painter.drawRect(QRectF(-r / 3, -r, 2 * r / 3, 2 * r))
        else:
            painter.drawRect(QRectF(-r, -r / 3, 2 * r, 2 * r / 3))


def contested(
    painter: QPainter,
    theme: Theme,
    at: QPointF,
    width: float = 13,
    *,
    filled: bool = True,
    mark: bool = False,
) -> None:
    """Paint the diamond with ≠: filled in lists, open on roads, where it is a `mark`."""
    ink, ground = theme.colour("ink"), theme.colour("panel")
    scale = 1.0 if mark else theme.scale
    with _drawing(painter, at, scale, QPen(ink, 1.5), ink if filled else ground):
        painter.drawPolygon(_diamond(width))
        painter.setPen(QPen(ground if filled else ink, max(1.1, width / 12)))
        bar, gap, slash = width * 0.24, width * 0.12, width * 0.3
        for dy in (-gap, gap):
            painter.drawLine(QLineF(-bar, dy, bar, dy))
        painter.drawLine(QLineF(slash / 2, -slash, -slash / 2, slash))


def _diamond(width: float) -> QPolygonF:
    r = width / 2
    return QPolygonF([QPointF(0, -r), QPointF(r, 0), QPointF(0, r), QPointF(-r, 0)])


def doubt(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Paint the mark of a name that mixes scripts: a small open triangle with a stroke in it."""
    corners = (QPointF(0, -4.7), QPointF(5.2, 4.3), QPointF(-5.2, 4.3))
    pen = QPen(theme.colour("warn"), 1.2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    with _drawing(painter, at, theme.scale, pen, Qt.BrushStyle.NoBrush):
        painter.drawPolygon(QPolygonF(corners))
        painter.drawLine(QLineF(0, -1.4, 0, 0.7))
        painter.drawPoint(QPointF(0, 2.6))


def open_diamond(
    painter: QPainter,
    theme: Theme,
    at: QPointF,
    width: float = 7,
    *,
    ink: str = "ink",
    proposed: bool = False,
) -> None:
    """Paint the small mark of a contested claim on the timeline; half of it: proposed."""
    with _drawing(painter, at, 1.0, QPen(theme.colour(ink), 1.2), theme.colour("panel")):
        if proposed:
            r = width / 2
            painter.drawPolyline(QPolygonF([QPointF(-r, 0), QPointF(0, -r), QPointF(r, 0)]))
        else:
            painter.drawPolygon(_diamond(width))


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
    with _drawing(painter, at, theme.scale, QPen(theme.colour("ink"), 1.3), Qt.BrushStyle.NoBrush):
        for stroke in _RELATIONS[kind]:
            painter.drawPolyline([QPointF(*point) for point in stroke])
        if kind in _RINGED:
            painter.drawEllipse(QPointF(), 5.5, 5.5)


def place(painter: QPainter, theme: Theme, kind: str, at: QPointF, *, dim: bool = False) -> None:
    """Paint the mark of a place's kind, 12 pixels wide."""
    pen = QPen(theme.colour("ink.3" if dim else "ink.2"), 1.2)
    if kind == "area":
        pen.setDashPattern([2, 1.6])
    if kind == "border":
        pen.setDashPattern([1.6, 1.6])
    with _drawing(painter, at, theme.scale, pen, Qt.BrushStyle.NoBrush):
        if kind in {"city", "town", "village"}:
            r = {"city": 4.5, "town": 3.8, "village": 2.2}[kind]
            painter.drawEllipse(QPointF(), r, r)
            if kind == "city":
                painter.setBrush(pen.color())
                painter.drawEllipse(QPointF(), 1.2, 1.2)
        elif kind == "feature":
            painter.drawPolygon(QPolygonF([QPointF(0, -4), QPointF(4.5, 4), QPointF(-4.5, 4)]))
        elif kind == "border":
            painter.drawLine(QLineF(0, -5, 0, 5))
        else:
            if kind == "country":
                painter.setBrush(theme.colour("unknown.fill"))
                painter.drawLine(QLineF(-4.5, -1.5, 4.5, -1.5))
            painter.drawRect(QRectF(-4.5, -4, 9, 8))


def scale_width(steps: int) -> float:
    """Return how wide a scale of so many steps is painted, in pixels."""
    return (max(steps, 1) - 1) * STEP + 8


def scale(
    painter: QPainter, theme: Theme, steps: int, position: tuple[int, int], at: QPointF
) -> None:
    """Paint an answer on its scale, a dot a step and a bead or bar, from the left middle `at`."""
    low, high = position
    with _drawing(painter, at, theme.scale, Qt.PenStyle.NoPen, theme.colour("ink.3")):
        for n in range(steps):
            painter.drawEllipse(QPointF(4 + n * STEP, 0), 1.3, 1.3)
        painter.setBrush(theme.colour("ink"))
        r = 3.4 if low == high else 3
        painter.drawRoundedRect(
            QRectF(4 + low * STEP - r, -r, (high - low) * STEP + 2 * r, 2 * r), r, r
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
