"""One thing wrong in a desk, and the shape of what finds it."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Said = tuple[str, str, str, str]
"""A fault as a rule finds it: table, row (its uid), what is wrong, what to do."""
Check = str | Callable[[sqlite3.Connection], Iterable[Said]]
"""What finds the faults of a rule: a statement that selects them, or a function."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold. `number` as the rules are numbered in `RULES`, 0 for the file itself."""

    number: int
    sentence: str
    check: Check

    def broken(self, connection: sqlite3.Connection) -> "Iterable[Broken]":
        """Give each row that breaks the rule."""
        found = self.check
        rows = connection.execute(found) if isinstance(found, str) else found(connection)
        return (Broken(self.number, *row) for row in rows)


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that breaks a rule."""

    rule: int
    table: str
    row: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"rule {self.rule}, {self.table} {self.row}: {self.what}. {self.remedy}"
