"""The timeline asked by mouse and keys, through its real widgets."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from db.model import Ref
from db.query import Query, Span
from desktop.frame import Frame
from desktop.panels.timeline import TimelinePanel
from desktop.theme import Theme
from desktop.workspace import Workspace

PICTURED = Span(date(2023, 1, 1), date(2023, 3, 2))
LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> TimelinePanel:
    """The panel at the size of the design's first picture, wired to the workspace."""
    panel = TimelinePanel(theme)
    qtbot.addWidget(panel)
    panel.resize(1600, 218)
    workspace.changed.connect(panel.show_frame)
    panel.query_requested.connect(workspace.refine)
    panel.selection_requested.connect(workspace.select)
    panel.narrow_requested.connect(workspace.narrow)
    panel.show_frame(workspace.frame)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def brushed(workspace: Workspace, span: Span = PICTURED) -> None:
    workspace.refine(lambda q: q.during("about", span))
    workspace.settle()


def span(workspace: Workspace) -> Span | None:
    return workspace.frame.query.spans.get("about")


def target(panel: TimelinePanel, at: QPoint) -> tuple[QWidget, QPoint]:
    """Return the widget that is at a point of the panel, and the point in it."""
    child = panel.childAt(at)
    assert child is not None
    return child, child.mapFrom(panel, at)


