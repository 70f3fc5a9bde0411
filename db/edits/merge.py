"""Two places that are one, or two actors: what stood on the one stands on the other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.edits.merging import preview
from db.edits.moving import move, move_named
from db.edits.names import Kind, keep
from db.edits.rows import Named, first, gone
from db.errors import Clash, EditConflict, EditRefused
from db.model import Name

if TYPE_CHECKING:
    from sqlite_utils import Database

_Row = dict[str, Any]
_NONE: Final = (None, "")
_LACKED: Final[dict[Kind, tuple[str, ...]]] = {
    "place": ("geonames_id", "pcode", "wikidata"),
    "actor": ("role",),
}
"""What the one that stays takes from the other where it has none, besides position and note."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Take two places or two actors for one: `gone` goes into `into`, its names are kept there.

    `sure` says that a person looked at what tells them apart (see `db.edits.merging.preview`)
    and takes them for one all the same.
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

        Raises: EditRefused when they cannot be one, or differ and nobody is sure; EditConflict.
        """
        self._refuse_stale(db)
        self._refuse_apart(db)
        lost, kept = (_row(db, self.kind, one.uid) for one in (self.gone, self.into))
        move(db.conn, self.kind, lost["id"], kept["id"])
        move_named(db.conn, self.kind, self.gone.uid, self.into.uid)
        keep(db, self.kind, kept["id"], Name(lost["name"], "merged"))
        if lost.get("abbrev"):
            keep(db, self.kind, kept["id"], Name(lost["abbrev"], "abbrev"))
        db.execute(f"DELETE FROM {self.kind} WHERE id = :id", {"id": lost["id"]})  # noqa: S608
        _complete(db, self.kind, lost, kept)

    def _refuse_stale(self, db: "Database") -> None:
        """Refuse what is no longer there, or has another name than the one that was seen."""
        clashes: list[Clash] = []
        for one in (self.gone, self.into):
            found = _row(db, self.kind, one.uid)
            thing = f"{self.kind} “{one.name}”"
            if not found:
                clashes.append(gone(thing, self.label))
            elif found["name"] != one.name:
                clashes.append(Clash(thing, "name", found["name"], one.name))
        if clashes:
            raise EditConflict(self.label, clashes)

    def _refuse_apart(self, db: "Database") -> None:
        """Refuse two that cannot be one; and two that differ, unless somebody is sure."""
        seen = preview(db.conn, self.kind, self.gone.uid, self.into.uid)
        both = f"{self.gone.name} and {self.into.name}"
        if seen.refused:
            raise EditRefused(f"{both} cannot be one: {seen.refused}")
        if seen.apart and not self.sure:
            told = "; ".join(map(str, seen.apart))
            raise EditRefused(
                f"{both} are two {self.kind}s as far as this desk knows. {told}. "
                "Look at both, and merge them only if you are sure"
            )


def _row(db: "Database", kind: Kind, uid: str) -> _Row:
    """Return a place or an actor; nothing where there is none."""
    return first(db.execute(f"SELECT * FROM {kind} WHERE uid = :uid", {"uid": uid})) or {}  # noqa: S608


def _complete(db: "Database", kind: Kind, lost: _Row, kept: _Row) -> None:
    """Let the one that stays have what only the other had, so that nothing written down is lost."""
    new = {f: lost[f] for f in _LACKED[kind] if kept[f] in _NONE and lost[f] not in _NONE}
    if kind == "place" and _takes_position(lost, kept):
        new |= {field: lost[field] for field in ("lat", "lon", "coord_source")}
    if lost["notes"] not in ("", kept["notes"]):
        new["notes"] = "\n".join(note for note in (kept["notes"], lost["notes"]) if note)
    if new:
        fields = ", ".join(f"{field} = :{field}" for field in new)
        db.execute(f"UPDATE {kind} SET {fields} WHERE id = :id", {**new, "id": kept["id"]})  # noqa: S608


def _takes_position(lost: _Row, kept: _Row) -> bool:
    """Return whether only the other has a position; a kind decides how fine one may be."""
    lacks = kept["lat"] is None and not kept["unlocatable"]
    return lacks and lost["lat"] is not None and lost["kind"] == kept["kind"]
