"""The columns of the claims table: what cells say, sorting, choosing and copying."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from db.model import PlaceId
from db.query import Order, Selection
from desktop.frame import Frame
from desktop.panels.claims.columns import COLUMNS, NUMBER
from desktop.panels.claims.panel import ClaimsPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.gui.rows import Counted, heading, pick, press, row_of, shown

_Button, _Key, _Modifier = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> ClaimsPanel:
    return shown(workspace, theme, qtbot)


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
        ("tags", ""),
        ("standing", "contested by 1"),
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


def drag(panel: ClaimsPanel, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    header = panel.columns.viewport()
    qtbot.mousePress(header, _Button.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(header, start + (end - start) * step / 4)
    qtbot.mouseRelease(header, _Button.LeftButton, pos=end)


def test_a_heading_is_dragged_to_another_place_and_does_not_sort(
    panel: ClaimsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(workspace.changed):
        drag(panel, qtbot, heading(panel, "about"), heading(panel, "claimant") - QPoint(60, 0))
    assert panel.columns.ordered()[:4] == ["contested", "about", "claimant", "paraphrase"]


def test_a_column_is_dragged_wider_and_keeps_its_width(
    panel: ClaimsPanel, theme: Theme, qtbot: QtBot
) -> None:
    edge = QPoint(panel.columns.sectionViewportPosition(NUMBER["paraphrase"]) - 1, 12)
    before = panel.columns.sectionSize(NUMBER["claimant"])
    drag(panel, qtbot, edge, edge - QPoint(40, 0))
    assert panel.columns.sectionSize(NUMBER["claimant"]) == before - 40
    another = ClaimsPanel(theme)
    qtbot.addWidget(another)
    another.restore(panel.state())
    assert another.columns.sectionSize(NUMBER["claimant"]) == before - 40


def test_columns_are_moved_in_their_menu_by_keyboard_and_put_back(
    panel: ClaimsPanel, qtbot: QtBot
) -> None:
    at_first = panel.state()
    qtbot.keyClick(panel.columns_button, _Key.Key_Space)
    (about,) = [action for action in panel.menu.actions() if action.text() == "About"]
    panel.menu.setActiveAction(about)
    for _ in range(3):
        qtbot.keyClick(panel.menu, _Key.Key_Up, _Modifier.ControlModifier)
    assert panel.columns.ordered()[:3] == ["contested", "about", "claimant"]
    qtbot.keyClick(panel.menu, _Key.Key_Down, _Modifier.ControlModifier)
    assert panel.columns.ordered()[:3] == ["contested", "claimant", "about"]
    assert panel.menu.activeAction().text() == "About"
    qtbot.keyClick(panel.menu, _Key.Key_Return)
    assert "about" not in panel.columns.wanted
    qtbot.keyClick(panel.columns_button, _Key.Key_Space)
    (back,) = [action for action in panel.menu.actions() if action.text() == "Columns as at first"]
    panel.menu.setActiveAction(back)
    qtbot.keyClick(panel.menu, _Key.Key_Return)
    assert panel.state() == at_first


def test_a_column_is_hidden_by_the_menu_of_its_heading_unless_it_is_always_there(
    panel: ClaimsPanel, qtbot: QtBot
) -> None:
    columns: tuple[tuple[Order, bool], ...] = (("grade", True), ("claimant", False))
    for column, can in columns:
        panel.columns.customContextMenuRequested.emit(heading(panel, column))
        hide = panel.menu.actions()[0]
        assert (hide.text(), hide.isEnabled()) == ("Hide this column", can)
        qtbot.mouseClick(
            panel.menu, _Button.LeftButton, pos=panel.menu.actionGeometry(hide).center()
        )
        assert (column in panel.columns.wanted) == (not can)
        panel.menu.close()
    qtbot.keyClick(panel.columns_button, _Key.Key_Space)
    assert panel.menu.actions()[0].text() == "Contested"
    panel.menu.close()


@pytest.mark.parametrize("columns", [None, "x", {}, [1], [["about", 90, True]]])
def test_the_columns_of_another_version_change_nothing(panel: ClaimsPanel, columns: object) -> None:
    before = panel.state()
    panel.restore({"columns": columns})
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


def test_a_copied_cell_stays_one_cell_and_no_spreadsheet_takes_it_for_a_formula(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    snapshot = workspace.frame.snapshot
    claims = snapshot.records.claims(snapshot.ids)
    odd = replace(claims[0], paraphrase="=1+1\tand\nmore\r\n")
    records = Counted([odd])
    shown = replace(snapshot, ids=np.array([1], np.int32), records=records)
    panel.show_frame(Frame(snapshot=shown, selection=Selection(current=("claim", 1))))
    row = panel.tsv().splitlines()[1].split("\t")
    assert row[3].startswith("'=1+1")
    assert len(row) == 8


def test_the_header_says_how_many_and_an_empty_table_says_why(
    panel: ClaimsPanel, workspace: Workspace
) -> None:
    assert panel.header.note.text() == "66, by date"
    workspace.refine(lambda q: replace(q, text="nothing of the kind"))
    workspace.settle()
    assert panel.empty.said.text() == "0 of 66 claims"
    panel.show_frame(Frame())
    assert panel.empty.said.text() == "No claims yet"
    assert panel.header.note.text() == ""


def test_a_row_is_spoken_whole(panel: ClaimsPanel) -> None:
    cell = panel.model.index(row_of(panel, "B01"), 0)
    said = str(cell.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("contested; Moscow-backed administration of Donetsk: Russian troops")
    assert said.endswith("Position Encircled; About 1 Feb 2023; Via IBTimes Singapore; Grade F6")
