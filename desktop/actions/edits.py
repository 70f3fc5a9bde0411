"""The actions that change the desk: the part of the table of actions that begins the menu Edit."""

from desktop.actions.action import Action
from desktop.frame import Frame
from desktop.show import tr


# A table is read by its rows.
# fmt: off
def table() -> tuple[Action, ...]:
    """Return the actions, in the language of the interface."""
    return (
        Action("undo", "Edit", tr("Undo"), lambda w: w.door.in_the_name(w.workspace.editing.undo), ("Ctrl+Z",),
               _nothing_to_undo, said=_undo),
        Action("redo", "Edit", tr("Redo"), lambda w: w.door.in_the_name(w.workspace.editing.redo),
               ("Ctrl+Shift+Z", "Ctrl+Y"), _nothing_to_redo, said=_redo),
    )
# fmt: on


def read_only(frame: Frame) -> str:
    """Say why no edit can be made of the desk."""
    return "" if frame.snapshot.desk.writable else tr("this desk may only be read")


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
