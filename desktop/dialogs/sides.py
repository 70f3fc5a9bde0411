"""The sides of a desk: the order they stand in, and the colour of the theme that each has."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from db.edits.rows import Named
from db.edits.sides import COLOURS, ColourSide, OrderSides
from db.model import Side
from desktop import assets, glyphs, show
from desktop.dialogs.choices import Note
from desktop.panels.rows import ROW, Index, RowsDelegate
from desktop.panels.views.ordered import OrderedList
from desktop.show import tr
from desktop.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ICON = 16


@dataclass(frozen=True, slots=True)
class SideRow:
    """A side as it would be: its uid, its name, its colour."""

    key: str
    name: str
    token: str

    @property
    def tip(self) -> tuple[str, ...]:
        """The name and the colour."""
        return self.name, told(self.token)

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        return f"{self.name}, {told(self.token)}"


def told(token: str) -> str:
    """Return a colour of the theme by its name, with the shape that goes with it."""
    return show.listed([token, tr(assets.tokens()["side_shape"].get(token, ""))])


class SidesSheet(QDialog):
    """The sides to be moved and coloured. `decided` carries the edits, made together."""

    decided = Signal(tuple)

    def __init__(self, sides: Iterable[Side], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Sides"))
        self._theme = theme
        self._seen = tuple(SideRow(side.uid, side.name, side.token) for side in sides)
        self.list = SidesList(theme, self)
        self.up, self.down = QPushButton(tr("Move up")), QPushButton(tr("Move down"))
        self.colour = QPushButton(tr("Colour…"))
        self.alike = Note("Warning", theme)
        self.cancel, self.go = QPushButton(tr("Cancel")), QPushButton(tr("Save"))
        self.go.setDefault(True)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._lay_out()
        self._wire()
        self._show(self._seen)
        self.list.setFocus()

    @property
    def rows(self) -> tuple[SideRow, ...]:
        """The sides as they would be."""
        return tuple(row for row in self.list.lines.rows if isinstance(row, SideRow))

    def edits(self) -> tuple[OrderSides | ColourSide, ...]:
        """Return what makes the sides as they stand here of what was seen."""
        was, now = (tuple(row.key for row in rows) for rows in (self._seen, self.rows))
        old = {row.key: row.token for row in self._seen}
        colours = [
            ColourSide(Named(row.key, row.name), old[row.key], row.token)
            for row in self.rows
            if row.token != old[row.key]
        ]
        order = [OrderSides(was, now)] if now != was else []
        return (*order, *colours)

    def _lay_out(self) -> None:
        said = tr(
            "The order and the colours hold in every panel. Drag a side, or press Alt with Up or "
            "Down. Enter offers the colours: shape and hue go together, and mean nothing else."
        )
        aside, foot = QVBoxLayout(), QHBoxLayout()
        for button in (self.up, self.down, self.colour):
            button.setAutoDefault(False)
            aside.addWidget(button)
        aside.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list, 1)
        middle.addLayout(aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(show.label(said, wrap=True))
        column.addLayout(middle, 1)
        column.addWidget(self.alike)
        column.addLayout(foot)
        self.resize(560, 360)

    def _wire(self) -> None:
        self.list.ordered.connect(self._order)
        self.list.menu_asked.connect(self._ask_colour)
        self.list.selectionModel().currentChanged.connect(self._offer)
        self.up.clicked.connect(partial(self._shift, -1))
        self.down.clicked.connect(partial(self._shift, 1))
        self.colour.clicked.connect(self._on_colour)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._save)

    def _show(self, rows: Iterable[SideRow]) -> None:
        key = self.list.key
        self.list.show_rows(tuple(rows))
        at = self.list.index_of(key) if key else self.list.lines.index(0)
        self.list.setCurrentIndex(at)
        self._offer()
        shown = [row.token for row in self.rows]
        twice = [row.name for row in self.rows if shown.count(row.token) > 1]
        same = tr("{sides} have the same colour and shape: nobody can tell them apart.")
        said = same.format(sides=show.listed(twice)) if twice else ""
        self.alike.say(tr("Two sides look alike"), said)

    def _offer(self, *_: object) -> None:
        """Offer what would do something."""
        row, last = self.list.currentIndex().row(), len(self.rows) - 1
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < last)
        self.colour.setEnabled(row >= 0)
        self.go.setEnabled(bool(self.edits()))

    def _order(self, keys: tuple[str, ...]) -> None:
        by_key = {row.key: row for row in self.rows}
        self._show(by_key[key] for key in keys)

    def _shift(self, by: int, *_: object) -> None:
        if self.list.key is not None:
            self.list.shift(str(self.list.key), by)

    def _on_colour(self) -> None:
        self._ask_colour(
            str(self.list.key), self.colour.mapToGlobal(self.colour.rect().bottomLeft())
        )

    def _ask_colour(self, key: str, at: QPoint) -> None:
        """Offer the colours of the theme, each with who has it."""
        self.menu.clear()
        row = next(row for row in self.rows if row.key == key)
        for token in COLOURS:
            others = [one.name for one in self.rows if one.token == token and one.key != key]
            words = show.listed([told(token), *others])
            choice = QAction(self._icon(token), show.doubled(words), self.menu)
            choice.setCheckable(True)
            choice.setChecked(token == row.token)
            choice.triggered.connect(partial(self._paint, key, token))
            self.menu.addAction(choice)
            if token == row.token:
                self.menu.setActiveAction(choice)
        self.menu.popup(at)

    def _paint(self, key: str, token: str, *_: object) -> None:
        self._show(replace(row, token=token) if row.key == key else row for row in self.rows)
        self.list.setFocus()

    def _icon(self, token: str) -> QIcon:
        def paint(painter: QPainter) -> None:
            glyphs.side(painter, self._theme, token, QPointF(_ICON / 2, _ICON / 2), 11)

        ratio = self.devicePixelRatioF()
        return QIcon(glyphs.pixmap(paint, QSize(_ICON, _ICON), ratio))

    def _save(self) -> None:
        edits = self.edits()
        self.accept()
        self.decided.emit(edits)


class SidesList(OrderedList):
    """The sides; Enter or the menu key asks for the colour of one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        delegate = SidesDelegate(theme, parent)
        super().__init__(tr("Sides"), delegate, parent)
        delegate.setParent(self)
        self.doubleClicked.connect(self._ask_menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the colour on Enter."""
        if event.key() in _ENTER:
            self._ask_menu(self.currentIndex())
        else:
            super().keyPressEvent(event)


class SidesDelegate(RowsDelegate):
    """Paints the shape in its colour, the name, and what the theme calls the colour."""

    HEIGHT = 32

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: SideRow = index.data(ROW)
        glyphs.side(
            painter, self.theme, row.token, QPointF(rect.left() + 18, rect.center().y() + 0.5), 11
        )
        room = rect.adjusted(36, 0, -12, 0)
        faint, small = "ink.2" if selected else "ink.3", self.theme.font("small")
        right = Qt.AlignmentFlag.AlignRight
        used = self.write(painter, room, told(row.token), faint, small, right)
        room.adjust(0, 0, -used - 12, 0)
        self.write(painter, room, show.visible(row.name), "ink", self.theme.font("base"))
