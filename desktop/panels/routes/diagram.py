"""The diagram as a widget: it zooms, moves, and tells what is picked on it."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from db.model import PlaceId, Ref, RouteId
from desktop.panels.base import left_to_panel
from desktop.panels.routes import paint, tips, words
from desktop.panels.routes.inked import Inker
from desktop.panels.routes.keys import neighbour, walked
from desktop.panels.routes.names import Pen, kept
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.view import View, fitted, zoomed
from desktop.panels.voice import Voice
from desktop.schematic.names import NamePlan
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

Manner = Literal["only", "toggle", "add"]
_ZOOM = 1.25
_KEYS = {
    Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_ZOOM_KEYS = {
    Qt.Key.Key_Plus: _ZOOM, Qt.Key.Key_Equal: _ZOOM, Qt.Key.Key_Minus: 1 / _ZOOM
}  # fmt: skip


class Diagram(QWidget):
    """Places and roads. `picked` carries what, and how it joins what is picked already."""

    picked = Signal(object, str)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pen = theme, Pen(theme)
        self._layout, self._reading, self._view = Layout(), Reading(), View()
        self._inker = Inker()
        self._fit_due, self._touched = True, False
        self._kept_free = self._wide = 0
        self._hover: Ref | None = None
        self._cursor: Ref | None = None
        self._told: Ref | None = None
        self.voice = Voice(self)
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Diagram of places and roads"))
        theme.changed.connect(self._on_theme)

    # -- what it shows --------------------------------------------------------------------------

    def show_layout(self, layout: Layout) -> None:
        """Draw another desk: it is fitted anew."""
        self._layout, self._cursor, self._hover = layout, None, None
        self._touched, self._fit_due = False, True
        self.update()

    def show_reading(self, reading: Reading) -> None:
        """Draw what is reported now; only to bring what is newly current into sight it moves."""
        before, current = self._reading.frame.selection.current, reading.frame.selection.current
        self._reading = reading
        if current and self._drawn(current):
            self._cursor = current
            if current != before and not self._fit_due:
                self._reveal(current)
        if self._view.figure.spots:
            self._view = replace(self._view)
        self._describe()
        self.update()

    def keep_free(self, height: int) -> None:
        """Leave so much room below when fitting: what comes and goes there moves nothing."""
        self._kept_free = height

    def fit(self) -> None:
        """Show all of it, as large as its names allow."""
        self._view = fitted(self._layout, self._reading, self._pen, self._room())
        self._fit_due = self._touched = False
        self.update()

    def place_names(self) -> None:
        """Find places for names of another size: in a new picture, or in the user's own."""
        if self._touched and not self._fit_due:
            self._zoom(1.0, QPointF())
        else:
            self._fit_due = True

    def follow(self) -> None:
        """Fit again before the next painting, unless the user has taken hold of the picture."""
        if not self._touched:
            self._fit_due = True

    @property
    def view(self) -> View:
        """What is seen, fitted by now."""
        if self._fit_due and self.width() and self.height():
            self.fit()
        return self._view

    def position(self, ref: Ref) -> QPoint | None:
        """Return where a place or the middle of a road is on this widget, or None."""
        middle = self.view.figure.middle(ref)
        return None if middle is None else (middle + self.view.origin).toPoint()

    def sizeHint(self) -> QSize:
        """Return the size at which the names of a dozen places fit."""
        return QSize(452, 386)

    def minimumSizeHint(self) -> QSize:
        """Any size will do."""
        return QSize(100, 80)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight, and say how many names are not."""
        painter = QPainter(self)
        scene = paint.Scene(
            self.view,
            self._names(),
            self._reading,
            self._layout,
            self._hover,
            self._cursor,
            self.hasFocus(),
        )
        paint.paint(painter, self._pen, scene, self._inker)
        if self._layout.positions:
            foot = self._room().height() - 16 - self._pen.height("small")
            paint.north(painter, self._pen, QPointF(self.width() - 16, foot))
        if hidden := self._hidden():
            self._say_hidden(painter, hidden)
        painter.end()

    def _say_hidden(self, painter: QPainter, hidden: int) -> None:
        """Say how many names are not in sight, be it over what is drawn there."""
        said, at = tr("%n name(s) hidden", hidden), QPointF(12, self._room().height() - 8)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("ink.3"))
        ground = QRectF(painter.fontMetrics().boundingRect(said)).translated(at)
        painter.fillRect(ground.adjusted(-4, -2, 4, 2), self._theme.colour("panel"))
        painter.drawText(at, said)

    def _hidden(self) -> int:
        """Return how many names in sight have no room."""
        seen = QRectF(self.rect()).translated(-self._view.origin)
        return sum(seen.contains(QPointF(*n.label.anchor)) for n in self._names().hidden)

    def _names(self) -> NamePlan:
        """Return the names of the view, those of what is picked never hidden."""
        return self.view.names.showing(kept(self._reading))

    def _room(self) -> QSizeF:
        return QSizeF(self.width(), max(self.height() - self._kept_free, 80))

    def _on_theme(self) -> None:
        resized = self._pen.size != self._theme.percent
        self._pen = Pen(self._theme)
        if resized:
            self.place_names()
        self.update()

    # -- the mouse ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scale and what was in the middle across; fit anew what would be out of sight."""
        before, self._wide = self._wide, self.width()  # after hiding, Qt does not know the old size
        if not self._fit_due:
            self._view = self._view.moved(QPointF((self._wide - before) / 2, 0))
            inside = QRectF(self.rect()).translated(-self._view.origin)
            self._fit_due = not any(map(inside.contains, self._view.figure.spots.values()))
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or a drag with the middle button or Shift."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.MiddleButton or shift:
            self._dragged = event.position()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture, or light what is under the mouse."""
        at = event.position()
        if self._dragged is not None:
            far = (at - self._dragged).manhattanLength() >= QApplication.startDragDistance()
            if self._pressed is None or far:
                self._pressed, self._touched = None, True
                self._view = self._view.moved(at - self._dragged)
                self._dragged = at
                self.update()
            return
        self._point_at(self._hit(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick what was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            ref = self._hit(self._pressed)
            if ref is not None:
                self._cursor = ref
                self.picked.emit(ref, manner(event.modifiers()))
        self._pressed = self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Make what is under the mouse the filter: the first click has picked it."""
        ref = self._hit(event.position())
        if ref is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is; with Ctrl it is the panel's."""
        if not left_to_panel(event):
            self._zoom(_ZOOM ** (event.angleDelta().y() / 120), event.position())
            event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what was under the mouse."""
        self._point_at(None)

    def _point_at(self, ref: Ref | None) -> None:
        if ref != self._hover:
            self._hover = ref
            self.setCursor(Qt.CursorShape.PointingHandCursor if ref else Qt.CursorShape.ArrowCursor)
            self.setToolTip(tips.tip(self._reading, self._layout, ref) if ref else "")
            self.update()

    def _hit(self, at: QPointF) -> Ref | None:
        spot = at - self.view.origin
        if (found := self._view.figure.hit(spot)) is not None:
            return found
        for placed in self._names().placed:
            left, top, right, bottom = placed.box
            if left <= spot.x() <= right and top <= spot.y() <= bottom:
                return placed.label.ref
        return None

    def _zoom(self, by: float, at: QPointF) -> None:
        self._touched = True
        scale = self.view.figure.scale * by
        self._view = zoomed(self.view, self._layout, self._reading, self._pen, scale, at)
        self.update()

    # -- the keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to places by arrows, pick by Space, narrow by Enter, zoom by plus and minus."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self._go(neighbour(self.view.figure, self._cursor, _KEYS[key]), event.modifiers())
        elif key in _ZOOM_KEYS:
            self._zoom(_ZOOM_KEYS[key], QRectF(self.rect()).center())
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Space and self._cursor:
            self.picked.emit(self._cursor, manner(event.modifiers()))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            rest = self._cursor and self._reading.state(self._cursor) != "selected"
            self.opened.emit(self._cursor if rest else None)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        """Walk the roads of the current place by Tab before leaving."""
        step = walked(self.view.figure, self._reading, self._cursor, 1 if forward else -1)
        if step is None:
            return super().focusNextPrevChild(forward)
        self._go(step, Qt.KeyboardModifier.ControlModifier)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are; at first they are on the hub."""
        self._enter()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Speak of the whole again, and take the ring away."""
        self._describe()
        self.update()
        super().focusOutEvent(event)

    def _enter(self) -> None:
        """Put the keys on the hub when they are nowhere."""
        if self._cursor is None and self._layout.positions:
            first = next(iter(self._layout.positions))
            self._cursor = ("place", self._layout.hub or first)
        self._told = self._cursor  # read out with the focus itself
        self._describe()
        self.update()

    def _go(self, ref: Ref | None, modifiers: Qt.KeyboardModifier) -> None:
        """Put the keys on something and pick it; with Ctrl only the keys go there."""
        if ref is None:
            return
        self._cursor = ref
        self._reveal(ref)
        self._describe()
        if not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.picked.emit(ref, manner(modifiers))
        self.update()

    def _reveal(self, ref: Ref) -> None:
        """Move the picture until something is in sight."""
        at = self.position(ref)
        inner = self.rect().adjusted(24, 24, -24, -24)
        if at is not None and not inner.contains(at):
            x = min(max(at.x(), inner.left()), inner.right())
            y = min(max(at.y(), inner.top()), inner.bottom())
            self._touched = True
            self._view = self._view.moved(QPointF(x - at.x(), y - at.y()))

    def _describe(self) -> None:
        """Say what the keys are on, or what all of it holds."""
        if self.hasFocus() and self._cursor:
            said = tips.spoken(self._reading, self._layout, self._cursor)
        else:
            said = words.summary(self._reading, self._layout)
        self.setAccessibleDescription(said)
        if self.hasFocus() and self._cursor != self._told:
            self._told = self._cursor
            self.voice.say(said)

    def _drawn(self, ref: Ref) -> bool:
        kind, id_ = ref
        figure = self._view.figure
        if kind == "place":
            return PlaceId(id_) in figure.goals()
        road = RouteId(id_)
        return kind == "route" and (road in figure.lines or road in figure.hoops)


def manner(modifiers: Qt.KeyboardModifier) -> Manner:
    """Return how a click or key with these modifiers joins what is picked."""
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return "toggle"
    return "add" if modifiers & Qt.KeyboardModifier.ShiftModifier else "only"
