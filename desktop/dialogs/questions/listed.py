"""The questions of a desk as a list, each with its form of answer and how many claims answer it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate, RowsList
from desktop.show import tr
from desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it is listed. `touched` says that it is written otherwise and not saved."""

    key: str
    name: str
    kind: str
    answers: int
    touched: bool = False

    @property
    def more(self) -> str:
        """Its form of answer, how many claims answer, whether it is saved."""
        count = tr("%n answer(s)", self.answers) if self.answers else tr("no answer on file")
        return show.listed([self.kind, count, tr("not saved") if self.touched else ""])

    @property
    def tip(self) -> tuple[str, ...]:
        """All of it."""
        return self.name, self.more

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        return show.listed(self.tip)


class QuestionList(QWidget):
    """A field to find questions by their words, the list of them, and a button for a new one.

    `picked` carries the uid of the one that the keys came to.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: tuple[QuestionRow, ...] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find a question"))
        self.field.setAccessibleName(tr("Find a question"))
        delegate = QuestionsDelegate(theme, self)
        self.list = RowsList(tr("Questions"), delegate, self)
        delegate.setParent(self.list)
        self.new = QPushButton(tr("New question"))
        self.new.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.new)
        self.field.textChanged.connect(self._find)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def show_questions(self, rows: tuple[QuestionRow, ...], at: str) -> None:
        """Show these questions; the keys come to the one `at`, said of by nobody."""
        self._rows = rows
        if all(row.key != at for row in self._found()):
            self.field.blockSignals(True)  # noqa: FBT003 - as Qt has it
            self.field.clear()
            self.field.blockSignals(False)  # noqa: FBT003 - as Qt has it
        selection = self.list.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 - as Qt has it
        self.list.show_rows(self._found())
        self.list.setCurrentIndex(self.list.index_of(at))
        selection.blockSignals(False)  # noqa: FBT003 - as Qt has it
        self.list.scrollTo(self.list.currentIndex())
        self.list.viewport().update()

    def _found(self) -> tuple[QuestionRow, ...]:
        words = self.field.text().casefold().split()
        return tuple(row for row in self._rows if all(w in row.name.casefold() for w in words))

    def _find(self) -> None:
        self.list.show_rows(self._found())

    def _on_current(self, index: Index, *_: object) -> None:
        if index.isValid():
            row: QuestionRow = index.data(ROW)
            self.picked.emit(row.key)


class QuestionsDelegate(RowsDelegate):
    """Paints the question, and under it what there is more to say."""

    HEIGHT = 44

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: QuestionRow = index.data(ROW)
        half = rect.height() // 2
        upper = QRect(rect.left() + 12, rect.top() + 3, rect.width() - 20, half - 3)
        role = "strong" if row.touched else "base"
        name = show.visible(row.name) or tr("New question")
        self.write(painter, upper, name, "ink", self.theme.font(role))
        lower, ink = upper.translated(0, half - 3), "ink.2" if selected else "ink.3"
        left = Qt.AlignmentFlag.AlignLeft
        self.write(painter, lower, row.more, ink, self.theme.font("small"), left)
