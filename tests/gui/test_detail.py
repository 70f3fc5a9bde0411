"""The detail pane: what it says of each kind of thing, where its links lead, how it steps."""

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
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.ingest.exchange import parse
from db.model import Claim, Hop, PlaceId, Ref, RouteId
from db.new import make
from db.query import Query, Selection, Span
from db.store import Store
from desktop.frame import Frame
from desktop.panels.detail import DetailPanel
from desktop.panels.detail_hops import stations
from desktop.panels.detail_links import ClaimLink
from desktop.panels.detail_parts import Link, Wrapped, wrapping
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import desks

_Button, _Key = Qt.MouseButton, Qt.Key


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> DetailPanel:
    return shown(workspace, theme, qtbot)


def shown(workspace: Workspace, theme: Theme, qtbot: QtBot) -> DetailPanel:
    panel = DetailPanel(theme)
    qtbot.addWidget(panel)
    qtbot.addWidget(panel.header)
    panel.resize(880, 316)
    workspace.changed.connect(panel.show_frame)
    panel.query_requested.connect(workspace.refine)
    panel.selection_requested.connect(workspace.select)
    panel.narrow_requested.connect(workspace.narrow)
    panel.show_frame(workspace.frame)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def texts(panel: DetailPanel) -> str:
    """Return all that the page says, to the eye or to a screen reader."""
    page = panel.page
    labels = [label.text() for label in page.findChildren(QLabel)]
    return "\n".join([*labels, *(child.accessibleName() for child in page.findChildren(QWidget))])


def links(panel: DetailPanel) -> list[Link]:
    return panel.page.findChildren(Link)


def link(panel: DetailPanel, words: str) -> Link:
    (found,) = [one for one in links(panel) if one.words.startswith(words)]
    panel.pane.ensureWidgetVisible(found)
    return found


def claims(workspace: Workspace) -> dict[str, Claim]:
    snapshot = workspace.store.snapshot(Query())
    return {claim.uid: claim for claim in snapshot.records.claims(snapshot.ids)}


def go(workspace: Workspace, ref: Ref) -> None:
    workspace.select(lambda _: Selection(current=ref))
    workspace.settle()


def go_to_claim(workspace: Workspace, uid: str) -> None:
    go(workspace, ("claim", claims(workspace)[uid].id))


def named(workspace: Workspace, kind: str, name: str) -> Ref:
    desk = workspace.frame.snapshot.desk
    found: list[Ref] = [
        *(("place", p.id) for p in desk.places.values() if p.name == name and kind == "place"),
        *(("route", r.id) for r in desk.routes.values() if r.name == name and kind == "route"),
        *(("event", e.id) for e in desk.events.values() if e.title == name and kind == "event"),
        *(("actor", a.id) for a in desk.actors.values() if a.name == name and kind == "actor"),
    ]
    return found[0]


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


@pytest.mark.parametrize("by", ["mouse", "Enter", "Space"])
def test_a_claimant_leads_to_all_that_it_claims(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot, by: str
) -> None:
    go_to_claim(workspace, "B01")
    follow(panel, workspace, qtbot, "Moscow-backed administration of Donetsk", by)
    assert workspace.frame.selection.current == named(
        workspace, "actor", "Moscow-backed administration of Donetsk"
    )
    assert "2 of 2 pass the filter" in texts(panel)
    assert not workspace.frame.query.filters


def follow(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot, words: str, by: str = "mouse"
) -> None:
    there = link(panel, words)
    with qtbot.waitSignal(workspace.changed):
        if by == "mouse":
            qtbot.mouseClick(there, _Button.LeftButton)
        else:
            qtbot.keyClick(there, _Key.Key_Return if by == "Enter" else _Key.Key_Space)


@pytest.mark.parametrize(
    ("words", "kind"), [("Bakhmut", "place"), ("All links", "route"), ("Claimed enc", "event")]
)
def test_places_roads_and_events_of_a_claim_are_links(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot, words: str, kind: str
) -> None:
    go_to_claim(workspace, "B01")
    follow(panel, workspace, qtbot, words)
    assert (workspace.frame.selection.current or ("", 0))[0] == kind


