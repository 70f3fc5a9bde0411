"""The order of the sides, and the colour of each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.edits.rows import Change, Named, write
from db.errors import Clash, EditConflict, EditRefused

if TYPE_CHECKING:
    from sqlite_utils import Database

COLOURS: Final = ("side.1", "side.2", "side.3", "side.4", "side.5", "side.6", "side.none")
"""The colours a side can have: tokens of the theme, each with a shape of its own."""


@dataclass(frozen=True, slots=True)
class OrderSides:
    """Put the sides in another order: all their uids, first to last; `was` as they were seen."""

    was: tuple[str, ...]
    sides: tuple[str, ...]

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return "reorder the sides"

    def apply(self, db: "Database", now: str) -> None:
        """Number those that stand elsewhere.

        Raises: EditRefused for other sides than were seen, EditConflict when they changed since.
        """
        if sorted(self.sides) != sorted(self.was):
            raise EditRefused(
                "the new order leaves a side out, or has one twice. Order all of them"
            )
        rows = db.execute("SELECT uid, name FROM side ORDER BY rank, name").fetchall()
        names: dict[str, str] = dict(rows)
        held = tuple(names)
        if held == self.sides:
            return
        if held != self.was:
            theirs, yours = (
                ", ".join(names.get(uid, uid) for uid in uids) for uids in (held, self.sides)
            )
            raise EditConflict(self.label, [Clash("the sides", "order", theirs, yours)])
        for rank, uid in enumerate(self.sides):
            sql = "UPDATE side SET rank = :rank WHERE uid = :uid AND rank <> :rank"
            db.execute(sql, {"rank": rank, "uid": uid})


@dataclass(frozen=True, slots=True)
class ColourSide:
    """Give a side one of the theme's colours, and with it its shape. `was`: the one seen."""

    side: Named
    was: str
    colour: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"colour side {self.side.name} as {self.colour}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the colour. Raises: EditRefused for one the theme has not, EditConflict."""
        if self.colour not in COLOURS:
            raise EditRefused(
                f"“{self.colour}” is no colour of a side. Choose one of {', '.join(COLOURS)}"
            )
        was, new = {"colour": self.was}, {"colour": self.colour}
        thing = f"side “{self.side.name}”"
        write(db, self.label, [Change("side", self.side.uid, thing, was, new)])
