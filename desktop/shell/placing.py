"""Where a window stands, so that all of it can be seen."""

from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtWidgets import QWidget

_FRAME = QMargins(0, 0, 8, 40)
"""What the frame may add to a window; how much is known only once it is shown."""


def keep_on_screen(window: QWidget) -> None:
    """Make a window that is not yet shown small enough for its screen, and move it if it must be.

    One that was not moved is left where the desktop puts it.
    """
    stands = window.geometry()
    fits = fitted(stands, window.screen().availableGeometry(), window.minimumSize())
    window.resize(fits.size())
    if fits.topLeft() != stands.topLeft():
        window.move(fits.topLeft())


def fitted(stands: QRect, screen: QRect, least: QSize) -> QRect:
    """Return what of a window lies on a screen, frame and all; moved where that is too little."""
    room = screen.marginsRemoved(_FRAME)
    size = stands.intersected(room).size().expandedTo(least)
    left = max(room.left(), min(stands.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(stands.top(), room.bottom() + 1 - size.height()))
    return QRect(left, top, size.width(), size.height())
