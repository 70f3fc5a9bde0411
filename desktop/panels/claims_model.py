"""The rows of the claims table, fetched as they come into view."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model import Claim, ClaimId, Ref
from db.query import SortKey
from db.snapshot import Highlight, Snapshot
from desktop import show
from desktop.panels.claims_columns import COLUMNS, sentence

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES_KEPT = 128, 16
_ROOT = QModelIndex()


class ClaimsModel(QAbstractTableModel):
    """The claims of one snapshot, one a row. Holds row ids; records only for pages in view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot = Snapshot()
        self.sort_key = SortKey()
        self.current: Ref | None = None
        self._highlight = Highlight()
        self._pages: dict[int, tuple[Claim, ...]] = {}

    def show_snapshot(self, snapshot: Snapshot, sort_key: SortKey) -> None:
        """Show another snapshot; the records of the old one are let go."""
        self.beginResetModel()
        self.snapshot, self._highlight, self._pages = snapshot, Highlight(), {}
        self.sort_key = sort_key
        self.endResetModel()

    def mark(self, highlight: Highlight, current: Ref | None) -> None:
        """Mark the rows that `highlight` names, and the current one."""
        self._highlight, self.current = highlight, current

    def claim(self, row: int) -> Claim:
        """Return the record of a row, fetching the page around it if need be."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self.snapshot.ids[number * PAGE : (number + 1) * PAGE]
            page = tuple(self.snapshot.records.claims(ids))
            if len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        return page[row % PAGE]

    def claim_id(self, row: int) -> ClaimId:
        """Return which claim stands in a row, without fetching it."""
        return ClaimId(int(self.snapshot.ids[row]))

    def is_lit(self, row: int) -> bool:
        """Whether the selection is linked to the claim of this row."""
        rows = self._highlight.rows
        return row < len(rows) and bool(rows[row])

    def is_current(self, row: int) -> bool:
        """Whether this row is what the detail pane shows."""
        return self.current == ("claim", self.claim_id(row))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many claims the snapshot has."""
        return 0 if parent.isValid() else len(self.snapshot.ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns, shown or not."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text or tooltip; spoken, the first cell says the whole row."""
        if not index.isValid():
            return None
        column, claim = COLUMNS[index.column()], self.claim(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(claim)
            case Qt.ItemDataRole.ToolTipRole:
                return show.tip(*column.tip(claim))
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.text(claim) if index.column() else sentence(claim)
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
