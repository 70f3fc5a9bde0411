"""One drawing becomes another for the eye, quickly; at once where that is asked."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.model import XY, PlaceId
from desktop.panels.routes.motion import Motion
from desktop.schematic.report import Layout
from desktop.theme import Theme
from desktop.workspace import Workspace


class _Still(QProxyStyle):
    """A style as a system has it that asks for no motion."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 -- Qt's own
    ) -> int:
        asked = hint == QStyle.StyleHint.SH_Widget_Animation_Duration
        return 0 if asked else super().styleHint(hint, option, widget, returnData)


@pytest.fixture
def still(qapp: QApplication, theme: Theme) -> Iterator[None]:
    qapp.setStyle(_Still("Fusion"))
    yield
    theme.wear(qapp)


@pytest.fixture
def motion(workspace: Workspace, theme: Theme) -> Iterator[Motion]:
    parent = QObject()
    motion = Motion(theme, parent)
    frame = workspace.frame
    motion.show(frame.layout, frame.snapshot.desk, at_once=True)
    yield motion
    parent.deleteLater()


def elsewhere(layout: Layout) -> tuple[Layout, PlaceId, XY, XY]:
    """Return the layout with its first place elsewhere, which that is, from where and where to."""
    place, (x, y) = next(iter(layout.positions.items()))
    to = x + 1, y
    return replace(layout, positions={**layout.positions, place: to}), place, (x, y), to


def test_it_goes_over_to_another_drawing(
    motion: Motion, workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    frame = workspace.frame
    there, place, start, end = elsewhere(frame.layout)
    assert motion.resting
    assert motion.drawn is frame.layout
    motion.show(there, frame.snapshot.desk, at_once=False)
    assert not motion.resting
    assert motion.drawn.positions[place] == start
    assert 0 < theme.motion("relayout") <= 250
    seen: list[float] = []
    motion.moved.connect(lambda: seen.append(motion.drawn.positions[place][0]))
    qtbot.waitUntil(lambda: motion.resting)
    assert motion.drawn is there
    assert seen == sorted(seen)
    assert seen[-1] == end[0]


def test_where_no_motion_is_wanted_it_is_there_at_once(
    motion: Motion,
    workspace: Workspace,
    theme: Theme,
    still: None,
) -> None:
    there, *_ = elsewhere(workspace.frame.layout)
    assert theme.motion("relayout") == theme.motion("fade") == 0
    motion.show(there, workspace.frame.snapshot.desk, at_once=False)
    assert motion.resting
    assert motion.drawn is there


def test_what_was_put_stays_until_a_drawing_has_it_there(
    motion: Motion, workspace: Workspace, qtbot: QtBot
) -> None:
    frame = workspace.frame
    there, place, (x, y), _ = elsewhere(frame.layout)
    motion.take(place, (x, y))
    motion.drag((x + 2.1, y))
    assert motion.in_hand == place
    motion.settle({})
    assert motion.drawn.positions[place] == (x + 2.1, y)
    assert motion.drop() is not None
    spot = motion.drawn.positions[place]
    assert (2 * spot[0], 2 * spot[1]) == (round(2 * spot[0]), round(2 * spot[1]))
    motion.settle({place: spot})
    motion.show(there, frame.snapshot.desk, at_once=True)
    assert motion.drawn.positions[place] == spot
    motion.show(frame.layout, replace(frame.snapshot.desk, pins={place: spot}), at_once=True)
    assert motion.drawn is frame.layout


def test_what_was_put_goes_back_when_nothing_comes_of_it(
    motion: Motion, workspace: Workspace, qtbot: QtBot
) -> None:
    place, (x, y) = next(iter(workspace.frame.layout.positions.items()))
    motion.nudge(place, (1, 0))
    assert motion.drawn.positions[place] != (x, y)
    motion.settle({})
    qtbot.waitUntil(lambda: motion.resting)
    assert motion.drawn.positions[place] == (x, y)
