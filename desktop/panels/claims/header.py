"""The headings of the claims table: which columns there are, and how wide."""

from typing import Any, cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from db.query import Order
from desktop.panels.claims.columns import ALWAYS, AT_FIRST, COLUMNS, LEAVING, NUMBER
from desktop.panels.claims.delegate import PAD
from desktop.panels.claims.model import ClaimsModel
from desktop.panels.table import row_height
from desktop.show import tr
from desktop.theme import Theme

_TEXT, _POSITION = NUMBER["paraphrase"], NUMBER["position"]
_LEAST = 120
"""Where the text is no wider than this, the table scrolls sideways."""
_WORDLESS = 58
"""The width of a position that is drawn without its word."""
_NARROWEST = 24


class ClaimsHeader(QHeaderView):
    """Headings that keep the columns in the room there is: grade leaves first, then via.

    `wanted` are the columns the user has on, whether or not there is room for them. Widths are
    kept as at the text size of the design.
    """

    def __init__(self, model: ClaimsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model, self._theme = model, theme
        self.wanted: frozenset[Order] = AT_FIRST
        self._widths = [column.width for column in COLUMNS]
        self._fitting = False
        self.setModel(model)
        self.setAccessibleName(tr("Columns of the claims"))
        self.setFixedHeight(row_height(theme))
        self.setMinimumSectionSize(_NARROWEST)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionResized.connect(self._on_resized)
        theme.changed.connect(self._on_theme)
        self.fit()

    def choose(self, column: Order, *, on: bool) -> None:
        """Put a column among the wanted ones, or away."""
        self.wanted = (
            self.wanted.union({column}) if on else self.wanted.difference({column}) | ALWAYS
        )
        self.fit()

    def ordered(self) -> list[Order]:
        """Return all columns in their order, shown or not."""
        return [COLUMNS[self.logicalIndex(n)].id for n in range(len(COLUMNS))]

    def shift(self, column: Order, step: int) -> None:
        """Move a column before the wanted one `step` away from it among these."""
        shown: list[Order] = [n for n in self.ordered() if n in self.wanted or n == column]
        beside = shown.index(column) + step
        if 0 <= beside < len(shown):
            there = self.visualIndex(NUMBER[shown[beside]])
            self.moveSection(self.visualIndex(NUMBER[column]), there)

    def saved(self) -> list[list[object]]:
        """Return the columns in their order, with width and whether wanted, to be kept."""
        return [[name, self._widths[NUMBER[name]], name in self.wanted] for name in self.ordered()]

    def restore(self, saved: object) -> None:
        """Take the columns as `saved` told them; what says nothing of them is let be."""
        told = _told(saved)
        for place, (name, width, _) in enumerate(told):
            self.moveSection(self.visualIndex(NUMBER[name]), place)
            self._widths[NUMBER[name]] = max(width, _NARROWEST)
        if told:
            self.wanted = ALWAYS.union(name for name, _, on in told if on)
            self.fit()

    def start_over(self) -> None:
        """Have the columns as at first: which, how wide, in which order."""
        self.restore([[column.id, column.width, column.id in AT_FIRST] for column in COLUMNS])

    def fit(self) -> None:
        """Show the wanted columns that there is room for."""
        shown, px = {NUMBER[name] for name in self.wanted}, self._theme.px
        widths = [px(width) for width in self._widths]
        room = self.width() - sum(widths[n] for n in shown)
        for n in LEAVING:
            if room < 0 and n in shown:
                shown.remove(n)
                room += widths[n]
        if room < 0 and _POSITION in shown:
            room += widths[_POSITION] - px(_WORDLESS)
            widths[_POSITION] = px(_WORDLESS)
        self._fitting = True
        for n, width in enumerate(widths):
            self.setSectionHidden(n, n not in shown)
            if n != _TEXT and n in shown:
                self.resizeSection(n, width)
        self._stretch(px(COLUMNS[_TEXT].width) + room)
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self.fit()

    def paintSection(
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt names it
    ) -> None:
        """Paint a heading: quiet, but for the column that the rows are sorted by."""
        sorted_by = COLUMNS[logicalIndex].id == self._model.sort_key.by
        painter.save()
        painter.fillRect(rect, self._theme.colour("panel"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), self._theme.colour("hairline"))
        painter.setFont(self._theme.font("strong" if sorted_by else "base"))
        painter.setPen(self._theme.colour("ink" if sorted_by else "ink.3"))
        room = rect.adjusted(PAD, 0, -2, 0)
        heading = str(self._model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, room.width()),
        )
        painter.restore()

    def _stretch(self, width: int) -> None:
        """Let the text take all slack, as long as there is some."""
        modes, least = QHeaderView.ResizeMode, self._theme.px(_LEAST)
        self.setSectionResizeMode(_TEXT, modes.Stretch if width >= least else modes.Interactive)
        if width < least:
            self.resizeSection(_TEXT, least)

    def _on_theme(self) -> None:
        self.setFixedHeight(row_height(self._theme))
        self.fit()
        self.geometriesChanged.emit()  # the table takes the height from it

    def _on_resized(self, section: int, _: int, width: int) -> None:
        """Keep the width that someone has dragged a column to."""
        if not self._fitting and section != _TEXT and width:
            self._widths[section] = round(width / self._theme.scale)


def _told(saved: object) -> list[tuple[Order, int, bool]]:
    """Return what was saved; nothing when it is not of these columns."""
    try:
        rows = [(str(name), int(width), bool(on)) for name, width, on in cast("Any", saved)]
    except (ValueError, TypeError):
        return []
    known: dict[str, Order] = {name: name for name in NUMBER}
    if {name for name, *_ in rows} != known.keys():
        return []
    return [(known[name], width, on) for name, width, on in rows]
