"""A desk as an import would leave it, and where in the file each of its rows stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.exchange import KINDS, Form, Row

Said = tuple[str, str, str]
"""A fault of a row: where in it, what, and what would be right."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The rows by kind and uid. `place` says where the file has a row, or that the desk has it."""

    form: Form
    by_uid: Mapping[str, Mapping[str, Row]]
    _places: Mapping[tuple[str, object], str]

    @classmethod
    def of(cls, form: Form, file: Form) -> "Whole":
        """Return the desk `form`, some rows of which come from `file`."""
        return cls(
            form,
            {kind: {row["uid"]: row for row in form[kind] if "uid" in row} for kind in KINDS},
            {
                (kind, key(row)): f"{kind}[{n}]"
                for kind in KINDS
                for n, row in enumerate(file[kind])
            },
        )

    def rows(self, kind: str) -> Iterator[tuple[str, Row]]:
        """Return where each row of the kind stands, and the row."""
        for row in self.form[kind]:
            yield self.place(kind, row), row

    def place(self, kind: str, row: Row) -> str:
        """Return where the row stands: `claims[3]` of the file, or in the desk."""
        return self._places.get((kind, key(row)), f"the desk's {kind}[{row.get('uid', '')}]")

    def get(self, kind: str, uid: str | None) -> Row | None:
        """Return the row with this uid, None where there is none."""
        return None if uid is None else self.by_uid[kind].get(uid)


def key(row: Row) -> str | tuple[str, ...]:
    """Return what a row is known by: its uid, or, where it has none, all of it."""
    return row["uid"] if "uid" in row else tuple(row.values())
