"""The rows of the claims table, fetched as they come into view."""

from collections.abc import Set as AbstractSet

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.columns import Mask
from db.model import Claim, ClaimId, Ref
from db.query import SortKey
from db.snapshot import Highlight, Snapshot
from desktop import show
from desktop.panels.claims import groups as claims_groups
from desktop.panels.claims.columns import COLUMNS, sentence
from desktop.panels.claims.groups import Heading
from desktop.panels.claims.rows import Rows

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES_KEPT = 128, 16
_ROOT = QModelIndex()


class ClaimsModel(QAbstractTableModel):
    """The claims of one snapshot, one a row, under the rows of their groups.

    Holds row ids; records only for pages in view.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot()
        self.sort_key = SortKey()
        self.current: Ref | None = None
        self.folded: AbstractSet[str] = frozenset()
        self.rows = _laid(self.snapshot, self.folded)
        self._highlight = Highlight()
        self._pages: dict[int, tuple[Claim, ...]] = {}
        self._headings: dict[int, Heading] = {}

    def show_snapshot(
        self, snapshot: Snapshot, sort_key: SortKey, folded: AbstractSet[str] = frozenset()
    ) -> None:
        """Show a snapshot, of its groups those `folded` by uid; records of another are let go."""
        self.beginResetModel()
        if snapshot is not self.snapshot:
            self._highlight, self._pages = Highlight(), {}
        self.snapshot, self.sort_key, self.folded = snapshot, sort_key, folded
        self.rows, self._headings = _laid(snapshot, folded), {}
        self.endResetModel()

    def mark(self, highlight: Highlight, current: Ref | None) -> None:
        """Mark the rows that `highlight` names, and the current one."""
        self._highlight, self.current = highlight, current

    def claim(self, row: int) -> Claim:
        """Return the record of a claim's row, fetching the page around it if need be."""
        slot = self._slot(row)
        number = slot // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self.snapshot.ids[number * PAGE : (number + 1) * PAGE]
            page = tuple(self.snapshot.records.claims(ids))
            if len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        return page[slot % PAGE]

    def claim_id(self, row: int) -> ClaimId:
        """Return which claim stands in a row that is a claim's, without fetching it."""
        return ClaimId(int(self.snapshot.ids[self._slot(row)]))

    def slot_of(self, ref: Ref | None) -> int | None:
        """Return the slot of a claim among those shown; None when it is none, or not shown."""
        if ref is None or ref[0] != "claim":
            return None
        slots = np.flatnonzero(self.snapshot.ids == ref[1])
        return int(slots[0]) if len(slots) else None

    def heading(self, group: int) -> Heading:
        """Return what the row of a group says."""
        if group not in self._headings:
            groups = self.snapshot.groups
            self._headings[group] = Heading(
                groups.by,
                *claims_groups.named(self.snapshot.desk, groups.by, int(groups.values[group])),
                count=int(self.rows.counts[group]),
                contested=bool(groups.contested[group]),
                proposed=bool(groups.proposed[group]),
                folded=bool(self.rows.folded[group]),
            )
        return self._headings[group]

    def group_uid(self, group: int) -> str:
        """Return the uid of what the claims of a group share; empty where they have none."""
        groups = self.snapshot.groups
        return claims_groups.uid(self.snapshot.desk, groups.by, int(groups.values[group]))

    def standing(self, row: int) -> tuple[str, int] | None:
        """Return what stands in a row, to be found again: a claim, or what a group shares."""
        if not 0 <= row < self.rows.count:
            return None
        group = self.rows.group(row)
        if group is None:
            return "claim", self.claim_id(row)
        return self.snapshot.groups.by, int(self.snapshot.groups.values[group])

    def row_where(self, standing: tuple[str, int]) -> int | None:
        """Return the row in which the same stands now; None where it does not."""
        what, id_ = standing
        if what == "claim":
            slot = self.slot_of(("claim", id_))
            return None if slot is None else self.rows.row(slot)
        groups = np.flatnonzero(self.snapshot.groups.values == id_)
        if what != self.snapshot.groups.by or not len(groups):
            return None
        return int(self.rows.tops[groups[0]])

    def is_lit(self, row: int) -> bool:
        """Whether the selection is linked to what stands in this row."""
        lit = self._highlight.rows
        group = self.rows.group(row)
        if not len(lit):
            return False
        if group is None:
            return bool(lit[self._slot(row)])
        return bool(self.rows.folded[group] and lit[self.rows.within(group)].any())

    def is_current(self, row: int) -> bool:
        """Whether the claim of this row is what the detail pane shows."""
        return self.rows.group(row) is None and self.current == ("claim", self.claim_id(row))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are, those of groups included."""
        return 0 if parent.isValid() else self.rows.count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns, shown or not."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text or tooltip; spoken, the first cell says the whole row.

        The row of a group says the same in every cell: it is painted across them all.
        """
        if not index.isValid():
            return None
        if (group := self.rows.group(index.row())) is not None:
            return _told(self.heading(group), role)
        column, claim = COLUMNS[index.column()], self.claim(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(claim)
            case Qt.ItemDataRole.ToolTipRole:
                return show.tip(*column.tip(claim))
            case Qt.ItemDataRole.AccessibleTextRole:
                whole = column.id in {"contested", "paraphrase"}  # no words without their claimant
                return sentence(claim) if whole else column.text(claim)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading, with an arrow where the rows are sorted by it."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        heading = show.tr(column.heading)
        if role == Qt.ItemDataRole.ToolTipRole:
            return show.tip(show.tr("Sort by {column}").format(column=heading))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column.id != self.sort_key.by:
            return heading
        return f"{heading} {'↓' if self.sort_key.descending else '↑'}"

    def _slot(self, row: int) -> int:
        slot = self.rows.slot(row)
        if slot is None:
            raise IndexError(f"row {row} is that of a group")
        return slot


def _laid(snapshot: Snapshot, folded: AbstractSet[str]) -> Rows:
    return Rows.laid(snapshot.groups, len(snapshot.ids), _folds(snapshot, folded))


def _folds(snapshot: Snapshot, folded: AbstractSet[str]) -> Mask:
    """Return which of the groups are folded, by their uids."""
    desk, groups = snapshot.desk, snapshot.groups
    if not folded:
        return np.zeros(len(groups.values), np.bool_)
    uids = (claims_groups.uid(desk, groups.by, value) for value in groups.values.tolist())
    return np.array([uid in folded for uid in uids], np.bool_)


def _told(heading: Heading, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return show.visible(heading.name)
        case Qt.ItemDataRole.ToolTipRole:
            return claims_groups.tip(heading)
        case Qt.ItemDataRole.AccessibleTextRole:
            return claims_groups.spoken(heading)
        case _:
            return None
