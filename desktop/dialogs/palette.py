"""The palette: every action by some letters of its name, with its keys, or why it does nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QStyleOptionViewItem,
    QWidget,
)

from desktop import show
from desktop.actions.action import Action
from desktop.dialogs import fuzzy
from desktop.dialogs.chooser import CHOICE, ROW, Chooser, Rows
from desktop.frame import Frame
from desktop.show import tr
from desktop.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


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

    @property
    def spoken(self) -> str:
        """The row in words."""
        parts = (self.name, self.where, self.keys, self.hindrance)
        return ", ".join(part for part in parts if part)


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


class Palette(Chooser[Found]):
    """Lists the actions while letters are typed; Enter does the one that is marked."""

    SHOWN = 12

    def __init__(
        self,
        table: tuple[Action, ...],
        frame: Frame,
        grant: Callable[[Action], None],
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(tr("Type to find a command"), theme, window, _Rows(theme, ROW))
        self._table, self._frame, self._grant = table, frame, grant
        self.list.setAccessibleName(tr("Commands"))
        self.nothing.setText(tr("No command has these letters in this order"))
        self.show_choices()

    def choices(self, typed: str) -> tuple[Found, ...]:
        """Return the actions that answer to what was typed."""
        return found(self._table, typed, self._frame)

    def can_take(self, choice: Found) -> bool:
        """Return whether it would do anything now."""
        return not choice.hindrance

    def take(self, choice: Found) -> None:
        """Do it."""
        self._grant(choice.action)


class _Rows(Rows):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the name with the letters found in strong type, where it stands, its keys."""
        one = index.data(CHOICE)
        if not isinstance(one, Found):
            return
        painter.save()
        chosen = self.paint_ground(painter, option)
        room = option.rect.adjusted(10, 0, -10, 0)  # type: ignore[attr-defined]
        room.setRight(self._paint_keys(painter, one, room) - 12)
        left = self._paint_name(painter, one, room)
        room.setLeft(left + 12)
        painter.setFont(self.theme.font("small"))
        painter.setPen(self.theme.colour("ink.2" if chosen else "ink.3"))
        said = one.hindrance or one.where
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()

    def _paint_keys(self, painter: QPainter, one: Found, room: QRect) -> int:
        """Paint the keys at the right, and return where they begin."""
        painter.setFont(self.theme.font("small"))
        painter.setPen(QPen(self.theme.colour("ink.2")))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right, one.keys)
        return room.right() - painter.fontMetrics().horizontalAdvance(one.keys)

    def _paint_name(self, painter: QPainter, one: Found, room: QRect) -> int:
        """Paint the name letter run by letter run, and return where it ends."""
        painter.setPen(self.theme.colour("ink.disabled" if one.hindrance else "ink"))
        left = room.left()
        for text, strong in _runs(one.name, one.letters):
            font = self.theme.font("strong" if strong else "base")
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
