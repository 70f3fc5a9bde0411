"""The views deleted since the window opened, each to be brought back."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate, RowsList
from desktop.show import tr
from desktop.theme import Theme

_MOST = 4
"""How many stand there without scrolling."""


@dataclass(frozen=True, slots=True)
class BinRow:
    """One deleted view."""

    key: str
    name: str
    words: str

    @property
    def tip(self) -> tuple[str, ...]:
        """The name, and what it shows."""
        return self.name, self.words

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        return tr("{name}, deleted; Enter restores it").format(name=self.name)


class _BinDelegate(RowsDelegate):
    """Paints the name, and the word that brings it back."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: BinRow = index.data(ROW)
        base, word = self.theme.font("base"), tr("Restore")
        room = rect.adjusted(12, 0, -12, 0)
        self.write(painter, room, word, "link", base, Qt.AlignmentFlag.AlignRight)
        room.setRight(room.right() - QFontMetrics(base).horizontalAdvance(word) - 10)
        self.write(painter, room, show.visible(row.name), "ink.2", base)


class BinList(RowsList):
    """As high as what is in it, up to a few rows."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        name = tr("Deleted, until this window closes")
        self._row = _BinDelegate(theme, parent)
        super().__init__(name, self._row, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of the rows that are seen at once."""
        return QSize(0, min(_MOST, len(self.lines.rows)) * self._row.height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: it gives way to nothing."""
        return self.sizeHint()
