"""Paints the chart of answers: its steps and days, the answers, the lines that join them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QLinearGradient, QPainter, QPen

from db.model import ClaimId
from desktop import assets, glyphs, show
from desktop.panels.drift.chart import Chart, Row, Spot, Stretch
from desktop.panels.drift.voices import Voice
from desktop.panels.ticks import Tick, ticks
from desktop.show import tr
from desktop.theme import Theme

_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2.5), (1.2, 2), (6, 2, 1.2, 2))
"""The strokes of the lines of one side, in their widths."""
_DIM = 0.35
_CROWD = 0.16
_BAR = 0.55
_LINE = 1.4
_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Look:
    """How the chart is looked at: the steps in words, which claims pass, which one is marked.

    `gutter` is the width of the words of the steps, `under` the name of the clock below them.
    """

    theme: Theme
    steps: Sequence[str]
    voices: Sequence[Voice]
    shown: frozenset[int]
    gutter: float
    claim: ClaimId
    hovered: ClaimId | None
    under: str


def paint(painter: QPainter, chart: Chart, look: Look, width: float) -> None:
    """Paint the chart, `width` pixels wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _grid(painter, chart, look, width)
    for row in chart.rows:
        _row(painter, chart, look, row, width)
    _crowd(painter, chart, look.theme)
    for stretch in chart.stretches:
        _stretch(painter, look, stretch)
    for spot in sorted(chart.spots, key=lambda s: s.mark.position.claim in look.shown):
        _spot(painter, look, spot)


def step(row: Row, look: Look) -> str:
    """Return the words of a row."""
    return not_known() if row.rank is None else show.visible(look.steps[row.rank])


def not_known() -> str:
    """Return the words of the row of those who say that it is not known."""
    return tr("not known")


def height(words: str, metrics: QFontMetrics, gutter: float) -> float:
    """Return how high the words of a step are where they wrap, two lines at most."""
    room = QRect(0, 0, round(gutter), 3 * metrics.lineSpacing())
    high = metrics.boundingRect(room, _WRAPPED, show.visible(words)).height()
    return min(high, 2 * metrics.lineSpacing()) + 2.0


def sign(painter: QPainter, theme: Theme, voice: Voice, at: QPointF) -> None:
    """Paint the shape of a voice's side round a point, and its number after it if it has one."""
    glyphs.side(painter, theme, voice.actor.side.token, at, 8)
    if voice.number:
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("ink"))
        room = QRectF(at.x() + theme.px(6), at.y() - theme.px(8), theme.px(14), theme.px(16))
        painter.drawText(room, _MIDDLE, str(voice.number))


def stroke(theme: Theme, voice: Voice) -> QPen:
    """Return the pen of a voice's line: the hue of its side, and strokes of its own."""
    pen = QPen(_colour(theme, voice), _LINE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes := _DASHES[voice.dash]:
        pen.setDashPattern(list(dashes))
    return pen


def _colour(theme: Theme, voice: Voice) -> QColor:
    token = voice.actor.side.token
    return theme.colour(token if token in assets.tokens()["side_shape"] else "side.none")


def _grid(painter: QPainter, chart: Chart, look: Look, width: float) -> None:
    """Paint the days and their names, and the column of what has none."""
    theme = look.theme
    hairline, foot = QPen(theme.colour("hairline"), 1), chart.height
    line = theme.line("micro")
    painter.setFont(theme.font("micro"))
    ink, free = theme.colour("ink.3"), 0.0
    for tick in _ticks(chart, theme):
        x = round(chart.x(tick.day)) + 0.5
        painter.setPen(hairline)
        painter.drawLine(QLineF(x, 0, x, foot + 3))
        painter.setPen(ink)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(tick.name)
        if free <= x and x + 3 + wide <= chart.right + theme.px(12):
            free = x + 3 + wide
            painter.drawText(QRectF(x + 3, foot, wide + 1, line), _MIDDLE, tick.name)
    painter.setPen(ink)
    painter.drawText(QRectF(0, foot, chart.left, line), _MIDDLE, look.under)
    if chart.undated is not None:
        room = QRectF(chart.undated, 0, width - chart.undated, foot)
        painter.fillRect(room, theme.colour("unknown.fill"))
        room = QRectF(chart.undated, foot, width - chart.undated, line)
        painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignHCenter, tr("undated"))


