"""Tags on claims, several claims at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from db.edits import words
from db.edits.rows import ids
from db.errors import EditRefused
from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database

LONGEST: Final = 80
"""The longest name of a tag, in characters."""


@dataclass(frozen=True, slots=True)
class TagClaims:
    """Put a tag on claims, by uid; a tag of a new name is made."""

    claims: tuple[str, ...]
    tag: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"tag {words.counted(self.claims, 'claim')} “{words.cleaned(self.tag)}”"

    def apply(self, db: "Database", now: str) -> None:
        """Tag those that are not tagged. Raises: EditRefused, EditConflict when a claim is gone."""
        name = words.line(self.tag, "the name of the tag", LONGEST, "Type one")
        claims = _claims(db, self)
        tag = _tag(db, name)
        if tag is None:
            uid = new_uid(datetime.fromisoformat(now))
            sql = "INSERT INTO tag (uid, name) VALUES (:uid, :name) RETURNING id"
            (tag,) = db.execute(sql, {"uid": uid, "name": name}).fetchone()
        sql = """INSERT INTO claim_tag (claim_id, tag_id) SELECT :claim, :tag
            WHERE NOT EXISTS (SELECT 1 FROM claim_tag WHERE claim_id = :claim AND tag_id = :tag)"""
        for claim in claims:
            db.execute(sql, {"claim": claim, "tag": tag})


@dataclass(frozen=True, slots=True)
class UntagClaims:
    """Take a tag off claims, by uid; the tag itself stays in the desk."""

    claims: tuple[str, ...]
    tag: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"untag {words.counted(self.claims, 'claim')} “{words.cleaned(self.tag)}”"

    def apply(self, db: "Database", now: str) -> None:
        """Take it off those that have it. Raises: EditRefused, EditConflict."""
        name = words.line(self.tag, "the name of the tag", LONGEST, "Type one")
        tag = _tag(db, name)
        if tag is None:
            raise EditRefused(f"this desk has no tag “{name}”. Choose one that it has")
        sql = "DELETE FROM claim_tag WHERE claim_id = :claim AND tag_id = :tag"
        for claim in _claims(db, self):
            db.execute(sql, {"claim": claim, "tag": tag})


def _claims(db: "Database", edit: TagClaims | UntagClaims) -> list[int]:
    if not edit.claims:
        raise EditRefused("no claim is picked. Pick one")
    return ids(db, edit.label, "claim", edit.claims, f"tag “{words.cleaned(edit.tag)}”")


def _tag(db: "Database", name: str) -> int | None:
    """Return the tag of this name; where none is spelled so, one that differs in case alone."""
    held = {n: id_ for id_, n in db.execute("SELECT id, name FROM tag ORDER BY id").fetchall()}
    alike = {n.casefold(): id_ for n, id_ in held.items()}
    return held.get(name, alike.get(name.casefold()))
