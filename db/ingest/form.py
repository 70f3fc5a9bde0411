"""The exchange form as a whole: a file is read in it, or every fault of its form is named."""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

from db.errors import Fault, IngestError
from db.exchange import FORMAT, FORMAT_VERSION, RECORDED, Form
from db.ingest.fields import LISTS, RECORDED_AT
from db.ingest.parsing import parsed
from db.ingest.shapes import Optional, Reading, day, many, one_of, or_null, record, text, uid, whole

LARGEST: Final = 500_000_000
"""The most bytes a file may have: what a desk of some 300,000 claims says."""

DESK: Final = record(
    {
        "format": one_of(FORMAT),
        "format_version": one_of(*range(1, FORMAT_VERSION + 1)),
        "uid": uid,
        "title": text(),
        "summary": text(),
        "lang": text(),
        "licence": text(),
        "credits": many(text(lines=False)),
        "approx_days": record({"day": whole(0), "month": whole(0), "year": whole(0)}),
        "reference_day": Optional(or_null(day)),
        "recorded_at": RECORDED_AT,
        **{kind: many(row) for kind, row in LISTS.items()},
        "coders": Optional(many(LISTS["coders"]), [], since=2),
    }
)
"""What a file may say."""


def read_form(data: bytes, path: Path) -> Form:
    """Return what the file says, in the form a desk would say it in.

    `path` is for the faults alone. Raises: IngestError, with every fault of the form.
    """
    if len(data) > LARGEST:
        raise too_large(path)
    reading = Reading()
    with _uncollected():
        value = parsed(reading, data)
        form = None if reading.faults else DESK(_of_its_version(reading, value), (), value)
    if form is None or reading.faults:
        raise IngestError(path, reading.faults)
    return _said_of_each(form)


@contextmanager
def _uncollected() -> Generator[None]:
    """Let nobody look for rubbish: a large file makes millions of objects and none of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def too_large(path: Path) -> IngestError:
    """Return what to raise of a file that is not even read."""
    what, remedy = f"has more than {LARGEST:,} bytes", "Split it into smaller files"
    return IngestError(path, [Fault("the file", what, remedy)])


def _of_its_version(reading: Reading, value: Any) -> Reading:
    """Return the reading of a file of version 1, else of one of the newest."""
    first = isinstance(value, dict) and cast("Form", value).get("format_version") == 1
    return replace(reading, version=1 if first else FORMAT_VERSION)


def _said_of_each(form: Form) -> Form:
    """Return the form with what its head says of most rows said of each."""
    once = {"recorded_at": form.pop("recorded_at")} if "recorded_at" in form else {}
    for kind in RECORDED:
        form[kind] = [once | row for row in form[kind]]
    return {"coders": [], **form}
