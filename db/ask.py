"""A query from words: the flags of the command line, their values found in a desk by name."""

import argparse
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Final, get_args

from db.dates import DateError, plain_day
from db.dimensions import DimensionId
from db.folding import folded
from db.model import CLOCKS, Clock, Value
from db.query import Grouping, Order, Query, SortKey, Span
from db.standing import WORDS

NAMED: Final[tuple[DimensionId, ...]] = ("place", "side", "claimant", "source", "question")
"""The dimensions that have a flag."""
_NAMES: Final[Mapping[DimensionId, str]] = {
    "place": """SELECT id, name FROM place UNION ALL SELECT place_id, name FROM place_name""",
    "side": "SELECT id, name FROM side",
    "claimant": """SELECT id, name FROM actor UNION ALL SELECT actor_id, name FROM actor_name
        UNION ALL SELECT id, abbrev FROM actor WHERE abbrev IS NOT NULL""",
    "source": "SELECT id, name FROM source",
    "question": "SELECT id, text FROM question",
}
"""Every name of a value, by dimension."""


class Unknown(Exception):
    """A flag's value that makes no sense, or that the desk does not have; says what would."""


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the flags of a query."""
    parser.add_argument("--text", default="", metavar="WORDS", help="what the search box finds")
    for name in NAMED:
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="NAME",
            help=f"a {name} by its uid or any of its names; again for more than one",
        )
    for name, which in (("since", "from"), ("until", "up to")):
        parser.add_argument(
            f"--{name}", type=_day, metavar="DAY", help=f"{which} this day, inclusive: 2023-02-01"
        )
    parser.add_argument(
        "--clock", choices=CLOCKS, default="about", help="the time these days are of (about)"
    )
    parser.add_argument(
        "--as-of",
        action="append",
        type=_known,
        default=[],
        metavar="[CLOCK:]DAY",
        help="what could be known by this day: published by then, or begun (about:), said or "
        "recorded; again for another clock",
    )
    parser.add_argument("--contested", action="store_true", help="contested claims alone")
    parser.add_argument(
        "--standing",
        action="append",
        choices=WORDS,
        default=[],
        help="claims that stand so, by what is accepted or else proposed; again for more than one",
    )
    parser.add_argument(
        "--sort",
        type=_sort,
        default=SortKey(),
        metavar="KEY[:desc]",
        help=f"the order of the claims: {', '.join(get_args(Order))}",
    )
    parser.add_argument(
        "--group",
        choices=get_args(Grouping)[1:],
        default="",
        help="what the claims stand together by; within a group they are sorted",
    )


def asked(
    flags: argparse.Namespace,
    connection: sqlite3.Connection,
    values: Mapping[DimensionId, tuple[Value, ...]],
) -> Query:
    """Return the query that the flags ask for. Raises: Unknown."""
    if flags.since and flags.until and flags.since > flags.until:
        raise Unknown(f"--since is after --until: {flags.since}, {flags.until}")
    query = Query(
        text=flags.text,
        clock=flags.clock,
        contested_only=flags.contested,
        sort=flags.sort,
        grouped_by=flags.group,
        known_by=dict(flags.as_of),
    ).during(flags.clock, Span(flags.since, flags.until))
    for name in NAMED:
        ids = _meant(name, getattr(flags, name), connection, values[name])
        query = query.choosing(name, ids)
    return query.choosing("standing", (WORDS.index(word) + 1 for word in flags.standing))


def restricts(flags: argparse.Namespace) -> bool:
    """Return whether any flag says what to see, or in which order."""
    order = flags.sort != SortKey() or flags.group
    given = [flags.text, flags.since, flags.until, flags.contested, flags.standing, flags.as_of]
    named = (getattr(flags, name) for name in NAMED)
    return any((*given, order, *named)) or flags.clock != "about"


def _meant(
    dimension: DimensionId,
    told: Iterable[str],
    connection: sqlite3.Connection,
    values: tuple[Value, ...],
) -> frozenset[int]:
    """Return the values that `told` names, each by its uid or by any of its names."""
    told = tuple(told)
    if not told:
        return frozenset()
    by_uid = {value.uid: value.id for value in values}
    known: dict[str, set[int]] = {}
    names: dict[str, str] = {}
    for id_, name in connection.execute(_NAMES[dimension]):
        if id_ in by_uid.values():
            known.setdefault(folded(name), set()).add(id_)
            names.setdefault(folded(name), name)
    found: set[int] = set()
    for one in told:
        ids = {by_uid[one]} if one in by_uid else known.get(folded(one), set())
        if len(ids) != 1:
            raise Unknown(_sentence(dimension, one, ids, by_uid, names))
        found |= ids
    return frozenset(found)


def _sentence(
    dimension: DimensionId,
    told: str,
    ids: set[int],
    by_uid: Mapping[str, int],
    names: Mapping[str, str],
) -> str:
    """Return why a name is not understood, with what is near it."""
    if ids:
        uids = sorted(uid for uid, id_ in by_uid.items() if id_ in ids)
        return f"--{dimension}: {told!r} names more than one. By uid: {', '.join(uids)}"
    wanted = folded(told)
    near = [names[key] for key in get_close_matches(wanted, names, 5, 0.6)]
    near += [name for key, name in names.items() if wanted and wanted in key and name not in near]
    hint = f"Near: {', '.join(near[:5])}" if near else _some(names)
    return f"--{dimension}: this desk has no {dimension} {told!r}. {hint}"


def _some(names: Mapping[str, str]) -> str:
    few = list(names.values())[:5]
    return f"There are: {', '.join(few)}{', …' if len(names) > len(few) else ''}"


def _day(text: str) -> date:
    try:
        return plain_day(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(f"{error}. Write it as 2023-02-01") from error


def _known(text: str) -> tuple[Clock, date]:
    clock, _, day = text.rpartition(":")
    for known in CLOCKS:
        if known == (clock or "published"):
            return known, _day(day)
    raise argparse.ArgumentTypeError(f"{clock!r} is no clock. Write one of {', '.join(CLOCKS)}")


def _sort(text: str) -> SortKey:
    by, _, way = text.partition(":")
    known = get_args(Order)
    if by not in known or way not in ("", "asc", "desc"):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no order. Write one of {', '.join(known)}, behind it :desc to turn it"
        )
    return replace(SortKey(), by=by, descending=way == "desc")
