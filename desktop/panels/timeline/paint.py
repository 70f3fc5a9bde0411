"""Paints the timeline: its grid, counts, lanes and the brush's words."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from db.query import Span
from desktop import show
from desktop.panels.ticks import ticks
from desktop.panels.timeline import marks
from desktop.panels.timeline.bars import density
from desktop.panels.timeline.brush import days_in
from desktop.panels.timeline.lanes import Band
from desktop.panels.timeline.picture import Picture
from desktop.panels.timeline.plot import outline
from desktop.theme import Theme

_HANDLE = QRectF(-2.5, 4, 5, 14)
"""A handle of the brush, beside its edge."""
EDGE = 10
"""So near to the edge of the view stand the arrows to what lies beyond it."""


def paint(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint `picture`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture.sentence:
        _sentence(painter, theme, picture)
    else:
        _grid(painter, theme, picture)
    _strip(painter, theme, picture)
    for band in picture.bands:
        if band.dense:
            _dense(painter, theme, picture, band)
        else:
            marks.bars(painter, theme, picture, band)
        _beyond(painter, theme, picture, band)
    _brush(painter, theme, picture)
    marks.titles(painter, theme, picture)


def _grid(painter: QPainter, theme: Theme, picture: Picture) -> None:
    painter.setPen(QPen(theme.colour("hairline"), 1))
    for tick in ticks(picture.since, picture.until, picture.width / picture.text):
        x = round(picture.x(tick.day)) + 0.5
        painter.drawLine(QLineF(x, picture.top, x, picture.height))
    for band in picture.bands:
        y = round(band.top) + 0.5
        painter.drawLine(QLineF(0, y, picture.width, y))


def _sentence(painter: QPainter, theme: Theme, picture: Picture) -> None:
    painter.setFont(theme.font("base"))
    painter.setPen(theme.colour("ink.3"))
    room = QRectF(12, picture.top, picture.width - 24, picture.height - picture.top)
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    painter.drawText(room, flags, picture.sentence)


def _strip(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint how many claims may fall into each bin, from 0; bins outside the span are dimmed."""
    base = picture.top - 6
    painter.setPen(QPen(theme.colour("divider"), 1))
    painter.drawLine(QLineF(0, base + 0.5, picture.width, base + 0.5))
    most = int(picture.bins.counts.max(initial=0))
    if not most:
        return
    since, until = picture.brushed
    accent = theme.colour("accent")
    for n, (first, after) in enumerate(pairwise(picture.bins.edges.tolist())):
        left, right = picture.x(first), picture.x(after)
        many = int(picture.bins.counts[n])
        if not many or right < 0 or left > picture.width:
            continue
        inside = first <= until and after > since
        high = max(1.2, picture.tall * many / most)
        wide = max(right - left - (1.5 if right - left > 4 else 0), 1.0)
        colour = theme.colour("mark" if inside else "mark.dim")
        painter.fillRect(QRectF(left, base - high, wide, high), colour)
        if inside and picture.lit_bins[n : n + 1].any():
            painter.fillRect(QRectF(left, base - 2, wide, 2), accent)


def _dense(painter: QPainter, theme: Theme, picture: Picture, band: Band) -> None:
    """Paint a lane as counts, a column a pixel: the more marks, the higher."""
    columns = max(int(picture.width), 1)
    foot, tall = band.top + band.height - 1, band.height - 4
    extents, view = band.lane.extents, (picture.since, picture.until, columns)
    all_of = density(extents, *view)
    layers = [(all_of, "mark.dim"), (density(extents, *view, extents.inside), "mark")]
    if picture.lit:
        lit = np.fromiter(map(picture.lit.any_of, band.lane.bars), np.bool_)
        layers.append((density(extents, *view, lit & extents.inside), "mark.linked"))
    most = max(int(all_of.max(initial=0)), 1)
    painter.setPen(Qt.PenStyle.NoPen)
    xs = np.repeat(np.arange(columns + 1.0), 2)  # up and down at each column, from foot to foot
    for counts, token in layers:
        ys = foot - tall * np.repeat([0, *counts.tolist(), 0], 2)[1:-1] / most
        painter.setBrush(theme.colour(token))
        painter.drawPath(outline(xs, ys))


def _beyond(painter: QPainter, theme: Theme, picture: Picture, band: Band) -> None:
    """Paint an arrow at each edge of the view beyond which the lane has marks."""
    before, after = picture.beyond(band)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink.3"))
    for there, x, way in ((before, 2.0, 1), (after, picture.width - 2.0, -1)):
        if there:
            y = band.top + band.height - 6
            painter.drawPolygon(
                QPolygonF([QPointF(x, y), QPointF(x + 4 * way, y - 3), QPointF(x + 4 * way, y + 3)])
            )


def _brush(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint the handles of the brush, and its span in words between them."""
    if not picture.span:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    ends = picture.edges
    for x in ends:
        if x is not None:
            painter.drawRoundedRect(_HANDLE.translated(x, 0), 2, 2)
    left, right = max(ends[0] or 0.0, 0.0), picture.width
    if ends[1] is not None:
        right = min(ends[1], picture.width)
    if left < right:
        _words(painter, theme, picture, left, right)


def _words(painter: QPainter, theme: Theme, picture: Picture, left: float, right: float) -> None:
    """Paint the span of the brush between its edges, or beside it where it is narrow."""
    font = theme.font("small")
    font.setWeight(theme.font("strong").weight())
    words = span_in_words(picture.span)
    wide = QFontMetricsF(font).horizontalAdvance(words)
    x = (left + right - wide) / 2
    if wide + 2 * _HANDLE.width() > right - left:
        x = right + 8 if right + wide + 16 < picture.width else left - wide - 8
    painter.setFont(font)
    painter.setPen(theme.colour("link"))
    painter.drawText(QPointF(x, _HANDLE.top() + 11 * picture.text), words)


def span_in_words(span: Span) -> str:
    """Return a span and how long it is: 1 Jan – 2 Mar 2023 · 61 days."""
    days = days_in(span)
    return show.listed([show.span(span), show.tr("%n day(s)", days) if days else ""])
