"""The place list: found by any name, picked by mouse and keys, ordered, dimmed, spoken."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from unicodedata import normalize

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.model import Name, Place, PlaceId
from db.query import Query, Selection, Span
from desktop.frame import Frame
from desktop.panels.places.find import Names
from desktop.panels.places.panel import PlacesPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.wiring import wired

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIRST_SPAN = Query().during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[PlacesPanel]:
    """The panel as the window has it, wired to the bundled desk."""
    panel = wired(PlacesPanel(theme), workspace, (266, 640), qtbot)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield panel
    panel.close()


@pytest.fixture
def click(panel: PlacesPanel, workspace: Workspace, qtbot: QtBot) -> Callable[..., Selection]:
    """Click the row of a place, and return what is selected then."""

    def click(uid: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Selection:
        at = panel.tree.visualRect(panel.index_of(id_of(workspace, uid))).center()
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, keys, at)
        return workspace.frame.selection

    return click


def id_of(workspace: Workspace, uid: str) -> PlaceId:
    places = workspace.frame.snapshot.desk.places.values()
    return next(place.id for place in places if place.uid == uid)


def uids(workspace: Workspace) -> set[str]:
    places = workspace.frame.snapshot.desk.places
    return {places[place].uid for place in workspace.frame.selection.places}


def paste(panel: PlacesPanel, text: str, qtbot: QtBot) -> None:
    """Type what no key of a test has."""
    QApplication.clipboard().setText(text)
    panel.field.setFocus()
    panel.field.selectAll()
    qtbot.keyClick(panel.field, Qt.Key.Key_V, CTRL)


def ask(workspace: Workspace, query: Query) -> None:
    workspace.refine(lambda _: query)
    workspace.settle()


def spoken(panel: PlacesPanel, place: int) -> str:
    return panel.index_of(place).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Артемівськ", "bakhmut"),
        ("artemivsk", "bakhmut"),
        ("Соледа́р", "soledar"),
        ("Слов\u02bcянськ", "sloviansk"),
        ("словянськ", "sloviansk"),
        ("Кліщіївка", "klishchiivka"),
        ("chasiv-yar", "chasiv-yar"),
        ("KREMLIN", "russia"),
        ("Bakhmutt", "bakhmut"),
    ],
)
def test_any_spelling_finds_a_place_and_enter_selects_it(
    panel: PlacesPanel, workspace: Workspace, qtbot: QtBot, typed: str, found: str
) -> None:
    paste(panel, typed, qtbot)
    assert panel.field.matches.isVisible()
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.field.matches, Qt.Key.Key_Return)
    assert uids(workspace) == {found}
    assert workspace.frame.selection.current == ("place", id_of(workspace, found))
    assert not panel.field.matches.isVisible()
    assert panel.field.text() == ""
    assert panel.tree.hasFocus()


def test_a_click_on_a_match_selects_it(
    panel: PlacesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    paste(panel, "yar", qtbot)
    matches = panel.field.matches
    at = matches.visualRect(matches.model().index(0, 0)).center()
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(matches.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert uids(workspace) == {"chasiv-yar"}


def test_what_has_no_letters_finds_nothing(panel: PlacesPanel, qtbot: QtBot) -> None:
    paste(panel, " -'! ", qtbot)
    assert not panel.field.matches.isVisible()


def test_finding_a_place_hides_no_other(
    panel: PlacesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    before = panel.shown_uids()
    paste(panel, "sol", qtbot)
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.field.matches, Qt.Key.Key_Return)
    assert panel.shown_uids() == before


def test_matches_say_by_which_name_and_begin_with_names_that_begin_so() -> None:
    def place(id_: int, name: str, parent: int | None = None, *names: Name) -> Place:
        return Place(
            PlaceId(id_), str(id_), name, "town", PlaceId(parent) if parent else None, names=names
        )

    former = Name("Redville", "former")
    places = (
        place(1, "North"),
        place(2, "South"),
        place(3, "Great Redding", 1),
        place(4, "Redding", 1, former),
        place(5, "Redding", 2),
        place(6, "Blue", 1, former),
    )
    found = Names(places).matches("red")
    assert [(match.id, match.text) for match in found] == [
        (4, "Redding, North"),
        (5, "Redding, South"),
        (6, "Blue — former name Redville"),
        (3, "Great Redding"),
    ]


def test_every_name_on_file_finds_its_place_however_it_is_written(workspace: Workspace) -> None:
    places = workspace.frame.snapshot.desk.places
    names = Names(places.values())
    for place in places.values():
        for text in (place.name, *(name.text for name in place.names)):
            for typed in (text, text.upper(), normalize("NFD", text), text.replace(" ", "")):
                assert place.id in [match.id for match in names.matches(typed)], typed


def test_a_click_selects_and_lights_and_the_row_stays_selected(
    panel: PlacesPanel, workspace: Workspace, click: Callable[..., Selection]
) -> None:
    soledar = id_of(workspace, "soledar")
    selection = click("soledar")
    assert selection == Selection(places=frozenset({soledar}), current=("place", soledar))
    assert int(workspace.frame.highlight.rows.sum()) == 10
    assert panel.tree.selectionModel().selectedIndexes() == [panel.index_of(soledar)]


def test_ctrl_toggles_and_shift_spans(
    workspace: Workspace, click: Callable[..., Selection]
) -> None:
    click("kramatorsk")
    click("soledar", CTRL)
    assert uids(workspace) == {"kramatorsk", "soledar"}
    click("kramatorsk", CTRL)
    assert uids(workspace) == {"soledar"}
    click("soledar")
    click("kramatorsk", SHIFT)
    assert uids(workspace) == {"kramatorsk", "kurdyumivka", "sloviansk", "soledar"}
    click("kostiantynivka", SHIFT)
    assert len(uids(workspace)) == 5


def test_a_plain_click_on_a_selected_place_lets_the_rest_go(
    workspace: Workspace, click: Callable[..., Selection]
) -> None:
    road = next(iter(workspace.frame.snapshot.desk.routes))
    soledar = id_of(workspace, "soledar")
    workspace.select(
        lambda _: Selection(
            places=frozenset({soledar}), routes=frozenset({road}), current=("route", road)
        )
    )
    workspace.settle()
    assert click("soledar") == Selection(places=frozenset({soledar}), current=("place", soledar))


@pytest.mark.parametrize("gesture", ["enter", "double click"])
def test_enter_and_double_click_make_the_selection_the_filter(
    panel: PlacesPanel,
    workspace: Workspace,
    click: Callable[..., Selection],
    qtbot: QtBot,
    gesture: str,
) -> None:
    click("donetsk-region")
    region = id_of(workspace, "donetsk-region")
    at = panel.tree.visualRect(panel.index_of(region)).center()
    with qtbot.waitSignal(workspace.changed):
        if gesture == "enter":
            qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
        else:
            qtbot.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert workspace.frame.query == Query().choosing("place", {region})
    assert not workspace.frame.selection
    assert {"donetsk-region", "bakhmut", "soledar"} <= set(panel.shown_uids())
    assert "washington" not in panel.shown_uids()
    assert "in the filter" in spoken(panel, region)


def test_arrows_walk_the_places_and_fold_them(
    panel: PlacesPanel, workspace: Workspace, click: Callable[..., Selection], qtbot: QtBot
) -> None:
    click("donetsk-region")
    bakhmut = panel.index_of(id_of(workspace, "bakhmut"))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    assert uids(workspace) == {"bakhmut"}
    assert panel.tree.isExpanded(bakhmut)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left)
    assert not panel.tree.isExpanded(bakhmut)
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    assert uids(workspace) == {"chasiv-yar"}
    ask(workspace, FIRST_SPAN)
    assert not panel.tree.isExpanded(bakhmut)
    assert "north-of-bakhmut" in panel.shown_uids()


def test_a_click_on_the_arrow_folds_and_selects_nothing(
    panel: PlacesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    ukraine = panel.index_of(id_of(workspace, "ukraine"))
    arrow = panel.tree.visualRect(ukraine).topLeft() + QPoint(11, 11)
    with qtbot.assertNotEmitted(panel.selection_requested):
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
        assert not panel.tree.isExpanded(ukraine)
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
        assert panel.tree.isExpanded(ukraine)


def choose_order(panel: PlacesPanel, text: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.order, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(a for a in menu.actions() if a.text() == text)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_by_count_is_a_list_with_most_claims_first_and_the_selection_stays(
    panel: PlacesPanel, workspace: Workspace, click: Callable[..., Selection], qtbot: QtBot
) -> None:
    by_region = panel.shown_uids()
    click("severodonetsk")
    with qtbot.waitSignal(workspace.changed):
        choose_order(panel, "by count", qtbot)
    assert panel.shown_uids()[:3] == ["bakhmut", "soledar", "donetsk-region"]
    assert sorted(panel.shown_uids()) == sorted(by_region)
    chosen = panel.index_of(id_of(workspace, "severodonetsk"))
    assert panel.tree.selectionModel().selectedIndexes() == [chosen]
    with qtbot.waitSignal(workspace.changed):
        choose_order(panel, "by region", qtbot)
    assert panel.shown_uids() == by_region
    assert panel.tree.isExpanded(panel.index_of(id_of(workspace, "bakhmut")))


def test_rows_count_under_the_filters_and_say_so(panel: PlacesPanel, workspace: Workspace) -> None:
    bakhmut, washington = id_of(workspace, "bakhmut"), id_of(workspace, "washington")
    assert spoken(panel, bakhmut) == "Bakhmut, city, 43 claims, 15 events, contested"
    ask(workspace, FIRST_SPAN)
    assert spoken(panel, bakhmut).startswith("Bakhmut, city, 35 claims")
    assert spoken(panel, id_of(workspace, "chasiv-yar")).startswith("Chasiv Yar, town, 1 claim, ")
    assert spoken(panel, washington) == "Washington, city, 0 claims, 0 events, no claim left"


def test_the_rows_that_are_not_dimmed_are_those_some_claim_left_names(
    panel: PlacesPanel, workspace: Workspace
) -> None:
    for query in (Query(), FIRST_SPAN, Query(text="Соледар"), Query(text="Kupiansk")):
        ask(workspace, query)
        snapshot = workspace.frame.snapshot
        claims = snapshot.records.claims(snapshot.ids)
        named = {place.uid for claim in claims for place, _ in claim.places}
        assert set(panel.shown_uids()) == named


def test_the_tooltip_says_both_numbers_of_a_region(
    panel: PlacesPanel, workspace: Workspace
) -> None:
    region = id_of(workspace, "donetsk-region")
    snapshot = workspace.frame.snapshot
    held = len(snapshot.records.claims_of(("place", region)))
    tip = panel.index_of(region).data(Qt.ItemDataRole.ToolTipRole)
    assert f"6 claims of its own, {held} with what lies in it" in tip
    assert "region, part of Ukraine" in tip
    assert "also Donetsk · Donetsk oblast" in tip
    soledar = panel.index_of(id_of(workspace, "soledar")).data(Qt.ItemDataRole.ToolTipRole)
    assert "10 claims of its own<" in soledar


def test_drawing_asks_for_nothing_and_may_be_repeated(
    panel: PlacesPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    soledar = id_of(workspace, "soledar")
    ask(workspace, replace(FIRST_SPAN, places_by="count"))
    workspace.select(lambda _: Selection(places=frozenset({soledar}), current=("place", soledar)))
    workspace.settle()
    busy = workspace.frame
    with (
        qtbot.assertNotEmitted(panel.query_requested),
        qtbot.assertNotEmitted(panel.selection_requested),
        qtbot.assertNotEmitted(panel.narrow_requested),
    ):
        first = panel.grab().toImage()
        panel.show_frame(busy)
        assert panel.grab().toImage() == first
        panel.show_frame(Frame())
        panel.show_frame(busy)


def test_without_places_it_says_how_they_come(theme: Theme, qtbot: QtBot) -> None:
    panel = PlacesPanel(theme)
    qtbot.addWidget(panel)
    panel.show_frame(Frame())
    assert panel.tree.isHidden()
    assert panel.shown_uids() == []


def test_the_position_of_a_place_is_where_its_row_is(
    panel: PlacesPanel, workspace: Workspace
) -> None:
    soledar = id_of(workspace, "soledar")
    at = panel.tree.viewport().mapFrom(panel, panel.position(soledar))
    assert panel.tree.indexAt(at) == panel.index_of(soledar)


def test_what_is_chosen_elsewhere_is_scrolled_to(panel: PlacesPanel, workspace: Workspace) -> None:
    panel.resize(222, 200)
    washington = id_of(workspace, "washington")
    workspace.select(lambda s: replace(s, current=("place", washington)))
    workspace.settle()
    row = panel.tree.visualRect(panel.index_of(washington))
    assert panel.tree.viewport().rect().contains(row.center())
