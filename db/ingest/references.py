"""Every reference leads somewhere: within the file, or from the file into the desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from db.errors import Fault
from db.exchange import KINDS, Form, Row
from db.ingest.whole import Whole, key

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
        paths = [(_Path.of(field), target) for field, target in fields.items()]
        for at, row in whole.rows(kind):
            for path, target in paths:
                yield from _missing(whole, target, at, path, row)
    for at, question in whole.rows("questions"):
        if question["subject"]:
            target = f"{question['subject']['kind']}s"
            yield from _missing(whole, target, at, _Path.of("subject.uid"), question)


def double_faults(file: Form) -> Iterator[Fault]:
    """Return a fault for each row of the file whose uid an earlier one of its kind has."""
    for kind in KINDS:
        seen: dict[object, int] = {}
        for n, row in enumerate(file[kind]):
            first = seen.setdefault(key(row), n)
            if first != n:
                what = f"stands already in {kind}[{first}]"
                yield Fault(f"{kind}[{n}]", what, "Leave one, or give it a uid of its own")


@dataclass(frozen=True, slots=True)
class _Path:
    """Where a row holds uids: in a field, in a field of an object, or in those of a list."""

    name: str
    several: bool
    below: str

    @classmethod
    def of(cls, field: str) -> "_Path":
        head, _, below = field.partition(".")
        return cls(head.removesuffix("[]"), head.endswith("[]"), below)

    def uids(self, row: Row) -> Iterable[str | None]:
        value = row.get(self.name)
        if value is None:
            return ()
        ones = value if self.several else (value,)
        return [one.get(self.below) for one in ones] if self.below else ones

    def place(self, n: int) -> str:
        at = f"{self.name}[{n}]" if self.several else self.name
        return f"{at}.{self.below}" if self.below else at


def _missing(whole: Whole, kind: str, at: str, path: _Path, row: Row) -> Iterator[Fault]:
    known = whole.by_uid[kind]
    for n, uid in enumerate(path.uids(row)):
        if uid is None or uid in known:
            continue
        near = get_close_matches(uid, known, 1) if len(known) <= _FEW else []
        remedy = f"Did you mean {near[0]!r}?" if near else f"Add it to {kind}, or correct the uid"
        what = f"there is no {uid!r} among the {kind}"
        yield Fault(f"{at}.{path.place(n)}", what, remedy)
