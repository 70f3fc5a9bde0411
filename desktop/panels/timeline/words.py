"""What the timeline says: of a mark, of itself to a screen reader, and where it has nothing."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from db.columns import OPEN_FROM, OPEN_TO
from db.model import Clock, EventId
from db.query import Span
from db.snapshot import Snapshot
from desktop import show
from desktop.frame import Frame
from desktop.panels import spoken
from desktop.panels.timeline.bars import Bar, Lane
from desktop.panels.timeline.paint import EDGE
from desktop.panels.timeline.picture import Picture


def sentence(snapshot: Snapshot) -> str:
    """Return what stands in place of the bars on a desk without claims."""
    if snapshot.total:
        return ""
    return show.tr("One mark for each dated claim and event; undated ones get their own lane.")


def described(frame: Frame) -> str:
    """Return in one sentence what is on the timeline: for a screen reader, and as its tooltip."""
    snapshot, clock = frame.snapshot, frame.query.clock
    days, marks = snapshot.marks.days, snapshot.marks
    dated = days.dated
    parts = [
        show.tr("{n} of {all} claims on the clock {clock}").format(
            n=show.count(int((dated & marks.inside).sum())),
            all=show.count(snapshot.total),
            clock=show.tr(clock),
        )
    ]
    if dated.any():
        parts.append(show.tr("dated {span}").format(span=spoken.extent(days.begun, days.ended)))
    parts.append(show.tr("%n undated", int((~dated).sum())))
    parts.append(show.tr("%n event(s)", int(marks.events_inside.sum())))
    if span := frame.query.spans.get(clock):
        parts.append(show.tr("brush {span}").format(span=show.span(span)))
    return "; ".join(parts) + "."


def noted(frame: Frame, *, table: bool) -> str:
    """Return the note of the header: the clock; over the table also what the span leaves out."""
    snapshot = frame.snapshot
    clock = show.tr("clock: {clock}").format(clock=show.tr(frame.query.clock))
    if not table or not frame.query.spans.get(frame.query.clock):
        return clock
    outside = show.tr("%n claim(s) outside the span", snapshot.outside)
    return show.listed((clock, outside, show.tr("%n undated left out", snapshot.undated)))


def keys_told() -> str:
    """Return the keys of the panel in one line."""
    return show.tr(
        "J and K go from mark to mark, up and down from lane to lane, Enter filters. "
        "[ and ] move the brush, { and } narrow and widen it, Shift with left and right moves "
        "its last day, with Home and End its first; Delete lifts it. "
        "Left and right pan, + and − zoom, F fits."
    )


def tip_of(bars: Sequence[Bar], snapshot: Snapshot, clock: Clock) -> str:
    """Return the tooltip of one mark, of several that share a bar, or of the undated rest."""
    count = sum(len(bar.ids) for bar in bars)
    first = bars[0]
    if first.kind == "event":
        titles = [snapshot.desk.events[EventId(id_)].title for bar in bars for id_ in bar.ids]
        return show.tip(*titles, _when(first))
    if count > 1:
        return show.tip(
            ", ".join((show.tr("%n claim(s)", count), _when(first))),
            _some(bars),
        )
    (claim,) = snapshot.records.claims(np.array(first.ids, np.int32))
    return show.tip(
        claim.claimant.name,
        claim.paraphrase.partition("\n")[0],
        show.dates(claim.on(clock)),
        _sign(first),
    )


def _some(bars: Sequence[Bar]) -> str:
    """Return what the signs of several marks say."""
    if any(bar.contested for bar in bars):
        return show.tr("some contested")
    return show.tr("some contested, proposed") if any(bar.proposed for bar in bars) else ""


def _sign(bar: Bar) -> str:
    """Return what the sign of one mark says; of most, which have none, nothing."""
    if bar.contested:
        return show.tr("contested")
    return show.tr("contested, proposed") if bar.proposed else ""


def spoken_mark(frame: Frame, lane: Lane, bar: Bar) -> str:
    """Return a mark in a sentence, or those that share a bar in one; then its lane and how full."""
    snapshot = frame.snapshot
    if bar.kind == "event" and len(bar.ids) == 1:
        said = spoken.event(frame, EventId(bar.ids[0]))
    elif bar.kind == "event":
        titles = (snapshot.desk.events[EventId(id_)].title for id_ in bar.ids)
        said = show.visible(f"{', '.join(titles)}: {_when(bar)}.")
    elif len(bar.ids) == 1:
        (claim,) = snapshot.records.claims(np.array(bar.ids, np.int32))
        said = spoken.claim(frame, claim)
    else:
        said = spoken.several(frame, _when(bar), bar.ids)
    where = show.tr("Lane {name}, {marks}.").format(
        name=lane_name(lane), marks=show.tr("%n mark(s)", lane.count)
    )
    return f"{said} {where}"


def lane_name(lane: Lane) -> str:
    """Return what a lane is called."""
    if lane.whole:
        return show.tr("Events and claims")
    return lane.side.name if lane.side else show.tr("Events")


def place_tip(picture: Picture, x: float, y: float) -> str:
    """Return the tooltip of a place without a mark: what a stretch counts, what an arrow means."""
    day = picture.since + x / picture.scale
    if y < picture.top:
        edges = picture.bins.edges
        n = int(np.searchsorted(edges, int(day), "right")) - 1
        if not 0 <= n < len(edges) - 1:
            return ""
        days = Span(*(date.fromordinal(int(end)) for end in (edges[n], edges[n + 1] - 1)))
        may = show.tr("%n claim(s) may fall here", int(picture.bins.counts[n]))
        return show.tip(show.span(days), may)
    band = picture.band_at(y)
    if band is None or EDGE < x < picture.width - EDGE:
        return ""
    before, after = picture.beyond(band)
    if x <= EDGE:
        return show.tip(show.tr("%n earlier", before) if before else "")
    return show.tip(show.tr("%n later", after) if after else "")


def _when(bar: Bar) -> str:
    """Return the days of a bar in words."""
    if not bar.dated:
        return show.tr("undated")
    since = None if bar.begun == OPEN_FROM else date.fromordinal(bar.begun)
    return show.span(Span(since, None if bar.ended == OPEN_TO else date.fromordinal(bar.ended)))
