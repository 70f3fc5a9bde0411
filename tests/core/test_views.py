"""The public views of the bundled desk: the numbers a build is checked against."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from db import connection as sqlite
from tests import desks


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with desks.reading(desks.desk(tmp_path_factory.mktemp("views"))) as reader:
        yield reader


def test_twelve_claims_are_contested(connection: Connection) -> None:
    rows = connection.execute("SELECT claim FROM v_claims WHERE contradicts IS NOT NULL")
    uids = sorted(uid for (uid,) in rows)
    assert " ".join(uids) == "A06 A15 A28 B01 B02 B11 B20 B22 B26 B28 B31 B34"


def test_claims_by_side(connection: Connection) -> None:
    sides = Counter(side for (side,) in connection.execute("SELECT side FROM v_claims"))
    assert sides == {
        "Russia": 3,
        "Russia-backed": 3,
        "Third party": 40,
        "Ukraine": 18,
        "None": 2,
    }


def test_a_camp_counts_with_what_it_counts_with(connection: Connection) -> None:
    sql = "SELECT sum(claims) FROM v_actors WHERE camp = 'Russia'"
    assert connection.execute(sql).fetchone() == (6,)


def test_undated_claims_and_events(connection: Connection) -> None:
    for view, all_, undated in (("v_claims", 66, 13), ("v_events", 22, 4)):
        sql = f"SELECT count(*), sum(about IS NULL) FROM {view}"  # noqa: S608
        assert connection.execute(sql).fetchone() == (all_, undated)


def test_claims_of_a_place_in_every_role(connection: Connection) -> None:
    claims = dict(connection.execute("SELECT name, claims FROM v_places").fetchall())
    wanted = {"Bakhmut": 43, "Soledar": 10, "Donetsk region": 6, "Chasiv Yar": 1}
    assert {name: claims[name] for name in wanted} == wanted


@pytest.mark.parametrize(("place", "passing"), [(None, 49), ("bakhmut", 35), ("soledar", 10)])
def test_claims_about_a_span(connection: Connection, place: str | None, passing: int) -> None:
    sql = """SELECT count(*) FROM claim c WHERE about_edtf IS NOT NULL
        AND coalesce(about_from, '0000') <= '2023-03-02'
        AND coalesce(about_to, '9999') >= '2023-01-01' AND (:place IS NULL OR EXISTS
        (SELECT 1 FROM claim_place x JOIN place p ON p.id = place_id
         WHERE claim_id = c.id AND p.uid = :place))"""
    assert connection.execute(sql, {"place": place}).fetchone() == (passing,)


def test_roads_count_their_days_to_the_reference_day(connection: Connection) -> None:
    rows = connection.execute(
        "SELECT route, status, stated, days_old, claim, disputed, as_of FROM v_routes"
    ).fetchall()
    assert sorted(rows) == [
        ("RD-ALL", "cut", "implied", 29, "B01", 0, "2023-03-02"),
        ("RD1", "unknown", "explicit", 1, "A20", 0, "2023-03-02"),
        ("RD2", "unknown", "explicit", 1, "A21", 1, "2023-03-02"),
        ("RD3", "unknown", "explicit", 1, "A22", 1, "2023-03-02"),
        ("RD4", "contested", "explicit", 29, "B05", 1, "2023-03-02"),
        ("RD5", "restricted", "explicit", 1, "A15", 0, "2023-03-02"),
    ]


@pytest.mark.parametrize(
    ("day", "strands"),
    [
        ("2023-01-20", []),
        ("2023-02-02", [("RD-ALL", "cut", 1, "B01"), ("RD4", "contested", 1, "B05")]),
    ],
)
def test_roads_as_of_a_day_know_what_was_published(
    tmp_path: Path, day: str, strands: list[tuple[str, str, int, str]]
) -> None:
    with closing(sqlite.write(desks.desk(tmp_path))) as connection:
        asked = "INSERT INTO setting (key, value) VALUES ('as_of', :day)"
        connection.execute(asked, {"day": f'"{day}"'})
        rows = connection.execute(
            "SELECT route, status, days_old, claim FROM v_routes WHERE claim IS NOT NULL"
        ).fetchall()
    assert sorted(rows) == strands


def test_a_claim_says_its_answer_chain_and_grade(connection: Connection) -> None:
    sql = "SELECT answer, chain, grade, recorded FROM v_claims WHERE claim = :uid"
    first = connection.execute(sql, {"uid": "A01"}).fetchone()
    assert first == ("Approaching – Encircled", "CNN", "F6", "2023-03-02")
    chains = connection.execute(
        "SELECT DISTINCT chain FROM v_claims WHERE claimant = 'Tetiana Ignatchenko'"
    ).fetchall()
    assert ("CNN < Tetiana Ignatchenko",) in chains


def test_the_two_administrations_of_one_region_stay_two(connection: Connection) -> None:
    sql = "SELECT side, name FROM v_actors WHERE kind = 'administration' ORDER BY name"
    rows = connection.execute(sql).fetchall()
    assert len({side for side, _ in rows}) == len({name for _, name in rows}) == 2
