"""The palette: every action by some letters of its name, with its keys, or why it does nothing."""

from collections.abc import Callable, Iterable
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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import show
from desktop.actions.action import Action
from desktop.dialogs import fuzzy
from desktop.dialogs.overlay import Overlay
from desktop.frame import Frame
from desktop.show import tr
from desktop.theme import Theme

ROW = 28
_SHOWN = 12
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FOUND = Qt.ItemDataRole.UserRole
_WALKING = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True, slots=True)
class Found:
    """An action that answers to what was typed, and which letters of its name did.

    `name` is what it is called, after the menu within a menu that it stands in.
    """

    action: Action
    name: str
    letters: tuple[int, ...]
    hindrance: str

    @property
    def where(self) -> str:
        """The menu it stands in."""
        return tr(self.action.menu)

    @property
    def keys(self) -> str:
        """Its first keys, as this system writes them, or the gesture that does the same."""
        native = QKeySequence.SequenceFormat.NativeText
        keys = [QKeySequence(key).toString(native) for key in self.action.keys[:1]]
        return "".join(keys) or self.action.gesture


def found(table: Iterable[Action], typed: str, frame: Frame) -> tuple[Found, ...]:
    """Return the actions that answer to `typed`: the best first, what would do nothing last."""
    ranked: list[tuple[bool, int, Found]] = []
    for action in table:
        name = _name(action, frame)
        if (match := fuzzy.matched(typed, name)) is not None:
            score, letters = match
            hindrance = action.hindered(frame)
            ranked.append((bool(hindrance), -score, Found(action, name, letters, hindrance)))
    return tuple(one for *_, one in sorted(ranked, key=lambda row: row[:2]))


def _name(action: Action, frame: Frame) -> str:
    name = action.name(frame)
    return show.visible(f"{action.under}: {name}" if action.under else name)


class Palette(Overlay):
    """Lists the actions while letters are typed; Enter does the one that is marked."""

    def __init__(
        self,
        table: tuple[Action, ...],
        frame: Frame,
        grant: Callable[[Action], None],
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(tr("Type to find a command"), theme, window)
        self._table, self._frame, self._grant = table, frame, grant
        self.model = _Actions(self)
        self.list = QListView(self)
        self.list.setAccessibleName(tr("Commands"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(theme, self.list))
        self.list.setFixedHeight(ROW * _SHOWN)
        self.list.clicked.connect(self._on_clicked)
        self.column.addWidget(self.list)
        self.nothing = show.label(tr("No command has these letters in this order"), self)
        self.nothing.setObjectName("Note")
        self.column.addWidget(self.nothing)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_return)
        self.field.installEventFilter(self)
        self._on_typed("")

    def shown(self) -> tuple[Found, ...]:
        """Return what is listed, in its order."""
        return self.model.rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while typing goes on in the field."""
        pressed = watched is self.field and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _WALKING:
            self._walk(Qt.Key(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _walk(self, key: Qt.Key) -> None:
        page = _SHOWN - 1
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page}.get(key, page)
        row, last = self.list.currentIndex().row() + step, self.model.rowCount() - 1
        if abs(step) == 1:
            row %= max(1, last + 1)  # one step beyond an end comes in at the other
        self._mark(max(0, min(row, last)))

    def _mark(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        said = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        self.field.setAccessibleDescription(said)

    def _on_typed(self, typed: str) -> None:
        self.model.show_rows(found(self._table, typed, self._frame))
        self.nothing.setVisible(not self.model.rows)
        self.list.setVisible(bool(self.model.rows))
        self._mark(0)

    def _on_return(self) -> None:
        self._on_clicked(self.list.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        one = index.data(_FOUND)
        if isinstance(one, Found) and not one.hindrance:
            self.close()
            self._grant(one.action)


class _Actions(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Found, ...] = ()

    def show_rows(self, rows: tuple[Found, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many actions are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the row in words, or the action with what was found of it."""
        one = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one.name
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (one.name, one.where, one.keys, one.hindrance)
                return ", ".join(part for part in parts if part)
            case _:
                return one if role == _FOUND else None


class _Row(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the name with the letters found in strong type, where it stands, its keys."""
        one = index.data(_FOUND)
        if not isinstance(one, Found):
            return
        painter.save()
        self._paint_ground(painter, option)
        room = option.rect.adjusted(10, 0, -10, 0)  # type: ignore[attr-defined]
        room.setRight(self._paint_keys(painter, one, room) - 12)
        left = self._paint_name(painter, one, room)
        room.setLeft(left + 12)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("ink.2" if self._chosen(option) else "ink.3"))
        said = one.hindrance or one.where
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if self._chosen(option):
            painter.fillRect(rect, self._theme.colour("selected"))
            painter.fillRect(QRect(rect.topLeft(), QSize(3, ROW)), self._theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, self._theme.colour("hover"))

    def _chosen(self, option: QStyleOptionViewItem) -> bool:
        return bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]

    def _paint_keys(self, painter: QPainter, one: Found, room: QRect) -> int:
        """Paint the keys at the right, and return where they begin."""
        painter.setFont(self._theme.font("small"))
        painter.setPen(QPen(self._theme.colour("ink.2")))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right, one.keys)
        return room.right() - painter.fontMetrics().horizontalAdvance(one.keys)

    def _paint_name(self, painter: QPainter, one: Found, room: QRect) -> int:
        """Paint the name letter run by letter run, and return where it ends."""
        painter.setPen(self._theme.colour("ink.disabled" if one.hindrance else "ink"))
        left = room.left()
        for text, strong in _runs(one.name, one.letters):
            font = self._theme.font("strong" if strong else "base")
            painter.setFont(font)
            here = QRect(left, room.top(), max(0, room.right() - left), room.height())
            painter.drawText(here, Qt.AlignmentFlag.AlignVCenter, text)
            left += QFontMetrics(font).horizontalAdvance(text)
        return left


def _runs(text: str, letters: tuple[int, ...]) -> list[tuple[str, bool]]:
    """Return `text` in pieces, each with whether its letters were found."""
    pieces: list[tuple[str, bool]] = []
    for at, letter in enumerate(text):
        strong = at in letters
        if pieces and pieces[-1][1] == strong:
            pieces[-1] = (pieces[-1][0] + letter, strong)
        else:
            pieces.append((letter, strong))
    return pieces
