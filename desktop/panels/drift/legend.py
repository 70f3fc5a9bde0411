"""The voices of the chart, named under it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from desktop import show
from desktop.panels.drift import paint
from desktop.panels.drift.voices import Voice
from desktop.show import tr
from desktop.theme import Theme

_STROKE, _SIGN, _NUMBER, _GAP = 18, 10, 8, 14
"""The room of a stroke, of a shape, of a number, and between two voices."""
_ROWS = 4
"""So many rows of voices are named; of more the number is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice where its name stands, or with none how many more there are.

    `room` is in pixels from the top of the legend; `joined`: it has a line in the chart.
    """

    words: str
    told: tuple[str, ...]
    room: QRect
    voice: Voice | None = None
    joined: bool = False

    def paint(self, painter: QPainter, theme: Theme, room: QRect) -> None:
        """Paint stroke, shape and name in a room."""
        x, middle = room.left(), room.center().y() + 0.5
        if self.voice is not None:
            if self.joined:
                painter.setPen(paint.stroke(theme, self.voice))
                painter.drawLine(QLineF(x, middle, x + theme.px(_STROKE - 4), middle))
                x += theme.px(_STROKE)
            paint.sign(painter, theme, self.voice, QPointF(x + theme.px(_SIGN) / 2, middle))
            x += theme.px(_SIGN + _NUMBER * (self.voice.number > 0) + 4)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink.2" if self.voice else "ink.3"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room.adjusted(x - room.left(), 0, 0, 0), left, self.words)


def legend(
    voices: Sequence[Voice], joined: Collection[int], rest: str, theme: Theme, width: int
) -> tuple[Entry, ...]:
    """Return the voices in rows `width` pixels wide; `joined` are those that have a line.

    `rest` says what else is drawn.
    """
    metrics, line = QFontMetrics(theme.font("small")), theme.line("small")
    entries: list[Entry] = []
    x, y = 0, 0
    for n, voice in enumerate(voices):
        before = theme.px(_SIGN + 4 + _NUMBER * (voice.number > 0) + _STROKE * (n in joined))
        name = show.visible(voice.actor.name)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width - before)
        wide = before + metrics.horizontalAdvance(name) + 1
        if x and x + wide > width:
            x, y = 0, y + line
        if y >= _ROWS * line:
            more = tr("and %n more", len(voices) - n)
            told = [show.apart(other.actor.name) for other in voices[n:]]
            entries.append(Entry(more, tuple(told), QRect(0, y, width, line)))
            break
        told = show.listed([voice.actor.name, voice.actor.side.name])
        entries.append(Entry(name, (told,), QRect(x, y, wide, line), voice, n in joined))
        x += wide + theme.px(_GAP)
    if rest:
        y = entries[-1].room.bottom() + 1 if entries else 0
        entries.append(Entry(rest, (rest,), QRect(0, y, width, line)))
    return tuple(entries)
