"""A page of the detail pane: two columns where there is room, else one."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from db.model import Clock
from desktop.panels.detail.parts import stacked
from desktop.theme import Theme

WIDE = 560
"""Up to this width in pixels the columns stand one below the other, at the usual text."""
_SHARES, _BELOW = (15, 13), (0, 1)
"""How much of the width each column takes; one below the other, which takes the height left."""
_Direction = QBoxLayout.Direction


@runtime_checkable
class Following(Protocol):
    """A part of a page that says which claims pass the filter."""

    def follow(self, shown: frozenset[int]) -> None:
        """Say which of its claims are among those `shown`."""
        ...


@runtime_checkable
class Clocked(Protocol):
    """A part of a page that draws the days of a clock."""

    def on_clock(self, clock: Clock) -> None:
        """Draw the days of another clock."""
        ...


class Page(QWidget):
    """What is told of one thing, and beside it what bears on it."""

    def __init__(self, theme: Theme, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__()
        self._theme, self.percent = theme, theme.percent
        self.setMinimumWidth(1)
        self._columns = QBoxLayout(_Direction.TopToBottom, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        for widgets in (left, right):
            if widgets:
                self._columns.addWidget(_column(widgets))

    def follow(self, shown: frozenset[int], clock: Clock) -> None:
        """Let what speaks of claims say which of them are among those `shown`, on a clock."""
        for part in self.findChildren(QWidget):
            if isinstance(part, Following):
                part.follow(shown)
            if isinstance(part, Clocked):
                part.on_clock(clock)

    def fit(self, width: int) -> None:
        """Take as many columns as there is room for."""
        wide = width > self._theme.px(WIDE)
        self._columns.setDirection(_Direction.LeftToRight if wide else _Direction.TopToBottom)
        for n, share in enumerate(_SHARES if wide else _BELOW):
            self._columns.setStretch(n, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into the new width."""
        super().resizeEvent(event)
        self.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a rule between the columns."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        second = self._columns.itemAt(1)
        if second is None:
            return
        at = second.geometry()
        rule = QRect(at.left(), 0, 1, self.height())
        if self._columns.direction() == _Direction.TopToBottom:
            rule = QRect(0, at.top(), self.width(), 1)
        painter.fillRect(rule, self._theme.colour("hairline"))


def _column(widgets: Sequence[QWidget]) -> QWidget:
    column = QWidget()
    inside = stacked(*widgets, spacing=8)
    inside.setContentsMargins(14, 12, 14, 12)
    inside.addStretch(1)
    column.setLayout(inside)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    column.setSizePolicy(policy)
    column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return column
