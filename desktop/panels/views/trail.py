"""The trail as a tree in lines: every query shown, under the one it followed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from db.query import Query
from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate
from desktop.show import tr
from desktop.trail import Visit
from desktop.words import queries as query_words
from desktop.words.queries import Values

_LEFT, _STEP, _DEEPEST = 16, 14, 6
"""The first line of the tree, the way to the next, and how many stand apart, in pixels."""


@dataclass(frozen=True, slots=True)
class Twig:
    """Where a visit stands in the tree: how far in, and which lines pass or meet there.

    `passing` are the lines that go by; `joined` says that one comes from above on its own line,
    `aside` that it branches off the line left of it; `goes_on` that its own line goes on.
    """

    level: int
    passing: frozenset[int] = frozenset()
    joined: bool = False
    aside: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One visit: the step that led there, and how many claims it left. `here`: it is shown."""

    key: int
    name: str
    left: int | None
    when: str
    twig: Twig
    here: bool = False

    @property
    def count(self) -> str:
        """How many claims it left; a dash when it was passed by."""
        return "–" if self.left is None else show.count(self.left)

    @property
    def tip(self) -> tuple[str, ...]:
        """The step in full, how many claims it left, and when."""
        return self.name, self._claims, self.when

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        aside = tr("a branch") if self.twig.aside else ""
        here = tr("you are here") if self.here else ""
        return ", ".join(part for part in (self.name, self._claims, aside, here) if part)

    @property
    def _claims(self) -> str:
        return tr("claims not counted") if self.left is None else tr("%n claim(s)", self.left)


def order(trail: Iterable[Visit]) -> list[tuple[Visit, Twig]]:
    """Return the visits as lines of a tree, each after the one it followed.

    The newest that followed one stands on its line; those before it, left aside, branch off.
    """
    after: dict[int | None, list[Visit]] = {}
    for visit in trail:
        after.setdefault(visit.parent, []).append(visit)
    lines: list[tuple[Visit, Twig]] = []
    due = [(visit, Twig(0)) for visit in after.get(None, [])]
    while due:  # by hand: a trail may be longer than Python calls deep
        visit, twig = due.pop()
        *aside, on = after.get(visit.id, [None])
        if on is not None:
            twig = Twig(twig.level, twig.passing, twig.joined, twig.aside, goes_on=True)
            due.append((on, Twig(twig.level, twig.passing, joined=True)))
            inner = Twig(twig.level + 1, twig.passing | {twig.level}, aside=True)
            due += [(one, inner) for one in reversed([one for one in aside if one])]
        lines.append((visit, twig))
    return lines


class TrailRows:
    """The rows of a trail; what was said of a visit is kept while it holds."""

    def __init__(self) -> None:
        self._values: Values = {}
        self._said: dict[int, tuple[Query, Query | None, str]] = {}

    def rows(self, trail: tuple[Visit, ...], here: int, values: Values) -> list[TrailRow]:
        """Return the rows, from the top down."""
        if values is not self._values:
            self._values, self._said = values, {}
        known = {visit.id: visit for visit in trail}
        return [
            TrailRow(
                visit.id,
                self._step(visit, known),
                visit.left,
                visit.when.astimezone().strftime("%H:%M"),
                twig,
                here=visit.id == here,
            )
            for visit, twig in order(trail)
        ]

    def _step(self, visit: Visit, known: Mapping[int, Visit]) -> str:
        before = None if visit.parent is None else known[visit.parent].query
        then, then_before, said = self._said.get(visit.id, (None, None, ""))
        if then is not visit.query or then_before is not before:
            said = self._in_words(before, visit.query)
        self._said[visit.id] = visit.query, before, said
        return said

    def _in_words(self, before: Query | None, query: Query) -> str:
        if before is None:
            return query_words.in_line(query, self._values)
        return query_words.step(before, query, self._values)


class TrailDelegate(RowsDelegate):
    """Paints the lines of the tree, a dot, the step, and how many claims it left."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: TrailRow = index.data(ROW)
        quiet = "ink.2" if selected or row.here else "ink.3"
        font = self.theme.font("strong" if row.here else "base")
        base = self.theme.font("base")
        right = rect.adjusted(0, 0, -12, 0)
        self.write(painter, right, row.count, quiet, base, Qt.AlignmentFlag.AlignRight)
        x = _column(row.twig.level)
        room = rect.adjusted(round(x) + 10, 0, -20, 0)
        room.setRight(room.right() - QFontMetrics(base).horizontalAdvance(row.count))
        ink = "ink" if row.here or selected else "ink.2"
        self.write(painter, room, show.visible(row.name), ink, font)
        self._paint_tree(painter, rect, row, "ink.2" if selected else "control")

    def _paint_tree(self, painter: QPainter, rect: QRect, row: TrailRow, ink: str) -> None:
        twig, x = row.twig, _column(row.twig.level)
        top, middle, bottom = rect.top() + 0.0, rect.center().y() + 0.5, rect.bottom() + 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour(ink), 1.2))
        lines = [(_column(level), top, _column(level), bottom) for level in twig.passing]
        if twig.joined:
            lines.append((x, top, x, middle))
        if twig.aside:
            lines.append((_column(twig.level - 1), middle, x, middle))
        if twig.goes_on:
            lines.append((x, middle, x, bottom))
        for x1, y1, x2, y2 in lines:
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        painter.setPen(QPen(self.theme.colour("accent" if row.here else ink), 1.4))
        painter.setBrush(self.theme.colour("accent" if row.here else "panel"))
        radius = 4.5 if row.here else 3.5
        painter.drawEllipse(QPointF(x, middle), radius, radius)


def _column(level: int) -> float:
    """Return where the line of a level stands; those far in share the last."""
    return _LEFT + _STEP * min(level, _DEEPEST) + 0.5
