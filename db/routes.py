"""Claims about roads: the newest report of each claimant, and where claimants differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.model import ActorId, ClaimId, Days, Membership, Route, RouteId, Status, Strand

STALE_AFTER = 14
"""Days from which on a report is drawn as old, unless the desk sets another limit."""


@dataclass(frozen=True, slots=True)
class Report:
    """One claim's status for one road. `published` is the last day it may have come out on."""

    uid: str
    route: RouteId
    claimant: ActorId
    claim: ClaimId
    status: Status
    implied: bool
    about: Days
    published: date | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A strand that bears on a road: its own, or one of a group the road may belong to.

    `group` and `membership` are None for the road's own.
    """

    strand: Strand
    group: Route | None = None
    membership: Membership | None = None


def strands(reports: Iterable[Report], day: date) -> tuple[Strand, ...]:
    """Return the newest report of each claimant on each road that a reader on `day` could know.

    Known are those begun and published by then. The newer wins, by its last day; of the same
    day the explicit before the implied. By road, then claimant.
    """
    known: dict[tuple[RouteId, ActorId], list[Report]] = {}
    for report in reports:
        if _known(report, day):
            known.setdefault((report.route, report.claimant), []).append(report)
    return tuple(_newest(told, day) for _, told in sorted(known.items()))


def _known(report: Report, day: date) -> bool:
    begun = report.about.since is None or report.about.since <= day
    return begun and report.published is not None and report.published <= day


def _newest(told: list[Report], day: date) -> Strand:
    def recency(report: Report) -> tuple[date, bool, str]:
        return min(report.about.until or date.max, day), not report.implied, report.uid

    return strand(max(told, key=recency), day, len(told))


def strand(newest: Report, day: date, reports: int) -> Strand:
    """Return a claimant's newest report on a road, of so many, as it is on a day."""
    return Strand(
        route=newest.route,
        claimant=newest.claimant,
        claim=newest.claim,
        status=newest.status,
        implied=newest.implied,
        about=newest.about,
        days_old=max(0, (day - (newest.about.until or day)).days),
        reports=reports,
    )


def heard(route: Route, told: Iterable[Strand], routes: Mapping[RouteId, Route]) -> list[Heard]:
    """Return the strands that bear on `route`: its own first, then those of groups it may be in."""
    return _heard(route, _by_route(told), _groups(routes))


def disputed(told: Iterable[Strand], routes: Mapping[RouteId, Route]) -> frozenset[RouteId]:
    """Return the roads on which claimants differ, counting groups that a road may belong to.

    A report that only the existence of the road is known differs from none.
    """
    of, groups = _by_route(told), _groups(routes)
    return frozenset(route.id for route in routes.values() if _differ(_heard(route, of, groups)))


_Of = Mapping[RouteId, Sequence[Strand]]
_Groups = Mapping[RouteId, Sequence[tuple[Route, Membership]]]


def _by_route(told: Iterable[Strand]) -> _Of:
    of: dict[RouteId, list[Strand]] = {}
    for strand in told:
        of.setdefault(strand.route, []).append(strand)
    return of


def _groups(routes: Mapping[RouteId, Route]) -> _Groups:
    """Return the groups that each road may be in."""
    groups: dict[RouteId, list[tuple[Route, Membership]]] = {}
    for group in routes.values():
        for member, certainty in group.members:
            groups.setdefault(member, []).append((group, certainty))
    return groups


def _heard(route: Route, of: _Of, groups: _Groups) -> list[Heard]:
    own = [Heard(strand) for strand in of.get(route.id, ())]
    return own + [
        Heard(strand, group, certainty)
        for group, certainty in groups.get(route.id, ())
        for strand in of.get(group.id, ())
    ]


def _differ(bearing: list[Heard]) -> bool:
    said: dict[ActorId, set[Status]] = {}
    for one in bearing:
        if one.strand.status != "unknown":
            said.setdefault(one.strand.claimant, set()).add(one.strand.status)
    parties = list(said.values())
    return any(
        a != b
        for n, ours in enumerate(parties)
        for theirs in parties[n + 1 :]
        for a in ours
        for b in theirs
    )


def newest_age(told: Iterable[Strand]) -> int | None:
    """Return the age in days of the newest report on any road; None when there is none."""
    return min((s.days_old for s in told if s.days_old is not None), default=None)
