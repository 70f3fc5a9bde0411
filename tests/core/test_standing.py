"""How claims stand among the others that are known, in the numbers of the design."""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from db.edits.propose import Propose
from db.model import Standing
from db.query import Query, SortKey, from_json, to_json
from db.standing import CONTESTED, SUPERSEDED, WORDS
from db.store import Store
from tests import desks
from tests.edits import did

ALL = Query()
AS_CODED = {"contested": 12, "corroborated": 13, "unassessed": 9, "uncontested": 32}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """The bundled desk, of which nobody has accepted any relation, and what the rules propose."""
    path = tmp_path / "undecided.desk"
    desks.bring(path, {**desks.form(), "relations": []})
    did(path, Propose())
    return path


def counts(path: Path, query: Query = ALL) -> dict[str, int]:
    """Return how many claims stand how, as the list of values has them."""
    with closing(Store.open(path)) as store:
        found = store.snapshot(query).counts["standing"].tolist()
    return {word: found[n + 1] for n, word in enumerate(WORDS) if found[n + 1]}


def stands(path: Path, query: Query = ALL) -> Mapping[str, Standing]:
    """Return how each claim that is left stands, in their order."""
    with closing(Store.open(path)) as store:
        snapshot = store.snapshot(query)
        return {one.uid: one.standing for one in snapshot.records.claims(snapshot.ids)}


def by_script(path: Path, sql: str) -> None:
    with desks.script(path) as connection:
        connection.execute(sql)


def relate(path: Path, a: str, b: str, kind: str) -> None:
    by_script(
        path,
        f"""INSERT INTO relation (uid, a_id, b_id, kind, independent, origin, state, why,
            recorded_at) SELECT 'X{a}{b}', x.id, y.id, '{kind}', 1, 'coder', 'accepted',
            'For a test.', '2023-03-02'
            FROM claim x, claim y WHERE x.uid = '{a}' AND y.uid = '{b}'""",  # noqa: S608
    )


def test_the_bundled_desk_stands_as_the_design_counts(desk: Path) -> None:
    assert counts(desk) == AS_CODED


def test_a_claim_tells_the_voices_against_it_and_for_it(desk: Path) -> None:
    stand = stands(desk)
    assert stand["B26"] == Standing("contested", backing=2, against=1)
    assert stand["B28"] == Standing("contested", backing=0, against=2)  # A27 is not Kyiv's word


def test_what_is_proposed_adds_to_what_is_accepted(desk: Path) -> None:
    did(desk, Propose())
    assert counts(desk) == {**AS_CODED, "corroborated": 15, "uncontested": 30}
    raised = {uid for uid, one in stands(desk).items() if one.proposed}
    assert raised == {"A10", "B21R", "B21S", "B23", "A23R", "A23K"} & raised
    assert len(raised) == 2


def test_proposals_alone_are_told_as_proposed(undecided: Path) -> None:
    assert counts(undecided) == {
        "contested": 12,
        "corroborated": 7,
        "unassessed": 9,
        "uncontested": 38,
    }
    stand = stands(undecided)
    assert stand["B26"] == Standing("contested", proposed=True, backing=2, against=1)
    assert stand["B28"] == Standing("contested", proposed=True, backing=0, against=2)
    assert {one.proposed for one in stand.values() if one.word == "contested"} == {True}
    with closing(Store.open(undecided)) as store:
        assert store.snapshot(ALL).contested == 0  # nobody accepted a contradiction


def test_standing_follows_what_is_known(desk: Path) -> None:
    early = ALL.as_of("published", date(2023, 2, 2))
    assert stands(desk, early)["B01"].word == "uncontested"
    assert stands(desk, ALL.as_of("published", date(2023, 3, 1)))["B01"].word == "contested"
    said = ALL.as_of("said", date(2023, 1, 20))
    assert counts(desk, said)["contested"] == 4
    assert counts(desk, ALL.as_of("published", date(2023, 1, 20))) == {}


def test_a_later_word_of_the_same_claimant_supersedes_and_no_longer_contests(desk: Path) -> None:
    relate(desk, "A15", "B28", "supersedes")  # who says A15 is a part of who says B28
    stand = stands(desk)
    assert stand["B28"].word == "superseded"
    assert stand["B26"] == Standing("contested", backing=2, against=1)  # B31 is against it too


def test_anothers_later_word_never_removes_a_claim(desk: Path) -> None:
    with desks.reading(desk) as connection:
        sql = "SELECT state FROM v_relations WHERE kind = 'supersedes' AND a = 'A27' AND b = 'B28'"
        assert connection.execute(sql).fetchall() == [("accepted",)]
    assert stands(desk)["B28"].word == "contested"


def test_what_is_taken_back_is_retracted(desk: Path) -> None:
    by_script(desk, "UPDATE claim SET modality = 'retracted' WHERE uid = 'A27'")
    assert stands(desk)["B28"].word == "retracted"


def test_a_proposal_takes_nothing_from_an_accepted_contradiction(desk: Path) -> None:
    by_script(desk, "UPDATE claim SET modality = 'retracted' WHERE uid = 'A27'")
    by_script(desk, "UPDATE relation SET state = 'proposed' WHERE kind = 'supersedes'")
    stand = stands(desk)
    assert stand["B28"] == Standing("contested", backing=0, against=2)
    assert stand["B26"] == Standing("contested", backing=2, against=1)


def test_one_camp_backs_a_claim_once_and_its_sides_twice_when_they_no_longer_count_together(
    desk: Path,
) -> None:
    for one in ("B26", "B01"):  # of the side and of another that counts with it
        relate(desk, one, "A19", "corroborates")
    before = stands(desk)["A19"].backing
    by_script(desk, "UPDATE side SET counts_with = NULL")
    assert stands(desk)["A19"].backing == before + 1


def test_claims_are_chosen_by_how_they_stand_and_counted_under_the_other_filters(
    desk: Path,
) -> None:
    contested = ALL.choosing("standing", [CONTESTED])
    assert len(stands(desk, contested)) == 12
    assert counts(desk, contested) == AS_CODED
    assert len(stands(desk, ALL.choosing("standing", [CONTESTED, SUPERSEDED]))) == 12
    with closing(Store.open(desk)) as store:
        uids = store.uids()
        told = to_json(contested, uids)
        assert told["facets"] == {"standing": ["contested"]}
        assert from_json(told, uids) == contested


def test_claims_are_sorted_by_how_they_stand_then_by_voices(desk: Path) -> None:
    sort = Query(sort=SortKey("standing"))
    told = [(one.word, one.against) for one in stands(desk, sort).values()]
    assert [word for word, _ in told] == sorted((w for w, _ in told), key=WORDS.index)
    against = [n for word, n in told if word == "contested"]
    assert against == sorted(against, reverse=True)
    assert against[:3] == [2, 2, 1]
