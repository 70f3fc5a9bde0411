"""Roads and Timeline as tables: their rows are those of the files, picked as in the pictures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.export.columns import TableId
from db.export.extract import extract
from db.export.pick import Shown
from db.model import Ref, RouteId
from db.query import Query, Span
from db.store import Store
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.panels.twin.twin import Twin
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.files import Cells, by_csv, differences
from tests.gui import twins
from tests.gui.hands import CTRL, LEFT, SHIFT, Hands
from tests.wiring import wired

WINTER = Span(date(2023, 1, 1), date(2023, 3, 2))
TABLES: tuple[TableId, ...] = ("claims", "events", "routes")


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    """The window with both twins shown, by their keys."""
    hands = Hands(window, qtbot)
    for panel in ("timeline", "routes"):
        qtbot.keyClick(hands.focus(panel), Qt.Key.Key_F8)
    assert hands.routes.twin.shown
    assert hands.timeline.twin.shown
    return hands


@pytest.fixture
def two_voices(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    """A desk where two claimants report on one road, and nobody on another."""
    said = desks.form()
    for status in said["route_statuses"]:
        if status["route"] == "RD2":
            status["route"] = "RD4"
    desks.bring(tmp_path / "two.desk", said)
    store = Store.open(tmp_path / "two.desk")
    workspace = Workspace(store)
    yield workspace
    workspace.close()
    store.close()


@pytest.fixture
def roads(two_voices: Workspace, theme: Theme, qtbot: QtBot) -> RoutesPanel:
    panel = wired(RoutesPanel(theme), two_voices, (452, 604), qtbot)
    panel.toggle_twin()
    return panel


def unlike(hands: Hands, tmp_path: Path, *, lit: bool = False) -> list[str]:
    """Return where the twins differ from the files that the window writes now."""
    files = hands.export(tmp_path / "seen", TABLES)
    claims, events, routes = (by_csv(files[table]) for table in TABLES)
    found: list[str] = []
    for seen, written in (
        (twins.listed(hands.routes.twin, lit=lit), [twins.road(row) for row in routes]),
        (twins.listed(hands.timeline.twin, kind="event", lit=lit), list(map(twins.event, events))),
        (twins.listed(hands.timeline.twin, kind="claim", lit=lit), list(map(twins.claim, claims))),
    ):
        assert written
        found += differences(twins.of_file(seen, written), written)
    return found


def test_the_rows_of_both_twins_are_those_of_the_files_cell_for_cell(
    hands: Hands, tmp_path: Path
) -> None:
    assert hands.routes.twin.model.rowCount() == 6
    assert hands.timeline.twin.model.rowCount() == 22 + 66
    assert unlike(hands, tmp_path) == []


def test_after_a_span_a_search_and_a_sort_they_are_still_those_of_the_files(
    hands: Hands, tmp_path: Path
) -> None:
    hands.sort_claims("claimant")
    hands.search("CNN")
    hands.do(lambda: hands.window.workspace.refine(lambda q: q.during("about", WINTER)))
    assert 0 < hands.timeline.twin.model.rowCount() < 66
    assert hands.routes.twin.model.rowCount() == 6  # what the filters leave out is listed, dimmed
    assert unlike(hands, tmp_path) == []


def test_what_a_selection_lights_in_them_is_what_is_written_of_it(
    hands: Hands, tmp_path: Path
) -> None:
    hands.click("places", hands.ref("place", "bakhmut"))
    assert unlike(hands, tmp_path, lit=True) == []


def test_a_row_dropped_or_swapped_would_be_noticed(hands: Hands, tmp_path: Path) -> None:
    path = hands.export(tmp_path / "seen", ("routes",))["routes"]
    written = [twins.road(row) for row in by_csv(path)]
    seen = twins.listed(hands.routes.twin)
    swapped: list[Cells] = [seen[1], seen[0], *seen[2:]]
    assert differences(twins.of_file(seen[1:], written), written)
    assert differences(twins.of_file(swapped, written), written)
    assert differences(twins.of_file(seen, written), written[:-1])


def test_the_claims_of_the_timeline_stand_in_the_order_of_the_claims_table(hands: Hands) -> None:
    for by in ("grade", "claimant", "claimant"):
        hands.sort_claims(by)
        twin = hands.timeline.twin
        shown = [twin.model.listing.ref(n) for n in range(22, twin.model.rowCount())]
        assert shown == [("claim", id_) for id_ in hands.frame.snapshot.ids.tolist()]


def test_a_road_that_nobody_reports_on_says_so_and_two_claimants_have_two_rows(
    roads: RoutesPanel,
) -> None:
    rows = [(row["Road"], row["Claimant"]) for row in twins.listed(roads.twin)]
    assert ("Bakhmut – Sloviansk", "nobody on file") in rows
    both = [claimant for road, claimant in rows if road.startswith("Chasiv Yar")]
    assert both == ["CNN", "Moscow-backed administration of Donetsk"]


def test_several_claimants_of_a_road_stand_as_the_file_has_them(
    roads: RoutesPanel, two_voices: Workspace
) -> None:
    store, frame = two_voices.store, two_voices.frame
    file = extract(store.connection, "routes", Shown(frame.query, frame.snapshot, frame.snapshot))
    texts = [["" if cell is None else str(cell) for cell in row] for row in file.rows]
    written = [twins.road(dict(zip(file.table.names, row, strict=True))) for row in texts]
    assert differences(twins.listed(roads.twin), written) == []


def test_the_header_says_how_many_claims_the_span_leaves_out(hands: Hands) -> None:
    hands.do(lambda: hands.window.workspace.refine(lambda q: q.during("about", WINTER)))
    note = hands.timeline.header.note
    assert note.text() == "clock: about · 4 claims outside the span · 13 undated left out"
    hands.timeline.toggle_twin()
    assert note.text() == "clock: about"


def test_on_another_clock_the_dates_are_of_that_clock(hands: Hands) -> None:
    hands.do(lambda: hands.window.workspace.refine(lambda _: Query(clock="published")))
    rows = twins.listed(hands.timeline.twin)
    assert {row["Date"] for row in rows if row["Kind"] == "claim"} == {"1 Feb 2023", "1 Mar 2023"}
    assert {row["Date"] for row in rows if row["Kind"] == "event"} == {"undated"}


def click(hands: Hands, twin: Twin, row: int, held: Qt.KeyboardModifier) -> Frame:
    widget, spot = twins.at(twin, row)
    return hands.do(lambda: hands.qtbot.mouseClick(widget, LEFT, held, spot))


def test_a_click_picks_what_the_mark_of_the_picture_picks(hands: Hands) -> None:
    event: Ref = ("event", 1)
    twin = hands.timeline.twin
    picked = click(hands, twin, twins.row_of(twin, event), Qt.KeyboardModifier.NoModifier)
    assert picked.selection.events == {event[1]}
    assert picked.selection.current == event
    hands.timeline.toggle_twin()
    hands.do(lambda: hands.window.workspace.select(lambda _: Frame().selection))
    assert hands.click("timeline", event).selection == picked.selection


def test_ctrl_joins_and_parts_and_shift_spans(hands: Hands) -> None:
    twin = hands.timeline.twin
    none = Qt.KeyboardModifier.NoModifier
    refs = [twin.model.listing.ref(n) for n in range(30)]
    click(hands, twin, 20, none)
    joined = click(hands, twin, 24, CTRL).selection
    assert joined.events == {refs[20][1]}
    assert joined.claims == {refs[24][1]}
    assert click(hands, twin, 20, CTRL).selection.events == frozenset()
    click(hands, twin, 20, none)
    spanned = click(hands, twin, 24, SHIFT).selection
    assert spanned.events == {refs[20][1], refs[21][1]}
    assert spanned.claims == {refs[n][1] for n in (22, 23, 24)}


def test_what_is_picked_elsewhere_is_selected_or_tinted_in_the_twins(hands: Hands) -> None:
    claim = hands.ref("claim", "B26")
    hands.click("claims", claim)
    twin, row = hands.timeline.twin, twins.row_of(hands.timeline.twin, claim)
    assert twin.table.selectionModel().isRowSelected(row)
    assert twin.table.currentIndex().row() == row
    hands.click("places", hands.ref("place", "chasiv-yar"))
    assert not twin.table.selectionModel().hasSelection()
    highway = twins.row_of(hands.routes.twin, hands.ref("route", "RD4"))
    assert hands.routes.twin.model.is_lit(highway)


def test_j_and_k_go_from_row_to_row_and_enter_makes_it_the_filter(hands: Hands) -> None:
    hands.focus("routes")
    first = hands.press(Qt.Key.Key_J).selection.current
    second = hands.press(Qt.Key.Key_J).selection.current
    assert first != second
    assert hands.press(Qt.Key.Key_K).selection.current == first
    assert first is not None
    assert hands.press(Qt.Key.Key_Return).query.chosen("route") == {first[1]}


def test_a_double_click_makes_a_row_the_filter(hands: Hands) -> None:
    twin, road = hands.routes.twin, hands.ref("route", "RD5")
    widget, spot = twins.at(twin, twins.row_of(twin, road))

    def twice() -> None:
        hands.qtbot.mouseClick(widget, LEFT, pos=spot)
        hands.qtbot.mouseDClick(widget, LEFT, pos=spot)

    assert hands.do(twice).query.chosen("route") == {road[1]}


def test_all_rows_of_a_road_are_picked_and_let_go_together(
    roads: RoutesPanel, two_voices: Workspace, qtbot: QtBot
) -> None:
    twin = roads.twin
    highway = next(r for r in two_voices.frame.snapshot.desk.routes.values() if r.uid == "RD4")
    rows = twin.model.rows_of(("route", highway.id)).tolist()
    chosen = twin.table.selectionModel()

    def click(row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget, spot = twins.at(twin, row)
        with qtbot.waitSignal(two_voices.changed):
            qtbot.mouseClick(widget, LEFT, held, spot)

    click(rows[1])
    assert two_voices.frame.selection.routes == {highway.id}
    assert all(chosen.isRowSelected(row) for row in rows)
    qtbot.keyClick(twin.table, Qt.Key.Key_K)  # to the other claimant, still the same road
    assert twin.table.currentIndex().row() == rows[0]
    assert all(chosen.isRowSelected(row) for row in rows)
    click(rows[1], CTRL)
    assert two_voices.frame.selection.routes == frozenset[RouteId]()
    assert not any(chosen.isRowSelected(row) for row in rows)


@pytest.mark.parametrize("name", ["routes", "timeline"])
def test_f8_there_and_back_keeps_the_keys_in_the_panel_and_what_is_current(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    hands = Hands(window, qtbot)
    panel = window.panels[name]
    wanted: Ref = hands.ref("route", "RD4") if name == "routes" else ("event", 1)
    hands.click("routes" if name == "routes" else "timeline", wanted)
    hands.focus("routes" if name == "routes" else "timeline")
    for table in (True, False, True):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F8)
        focus = window.focusWidget()
        assert panel.state()["table"] is table
        assert focus is panel or panel.isAncestorOf(focus)
        assert focus.isVisible()
        assert hands.frame.selection.current == wanted
    twin = panel.findChildren(Twin)[0]
    assert twin.model.ref(twin.table.currentIndex().row()) == wanted


def test_f8_elsewhere_says_where_it_works(window: MainWindow, qtbot: QtBot) -> None:
    Hands(window, qtbot).focus("claims")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F8)
    assert "Roads and Timeline" in window.status.said.text()


def test_the_button_in_the_header_says_what_it_would_show(window: MainWindow, qtbot: QtBot) -> None:
    panel = Hands(window, qtbot).routes
    button = panel.twin.button
    assert (button.text(), button.accessibleName()) == ("table", "Show as a table (F8)")
    qtbot.mouseClick(button, LEFT)
    assert panel.twin.table.isVisible()
    assert not panel.diagram.isVisible()
    assert panel.sentence.isVisible()  # no report without it
    assert (button.text(), button.accessibleName()) == ("picture", "Show as a picture (F8)")


@pytest.mark.parametrize("kind", [RoutesPanel, TimelinePanel])
def test_a_panel_that_was_a_table_is_one_again(
    workspace: Workspace, theme: Theme, qtbot: QtBot, kind: type[Panel]
) -> None:
    panel = wired(kind(theme), workspace, (600, 400), qtbot)  # type: ignore[call-arg]
    assert panel.state()["table"] is False
    panel.restore({"table": "nonsense"})
    panel.restore({})
    assert panel.state()["table"] is False
    panel.restore({"table": True})
    assert panel.state()["table"] is True
    assert panel.findChildren(Twin)[0].model.rowCount() > 0


def test_the_keys_of_the_brush_work_in_the_table_too(hands: Hands) -> None:
    hands.do(lambda: hands.window.workspace.refine(lambda q: q.during("about", WINTER)))
    hands.focus("timeline")
    assert hands.press(Qt.Key.Key_BracketRight).query.spans["about"] != WINTER
    assert not hands.press(Qt.Key.Key_Delete).query.spans


def test_tab_enters_and_leaves_the_tables_both_ways(hands: Hands) -> None:
    hands.focus("places")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        met: set[QWidget] = set()
        for _ in range(200):
            hands.qtbot.keyClick(hands.window.focusWidget(), key)
            met.add(hands.window.focusWidget())
        assert {hands.routes.twin.table, hands.timeline.twin.table, hands.claims.table} <= met


@pytest.mark.parametrize("kind", [RoutesPanel, TimelinePanel])
def test_an_empty_desk_has_a_table_that_says_why(
    theme: Theme, qtbot: QtBot, kind: type[Panel]
) -> None:
    panel = kind(theme)  # type: ignore[call-arg]
    qtbot.addWidget(panel)
    panel.show_frame(Frame())
    panel.toggle_twin()
    twin = panel.findChildren(Twin)[0]
    assert twin.model.rowCount() == 0
    assert twin.table.empty_text


def test_a_screen_reader_finds_a_table_with_headings_and_rows_in_words(hands: Hands) -> None:
    name = QAccessible.Text.Name
    table = QAccessible.queryAccessibleInterface(hands.routes.twin.table)
    assert table.role() == QAccessible.Role.Table
    assert table.text(name) == "Roads as a table"
    found = [table.child(n) for n in range(table.childCount())]
    headings = [one.text(name) for one in found if one.role() == QAccessible.Role.ColumnHeader]
    assert headings[:4] == ["contested", "Road", "Claimant", "Status"]
    said = [one.text(name) for one in found if one.role() == QAccessible.Role.Cell]
    assert len(said) == 6 * len(headings)
    first = "All links of Bakhmut, Moscow-backed administration of Donetsk, Russia-backed, cut, "
    assert said[0].startswith(first + "implied, 29 d, 1 Feb 2023, IBTimes Singapore, 1 report")
    assert said[2 * len(headings)].startswith("claimants differ, Bakhmut – Sloviansk, CNN, ")


def test_back_from_the_table_the_diagram_is_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(window, qtbot)
    place = hands.ref("place", "soledar")
    before = hands.routes.position(place)
    for _ in range(2):
        qtbot.keyClick(hands.focus("routes"), Qt.Key.Key_F8)
        window.grab()
    assert hands.routes.position(place) == before
