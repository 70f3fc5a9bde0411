"""The filter bar: typing, ticking, lifting, and going back, with counts that hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.dimensions import DimensionId
from db.model import Claim
from db.query import Query, Span
from desktop.frame import Frame
from desktop.panels.filters.facet import value_rows
from desktop.panels.filters.panel import FilterBar
from desktop.theme import Theme
from desktop.words.days import read_day
from desktop.workspace import Workspace
from tests.wiring import wired

LEFT = Qt.MouseButton.LeftButton
WINTER = Span(date(2023, 1, 1), date(2023, 3, 2))
Do = Callable[[Callable[[], None]], Frame]


@pytest.fixture
def bar(workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[FilterBar]:
    """The bar as the window has it, wired to the bundled desk."""
    bar = wired(FilterBar(theme), workspace, (1600, 70), qtbot)
    bar.back_requested.connect(workspace.back)
    bar.forward_requested.connect(workspace.forward)
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    yield bar
    for popup in (bar.values, bar.span):
        popup.hide()
    bar.close()


@pytest.fixture
def do(bar: FilterBar, workspace: Workspace, qtbot: QtBot) -> Do:
    """Do something, wait for what comes of it, and return that."""

    def do(gesture: Callable[[], None]) -> Frame:
        with qtbot.waitSignal(workspace.changed):
            gesture()
        return workspace.frame

    return do


def ask(workspace: Workspace, query: Query) -> Frame:
    workspace.refine(lambda _: query)
    workspace.settle()
    return workspace.frame


def press(widget: QWidget, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.mouseClick(widget, LEFT)


def paste(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    """Type what no key of a test has."""
    QApplication.clipboard().setText(text)
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def value_named(frame: Frame, dimension: DimensionId, name: str) -> int:
    return next(value.id for value in frame.snapshot.values[dimension] if value.name == name)


def click_value(bar: FilterBar, name: str, qtbot: QtBot) -> None:
    view = bar.values.list
    rows = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    index = next(index for index in rows if index.data() == name)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def choose_in_menu(text: str, qtbot: QtBot) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if text in action.text())
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def test_typing_filters_as_it_goes_and_keeps_the_cursor(
    bar: FilterBar, do: Do, qtbot: QtBot
) -> None:
    bar.focus_search()
    frame = do(lambda: qtbot.keyClicks(bar.search, "Wagnr"))
    assert len(frame.snapshot.ids) == 0
    qtbot.keyClick(bar.search, Qt.Key.Key_Left)
    frame = do(lambda: qtbot.keyClick(bar.search, "e"))
    assert frame.query.text == "Wagner"
    assert bar.search.cursorPosition() == 5
    assert len(frame.snapshot.ids) == 3
    assert "3" in bar.left.text()
    assert "of 66 claims" in bar.left.text()


@pytest.mark.parametrize(("typed", "left"), [("Соледар", 10), ("Соледа́р", 10), ("Kupiansk", 0)])
def test_any_script_is_searched(
    bar: FilterBar, do: Do, qtbot: QtBot, typed: str, left: int
) -> None:
    assert len(do(lambda: paste(bar.search, typed, qtbot)).snapshot.ids) == left


def test_enter_in_the_search_field_asks_for_nothing(bar: FilterBar, qtbot: QtBot) -> None:
    bar.focus_search()
    with qtbot.assertNotEmitted(bar.narrow_requested):
        qtbot.keyClick(bar.search, Qt.Key.Key_Return)


def carried(claim: Claim, dimension: DimensionId) -> set[str]:
    """Which values of a facet a claim carries, by the records themselves."""
    match dimension:
        case "side":
            return {claim.claimant.side.name}
        case "claimant":
            return {claim.claimant.name}
        case "source":
            hops = [hop.source for hop in claim.hops if hop.source]
            return {f"{source.name} ({source.reliability})" for source in hops}
        case "question":
            return {claim.question.text} if claim.question else set()
        case "category":
            return {claim.category}
        case "modality":
            return {claim.modality}
        case _:
            return {claim.grade}


@pytest.mark.parametrize(
    "facet", ["side", "claimant", "source", "question", "category", "modality", "grade"]
)
def test_the_counts_of_a_popup_equal_a_full_scan_under_the_other_filters(
    bar: FilterBar, workspace: Workspace, qtbot: QtBot, facet: DimensionId
) -> None:
    side = value_named(workspace.frame, "side", "Ukraine")
    others = Query(text="Bakhmut").choosing("side", {side}).during("about", WINTER)
    one = workspace.frame.snapshot.values[facet][0].id
    ask(workspace, others.choosing(facet, {one}))
    qtbot.mouseClick(bar.facets.buttons[facet], LEFT)
    model = bar.values.list.model()
    spoken = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    snapshot = ask(workspace, others.choosing(facet, ())).snapshot
    scanned = Counter[str]()
    for claim in snapshot.records.claims(snapshot.ids):
        scanned.update(carried(claim, facet))
    assert spoken
    for value, told in zip(snapshot.values[facet], spoken, strict=True):
        n = scanned[value.name]
        assert f"{value.name}, {n} claim{'' if n == 1 else 's'}, " in told


def test_ticking_keeps_the_popup_open_and_others_follow(
    bar: FilterBar, do: Do, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar.facets.buttons["side"], LEFT)
    frame = do(lambda: click_value(bar, "Ukraine", qtbot))
    assert len(frame.snapshot.ids) == 18
    frame = do(lambda: click_value(bar, "Russia", qtbot))
    assert len(frame.snapshot.ids) == 21
    assert bar.values.isVisible()
    assert bar.facets.buttons["side"].accessibleName() == "Side 2"
    frame = do(lambda: click_value(bar, "Ukraine", qtbot))
    assert len(frame.snapshot.ids) == 3
    frame = do(press(bar.values.clear, qtbot))
    assert frame.query == Query()
    assert bar.values.isVisible()


def test_a_popup_is_worked_by_keys_alone(bar: FilterBar, do: Do, qtbot: QtBot) -> None:
    button = bar.facets.buttons["claimant"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert bar.values.typed.hasFocus()
    qtbot.keyClicks(bar.values.typed, "cnn")
    frame = do(lambda: qtbot.keyClick(bar.values.typed, Qt.Key.Key_Return))
    cnn = value_named(frame, "claimant", "CNN")
    assert frame.query == Query().choosing("claimant", {cnn})
    qtbot.keyClick(bar.values.typed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(bar.values.typed, Qt.Key.Key_Delete)
    qtbot.keyClick(bar.values.typed, Qt.Key.Key_Up)
    bar.values.list.setFocus()
    frame = do(lambda: qtbot.keyClick(bar.values.list, Qt.Key.Key_Space))
    assert frame.query.chosen("claimant") > {cnn}
    qtbot.keyClick(bar.values.list, Qt.Key.Key_Escape)
    assert not bar.values.isVisible()


@pytest.mark.parametrize(("wish", "left"), [("Only this", 18), ("All but this", 48)])
def test_only_this_and_all_but_this(
    bar: FilterBar, do: Do, qtbot: QtBot, wish: str, left: int
) -> None:
    qtbot.mouseClick(bar.facets.buttons["side"], LEFT)
    qtbot.keyClicks(bar.values.typed, "Ukr")
    bar.values.list.setFocus()
    qtbot.keyClick(bar.values.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    frame = do(lambda: choose_in_menu(wish, qtbot))
    assert len(frame.snapshot.ids) == left


def test_a_value_that_would_leave_nothing_stays_listed(workspace: Workspace) -> None:
    frame = ask(workspace, Query(text="Kupiansk"))
    rows = value_rows("side", frame)
    assert [(row.name, row.claims) for row in rows][:1] == [("Russia", 0)]
    assert len(rows) == 5


def test_facets_fold_into_more_from_the_right_and_open_from_there(
    bar: FilterBar, do: Do, qtbot: QtBot
) -> None:
    assert not bar.facets.more.isVisible()
    bar.resize(900, 70)
    folded = [name for name, button in bar.facets.buttons.items() if not button.isVisible()]
    names = list(bar.facets.buttons)
    assert folded
    assert folded == names[-len(folded) :]
    assert bar.left.isVisible()
    qtbot.mouseClick(bar.facets.more, LEFT)
    choose_in_menu("Modality", qtbot)
    frame = do(lambda: click_value(bar, "assessed", qtbot))
    assert len(frame.snapshot.ids) == 14
    bar.values.hide()
    assert bar.facets.more.accessibleName() == "More 1"


def test_a_clock_is_chosen_and_a_span_typed_without_the_timeline(
    bar: FilterBar, do: Do, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar.clock, LEFT)
    qtbot.keyClicks(bar.span.since, "2023-01-01")
    do(lambda: qtbot.keyClick(bar.span.since, Qt.Key.Key_Return))
    qtbot.keyClicks(bar.span.until, "2 Mar 2023")
    frame = do(lambda: qtbot.keyClick(bar.span.until, Qt.Key.Key_Return))
    assert frame.query == Query().during("about", WINTER)
    assert len(frame.snapshot.ids) == 49
    assert bar.span.isVisible()
    frame = do(press(bar.span.clocks["published"], qtbot))
    assert frame.query.clock == "published"
    assert bar.span.since.text() == ""
    assert bar.clock.accessibleName() == "Clock Published"
    do(press(bar.span.clocks["about"], qtbot))
    assert bar.span.until.text() == "2023-03-02"
    frame = do(press(bar.span.lift, qtbot))
    assert frame.query == Query()


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [("mid-February", "", "“mid-February” is not a day"), ("2023-02-30", "", "is not a day"),
     ("2023-03", "2023-02", "The first day is after the last")],
)  # fmt: skip
def test_a_span_that_cannot_be_is_told_and_not_asked_for(
    bar: FilterBar, qtbot: QtBot, since: str, until: str, said: str
) -> None:
    qtbot.mouseClick(bar.clock, LEFT)
    bar.span.until.setText(until)
    bar.span.since.clear()
    qtbot.keyClicks(bar.span.since, since)
    with qtbot.assertNotEmitted(bar.query_requested):
        qtbot.keyClick(bar.span.since, Qt.Key.Key_Return)
    assert said in bar.span.fault.text()


def test_a_month_or_a_year_is_its_first_or_last_day() -> None:
    assert read_day("2023-02", last=False) == date(2023, 2, 1)
    assert read_day("2023-02", last=True) == date(2023, 2, 28)
    assert read_day("2022", last=True) == date(2022, 12, 31)
    assert read_day("  ", last=True) is None


def test_contested_only_by_mouse_and_by_key(bar: FilterBar, do: Do, qtbot: QtBot) -> None:
    assert bar.contested.accessibleName() == "Contested only 12"
    assert len(do(press(bar.contested, qtbot)).snapshot.ids) == 12
    bar.contested.setFocus()
    assert len(do(lambda: qtbot.keyClick(bar.contested, Qt.Key.Key_Space)).snapshot.ids) == 66


def told(bar: FilterBar) -> list[str]:
    return [chip.text() for chip in bar.chips.chips]


def test_each_filter_has_a_chip_in_words_that_lifts_it(
    bar: FilterBar, workspace: Workspace, do: Do, qtbot: QtBot
) -> None:
    assert not bar.chips.isVisible()
    sides = {value_named(workspace.frame, "side", name) for name in ("Ukraine", "Russia")}
    query = replace(Query(text="Soledar"), contested_only=True)
    query = query.choosing("side", sides).choosing("place", {1}).during("about", WINTER)
    ask(workspace, query)
    assert told(bar) == [
        "Text “Soledar”", "Side 2 chosen", "Place Bakhmut", "About 1 Jan – 2 Mar 2023",
        "Contested only",
    ]  # fmt: skip
    names = [chip.accessibleName() for chip in bar.chips.chips]
    assert names[2] == "Lift filter: Place Bakhmut"
    assert "Russia" in bar.chips.chips[1].toolTip()
    assert "Ukraine" in bar.chips.chips[1].toolTip()
    frame = do(press(bar.chips.chips[1], qtbot))
    assert frame.query == query.choosing("side", ())
    bar.chips.chips[0].setFocus()
    frame = do(lambda: qtbot.keyClick(bar.chips.chips[0], Qt.Key.Key_Return))
    assert frame.query.text == ""
    assert bar.search.text() == ""
    assert bar.chips.chips[0].hasFocus()
    frame = do(press(bar.chips.clear, qtbot))
    assert frame.query == Query()
    assert not bar.chips.isVisible()


def test_chips_without_room_stand_in_a_list(
    bar: FilterBar, workspace: Workspace, do: Do, qtbot: QtBot
) -> None:
    query = replace(Query(text="Bakhmut"), contested_only=True)
    for dimension in ("side", "claimant", "source", "question", "modality"):
        query = query.choosing(dimension, {1, 2, 3})
    bar.resize(900, 70)
    ask(workspace, query)
    shown = [chip for chip in bar.chips.chips if chip.isVisible()]
    hidden = len(bar.chips.chips) - len(shown)
    assert bar.chips.more.text() == f"+{hidden}"
    assert shown[-1].geometry().right() < bar.chips.more.geometry().left()
    assert bar.chips.more.geometry().right() < bar.chips.clear.geometry().left()
    qtbot.mouseClick(bar.chips.more, LEFT)
    frame = do(lambda: choose_in_menu("Contested only", qtbot))
    assert not frame.query.contested_only


def test_the_undated_outside_a_span_are_counted_and_can_be_shown(
    bar: FilterBar, workspace: Workspace, do: Do, qtbot: QtBot
) -> None:
    ask(workspace, Query(text="Bakhmut").during("about", WINTER))
    undated = workspace.frame.snapshot.undated
    assert bar.chips.note.text() == f"{undated} undated claims are outside any span"
    frame = do(press(bar.chips.lift, qtbot))
    assert frame.query == Query(text="Bakhmut")
    assert not bar.chips.note.isVisible()


def test_back_and_forward_lead_through_the_queries(bar: FilterBar, do: Do, qtbot: QtBot) -> None:
    assert not bar.back.isEnabled()
    assert not bar.forward.isEnabled()
    do(lambda: qtbot.keyClicks(bar.search, "Soledar"))
    do(press(bar.contested, qtbot))
    frame = do(press(bar.back, qtbot))
    assert frame.query == Query(text="Soledar")
    assert bar.forward.isEnabled()
    frame = do(press(bar.back, qtbot))
    assert frame.query == Query()
    assert bar.search.text() == ""
    assert not bar.back.isEnabled()
    do(press(bar.forward, qtbot))
    assert do(press(bar.forward, qtbot)).query == replace(
        Query(text="Soledar"), contested_only=True
    )


def test_drawing_asks_for_nothing_and_may_be_repeated(
    bar: FilterBar, workspace: Workspace, qtbot: QtBot
) -> None:
    busy = ask(workspace, replace(Query(text="Bakhmut"), contested_only=True, clock="said"))
    with qtbot.assertNotEmitted(bar.query_requested):
        first = bar.grab().toImage()
        bar.show_frame(busy)
        assert bar.grab().toImage() == first
        bar.show_frame(Frame())
        assert told(bar) == []
        bar.show_frame(busy)
    assert told(bar) == ["Text “Bakhmut”", "Contested only"]
    assert bar.search.text() == "Bakhmut"
    assert bar.contested.isChecked()


def test_an_empty_desk_has_nothing_to_filter(bar: FilterBar) -> None:
    bar.show_frame(Frame())
    assert not any(button.isEnabled() for button in bar.facets.buttons.values())
    assert not bar.search.isEnabled()
    assert not bar.contested.isEnabled()
    assert "0" in bar.left.text()
