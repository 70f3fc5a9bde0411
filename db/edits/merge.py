"""Two places that are one, or two actors: what stood on the one stands on the other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.edits.names import Kind
from db.edits.rows import Named

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Merge:
    """Take two places or two actors for one: `gone` goes into `into`, its names are kept there.

    `sure` says that a person looked at what differs (see `db.edits.merging.preview`) and takes
    them for one all the same.
    """

    kind: Kind
    gone: Named
    into: Named
    sure: bool = False

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"merge {self.kind} {self.gone.name} into {self.into.name}"

    def apply(self, db: "Database", now: str) -> None:
        """Move every reference, keep the names, take the one out.

        Raises: EditRefused when they differ and nobody is sure, or cannot be one; EditConflict.
        """
        raise NotImplementedError
