"""How reliable a source is, as somebody judged it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.edits import words
from db.edits.rows import Change, Fields, Named, write
from db.errors import EditRefused

if TYPE_CHECKING:
    from sqlite_utils import Database

LETTERS: Final = "ABCDEF"
NOT_JUDGED: Final = "F"
"""The letter of a source whose reliability nobody has judged."""


@dataclass(frozen=True, slots=True)
class GradeSource:
    """Judge how reliable a source is: A to E with the basis, F not judged.

    `was`: letter and basis as they were seen.
    """

    source: Named
    was: tuple[str, str]
    letter: str
    basis: str = ""

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"grade source {self.source.name} {self.letter}"

    def apply(self, db: "Database", now: str) -> None:
        """Write letter and basis. Raises: EditRefused, EditConflict."""
        if self.letter not in tuple(LETTERS):
            raise EditRefused(
                f"a source cannot be graded “{self.letter}”. Choose a letter from A to F"
            )
        basis = words.cleaned(self.basis)
        if basis or self.letter != NOT_JUDGED:
            what, remedy = f"the basis of the letter {self.letter}", "Say what it rests on"
            basis = words.line(self.basis, what, words.REASON, remedy)
        thing = f"source “{self.source.name}”"
        was, new = _fields(*self.was), _fields(self.letter, basis)
        write(db, self.label, [Change("source", self.source.uid, thing, was, new)])


def _fields(letter: str, basis: str) -> Fields:
    return {"reliability": letter, "reliability_basis": basis}
