"""Who decides: the author of the open transaction, as a coder of the desk."""

from datetime import datetime
from typing import TYPE_CHECKING

from db.uids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database


def author(db: "Database", now: str) -> int:
    """Return the id of the coder who has the author's name; the first time, one is made."""
    (who,) = db.execute("SELECT who FROM txn ORDER BY id DESC LIMIT 1").fetchone()
    found = db.execute("SELECT id FROM coder WHERE name = :who", {"who": who}).fetchone()
    if found:
        return found[0]
    uid = new_uid(datetime.fromisoformat(now))
    row = {"uid": uid, "name": who, "initials": initials(who)}
    sql = "INSERT INTO coder (uid, name, initials) VALUES (:uid, :name, :initials) RETURNING id"
    (made,) = db.execute(sql, row).fetchone()
    return made


def initials(name: str) -> str:
    """Return the first letters of the words of a name, three at most."""
    return "".join(word[0] for word in name.split())[:3].upper()
