"""Paints the timeline: counts, lanes, bars and the brush's words, in pixels of the plot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from db.columns import OPEN_FROM, OPEN_TO, Mask
from db.model import Ref
from db.query import Span
from db.snapshot import Bins
from desktop import glyphs, show
from desktop.panels.timeline_brush import days_in
from desktop.panels.timeline_lanes import Band, Bar, Placed, density
from desktop.panels.timeline_ticks import ticks
from desktop.theme import Theme

HANDLE_WIDTH, HANDLE_HEIGHT, HANDLE_TOP = 5, 14, 4
_TITLE_ROOM = 140
"""The room a title needs beside its bar, be it to be elided."""
_AGAIN = 16
"""How far outside the view a bar is still painted, so that no end shows that is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """All that the plot shows, seen from the day `since`, so many pixels a day.

    `lit`, `picked` and `current` are marks; `titles` stand beside the bars of the marks they name.
    """

    bands: tuple[Band, ...] = ()
    bins: Bins = field(default_factory=Bins)
    lit_bins: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    span: Span = field(default_factory=Span)
    lit: frozenset[Ref] = frozenset()
    picked: frozenset[Ref] = frozenset()
    current: Ref | None = None
    hovered: Bar | None = None
    titles: tuple[tuple[Ref, str], ...] = ()
    sentence: str = ""
    since: float = 0.0
    scale: float = 1.0
    width: float = 1.0
    height: float = 1.0
    top: float = 52.0

    def x(self, day: float) -> float:
        """Return where a moment stands."""
        return (day - self.since) * self.scale

    def shown(self, placed: Placed) -> tuple[float, float]:
        """Return where a bar begins and ends, infinite ends at the edge of the view."""
        left, right = placed.left - self.since * self.scale, placed.right - self.since * self.scale
        return (0.0 if left == -inf else left), (self.width if right == inf else right)


def colour_of(theme: Theme, bar: Bar, picture: Picture) -> QColor:
    """Return the colour of a bar: lit, dimmed by the span, or at rest."""
    if bar.inside and not picture.lit.isdisjoint(bar.refs):
        return theme.colour("mark.linked")
    if not bar.inside:
        return theme.colour("mark.dim")
    return theme.colour("event" if bar.kind == "event" else "mark")


