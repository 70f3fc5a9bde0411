"""Two places or two actors are made one: looked at first, never by one careless click."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from db.edits.merge import Merge
from db.edits.names import Rename
from db.edits.rows import Named
from db.model import Actor, Name, Place
from desktop.dialogs.merge import MergeSheet
from desktop.dialogs.other import Other
from desktop.panels.detail.names import Head
from desktop.window import MainWindow
from tests.edits import did
from tests.gui.changes import Changes, history, said_in
from tests.gui.hands import LEFT

Key = Qt.Key
MOSCOWS, KYIVS = "administration-moscow-backed", "administration-regional-military"
FORCES, TROOPS = "ukrainian-forces", "ukrainian-troops"


@pytest.fixture
def changes(window: MainWindow, qtbot: QtBot) -> Changes:
    made = Changes(window, qtbot)
    made.activate()
    return made


def looked_at(changes: Changes, qtbot: QtBot, kind: str, uid: str, other: str) -> MergeSheet:
    """Go from the page of a thing to the sheet, by keys, choosing the other by its name."""
    changes.go(kind, uid)  # type: ignore[arg-type]
    changes.action("merge").trigger()
    choice = changes.sheet(Other)
    name = changes.the(kind, other).name  # type: ignore[arg-type]
    qtbot.keyClicks(choice.field, name)
    assert choice.found[0].id == changes.the(kind, other).id  # type: ignore[arg-type]
    qtbot.keyClick(choice.field, Key.Key_Return)
    return changes.sheet(MergeSheet)


def merged(changes: Changes) -> bool:
    return any(label.startswith("merge ") for label in history(changes.path))


# -- two that are not one --------------------------------------------------------------------------


def by_enter(sheet: MergeSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.focusWidget(), Key.Key_Return)


def by_space(sheet: MergeSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.focusWidget(), Key.Key_Space)


def by_the_default(sheet: MergeSheet, qtbot: QtBot) -> None:
    (button,) = [b for b in (sheet.cancel, sheet.go, sheet.swap) if b.isDefault()]
    qtbot.mouseClick(button, LEFT)


def by_merge(sheet: MergeSheet, qtbot: QtBot) -> None:
    qtbot.mouseClick(sheet.go, LEFT)


def by_swap_and_merge(sheet: MergeSheet, qtbot: QtBot) -> None:
    sheet.sure.setChecked(True)
    qtbot.mouseClick(sheet.swap, LEFT)
    qtbot.mouseClick(sheet.go, LEFT)


@pytest.mark.parametrize("both", [(MOSCOWS, KYIVS), (KYIVS, MOSCOWS)])
@pytest.mark.parametrize(
    "careless", [by_enter, by_space, by_the_default, by_merge, by_swap_and_merge]
)
def test_the_two_donetsk_administrations_are_not_merged_by_one_careless_click(
    changes: Changes,
    qtbot: QtBot,
    both: tuple[str, str],
    careless: Callable[[MergeSheet, QtBot], None],
) -> None:
    sheet = looked_at(changes, qtbot, "actor", *both)
    assert not sheet.go.isEnabled()
    assert not sheet.go.isDefault()
    assert sheet.focusWidget() is sheet.cancel
    careless(sheet, qtbot)
    changes.settled()
    assert not merged(changes)
    assert {MOSCOWS, KYIVS} <= {one.uid for one in changes.frame.snapshot.desk.actors.values()}
    sheet.reject()


def test_the_sheet_says_in_what_the_two_administrations_differ(
    changes: Changes, qtbot: QtBot
) -> None:
    sheet = looked_at(changes, qtbot, "actor", MOSCOWS, KYIVS)
    said = "\n".join(said_in(sheet))
    for words in ("side ≠", "Ukraine", "Russia-backed", "part of ≠", "never merge the two"):
        assert words in said
    assert "that is a hint, and no more" in sheet.warned.text.text()
    assert sheet.sure.text().endswith("differ in: side, part of")
    assert "first" in sheet.go.toolTip()
    sheet.reject()


def test_only_ticked_off_by_hand_are_two_that_differ_made_one(
    changes: Changes, qtbot: QtBot
) -> None:
    sheet = looked_at(changes, qtbot, "actor", MOSCOWS, KYIVS)
    qtbot.mouseClick(sheet.sure, LEFT)
    assert sheet.go.isEnabled()
    assert not sheet.go.isDefault()
    changes.do(lambda: qtbot.mouseClick(sheet.go, LEFT))
    assert merged(changes)


def test_what_cannot_be_one_is_refused_with_the_reason(changes: Changes, qtbot: QtBot) -> None:
    sheet = looked_at(changes, qtbot, "place", "bakhmut", "donetsk-region")
    assert "Bakhmut is a part of Donetsk region" in sheet.refused.text.text()
    assert sheet.sure.isHidden()
    by_merge(sheet, qtbot)
    assert sheet.isVisible()
    qtbot.mouseClick(sheet.swap, LEFT)
    assert "is a part of" not in sheet.refused.text.text()  # that way round it is another reason
    sheet.reject()
    assert not merged(changes)


# -- two that are one ------------------------------------------------------------------------------


def test_two_actors_are_merged_by_keys(changes: Changes, qtbot: QtBot) -> None:
    before = {one.uid for one in changes.frame.snapshot.desk.actors.values()}
    gone, into = changes.the("actor", TROOPS), changes.the("actor", FORCES)
    workspace = changes.window.workspace
    workspace.refine(lambda query: query.choosing("claimant", {gone.id}))
    workspace.settle()
    sheet = looked_at(changes, qtbot, "actor", FORCES, TROOPS)
    if not sheet.sure.isHidden():
        sheet.sure.setFocus()
        qtbot.keyClick(sheet.sure, Key.Key_Space)
    sheet.go.setFocus()
    changes.do(lambda: qtbot.keyClick(sheet.go, Key.Key_Return))
    actors = changes.frame.snapshot.desk.actors
    assert {one.uid for one in actors.values()} == before - {TROOPS}
    kept = changes.the("actor", FORCES)
    assert isinstance(kept, Actor)
    assert Name(gone.name, "merged") in kept.names
    assert changes.frame.selection.current == ("actor", kept.id)
    assert changes.frame.query.chosen("claimant") == {into.id}
    assert len(changes.frame.snapshot.ids)
    changes.activate()
    changes.focus("claims")
    changes.undo(f"merge actor {gone.name} into {into.name}")
    assert {one.uid for one in changes.frame.snapshot.desk.actors.values()} == before


def test_two_places_are_merged_by_mouse_and_the_other_name_kept(
    changes: Changes, qtbot: QtBot
) -> None:
    gone, into = changes.the("place", "kurdyumivka"), changes.the("place", "klishchiivka")
    changes.click("places", ("place", gone.id))
    changes.activate()
    qtbot.mouseClick(changes.part(Head).merge, LEFT)
    choice = changes.sheet(Other)
    qtbot.keyClicks(choice.field, "klishch")
    at = choice.list.visualRect(choice.list.model().index(0, 0)).center()
    qtbot.mouseClick(choice.list.viewport(), LEFT, pos=at)
    sheet = changes.sheet(MergeSheet)
    assert (sheet.gone.name, sheet.into.name) == (into.name, gone.name)  # the page's own stays
    qtbot.mouseClick(sheet.swap, LEFT)
    assert (sheet.gone.name, sheet.into.name) == (gone.name, into.name)
    said = sheet.said.text().replace("\u2068", "").replace("\u2069", "")
    assert f"“{gone.name}” goes into “{into.name}”" in said
    assert any("claims: " in line for line in said_in(sheet))
    if not sheet.sure.isHidden():
        qtbot.mouseClick(sheet.sure, LEFT)
    changes.do(lambda: qtbot.mouseClick(sheet.go, LEFT))
    kept = changes.the("place", "klishchiivka")
    assert isinstance(kept, Place)
    assert gone.name in [name.text for name in kept.names]
    assert changes.frame.selection.places == {into.id}
    assert changes.frame.selection.current == ("place", into.id)
    assert len(changes.search(gone.name).snapshot.ids)


def test_a_merge_with_what_was_changed_meanwhile_is_refused(changes: Changes, qtbot: QtBot) -> None:
    sheet = looked_at(changes, qtbot, "actor", FORCES, TROOPS)
    sheet.sure.setChecked(True)
    theirs = changes.the("actor", TROOPS)
    did(changes.path, Rename("actor", Named(theirs.uid, theirs.name), "Somebody else"))
    changes.tried(lambda: qtbot.mouseClick(sheet.go, LEFT))
    assert "Somebody else" in changes.clash()
    assert not merged(changes)


def test_what_went_while_it_was_looked_for_is_said(changes: Changes, qtbot: QtBot) -> None:
    here, other = changes.the("actor", FORCES), changes.the("actor", TROOPS)
    changes.go("actor", FORCES)
    changes.action("merge").trigger()
    choice = changes.sheet(Other)
    choice.field.setText(other.name)
    pair = Named(TROOPS, other.name), Named(FORCES, here.name)
    did(changes.path, Merge("actor", *pair, sure=True))
    changes.window.workspace.store.hold()  # the window has not looked yet
    qtbot.keyClick(choice.field, Key.Key_Return)
    box = changes.sheet(QMessageBox)
    assert f"no actor “{TROOPS}”" in box.text() + box.informativeText()
    box.reject()


# -- choosing the other ----------------------------------------------------------------------------


def test_those_that_share_a_word_are_offered_as_a_hint_and_any_spelling_finds(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.go("actor", MOSCOWS)
    changes.action("merge").trigger()
    choice = changes.sheet(Other)
    assert changes.the("actor", KYIVS).id in [match.id for match in choice.found]
    assert "a hint, and no more" in choice.hint.text()
    assert choice.field.accessibleDescription()
    assert changes.the("actor", MOSCOWS).id not in [match.id for match in choice.found]
    qtbot.keyClicks(choice.field, "qqqqqqqq")
    assert not choice.found
    assert "Nothing has a name like this" in choice.hint.text()
    qtbot.keyClick(choice.field, Key.Key_Return)
    assert choice.isVisible()
    qtbot.keyClick(choice.field, Key.Key_Escape)
    changes.go("place", "soledar")
    changes.action("merge").trigger()
    choice = changes.sheet(Other)
    choice.field.setText("Бахмут")
    assert choice.found[0].id == changes.the("place", "bakhmut").id
    choice.close()
