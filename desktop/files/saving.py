"""Saves what is open elsewhere: a copy of the desk, a picture of the panels or of the roads."""

from collections.abc import Callable
from dataclasses import dataclass
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
    from desktop.files.picture import Picture
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
    from desktop.files import picture_of  # not needed to start

    said = tr("Save a picture"), tr("A picture of the panels is in {file}")
    _ask_picture(window, _Wanted(picture_of.panels, window.workspace.store.path.stem, *said))


def picture_of_roads(window: "MainWindow") -> None:
    """Ask where a picture of the roads is to lie and draw it there, as its suffix says."""
    from desktop.files import picture_of

    name = tr("{desk} roads").format(desk=window.workspace.store.path.stem)
    said = tr("Save a picture of the roads"), tr("A picture of the roads is in {file}")
    _ask_picture(window, _Wanted(picture_of.roads, name, *said))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What there is to be a picture `of`, the name that is proposed, and what is said of it."""

    of: "Callable[[MainWindow, date], Picture]"
    name: str
    title: str
    done: str


def _ask_picture(window: "MainWindow", wanted: _Wanted) -> None:
    proposed = window.settings.folder / f"{wanted.name}.png"
    draw = partial(_draw, window, wanted)
    ask_file.place(wanted.title, _pictures(), proposed, window, draw)


def _pictures() -> dict[str, int]:
    """Return the kinds of pictures, with how many pixels each way one of the window becomes."""
    return {
        tr("PNG picture (*.png)"): 2,
        tr("PNG picture, as small as on screen (*.png)"): 1,
        tr("PNG picture, large, for print (*.png)"): 4,
        tr("SVG drawing (*.svg)"): 1,
        tr("PDF page (*.pdf)"): 1,
    }


def _draw(window: "MainWindow", wanted: _Wanted, path: Path, kind: str) -> None:
    window.workspace.settle()  # the keys may be quicker than the turn of the last wish
    try:
        write(path, _drawn(wanted.of(window, date.today()), path, _pictures().get(kind, 1)))
    except ExportError as error:
        _failed(window, error)
        return
    window.settings.folder = path.parent
    window.status.say(wanted.done.format(file=path))


def _drawn(picture: "Picture", path: Path, times: int) -> bytes:
    """Return the picture that the file at `path` is to be. Raises: ExportError."""
    from desktop.files.picture import png  # not needed to start
    from desktop.files.picture_pdf import pdf
    from desktop.files.picture_svg import svg

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
