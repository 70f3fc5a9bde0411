"""The views panel: saved, opened, renamed, put in order, deleted; and the way back as a tree."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.export.reopen import reopened
from db.export.sidecar import beside, read
from db.query import Query, SortKey
from db.store import Store
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.gui.hands import CTRL, LEFT
from tests.gui.views import Views

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def views(window: MainWindow, qtbot: QtBot) -> Views:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Views(window, qtbot)


def states(window: MainWindow) -> dict[str, dict[str, object]]:
    return {name: panel.state() for name, panel in window.panels.items()}


def seen(window: MainWindow) -> tuple[object, ...]:
    """All that a saved view keeps, and what is left by it."""
    frame = window.workspace.frame
    return frame.query, frame.selection, frame.snapshot.ids.tolist(), states(window)


def arranged(views: Views) -> None:
    """Filter, sort, select and hide a column, as a person does before saving a view."""
    views.hands.search("Soledar")
    views.hands.sort_claims("claimant")
    views.hands.do(lambda: views.group("Question"))
    views.hands.order_places("by count")
    views.hands.click("places", views.hands.ref("place", "soledar"))
    views.window.claims.columns.choose("grade", on=False)


def altered(views: Views) -> None:
    """Change all of it again."""
    views.group("Fold all groups")
    views.hands.click("claims", ("claim", int(views.hands.frame.snapshot.ids[0])))
    views.hands.press(Key.Key_Escape)
    views.hands.search("x")
    views.hands.order_places("by region")
    views.window.claims.columns.choose("grade", on=True)
    views.window.claims.columns.choose("place", on=True)


def opened(store: Store, theme: Theme, settings: Settings, qtbot: QtBot) -> MainWindow:
    window = MainWindow(Workspace(store), theme, settings, "a.desk")
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_saved_view_opens_as_it_was_however_much_has_changed(views: Views) -> None:
    arranged(views)
    before = seen(views.window)
    views.save("Who speaks of it")
    assert views.names == ["Who speaks of it"]
    altered(views)
    assert seen(views.window) != before
    views.open()
    views.click(views.saved, "Who speaks of it")
    assert seen(views.window) == before


def test_a_saved_view_opens_as_it_was_after_the_next_start(
    views: Views, theme: Theme, desk_path: Path, qtbot: QtBot
) -> None:
    arranged(views)
    before = seen(views.window)
    views.save("Who speaks of it")
    altered(views)
    views.window.close()
    with closing(Store.open(desk_path)) as store:
        again = Views(opened(store, theme, views.window.settings, qtbot), qtbot)
        again.open()
        again.key(again.saved, "Who speaks of it", Key.Key_Down)
        again.hands.do(lambda: qtbot.keyClick(again.saved, Key.Key_Return))
        assert seen(again.window) == before
        again.window.close()


def test_ctrl_d_offers_the_words_of_the_query_as_the_name(views: Views, qtbot: QtBot) -> None:
    views.hands.search("Soledar")
    qtbot.keyClick(views.window, Key.Key_D, CTRL)
    assert views.panel.field.hasFocus()
    assert views.panel.field.selectedText() == views.panel.field.text() == "Text “Soledar”"
    views.hands.do(lambda: qtbot.keyClick(views.panel.field, Key.Key_Return))
    assert views.names == ["Text “Soledar”"]
    assert views.panel.field.text() == ""
    assert views.saved.hasFocus()
    assert views.saved.key == views.hands.frame.views[0].uid


def test_by_mouse_a_name_is_typed_and_saved(views: Views, qtbot: QtBot) -> None:
    views.open()
    qtbot.mouseClick(views.panel.save, LEFT)
    assert views.panel.field.text() == "All claims"
    qtbot.keyClicks(views.panel.field, "Everything")
    views.hands.do(lambda: qtbot.mouseClick(views.panel.save, LEFT))
    assert views.names == ["Everything"]


def test_a_name_that_is_there_asks_before_it_replaces(views: Views, qtbot: QtBot) -> None:
    views.save("A")
    views.hands.search("Soledar")
    with qtbot.assertNotEmitted(views.panel.save_requested):
        qtbot.keyClick(views.window, Key.Key_D, CTRL)
        qtbot.keyClicks(views.panel.field, "A")
        qtbot.keyClick(views.panel.field, Key.Key_Return)
    assert views.panel.notice.words.text() == "There is a view “A”. Replace it?"
    replace_it, _ = views.panel.notice.answers
    assert replace_it.hasFocus()
    views.hands.do(lambda: qtbot.keyClick(replace_it, Key.Key_Return))
    assert [(v.name, v.query.text) for v in views.hands.frame.views] == [("A", "Soledar")]
    assert views.binned == ["A"]
    views.click(views.bin, "A")
    assert views.names == ["A", "A (2)"]


def test_what_is_not_to_be_replaced_is_let_be(views: Views, qtbot: QtBot) -> None:
    views.save("A")
    qtbot.keyClick(views.window, Key.Key_D, CTRL)
    qtbot.keyClicks(views.panel.field, "A")
    qtbot.keyClick(views.panel.field, Key.Key_Return)
    with qtbot.assertNotEmitted(views.panel.save_requested):
        qtbot.mouseClick(views.panel.notice.answers[1], LEFT)
    assert views.panel.field.hasFocus()
    assert not views.panel.notice.isVisible()


def test_esc_lets_go_of_the_name_and_of_the_question_and_of_no_filter(
    views: Views, qtbot: QtBot
) -> None:
    views.hands.search("Soledar")
    views.save("A")
    qtbot.keyClick(views.window, Key.Key_D, CTRL)
    qtbot.keyClicks(views.panel.field, "A")
    qtbot.keyClick(views.panel.field, Key.Key_Return)
    with qtbot.assertNotEmitted(views.window.workspace.changed):
        qtbot.keyClick(views.panel.notice.answers[0], Key.Key_Escape)
        assert not views.panel.notice.isVisible()
        views.panel.field.setFocus()
        qtbot.keyClicks(views.panel.field, "B")
        qtbot.keyClick(views.panel.field, Key.Key_Escape)
        views.window.workspace.settle()
    assert views.panel.field.text() == ""
    assert views.hands.frame.query.text == "Soledar"


def test_f2_renames_in_place(views: Views, qtbot: QtBot) -> None:
    for name in ("A", "B"):
        views.save(name)
    views.key(views.saved, "A", Key.Key_F2)
    editor = views.editor()
    assert editor.selectedText() == "A"
    qtbot.keyClicks(editor, "First")
    views.hands.do(lambda: qtbot.keyClick(editor, Key.Key_Return))
    assert views.names == ["First", "B"]
    assert views.saved.key == views.hands.frame.views[0].uid


def test_a_view_gets_no_name_that_another_has(views: Views, qtbot: QtBot) -> None:
    for name in ("A", "B"):
        views.save(name)
    views.key(views.saved, "B", Key.Key_F2)
    editor = views.editor()
    qtbot.keyClicks(editor, " A")
    with qtbot.assertNotEmitted(views.panel.edit_requested):
        qtbot.keyClick(editor, Key.Key_Return)
        qtbot.waitUntil(views.panel.notice.isVisible)
    assert views.panel.notice.words.text() == "There is a view “A” already."
    qtbot.keyClick(views.panel.notice.answers[0], Key.Key_Return)
    qtbot.keyClicks(views.editor(), "C")
    views.hands.do(lambda: qtbot.keyClick(views.editor(), Key.Key_Return))
    assert views.names == ["A", "C"]


def test_views_are_put_in_order_by_keys(views: Views, qtbot: QtBot) -> None:
    for name in ("A", "B", "C"):
        views.save(name)
    views.hands.do(lambda: views.key(views.saved, "A", Key.Key_Down, ALT))
    assert views.names == ["B", "A", "C"]
    views.hands.do(lambda: qtbot.keyClick(views.saved, Key.Key_Down, ALT))
    assert views.names == ["B", "C", "A"]
    with qtbot.assertNotEmitted(views.panel.edit_requested):
        qtbot.keyClick(views.saved, Key.Key_Down, ALT)
    views.hands.do(lambda: views.key(views.saved, "C", Key.Key_Up, ALT))
    assert views.names == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("name", "rows", "order"), [("A", 2, "BCAD"), ("D", -3, "DABC"), ("B", 1, "ACBD")]
)
def test_views_are_put_in_order_by_dragging(
    views: Views, qtbot: QtBot, name: str, rows: int, order: str
) -> None:
    for one in "ABCD":
        views.save(one)
    with qtbot.assertNotEmitted(views.panel.view_requested):
        views.drag(name, rows)
    assert "".join(views.names) == order


def test_a_deleted_view_waits_to_be_restored(views: Views, qtbot: QtBot) -> None:
    for name in ("A", "B"):
        views.save(name)
    before = views.hands.frame.views
    assert not views.bin.isVisible()
    views.hands.do(lambda: views.key(views.saved, "A", Key.Key_Delete))
    assert (views.names, views.binned) == (["B"], ["A"])
    views.hands.do(lambda: qtbot.keyClick(views.saved, Key.Key_Delete))
    assert (views.names, views.binned) == ([], ["B", "A"])
    views.click(views.bin, "A")
    views.hands.do(lambda: views.key(views.bin, "B", Key.Key_Return))
    assert (views.names, views.binned) == (["A", "B"], [])
    assert views.hands.frame.views == before


def test_the_menu_of_a_view_does_what_its_keys_do(views: Views, qtbot: QtBot) -> None:
    for name in ("A", "B"):
        views.save(name)

    def choose(name: str, text: str) -> Callable[[], None]:
        return lambda: views.choose(lambda: views.key(views.saved, name, Key.Key_Menu), text)

    views.hands.do(choose("B", "Move up"))
    assert views.names == ["B", "A"]
    views.hands.do(choose("B", "Delete"))
    assert views.names == ["A"]
    views.hands.search("Soledar")
    views.hands.do(choose("A", "Open"))
    assert views.hands.frame.query == Query()


def test_the_history_shows_the_way_and_a_click_returns(views: Views) -> None:
    views.hands.search("Soledar")
    views.hands.sort_claims("claimant")
    views.hands.press(Key.Key_Left, ALT)
    views.hands.tick("side", "Russia")
    views.open()
    assert views.steps == ["All claims", "Text “Soledar”", "Sorted by claimant", "Side Russia"]
    views.click(views.trail, "Sorted by claimant")
    assert views.hands.frame.query == Query(text="Soledar", sort=SortKey("claimant"))
    views.click(views.trail, "Side Russia")
    assert views.hands.frame.query == Query(text="Soledar").choosing("side", {1})
    spoken = [row.spoken for row in views.trail.lines.rows]
    assert spoken == [
        "All claims, 66 claims",
        "Text “Soledar”, 10 claims",
        "Sorted by claimant, 10 claims, a branch",
        "Side Russia, 1 claim, you are here",
    ]


def test_by_keys_the_arrows_only_look_and_enter_returns(views: Views, qtbot: QtBot) -> None:
    views.hands.search("Soledar")
    views.hands.sort_claims("claimant")
    views.open()
    assert views.trail.hasFocus()
    with qtbot.assertNotEmitted(views.window.workspace.changed):
        qtbot.keyClick(views.trail, Key.Key_Up)
        qtbot.keyClick(views.trail, Key.Key_Up)
    views.hands.do(lambda: qtbot.keyClick(views.trail, Key.Key_Return))
    assert views.hands.frame.query == Query()
    qtbot.keyClick(views.window, Key.Key_B, CTRL)
    assert not views.panel.isVisible()


def test_a_view_of_what_is_gone_says_what_and_opens_with_the_rest(
    views: Views, desk_path: Path, qtbot: QtBot
) -> None:
    views.hands.click("places", views.hands.ref("place", "soledar"))
    views.hands.press(Key.Key_Return)
    views.save("A")
    with desks.script(desk_path) as connection:
        connection.execute("UPDATE saved_view SET spec = replace(spec, '\"soledar', '\"gone')")
    views.hands.press(Key.Key_X)
    views.save("B")
    assert views.saved.lines.rows[0].spoken == "A, All claims, 1 thing missing"
    with qtbot.assertNotEmitted(views.panel.view_requested):
        views.press(views.saved, "A")
    assert views.panel.notice.words.text().splitlines() == [
        "Not all of “A” can be shown:",
        "this desk has no place “Soledar” (uid gone).",
    ]
    views.hands.search("Bakhmut")
    views.hands.do(lambda: qtbot.mouseClick(views.panel.notice.answers[0], LEFT))
    assert views.hands.frame.query == Query()


def test_a_view_that_cannot_be_read_says_why_and_can_be_deleted(
    views: Views, desk_path: Path, qtbot: QtBot
) -> None:
    views.save("A")
    with desks.script(desk_path) as connection:
        connection.execute("UPDATE saved_view SET spec = '{\"colour\": 1}'")
    views.save("B")
    with qtbot.assertNotEmitted(views.panel.view_requested):
        views.press(views.saved, "A")
    said = views.panel.notice.words.text()
    assert said == "“A” cannot be shown: colour: not a field known here."
    qtbot.mouseClick(views.panel.notice.answers[0], LEFT)
    views.hands.do(lambda: views.key(views.saved, "A", Key.Key_Delete))
    assert views.names == ["B"]


def test_the_view_of_an_export_is_seen_again_from_its_sidecar(views: Views, tmp_path: Path) -> None:
    views.hands.search("Soledar")
    views.hands.sort_claims("claimant")
    views.hands.click("claims", ("claim", int(views.hands.frame.snapshot.ids[2])))
    views.hands.click("claims", ("claim", int(views.hands.frame.snapshot.ids[4])), CTRL)
    before = views.hands.frame
    views.hands.export(tmp_path / "seen.csv", ("claims",))
    views.hands.press(Key.Key_X)
    views.hands.sort_claims("about")
    sidecar = beside(tmp_path / "seen.csv")
    view = reopened(read(sidecar), sidecar, views.hands.frame.snapshot)
    after = views.hands.do(lambda: views.panel.offer(view))
    assert (after.query, after.selection.claims) == (before.query, before.selection.claims)
    assert after.snapshot.ids.tolist() == before.snapshot.ids.tolist()


def test_drawing_twice_is_drawing_once_and_asks_for_nothing(views: Views, qtbot: QtBot) -> None:
    views.save("A")
    views.hands.search("Soledar")
    panel, frame = views.panel, views.hands.frame
    wishes = (panel.edit_requested, panel.view_requested, panel.visit_requested)
    with (
        qtbot.assertNotEmitted(wishes[0]),
        qtbot.assertNotEmitted(wishes[1]),
        qtbot.assertNotEmitted(wishes[2]),
        qtbot.assertNotEmitted(panel.save_requested),
    ):
        panel.show_frame(frame)
        once = panel.grab().toImage()
        panel.show_frame(frame)
        assert panel.grab().toImage() == once
        panel.show_frame(Frame())
        panel.show_frame(frame)
    assert views.names == ["A"]


def test_a_name_is_text_whatever_stands_in_it(views: Views) -> None:
    name = "<img src='file:///x'> & \u202e evil"
    views.panel.save_requested.emit(name, "")
    views.qtbot.waitUntil(lambda: bool(views.hands.frame.views))
    (row,) = views.saved.lines.rows
    assert row.name == name
    index = views.saved.lines.index(0)
    assert index.data() == "<img src='file:///x'> & ⟦202E⟧ evil"
    assert "<img" not in str(index.data(Qt.ItemDataRole.ToolTipRole))
