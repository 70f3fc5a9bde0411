"""THE table of layouts: where each panel stands in them, and how wide and high it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt

from desktop.show import tr

_H, _V = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_TIGHT = QSize(1100, 700)
_WIDE = 1440
_HEADS, _ROW = 28 + 24, 24
"""The heights of a panel's header with that of the table, and of a row of claims."""

Way = Literal["right", "under", "behind"]
Shares = Mapping[str, int]
"""Pixels by the name of a panel, of panels that stand side by side or one over the other."""
Sizes = Callable[[QSize, int], tuple[tuple[Qt.Orientation, Shares], ...]]
"""What each panel takes of the window's width, and of the height under its top."""


@dataclass(frozen=True, slots=True)
class Berth:
    """Where a panel stands: right of or under `beside`, of which it takes a share, or behind it."""

    panel: str
    beside: str = ""
    way: Way = "right"
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """One arrangement of the panels, each named after the one it stands beside."""

    id: str
    name: str
    berths: tuple[Berth, ...]
    sizes: Sizes


def tight(window: QSize) -> bool:
    """Whether the panels do not all fit side by side: some then share a place by tabs."""
    return window.width() < _TIGHT.width() or window.height() < _TIGHT.height()


def first(window: QSize) -> Layout:
    """Return the layout that a window of this size starts with."""
    return layouts()["small" if tight(window) else "desk"]


def layouts() -> dict[str, Layout]:
    """Return the layouts by their ids, in the language of the interface."""
    timeline = Berth("timeline", "places", "under")
    hidden = tuple(Berth(name, "places", "behind", shown=False) for name in ("views", "history"))
    proposals = {
        name: Berth("proposals", name, "behind", shown=False)
        for name in ("routes", "claims", "detail")
    }
    every = (
        Layout(
            "desk",
            tr("Desk"),
            (
                Berth("places"),
                timeline,
                Berth("routes", "places"),
                Berth("claims", "routes"),
                Berth("detail", "claims", "under"),
                *hidden,
                proposals["routes"],
            ),
            _desk,
        ),
        Layout(
            "small",
            tr("Small screen"),
            (
                Berth("places"),
                timeline,
                Berth("claims", "places"),
                Berth("routes", "places", "behind"),
                Berth("detail", "claims", "behind"),
                *hidden,
                proposals["claims"],
            ),
            _small,
        ),
        Layout(
            "wide",
            tr("Wide screen"),
            (
                Berth("places"),
                timeline,
                Berth("routes", "places"),
                Berth("claims", "routes"),
                Berth("detail", "claims"),
                *hidden,
                proposals["detail"],
            ),
            _wide,
        ),
        Layout(
            "empty",
            tr("Empty desk"),
            (
                Berth("places"),
                timeline,
                Berth("start", "places"),
                *(Berth(name, "start", shown=False) for name in ("routes", "claims", "detail")),
                *hidden,
                proposals["routes"],
            ),
            _empty,
        ),
    )
    return {layout.id: layout for layout in every}


def _desk(window: QSize, height: int) -> tuple[tuple[Qt.Orientation, Shares], ...]:
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


def _small(window: QSize, height: int) -> tuple[tuple[Qt.Orientation, Shares], ...]:
    left, timeline = window.width() * 2 // 5, 150 if tight(window) else 220
    across = {"places": left, "claims": window.width() - left}
    return (_H, across), (_V, {"places": height - timeline, "timeline": timeline})


def _wide(window: QSize, height: int) -> tuple[tuple[Qt.Orientation, Shares], ...]:
    places, routes = 266, max(452, window.width() // 4)
    rest = window.width() - places - routes
    detail = max(460, rest * 2 // 5)
    across = {"places": places, "routes": routes, "claims": rest - detail, "detail": detail}
    return (_H, across), (_V, {"places": height - 246, "timeline": 246})


def _empty(window: QSize, height: int) -> tuple[tuple[Qt.Orientation, Shares], ...]:
    (_, across), (_, down), *_ = _desk(window, height)
    left = across["places"]
    return (_H, {"places": left, "start": window.width() - left}), (_V, down)
