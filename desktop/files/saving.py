"""Saves what is open elsewhere: a copy of the desk, a picture of the panels."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import DeskError, ExportError
from db.export.write import write
from desktop import errors
from desktop.files import ask as ask_file
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow


def copy_of_desk(window: "MainWindow") -> None:
    """Ask where a copy of the desk is to lie, and write it there beside the work on the desk."""
    name = tr("{desk} copy").format(desk=window.workspace.store.path.stem)
    proposed = window.settings.folder / f"{name}.desk"
    ask_file.place(tr("Save a copy"), ask_file.desks(), proposed, window, partial(_copy, window))


def _copy(window: "MainWindow", target: Path, _kind: str) -> None:
    from db.copy import copy  # not needed to start

    desk = window.workspace.store.path
    window.settings.folder = target.parent

    def done(_: None) -> None:
        window.status.say(tr("A copy of this desk is in {file}").format(file=target))

    window.workspace.jobs.read(
        tr("Copying the desk"), partial(copy, desk, target), done, partial(_failed, window)
    )


def picture_of_panels(window: "MainWindow") -> None:
    """Ask where a picture of the panels is to lie and draw it there, as its suffix says."""
    desk = window.workspace.store.path
    proposed = window.settings.folder / f"{desk.stem}.png"
    ask_file.place(tr("Save a picture"), _pictures(), proposed, window, partial(_draw, window))


def _pictures() -> dict[str, int]:
    """Return the kinds of pictures, with how many pixels each way one of the window becomes."""
    return {
        tr("PNG picture (*.png)"): 2,
        tr("PNG picture, as small as on screen (*.png)"): 1,
        tr("PNG picture, large, for print (*.png)"): 4,
        tr("SVG drawing (*.svg)"): 1,
        tr("PDF page (*.pdf)"): 1,
    }


def _draw(window: "MainWindow", path: Path, kind: str) -> None:
    window.workspace.settle()  # the keys may be quicker than the turn of the last wish
    try:
        write(path, _drawn(window, path, _pictures().get(kind, 1)))
    except ExportError as error:
        _failed(window, error)
        return
    window.settings.folder = path.parent
    window.status.say(tr("A picture of the panels is in {file}").format(file=path))


def _drawn(window: "MainWindow", path: Path, times: int) -> bytes:
    """Return the picture that the file at `path` is to be. Raises: ExportError."""
    from desktop.files.picture import Picture, png  # not needed to start
    from desktop.files.picture_pdf import pdf
    from desktop.files.picture_svg import svg

    picture = Picture(window, date.today())
    match path.suffix.lower():
        case ".png":
            drawn = png(picture, times)
        case ".svg":
            drawn = svg(picture)
        case ".pdf":
            drawn = pdf(picture)
        case _:
            why = "a picture is a .png, .svg or .pdf. Let its name end in one of these"
            raise ExportError(f"{path}: {why}")
    if not drawn:
        raise ExportError(f"{path}: the picture is too large for PNG. Save it as SVG or PDF")
    return drawn


def _failed(window: "MainWindow", error: DeskError) -> None:
    errors.tell(error, window)
