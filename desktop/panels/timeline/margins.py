"""Left and right of the plot: the names of the lanes, and the marks without a date."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop import glyphs, show
from desktop.panels.timeline.bars import Bar
from desktop.panels.timeline.lanes import Band
from desktop.panels.timeline.marks import colour_of, frame
from desktop.panels.timeline.picture import Picture
from desktop.panels.timeline.words import lane_name
from desktop.theme import Theme

_PAD = 12
_LEFT = 10
"""Where names begin: the panel keeps two pixels beside them for its ring."""
_REACH = 5
"""How near to the middle of a pill it is hit, in pixels."""
_UNITS = {
    "week": show.tr("by week"),
    "month": show.tr("by month"),
    "year": show.tr("by year"),
}
_FLAGS = Qt.AlignmentFlag.AlignVCenter.value


class Margin(QWidget):
    """Paints what belongs beside the bands of a picture."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.picture = Picture()
        self.setAccessibleName(name)

    def show_picture(self, picture: Picture) -> None:
        """Stand beside another picture."""
        self.picture = picture
        self.update()

    def text(
        self, painter: QPainter, role: str, token: str, room: QRectF, text: str, fit: float = 1.0
    ) -> None:
        """Paint one line of text, elided where it ends in the middle of its room."""
        painter.setFont(font := self.font_of(role, fit))
        painter.setPen(self.theme.colour(token))
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _FLAGS, elided)

    def number(self, painter: QPainter, band: Band, count: int) -> float:
        """Paint a count at the right end of a lane, and return where it begins."""
        painter.setFont(font := self.font_of("small", band.fit(self.theme.scale)))
        painter.setPen(self.theme.colour("ink.3"))
        words, right = show.count(count), self.width() - _PAD
        left = right - QFontMetricsF(font).horizontalAdvance(words)
        painter.drawText(self.line(left, band.middle, right - left + 1), _FLAGS, words)
        return left

    def font_of(self, role: str, fit: float) -> QFont:
        """Return the font of a role, smaller where a lane is too low for it."""
        font = self.theme.font(role)
        if fit < 1:
            font.setPixelSize(max(int(font.pixelSize() * fit + 0.001), 1))
        return font

    def line(self, left: float, middle: float, width: float) -> QRectF:
        """Return the room of one line of text."""
        high = self.theme.px(18)
        return QRectF(left, middle - high / 2, width, high)

    def ground(self, painter: QPainter) -> None:
        """Paint the ground and the rules between the bands."""
        painter.fillRect(self.rect(), self.theme.colour("panel"))
        painter.setPen(QPen(self.theme.colour("hairline"), 1))
        for band in self.picture.bands:
            painter.drawLine(0, round(band.top), self.width(), round(band.top))
        foot = round(self.picture.height)
        painter.setPen(QPen(self.theme.colour("divider"), 1))
        painter.drawLine(0, foot, self.width(), foot)


