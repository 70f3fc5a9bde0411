"""Edits drawn at random from what a desk holds: every kind there is."""

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from sqlite3 import Connection
from typing import Any, Final

from db.edits.claims import BringBackClaims, GradeClaims, NoteOnClaim, RetireClaims
from db.edits.drafts import Draft, Question, Step, read_questions
from db.edits.merge import Merge
from db.edits.names import NAME_KINDS, AddName, Kind, RemoveName, Rename
from db.edits.pins import LayOutAfresh, Move, Pin, PinPlaces, UnpinPlaces
from db.edits.questions import AskQuestion, ChangeQuestion
from db.edits.relations import KINDS, DecideRelations, Joined, Relate
from db.edits.rows import Named
from db.edits.sides import COLOURS, ColourSide, OrderSides
from db.edits.sources import GradeSource
from db.edits.tags import TagClaims, UntagClaims
from db.edits.views import DeleteView, OrderViews, RenameView, RestoreView, SaveView
from db.model import XY, Name
from db.views import View
from db.writer import Edit

_WORDS: Final = ("salt", "Bo", "Бахмут", "a note", "Zoë", "باخموت", "x" * 60, "to check", "№ 7")
_Rows = list[tuple[Any, ...]]


class Drawn:
    """Draws edits of one desk, as it is when it is asked; the same seed, the same edit."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self._connection = connection
        self._dice = Random(seed)  # noqa: S311

    def edit(self, kind: str) -> Edit | None:
        """Return an edit of this kind, of `EDITS`; None where the desk has nothing for it."""
        return EDITS[kind](self)

    def rows(self, sql: str, most: int = 1) -> _Rows:
        """Return some of the rows that are found."""
        found = self._connection.execute(sql).fetchall()
        return self._dice.sample(found, min(len(found), self._dice.randint(1, most)))

    def word(self) -> str:
        """Return a word or two."""
        return " ".join(self._dice.choices(_WORDS, k=self._dice.randint(1, 2)))

    def one(self, *choices: Any) -> Any:
        """Return one of the choices."""
        return self._dice.choice(choices)

    def retire(self) -> Edit | None:
        rows = self.rows("SELECT uid, status FROM claim WHERE status <> 'retired'", 3)
        return RetireClaims(dict(rows), self.word()) if rows else None

    def bring_back(self) -> Edit | None:
        rows = self.rows("SELECT uid, retired_why FROM claim WHERE status = 'retired'", 3)
        return BringBackClaims(dict(rows)) if rows else None

    def note(self) -> Edit | None:
        rows = self.rows("SELECT uid, notes FROM claim")
        return NoteOnClaim(*rows[0], note=self.one("", self.word())) if rows else None

    def grade(self) -> Edit | None:
        rows = self.rows("SELECT uid, credibility, credibility_basis FROM claim", 4)
        was = {uid: (digit, basis) for uid, digit, basis in rows}
        return GradeClaims(was, self._dice.randint(1, 6), self.word()) if rows else None

    def tag(self) -> Edit | None:
        claims = tuple(uid for (uid,) in self.rows("SELECT uid FROM claim", 4))
        return TagClaims(claims, self.word())

    def untag(self) -> Edit | None:
        rows = self.rows(
            """SELECT g.name, c.uid FROM claim_tag x JOIN tag g ON g.id = x.tag_id
                JOIN claim c ON c.id = x.claim_id"""
        )
        return UntagClaims((rows[0][1],), rows[0][0]) if rows else None

    def decide(self) -> Edit | None:
        rows = self.rows(_RELATIONS, 3)
        state = self.one("accepted", "rejected", "proposed")
        return DecideRelations(tuple(Joined(*row) for row in rows), state) if rows else None

    def relate(self) -> Edit | None:
        ((a,),), ((b,),) = (self.rows("SELECT uid FROM claim") for _ in "ab")
        clashing = _RELATIONS + " AND r.kind IN ('contradicts', 'tension')"
        was = [Joined(*row) for row in self._connection.execute(clashing)]
        seen = tuple(one for one in was if {one.a, one.b} == {a, b})
        return Relate(a, b, self.one(*KINDS), self.word(), seen)

    def calm(self) -> Edit | None:
        """Return that there is no conflict between two claims that clash."""
        rows = self.rows(_RELATIONS + " AND r.kind IN ('contradicts', 'tension')")
        if not rows:
            return None
        seen = Joined(*rows[0])
        return Relate(seen.a, seen.b, "no_conflict", self.word(), (seen,))

    def judge(self) -> Edit | None:
        rows = self.rows("SELECT uid, name, reliability, reliability_basis FROM source")
        ((uid, name, *was),) = rows
        return GradeSource(Named(uid, name), (was[0], was[1]), self.one(*"ABCDEF"), self.word())

    def order_sides(self) -> Edit | None:
        rows = self._connection.execute("SELECT uid FROM side ORDER BY rank, name")
        was = tuple(uid for (uid,) in rows)
        return OrderSides(was, tuple(self._dice.sample(was, len(was))))

    def colour(self) -> Edit | None:
        ((uid, name, was),) = self.rows("SELECT uid, name, colour FROM side")
        return ColourSide(Named(uid, name), was, self.one(*COLOURS))

    def rename(self) -> Edit | None:
        kind = self.kind()
        ((uid, name),) = self.rows(f"SELECT uid, name FROM {kind}")  # noqa: S608
        return Rename(kind, Named(uid, name), self.word())

    def add_name(self) -> Edit | None:
        kind = self.kind()
        ((uid, name),) = self.rows(f"SELECT uid, name FROM {kind}")  # noqa: S608
        said = Name(self.word(), self.one(*NAME_KINDS[kind]), self.one(None, "uk"))
        return AddName(kind, Named(uid, name), said)

    def remove_name(self) -> Edit | None:
        kind = self.kind()
        rows = self.rows(
            f"""SELECT t.uid, t.name, n.name, n.kind, n.lang FROM {kind}_name n
                JOIN {kind} t ON t.id = n.{kind}_id"""  # noqa: S608
        )
        return RemoveName(kind, Named(*rows[0][:2]), Name(*rows[0][2:])) if rows else None

    def merge(self) -> Edit | None:
        kind = self.kind()
        rows = self._connection.execute(f"SELECT uid, name FROM {kind}").fetchall()  # noqa: S608
        if len(rows) < 8:
            return None
        gone, into = self._dice.sample(rows, 2)
        return Merge(kind, Named(*gone), Named(*into), sure=True)

    def kind(self) -> Kind:
        return self.one("place", "actor")

    def ask(self) -> Edit | None:
        return AskQuestion(Draft(f"{self.word()} {self._dice.random()}?"))

    def reword(self) -> Edit | None:
        held = self._question()
        return ChangeQuestion(
            Named(held.uid, held.draft.text),
            held.draft,
            replace(
                held.draft,
                text=f"{self.word()} {self._dice.random()}?",
                time=self.one("instant", "progress"),
            ),
        )

    def reorder_steps(self) -> Edit | None:
        """Turn a scale around, which takes no range of its steps apart, with a step more."""
        every = read_questions(self._connection).values()
        scales = [one for one in every if one.draft.value_type == "scale" and not one.road]
        held = self.one(*scales)
        steps = (*held.draft.steps[::-1], Step("", f"{self.word()} {self._dice.random()}"))
        draft = replace(held.draft, steps=steps)
        return ChangeQuestion(Named(held.uid, held.draft.text), held.draft, draft)

    def _question(self) -> Question:
        return self.one(*read_questions(self._connection).values())

    def save_view(self) -> Edit | None:
        uids = [uid for (uid,) in self.rows("SELECT uid FROM place", 3)]
        spec = {"query": {"facets": {"place": uids}}, "selection": {"places": uids}}
        return SaveView(self.word(), spec, self.one("", self.view().uid))

    def rename_view(self) -> Edit | None:
        return RenameView(self.view().uid, self.word())

    def order_views(self) -> Edit | None:
        uids = [uid for (uid,) in self._connection.execute("SELECT uid FROM saved_view")]
        return OrderViews(tuple(self._dice.sample(uids, len(uids))))

    def delete_view(self) -> Edit | None:
        return DeleteView(self.view())

    def restore_view(self) -> Edit | None:
        sql = "SELECT old FROM change WHERE tbl = 'saved_view' AND op = 'D'"
        rows = [json.loads(old) for (old,) in self.rows(sql)]
        views = [View(row["uid"], row["name"], row["spec"], row["recorded_at"]) for row in rows]
        return RestoreView(views[0]) if views else None

    def pin(self) -> Edit | None:
        rows = self.rows(_PINNED, 3)
        moves = (Move(Named(uid, name), _spot(x, y), self.spot()) for uid, name, x, y in rows)
        return PinPlaces(tuple(moves)) if rows else None

    def unpin(self) -> Edit | None:
        rows = self.rows(_PINNED + " WHERE n.id IS NOT NULL", 3)
        return UnpinPlaces(tuple(map(_pin, rows))) if rows else None

    def lay_out_afresh(self) -> Edit | None:
        rows = self._connection.execute(_PINNED + " WHERE n.id IS NOT NULL").fetchall()
        return LayOutAfresh(tuple(map(_pin, rows))) if rows else None

    def spot(self) -> XY:
        """Return a spot on the diagram, to half a unit."""
        return self._dice.randint(-20, 20) / 2, self._dice.randint(-20, 20) / 2

    def view(self) -> View:
        """Return one of the views; one that is nowhere when there is none."""
        rows = self.rows("SELECT uid, name, spec, recorded_at FROM saved_view")
        return View(*rows[0]) if rows else View("nowhere", "Nothing")


def _spot(x: float | None, y: float | None) -> XY | None:
    return None if x is None or y is None else (x, y)


def _pin(row: tuple[Any, ...]) -> Pin:
    uid, name, x, y = row
    return Pin(Named(uid, name), (x, y))


_PINNED: Final = """SELECT p.uid, p.name, n.x, n.y FROM place p
    LEFT JOIN schematic_pin n ON n.place_id = p.id AND n.layout = 'main'"""
_RELATIONS: Final = """SELECT r.uid, x.uid, y.uid, r.kind, r.state FROM relation r
    JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id WHERE TRUE"""
EDITS: Final[dict[str, Callable[[Drawn], Edit | None]]] = {
    name: getattr(Drawn, name)
    for name in (
        "retire",
        "bring_back",
        "note",
        "grade",
        "tag",
        "untag",
        "decide",
        "relate",
        "calm",
        "judge",
        "order_sides",
        "colour",
        "rename",
        "add_name",
        "remove_name",
        "merge",
        "ask",
        "reword",
        "reorder_steps",
        "pin",
        "unpin",
        "lay_out_afresh",
        "save_view",
        "rename_view",
        "order_views",
        "delete_view",
        "restore_view",
    )
}
"""Every kind of edit, by name."""
