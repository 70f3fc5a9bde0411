"""Imports a file in the exchange form: an edit that brings its rows in, or refuses it whole."""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import Fault, IngestError
from db.exchange import KINDS, MADE_FROM, META, Form, Row, as_exchange
from db.ingest import checks, rows
from db.ingest.form import LARGEST, read_form, too_large
from db.ingest.older import completed
from db.ingest.whole import key

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Import:
    """Bring the rows of a file into a desk: new ones are added, those it has are updated by uid.

    No row is ever taken out: what the file does not name stays. A row's own lists (names, pins,
    steps, places, hops, evidence, tags, members, the claims of an event) are as the file has them.
    A reference may also point to a row that the desk has. When a row was recorded, by whom, and
    its revision are as the file says; what it leaves open, see `older`. Of another desk's file,
    what it says of itself is not taken over, but its credits are added.
    """

    form: Form
    path: Path
    digest: str

    @property
    def label(self) -> str:
        """What the history says."""
        return f"import {self.path.name}"

    def without_relations(self) -> "Import":
        """Return the same without what anyone found about pairs of claims."""
        return replace(self, form={**self.form, "relations": []})

    def apply(self, db: "Database", now: str) -> None:
        """Write what differs. Raises: IngestError, with every fault of the desk to be."""
        held = as_exchange(db.conn)
        file = completed(self.form, held, now)
        whole = _overlaid(held, file)
        faults = checks.faults(whole, file, held)
        if faults:
            raise IngestError(self.path, faults)
        self._describe(db, held, whole)
        changed = _changed(held, file, whole)
        if any(changed.values()):
            rows.write(db.conn, whole, held, changed)

    def _describe(self, db: "Database", held: Form, whole: Form) -> None:
        for field, name in META.items():
            if whole[field] == held[field]:
                continue
            if whole[field] is None:
                db.execute("DELETE FROM meta WHERE key = :key", {"key": name})
                continue
            text = "\n".join(whole[field]) if field == "credits" else whole[field]
            db.execute(_SAID, {"key": name, "value": text})
        if held["approx_days"] is None:
            value = json.dumps(whole["approx_days"])
            db.table("setting").insert({"key": "approx_days", "value": value})
            db.execute(_SAID, {"key": MADE_FROM, "value": self.digest})


_SAID: Final = """INSERT INTO meta (key, value) VALUES (:key, :value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value"""


def read(path: Path) -> Import:
    """Return the import of the file at `path`, its form checked. Raises: IngestError."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise too_large(path)
            return parse(file.read(LARGEST + 1), path)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise IngestError(path, [Fault("the file", what, "Name another file")]) from error


def parse(data: bytes, path: Path) -> Import:
    """Return the import of what was read from `path`. Raises: IngestError."""
    return Import(read_form(data, path), path, hashlib.sha256(data).hexdigest())


def _overlaid(held: Form, form: Form) -> Form:
    """Return the desk as it would be: its rows, the file's in their place or behind them."""
    own = held["uid"] in ("", form["uid"])
    whole = {**form} if own else {**held, "credits": _joined(held["credits"], form["credits"])}
    for kind in KINDS:
        rows_by_key = {key(row): row for row in held[kind]}
        rows_by_key |= {key(row): row for row in form[kind]}
        whole[kind] = list(rows_by_key.values())
    return whole


def _changed(held: Form, form: Form, whole: Form) -> dict[str, list[Row]]:
    """Return the rows to write: those that differ, and those whose steps have moved."""
    changed: dict[str, list[Row]] = {}
    for kind in KINDS:
        before = {key(row): row for row in held[kind]}
        changed[kind] = [row for row in form[kind] if before.get(key(row)) != row]
    scales = {question["uid"]: question["scale"] for question in held["questions"]}
    moved = {
        question["uid"]
        for question in changed["questions"]
        if scales.get(question["uid"], question["scale"]) != question["scale"]
    }
    for kind in ("claims", "implications"):
        already = {row["uid"] for row in changed[kind]}
        changed[kind] += [
            row for row in whole[kind] if row["uid"] not in already and _answers(row) & moved
        ]
    return changed


def _answers(row: Row) -> set[str]:
    """Return the questions a claim or an implication has steps of."""
    if "if" in row:
        return {row["if"]["question"], row["then"]["question"]}
    return {row["question"]}


def _joined(held: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys([*held, *more]))