def test_a_related_claim_that_is_shown_becomes_the_selected_one(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    go_to_claim(workspace, "B01")
    other = workspace.frame.snapshot.records.relations(claims(workspace)["B01"].id)[0].other
    follow(panel, workspace, qtbot, other.paraphrase)
    assert workspace.frame.selection.claims == {other.id}
    assert panel.header.title.text() == f"Claim {other.uid}"


def test_one_outside_the_filter_is_dimmed_says_so_and_can_be_read_all_the_same(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    first = claims(workspace)["B01"]
    workspace.refine(lambda q: q.choosing("claim", {first.id}))
    go_to_claim(workspace, "B01")
    related = panel.page.findChildren(ClaimLink)
    assert all("outside the filter" in one.accessibleName() for one in related)
    other = workspace.frame.snapshot.records.relations(first.id)[0].other
    follow(panel, workspace, qtbot, other.paraphrase)
    assert panel.header.title.text() == f"Claim {other.uid}"
    assert not workspace.frame.selection.claims


def test_the_focus_stays_in_the_pane_when_a_link_is_followed(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    go_to_claim(workspace, "B01")
    link(panel, "Bakhmut").setFocus()
    follow(panel, workspace, qtbot, "Bakhmut", "Enter")
    focus = panel.window().focusWidget()
    assert focus is not None
    assert panel.page.isAncestorOf(focus)


def test_tab_walks_the_links_and_brings_each_into_view(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    go(workspace, named(workspace, "place", "Bakhmut"))
    every = links(panel)
    every[0].setFocus()
    for one in every[1:]:
        qtbot.keyClick(panel.window().focusWidget() or panel, _Key.Key_Tab)
        assert panel.window().focusWidget() is one
        at = one.mapTo(panel.pane.viewport(), one.rect().topLeft())
        assert panel.pane.viewport().rect().contains(at)


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


def test_what_lit_a_claim_is_said_and_the_arrows_step_through_those_lit(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    place = named(workspace, "place", "Chasiv Yar")
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(place[1])})))
    workspace.settle()
    assert panel.header.title.text() == "Place"
    assert panel.place.text() == "– of 3"
    lit = workspace.frame.snapshot.ids[workspace.frame.highlight.rows].tolist()
    for n, id_ in enumerate(lit, 1):
        with qtbot.waitSignal(workspace.changed):
            qtbot.mouseClick(panel.next, _Button.LeftButton)
        assert workspace.frame.selection.current == ("claim", id_)
        assert workspace.frame.selection.places == {place[1]}
        assert panel.place.text() == f"{n} of 3"
    assert not panel.next.isEnabled()
    notes: set[str] = set()
    for id_ in lit:
        workspace.select(lambda s, id_=id_: replace(s, current=("claim", id_)))
        workspace.settle()
        notes.add(panel.header.note.text())
    assert notes == {
        "lit by Chasiv Yar",
        "lit by Chasiv Yar through the group All links of Bakhmut",
        "lit by Chasiv Yar through the group Routes into Bakhmut from the west",
    }


def test_without_anything_lit_the_arrows_step_through_all_that_is_shown(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    assert panel.place.text() == "– of 66"
    for n in (1, 2):
        with qtbot.waitSignal(workspace.changed):
            qtbot.keyClick(panel.next, _Key.Key_Space)
        here = workspace.frame.snapshot.ids[n - 1]
        assert workspace.frame.selection.claims == {here}
        assert panel.place.text() == f"{n} of 66"
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel.previous, _Key.Key_Space)
    assert panel.place.text() == "1 of 66"
    assert not panel.previous.isEnabled()


def test_without_a_current_thing_the_one_selected_is_shown_else_the_first_lit(
    panel: DetailPanel, workspace: Workspace
) -> None:
    road = named(workspace, "route", "Bakhmut – Sloviansk")
    workspace.select(lambda _: Selection(routes=frozenset({RouteId(road[1])})))
    workspace.settle()
    assert panel.header.title.text() == "Road"
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(1), PlaceId(10)})))
    workspace.settle()
    first = int(workspace.frame.snapshot.ids[workspace.frame.highlight.rows][0])
    uid = next(c.uid for c in claims(workspace).values() if c.id == first)
    assert panel.header.title.text() == f"Claim {uid}"


def test_nothing_selected_says_what_to_do(panel: DetailPanel) -> None:
    for _ in range(2):
        panel.show_frame(Frame())
        assert "Select a claim, place, event or road to see it whole" in texts(panel)
        assert panel.place.text() == ""
        assert not panel.next.isEnabled()


def test_a_page_is_made_anew_only_when_it_would_say_something_else(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    go_to_claim(workspace, "B01")
    page = panel.page
    with qtbot.assertNotEmitted(panel.selection_requested):
        panel.show_frame(workspace.frame)
        workspace.select(lambda s: replace(s, places=frozenset({PlaceId(1)})))
        workspace.settle()
    assert panel.page is page
    with qtbot.waitSignal(page.destroyed):
        go_to_claim(workspace, "B02")


@pytest.mark.parametrize("width", [880, 672, 561, 560, 340])
def test_a_page_takes_two_columns_where_there_is_room_and_is_never_wider_than_the_pane(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot, width: int
) -> None:
    go_to_claim(workspace, "B02")
    panel.resize(width, 316)
    view = panel.pane.viewport().width()

    def settled() -> bool:
        first, related = links(panel)[0], panel.page.findChildren(ClaimLink)[0]
        at = related.mapTo(panel.page, related.rect().topLeft())
        return (at.x() > first.width()) == (view > 560) and panel.page.width() == view

    qtbot.waitUntil(settled)
    for child in panel.page.findChildren(QWidget):
        right = child.mapTo(panel.page, child.rect().topRight()).x()
        assert right < view


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


def test_what_is_painted_follows_the_theme(
    panel: DetailPanel, workspace: Workspace, qapp: QApplication
) -> None:
    go_to_claim(workspace, "B01")
    theme = panel.theme
    light = panel.grab().toImage().pixelColor(4, 300)
    theme.wear(qapp, "dark")
    dark = panel.grab().toImage().pixelColor(4, 300)
    theme.wear(qapp, "light")
    assert light == theme.colour("panel")
    assert dark.lightness() < 80


def test_every_link_has_a_name_and_takes_the_keys(panel: DetailPanel, workspace: Workspace) -> None:
    desk = workspace.frame.snapshot.desk
    refs: tuple[Ref, ...] = (
        ("place", next(iter(desk.places))),
        ("route", next(iter(desk.routes))),
        ("actor", next(iter(desk.actors))),
        ("event", next(iter(desk.events))),
    )
    for ref in refs:
        go(workspace, ref)
        for one in links(panel):
            assert one.accessibleName()
            assert one.focusPolicy() == Qt.FocusPolicy.StrongFocus
