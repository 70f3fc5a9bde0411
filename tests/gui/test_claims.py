"""The claims table: what its cells say, how it is walked, sorted, picked from and copied."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.columns import Ints
from db.model import Claim, ClaimId, PlaceId, Ref, Relation
from db.query import Order, Query, Selection
from desktop.frame import Frame
from desktop.panels.claims import ClaimsPanel
from desktop.panels.claims_columns import COLUMNS, NUMBER
from desktop.panels.claims_model import PAGE, ClaimsModel
from desktop.theme import Theme
from desktop.workspace import Workspace

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    panel = ClaimsPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(880, 314)
    workspace.changed.connect(panel.show_frame)
    panel.query_requested.connect(workspace.refine)
    panel.selection_requested.connect(workspace.select)
    panel.narrow_requested.connect(workspace.narrow)
    panel.show_frame(workspace.frame)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def at(panel: ClaimsPanel, row: int, column: Order = "paraphrase") -> QPoint:
    return panel.table.visualRect(panel.model.index(row, NUMBER[column])).center()


def uids(panel: ClaimsPanel, workspace: Workspace) -> set[str]:
    ids = np.array(sorted(workspace.frame.selection.claims), np.int32)
    return {claim.uid for claim in panel.model.snapshot.records.claims(ids)}


def row_of(panel: ClaimsPanel, uid: str) -> int:
    return panel.shown_uids().index(uid)


def pick(panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, uid: str) -> None:
    row = row_of(panel, uid)
    panel.table.scrollTo(panel.model.index(row, 0))
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(panel.table.viewport(), _Button.LeftButton, pos=at(panel, row))


def press(
    panel: ClaimsPanel,
    workspace: Workspace,
    qtbot: QtBot,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.table, key, held)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("contested", "≠"),
        ("claimant", "Moscow-backed administration of Donetsk"),
        (
            "paraphrase",
            "Russian troops have Bakhmut encircled, "
            "according to the Moscow-backed authorities in Donetsk.",
        ),
        ("position", "Encircled"),
        ("about", "1 Feb 2023"),
        ("via", "IBTimes Singapore"),
        ("grade", "F6"),
        ("place", "Bakhmut"),
        ("said", "1 Feb 2023"),
        ("published", "1 Feb 2023"),
        ("recorded", "4 Mar 2023"),
        ("voice", "indirect, asserted"),
        ("question", "How near is Bakhmut to falling or being encircled?"),
        ("category", "encirclement"),
        ("status", "coded"),
    ],
)
def test_a_cell_says_what_its_claim_holds(panel: ClaimsPanel, column: Order, text: str) -> None:
    assert panel.cell(row_of(panel, "B01"), column) == text


def test_every_column_has_its_expected_cell_above() -> None:
    marks = test_a_cell_says_what_its_claim_holds.pytestmark  # type: ignore[attr-defined]
    assert [row[0] for row in marks[0].args[1]] == [column.id for column in COLUMNS]


def test_what_is_not_known_is_said_or_left_empty(panel: ClaimsPanel) -> None:
    undated = row_of(panel, panel.shown_uids()[-1])
    assert panel.cell(undated, "about") == "undated"
    without = [n for n in range(panel.model.rowCount()) if panel.model.claim(n).answer is None]
    assert {panel.cell(row, "position") for row in without} == {""}


def test_the_model_keeps_the_contract_of_qt(
    panel: ClaimsPanel, qtmodeltester: ModelTester, workspace: Workspace
) -> None:
    qtmodeltester.check(panel.model, force_py=True)
    panel.model.show_snapshot(workspace.store.snapshot(Query(text="soledar")), Query().sort)


class Counted:
    """Records that say which ids were asked of them."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.asked: list[int] = []
        self._claims = claims

    def claims(self, ids: Ints) -> Sequence[Claim]:
        self.asked += ids.tolist()
        return [self._claims[int(id_) % len(self._claims)] for id_ in ids]

    def relations(self, claim: ClaimId) -> Sequence[Relation]:
        return ()

    def claims_of(self, ref: Ref) -> Ints:
        return np.empty(0, np.int32)


