"""`crosscheck-db export`: writes a table as it would be seen, or the whole desk."""

import argparse
import textwrap
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

from db import ask
from db import connection as sqlite
from db.errors import DeskError
from db.export import FORMATS, Format, format_of, in_format
from db.export.columns import TABLES
from db.export.extract import Extract, extract, uids_of
from db.export.files import save
from db.export.pick import DIMENSION, Lit, Shown
from db.export.sidecar import Told, Written, beside, read
from db.export.words import REASONS, plural
from db.query import Query, from_json
from db.replay import as_known
from db.snapshot import Snapshot
from db.store import Store
from db.usage import teach

_Refuse = Callable[[str], NoReturn]


def add(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add a command for each table."""
    for name, table in TABLES.items():
        parser = add_parser(name, help=f"{name} as CSV or XLSX, with a sidecar beside the file")
        parser.description = (
            f"Write {name}, rows and order as the window shows them under the same query: those "
            "left by the filters, else all. Beside OUT stands OUT.datapackage.json with the "
            "columns, the query, what was left out and the hash of the desk; --query takes such a "
            "file and writes the same bytes again."
        )
        parser.add_argument("out", type=Path, metavar="OUT")
        parser.add_argument(
            "--query", type=Path, metavar="SIDECAR", help="what to write, as a sidecar says it"
        )
        parser.add_argument(
            "--format",
            choices=FORMATS,
            metavar="FORMAT",
            help=f"{_formats()}; without it as OUT is named",
        )
        ask.add_flags(parser)
        parser.set_defaults(command=export, table=name, refuse=_refusal(parser))
        columns = textwrap.fill(f"columns: {', '.join(table.names)}", 88)
        head = f"  crosscheck-db export my.desk {name}"
        teach(
            parser,
            f"{head} {name}.csv\n"
            f"{head} {name}.csv --place NAME --since 2023-01-01 --until 2023-03-02\n"
            f"{head} {name}-safe.csv --side NAME --contested --sort published:desc\n"
            f"{head} {name}.xlsx\n"
            f"{head} again.csv --query {name}.datapackage.json\n"
            f"\n{columns}",
        )


def export(options: argparse.Namespace) -> None:
    """Write one table of a desk, as its flags or a sidecar ask."""
    desk, out, table = options.desk, options.out, options.table
    told = _told(options)
    form, now = _format(options, told), datetime.now(UTC)
    with sqlite.as_desk_errors(desk), closing(_store(desk, told)) as store:
        shown = _asked_again(store, told, options.query) if told else _asked(store, options)
        with (
            sqlite.one_state(store.connection),
            as_known(store.connection, shown.query, shown.whole.known) as known,
        ):
            what = extract(known, table, shown, told.kind if told else "filtered")
            (written,) = save(
                {out: what}, form, store.connection, now, before=told.made if told else None
            )
        _say(what, written)
        if told and told.made.desk_hash != written.made.desk_hash:
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


def _format(options: argparse.Namespace, told: Told | None) -> Format:
    """Return the format that is asked for, else the sidecar's, else the one OUT is named for."""
    named = format_of(options.out)
    form = FORMATS[options.format or (told.form if told else named)]
    if "xlsx" in (named, form.id) and named != form.id and options.out.suffix:
        options.refuse(
            f"{options.out} is no name for {form.name}: name it {in_format(options.out, form)}"
        )
    return form


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
    kind = DIMENSION[told.table]
    ids = {uid: id_ for id_, uid in uids_of(snapshot, kind).items()}
    if gone := [uid for uid in told.uids if uid not in ids]:
        raise DeskError(f"{sidecar}: this desk has no {', '.join(gone)} among its {kind}s")
    return {told.table: frozenset(ids[uid] for uid in told.uids)} if told.uids else {}


def _shown(store: Store, query: Query, lit: Lit | None = None) -> Shown:
    snapshot = store.snapshot(query)
    whole = store.snapshot(query.whole()) if query.filters else snapshot
    return Shown(query, snapshot, whole, lit or {}, snapshot.records.related())


def _say(what: Extract, written: Written) -> None:
    n, out = written.rows, written.path
    print(f"{out}: {plural(f'{n} row(s)', n)} of {what.table.name}, {what.words}")
    if left := _in_words(what.left_out):
        print(f"left out: {left}")
    print(f"{beside(out)}: what is in it and how it came about")


def _in_words(left_out: Mapping[str, int]) -> str:
    """Return what was left out and why."""
    return ", ".join(f"{n} {plural(REASONS[reason], n)}" for reason, n in left_out.items() if n)


def _formats() -> str:
    """Return what formats there are, each with what its files are called."""
    return ", ".join(f"{id_} (…{form.suffix})" for id_, form in FORMATS.items())


def _refusal(parser: argparse.ArgumentParser) -> _Refuse:
    def refuse(why: str) -> NoReturn:
        parser.exit(2, f"{why}\n")

    return refuse
