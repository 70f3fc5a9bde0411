"""Sides are put in another order and in other colours in one sheet; every panel follows."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from db.edits.rows import Named
from db.edits.sides import COLOURS, ColourSide, OrderSides
from desktop.dialogs.sides import SidesSheet
from desktop.window import MainWindow
from tests.edits import did
from tests.gui.changes import Changes
from tests.gui.hands import LEFT

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def changes(window: MainWindow, qtbot: QtBot) -> Changes:
    made = Changes(window, qtbot)
    made.focus("claims")
    return made


@pytest.fixture
def sheet(changes: Changes) -> SidesSheet:
    changes.action("sides").trigger()
    return changes.sheet(SidesSheet)


def order(changes: Changes) -> list[str]:
    return [side.uid for side in changes.frame.snapshot.desk.sides.values()]


def tokens(changes: Changes) -> dict[str, str]:
    return {side.uid: side.token for side in changes.frame.snapshot.desk.sides.values()}


def saved(changes: Changes, gesture: Callable[[], object]) -> None:
    changes.do(gesture)
    changes.activate()


def test_the_sides_are_reordered_by_keys(changes: Changes, sheet: SidesSheet, qtbot: QtBot) -> None:
    was = order(changes)
    assert not sheet.go.isEnabled()
    qtbot.keyClick(sheet.list, Key.Key_Down, ALT)
    now = [was[1], was[0], *was[2:]]
    assert [row.key for row in sheet.rows] == now
    assert sheet.list.key == was[0]  # the keys stay on what was moved
    assert order(changes) == was  # nothing is written yet
    qtbot.keyClick(sheet.list, Key.Key_Tab)
    saved(changes, lambda: qtbot.keyClick(sheet.go, Key.Key_Return))
    assert order(changes) == now
    values = [value.uid for value in changes.frame.snapshot.values["side"]]
    assert values == now  # the filter lists them so, too
    changes.undo("reorder the sides")
    assert order(changes) == was


def test_the_sides_are_reordered_by_a_drag(
    changes: Changes, sheet: SidesSheet, qtbot: QtBot
) -> None:
    was, list_ = order(changes), sheet.list
    first, last = (
        list_.visualRect(list_.lines.index(n)).center() for n in (0, len(sheet.rows) - 1)
    )
    viewport = list_.viewport()
    qtbot.mousePress(viewport, LEFT, pos=first)
    qtbot.mouseMove(viewport, first + QPoint(0, 20))
    qtbot.mouseMove(viewport, last + QPoint(0, 12))
    qtbot.mouseRelease(viewport, LEFT, pos=last + QPoint(0, 12))
    assert [row.key for row in sheet.rows] == [*was[1:], was[0]]
    saved(changes, lambda: qtbot.mouseClick(sheet.go, LEFT))
    assert order(changes) == [*was[1:], was[0]]


def test_a_side_is_coloured_by_mouse(changes: Changes, sheet: SidesSheet, qtbot: QtBot) -> None:
    first, was = sheet.rows[0], tokens(changes)
    qtbot.mouseClick(sheet.colour, LEFT)
    choices = sheet.menu.actions()
    assert [one.text().split(" ")[0] for one in choices] == list(COLOURS)
    assert [one.isChecked() for one in choices] == [token == first.token for token in COLOURS]
    at = sheet.menu.actionGeometry(choices[5]).center()
    qtbot.mouseClick(sheet.menu, LEFT, pos=at)
    assert "side.6" in sheet.rows[0].spoken
    saved(changes, lambda: qtbot.mouseClick(sheet.go, LEFT))
    assert tokens(changes) == {**was, first.key: "side.6"}
    claims = changes.frame.snapshot.records.claims(changes.frame.snapshot.ids)
    assert {one.claimant.side.token for one in claims if one.claimant.side.uid == first.key} == {
        "side.6"
    }
    changes.undo(f"colour side {first.name} as side.6")
    assert tokens(changes) == was


def test_a_side_is_coloured_by_keys(changes: Changes, sheet: SidesSheet, qtbot: QtBot) -> None:
    second = sheet.rows[1]
    qtbot.keyClick(sheet.list, Key.Key_Down)
    qtbot.keyClick(sheet.list, Key.Key_Return)
    assert sheet.menu.isVisible()
    qtbot.keyClick(sheet.menu, Key.Key_Up)
    qtbot.keyClick(sheet.menu, Key.Key_Return)
    chosen = sheet.rows[1].token
    assert chosen == COLOURS[COLOURS.index(second.token) - 1]
    saved(changes, lambda: qtbot.keyClick(sheet.go, Key.Key_Return))
    assert tokens(changes)[second.key] == chosen


def test_the_shape_of_a_side_changes_with_its_colour_in_the_panels(
    changes: Changes, qtbot: QtBot
) -> None:
    panels = {name: changes.window.panels[name] for name in ("claims", "timeline")}
    before = {name: panel.grab().toImage() for name, panel in panels.items()}
    side = next(iter(changes.frame.snapshot.desk.sides.values()))
    edit = ColourSide(Named(side.uid, side.name), side.token, "side.6")
    changes.do(lambda: changes.window.door.edit(edit))
    for name, panel in panels.items():
        assert panel.grab().toImage() != before[name], name


def test_sides_that_look_alike_are_warned_of(sheet: SidesSheet) -> None:
    assert sheet.alike.isHidden()
    first, second = sheet.rows[:2]
    sheet.list.setCurrentIndex(sheet.list.index_of(first.key))
    sheet.colour.click()
    next(one for one in sheet.menu.actions() if one.text().startswith(second.token)).trigger()
    sheet.menu.close()
    assert not sheet.alike.isHidden()
    assert first.name in sheet.alike.text.text()
    assert second.name in sheet.alike.text.text()


def test_an_order_that_somebody_changed_meanwhile_is_not_overwritten(
    changes: Changes, sheet: SidesSheet, qtbot: QtBot
) -> None:
    was = tuple(order(changes))
    qtbot.keyClick(sheet.list, Key.Key_Down, ALT)
    did(changes.path, OrderSides(was, was[::-1]))
    changes.tried(lambda: qtbot.mouseClick(sheet.go, LEFT))
    assert "order" in changes.clash()
    assert order(changes) == list(was[::-1])


def test_esc_and_cancel_change_nothing(changes: Changes, sheet: SidesSheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.list, Key.Key_Down, ALT)
    qtbot.keyClick(sheet.list, Key.Key_Escape)
    assert sheet.isHidden()
    assert not changes.frame.edits.undo


def test_every_row_is_told_with_its_colour_and_every_button_has_a_name(sheet: SidesSheet) -> None:
    for n, row in enumerate(sheet.rows):
        said = sheet.list.lines.index(n).data(Qt.ItemDataRole.AccessibleTextRole)
        assert row.name in said
        assert row.token in said
    assert sheet.list.accessibleName() == "Sides"
    assert all(one.text() for one in (sheet.up, sheet.down, sheet.colour, sheet.cancel, sheet.go))
