"""`crosscheck-db history`: prints what was done to a desk, by whom and when, the newest first."""

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from db.entries import Entry, Wanted
from db.errors import DeskError
from db.export.words import plural
from db.gate import reading
from db.history import log
from db.usage import teach


def add(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.description = (
        "Print the history of a desk, the newest first: when (UTC), who, what, and how many rows "
        "that changed. What was undone is there too, and says so. Nothing is written."
    )
    parser.add_argument("desk", type=Path, metavar="DESK", help="the desk to read")
    parser.add_argument("--who", default="", metavar="NAME", help="only what NAME did")
    parser.add_argument("--claim", default="", metavar="UID", help="only what changed this claim")
    parser.add_argument("--since", type=_day, metavar="DAY", help="not before this day")
    parser.add_argument("--until", type=_day, metavar="DAY", help="not after this day")
    parser.add_argument("--json", action="store_true", help="for programs: one JSON array")
    parser.set_defaults(command=history)
    teach(
        parser,
        """\
  crosscheck-db history my.desk                      all that was done, the newest first
  crosscheck-db history my.desk --claim B01          what changed claim B01
  crosscheck-db history my.desk --who Ada --since 2023-03-01""",
    )


def history(options: argparse.Namespace) -> None:
    """Print the history of a desk."""
    with reading(options.desk) as connection:
        thing = ("claim", _claim(connection, options)) if options.claim else None
        wanted = Wanted(options.who, thing, options.since or "", options.until or "")
        found = log.entries(connection, wanted)
    if options.json:
        print(json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=1))
        return
    for entry in found:
        print(_line(entry))


def _claim(connection: Connection, options: argparse.Namespace) -> int:
    """Return the id of the claim that is named. Raises: DeskError."""
    sql = "SELECT id FROM claim WHERE uid = :uid"
    found = connection.execute(sql, {"uid": options.claim}).fetchone()
    if found is None:
        raise DeskError(f"{options.desk}: there is no claim {options.claim} in this desk")
    return found[0]


def _line(entry: Entry) -> str:
    rows = f"{entry.rows} {plural('row(s)', entry.rows)}"
    marks = [rows, *(["undone"] if entry.undone else []), *(["its ground"] if entry.ground else [])]
    return f"{entry.at}  {entry.who}  {entry.why}  ({', '.join(marks)})"


def _day(typed: str) -> str:
    """Return a day as it was typed. Raises: ArgumentTypeError."""
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{typed} is not a day. Write 2023-03-01") from error
