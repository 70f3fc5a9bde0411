"""`crosscheck-db propose`: has the rules look at every claim of a desk, and keeps what they say."""

import argparse
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from db.edits.propose import Propose
from db.export.words import plural
from db.gate import reading
from db.usage import teach
from db.writer import Writer

_WHO: Final = "crosscheck-db"


def add(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.description = (
        "Propose relations between claims: which contradict each other, are in tension, qualify, "
        "corroborate, restate or supersede one another, each with the reason. Nothing is accepted: "
        "somebody decides. What was decided stays; a second time changes nothing."
    )
    parser.add_argument("desk", type=Path, metavar="DESK", help="the desk to propose in")
    parser.add_argument("--list", action="store_true", help="print each proposal with its reason")
    parser.set_defaults(command=propose)
    teach(
        parser,
        """\
  crosscheck-db propose my.desk           propose, and say how many of each kind wait
  crosscheck-db propose my.desk --list    print them too""",
    )


def propose(options: argparse.Namespace) -> None:
    """Propose relations in a desk, and say how many wait to be decided."""
    desk: Path = options.desk
    with reading(desk):
        pass  # what is no desk of ours is said before anything is written
    with closing(Writer(desk, _WHO, lambda: datetime.now(UTC))) as writer:
        written = writer.apply(Propose())
    with reading(desk) as connection:
        waiting = connection.execute(_WAITING).fetchall()
    rows = written.rows if written else 0
    print(f"{desk}: {rows} {plural('row(s)', rows)} changed, {len(waiting)} wait to be decided")
    for kind, n in Counter(kind for kind, *_ in waiting).most_common():
        print(f"{kind:14} {n:>6}")
    for kind, a, b, why in waiting if options.list else ():
        print(f"{a} {kind} {b}: {why}")


_WAITING: Final = """SELECT r.kind, a.uid, b.uid, r.why FROM relation r
    JOIN claim a ON a.id = r.a_id JOIN claim b ON b.id = r.b_id
    WHERE r.state = 'proposed' ORDER BY r.kind, a.uid, b.uid"""
