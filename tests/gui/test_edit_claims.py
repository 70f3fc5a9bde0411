"""Each edit of claims and relations: by mouse, by keys, undone, and refused when it is stale."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.edits.claims import RetireClaims
from db.edits.tags import TagClaims
from db.writer import Edit
from desktop.dialogs.judging import GradeSheet
from desktop.dialogs.relate import RelateSheet
from desktop.window import MainWindow
from tests import desks
from tests.edits import Sql, did
from tests.gui.edit_hands import EditHands, Key
from tests.gui.hands import CTRL, SHIFT

_BETWEEN = """min(a_id, b_id) = (SELECT min(id) FROM claim WHERE uid IN ('B01', 'A15'))
    AND max(a_id, b_id) = (SELECT max(id) FROM claim WHERE uid IN ('B01', 'A15'))"""
"""The contradiction of two claims of the bundled desk, in SQL."""
PROPOSED = Sql(f"UPDATE relation SET state = 'proposed' WHERE {_BETWEEN}")  # noqa: S608
REJECTED = Sql(f"UPDATE relation SET state = 'rejected' WHERE {_BETWEEN}")  # noqa: S608
RETIRED = RetireClaims({"B01": "coded"}, "twice")
TAGGED = TagClaims(("B01", "A07"), "to check")


def _retire_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_Delete, CTRL)
    hands.write("Entered twice")
    hands.save(Key.Key_Return)


def _retire_by_mouse(hands: EditHands) -> None:
    hands.push(hands.named("Retire…"))
    hands.write("Entered twice")
    hands.save_by(hands.sheet.go)


def _bring_back_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_P, CTRL | SHIFT)
    hands.write("retired claims")
    hands.hit(Key.Key_Return)
    hands.do(lambda: hands.hit(Key.Key_Return))
    hands.button("Bring back").setFocus()
    hands.save(Key.Key_Return)


def _bring_back_by_mouse(hands: EditHands) -> None:
    hands.choose_edit("Retired claims…")
    hands.do(lambda: hands.row("B01"))
    hands.save_by(hands.button("Bring back"))


def _note_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_N, SHIFT)
    hands.write("See the other report")
    hands.save(Key.Key_Return, CTRL)


def _note_by_mouse(hands: EditHands) -> None:
    hands.push(hands.note.told)
    hands.write("See the other report")
    hands.do(lambda: hands.push(hands.window.filters.search))


def _grade_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_G)
    hands.hit(Key.Key_2)
    hands.write("Two others say so")
    hands.save(Key.Key_Return)


def _grade_by_mouse(hands: EditHands) -> None:
    hands.push(hands.named("Grade F6 · not judged"))
    sheet = hands.open(GradeSheet)
    hands.push(sheet.digits[2])
    hands.push(sheet.field)
    hands.write("Two others say so")
    hands.save_by(sheet.go)


def _tag_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_T)
    hands.write("encircled")
    hands.save(Key.Key_Return)


def _tag_by_mouse(hands: EditHands) -> None:
    hands.push(hands.named("Add a tag"))
    hands.write("encircled")
    hands.save(Key.Key_Return)


def _untag_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_T)
    hands.write("to")
    hands.save(Key.Key_Return)


def _untag_by_mouse(hands: EditHands) -> None:
    hands.save_by(hands.named("Take off the tag to check"))


def _reopen_by_keys(hands: EditHands) -> None:
    hands.named("1 rejected").setFocus()
    hands.hit(Key.Key_Space)
    hands.named("Reopen: rejected: contradicts A15").setFocus()
    hands.save(Key.Key_Return)


def _reopen_by_mouse(hands: EditHands) -> None:
    hands.push(hands.named("1 rejected"))
    hands.save_by(hands.named("Reopen: rejected: contradicts A15"))


def _relate_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_C)
    hands.hit(Key.Key_Backtab)
    for _ in range(5):
        hands.hit(Key.Key_Down)
    hands.open(RelateSheet).field.setFocus()
    hands.write("It says how")
    hands.save(Key.Key_Return)


def _relate_by_mouse(hands: EditHands) -> None:
    hands.from_menu("B01", "Relate two claims…")
    sheet = hands.open(RelateSheet)
    hands.push(sheet.kinds["explains"])
    hands.push(sheet.field)
    hands.write("It says how")
    hands.save_by(sheet.go)


def _no_conflict_by_keys(hands: EditHands) -> None:
    hands.hit(Key.Key_C, SHIFT)
    hands.write("Other days")
    hands.save(Key.Key_Return)


def _no_conflict_by_mouse(hands: EditHands) -> None:
    hands.from_menu("B01", "No conflict between two claims…")
    hands.push(hands.sheet.field)
    hands.write("Other days")
    hands.save_by(hands.sheet.go)


@dataclass(frozen=True)
class Case:
    """An edit: what it is called, how it is made, on what; what somebody does meanwhile."""

    label: str
    keys: Callable[[EditHands], None]
    mouse: Callable[[EditHands], None]
    before: tuple[Edit, ...] = ()
    theirs: str = ""
    both: tuple[str, str] = ("", "")
    picked: tuple[str, ...] = ("B01",)


CASES = {
    "retire": Case(
        "retire claim B01", _retire_by_keys, _retire_by_mouse,
        theirs="UPDATE claim SET status = 'reviewed' WHERE uid = 'B01'",
        both=("reviewed", "retired"),
    ),
    "bring back": Case(
        "bring back claim B01", _bring_back_by_keys, _bring_back_by_mouse, (RETIRED,),
        theirs="UPDATE claim SET retired_why = 'other' WHERE uid = 'B01'", both=("other", "empty"),
        picked=("A07",),
    ),
    "note": Case(
        "note on claim B01", _note_by_keys, _note_by_mouse,
        theirs="UPDATE claim SET notes = 'mine' WHERE uid = 'B01'",
        both=("mine", "See the other report"),
    ),
    "grade": Case(
        "grade claim B01 2", _grade_by_keys, _grade_by_mouse,
        theirs="UPDATE claim SET credibility = 5 WHERE uid = 'B01'", both=("5", "2"),
    ),
    "tag": Case("tag claim B01 “encircled”", _tag_by_keys, _tag_by_mouse),
    "untag": Case("untag claim B01 “to check”", _untag_by_keys, _untag_by_mouse, (TAGGED,)),
    "accept": Case(
        "accept B01 and A15 as contradicting",
        lambda hands: hands.save(Key.Key_A),
        lambda hands: hands.save_by(hands.named("Accept: proposed: contradicts A15")),
        (PROPOSED,), REJECTED.sql, ("rejected", "accepted"),
    ),
    "reject": Case(
        "reject B01 and A15 as contradicting",
        lambda hands: hands.save(Key.Key_R),
        lambda hands: hands.save_by(hands.named("Reject: proposed: contradicts A15")),
        (PROPOSED,), PROPOSED.sql.replace("proposed", "accepted"), ("accepted", "rejected"),
    ),
    "reopen": Case(
        "reopen B01 and A15 as contradicting", _reopen_by_keys, _reopen_by_mouse, (REJECTED,),
        REJECTED.sql.replace("rejected", "accepted"), ("accepted", "proposed"),
    ),
    "relate": Case("relate B01 as explaining A07", _relate_by_keys, _relate_by_mouse,
                   picked=("B01", "A07")),
    "no conflict": Case(
        "relate B01 and A15 as no conflict", _no_conflict_by_keys, _no_conflict_by_mouse,
        theirs=PROPOSED.sql, both=("proposed", "rejected"),
        picked=("B01", "A15"),
    ),
}  # fmt: skip
STALE = {name: case for name, case in CASES.items() if case.theirs}
WAYS = ("keys", "mouse")


@pytest.fixture
def desk_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The bundled desk, with what the case needs to be there before."""
    path = desks.desk(tmp_path, "bakhmut-2023.desk")
    name = request.node.callspec.params.get("name") if hasattr(request.node, "callspec") else None
    did(path, *(CASES[name].before if name else ()))
    return path


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> EditHands:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return EditHands(window, qtbot)


