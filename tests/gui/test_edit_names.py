"""Places and actors are renamed in place, and found by names that are added and taken away."""

from dataclasses import replace
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from db.edits.names import AddName, RemoveName, Rename
from db.edits.rows import Named
from db.model import Name
from desktop.dialogs.overlay import Ask
from desktop.panels.detail.form import Doing, Part
from desktop.panels.detail.names import Head, NameForm, OtherNames, RenameForm
from desktop.panels.routes.diagram import Diagram
from desktop.window import MainWindow
from tests.edits import RENAME, did
from tests.gui.changes import Changes, history
from tests.gui.hands import CTRL, LEFT

Key = Qt.Key
SOLEDAR = Named("soledar", "Soledar")
TROOPS = "ukrainian-troops"


@pytest.fixture
def changes(window: MainWindow, qtbot: QtBot) -> Changes:
    made = Changes(window, qtbot)
    made.activate()
    return made


def renaming(changes: Changes) -> RenameForm:
    form = changes.part(Head).form
    assert isinstance(form, RenameForm)
    return form


def adding(changes: Changes) -> NameForm:
    form = changes.part(OtherNames).form
    assert isinstance(form, NameForm)
    return form


# -- renamed ---------------------------------------------------------------------------------------


def test_a_place_is_renamed_on_its_page_by_mouse(changes: Changes, qtbot: QtBot) -> None:
    changes.go("place", "soledar")
    qtbot.mouseClick(changes.part(Head).rename, LEFT)
    form = renaming(changes)
    assert "“Soledar” stays as another name" in form.note.text()
    changes.type(form.field, "Salt")
    changes.click_on(form.go)
    place = changes.the("place", "soledar")
    assert place.name == "Salt"
    assert changes.part(Head).name.text() == "Salt"
    assert changes.places.index_of(place.id).data() == "Salt"
    assert changes.frame.selection.current == ("place", place.id)
    assert changes.detail.page.isAncestorOf(changes.window.focusWidget())
    changes.undo("rename place Soledar to Salt")
    assert changes.the("place", "soledar").name == "Soledar"


def test_a_place_that_is_renamed_stays_where_it_is_on_the_diagram(
    changes: Changes, qtbot: QtBot
) -> None:
    (diagram,) = changes.window.findChildren(Diagram)
    ref = ("place", changes.the("place", "soledar").id)
    changes.go("place", "soledar")
    diagram.grab()
    before = diagram.position(ref)
    qtbot.mouseClick(changes.part(Head).rename, LEFT)
    form = renaming(changes)
    changes.type(form.field, "Salt")
    changes.click_on(form.go)
    diagram.grab()
    assert diagram.position(ref) == before
    written = {n.label.ref: n.variant.lines[0].text for n in diagram.view.names.placed}
    assert written[ref] == "Salt"


def test_an_actor_is_renamed_on_its_page_by_keys(changes: Changes, qtbot: QtBot) -> None:
    changes.go("actor", TROOPS)
    was = changes.the("actor", TROOPS).name
    qtbot.keyClick(changes.focus("detail"), Key.Key_F2)
    changes.type(renaming(changes).field, "Troops")
    changes.press(Key.Key_Return)
    actor = changes.the("actor", TROOPS)
    assert actor.name == "Troops"
    assert Name(was, "variant") in actor.names  # type: ignore[union-attr]
    changes.undo(f"rename actor {was} to Troops")
    assert changes.the("actor", TROOPS).name == was


