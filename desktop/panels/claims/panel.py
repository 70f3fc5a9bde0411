"""The claims table."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast, get_args

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.columns import NO_VALUE
from db.model import Claim, Ref
from db.query import Grouping, Order, Selection, SortKey
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.claims import copy as claims_copy
from desktop.panels.claims.columns import COLUMNS, NUMBER, Column
from desktop.panels.claims.delegate import ClaimDelegate
from desktop.panels.claims.groups import grouping
from desktop.panels.claims.header import ClaimsHeader
from desktop.panels.claims.menus import ColumnsMenu, GroupMenu, named
from desktop.panels.claims.model import ClaimsModel
from desktop.panels.claims.picking import Picking
from desktop.panels.claims.table import ClaimsTable
from desktop.panels.empty import Empty
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.nothing import no_claims


class ClaimsPanel(Panel):
    """The claims left by the query, in its order and groups; selecting rows selects their claims.

    Of its own it keeps the columns, and which groups are folded. Folded claims are still shown:
    they are counted, selected, copied and exported like all others.
    """

    told = Signal(str)
    """What was done, in a sentence."""
    menu_requested = Signal(QPoint)
    """The menu of the claims picked is asked for, at a point of the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Claims"), theme, parent)
        self._frame = Frame()
        self._folded: dict[Grouping, frozenset[str]] = {}
        self.model = ClaimsModel(self)
        self.table = ClaimsTable(self.model, self.theme, self)
        self.table.setAccessibleName(tr("Claims"))
        self.table.setItemDelegate(ClaimDelegate(self.model, self.table, self.theme))
        self.columns = ClaimsHeader(self.model, self.theme, self.table)
        self.table.setHorizontalHeader(self.columns)
        self.empty = Empty(self.theme, self.request_query, self.table.viewport())
        self.setFocusProxy(self.table)
        self.groups = GroupMenu(self)
        self.menu = ColumnsMenu(self.columns, self.model, self)
        self.group_button = self.header.add_button(
            tr("group"), tr("Choose what claims stand together by"), self._open_groups
        )
        self.columns_button = self.header.add_button(
            tr("columns"), tr("Choose columns and order"), self._open_columns
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self._connect()

    def draw(self, frame: Frame) -> None:
        """Show the snapshot, its lit rows tinted and its selected rows selected."""
        before, self._frame = self._frame, frame
        self._lay_out()
        self.model.mark(frame.highlight, frame.selection.current)
        self._follow(before)
        rows = self.model.rows.whole(self._picking().mask(frame.selection))
        if not np.array_equal(self.table.picked_rows(), rows):
            self.table.pick_rows(rows)
        self._say_how_many()
        self.empty.tell(*no_claims(frame))
        self.table.viewport().update()

    def shown_uids(self) -> list[str]:
        """Return the uids of the claims shown, in their order."""
        return [claim.uid for claim in self.model.snapshot.records.claims(self.model.snapshot.ids)]

    def row_of(self, ref: Ref) -> int:
        """Return the row of a claim that is shown: its own, or that of its folded group."""
        slot = self.model.slot_of(ref)
        if slot is None:
            raise KeyError(ref)
        return self.model.rows.row(slot)

    def cell(self, row: int, column: Order) -> str:
        """Return what a cell displays."""
        return str(self.model.index(row, NUMBER[column]).data())

    def state(self) -> dict[str, object]:
        """Return how the columns stand, and the uids of the folded groups."""
        folded = {by: sorted(uids) for by, uids in self._folded.items() if uids}
        return {**super().state(), "columns": self.columns.saved(), "folded": folded}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take the columns and folds as they stood; what is strange changes nothing."""
        super().restore(state)
        self.columns.restore(state.get("columns"))
        if isinstance(folded := state.get("folded"), dict):
            self._folded = _told(cast("dict[object, object]", folded))
        self.show_frame(self._frame)

    # -- copying --------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put what `tsv` returns on the clipboard."""
        self._copy(self.tsv(), tr("%n claim(s) copied", len(self._copied())))

    def copy_markdown(self) -> None:
        """Put the same on the clipboard, as a table in Markdown."""
        claims = self._copied()
        text = claims_copy.markdown(self._copied_columns(), claims)
        self._copy(text, tr("%n claim(s) copied as a Markdown table", len(claims)))

    def copy_citation(self) -> None:
        """Put the same claims on the clipboard, each as a line that cites it."""
        claims = self._copied()
        said = tr("%n claim(s) copied as citations", len(claims))
        self._copy(claims_copy.citations(claims), said)

    def tsv(self) -> str:
        """Return the selected claims as lines of tab-separated cells, under the headings.

        Without a selected claim the current one; without that those lit. The columns are those
        wanted, as they are ordered, and always claimant and source; the first holds the uid.
        """
        return claims_copy.tsv(self._copied_columns(), self._copied())

    def _copy(self, text: str, said: str) -> None:
        """Put a text on the clipboard and say so; where no claim is picked, leave that alone."""
        if self._copied():
            QGuiApplication.clipboard().setText(text)
            self.told.emit(said)
        else:
            self.told.emit(tr("No claim is selected, so nothing was copied"))

    def _copied_columns(self) -> list[Column]:
        wanted = self.columns.wanted | {"via"}
        return [COLUMNS[NUMBER[name]] for name in self.columns.ordered() if name in wanted]

    def _copied(self) -> list[Claim]:
        snapshot, taken = self.model.snapshot, self._picking().mask(self._frame.selection)
        current = self.model.slot_of(self._frame.selection.current)
        if not taken.any() and current is not None:
            taken[current] = True
        if not taken.any() and len(self._frame.highlight.rows):
            taken = self._frame.highlight.rows
        return list(snapshot.records.claims(snapshot.ids[taken]))

    # -- columns and groups ---------------------------------------------------------------------

    def _connect(self) -> None:
        self.columns.sectionClicked.connect(self._on_heading)
        self.columns.customContextMenuRequested.connect(self.menu.open_over)
        self.menu.sort_requested.connect(self._sort)
        self.groups.chosen.connect(self._group)
        self.groups.fold_requested.connect(self._fold_all)
        self.table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        self.table.selectionModel().currentRowChanged.connect(self._on_moved)
        self.table.pressed.connect(self._on_pressed)
        self.table.doubleClicked.connect(self.request_narrow)
        self.table.menu_requested.connect(self.menu_requested)
        self.table.copy_requested.connect(self.copy)
        self.table.group_picked.connect(self._on_group_picked)
        self.table.group_opened.connect(self._on_group_opened)
        self.table.fold_requested.connect(self._on_fold)

    def _open_columns(self) -> None:
        _open_under(self.menu, self.columns_button)

    def _open_groups(self) -> None:
        rows = self.model.rows
        self.groups.show_state(self._frame.query.grouped_by, int(rows.folded.sum()), len(rows.tops))
        _open_under(self.groups, self.group_button)

    def _on_heading(self, section: int) -> None:
        self._sort(COLUMNS[section].id)

    def _sort(self, by: Order) -> None:
        """Ask for the claims by one column; asked again, the other way around."""
        self.request_query(lambda q: replace(q, sort=SortKey(by, descending=q.sort == SortKey(by))))

    def _group(self, by: Grouping) -> None:
        self.request_query(lambda query: replace(query, grouped_by=by))

    def _on_fold(self, group: int, fold: bool) -> None:  # noqa: FBT001 - a signal's
        self._fold([group], fold=fold)

    def _fold_all(self, fold: bool) -> None:  # noqa: FBT001 - a signal's
        self._fold(range(len(self.model.rows.tops)), fold=fold)

    def _fold(self, groups: Iterable[int], *, fold: bool) -> None:
        """Show the same frame with these groups folded or not."""
        uids = {self.model.group_uid(group) for group in groups}
        by = self.model.snapshot.groups.by
        folded = self._folded.get(by, frozenset())
        self._folded[by] = folded | uids if fold else folded - uids
        self.show_frame(self._frame)

    def _lay_out(self) -> None:
        """Give every claim and group its row, and leave the keys on what they are on."""
        snapshot, model = self._frame.snapshot, self.model
        folded = self._folded.get(snapshot.groups.by, frozenset[str]())
        if snapshot is model.snapshot and folded == model.folded:
            return
        stood = model.standing(self.table.currentIndex().row())
        first = self.table.verticalScrollBar().value() if snapshot is model.snapshot else 0
        model.show_snapshot(snapshot, self._frame.query.sort, folded)
        self.table.lay_rows(first)
        if stood and (row := model.row_where(stood)) is not None:
            self.table.stand_on(row)

    # -- what is picked -------------------------------------------------------------------------

    def _picking(self) -> Picking:
        return Picking(self.model.snapshot.ids, self.model.rows)

    def _on_rows_selected(self) -> None:
        keys = self.table.currentIndex().row()
        self.request_selection(self._picking().of_rows(self.table.picked_rows(), keys))

    def _on_moved(self, index: QModelIndex) -> None:
        """Make a selected row current that the keys have come to."""
        row = index.row()
        if self.model.rows.group(row) is None and self.table.selectionModel().isRowSelected(row):
            self._on_rows_selected()

    def _on_pressed(self, index: QModelIndex) -> None:
        """Go back to a row that was selected all the time."""
        if not self.model.is_current(index.row()):
            self._on_rows_selected()

    def _on_group_picked(self, group: int) -> None:
        self.request_selection(self._picking().of_group(group))

    def _on_group_opened(self, group: int) -> None:
        """Make a group the filter: its question or claimant, else its very claims."""
        groups = self.model.snapshot.groups
        by, value = groups.by, int(groups.values[group])
        if by in ("question", "claimant") and value != NO_VALUE:
            self.request_query(lambda query: query.choosing(by, {value}))
            self.request_selection(lambda selection: Selection(current=selection.current))
        else:
            self._on_group_picked(group)
            self.request_narrow()

    # -- what is in view ------------------------------------------------------------------------

    def _follow(self, before: Frame) -> None:
        """Bring the current row into view when it is another, else the first row newly lit."""
        frame, slot = self._frame, self.model.slot_of(self._frame.selection.current)
        moved = frame.selection.current != before.selection.current
        if slot is not None and (moved or frame.snapshot is not before.snapshot):
            self._show(slot, unfold=moved)
        elif _ordered(frame) != _ordered(before):
            self.table.scrollToTop()
        elif frame.highlight is not before.highlight and frame.highlight.rows.any():
            self._show_one_lit()

    def _show(self, slot: int, *, unfold: bool) -> None:
        """Put the keys on a claim and bring it into view, out of its folded group if need be."""
        rows, row = self.model.rows, self.model.rows.row(slot)
        group = rows.group(row)
        if group is not None and unfold:
            by = self.model.snapshot.groups.by
            self._folded[by] -= {self.model.group_uid(group)}
            self._lay_out()
            row = self.model.rows.row(slot)
        self.table.stand_on(row)
        self.table.scrollTo(self.table.currentIndex())

    def _show_one_lit(self) -> None:
        """Scroll to the first lit row, unless one is in view."""
        lit, seen = self.model.rows.standing(self._frame.highlight.rows), self.table.rows_in_view()
        if not ((lit >= seen.start) & (lit < seen.stop)).any():
            first = self.model.index(int(lit[0]), NUMBER["paraphrase"])
            self.table.scrollTo(first, self.table.ScrollHint.PositionAtTop)

    def _say_how_many(self) -> None:
        frame, hidden = self._frame, int(self.model.rows.hidden.sum())
        total, by = frame.snapshot.total, frame.query.sort.by
        note = tr("{count}, by {group}, then {order}") if frame.query.grouped_by else None
        told = (note or tr("{count}, by {order}")).format(
            count=show.count(len(frame.snapshot.ids)),
            group=grouping(frame.query.grouped_by).lower(),
            order=tr("date") if by == "about" else named(by).lower(),
        )
        folded = tr("{count} folded").format(count=show.count(hidden)) if hidden else ""
        self.header.note.setText(show.listed((told, folded)) if total else "")


def _open_under(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _ordered(frame: Frame) -> tuple[Grouping, SortKey]:
    return frame.query.grouped_by, frame.query.sort


def _told(kept: Mapping[object, object]) -> dict[Grouping, frozenset[str]]:
    """Return the uids of folded groups as they were kept; of what is not of that form, none."""
    return {
        by: frozenset(str(uid) for uid in cast("list[object]", kept[by]))
        for by in get_args(Grouping)
        if isinstance(kept.get(by), list)
    }
