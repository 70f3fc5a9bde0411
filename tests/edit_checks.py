"""What is asked of every edit: it can be taken back, breaks no rule, or is refused whole."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from db.errors import Clash, EditConflict, EditRefused
from db.history.triggers import TRACKED, columns, image
from db.history.undo import Undo
from db.verify.rules import broken
from db.writer import Edit, Written
from tests import desks
from tests.edits import did, undo


def everything(desk: Path) -> list[str]:
    """Return every row that a desk says something by, exact."""
    with desks.reading(desk) as connection:
        return rows(connection)


def rows(connection: sqlite3.Connection) -> list[str]:
    """Return every row that says something, exact, in one order."""
    found: list[str] = []
    for table in TRACKED:
        row = image(columns(connection, table), table)
        sql = f"SELECT '{table} ' || {row} FROM {table} ORDER BY id"  # noqa: S608
        found += (text for (text,) in connection.execute(sql))
    return found


def asked(desk: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return what the desk answers."""
    with desks.reading(desk) as connection:
        return connection.execute(sql).fetchall()


def unbroken(desk: Path) -> None:
    """Hold every rule of a desk against this one."""
    with desks.reading(desk) as connection:
        assert list(map(str, broken(connection))) == []


def done(desk: Path, edit: Edit) -> Written:
    """Make an edit; it has its label, breaks no rule, and goes back and forth."""
    before = everything(desk)
    (written,) = did(desk, edit)
    after = everything(desk)
    assert after != before
    assert written.label == edit.label
    assert asked(desk, "SELECT why FROM txn ORDER BY id DESC LIMIT 1") == [(edit.label,)]
    unbroken(desk)
    (back,) = did(desk, undo(written))
    assert everything(desk) == before
    unbroken(desk)
    did(desk, Undo(back.txn, written.label, redo=True))
    assert everything(desk) == after
    unbroken(desk)
    return written


def changes_nothing(desk: Path, edit: Edit) -> None:
    """Make an edit of what is so already; not even the history has it."""
    before = asked(desk, "SELECT max(id) FROM txn"), everything(desk)
    assert did(desk, edit) == []
    assert (asked(desk, "SELECT max(id) FROM txn"), everything(desk)) == before


def refused(desk: Path, edit: Edit, says: str) -> None:
    """Hold that an edit is refused with these words, and leaves no trace."""
    before = everything(desk)
    with pytest.raises(EditRefused, match=re.escape(says)) as why:
        did(desk, edit)
    assert not isinstance(why.value, EditConflict)
    assert everything(desk) == before


def clashes(desk: Path, edit: Edit) -> list[Clash]:
    """Hold that an edit of what changed since is refused whole, and return what differs."""
    before = everything(desk)
    with pytest.raises(EditConflict) as refusal:
        did(desk, edit)
    assert everything(desk) == before
    assert refusal.value.label == edit.label
    return list(refusal.value.clashes)
