"""How claims stand, where it is seen: accepted with a full sign, proposed with an open one."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from db.dimensions import DIMENSIONS
from db.edits.propose import Propose
from db.query import Query
from db.standing import CONTESTED
from desktop.panels.claims.panel import ClaimsPanel
from desktop.panels.detail.parts import Wrapped
from desktop.panels.places.model import PlacesModel, spoken
from desktop.panels.timeline.bars import lanes_of
from desktop.theme import Theme
from desktop.words.queries import words
from desktop.workspace import Workspace
from tests import desks
from tests.edits import did
from tests.gui.pages import go_to_claim
from tests.gui.pages import shown as detail
from tests.gui.rows import row_of
from tests.gui.rows import shown as table


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    """The bundled desk, of whose relations none is accepted: all that there are, rules propose."""
    path = tmp_path / "undecided.desk"
    desks.bring(path, {**desks.form(), "relations": []})
    did(path, Propose())
    return path


@pytest.fixture
def decided(desk_path: Path) -> None:
    """The same desk with the relations that are coded."""
    desk_path.unlink()
    desks.desk(desk_path.parent, desk_path.name)


def line_of(workspace: Workspace, theme: Theme, qtbot: QtBot, uid: str) -> Wrapped:
    panel = detail(workspace, theme, qtbot)
    go_to_claim(workspace, uid)
    lines = panel.page.findChildren(Wrapped)
    (line,) = [one for one in lines if one.accessibleName().startswith("Standing")]
    return line


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("uid", "line", "told"),
    [
        (
            "B26",
            "contested by 1 voice · 2 independent for it",
            "Against it: 1 document, 1 voice, 1 camp: Ukraine (state), camp of Ukraine "
            "(also Hanna Maliar)",
        ),
        (
            "A20",
            "corroborated by 1 independent voice",
            "For it: 2 documents, 2 voices: CNN; Branislav Slantchev",
        ),
        ("B17", "uncontested · no other voice", "that does not confirm it"),
    ],
)
def test_the_detail_tells_how_a_claim_stands_and_by_whose_voices(
    workspace: Workspace, theme: Theme, qtbot: QtBot, uid: str, line: str, told: str
) -> None:
    label = line_of(workspace, theme, qtbot, uid)
    assert label.text() == line
    assert told in label.accessibleDescription()
    assert told in label.toolTip()


def test_what_only_rules_say_is_told_as_proposed(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    label = line_of(workspace, theme, qtbot, "B28")
    assert label.text() == "contested, proposed"
    assert "nobody has accepted it yet" in label.accessibleDescription()
    assert "Against it: 1 document, 2 voices" in label.accessibleDescription()


def test_a_row_of_the_table_has_an_open_sign_for_what_is_proposed(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel: ClaimsPanel = table(workspace, theme, qtbot)
    row = row_of(panel, "B28")
    assert panel.cell(row, "contested") == "(≠)"
    assert panel.cell(row, "standing") == "contested, proposed"
    assert workspace.frame.snapshot.contested == 0


def test_a_place_and_a_bar_of_the_timeline_are_contested_by_proposals(
    workspace: Workspace,
) -> None:
    frame = workspace.frame
    model = PlacesModel()
    model.show_frame(frame)
    (soledar,) = [one.id for one in frame.snapshot.desk.places.values() if one.name == "Soledar"]
    row = model.row_of(soledar)
    assert (row.contested, row.proposed) == (False, True)
    assert "contested, proposed" in spoken(row)
    lanes = lanes_of(frame.snapshot.marks, frame.snapshot.desk.sides.values())
    bars = [bar for lane in lanes for bar in (*lane.bars, *lane.undated)]
    assert any(bar.proposed for bar in bars)
    assert not any(bar.contested for bar in bars)
    assert int(np.sum(frame.snapshot.marks.proposed)) == 12


@pytest.mark.usefixtures("decided")
def test_the_filter_is_told_in_words(workspace: Workspace) -> None:
    query = Query().choosing("standing", [CONTESTED])
    told = words(("facet", "standing"), query, workspace.frame.snapshot.values)
    assert told.named == f"{DIMENSIONS['standing'].name} contested"
