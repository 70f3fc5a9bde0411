"""What can go wrong that a person can act on. Everything else is a bug and rises."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Unusable = Literal["not_a_desk", "newer", "older", "damaged"]
DISK_FULL: Final = "the disk is full. Nothing was lost: free space, then try again"
"""What is said of it wherever something is written."""


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


class EditRefused(DeskError):
    """An edit that cannot be made of the desk as it is. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A thing that is no longer as it was seen: what it says now, and what was to be written.

    `thing` and `field` are words; a side is None where the row is not there.
    """

    thing: str
    field: str
    theirs: object
    yours: object

    def __str__(self) -> str:
        return f"{self.thing}: {self.field} is now {_quoted(self.theirs)}"


def _quoted(value: object) -> str:
    return "gone" if value is None else f"“{value}”"


class EditConflict(EditRefused):
    """An edit of something that was changed meanwhile. Nothing was overwritten.

    `clashes` has at least one.
    """

    def __init__(self, label: str, clashes: Sequence[Clash]) -> None:
        told = "; ".join(map(str, clashes[:3]))
        more = f"; and {len(clashes) - 3} more" if len(clashes) > 3 else ""
        super().__init__(
            f"“{label}” was not done: {told}{more}. Nothing was overwritten: look at both, "
            "then decide again"
        )
        self.label = label
        self.clashes = tuple(clashes)


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
