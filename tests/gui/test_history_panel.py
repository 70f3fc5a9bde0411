"""The history panel: what was done, what it changed, undo of one thing and of all after it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.edits.claims import NoteOnClaim
from db.edits.relations import Relate
from db.edits.tags import TagClaims
from db.store import Store
from db.writer import Writer
from desktop import show
from desktop.dialogs.clashes import ClashSheet
from desktop.dialogs.overlay import Ask
from desktop.panels.history.panel import HistoryPanel
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.edits import RENAME, did
from tests.gui.hands import CTRL, LEFT, SHIFT
from tests.gui.past import PastHands

Key = Qt.Key
NOTE = NoteOnClaim("B01", "", "seen by two")
TAG = TagClaims(("B01", "A15"), "to check")
RELATE = Relate("B01", "A02", "qualifies", "narrows it")
EDITS = (NOTE, TAG, RELATE)
PLAIN = {0x2068: None, 0x2069: None}
"""What keeps texts from turning each other round is not looked at here."""
NAMES = [
    "Relate B01 as qualifying A02",
    "Tag 2 claims “to check”",
    "Note on claim B01",
    "Import bakhmut-2023.desk",
]


@pytest.fixture
def desk_path(desk_path: Path) -> Path:
    """A desk with a note, a tag and a relation of Ada's."""
    did(desk_path, *EDITS)
    return desk_path


@pytest.fixture
def past(window: MainWindow, qtbot: QtBot) -> PastHands:
    hands = PastHands(window, qtbot)
    hands.open()
    return hands


def notes(window: MainWindow, uid: str = "B01") -> str:
    with desks.reading(window.workspace.store.path) as connection:
        sql = "SELECT notes FROM claim WHERE uid = ?"
        return connection.execute(sql, (uid,)).fetchone()[0]


# -- what is shown ---------------------------------------------------------------------------------


def test_its_key_shows_it_goes_there_and_puts_it_away(window: MainWindow, qtbot: QtBot) -> None:
    hands = PastHands(window, qtbot)
    assert window.docks["history"].isHidden()
    hands.open()
    assert window.history.isVisible()
    assert hands.list.hasFocus()
    hands.open()
    assert window.docks["history"].isHidden()


def test_the_newest_stands_on_top_each_with_who_when_and_how_much(past: PastHands) -> None:
    assert past.names == NAMES
    assert past.panel.header.note.text() == "4"
    row = past.list.lines.rows[1]
    at = datetime(2023, 3, 2, 12, tzinfo=UTC).astimezone()
    when = f"{at.day} Mar 2023 {at:%H:%M}"
    assert row.spoken == f"Tag 2 claims “to check”, by Ada, {when}, 3 rows"
    assert "2023-03-02 12:00:00.000 (UTC)" in row.tip
    assert past.spoken[-1].endswith("the beginning")


def test_what_an_entry_changed_is_shown_field_by_field(past: PastHands) -> None:
    past.click("Note on claim B01")
    assert [line.translate(PLAIN) for line in past.changed] == [
        "Claim B01, changed",
        "notes: empty → seen by two",
    ]
    past.to("Tag 2 claims “to check”")
    heads = [row.name for row in past.changes.lines.rows if ":" not in row.spoken]
    assert [head.translate(PLAIN) for head in heads] == [
        "Tag “to check”, new",
        "Tag of a claim B01 – to check, new",
        "Tag of a claim A15 – to check, new",
    ]


def test_a_long_list_of_changes_ends_with_how_many_more_there_are(past: PastHands) -> None:
    past.click(NAMES[-1])
    assert past.changed[-1] == "and 640 more"


def test_what_was_undone_says_so(past: PastHands) -> None:
    past.click("Note on claim B01")
    past.hands.do(lambda: past.qtbot.mouseClick(past.panel.foot.undo, LEFT))
    assert past.names == ["Undo: note on claim B01", *NAMES]
    assert past.spoken[3].endswith("undone")
    assert past.list.lines.rows[3].key == past.list.key, "the keys stay on their entry"


