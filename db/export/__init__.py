"""Gives files out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from db.export import csv, xlsx
from db.export.extract import Extract, Made

FormatId = Literal["exact", "safe", "xlsx"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an extract: its name, what it is good for, how files of it end.

    `resource` is what a data package says of such a file.
    """

    id: FormatId
    name: str
    promise: str
    suffix: str
    write: Callable[[Extract, BinaryIO, Made], None]
    resource: Mapping[str, object]


_CSV = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": csv.DIALECT}
_XLSX = {"format": "xlsx", "mediatype": xlsx.MEDIA_TYPE, "dialect": {"header": True}}
_EVERY = (
    Format(
        "exact",
        "Exact CSV",
        "RFC 4180, UTF-8, CRLF. Imports again byte for byte.",
        ".csv",
        csv.exact,
        _CSV,
    ),
    Format(
        "safe",
        "Spreadsheet-safe CSV",
        "What would run as a formula gets an apostrophe in front: drop it to read.",
        "-safe.csv",
        csv.safe,
        _CSV,
    ),
    Format(
        "xlsx",
        "XLSX",
        "Texts stay texts and numbers numbers. A README sheet says what the rows are.",
        ".xlsx",
        xlsx.write,
        _XLSX,
    ),
)
FORMATS: Mapping[FormatId, Format] = {form.id: form for form in _EVERY}
"""THE table of formats; the dialog and the command line offer what stands here."""


def format_of(path: Path) -> FormatId:
    """Return the format that files with such a name are of; exact where the name says none."""
    told = [form for form in _EVERY if path.name.endswith(form.suffix)]
    return max(told, key=lambda form: len(form.suffix)).id if told else "exact"


def in_format(path: Path, form: Format) -> Path:
    """Return the name that a file called `path` has in a format: its ending says which.

    An ending that is of no format is the user's own, and stays.
    """
    name = path.name.removesuffix(FORMATS[format_of(path)].suffix)
    if name == path.name and path.suffix:
        return path
    return path.with_name(name + form.suffix) if name else path