def paint(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint `picture`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _grid(painter, theme, picture)
    if picture.sentence:
        _sentence(painter, theme, picture)
    _strip(painter, theme, picture)
    for band in picture.bands:
        if band.dense:
            _dense(painter, theme, picture, band)
        else:
            _lane(painter, theme, picture, band)
        _beyond(painter, theme, picture, band)
    _brush(painter, theme, picture)
    _titles(painter, theme, picture)


def _grid(painter: QPainter, theme: Theme, picture: Picture) -> None:
    painter.setPen(QPen(theme.colour("hairline"), 1))
    until = picture.since + picture.width / picture.scale
    for tick in ticks(picture.since, until, picture.width):
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
    since, until = _ordinals(picture.span)
    tall = min(25.0, picture.top - 27)
    accent = theme.colour("accent")
    for n, (first, after) in enumerate(pairwise(picture.bins.edges.tolist())):
        left, right = picture.x(first), picture.x(after)
        many = int(picture.bins.counts[n])
        if not many or right < 0 or left > picture.width:
            continue
        inside = first <= until and after > since
        high = max(1.2, tall * many / most)
        wide = max(right - left - (1.5 if right - left > 4 else 0), 1.0)
        colour = theme.colour("mark" if inside else "mark.dim")
        painter.fillRect(QRectF(left, base - high, wide, high), colour)
        if inside and picture.lit_bins[n : n + 1].any():
            painter.fillRect(QRectF(left, base - 2, wide, 2), accent)


def _ordinals(span: Span) -> tuple[int, int]:
    since = span.since.toordinal() if span.since else OPEN_FROM
    return since, span.until.toordinal() if span.until else OPEN_TO


def _dense(painter: QPainter, theme: Theme, picture: Picture, band: Band) -> None:
    """Paint a lane as counts, a column a pixel: the more marks, the higher."""
    until = picture.since + picture.width / picture.scale
    columns = max(int(picture.width), 1)
    foot, tall = band.top + band.height - 1, band.height - 4
    all_of = density(band.lane.bars, picture.since, until, columns)
    inside = (bar for bar in band.lane.bars if bar.inside)
    layers = (all_of, "mark.dim"), (density(inside, picture.since, until, columns), "mark")
    most = max(int(all_of.max(initial=0)), 1)
    painter.setPen(Qt.PenStyle.NoPen)
    for counts, token in layers:
        outline = [QPointF(0, foot)]
        for x, many in enumerate(counts.tolist()):
            y = foot - tall * many / most
            outline += [QPointF(x, y), QPointF(x + 1, y)]
        painter.setBrush(theme.colour(token))
        painter.drawPolygon(QPolygonF([*outline, QPointF(columns, foot)]))


def _lane(painter: QPainter, theme: Theme, picture: Picture, band: Band) -> None:
    """Paint the bars of a lane, what matters most last."""
    lit = {"mark.dim": 0, "mark.linked": 2}
    seen = [
        (p, colour_of(theme, p.bar, picture))
        for p in band.placed
        if picture.shown(p)[1] > -_AGAIN and picture.shown(p)[0] < picture.width + _AGAIN
    ]
    order = {theme.colour(token).rgb(): rank for token, rank in lit.items()}
    for placed, colour in sorted(seen, key=lambda one: order.get(one[1].rgb(), 1)):
        rect = bar_rect(picture, band, placed)
        _bar(painter, picture, placed.bar, rect, colour)
        if placed.bar.contested:
            _contested(painter, theme, picture, rect)
        if placed.bar.counted:
            _count(painter, theme, placed.bar, rect)
        frame(painter, theme, picture, placed.bar, _seen(picture, rect))


def bar_rect(picture: Picture, band: Band, placed: Placed) -> QRectF:
    """Return where a bar is painted, its whole length."""
    left, right = picture.shown(placed)
    thin = min(max(band.pitch - 1.6, 1.6), 3.0)
    high = min(2 * band.pitch - 1.6, 7.0) if placed.bar.counted else thin
    return QRectF(left, band.centre(placed) - high / 2, right - left, high)


def _bar(painter: QPainter, picture: Picture, bar: Bar, rect: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_fading(bar, rect, colour) if bar.soft_begun or bar.soft_ended else colour)
    painter.drawRoundedRect(_seen(picture, rect), 1.5, 1.5)


def _seen(picture: Picture, rect: QRectF) -> QRectF:
    return rect & QRectF(-_AGAIN, rect.top(), picture.width + 2 * _AGAIN, rect.height())


def _fading(bar: Bar, rect: QRectF, colour: QColor) -> QBrush:
    """Return the colour, thinning out towards the ends that are not sharp."""
    gone = QColor(colour)
    gone.setAlphaF(0.1)
    width = rect.width()
    far = min(0.45 if bar.soft_begun and bar.soft_ended else 0.6, 160 / width)
    gradient = QLinearGradient(rect.left(), 0, rect.right(), 0)
    gradient.setColorAt(0, gone if bar.soft_begun else colour)
    gradient.setColorAt(far if bar.soft_begun else 0.01, colour)
    gradient.setColorAt(1 - far if bar.soft_ended else 0.99, colour)
    gradient.setColorAt(1, gone if bar.soft_ended else colour)
    return QBrush(gradient)


def _contested(painter: QPainter, theme: Theme, picture: Picture, rect: QRectF) -> None:
    seen = rect & QRectF(0, rect.top(), picture.width, rect.height())
    if not seen.isEmpty():
        glyphs.open_diamond(painter, theme, seen.center())


def _count(painter: QPainter, theme: Theme, bar: Bar, rect: QRectF) -> None:
    painter.setFont(theme.font("micro"))
    painter.setPen(theme.colour("ink.2" if bar.inside else "ink.3"))
    beside = QRectF(rect.right() + 4, rect.center().y() - 8, 40, 16)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, show.count(len(bar.ids)))