def test_all_of_it_can_be_heard(past: PastHands) -> None:
    for widget in past.panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            spoken = QAccessible.queryAccessibleInterface(widget)
            assert spoken.text(QAccessible.Text.Name).strip(), widget
    for rows in (past.list, past.changes):
        role = Qt.ItemDataRole.AccessibleTextRole
        assert all(rows.lines.index(n).data(role) for n in range(rows.lines.rowCount()))


# -- undo ------------------------------------------------------------------------------------------


def test_one_edit_is_undone_by_its_button_whatever_came_after_it(past: PastHands) -> None:
    past.click("Note on claim B01")
    past.hands.do(lambda: past.qtbot.mouseClick(past.panel.foot.undo, LEFT))
    assert notes(past.window) == ""
    assert not past.panel.foot.undo.isEnabled()
    assert "undone already" in past.panel.foot.undo.toolTip()


def test_one_edit_is_undone_by_a_key_and_redone_from_its_undo(past: PastHands) -> None:
    past.to("Note on claim B01")
    past.press(Key.Key_U)
    assert notes(past.window) == ""
    past.to("Undo: note on claim B01")
    assert past.panel.foot.undo.text() == "Redo this"
    past.press(Key.Key_U)
    assert notes(past.window) == "seen by two"
    assert past.names[0] == "Redo: note on claim B01"


def test_one_edit_is_undone_from_its_menu(past: PastHands) -> None:
    past.to("Note on claim B01")
    past.hands.do(lambda: past.choose(past.menu, "Undo this"))
    assert notes(past.window) == ""


def test_what_a_desk_began_with_cannot_be_undone(past: PastHands) -> None:
    past.to(NAMES[-1])
    assert not past.panel.foot.undo.isEnabled()
    assert "began with this" in past.panel.foot.undo.toolTip()
    past.qtbot.keyClick(past.list, Key.Key_U)
    assert not past.window.workspace.unsettled


def test_all_after_an_entry_is_undone_once_that_is_confirmed(past: PastHands) -> None:
    past.click("Note on claim B01")
    past.qtbot.mouseClick(past.panel.foot.down_to, LEFT)
    said = past.panel.notice.words.text().translate(PLAIN)
    assert said.splitlines() == [
        "Undo 2 edits after “note on claim B01”?",
        "– Relate B01 as qualifying A02",
        "– Tag 2 claims “to check”",
        "Redo brings them back, one by one.",
    ]
    past.hands.do(lambda: past.qtbot.mouseClick(past.panel.notice.answers[0], LEFT))
    assert notes(past.window) == "seen by two"
    assert past.names[:2] == [
        "Undo: tag 2 claims “to check”",
        "Undo: relate B01 as qualifying A02",
    ]
    assert past.panel.foot.down_to.isEnabled() is False
    assert past.list.hasFocus()


def test_undo_to_here_by_keys_asks_and_can_be_let_go(past: PastHands) -> None:
    past.to(NAMES[-1])
    past.qtbot.keyClick(past.list, Key.Key_U, SHIFT)
    assert past.panel.notice.isVisible()
    past.qtbot.keyClick(past.window.focusWidget(), Key.Key_Escape)
    assert not past.panel.notice.isVisible()
    assert past.list.hasFocus()
    past.qtbot.keyClick(past.list, Key.Key_U, SHIFT)
    answer = past.panel.notice.answers[0]
    assert answer.hasFocus()
    assert answer.text() == "Undo 3 edits"
    past.hands.do(lambda: past.qtbot.keyClick(answer, Key.Key_Return))
    assert notes(past.window) == ""
    past.hands.press(Key.Key_Z, CTRL | SHIFT)
    assert notes(past.window) == "seen by two", "redo brings back the first of them"


def test_an_undo_that_does_not_fit_what_is_there_shows_both_versions(past: PastHands) -> None:
    did(past.window.workspace.store.path, NoteOnClaim("B01", "seen by two", "seen by three"))
    past.hands.do(past.window.workspace.editing.look)
    past.list.setFocus()
    past.list.setCurrentIndex(past.list.lines.index(3))
    with past.qtbot.waitSignal(past.window.workspace.failed):
        past.qtbot.keyClick(past.list, Key.Key_U)
    (sheet,) = past.window.findChildren(ClashSheet)
    sheet.close()
    past.hands.settled()
    assert notes(past.window) == "seen by three"


