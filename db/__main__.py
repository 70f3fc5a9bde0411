"""crosscheck-db: all that can be done with a desk without a window."""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from db import export_command, history_command, propose_command
from db.connection import one_state
from db.errors import Cancelled, DeskError, IngestError
from db.export.json import desk_hash, export, left_out
from db.export.words import plural
from db.export.write import write
from db.gate import reading
from db.history import chain
from db.ingest.exchange import Import, parse, read
from db.new import bring_in, nothing_yet
from db.renew import renew
from db.synthesise import command as synthesise_command
from db.uids import new_uid
from db.usage import teach
from db.verify import command as verify_command

_WHO: Final = "crosscheck-db"
_SCHEMA: Final = "schema/crosscheck-dataset.schema.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int | None] = options.command
    try:
        status = command(options) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except IngestError as error:
        print(error, file=sys.stderr)
        return 1
    except DeskError as error:
        print(error, file=sys.stderr)
        return 3
    except (KeyboardInterrupt, Cancelled):
        print("Interrupted. Nothing was changed.", file=sys.stderr)
        return 130
    except Exception:
        traceback.print_exc()
        return 70


def new(options: argparse.Namespace) -> None:
    """Make a desk, or bring one up to a file."""
    path: Path = options.desk
    edit = _source(options.source) if options.source else nothing_yet(path, new_uid(_now()))
    if path.exists() and not options.source:
        raise DeskError(f"{path}: it is there already. Name a file with --from to bring in")
    there = path.exists()
    written = bring_in(path, edit.without_relations() if options.bare else edit, _WHO, _now)
    if written is None:
        print(f"{path}: nothing to do, the desk says all of it already")
    else:
        print(f"{path}: {'brought up to the file' if there else 'made'}, {written.rows} rows")


def bring_up(options: argparse.Namespace) -> None:
    """Bring a desk up to the newest schema."""
    kept = renew(options.desk)
    if kept is None:
        print(f"{options.desk}: up to date already, or it may only be read")
    else:
        print(f"{options.desk}: brought up to date; as it was, it is kept at {kept}")


def info(options: argparse.Namespace) -> None:
    """Say what a desk holds."""
    with reading(options.desk) as connection:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        counts = {table: _count(connection, table) for table in _tables(connection)}
        desk = {
            "uid": meta.get("desk_uid", ""),
            "title": meta.get("title", ""),
            "reference_day": meta.get("reference_day"),
            "hash": desk_hash(connection),
        }
        history = asdict(chain.head(connection))
    if options.json:
        told = {"desk": desk, "history": history, "counts": counts}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for name, value in {**desk, **history}.items():
        print(f"{name.replace('_', ' '):14} {'none' if value is None else value}")
    for table, n in counts.items():
        print(f"{table:14} {n:>6}")


def export_json(options: argparse.Namespace) -> None:
    """Write a desk in the exchange form, and say what it does not hold.

    The head of the history is said here, not in the file: see `db.export.json`.
    """
    with reading(options.desk) as connection, one_state(connection):
        data, head = export(connection), chain.head(connection)
        unsaid = left_out(connection)
    write(options.out, data)
    print(f"{options.out}: {len(data)} bytes")
    n, seal = head.transactions, head.seal or "none"
    print(f"history of {options.desk}: {n} {plural('transaction(s)', n)}, seal {seal}")
    for what, n in unsaid.items():
        print(f"left out, the form does not hold them yet: {what}, {n}")


def schema(options: argparse.Namespace) -> None:
    """Print the schema of the exchange form."""
    print(files("resources").joinpath(_SCHEMA).read_text("utf-8"), end="")


def _source(name: str) -> Import:
    """Return the import of a file, or of the desk that comes with the program by that name."""
    path = Path(name)
    if path.suffix == ".json" or path.exists():
        return read(path)
    desks = {Path(one.name).stem: one for one in files("resources").joinpath("desks").iterdir()}
    if name not in desks:
        shipped = ", ".join(sorted(n for n, one in desks.items() if one.name.endswith(".json")))
        raise DeskError(f"{name}: no such file, and no such bundled desk. Bundled: {shipped}")
    return parse(desks[name].read_bytes(), Path(f"{name}.json"))


def _tables(connection: Connection) -> list[str]:
    sql = """SELECT name FROM sqlite_master WHERE type = 'table'
        AND name NOT GLOB 'claim_fts_*' AND name NOT GLOB '_*' AND name NOT GLOB 'sqlite_*'"""
    return [name for (name,) in connection.execute(sql)]


