"""What answers to a question mean to others: the implications, and the sheet to make one in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.edits.drafts import Draft, Meaning, Question, Yields
from desktop import show
from desktop.dialogs.choices import Segments
from desktop.dialogs.chooser import Choice
from desktop.dialogs.questions.choosing import AnswerButton, QuestionChooser
from desktop.panels.buttons import MenuButton
from desktop.panels.rows import ROW, Index, RowsDelegate, RowsList
from desktop.show import tr
from desktop.theme import Theme

Questions = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """An implication as it is listed; `n` counts those of a question."""

    n: int
    meaning: Meaning
    asked: Draft
    then: Draft

    @property
    def key(self) -> int:
        """Which it is."""
        return self.n

    @property
    def name(self) -> str:
        """What means what."""
        one = self.meaning
        return tr("{answer} → {other} = {then}").format(
            answer=show.apart(self.asked.between(one.low, one.high)),
            other=show.apart(self.then.text),
            then=show.apart(self.then.between(one.then_low, one.then_high)),
        )

    @property
    def more(self) -> str:
        """What an answer apart from that is, and why."""
        return show.listed([show.worded(self.meaning.yields), self.meaning.why])

    @property
    def tip(self) -> tuple[str, ...]:
        """All of it."""
        return self.name, self.more

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        return show.listed(self.tip)


class MeaningsField(QWidget):
    """The implications of a question. `changed` says that they are others by now."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._asked, self._own = Draft(), ""
        self._questions: Questions = {}
        self.meanings: tuple[Meaning, ...] = ()
        delegate = MeaningsDelegate(theme, self)
        self.list = RowsList(tr("What its answers mean elsewhere"), delegate, self)
        delegate.setParent(self.list)
        self.list.setFixedHeight(92)
        self.add = QPushButton(tr("Add…"))
        self.change, self.remove = QPushButton(tr("Change…")), QPushButton(tr("Remove"))
        row = QHBoxLayout()
        for button in (self.add, self.change, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addLayout(row)
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.list.chosen.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.list.selectionModel().currentChanged.connect(self._offer)

    def show_meanings(self, own: str, asked: Draft, questions: Questions) -> None:
        """Show the implications of a draft, whose question goes by `own`."""
        self._own, self._asked, self._questions = own, asked, questions
        self.meanings = asked.means
        self.list.show_rows(
            [
                MeaningRow(n, one, asked, questions[one.then].draft)
                for n, one in enumerate(asked.means)
                if one.then in questions
            ]
        )
        self.list.setVisible(bool(asked.means))
        if asked.means and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.lines.index(0))
        self._offer()

    def _offer(self, *_: object) -> None:
        there = self.list.currentIndex().isValid() and bool(self.meanings)
        self.change.setEnabled(there)
        self.remove.setEnabled(there)

    def _add(self) -> None:
        others = (one for uid, one in self._questions.items() if uid != self._own)
        other = next((one for one in others if one.draft.keys), None)
        if other is None or not self._asked.keys:
            return
        end, then = self._asked.keys[-1], other.draft.keys[-1]
        self._open(None, Meaning("", end, end, other.uid, then, then, "contradicts", ""))

    def _change(self, *_: object) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.meanings):
            self._open(row, self.meanings[row])

    def _open(self, row: int | None, meaning: Meaning) -> None:
        others = {uid: one for uid, one in self._questions.items() if uid != self._own}
        sheet = MeaningSheet(self._asked, meaning, others, self._theme, self)
        sheet.row = row
        sheet.accepted.connect(self._on_accepted)
        sheet.open()

    def _on_accepted(self) -> None:
        sheet = self.sender()
        if isinstance(sheet, MeaningSheet):
            means = list(self.meanings)
            if sheet.row is None:
                means.append(sheet.meaning)
            else:
                means[sheet.row] = sheet.meaning
            self._put(tuple(means))

    def _remove(self) -> None:
        row = self.list.currentIndex().row()
        self._put(self.meanings[:row] + self.meanings[row + 1 :])

    def _put(self, means: tuple[Meaning, ...]) -> None:
        self.show_meanings(self._own, replace(self._asked, means=means), self._questions)
        self.changed.emit()


