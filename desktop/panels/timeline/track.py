"""The line of days under the timeline, and the knob on one of them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from db.columns import Ints
from desktop.show import tr
from desktop.theme import Theme

_KNOB, _TRACK = 6.5, 3


class Track(QWidget):
    """A line of days with a knob on one of them, and a tick on each day that brings something."""

    picked = Signal(int)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._turns: Ints = np.empty(0, np.int32)
        self._since, self._until, self._day = 0.0, 1.0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("As-of day"))
        self.setMinimumHeight(24)

    def show_days(self, view: tuple[float, float], turns: Ints, day: int) -> None:
        """Reach over a view of days, with ticks at the turns and the knob on a day."""
        (self._since, self._until), self._turns, self._day = view, turns, day
        self.update()

    def place(self, day: float) -> float:
        """Return where the middle of a day is; of one beyond an end, that end."""
        scale = self.width() / max(1.0, self._until - self._since)
        return min(max((day + 0.5 - self._since) * scale, _KNOB + 2), self.width() - _KNOB - 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day under the mouse."""
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go where the knob is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            days = event.position().x() / self.width() * (self._until - self._since)
            self.picked.emit(int(self._since + days))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by left and right."""
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if way := ways.get(Qt.Key(event.key())):
            self.stepped.emit(way)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, how far it is gone, the ticks and the knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, knob = self.height() / 2, self.place(self._day)
        self._line(painter, self._theme.colour("divider"), 2, self.width() - 2)
        self._line(painter, self._theme.colour("ink.3"), 2, knob)
        painter.setPen(QPen(self._theme.colour("ink"), 1.5))
        inside = self._turns[(self._turns >= self._since) & (self._turns < self._until)]
        scale = self.width() / max(1.0, self._until - self._since)
        ticks: list[float] = np.unique((inside + 0.5 - self._since) * scale // 1).tolist()
        for x in ticks:
            painter.drawLine(QPointF(x, middle - 5), QPointF(x, middle + 5))
        painter.setBrush(self._theme.colour("panel"))
        focus = self.hasFocus()
        painter.setPen(QPen(self._theme.colour("focus" if focus else "ink"), 3 if focus else 2))
        painter.drawEllipse(QPointF(knob, middle), _KNOB, _KNOB)

    def _line(self, painter: QPainter, colour: QColor, left: float, right: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        room = QRectF(left, (self.height() - _TRACK) / 2, max(0.0, right - left), _TRACK)
        painter.drawRoundedRect(room, 1.5, 1.5)
