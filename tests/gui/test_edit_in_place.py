"""What is edited stays where the eye is: rows, fields, focus; what cannot be edited says why."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.edits.claims import NoteOnClaim
from db.edits.tags import TagClaims
from desktop.actions.edits import OF_CLAIMS
from desktop.dialogs.judging import GradeSheet
from desktop.dialogs.relate import RelateSheet
from desktop.dialogs.tag_list import TagList
from desktop.panels.detail.tags import Tags
from desktop.window import MainWindow
from tests.edits import Sql, did
from tests.gui.edit_hands import EditHands, Key
from tests.gui.hands import CTRL, SHIFT

PROPOSED = Sql("UPDATE relation SET state = 'proposed'", "propose all")


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> EditHands:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return EditHands(window, qtbot)


def current(hands: EditHands) -> str:
    """Return the uid of the claim in the detail pane."""
    return hands.detail.header.title.text().removeprefix("Claim ")


def action(hands: EditHands, id_: str) -> QAction:
    actions = hands.window.menus.by_name["Edit"].actions()
    return next(one for one in actions if one.objectName() == id_)


def retire(hands: EditHands) -> None:
    hands.hit(Key.Key_Delete, CTRL)
    hands.write("Twice")
    hands.save(Key.Key_Return)


# -- rows ------------------------------------------------------------------------------------------


def test_the_next_row_takes_the_place_of_a_claim_that_was_retired(hands: EditHands) -> None:
    uids = hands.claims.shown_uids()
    place = uids.index("B01")
    hands.pick("B01")
    retire(hands)
    assert hands.claims.shown_uids() == [uid for uid in uids if uid != "B01"]
    assert current(hands) == uids[place + 1]
    assert hands.claims.table.currentIndex().row() == place
    assert len(hands.frame.selection.claims) == 1
    hands.press(Key.Key_Z, CTRL)
    assert hands.claims.shown_uids() == uids


def test_the_last_row_gives_way_to_the_one_above(hands: EditHands) -> None:
    *_, above, last = hands.claims.shown_uids()
    hands.pick(last)
    retire(hands)
    assert current(hands) == above


def test_several_claims_are_retired_and_come_back_at_once(hands: EditHands) -> None:
    uids = hands.claims.shown_uids()
    hands.pick("B01", "B02", "A15")
    assert action(hands, "retire").text() == "Retire 3 claims…"
    retire(hands)
    assert hands.undo_label() == "Undo: retire 3 claims"
    assert len(hands.claims.shown_uids()) == len(uids) - 3
    hands.press(Key.Key_Z, CTRL)
    assert hands.claims.shown_uids() == uids


def test_several_claims_are_graded_and_tagged_at_once(hands: EditHands) -> None:
    hands.pick("B01", "B02")
    hands.hit(Key.Key_G)
    hands.hit(Key.Key_3)
    hands.write("One of them was there")
    hands.save(Key.Key_Return)
    rows = [hands.claims.shown_uids().index(uid) for uid in ("B01", "B02")]
    assert [hands.claims.cell(row, "grade") for row in rows] == ["F3", "F3"]
    hands.hit(Key.Key_T)
    hands.write("seen")
    hands.save(Key.Key_Return)
    assert hands.undo_label() == "Undo: tag 2 claims “seen”"
    assert [hands.claims.cell(row, "tags") for row in rows] == ["seen", "seen"]
    hands.pick("B01", "B02", "A15")
    hands.hit(Key.Key_T)
    (choice,) = hands.open(TagList).model.rows
    assert "on 2 of 3" in choice.name
    hands.save(Key.Key_Return)
    assert hands.undo_label() == "Undo: tag 3 claims “seen”"


def test_all_that_is_proposed_for_a_claim_is_decided_at_once(
    hands: EditHands, desk_path: Path
) -> None:
    did(desk_path, PROPOSED)
    hands.do(hands.window.workspace.editing.look)
    hands.pick("B01")
    hands.save_by(hands.named("Accept all: 5 proposed relations"))
    assert hands.undo_label() == "Undo: accept 5 relations"


def test_a_right_click_offers_the_edits_of_the_rows_picked(hands: EditHands) -> None:
    hands.pick("B01", "A15")
    viewport, at = hands.at("claims", hands.ref("claim", "A15"))
    hands.ask_menu(viewport, at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.objectName() for one in menu.actions()] == list(OF_CLAIMS)
    assert all(one.isEnabled() for one in menu.actions())
    menu.close()
    assert action(hands, "relate").isEnabled(), "the menu bar keeps its actions"


def test_two_claims_are_asked_for_where_two_are_related(hands: EditHands) -> None:
    hands.pick("B01")
    for id_ in ("relate", "no-conflict"):
        assert not action(hands, id_).isEnabled()
        assert "Select two claims" in action(hands, id_).toolTip()
    hands.hit(Key.Key_C)
    assert not hands.window.findChildren(RelateSheet)


# -- fields ----------------------------------------------------------------------------------------


def test_a_note_shows_at_once_as_pending_and_esc_lets_it_go(hands: EditHands) -> None:
    hands.pick("B01")
    hands.hit(Key.Key_N, SHIFT)
    hands.write("thrown away")
    hands.hit(Key.Key_Escape)
    assert not hands.note.writing
    assert hands.note.told.text() == "Write a note"
    assert hands.frame.selection.current is not None, "Esc let go of the note and of nothing else"
    hands.hit(Key.Key_F2)
    hands.write("kept")
    hands.hit(Key.Key_Return, CTRL)
    assert hands.note.told.text() == "kept"
    assert hands.window.workspace.unsettled
    hands.settled()
    assert hands.note.told.text() == "kept"
    assert hands.note.told.hasFocus()


def test_what_somebody_types_outlives_the_changes_of_others(
    hands: EditHands, desk_path: Path
) -> None:
    hands.pick("B01")
    hands.hit(Key.Key_N, SHIFT)
    hands.write("mine")
    did(desk_path, NoteOnClaim("B01", "", "theirs"))
    hands.do(hands.window.workspace.editing.look)
    assert hands.note.field is not None
    assert hands.note.field.toPlainText() == "mine"
    hands.hit(Key.Key_Return, CTRL)
    told = hands.clash()
    assert {"theirs", "mine"} <= set(told)
    assert hands.note.told.text() == "theirs"


def test_a_note_is_saved_before_another_claim_takes_the_page(hands: EditHands) -> None:
    hands.pick("A15")
    hands.pick("B01")
    hands.hit(Key.Key_N, SHIFT)
    hands.write("typed")
    other = hands.ref("claim", "A15")
    hands.do(lambda: hands.detail.request_current(other))
    assert current(hands) == "A15"
    assert hands.undo_label() == "Undo: note on claim B01"


def test_a_tag_is_completed_from_those_of_the_desk(hands: EditHands, desk_path: Path) -> None:
    did(desk_path, TagClaims(("A15",), "To check"))
    hands.do(hands.window.workspace.editing.look)
    hands.pick("B01")
    tags = hands.open(Tags)
    hands.push(tags.add)
    hands.write("chec")
    assert tags.field is not None
    popup = tags.field.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    hands.qtbot.keyClick(popup, Key.Key_Down)
    hands.do(lambda: hands.qtbot.keyClick(popup, Key.Key_Return))
    assert hands.undo_label() == "Undo: tag claim B01 “To check”"
    assert [chip.accessibleName() for chip in hands.open(Tags).chips] == [
        "Take off the tag To check"
    ]


def test_a_tag_half_typed_is_let_go(hands: EditHands) -> None:
    hands.pick("B01")
    tags = hands.open(Tags)
    hands.push(tags.add)
    hands.write("ha")
    hands.hit(Key.Key_Escape)
    assert not tags.writing
    assert tags.add.hasFocus()
    assert not hands.window.workspace.unsettled


def test_whoever_grades_says_on_what_grounds(hands: EditHands) -> None:
    hands.pick("B01")
    hands.hit(Key.Key_G)
    sheet = hands.open(GradeSheet)
    assert sheet.go.isEnabled(), "not judged needs no grounds"
    hands.hit(Key.Key_1)
    assert not sheet.go.isEnabled()
    assert sheet.note.text() == "Say what it rests on"
    hands.write("x")
    assert sheet.go.isEnabled()
    hands.close_overlays()


def test_tab_stays_within_a_sheet_and_a_click_elsewhere_closes_it(hands: EditHands) -> None:
    hands.pick("B01", "A07")
    hands.hit(Key.Key_C)
    sheet = hands.open(RelateSheet)
    for _ in range(6):
        hands.hit(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert sheet.isAncestorOf(focus)
    hands.push(hands.claims.table.viewport())
    assert not [one for one in hands.window.findChildren(RelateSheet) if one.isVisible()]


# -- relations -------------------------------------------------------------------------------------


def test_what_is_related_already_is_not_related_again(hands: EditHands) -> None:
    hands.pick("B01", "A15")
    hands.hit(Key.Key_C)
    sheet = hands.open(RelateSheet)
    hands.write("Why not")
    assert not sheet.go.isEnabled()
    assert "there already, accepted" in sheet.note.text()
    hands.push(sheet.kinds["no_conflict"])
    assert sheet.go.isEnabled()
    assert "rejects the contradiction" in sheet.note.text()
    hands.close_overlays()


def test_the_two_are_swapped_where_the_one_acts_on_the_other(hands: EditHands) -> None:
    hands.pick("B01", "A07")
    hands.hit(Key.Key_C)
    sheet = hands.open(RelateSheet)
    assert not sheet.swap.isEnabled()
    hands.push(sheet.kinds["supersedes"])
    hands.push(sheet.swap)
    assert sheet.kinds["supersedes"].accessibleName() == "A07 supersedes B01"
    sheet.field.setFocus()
    hands.write("Later")
    hands.save(Key.Key_Return)
    assert hands.undo_label() == "Undo: relate A07 as superseding B01"


def test_where_nothing_is_proposed_accepting_says_so(hands: EditHands, qtbot: QtBot) -> None:
    hands.pick("B01")
    with qtbot.waitSignal(hands.detail.told) as told:
        hands.hit(Key.Key_A)
    assert told.args == ["No relation is proposed for the claim in the detail pane"]


def test_what_was_accepted_can_be_rejected_and_opened_again(hands: EditHands) -> None:
    hands.pick("B01")
    hands.push(hands.named("Decide again: contradicts A15"))
    hands.do(lambda: hands.choose("Reject"))
    assert hands.undo_label() == "Undo: reject B01 and A15 as contradicting"
    hands.push(hands.named("1 rejected"))
    hands.save_by(hands.named("Reopen: rejected: contradicts A15"))
    hands.named("Accept: proposed: contradicts A15").setFocus()
    hands.press(Key.Key_A)
    assert hands.undo_label() == "Undo: accept B01 and A15 as contradicting"


# -- what may only be read -------------------------------------------------------------------------


def test_on_a_desk_that_may_only_be_read_every_way_says_why(
    hands: EditHands, desk_path: Path, qtbot: QtBot
) -> None:
    did(desk_path, TagClaims(("B01",), "seen"), PROPOSED)
    hands.do(hands.window.workspace.editing.look)
    hands.pick("A15", "B01")
    frame = hands.frame
    desk = replace(frame.snapshot.desk, writable=False)
    shut = replace(frame, snapshot=replace(frame.snapshot, desk=desk))
    hands.window.menus.show_frame(shut)
    for id_ in ("retire", "grade", "tag", "note", "relate", "no-conflict", "accept", "reject"):
        assert not action(hands, id_).isEnabled()
        assert "This desk may only be read" in action(hands, id_).toolTip()
    hands.detail.show_frame(shut)
    with qtbot.assertNotEmitted(hands.detail.edit_requested):
        for name in ("Retire…", "Add a tag", "Grade F6 · not judged", "Note: none"):
            assert not hands.named(name).isEnabled()
            assert "This desk may only be read" in hands.named(name).toolTip()
            hands.push(hands.named(name))
        hands.detail.begin_note()
    assert not hands.note.writing
    assert not hands.named("Accept: proposed: contradicts A15").isEnabled()
