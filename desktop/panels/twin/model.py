"""The table twin of a picture as a model: rows fetched as they come into view."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.columns import Ints
from db.model import Ref
from desktop import show
from desktop.panels.twin.rows import Listing, Row

Index = QModelIndex | QPersistentModelIndex
PAGE, PAGES_KEPT = 64, 16
_ROOT = QModelIndex()
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TwinModel(QAbstractTableModel):
    """The rows of a listing. The pages in view are kept as long as its snapshot is shown."""

    def __init__(self, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing = listing
        self._lit = listing.lit
        self._pages: dict[int, tuple[Row, ...]] = {}

    def show_listing(self, listing: Listing) -> None:
        """List another frame; of the same snapshot only what is lit and current changes."""
        if listing.frame.snapshot is self.listing.frame.snapshot:
            self.listing, self._lit = listing, listing.lit
            return
        self.beginResetModel()
        self.listing, self._lit, self._pages = listing, listing.lit, {}
        self.endResetModel()

    def row(self, n: int) -> Row:
        """Return a row, fetching the page around it if need be."""
        number = n // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self.listing.rows(number * PAGE, (number + 1) * PAGE)
            if len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        return page[n % PAGE]

    def ref(self, n: int) -> Ref | None:
        """Return what a row is of; None beyond the rows."""
        return self.listing.ref(n) if 0 <= n < len(self.listing) else None

    def rows_of(self, ref: Ref | None) -> Ints:
        """Return the rows of one thing; none where it is not listed."""
        return self.listing.rows_of(ref or ("claim", 0))

    def is_lit(self, n: int) -> bool:
        """Whether the selection is linked to what this row is of."""
        return bool(self._lit[n])

    def is_current(self, n: int) -> bool:
        """Whether the detail pane shows what this row is of."""
        return self.listing.ref(n) == self.listing.frame.selection.current

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows are listed."""
        return 0 if parent.isValid() else len(self.listing)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text or tooltip; spoken, the first cell says the whole row."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        cell = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return show.tip(*(cell.tip or (cell.text,)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return (cell.spoken or cell.text) if index.column() else row.sentence
            case Qt.ItemDataRole.TextAlignmentRole if self.listing.columns[index.column()].number:
                return _NUMBER
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading; the sign of what is contested is spoken as a word."""
        if orientation == Qt.Orientation.Vertical:
            return None
        heading = show.tr(self.listing.columns[section].heading)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return show.tr("contested") if heading == "≠" else heading
        return heading if role == Qt.ItemDataRole.DisplayRole else None
