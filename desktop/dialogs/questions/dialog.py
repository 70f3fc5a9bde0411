"""The editor of questions: which there are, one of them to be written, and what that would do."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.edits.drafts import Draft, Question
from db.edits.questions import AskQuestion, ChangeQuestion
from db.edits.rows import Named
from desktop import show
from desktop.dialogs.questions.form import QuestionForm, kinds
from desktop.dialogs.questions.listed import QuestionList, QuestionRow
from desktop.dialogs.questions.turns import Turns
from desktop.dialogs.questions.weighing import Weighing
from desktop.show import tr
from desktop.theme import Theme

_NEW = Question(0, "", Draft())


class QuestionsDialog(QDialog):
    """Stands beside the window, so that one can look and go on. `decided` carries an edit.

    What is written of a question and not saved stays so while others are looked at.
    """

    decided = Signal(object)

    def __init__(self, weighing: Weighing, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Questions"))
        self._theme, self._weighing = theme, weighing
        weighing.setParent(self)
        self._questions: Mapping[str, Question] = {}
        self._drafts: dict[str, tuple[Draft, Draft]] = {}
        """Of each question written and not saved: as it was seen, and as it would be."""
        self._at, self._saving = "", ""
        self._refused = ""
        self.every = QuestionList(theme)
        self.form = QuestionForm(theme)
        self.turns = Turns(theme)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QScrollArea.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.setWidget(self.form)
        self.note = show.label(wrap=True)
        self.note.setObjectName("Note")
        self.revert, self.shut = QPushButton(tr("Revert")), QPushButton(tr("Close"))
        self.go = QPushButton(tr("Save"))
        self._lay_out()
        self._wire()
        self.every.list.setFocus()

    def sizeHint(self) -> QSize:
        """Fit the smallest window of the design."""
        return QSize(1160, 700)

    @property
    def draft(self) -> Draft:
        """The question at hand as it would be."""
        return self._drafts[self._at][1] if self._at in self._drafts else self._held.draft

    def go_to(self, uid: str) -> None:
        """Show another question, once it is there; without a uid, the one at hand."""
        if uid:
            self._at = uid
            self._show()

    def show_questions(self, questions: Mapping[str, Question]) -> None:
        """Show the questions as they are by now; what is written and not saved stays."""
        self._questions = questions
        for uid, (_, draft) in list(self._drafts.items()):
            if uid in questions and questions[uid].draft == draft:
                del self._drafts[uid]
        if self._saving:
            self._find_saved()
        if self._at not in questions and self._at not in self._drafts:
            self._at = next(iter(questions), "")
        self._show()

    def reject(self) -> None:
        """Close, by whatever means; ask before what is not saved is let go of."""
        if self._lets_go():
            self._weighing.drop()
            super().reject()

    # -- making ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        foot, middle, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self.every.setFixedWidth(290)
        self.turns.setFixedWidth(330)
        middle.setSpacing(18)
        middle.addWidget(self.every)
        middle.addWidget(self.body, 1)
        middle.addWidget(self.turns)
        self.go.setProperty("primary", True)  # noqa: FBT003 - as Qt has it
        self.go.setDefault(True)
        foot.addWidget(self.note, 1)
        for button in (self.revert, self.shut, self.go):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.revert.setAutoDefault(False)
        self.shut.setAutoDefault(False)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self.resize(self.sizeHint())

    def _wire(self) -> None:
        self.every.picked.connect(self.go_to)
        self.every.list.chosen.connect(self._enter)
        self.every.new.clicked.connect(self._ask_new)
        self.form.changed.connect(self._on_changed)
        self._weighing.told.connect(self._on_told)
        self._weighing.refused.connect(self._on_refused)
        self.revert.clicked.connect(self._revert)
        self.shut.clicked.connect(self.close)
        self.go.clicked.connect(self._save)

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def _held(self) -> Question:
        return self._questions.get(self._at, _NEW)

    def _show(self) -> None:
        self._list()
        self.form.setEnabled(bool(self._at or "" in self._drafts))
        self.form.show_question(self._held, self.draft, self._questions)
        self._weigh()

    def _list(self) -> None:
        names = kinds()
        rows = [
            QuestionRow(
                uid,
                self._drafts[uid][1].text if uid in self._drafts else one.draft.text,
                names[one.draft.value_type],
                one.answers,
                touched=uid in self._drafts,
            )
            for uid, one in self._questions.items()
        ]
        if "" in self._drafts:
            new = self._drafts[""][1]
            rows.insert(0, QuestionRow("", new.text, names[new.value_type], 0, touched=True))
        self.every.show_questions(tuple(rows), self._at)

    def _weigh(self) -> None:
        """Find out what the draft would do; of what is on file as it is, that is nothing."""
        touched = self._at in self._drafts
        self._refused = ""
        self._weighing.drop()
        if not touched:
            self.turns.show_none(tr("Change something to see what would appear and what vanish."))
        else:
            self.turns.wait()
            self._weighing.weigh(self._at or None, self.draft)
        self._offer()

    def _offer(self) -> None:
        touched = self._at in self._drafts
        self.go.setEnabled(touched and not self._refused)
        self.revert.setEnabled(touched)
        self.shut.setText(tr("Close"))
        self.note.setText(show.visible(self._refused))

    # -- what is done ------------------------------------------------------------------------------

    def _enter(self, _: object) -> None:
        self.form.text.setFocus()

    def _ask_new(self) -> None:
        self._drafts.setdefault("", (Draft(), Draft()))
        self._at = ""
        self._show()
        self.form.text.setFocus()

    def _on_changed(self) -> None:
        draft = self.form.draft
        was = self._drafts[self._at][0] if self._at in self._drafts else self._held.draft
        if self._at and draft == was:
            self._drafts.pop(self._at, None)
        else:
            self._drafts[self._at] = was, draft
        self._list()
        self._weigh()

    def _on_told(self, turns: tuple[object, ...]) -> None:
        self.turns.show_turns(turns)  # type: ignore[arg-type]  # a signal carries no types

    def _on_refused(self, why: str) -> None:
        self._refused = f"{why[:1].upper()}{why[1:]}."
        self.turns.show_none(tr("Nothing can be told of this draft yet."))
        self._offer()

    def _revert(self) -> None:
        self._drafts.pop(self._at, None)
        if self._at not in self._questions:
            self._at = next(iter(self._questions), "")
        self._show()

    def _save(self) -> None:
        """Ask for the edit. The list follows once it is on the disk."""
        was, draft = self._drafts[self._at]
        self._saving = draft.text.strip()
        if self._at:
            self.decided.emit(ChangeQuestion(Named(self._at, was.text), was, draft))
        else:
            self.decided.emit(AskQuestion(draft))

    def _find_saved(self) -> None:
        """Let go of the draft that was saved, and stand at the question it became."""
        text = " ".join(self._saving.split())
        saved = next((uid for uid, one in self._questions.items() if one.draft.text == text), None)
        if saved is not None and self._at in {"", saved}:
            self._drafts.pop(self._at, None)
            self._at, self._saving = saved, ""

    def _lets_go(self) -> bool:
        """Say whether nothing is lost by closing, or it was said once that it is."""
        lost = tr("Drop what is not saved")
        if not self._drafts or self.shut.text() == lost:
            return True
        self.shut.setText(lost)
        self.note.setText(
            tr("%n question(s) not saved. Close again to drop that.", len(self._drafts))
        )
        return False
