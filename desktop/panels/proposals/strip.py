"""Where two claims stand on the scale of a question: its steps, and a mark for each claim."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import Claim, Question
from desktop import glyphs, show
from desktop.panels.proposals import words
from desktop.theme import Theme

_BEFORE, _AFTER = 8, 56
"""The room beside the steps; behind them for the uids."""
_HIGH, _OFF = 28, 7


class Strip(QWidget):
    """The steps as dots, the first claim's mark over them, the second's under them.

    A mark has the shape of its claimant's side and the claim's uid beside it; an answer over
    several steps is a bar. The lowest and the highest step are written under the ends.
    """

    def __init__(self, question: Question, claims: Sequence[Claim | None], theme: Theme) -> None:
        super().__init__()
        self._question, self._claims, self._theme = question, tuple(claims), theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        told = [words.stands(claim, question) for claim in claims if claim]
        self.setAccessibleName(show.listed([question.text, *told]))
        show.explain(self, *told, show.listed(question.steps))

    def sizeHint(self) -> QSize:
        """Ask for the marks and a line under them."""
        return QSize(160, self._theme.px(_HIGH) + self._theme.line("micro"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the steps, the marks and the ends."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = theme.px(_HIGH) / 2
        painter.setPen(theme.colour("divider"))
        painter.drawLine(QPointF(self._at(0), middle), QPointF(self._at(self._last), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink.3"))
        for n in range(len(self._question.steps)):
            painter.drawEllipse(QPointF(self._at(n), middle), 2, 2)
        for claim, way in zip(self._claims, (-1, 1), strict=False):
            self._paint_mark(painter, claim, middle + way * theme.px(_OFF))
        self._paint_ends(painter)

    @property
    def _last(self) -> int:
        return len(self._question.steps) - 1

    def _at(self, step: int) -> float:
        before, after = self._theme.px(_BEFORE), self._theme.px(_AFTER)
        return before + (self.width() - before - after) * step / max(self._last, 1)

    def _paint_mark(self, painter: QPainter, claim: Claim | None, y: float) -> None:
        """Paint where a claim stands, and its uid on the side where there is room."""
        if claim is None or claim.position is None:
            return
        theme = self._theme
        low, high = (min(step, self._last) for step in claim.position)
        start, end = self._at(low), self._at(high)
        token = claim.claimant.side.token
        if low != high:
            painter.setBrush(theme.colour("ink.3"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(start, y - 1.5, end - start, 3), 1.5, 1.5)
        for x in {start, end}:
            glyphs.side(painter, theme, token, QPointF(x, y))
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("ink.2"))
        high_ = theme.line("micro")
        gap, wide = theme.px(glyphs.SIDE), theme.px(_AFTER) - theme.px(glyphs.SIDE)
        room = QRect(round(end + gap), round(y - high_ / 2), wide, high_)
        uid = painter.fontMetrics().elidedText(
            show.visible(claim.uid), Qt.TextElideMode.ElideRight, wide
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, uid)

    def _paint_ends(self, painter: QPainter) -> None:
        theme, steps = self._theme, self._question.steps
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("ink.3"))
        half = self.width() // 2 - 4
        top, high = theme.px(_HIGH), theme.line("micro")
        for text, left, side in (
            (steps[0], 0, Qt.AlignmentFlag.AlignLeft),
            (steps[-1], self.width() - half, Qt.AlignmentFlag.AlignRight),
        ):
            room = QRect(left, top, half, high)
            line = painter.fontMetrics().elidedText(
                show.visible(text), Qt.TextElideMode.ElideRight, half
            )
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, line)
