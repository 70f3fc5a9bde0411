"""The first and last days of a file's dates are ours: counted again, and compared."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from db.dates import ACCEPTED, Approx, DateError, bounds
from db.exchange import Row
from db.ingest.whole import Said, Whole

FORECASTS: Final = frozenset({"predicted", "conditional", "intended"})
"""Modalities whose claims may speak of what comes after their document."""


def document_clocks(row: Row, whole: Whole) -> Iterator[Said]:
    """A document's date covers the days it says."""
    yield from _bounds_fit("published", row["published"], _approx(whole), None)
    if row["published"]["basis"] == "url" and not row["url"]:
        yield ".url", "is missing, but the document is dated by it", "Write it, or another basis"


def event_clocks(row: Row, whole: Whole) -> Iterator[Said]:
    """An event's date covers the days it says."""
    yield from _bounds_fit("about", row["about"], _approx(whole), None)


def claim_clocks(row: Row, whole: Whole) -> Iterator[Said]:
    """Nothing is said, and nothing but a forecast is about a day, after its document came out."""
    by = came_out(row, whole)
    forecast = row["modality"] in FORECASTS
    yield from _bounds_fit("about", row["about"], _approx(whole), None if forecast else by)
    yield from _bounds_fit("said", row["said"], _approx(whole), by)
    undated = row["about"]["edtf"] is None
    if undated != (row["about"]["precision"] == 5):
        remedy = "Write 5 exactly when about.edtf is null"
        yield ".about.precision", f"is {row['about']['precision']}", remedy


def status_clocks(row: Row, whole: Whole) -> Iterator[Said]:
    """A road's status does not run backwards."""
    if row["from"] and row["to"] and row["from"] > row["to"]:
        yield ".to", f"{row['to']} lies before {row['from']}", "Write the later day"


def came_out(claim: Row, whole: Whole) -> date | None:
    """Return the last day on which the earliest document of a claim came out, None if unknown."""
    documents = [whole.by_uid["documents"][one["document"]] for one in claim["evidence"]]
    known = [document["published"]["to"] for document in documents]
    return min((date.fromisoformat(day) for day in known if day), default=None)


def _bounds_fit(name: str, clock: Row, approx: Approx, by: date | None) -> Iterator[Said]:
    try:
        first, last = bounds(clock["edtf"], approx, by)
    except DateError as error:
        yield f".{name}.edtf", str(error), ACCEPTED
        return
    for end, day in (("from", first), ("to", last)):
        wanted = day and day.isoformat()
        if clock[end] != wanted:
            what = f"is {clock[end] or 'null'}, but {clock['edtf'] or 'no date'} gives another day"
            yield f".{name}.{end}", what, f"Write {wanted or 'null'}"


def _approx(whole: Whole) -> Approx:
    return Approx(**whole.form["approx_days"])
