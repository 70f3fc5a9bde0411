"""How a reported status is stroked: on roads, groups, in the callout and the legend alike."""

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)

from desktop import assets
from desktop.panels.routes.reading import Look
from desktop.theme import Theme

PITCH: float = 7.0
"""The distance between the strands of a road, in pixels."""
_CASING = 1.5
_CROSS = 3.5  # half the width of the sign of a cut
_STEPS = 8  # how finely a dash is shortened to show two periods: what is alike is drawn at once

Shares = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of one colour, by its token, and width; `dash` counts in pixels."""

    token: str
    width: float
    dash: tuple[float, ...] = ()
    rounded: bool = False

    def on(self, length: float) -> "Stroke":
        """Return the stroke with a dash that shows two periods on so long a line."""
        if not self.dash:
            return self
        shrunk = max(1.0, _STEPS * length / (2 * math.fsum(self.dash))) // 1 / _STEPS
        return (
            replace(self, dash=tuple(part * shrunk for part in self.dash)) if shrunk < 1 else self
        )

    def pen(self, theme: Theme) -> QPen:
        """Return the pen that draws it."""
        dash = tuple(part / self.width for part in self.dash)
        pen = flat(theme.colour(self.token), self.width, dash)
        if self.rounded:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen


@cache
def layers(look: Look) -> tuple[Stroke, ...]:
    """Return what a strand is made of, from below: its line, and a hollow one's core."""
    line = Stroke(_token(look), _width(look), tuple(_dash(look)))
    if look.status != "restricted":
        return (line,)
    outline = 1.1 if look.implied or look.faint else _line("restricted")["hollow"]
    return line, Stroke("casing", line.width - 2 * outline)


def casing(count: int) -> Stroke:
    """Return what so many strands lie on."""
    return Stroke("casing", breadth(count))


@cache
def bed(*, faint: bool = False) -> Stroke:
    """Return how a road is drawn of which only is known that it exists."""
    token = "stale.unknown" if faint else "status.unknown"
    return Stroke(token, 1.5, tuple(_line("road.bed")["dash"]))


@cache
def crossed(look: Look) -> tuple[Stroke, Stroke] | None:
    """Return the gap in a strand with a cross on it, and what draws that; None: it has none."""
    if look.implied or not _line(look.status)["glyph"]:
        return None
    return Stroke("casing", PITCH), Stroke(_token(look), 2)


def cross(at: QPointF) -> tuple[QLineF, QLineF]:
    """Return the lines of a cross."""
    x, y = at.x(), at.y()
    return (
        QLineF(x - _CROSS, y - _CROSS, x + _CROSS, y + _CROSS),
        QLineF(x - _CROSS, y + _CROSS, x + _CROSS, y - _CROSS),
    )


def sample(painter: QPainter, theme: Theme, look: Look, at: QPointF, width: float) -> None:
    """Paint a piece of a strand to the right of `at`."""
    for stroke in layers(look):
        painter.setPen(stroke.on(width).pen(theme))
        painter.drawLine(at, at + QPointF(width, 0))
    signed(painter, theme, look, at + QPointF(width / 2, 0))


def signed(painter: QPainter, theme: Theme, look: Look, at: QPointF) -> None:
    """Paint the cross that a strand has, if any, round `at`."""
    if (strokes := crossed(look)) is not None:
        gap, line = strokes
        painter.setPen(gap.pen(theme))
        painter.drawLine(at - QPointF(6, 0), at + QPointF(6, 0))
        painter.setPen(line.pen(theme))
        painter.drawLines(cross(at))


def fade(painter: QPainter, pen: QPen, path: QPainterPath, ground: QColor, shares: Shares) -> None:
    """Paint a line that is lost in the `ground`: at each share of its way so much of it is there.

    Its outline is filled: of a pen that shades Qt 6.11 makes a black one in SVG, and of a shade
    with gaps a full one in PDF.
    """
    shade = QLinearGradient(path.pointAtPercent(0), path.pointAtPercent(1))
    for share, there in shares:
        shade.setColorAt(share, _mixed(pen.color(), ground, there))
    painter.fillPath(QPainterPathStroker(pen).createStroke(path), QBrush(shade))


def _mixed(colour: QColor, ground: QColor, there: float) -> QColor:
    """Return a colour, so much of it, on a ground of another."""
    here, below = colour.toRgb(), ground.toRgb()
    channels = (
        (here.red(), below.red()),
        (here.green(), below.green()),
        (here.blue(), below.blue()),
    )
    return QColor(*(round(a * there + b * (1 - there)) for a, b in channels))


def flat(colour: QColor, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """Return a pen that ends where its line ends; `dash` counts in widths."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern(dash)
    return pen


def breadth(count: int) -> float:
    """Return how wide so many strands are together, in pixels."""
    return max(count - 1, 0) * PITCH + 5.5 + 2 * _CASING


def _token(look: Look) -> str:
    return f"{'stale' if look.faint else 'status'}.{look.status}"


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
