"""The queries gone through: where back and forward lead."""

from db.model import CLOCKS
from db.query import Filter, Query


class Trail:
    """Past queries, oldest first, and those gone back from.

    One stroke of work is one step: a query that only goes on typing, or only moves the same
    span, takes the place of the one before.
    """

    def __init__(self) -> None:
        self._past: list[Query] = []
        self._ahead: list[Query] = []
        self._moved: tuple[Filter, ...] | None = None
        self._walking = False

    @property
    def can_go_back(self) -> bool:
        """Whether there is a query before this one."""
        return bool(self._past)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a query that was gone back from."""
        return bool(self._ahead)

    def follow(self, old: Query, new: Query) -> None:
        """Note that `old` gave way to `new`; what lay ahead is gone, unless this was a walk."""
        if self._walking:
            self._walking = False
            self._moved = None
            return
        moved = _moved(old, new)
        if not (moved is not None and moved == self._moved):
            self._past.append(old)
        self._moved = moved
        self._ahead.clear()

    def back(self, query: Query) -> Query:
        """Return the query before this one; `query` itself when there is none."""
        return self._walk(query, self._past, self._ahead)

    def forward(self, query: Query) -> Query:
        """Return the query gone back from last; `query` itself when there is none."""
        return self._walk(query, self._ahead, self._past)

    def newest_filter(self, query: Query) -> Filter | None:
        """Return the filter of `query` that was set last; None when it has none."""
        newest = query.filters
        for past in reversed(self._past):
            older = tuple(one for one in newest if one in past.filters)
            if len(older) < len(newest):
                newest = tuple(one for one in newest if one not in older)
                break
        return newest[-1] if newest else None

    def _walk(self, query: Query, take: list[Query], leave: list[Query]) -> Query:
        if not take:
            return query
        leave.append(query)
        self._walking = True
        return take.pop()


def _moved(old: Query, new: Query) -> tuple[Filter, ...] | None:
    """Return the one text or span by which the queries differ; None when it is another thing."""
    if old.text != new.text and old.without(("text", "")) == new.without(("text", "")):
        return (("text", ""),)
    clocks = {clock for clock in CLOCKS if old.spans.get(clock) != new.spans.get(clock)}
    if len(clocks) == 1:
        span: Filter = ("span", clocks.pop())
        if old.without(span) == new.without(span):
            return (span,)
    return None