class MeaningsDelegate(RowsDelegate):
    """Paints what means what, and under it how strongly and why."""

    HEIGHT = 44

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: MeaningRow = index.data(ROW)
        half = rect.height() // 2
        upper = QRect(rect.left() + 12, rect.top() + 3, rect.width() - 20, half - 3)
        self.write(painter, upper, row.name, "ink", self.theme.font("base"))
        ink = "ink.2" if selected else "ink.3"
        self.write(painter, upper.translated(0, half - 3), row.more, ink, self.theme.font("small"))


class MeaningSheet(QDialog):
    """One implication: if the answer lies so, another question is answered so, and why."""

    row: int | None = None
    """Which one of the question's it is; None for a new one."""

    def __init__(
        self, asked: Draft, meaning: Meaning, others: Questions, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What an answer means elsewhere"))
        self._theme, self._meaning, self._others = theme, meaning, others
        self.low, self.high = AnswerButton(tr("From"), theme), AnswerButton(tr("To"), theme)
        self.then = MenuButton("", theme)
        self.then_low = AnswerButton(tr("Means at least"), theme)
        self.then_high = AnswerButton(tr("Means at most"), theme)
        kinds = {"contradicts": tr("Contradicts"), "tension": tr("At most a tension")}
        self.yields = Segments(tr("An answer apart from that"), kinds, theme)
        self.yields.choose(meaning.yields)
        self.why = QLineEdit(meaning.why)
        self.why.setAccessibleName(tr("Why it follows"))
        self.cancel, self.go = QPushButton(tr("Cancel")), QPushButton(tr("Take"))
        self.go.setProperty("primary", True)  # noqa: FBT003 - as Qt has it
        self.go.setDefault(True)
        answers = {key: asked.said(key) for key in asked.keys}
        self.low.offer(answers, meaning.low)
        self.high.offer(answers, meaning.high)
        self._lay_out(show.apart(asked.text))
        self._lead_to(meaning.then, (meaning.then_low, meaning.then_high))
        self.then.clicked.connect(self._choose)
        self.why.textChanged.connect(self._offer)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self._offer()
        self.low.setFocus()

    @property
    def meaning(self) -> Meaning:
        """The implication as it would be."""
        yields: Yields = "tension" if self.yields.chosen == "tension" else "contradicts"
        return replace(
            self._meaning,
            low=self.low.chosen,
            high=self.high.chosen,
            then_low=self.then_low.chosen,
            then_high=self.then_high.chosen,
            yields=yields,
            why=self.why.text().strip(),
        )

    def _lay_out(self, text: str) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(show.label(tr("Where “{text}” is answered").format(text=text), wrap=True))
        column.addLayout(_ends(self.low, self.high))
        column.addWidget(show.label(tr("this question is answered by it too:")))
        column.addWidget(self.then, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(_ends(self.then_low, self.then_high))
        column.addWidget(show.label(tr("Another answer to it")))
        column.addWidget(self.yields)
        column.addWidget(show.label(tr("Because")))
        column.addWidget(self.why)
        column.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)
        self.resize(560, 400)

    def _offer(self) -> None:
        able = bool(self.why.text().strip())
        self.go.setEnabled(able)
        show.explain(self.go, "" if able else tr("Say why it follows"))

    def _choose(self) -> None:
        """Ask which question it leads to: one whose answers are steps, or yes or no."""
        offered = [
            Choice(uid, one.draft.text) for uid, one in self._others.items() if one.draft.keys
        ]
        title = tr("Which question?")
        QuestionChooser(title, offered, self._lead_to, self._theme, self).open()

    def _lead_to(self, uid: str, ends: tuple[str, str] = ("", "")) -> None:
        then = self._others[uid].draft
        self._meaning = replace(self._meaning, then=uid)
        text = self.fontMetrics().elidedText(then.text, Qt.TextElideMode.ElideRight, 460)
        self.then.say("", show.apart(text))
        self.then.setAccessibleName(tr("Question: {text}").format(text=show.apart(then.text)))
        show.explain(self.then, then.text)
        answers = {key: then.said(key) for key in then.keys}
        self.then_low.offer(answers, ends[0])
        self.then_high.offer(answers, ends[1])


def _ends(low: QWidget, high: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(low)
    row.addWidget(show.label(tr("to")))
    row.addWidget(high)
    row.addStretch(1)
    return row