def test_an_undo_asks_first_in_whose_name_it_is_made(past: PastHands) -> None:
    past.window.settings.author = ""
    past.to("Note on claim B01")
    past.qtbot.keyClick(past.list, Key.Key_U)
    (ask,) = past.window.findChildren(Ask)
    ask.field.setText("Grace")
    past.hands.do(lambda: past.qtbot.keyClick(ask.field, Key.Key_Return))
    assert "by Grace" in past.spoken[0]


def test_undo_of_the_menu_asks_in_whose_name_too(past: PastHands) -> None:
    past.window.settings.author = ""
    past.qtbot.keyClick(past.window, Key.Key_Z, CTRL)
    (ask,) = past.window.findChildren(Ask)
    ask.field.setText("Grace")
    past.hands.do(lambda: past.qtbot.keyClick(ask.field, Key.Key_Return))
    assert past.names[0] == "Undo: relate B01 as qualifying A02"


# -- filters ---------------------------------------------------------------------------------------


def test_the_history_of_one_author(past: PastHands) -> None:
    past.set(past.panel.bar.who, "tests")
    assert past.names == NAMES[-1:]
    assert past.panel.header.note.text() == "1 of 4"
    past.qtbot.mouseClick(past.panel.bar.lift, LEFT)
    assert past.names == NAMES


def test_the_history_of_what_is_current_is_chosen_from_the_menu(past: PastHands) -> None:
    past.hands.click("claims", past.hands.ref("claim", "A15"))
    past.set(past.panel.bar.what, "claim A15")
    assert past.names == [NAMES[1], NAMES[-1]], "a tag of a claim is part of its history"
    past.set(past.panel.bar.what, "Everything")
    assert past.names == NAMES


def test_the_history_of_a_thing_is_a_command_with_its_name(past: PastHands) -> None:
    past.hands.click("claims", past.hands.ref("claim", "B01"))
    (action,) = [a for a in past.window.table if a.id == "history-of"]
    assert action.name(past.hands.frame).translate(PLAIN) == "History of claim B01"
    past.qtbot.keyClick(past.window, Key.Key_H, CTRL | SHIFT)
    assert past.names == NAMES
    past.hands.click("places", past.hands.ref("place", "soledar"))
    past.qtbot.keyClick(past.window, Key.Key_H, CTRL | SHIFT)
    assert past.names == NAMES[-1:]
    assert past.panel.bar.words.text().endswith("Soledar")


def test_the_history_of_today_has_a_way_back_where_it_is_empty(past: PastHands) -> None:
    past.set(past.panel.bar.when, "Today")
    assert past.names == []
    (way,) = [b for b in past.panel.empty.findChildren(QPushButton) if b.isVisible()]
    assert way.text() == "Show all: 4"
    past.qtbot.mouseClick(way, LEFT)
    assert past.names == NAMES
    assert past.list.hasFocus()


def test_the_history_of_days_typed(past: PastHands) -> None:
    days = past.panel.bar.days
    past.set(past.panel.bar.when, "Days…")
    past.qtbot.keyClicks(days.until, "2023-03-03")
    past.qtbot.keyClick(days.until, Key.Key_Return)
    assert past.names == NAMES[:3]
    past.qtbot.keyClicks(days.since, "2023-03-04")
    past.qtbot.keyClick(days.since, Key.Key_Return)
    assert days.fault.text() == "The first day is after the last."
    days.since.clear()
    past.qtbot.keyClicks(days.since, "soon")
    past.qtbot.keyClick(days.since, Key.Key_Return)
    assert "is not a day" in days.fault.text()
    past.qtbot.keyClick(days, Key.Key_Escape)
    assert past.names == NAMES[:3]


