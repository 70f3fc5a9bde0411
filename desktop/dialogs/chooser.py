"""A list over the window from which one row is chosen while letters are typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import show
from desktop.dialogs.overlay import Overlay
from desktop.theme import Theme

_SHOWN = 9
_WALKING = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_SHOWN,
    Qt.Key.Key_PageDown: _SHOWN,
}
_CHOICE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: what it is chosen by, its name, more of it under that, and a sign before it."""

    key: str
    name: str
    more: str = ""
    sign: str = ""

    @property
    def spoken(self) -> str:
        """The row in words."""
        return show.listed([self.name, self.more])


class Chooser(Overlay):
    """Lists choices, of what was typed those that hold it; Enter or a click takes one."""

    LINES = 1
    """How many lines a row has."""

    def __init__(self, title: str, theme: Theme, window: QWidget) -> None:
        super().__init__(title, theme, window)
        self.model = _Choices(self)
        self.list = QListView(self)
        self.list.setAccessibleName(title)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setModel(self.model)
        self.rows = _Row(theme, self.LINES, self.list)
        self.list.setItemDelegate(self.rows)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self.nothing = show.label("", self)
        self.nothing.setObjectName("Note")
        self.column.addWidget(self.list)
        self.column.addWidget(self.nothing)
        self.field.textChanged.connect(self.show_choices)
        self.field.returnPressed.connect(lambda: self._on_clicked(self.list.currentIndex()))
        self.field.installEventFilter(self)

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return what is offered for what was typed."""
        raise NotImplementedError

    def take(self, key: str) -> None:
        """Do what choosing a row is for; the list is closed by then."""
        raise NotImplementedError

    def show_choices(self) -> None:
        """List what is offered by now, the first marked."""
        self.model.show_rows(tuple(self.choices(self.field.text().strip())))
        count = len(self.model.rows)
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.list.setFixedHeight(self.rows.height * min(_SHOWN, max(count, 1)))
        self._mark(0)
        self.adjustSize()
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while typing goes on in the field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            step = _WALKING.get(Qt.Key(event.key()))
            if step and event.type() == QEvent.Type.KeyPress:
                last = self.model.rowCount() - 1
                self._mark(max(0, min(self.list.currentIndex().row() + step, last)))
                return True
        return super().eventFilter(watched, event)

    def _mark(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        said = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        self.field.setAccessibleDescription(said)

    def _on_clicked(self, index: QModelIndex) -> None:
        choice = index.data(_CHOICE)
        if isinstance(choice, Choice):
            self.close()
            self.take(choice.key)


class _Choices(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Choice, ...] = ()

    def show_rows(self, rows: tuple[Choice, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many choices are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the row in words, or the choice."""
        choice = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return show.visible(choice.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return show.visible(choice.spoken)
            case _:
                return choice if role == _CHOICE else None


class _Row(QStyledItemDelegate):
    def __init__(self, theme: Theme, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.height = 28 if lines == 1 else 12 + theme.line("base") + theme.line("small")

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the ground, the sign, the name, and what there is more under it."""
        choice = index.data(_CHOICE)
        if not isinstance(choice, Choice):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if chosen:
            painter.fillRect(rect, self._theme.colour("selected"))
            painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), self._theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, self._theme.colour("hover"))
        room = rect.adjusted(12, 0, -10, 0)
        if choice.sign:
            self._write(painter, room, choice.sign, "base", "ink")
        room.adjust(20 if choice.sign else 0, 0, 0, 0)
        if choice.more:
            room.setTop(rect.top() + 5)
            room.setHeight(self._theme.line("base"))
        self._write(painter, room, show.visible(choice.name), "base", "ink")
        room.translate(0, self._theme.line("base"))
        room.setHeight(self._theme.line("small"))
        self._write(
            painter, room, show.visible(choice.more), "small", "ink.2" if chosen else "ink.3"
        )
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, text: str, role: str, ink: str) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(ink))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, text)
