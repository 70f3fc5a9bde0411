"""All that can be said of one question, to be written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.edits.drafts import Draft, Question
from desktop import show
from desktop.dialogs.choices import Check, Segments
from desktop.dialogs.chooser import Choice
from desktop.dialogs.questions.choosing import AnswerButton, QuestionChooser
from desktop.dialogs.questions.meanings import MeaningsField
from desktop.dialogs.questions.steps import StepsField
from desktop.panels.buttons import MenuButton
from desktop.show import tr
from desktop.theme import Theme


def kinds() -> dict[str, str]:
    """Return the forms of answer, in words."""
    return {
        "boolean": tr("Yes or no"),
        "scale": tr("A scale"),
        "quantity": tr("A number"),
        "category": tr("Words"),
    }


class QuestionForm(QWidget):
    """The fields of a question. `changed` says that they give another draft."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._draft, self._question = Draft(), Question(0, "", Draft())
        self._questions: Mapping[str, Question] = {}
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("Question"))
        self.kind = Segments(tr("Answered by"), kinds(), theme)
        times = {
            "instant": tr("From day to day"),
            "progress": tr("One way, as it goes on"),
            "timeless": tr("Not at all"),
        }
        self.time = Segments(tr("The answer changes with time"), times, theme)
        scopes = {"subject": tr("For the whole question"), "claim": tr("By place of the claim")}
        self.scope = Segments(tr("Answers meet"), scopes, theme)
        self.steps = StepsField(theme)
        self.clash = AnswerButton(tr("Contradict from"), theme)
        self.strain = AnswerButton(tr("Tension from"), theme)
        self.exclusive = Check(tr("Two different answers exclude each other"), theme)
        self.unit = QLineEdit()
        self.unit.setAccessibleName(tr("Counted in"))
        self.unit.setMaximumWidth(180)
        self.whole = MenuButton("", theme)
        self.means = MeaningsField(theme)
        self.locked = show.label(wrap=True)
        self.locked.setObjectName("Note")
        self._lay_out()
        self._wire()

    @property
    def draft(self) -> Draft:
        """The question as it would be."""
        return self._draft

    def show_question(
        self, question: Question, draft: Draft, questions: Mapping[str, Question]
    ) -> None:
        """Show a draft of a question; what answers on file do not allow is shut."""
        self._question, self._questions, self._draft = question, questions, draft
        if self.text.text() != draft.text:
            self.text.setText(draft.text)
            self.text.setCursorPosition(0)
        for segments, chosen in (
            (self.kind, draft.value_type), (self.time, draft.time), (self.scope, draft.place_scope),
        ):  # fmt: skip
            segments.choose(chosen)
        self.steps.show_steps(draft.steps, question.used, road=question.road)
        self._offer_gaps()
        self.exclusive.blockSignals(True)  # noqa: FBT003 - as Qt has it
        self.exclusive.setChecked(bool(draft.exclusive))
        self.exclusive.blockSignals(False)  # noqa: FBT003 - as Qt has it
        if self.unit.text() != (draft.unit or ""):
            self.unit.setText(draft.unit or "")
        whole = questions.get(draft.part_of or "")
        self._say_whole(whole.draft.text if whole else "")
        self.means.show_meanings(question.uid, draft, questions)
        self._unlock()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 12, 0)
        column.setSpacing(4)
        gaps, counted = QHBoxLayout(), QHBoxLayout()
        for caption, gap in (
            (tr("Contradict from"), self.clash),
            (tr("tension from"), self.strain),
        ):
            gaps.addWidget(show.label(caption))
            gaps.addWidget(gap)
        gaps.addWidget(show.label(tr("steps apart")))
        gaps.addStretch(1)
        counted.addWidget(self.unit)
        counted.addWidget(self.whole)
        counted.addStretch(1)
        self._scale = _box(self.steps, gaps)
        self._counted = _box(counted)
        self._elsewhere = _box(self._caption(tr("What its answers mean elsewhere")), self.means)
        for caption, field in (
            (tr("Question"), self.text),
            (tr("Answered by"), self.kind),
            ("", self.locked),
            (tr("Steps, lowest first"), self._scale),
            (tr("Counted in, and a part of"), self._counted),
            ("", self.exclusive),
            (tr("The answer changes with time"), self.time),
            (tr("Answers meet"), self.scope),
            ("", self._elsewhere),
        ):
            label = self._caption(caption) if caption else None
            if label is not None:
                column.addWidget(label)
            column.addWidget(field)
            column.addSpacing(6)
            if field in (self._scale, self._counted):
                field.setProperty("caption", label)
        column.addStretch(1)

    def _caption(self, words: str) -> QWidget:
        label = show.label(words)
        label.setObjectName("Note")
        self._theme.write(label, "small")
        return label

    def _wire(self) -> None:
        self.text.textEdited.connect(self._take)
        self.unit.textEdited.connect(self._take)
        for segments in (self.time, self.scope):
            segments.changed.connect(self._take)
        self.kind.changed.connect(self._on_kind)
        self.steps.changed.connect(self._on_steps)
        for gap in (self.clash, self.strain):
            gap.changed.connect(self._take)
        self.exclusive.toggled.connect(self._take)
        self.means.changed.connect(self._take)
        self.whole.clicked.connect(self._choose_whole)

    def _take(self, *_: object) -> None:
        """Make a draft of what the fields say."""
        fields: dict[str, Any] = {
            "text": self.text.text(),
            "value_type": self.kind.chosen,
            "time": self.time.chosen,
            "place_scope": self.scope.chosen,
            "steps": self.steps.steps,
            "gap_contradicts": int(self.clash.chosen or 1),
            "gap_tension": int(self.strain.chosen or 0) or None,
            "exclusive": self.exclusive.isChecked(),
            "unit": self.unit.text(),
            "means": self.means.meanings,
        }
        self._put(replace(self._draft, **fields))

    def _put(self, draft: Draft) -> None:
        self._draft = draft.fitted()
        if self._draft.value_type == "quantity" and self._draft.unit is None:
            self._draft = replace(self._draft, unit="")
        self.changed.emit()

    def _on_kind(self) -> None:
        self._take()
        self.show_question(self._question, self._draft, self._questions)

    def _on_steps(self) -> None:
        """Follow the steps with what names them: how far apart, and what they mean elsewhere."""
        self._take()
        self._offer_gaps()
        self.means.show_meanings(self._question.uid, self._draft, self._questions)

    def _unlock(self) -> None:
        """Show the fields that this kind of answer has, and shut what answers on file hold."""
        own, kind = self._question, self._draft.value_type
        for field, there in (
            (self._scale, kind == "scale"),
            (self._counted, kind == "quantity"),
            (self.exclusive, kind == "category"),
            (self._elsewhere, bool(self._draft.keys) or bool(self._draft.means)),
        ):
            field.setVisible(there)
            if isinstance(caption := field.property("caption"), QWidget):
                caption.setVisible(there)
        why = ""
        if own.road:
            why = tr("It asks about a road: all roads have the same steps.")
        elif own.answers:
            why = tr("%n claim(s) on file: it stays with this form of answer.", own.answers)
        self.kind.setEnabled(not why)
        self.unit.setEnabled(not own.answers)
        self.locked.setText(why)
        self.locked.setVisible(bool(why))

    def _offer_gaps(self) -> None:
        """Offer as many steps as answers can lie apart."""
        draft = self._draft
        most = max(len(draft.steps) - 1, draft.gap_contradicts or 1)
        counts = {str(n): show.count(n) for n in range(1, most + 1)}
        self.clash.offer(counts, str(draft.gap_contradicts or 1))
        self.strain.offer({"": tr("never"), **counts}, str(draft.gap_tension or ""))
        for gap in (self.clash, self.strain):
            gap.setEnabled(not self._question.road)

    def _choose_whole(self) -> None:
        """Ask which question it asks a part of."""
        own = self._question.uid
        offered = [
            Choice(uid, one.draft.text)
            for uid, one in self._questions.items()
            if uid != own and one.draft.value_type == "quantity"
        ]
        none = Choice("", tr("No part of another"))
        title = tr("A part of which question?")
        window = self.window()
        QuestionChooser(title, [none, *offered], self._be_part_of, self._theme, window).open()

    def _be_part_of(self, uid: str) -> None:
        self._put(replace(self._draft, part_of=uid or None))
        self._say_whole(self._questions[uid].draft.text if uid else "")

    def _say_whole(self, text: str) -> None:
        words = text or tr("no other question")
        short = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 240)
        self.whole.say(tr("Part of"), show.apart(short))
        self.whole.setAccessibleName(tr("Part of {text}").format(text=show.apart(words)))
        show.explain(self.whole, text)


def _box(*parts: QWidget | QHBoxLayout) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return box
