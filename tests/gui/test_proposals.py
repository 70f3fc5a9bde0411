"""Proposed relations are decided one after the other, by the keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from db.edits.claims import NoteOnClaim, RetireClaims
from db.edits.propose import Propose
from db.store import Store
from desktop.dialogs.overlay import Ask
from desktop.panels.proposals.panel import ProposalsPanel
from desktop.panels.proposals.rows import WaitingRow
from desktop.panels.proposals.strip import Strip
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.edits import did
from tests.gui.deciding import DecidingHands
from tests.gui.hands import CTRL, LEFT, SHIFT

Key = Qt.Key
FIRST = ("A28", "B20")
SECOND = ("B26", "B28")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """The bundled desk without its relations."""
    return desks.bare(tmp_path)


@pytest.fixture
def desk_path(bare_path: Path) -> Path:
    """That desk, with what the rules propose."""
    did(bare_path, Propose())
    return bare_path


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> DecidingHands:
    hands = DecidingHands(window, qtbot)
    hands.open()
    return hands


# -- the queue -------------------------------------------------------------------------------------


def test_its_key_shows_the_most_contested_pair_whole(hands: DecidingHands) -> None:
    assert hands.list.hasFocus()
    assert hands.note == "62 to decide"
    assert hands.window.docks["proposals"].windowTitle() == "Proposals · 62"
    assert hands.rows[0] == ("contradicts", *FIRST)
    assert hands.pair == FIRST
    said = [label.text() for label in hands.panel.pair.findChildren(QLabel)]
    for part in ("A28 and B20 contradict each other", "Unnamed experts", "What would follow"):
        assert any(part in one for one in said), part
    for clock in ("About", "Said", "Published", "Recorded", "Grade", "Answer"):
        assert said.count(clock) == 2
    assert any("A28" in one and "B20" in one and "R1" not in one for one in said)


def test_nothing_is_read_before_it_is_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    hands = DecidingHands(window, qtbot)
    assert hands.rows == []
    hands.open()
    assert len(hands.rows) == 62


def test_moving_on_picks_both_claims_in_every_panel(hands: DecidingHands) -> None:
    frame = hands.do(lambda: hands.hit(Key.Key_J))
    assert hands.pair == SECOND
    picked = {hands.ref("claim", uid)[1] for uid in SECOND}
    assert {int(one) for one in frame.selection.claims} == picked
    assert hands.window.claims.table.selectionModel().selectedRows()
    assert hands.list.hasFocus()
    hands.do(lambda: hands.hit(Key.Key_K))
    assert hands.pair == FIRST


def test_space_reads_on_in_the_pair_and_with_shift_back(hands: DecidingHands) -> None:
    hands.window.resize(1280, 700)
    bar = hands.panel.pair.verticalScrollBar()
    hands.qtbot.waitUntil(lambda: bar.maximum() > 0)
    hands.hit(Key.Key_Space)
    assert bar.value() > 0
    hands.hit(Key.Key_Space, SHIFT)
    assert bar.value() == 0
    assert hands.pair == FIRST


def test_both_stand_on_the_scale_of_their_question(hands: DecidingHands) -> None:
    hands.do(lambda: hands.hit(Key.Key_J))
    (strip,) = hands.panel.pair.findChildren(Strip)
    assert "B26: step 4 of 4, Russia holds" in strip.accessibleName().translate(
        {0x2068: None, 0x2069: None}
    )


# -- decided ---------------------------------------------------------------------------------------


def test_a_accepts_shows_the_next_and_keeps_the_keys(hands: DecidingHands) -> None:
    frame = hands.decide(Key.Key_A)
    assert hands.between(*FIRST)[0][:2] == ("contradicts", "accepted")
    assert hands.pair == SECOND
    assert frame.selection.claims == {hands.ref("claim", uid)[1] for uid in SECOND}
    assert hands.note == "61 to decide"
    assert hands.list.hasFocus()


def test_keys_may_be_quicker_than_the_disk(hands: DecidingHands) -> None:
    hands.hit(Key.Key_A)
    hands.hit(Key.Key_A)
    hands.settled()
    assert hands.between(*FIRST)[0][1] == hands.between(*SECOND)[0][1] == "accepted"
    assert hands.note == "60 to decide"


def test_undo_brings_it_back_with_the_keys_on_it(hands: DecidingHands) -> None:
    hands.decide(Key.Key_A)
    hands.undo()
    assert hands.between(*FIRST)[0][1] == "proposed"
    assert hands.pair == FIRST
    assert hands.note == "62 to decide"


def test_r_asks_why_in_place_and_keeps_it(hands: DecidingHands) -> None:
    hands.hit(Key.Key_R)
    assert hands.panel.reason.isVisible()
    assert not hands.panel.reason.go.isEnabled()
    hands.hit(Key.Key_Return)
    assert hands.panel.reason.isVisible()
    hands.write("An ABN of 1999")
    hands.do(lambda: hands.hit(Key.Key_Return))
    ((_, state, why),) = hands.between(*FIRST)
    assert state == "rejected"
    assert why.endswith(" — rejected: An ABN of 1999")
    assert hands.pair == SECOND
    assert hands.list.hasFocus()
    assert hands.panel.foot.isVisible()


def test_the_last_reason_comes_again_to_be_kept(hands: DecidingHands) -> None:
    hands.decide(Key.Key_R, "another day")
    hands.hit(Key.Key_R)
    assert hands.panel.reason.field.selectedText() == "another day"
    hands.do(lambda: hands.hit(Key.Key_Return))
    assert hands.between(*SECOND)[0][2].endswith("another day")


def test_esc_lets_the_reason_go_and_the_pair_stays(hands: DecidingHands) -> None:
    frame = hands.do(lambda: hands.hit(Key.Key_J))
    hands.hit(Key.Key_R)
    hands.write("not")
    hands.hit(Key.Key_Escape)
    assert not hands.panel.reason.isVisible()
    assert hands.list.hasFocus()
    assert hands.pair == SECOND
    assert hands.frame.selection == frame.selection
    assert hands.between(*SECOND)[0][1] == "proposed"


def test_what_is_typed_stays_while_the_desk_moves(hands: DecidingHands) -> None:
    hands.hit(Key.Key_R)
    hands.write("not")
    did(hands.window.workspace.store.path, NoteOnClaim("B01", "", "seen by two"))
    hands.do(hands.window.workspace.editing.look)
    assert hands.panel.reason.isVisible()
    hands.write(" so")
    hands.do(lambda: hands.hit(Key.Key_Return))
    assert hands.between(*FIRST)[0][2].endswith("not so")


def test_n_relates_them_as_no_conflict_and_rejects_what_clashes(hands: DecidingHands) -> None:
    hands.decide(Key.Key_N, "two villages")
    assert [one[:2] for one in hands.between(*FIRST)] == [
        ("contradicts", "rejected"),
        ("no_conflict", "accepted"),
    ]
    assert hands.between(*FIRST)[1][2] == "two villages"
    assert hands.pair == SECOND
    hands.undo()
    assert [one[:2] for one in hands.between(*FIRST)] == [("contradicts", "proposed")]
    assert hands.pair == FIRST


def test_n_on_what_is_no_clash_rejects_that_too(hands: DecidingHands) -> None:
    while hands.pair != ("A27", "B28"):
        hands.do(lambda: hands.hit(Key.Key_J))
    hands.decide(Key.Key_N, "two villages")
    assert [one[:2] for one in hands.between("A27", "B28")] == [
        ("no_conflict", "accepted"),
        ("supersedes", "rejected"),
    ]


def test_l_puts_it_at_the_end_and_writes_nothing(hands: DecidingHands) -> None:
    before = hands.window.workspace.store.head
    hands.do(lambda: hands.hit(Key.Key_L))
    assert hands.pair == SECOND
    assert hands.rows[-1][1:] == FIRST
    assert hands.note == "62 to decide"
    assert hands.window.workspace.store.head == before


def test_the_keys_decide_wherever_in_the_panel_the_focus_is(hands: DecidingHands) -> None:
    hands.panel.foot.buttons["later"].setFocus()
    hands.decide(Key.Key_A)
    assert hands.between(*FIRST)[0][1] == "accepted"


def test_the_buttons_and_the_menu_do_what_the_keys_do(hands: DecidingHands) -> None:
    accept = hands.panel.foot.buttons["accept"]
    hands.do(lambda: hands.qtbot.mouseClick(accept, LEFT))
    assert hands.between(*FIRST)[0][1] == "accepted"
    hands.list.setFocus()
    hands.hit(Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [
        "Accept\tA",
        "Reject…\tR",
        "No conflict…\tN",
        "Later\tL",
    ]
    at = menu.actionGeometry(menu.actions()[3]).center()
    hands.do(lambda: hands.qtbot.mouseClick(menu, LEFT, pos=at))
    assert hands.rows[-1][1:] == SECOND


# -- echoes ----------------------------------------------------------------------------------------


def row(hands: DecidingHands) -> WaitingRow:
    return cast("WaitingRow", hands.list.row)


def test_an_echo_is_folded_under_its_first_and_can_be_decided_on_its_own(
    hands: DecidingHands,
) -> None:
    hands.do(lambda: hands.hit(Key.Key_J))
    assert row(hands).echoes == 1
    assert "folded" in row(hands).spoken
    hands.hit(Key.Key_Right)
    assert hands.rows[1:3] == [("contradicts", *SECOND), ("contradicts", "B26", "B31")]
    hands.do(lambda: hands.hit(Key.Key_J))
    assert row(hands).echo
    hands.decide(Key.Key_R, "another week")
    assert hands.between("B26", "B31")[0][1] == "rejected"
    assert hands.between(*SECOND)[0][1] == "proposed"


def test_left_folds_the_echoes_again(hands: DecidingHands) -> None:
    hands.do(lambda: hands.hit(Key.Key_J))
    hands.hit(Key.Key_Right)
    hands.do(lambda: hands.hit(Key.Key_J))
    hands.hit(Key.Key_Left)
    assert hands.pair == SECOND
    assert len(hands.rows) == 62


def test_where_the_first_is_accepted_the_echo_waits_at_the_end(hands: DecidingHands) -> None:
    hands.do(lambda: hands.hit(Key.Key_J))
    hands.decide(Key.Key_A)
    assert hands.note == "61 to decide"
    assert hands.pair == ("B28", "B34")
    assert hands.rows[-1] == ("contradicts", "B26", "B31")


# -- what else is shown ----------------------------------------------------------------------------


def test_it_follows_the_filters(hands: DecidingHands) -> None:
    hands.tick("claimant", "Vladimir Putin")
    assert hands.note == "0 of 62 to decide"
    assert hands.panel.empty.isVisible()
    (lift,) = hands.panel.empty.buttons
    hands.do(lambda: hands.qtbot.mouseClick(lift, LEFT))
    assert hands.note == "62 to decide"
    hands.search("Soledar")
    assert 0 < len(hands.rows) < 62
    assert hands.note == f"{len(hands.rows)} of 62 to decide"


def test_those_of_a_claim_picked_elsewhere_come_first(hands: DecidingHands) -> None:
    hands.click("claims", hands.ref("claim", "B05"))
    assert hands.pair == ("B05", "B01")
    hands.do(lambda: hands.qtbot.mouseClick(hands.panel.foot.buttons["later"], LEFT))
    assert hands.pair == ("B05", "B02")


def test_a_desk_as_it_was_is_looked_at_and_not_decided(hands: DecidingHands) -> None:
    hands.do(
        lambda: hands.window.workspace.refine(
            lambda query: query.as_of("recorded", desks.NOW.date())
        )
    )
    assert hands.pair
    hands.hit(Key.Key_A)
    assert "as it was" in hands.window.status.said.text()
    assert not hands.panel.foot.buttons["accept"].isEnabled()
    assert hands.panel.foot.buttons["later"].isEnabled()
    assert hands.between(*FIRST)[0][1] == "proposed"


def test_only_what_both_claims_were_known_by_is_there(hands: DecidingHands) -> None:
    hands.do(
        lambda: hands.window.workspace.refine(
            lambda query: query.as_of("published", desks.NOW.date().replace(month=2))
        )
    )
    assert {uid[0] for _, a, b in hands.rows for uid in (a, b)} == {"B"}


def test_what_another_has_decided_meanwhile_is_said_and_gone(hands: DecidingHands) -> None:
    hands.hit(Key.Key_A)  # while this one is on its way, nothing is asked twice
    hands.settled()
    did(hands.window.workspace.store.path, RetireClaims({"B26": "coded"}, "a mistake"))
    hands.do(hands.window.workspace.editing.look)
    assert not [one for one in hands.rows if "B26" in one]


def test_without_a_name_it_is_asked_for_and_the_pair_waits(hands: DecidingHands) -> None:
    hands.window.settings.author = ""
    hands.do(lambda: hands.hit(Key.Key_A))
    (ask,) = [one for one in hands.window.findChildren(Ask) if one.isVisible()]
    assert hands.note == "62 to decide"
    ask.field.setText("Ada")
    hands.do(lambda: hands.qtbot.keyClick(ask.field, Key.Key_Return))
    assert hands.between(*FIRST)[0][1] == "accepted"
    assert hands.note == "61 to decide"


# -- nothing to decide -----------------------------------------------------------------------------


@pytest.fixture
def empty(bare_path: Path, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[DecidingHands]:
    """The window on the desk of which no rule has looked at anything."""
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    settings.author = "Ada"
    store = Store.open(bare_path)
    window = MainWindow(Workspace(store), theme, settings, "bare.desk")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: not window.workspace.unsettled)
    yield DecidingHands(window, qtbot)
    window.close()
    store.close()


def test_with_nothing_to_decide_it_offers_the_rules(empty: DecidingHands) -> None:
    empty.open()
    assert empty.panel.empty.said.text() == "Nothing waits to be decided"
    (propose,) = empty.panel.empty.buttons
    empty.do(lambda: empty.qtbot.mouseClick(propose, LEFT))
    assert empty.note == "62 to decide"
    assert empty.window.status.said.text() == "Saved: propose 67 new relations"
    empty.do(lambda: empty.qtbot.keyClick(empty.window, Key.Key_Z, CTRL))
    assert empty.panel.empty.isVisible()


def test_asked_again_the_rules_say_that_nothing_is_new(
    window: MainWindow, qtbot: QtBot, hands: DecidingHands
) -> None:
    with qtbot.waitSignal(window.workspace.proposing.told):
        next(one for one in window.table if one.id == "propose").wish(window)
    hands.settled()
    assert window.status.said.text() == "The rules propose nothing new"


def test_a_desk_that_may_only_be_read_is_looked_at(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    frame = workspace.frame
    desk = replace(frame.snapshot.desk, writable=False)
    panel = ProposalsPanel(theme)
    qtbot.addWidget(panel)
    panel.show_frame(replace(frame, snapshot=replace(frame.snapshot, desk=desk)))
    with qtbot.waitExposed(panel):
        panel.show()
    assert [card.claim.uid for card in panel.pair.cards] == [*FIRST]
    with qtbot.assertNotEmitted(panel.edit_requested), qtbot.waitSignal(panel.told) as told:
        qtbot.keyClick(panel.list, Key.Key_A)
    assert told.args == ["This desk may only be read"]
    qtbot.keyClick(panel.list, Key.Key_R)
    assert not panel.reason.isVisible()
    qtbot.keyClick(panel.list, Key.Key_J)
    assert [card.claim.uid for card in panel.pair.cards] == [*SECOND]
