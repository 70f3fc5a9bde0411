"""The legend of the roads: what is on screen and nothing else, in whole rows."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.frame import Frame
from desktop.panels.routes.panel import RoutesPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import roads
from tests.roads import Hand, road


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> RoutesPanel:
    return roads.shown(workspace, theme, qtbot)


@pytest.fixture
def hand(panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> Hand:
    return Hand(panel, workspace, qtbot)


def test_the_legend_explains_what_is_on_screen_and_nothing_else(panel: RoutesPanel) -> None:
    assert panel.legend.words() == [
        "restricted",
        "contested",
        "cut, implied",
        "condition not stated",
        "claimants differ",
        "thin: implied",
        "a group of roads",
        "placed by bearing",
        "somewhere on that side",
        "farther than drawn",
        "pale: older than 14 d",
    ]


@pytest.mark.parametrize("size", [(384, 604), (384, 330), (340, 280), (280, 400)])
@pytest.mark.parametrize("larger", [0, 2])
def test_the_legend_shows_whole_rows_and_counts_the_signs_without_room(
    panel: RoutesPanel, size: tuple[int, int], larger: int
) -> None:
    for _ in range(larger):
        panel.resize_text(1)
    panel.resize(*size)
    panel.grab()
    panel.finish()
    legend, line = panel.legend, panel.theme.px(18)
    assert legend.height() <= size[1] / 3
    assert legend.height() % line == 12 % line
    box = legend.parentWidget()
    assert box is not None
    assert legend.geometry().bottom() <= box.rect().bottom()
    *shown, last = legend.words()
    every = 11
    if last.startswith("+"):
        assert last == f"+{every - len(shown)} more signs"
        assert "pale: over 14 d" in legend.toolTip()
    else:
        assert (len(shown) + 1, legend.toolTip()) == (every, "")


def test_a_legend_lower_than_asked_paints_no_half_row(panel: RoutesPanel) -> None:
    whole = panel.legend.grab().toImage()
    panel.legend.setFixedHeight(panel.legend.height() - 9)
    low = panel.legend.grab().toImage()
    foot = low.copy(0, low.height() - 9 - 6, low.width(), 9)
    assert {foot.pixelColor(x, y).name() for x in range(low.width()) for y in range(9)} == {
        whole.pixelColor(2, 4).name()
    }


def test_where_nothing_is_drawn_there_is_no_legend(theme: Theme, qtbot: QtBot) -> None:
    panel = RoutesPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(452, 604)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_frame(Frame())
    assert not panel.legend.isVisible()


def test_a_narrow_legend_leaves_out_what_the_callout_names(
    panel: RoutesPanel, workspace: Workspace, hand: Hand
) -> None:
    panel.resize(384, 604)
    hand.click(road(workspace, "RD4"))
    assert panel.legend.words()[0] == "not stated"
