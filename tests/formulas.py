"""Desks full of texts that are meant to be run, or to break whoever reads them."""

from pathlib import Path
from typing import Final

from db.export.columns import TABLES, TableId
from tests import desks

STARTS: Final = (
    "=1+1 ", '=cmd|"/c calc"!A1 ', "+1 ", "-1 ", "@SUM(1) ", "＝1+1 ", "＋1 ", "－1 ", "＠1 ",
    "\t=1 ", "\r=1 ", "\n=1 ", " =1 ", "\u00a0=1 ", "\u200b=1 ", "\x1b=1 ", "'=1 ", "''", "'",
    '<r></r></is></c><c r="B2"><f>1+1</f></c>', "<r>", "_x0041_x0042_", "_x000D_", "\x07\x0b\x1f",
    "\ufffe\uffff", "&amp;<b>", '"', ",;\t|", "http://example.org ", "1e5", "\u202e",
)  # fmt: skip
"""What texts may begin with, to no good end."""
ENDS: Final = ("", " ", "\t", "\r\n", "\n", "</r>", "'", "\x08", "\ufeff")
FIXED: Final[dict[TableId, frozenset[str]]] = {
    "claims": frozenset(
        {"voice", "modality", "certainty", "about_basis", "grade", "reliability", "status"}
    ),
    "places": frozenset({"kind"}),
    "events": frozenset({"realis"}),
    "routes": frozenset({"kind", "bearing", "status", "stated"}),
    "relations": frozenset({"kind", "state", "origin"}),
}
"""The columns of texts whose few words the desk file itself holds to."""

_SPOILT: Final = {
    "actor": "uid name",
    "claim": "uid paraphrase category value_text value_unit about_edtf said_edtf notes",
    "coder": "name",
    "document": "uid title url published_edtf",
    "event": "uid title kind about_edtf",
    "evidence": "exact",
    "place": "uid name coord_source",
    "place_name": "name",
    "question": "uid text",
    "question_step": "label",
    "relation": "uid rule why",
    "route": "uid name",
    "side": "name",
    "source": "uid name",
    "tag": "name",
}


def spoil(path: Path) -> None:
    """Put a start and an end into every text of the desk at `path` that may be anything."""
    with desks.script(path) as connection:
        connection.create_function("spoilt", 2, _spoilt)
        connection.execute("INSERT INTO coder (uid, name) VALUES ('c', 'A coder')")
        connection.execute("INSERT INTO tag (uid, name) VALUES ('t', 'A tag')")
        connection.execute("UPDATE claim SET coder_id = 1, value_text = coalesce(value_text, 'v')")
        connection.execute("UPDATE claim SET value_unit = coalesce(value_unit, 'u')")
        connection.execute("INSERT INTO claim_tag (claim_id, tag_id) SELECT id, 1 FROM claim")
        connection.execute("UPDATE event SET kind = 'k'")
        connection.execute(
            "UPDATE relation SET origin = 'rule', rule = 'r', state = 'proposed' "
            "WHERE kind <> 'contradicts'"
        )
        connection.execute("UPDATE evidence SET exact = 'words', start = 0, stop = 5")
        for table, columns in _SPOILT.items():
            for n, column in enumerate(columns.split()):
                connection.execute(
                    f"UPDATE {table} SET {column} = spoilt({column}, id + {n})"  # noqa: S608
                )


def texts(table: TableId) -> list[str]:
    """Return the columns of a table that may hold any text."""
    return [c.name for c in TABLES[table].columns if c.type == "string"]


def _spoilt(text: str | None, n: int) -> str | None:
    return text and STARTS[n % len(STARTS)] + text + ENDS[n % len(ENDS)]
