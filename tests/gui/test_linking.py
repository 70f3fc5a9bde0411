"""One thing picked in any panel is followed through all of them, in one change."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.dimensions import DimensionId
from db.export.columns import TABLES, TableId
from db.export.pick import Shown, picked
from db.query import Query, Selection, Span
from db.store import Store
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.routes.reading import read
from desktop.window import MainWindow
from tests import desks
from tests.gui.hands import CTRL, PANELS, Hands, PanelName
from tests.gui.seen import PANELLED, displayed
from tests.timelines import drag

_Key = Qt.Key
SHOWN: dict[PanelName, tuple[DimensionId, str]] = {
    "places": ("place", "soledar"),
    "timeline": ("event", "E15"),
    "claims": ("claim", "B01"),
    "routes": ("route", "RD3"),
}
SHOWN_TOO: dict[PanelName, tuple[DimensionId, str]] = {
    "places": ("place", "kherson"),
    "timeline": ("claim", "A08"),
    "claims": ("claim", "B02"),
    "routes": ("place", "kramatorsk"),
}


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


@pytest.fixture
def counted(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each panel has drawn since."""
    drawn: Counter[str] = Counter()

    def counting(panel: Panel) -> Callable[[Frame], None]:
        draw = panel.draw

        def counted(frame: Frame) -> None:
            drawn[panel.accessibleName()] += 1
            draw(frame)

        return counted

    for panel in (window.filters, *window.panels.values()):
        monkeypatch.setattr(panel, "draw", counting(panel))
    return drawn


def lit(hands: Hands) -> dict[TableId, set[str]]:
    """Return the uids of what the panels tint, by table."""
    return {
        table: {row[TABLES[table].key[0]] for row in displayed(hands, table, "selected")}
        for table in PANELLED
    }


def chosen(hands: Hands, panel: PanelName) -> Selection:
    """Click in a panel, and return what is selected then."""
    return hands.click(panel, hands.ref(*SHOWN[panel])).selection


@pytest.mark.parametrize("panel", PANELS)
def test_a_click_is_one_change_and_every_panel_draws_once(
    hands: Hands, counted: Counter[str], panel: PanelName
) -> None:
    changes: list[Frame] = []
    hands.window.workspace.changed.connect(changes.append)
    chosen(hands, panel)
    assert len(changes) == 1
    assert set(counted.values()) == {1}
    assert len(counted) == 1 + len(hands.window.panels)


@pytest.mark.parametrize("gesture", ["sort", "key", "tick", "Enter", "Esc"])
def test_a_filter_is_one_change_and_every_panel_draws_once(
    hands: Hands, counted: Counter[str], gesture: str
) -> None:
    if gesture in {"Enter", "Esc"}:
        hands.focus("places")
        chosen(hands, "places")
    counted.clear()
    match gesture:
        case "sort":
            hands.sort_claims("grade")
        case "key":
            hands.search("s")
        case "tick":
            hands.tick("side", "Ukraine")
        case _:
            hands.press(_Key.Key_Return if gesture == "Enter" else _Key.Key_Escape)
    assert set(counted.values()) == {1}


@pytest.mark.parametrize("panel", PANELS)
def test_a_click_picks_one_thing_ctrl_adds_another_and_takes_it_away(
    hands: Hands, panel: PanelName
) -> None:
    alone = chosen(hands, panel)
    assert hands.ref(*SHOWN[panel]) == alone.current
    other = hands.ref(*SHOWN_TOO[panel])
    both = hands.click(panel, other, CTRL).selection.kinds
    assert set(both) == {SHOWN[panel][0], SHOWN_TOO[panel][0]}
    assert both[SHOWN[panel][0]] >= alone.kinds[SHOWN[panel][0]]
    assert other[1] in both[SHOWN_TOO[panel][0]]
    assert hands.click(panel, other, CTRL).selection.kinds == alone.kinds


@pytest.mark.parametrize("panel", PANELS)
def test_ctrl_joins_what_the_other_panels_have_picked_and_a_plain_click_lets_it_go(
    hands: Hands, panel: PanelName
) -> None:
    alone = chosen(hands, panel)
    other: PanelName = "claims" if panel != "claims" else "places"
    joined = hands.click(other, hands.ref(*SHOWN[other]), CTRL).selection
    assert joined.kinds == {**alone.kinds, SHOWN[other][0]: {hands.ref(*SHOWN[other])[1]}}
    assert chosen(hands, panel).kinds == alone.kinds


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("gesture", ["Enter", "double click"])
def test_enter_and_a_double_click_make_what_is_picked_the_filter(
    hands: Hands, panel: PanelName, gesture: str
) -> None:
    hands.focus(panel)
    kinds = chosen(hands, panel).kinds
    if gesture == "Enter":
        frame = hands.press(_Key.Key_Return)
    else:
        hands.press(_Key.Key_Escape)
        frame = hands.double_click(panel, hands.ref(*SHOWN[panel]))
    assert frame.query == Query(facets=kinds)
    assert not frame.selection
    assert 0 < len(frame.snapshot.ids) < 66