def click(
    panel: TimelinePanel,
    qtbot: QtBot,
    ref: Ref,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    widget, at = target(panel, panel.mark_position(ref))
    qtbot.mouseClick(widget, LEFT, modifier, at)


def drag(
    panel: TimelinePanel,
    start: QPoint,
    *stops: QPoint,
    button: Qt.MouseButton = LEFT,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press, move over the stops and let go, as the window system would tell it."""
    widget, _ = target(panel, start)

    def tell(kind: QEvent.Type, at: QPoint, held: Qt.MouseButton) -> None:
        there, everywhere = QPointF(widget.mapFrom(panel, at)), QPointF(panel.mapToGlobal(at))
        told = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        QApplication.sendEvent(widget, QMouseEvent(kind, there, everywhere, told, held, modifier))

    tell(QEvent.Type.MouseButtonPress, start, button)
    for stop in stops:
        tell(QEvent.Type.MouseMove, stop, button)
    tell(QEvent.Type.MouseButtonRelease, stops[-1], Qt.MouseButton.NoButton)


def test_dragging_over_days_brushes_them_both_ends_included(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    first, last = panel.day_position(date(2023, 1, 13)), panel.day_position(date(2023, 1, 17))
    with qtbot.waitSignal(workspace.changed):
        drag(panel, first, (first + last) / 2, last)
    assert span(workspace) == Span(date(2023, 1, 13), date(2023, 1, 17))
    assert panel.rows() == sorted(workspace.frame.snapshot.ids.tolist(), key=panel.rows().index)


def test_the_brush_follows_every_move_of_the_drag(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    seen: list[Span | None] = []

    def settled(_: object) -> None:
        workspace.settle()
        seen.append(span(workspace))

    panel.query_requested.connect(settled)
    drag(panel, *(panel.day_position(date(2023, 1, day)) for day in (13, 15, 17)))
    assert seen[:2] == [
        Span(date(2023, 1, 13), date(2023, 1, 15)),
        Span(date(2023, 1, 13), date(2023, 1, 17)),
    ]


@pytest.mark.parametrize(
    ("grabbed", "let_go", "expected"),
    [
        (date(2023, 1, 1), date(2022, 12, 1), Span(date(2022, 12, 1), date(2023, 3, 2))),
        (date(2023, 3, 3), date(2023, 2, 11), Span(date(2023, 1, 1), date(2023, 2, 10))),
    ],
)
def test_an_edge_of_the_brush_is_dragged_alone(
    panel: TimelinePanel,
    workspace: Workspace,
    qtbot: QtBot,
    grabbed: date,
    let_go: date,
    expected: Span,
) -> None:
    brushed(workspace)
    half_a_day = QPoint(round((panel.day_position(date(2023, 3, 1)) - panel.day_position(
        date(2023, 2, 1))).x() / 28 / 2), 0)  # fmt: skip
    with qtbot.waitSignal(workspace.changed):
        drag(
            panel,
            panel.day_position(grabbed) - half_a_day,
            panel.day_position(let_go) - half_a_day,
        )
    assert span(workspace) == expected


def test_dragged_inside_the_brush_moves_whole(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    brushed(workspace)
    with qtbot.waitSignal(workspace.changed):
        drag(panel, panel.day_position(date(2023, 2, 10)), panel.day_position(date(2023, 2, 3)))
    assert span(workspace) == Span(date(2022, 12, 25), date(2023, 2, 23))


def test_a_double_click_beside_the_marks_lifts_the_brush(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    brushed(workspace)
    widget, at = target(panel, panel.day_position(date(2023, 2, 10)))
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseDClick(widget, LEFT, pos=at)
    assert span(workspace) is None


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("]", Span(date(2023, 1, 8), date(2023, 3, 9))),
        ("[", Span(date(2022, 12, 25), date(2023, 2, 23))),
        ("}", Span(date(2022, 12, 25), date(2023, 3, 9))),
        ("{", Span(date(2023, 1, 8), date(2023, 2, 23))),
    ],
)
def test_keys_move_narrow_and_widen_the_brush(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot, key: str, expected: Span
) -> None:
    brushed(workspace)
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClicks(panel, key)
    assert span(workspace) == expected


def test_shifted_keys_move_one_edge_and_delete_lifts_the_brush(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    brushed(workspace)
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Right, SHIFT)
    assert span(workspace) == Span(date(2023, 1, 1), date(2023, 3, 9))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Home, SHIFT)
    assert span(workspace) == Span(date(2022, 12, 25), date(2023, 3, 9))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Delete)
    assert span(workspace) is None


def test_without_a_brush_its_keys_take_the_days_in_view(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    since, until = panel.plot.view()
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClicks(panel, "]")
    found = span(workspace)
    assert found is not None
    assert found.since == date.fromordinal(round(since))
    assert found.until == date.fromordinal(round(until) - 1)


def test_the_pictured_brush_leaves_the_counted_claims(
    panel: TimelinePanel, workspace: Workspace
) -> None:
    brushed(workspace)
    assert len(panel.rows()) == 49
    assert set(panel.rows()) == set(workspace.frame.snapshot.ids.tolist())


def test_marks_stand_in_the_order_of_their_first_days(
    panel: TimelinePanel, workspace: Workspace
) -> None:
    assert panel.rows() == workspace.frame.snapshot.ids.tolist()
    assert len(panel.events()) == 22


def test_a_click_on_an_event_selects_all_that_share_its_bar(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("event", 1))
    assert sorted(workspace.frame.selection.events) == [1]
    assert workspace.frame.selection.current == ("event", 1)


def test_a_merged_bar_selects_its_claims_and_the_first_is_current(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 64))
    assert sorted(workspace.frame.selection.claims) == [60, 61, 62, 63, 64, 65]
    assert workspace.frame.selection.current == ("claim", 60)


def test_every_dated_claim_is_hit_where_its_mark_is_said_to_be(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    marks = workspace.frame.snapshot.marks
    for claim in marks.claims[marks.days.dated].tolist():
        click(panel, qtbot, ("claim", claim))
        workspace.settle()
        assert claim in workspace.frame.selection.claims


def test_ctrl_adds_a_mark_and_takes_it_away_again(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    for modifier in (Qt.KeyboardModifier.NoModifier, CTRL):
        with qtbot.waitSignal(workspace.changed):
            click(panel, qtbot, ("claim", 58 if modifier == CTRL else 8), modifier)
    assert sorted(workspace.frame.selection.claims) == [8, 58]
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 8), CTRL)
    assert sorted(workspace.frame.selection.claims) == [58]


def test_shift_takes_all_from_the_current_mark_to_the_clicked_one(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 60))
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 14), SHIFT)
    picked = [37, 38, 40, 41, 60, 61, 62, 63, 64, 65, 14, 15, 16, 17, 18]
    assert workspace.frame.selection.claims == frozenset(picked)


def test_a_double_click_on_a_mark_makes_it_the_filter(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    widget, at = target(panel, panel.mark_position(("event", 1)))
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseDClick(widget, LEFT, pos=at)
    assert workspace.frame.query.chosen("event") == frozenset({1})


def test_enter_makes_the_selected_mark_the_filter(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("event", 1))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert workspace.frame.query.chosen("event") == frozenset({1})


def test_every_mark_is_reached_by_keys(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    claims: set[int] = set()
    events: set[int] = set()
    before = None
    while workspace.frame.selection != before:
        before = workspace.frame.selection
        qtbot.keyClicks(panel, "j")
        workspace.settle()
        claims |= workspace.frame.selection.claims
        events |= workspace.frame.selection.events
    assert claims == set(panel.rows())
    assert events == set(panel.events())


def test_up_and_down_lead_to_the_nearest_mark_of_the_next_lane(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 60))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(panel, Qt.Key.Key_Up)
    assert workspace.frame.selection.claims == frozenset({59, 66})


def test_undated_marks_have_their_lane(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    lanes = [band.lane for band in panel.undated.picture.bands]
    assert [(lane.side.name if lane.side else "", len(lane.undated)) for lane in lanes] == [
        ("", 4), ("Russia", 1), ("Russia-backed", 0), ("Third party", 10), ("Ukraine", 0),
        ("None", 2),
    ]  # fmt: skip
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 50))
    assert workspace.frame.selection.current == ("claim", 50)


def test_on_other_clocks_events_are_undated(panel: TimelinePanel, workspace: Workspace) -> None:
    workspace.refine(lambda _: Query(clock="published"))
    workspace.settle()
    events = panel.undated.picture.bands[0].lane
    assert (len(events.bars), len(events.undated)) == (0, 22)
    assert panel.header.note.text() == "clock: published"


def test_the_wheel_and_keys_zoom_keys_and_shift_drag_pan_and_f_fits_again(
    panel: TimelinePanel, qtbot: QtBot
) -> None:
    def days() -> float:
        return panel.plot.view()[1] - panel.plot.view()[0]

    fitted, whole = panel.plot.view(), days()
    widget, at = target(panel, panel.day_position(date(2023, 2, 1)))
    wheel = QWheelEvent(
        QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)
    assert days() < whole
    qtbot.keyClick(panel, Qt.Key.Key_Minus)
    qtbot.keyClick(panel, Qt.Key.Key_Minus)
    assert days() > whole
    qtbot.keyClick(panel, Qt.Key.Key_F)
    assert panel.plot.view() == pytest.approx(fitted)
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    assert panel.plot.view()[0] > fitted[0]
    assert days() == pytest.approx(whole)
    qtbot.mouseClick(panel.fit_button, LEFT)
    start = panel.day_position(date(2023, 2, 1))
    drag(panel, start, start + QPoint(50, 0), start + QPoint(100, 0), modifier=SHIFT)
    assert panel.day_position(date(2023, 2, 1)).x() - start.x() == pytest.approx(100, abs=2)


def test_the_middle_button_pans_and_brushes_nothing(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    start = panel.day_position(date(2023, 2, 1))
    with qtbot.assertNotEmitted(panel.query_requested):
        drag(panel, start, start - QPoint(60, 0), button=Qt.MouseButton.MiddleButton)
    assert panel.day_position(date(2023, 2, 1)).x() == pytest.approx(start.x() - 60, abs=2)


def test_drawing_keeps_the_view_but_for_another_clock(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel, Qt.Key.Key_Plus)
    zoomed = panel.plot.view()
    brushed(workspace)
    assert panel.plot.view() == zoomed
    workspace.refine(lambda _: Query(clock="published"))
    workspace.settle()
    assert panel.plot.view() != zoomed


def test_drawing_asks_for_nothing_and_may_be_repeated(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    brushed(workspace)
    once = panel.grab().toImage()
    with (
        qtbot.assertNotEmitted(panel.query_requested),
        qtbot.assertNotEmitted(panel.selection_requested),
    ):
        panel.show_frame(Frame())
        panel.show_frame(workspace.frame)
        panel.show_frame(workspace.frame)
    assert panel.grab().toImage() == once


def test_one_gesture_is_one_change(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    changes: list[Frame] = []
    workspace.changed.connect(changes.append)
    with qtbot.waitSignal(workspace.changed):
        click(panel, qtbot, ("claim", 60))
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClicks(panel, "]")
    assert len(changes) == 2


def test_a_screen_reader_hears_the_counts_and_the_brush(
    panel: TimelinePanel, workspace: Workspace
) -> None:
    brushed(workspace)
    heard = panel.accessibleDescription()
    assert heard.startswith("49 of 66 claims on the clock about; dated 1 Jan 2022 – 1 Mar 2023")
    assert "13 undated; 15 events; brush 1 Jan – 2 Mar 2023" in heard


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (("claim", 8), ["CNN", "2022 – 2023"]),
        (("claim", 60), ["6 claims, 13 Jan – 17 Jan 2023", "some contested"]),
        (("event", 1), ["Battle for Bakhmut", "from 1 Jan 2022"]),
    ],
)
def test_a_mark_says_under_the_mouse_who_what_and_when(
    panel: TimelinePanel, ref: Ref, expected: list[str]
) -> None:
    widget, at = target(panel, panel.mark_position(ref))
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    said = QToolTip.text()
    QToolTip.hideText()
    assert [words for words in expected if words not in said] == [], said


def test_a_theme_put_on_later_is_worn(
    panel: TimelinePanel, theme: Theme, qapp: QApplication
) -> None:
    def ground() -> str:
        at = panel.day_position(date(2022, 11, 20)) - QPoint(0, 25)
        return panel.grab().toImage().pixelColor(at).name()

    assert ground() == theme.colour("panel").name()
    theme.wear(qapp, "dark")
    worn = ground(), theme.colour("panel").name()
    theme.wear(qapp, "light")
    assert worn[0] == worn[1] != ground()


def test_a_low_panel_counts_instead_of_drawing_lanes(panel: TimelinePanel) -> None:
    panel.resize(900, 122)
    assert [band.dense for band in panel.gutter.picture.bands] == [True]
    panel.grab()
