"""The rows of the timeline's table twin: its events, then its claims, each as files order them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from db.columns import Ints, Mask
from db.model import Claim, ClaimId, Days, EventId, Ref
from db.query import Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.twin.rows import NONE, Cell, Column, Row, said_by
from desktop.show import tr

_COLUMNS = (
    Column("≠", 34),
    Column("Kind", 62),
    Column("Claimant", 190),
    Column("What is claimed or named", 260, stretches=True),
    Column("Date", 150),
    Column("From", 100),
    Column("To", 100),
    Column("Source", 130),
)


@dataclass(frozen=True, slots=True, eq=False)
class MarkRows:
    """The events and claims that pass the filters, the span of the shown clock included."""

    frame: Frame
    events: tuple[EventId, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns; the dates are those of the shown clock."""
        return _COLUMNS

    @property
    def lit(self) -> Mask:
        """Which rows the selection is linked to."""
        highlight, ids = self.frame.highlight, self.frame.snapshot.ids
        events = np.isin(self.events, np.flatnonzero(highlight.events))
        claims = highlight.rows if len(highlight.rows) else np.zeros(len(ids), np.bool_)
        return np.concatenate([events, claims])

    @property
    def empty(self) -> str:
        """What is said where nothing is left."""
        if not self.frame.snapshot.total:
            return tr("Claims and events stand here as they are brought in")
        return tr("No claim and no event passes the filters")

    def __len__(self) -> int:
        return len(self.events) + len(self.frame.snapshot.ids)

    def rows(self, start: int, stop: int) -> tuple[Row, ...]:
        """Return events and claims."""
        first, snapshot = len(self.events), self.frame.snapshot
        ids = snapshot.ids[max(start - first, 0) : max(stop - first, 0)]
        claims = snapshot.records.claims(ids) if len(ids) else ()
        return (*map(self._event, self.events[start:stop]), *map(self._claim, claims))

    def ref(self, n: int) -> Ref:
        """Return what a row is of."""
        if n < len(self.events):
            return "event", self.events[n]
        return "claim", int(self.frame.snapshot.ids[n - len(self.events)])

    def rows_of(self, ref: Ref) -> Ints:
        """Return the row of an event or a claim."""
        kind, id_ = ref
        if kind == "event":
            return np.flatnonzero(np.array(self.events, np.int32) == id_).astype(np.int32)
        ids = self.frame.snapshot.ids if kind == "claim" else np.empty(0, np.int32)
        return (np.flatnonzero(ids == id_) + len(self.events)).astype(np.int32)

    def picked(self, selection: Selection) -> Mask:
        """Return which rows are selected."""
        ids = self.frame.snapshot.ids
        claims = np.ones(len(ids), np.bool_)
        if not selection.whole:
            claims = np.isin(ids, list(selection.claims))
        return np.concatenate([np.isin(self.events, list(selection.events)), claims])

    def picking(self, rows: Ints, selection: Selection) -> Selection:
        """Return `selection` with the events and claims of these rows."""
        first = len(self.events)
        events: list[int] = rows[rows < first].tolist()
        claims = self.frame.snapshot.ids[rows[rows >= first] - first].tolist()
        return replace(
            selection,
            events=frozenset(self.events[n] for n in events),
            claims=frozenset(ClaimId(id_) for id_ in claims),
            whole=False,
        )

    def _event(self, id_: EventId) -> Row:
        """Return an event as the heading over the claims left that it is."""
        event, claims = self.frame.snapshot.desk.events[id_], self._claims_of(id_)
        claimants = {claim.claimant.id: claim.claimant for claim in claims}
        names = tuple(claimant.name for claimant in claimants.values())
        sources = dict.fromkeys(source for source in map(_source, claims) if source)
        about = event.about if self.frame.query.clock == "about" else Days()
        return Row(
            (
                Cell(),
                Cell(tr("event"), (show.worded(event.realis),)),
                said_by(*claimants.values())
                if len(names) == 1
                else _several(names, tr("%n claimant(s)", len(names))),
                Cell(show.visible(event.title)),
                *_dated(about),
                _several(tuple(sources), tr("%n source(s)", len(sources))),
            )
        )

    def _claims_of(self, id_: EventId) -> Sequence[Claim]:
        records, ids = self.frame.snapshot.records, self.frame.snapshot.ids
        held = records.claims_of(("event", id_))
        return records.claims(held[np.isin(held, ids)])

    def _claim(self, claim: Claim) -> Row:
        contested = tr("contested")
        against = tr("Contested: contradicted by {claims}").format(
            claims=", ".join(claim.contradicts)
        )
        source = _source(claim)
        return Row(
            (
                Cell("≠", (against,), "contested", spoken=contested)
                if claim.contradicts
                else Cell(),
                Cell(tr("claim")),
                said_by(claim.claimant),
                Cell(show.visible(claim.paraphrase)),
                *_dated(claim.on(self.frame.query.clock)),
                Cell(show.visible(source)) if source else NONE,
            )
        )


def mark_rows(frame: Frame) -> MarkRows:
    """Return the rows of a frame: events by their first day, claims as they are sorted."""
    left = frame.snapshot.left.get("event", ())
    return MarkRows(frame, tuple(id_ for id_ in frame.snapshot.desk.events if left[id_]))


def _source(claim: Claim) -> str:
    return claim.evidence[0].source if claim.evidence else ""


def _several(names: tuple[str, ...], count: str) -> Cell:
    """Return one name, or how many there are with all of them in the tooltip."""
    if not names:
        return NONE
    if len(names) == 1:
        return Cell(show.visible(names[0]))
    return Cell(count, names, spoken=", ".join(map(show.visible, names)))


def _dated(days: Days) -> tuple[Cell, Cell, Cell]:
    """Return the date as coded, and the first and last day it may mean."""
    if days.undated:
        return Cell(show.dates(days), quiet=True), NONE, NONE
    return Cell(show.dates(days)), _end(days.since), _end(days.until)


def _end(day: date | None) -> Cell:
    return Cell(tr("open"), quiet=True) if day is None else Cell(show.day(day))
