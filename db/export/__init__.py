"""Gives files out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from db.export import csv
from db.export.extract import Extract


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an extract: its name, what it is good for, how files of it end."""

    name: str
    promise: str
    suffix: str
    write: Callable[[Extract, BinaryIO], None]


FORMATS: Mapping[str, Format] = {
    "exact": Format(
        "Exact CSV", "RFC 4180, UTF-8, CRLF. Imports again byte for byte.", ".csv", csv.write
    ),
}
"""THE table of formats; the dialog and the command line offer what stands here."""
