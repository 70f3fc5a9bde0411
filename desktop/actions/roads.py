"""The actions that move places on the diagram of roads: a menu within the menu Edit."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint

from desktop import show
from desktop.actions.action import Action
from desktop.actions.edits import read_only
from desktop.frame import Frame
from desktop.show import tr

if TYPE_CHECKING:
    from db.model import Place, PlaceId
    from desktop.window import MainWindow


# A table is read by its rows.
# fmt: off
def table() -> tuple[Action, ...]:
    """Return the actions, in the language of the interface."""
    under = tr("Diagram of roads")
    return (
        Action("move-on-diagram", "Edit", tr("Move on the diagram"), _begin_move, (), _immovable,
               gesture=tr("Ctrl+Shift+arrows"), under=under, said=_move),
        Action("unpin", "Edit", tr("Let go on the diagram"), lambda w: w.routes.let_go(), (),
               _not_pinned, under=under, said=_let_go),
        Action("lay-out-afresh", "Edit", tr("Lay out afresh"), _lay_out_afresh, (), _nothing_drawn,
               under=under, rule=True),
    )
# fmt: on

_OF_PLACE = ("move-on-diagram", "unpin", "", "lay-out-afresh")
"""The actions that the menu of a place on the diagram offers; an empty one draws a line."""
_OF_DIAGRAM = ("lay-out-afresh", "", "picture-of-roads")


def offer(window: "MainWindow", of_place: bool, at: QPoint) -> None:  # noqa: FBT001  # of a signal
    """Open the menu of a place, which is current by then, or that of the diagram."""
    window.workspace.settle()
    window.menus.offer(_OF_PLACE if of_place else _OF_DIAGRAM, at)


def _begin_move(window: "MainWindow") -> None:
    """Put the keys on the diagram, where they move the current place."""
    window.go_to("routes")
    place = _place(window.workspace.frame)
    if place is not None:
        keys = tr("Ctrl+Shift and the arrows move {place} by half a unit; so does dragging it")
        window.status.say(keys.format(place=show.apart(place.name)))


def _lay_out_afresh(window: "MainWindow") -> None:
    window.door.in_the_name(window.workspace.lay_out_afresh)


def _place(frame: Frame) -> "Place | None":
    """Return the current place, if it is on the diagram."""
    kind, id_ = frame.selection.current or ("", 0)
    there = kind == "place" and id_ in frame.layout.positions
    return frame.snapshot.desk.places.get(cast("PlaceId", id_)) if there else None


def _immovable(frame: Frame) -> str:
    if _place(frame) is None:
        return tr("no place on the diagram is selected")
    return read_only(frame)


def _not_pinned(frame: Frame) -> str:
    kind, id_ = frame.selection.current or ("", 0)
    if kind != "place" or id_ not in frame.snapshot.desk.pins:
        return tr("no place that was moved by hand is selected")
    return read_only(frame)


def _nothing_drawn(frame: Frame) -> str:
    return read_only(frame) if frame.layout.positions else tr("there is no diagram")


def _move(frame: Frame) -> str:
    place = _place(frame)
    if place is None:
        return tr("Move on the diagram")
    return tr("Move {place} on the diagram").format(place=show.apart(place.name))


def _let_go(frame: Frame) -> str:
    place = _place(frame)
    if place is None or _not_pinned(frame):
        return tr("Let go on the diagram")
    return tr("Let {place} go on the diagram").format(place=show.apart(place.name))
