"""A fictional desk as an edit: the same number of claims and seed, the same desk."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from db import search
from db.dates import Approx
from db.history.triggers import unlogged
from db.lookups import FICTIONAL
from db.synthesise.claims import Claims
from db.synthesise.days import LAST
from db.synthesise.dice import Dice
from db.synthesise.names import Names
from db.synthesise.questions import Questions
from db.synthesise.reports import Reports
from db.synthesise.roads import Network
from db.synthesise.size import Size
from db.synthesise.speakers import Speakers
from db.synthesise.valley import Row, Valley
from db.synthesise.words import Words

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCH: Final = 2_000
"""Rows held before they are written."""
_CODERS: Final = (("k1", "First coder", "FC"), ("k2", "Second coder", "SC"))
_TAGS: Final = (
    ("g1", "to check", "side.3"),
    ("g2", "for the map", "side.1"),
    ("g3", "odd", "side.none"),
)


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Fill an empty desk with a fictional valley of so many claims."""

    claims: int
    seed: int

    @property
    def label(self) -> str:
        """What the history says: one transaction, whatever it holds."""
        return "synthesised"

    def apply(self, db: "Database", now: str) -> None:
        """Write all of it, a batch at a time, and nothing of it into the history but that it was.

        References are checked at the commit.
        """
        with unlogged(db.conn):
            named = self._fill(db)
        self._describe(db, named)
        search.fill(db.conn)

    def _fill(self, db: "Database") -> str:
        """Return the name of the valley, with all that is in it written."""
        db.execute("PRAGMA defer_foreign_keys = ON")
        size, dice = Size.of(self.claims), Dice(self.seed)
        names = Names(dice)
        words = Words(size.words, dice, names)
        valley = Valley(size.places, dice, names)
        network = Network(size.roads, valley)
        speakers = Speakers(size, dice, names)
        reports = Reports(size, speakers.sources, valley, words, dice, names)
        questions = Questions(size, valley, network, speakers.actors, reports.events, names)
        claims = Claims(size, dice, valley, network, speakers, reports, questions, words)
        named = names.name()
        for table, rows in (
            ("coder", _named(_CODERS, "uid name initials")),
            ("tag", _named(_TAGS, "uid name colour")),
            ("side", speakers.side_rows()),
            ("actor", speakers.actor_rows()),
            ("actor_name", speakers.name_rows()),
            ("source", speakers.source_rows()),
            ("document", reports.rows()),
            ("paragraph", reports.paragraph_rows()),
            ("place", valley.rows()),
            ("place_name", valley.name_rows()),
            ("question", questions.rows()),
            ("question_step", questions.step_rows()),
            ("implication", questions.implication_rows()),
            ("event", reports.event_rows()),
            ("route", network.rows(claims.tells)),
            ("route_member", network.member_rows()),
        ):
            db.table(table).insert_all(rows, batch_size=_BATCH)
        _write(db, claims.rows())
        return named

    def _describe(self, db: "Database", valley: str) -> None:
        said = {
            "desk_uid": f"fictional-{self.claims}-{self.seed}",
            "title": f"The valley of {valley} (fictional)",
            "summary": "All of it is made up by a program: no place, person, report or claim in "
            f"it is real. {self.claims} claims of seed {self.seed}.",
            "language": "en",
            "licence": "CC0 1.0",
            "credits": "Made up by Crosscheck",
            "reference_day": LAST.isoformat(),
            FICTIONAL: "yes",
        }
        db.table("meta").insert_all({"key": key, "value": value} for key, value in said.items())
        approx = json.dumps(asdict(Approx()))
        db.table("setting").insert({"key": "approx_days", "value": approx})


def _write(db: "Database", rows: Iterable[tuple[str, Row]]) -> None:
    """Insert the rows, each into its table, a batch of them at a time."""
    coming = iter(rows)
    while batch := list(islice(coming, _BATCH)):
        tables: dict[str, list[Row]] = {}
        for table, row in batch:
            tables.setdefault(table, []).append(row)
        for table, of_it in tables.items():
            db.table(table).insert_all(of_it, batch_size=_BATCH)


def _named(rows: Iterable[tuple[str, ...]], columns: str) -> Iterable[Row]:
    return (dict(zip(columns.split(), row, strict=True)) for row in rows)
