"""Views kept in the desk: saved, renamed, put in order, deleted, brought back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from db.errors import DeskError
from db.uids import new_uid
from db.views import View

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class SaveView:
    """Keep a view under a name: last in the list, or where the one stood that it `replaces`.

    `spec` is the view as `db.views.told` tells it. What is replaced is deleted, never written
    over, so that it can be restored.
    """

    name: str
    spec: Mapping[str, object] = field(hash=False)
    replaces: str = ""

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"save view “{self.name}”"

    def apply(self, db: "Database", now: str) -> None:
        """Write the view down. Raises: DeskError when another one has its name."""
        sql = """SELECT coalesce(max(rank) FILTER (WHERE uid = :uid), max(rank) + 1, 0) FROM
            (SELECT uid, CAST(json_extract(spec, '$.rank') AS INTEGER) AS rank FROM saved_view)"""
        (rank,) = db.execute(sql, {"uid": self.replaces}).fetchone()
        db.execute("DELETE FROM saved_view WHERE uid = :uid", {"uid": self.replaces})
        name = named(db, self.name)
        spec = json.dumps({"rank": rank, **self.spec}, ensure_ascii=False, allow_nan=False)
        uid = new_uid(datetime.fromisoformat(now))
        row = {"uid": uid, "name": name, "spec": spec, "recorded_at": now}
        db.table("saved_view").insert(row)


@dataclass(frozen=True, slots=True)
class RenameView:
    """Give a view another name."""

    uid: str
    name: str

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"rename a view to “{self.name}”"

    def apply(self, db: "Database", now: str) -> None:
        """Write the name. Raises: DeskError when the view is gone, or another one has its name."""
        name = named(db, self.name, but=self.uid)
        sql = "UPDATE saved_view SET name = :name WHERE uid = :uid"
        if not db.execute(sql, {"name": name, "uid": self.uid}).rowcount:
            raise DeskError(
                f"the view that was to be “{name}” is no longer in this desk. Save it anew"
            )


@dataclass(frozen=True, slots=True)
class OrderViews:
    """Put the views in another order: the uids, first to last."""

    uids: tuple[str, ...]

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return "reorder the views"

    def apply(self, db: "Database", now: str) -> None:
        """Number those that stand elsewhere; one that is gone changes nothing."""
        sql = """UPDATE saved_view SET spec = json_set(spec, '$.rank', :rank)
            WHERE uid = :uid AND json_type(spec) = 'object'
            AND json_extract(spec, '$.rank') IS NOT :rank"""
        for rank, uid in enumerate(self.uids):
            db.execute(sql, {"rank": rank, "uid": uid})


@dataclass(frozen=True, slots=True)
class DeleteView:
    """Take a view out of the desk."""

    view: View

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"delete view “{self.view.name}”"

    def apply(self, db: "Database", now: str) -> None:
        """Delete it; one that is gone changes nothing."""
        db.execute("DELETE FROM saved_view WHERE uid = :uid", {"uid": self.view.uid})


@dataclass(frozen=True, slots=True)
class RestoreView:
    """Bring a deleted view back as it was; where its name is taken, with a number after it."""

    view: View

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"restore view “{self.view.name}”"

    def apply(self, db: "Database", now: str) -> None:
        """Write it down again; one that is there changes nothing."""
        held = db.execute("SELECT uid, name FROM saved_view").fetchall()
        if self.view.uid in {uid for uid, _ in held}:
            return
        row = {
            "uid": self.view.uid,
            "name": free_name(self.view.name, {name for _, name in held}),
            "spec": self.view.spec,
            "recorded_at": self.view.recorded,
        }
        db.table("saved_view").insert(row)


def named(db: "Database", name: str, but: str = "") -> str:
    """Return `name` without blanks around it. Raises: DeskError for none, or one that is taken."""
    plain = " ".join(name.split())
    if not plain:
        raise DeskError("a view needs a name. Type one")
    sql = "SELECT 1 FROM saved_view WHERE name = :name AND uid <> :but"
    if db.execute(sql, {"name": plain, "but": but}).fetchone():
        raise DeskError(f"there is a view “{plain}” already. Choose another name")
    return plain


def free_name(name: str, taken: set[str]) -> str:
    """Return `name`, or with the first number after it that is not taken."""
    free, n = name, 1
    while free in taken:
        n += 1
        free = f"{name} ({n})"
    return free
