"""The legend: what the signs on screen mean, and no others."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import get_args

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import Status
from db.routes import STALE_AFTER
from desktop import glyphs, show
from desktop.panels.routes import style, words
from desktop.panels.routes.reading import Look, Reading
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

_LINE, _PAD, _SAMPLE, _LEFT = 18, 6, 34, 12
_NARROW = 420
"""A legend narrower than this says less, at the usual text."""

Sign = Callable[[QPainter, Theme, QPointF], None]
"""Paints a sign to the right of a point."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, how wide it is, and what it means, at length and in short; `look` of a strand."""

    text: str
    short: str
    width: float = 0
    sign: Sign | None = None
    look: Look | None = None


class Legend(QWidget):
    """Signs in three columns, fewer where the panel is narrow."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: list[Entry] = []
        self._told: frozenset[Look] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(tr("Legend"))
        theme.changed.connect(self._settle)

    def show_reading(self, reading: Reading, layout: Layout, told: frozenset[Look]) -> None:
        """Explain what is drawn; a narrow legend leaves out `told`, what the callout names."""
        self._all, self._told = entries(reading, layout), told
        self.setAccessibleDescription(show.listed(one.text for one in self._all))
        self.setVisible(bool(self._all))
        self._settle()

    def words(self) -> list[str]:
        """Return what it explains at this width."""
        return [self._said(entry) for entry in self._shown()]

    def sizeHint(self) -> QSize:
        """Return the height of all rows at this width."""
        columns = self._columns()
        rows = -(-len(self._shown()) // len(columns)) if columns else 0
        return QSize(300, rows * self._theme.px(_LINE) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit now."""
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline, then sign and words of each entry."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.colour("hairline"))
        painter.setFont(self._theme.font("small"))
        columns, line = self._columns(), self._theme.px(_LINE)
        for n, entry in enumerate(self._shown()):
            row, column = divmod(n, len(columns))
            x, y = columns[column], _PAD + row * line
            if entry.sign:
                entry.sign(painter, self._theme, QPointF(x, y + line / 2))
            painter.setPen(self._theme.colour("ink.2"))
            left = x + entry.width + (6 if entry.width else 0)
            room = QRectF(left, y, self.width() - left - 4, line)
            elide = Qt.TextElideMode.ElideRight
            said = painter.fontMetrics().elidedText(self._said(entry), elide, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)

    def _settle(self) -> None:
        self.updateGeometry()
        self.update()

    def _shown(self) -> list[Entry]:
        if self._wide:
            return self._all
        return [entry for entry in self._all if entry.look not in self._told or not entry.look]

    def _said(self, entry: Entry) -> str:
        return entry.text if self._wide else entry.short

    @property
    def _wide(self) -> bool:
        return self.width() >= self._theme.px(_NARROW)

    def _columns(self) -> list[float]:
        """Return where the columns begin: at most three, each as wide as its widest entry."""
        metrics = QFontMetricsF(self._theme.font("small"))
        widths = [
            one.width + 6 + metrics.horizontalAdvance(self._said(one)) for one in self._shown()
        ]
        for count in (3, 2):
            wide = [max(widths[n::count], default=0.0) for n in range(count)]
            spare = self.width() - 2 * _LEFT - sum(wide)
            if spare >= 12 * (count - 1):
                gap = min(spare / (count - 1), 32.0)
                return [_LEFT + sum(wide[:n]) + gap * n for n in range(count)]
        return [float(_LEFT)]


