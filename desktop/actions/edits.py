"""The actions that change the desk: the part of the table of actions that begins the menu Edit."""

from typing import TYPE_CHECKING

from desktop.actions import proposals
from desktop.actions.action import Action, no_claims
from desktop.frame import Frame
from desktop.panels.detail.lit import shown
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
        *_of_claims(),
        *_of_things(),
    )


def _of_claims() -> tuple[Action, ...]:
    return (
        Action("tag", "Edit", tr("Tags of claims…"), lambda w: w.sheets.open("tag"), ("T",),
               _no_claim, rule=True, said=_tag),
        Action("grade", "Edit", tr("Grade claims…"), lambda w: w.sheets.open("grade"), ("G",),
               _no_claim, said=_grade),
        Action("note", "Edit", tr("Note on the claim"), _begin_note, ("Shift+N",),
               _no_current),
        Action("retire", "Edit", tr("Retire claims…"), lambda w: w.sheets.open("retire"),
               ("Ctrl+Delete",), _none_to_retire, said=_retire),
        Action("retired", "Edit", tr("Retired claims…"), lambda w: w.sheets.open_retired(), (),
               _none_retired),
        Action("relate", "Edit", tr("Relate two claims…"), lambda w: w.sheets.open("relate"),
               ("C",), _not_two, rule=True),
        Action("no-conflict", "Edit", tr("No conflict between two claims…"),
               lambda w: w.sheets.open("no_conflict"), ("Shift+C",), _not_two),
        Action("accept", "Edit", tr("Accept the proposed relation"),
               lambda w: w.detail.decide("accepted"), ("A",), _no_current),
        Action("reject", "Edit", tr("Reject the proposed relation"),
               lambda w: w.detail.decide("rejected"), ("R",), _no_current),
        Action("propose", "Edit", tr("Propose relations"), proposals.begin, (),
               _nothing_to_compare),
    )


def _of_things() -> tuple[Action, ...]:
    return (
        Action("rename", "Edit", tr("Rename…"), lambda w: w.things.rename(), (), _nameless,
               gesture="F2", rule=True),
        Action("add-name", "Edit", tr("Add a name…"), lambda w: w.things.add_name(), (), _nameless),
        Action("merge", "Edit", tr("Merge with…"), lambda w: w.things.merge(), (), _nameless),
        Action("judge-source", "Edit", tr("Judge the source…"), lambda w: w.things.judge(), (),
               _no_source),
        Action("questions", "Edit", tr("Questions…"), lambda w: w.questions.open(), (), read_only),
        Action("sides", "Edit", tr("Sides…"), lambda w: w.things.sides(), (), _no_sides),
    )
# fmt: on

OF_CLAIMS = ("tag", "grade", "note", "retire", "", "relate", "no-conflict")
"""The actions that the menu of a claim offers; an empty one draws a line."""


def read_only(frame: Frame) -> str:
    """Say why no edit can be made of the desk."""
    if frame.snapshot.desk.writable:
        return ""
    if "recorded" in frame.query.known_by:
        return tr("this is the desk as it was: lift the as-of day to change it")
    return tr("this desk may only be read")


def _undo_next(window: "MainWindow") -> None:
    window.door.undo()


def _redo_next(window: "MainWindow") -> None:
    window.door.in_the_name(window.workspace.editing.redo)


def _show_history(window: "MainWindow") -> None:
    window.workspace.settle()  # the keys may be quicker than the turn of the last wish
    current = window.workspace.frame.selection.current
    if current is not None:
        window.go_to("history")
        window.history.show_only(current)


def _begin_note(window: "MainWindow") -> None:
    """Open the note on the current claim, where it is shown."""
    window.workspace.settle()  # the keys may be quicker than the turn of the last wish
    window.arrangement.bring("detail")
    window.detail.begin_note()


def _no_claim(frame: Frame) -> str:
    if not len(picked.claims(frame)):
        return tr("no claim is selected")
    return read_only(frame)


def _none_to_retire(frame: Frame) -> str:
    if any(id_ in frame.snapshot.desk.retired for id_ in picked.claims(frame).tolist()):
        return tr("it is retired already")
    return _no_claim(frame)


def _no_current(frame: Frame) -> str:
    there = shown(frame)
    if there is None or there[0] != "claim":
        return tr("no claim is in the detail pane")
    return read_only(frame)


def _not_two(frame: Frame) -> str:
    return read_only(frame) if len(picked.claims(frame)) == 2 else tr("select two claims")


def _none_retired(frame: Frame) -> str:
    return "" if frame.snapshot.desk.retired else tr("no claim is retired")


def _nothing_to_compare(frame: Frame) -> str:
    return no_claims(frame) or read_only(frame)


def _tag(frame: Frame) -> str:
    return _counted(frame, tr("Tags of claims…"), "Tag %n claim(s)…")


def _grade(frame: Frame) -> str:
    return _counted(frame, tr("Grade claims…"), "Grade %n claim(s)…")


def _retire(frame: Frame) -> str:
    return _counted(frame, tr("Retire claims…"), "Retire %n claim(s)…")


def _counted(frame: Frame, none: str, some: str) -> str:
    """Return what an action is called at the claims it would act on."""
    count = len(picked.claims(frame))
    return tr(some, count) if count else none


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


def _history_of(frame: Frame) -> str:
    current = frame.selection.current
    thing = picked.called(frame, current) if current else ""
    return tr("History of {thing}").format(thing=thing) if thing else tr("History of this")


def _nothing_current(frame: Frame) -> str:
    return "" if frame.selection.current else tr("nothing is picked to be shown in detail")
