"""In which order the marks of the timeline are walked through, and picked. No Qt here.

Lane by lane, each from left to right, the undated last; dimmed ones are passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from db.model import ClaimId, EventId, Ref
from db.query import Selection
from desktop.panels.timeline.bars import Bar, Lane
from desktop.panels.timeline.lanes import Band


def in_order(bands: Sequence[Band]) -> list[Bar]:
    """Return the bars that can be picked, in order."""
    return [bar for lane in _lanes(bands) for bar in lane]


def in_lane(bands: Sequence[Band], ref: Ref | None) -> tuple[Lane, Bar] | None:
    """Return the bar of a mark and its lane, dimmed or not; None where it has none."""
    for band in bands:
        for bar in band.lane:
            if bar.holds(ref):
                return band.lane, bar
    return None


def between(bands: Sequence[Band], one: Bar, other: Bar) -> list[Bar]:
    """Return the bars from one to the other, both included; only the other if it is dimmed."""
    bars = in_order(bands)
    if one not in bars or other not in bars:
        return [other]
    start, stop = bars.index(one), bars.index(other)
    return bars[start : stop + 1] if start <= stop else bars[stop : start + 1][::-1]


def next_bar(bands: Sequence[Band], here: Bar | None, step: int) -> Bar | None:
    """Return the bar so many steps on, the last where there are fewer; from nowhere the first."""
    bars = in_order(bands)
    if not bars:
        return None
    n = bars.index(here) + step if here and here in bars else 0
    return bars[min(max(n, 0), len(bars) - 1)]


def next_lane(bands: Sequence[Band], here: Bar | None, step: int) -> Bar | None:
    """Return the bar nearest in time so many lanes on; None beyond the last one."""
    lanes = _lanes(bands)
    at = next((n for n, lane in enumerate(lanes) if here in lane), None)
    if here is None or at is None:
        return next_bar(bands, None, step)
    if not 0 <= at + step < len(lanes):
        return None
    return min(lanes[at + step], key=lambda bar: abs(bar.begun - here.begun))


def toggling(bars: Sequence[Bar]) -> Callable[[Selection], Selection]:
    """Return the step that picks the marks of `bars`, or lets them go if all were picked."""
    claims = frozenset(ClaimId(i) for bar in bars if bar.kind == "claim" for i in bar.ids)
    events = frozenset(EventId(i) for bar in bars if bar.kind == "event" for i in bar.ids)
    current = bars[-1].refs[0]

    def toggled(picked: Selection) -> Selection:
        if claims <= picked.claims and events <= picked.events:
            left = picked.claims - claims, picked.events - events
            return replace(picked, claims=left[0], events=left[1], whole=False)
        joined = picked.claims | claims, picked.events | events
        return replace(picked, claims=joined[0], events=joined[1], whole=False, current=current)

    return toggled


def _lanes(bands: Sequence[Band]) -> list[list[Bar]]:
    """Return what can be picked in each lane, without the lanes where nothing can."""
    lanes = ([bar for bar in band.lane if bar.inside] for band in bands)
    return [lane for lane in lanes if lane]
