"""Names that deceive or run from the right, where they stand: in lists, sentences and details."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.query import Query, Selection
from db.store import Store
from desktop import glyphs, show
from desktop.panels.claims.columns import NUMBER
from desktop.panels.claims.panel import ClaimsPanel
from desktop.panels.detail.panel import DetailPanel
from desktop.panels.filters.values import ValueRow, ValuesList
from desktop.panels.places.panel import PlacesPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import desks
from tests.wiring import wired

SPOOFED, ARABIC = "Сoledar", "باخموت"
"""The first letter of the one is Cyrillic."""
DOUBT = "“Сoledar” mixes Latin and Cyrillic letters"


@pytest.fixture
def spoofed(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    """A desk with a place and a claimant whose names mix scripts."""
    said: dict[str, Any] = desks.form()
    place = next(one for one in said["places"] if one["name"] == "Soledar")
    place["name"] = SPOOFED
    claimant = said["claims"][0]["claimant"]
    actor = next(one for one in said["actors"] if one["uid"] == claimant)
    actor["name"] = SPOOFED
    actor.pop("abbrev", None)
    path = tmp_path / "spoofed.desk"
    desks.bring(path, json.dumps(said).encode())
    store = Store.open(path)
    workspace = Workspace(store)
    yield workspace
    workspace.close()
    store.close()


def ink(widget: QWidget, theme: Theme) -> int:
    """Return how many pixels of a widget have the colour of warnings."""
    image = widget.grab().toImage()
    wanted = theme.colour("warn").rgb()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixel(x, y) == wanted for x, y in spots)


def stands(text: str, part: str) -> float:
    """Return where a part of a text is painted, in pixels from the left."""
    layout = QTextLayout(text)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    found: tuple[float, int] = line.cursorToX(text.index(part))  # type: ignore[assignment]
    return found[0]


def test_a_place_of_mixed_letters_has_a_mark_and_says_why(
    spoofed: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel = wired(PlacesPanel(theme), spoofed, (300, 800), qtbot)
    places = spoofed.frame.snapshot.desk.places.values()
    index = panel.index_of(next(place.id for place in places if place.name == SPOOFED))
    assert DOUBT in index.data(Qt.ItemDataRole.ToolTipRole)
    assert DOUBT in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert ink(panel.tree.viewport(), theme) > 0


def test_a_claimant_of_mixed_letters_has_a_mark_and_says_why(
    spoofed: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel = wired(ClaimsPanel(theme), spoofed, (880, 800), qtbot)
    shown = [panel.cell(row, "claimant") for row in range(panel.model.rowCount())]
    row = shown.index(SPOOFED)
    panel.table.scrollTo(panel.model.index(row, 0))
    assert DOUBT in panel.model.index(row, NUMBER["claimant"]).data(Qt.ItemDataRole.ToolTipRole)
    assert DOUBT in panel.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert ink(panel.table.viewport(), theme) > 0


def test_a_value_of_mixed_letters_has_a_mark_and_says_why(theme: Theme, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    values = ValuesList(theme, around)
    values.resize(300, 100)
    values.show_rows((ValueRow(1, "Soledar", 3),))
    assert not ink(values.viewport(), theme)
    values.show_rows((ValueRow(1, SPOOFED, 3),))
    index = values.model().index(0, 0)
    assert DOUBT in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(DOUBT)
    assert ink(values.viewport(), theme) > 0


@pytest.mark.parametrize("kind", ["claim", "place", "actor"])
def test_the_detail_of_a_thing_of_mixed_letters_says_so_under_its_head(
    spoofed: Workspace, theme: Theme, qtbot: QtBot, kind: str
) -> None:
    panel = wired(DetailPanel(theme), spoofed, (400, 600), qtbot)
    snapshot = spoofed.frame.snapshot
    claims = snapshot.records.claims(snapshot.ids)
    found = {
        "claim": next(claim.id for claim in claims if claim.claimant.name == SPOOFED),
        "place": next(p.id for p in snapshot.desk.places.values() if p.name == SPOOFED),
        "actor": next(a.id for a in snapshot.desk.actors.values() if a.name == SPOOFED),
    }
    spoofed.refine(lambda _: Query())
    spoofed.select(lambda _: Selection(current=(kind, found[kind])))  # type: ignore[arg-type]
    spoofed.settle()
    assert DOUBT in [label.text() for label in panel.page.findChildren(QLabel)]
    assert ink(panel.page, theme) > 0


def test_a_tooltip_says_what_its_names_deceive_with_once_and_counts_the_rest() -> None:
    assert show.tip(SPOOFED, f"{SPOOFED} again").count("mixes") == 1
    many = show.tip("аa bб cц dд eе")
    assert many.count("mixes") == 3
    assert "2 more words of mixed letters" in many
    assert "mix" not in show.tip("Soledar", "Соледар", "COVID-19")


@pytest.mark.parametrize(
    "sentence",
    [
        show.listed([ARABIC, "12 claims", "3 events"]),
        show.tr("{who}, {date}").format(who=show.apart(ARABIC), date="12 claims and 3 events"),
    ],
)
def test_a_name_from_the_right_turns_no_number_beside_it(sentence: str) -> None:
    assert stands(sentence, ARABIC) < stands(sentence, "12") < stands(sentence, "3")


def test_two_names_from_the_right_stand_in_the_order_they_are_told() -> None:
    chain = show.via(f"{ARABIC} < العربية < Bakhmut < speaker")
    first, second = chain.split(" ‹ ")[:2]
    assert stands(chain, first) < stands(chain, second) < stands(chain, "Bakhmut")


@pytest.mark.parametrize("named", ["side.1", "side.none", "<b>", ""])
def test_a_side_of_a_colour_that_is_not_ours_is_painted_as_that_of_none(
    theme: Theme, named: str
) -> None:
    shown = glyphs.pixmap(
        lambda painter: glyphs.side(painter, theme, named, QPointF(8, 8)), QSize(16, 16), 1
    )
    none = glyphs.pixmap(
        lambda painter: glyphs.side(painter, theme, "side.none", QPointF(8, 8)), QSize(16, 16), 1
    )
    assert (shown.toImage() == none.toImage()) == (named != "side.1")
