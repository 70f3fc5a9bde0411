# pyright: basic, reportCallIssue=false, reportArgumentType=false
"""The plot of the timeline: days to the right, pixels down. Only here is pyqtgraph."""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QToolTip, QWidget

from db.columns import OPEN_FROM, OPEN_TO
from db.query import Span
from desktop.panels.base import left_to_panel
from desktop.panels.ticks import ticks
from desktop.panels.timeline.brush import Grip
from desktop.theme import Theme

Reals = npt.NDArray[np.float64]
_AXIS = 20
"""The height of the axis below the plot, in pixels, at the usual text."""
_REACH = 6
"""How near to an edge of the brush it is grabbed, in pixels."""
_FEWEST_DAYS, _MOST_DAYS = 4, 365 * 1000


class TimeAxis(pg.AxisItem):
    """Names of days, months or years, each beginning at its day."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("bottom")
        self._theme = theme
        self._named = True
        self.wear()

    def wear(self) -> None:
        """Take the colours and the text size of the theme."""
        self.setPen(self._theme.colour("divider"))
        self.setTextPen(self._theme.colour("ink.3"))
        self.setHeight(self._theme.px(_AXIS))

    def name_days(self, *, named: bool) -> None:
        """Name the days, or leave the names out where there is nothing to date."""
        self._named = named
        self.picture = None  # the axis as it was last drawn
        self.update()

    def generateDrawSpecs(self, p: QPainter) -> tuple:
        """Return the line, no ticks (the plot paints them from top to bottom), and the names."""
        bounds = self.mapRectFromParent(self.geometry())
        since, until = self.range
        font, wide = self._theme.font("small"), bounds.width()
        measured = QFontMetricsF(font)
        names, free = [], 0.0
        for tick in ticks(since, until, wide / self._theme.scale) if self._named else ():
            left = (tick.day - since) * wide / (until - since) + 4
            right = left + measured.horizontalAdvance(tick.name)
            if left >= free and right <= bounds.right():
                rect = QRectF(left, bounds.top() + 2, right - left + 1, bounds.height() - 4)
                names.append((rect, Qt.AlignmentFlag.AlignVCenter, tick.name))
                free = right + 6
        p.setFont(font)
        return (self.pen(), bounds.topLeft(), bounds.topRight()), [], names


class TimeBox(pg.ViewBox):
    """Tells what the mouse does. The wheel zooms; the middle button or Shift pans."""

    clicked = Signal(QPointF)
    dragged = Signal(QPointF, QPointF, bool)
    hovered = Signal(object)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.setMouseEnabled(x=True, y=False)
        self._panning = False

    def mouseClickEvent(self, ev) -> None:
        """Tell of a click of the left button."""
        if ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.clicked.emit(ev.pos())

    def mouseDragEvent(self, ev, axis=None) -> None:
        """Pan, or tell from where to where is dragged, and whether that begins now."""
        ev.accept()
        if ev.isStart():
            shift = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._panning = shift or ev.button() == Qt.MouseButton.MiddleButton
        if self._panning:
            self.translateBy(x=(ev.lastPos().x() - ev.pos().x()) * self.days_per_pixel())
        elif ev.button() == Qt.MouseButton.LeftButton:
            self.dragged.emit(ev.buttonDownPos(), ev.pos(), ev.isStart())

    def wheelEvent(self, ev, axis=None) -> None:
        """Zoom round the mouse; a sideways wheel pans."""
        if ev.orientation() == Qt.Orientation.Horizontal:
            ev.accept()
            self.translateBy(x=-ev.delta() / 2 * self.days_per_pixel())
        else:
            super().wheelEvent(ev, axis)

    def hoverEvent(self, ev) -> None:
        """Tell where the mouse is, or with None that it left."""
        self.hovered.emit(None if ev.isExit() else ev.pos())

    def days_per_pixel(self) -> float:
        """Return how many days a pixel is wide."""
        since, until = self.viewRange()[0]
        return (until - since) / max(self.width(), 1.0)


class Layer(QGraphicsObject):
    """Everything but the tint of the brush, painted by a function, in pixels of its box."""

    def __init__(self, box: pg.ViewBox, painted: Callable[[QPainter], None]) -> None:
        super().__init__(box)
        self._box = box
        self._painted = painted
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Return all of the box."""
        return self._box.rect()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint what there is."""
        self._painted(painter)


def outline(xs: Reals, ys: Reals) -> QPainterPath:
    """Return a line through many points, made at once."""
    return pg.arrayToQPath(xs, ys)


class Tint(pg.LinearRegionItem):
    """The brush, painted in pixels: painted in days it would lose its place in an SVG file."""

    def __init__(self) -> None:
        super().__init__(movable=False)
        self.edge = QColor()
        for line in self.lines:
            line.hide()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Paint the ground between the edges, and those of the edges that are in view."""
        region, view = self.boundingRect(), self.viewRect() or QRectF()
        place = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.fillRect(place.mapRect(region.intersected(view)), self.currentBrush)
        painter.setPen(QPen(self.edge, 1.2))
        for x in (region.left(), region.right()):
            if view.left() <= x <= view.right():
                painter.drawLine(place.map(QLineF(x, view.top(), x, view.bottom())))
        painter.restore()


