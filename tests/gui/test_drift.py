"""How the answers to a question moved, on the page of a claim that gives one."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.edits.claims import RetireClaims
from db.model import ClaimId
from desktop.panels.drift.drift import Drift
from desktop.window import MainWindow
from tests import desks
from tests.gui.edit_hands import EditHands, Key
from tests.gui.hands import LEFT

FALLING = ("A05", "B01", "B02", "A06", "A01")
"""Who answers how near Bakhmut is to falling, by the first day that each speaks of."""


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> EditHands:
    return EditHands(window, qtbot)


def charts(hands: EditHands) -> list[Drift]:
    return hands.detail.page.findChildren(Drift)


def chart(hands: EditHands, uid: str = "") -> Drift:
    """Return the chart on the page of a claim, or on the one shown, brought into view."""
    if uid:
        hands.pick(uid)
    (found,) = charts(hands)
    hands.detail.pane.ensureWidgetVisible(found)
    return found


def at(hands: EditHands, uid: str) -> QPoint:
    found = chart(hands).position(ClaimId(hands.ref("claim", uid)[1]))
    assert found is not None
    return found


def shown(hands: EditHands) -> str:
    return hands.detail.header.title.text().removeprefix("Claim ")


def drawn(hands: EditHands) -> tuple[str, ...]:
    return tuple(spot.mark.position.uid for spot in chart(hands).chart.spots)


def test_all_answers_to_its_question_are_drawn_on_the_page_of_a_claim(hands: EditHands) -> None:
    chart(hands, "B01")
    assert drawn(hands) == FALLING
    rows = [row.rank for row in chart(hands).chart.rows]
    assert rows == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("uid", "why"), [("A15", "one answer"), ("A11", "a number"), ("B24", "yes or no")]
)
def test_without_a_scale_or_a_second_answer_there_is_no_chart(
    hands: EditHands, uid: str, why: str
) -> None:
    hands.pick(uid)
    assert shown(hands) == uid
    assert not charts(hands), why


def test_a_click_on_an_answer_leads_to_its_claim(hands: EditHands, qtbot: QtBot) -> None:
    there = chart(hands, "B01")
    frame = hands.do(lambda: qtbot.mouseClick(there, LEFT, pos=at(hands, "A06")))
    claim = hands.ref("claim", "A06")
    assert frame.selection.current == claim
    assert frame.selection.claims == {claim[1]}
    assert shown(hands) == "A06"


def test_the_arrows_go_through_the_answers_and_the_keys_stay_at_the_chart(
    hands: EditHands,
) -> None:
    chart(hands, "A05").setFocus()
    for uid in FALLING[1:]:
        hands.press(Key.Key_Right)
        assert shown(hands) == uid
        focus = QApplication.focusWidget()
        assert focus is chart(hands)
    hands.press(Key.Key_Home)
    assert shown(hands) == "A05"
    hands.press(Key.Key_End)
    hands.press(Key.Key_Up)
    assert shown(hands) == "B02", "the voice above, nearest in time"


def test_the_chart_stays_where_it_is_read_while_one_goes_through_it(hands: EditHands) -> None:
    hands.detail.resize(hands.detail.width(), 240)
    there = chart(hands, "A05")
    there.setFocus()
    before = there.mapTo(hands.detail.pane, QPoint()).y()
    hands.press(Key.Key_Right)
    assert abs(chart(hands).mapTo(hands.detail.pane, QPoint()).y() - before) <= 1


def test_an_answer_says_who_gives_it_where_it_is_printed_when_and_which_step(
    hands: EditHands,
) -> None:
    told = chart(hands, "B01").tip(at(hands, "A06"))
    for words in ("CNN · Third party", "Approaching – Squeezed", "~1 Mar 2023", "printed by CNN"):
        assert words in told.replace("\u2068", "").replace("\u2069", "")
    assert "outside the filter" not in told


def test_a_screen_reader_hears_the_claim_and_every_voice_in_time(hands: EditHands) -> None:
    there = chart(hands, "A06")
    assert there.accessibleName().startswith("Answers over time, 4 of 5: ")
    assert "Approaching – Squeezed" in there.accessibleName()
    heard = there.accessibleDescription().replace("\u2068", "").replace("\u2069", "")
    assert heard.startswith("How near is Bakhmut to falling or being encircled?")
    assert (
        "CNN: Out of reach – Encircled, until 1 Mar 2023; Approaching – Squeezed, ~1 Mar 2023; "
        "Approaching – Encircled, 1 Mar 2023" in heard
    )


def test_the_chart_follows_the_clock(hands: EditHands, qtbot: QtBot) -> None:
    about = chart(hands, "B01").position(ClaimId(hands.ref("claim", "A05")[1]))
    assert "until 1 Mar 2023" in chart(hands).tip(at(hands, "A05"))
    filters = hands.window.filters
    qtbot.mouseClick(filters.clock, LEFT)
    hands.do(lambda: qtbot.mouseClick(filters.span.clocks["said"], LEFT, pos=QPoint(8, 8)))
    filters.span.hide()
    assert chart(hands).position(ClaimId(hands.ref("claim", "A05")[1])) != about
    told = chart(hands).tip(at(hands, "A05"))
    assert "1 Mar 2023" in told
    assert "until" not in told


def test_what_the_filter_leaves_out_is_dimmed_and_says_so(hands: EditHands) -> None:
    chart(hands, "B01")
    before = _ink(hands, "A06")
    hands.tick("side", "Russia-backed")
    assert drawn(hands) == FALLING
    assert "outside the filter" in chart(hands).tip(at(hands, "A06"))
    assert "outside the filter" not in chart(hands).tip(at(hands, "B02"))
    assert _ink(hands, "A06") > before + 40, "paler on a pale ground"


def _ink(hands: EditHands, uid: str) -> int:
    """Return how light the shape of an answer is."""
    image = chart(hands).grab().toImage()
    spot = at(hands, uid)
    return image.pixelColor(spot).lightness()


def test_what_could_not_be_known_by_the_day_is_not_drawn(hands: EditHands) -> None:
    chart(hands, "B01")
    refine = hands.window.workspace.refine
    hands.do(lambda: refine(lambda query: query.as_of("published", date(2023, 2, 2))))
    assert drawn(hands) == ("B01", "B02")
    assert chart(hands).accessibleName().startswith("Answers over time, 1 of 2: ")
    hands.do(lambda: refine(lambda query: query.as_of("published", date(2023, 3, 2))))
    assert drawn(hands) == FALLING


def test_a_claim_that_is_retired_leaves_the_chart(hands: EditHands) -> None:
    chart(hands, "B01")
    hands.do(lambda: hands.window.door.edit(RetireClaims({"A01": "coded"}, "twice")))
    assert drawn(hands) == FALLING[:-1]


def test_it_is_small_and_grows_with_the_text(hands: EditHands) -> None:
    there = chart(hands, "B01")
    assert 100 <= there.heightForWidth(356) <= 200
    assert there.height() == there.heightForWidth(there.width())
    low = there.chart.height
    for _ in range(3):
        hands.detail.resize_text(1)
    assert chart(hands).chart.height > low


@pytest.mark.parametrize("key", [Key.Key_Left, Qt.Key.Key_Home])
def test_at_the_first_answer_nothing_comes_before(hands: EditHands, key: Qt.Key) -> None:
    chart(hands, "A05").setFocus()
    hands.window.activateWindow()
    hands.hit(key)
    assert not hands.window.workspace.unsettled
    assert shown(hands) == "A05"


@pytest.fixture
def crowded(desk_path: Path) -> None:
    """Have all claims that answer a question say how near Bakhmut is to falling."""
    with desks.script(desk_path) as connection:
        connection.execute(
            """UPDATE claim SET polarity = NULL, value_num = NULL, value_low = NULL,
            value_high = NULL, value_approx = 0, value_unit = NULL, value_text = NULL,
            position_low = id % 5, position_high = id % 5,
            question_id = (SELECT id FROM question WHERE uid = 'Q01')
            WHERE question_id IS NOT NULL"""
        )


@pytest.mark.usefixtures("crowded")
def test_of_a_question_that_many_answer_the_claimant_is_drawn_before_a_crowd(
    hands: EditHands,
) -> None:
    there = chart(hands, "B01")
    assert set(drawn(hands)) == {"B01", "B05"}
    assert len(there.chart.crowd) > 40
    assert "Moscow-backed" in there.accessibleName()
    assert f"{len(there.chart.crowd)} others, faint" in there.accessibleDescription()
