"""Lists that several panels use: rows that paint themselves, opened by a click or Enter."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from desktop import show
from desktop.panels.base import left_to_panel
from desktop.theme import Theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_State = QStyle.StateFlag
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Row(Protocol):
    """What a list shows a line of: its key, its name, and what a tooltip and a voice say of it."""

    @property
    def key(self) -> str | int:
        """What it is told apart by."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def tip(self) -> tuple[str, ...]:
        """The lines of its tooltip."""
        ...

    @property
    def spoken(self) -> str:
        """All that the row shows, in one sentence."""
        ...


class RowsModel(QAbstractListModel):
    """The rows of a list, replaced whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a row be written in, where the list lets it."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the tooltip, the row in words, or the row."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return show.visible(row.name)
            case Qt.ItemDataRole.EditRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole:
                return show.tip(*row.tip)
            case Qt.ItemDataRole.AccessibleTextRole:
                return show.visible(row.spoken)
            case _:
                return row if role == ROW else None


class RowsDelegate(QStyledItemDelegate):
    """Paints the ground and the ring of a row; what stands in it, `paint_row` does."""

    HEIGHT = 24
    """The height of a row in pixels, at the usual text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(0, self.height)

    @property
    def height(self) -> int:
        """The height of a row."""
        return self.theme.px(self.HEIGHT)

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """Paint one row."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & _State.State_Selected)
        token = "selected" if selected else "hover" if state & _State.State_MouseOver else "panel"
        painter.save()
        painter.fillRect(rect, self.theme.colour(token))
        if selected:
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), self.theme.colour("accent"))
        self.paint_row(painter, rect, index, selected=selected)
        if state & _State.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            pen = QPen(self.theme.colour("focus"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        raise NotImplementedError

    def write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        ink: str,
        font: QFont,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        """Write a line as far as there is room; return how wide it is."""
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.setFont(font)
        painter.setPen(self.theme.colour(ink))
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, text)
        return metrics.horizontalAdvance(text)


class RowsList(QListView):
    """Rows of which one is opened by a click or Enter; the arrows only move among them."""

    chosen = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self, name: str, delegate: RowsDelegate, parent: QWidget, lines: RowsModel | None = None
    ) -> None:
        super().__init__(parent)
        self.lines = RowsModel(self) if lines is None else lines
        self.setModel(self.lines)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)
        delegate.theme.changed.connect(self._on_theme)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the one the keys are on stays so, or the one in its place."""
        place, key = self.currentIndex().row(), self.key
        self.lines.show_rows(rows)
        if rows and place >= 0 and not self.currentIndex().isValid():
            keys = [row.key for row in rows]
            there = keys.index(key) if key in keys else min(place, len(keys) - 1)
            self.setCurrentIndex(self.lines.index(there))

    @property
    def key(self) -> str | int | None:
        """The key of the row that the keys are on."""
        index = self.currentIndex()
        return self.lines.rows[index.row()].key if index.isValid() else None

    def index_of(self, key: str | int) -> QModelIndex:
        """Return the index of a row; an invalid one when there is none."""
        keys = [row.key for row in self.lines.rows]
        return self.lines.index(keys.index(key)) if key in keys else QModelIndex()

    def _on_theme(self) -> None:
        self.scheduleDelayedItemsLayout()  # the rows may be of another height
        self.updateGeometry()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl it is the panel's."""
        if not left_to_panel(event):
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keys on a row, so that it can be seen which."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines.rows:
            self.setCurrentIndex(self.lines.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row in sight that the keys are on."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, and show the menu on its key."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._on_clicked(self.currentIndex())
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift):
            self._ask_menu(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of the row under the mouse."""
        self._ask_menu(self.indexAt(event.pos()))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.lines.rows[index.row()].key)

    def _ask_menu(self, index: QModelIndex) -> None:
        if index.isValid():
            at = self.visualRect(index).bottomLeft() + QPoint(24, 0)
            self.menu_asked.emit(self.lines.rows[index.row()].key, self.viewport().mapToGlobal(at))
