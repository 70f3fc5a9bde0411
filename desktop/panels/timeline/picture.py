"""What the plot of the timeline shows, and where: all in pixels of the plot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from PySide6.QtCore import QRectF

from db.columns import OPEN_FROM, OPEN_TO, Mask
from db.model import EventId, Ref
from db.query import Selection, Span
from db.snapshot import Bins
from desktop import show
from desktop.frame import Frame
from desktop.panels.timeline.bars import Bar, Lane
from desktop.panels.timeline.lanes import Band, Placed, stacked

AGAIN = 16
"""How far outside the view a bar is still painted, so that no end shows that is none."""
_WORDS = 27.0
"""The room over the counts for words, at the usual text."""
_TALL, _LOW_TALL, _LOW = 25.0, 19.0, 180.0
"""How high the counts stand, and how high in a plot lower than the third."""


@dataclass(frozen=True, slots=True)
class Some:
    """Some of the marks: claims and events."""

    claims: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.claims or self.events)

    def any_of(self, bar: Bar) -> bool:
        """Return whether any mark of a bar is among them."""
        return not (self.events if bar.kind == "event" else self.claims).isdisjoint(bar.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """All that the plot shows, seen from the day `since`, so many pixels a day.

    The counts stand over `top`, up to `tall`; text is `text` times its usual size.
    `lit`, `picked` and `current` are marks; `titles` stand beside the bars of the marks they name.
    """

    bands: tuple[Band, ...] = ()
    bins: Bins = field(default_factory=Bins)
    lit_bins: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    span: Span = field(default_factory=Span)
    lit: Some = Some()
    picked: Some = Some()
    current: Ref | None = None
    hovered: Bar | None = None
    titles: tuple[tuple[Ref, str], ...] = ()
    sentence: str = ""
    since: float = 0.0
    scale: float = 1.0
    width: float = 1.0
    height: float = 1.0
    top: float = _WORDS + _TALL
    tall: float = _TALL
    text: float = 1.0

    def x(self, day: float) -> float:
        """Return where a moment stands."""
        return (day - self.since) * self.scale

    def shown(self, placed: Placed) -> tuple[float, float]:
        """Return where a bar begins and ends, infinite ends at the edge of the view."""
        left, right = placed.left - self.since * self.scale, placed.right - self.since * self.scale
        return (0.0 if left == -inf else left), (self.width if right == inf else right)

    @property
    def until(self) -> float:
        """The moment at the right edge."""
        return self.since + self.width / self.scale

    @property
    def edges(self) -> tuple[float | None, float | None]:
        """Where the edges of the brush are; None where it is open."""
        since, until = self.span.since, self.span.until
        return (
            self.x(since.toordinal()) if since else None,
            self.x(until.toordinal() + 1) if until else None,
        )

    @property
    def brushed(self) -> tuple[int, int]:
        """The first and last day of the span, open ends beyond everything."""
        since = self.span.since.toordinal() if self.span.since else OPEN_FROM
        return since, self.span.until.toordinal() if self.span.until else OPEN_TO

    def rect(self, band: Band, placed: Placed) -> QRectF:
        """Return where a bar is painted, its whole length."""
        left, right = self.shown(placed)
        thin = min(max(band.pitch - 1.6, 1.6), 3.0)
        high = min(2 * band.pitch - 1.6, 7.0) if placed.bar.counted else thin
        return QRectF(left, band.centre(placed) - high / 2, right - left, high)

    def seen(self, rect: QRectF) -> QRectF:
        """Return the part of a bar that is worth painting."""
        return rect & QRectF(-AGAIN, rect.top(), self.width + 2 * AGAIN, rect.height())

    def band_at(self, y: float) -> Band | None:
        """Return the lane at a height."""
        return next((b for b in self.bands if b.top <= y < b.top + b.height), None)

    def beyond(self, band: Band) -> tuple[int, int]:
        """Return how many marks of a lane may fall only before, and only after the view."""
        extents = band.lane.extents
        before, after = extents.ended + 1 <= self.since, extents.begun >= self.until
        return int(extents.many[before].sum()), int(extents.many[after].sum())


def pictured(
    frame: Frame, lanes: Sequence[Lane], view: tuple[float, float], room: QRectF, text: float
) -> Picture:
    """Return the picture of a frame's lanes, seen between two moments, for the room there is."""
    width, height = max(room.width(), 1.0), max(room.height(), 1.0)
    tall = _TALL if height > _LOW else _LOW_TALL
    top = round(_WORDS * text) + tall
    scale = width / (view[1] - view[0])
    snapshot, lit, picked = frame.snapshot, frame.highlight, frame.selection
    titles: dict[Ref, str] = {
        ("event", id_): snapshot.desk.events[id_].title for id_ in _named(picked)
    }
    return Picture(
        bands=stacked(lanes, scale, top, height - top, text, view),
        bins=snapshot.bins,
        lit_bins=lit.bins,
        span=frame.query.spans.get(frame.query.clock, Span()),
        lit=Some(
            frozenset(snapshot.ids[lit.rows].tolist()),
            frozenset(np.flatnonzero(lit.events).tolist()),
        ),
        picked=Some(picked.claims, picked.events),
        current=picked.current,
        titles=tuple((ref, show.visible(title)) for ref, title in titles.items()),
        since=view[0],
        scale=scale,
        width=width,
        height=height,
        top=top,
        tall=tall,
        text=text,
    )


def _named(selection: Selection) -> frozenset[EventId]:
    """Return the events whose titles stand beside their bars: the current, or the only one."""
    kind, id_ = selection.current or ("", 0)
    if kind == "event":
        return frozenset({EventId(id_)})
    return selection.events if len(selection.events) == 1 else frozenset()
