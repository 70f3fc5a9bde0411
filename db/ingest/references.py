"""Every reference leads somewhere: within the file, or from the file into the desk."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final

from db.errors import Fault
from db.exchange import KINDS, Form, Row
from db.ingest.whole import Whole

REFERENCES: Final = {
    "sides": {"counts_with": "sides"},
    "sources": {"actor": "actors"},
    "documents": {"source": "sources", "copy_of": "documents", "version_of": "documents"},
    "actors": {"side": "sides", "parent": "actors"},
    "places": {"parent": "places"},
    "place_relations": {"from": "places", "to": "places", "claim": "claims"},
    "questions": {"part_of": "questions"},
    "implications": {"if.question": "questions", "then.question": "questions"},
    "events": {"claims[]": "claims"},
    "claims": {
        "claimant": "actors",
        "question": "questions",
        "places[].place": "places",
        "actors[].actor": "actors",
        "attribution[].source": "sources",
        "attribution[].actor": "actors",
        "evidence[].document": "documents",
        "tags[]": "tags",
        "coder": "coders",
    },
    "relations": {"a": "claims", "b": "claims", "coder": "coders"},
    "routes": {
        "from": "places",
        "to": "places",
        "bearing_of": "places",
        "members[].route": "routes",
        "exists_by": "claims",
    },
    "route_statuses": {"route": "routes", "claim": "claims"},
}
"""List of the form -> field that holds uids -> list they are of."""


_FEW: Final = 200  # beyond, looking for a like uid takes longer than it helps


def reference_faults(whole: Whole) -> Iterator[Fault]:
    """Return a fault for each reference to nothing."""
    for kind, fields in REFERENCES.items():
        for at, row in whole.rows(kind):
            for field, target in fields.items():
                for place, uid in _held(row, field, at):
                    yield from _missing(whole, place, uid, target)
    for at, question in whole.rows("questions"):
        subject = question["subject"]
        if subject:
            yield from _missing(whole, f"{at}.subject.uid", subject["uid"], f"{subject['kind']}s")


def double_faults(file: Form) -> Iterator[Fault]:
    """Return a fault for each row of the file whose uid an earlier one of its kind has."""
    for kind in KINDS:
        seen: dict[str, int] = {}
        for n, row in enumerate(file[kind]):
            first = seen.setdefault(row.get("uid", str(row)), n)
            if first != n:
                what = f"stands already in {kind}[{first}]"
                yield Fault(f"{kind}[{n}]", what, "Leave one, or give it a uid of its own")


def _held(row: Row, field: str, at: str) -> Iterator[tuple[str, str]]:
    """Return each uid that `field`, a path into the row, holds, and where."""
    head, _, rest = field.partition(".")
    name = head.removesuffix("[]")
    value: Any = row.get(name)
    if value is None:
        return
    places = [(f"{at}.{name}", value)]
    if head.endswith("[]"):
        places = [(f"{at}.{name}[{n}]", one) for n, one in enumerate(value)]
    for place, one in places:
        if rest:
            yield from _held(one, rest, place)
        else:
            yield place, one


def _missing(whole: Whole, at: str, uid: str, kind: str) -> Iterator[Fault]:
    known = whole.by_uid[kind]
    if uid in known:
        return
    near = get_close_matches(uid, known, 1) if len(known) <= _FEW else []
    remedy = f"Did you mean {near[0]!r}?" if near else f"Add it to {kind}, or correct the uid"
    yield Fault(at, f"there is no {uid!r} among the {kind}", remedy)
