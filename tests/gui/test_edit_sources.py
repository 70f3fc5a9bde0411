"""A source has a page; how reliable it is gets judged there, with a basis, and shows everywhere."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.edits.rows import Named
from db.edits.sources import GradeSource
from db.model import Source
from desktop.panels.detail.hops import LinkBox
from desktop.panels.detail.parts import Link
from desktop.panels.detail.source import Letter, LetterForm
from desktop.window import MainWindow
from desktop.words.grades import LETTERS
from tests.edits import did
from tests.gui.changes import Changes
from tests.gui.hands import LEFT

Key = Qt.Key
NOT_JUDGED = ("F", "Not judged in this dataset.")
WHY = "Names its sources"


@pytest.fixture
def changes(window: MainWindow, qtbot: QtBot) -> Changes:
    made = Changes(window, qtbot)
    made.go("source", "cnn")
    return made


def cnn(changes: Changes) -> Source:
    found = changes.the("source", "cnn")
    assert isinstance(found, Source)
    return found


def judging(changes: Changes) -> LetterForm:
    form = changes.part(Letter).form
    assert isinstance(form, LetterForm)
    return form


def grades(changes: Changes) -> set[str]:
    """Return the letters of all claims that CNN published, as the records have them."""
    snapshot = changes.frame.snapshot
    claims = snapshot.records.claims(snapshot.ids)
    return {one.reliability for one in claims if one.evidence[0].source == "CNN"}


def test_a_source_is_judged_by_mouse(changes: Changes, qtbot: QtBot) -> None:
    qtbot.mouseClick(changes.part(Letter).judge, LEFT)
    form = judging(changes)
    assert [one.text() for one in form.menu.actions()] == [
        f"{letter}, {words}" for letter, words in LETTERS.items()
    ]
    qtbot.mouseClick(form.button, LEFT)
    at = form.menu.actionGeometry(form.menu.actions()[1]).center()
    qtbot.mouseClick(form.menu, LEFT, pos=at)
    form.basis.setFocus()
    changes.activate()
    changes.type(form.basis, WHY)
    changes.click_on(form.go)
    assert (cnn(changes).reliability, cnn(changes).reliability_basis) == ("B", WHY)
    assert grades(changes) == {"B"}
    assert "B" in {value.name[0] for value in changes.frame.snapshot.values["grade"]}
    changes.undo("grade source CNN B")
    assert (cnn(changes).reliability, cnn(changes).reliability_basis) == NOT_JUDGED
    assert grades(changes) == {"F"}


def test_a_source_is_judged_by_keys(changes: Changes, qtbot: QtBot) -> None:
    changes.action("judge-source").trigger()
    form = judging(changes)
    assert changes.window.focusWidget() is form.button
    qtbot.keyClick(form.button, Key.Key_Return)
    qtbot.keyClick(form.menu, Key.Key_Down)
    qtbot.keyClick(form.menu, Key.Key_Return)
    assert form.letter == "A"
    changes.activate()
    qtbot.keyClick(form.button, Key.Key_Tab)
    changes.type(form.basis, WHY)
    changes.press(Key.Key_Return)
    assert cnn(changes).reliability == "A"
    assert changes.detail.page.isAncestorOf(changes.window.focusWidget())
    changes.undo("grade source CNN A")


def test_a_letter_without_a_basis_is_refused_beside_the_field(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.action("judge-source").trigger()
    form = judging(changes)
    form.choose("C")
    form.basis.clear()
    form.basis.setFocus()
    qtbot.keyClick(form.basis, Key.Key_Return)
    assert form.fault.text() == "C needs a basis: say what it rests on."
    assert form.fault.isVisible()
    assert form.basis.accessibleDescription() == form.fault.text()
    assert not changes.frame.edits.undo
    form.choose("F")
    changes.press(Key.Key_Return)
    assert (cnn(changes).reliability, cnn(changes).reliability_basis) == ("F", "")


def test_a_judgement_that_somebody_made_meanwhile_is_not_overwritten(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.action("judge-source").trigger()
    judging(changes).choose("B")
    did(changes.path, GradeSource(Named("cnn", "CNN"), NOT_JUDGED, "D", "Theirs"))
    judging(changes).basis.setFocus()
    changes.tried(lambda: qtbot.keyClick(judging(changes).basis, Key.Key_Return))
    said = changes.clash()
    assert "D" in said
    assert "Theirs" in said
    assert cnn(changes).reliability == "D"


@pytest.mark.parametrize("way", ["chain", "evidence"])
def test_the_page_of_a_claim_leads_to_its_source(changes: Changes, qtbot: QtBot, way: str) -> None:
    snapshot = changes.frame.snapshot
    claim = next(
        one for one in snapshot.records.claims(snapshot.ids) if one.evidence[0].source == "CNN"
    )
    workspace = changes.window.workspace
    workspace.select(lambda s: type(s)(current=("claim", claim.id)))
    workspace.settle()
    links = changes.detail.page.findChildren(LinkBox if way == "chain" else Link)
    (link,) = [
        one
        for one in links
        if one.words.startswith("CNN, " if way == "evidence" else "CNN")
        and (way == "chain") == isinstance(one, LinkBox)
    ][-1:]
    changes.do(lambda: qtbot.keyClick(link, Key.Key_Return))
    assert changes.frame.selection.current == ("source", cnn(changes).id)
    assert changes.detail.header.title.text() == "Source"
    assert changes.detail.page.findChildren(Letter)


def test_without_a_source_in_detail_the_menu_says_where_there_is_one(changes: Changes) -> None:
    changes.go("place", "soledar")
    assert not changes.action("judge-source").isEnabled()
    assert "on the page of a claim" in changes.action("judge-source").toolTip()


def test_the_history_of_a_source_is_called_after_it(changes: Changes) -> None:
    assert changes.action("history-of").text() == "History of CNN"
    changes.window.door.edit(
        GradeSource(Named("cnn", "CNN"), ("F", cnn(changes).reliability_basis), "B", WHY)
    )
    changes.settled()
    changes.action("history-of").trigger()
    names = [row.name for row in changes.window.history.list.lines.rows]
    assert names == ["Grade source CNN B", "Import bakhmut-2023.desk"]
