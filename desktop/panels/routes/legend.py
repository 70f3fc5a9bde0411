"""The legend: what the signs on screen mean, and no others."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import show
from desktop.panels.routes.reading import Look, Reading
from desktop.panels.routes.signs import Entry, entries
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

_LINE, _PAD, _LEFT = 18, 6, 12
_NARROW = 420
"""A legend narrower than this says less, at the usual text."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Entries, each with its words, in at most so many columns of their own widths."""

    told: tuple[tuple[Entry, str], ...]
    theme: Theme
    width: float
    most: int = 3

    @property
    def height(self) -> int:
        """How high all rows are."""
        columns = self._columns()
        return -(-len(self.told) // len(columns)) * self.theme.px(_LINE) + 2 * _PAD

    def within(self, height: float) -> "Grid":
        """Return as much of it as has room in whole rows, at least one; the rest is counted."""
        grid, shown = self, len(self.told)
        while grid.height > height and shown:
            shown -= 1
            rest = tr("+%n more sign(s)", len(self.told) - shown)
            grid = replace(self, told=(*self.told[:shown], (Entry(rest, rest), rest)))
        return grid

    def paint(self, painter: QPainter) -> None:
        """Paint sign and words of each entry."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns, line = self._columns(), self.theme.px(_LINE)
        for n, (entry, words) in enumerate(self.told):
            row, column = divmod(n, len(columns))
            x, y = columns[column], _PAD + row * line
            if entry.sign:
                entry.sign(painter, self.theme, QPointF(x, y + line / 2))
            painter.setFont(self.theme.font("small"))
            painter.setPen(self.theme.colour("ink.2"))
            left = x + entry.width + (6 if entry.width else 0)
            room = QRectF(left, y, self.width - left - 4, line)
            elide = Qt.TextElideMode.ElideRight
            said = painter.fontMetrics().elidedText(words, elide, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)

    def _columns(self) -> list[float]:
        """Return where the columns begin, each as wide as its widest entry."""
        metrics = QFontMetricsF(self.theme.font("small"))
        widths = [one.width + 6 + metrics.horizontalAdvance(words) for one, words in self.told]
        for count in range(self.most, 1, -1):
            wide = [max(widths[n::count], default=0.0) for n in range(count)]
            spare = self.width - 2 * _LEFT - sum(wide)
            if spare >= 12 * (count - 1):
                gap = min(spare / (count - 1), 32.0)
                return [_LEFT + sum(wide[:n]) + gap * n for n in range(count)]
        return [float(_LEFT)]


class Legend(QWidget):
    """Signs in three columns, fewer where the panel is narrow; in a low one some are counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: list[Entry] = []
        self._told: frozenset[Look] = frozenset()
        self._most_high = 10_000
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(tr("Legend"))
        theme.changed.connect(self._settle)

    def show_reading(self, reading: Reading, layout: Layout, told: frozenset[Look]) -> None:
        """Explain what is drawn; a narrow legend leaves out `told`, what the callout names."""
        self._all, self._told = entries(reading, layout), told
        self.setAccessibleDescription(show.listed(one.text for one in self._all))
        self._settle()

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn that it could explain."""
        return not self._all

    def keep_within(self, height: int) -> None:
        """Be no higher than this, as far as one row has room; signs without are counted."""
        if height != self._most_high:
            self._most_high = height
            self._settle()

    def words(self) -> list[str]:
        """Return what it explains at this width, and how much it does not for want of room."""
        return [words for _, words in self._grid(self.width()).within(self._most_high).told]

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows that have room."""
        return self._grid(width).within(self._most_high).height

    def sizeHint(self) -> QSize:
        """Return the height of the rows that have room at this width."""
        return QSize(300, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit now."""
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline, then sign and words of each entry."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.colour("hairline"))
        self._grid(self.width()).within(self.height()).paint(painter)

    def _settle(self) -> None:
        said, told = self.words(), [words for _, words in self._grid(self.width()).told]
        self.setToolTip("" if said == told else show.tip(*told))
        self.updateGeometry()
        self.update()

    def _grid(self, width: int) -> Grid:
        told = [(one, one.text) for one in self._all]
        if width < self._theme.px(_NARROW):
            told = [
                (one, one.short) for one in self._all if one.look not in self._told or not one.look
            ]
        return Grid(tuple(told), self._theme, width)