@pytest.mark.parametrize("panel", PANELS)
def test_esc_clears_the_selection_and_then_the_newest_filter_wherever_the_keys_are(
    hands: Hands, panel: PanelName
) -> None:
    hands.search("Bakhmut")
    hands.focus(panel)
    chosen(hands, panel)
    frame = hands.press(_Key.Key_Escape)
    assert not frame.selection
    assert frame.query == Query(text="Bakhmut")
    assert all(not uids for uids in lit(hands).values())
    assert hands.press(_Key.Key_Escape).query == Query()


@pytest.mark.parametrize(
    ("panel", "kind", "uid", "linked"),
    [
        pytest.param(
            "places",
            "place",
            "chasiv-yar",
            {
                "claims": {"B05", "A15", "B01"},  # names it; of groups its road may belong to
                "places": {"chasiv-yar", "bakhmut", "western-approaches-to-bakhmut"},
                "events": {"E08", "E21"},
                "routes": {"RD4"},
            },
            id="place",
        ),
        pytest.param(
            "routes",
            "route",
            "RD4",
            {
                "claims": {"B05", "A15", "B01"},
                "places": {"chasiv-yar", "bakhmut"},
                "events": set[str](),
                "routes": {"RD4"},
            },
            id="road",
        ),
        pytest.param(
            "timeline",
            "event",
            "E08",
            {
                "claims": {"B01", "B02", "B05"},
                "places": {"chasiv-yar", "bakhmut"},
                "events": {"E07", "E08", "E21"},  # of the same day: they share a bar
                "routes": {"RD4", "RD-ALL"},
            },
            id="event",
        ),
        pytest.param(
            "claims",
            "claim",
            "A15",
            {
                "claims": {"A15"},
                "places": {"bakhmut", "western-approaches-to-bakhmut"},
                "events": {"E04"},
                "routes": {"RD5"},
            },
            id="claim",
        ),
    ],
)
def test_what_is_picked_lights_what_it_is_linked_to_in_every_panel(
    hands: Hands,
    panel: PanelName,
    kind: DimensionId,
    uid: str,
    linked: dict[TableId, set[str]],
) -> None:
    hands.click(panel, hands.ref(kind, uid))
    assert lit(hands) == linked


def test_the_brush_filters_every_panel_but_leaves_the_marks_of_its_own(hands: Hands) -> None:
    marks = len(hands.frame.snapshot.marks.claims)
    days = [hands.timeline.day_position(date(2023, 1, day)) for day in (13, 15, 17)]
    frame = hands.do(lambda: drag(hands.timeline, *days))
    assert frame.query == Query().during("about", Span(date(2023, 1, 13), date(2023, 1, 17)))
    assert 0 < len(frame.snapshot.ids) < 66
    assert hands.claims.model.rowCount() == len(frame.snapshot.ids)
    assert set(hands.timeline.rows()) == set(frame.snapshot.ids.tolist())
    assert len(frame.snapshot.marks.claims) == marks
    assert "soledar" in hands.places.shown_uids()
    assert "kherson" not in hands.places.shown_uids()
    assert [uid for uid, _ in hands.routes.rows()] == []


def test_places_count_under_all_filters_but_that_on_places(hands: Hands) -> None:
    def counts() -> dict[str, int]:
        return {row.place.uid: row.claims for row in hands.places.model.listed()}

    before = counts()
    hands.focus("places")
    chosen(hands, "places")
    hands.press(_Key.Key_Return)
    assert counts() == before
    assert len(hands.claims.shown_uids()) == before["soledar"]
    hands.tick("side", "Ukraine")
    assert counts()["soledar"] == len(hands.claims.shown_uids()) < before["soledar"]


def test_a_road_nobody_reports_on_leaves_the_panel_and_the_file_with_the_first_filter(
    tmp_path: Path,
) -> None:
    said = desks.form()
    said["route_statuses"] = [s for s in said["route_statuses"] if s["route"] != "RD1"]
    desks.bring(tmp_path / "silent.desk", said)
    store = Store.open(tmp_path / "silent.desk")
    for query in (Query(), Query(text="Bakhmut")):
        snapshot, whole = store.snapshot(query), store.snapshot(Query())
        assert len(snapshot.ids) == 66
        roads = store.uids()["route"]
        kept = picked("routes", Shown(query, snapshot, whole), "filtered")
        assert [uid for uid, _ in read(Frame(query, snapshot=snapshot)).rows()] == [
            roads[road] for road, _ in kept
        ]
        assert len(kept) == (5 if query.filters else 6)
    store.close()
