"""The menus of the claims table: its columns and their order, and what claims stand together by."""

from collections.abc import Callable
from functools import partial
from typing import get_args

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from db.query import Grouping, Order
from desktop import show
from desktop.panels.claims.columns import ALWAYS, COLUMNS, LEAVING, NUMBER
from desktop.panels.claims.groups import grouping
from desktop.panels.claims.header import ClaimsHeader
from desktop.panels.claims.model import ClaimsModel
from desktop.show import tr

_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def named(column: Order) -> str:
    """Return the name of a column in words."""
    return tr("Contested") if column == "contested" else tr(COLUMNS[NUMBER[column]].heading)


class ColumnsMenu(QMenu):
    """The columns in their order, ticked where wanted; Ctrl+Up and Ctrl+Down move the one lit."""

    sort_requested = Signal(str)

    def __init__(self, header: ClaimsHeader, model: ClaimsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._header, self._model = header, model
        self._orders = QMenu(tr("Sort by"), self)
        self._columns: dict[QAction, Order] = {}
        self._over: Order | None = None
        self.aboutToShow.connect(self._fill)

    def open_over(self, at: QPoint) -> None:
        """Open over the header, for the column at this point of it too."""
        section = self._header.logicalIndexAt(at)
        self._over = COLUMNS[section].id if section >= 0 else None
        self.popup(self._header.mapToGlobal(at))
        self._over = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the column that is lit; every other key does what it does in a menu."""
        step = _WAYS.get(Qt.Key(event.key()))
        column = self._columns.get(self.activeAction())
        if not step or not column or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self._header.shift(column, step)
        self._fill()
        (moved,) = [action for action, name in self._columns.items() if name == column]
        self.setActiveAction(moved)

    def _fill(self) -> None:
        self.clear()
        if self._over:
            hide = self.addAction(tr("Hide this column"))
            hide.setEnabled(self._over not in ALWAYS)
            hide.triggered.connect(_calling(partial(self._header.choose, self._over, on=False)))
            self.addSeparator()
        self._columns = {self._add_choice(name): name for name in self._header.ordered()}
        self.addSeparator()
        self.addAction(_moving()).setEnabled(False)
        self.addAction(tr("Columns as at first")).triggered.connect(self._header.start_over)
        self.addSeparator()
        self.addMenu(self._orders)
        self._orders.clear()
        group = QActionGroup(self._orders)
        for column in COLUMNS:
            order = group.addAction(self._orders.addAction(named(column.id)))
            order.setCheckable(True)
            order.setChecked(column.id == self._model.sort_key.by)
            order.triggered.connect(_calling(partial(self.sort_requested.emit, column.id)))

    def _add_choice(self, column: Order) -> QAction:
        heading = named(column)
        if NUMBER[column] in LEAVING:
            heading = tr("{column}, when there is room").format(column=heading)
        if column in ALWAYS:
            heading = tr("{column}, always").format(column=heading)
        choice = self.addAction(heading)
        choice.setCheckable(True)
        choice.setChecked(column in self._header.wanted)
        wish = partial(self._header.choose, column, on=not choice.isChecked())
        choice.triggered.connect(_calling(wish))
        return choice


class GroupMenu(QMenu):
    """What claims stand together by, and folding all groups at once."""

    chosen = Signal(str)
    fold_requested = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.choices: dict[Grouping, QAction] = {}
        group = QActionGroup(self)
        for by in get_args(Grouping):
            choice = self.choices[by] = group.addAction(self.addAction(grouping(by)))
            choice.setCheckable(True)
            choice.triggered.connect(_calling(partial(self.chosen.emit, by)))
        once = tr("A claim of several places stands once: under the first by name it is about")
        self.choices["place"].setToolTip(show.tip(once))
        self.addSeparator()
        self.fold_all = self.addAction(tr("Fold all groups"))
        self.unfold_all = self.addAction(tr("Unfold all groups"))
        for action, fold in ((self.fold_all, True), (self.unfold_all, False)):
            action.triggered.connect(_calling(partial(self.fold_requested.emit, fold)))

    def show_state(self, by: Grouping, folded: int, groups: int) -> None:
        """Tick what claims stand together by; fold only what is not folded."""
        self.choices[by].setChecked(True)
        self.fold_all.setEnabled(folded < groups)
        self.unfold_all.setEnabled(folded > 0)


def _moving() -> str:
    keys = (QKeySequence(f"Ctrl+{key}") for key in ("Up", "Down"))
    up, down = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return tr("{up} and {down} move a column").format(up=up, down=down)


def _calling(wish: Callable[[], object]) -> Callable[[], object]:
    """Return `wish` for a signal whose own value it does not take."""
    return lambda: wish()
