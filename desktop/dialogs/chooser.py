"""Lists over the window from which one row is chosen while letters are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

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

ROW: Final = 28
"""The height of a row of one line."""
CHOICE = Qt.ItemDataRole.UserRole
"""The role by which a row gives what it offers."""
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Offered(Protocol):
    """What a row offers."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def spoken(self) -> str:
        """The row in words."""
        ...


T = TypeVar("T", bound=Offered)


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


class Rows(QStyledItemDelegate):
    """Paints rows of one height, and the ground of the one that is marked."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self.theme, self.height = theme, height

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, self.height)

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Paint the ground; return whether the row is marked."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        marked = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if marked:
            painter.fillRect(rect, self.theme.colour("selected"))
            painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), self.theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, self.theme.colour("hover"))
        return marked


class Chooser(Overlay, Generic[T]):
    """Lists what is offered for what is typed; Enter or a click takes what is marked."""

    SHOWN = 9
    """How many rows are in view at most."""

    def __init__(self, title: str, theme: Theme, window: QWidget, rows: Rows) -> None:
        """`rows` paints them; what stands there instead of none is put into `nothing`."""
        super().__init__(title, theme, window)
        self.model = _Offers(self)
        self.rows = rows
        self.list = QListView(self)
        self.list.setAccessibleName(title)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setModel(self.model)
        rows.setParent(self.list)
        self.list.setItemDelegate(rows)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self.nothing = show.label("", self)
        self.nothing.setObjectName("Note")
        self.column.addWidget(self.list)
        self.column.addWidget(self.nothing)
        self.field.textChanged.connect(self.show_choices)
        self.field.returnPressed.connect(lambda: self._on_clicked(self.list.currentIndex()))
        self.field.installEventFilter(self)

    def choices(self, typed: str) -> Sequence[T]:
        """Return what is offered for what was typed."""
        raise NotImplementedError

    def take(self, choice: T) -> None:
        """Do what choosing a row is for; the list is closed by then."""
        raise NotImplementedError

    def can_take(self, choice: T) -> bool:
        """Return whether choosing a row would do anything."""
        return True

    def shown(self) -> tuple[T, ...]:
        """Return what is listed, in its order."""
        return self.model.rows

    def show_choices(self) -> None:
        """List what is offered by now, the first marked."""
        self.model.show_rows(tuple(self.choices(self.field.text().strip())))
        count = len(self.model.rows)
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.list.setFixedHeight(self.rows.height * min(self.SHOWN, max(count, 1)))
        self._mark(0)
        self.adjustSize()
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while typing goes on in the field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            step = self._step(Qt.Key(event.key()))
            if step and event.type() == QEvent.Type.KeyPress:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, key: Qt.Key) -> int:
        """Return how many rows a key goes on, 0 for a key that does not walk."""
        page = self.SHOWN - 1
        keys = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        return (keys | {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}).get(key, 0)

    def _walk(self, step: int) -> None:
        row, last = self.list.currentIndex().row() + step, self.model.rowCount() - 1
        if abs(step) == 1:
            row %= max(1, last + 1)  # one step beyond an end comes in at the other
        self._mark(max(0, min(row, last)))

    def _mark(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        said = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        self.field.setAccessibleDescription(said)

    def _on_clicked(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE)
        if choice is not None and self.can_take(choice):
            self.close()
            self.take(choice)


class _Offers(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Any, ...] = ()

    def show_rows(self, rows: tuple[Offered, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many rows are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the row in words, or what it offers."""
        offered: Offered = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return show.visible(offered.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return show.visible(offered.spoken)
            case _:
                return offered if role == CHOICE else None


class ChoiceRows(Rows):
    """Paints choices: the sign and the name, and with two lines what there is more."""

    def __init__(self, theme: Theme, lines: int = 1) -> None:
        two = 12 + theme.line("base") + theme.line("small")
        super().__init__(theme, ROW if lines == 1 else two)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the ground, the sign, the name, and what there is more under it."""
        choice = index.data(CHOICE)
        if not isinstance(choice, Choice):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        chosen = self.paint_ground(painter, option)
        room = rect.adjusted(12, 0, -10, 0)
        if choice.sign:
            self._write(painter, room, choice.sign, "base", "ink")
        room.adjust(20 if choice.sign else 0, 0, 0, 0)
        if choice.more:
            room.setTop(rect.top() + 5)
            room.setHeight(self.theme.line("base"))
        self._write(painter, room, show.visible(choice.name), "base", "ink")
        room.translate(0, self.theme.line("base"))
        room.setHeight(self.theme.line("small"))
        self._write(
            painter, room, show.visible(choice.more), "small", "ink.2" if chosen else "ink.3"
        )
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, text: str, role: str, ink: str) -> None:
        painter.setFont(self.theme.font(role))
        painter.setPen(self.theme.colour(ink))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, text)
