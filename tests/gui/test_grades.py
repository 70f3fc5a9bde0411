"""Grades as one sees them: by which letter and digit claims are chosen, sorted and named."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.edits.claims import GradeClaims
from db.edits.rows import Named
from db.edits.sources import GradeSource
from desktop.window import MainWindow
from desktop.words.queries import in_line
from tests.gui.edit_hands import EditHands, Key
from tests.gui.hands import LEFT

WHY = "Two others say so"
CNN = GradeSource(Named("cnn", "CNN"), ("F", "Not judged in this dataset."), "B", WHY)


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> EditHands:
    """The bundled desk, CNN judged B and three claims judged: A06 B2, A15 B1, B01 F3."""
    made = EditHands(window, qtbot)
    grades = {"A06": 2, "A15": 1, "B01": 3}
    made.do(
        lambda: window.door.edit(
            CNN, *(GradeClaims({uid: (6, "")}, digit, WHY) for uid, digit in grades.items())
        )
    )
    return made


def grades(hands: EditHands) -> list[str]:
    """Return the column of grades as it is shown, from the top, without repeats."""
    snapshot = hands.frame.snapshot
    claims = snapshot.records.claims(snapshot.ids)
    shown = [hands.claims.cell(hands.claims.row_of(("claim", one.id)), "grade") for one in claims]
    assert shown == [one.grade for one in claims]
    return list(dict.fromkeys(shown))


def values(hands: EditHands) -> dict[str, str]:
    """Return what the list of the facet says of each grade."""
    model = hands.window.filters.values.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return {row.data(): row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows}


def test_grades_are_sorted_by_letter_then_digit_and_what_nobody_judged_stands_last(
    hands: EditHands,
) -> None:
    hands.sort_claims("grade")
    assert grades(hands) == ["B1", "B2", "B6", "F3", "F6"]
    hands.sort_claims("grade")
    assert grades(hands) == ["F3", "B6", "B2", "B1", "F6"]


def test_the_facet_lists_each_grade_with_its_meaning(hands: EditHands, qtbot: QtBot) -> None:
    qtbot.mouseClick(hands.window.filters.facets.buttons["grade"], LEFT)
    said = values(hands)
    assert list(said) == ["B1", "B2", "B6", "F3", "F6"]
    assert said["B2"] == "B2, 1 claim, not chosen, usually reliable, probably true"
    assert said["F6"].endswith(", not chosen, not judged")
    qtbot.keyClicks(hands.window.filters.values.typed, "probably")
    assert list(values(hands)) == ["B2"]
    hands.window.filters.values.hide()


def test_every_panel_shows_the_claims_of_a_grade_and_the_chip_says_which(
    hands: EditHands,
) -> None:
    frame = hands.tick("grade", "B2")
    assert [one.uid for one in frame.snapshot.records.claims(frame.snapshot.ids)] == ["A06"]
    assert frame.snapshot.marks.claims.tolist() == frame.snapshot.ids.tolist()
    hands.tick("grade", "F6")
    assert in_line(hands.frame.query, hands.frame.snapshot.values) == "Grade B2 or F6 · not judged"
    (chip,) = hands.window.filters.chips.chips
    assert "Grade" in chip.accessibleName()


def test_a_claim_that_is_graded_leaves_those_not_judged_which_stay_the_filter(
    hands: EditHands,
) -> None:
    hands.tick("grade", "F6")
    before = set(hands.frame.snapshot.ids.tolist())
    hands.pick("B02")
    hands.hit(Key.Key_G)
    hands.hit(Key.Key_5)
    hands.write(WHY)
    hands.save(Key.Key_Return)
    b02 = hands.ref("claim", "B02")
    assert set(hands.frame.snapshot.ids.tolist()) == before - {b02[1]}
    assert grades(hands) == ["F6"]
    assert in_line(hands.frame.query, hands.frame.snapshot.values) == "Grade F6 · not judged"


def test_when_the_last_is_graded_the_filter_still_asks_for_those_not_judged(
    hands: EditHands,
) -> None:
    hands.tick("grade", "F6")
    snapshot = hands.frame.snapshot
    left = {one.uid: (6, "") for one in snapshot.records.claims(snapshot.ids)}
    hands.do(lambda: hands.window.door.edit(GradeClaims(left, 2, WHY)))
    assert not len(hands.frame.snapshot.ids)
    assert in_line(hands.frame.query, hands.frame.snapshot.values) == "Grade F6 · not judged"