class Gutter(Margin):
    """The names of the lanes, their sides' shapes, and how many marks each has."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line for the counts and one for each lane."""
        painter = QPainter(self)
        self.ground(painter)
        self._heading(painter)
        for band in self.picture.bands:
            self._lane(painter, band)
        painter.setPen(QPen(self.theme.colour("hairline"), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _heading(self, painter: QPainter) -> None:
        bins = self.picture.bins
        middle = self.picture.top - self.theme.px(14)
        right = self.width() - _PAD
        if most := int(bins.counts.max(initial=0)):
            words = f"0–{show.count(most)}"
            if self.width() > self.theme.px(240):
                words = show.tr("{range}, {unit}").format(range=words, unit=_UNITS[bins.unit])
            wide = QFontMetricsF(self.theme.font("micro")).horizontalAdvance(words)
            room = self.line(right - wide, middle, wide + 1)
            self.text(painter, "micro", "ink.3", room, words)
            right -= wide + 6
        room = self.line(_LEFT, middle, right - _LEFT)
        self.text(painter, "small", "ink.3", room, show.tr("Claims that may fall here"))

    def _lane(self, painter: QPainter, band: Band) -> None:
        right = self.number(painter, band, band.lane.count) - 6
        left, fit = float(_LEFT), band.fit(self.theme.scale)
        if side := band.lane.side:
            at = QPointF(_LEFT + glyphs.SIDE / 2 * self.theme.scale * fit, band.middle)
            glyphs.side(painter, self.theme, side.token, at, glyphs.SIDE * fit)
            left += self.theme.px(16) * fit
        room = self.line(left, band.middle, right - left)
        self.text(painter, "base", "ink", room, show.visible(lane_name(band.lane)), fit)

    def event(self, event: QEvent) -> bool:
        """Say whole what the name of a lane is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos().y()), self)
            return True
        return super().event(event)

    def _tip(self, y: int) -> str:
        if band := self.picture.band_at(y):
            return show.tip(lane_name(band.lane), show.tr("%n mark(s)", band.lane.count))
        return show.tip(show.tr("A claim counts in every stretch that its dates overlap."))


class Undated(Margin):
    """The marks without a date, each on the lane of its side; what has no room is a number."""

    clicked = Signal(tuple)
    double_clicked = Signal(tuple)

    def __init__(
        self, theme: Theme, name: str, tip: Callable[[Sequence[Bar]], str], parent: QWidget
    ) -> None:
        super().__init__(theme, name, parent)
        self._tip = tip

    def pills(self, band: Band) -> tuple[list[tuple[Bar, QPointF]], tuple[Bar, ...]]:
        """Return the marks of a lane that are painted, each with its centre, and the rest."""
        bars = band.lane.undated
        room = self.width() - 2 * _PAD - self._width_of(len(bars)) - 4
        fitting = int(room // 6)
        if len(bars) > fitting:
            fitting = max(int((room - self._width_of(len(bars)) - 8) // 6), 0)
        pitch = min(10.0, max(6.0, room / max(len(bars), 1)))
        shown = bars[:fitting]
        placed = [(bar, QPointF(_PAD + 3 + n * pitch, band.middle)) for n, bar in enumerate(shown)]
        return placed, bars[fitting:]

    def at(self, point: QPointF) -> tuple[Bar, ...]:
        """Return the mark at a point, or where a number stands the marks it stands for."""
        band = self.picture.band_at(point.y())
        if band is None:
            return ()
        placed, rest = self.pills(band)
        near = min(((abs(at.x() - point.x()), n) for n, (_, at) in enumerate(placed)), default=None)
        if near and near[0] <= _REACH:
            return (placed[near[1]][0],)
        beyond = (placed[-1][1].x() if placed else 0) + _REACH
        return rest if beyond < point.x() < self.width() - _PAD - self._width_of(0) else ()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heading and a line of pills for each lane."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self.ground(painter)
        painter.drawLine(0, 0, 0, self.height())
        painter.restore()
        middle = self.picture.top - self.theme.px(14)
        room = self.line(_PAD, middle, self.width() - 2 * _PAD)
        self.text(painter, "small", "ink.3", room, show.tr("Undated"))
        for band in self.picture.bands:
            self._lane(painter, band)

    def _lane(self, painter: QPainter, band: Band) -> None:
        if not band.lane.undated:
            return
        end = self.number(painter, band, len(band.lane.undated)) - 4
        placed, rest = self.pills(band)
        small = len(placed) > 1 and placed[1][1].x() - placed[0][1].x() < 9
        for bar, at in placed:
            self._pill(painter, bar, at, 4.0 if small else 6.0)
        if rest and placed:  # where none has room, the count of all is the same
            self._rest(painter, band, placed[-1][1].x() + 8, end, len(rest))

    def _rest(self, painter: QPainter, band: Band, left: float, right: float, count: int) -> None:
        """Paint how many marks have no room, unless the count of all is all that has room."""
        fit, words = band.fit(self.theme.scale), f"+{show.count(count)}"
        wide = QFontMetricsF(self.font_of("micro", fit)).horizontalAdvance(words)
        if wide <= right - left:
            room = self.line(left, band.middle, wide + 1)
            self.text(painter, "micro", "ink.2", room, words, fit)

    def _pill(self, painter: QPainter, bar: Bar, at: QPointF, width: float) -> None:
        rect = QRectF(at.x() - width / 2, at.y() - 2, width, 4)
        if bar.contested or bar.proposed:
            dim = colour_of(self.theme, bar, self.picture) == self.theme.colour("mark.dim")
            ink = "mark.dim" if dim else "ink"
            glyphs.open_diamond(painter, self.theme, at, ink=ink, proposed=bar.proposed)
        else:
            painter.setPen(QPen(colour_of(self.theme, bar, self.picture), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 1.5, 1.5)
        frame(painter, self.theme, self.picture, bar, rect)

    def _width_of(self, count: int) -> float:
        words = show.count(count)
        return QFontMetricsF(self.theme.font("small")).horizontalAdvance(words)

    def event(self, event: QEvent) -> bool:
        """Say what the mark under the mouse is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bars = self.at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(bars) if bars else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for what is under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton and (bars := self.at(event.position())):
            self.clicked.emit(bars)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for what is under the mouse to become the filter."""
        if event.button() == Qt.MouseButton.LeftButton and (bars := self.at(event.position())):
            self.double_clicked.emit(bars)
