"""Why nothing is shown, in a sentence, and what would show something, each with what it gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from db.dimensions import DIMENSIONS
from db.folding import nearest
from db.model import CLOCKS, Clock
from db.query import Filter, Query
from desktop import show
from desktop.frame import Frame
from desktop.show import tr


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: what it says on its button, and what it makes of the query."""

    text: str
    step: Callable[[Query], Query]


def no_claims(frame: Frame) -> tuple[str, tuple[Way, ...]]:
    """Return why the claims table is empty, and the ways on; no words where it is not."""
    snapshot = frame.snapshot
    if len(snapshot.ids):
        return "", ()
    if not snapshot.total:
        return tr("No claims yet"), ()
    if snapshot.began:
        began = tr("This desk began on {day}").format(day=show.day(snapshot.began))
        return began, (Way(tr("Show the desk as it is now"), _Without(("known", "recorded"))),)
    said = tr("0 of {total} claims").format(total=show.count(snapshot.total))
    return said, (*_lifting(frame), *_spelled(frame), _lifting_all(frame))


def no_days(frame: Frame) -> tuple[str, tuple[Way, ...]]:
    """Return why no mark stands among the days, and the ways on; no words where one does."""
    marks, snapshot = frame.snapshot.marks, frame.snapshot
    if not snapshot.total or marks.days.dated.any() or marks.event_days.dated.any():
        return "", ()
    if len(marks.claims):
        said = tr("All %n claim(s) are undated: see the lane", len(marks.claims))
        return said, tuple(_other_clocks(frame))
    return tr("No claim passes the other filters"), (_lifting_all(frame),)


def filter_name(restriction: Filter) -> str:
    """Return what a filter restricts, within a sentence."""
    match restriction:
        case "text", _:
            return tr("words")
        case "contested", _:
            return tr("contested only")
        case "facet", name:
            return tr(DIMENSIONS[name].name).lower()  # type: ignore[index]
        case "known", _:
            return tr("the as-of day")
        case "span", clock:
            return tr("dates") if clock == "about" else tr(f"{clock} dates")


def _lifting(frame: Frame) -> Iterator[Way]:
    """Offer to lift each filter alone; where there is only one, that is lifting all."""
    if len(frame.query.filters) < 2:
        return
    for one in frame.query.filters:
        left = show.count(frame.snapshot.lifts.get(one, 0))
        text = tr("Lift {filter}: {n}").format(filter=filter_name(one), n=left)
        yield Way(text, _Without(one))


def _lifting_all(frame: Frame) -> Way:
    total = show.count(frame.snapshot.total)
    if len(frame.query.filters) == 1:
        name = filter_name(frame.query.filters[0])
        return Way(tr("Lift {filter}: {n}").format(filter=name, n=total), Query.unfiltered)
    return Way(tr("Lift all filters: {n}").format(n=total), Query.unfiltered)


def _spelled(frame: Frame) -> Iterator[Way]:
    """Offer the names on file that are spelled most like the words looked for."""
    if not frame.query.text.strip():
        return
    desk = frame.snapshot.desk
    names = [name.text for place in desk.places.values() for name in place.names]
    names += [thing.name for thing in (*desk.places.values(), *desk.actors.values())]
    for name in nearest(frame.query.text, names):
        text = tr("Search “{name}”").format(name=show.visible(name))
        yield Way(text, _Saying(name))


def _other_clocks(frame: Frame) -> Iterator[Way]:
    for clock in CLOCKS:
        if clock not in (frame.query.clock, "recorded"):
            yield Way(tr("Show when it was {clock}").format(clock=tr(clock)), _OnClock(clock))


@dataclass(frozen=True, slots=True)
class _Without:
    restriction: Filter

    def __call__(self, query: Query) -> Query:
        return query.without(self.restriction)


@dataclass(frozen=True, slots=True)
class _Saying:
    text: str

    def __call__(self, query: Query) -> Query:
        return replace(query, text=self.text)


@dataclass(frozen=True, slots=True)
class _OnClock:
    clock: Clock

    def __call__(self, query: Query) -> Query:
        return replace(query, clock=self.clock)
