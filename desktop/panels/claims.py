"""The claims table."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.columns import Ints
from db.model import ClaimId, Ref
from db.query import Order, Selection, SortKey
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.claims_columns import ALWAYS, COLUMNS, LEAVING, NUMBER, Column
from desktop.panels.claims_delegate import ClaimDelegate
from desktop.panels.claims_header import ClaimsHeader
from desktop.panels.claims_model import ClaimsModel
from desktop.panels.claims_table import ClaimsTable
from desktop.show import tr
from desktop.theme import Theme

_Flag = QItemSelectionModel.SelectionFlag
_REPLACE = _Flag.ClearAndSelect | _Flag.Rows


class ClaimsPanel(Panel):
    """The claims left by the query, in its order; selecting rows selects their claims."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Claims"), theme, parent)
        self._frame = Frame()
        self.model = ClaimsModel(self)
        self.table = ClaimsTable(theme, self)
        self.table.setAccessibleName(tr("Claims"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(ClaimDelegate(self.model, self.table, theme))
        self.columns = ClaimsHeader(self.model, theme, self.table)
        self.table.setHorizontalHeader(self.columns)
        self.setFocusProxy(self.table)
        self.menu = QMenu(self)
        self._choices: dict[Order, QAction] = {}
        self._orders: dict[Order, QAction] = {}
        self._fill_menu()
        self.columns_button = self.header.add_button(
            tr("columns"), tr("Choose columns and order"), self._open_menu
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self._connect()

    def draw(self, frame: Frame) -> None:
        """Show the snapshot, its lit rows tinted and its selected rows selected."""
        before, self._frame = self._frame, frame
        if frame.snapshot is not self.model.snapshot:
            self.model.show_snapshot(frame.snapshot, frame.query.sort)
        self.model.mark(frame.highlight, frame.selection.current)
        if self._selected() != frame.selection.claims or frame.selection.whole:
            self.table.selectionModel().select(self._ranges(frame), _REPLACE)
        self._follow(before)
        self._orders[frame.query.sort.by].setChecked(True)
        self._say_how_many(frame)
        self.table.viewport().update()

    def shown_uids(self) -> list[str]:
        """Return the uids of the claims shown, in their order."""
        return [claim.uid for claim in self.model.snapshot.records.claims(self.model.snapshot.ids)]

    def cell(self, row: int, column: Order) -> str:
        """Return what a cell displays."""
        return str(self.model.index(row, NUMBER[column]).data())

    def copy(self) -> None:
        """Put the rows of `tsv` on the clipboard."""
        QGuiApplication.clipboard().setText(self.tsv())

    def tsv(self) -> str:
        """Return the selected rows as lines of tab-separated cells, under the headings.

        Without a selected row the current one; without that those lit. The columns are those
        wanted, as they are ordered, and always claimant and source; the first holds the uid.
        """
        wanted = self.columns.wanted | {"via"}
        order = [COLUMNS[self.columns.logicalIndex(n)] for n in range(len(COLUMNS))]
        shown = [column for column in order if column.id in wanted]
        lines = [[tr("Claim"), *(tr(column.heading) for column in shown)]]
        for row in self._copied().tolist():
            claim = self.model.claim(row)
            lines.append([claim.uid, *(column.text(claim) for column in shown)])
        return "".join("\t".join(map(_one_cell, line)) + "\n" for line in lines)

    def state(self) -> dict[str, object]:
        """Return how the columns stand."""
        return {"columns": self.columns.saved()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take the columns as they stood; the state of another version changes nothing."""
        self.columns.restore(state.get("columns"))

    def _connect(self) -> None:
        self.columns.sectionClicked.connect(self._on_heading)
        self.columns.customContextMenuRequested.connect(self._open_menu_at)
        self.columns.wanted_changed.connect(self._tick_choices)
        self.table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        self.table.selectionModel().currentRowChanged.connect(self._on_moved)
        self.table.pressed.connect(self._on_pressed)
        self.table.doubleClicked.connect(self.request_narrow)
        self.table.copy_requested.connect(self.copy)
        self.theme.changed.connect(self.table.viewport().update)

    # -- the menu of columns --------------------------------------------------------------------

    def _fill_menu(self) -> None:
        for column in COLUMNS:
            if column.id not in ALWAYS:
                self._add_choice(column)
        self.menu.addSeparator()
        orders, group = self.menu.addMenu(tr("Sort by")), QActionGroup(self)
        for column in COLUMNS:
            group.addAction(self._add_order(orders, column))
        self._tick_choices()

    def _add_choice(self, column: Column) -> None:
        heading = _named(column)
        if NUMBER[column.id] in LEAVING:
            heading = tr("{column}, when there is room").format(column=heading)
        choice = self._choices[column.id] = self.menu.addAction(heading)
        choice.setCheckable(True)
        choice.triggered.connect(lambda: self.columns.choose(column.id, on=choice.isChecked()))

    def _add_order(self, menu: QMenu, column: Column) -> QAction:
        order = self._orders[column.id] = menu.addAction(_named(column))
        order.setCheckable(True)
        order.triggered.connect(lambda: self._sort(column.id))
        return order

    def _tick_choices(self) -> None:
        for name, choice in self._choices.items():
            choice.setChecked(name in self.columns.wanted)

    def _open_menu(self) -> None:
        button = self.columns_button
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _open_menu_at(self, at: QPoint) -> None:
        self.menu.popup(self.columns.mapToGlobal(at))

    def _on_heading(self, section: int) -> None:
        self._sort(COLUMNS[section].id)

    def _sort(self, by: Order) -> None:
        """Ask for the claims by one column; asked again, the other way around."""
        self.request_query(lambda q: replace(q, sort=SortKey(by, descending=q.sort == SortKey(by))))

    # -- what is picked -------------------------------------------------------------------------

    def _on_rows_selected(self) -> None:
        claims = self._selected()
        whole = len(self._rows()) == self.model.rowCount() > 1
        row = self.table.currentIndex().row()

        def picked(selection: Selection) -> Selection:
            return replace(
                selection,
                claims=frozenset[ClaimId]() if whole else claims,
                whole=whole,
                current=self._current_of(claims, row, selection.current),
            )

        self.request_selection(picked)

    def _on_moved(self, index: QModelIndex) -> None:
        """Make a selected row current that the keys have come to."""
        if self.table.selectionModel().isRowSelected(index.row()):
            self._on_rows_selected()

    def _on_pressed(self, index: QModelIndex) -> None:
        """Go back to a row that was selected all the time."""
        if not self.model.is_current(index.row()):
            self._on_rows_selected()

    def _current_of(self, claims: frozenset[ClaimId], row: int, before: Ref | None) -> Ref | None:
        """Return what is current among `claims`: where the keys are, the only one, as before."""
        here = self.model.claim_id(row) if 0 <= row < self.model.rowCount() else None
        if here is not None and here in claims:
            return "claim", here
        if len(claims) == 1:
            return "claim", next(iter(claims))
        return before if before in {("claim", id_) for id_ in claims} else None

    def _ranges(self, frame: Frame) -> QItemSelection:
        ids = frame.snapshot.ids
        rows = np.flatnonzero(np.isin(ids, list(frame.selection.claims)))
        if frame.selection.whole:
            rows = np.arange(len(ids))
        ranges, last = QItemSelection(), len(COLUMNS) - 1
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
            if len(run):
                top, bottom = self.model.index(int(run[0]), 0), self.model.index(int(run[-1]), last)
                ranges.select(top, bottom)
        return ranges

    def _rows(self) -> Ints:
        """Return the selected rows, ascending, from ranges and not row by row."""
        ranges = self.table.selectionModel().selection()
        parts = [ranges.at(n) for n in range(ranges.count())]
        runs = [np.arange(part.top(), part.bottom() + 1, dtype=np.int32) for part in parts]
        rows = np.sort(np.concatenate([*runs, np.empty(0, np.int32)]))
        return rows[np.diff(rows, prepend=-1) > 0]  # each once; np.unique loads what nobody needs

    def _selected(self) -> frozenset[ClaimId]:
        return frozenset(ClaimId(id_) for id_ in self.model.snapshot.ids[self._rows()].tolist())

    def _copied(self) -> Ints:
        """Return the rows that a copy takes."""
        rows, lit = self._rows(), self._frame.highlight.rows
        if not len(rows) and (current := self._row_of(self._frame.selection.current)) is not None:
            rows = np.array([current], np.int32)
        return rows if len(rows) else np.flatnonzero(lit).astype(np.int32)

    # -- what is in view ------------------------------------------------------------------------

    def _row_of(self, ref: Ref | None) -> int | None:
        """Return the row of a claim; None when it is none, or not shown."""
        if ref is None or ref[0] != "claim":
            return None
        rows = np.flatnonzero(self.model.snapshot.ids == ref[1])
        return int(rows[0]) if len(rows) else None

    def _follow(self, before: Frame) -> None:
        """Bring the current row into view when it is another, else the first row newly lit."""
        frame, row = self._frame, self._row_of(self._frame.selection.current)
        moved = frame.selection.current != before.selection.current
        if row is not None and (moved or frame.snapshot is not before.snapshot):
            index = self.model.index(row, NUMBER["paraphrase"])
            self.table.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self.table.scrollTo(index)
        elif frame.query.sort != before.query.sort:
            self.table.scrollToTop()
        elif frame.highlight is not before.highlight and frame.highlight.rows.any():
            self._show_one_lit()

    def _show_one_lit(self) -> None:
        """Scroll to the first lit row, unless one is in view."""
        lit = self._frame.highlight.rows
        top = max(0, self.table.rowAt(0))
        bottom = self.table.rowAt(self.table.viewport().height() - 1)
        if not lit[top : bottom + 1 if bottom >= 0 else None].any():
            first = self.model.index(int(lit.argmax()), NUMBER["paraphrase"])
            self.table.scrollTo(first, self.table.ScrollHint.PositionAtTop)

    def _say_how_many(self, frame: Frame) -> None:
        total, by = frame.snapshot.total, frame.query.sort.by
        order = tr("date") if by == "about" else _named(COLUMNS[NUMBER[by]]).lower()
        note = tr("{count}, by {order}").format(
            count=show.count(len(frame.snapshot.ids)), order=order
        )
        self.header.note.setText(note if total else "")
        self.table.empty_text = tr("No claims yet")
        if total:
            self.table.empty_text = tr("0 of {total} claims. Lift a filter to see more").format(
                total=show.count(total)
            )


def _named(column: Column) -> str:
    return tr("Contested") if column.id == "contested" else tr(column.heading)


def _one_cell(text: str) -> str:
    """Return a text that stays in its cell: tabs and ends of lines become spaces."""
    return " ".join(text.replace("\t", " ").splitlines())
