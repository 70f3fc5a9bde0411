"""`crosscheck-db verify`: says whether a desk keeps its rules, and where it does not."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from db.gate import reading
from db.usage import teach
from db.verify.rules import RULES, broken, looked_at


def add(parser: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command."""
    parser.description = (
        "Look at every row of a desk: is the file whole, does every reference lead somewhere, and "
        "does it keep the rules of a desk? Each fault is one line: the rule, the table, the row "
        "by its uid, what is wrong and what to do. Nothing is written. With faults the exit "
        "status is 1."
    )
    parser.add_argument("desk", type=Path, metavar="DESK", help="the desk to look at")
    parser.add_argument("--json", action="store_true", help="for programs: one JSON object")
    parser.add_argument(
        "--rules", action="store_true", help="say first which rules there are, one a line"
    )
    parser.set_defaults(command=verify)
    teach(
        parser,
        """\
  crosscheck-db verify my.desk                 all right: 18 rules, 1481 rows looked at
  crosscheck-db verify my.desk --rules         the rules, then the verdict
  crosscheck-db verify my.desk --json          {"rules": 18, "rows": 1481, "faults": []}""",
    )


def verify(options: argparse.Namespace) -> int:
    """Print the verdict on a desk and return the exit status: 1 with faults, else 0."""
    with reading(options.desk) as connection:
        rows, faults = looked_at(connection), list(broken(connection))
    if options.json:
        told = {"rules": len(RULES), "rows": rows, "faults": [asdict(fault) for fault in faults]}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 1 if faults else 0
    for rule in RULES if options.rules else ():
        print(f"rule {rule.number:2}  {rule.sentence}")
    for fault in faults:
        print(fault)
    looked = f"{len(RULES)} rules, {rows} rows looked at"
    if faults:
        print(f"{len(faults)} fault{'' if len(faults) == 1 else 's'}: {looked}")
        return 1
    print(f"all right: {looked}")
    return 0