def held(path: Path) -> list[tuple[object, ...]]:
    """Return all that these edits can change in a desk."""
    tables = ("claim", "relation", "tag", "claim_tag")
    with desks.reading(path) as connection:
        return [
            row
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CASES)
def test_an_edit_is_made_named_and_taken_back(
    hands: EditHands, desk_path: Path, name: str, way: str
) -> None:
    case, before = CASES[name], held(desk_path)
    hands.pick(*case.picked)
    getattr(case, way)(hands)
    assert hands.undo_label() == f"Undo: {case.label}"
    assert f"Saved: {case.label}" in hands.frame.edits.news
    assert held(desk_path) != before
    hands.focus("claims")
    hands.press(Key.Key_Z, CTRL)
    assert held(desk_path) == before
    assert hands.undo_label() != f"Undo: {case.label}"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", STALE)
def test_an_edit_of_what_was_changed_meanwhile_is_refused_and_both_are_shown(
    hands: EditHands, desk_path: Path, name: str, way: str
) -> None:
    case = STALE[name]
    hands.pick(*case.picked)
    if way == "mouse" and name == "reopen":
        hands.push(hands.named("1 rejected"))
        hands.push(hands.named("1 rejected, hide"))
    with desks.script(desk_path) as connection:
        connection.execute(case.theirs)
    theirs = held(desk_path)
    getattr(case, way)(hands)
    told = hands.clash()
    assert f"Not done: {case.label}" in told
    assert set(case.both) <= set(told)
    assert held(desk_path) == theirs
