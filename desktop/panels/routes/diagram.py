"""The diagram under hands: it zooms, moves, and tells what is picked on it and what is moved."""

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from db.model import XY, PlaceId, Ref
from desktop.panels.base import left_to_panel
from desktop.panels.routes import tips
from desktop.panels.routes.canvas import Canvas
from desktop.panels.routes.keys import neighbour, walked
from desktop.show import tr
from desktop.theme import Theme

Manner = Literal["only", "toggle", "add"]
_ZOOM = 1.25
_KEYS = {
    Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_PUT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ZOOM_KEYS = {
    Qt.Key.Key_Plus: _ZOOM, Qt.Key.Key_Equal: _ZOOM, Qt.Key.Key_Minus: 1 / _ZOOM
}  # fmt: skip


class Diagram(Canvas):
    """Places and roads. `picked` carries what, and how it joins what is picked already.

    `put` carries a place and the spot in units that somebody has moved it to, `told` why it cannot
    be moved, `menu_requested` what the menu is of, if anything, and where on the screen.
    """

    picked = Signal(object, str)
    opened = Signal(object)
    put = Signal(int, object)
    told = Signal(str)
    menu_requested = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.fixed = ""
        """Why no place can be moved; empty when it can."""
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Diagram of places and roads"))

    # -- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or a drag with the middle button or Shift."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.MiddleButton or shift:
            self._dragged = event.position()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move a place or the picture, or light what is under the mouse."""
        at = event.position()
        if self._motion.in_hand is not None or self._takes(at):
            self._motion.drag(self._units(at))
            return
        if self._dragged is not None:
            far = (at - self._dragged).manhattanLength() >= QApplication.startDragDistance()
            if self._pressed is None or far:
                self._view = self.view.moved(at - self._dragged)
                self._pressed, self._touched = None, True
                self._dragged = at
                self.update()
            return
        self._point_at(self._hit(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put what was dragged, or pick what was clicked."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left and (put := self._motion.drop()) is not None:
            self._point_at(self._hit(event.position()))
            self.put.emit(*put)
        if left and self._pressed is not None:
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the mouse, or of what the keys are on."""
        ref, at = self._hit(QPointF(event.pos())), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            ref = self._cursor
            spot = self.position(ref) if ref else None
            at = self.mapToGlobal(spot or self.rect().center())
        self.menu_requested.emit(ref, at)

    def _takes(self, at: QPointF) -> bool:
        """Take a place in the hand that was pressed and is dragged now; say why where none can."""
        pressed = self._pressed
        if pressed is None or self._dragged is not None:
            return False
        if (at - pressed).manhattanLength() < QApplication.startDragDistance():
            return False
        kind, id_ = self._hit(pressed) or ("", 0)
        self._pressed = None
        if kind != "place" or id_ not in self._layout.positions:
            return False
        if self.fixed:
            self.told.emit(self.fixed)
            return False
        self._cursor = "place", id_
        self._motion.take(PlaceId(id_), self._units(pressed))
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.setToolTip("")
        return True

    def _units(self, at: QPointF) -> XY:
        spot = (at - self.view.origin) / self.view.figure.scale
        return spot.x(), -spot.y()

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

    # -- the keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to places by arrows, pick by Space, narrow by Enter, zoom by plus and minus."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._motion.in_hand is not None:
            self._motion.cancel()
        elif key in _KEYS and event.modifiers() & _PUT == _PUT:
            self._nudge(_KEYS[key])
        elif key in _KEYS:
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

    def event(self, event: QEvent) -> bool:
        """Keep Esc for itself while a place is in the hand: it would clear the selection."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) == Qt.Key.Key_Escape
            and self._motion.in_hand is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def _nudge(self, way: tuple[int, int]) -> None:
        """Put the place that the keys are on half a unit on."""
        kind, id_ = self._cursor or ("", 0)
        if self.fixed:
            self.told.emit(self.fixed)
        elif kind == "place" and id_ in self._layout.positions:
            place = PlaceId(id_)
            self.put.emit(place, self._motion.nudge(place, way))
            self._reveal(("place", id_))

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


def manner(modifiers: Qt.KeyboardModifier) -> Manner:
    """Return how a click or key with these modifiers joins what is picked."""
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return "toggle"
    return "add" if modifiers & Qt.KeyboardModifier.ShiftModifier else "only"
