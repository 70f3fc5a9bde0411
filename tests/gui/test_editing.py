"""Edits on their way: shown at once, said to be saved once they are, undone by keys, never lost."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from db.edits.claims import NoteOnClaim, RetireClaims
from db.edits.names import Rename
from db.edits.rows import Named
from db.errors import DeskFull
from db.query import Query, Selection
from db.store import Store
from db.writer import Writer
from desktop.dialogs.clashes import ClashSheet
from desktop.dialogs.overlay import Ask
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.gui.hands import CTRL, Hands

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOTE = NoteOnClaim("A01", "", "Seen twice.")
RENAME = Rename("place", Named("soledar", "Soledar"), "Elsewhere")


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    window.activateWindow()
    return Hands(window, qtbot)


def elsewhere(path: Path, *edits: object) -> None:
    """Make edits as another program does that has the desk open."""
    with closing(Writer(path, "Eve", lambda: desks.NOW)) as writes:
        for edit in edits:
            writes.apply(edit)  # type: ignore[arg-type]


def name(hands: Hands, action: str) -> str:
    """Return what an action is called in the menu."""
    found = hands.window.menus.findChild(type(hands.window.menus.actions()[0]), action)
    assert found is not None
    return found.text()


def note(workspace: Workspace) -> str:
    sql = "SELECT notes FROM claim WHERE uid = 'A01'"
    return workspace.store.connection.execute(sql).fetchone()[0]


def test_an_edit_shows_as_pending_at_once_and_as_saved_once_it_is(hands: Hands) -> None:
    workspace, status = hands.window.workspace, hands.window.status
    workspace.edit(NOTE)
    workspace.settle()
    assert workspace.frame.edits.pending == ("note on claim A01",)
    assert status.said.text() == "Saving: note on claim A01 …"
    assert note(workspace) == ""
    hands.settled()
    assert workspace.frame.edits.pending == ()
    assert status.said.text() == "Saved: note on claim A01"
    assert note(workspace) == "Seen twice."


def test_an_edit_is_seen_in_every_panel(hands: Hands) -> None:
    hands.do(lambda: hands.window.door.edit(RENAME))
    place = hands.ref("place", "soledar")[1]
    assert hands.frame.snapshot.desk.places[place].name == "Elsewhere"  # type: ignore[index]
    hands.search("Elsewhere")
    assert len(hands.frame.snapshot.ids) == 10


def test_undo_and_redo_by_keys_name_what_they_do(hands: Hands) -> None:
    assert name(hands, "undo") == "Undo"
    hands.do(lambda: hands.window.door.edit(NOTE))
    hands.do(lambda: hands.window.door.edit(RENAME))
    assert name(hands, "undo") == "Undo: rename place Soledar to Elsewhere"
    hands.focus("claims")
    hands.do(lambda: hands.press(Key.Key_Z, CTRL))
    assert name(hands, "undo") == "Undo: note on claim A01"
    assert name(hands, "redo") == "Redo: rename place Soledar to Elsewhere"
    hands.do(lambda: hands.press(Key.Key_Z, CTRL))
    assert note(hands.window.workspace) == ""
    hands.do(lambda: hands.press(Key.Key_Z, CTRL | SHIFT))
    assert note(hands.window.workspace) == "Seen twice."
    assert name(hands, "redo") == "Redo: rename place Soledar to Elsewhere"


def test_undo_by_the_menu_is_the_same_and_says_when_there_is_nothing(hands: Hands) -> None:
    undo = hands.window.menus.findChild(type(hands.window.menus.actions()[0]), "undo")
    assert undo is not None
    assert not undo.isEnabled()
    assert "Nothing was changed since this desk was made" in undo.toolTip()
    hands.do(lambda: hands.window.door.edit(NOTE))
    assert undo.isEnabled()
    hands.do(undo.trigger)
    assert note(hands.window.workspace) == ""


def test_undo_pressed_thrice_undoes_three(hands: Hands) -> None:
    workspace = hands.window.workspace
    before = workspace.store.head
    for n, was in enumerate(("", "1", "2"), 1):
        hands.do(lambda n=n, was=was: workspace.edit(NoteOnClaim("A01", was, str(n))))
    assert note(workspace) == "3"

    def thrice() -> None:
        for _ in range(3):
            workspace.editing.undo()

    hands.do(thrice)
    assert note(workspace) == ""
    assert workspace.store.head == before + 6


def test_edits_made_at_once_are_all_said_to_be_one_s_own(hands: Hands) -> None:
    workspace = hands.window.workspace

    def both() -> None:
        workspace.edit(NOTE)
        workspace.edit(RENAME)

    hands.do(both)
    assert workspace.frame.edits.news == (
        "Saved: rename place Soledar to Elsewhere",
        "Saved: note on claim A01",
    )


def test_undo_outlives_a_restart(desk_path: Path, theme: Theme, qapp: QApplication) -> None:
    elsewhere(desk_path, RENAME)
    with closing(Store.open(desk_path)) as store:
        workspace = Workspace(store)
        assert workspace.frame.edits.undo == "rename place Soledar to Elsewhere"
        workspace.close()


def test_what_another_program_writes_comes_in(hands: Hands, desk_path: Path) -> None:
    workspace = hands.window.workspace
    elsewhere(desk_path, RENAME)
    place = hands.ref("place", "soledar")[1]
    assert hands.frame.snapshot.desk.places[place].name == "Soledar"  # type: ignore[index]
    workspace.editing.watch()
    with hands.qtbot.waitSignal(workspace.changed):
        pass
    workspace.close()
    assert hands.frame.snapshot.desk.places[place].name == "Elsewhere"  # type: ignore[index]
    said = hands.window.status.said.text()
    assert said == "Eve changed this desk: rename place Soledar to Elsewhere"


def test_until_then_records_are_those_of_what_is_shown(hands: Hands, desk_path: Path) -> None:
    claim = hands.ref("claim", "A01")[1]
    elsewhere(desk_path, NOTE)
    records = hands.frame.snapshot.records
    (before,) = records.claims(hands.frame.snapshot.ids[hands.frame.snapshot.ids == claim])
    assert before.notes == ""
    hands.do(hands.window.workspace.editing.look)
    (after,) = hands.frame.snapshot.records.claims(
        hands.frame.snapshot.ids[hands.frame.snapshot.ids == claim]
    )
    assert after.notes == "Seen twice."


def test_a_stale_edit_shows_theirs_and_yours_and_overwrites_nothing(
    hands: Hands, desk_path: Path
) -> None:
    elsewhere(desk_path, NOTE)
    hands.do(lambda: hands.window.door.edit(NoteOnClaim("A01", "", "Mine.")))
    (sheet,) = hands.window.findChildren(ClashSheet)
    texts = [label.text() for label in sheet.findChildren(type(hands.window.status.keys))]
    assert {"Seen twice.", "Mine."} <= set(texts)
    assert note(hands.window.workspace) == "Seen twice."
    hands.qtbot.mouseClick(sheet.leave, Qt.MouseButton.LeftButton)


def test_a_claim_retired_elsewhere_is_neither_shown_nor_selected(
    hands: Hands, desk_path: Path
) -> None:
    claim = hands.ref("claim", "A01")
    hands.do(
        lambda: hands.window.workspace.select(
            lambda _: Selection(claims=frozenset({claim[1]}), current=claim)  # type: ignore[arg-type]
        )
    )
    hands.do(lambda: hands.window.workspace.refine(lambda _: Query().choosing("claim", {claim[1]})))
    elsewhere(desk_path, RetireClaims({"A01": "coded"}, "counted twice"))
    hands.do(hands.window.workspace.editing.look)
    assert hands.frame.selection == Selection()
    assert (hands.frame.snapshot.total, len(hands.frame.snapshot.ids)) == (65, 0)


@pytest.mark.parametrize("way", ["mouse", "key"])
def test_a_full_disk_is_said_and_the_same_edit_can_be_tried_again(hands: Hands, way: str) -> None:
    workspace = hands.window.workspace
    workspace.failed.emit(DeskFull("x.desk: the disk is full. Nothing was lost"), (NOTE,))
    (box,) = hands.window.findChildren(QMessageBox)
    retry = box.button(QMessageBox.StandardButton.Retry)

    def again() -> None:
        if way == "mouse":
            hands.qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
        else:
            retry.setFocus()
            hands.qtbot.keyClick(retry, Key.Key_Space)

    hands.do(again)
    assert note(workspace) == "Seen twice."


@pytest.mark.parametrize("way", ["mouse", "key"])
def test_the_name_is_asked_once_and_kept(hands: Hands, way: str) -> None:
    window = hands.window
    window.settings.author = ""
    window.door.edit(NOTE)
    (ask,) = window.findChildren(Ask)
    ask.field.clear()
    assert not ask.go.isEnabled()
    hands.qtbot.keyClicks(ask.field, "Grace")
    if way == "mouse":
        hands.do(lambda: hands.qtbot.mouseClick(ask.go, Qt.MouseButton.LeftButton))
    else:
        hands.do(lambda: hands.qtbot.keyClick(ask.field, Key.Key_Return))
    assert window.settings.author == "Grace"
    sql = "SELECT who FROM txn ORDER BY id DESC LIMIT 1"
    assert window.workspace.store.connection.execute(sql).fetchone() == ("Grace",)
    hands.do(lambda: window.door.edit(RENAME))
    assert not [one for one in window.findChildren(Ask) if one.isVisible()]


@pytest.fixture
def large(large_path: Path, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    path = Path(shutil.copy(large_path, tmp_path / "valley.desk"))
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    settings.author = "Ada"
    with closing(Store.open(path)) as store:
        window = MainWindow(Workspace(store), theme, settings, "valley.desk")
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        yield window
        window.close()


def test_a_large_desk_follows_in_a_reader_and_is_saved_before_it_has(
    large: MainWindow, qtbot: QtBot
) -> None:
    workspace = large.workspace
    uid = workspace.frame.snapshot.records.claims(workspace.frame.snapshot.ids[:1])[0].uid
    total = workspace.frame.snapshot.total
    workspace.edit(RetireClaims({uid: "coded"}, "counted twice"))
    qtbot.waitUntil(lambda: bool(workspace.editing.state.news), timeout=30_000)
    shown = workspace.frame.snapshot
    assert shown.records.claims(shown.ids[:1])[0].status == "coded", "as what is on screen has it"
    assert workspace.editing.state.news == (f"Saved: retire claim {uid}",)
    assert workspace.frame.snapshot.total == total
    qtbot.waitUntil(lambda: not workspace.unsettled, timeout=60_000)
    assert workspace.frame.snapshot.total == total - 1
