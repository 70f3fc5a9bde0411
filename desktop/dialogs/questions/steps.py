"""The steps of a scale: moved, named, added and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.edits.drafts import Step
from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate
from desktop.panels.views.ordered import OrderedList
from desktop.show import tr
from desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it is listed, with the claims that answer with it."""

    step: Step
    claims: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the step."""
        return self.step.key

    @property
    def name(self) -> str:
        """What it is called."""
        return self.step.label

    @property
    def count(self) -> str:
        """How many claims answer with it."""
        return tr("%n claim(s)", len(self.claims)) if self.claims else ""

    @property
    def tip(self) -> tuple[str, ...]:
        """The label, and which claims answer with it."""
        return self.name, show.listed(self.claims)

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        return show.listed([self.name, self.count])


class StepsField(QWidget):
    """The steps, lowest first. `changed` says that they are others by now."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._used: Mapping[str, tuple[str, ...]] = {}
        self._road = False
        delegate = StepsDelegate(theme, self)
        self.list = OrderedList(tr("Steps, lowest first"), delegate, self)
        delegate.setParent(self.list)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the step"))
        self.name.setPlaceholderText(tr("Name of the step"))
        self.add, self.remove = QPushButton(tr("Add a step")), QPushButton(tr("Remove"))
        self.up, self.down = QPushButton(tr("Move up")), QPushButton(tr("Move down"))
        self._lay_out()
        self.list.ordered.connect(self._order)
        self.list.selectionModel().currentChanged.connect(self._offer)
        self.list.chosen.connect(self._begin_naming)
        self.name.textEdited.connect(self._rename)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(partial(self._shift, -1))
        self.down.clicked.connect(partial(self._shift, 1))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps as they would be."""
        return tuple(row.step for row in self._rows())

    def show_steps(
        self, steps: Sequence[Step], used: Mapping[str, tuple[str, ...]], *, road: bool
    ) -> None:
        """Show these steps; those `used` cannot be removed, those of a `road` only be renamed."""
        self._used, self._road = used, road
        self.list.writable = not road
        self._show(steps)

    def _lay_out(self) -> None:
        aside, column = QVBoxLayout(), QVBoxLayout(self)
        for button in (self.add, self.remove, self.up, self.down):
            button.setAutoDefault(False)
            aside.addWidget(button)
        aside.addStretch(1)
        self.list.setFixedHeight(132)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.list, 1)
        middle.addLayout(aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(middle)
        column.addWidget(self.name)

    def _rows(self) -> tuple[StepRow, ...]:
        return tuple(row for row in self.list.lines.rows if isinstance(row, StepRow))

    def _show(self, steps: Sequence[Step], at: str = "") -> None:
        key = at or self.list.key
        self.list.show_rows([StepRow(step, self._used.get(step.key, ())) for step in steps])
        index = self.list.index_of(key) if key is not None else self.list.lines.index(0)
        self.list.setCurrentIndex(index if index.isValid() else self.list.lines.index(0))
        self._offer()

    def _offer(self, *_: object) -> None:
        """Offer what would do something, and say why not."""
        row, rows = self.list.currentIndex().row(), self._rows()
        here = rows[row] if 0 <= row < len(rows) else None
        road = tr("All roads have the same steps") if self._road else ""
        claims = show.listed(here.claims) if here else ""
        kept = tr("Claims answer with it: {claims}").format(claims=claims) if claims else ""
        self.remove.setEnabled(here is not None and not (road or kept))
        show.explain(self.remove, road or kept)
        self.add.setEnabled(not road)
        show.explain(self.add, road)
        self.up.setEnabled(row > 0 and not road)
        self.down.setEnabled(0 <= row < len(rows) - 1 and not road)
        self.name.setEnabled(here is not None)
        if here is not None and self.name.text() != here.name:
            self.name.setText(here.name)

    def _put(self, steps: Sequence[Step], at: str = "") -> None:
        self._show(steps, at)
        self.changed.emit()

    def _order(self, keys: tuple[str, ...]) -> None:
        by_key = {step.key: step for step in self.steps}
        self._put([by_key[key] for key in keys])

    def _shift(self, by: int, *_: object) -> None:
        if self.list.key is not None:
            self.list.shift(str(self.list.key), by)

    def _begin_naming(self, _: object) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _rename(self, label: str) -> None:
        key = self.list.key
        self._put([replace(s, label=label) if s.key == key else s for s in self.steps])

    def _add(self) -> None:
        """Put a step after the one that the keys are on, and ask for its name."""
        keys = [step.key for step in self.steps]
        key = next(k for n in range(len(keys) + 1) if (k := f"new {n}") not in keys)
        steps = list(self.steps)
        steps.insert(self.list.currentIndex().row() + 1, Step(key, tr("New step")))
        self._put(steps, key)
        self._begin_naming(key)

    def _remove(self) -> None:
        key = self.list.key
        self._put([step for step in self.steps if step.key != key])


class StepsDelegate(RowsDelegate):
    """Paints the number of a step, its name, and how many claims answer with it."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: StepRow = index.data(ROW)
        faint, small = "ink.2" if selected else "ink.3", self.theme.font("small")
        room = rect.adjusted(10, 0, -10, 0)
        self.write(painter, room, show.count(index.row()), faint, small)
        used = self.write(painter, room, row.count, faint, small, Qt.AlignmentFlag.AlignRight)
        room.adjust(20, 0, -used - 12, 0)
        self.write(painter, room, show.visible(row.name), "ink", self.theme.font("base"))
