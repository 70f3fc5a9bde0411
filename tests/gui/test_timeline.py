"""The brush and the view of the timeline, by mouse and keys, through its real widgets."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.query import Query, Span
from desktop.frame import Frame
from desktop.panels.timeline.panel import TimelinePanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.timelines import LEFT, SHIFT, brushed, drag, shown, span, target


@pytest.fixture
def panel(workspace: Workspace, theme: Theme, qtbot: QtBot) -> TimelinePanel:
    return shown(workspace, theme, qtbot)


def test_dragging_over_days_brushes_them_both_ends_included(
    panel: TimelinePanel, workspace: Workspace, qtbot: QtBot
) -> None:
    first, last = panel.day_position(date(2023, 1, 13)), panel.day_position(date(2023, 1, 17))
    with qtbot.waitSignal(workspace.changed):
        drag(panel, first, (first + last) / 2, last)
    assert span(workspace) == Span(date(2023, 1, 13), date(2023, 1, 17))
    assert set(panel.rows()) == set(workspace.frame.snapshot.ids.tolist())


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