def test_only_rows_in_view_are_fetched(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    snapshot = workspace.frame.snapshot
    records = Counted(snapshot.records.claims(snapshot.ids))
    many = replace(snapshot, ids=np.arange(100_000, dtype=np.int32), records=records)
    panel.show_frame(Frame(snapshot=many))
    for key in (_Key.Key_Down, _Key.Key_End):
        qtbot.keyClick(panel.table, key, _Modifier.ControlModifier)
    qtbot.waitUntil(lambda: 99_999 in records.asked)
    assert set(records.asked) <= {*range(PAGE), *range(100_000 - 2 * PAGE, 100_000)}


def test_pages_are_let_go_when_others_come(workspace: Workspace, qapp: QApplication) -> None:
    snapshot = workspace.frame.snapshot
    records = Counted(snapshot.records.claims(snapshot.ids))
    model = ClaimsModel()
    many = replace(snapshot, ids=np.arange(100_000, dtype=np.int32), records=records)
    model.show_snapshot(many, Query().sort)
    for row in (*range(0, 100_000, PAGE), 0):
        model.claim(row)
    assert records.asked.count(0) == 2


def test_a_click_selects_and_makes_current(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    assert uids(panel, workspace) == {"B01"}
    assert panel.model.is_current(row_of(panel, "B01"))


def test_ctrl_click_toggles_and_shift_click_spans(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, panel.shown_uids()[0])
    for row, held in ((2, _Modifier.ControlModifier), (4, _Modifier.ShiftModifier)):
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(
                panel.table.viewport(), _Button.LeftButton, held, at(panel, row, "about")
            )
    first, *_ = shown = panel.shown_uids()
    assert uids(panel, workspace) == {first, *shown[2:5]}
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(
            panel.table.viewport(), _Button.LeftButton, _Modifier.ControlModifier, at(panel, 3)
        )
    assert uids(panel, workspace) == {first, shown[2], shown[4]}


def test_ctrl_click_joins_what_another_panel_has_picked(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(1)})))
    workspace.settle()
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(
            panel.table.viewport(),
            _Button.LeftButton,
            _Modifier.ControlModifier,
            at(panel, panel.table.rowAt(0)),
        )
    assert workspace.frame.selection.places == {1}
    assert len(workspace.frame.selection.claims) == 1


@pytest.mark.parametrize(("on", "back"), [(_Key.Key_J, _Key.Key_K), (_Key.Key_Down, _Key.Key_Up)])
def test_j_and_k_move_as_the_arrows_do(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, on: Qt.Key, back: Qt.Key
) -> None:
    pick(panel, workspace, qtbot, panel.shown_uids()[0])
    press(panel, workspace, qtbot, on)
    press(panel, workspace, qtbot, on)
    assert uids(panel, workspace) == {panel.shown_uids()[2]}
    press(panel, workspace, qtbot, back)
    assert panel.model.is_current(1)
    press(panel, workspace, qtbot, on, _Modifier.ShiftModifier)
    assert uids(panel, workspace) == set(panel.shown_uids()[1:3])
    assert panel.model.is_current(2)


