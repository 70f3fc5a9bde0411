"""Voices are counted, never documents: copies, relays, offices of one body and camps are one."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.bearings import read_bearings
from db.rules.accounts import Account, Accounts, Window
from db.rules.independence import heard, voices, why_not
from db.rules.reading import read_accounts
from db.standing import Reckoning
from tests import desks

OUTLET, BROADCASTER, AIDE, OFFICE, RIVAL, THINK = range(1, 7)
"""An aide speaks for an office; a rival office of the same region is of another camp."""


def account(
    id_: int,
    claimant: int,
    document: int,
    voice: str = "indirect",
    relays: frozenset[int] = frozenset(),
) -> Account:
    return Account(
        id=id_,
        uid=f"C{id_}",
        claimant=claimant,
        voice=voice,
        modality="asserted",
        certainty="certain",
        question=1,
        low=1,
        high=1,
        word="yes",
        about=Window(),
        said=Window(),
        relays=relays,
        spots=frozenset({(document, 1)}),
    )


BY_AIDE = account(1, AIDE, 10, relays=frozenset({BROADCASTER, OUTLET}))
BY_BROADCASTER = account(2, BROADCASTER, 11, "outlet")
BY_OUTLET = account(3, OUTLET, 12, "outlet")
BY_OFFICE = account(4, OFFICE, 13)
BY_RIVAL = account(5, RIVAL, 14)
BY_THINK = account(6, THINK, 15)
TOLD = Accounts(
    {one.id: one for one in (BY_AIDE, BY_BROADCASTER, BY_OUTLET, BY_OFFICE, BY_RIVAL, BY_THINK)},
    above={AIDE: OFFICE},
    camps={AIDE: 1, OFFICE: 1, RIVAL: 2},
)


def ids(groups: list[list[Account]]) -> list[list[int]]:
    return [[one.id for one in group] for group in groups]


def test_a_relay_and_the_office_itself_add_no_voice_to_the_aide() -> None:
    said = (BY_OUTLET, BY_BROADCASTER, BY_AIDE, BY_OFFICE)
    (voice,) = voices(TOLD, said)
    assert voice[0] is BY_AIDE  # all go back to whom they relay
    assert len({document for one in voice for document in one.documents}) == 4


def test_two_offices_of_one_name_never_merge() -> None:
    assert ids(voices(TOLD, (BY_OFFICE, BY_RIVAL))) == [[4], [5]]
    assert why_not(TOLD, BY_OFFICE, BY_RIVAL) is None


def test_a_copied_document_adds_no_voice() -> None:
    copied = replace(BY_THINK, id=7, uid="C7", claimant=OUTLET, voice="outlet")
    copied = replace(copied, spots=frozenset({(16, 1)}))
    assert len(voices(TOLD, (BY_THINK, copied))) == 2
    assert len(voices(replace(TOLD, texts={16: 15}), (BY_THINK, copied))) == 1


def test_sides_that_count_together_are_one_voice_until_they_do_not() -> None:
    together = replace(TOLD, camps={AIDE: 1, OFFICE: 1, RIVAL: 1})
    assert len(voices(together, (BY_OFFICE, BY_RIVAL))) == 1
    assert len(voices(TOLD, (BY_OFFICE, BY_RIVAL))) == 2


def test_what_is_known_not_to_be_independent_joins_the_voice_it_rests_on() -> None:
    told = heard(TOLD, BY_OFFICE, (BY_THINK,), alike=(BY_AIDE, BY_OUTLET))
    assert ids(told) == [[4, 1, 3], [6]]
    assert ids(heard(TOLD, BY_RIVAL, (), alike=(BY_THINK,))) == [[5, 6]]


# -- the columns count what the rules count --------------------------------------------------------


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled desk without relations."""
    path = tmp_path_factory.mktemp("voices") / "blank.desk"
    desks.bring(path, {**desks.form(), "relations": []})
    return path


@settings(max_examples=40, deadline=None)
@given(backers=st.sets(st.integers(2, 66), min_size=1, max_size=8), apart=st.booleans())
def test_a_desk_counts_the_voices_that_the_rules_count(
    blank: Path,
    backers: set[int],
    apart: bool,  # noqa: FBT001 -- hypothesis gives it
) -> None:
    with desks.reading(blank) as read, closing(sqlite3.connect(":memory:")) as connection:
        read.backup(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute(TRIGGERS).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        if apart:
            connection.execute("UPDATE side SET counts_with = NULL")
        connection.executemany(AGAINST_THE_FIRST, [{"id": id_} for id_ in backers])
        told = read_accounts(connection)
        expected = voices(told, (told.claims[id_] for id_ in backers))
        rows = {claim: n for n, claim in enumerate(told.claims)}
        bearings = read_bearings(connection, rows)
    stands = Reckoning(bearings, len(rows)).present
    assert stands.at(rows[1]).against == len(expected)


TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
AGAINST_THE_FIRST = """INSERT INTO relation (uid, a_id, b_id, kind, origin, state, why, recorded_at)
    VALUES ('X' || :id, 1, :id, 'contradicts', 'coder', 'accepted', 'For a test.', '2023-03-02')"""
