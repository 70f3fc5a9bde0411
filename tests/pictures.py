"""Draws the pictures of the README with the program itself: `make pictures`."""

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from db.query import Query, Selection, Span
from desktop.program import Program
from desktop.settings import Settings
from desktop.theme import Mode
from tests import desks

ROOT = Path(__file__).parents[1]
WINTER = Query().during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))
PICTURES: dict[str, tuple[Mode, int, int]] = {
    "desk-light": ("light", 1600, 1000),
    "desk-dark": ("dark", 1280, 800),
}


def main() -> None:
    """Draw each picture into docs/: the winter's claims, a place selected, one claim in detail."""
    application = QApplication([])
    (ROOT / "docs").mkdir(exist_ok=True)
    for name, (mode, width, height) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            program = _opened(application, Path(folder), mode)
            program.draw(ROOT / f"docs/{name}.png", width, height)


def _opened(application: QApplication, folder: Path, mode: Mode) -> Program:
    desk = desks.desk(folder, "bakhmut-2023.desk")
    kept = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(application, Settings(kept), lambda: desk, mode)
    program.open(desk)
    workspace = program.window.workspace
    ids = {n: {uid: id_ for id_, uid in of.items()} for n, of in workspace.store.uids().items()}
    claim, places = ids["claim"]["B01"], frozenset({ids["place"]["chasiv-yar"]})
    workspace.refine(lambda _: WINTER)
    workspace.select(lambda _: Selection(places=places, current=("claim", claim)))  # type: ignore[arg-type]
    workspace.settle()
    return program


if __name__ == "__main__":
    main()
