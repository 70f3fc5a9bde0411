"""What the rules propose of desks that were coded without them, and what may not change it."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.columns import OPEN_FROM, OPEN_TO
from db.rules.accounts import Account, Accounts, Window
from db.rules.pairs import Proposal, between
from db.rules.propose import proposals
from db.rules.reading import read_accounts
from tests import desks

CODED = Path(__file__).parent / "desks"
DESKS = {"bakhmut": desks.BUNDLED} | {
    name: CODED / f"{name}.json" for name in ("flood", "strike", "siege")
}
Pair = frozenset[str]


class Read(NamedTuple):
    """A desk as the rules see it, and what its coder found: the kind of relation of each pair."""

    told: Accounts
    coded: Mapping[Pair, str]


@cache
def read(name: str) -> Read:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.desk")
        desks.bring(path, DESKS[name].read_bytes())
        with desks.reading(path) as connection:
            told = read_accounts(connection)
            coded = connection.execute(
                """SELECT a.uid, b.uid, r.kind FROM relation r JOIN claim a ON a.id = r.a_id
                    JOIN claim b ON b.id = r.b_id"""
            ).fetchall()
    return Read(told, {frozenset(pair): kind for *pair, kind in coded})


def kinds(told: Accounts) -> dict[Pair, str]:
    """Return what is proposed of each pair."""
    return {uids(told, one): one.kind for one in proposals(told)}


def uids(told: Accounts, one: Proposal) -> Pair:
    return frozenset((told.claims[one.a].uid, told.claims[one.b].uid))


def said(told: Accounts) -> list[tuple[str, ...]]:
    """Return all that is proposed, without what the desk numbers its claims by."""
    return [
        (one.kind, told.claims[one.a].uid, told.claims[one.b].uid, one.rule, str(one.independent))
        for one in proposals(told)
    ]


# -- measured against coders -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "coded", "proposed", "hit"),
    [
        ("bakhmut", 9, 10, 9),
        ("flood", 45, 45, 45),
        ("strike", 42, 41, 40),
        ("siege", 41, 33, 33),
    ],
)
def test_contradictions_are_found_as_coders_found_them(
    name: str, coded: int, proposed: int, hit: int
) -> None:
    told, found = read(name)
    theirs = {pair for pair, kind in found.items() if kind == "contradicts"}
    ours = {pair for pair, kind in kinds(told).items() if kind == "contradicts"}
    assert (len(theirs), len(ours), len(theirs & ours)) == (coded, proposed, hit)


@pytest.mark.parametrize(
    ("name", "traps"), [("bakhmut", 4), ("flood", 23), ("strike", 22), ("siege", 56)]
)
def test_what_a_coder_holds_to_be_no_conflict_is_never_proposed_as_one(
    name: str, traps: int
) -> None:
    told, coded = read(name)
    quiet = [pair for pair, kind in coded.items() if kind == "no_conflict"]
    ours = kinds(told)
    assert len(quiet) == traps
    assert not [pair for pair in quiet if ours.get(pair) in ("contradicts", "tension")]


def test_the_one_contradiction_of_the_bundled_desk_that_no_coder_filed_echoes_one_they_did() -> (
    None
):
    told, coded = read("bakhmut")
    ours = {pair for pair, kind in kinds(told).items() if kind == "contradicts"}
    assert ours - coded.keys() == {frozenset(("A06", "B02"))}
    assert coded[frozenset(("A06", "B01"))] == "contradicts"
    assert kinds(told)[frozenset(("B01", "B02"))] == "restates"


# -- every reason ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DESKS)
def test_every_reason_names_both_claims_and_both_answers(name: str) -> None:
    told = read(name).told
    for one in proposals(told):
        a, b = told.claims[one.a], told.claims[one.b]
        assert f"{a.uid} = " in one.why, one
        assert f"{b.uid} = " in one.why, one
        assert all(claim.word in one.why for claim in (a, b)), one
        assert all(str(claim.about) in one.why for claim in (a, b)), one


def test_a_reason_tells_the_question_the_answers_their_days_and_how_far_they_are_apart() -> None:
    told = read("bakhmut").told
    (one,) = [one for one in proposals(told) if uids(told, one) == frozenset(("B26", "B28"))]
    assert one.why == (
        "Who holds Soledar? B26 = Russia holds (2023-01-13/2023-01-17); "
        "B28 = Ukraine holds to Fighting inside (2023-01-13/2023-01-17). "
        "The answers are 1 step apart."
    )


def test_a_reason_that_rests_on_an_implication_says_what_the_one_answer_means() -> None:
    told = read("bakhmut").told
    (one,) = [one for one in proposals(told) if uids(told, one) == frozenset(("A15", "B01"))]
    assert one.kind == "contradicts"
    assert "B01 = Encircled (2023-02-01) would mean" in one.why
    assert "= Cut; A15 = " in one.why


# -- what changes nothing --------------------------------------------------------------------------


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(DESKS)), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_no_proposal(name: str, dice: random.Random) -> None:
    told = read(name).told
    claims = list(told.claims.items())
    dice.shuffle(claims)
    assert said(replace(told, claims=dict(claims))) == said(told)


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(DESKS)), st.integers(-3000, 3000))
def test_shifting_all_days_changes_no_proposal(name: str, days: int) -> None:
    told = read(name).told
    claims = {id_: shifted(claim, days) for id_, claim in told.claims.items()}
    assert said(replace(told, claims=claims)) == said(told)


def shifted(claim: Account, days: int) -> Account:
    about, told = (
        Window(*(day if day in (OPEN_FROM, OPEN_TO) else day + days for day in window))
        for window in (claim.about, claim.said)
    )
    return replace(claim, about=about, said=told)


@pytest.mark.parametrize("name", DESKS)
def test_swapping_a_pair_changes_nothing(name: str) -> None:
    told = read(name).told
    for claims in told.answers.values():
        for a, b in combinations(claims, 2):
            assert between(told, a, b) == between(told, b, a)


@pytest.mark.parametrize("name", DESKS)
def test_names_of_places_and_actors_change_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "renamed.desk"
    desks.bring(path, DESKS[name].read_bytes())
    with desks.script(path) as connection:
        for table in ("place", "actor", "source", "side"):
            connection.execute(f"UPDATE {table} SET name = 'n' || id")  # noqa: S608
        connection.execute("UPDATE actor SET abbrev = NULL")
    with desks.reading(path) as connection:
        assert said(read_accounts(connection)) == said(read(name).told)


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(DESKS)), st.data())
def test_one_claim_more_or_less_changes_no_proposal_of_two_others(
    name: str, data: st.DataObject
) -> None:
    told = read(name).told
    gone = data.draw(st.sampled_from(sorted(told.claims)))
    fewer = replace(told, claims={id_: c for id_, c in told.claims.items() if id_ != gone})
    assert said(fewer) == [
        one for one in said(told) if told.claims[gone].uid not in (one[1], one[2])
    ]


@pytest.mark.parametrize("name", DESKS)
def test_one_pair_is_proposed_once(name: str) -> None:
    told = read(name).told
    assert max(Counter(uids(told, one) for one in proposals(told)).values()) == 1