def _count(connection: Connection, table: str) -> int:
    (n,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
    return n


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "crosscheck-db", description="Desks without a window: make them, look at them, write them."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    _add_new(commands.add_parser("new", help="make a desk, or bring one up to a file"))
    _add_renew(commands.add_parser("renew", help="bring a desk of an older version up to date"))
    _add_info(commands.add_parser("info", help="say what a desk holds"))
    _add_export(commands.add_parser("export", help="write a desk to a file"))
    _add_schema(commands.add_parser("schema", help="say what a file may hold, as JSON Schema"))
    history_command.add(commands.add_parser("history", help="print what was done to a desk"))
    propose_command.add(
        commands.add_parser("propose", help="propose how claims bear on each other")
    )
    verify_command.add(commands.add_parser("verify", help="say whether a desk keeps its rules"))
    synthesise_command.add(commands.add_parser("synthesise", help="make a fictional desk"))
    teach(
        parser,
        """\
  crosscheck-db new my.desk --from bakhmut-2023       the desk that comes with the program
  crosscheck-db info my.desk
  crosscheck-db export my.desk json my.json
  crosscheck-db schema > form.json                    the form of such files
  crosscheck-db propose my.desk
  crosscheck-db verify my.desk
  crosscheck-db synthesise valley.desk --claims 2000  a fictional one""",
    )
    return parser


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Make a desk of a file in the exchange form. Where the desk is there already, what the "
        "file says is added or updated by uid and nothing is taken out; a second time changes "
        "nothing. One fault in the file, and nothing is written: all faults are listed."
    )
    parser.add_argument("desk", type=Path, metavar="DESK", help="the desk to make, or to add to")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="NAME|FILE.json",
        help="a bundled desk by its name, or a file; without it the desk is empty",
    )
    parser.add_argument(
        "--without-relations",
        dest="bare",
        action="store_true",
        help="leave out what was found between pairs of claims",
    )
    parser.set_defaults(command=new)
    teach(
        parser,
        """\
  crosscheck-db new my.desk                             an empty desk
  crosscheck-db new my.desk --from bakhmut-2023         the bundled desk
  crosscheck-db new my.desk --from more.json            add more.json to it""",
    )


def _add_renew(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Bring a desk that an earlier Crosscheck made up to date. A copy of it as it was is made "
        "beside it first. Opening it in the window does the same."
    )
    parser.add_argument("desk", type=Path, metavar="DESK")
    parser.set_defaults(command=bring_up)
    teach(parser, "  crosscheck-db renew my.desk")


def _add_info(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Say which desk this is, how many rows each of its tables has, and where its history "
        "stands: how many transactions there are, and the seal of the newest. Who has noted it can "
        "tell later whether anything before it was altered."
    )
    parser.add_argument("desk", type=Path, metavar="DESK")
    parser.add_argument("--json", action="store_true", help="for programs: one JSON object")
    parser.set_defaults(command=info)
    teach(parser, "  crosscheck-db info my.desk --json")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Write a table of a desk as CSV, or all of it in the exchange form: the old file or the "
        "whole new one, never a part. `export DESK claims --help` says how to choose rows."
    )
    parser.add_argument("desk", type=Path, metavar="DESK")
    kinds = parser.add_subparsers(required=True, metavar="KIND", title="kinds")
    export_command.add(kinds.add_parser)
    as_json = kinds.add_parser("json", help="all of it, in the exchange form")
    as_json.description = (
        "Write all the exchange form holds, retired claims too: `new --from` makes the same desk "
        "of it again, with a history of its own. What the form does not hold is listed; where the "
        "history of this desk stands is said too (see `info`)."
    )
    as_json.add_argument("out", type=Path, metavar="OUT")
    as_json.set_defaults(command=export_json)
    teach(as_json, "  crosscheck-db export my.desk json my.json")
    teach(
        parser,
        """\
  crosscheck-db export my.desk claims claims.csv --contested
  crosscheck-db export my.desk routes roads.csv
  crosscheck-db export my.desk relations pairs.csv --place NAME
  crosscheck-db export my.desk json my.json""",
    )


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Print the JSON Schema (2020-12) of the exchange form: what `new --from` takes and "
        "`export DESK json` writes. Versions 1 and 2 of the form are read, 2 is written."
    )
    parser.set_defaults(command=schema)
    teach(parser, "  crosscheck-db schema > form.json")


if __name__ == "__main__":
    sys.exit(main())
