"""How wide and how high the panels stand at first, at a given size of the window."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt

_H, _V = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_TIGHT = QSize(1100, 700)
_WIDE = 1440
_HEADS, _ROW = 28 + 24, 24
"""The heights of a panel's header with that of the table, and of a row of claims."""

Shares = Mapping[str, int]
"""Pixels by the name of a panel, of panels that stand side by side or one over the other."""


def tight(window: QSize) -> bool:
    """Whether the panels do not all fit side by side: some then share a place by tabs."""
    return window.width() < _TIGHT.width() or window.height() < _TIGHT.height()


def shares(window: QSize, height: int) -> tuple[tuple[Qt.Orientation, Shares], ...]:
    """Return what each panel takes of the window's width, and of the `height` under its top."""
    if tight(window):
        left = window.width() * 2 // 5
        across = {"places": left, "claims": window.width() - left}
        return (_H, across), (_V, {"places": height - 150, "timeline": 150})
    small = window.width() < _WIDE
    places, routes, timeline = (222, 384, 220) if small else (266, 452, 246)
    upper = height - timeline
    claims = upper * (192 if small else 314) // (456 if small else 630)
    claims -= (claims - _HEADS) % _ROW  # no row is cut in half
    across = {"places": places, "routes": routes, "claims": window.width() - places - routes}
    return (
        (_H, across),
        (_V, {"places": upper, "timeline": timeline}),
        (_V, {"claims": claims, "detail": upper - claims}),
    )
