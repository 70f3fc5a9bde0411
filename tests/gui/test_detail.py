"""The detail pane: what it follows, where its links and arrows lead, how it is laid out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.model import PlaceId, Ref, RouteId
from db.query import Selection
from desktop.frame import Frame
from desktop.panels.detail.links import ClaimLink
from desktop.panels.detail.panel import DetailPanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.gui.pages import claims, follow, go, go_to_claim, link, links, named, shown, texts

_Button, _Key = Qt.MouseButton, Qt.Key


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> DetailPanel:
    return shown(workspace, theme, qtbot)


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
    every = [w for w in panel.page.findChildren(QAbstractButton) if w.isVisible()]
    assert set(links(panel)) < set(every)
    every[0].setFocus()
    for one in every[1:]:
        qtbot.keyClick(panel.window().focusWidget() or panel, _Key.Key_Tab)
        assert panel.window().focusWidget() is one
        at = one.mapTo(panel.pane.viewport(), one.rect().topLeft())
        assert panel.pane.viewport().rect().contains(at)


def test_what_lit_a_claim_is_said_and_the_arrows_step_through_those_lit(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    place = named(workspace, "place", "Chasiv Yar")
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(place[1])})))
    workspace.settle()
    assert panel.header.title.text() == "Place"
    assert panel.place.text() == "3 claims"
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
    assert panel.place.text() == "66 claims"
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
