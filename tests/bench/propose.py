"""What the rules take on a large desk: `make bench`, or tests/bench/propose.py [CLAIMS].

A fictional desk has its claims spread over many more questions than are synthesised: each question
is asked again and again, in as many copies as it takes, and every claim gives an answer. One
question keeps a crowd of answers.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.edits.propose import Propose, find
from db.gate import reading
from db.history.triggers import unlogged
from db.new import make
from db.rules.propose import proposals
from db.rules.reading import read_accounts
from db.synthesise.desk import Synthesis
from db.writer import Writer
from tests.edits import Sql

if TYPE_CHECKING:
    from sqlite_utils import Database

EDITS = 40
CROWD = 5_000
"""The answers to the question that has most."""
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Spread:
    """Make up a desk, and spread its claims over so many questions; no relation stays."""

    claims: int
    questions: int
    label: str = "synthesised and spread"

    def apply(self, db: "Database", now: str) -> None:
        """Write it, and nothing of it into the history but that it was."""
        made = Synthesis(self.claims, 1)
        made.apply(db, now)
        with unlogged(db.conn):
            asked = [id_ for (id_,) in db.execute("SELECT id FROM question ORDER BY id")]
            copies = {"copies": max(1, self.questions // len(asked)), "stride": 1 + max(asked)}
            for statement in _SPREAD:
                db.conn.execute(statement, copies | {"crowd": min(CROWD, self.claims // 20)})


_SPREAD = (
    "DELETE FROM relation",
    """WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :copies - 1)
        INSERT INTO question
        SELECT q.id + n * :stride, q.uid || '-' || n, q.text || ' (' || n || ')', q.value_type,
            q.subject_kind, q.subject_uid, q.time, q.place_scope, q.gap_tension,
            q.gap_contradicts, q.exclusive, q.unit, q.part_of + n * :stride, q.notes
        FROM question q, n""",
    """INSERT INTO question_step (question_id, rank, key, label)
        SELECT q.id, s.rank, s.key, s.label FROM question q
        JOIN question_step s ON s.question_id = q.id % :stride WHERE q.id > :stride""",
    """UPDATE claim SET question_id = question_id + (id % :copies) * :stride
        WHERE question_id IS NOT NULL""",
    """CREATE TEMP TABLE yes_or_no AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id
        FROM question WHERE value_type = 'boolean'""",
    "CREATE INDEX temp.yes_or_no_n ON yes_or_no(n)",
    """UPDATE claim SET polarity = 1 - 2 * (id / 7 % 2), question_id = (SELECT y.id FROM yes_or_no y
            WHERE y.n = claim.id * 7919 % (SELECT count(*) FROM yes_or_no))
        WHERE question_id IS NULL
            AND id NOT IN (SELECT id FROM claim WHERE question_id IS NULL LIMIT :crowd)""",
    """UPDATE claim SET polarity = 1 - 2 * (id / 7 % 2), question_id = (SELECT id FROM yes_or_no)
        WHERE question_id IS NULL""",
)


def main() -> None:
    """Print how long each part takes, over all and in an edit."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder, "valley.desk")
        make(desk, Spread(claims, claims // 2), "bench", lambda: datetime.now(UTC))
        with reading(desk) as connection:
            print(_size(connection))
            told, reads = _timed(lambda: read_accounts(connection))
            found, looks = _timed(lambda: proposals(told))
            known, finds = _timed(lambda: find(connection))
        _, writes = _timed(lambda: _applied(desk, Propose(known)))
        _, again = _timed(lambda: _applied(desk, Propose()))
        for name, took in (
            ("read", reads),
            (f"{len(found):,} proposed", looks),
            ("found in a reader", finds),
            ("written", writes),
            ("all of it once more", again),
        ):
            print(f"{name:30} {took:7.2f} s")
        for name, many in (("a few answers", 0), ("a crowd of answers", 1)):
            _edits(desk, name, _claims(desk, "DESC" if many else "ASC"))


def _size(connection: sqlite3.Connection) -> str:
    claims, questions, most = connection.execute(
        """SELECT sum(n), count(*), max(n) FROM (SELECT count(*) AS n FROM claim
            WHERE status IN ('coded', 'reviewed') GROUP BY question_id)"""
    ).fetchone()
    return f"{claims:,} claims answer {questions:,} questions, one of them {most:,}"


def _claims(desk: Path, way: str) -> list[str]:
    """Return claims that say yes or no, where fewest do, of three and more; or where most do."""
    sql = f"""SELECT c.uid FROM claim c JOIN (SELECT question_id, count(*) AS n FROM claim
            GROUP BY question_id HAVING n > 2) USING (question_id)
        WHERE c.polarity <> 0 AND c.status IN ('coded', 'reviewed') ORDER BY n {way} LIMIT :n"""  # noqa: S608
    with reading(desk) as connection:
        return [uid for (uid,) in connection.execute(sql, {"n": EDITS})]


def _edits(desk: Path, name: str, uids: list[str]) -> None:
    """Print what changing an answer takes with the rules and without them."""
    took: dict[bool, list[float]] = {True: [], False: []}
    for proposing, times in took.items():
        now = lambda: datetime.now(UTC)  # noqa: E731
        with closing(Writer(desk, "bench", now, proposing=proposing)) as writer:
            for uid in uids:
                turn = f"UPDATE claim SET polarity = -polarity WHERE uid = '{uid}'"  # noqa: S608
                times.append(1000 * _timed(partial(writer.apply, Sql(turn)))[1])
    for proposing, times in took.items():
        said = f"{name}, {'with' if proposing else 'no'} rules"
        late = sorted(times)[int(0.95 * (len(times) - 1))]
        print(f"{said:30} {median(times):7.1f} ms median, {late:.1f} ms p95 of {len(times)} edits")


def _applied(desk: Path, edit: Propose) -> None:
    with closing(Writer(desk, "bench", lambda: datetime.now(UTC))) as writer:
        writer.apply(edit)


def _timed(do: Callable[[], Done]) -> tuple[Done, float]:
    began = perf_counter()
    done = do()
    return done, perf_counter() - began


if __name__ == "__main__":
    main()