def test_all_rows_selected_stand_for_all_claims(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    press(panel, workspace, qtbot, _Key.Key_A, _Modifier.ControlModifier)
    assert workspace.frame.selection.whole
    assert not workspace.frame.selection.claims
    assert workspace.frame.highlight.rows.all()


@pytest.mark.parametrize("gesture", ["Enter", "double click"])
def test_enter_and_double_click_make_the_selection_the_filter(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, gesture: str
) -> None:
    pick(panel, workspace, qtbot, "B01")
    if gesture == "Enter":
        press(panel, workspace, qtbot, _Key.Key_Return)
    else:
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseDClick(
                panel.table.viewport(), _Button.LeftButton, pos=at(panel, row_of(panel, "B01"))
            )
    assert panel.shown_uids() == ["B01"]
    assert not workspace.frame.selection.claims


def test_a_link_followed_away_is_come_back_from_by_a_click(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    workspace.select(lambda s: replace(s, current=("place", 1)))
    workspace.settle()
    pick(panel, workspace, qtbot, "B01")
    assert panel.model.is_current(row_of(panel, "B01"))


def test_a_selection_made_elsewhere_is_shown_and_lit_rows_come_into_view(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    last = panel.model.claim_id(panel.model.rowCount() - 1)
    workspace.select(lambda _: Selection(claims=frozenset({last})))
    workspace.settle()
    row = panel.model.rowCount() - 1
    assert panel.table.selectionModel().isRowSelected(row)
    assert panel.table.viewport().rect().contains(at(panel, row))


def test_tabbing_into_the_table_keeps_what_is_picked(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(1)})))
    workspace.settle()
    with qtbot.assertNotEmitted(panel.selection_requested):
        panel.columns_button.setFocus()
        panel.table.setFocus(Qt.FocusReason.TabFocusReason)


def test_drawing_asks_for_nothing_and_may_be_repeated(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, "B01")
    before = panel.table.verticalScrollBar().value()
    with (
        qtbot.assertNotEmitted(panel.query_requested),
        qtbot.assertNotEmitted(panel.selection_requested),
    ):
        for frame in (workspace.frame, Frame(), Frame(), workspace.frame, workspace.frame):
            panel.show_frame(frame)
    assert panel.table.selectionModel().isRowSelected(row_of(panel, "B01"))
    assert panel.table.verticalScrollBar().value() == before


