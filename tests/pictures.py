"""Draws the pictures of the README and of every part with the program itself: `make pictures`."""

import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.files.picture import png
from desktop.files.picture_of import panels
from desktop.program import Program
from desktop.settings import Settings
from desktop.theme import Mode
from desktop.window import MainWindow
from tests import stages
from tests.stages import Stage

DOCS = Path(__file__).parents[1] / "docs"
DRAWN = date(2023, 3, 4)
"""The day that a printable picture says it was drawn on."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it lies in docs/, what is set up, on which desk, light or dark, its size."""

    name: str
    stage: Stage
    mode: Mode = "light"
    size: tuple[int, int] = (1280, 800)
    desk: Callable[[Path], Path] = stages.bundled
    printed: bool = False


# A table is read by its rows.
# fmt: off
PICTURES = (
    Picture("desk-light", stages.winter, "light", (1600, 1000)),
    Picture("desk-dark", stages.winter, "dark"),
    Picture("pictures/views", stages.views),
    Picture("pictures/history", stages.history, desk=stages.edited),
    Picture("pictures/palette", stages.palette, "dark"),
    Picture("pictures/tables", stages.tables),
    Picture("pictures/groups", stages.grouped),
    Picture("pictures/wide", stages.arranged("wide"), "dark", (1920, 900)),
    Picture("pictures/small", stages.arranged("small")),
    Picture("pictures/nothing", stages.nothing),
    Picture("pictures/welcome", stages.welcome, "light", (1000, 640), stages.empty),
    Picture("pictures/work", stages.working, "dark"),
    Picture("pictures/fault", stages.fault),
    Picture("pictures/names", stages.deceiving, desk=stages.hostile),
    Picture("pictures/export", stages.export),
    Picture("pictures/judging", stages.judging, size=(1600, 1000), desk=stages.judged),
    Picture("pictures/relating", stages.relating, "dark", desk=stages.judged),
    Picture("pictures/deciding", stages.deciding, size=(1600, 1000), desk=stages.proposed),
    Picture("pictures/as-of", stages.as_of, size=(1600, 1000)),
    Picture("pictures/print", stages.winter, printed=True),
    Picture("pictures/valley", stages.fictional, "dark", (1600, 1000), stages.valley),
    Picture("pictures/merge", stages.merging),
    Picture("pictures/sides", stages.sides, "dark"),
    Picture("pictures/rename", stages.renaming),
    Picture("pictures/text", stages.large_text, size=(1600, 1000)),
)
# fmt: on


def main() -> None:
    """Draw every picture into docs/."""
    application = QApplication([])
    application.setCursorFlashTime(0)  # a cursor that blinks is drawn now and then
    for picture in PICTURES:
        draw(picture, DOCS, application)


def draw(picture: Picture, into: Path, application: QApplication) -> Path:
    """Draw one picture into a folder, and return where it lies."""
    path = into / f"{picture.name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    with _home() as folder, _opened(picture, folder, application) as window:
        picture.stage(window)
        QTest.qWait(300)  # what is laid out late or fades in is drawn too
        printed = picture.printed and QImage.fromData(png(panels(window, DRAWN), 1))
        if not _in_few_colours(printed or _grabbed(window)).save(str(path), quality=0):
            raise OSError(f"{path}: the picture could not be written")
    return path


@contextmanager
def _opened(picture: Picture, folder: Path, application: QApplication) -> Generator[MainWindow]:
    """Give the window on the picture's desk, at its size, in the layout of a first start."""
    desk = picture.desk(folder)
    kept = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    with closing(Program(application, Settings(kept), lambda: desk, picture.mode)) as program:
        window = program.open(desk)
        window.resize(*picture.size)
        window.show()
        window.share_out()
        application.processEvents()
        yield window
        for over in (*_over(window), window):
            over.close()
    kept.sync()  # else Qt writes it later, and makes the folder anew for it


@contextmanager
def _home() -> Generator[Path]:
    """Give a folder that is home meanwhile: no picture shows whose machine drew it."""
    before = os.environ.get("HOME", "")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        yield Path(folder)
    os.environ["HOME"] = before


def _over(window: MainWindow) -> list[QWidget]:
    """Return the dialogs that stand over a window."""
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]


def _grabbed(window: MainWindow) -> QImage:
    """Return the window with the dialogs over it, in the middle as on the screen."""
    image = window.grab().toImage()
    painter = QPainter(image)
    for over in _over(window):
        painter.drawPixmap(window.rect().center() - over.rect().center(), over.grab())
    painter.end()
    return image


def _in_few_colours(image: QImage) -> QImage:
    """Return an image in 256 of its colours, the others as the nearest of them.

    Each is the one that would look worst without: none is lost for being rare, and the file is
    half as large.
    """
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    colours, where, times = np.unique(pixels, return_inverse=True, return_counts=True)
    parts = (colours[:, None] >> np.array([16, 8, 0], np.uint32) & 255).astype(np.int64)
    off, nearest = np.full(len(colours), np.inf), np.zeros(len(colours), np.uint8)
    kept: list[int] = []
    while len(kept) < 256 and off.any():
        worst = int(np.argmax(off * times if kept else times))
        apart = ((parts - parts[worst]) ** 2).sum(axis=1)
        nearest[apart < off] = len(kept)
        off = np.minimum(off, apart)
        kept.append(int(colours[worst]))
    rows = nearest[where].tobytes()
    wide, high = image.width(), image.height()
    few = QImage(rows, wide, high, wide, QImage.Format.Format_Indexed8)
    few.setColorTable(kept)
    return few.copy()


if __name__ == "__main__":
    main()
