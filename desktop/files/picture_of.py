"""What there are pictures of: the panels as they stand in a window, the diagram of roads."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from desktop.files.picture import Picture
from desktop.part import Part, of_widget, paint_alone, seen_in

if TYPE_CHECKING:
    from desktop.window import MainWindow


def panels(window: "MainWindow", day: date) -> Picture:
    """Return a picture of the panels. The window is looked at, never changed."""
    for panel in window.panels.values():
        panel.finish()
    above, below = window.menuWidget(), window.statusBar()
    top = above.geometry().bottom() + 1 if above is not None else 0
    room = QRect(0, top, window.width(), below.y() - top)
    own = partial(paint_alone, widget=window, seen=room)
    within = (of_widget(one) for one in seen_in(window) if one not in (above, below))
    part = Part(QPoint(), room, own, tuple(within))
    return Picture(window.workspace.frame, window.theme, day, (part,))


def roads(window: "MainWindow", day: date) -> Picture:
    """Return a picture of the diagram of roads, with all that it takes to read it."""
    return Picture(window.workspace.frame, window.theme, day, window.routes.printed())
