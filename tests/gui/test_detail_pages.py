"""The pages of the detail pane: what is said of each kind of thing, and by whom."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.ingest.exchange import parse
from db.model import Hop, Ref
from db.new import make
from db.query import Span
from db.store import Store
from desktop.panels.detail.hops import stations
from desktop.panels.detail.links import ClaimLink
from desktop.panels.detail.panel import DetailPanel
from desktop.panels.wrapped import Wrapped, wrapping
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import desks
from tests.gui.pages import claims, go, go_to_claim, link, named, shown, texts

_Button, _Key = Qt.MouseButton, Qt.Key


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> DetailPanel:
    return shown(workspace, theme, qtbot)


def test_no_claim_is_shown_without_its_claimant_and_its_source(
    panel: DetailPanel, workspace: Workspace
) -> None:
    told = claims(workspace)
    assert len(told) == 66
    for claim in told.values():
        go(workspace, ("claim", claim.id))
        said = texts(panel)
        assert panel.header.title.text() == f"Claim {claim.uid}"
        for words in (claim.paraphrase, claim.claimant.name, *(hop.name for hop in claim.hops)):
            assert words in said
        for found in claim.evidence:
            assert f"{found.source}, " in said
            assert f", paragraph {found.paragraph}" in said


def test_no_link_to_a_claim_is_without_its_claimant_and_its_source(
    panel: DetailPanel, workspace: Workspace
) -> None:
    told = {claim.paraphrase: claim for claim in claims(workspace).values()}
    desk = workspace.frame.snapshot.desk
    refs: list[Ref] = [("claim", claim.id) for claim in told.values()]
    refs.extend(("place", id_) for id_ in desk.places)
    refs.extend(("route", id_) for id_ in desk.routes)
    refs.extend(("event", id_) for id_ in desk.events)
    refs.extend(("actor", id_) for id_ in desk.actors)
    seen = 0
    for ref in refs:
        go(workspace, ref)
        for one in panel.page.findChildren(ClaimLink):
            claim, said = told[one.words], one.accessibleName()
            assert claim.claimant.name in said
            assert claim.hops[0].name in said
            seen += 1
    assert seen > 300


def test_a_claim_is_told_whole(panel: DetailPanel, workspace: Workspace) -> None:
    go_to_claim(workspace, "B01")
    said = texts(panel)
    for words in (
        "contested",
        "Encircled",
        "F6 · not judged",
        "Moscow-backed administration of Donetsk (said) → IBTimes Singapore",
        "1 Feb 2023",
        "4 Mar 2023",
        "indirect, asserted, certain",
        "IBTimes Singapore, 1 Feb 2023, paragraph 1",
        "The document's text is not held on this desk.",
        "encirclement",
        "How near is Bakhmut to falling or being encircled?",
        "All links of Bakhmut",
    ):
        assert words in said


def test_an_unknown_clock_and_an_unstated_certainty_are_said_to_be_so(
    panel: DetailPanel, workspace: Workspace
) -> None:
    undated = next(claim for claim in claims(workspace).values() if claim.about.undated)
    go(workspace, ("claim", undated.id))
    assert "not stated" in texts(panel)
    unsure = next(c for c in claims(workspace).values() if c.certainty == "unstated")
    go(workspace, ("claim", unsure.id))
    assert "certainty not stated" in texts(panel)


def test_related_claims_say_how_by_direction_and_why(
    panel: DetailPanel, workspace: Workspace
) -> None:
    go_to_claim(workspace, "B01")
    related = panel.page.findChildren(ClaimLink)
    assert [one.accessibleName().split(" · ")[0] for one in related] == [
        "contradicts",
        "contradicts",
        "in tension with",
        "qualified by",
        "restates",
    ]
    told = workspace.frame.snapshot.records.relations(claims(workspace)["B01"].id)
    for one, relation in zip(related, told, strict=True):
        assert relation.why in one.accessibleName()


def test_a_proposed_relation_is_called_proposed_and_looks_it(
    tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    form = desks.form()
    accepted = tuple(made(form, tmp_path / "a.desk", theme, qtbot))
    for relation in form["relations"]:
        relation["state"] = "proposed"
    proposed = tuple(made(form, tmp_path / "b.desk", theme, qtbot))
    assert not [words for words, _ in accepted if "proposed" in words]
    assert all(words.startswith("proposed: ") for words, _ in proposed)
    assert all(a != b for (_, a), (_, b) in zip(accepted, proposed, strict=True))


def made(
    form: dict[str, Any], path: Path, theme: Theme, qtbot: QtBot
) -> Iterator[tuple[str, bytes]]:
    """Give what the related claims of B01 say, and how they look, in a desk of this form."""
    data = json.dumps(copy.deepcopy(form)).encode()
    make(path, parse(data, path), "tests", lambda: datetime(2023, 3, 4, tzinfo=UTC))
    store = Store.open(path)
    workspace = Workspace(store)
    panel = shown(workspace, theme, qtbot)
    go_to_claim(workspace, "B01")
    for one in panel.page.findChildren(ClaimLink):
        yield one.accessibleName(), bytes(one.grab().toImage().constBits())
    store.close()


def test_a_place_says_what_else_it_is_called_where_it_lies_and_what_is_claimed_of_it(
    panel: DetailPanel, workspace: Workspace
) -> None:
    go(workspace, named(workspace, "place", "Sloviansk"))
    said = texts(panel)
    assert panel.header.title.text() == "Place"
    assert "stated: NW of Bakhmut" in said
    assert "stated: larger than Bakhmut" in said
    assert "Bakhmut – Sloviansk" in said
    assert "pass the filter" in said
    go(workspace, named(workspace, "place", "Bakhmut"))
    assert "Artemivsk (former · en)" in texts(panel)


def test_a_claim_list_counts_what_passes_the_filter(
    panel: DetailPanel, workspace: Workspace
) -> None:
    place = named(workspace, "place", "Bakhmut")
    workspace.refine(lambda q: q.during("about", Span(since=datetime(2023, 1, 1).date())))
    go(workspace, place)
    every = workspace.frame.snapshot.records.claims_of(place)
    passing = int(np.isin(every, workspace.frame.snapshot.ids).sum())
    assert 0 < passing < len(every)
    assert f"{passing} of {len(every)} pass the filter" in texts(panel)
    said = [one.accessibleName() for one in panel.page.findChildren(ClaimLink)]
    outside = [words for words in said if "outside the filter" in words]
    assert len(outside) >= len(every) - passing


def test_a_group_of_roads_says_how_each_road_belongs_to_it(
    panel: DetailPanel, workspace: Workspace
) -> None:
    go(workspace, named(workspace, "route", "Routes into Bakhmut from the west"))
    said = texts(panel)
    for words in ("group of roads", "membership inferred", "membership possible", "restricted"):
        assert words in said
    assert "Which roads belong to it is not said." in said


def test_a_road_tells_reports_through_a_group_apart(
    panel: DetailPanel, workspace: Workspace
) -> None:
    go(workspace, named(workspace, "route", "Chasiv Yar – Bakhmut highway"))
    said = texts(panel)
    assert "contested, 29 d" in said
    assert "cut, implied, 29 d" in said
    assert "through the group All links of Bakhmut, membership inferred" in said


def test_an_event_is_called_a_heading_and_no_fact(panel: DetailPanel, workspace: Workspace) -> None:
    go(workspace, ("event", 1))
    assert panel.header.title.text() == "Event"
    assert "it is not a fact of its own" in texts(panel)


def test_more_than_three_stations_fold_in_the_middle(workspace: Workspace) -> None:
    claim = claims(workspace)["B02"]
    assert [s.name for s in stations(claim)] == [
        "Unnamed aide of the Moscow-backed administrator",
        "DW",
        "IBTimes Singapore",
    ]
    nearest, *rest = claim.hops
    longer = replace(claim, hops=(nearest, Hop("One", "relayed"), *rest))
    speaker, relays, document = stations(longer)
    assert (speaker.verb, relays.name, relays.verb) == ("said", "2 relays", "relayed")
    assert relays.tip == ("DW reported", "One relayed")
    assert document.note == "1 Feb 2023 · ¶1"


def test_an_outlet_in_its_own_voice_is_both_speaker_and_document(workspace: Workspace) -> None:
    claim = next(c for c in claims(workspace).values() if len(c.hops) == 1)
    speaker, document = stations(claim)
    assert speaker.name == document.name == claim.hops[0].name
    assert speaker.verb == "in own voice"


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3
ARABIC = "قوات الجانب الآخر تقول إن المدينة محاصرة بالكامل وإن الطرق مقطوعة منذ أيام"


@pytest.mark.parametrize("text", [LONG, ARABIC, "a 🚚 b " * 30, "one\ntwo", "<b>bold</b> & co"])
@pytest.mark.parametrize("width", [40, 120, 300])
def test_any_text_is_broken_into_lines_that_hold_it_all(
    text: str, width: int, theme: Theme
) -> None:
    lines = wrapping(text, theme.font("base"))(width)
    assert "".join(lines).split() == text.replace("\n", "").split() or len(lines) > 1
    assert "".join("".join(lines).split()) == "".join(text.split())
    measured = Wrapped(text, theme).fontMetrics()
    assert all(measured.horizontalAdvance(line.rstrip()) <= width + 2 for line in lines)


def test_of_more_lines_than_allowed_the_last_elides(theme: Theme) -> None:
    *whole, last = wrapping(LONG, theme.font("base"), 2)(200)
    assert len(whole) == 1
    assert last.endswith("…")


def test_data_is_shown_as_text_whatever_it_holds(
    workspace: Workspace, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    form = desks.form()
    claim = next(c for c in form["claims"] if c["uid"] == "B01")
    claim["paraphrase"] = f"<b>R&D</b> \u202e {LONG}"
    speaker = next(a for a in form["actors"] if a["uid"] == claim["claimant"])
    speaker["name"] = "Smith & Sons <i>Ltd</i>"
    path = tmp_path / "odd.desk"
    data = json.dumps(form).encode()
    make(path, parse(data, path), "tests", lambda: datetime(2023, 3, 4, tzinfo=UTC))
    store = Store.open(path)
    odd = Workspace(store)
    panel = shown(odd, theme, qtbot)
    go_to_claim(odd, "B01")
    said = texts(panel)
    assert "<b>R&D</b> ⟦202E⟧ Donau" in said
    assert "Smith & Sons <i>Ltd</i>" in said
    assert "&lt;i&gt;" in link(panel, "Smith & Sons").toolTip()
    store.close()