class TimePlot(pg.PlotWidget):
    """A brush over days, and what is painted on them. It shows; it does not decide.

    `dragged` gives a grip, the moment it was taken at and the moment it is at, and whether it
    begins; `clicked` and `double_clicked` a point; `hovered` a point, or None when it left.
    """

    dragged = Signal(str, float, float, bool)
    clicked = Signal(QPointF)
    double_clicked = Signal(QPointF)
    hovered = Signal(object)
    looked = Signal()

    def __init__(
        self,
        theme: Theme,
        painted: Callable[[QPainter], None],
        tip: Callable[[QPointF], str],
        parent: QWidget | None = None,
    ) -> None:
        pg.setConfigOption("mouseRateLimit", -1)  # the default drops moves of a quick drag
        self._box = TimeBox()
        self._axis = TimeAxis(theme)
        self._around = pg.PlotItem(
            viewBox=self._box, axisItems={"bottom": self._axis}, enableMenu=False
        )
        self._around.hideButtons()
        self._around.hideAxis("left")
        self._around.layout.setContentsMargins(0, 0, 0, 0)  # pyright: ignore[reportAttributeAccessIssue]
        super().__init__(parent, plotItem=self._around)
        self._theme = theme
        self._tip = tip
        self._grip: Grip = "new"
        self._span = Span()
        self._brush = Tint()
        self._layer = Layer(self._box, painted)
        self._set_up()
        self.wear()

    def _set_up(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the panel has it, and all its keys
        self._box.setLimits(
            xMin=OPEN_FROM, xMax=OPEN_TO + 1, minXRange=_FEWEST_DAYS, maxXRange=_MOST_DAYS
        )
        self._box.setYRange(0, 1, padding=0)
        self._box.addItem(self._brush, ignoreBounds=True)
        self._brush.setZValue(-10)
        self._brush.hide()
        self._box.sigXRangeChanged.connect(lambda *_: self.looked.emit())
        self._box.sigResized.connect(lambda *_: self.looked.emit())
        self._box.clicked.connect(self.clicked)
        self._box.dragged.connect(self._on_dragged)
        self._box.hovered.connect(self.hovered)

    def wear(self) -> None:
        """Take the colours of the theme: pyqtgraph would draw in black."""
        colour = self._theme.colour
        self.setBackground(colour("panel"))
        self._brush.setBrush(colour("brush"))
        self._brush.edge = colour("accent")
        self._axis.wear()
        self.paint_again()

    def paint_again(self) -> None:
        """Paint the layer anew before long."""
        self._layer.update()

    def show_span(self, span: Span) -> None:
        """Show the brush over `span`; hide it when that is open at both ends."""
        self._span = span
        self._brush.setVisible(bool(span))
        since = span.since.toordinal() if span.since else OPEN_FROM - 1
        until = span.until.toordinal() + 1 if span.until else OPEN_TO + 2
        self._brush.setRegion((since, until))

    def name_days(self, *, named: bool) -> None:
        """Name the days of the axis, or not."""
        self._axis.name_days(named=named)

    def look_at(self, since: float, until: float) -> None:
        """Show the days from `since` to before `until`, edge to edge."""
        self._box.setXRange(since, until, padding=0)

    def wheelEvent(self, ev: QWheelEvent | None) -> None:
        """Zoom; with Ctrl it is the panel's."""
        if ev is None or not left_to_panel(ev):
            super().wheelEvent(ev)

    def zoom(self, factor: float) -> None:
        """Show so many times the days, round the middle."""
        self._box.scaleBy(x=factor)

    def pan(self, share: float) -> None:
        """Move on by a share of what is in view."""
        since, until = self.view()
        self._box.translateBy(x=share * (until - since))

    def reveal(self, since: float, until: float) -> None:
        """Move no farther than it takes to see some of these days."""
        first, last = self.view()
        room = (last - first) * 0.1
        if until < first + room:
            self._box.translateBy(x=until - first - room)
        elif since > last - room:
            self._box.translateBy(x=since - last + room)

    def view(self) -> tuple[float, float]:
        """Return the first moment in view, and the last."""
        since, until = self._box.viewRange()[0]
        return since, until

    def box(self) -> QRectF:
        """Return where in the widget the days are, without the axis."""
        return self._box.sceneBoundingRect()

    def grip_at(self, x: float) -> Grip:
        """Return what of the brush a drag from `x` would take."""
        ends = (self._pixel(self._span.since, 0), self._pixel(self._span.until, 1))
        near = [abs(x - end) if end is not None else _REACH + 1 for end in ends]
        if min(near) <= _REACH:
            return "since" if near[0] < near[1] else "until"
        left = -1.0 if ends[0] is None else ends[0]
        right = x + 1 if ends[1] is None else ends[1]
        return "move" if self._span and left < x < right else "new"

    def cursor_at(self, x: float) -> Qt.CursorShape:
        """Return the shape of the mouse that shows what a drag from `x` would do."""
        shapes = {"new": Qt.CursorShape.ArrowCursor, "move": Qt.CursorShape.OpenHandCursor}
        return shapes.get(self.grip_at(x), Qt.CursorShape.SplitHCursor)

    def _pixel(self, day: date | None, later: int) -> float | None:
        if day is None:
            return None
        return (day.toordinal() + later - self.view()[0]) / self._box.days_per_pixel()

    def _on_dragged(self, start: QPointF, now: QPointF, begins: bool) -> None:  # noqa: FBT001
        if begins:
            self._grip = self.grip_at(start.x())
        since, pixel = self.view()[0], self._box.days_per_pixel()
        self.dragged.emit(self._grip, since + start.x() * pixel, since + now.x() * pixel, begins)

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        """Say that there is another room; pyqtgraph asks with None while it is being made."""
        super().resizeEvent(ev)
        if ev is not None:
            self.looked.emit()

    def viewportEvent(self, ev: QEvent) -> bool:
        """Show the tooltip of the mark under the mouse, and tell of a double click at its press.

        pyqtgraph would tell of it only at its release.
        """
        if ev.type() == QEvent.Type.ToolTip and isinstance(ev, QHelpEvent):
            QToolTip.showText(ev.globalPos(), self._tip(QPointF(ev.pos())), self)
            return True
        if ev.type() == QEvent.Type.MouseButtonDblClick and isinstance(ev, QMouseEvent):
            if ev.button() == Qt.MouseButton.LeftButton:
                self.double_clicked.emit(ev.position())
            return True
        return super().viewportEvent(ev)
