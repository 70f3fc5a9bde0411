"""`crosscheck-db export`: writes a table as it would be seen, or the whole desk."""

import argparse
import textwrap
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NoReturn

from db import ask
from db import connection as sqlite
from db.errors import DeskError
from db.export import FORMATS
from db.export.columns import TABLES
from db.export.extract import Extract, extract, uids_of
from db.export.files import save
from db.export.json import desk_hash
from db.export.pick import DIMENSION, Lit, Shown
from db.export.sidecar import Told, beside, read
from db.query import Query, from_json
from db.snapshot import Snapshot
from db.store import Store
from db.usage import teach

_REASONS: Final = {
    "not_selected": "not selected",
    "filtered": "filtered",
    "undated": "undated under the time filter",
    "outside_span": "outside the days asked for",
    "suggested": "only suggested",
    "retired": "retired",
    "texts_not_held": "document text{s} not held",
}

_Refuse = Callable[[str], NoReturn]


def add(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add a command for each table."""
    for name, table in TABLES.items():
        parser = add_parser(name, help=f"{name} as CSV, with a sidecar beside the file")
        parser.description = (
            f"Write {name} as CSV (RFC 4180, UTF-8), rows and order as the window shows them under "
            "the same query: those left by the filters, else all. Beside OUT stands "
            "OUT.datapackage.json with the columns, the query, what was left out and the hash of "
            "the desk; --query takes such a file and writes the same bytes again."
        )
        parser.add_argument("out", type=Path, metavar="OUT")
        parser.add_argument(
            "--query", type=Path, metavar="SIDECAR", help="what to write, as a sidecar says it"
        )
        ask.add_flags(parser)
        parser.set_defaults(command=export, table=name, refuse=_refusal(parser))
        columns = textwrap.fill(f"columns: {', '.join(table.names)}", 88)
        head = f"  crosscheck-db export my.desk {name}"
        teach(
            parser,
            f"{head} {name}.csv\n"
            f"{head} {name}.csv --place NAME --since 2023-01-01 --until 2023-03-02\n"
            f"{head} {name}.csv --side NAME --contested --sort published:desc\n"
            f"{head} again.csv --query {name}.datapackage.json\n"
            f"\n{columns}",
        )


def export(options: argparse.Namespace) -> None:
    """Write one table of a desk, as its flags or a sidecar ask."""
    desk, out, table = options.desk, options.out, options.table
    told = _told(options)
    with sqlite.as_desk_errors(desk), closing(_store(desk, told)) as store:
        shown = _asked_again(store, told, options.query) if told else _asked(store, options)
        what = extract(store.connection, table, shown, told.kind if told else "filtered")
        save({out: what}, FORMATS["exact"], store.connection, datetime.now(UTC))
        _say(what, out)
        if told and told.desk_hash != desk_hash(store.connection):
            print(f"{desk} is not as it was when {options.query} was written: rows may differ")


def _told(options: argparse.Namespace) -> Told | None:
    """Return what the sidecar says, None where flags say it."""
    if options.query is None:
        return None
    if ask.restricts(options):
        options.refuse("--query says what to write: leave the other flags out")
    told = read(options.query)
    if told.kind == "selected" and told.table != options.table:
        options.refuse(f"{options.query} names rows of {told.table}, not of {options.table}")
    return told


def _store(desk: Path, told: Told | None) -> Store:
    """Return the desk; where it has no day of its own, ages count to the sidecar's, else today."""
    return Store.open(desk, told.day if told else date.today())


def _asked(store: Store, options: argparse.Namespace) -> Shown:
    try:
        query = ask.asked(options, store.connection, store.snapshot(Query()).values)
    except ask.Unknown as error:
        refuse: _Refuse = options.refuse
        refuse(str(error))
    return _shown(store, query)


def _asked_again(store: Store, told: Told, sidecar: Path) -> Shown:
    """Return what the sidecar asks for in this desk. Raises: DeskError."""
    try:
        query = from_json(told.query, store.uids())
    except ValueError as error:
        raise DeskError(f"{sidecar}: {error}") from error
    shown = _shown(store, query)
    return _shown(store, query, _lit(told, shown.snapshot, sidecar))


def _lit(told: Told, snapshot: Snapshot, sidecar: Path) -> Lit:
    """Return the ids of what was selected. Raises: DeskError for what is not in this desk."""
    ids = {uid: id_ for id_, uid in uids_of(snapshot, DIMENSION[told.table]).items()}
    if gone := [uid for uid in told.uids if uid not in ids]:
        raise DeskError(f"{sidecar}: this desk has no {', '.join(gone)} among its {told.table}")
    return {told.table: frozenset(ids[uid] for uid in told.uids)} if told.uids else {}


def _shown(store: Store, query: Query, lit: Lit | None = None) -> Shown:
    snapshot = store.snapshot(query)
    whole = store.snapshot(query.unfiltered()) if query.filters else snapshot
    return Shown(query, snapshot, whole, lit or {})


def _say(what: Extract, out: Path) -> None:
    n = len(what.rows)
    print(f"{out}: {n} row{'' if n == 1 else 's'} of {what.table.name}, {what.words}")
    if left := _in_words(what.left_out):
        print(f"left out: {left}")
    print(f"{beside(out)}: what is in it and how it came about")


def _in_words(left_out: Mapping[str, int]) -> str:
    """Return what was left out and why."""
    told = {reason: n for reason, n in left_out.items() if n}
    return ", ".join(f"{n} {_REASONS[r].format(s='' if n == 1 else 's')}" for r, n in told.items())


def _refusal(parser: argparse.ArgumentParser) -> _Refuse:
    def refuse(why: str) -> NoReturn:
        parser.exit(2, f"{why}\n")

    return refuse
