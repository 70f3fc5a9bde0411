"""What is decided about claims: out of sight and back, a note, how credible; several at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from db.edits import words
from db.edits.rows import Change, write
from db.errors import EditRefused

if TYPE_CHECKING:
    from sqlite_utils import Database

_Seen = TypeVar("_Seen")
NOT_JUDGED: Final = 6
"""The digit of a claim whose credibility nobody has judged."""


@dataclass(frozen=True, slots=True)
class RetireClaims:
    """Take claims out of sight, with the reason; they are kept. `was`: the status by uid."""

    was: Mapping[str, str] = field(hash=False)
    why: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"retire {words.counted(tuple(self.was), 'claim')}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the status and the reason. Raises: EditRefused, EditConflict."""
        what = "the reason to retire a claim"
        why = words.line(self.why, what, words.REASON, "Say why it is to be out of sight")
        new = {"status": "retired", "retired_why": why}
        write(
            db,
            self.label,
            [
                _change(uid, {"status": status, "retired_why": ""}, new)
                for uid, status in _picked(self.was).items()
            ],
            retired_at=now,
        )


@dataclass(frozen=True, slots=True)
class BringBackClaims:
    """Show retired claims again, as what they were before. `was`: the reason by uid."""

    was: Mapping[str, str] = field(hash=False)

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"bring back {words.counted(tuple(self.was), 'claim')}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the status that each had before it was retired. Raises: EditConflict."""
        write(
            db,
            self.label,
            [
                _change(
                    uid,
                    {"status": "retired", "retired_why": why},
                    {"status": _status_before(db, uid), "retired_why": ""},
                )
                for uid, why in _picked(self.was).items()
            ],
            retired_at=None,
        )


@dataclass(frozen=True, slots=True)
class NoteOnClaim:
    """Write the note on a claim; an empty one takes it away. `was`: the note as it was seen."""

    claim: str
    was: str
    note: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"note on claim {self.claim}"

    def apply(self, db: "Database", now: str) -> None:
        """Write it, lines kept. Raises: EditRefused when it is too long, EditConflict."""
        note = words.lines(self.note, f"the note on claim {self.claim}", words.NOTE)
        write(db, self.label, [_change(self.claim, {"notes": self.was}, {"notes": note})])


@dataclass(frozen=True, slots=True)
class GradeClaims:
    """Judge how credible claims are: 1 to 5 with the basis, 6 not judged.

    `was`: digit and basis by uid.
    """

    was: Mapping[str, tuple[int, str]] = field(hash=False)
    digit: int
    basis: str = ""

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"grade {words.counted(tuple(self.was), 'claim')} {self.digit}"

    def apply(self, db: "Database", now: str) -> None:
        """Write digit and basis. Raises: EditRefused, EditConflict."""
        if self.digit not in range(1, NOT_JUDGED + 1):
            raise EditRefused(f"a claim cannot be graded {self.digit}. Choose a digit from 1 to 6")
        basis = words.cleaned(self.basis)
        if basis or self.digit != NOT_JUDGED:
            what, remedy = f"the basis of the digit {self.digit}", "Say what it rests on"
            basis = words.line(self.basis, what, words.REASON, remedy)
        new = {"credibility": self.digit, "credibility_basis": basis}
        write(
            db,
            self.label,
            [
                _change(uid, {"credibility": digit, "credibility_basis": held}, new)
                for uid, (digit, held) in _picked(self.was).items()
            ],
        )


def _picked(seen: Mapping[str, _Seen]) -> Mapping[str, _Seen]:
    """Return the claims that are picked. Raises: EditRefused when there is none."""
    if not seen:
        raise EditRefused("no claim is picked. Pick one")
    return seen


def _change(uid: str, was: Mapping[str, object], new: Mapping[str, object]) -> Change:
    return Change("claim", uid, f"claim {uid}", was, new)


def _status_before(db: "Database", uid: str) -> str:
    """Return what a claim was before it was retired last; where nobody wrote it down, coded."""
    sql = """SELECT json_extract(old, '$.status') FROM change
        WHERE tbl = 'claim' AND pk = (SELECT id FROM claim WHERE uid = :uid)
        AND json_extract(new, '$.status') = 'retired' AND json_extract(old, '$.status') <> 'retired'
        ORDER BY seq DESC LIMIT 1"""
    found = db.execute(sql, {"uid": uid}).fetchone()
    return found[0] if found else "coded"
