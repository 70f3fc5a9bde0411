"""The queries gone through, as a tree: where back and forward lead, and all that was left aside."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from db.model import CLOCKS
from db.query import Filter, Query, Selection

MOST = 500
"""How many visits are kept; then those left aside longest ago go first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One query that was shown: which other it followed, and what was selected when it was left.

    `left` is how many claims it left, None when it was passed by too quickly to be shown.
    """

    id: int
    parent: int | None
    query: Query
    when: datetime
    selection: Selection = field(default_factory=Selection)
    left: int | None = None


class Trail:
    """Every query shown, each under the one it followed; going elsewhere forgets none of them.

    One stroke of work is one step: a query that only goes on typing, or only moves the same
    span, takes the place of the one before; one that ends where it began is no step.
    """

    def __init__(self, query: Query, when: datetime, most: int = MOST) -> None:
        self._visits = {0: Visit(0, None, query, when)}
        self._here = self._newest = 0
        self._ahead: dict[int, int] = {}
        self._moved: tuple[Filter, ...] | None = None
        self._most = most

    @property
    def here(self) -> Visit:
        """The visit that is shown."""
        return self._visits[self._here]

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Every visit, each after the one it followed."""
        return tuple(self._visits.values())

    @property
    def can_go_back(self) -> bool:
        """Whether there is a query before this one."""
        return self.here.parent is not None

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a query after this one."""
        return self._here in self._ahead

    def go(self, query: Query, left_with: Selection, when: datetime) -> None:
        """Go on to `query`, having selected `left_with` here; nothing where it is shown already.

        Where it followed once before, that visit is shown again.
        """
        old = self.here
        if query == old.query:
            return
        moved = _moved(old.query, query)
        if moved is not None and moved == self._moved and self._here not in self._ahead:
            self._go_on(query)
            return
        self._keep(replace(old, selection=left_with))
        again = next((v for v in self._after(self._here) if v.query == query), None)
        self._moved = None if again else moved
        if again is None:
            self._newest += 1
            again = Visit(self._newest, self._here, query, when)
            self._keep(again)
        self._enter(again.id)
        self._forget()

    def saw(self, left: int) -> None:
        """Note how many claims the query shown leaves."""
        if self.here.left != left:
            self._keep(replace(self.here, left=left))

    def back(self, left_with: Selection) -> Visit:
        """Go back to the visit before this one, and return it; the same when there is none."""
        parent = self.here.parent
        return self.visit(self._here if parent is None else parent, left_with)

    def forward(self, left_with: Selection) -> Visit:
        """Go to the visit after this one that was shown last; the same when there is none."""
        return self.visit(self._ahead.get(self._here, self._here), left_with)

    def visit(self, id_: int, left_with: Selection) -> Visit:
        """Go to any visit, and return it; the same when it is no longer known."""
        if id_ in self._visits and id_ != self._here:
            self._keep(replace(self.here, selection=left_with))
            self._enter(id_)
            self._moved = None
        return self.here

    def newest_filter(self, query: Query) -> Filter | None:
        """Return the filter of `query` that was set last on the way here; None when it has none."""
        newest = query.filters
        for past in self._before(self._here):
            older = tuple(one for one in newest if one in past.query.filters)
            if len(older) < len(newest):
                newest = tuple(one for one in newest if one not in older)
                break
        return newest[-1] if newest else None

    def _go_on(self, query: Query) -> None:
        """Let `query` take the place of the one shown, or of none when the stroke undid itself."""
        parent = self.here.parent
        if parent is not None and self._visits[parent].query == query:
            self._drop(self._here)
            self._here, self._moved = parent, None
        else:
            self._keep(replace(self.here, query=query, left=None))

    def _keep(self, visit: Visit) -> None:
        self._visits[visit.id] = visit

    def _enter(self, id_: int) -> None:
        """Be there; forward leads there from every visit before it."""
        self._here = id_
        for past in self._before(id_):
            self._ahead[past.id], id_ = id_, past.id

    def _before(self, id_: int) -> Iterator[Visit]:
        """Yield the visits before one, the nearest first."""
        parent = self._visits[id_].parent
        while parent is not None:
            yield self._visits[parent]
            parent = self._visits[parent].parent

    def _after(self, id_: int) -> list[Visit]:
        return [visit for visit in self._visits.values() if visit.parent == id_]

    def _forget(self) -> None:
        """Drop the oldest end of a branch, or the start where all is one line, if it is time."""
        while len(self._visits) > self._most:
            parents = {visit.parent for visit in self._visits.values()} | {self._here}
            end = next((id_ for id_ in self._visits if id_ not in parents), None)
            if end is not None:
                self._drop(end)
                continue
            first = next(iter(self._visits))
            for after in self._after(first):
                self._keep(replace(after, parent=None))
            self._drop(first)

    def _drop(self, id_: int) -> None:
        parent = self._visits.pop(id_).parent
        self._ahead.pop(id_, None)
        if parent is not None and self._ahead.get(parent) == id_:
            del self._ahead[parent]
            if others := self._after(parent):
                self._ahead[parent] = others[-1].id


def _moved(old: Query, new: Query) -> tuple[Filter, ...] | None:
    """Return the one text, span or as-of day by which the queries differ, None where more does."""
    if old.text != new.text and old.without(("text", "")) == new.without(("text", "")):
        return (("text", ""),)
    clocks = {clock for clock in CLOCKS if old.spans.get(clock) != new.spans.get(clock)}
    if len(clocks) == 1:
        span: Filter = ("span", clocks.pop())
        if old.without(span) == new.without(span):
            return (span,)
    days = {clock for clock in CLOCKS if old.known_by.get(clock) != new.known_by.get(clock)}
    if len(days) == 1:
        known: Filter = ("known", days.pop())
        if old.without(known) == new.without(known):
            return (known,)
    return None