def _ticks(chart: Chart, theme: Theme) -> list[Tick]:
    """Return the days that are named; none where none is known."""
    if not chart.until:
        return []
    return ticks(chart.since, chart.until, (chart.right - chart.left) / theme.scale)


def _row(painter: QPainter, chart: Chart, look: Look, row: Row, width: float) -> None:
    theme = look.theme
    painter.setPen(QPen(theme.colour("hairline"), 1))
    y = round(row.top + row.height) - 0.5
    painter.drawLine(QLineF(0, y, width, y))
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("ink.3" if row.rank is None else "ink.2"))
    room = QRectF(0, row.top, look.gutter, row.height)
    words, metrics = step(row, look), QFontMetricsF(painter.font())
    if metrics.boundingRect(room, _WRAPPED, words).height() <= row.height:
        painter.drawText(room, _WRAPPED, words)
    else:
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, elided)


def _crowd(painter: QPainter, chart: Chart, theme: Theme) -> None:
    """Paint the answers that are too many to be told apart: the more, the darker."""
    painter.save()
    painter.setOpacity(_CROWD)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("mark"))
    half = theme.px(3)
    for one in chart.crowd:
        high = one.bottom - one.top + 2 * half
        painter.drawRect(QRectF(one.left, one.top - half, max(one.right - one.left, 2), high))
    painter.restore()


def _stretch(painter: QPainter, look: Look, stretch: Stretch) -> None:
    painter.save()
    if not look.shown.issuperset(stretch.ends):
        painter.setOpacity(_DIM)
    painter.setPen(stroke(look.theme, look.voices[stretch.voice]))
    painter.drawLine(QLineF(stretch.x1, stretch.y1, stretch.x2, stretch.y2))
    painter.restore()


def _spot(painter: QPainter, look: Look, spot: Spot) -> None:
    """Paint an answer: its days and steps, then the shape of its side."""
    theme, claim = look.theme, spot.mark.position.claim
    voice = look.voices[spot.mark.voice]
    painter.save()
    if claim not in look.shown:
        painter.setOpacity(_DIM)
    if spot.right > spot.left:
        _days(painter, theme, spot, _colour(theme, voice))
    if spot.bottom > spot.top:
        _steps(painter, theme, spot, _colour(theme, voice))
    painter.setOpacity(1)
    _ground(painter, look, spot)
    if claim not in look.shown:
        painter.setOpacity(_DIM)
    sign(painter, theme, voice, QPointF(spot.x, spot.y))
    painter.restore()


def _ground(painter: QPainter, look: Look, spot: Spot) -> None:
    """Paint what parts a shape from what is behind it; it marks the claim, or the mouse."""
    theme, claim = look.theme, spot.mark.position.claim
    high = theme.px(11)
    room = QRectF(spot.begin, spot.y - high / 2, spot.end - spot.begin, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("panel"))
    if claim == look.claim:
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(theme.colour("selected"))
        room.adjust(-3, -1.5, 3, 1.5)
    elif claim == look.hovered:
        painter.setBrush(theme.colour("hover"))
        room.adjust(-3, -1.5, 3, 1.5)
    painter.drawRoundedRect(room, 4, 4)


def _days(painter: QPainter, theme: Theme, spot: Spot, colour: QColor) -> None:
    """Paint the days as a bar that thins out towards an end that is not sharp."""
    high = 4 * theme.scale
    bar = QRectF(spot.left, spot.y - high / 2, spot.right - spot.left, high)
    gradient = QLinearGradient(bar.left(), 0, bar.right(), 0)
    mark = spot.mark
    for at, soft in ((0.0, mark.soft_begun), (0.45, False), (0.55, False), (1.0, mark.soft_ended)):
        strength = 0.1 if soft else _BAR
        thin = QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), strength)
        gradient.setColorAt(at, thin)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(bar, 1.5, 1.5)


def _steps(painter: QPainter, theme: Theme, spot: Spot, colour: QColor) -> None:
    """Paint the steps that it may mean as a stroke with feet."""
    painter.setPen(QPen(colour, _LINE))
    painter.drawLine(QLineF(spot.x, spot.top, spot.x, spot.bottom))
    foot = theme.px(3)
    for y in (spot.top, spot.bottom):
        painter.drawLine(QLineF(spot.x - foot, y, spot.x + foot, y))
