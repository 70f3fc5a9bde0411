"""In which order the marks of the timeline are walked through. No Qt here.

Lane by lane, each from left to right, the undated last; dimmed ones are passed over.
"""

from collections.abc import Sequence

from desktop.panels.timeline_lanes import Band, Bar


def in_order(bands: Sequence[Band]) -> list[Bar]:
    """Return the bars that can be picked, in order."""
    return [bar for lane in _lanes(bands) for bar in lane]


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
    n = bars.index(here) + step if here in bars else 0
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


def _lanes(bands: Sequence[Band]) -> list[list[Bar]]:
    """Return what can be picked in each lane, without the lanes where nothing can."""
    lanes = ([bar for bar in band.lane if bar.inside] for band in bands)
    return [lane for lane in lanes if lane]
