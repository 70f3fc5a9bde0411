"""Saves what is open elsewhere: a copy of the desk, a picture of the panels."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import DeskError
from desktop import ask_file, errors
from desktop.opening import desks
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow


def copy_of_desk(window: "MainWindow") -> None:
    """Ask where a copy of the desk is to lie, and write it there beside the work on the desk."""
    name = tr("{desk} copy").format(desk=window.workspace.store.path.stem)
    proposed = window.settings.folder / f"{name}.desk"
    ask_file.place(tr("Save a copy"), desks(), proposed, window, partial(_copy, window))


def _copy(window: "MainWindow", target: Path, _kind: str) -> None:
    from db.copy import copy  # not needed to start

    desk = window.workspace.store.path
    window.settings.folder = target.parent

    def done(_: None) -> None:
        window.status.say(tr("A copy of this desk is in {file}").format(file=target))

    window.workspace.jobs.read(
        tr("Copying the desk"), partial(copy, desk, target), done, partial(_failed, window)
    )


def _failed(window: "MainWindow", error: DeskError) -> None:
    errors.tell(error, window)
