"""How the answers to one question moved: each voice's position over time, as a small chart."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from db.model import Claim, ClaimId, Clock, Position, Question, Side
from desktop import show
from desktop.panels.drift import paint, words
from desktop.panels.drift.chart import Chart, Spot, charted
from desktop.panels.drift.legend import Entry, legend
from desktop.panels.drift.voices import Mark, marks_of, nearest, voices_of
from desktop.show import tr
from desktop.theme import Theme

MOST = 500
"""So many answers are drawn."""
_SINGLY = 40
"""So many can be told apart; of more only those of the claimant are."""
_GUTTER = 0.36
"""How much of the width the words of the steps take at most."""
_GAP = 6


def drawn(question: Question, positions: Iterable[Position]) -> bool:
    """Return whether there is something to draw: a scale, and two answers with a place on it."""
    return bool(question.steps) and sum(one.low is not None for one in positions) > 1


class Drift(QWidget):
    """The answers to a question; a click or an arrow key leads to the claim that gives one.

    What the filter leaves out is dimmed. It is as high as its voices ask for.
    """

    def __init__(
        self,
        theme: Theme,
        question: Question,
        positions: Sequence[Position],
        sides: Iterable[Side],
        claim: Claim,
        go: Callable[[ClaimId], None],
    ) -> None:
        """Mark what `claim` answers, if it does; `go` leads to another."""
        super().__init__()
        self._theme, self._question = theme, question
        self._claim, self._go = claim.id, go
        self._positions = nearest(positions, claim.id, claim.claimant.id, _SINGLY)
        self._others = tuple(one for one in positions if one not in self._positions)
        self._voices = voices_of(self._positions, sides)
        self._clock: Clock = "about"
        self._marks: tuple[Mark, ...] = ()
        self._crowd: tuple[Mark, ...] = ()
        self._shown: frozenset[int] = frozenset(one.claim for one in positions)
        self._hovered: ClaimId | None = None
        self._known: dict[int, tuple[Chart, tuple[Entry, ...]]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.on_clock("about")

    @property
    def chart(self) -> Chart:
        """What is drawn, at the width it has."""
        return self._laid(self.width())[0]

    def on_clock(self, clock: Clock) -> None:
        """Draw the days of another clock."""
        self._clock = clock
        self._marks = marks_of(self._positions, self._voices, clock)
        self._crowd = marks_of(self._others, (), clock)
        self._known.clear()
        self._tell()
        self.updateGeometry()
        self.update()

    def follow(self, shown: frozenset[int]) -> None:
        """Dim what is not among the claims `shown`."""
        self._shown = shown
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height at a middling width."""
        return QSize(356, self.heightForWidth(356))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the steps, the days and the legend."""
        chart, entries = self._laid(width)
        legend_high = max((one.room.bottom() for one in entries), default=0)
        return round(chart.height) + self._theme.line("micro") + _GAP + legend_high + 2

    def event(self, event: QEvent) -> bool:
        """Say what is under the mouse; forget what was once the mouse has left."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(event.pos()), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().event(event)

    def tip(self, at: QPoint) -> str:
        """Return the tooltip of a point: an answer, a step or a voice that may be cut short."""
        spot = self.chart.at(at.x(), at.y())
        if spot is not None:
            outside = spot.mark.position.claim not in self._shown
            return show.tip(*words.lines(spot.mark, self._clock, outside=outside))
        for one in self._laid(self.width())[1]:
            if self._legend_room(one).contains(at):
                return show.tip(*one.told)
        if at.x() < self.chart.left:
            rows = (row for row in self.chart.rows if row.top <= at.y() < row.top + row.height)
            return show.tip(*(paint.step(row, self._look()) for row in rows))
        return ""

    def position(self, claim: ClaimId) -> QPoint | None:
        """Return where a claim's answer stands; None where it gives none."""
        spot = self.chart.of(claim)
        return None if spot is None else QPoint(round(spot.x), round(spot.y))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would choose."""
        self._hover(self.chart.at(event.position().x(), event.position().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the claim that gives the answer under the mouse."""
        spot = self.chart.at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._choose(spot)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the answers in time, and from voice to voice."""
        chart = self.chart
        here = chart.of(self._claim)
        ways: dict[int, Callable[[], Spot | None]] = {
            Qt.Key.Key_Left: lambda: chart.beside(here, -1),
            Qt.Key.Key_Right: lambda: chart.beside(here, 1),
            Qt.Key.Key_Up: lambda: chart.across(here, -1),
            Qt.Key.Key_Down: lambda: chart.across(here, 1),
            Qt.Key.Key_Home: lambda: chart.beside(None, 1),
            Qt.Key.Key_End: lambda: chart.beside(None, -1),
        }
        if event.key() not in ways or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif (spot := ways[event.key()]()) is not None:
            self._choose(spot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, its voices under it, and the ring of the focus."""
        painter, theme = QPainter(self), self._theme
        chart, entries = self._laid(self.width())
        paint.paint(painter, chart, self._look(), self.width())
        for one in entries:
            one.paint(painter, theme, self._legend_room(one))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _laid(self, width: int) -> tuple[Chart, tuple[Entry, ...]]:
        """Return the chart and its legend at a width; a layout asks for a few, again and again."""
        if width not in self._known:
            self._known[width] = self._lay_out(width)
        return self._known[width]

    def _lay_out(self, width: int) -> tuple[Chart, tuple[Entry, ...]]:
        theme, gutter = self._theme, self._gutter(width)
        metrics = QFontMetrics(theme.font("small"))
        numbered = [voice.number > 0 for voice in self._voices]
        wrapped = [paint.height(words, metrics, gutter) for words in self._question.steps]
        chart = charted(self._marks, wrapped, width, gutter, numbered, theme.scale, self._crowd)
        joined = {stretch.voice for stretch in chart.stretches}
        return chart, legend(self._voices, joined, self._faintly(), theme, width)

    def _faintly(self) -> str:
        """Return how many answers lie behind; empty where none do."""
        capped = len(self._positions) + len(self._others) >= MOST
        words = "the newest %n others, faint" if capped else "%n other(s), faint"
        return tr(words, len(self._others)) if self._others else ""

    def _gutter(self, width: int) -> float:
        """Return how wide the words of the steps are: the longest, but no more than their share."""
        metrics = QFontMetrics(self._theme.font("small"))
        steps = [*map(show.visible, self._question.steps), paint.not_known()]
        return min(max(map(metrics.horizontalAdvance, steps)) + 2, width * _GUTTER)

    def _legend_room(self, entry: Entry) -> QRect:
        top = round(self.chart.height) + self._theme.line("micro") + _GAP
        return entry.room.translated(0, top)

    def _look(self) -> paint.Look:
        return paint.Look(
            self._theme,
            self._question.steps,
            self._voices,
            self._shown,
            self._gutter(self.width()),
            self._claim,
            self._hovered,
            tr(self._clock),
        )

    def _hover(self, spot: Spot | None) -> None:
        claim = None if spot is None else spot.mark.position.claim
        if claim != self._hovered:
            self._hovered = claim
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if claim is None else hand)
            self.update()

    def _choose(self, spot: Spot) -> None:
        if spot.mark.position.claim != self._claim:
            self._go(spot.mark.position.claim)

    def _tell(self) -> None:
        """Tell a screen reader what is marked, and how each voice answers."""
        spot = self.chart.of(self._claim)
        self.setAccessibleName(words.spoken(self.chart, spot, self._clock, self._shown))
        told = words.described(self._question.text, self._marks, self._voices, self._clock)
        self.setAccessibleDescription(". ".join(part for part in (told, self._faintly()) if part))
