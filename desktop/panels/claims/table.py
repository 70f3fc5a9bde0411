"""The claims as a table, with the rows of their groups."""

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from db.columns import Ints
from desktop.panels.claims import groups as claims_groups
from desktop.panels.claims.columns import COLUMNS, NUMBER
from desktop.panels.claims.model import ClaimsModel
from desktop.panels.table import STEPS, RowsTable, row_height
from desktop.theme import Theme

_LOWER = 2
"""By how many pixels the row of a group is lower than that of a claim."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_Flag = QItemSelectionModel.SelectionFlag
_REPLACE = _Flag.ClearAndSelect | _Flag.Rows


class ClaimsTable(RowsTable):
    """Rows of claims and of their groups.

    A press on a group's arrow asks to fold it, elsewhere on its row to pick it; Left leads to the
    row of the group and folds it, Right the other way. J and K go from claim to claim.
    """

    group_picked = Signal(int)
    group_opened = Signal(int)
    fold_requested = Signal(int, bool)
    menu_requested = Signal(QPoint)

    def __init__(self, model: ClaimsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._claims = model
        self._by_claims = self._on_group = False
        self.setModel(model)
        self.lay_rows()
        theme.changed.connect(self._on_theme)

    def lay_rows(self, first: int = 0) -> None:
        """Give the rows their heights, after the model was reset; `first` is the first in view."""
        heights, height = self.verticalHeader(), row_height(self.theme)
        heights.setUpdatesEnabled(False)  # else each row is looked for from the top
        heights.setMinimumSectionSize(height - _LOWER)
        heights.setDefaultSectionSize(height)
        for row in self._claims.rows.tops.tolist():
            heights.resizeSection(row, height - _LOWER)
        heights.setUpdatesEnabled(True)
        self.updateGeometries()
        self.verticalScrollBar().setValue(first)
        self.viewport().update()

    def _on_theme(self) -> None:
        self.lay_rows(self.verticalScrollBar().value())

    def picked_rows(self) -> Ints:
        """Return the selected rows, ascending, from ranges and not row by row."""
        ranges = self.selectionModel().selection()
        parts = [ranges.at(n) for n in range(ranges.count())]
        runs = [np.arange(part.top(), part.bottom() + 1, dtype=np.int32) for part in parts]
        rows = np.sort(np.concatenate([*runs, np.empty(0, np.int32)]))
        return rows[np.diff(rows, prepend=-1) > 0]  # each once; np.unique loads what nobody needs

    def pick_rows(self, rows: Ints) -> None:
        """Select these rows, which ascend, and no others."""
        ranges, last = QItemSelection(), len(COLUMNS) - 1
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
            if len(run):
                top, bottom = (self._claims.index(int(run[n]), n and last) for n in (0, -1))
                ranges.select(top, bottom)
        self.selectionModel().select(ranges, _REPLACE)

    def stand_on(self, row: int, how: _Flag = _Flag.NoUpdate) -> None:
        """Put the keys on a row, in view or not; what is selected stays unless `how` says else."""
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(self._claims.index(row, NUMBER["paraphrase"]), how)
        self.setAutoScroll(True)

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take J and K for the arrows, copy whole rows, and fold groups."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
            return
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._press_on_groups(key, held, row):
            return
        self._by_claims = key in STEPS
        super().keyPressEvent(event)
        self._by_claims = False
        group = self._claims.rows.group(self.currentIndex().row())
        if group is not None and self.currentIndex().row() != row and not held & (_SHIFT | _CTRL):
            self.group_picked.emit(group)

    def _press_on_groups(self, key: Qt.Key, held: Qt.KeyboardModifier, row: int) -> bool:
        """Do what a key does to groups; return whether it does anything to them."""
        group = self._claims.rows.group(row)
        if key == Qt.Key.Key_Space and group is not None:
            self.group_picked.emit(group)
        elif held:
            return False
        elif key == Qt.Key.Key_Left and len(self._claims.rows.tops):
            self._step_out(row, group)
        elif key == Qt.Key.Key_Right and group is not None:
            self._step_in(row, group)
        elif key in _ENTER and group is not None:
            self.group_opened.emit(group)
        else:
            return False
        return True

    def _step_out(self, row: int, group: int | None) -> None:
        """Go from a claim to the row of its group, fold a group."""
        rows = self._claims.rows
        if group is not None and not rows.folded[group]:
            self.fold_requested.emit(group, True)  # noqa: FBT003 - a signal takes no names
        elif group is None and (slot := rows.slot(row)) is not None and row >= 0:
            above = rows.group_of(slot)
            if above is not None:
                self.stand_on(int(rows.tops[above]))
                self.scrollTo(self.currentIndex())
                self.group_picked.emit(above)

    def _step_in(self, row: int, group: int) -> None:
        """Unfold a group, go from the row of one to its first claim."""
        if self._claims.rows.folded[group]:
            self.fold_requested.emit(group, False)  # noqa: FBT003
        else:
            self.stand_on(row + 1, _REPLACE)
            self.scrollTo(self.currentIndex())

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt names it
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return where a key leads; J and K pass over the rows of groups."""
        there = super().moveCursor(cursorAction, modifiers)
        if not self._by_claims:
            return there
        row, rows = there.row(), self._claims.rows
        step = 1 if cursorAction == QAbstractItemView.CursorAction.MoveDown else -1
        while rows.group(row) is not None:
            row += step
        if 0 <= row < rows.count:
            return self._claims.index(row, there.column())
        return self.currentIndex()

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> _Flag:
        """Return what to select; the row of a group that a key comes to is picked, not selected."""
        came = isinstance(event, QKeyEvent) and not event.modifiers() & _SHIFT
        if came and self._claims.rows.group(index.row()) is not None:
            return _Flag.NoUpdate
        return super().selectionCommand(index, event)

    # -- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or pick a group; with Shift its row is the end of a range like any other."""
        group = self._group_under(event)
        self._on_group = group is not None and not event.modifiers() & _SHIFT
        if group is None or not self._on_group:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and not self._fold(event, group):
            self.stand_on(int(self._claims.rows.tops[group]))
            self.group_picked.emit(group)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a group; on its arrow the second press folds as the first did."""
        group = self._group_under(event)
        if group is None:
            super().mouseDoubleClickEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and not self._fold(event, group):
            self.group_opened.emit(group)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse. A drag that began on a group picks nothing."""
        if not self._on_group:
            super().mouseMoveEvent(event)
        self.hover(self.rowAt(round(event.position().y())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what a press began."""
        if not self._on_group:
            super().mouseReleaseEvent(event)
        self._on_group = False

    def _group_under(self, event: QMouseEvent) -> int | None:
        return self._claims.rows.group(self.rowAt(round(event.position().y())))

    def _fold(self, event: QMouseEvent, group: int) -> bool:
        """Fold or unfold a group if its arrow is pressed; return whether it is."""
        on_arrow = event.position().x() < self.theme.px(claims_groups.FOLD)
        if on_arrow:
            self.fold_requested.emit(group, not self._claims.rows.folded[group])
        return on_arrow

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is picked: at the mouse, or by its key under the row."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse and self._claims.rows.group(self.rowAt(event.pos().y())) is not None:
            return
        row = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(24, 0)
        at = event.globalPos() if by_mouse else self.viewport().mapToGlobal(row)
        self.menu_requested.emit(at)

    # -- painting -------------------------------------------------------------------------------

    def rows_in_view(self) -> range:
        """Return the rows that can be seen, those cut in half included."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, top), bottom + 1 if bottom >= 0 else self._claims.rows.count)

    def paint_over(self, painter: QPainter) -> None:
        """Paint the rows of groups, which stay where they are when the columns are scrolled."""
        seen, tops = self.rows_in_view(), self._claims.rows.tops
        first, last = np.searchsorted(tops, (seen.start, seen.stop)).tolist()
        for group in range(first, last):
            row, heading = int(tops[group]), self._claims.heading(group)
            ground = self._ground(row)
            claims_groups.paint(painter, self.theme, self.band(row), heading, ground)

    def _ground(self, row: int) -> str:
        if self.selectionModel().isRowSelected(row):
            return "selected"
        if self._claims.is_lit(row):
            return "linked"
        return "hover" if row == self.hovered_row else ""

    def band(self, row: int) -> QRect:
        """Return the room of a row; that of a group is as wide as what can be seen."""
        if self._claims.rows.group(row) is None:
            return super().band(row)
        width = self.viewport().width()
        return QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