def test_the_name_of_the_author_is_asked_for_with_the_keys_in_its_field(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.window.settings.author = ""
    changes.click("places", changes.ref("place", "soledar"))
    qtbot.keyClick(changes.places.tree, Key.Key_F2)
    renaming = changes.places.renaming
    changes.type(renaming.field, "Salt")
    qtbot.keyClick(renaming.field, Key.Key_Return)
    (ask,) = changes.window.findChildren(Ask)
    qtbot.waitUntil(lambda: not renaming.isVisible() and ask.field.hasFocus())
    changes.do(lambda: qtbot.keyClick(changes.window.focusWidget(), Key.Key_Return))
    assert changes.the("place", "soledar").name == "Salt"


def test_f2_in_the_list_of_places_writes_the_name_in_its_row(
    changes: Changes, qtbot: QtBot
) -> None:
    soledar = changes.ref("place", "soledar")
    changes.click("places", soledar)
    qtbot.keyClick(changes.places.tree, Key.Key_F2)
    renaming = changes.places.renaming
    assert renaming.isVisible()
    assert "“Soledar” stays as another name" in renaming.field.accessibleDescription()
    assert "Soledar" in renaming.field.accessibleName()
    changes.type(renaming.field, "Salt")
    changes.do(lambda: qtbot.keyClick(renaming.field, Key.Key_Return))
    assert changes.places.index_of(soledar[1]).data() == "Salt"
    assert changes.window.focusWidget() is changes.places.tree
    assert changes.frame.selection.places == {soledar[1]}
    changes.undo("rename place Soledar to Salt")


def test_esc_in_the_row_lets_the_name_go_and_keeps_the_selection(
    changes: Changes, qtbot: QtBot
) -> None:
    soledar = changes.ref("place", "soledar")
    changes.click("places", soledar)
    qtbot.keyClick(changes.places.tree, Key.Key_F2)
    qtbot.keyClicks(changes.places.renaming.field, "xx?/")
    qtbot.keyClick(changes.places.renaming.field, Key.Key_Escape)
    assert not changes.places.renaming.isVisible()
    assert changes.frame.selection.places == {soledar[1]}
    assert changes.window.focusWidget() is changes.places.tree
    qtbot.keyClick(changes.places.tree, Key.Key_F2)
    assert changes.places.renaming.field.text() == "Soledar"
    changes.window.filters.focus_search()  # a click elsewhere changes no name
    assert not changes.places.renaming.isVisible()
    assert history(changes.path)[0].startswith("import")


def test_esc_on_the_page_lets_the_name_go(changes: Changes, qtbot: QtBot) -> None:
    changes.go("place", "soledar")
    qtbot.keyClick(changes.focus("detail"), Key.Key_F2)
    changes.type(renaming(changes).field, "Salt")
    qtbot.keyClick(renaming(changes).field, Key.Key_Escape)
    assert changes.part(Head).form is None
    assert changes.window.focusWidget() is changes.part(Head).rename
    assert changes.frame.selection.current == ("place", changes.ref("place", "soledar")[1])
    assert not changes.frame.edits.undo


def test_an_empty_name_is_refused_beside_the_field(changes: Changes, qtbot: QtBot) -> None:
    changes.go("place", "soledar")
    changes.action("rename").trigger()
    form = renaming(changes)
    changes.type(form.field, "  ")
    qtbot.keyClick(form.field, Key.Key_Return)
    assert "not empty" in form.fault.text()
    assert form.fault.isVisible()
    assert changes.window.focusWidget() is form.field
    assert not changes.frame.edits.undo


def test_a_name_that_another_actor_has_is_refused_in_a_sentence(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.go("actor", TROOPS)
    changes.action("rename").trigger()
    changes.type(renaming(changes).field, "CNN")
    changes.tried(lambda: qtbot.keyClick(renaming(changes).field, Key.Key_Return))
    box = changes.sheet(QMessageBox)
    assert "Choose another name" in box.text() + box.informativeText()
    box.reject()
    assert not changes.frame.edits.undo


def test_a_name_that_somebody_changed_meanwhile_is_not_overwritten(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.go("place", "soledar")
    changes.action("rename").trigger()
    changes.type(renaming(changes).field, "Salt")
    did(changes.path, RENAME)
    changes.do(changes.window.workspace.editing.look)
    assert renaming(changes).field.text() == "Salt"  # what comes in leaves what is written
    changes.tried(lambda: qtbot.keyClick(renaming(changes).field, Key.Key_Return))
    said = changes.clash()
    assert "Elsewhere" in said
    assert "Salt" in said
    assert changes.the("place", "soledar").name == "Elsewhere"
    assert changes.part(Head).name.text() == "Elsewhere"


def test_what_came_in_while_somebody_wrote_is_told_once_it_is_let_go(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.go("place", "soledar")
    changes.action("rename").trigger()
    did(changes.path, RENAME)
    changes.do(changes.window.workspace.editing.look)
    qtbot.keyClick(renaming(changes).field, Key.Key_Escape)
    qtbot.waitUntil(lambda: changes.part(Head).name.text() == "Elsewhere")


def test_the_search_finds_a_claim_by_the_new_name_of_its_place(
    changes: Changes, qtbot: QtBot
) -> None:
    changes.go("place", "soledar")
    changes.action("rename").trigger()
    changes.type(renaming(changes).field, "Saltopolis")
    changes.press(Key.Key_Return)
    assert len(changes.search("saltopolis").snapshot.ids)


# -- other names -----------------------------------------------------------------------------------


def test_a_name_is_added_and_removed_by_mouse(changes: Changes, qtbot: QtBot) -> None:
    changes.go("place", "soledar")
    before = changes.the("place", "soledar").names  # type: ignore[union-attr]
    qtbot.mouseClick(changes.part(OtherNames).add, LEFT)
    form = adding(changes)
    changes.type(form.field, "Salt town")
    form.lang.setFocus()
    changes.type(form.lang, "en")
    qtbot.mouseClick(form.kinds, LEFT)
    assert "merged" not in [one.text() for one in form.menu.actions()]
    (former,) = [one for one in form.menu.actions() if one.text() == "former"]
    qtbot.mouseClick(form.menu, LEFT, pos=form.menu.actionGeometry(former).center())
    changes.click_on(form.go)
    added = Name("Salt town", "former", "en")
    assert changes.the("place", "soledar").names == (*before, added)  # type: ignore[union-attr]
    remove = changes.part(OtherNames).removes[-1]
    assert remove.accessibleName() == "Remove “Salt town” from the names of Soledar"
    changes.click_on(remove)
    assert changes.the("place", "soledar").names == before  # type: ignore[union-attr]
    changes.undo("remove “Salt town” from the names of Soledar")
    changes.undo("add “Salt town” as a name of Soledar")
    assert changes.the("place", "soledar").names == before  # type: ignore[union-attr]


def test_a_name_is_added_and_removed_by_keys(changes: Changes, qtbot: QtBot) -> None:
    changes.go("actor", TROOPS)
    before = changes.the("actor", TROOPS).names  # type: ignore[union-attr]
    changes.action("add-name").trigger()
    changes.type(adding(changes).field, "The troops")
    changes.press(Key.Key_Return)
    actor = changes.the("actor", TROOPS)
    assert actor.names == (*before, Name("The troops", "variant"))  # type: ignore[union-attr]
    remove = changes.part(OtherNames).removes[-1]
    remove.setFocus()
    changes.press(Key.Key_Return)
    assert changes.the("actor", TROOPS).names == before  # type: ignore[union-attr]
    changes.undo(f"remove “The troops” from the names of {actor.name}")


def test_a_name_of_what_is_gone_or_was_changed_is_refused(changes: Changes, qtbot: QtBot) -> None:
    changes.go("place", "soledar")
    changes.action("add-name").trigger()
    changes.type(adding(changes).field, "Salt")
    did(changes.path, AddName("place", SOLEDAR, Name("Salt", "former", "en")))
    changes.tried(lambda: qtbot.keyClick(adding(changes).field, Key.Key_Return))
    box = changes.sheet(QMessageBox)
    assert "has the name “Salt” already" in box.text() + box.informativeText()
    box.reject()
    changes.activate()
    did(changes.path, RemoveName("place", SOLEDAR, Name("Salt", "former", "en")))
    did(changes.path, AddName("place", SOLEDAR, Name("Salt", "variant", "en")))
    changes.click_on(changes.part(OtherNames).removes[-1])
    assert "former" in changes.clash()


# -- what may not be changed -----------------------------------------------------------------------


def test_the_fields_follow_the_order_in_which_they_are_read(changes: Changes, qtbot: QtBot) -> None:
    changes.go("place", "soledar")
    changes.action("add-name").trigger()
    form = adding(changes)
    for widget in (form.field, form.lang, form.kinds, form.go, form.leave):
        assert changes.window.focusWidget() is widget
        qtbot.keyClick(widget, Key.Key_Tab)
    assert all(field.accessibleName() for field in form.findChildren(QLineEdit))
    form.end()


def test_the_menu_says_why_nothing_can_be_renamed(changes: Changes) -> None:
    changes.window.workspace.select(lambda s: type(s)())
    changes.window.workspace.settle()
    for name in ("rename", "add-name", "merge"):
        assert not changes.action(name).isEnabled()
        assert "No place and no actor is shown" in changes.action(name).toolTip()


@pytest.mark.parametrize("kind", ["place", "actor", "source"])
def test_a_desk_that_may_only_be_read_offers_nothing_and_says_why(
    changes: Changes, qtbot: QtBot, kind: Literal["place", "actor", "source"]
) -> None:
    changes.go(kind, {"place": "soledar", "actor": TROOPS, "source": "cnn"}[kind])
    snapshot = changes.frame.snapshot
    desk = replace(snapshot.desk, writable=False)
    frame = replace(changes.frame, snapshot=replace(snapshot, desk=desk))
    changes.window.workspace.changed.emit(frame)
    buttons = changes.detail.page.findChildren(Doing)
    assert buttons
    for button in buttons:
        assert not button.isEnabled()
        assert "may only be read" in button.toolTip()
    named = {"rename", "add-name", "merge"} if kind != "source" else {"judge-source"}
    for name in (*named, "sides"):
        assert not changes.action(name).isEnabled()
        assert "may only be read" in changes.action(name).toolTip()
    qtbot.keyClick(changes.focus("detail"), Key.Key_F2)
    qtbot.keyClick(changes.focus("places"), Key.Key_F2)
    changes.places.begin_renaming()
    assert not changes.places.renaming.isVisible()
    assert not [part for part in changes.detail.page.findChildren(Part) if part.writing]


def test_undo_goes_back_over_several_names(changes: Changes) -> None:
    did(changes.path, Rename("place", SOLEDAR, "A"))
    did(changes.path, Rename("place", Named("soledar", "A"), "B"))
    changes.do(changes.window.workspace.editing.look)
    changes.focus("places")
    changes.press(Key.Key_Z, CTRL)
    changes.press(Key.Key_Z, CTRL)
    assert changes.the("place", "soledar").name == "Soledar"
