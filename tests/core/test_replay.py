"""A desk as it was at the end of a day, out of its history."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection

import pytest

from db import connection as sqlite
from db.errors import DeskError
from db.history.triggers import TRACKED
from db.query import Query
from db.replay import as_known, last_of, replay
from db.store import Store
from db.writer import Writer
from tests import desks
from tests.random_edits import EDITS, Drawn

BEGAN = date(2023, 3, 2)
Rows = dict[str, list[tuple[object, ...]]]


def rows(connection: Connection) -> Rows:
    return {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608
        for table in (*TRACKED, "txn")
    }


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def live(path: Path, days: int, seed: int) -> dict[date, Rows]:
    """Change a desk on some days, and return what it held at the end of each."""
    dice, held = Random(seed), dict[date, Rows]()  # noqa: S311
    with desks.reading(path) as connection:
        held[BEGAN] = rows(connection)
    for n in range(1, days):
        day = BEGAN + timedelta(n)
        with closing(Writer(path, "Ada", lambda day=day: at_noon(day))) as writes:
            for _ in range(6):
                with desks.reading(path) as connection:
                    edit = Drawn(connection, dice.randrange(10**6)).edit(dice.choice([*EDITS]))
                try:
                    if edit is not None:
                        writes.apply(edit)
                except DeskError:
                    continue  # what a desk refuses is no change of it
        with desks.reading(path) as connection:
            held[day] = rows(connection)
    return held


@pytest.mark.parametrize("seed", range(3))
def test_every_day_comes_back_to_the_row_whichever_way_one_comes(tmp_path: Path, seed: int) -> None:
    path = desks.desk(tmp_path)
    held = live(path, 6, seed)
    ways = [*reversed(held), *held, *Random(seed).sample([*held], 6)]  # noqa: S311
    near = None
    with closing(sqlite.read(path)) as connection, sqlite.one_state(connection):
        for day in ways:
            here = replay(connection, last_of(connection, day), day, near)
            assert rows(here.connection) == held[day]
            if near is not None:
                near.connection.close()
            near = here
    if near is not None:
        near.connection.close()


def retire(path: Path, uid: str, day: date) -> None:
    from db.edits.claims import RetireClaims

    with closing(Writer(path, "Ada", lambda: at_noon(day))) as writes:
        writes.apply(RetireClaims({uid: "coded"}, "a slip"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The bundled desk, of which B01 was retired on the fifth of March."""
    path = desks.desk(tmp_path)
    retire(path, "B01", date(2023, 3, 5))
    return path


def test_a_claim_retired_later_is_there_with_its_place_in_every_count(path: Path) -> None:
    with closing(Store.open(path)) as store:
        now = store.snapshot(Query())
        then = store.snapshot(Query().as_of("recorded", date(2023, 3, 4)))
        assert (now.total, now.contested) == (65, 10)
        assert (then.total, then.contested) == (66, 12)
        assert "B01" in {claim.uid for claim in then.records.claims(then.ids)}
        assert (now.desk.writable, then.desk.writable) == (True, False)
        assert then.day == BEGAN  # the desk's own day: ages counted to it then too
        found = Query(text="Artemivsk").as_of("recorded", date(2023, 3, 4))
        assert len(store.snapshot(found).ids) == 43


def test_before_its_first_change_a_desk_held_nothing_and_says_when_it_began(path: Path) -> None:
    with closing(Store.open(path)) as store:
        seen = store.snapshot(Query().as_of("recorded", date(2023, 3, 1)))
        assert (len(seen.ids), seen.total, seen.began) == (0, 65, BEGAN)
        assert seen.strands == ()
        assert store.days() == (BEGAN, date(2023, 3, 5))


def test_its_newest_day_is_the_present_but_nobody_writes_to_it(path: Path) -> None:
    with closing(Store.open(path)) as store:
        seen = store.snapshot(Query().as_of("recorded", date(2023, 3, 9)))
        assert (seen.total, seen.began, seen.desk.writable) == (65, None, False)


def test_recorded_combines_with_what_could_be_known(path: Path) -> None:
    with closing(Store.open(path)) as store:
        query = Query().as_of("recorded", date(2023, 3, 4)).as_of("published", date(2023, 2, 2))
        then = store.snapshot(query)
        now = store.snapshot(Query().as_of("published", date(2023, 2, 2)))
        assert (len(then.ids), len(now.ids)) == (35, 34)
        assert [one.days_old for one in then.strands] == [1, 1]


def test_a_past_that_was_read_beside_is_taken_as_it_is(path: Path) -> None:
    query = Query().as_of("recorded", date(2023, 3, 4))
    with closing(Store.open(path)) as store:
        assert not store.ready(query)
        store.take_replay(store.replay(date(2023, 3, 4)))
        assert store.ready(query)
        assert store.snapshot(query).total == 66


def test_a_file_of_the_past_is_of_the_rows_as_they_were(path: Path) -> None:
    query = Query().as_of("recorded", date(2023, 3, 4))
    with closing(Store.open(path)) as store:
        known = store.snapshot(query).known
        with as_known(store.connection, query, known) as held:
            (n,) = held.execute("SELECT count(*) FROM v_claims").fetchone()
            assert n == 66
