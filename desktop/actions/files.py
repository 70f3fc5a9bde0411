"""The actions on files: the part of the table of actions that the menu File shows."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.action import Action, no_claims
from desktop.frame import Frame
from desktop.recent import recents
from desktop.settings import Settings
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow


# A table is read by its rows.
# fmt: off
def table() -> tuple[Action, ...]:
    """Return the actions of the menu File, in the language of the interface."""
    return (
        Action("new", "File", tr("New desk…"), lambda w: w.new_requested.emit(), ("Ctrl+N",)),
        Action("open", "File", tr("Open a desk…"), lambda w: w.open_requested.emit(), ("Ctrl+O",)),
        Action("open-beside", "File", tr("Open in a new window…"),
               lambda w: w.open_beside_requested.emit(), ("Ctrl+Shift+O",)),
        Action("forget-recent", "File", tr("Forget the recent desks"),
               lambda w: w.forget_requested.emit(), under=tr("Open recent"), rule=True),
        Action("bundled", "File", tr("Open the sample desk"), lambda w: w.sample_requested.emit()),
        Action("copy-desk", "File", tr("Save a copy…"), _save_copy, ("Ctrl+Shift+S",), rule=True),
        Action("export", "File", tr("Export what is seen…"), lambda w: w.export(), ("Ctrl+E",),
               no_claims, rule=True),
        Action("export-again", "File", tr("Export again, to the same files"),
               lambda w: w.export_again(), ("Ctrl+Shift+E",), no_claims),
        Action("picture", "File", tr("Save a picture…"), _save_picture),
        Action("picture-of-roads", "File", tr("Save a picture of the roads…"), _save_roads, (),
               _no_diagram),
        Action("author", "File", tr("Your name…"), lambda w: w.door.rename()),
        Action("close", "File", tr("Close the window"), lambda w: w.close(), ("Ctrl+W",),
               rule=True),
        Action("quit", "File", tr("Quit"), lambda w: w.quit_requested.emit(), ("Ctrl+Q",)),
    )
# fmt: on


def recent(settings: Settings) -> tuple[Action, ...]:
    """Return an action for each desk that was opened before."""
    return tuple(
        Action(
            f"recent-{n}",
            "File",
            recent.said,
            partial(_open_recent, recent.path),
            under=tr("Open recent"),
            hindered=partial(_why, recent.why),
        )
        for n, recent in enumerate(recents(settings.recent), 1)
    )


def _why(why: str, _: Frame) -> str:
    return why


def _open_recent(path: Path, window: "MainWindow") -> None:
    window.files_requested.emit((path,))


def _save_copy(window: "MainWindow") -> None:
    from desktop.files import saving  # not needed to start

    saving.copy_of_desk(window)


def _save_picture(window: "MainWindow") -> None:
    from desktop.files import saving

    saving.picture_of_panels(window)


def _save_roads(window: "MainWindow") -> None:
    from desktop.files import saving

    saving.picture_of_roads(window)


def _no_diagram(frame: Frame) -> str:
    return "" if frame.layout.positions else tr("there is no diagram")
