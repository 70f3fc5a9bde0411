"""The list of values in a facet's popup, each with a box to tick and its count."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import glyphs, show
from desktop.panels.buttons import paint_box
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.plain import mixtures

_HEIGHT = 24
_ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value: how many claims choosing it would give, and the token of its side, if any.

    `note` says what the name means, where it is a code.
    """

    value: int
    name: str
    claims: int
    ticked: bool = False
    side: str = ""
    note: str = ""


class _ValuesModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[ValueRow, ...] = ()

    def show_rows(self, rows: tuple[ValueRow, ...]) -> None:
        """Show other rows, or the same ones with other counts."""
        if [row.value for row in rows] == [row.value for row in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many values are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, whether it is ticked, its tooltip, or the row in words."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return show.visible(row.name)
            case Qt.ItemDataRole.ToolTipRole:
                return show.tip(row.name, row.note)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                name, claims = show.apart(row.name), tr("%n claim(s)", row.claims)
                ticked = tr("chosen") if row.ticked else tr("not chosen")
                told = (name, claims, ticked, row.note, *show.doubts(row.name))
                return ", ".join(words for words in told if words)
            case _:
                return row if role == _ROW else None


class ValuesList(QListView):
    """Rows that are ticked by a click anywhere on them, by Space and by Enter."""

    toggled = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = _ValuesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_ValuesDelegate(theme, self))
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: tuple[ValueRow, ...]) -> None:
        """Show these rows; the one the keys are on stays so while it is there."""
        self._model.show_rows(rows)
        if rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0))

    def row_height(self) -> int:
        """Return how high each row is."""
        return max(_HEIGHT, self._theme.px(_HEIGHT))

    def step(self, by: int) -> None:
        """Move to the next row, or with -1 to the one before."""
        row = max(0, min(self._model.rowCount() - 1, self.currentIndex().row() + by))
        self.setCurrentIndex(self._model.index(row))

    def toggle_current(self) -> None:
        """Tick or untick the row the keys are on."""
        if self.currentIndex().isValid():
            self.toggled.emit(_value(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space and Enter, open the row's menu with Menu and Shift+F10."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.toggle_current()
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift):
            self._ask_menu(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the row under the mouse."""
        self._ask_menu(self.indexAt(event.pos()))

    def paintEvent(self, event: object) -> None:
        """Paint the rows, or say that there are none."""
        super().paintEvent(event)  # type: ignore[arg-type]
        if not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colour("ink.3"))
            room = self.viewport().rect().adjusted(12, 4, -12, 0)
            painter.drawText(
                room, Qt.TextFlag.TextWordWrap, tr("Nothing here is spelled like that")
            )

    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggled.emit(_value(index))

    def _ask_menu(self, index: QModelIndex) -> None:
        if index.isValid():
            at = self.visualRect(index).bottomLeft() + QPoint(24, 0)
            self.menu_asked.emit(_value(index), self.viewport().mapToGlobal(at))


class _ValuesDelegate(QStyledItemDelegate):
    """Paints a box, the shape of the side, the name and the count; zero stands dimmed."""

    def __init__(self, theme: Theme, of: ValuesList) -> None:
        super().__init__(of)
        self._theme, self._list = theme, of

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of every row."""
        return QSize(0, self._list.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: ValueRow = index.data(_ROW)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        current = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ground = "linked" if current else "hover" if hovered else "panel"
        painter.fillRect(rect, self._theme.colour(ground))
        middle = rect.center().y() + 0.5
        px = self._theme.px
        paint_box(painter, self._theme, QPointF(12 + px(7), middle), ticked=row.ticked)
        left = 12 + px(22)
        if row.side:
            glyphs.side(painter, self._theme, row.side, QPointF(left + px(5), middle))
            left += px(16)
        ink = self._theme.colour("ink" if row.claims or row.ticked else "ink.3")
        painter.setPen(ink)
        painter.setFont(self._theme.font("strong" if row.ticked else "base"))
        metrics = QFontMetrics(painter.font())
        count = show.count(row.claims)
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect.adjusted(0, 0, -14, 0), line | Qt.AlignmentFlag.AlignRight, count)
        room = rect.adjusted(left, 0, -14 - metrics.horizontalAdvance(count) - 10, 0)
        if mixed := bool(mixtures(row.name)):
            room = room.adjusted(0, 0, -px(glyphs.DOUBT) - 4, 0)
        name = metrics.elidedText(show.visible(row.name), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, line, name)
        if mixed:
            right = room.left() + metrics.horizontalAdvance(name) + 4
            glyphs.doubt(painter, self._theme, QPointF(right + px(glyphs.DOUBT) / 2, middle))
        if row.note:
            room = room.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0)
            painter.setFont(self._theme.font("base"))
            painter.setPen(self._theme.colour("ink.3"))
            note = painter.fontMetrics().elidedText(
                row.note, Qt.TextElideMode.ElideRight, max(0, room.width())
            )
            painter.drawText(room, line, note)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


def _value(index: QModelIndex) -> int:
    row: ValueRow = index.data(_ROW)
    return row.value
