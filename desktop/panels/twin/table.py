"""The table twin of a picture as it is seen: quiet headings, rows in the states of every list."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import glyphs
from desktop.panels.table import RowsTable, row_height
from desktop.panels.twin.model import TwinModel
from desktop.panels.twin.rows import Cell
from desktop.show import tr
from desktop.theme import Theme

_PAD = 8
_EDGE = 3
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight


class TwinTable(RowsTable):
    """A table whose rows are as high as its text asks for. Letters are left to the panel."""

    def __init__(self, name: str, model: TwinModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(name)
        self._model = model
        self.empty_text = ""
        self.setModel(model)
        self.setItemDelegate(_Delegate(model, self, theme))
        self.setHorizontalHeader(_Header(model, theme, self))
        theme.changed.connect(self._measure)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, J and K; what else is written belongs to the panel."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = event.text().isprintable() and event.text().strip()
        if plain and letter and event.key() not in {Qt.Key.Key_J, Qt.Key.Key_K}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paint_over(self, painter: QPainter) -> None:
        """Say why there are no rows."""
        if not self._model.rowCount():
            painter.setPen(self.theme.colour("ink.3"))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            room = self.viewport().rect().adjusted(16, 0, -16, 0)
            painter.drawText(room, centre, self.empty_text)

    def _measure(self) -> None:
        row = row_height(self.theme)
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(row)
        self.viewport().update()


class _Header(QHeaderView):
    """Headings over columns that can be dragged wider; one of them takes all slack."""

    def __init__(self, model: TwinModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model, self._theme = model, theme
        self.setModel(model)
        self.setMinimumSectionSize(24)
        self.setHighlightSections(False)
        self.setAccessibleName(tr("Columns: {table}").format(table=parent.accessibleName()))
        columns = model.listing.columns
        self._slack = next(n for n, column in enumerate(columns) if column.stretches)
        for n, column in enumerate(columns):
            self.resizeSection(n, theme.px(column.width))
        self._scale = theme.scale
        theme.changed.connect(self._on_theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the column that stretches what the others leave."""
        super().resizeEvent(event)
        self._stretch()

    def _on_theme(self) -> None:
        """Widen the columns as the text has grown."""
        for n in range(self.count()):
            width = self.sectionSize(n) * self._theme.scale / self._scale
            self.resizeSection(n, round(width))
        self._scale = self._theme.scale
        self._stretch()

    def _stretch(self) -> None:
        others = self.length() - self.sectionSize(self._slack)
        least = self._theme.px(self._model.listing.columns[self._slack].width)
        self.resizeSection(self._slack, max(self.viewport().width() - others, least))

    def paintSection(
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt names it
    ) -> None:
        """Paint a heading in tertiary ink over a hairline."""
        column = self._model.listing.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, self._theme.colour("panel"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), self._theme.colour("hairline"))
        painter.setFont(self._theme.font("base"))
        painter.setPen(self._theme.colour("ink.3"))
        heading = str(self._model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        _write(painter, rect, heading, _RIGHT if column.number else _LEFT)
        painter.restore()


class _Delegate(QStyledItemDelegate):
    """Paints the row's state, then the cell: the sign it has, then its text."""

    def __init__(self, model: TwinModel, table: TwinTable, theme: Theme) -> None:
        super().__init__(table)
        self._model, self._table, self._theme = model, table, theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        picked = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        row = self._model.row(index.row())
        cell, column = row.cells[index.column()], self._model.listing.columns[index.column()]
        ground = self._ground(index.row(), picked=picked)
        painter.save()
        if ground:
            painter.fillRect(rect, self._theme.colour(ground))
        if ground == "selected" and index.column() == 0:
            edge = QRect(rect.left(), rect.top(), _EDGE, rect.height())
            painter.fillRect(edge, self._theme.colour("accent"))
        font = self._theme.font("base")
        if self._model.is_current(index.row()):
            font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(self._theme.colour(_ink(cell, ground, dim=row.dim)))
        room = self._paint_sign(painter, rect, cell)
        if cell.sign != "contested":
            text = cell.text
            wide = painter.fontMetrics().horizontalAdvance(text)
            if cell.short and wide > room.width() - 2 * _PAD:
                text = cell.short
            _write(painter, room, text, _RIGHT if column.number else _LEFT)
        painter.restore()

    def _ground(self, row: int, *, picked: bool) -> str:
        if picked:
            return "selected"
        if self._model.is_lit(row):
            return "linked"
        return "hover" if row == self._table.hovered_row else ""

    def _paint_sign(self, painter: QPainter, rect: QRect, cell: Cell) -> QRect:
        """Paint the sign of a cell and return where its text stands."""
        middle = rect.center().y() + 0.5
        if cell.sign == "side":
            half = glyphs.SIDE / 2 * self._theme.scale
            at = QPointF(rect.left() + _PAD + half, middle)
            glyphs.side(painter, self._theme, cell.token, at)
            return rect.adjusted(self._theme.px(glyphs.SIDE + 6), 0, 0, 0)
        if cell.sign == "contested":
            at = QPointF(rect.left() + self._theme.px(15), middle)
            glyphs.contested(painter, self._theme, at)
        return rect


def _ink(cell: Cell, ground: str, *, dim: bool) -> str:
    if not dim and not cell.quiet:
        return "ink"
    return "ink.2" if ground == "selected" else "ink.3"


def _write(painter: QPainter, rect: QRect, text: str, flags: Qt.AlignmentFlag) -> None:
    """Write one line, elided at its end."""
    room = rect.adjusted(_PAD, 0, -_PAD, 0)
    line = painter.fontMetrics().elidedText(
        text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, flags, line)
