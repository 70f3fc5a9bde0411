"""`crosscheck-db synthesise`: makes a fictional desk of any size."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from db.errors import DeskError
from db.new import make
from db.synthesise.desk import Synthesis
from db.synthesise.size import FEWEST, MOST
from db.usage import teach


def add(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.description = (
        "Make a desk about a valley that does not exist, with every kind of thing a desk can "
        "hold: to try the program out, and to see how it does with many claims. All names are "
        "made up, the title says so, and the window too. The same number of claims and seed give "
        "the same desk. A file that is there is never written over."
    )
    parser.add_argument("desk", type=Path, metavar="DESK", help="the desk to make")
    parser.add_argument(
        "--claims",
        type=_number("a number of claims a desk can be made with", FEWEST, MOST),
        default=2_000,
        metavar="N",
        help=f"how many claims, {FEWEST} to {MOST:,} (2000)",
    )
    parser.add_argument(
        "--seed",
        type=_number("a number to start from", 0, 2**63 - 1),
        default=1,
        metavar="S",
        help="another number, another valley (1)",
    )
    parser.set_defaults(command=synthesise)
    teach(
        parser,
        """\
  crosscheck-db synthesise valley.desk                            2,000 claims
  crosscheck-db synthesise large.desk --claims 20000 --seed 7
  crosscheck-db verify large.desk""",
    )


def synthesise(options: argparse.Namespace) -> None:
    """Make the desk. Raises: DeskError."""
    path: Path = options.desk
    if path.exists() or path.is_symlink():
        raise DeskError(f"{path}: it is there already. Name a file that is not")
    edit = Synthesis(options.claims, options.seed)
    written = make(path, edit, "crosscheck-db", lambda: datetime.now(UTC))
    rows = written.rows if written else 0
    print(f"{path}: made, fictional, {options.claims} claims of seed {options.seed}, {rows} rows")


def _number(what: str, least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number of these bounds, or says which would do."""

    def read(text: str) -> int:
        try:
            n = int(text)
        except ValueError:
            n = least - 1
        if not least <= n <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not {what}. Write {least} to {most}")
        return n

    return read
