"""The actions that change the desk: the part of the table of actions that begins the menu Edit."""

from typing import TYPE_CHECKING

from desktop.actions.action import Action
from desktop.frame import Frame
from desktop.show import tr
from desktop.words import picked

if TYPE_CHECKING:
    from desktop.window import MainWindow


# A table is read by its rows.
# fmt: off
def table() -> tuple[Action, ...]:
    """Return the actions, in the language of the interface."""
    return (
        Action("undo", "Edit", tr("Undo"), _undo_next, ("Ctrl+Z",), _nothing_to_undo, said=_undo),
        Action("redo", "Edit", tr("Redo"), _redo_next, ("Ctrl+Shift+Z", "Ctrl+Y"),
               _nothing_to_redo, said=_redo),
        Action("history-of", "Edit", tr("History of this"),
               _show_history, ("Ctrl+Shift+H",), _nothing_current,
               said=_history_of),
    )
# fmt: on


def read_only(frame: Frame) -> str:
    """Say why no edit can be made of the desk."""
    return "" if frame.snapshot.desk.writable else tr("this desk may only be read")


def _undo_next(window: "MainWindow") -> None:
    window.door.in_the_name(window.workspace.editing.undo)


def _redo_next(window: "MainWindow") -> None:
    window.door.in_the_name(window.workspace.editing.redo)


def _show_history(window: "MainWindow") -> None:
    window.workspace.settle()  # the keys may be quicker than the turn of the last wish
    current = window.workspace.frame.selection.current
    if current is not None:
        window.go_to("history")
        window.history.show_only(current)


def _undo(frame: Frame) -> str:
    label = frame.edits.undo
    return tr("Undo: {edit}").format(edit=label) if label else tr("Undo")


def _redo(frame: Frame) -> str:
    label = frame.edits.redo
    return tr("Redo: {edit}").format(edit=label) if label else tr("Redo")


def _nothing_to_undo(frame: Frame) -> str:
    if frame.edits.undo or frame.edits.pending:
        return read_only(frame)
    return tr("nothing was changed since this desk was made")


def _nothing_to_redo(frame: Frame) -> str:
    if frame.edits.redo or frame.edits.pending:
        return read_only(frame)
    return tr("nothing was undone")


def _history_of(frame: Frame) -> str:
    current = frame.selection.current
    thing = picked.called(frame, current) if current else ""
    return tr("History of {thing}").format(thing=thing) if thing else tr("History of this")


def _nothing_current(frame: Frame) -> str:
    return "" if frame.selection.current else tr("nothing is picked to be shown in detail")