def entries(reading: Reading, layout: Layout) -> list[Entry]:
    """Return what is to be explained of this drawing: strands, beds, signs, then words."""
    drawn = [one for road in reading.roads() for one in reading.drawn(road)]
    drawn += [one for group in reading.groups() for one in reading.told.get(group.id, ())]
    found = [_of_look(look) for look in _looks({one.look for one in drawn})]
    silent = any(not reading.drawn(road) for road in reading.roads())
    if silent or any(one.look.status == "unknown" for one in drawn):
        found.append(Entry(tr("condition not stated"), tr("not stated"), _SAMPLE, _bed))
    if reading.differing:
        found.append(Entry(tr("claimants differ"), tr("differ"), 14, _differ))
    if any(one.look.implied for one in drawn):
        found.append(Entry(tr("thin: implied"), tr("thin: implied")))
    if any(True for _ in reading.groups()):
        found.append(Entry(tr("a group of roads"), tr("groups"), 32, _group))
    found += _of_places(layout)
    if any(one.old for one in drawn):
        found.append(
            Entry(tr("pale: older than %n d", STALE_AFTER), tr("pale: over %n d", STALE_AFTER))
        )
    if any(not one.left for one in drawn):
        found.append(Entry(tr("pale: filtered out"), tr("pale: filtered")))
    return found


def _of_places(layout: Layout) -> Iterator[Entry]:
    """Yield the signs that say how a place comes to stand where it does."""
    if layout.by_bearing:
        yield Entry(tr("placed by bearing"), tr("by bearing"), 12, _by_bearing)
    if layout.areas:
        yield Entry(tr("somewhere on that side"), tr("on that side"), 16, _area)
    if layout.pins:
        yield Entry(tr("pinned by hand"), tr("pinned"), 12, _pinned)
    if layout.breaks:
        yield Entry(tr("farther than drawn"), tr("farther"), 12, _farther)
    if layout.stubs:
        yield Entry(tr("goes on, end not stated"), tr("goes on"), 16, _goes_on)


def _looks(drawn: Set[Look]) -> list[Look]:
    """Return each style of a stated condition once, faint only where all of it is."""
    order: tuple[Status, ...] = get_args(Status)
    styles = {replace(look, faint=False) for look in drawn if look.status != "unknown"}
    ranked = sorted(styles, key=lambda look: (order.index(look.status), look.implied))
    return [replace(look, faint=look not in drawn) for look in ranked]


def _of_look(look: Look) -> Entry:
    text = words.status(look)
    return Entry(text, text, _SAMPLE, partial(_sample, look=look), look)


def _sample(painter: QPainter, theme: Theme, at: QPointF, *, look: Look) -> None:
    style.sample(painter, theme, look, at, _SAMPLE)


def _bed(painter: QPainter, theme: Theme, at: QPointF) -> None:
    painter.setPen(style.bed().pen(theme))
    painter.drawLine(at, at + QPointF(_SAMPLE, 0))


def _differ(painter: QPainter, theme: Theme, at: QPointF) -> None:
    glyphs.contested(painter, theme, at + QPointF(7, 0), 14, filled=False, mark=True)


def _group(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Paint a bracket and a ring."""
    _outline(painter, theme.colour("ink.2"), 2)
    bracket = [at + QPointF(*d) for d in ((10, -6.5), (3, -2.5), (3, 2.5), (10, 6.5))]
    painter.drawPolyline(bracket)
    painter.drawEllipse(at + QPointF(24, 0), 6, 6)


def _by_bearing(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 1.6, (1.7, 1.2))
    painter.drawEllipse(at + QPointF(6, 0), 4.5, 4.5)


def _area(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("mark"), 5)
    painter.drawArc(QRectF(at.x() + 1, at.y() - 4, 14, 14), 30 * 16, 120 * 16)


def _pinned(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 1.8)
    painter.drawEllipse(at + QPointF(6, 0), 4.5, 4.5)
    painter.setBrush(theme.colour("ink"))
    painter.drawEllipse(at + QPointF(6, 0), 0.8, 0.8)


def _farther(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink.3"), 1.5)
    for x in (3, 8):
        painter.drawLine(at + QPointF(x - 1.5, -5), at + QPointF(x + 1.5, 5))


def _goes_on(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("status.unknown"), 1.5)
    painter.drawLine(at + QPointF(1, 0), at + QPointF(14, 0))
    painter.drawPolyline([at + QPointF(*d) for d in ((9, -4), (15, 0), (9, 4))])


def _outline(painter: QPainter, colour: QColor, width: float, dash: tuple[float, ...] = ()) -> None:
    painter.setPen(style.flat(colour, width, dash))
    painter.setBrush(Qt.BrushStyle.NoBrush)
