"""How a reported status is stroked: on roads, groups, in the callout and the legend alike."""

import math
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop import assets
from desktop.panels.routes.reading import Look
from desktop.theme import Theme

PITCH: float = 7.0
"""The distance between the strands of a road, in pixels."""
_CASING = 1.5


def bed(painter: QPainter, theme: Theme, path: QPainterPath, *, faint: bool = False) -> None:
    """Stroke a road of which only is known that it exists."""
    token = "stale.unknown" if faint else "status.unknown"
    painter.strokePath(path, _pen(theme.colour(token), 1.5, _line("road.bed")["dash"], path))


def strand(painter: QPainter, theme: Theme, look: Look, path: QPainterPath) -> None:
    """Stroke one report along `path`, on its casing; the dash starts anew with the path."""
    colour = theme.colour(f"{'stale' if look.faint else 'status'}.{look.status}")
    width, casing = _width(look), theme.colour("casing")
    painter.strokePath(path, _pen(casing, width + 2 * _CASING, [], path))
    painter.strokePath(path, _pen(colour, width, _dash(look), path))
    if look.status == "restricted":
        outline = 1.1 if look.implied or look.faint else _line("restricted")["hollow"]
        painter.strokePath(path, _pen(casing, width - 2 * outline, [], path))


def sign(painter: QPainter, theme: Theme, look: Look, at: QPointF) -> None:
    """Paint the sign that a status has on a road beside its stroke, round `at`."""
    if look.implied or not _line(look.status)["glyph"]:
        return
    painter.setBrush(theme.colour("casing"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(at, 6, 6)
    painter.setPen(QPen(theme.colour(f"{'stale' if look.faint else 'status'}.{look.status}"), 2))
    for x, y in ((3.5, 3.5), (3.5, -3.5)):
        painter.drawLine(at - QPointF(x, y), at + QPointF(x, y))


def sample(painter: QPainter, theme: Theme, look: Look, at: QPointF, width: float) -> None:
    """Paint a piece of a strand to the right of `at`."""
    path = QPainterPath(at)
    path.lineTo(at + QPointF(width, 0))
    strand(painter, theme, look, path)
    sign(painter, theme, look, at + QPointF(width / 2, 0))


def flat(colour: QColor, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """Return a pen that ends where its line ends; `dash` counts in widths."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern(dash)
    return pen


def breadth(count: int) -> float:
    """Return how wide so many strands are together, in pixels."""
    return max(count - 1, 0) * PITCH + 5.5 + 2 * _CASING


def _line(name: str) -> dict[str, Any]:
    return assets.tokens()["line"][name]


def _width(look: Look) -> float:
    """Return how wide a strand is; the hollow one keeps room for its core."""
    hollow = look.status == "restricted"
    if look.implied:
        return 3.6 if hollow else _line("implied")["px"]
    if look.status == "unknown":
        return _line("unknown")["px"]
    return _line("stale")["px"] if look.faint and not hollow else _line(look.status)["px"]


def _dash(look: Look) -> list[float]:
    if look.implied:
        return _line("implied")["dash"].get(look.status, [])
    return _line(look.status)["dash"]


def _pen(colour: QColor, width: float, dash: list[float], path: QPainterPath) -> QPen:
    """Return a pen whose dash, in pixels, shows at least two periods on `path`."""
    if not dash:
        return flat(colour, width)
    shrunk = min(1.0, max(path.length(), 1.0) / (2 * math.fsum(dash)))
    return flat(colour, width, tuple(part * shrunk / width for part in dash))
