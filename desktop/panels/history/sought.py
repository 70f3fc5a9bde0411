"""Which entries of the history are looked for."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from db.dates import instant
from db.entries import Wanted
from db.model import Ref
from db.query import Span
from desktop import show
from desktop.show import tr


@dataclass(frozen=True, slots=True)
class Sought:
    """By whom, on what, on which days where the reader is; empty, None and any day for all.

    `name` is what the thing was called when it was chosen.
    """

    who: str = ""
    thing: Ref | None = None
    name: str = ""
    days: Span = field(default_factory=Span)

    @property
    def wanted(self) -> Wanted:
        """The same, for the history, which counts in UTC."""
        since, until = self.days.since, self.days.until
        return Wanted(
            self.who,
            self.thing,
            instant(_midnight(since)) if since else "",
            instant(_midnight(until + timedelta(1)) - timedelta(milliseconds=1)) if until else "",
        )

    @property
    def words(self) -> str:
        """The same in words; none for all."""
        by = tr("by {who}").format(who=show.apart(self.who)) if self.who else ""
        days = show.span(self.days) if self.days else ""
        return show.listed(part for part in (by, self.name, days) if part)

    def of(self, thing: Ref | None, name: str = "") -> "Sought":
        """Return the same on another thing."""
        return replace(self, thing=thing, name=name)


def last_days(n: int) -> Span:
    """Return the days since the one that was `n` days ago; 0 is today."""
    return Span(datetime.now(UTC).astimezone().date() - timedelta(n), None)


def _midnight(day: date) -> datetime:
    """Return when a day begins where the reader is."""
    return datetime.combine(day, time()).astimezone()
