"""The actions that change the desk: the part of the table of actions that begins the menu Edit."""

from desktop.actions.action import Action
from desktop.frame import Frame
from desktop.panels.detail.lit import shown
from desktop.show import tr


# A table is read by its rows.
# fmt: off
def table() -> tuple[Action, ...]:
    """Return the actions, in the language of the interface."""
    return (
        Action("undo", "Edit", tr("Undo"), lambda w: w.workspace.editing.undo(), ("Ctrl+Z",),
               _nothing_to_undo, said=_undo),
        Action("redo", "Edit", tr("Redo"), lambda w: w.workspace.editing.redo(),
               ("Ctrl+Shift+Z", "Ctrl+Y"), _nothing_to_redo, said=_redo),
        Action("rename", "Edit", tr("Rename…"), lambda w: w.things.rename(), (), _nameless,
               gesture="F2", rule=True),
        Action("add-name", "Edit", tr("Add a name…"), lambda w: w.things.add_name(), (), _nameless),
        Action("merge", "Edit", tr("Merge with…"), lambda w: w.things.merge(), (), _nameless),
        Action("judge-source", "Edit", tr("Judge the source…"), lambda w: w.things.judge(), (),
               _no_source),
        Action("sides", "Edit", tr("Sides…"), lambda w: w.things.sides(), (), _no_sides),
    )
# fmt: on


def read_only(frame: Frame) -> str:
    """Say why no edit can be made of the desk."""
    return "" if frame.snapshot.desk.writable else tr("this desk may only be read")


def _nameless(frame: Frame) -> str:
    ref = shown(frame)
    if ref is None or ref[0] not in {"place", "actor"}:
        return tr("no place and no actor is shown in Detail")
    return read_only(frame)


def _no_source(frame: Frame) -> str:
    ref = shown(frame)
    if ref is None or ref[0] != "source":
        return tr("no source is shown in Detail: its name stands on the page of a claim")
    return read_only(frame)


def _no_sides(frame: Frame) -> str:
    return read_only(frame) if frame.snapshot.desk.sides else tr("this desk has no sides")


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
