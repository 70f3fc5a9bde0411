"""Paints the marks of the timeline: bars, their counts, frames and titles."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QLinearGradient,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
)

from db.model import Ref
from desktop import glyphs, show
from desktop.panels.timeline.bars import Bar
from desktop.panels.timeline.lanes import Band, Placed
from desktop.panels.timeline.picture import AGAIN, Picture
from desktop.theme import Theme

_TITLE_ROOM = 140
"""The room a title needs beside its bar, be it to be elided, at the usual text."""
_DIAMOND = QRectF(-4, -4, 8, 8)
_FADE = 160.0
"""The longest soft end, in pixels."""


def colour_of(theme: Theme, bar: Bar, picture: Picture) -> QColor:
    """Return the colour of a bar: lit, dimmed by the span, or at rest."""
    if bar.inside and picture.lit.any_of(bar):
        return theme.colour("mark.linked")
    if not bar.inside:
        return theme.colour("mark.dim")
    return theme.colour("event" if bar.kind == "event" else "mark")


def bars(painter: QPainter, theme: Theme, picture: Picture, band: Band) -> None:
    """Paint the bars of a lane, what matters most last, then the diamonds and counts with room."""
    seen = [(p.bar, picture.rect(band, p)) for p in band.placed]
    seen = [(bar, r) for bar, r in seen if r.right() > -AGAIN and r.left() < picture.width]
    ranked = sorted(seen, key=lambda one: _rank(one[0], picture))
    for bar, rect in ranked:
        _bar(painter, theme, picture, bar, rect)
        frame(painter, theme, picture, bar, picture.seen(rect))
    diamonds = _diamonds(painter, theme, picture, reversed(ranked))
    taken = [rect.adjusted(-2, 1, 2, -1) for _, rect in seen] + diamonds
    taken += [QRectF(x - 1, 0, 2, picture.height) for x in picture.edges if x is not None]
    below = band.top + band.height
    taken += [QRectF(0, 0, picture.width, band.top), QRectF(0, below, picture.width, below)]
    for bar, rect in seen:
        if bar.counted:
            _count(painter, theme, picture, bar, rect, taken)


def _diamonds(
    painter: QPainter, theme: Theme, picture: Picture, ranked: Iterable[tuple[Bar, QRectF]]
) -> list[QRectF]:
    """Paint the diamonds of what is contested; of those that would touch, the first for all."""
    taken: list[QRectF] = []
    for bar, rect in ranked:
        room = _DIAMOND.translated(middle := _middle(picture, rect))
        signed = bar.contested or bar.proposed
        if signed and not any(room.intersects(other) for other in taken):
            glyphs.open_diamond(painter, theme, middle, proposed=bar.proposed)
            taken.append(room)
    return taken


def _rank(bar: Bar, picture: Picture) -> int:
    return bar.inside + picture.lit.any_of(bar)


def _bar(painter: QPainter, theme: Theme, picture: Picture, bar: Bar, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    seen, colour = picture.seen(rect), colour_of(theme, bar, picture)
    brush = QBrush(colour)
    if bar.soft_begun or bar.soft_ended:
        # Qt 6.11 writes a gradient that can be seen through into PDF as one that cannot
        pdf = painter.paintEngine().type() == QPaintEngine.Type.Pdf
        brush = _fading(bar, rect, seen, colour, theme.colour("panel") if pdf else None)
    painter.setBrush(brush)
    painter.drawRoundedRect(seen, 1.5, 1.5)


def _fading(bar: Bar, rect: QRectF, seen: QRectF, colour: QColor, ground: QColor | None) -> QBrush:
    """Return the colour, thinning out towards the ends that are not sharp.

    What is behind it is seen through it, or taken to be all `ground` where there is one.
    The gradient spans only what is seen: over a bar many screens long it would show its steps.
    """
    share = 0.45 if bar.soft_begun and bar.soft_ended else 0.6
    far = min(share * rect.width(), _FADE)
    turns = seen.left(), rect.left() + far, rect.right() - far, seen.right()
    gradient = QLinearGradient(seen.left(), 0, seen.right(), 0)
    for x in turns:
        if seen.left() <= x <= seen.right():
            begun = (x - rect.left()) / far if bar.soft_begun else 1.0
            ended = (rect.right() - x) / far if bar.soft_ended else 1.0
            strength = 0.1 + 0.9 * min(max(min(begun, ended), 0.0), 1.0)
            thin = _thinned(colour, strength, ground)
            gradient.setColorAt((x - seen.left()) / max(seen.width(), 1.0), thin)
    return QBrush(gradient)


def _thinned(colour: QColor, strength: float, ground: QColor | None) -> QColor:
    if ground is None:
        return QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), strength)

    def mixed(ours: float, behind: float) -> float:
        return strength * ours + (1 - strength) * behind

    return QColor.fromRgbF(
        mixed(colour.redF(), ground.redF()),
        mixed(colour.greenF(), ground.greenF()),
        mixed(colour.blueF(), ground.blueF()),
    )


def _middle(picture: Picture, rect: QRectF) -> QPointF:
    """Return the middle of what is in view of a bar, so that its diamond is in view with it."""
    left, right = max(rect.left(), 0.0), min(rect.right(), picture.width)
    return QPointF((left + right) / 2 if left < right else rect.center().x(), rect.center().y())


def _count(
    painter: QPainter,
    theme: Theme,
    picture: Picture,
    bar: Bar,
    rect: QRectF,
    taken: list[QRectF],
) -> None:
    """Paint how many marks share a bar, in the first place that is free, else not at all."""
    font, words = theme.font("micro"), show.count(len(bar.ids))
    wide = QFontMetricsF(font).horizontalAdvance(words)
    for x in _beside(picture, bar, rect, wide):
        high = 9 * picture.text
        room = QRectF(x, rect.center().y() - high / 2, wide, high)
        if not any(room.intersects(other) for other in taken):
            taken.append(room)
            painter.setFont(font)
            painter.setPen(theme.colour("ink.2" if bar.inside else "ink.3"))
            painter.drawText(room.adjusted(0, -high, 2, high), Qt.AlignmentFlag.AlignVCenter, words)
            return


def _beside(picture: Picture, bar: Bar, rect: QRectF, wide: float) -> Iterator[float]:
    """Yield where a count can begin: right of its bar, left of it, right of a near brush edge."""
    gap = 8 if bar.holds(picture.current) else 5
    yield rect.right() + gap
    edge = picture.edges[1]
    if edge is not None and 0 <= edge - rect.right() < 3 * gap:
        yield edge + gap
    yield rect.left() - wide - gap


def frame(
    painter: QPainter,
    theme: Theme,
    picture: Picture,
    bar: Bar,
    rect: QRectF,
) -> None:
    """Paint the frame of a mark that is current, picked or under the mouse."""
    if bar.holds(picture.current):
        room, width = 3.5, 1.4
    elif picture.picked.any_of(bar):
        room, width = 2.5, 1.0
    elif bar == picture.hovered:
        room, width = 1.5, 1.0
    else:
        return
    painter.setPen(QPen(theme.colour("ink"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-room, -room, room, room), 3.5, 3.5)


def titles(painter: QPainter, theme: Theme, picture: Picture) -> None:
    """Paint the names of picked events beside their bars, where there is room."""
    painter.setFont(font := theme.font("small"))
    font.setWeight(theme.font("strong").weight())
    measured = QFontMetricsF(font)
    named, least = dict(picture.titles), _TITLE_ROOM * picture.text
    for band, placed, ref in _named(picture, named):
        rect = picture.rect(band, placed)
        x = rect.right() + placed.room - placed.right + 6
        room = picture.width - 8 - x
        if room < least:
            room = rect.left() - 16
        words = measured.elidedText(named[ref], Qt.TextElideMode.ElideRight, room)
        if x > picture.width - 8 - least:
            x = rect.left() - 10 - measured.horizontalAdvance(words)
        if room < least or rect.right() < 0:
            continue
        path = QPainterPath()
        path.addText(QPointF(x, rect.center().y() + 4 * picture.text), font, words)
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
    since, until = picture.brushed
    day = picture.since + x / picture.scale
    return bool(picture.span) and since <= day < until + 1
