"""What a file does not say of its rows: the desk says it, or the moment of the import."""

from collections.abc import Mapping
from typing import Final

from db.exchange import RECORDED, Form, Row

_UNSAID: Final[Mapping[str, tuple[str, ...]]] = {
    "places": ("pins",),
    "claims": ("credibility_basis", "tags", "coder", "rev"),
    "relations": ("coder",),
}
"""Fields that version 1 of the form does not know, by list; retired claims it may not name."""


def completed(file: Form, held: Form, now: str) -> Form:
    """Return the file with what it leaves open said, for the desk `held` at the instant `now`.

    A row is as old as the desk says, or the file, or new at `now`. Of what version 1 does not
    know, a row that the desk has keeps what it has; a claim that such a file changes has one
    revision more. A file of version 2 says the revision itself.
    """
    said = {**file}
    for kind in {*RECORDED, *_UNSAID, "actors"} if _first(file) else RECORDED:
        before = {row["uid"]: row for row in held[kind]}
        said[kind] = [_row(kind, row, before.get(row["uid"]), file, now) for row in file[kind]]
    return said


def _row(kind: str, row: Row, held: Row | None, file: Form, now: str) -> Row:
    if kind in RECORDED and "recorded_at" not in row:
        row = {**row, "recorded_at": held["recorded_at"] if held else now}
    if held is None or not _first(file):
        return row
    row = row | {field: held[field] for field in _UNSAID.get(kind, ()) if field in held}
    if kind == "actors":
        row = {**row, "names": _in_their_languages(row["names"], held["names"])}
    if kind == "claims" and row != held:
        row = {**row, "rev": held.get("rev", 1) + 1}
    return row


def _in_their_languages(names: list[Row], held: list[Row]) -> list[Row]:
    of = {name["name"]: {"lang": name["lang"]} for name in held if "lang" in name}
    return [name | of.get(name["name"], {}) for name in names]


def _first(file: Form) -> bool:
    return file["format_version"] == 1