def frame(
    painter: QPainter,
    theme: Theme,
    picture: Picture,
    bar: Bar,
    rect: QRectF,
) -> None:
    """Paint the frame of a mark that is current, picked or under the mouse."""
    if picture.current in bar.refs:
        room, width = 3.5, 1.4
    elif not picture.picked.isdisjoint(bar.refs):
        room, width = 2.5, 1.0
    elif bar == picture.hovered:
        room, width = 1.5, 1.0
    else:
        return
    painter.setPen(QPen(theme.colour("ink"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-room, -room, room, room), 3.5, 3.5)


def _beyond(painter: QPainter, theme: Theme, picture: Picture, band: Band) -> None:
    """Paint an arrow at each edge of the view beyond which the lane has marks."""
    until = picture.since + picture.width / picture.scale
    before, after = beyond(band, picture.since, until)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink.3"))
    for there, x, way in ((before, 2.0, 1), (after, picture.width - 2.0, -1)):
        if there:
            y = band.top + band.height - 6
            painter.drawPolygon(
                QPolygonF([QPointF(x, y), QPointF(x + 4 * way, y - 3), QPointF(x + 4 * way, y + 3)])
            )


def beyond(band: Band, since: float, until: float) -> tuple[int, int]:
    """Return how many marks of a lane may fall only before, and only after a view."""
    before = sum(len(bar.ids) for bar in band.lane.bars if bar.ended + 1 <= since)
    return before, sum(len(bar.ids) for bar in band.lane.bars if bar.begun >= until)


def _brush(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint the handles of the brush, and its span in words between them."""
    if not picture.span:
        return
    since, until = picture.span.since, picture.span.until
    left = picture.x(since.toordinal()) if since else 0.0
    right = picture.x(until.toordinal() + 1) if until else picture.width
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    for x in (left,) * bool(since) + (right,) * bool(until):
        handle = QRectF(x - HANDLE_WIDTH / 2, HANDLE_TOP, HANDLE_WIDTH, HANDLE_HEIGHT)
        painter.drawRoundedRect(handle, 2, 2)
    if right < 0 or left > picture.width:
        return
    font = theme.font("small")
    font.setWeight(theme.font("strong").weight())
    words = span_in_words(picture.span)
    wide = QFontMetricsF(font).horizontalAdvance(words)
    middle = (max(left, 0.0) + min(right, picture.width)) / 2
    x = min(max(middle - wide / 2, 8.0), picture.width - wide - 8)
    if wide + 2 * HANDLE_WIDTH > min(right, picture.width) - max(left, 0.0):
        x = right + 8 if right + wide + 16 < picture.width else left - wide - 8
    painter.setFont(font)
    painter.setPen(theme.colour("link"))
    painter.drawText(QPointF(x, HANDLE_TOP + 11), words)


def span_in_words(span: Span) -> str:
    """Return a span and how long it is: 1 Jan – 2 Mar 2023 · 61 days."""
    days = days_in(span)
    return show.listed([show.span(span), show.tr("%n day(s)", days) if days else ""])


def _titles(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint the names of picked events beside their bars, where there is room."""
    painter.setFont(font := theme.font("small"))
    font.setWeight(theme.font("strong").weight())
    measured = QFontMetricsF(font)
    named = dict(picture.titles)
    for band, placed, ref in _named(picture, named):
        rect = bar_rect(picture, band, placed)
        x = rect.right() + placed.room - placed.right + 6
        room = picture.width - 8 - x
        if room < _TITLE_ROOM:
            room = rect.left() - 16
        words = measured.elidedText(named[ref], Qt.TextElideMode.ElideRight, room)
        if x > picture.width - 8 - _TITLE_ROOM:
            x = rect.left() - 10 - measured.horizontalAdvance(words)
        if room < _TITLE_ROOM or rect.right() < 0:
            continue
        path = QPainterPath()
        path.addText(QPointF(x, rect.center().y() + 4), font, words)
        ground = theme.colour("brush" if _in_brush(picture, x) else "panel")
        painter.strokePath(path, QPen(ground, 4))
        painter.fillPath(path, theme.colour("ink"))


def _named(picture: Picture, named: dict[Ref, str]) -> Iterator[tuple[Band, Placed, Ref]]:
    for band in picture.bands:
        for placed in band.placed:
            for ref in placed.bar.refs:
                if ref in named:
                    yield band, placed, ref


def _in_brush(picture: Picture, x: float) -> bool:
    since, until = _ordinals(picture.span)
    day = picture.since + x / picture.scale
    return bool(picture.span) and since <= day < until + 1