def heading(panel: ClaimsPanel, column: Order) -> QPoint:
    n = NUMBER[column]
    return QPoint(panel.columns.sectionViewportPosition(n) + panel.columns.sectionSize(n) // 2, 12)


def test_a_heading_sorts_and_clicked_again_turns_around(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    for arrow in "↑↓":
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(
                panel.columns.viewport(), _Button.LeftButton, pos=heading(panel, "claimant")
            )
        names = [panel.cell(row, "claimant") for row in range(panel.model.rowCount())]
        told = panel.model.headerData(NUMBER["claimant"], Qt.Orientation.Horizontal)
        assert told == f"Claimant {arrow}"
        assert names == sorted(names, key=str.casefold, reverse=arrow == "↓")
    assert panel.header.note.text() == "66, by claimant"


@pytest.mark.parametrize("column", [column.id for column in COLUMNS if not column.optional])
def test_what_has_no_value_is_last_either_way(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot, column: Order
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(
                panel.columns.viewport(), _Button.LeftButton, pos=heading(panel, column)
            )
        cells = [panel.cell(row, column) for row in range(panel.model.rowCount())]
        unknown = [cell in {"", "undated"} for cell in cells]
        if column != "contested":
            assert unknown == sorted(unknown)


def test_the_menu_of_columns_sorts_and_shows_by_keyboard(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.columns_button, _Key.Key_Space)
    assert panel.menu.isVisible()
    choice = next(action for action in panel.menu.actions() if action.text() == "Question")
    panel.menu.setActiveAction(choice)
    qtbot.keyClick(panel.menu, _Key.Key_Return)
    assert not panel.columns.isSectionHidden(NUMBER["question"])
    assert choice.isChecked()
    assert not panel.menu.isVisible()


def test_columns_leave_one_by_one_where_there_is_no_room(panel: ClaimsPanel) -> None:
    shown: list[list[Order]] = []
    for width in (880, 700, 560):
        panel.resize(width, 314)
        shown.append([c.id for c in COLUMNS if not panel.columns.isSectionHidden(NUMBER[c.id])])
    everything: list[Order] = [column.id for column in COLUMNS if not column.optional]
    assert shown == [everything, everything[:5], everything[:5]]
    assert panel.columns.sectionSize(NUMBER["position"]) < 60
    panel.resize(880, 314)
    assert not panel.columns.isSectionHidden(NUMBER["grade"])
    assert panel.columns.sectionSize(NUMBER["position"]) > 100
    assert panel.table.horizontalScrollBar().maximum() == 0


def test_the_columns_are_kept(panel: ClaimsPanel, theme: Theme, qtbot: QtBot) -> None:
    panel.columns.choose("question", on=True)
    panel.columns.choose("via", on=False)
    panel.columns.resizeSection(NUMBER["claimant"], 131)
    panel.columns.moveSection(panel.columns.visualIndex(NUMBER["question"]), 2)
    another = ClaimsPanel(theme)
    qtbot.addWidget(another)
    another.restore(panel.state())
    assert another.columns.wanted == panel.columns.wanted
    assert another.columns.visualIndex(NUMBER["question"]) == 2
    another.resize(1200, 300)
    assert another.state() == panel.state()


@pytest.mark.parametrize("state", [b"", b"\xff", b"{}", b"[1]", b'[["about", 90, true]]'])
def test_the_columns_of_another_version_change_nothing(panel: ClaimsPanel, state: bytes) -> None:
    before = panel.state()
    panel.restore(state)
    assert panel.state() == before


def test_a_claim_is_not_shown_without_its_claimant(panel: ClaimsPanel) -> None:
    panel.columns.choose("claimant", on=False)
    assert not panel.columns.isSectionHidden(NUMBER["claimant"])


def test_selected_rows_are_copied_as_they_are_ordered(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(panel, workspace, qtbot, panel.shown_uids()[0])
    press(panel, workspace, qtbot, _Key.Key_Down, _Modifier.ShiftModifier)
    qtbot.keyClick(panel.table, _Key.Key_C, _Modifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    told = "Claim\t≠\tClaimant\tWhat is claimed\tPosition\tAbout\tVia\tGrade"
    assert lines[0] == told
    assert [line.split("\t")[0] for line in lines[1:]] == panel.shown_uids()[:2]
    assert lines[1].split("\t")[1:] == [
        panel.cell(0, column.id) for column in COLUMNS if not column.optional
    ]


def test_without_a_selected_row_the_current_is_copied_and_else_those_lit(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    place = Selection(places=frozenset({PlaceId(10)}))
    workspace.select(lambda _: place)
    workspace.settle()
    lit = np.array(panel.shown_uids())[workspace.frame.highlight.rows].tolist()
    assert len(lit) > 1
    assert [line.split("\t")[0] for line in panel.tsv().splitlines()[1:]] == lit
    workspace.select(lambda _: replace(place, current=("claim", panel.model.claim_id(0))))
    workspace.settle()
    copied = [line.split("\t")[0] for line in panel.tsv().splitlines()[1:]]
    assert copied == panel.shown_uids()[:1]


def test_a_copied_cell_stays_one_cell_and_a_formula_stays_as_it_is(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    snapshot = workspace.frame.snapshot
    claims = snapshot.records.claims(snapshot.ids)
    odd = replace(claims[0], paraphrase="=1+1\tand\nmore\r\n")
    records = Counted([odd])
    shown = replace(snapshot, ids=np.array([1], np.int32), records=records)
    panel.show_frame(Frame(snapshot=shown, selection=Selection(current=("claim", 1))))
    row = panel.tsv().splitlines()[1].split("\t")
    assert row[3].startswith("=1+1")
    assert len(row) == 8


def test_the_header_says_how_many_and_an_empty_table_says_why(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    assert panel.header.note.text() == "66, by date"
    workspace.refine(lambda q: replace(q, text="nothing of the kind"))
    workspace.settle()
    assert panel.table.empty_text == "0 of 66 claims. Lift a filter to see more"
    panel.show_frame(Frame())
    assert panel.table.empty_text == "No claims yet"
    assert panel.header.note.text() == ""


def test_a_row_is_spoken_whole(panel: ClaimsPanel) -> None:
    cell = panel.model.index(row_of(panel, "B01"), 0)
    said = str(cell.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("contested, Moscow-backed administration of Donetsk, Russian troops")
    assert said.endswith("Encircled, 1 Feb 2023, IBTimes Singapore, F6")