def test_the_history_of_one_author_by_keys(past: PastHands) -> None:
    past.panel.bar.who.setFocus()
    past.qtbot.keyClick(past.panel.bar.who, Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Anyone", "Ada", "tests"]
    for _ in range(2):
        past.qtbot.keyClick(menu, Key.Key_Down)
    past.qtbot.keyClick(menu, Key.Key_Return)
    assert past.names == NAMES[:3]
    assert past.panel.bar.who.accessibleName() == "Who: Ada"


# -- to the thing, and elsewhere -------------------------------------------------------------------


def test_enter_goes_to_the_thing_that_was_changed(past: PastHands) -> None:
    past.to("Note on claim B01")
    frame = past.press(Key.Key_Return)
    assert frame.selection.current == past.hands.ref("claim", "B01")


def test_a_double_click_goes_there_and_so_does_the_link(past: PastHands) -> None:
    frame = past.double_click(past.list, "Tag 2 claims “to check”")
    assert frame.selection.current == past.hands.ref("claim", "B01")
    past.click("Relate B01 as qualifying A02")
    past.hands.click("places", past.hands.ref("place", "soledar"))
    frame = past.hands.do(lambda: past.qtbot.mouseClick(past.panel.go, LEFT))
    assert frame.selection.current == past.hands.ref("claim", "B01")


def test_a_line_of_what_was_changed_leads_to_its_own_thing(past: PastHands) -> None:
    past.click("Tag 2 claims “to check”")
    line = next(row.name for row in past.changes.lines.rows if "A15" in row.name)
    frame = past.double_click(past.changes, line)
    assert frame.selection.current == past.hands.ref("claim", "A15")


def test_an_entry_is_copied_as_a_line_of_text(past: PastHands) -> None:
    past.to("Note on claim B01")
    past.qtbot.keyClick(past.list, Key.Key_C, CTRL)
    line = QGuiApplication.clipboard().text()
    assert line == "2023-03-02T12:00:00.000Z\tAda\tnote on claim B01\t1"


def test_what_another_window_does_shows_within_a_look(past: PastHands) -> None:
    did(past.window.workspace.store.path, RENAME)
    past.hands.do(past.window.workspace.editing.look)
    assert past.names[0] == "Rename a place"


def test_nothing_can_be_undone_in_a_desk_that_may_only_be_read(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    frame = workspace.frame
    desk = replace(frame.snapshot.desk, writable=False)
    panel = HistoryPanel(theme)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_frame(replace(frame, snapshot=replace(frame.snapshot, desk=desk)))
    assert not panel.foot.undo.isEnabled()
    assert "may only be read" in panel.foot.undo.toolTip()
    assert not panel.foot.down_to.isEnabled()
    with qtbot.assertNotEmitted(panel.undo_requested):
        qtbot.keyClick(panel.list, Key.Key_U)
        qtbot.keyClick(panel.list, Key.Key_U, SHIFT)
    assert not panel.notice.isVisible()


# -- a long history --------------------------------------------------------------------------------


@pytest.fixture
def long(desk_path: Path, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a desk of 2,003 transactions."""
    with closing(Writer(desk_path, "Ada", lambda: desks.NOW)) as writes:
        for n in range(2_000):
            was = str(n - 1) if n else "seen by two"
            writes.apply(NoteOnClaim("B01", was, str(n)))
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    with closing(Store.open(desk_path)) as store:
        window = MainWindow(Workspace(store), theme, settings, "long.desk")
        qtbot.addWidget(window)
        window.resize(1600, 1000)
        with qtbot.waitExposed(window):
            window.show()
        yield window
        window.close()


def test_a_long_history_is_read_as_it_is_scrolled_to(long: MainWindow, qtbot: QtBot) -> None:
    hands = PastHands(long, qtbot)
    hands.open()
    assert hands.panel.header.note.text() == show.count(2_004)
    assert len(hands.names) == 200
    for _ in range(11):
        qtbot.keyClick(hands.list, Key.Key_End)
    assert len(hands.names) == 2_004
    assert hands.names[-1] == NAMES[-1]
    assert len({row.key for row in hands.list.lines.rows}) == 2_004
