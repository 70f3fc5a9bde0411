"""The table twin of a picture: the same things in rows, picked in the same way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from db.columns import Ints, Mask
from db.query import Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.twin.model import TwinModel
from desktop.panels.twin.rows import Listing
from desktop.panels.twin.table import TwinTable
from desktop.show import tr

_Flag = QItemSelectionModel.SelectionFlag
_REPLACE = _Flag.ClearAndSelect | _Flag.Rows


class Twin(QObject):
    """Shows a panel's picture or its table, one at a time; out of sight the table draws nothing.

    `picture` are the parts of the panel that give way to the table. `keys_to` gets the focus
    with the picture.
    """

    toggled = Signal()

    def __init__(
        self,
        panel: Panel,
        listed: Callable[[Frame], Listing],
        picture: Sequence[QWidget],
        keys_to: QWidget,
    ) -> None:
        super().__init__(panel)
        self._panel, self._listed = panel, listed
        self._picture, self._keys_to = tuple(picture), keys_to
        self._frame, self._marking = Frame(), False
        self.model = TwinModel(listed(self._frame), self)
        name = tr("{panel} as a table").format(panel=panel.accessibleName())
        self.table = TwinTable(name, self.model, panel.theme, panel)
        self.table.hide()
        self.button = panel.header.add_button("", "", self.toggle)
        self._name_button()
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.selectionModel().currentRowChanged.connect(self._on_moved)
        self.table.pressed.connect(self._on_pressed)
        self.table.doubleClicked.connect(panel.request_narrow)

    @property
    def shown(self) -> bool:
        """Whether the table is what is seen."""
        return not self.table.isHidden()

    def toggle(self) -> None:
        """Show the other one; what has the focus stays in the panel."""
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self._panel or self._panel.isAncestorOf(focus))
        self._swap(table=not self.shown)
        if inside:
            there = self.table if self.shown else self._keys_to
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restore(self, state: Mapping[str, object]) -> None:
        """Show the table where `state` says so."""
        if isinstance(as_table := state.get("table"), bool) and as_table != self.shown:
            self._swap(table=as_table)

    def show_frame(self, frame: Frame) -> None:
        """List what `frame` says, as soon as it is seen."""
        self._frame = frame
        if self.shown:
            self._draw()

    def _swap(self, *, table: bool) -> None:
        for part in self._picture:
            part.setVisible(not table)
        self.table.setVisible(table)
        self._lead_keys(table=table)
        self._name_button()
        if table:
            self._draw()
        self.toggled.emit()

    def _lead_keys(self, *, table: bool) -> None:
        """Let the panel hand its focus to what is seen of it; a policy would reach its proxy."""
        panel = self._panel
        if self._keys_to is not panel:
            panel.setFocusProxy(self.table if table else self._keys_to)
        elif table:
            panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            panel.setFocusProxy(self.table)
        else:
            panel.setFocusProxy(None)  # type: ignore[arg-type]
            panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _name_button(self) -> None:
        text, tip = (
            (tr("picture"), tr("Show as a picture (F8)"))
            if self.shown
            else (tr("table"), tr("Show as a table (F8)"))
        )
        self.button.setText(text)
        show.explain(self.button, tip)
        self.button.setAccessibleName(tip)

    # -- what is shown --------------------------------------------------------------------------

    def _draw(self) -> None:
        before = self.model.listing.frame
        self._marking = True
        self.model.show_listing(self._listed(self._frame))
        self._select(self.model.listing.picked(self._frame.selection))
        self._follow(before)
        self._marking = False
        self.table.empty_text = self.model.listing.empty
        self.table.viewport().update()

    def _select(self, wanted: Mask) -> None:
        """Select these rows and no others."""
        rows = np.flatnonzero(wanted).astype(np.int32)
        if np.array_equal(rows, self._rows()):
            return
        ranges, last = QItemSelection(), self.model.columnCount() - 1
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
            if len(run):
                ranges.select(
                    self.model.index(int(run[0]), 0), self.model.index(int(run[-1]), last)
                )
        self.table.selectionModel().select(ranges, _REPLACE)

    def _follow(self, before: Frame) -> None:
        """Bring what is current into view when it is another, else a row newly lit."""
        frame, here = self._frame, self.table.currentIndex()
        current = self.model.rows_of(frame.selection.current)
        lit = np.flatnonzero(self.model.listing.lit).astype(np.int32)
        if len(current):
            if self.model.ref(here.row()) != frame.selection.current:
                self._go_to(int(current[0]))
        elif not here.isValid() and self.model.rowCount():
            self._go_to(int(lit[0]) if len(lit) else 0)
        elif len(lit) and frame.highlight is not before.highlight and not self._in_view(lit):
            self.table.scrollTo(self.model.index(int(lit[0]), 1))

    def _go_to(self, row: int) -> None:
        index = self.model.index(row, 1)
        self.table.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.table.scrollTo(index)

    def _in_view(self, rows: Ints) -> bool:
        top = max(0, self.table.rowAt(0))
        bottom = self.table.rowAt(self.table.viewport().height() - 1)
        return bool(((rows >= top) & ((rows <= bottom) | (bottom < 0))).any())

    # -- what is picked -------------------------------------------------------------------------

    def _rows(self) -> Ints:
        """Return the selected rows."""
        return _rows_in(self.table.selectionModel().selection())

    def _on_selected(self, _: QItemSelection, gone: QItemSelection) -> None:
        """Pick what the rows are of; with Ctrl a row let go takes the thing's others along."""
        if self._marking:
            return
        rows = self._rows()
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            left = {self.model.ref(n) for n in _rows_in(gone).tolist()}
            rows = rows[[self.model.ref(n) not in left for n in rows.tolist()]]
        self._pick(rows)

    def _on_moved(self, index: QModelIndex) -> None:
        """Make a selected row current that the keys have come to."""
        if not self._marking and self.table.selectionModel().isRowSelected(index.row()):
            self._pick(self._rows())

    def _on_pressed(self, index: QModelIndex) -> None:
        """Go back to a row that was selected all the time."""
        if not self.model.is_current(index.row()):
            self._pick(self._rows())

    def _pick(self, rows: Ints) -> None:
        """Select every row of the things of these rows, and ask for those things."""
        listing, here = self.model.listing, self.table.currentIndex().row()
        wanted = listing.picked(listing.picking(rows, Selection()))
        self._marking = True
        self._select(wanted)
        self._marking = False
        among = {listing.ref(n) for n in rows.tolist()}
        current = self.model.ref(here) if here in rows else None

        def picked(selection: Selection) -> Selection:
            kept = selection.current if selection.current in among else None
            only = next(iter(among)) if len(among) == 1 else None
            return replace(listing.picking(rows, selection), current=current or only or kept)

        self._panel.request_selection(picked)


def _rows_in(selection: QItemSelection) -> Ints:
    """Return the rows of ranges, each once, ascending."""
    ranges = [selection.at(n) for n in range(selection.count())]
    runs = [np.arange(part.top(), part.bottom() + 1, dtype=np.int32) for part in ranges]
    rows = np.sort(np.concatenate([*runs, np.empty(0, np.int32)]))
    return rows[np.diff(rows, prepend=-1) > 0]
