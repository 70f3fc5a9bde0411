"""The rows of the history: what was done, and under it who, when and how much."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter

from db.entries import Difference, Entry
from db.model import Ref
from desktop import show
from desktop.panels.history import words
from desktop.panels.rows import ROW, Index, RowsDelegate
from desktop.show import tr

_IN = 14
"""How far an undo stands in, in pixels at the usual text."""


@dataclass(frozen=True, slots=True)
class PastRow:
    """One entry of the history."""

    entry: Entry

    @property
    def key(self) -> int:
        """Its place in the history."""
        return self.entry.id

    @property
    def name(self) -> str:
        """What was done."""
        return words.what(self.entry)

    @property
    def under(self) -> str:
        """What stands under that: marks first, they must not be cut off."""
        entry = self.entry
        marks = [words.capital(mark) for mark in words.marks(entry)]
        return show.listed([*marks, entry.who, words.when(entry), words.rows(entry)])

    @property
    def tip(self) -> tuple[str, ...]:
        """What was done, in full; who and how much; the exact instant."""
        entry = self.entry
        who = show.listed([entry.who, words.rows(entry)])
        return self.name, who, words.utc(entry), *map(words.capital, words.marks(entry))

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        entry = self.entry
        by = tr("by {who}").format(who=entry.who)
        told = (self.name, by, words.when(entry), words.rows(entry), *words.marks(entry))
        return ", ".join(told)


class PastDelegate(RowsDelegate):
    """Paints what was done, struck through where it is undone, and the line under it."""

    HEIGHT = 42

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: PastRow = index.data(ROW)
        entry = row.entry
        left = 12 + (self.theme.px(_IN) if entry.undoes is not None else 0)
        room = rect.adjusted(left, self.theme.px(3), -12, -self.theme.px(3))
        half = room.height() // 2
        above = QRect(room.left(), room.top(), room.width(), half)
        below = QRect(room.left(), room.top() + half, room.width(), room.height() - half)
        font = QFont(self.theme.font("base"))
        font.setStrikeOut(entry.undone)
        ink = "ink" if selected or not (entry.undone or entry.ground) else "ink.2"
        self.write(painter, above, show.visible(row.name), ink, font)
        quiet = "ink.2" if selected else "ink.3"
        self.write(painter, below, show.visible(row.under), quiet, self.theme.font("small"))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of what an entry changed: a row of the desk, a field of it, or what is left out.

    `field` is empty for the first line of a row of the desk.
    """

    key: int
    field: str
    text: str
    full: str
    of: Ref | None = None

    @property
    def name(self) -> str:
        """What it says."""
        return self.text

    @property
    def tip(self) -> tuple[str, ...]:
        """All that it says."""
        return (self.field, *self.full.splitlines()) if self.field else (self.full,)

    @property
    def spoken(self) -> str:
        """The line in one sentence."""
        return f"{self.field}: {self.text}" if self.field else self.text


class ChangeDelegate(RowsDelegate):
    """Paints a row of the desk in strong type, its fields in lines of their own under it."""

    HEIGHT = 22

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a line."""
        row: ChangeRow = index.data(ROW)
        room = rect.adjusted(12, 0, -12, 0)
        base = self.theme.font("base")
        if not row.field:
            self.write(painter, room, show.visible(row.text), "ink", self.theme.font("strong"))
            return
        room.setLeft(room.left() + self.theme.px(10))
        quiet = "ink.2" if selected else "ink.3"
        wide = self.write(painter, room, show.visible(f"{row.field}:"), quiet, base)
        room.setLeft(min(room.right(), room.left() + wide + self.theme.px(6)))
        self.write(painter, room, show.visible(row.text), "ink", base)


def change_rows(differences: tuple[Difference, ...], more: int) -> list[ChangeRow]:
    """Return the lines of what was changed; `more` rows of the desk are counted at the end."""
    lines: list[ChangeRow] = []
    for one in differences:
        of = shown_by(one)
        head = words.changed(one)
        lines.append(ChangeRow(len(lines), "", head, head, of))
        for name, old, new in one.fields:
            if one.op == "U" or (new if one.op == "I" else old) not in (None, ""):
                text, full = _step(one.op, old, new)
                lines.append(ChangeRow(len(lines), words.field(name), text, full, of))
    if more > 0:
        said = tr("and %n more", more)
        lines.append(ChangeRow(len(lines), "", said, said))
    return lines


def shown_by(difference: Difference) -> Ref | None:
    """Return the thing to look at for a change, where it is of a kind that can be shown."""
    match difference.of:
        case ("claim" | "place" | "event" | "route" | "actor") as kind, id_:
            return kind, id_
        case _:
            return None


def _step(op: str, old: object, new: object) -> tuple[str, str]:
    """Return a field's value before and after, or the one it has: in a line, and in full."""
    if op != "U":
        said = words.value(new if op == "I" else old)
        return " ".join(said.split()), said
    before, after = words.value(old), words.value(new)
    short = tr("{before} → {after}").format(
        before=show.apart(" ".join(before.split())), after=show.apart(" ".join(after.split()))
    )
    return short, tr("before: {before}\nafter: {after}").format(before=before, after=after)
