"""What is reported of roads: whose newest word stands, and where claimants differ."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import connection as sqlite
from db.lookups import read_desk, read_reports
from db.model import ActorId, ClaimId, Days, Desk, PlaceId, Route, RouteId, Status, Strand
from db.routes import Report, disputed, heard, newest_age, strands
from tests import desks

DAY = date(2023, 3, 2)
STATUSES: tuple[Status, ...] = ("open", "restricted", "contested", "cut", "unknown")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.desk(tmp_path_factory.mktemp("routes"))


@pytest.fixture(scope="module")
def connection(path: Path) -> Iterator[Connection]:
    with desks.reading(path) as reader:
        yield reader


@pytest.fixture(scope="module")
def desk(connection: Connection) -> Desk:
    return read_desk(connection, DAY, writable=True)


def said(connection: Connection, desk: Desk, day: date) -> list[str]:
    """The strands of the bundled desk on a day, as data-model tables write them."""
    told = strands(read_reports(connection), day)
    differ = disputed(told, desk.routes)
    uids = dict(connection.execute("SELECT id, uid FROM claim"))
    return sorted(
        f"{desk.routes[s.route].uid} {s.status} {'implied' if s.implied else 'explicit'}"
        f" {s.days_old} d ({uids[s.claim]}){' ≠' if s.route in differ else ''}"
        for s in told
    )


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2023, 1, 20), []),
        (date(2023, 2, 2), ["RD-ALL cut implied 1 d (B01)", "RD4 contested explicit 1 d (B05)"]),
        (
            date(2023, 3, 2),
            [
                "RD-ALL cut implied 29 d (B01)",
                "RD1 unknown explicit 1 d (A20)",
                "RD2 unknown explicit 1 d (A21) ≠",
                "RD3 unknown explicit 1 d (A22) ≠",
                "RD4 contested explicit 29 d (B05) ≠",
                "RD5 restricted explicit 1 d (A15)",
            ],
        ),
    ],
)
def test_the_strands_of_the_bundled_desk(
    connection: Connection, desk: Desk, day: date, wanted: list[str]
) -> None:
    assert said(connection, desk, day) == wanted


def test_the_view_of_the_desk_says_the_same_on_any_day(path: Path, desk: Desk) -> None:
    days = [date(2023, 1, 1) + timedelta(n) for n in range(0, 90, 7)] + [DAY, date(2024, 1, 1)]
    with closing(sqlite.write(path)) as connection:
        for day in days:
            connection.execute("BEGIN")
            asked = "INSERT INTO setting (key, value) VALUES ('as_of', ?)"
            connection.execute(asked, (f'"{day}"',))
            told = strands(read_reports(connection), day)
            uids = dict(connection.execute("SELECT id, uid FROM claim"))
            viewed = connection.execute(
                """SELECT route, claimant, status, stated, days_old, claim, n_claims, disputed
                FROM v_routes WHERE claimant IS NOT NULL"""
            ).fetchall()
            connection.execute("ROLLBACK")
            differ = disputed(told, desk.routes)
            ours = [
                (
                    desk.routes[s.route].uid,
                    desk.actors[s.claimant].name,
                    s.status,
                    "implied" if s.implied else "explicit",
                    s.days_old,
                    uids[s.claim],
                    s.reports,
                    int(s.route in differ),
                )
                for s in told
            ]
            assert sorted(ours) == sorted(viewed), day


def test_claimants_differ_on_the_roads_that_may_belong_to_both_groups(
    connection: Connection, desk: Desk
) -> None:
    told = strands(read_reports(connection), DAY)
    assert {desk.routes[r].uid for r in disputed(told, desk.routes)} == {"RD2", "RD3", "RD4"}


def test_a_road_is_heard_of_through_its_groups_after_its_own_reports(
    connection: Connection, desk: Desk
) -> None:
    told = strands(read_reports(connection), DAY)
    highway = next(route for route in desk.routes.values() if route.uid == "RD4")
    bearing = heard(highway, told, desk.routes)
    groups = [(one.group and one.group.uid, one.membership) for one in bearing]
    assert groups == [(None, None), ("RD-ALL", "inferred"), ("RD5", "inferred")]


def test_the_newest_report_on_any_road_is_a_day_old(connection: Connection) -> None:
    assert newest_age(strands(read_reports(connection), DAY)) == 1
    assert newest_age(()) is None


def report(n: int, road: int, claimant: int, status: Status, age: int, *, implied: bool) -> Report:
    day = DAY - timedelta(age)
    return Report(
        f"S{n:03}", RouteId(road), ActorId(claimant), ClaimId(n), status, implied,
        Days(None, day, day), day,
    )  # fmt: skip


reports = st.lists(
    st.builds(
        report,
        st.integers(1, 999),
        st.integers(1, 3),
        st.integers(1, 3),
        st.sampled_from(STATUSES),
        st.integers(-5, 30),
        implied=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.uid,
)


@given(reports, st.randoms())
def test_the_order_of_reports_does_not_matter(told: list[Report], random: Random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert strands(told, DAY) == strands(shuffled, DAY)


@given(reports)
def test_each_claimant_has_one_strand_a_road_and_nothing_later_is_told(told: list[Report]) -> None:
    found = strands(told, DAY)
    assert len({(s.route, s.claimant) for s in found}) == len(found)
    known = [one for one in told if one.published and one.published <= DAY]
    assert sum(s.reports for s in found) == len(known)
    assert all(s.days_old is not None and s.days_old >= 0 for s in found)


@given(reports)
def test_a_road_is_disputed_when_two_claimants_say_two_things(told: list[Report]) -> None:
    found = strands(told, DAY)
    routes = {
        RouteId(n): Route(RouteId(n), f"R{n}", "", "road", PlaceId(1), None) for n in (1, 2, 3)
    }

    def differ(road: int) -> bool:
        said = {(s.claimant, s.status) for s in found if s.route == road and s.status != "unknown"}
        return len({status for _, status in said}) > 1

    assert disputed(found, routes) == {road for road in routes if differ(road)}


def test_of_one_day_the_explicit_report_stands_before_the_implied() -> None:
    told = [report(2, 1, 1, "cut", 3, implied=True), report(1, 1, 1, "open", 3, implied=False)]
    (strand,) = strands(told, DAY)
    assert isinstance(strand, Strand)
    assert (strand.status, strand.reports) == ("open", 2)
