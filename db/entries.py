"""What the history of a desk tells, as values."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction: who did what, when (UTC), and how many rows that changed.

    `undoes` is the id of the one it takes back. `undone`: another one took it back. `ground`: the
    desk began with it, so it cannot be undone.
    """

    id: int
    uid: str
    at: str
    who: str
    why: str
    undoes: int | None
    rows: int
    undone: bool
    ground: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What Undo or Redo would do next: the transaction to take back, the label of the edit."""

    uid: str
    what: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that a transaction changed: what it is called, and each field before and after.

    `op` is I (new), U (changed) or D (taken out); `fields` holds name, old and new value. `of` is
    the thing that the row is or belongs to: its table and the id of its row.
    """

    table: str
    id: int
    thing: str
    op: str
    fields: tuple[tuple[str, object, object], ...]
    of: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which transactions to read: of an author, with changes of a thing, in a span of time (UTC).

    Empty and None filter nothing. `thing` is a table and the id of its row; what is its own counts
    as it. `since` and `until` are days or instants, both inclusive.
    """

    who: str = ""
    thing: tuple[str, int] | None = None
    since: str = ""
    until: str = ""


ALL: Final = Wanted()
"""Every transaction."""
