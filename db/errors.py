"""What can go wrong that a person can act on. Everything else is a bug and rises."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Unusable = Literal["not_a_desk", "newer", "damaged"]


class DeskError(Exception):
    """Something a person can act on; its text says which file, what, and what to do next."""


class DeskUnusable(DeskError):
    """A file that cannot be opened as a desk. It was not touched."""

    def __init__(self, kind: Unusable, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.kind: Unusable = kind
        self.path = path


class DeskBusy(DeskError):
    """Another program is writing to the desk. Nothing is lost; try again."""


class DeskFull(DeskError):
    """The disk is full. Nothing is lost; free space and try again."""


class DeskReadOnly(DeskError):
    """The desk, or its folder, may only be read."""


class ExportError(DeskError):
    """A file could not be written. What stood there before still does."""


class Cancelled(Exception):
    """The user called a long work off: no fault, and nothing is left of it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where in it, what, and what would be right."""

    at: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.at}: {self.what}. {self.remedy}"


class IngestError(DeskError):
    """A file that was refused whole. `faults` has at least one; nothing was written."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        lines = [f"{path}, {fault}" for fault in faults]
        super().__init__("\n".join([*lines, "Nothing was imported."]))
        self.path = path
        self.faults = tuple(faults)
