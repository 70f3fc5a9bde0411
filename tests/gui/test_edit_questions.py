"""Questions are written in an editor that shows which pairs would appear and which would vanish."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QSpinBox
from pytestqt.qtbot import QtBot

from db.edits.drafts import Question
from db.edits.questions import ChangeQuestion
from db.edits.rows import Named
from desktop.dialogs.questions.choosing import QuestionChooser
from desktop.dialogs.questions.dialog import QuestionsDialog
from desktop.dialogs.questions.meanings import MeaningSheet
from desktop.panels.buttons import Link
from desktop.window import MainWindow
from tests.edits import did
from tests.gui.changes import Changes
from tests.gui.hands import CTRL, LEFT

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def changes(window: MainWindow, qtbot: QtBot) -> Changes:
    made = Changes(window, qtbot)
    made.focus("claims")
    return made


@pytest.fixture
def dialog(changes: Changes, qtbot: QtBot) -> QuestionsDialog:
    changes.action("questions").trigger()
    made = changes.sheet(QuestionsDialog)
    qtbot.waitUntil(lambda: len(made.every.list.lines.rows) == 22)
    return made


def held(changes: Changes) -> dict[str, Question]:
    return changes.window.workspace.store.questions()


def at(dialog: QuestionsDialog, uid: str) -> None:
    dialog.every.list.setCurrentIndex(dialog.every.list.index_of(uid))
    assert dialog.every.list.key == uid


def weighed(dialog: QuestionsDialog, qtbot: QtBot) -> str:
    """Wait until it is known what the draft does, and return what is said of it."""
    qtbot.waitUntil(lambda: dialog.turns.said.text() != "Looking…")
    return dialog.turns.said.text()


def close(dialog: QuestionsDialog) -> None:
    dialog.shut.click()
    if dialog.isVisible():
        dialog.shut.click()


def test_every_question_is_listed_with_its_answers(dialog: QuestionsDialog) -> None:
    spoken = [row.spoken for row in dialog.every.list.lines.rows]
    assert "Are Russian losses heavy? · Yes or no · 3 answers" in spoken
    assert not dialog.go.isEnabled()
    close(dialog)


def test_a_question_is_reworded_by_keys_and_undone(
    changes: Changes, dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q04")
    qtbot.keyClick(dialog.every.list, Key.Key_Return)
    assert QApplication.focusWidget() is dialog.form.text
    qtbot.keyClick(dialog.form.text, Key.Key_A, CTRL)
    qtbot.keyClicks(dialog.form.text, "Who is in Soledar?")
    assert weighed(dialog, qtbot) == "No pair appears, and none vanishes."
    changes.do(lambda: qtbot.keyClick(dialog.form.text, Key.Key_Return))
    assert held(changes)["Q04"].draft.text == "Who is in Soledar?"
    qtbot.waitUntil(lambda: not dialog.go.isEnabled())
    assert dialog.every.list.key == "Q04"
    close(dialog)
    changes.undo("change the question “Who holds Soledar?”")
    assert held(changes)["Q04"].draft.text == "Who holds Soledar?"


def test_while_a_question_is_written_the_pairs_that_turn_are_shown(
    changes: Changes, dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q01")
    for _ in range(3):
        qtbot.mouseClick(dialog.form.means.remove, LEFT)
    assert dialog.form.draft.means == ()
    rows = dialog.turns.list.lines
    said = weighed(dialog, qtbot)
    assert said == f"− {rows.rowCount()} pairs gone"
    spoken = [row.spoken for row in rows.rows]
    first = next(one for one in spoken if "A15 and B01" in one)
    assert first.startswith("vanishes · A15 and B01: contradicts · Ukrainian troops and Moscow")
    assert "accepted, and stays" in first
    dialog.turns.list.setCurrentIndex(rows.index(spoken.index(first)))
    assert "A closed ring leaves no way in" in dialog.turns.why.text()
    assert len(held(changes)["Q01"].draft.means) == 3  # nothing is written yet
    qtbot.mouseClick(dialog.revert, LEFT)
    assert len(dialog.form.means.list.lines.rows) == 3
    assert not dialog.go.isEnabled()
    close(dialog)


def test_what_comes_late_of_an_older_draft_is_dropped(
    dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q04")
    dialog.form.clash.setValue(3)
    at(dialog, "Q07")
    assert "Change something" in dialog.turns.said.text()
    dialog.form.time.buttons["timeless"].click()
    assert "pair" in weighed(dialog, qtbot)
    assert not [row for row in dialog.turns.list.lines.rows if "B26" in row.spoken]
    close(dialog)


def test_steps_are_moved_named_added_and_what_is_used_stays(
    changes: Changes, dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q05")
    steps = dialog.form.steps
    used = held(changes)["Q05"].used
    steps.list.setCurrentIndex(steps.list.index_of(next(iter(used))))
    assert not steps.remove.isEnabled()
    assert "Claims answer with it" in steps.remove.toolTip()
    steps.list.setCurrentIndex(steps.list.lines.index(3))
    qtbot.mouseClick(steps.add, LEFT)
    assert QApplication.focusWidget() is steps.name
    qtbot.keyClicks(steps.name, "Vital")
    labels = [step.label for step in steps.steps]
    assert labels == ["None", "Limited", "Important", "Major", "Vital"]
    qtbot.keyClick(steps.list, Key.Key_Up, ALT)
    assert [step.label for step in steps.steps][3:] == ["Vital", "Major"]
    assert weighed(dialog, qtbot)
    assert dialog.go.isEnabled()
    changes.do(lambda: qtbot.mouseClick(dialog.go, LEFT))
    after = held(changes)["Q05"]
    assert after.draft.keys == ("none", "limited", "important", "vital", "major")
    assert {label: len(claims) for label, claims in after.used.items() if label != "vital"} == {
        label: len(claims) for label, claims in used.items()
    }
    close(dialog)
    changes.activate()


def test_an_order_that_takes_an_answer_apart_says_so_and_cannot_be_saved(
    dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q04")
    steps = dialog.form.steps
    steps.list.setCurrentIndex(steps.list.lines.index(3))
    qtbot.mouseClick(steps.up, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.note.text()))
    assert "B28, B31 answer so" in dialog.note.text()
    assert not dialog.go.isEnabled()
    close(dialog)


def test_a_new_question_is_asked(changes: Changes, dialog: QuestionsDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.every.new, LEFT)
    qtbot.keyClicks(dialog.form.text, "How many roads?")
    qtbot.mouseClick(dialog.form.kind.buttons["quantity"], LEFT)
    qtbot.keyClicks(dialog.form.unit, "roads")
    assert dialog.form.steps.isHidden() or not dialog.form.steps.isVisible()
    weighed(dialog, qtbot)
    changes.do(lambda: qtbot.mouseClick(dialog.go, LEFT))
    qtbot.waitUntil(lambda: bool(dialog.every.list.key))
    made = held(changes)[str(dialog.every.list.key)]
    assert (made.draft.text, made.draft.unit) == ("How many roads?", "roads")
    close(dialog)
    changes.undo("ask “How many roads?”")


def test_an_implication_is_made_in_a_sheet_of_its_own(
    changes: Changes, dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q04")
    qtbot.mouseClick(dialog.form.means.add, LEFT)
    (sheet,) = dialog.findChildren(MeaningSheet)
    assert not sheet.go.isEnabled()
    qtbot.mouseClick(sheet.then, LEFT)
    (chooser,) = sheet.findChildren(QuestionChooser)
    qtbot.keyClicks(chooser.field, "north advanced")
    qtbot.keyClick(chooser.field, Key.Key_Return)
    qtbot.mouseClick(sheet.yields.buttons["tension"], LEFT)
    qtbot.keyClicks(sheet.why, "It lies north.")
    qtbot.keyClick(sheet.why, Key.Key_Return)
    (row,) = dialog.form.means.list.lines.rows
    assert row.name == "Russia holds → Has Russia advanced north of Bakhmut? = no"
    weighed(dialog, qtbot)
    changes.do(lambda: qtbot.mouseClick(dialog.go, LEFT))
    (made,) = held(changes)["Q04"].draft.means
    assert (made.low, made.then, made.yields) == ("russia_holds", "Q11", "tension")
    close(dialog)


def test_what_answers_hold_is_shut_and_says_why(dialog: QuestionsDialog) -> None:
    at(dialog, "Q07")
    assert not dialog.form.kind.isEnabled()
    assert "3 claims on file" in dialog.form.locked.text()
    at(dialog, "Q02")
    assert not dialog.form.steps.up.isEnabled()
    assert "all roads have the same steps" in dialog.form.locked.text()
    close(dialog)


def test_the_page_of_a_claim_opens_its_question(changes: Changes, qtbot: QtBot) -> None:
    changes.click("claims", changes.ref("claim", "B26"))
    (link,) = [w for w in changes.detail.page.findChildren(Link) if "Change the" in w.text()]
    changes.detail.pane.ensureWidgetVisible(link)
    qtbot.mouseClick(link, LEFT)
    dialog = changes.sheet(QuestionsDialog)
    qtbot.waitUntil(lambda: dialog.every.list.key == "Q04")
    assert dialog.form.text.text() == "Who holds Soledar?"
    close(dialog)


def test_a_question_changed_meanwhile_is_told_and_not_overwritten(
    changes: Changes, dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q04")
    dialog.form.text.setFocus()
    qtbot.keyClicks(dialog.form.text, " Mine")
    was = held(changes)["Q04"].draft
    did(changes.path, ChangeQuestion(Named("Q04", was.text), was, replace(was, text="Theirs?")))
    changes.tried(lambda: qtbot.mouseClick(dialog.go, LEFT))
    assert "text" in changes.clash()
    assert held(changes)["Q04"].draft.text == "Theirs?"
    qtbot.mouseClick(dialog.revert, LEFT)
    qtbot.waitUntil(lambda: dialog.form.text.text() == "Theirs?")
    close(dialog)


def test_what_is_not_saved_is_let_go_of_only_when_asked_twice(
    dialog: QuestionsDialog, qtbot: QtBot
) -> None:
    at(dialog, "Q04")
    dialog.form.time.buttons["instant"].click()
    qtbot.keyClick(dialog.form.text, Key.Key_Escape)
    assert dialog.isVisible()
    assert "1 question not saved" in dialog.note.text()
    qtbot.keyClick(dialog.form.text, Key.Key_Escape)
    assert not dialog.isVisible()


def test_all_that_takes_keys_has_a_name(dialog: QuestionsDialog) -> None:
    at(dialog, "Q01")
    for kind in (QAbstractButton, QLineEdit, QListView, QSpinBox):
        for widget in dialog.findChildren(kind):
            inner = isinstance(widget.parent(), QSpinBox)
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named or inner or not widget.isVisible(), widget
    close(dialog)
