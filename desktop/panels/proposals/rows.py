"""The rows of the queue: who against whom, and under it which claims and about what."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from db.model import Desk
from db.waiting import Waiting
from desktop import glyphs, show
from desktop.panels.proposals import words
from desktop.panels.rows import ROW, Index, RowsDelegate
from desktop.show import tr

_IN = 16
"""How far an echo stands in, in pixels at the usual text."""
_SIGN = 18
_KINDS: Mapping[str, str] = {
    "contradicts": "Contradiction",
    "tension": "Tension",
    "supersedes": "Supersedes",
    "restates": "Restates",
    "qualifies": "Qualifies",
    "corroborates": "Corroborates",
    "explains": "Explains",
    "no_conflict": "No conflict",
}


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A proposal of the queue; `echoes` are folded under it, or shown where it is `open`.

    `echo`: it is one itself. `heard`: what it echoes was accepted.
    """

    one: Waiting
    desk: Desk
    echoes: int = 0
    open: bool = False
    echo: bool = False
    heard: bool = False

    @property
    def key(self) -> int:
        """Its id."""
        return self.one.id

    @property
    def name(self) -> str:
        """Who says the two."""
        return words.speakers(self.one, self.desk.actors)

    @property
    def under(self) -> str:
        """What stands under that: marks first, they must not be cut off."""
        pair = tr("{a} · {b}").format(a=show.apart(self.one.a), b=show.apart(self.one.b))
        return show.listed([*self.marks, pair, self._question])

    @property
    def marks(self) -> list[str]:
        """What is said of echoes."""
        if self.heard:
            return [tr("echo of an accepted one")]
        return [tr("+ %n echo(es)", self.echoes)] if self.echoes else []

    @property
    def tip(self) -> tuple[str, ...]:
        """What would be so, who says the two in full, about what, and why."""
        names = [self.desk.actors[id_].name for id_ in self.one.claimants]
        return words.sentence(self.one), show.listed(names), self._question, self.one.why

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        folded = [] if not self.echoes else [tr("unfolded") if self.open else tr("folded")]
        kind = tr(_KINDS[self.one.kind])
        echo = [tr("echo")] if self.echo else []
        told = [tr("proposed"), kind, *echo, *self.tip[:3], *self.marks, *folded]
        return ", ".join(part for part in told if part)

    @property
    def _question(self) -> str:
        asked = dict.fromkeys(id_ for id_ in self.one.questions if id_ is not None)
        return show.listed(self.desk.questions[id_].text for id_ in asked)


class WaitingDelegate(RowsDelegate):
    """Paints the mark of the kind, open since it is proposed, who says the two, and the rest."""

    HEIGHT = 42

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: WaitingRow = index.data(ROW)
        px, theme = self.theme.px, self.theme
        left = 10 + (px(_IN) if row.echo else 0)
        room = rect.adjusted(left + px(_SIGN), px(3), -10, -px(3))
        first = QRect(room.left(), room.top(), room.width(), theme.line("base"))
        at = QPointF(rect.left() + left + px(7), first.center().y() + 0.5)
        if row.one.kind == "contradicts":
            glyphs.contested(painter, theme, at, filled=False)
        else:
            glyphs.relation(painter, theme, row.one.kind, at)
        self.write(painter, first, row.name, "ink", theme.font("base"))
        second = QRect(room.left(), first.bottom() + 1, room.width(), theme.line("small"))
        ink = "ink.2" if selected else "ink.3"
        self.write(painter, second, row.under, ink, theme.font("small"))
