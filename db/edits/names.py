"""The names of places and actors: another name, and the variants they are found by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from db.edits import words
from db.edits.rows import Change, Named, due, ids, put
from db.errors import Clash, EditConflict, EditRefused
from db.folding import folded
from db.model import Name

if TYPE_CHECKING:
    from sqlite_utils import Database

Kind = Literal["place", "actor"]
"""What has names, and can be merged with another of its kind."""
NAME_KINDS: Final[dict[Kind, tuple[str, ...]]] = {
    "place": ("preferred", "variant", "former", "translit", "as_printed", "metonym", "merged"),
    "actor": ("preferred", "variant", "metonym", "translit", "abbrev", "merged"),
}
"""What another name can be."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a place or an actor another name; the old one, as it was seen, is kept as a variant."""

    kind: Kind
    thing: Named
    name: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"rename {self.kind} {self.thing.name} to {words.cleaned(self.name)}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the name; a variant that says no more than it goes.

        Raises: EditRefused for none or one that is taken, EditConflict.
        """
        was = self.thing.name
        name = words.line(self.name, f"the new name of {was}", words.NAME, "Type one")
        thing = f"{self.kind} “{was}”"
        change = Change(self.kind, self.thing.uid, thing, {"name": was}, {"name": name})
        if not due(db, self.label, [change]):
            return
        if self.kind == "actor":
            _refuse_taken(db, name, self.thing.uid)
        put(db, change)
        (id_,) = ids(db, self.label, self.kind, (self.thing.uid,), name)
        keep(db, self.kind, id_, Name(was, "variant"))
        db.execute(
            f"""DELETE FROM {self.kind}_name WHERE {self.kind}_id = :id AND name = :name
                AND kind = 'variant' AND lang IS NULL""",  # noqa: S608
            {"id": id_, "name": name},
        )


@dataclass(frozen=True, slots=True)
class AddName:
    """Add a name under which a place or an actor is found, too."""

    kind: Kind
    thing: Named
    name: Name

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"add “{words.cleaned(self.name.text)}” as a name of {self.thing.name}"

    def apply(self, db: "Database", now: str) -> None:
        """Write the name. Raises: EditRefused, EditConflict when the thing is gone."""
        what = f"the other name of {self.thing.name}"
        text = words.line(self.name.text, what, words.NAME, "Type one")
        lang = words.cleaned(self.name.lang or "") or None
        if self.name.kind not in NAME_KINDS[self.kind]:
            allowed = ", ".join(NAME_KINDS[self.kind])
            raise EditRefused(f"“{self.name.kind}” is no kind of name. Choose one of {allowed}")
        (id_,) = ids(db, self.label, self.kind, (self.thing.uid,), text)
        name = Name(text, self.name.kind, lang)
        held = _held(db, self.kind, id_, text)
        if held not in (None, name):
            raise EditRefused(
                f"{self.thing.name} has the name “{text}” already, of another kind or language. "
                "Remove that one first"
            )
        keep(db, self.kind, id_, name)


@dataclass(frozen=True, slots=True)
class RemoveName:
    """Take another name, as it was seen, away from a place or an actor."""

    kind: Kind
    thing: Named
    name: Name

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"remove “{self.name.text}” from the names of {self.thing.name}"

    def apply(self, db: "Database", now: str) -> None:
        """Take it out; one that is gone changes nothing. Raises: EditConflict."""
        (id_,) = ids(db, self.label, self.kind, (self.thing.uid,), None)
        held = _held(db, self.kind, id_, self.name.text)
        if held not in (None, self.name):
            raise EditConflict(self.label, _clashes(held, self.name))
        db.execute(
            f"DELETE FROM {self.kind}_name WHERE {self.kind}_id = :id AND name = :name",  # noqa: S608
            {"id": id_, "name": self.name.text},
        )


def keep(db: "Database", kind: Kind, id_: int, name: Name) -> None:
    """Give a place or an actor another name; one that it has, under whatever kind, stays."""
    row = {"id": id_, "name": name.text, "folded": folded(name.text)}
    db.execute(
        f"""INSERT INTO {kind}_name ({kind}_id, name, folded, lang, kind)
            SELECT :id, :name, :folded, :lang, :kind WHERE NOT EXISTS
            (SELECT 1 FROM {kind}_name WHERE {kind}_id = :id AND name = :name)""",  # noqa: S608
        row | {"lang": name.lang, "kind": name.kind},
    )


def _held(db: "Database", kind: Kind, id_: int, text: str) -> Name | None:
    """Return the other name as it stands, None when there is none."""
    found = db.execute(
        f"SELECT name, kind, lang FROM {kind}_name WHERE {kind}_id = :id AND name = :name",  # noqa: S608
        {"id": id_, "name": text},
    ).fetchone()
    return Name(*found) if found else None


def _clashes(held: Name | None, name: Name) -> list[Clash]:
    """Return in what a name differs from one of the same words."""
    if held is None:
        return []
    pairs = (("kind", held.kind, name.kind), ("language", held.lang, name.lang))
    return [Clash(f"name “{name.text}”", *pair) for pair in pairs if pair[1] != pair[2]]


def _refuse_taken(db: "Database", name: str, but: str) -> None:
    """Refuse a name, or a short name, that another actor has."""
    sql = "SELECT name, abbrev FROM actor WHERE uid <> :but AND :name IN (name, abbrev)"
    for theirs, short in db.execute(sql, {"name": name, "but": but}).fetchall():
        what = f"is shortened to “{short}”" if theirs != name else "has this name"
        raise EditRefused(f"the actor “{theirs}” {what} already. Choose another name")
