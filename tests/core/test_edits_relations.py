"""Relations are decided, and made by hand; two claims never both clash and have no conflict."""

from pathlib import Path
from typing import get_args

import pytest

from db.edits.relations import KINDS, DecideRelations, Joined, Relate, State
from db.errors import Clash, EditRefused
from db.writer import Edit
from tests import desks
from tests.edit_checks import asked, changes_nothing, clashes, done, refused
from tests.edits import Sql, did, undo

L01 = Joined("L01", "B26", "B28", "contradicts", "accepted")
WHY = "They speak of different days."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with two relations that a rule proposed."""
    path = desks.desk(tmp_path)
    with desks.script(path) as connection:
        for uid, a, b, kind in (("P1", "A01", "A02", "tension"), ("P2", "A01", "B01", "explains")):
            connection.execute(
                """INSERT INTO relation (uid, a_id, b_id, kind, origin, rule, state, why,
                    recorded_at) SELECT ?, x.id, y.id, ?, 'rule', 'R1', 'proposed', 'R1 says so.',
                    '2023-01-01' FROM claim x, claim y WHERE x.uid = ? AND y.uid = ?""",
                (uid, kind, a, b),
            )
    return path


def proposed(state: str = "proposed") -> tuple[Joined, Joined]:
    return (
        Joined("P1", "A01", "A02", "tension", state),
        Joined("P2", "A01", "B01", "explains", state),
    )


def states(desk: Path) -> list[tuple[str, str, str | None]]:
    """Return state and coder of the relations that the tests are about."""
    return asked(
        desk,
        """SELECT r.uid, r.state, k.name FROM relation r LEFT JOIN coder k ON k.id = r.coder_id
            WHERE r.uid IN ('L01', 'P1', 'P2') ORDER BY r.uid""",
    )


def made(desk: Path) -> list[tuple[str, ...]]:
    """Return what was related by hand."""
    return asked(
        desk,
        """SELECT x.uid, y.uid, r.kind, r.origin, r.state, k.name, r.why FROM relation r
            JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id
            JOIN coder k ON k.id = r.coder_id WHERE length(r.uid) = 32""",
    )


# -- decided -------------------------------------------------------------------------------------


def test_a_proposal_is_accepted_by_the_author_and_its_reason_is_kept(desk: Path) -> None:
    edit = DecideRelations(proposed()[:1], "accepted")
    assert edit.label == "accept A01 and A02 as in tension"
    done(desk, edit)
    assert states(desk)[1:] == [("P1", "accepted", "Ada"), ("P2", "proposed", None)]
    assert asked(desk, "SELECT why FROM relation WHERE uid = 'P1'") == [("R1 says so.",)]
    assert asked(desk, "SELECT name, initials, active FROM coder") == [("Ada", "A", 1)]


def test_several_are_rejected_and_reopened_at_once(desk: Path) -> None:
    edit = DecideRelations(proposed(), "rejected")
    assert edit.label == "reject 2 relations"
    done(desk, edit)
    assert states(desk)[1:] == [("P1", "rejected", "Ada"), ("P2", "rejected", "Ada")]
    again = DecideRelations(proposed("rejected"), "proposed")
    done(desk, again)
    assert DecideRelations(proposed()[1:], "proposed").label == "reopen A01 as explaining B01"
    assert [state for _, state, _ in states(desk)] == ["accepted", "proposed", "proposed"]


def test_what_is_decided_so_already_changes_nothing(desk: Path) -> None:
    changes_nothing(desk, DecideRelations((L01,), "accepted"))
    did(desk, DecideRelations(proposed(), "rejected"))
    changes_nothing(desk, DecideRelations(proposed(), "rejected"))
    refused(desk, DecideRelations((), "rejected"), "no relation is picked")


def test_what_somebody_else_decided_is_not_decided_over(desk: Path) -> None:
    did(desk, DecideRelations(proposed()[:1], "rejected"))
    gone = Joined("gone", "A01", "B02", "restates", "proposed")
    assert clashes(desk, DecideRelations((*proposed(), gone), "accepted")) == [
        Clash("relation A01 and A02 as in tension", "state", "rejected", "accepted"),
        Clash("relation A01 and B02 as restating", "the row", None, "accepted"),
    ]


# -- made by hand --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_two_claims_are_related_by_hand_as_any_kind(desk: Path, kind: str) -> None:
    edit = Relate("B01", "A09", kind, f" {WHY} ")
    assert edit.label == f"relate {KINDS[kind].format(a='B01', b='A09')}"
    done(desk, edit)
    assert made(desk) == [("B01", "A09", kind, "coder", "accepted", "Ada", WHY)]


def test_the_kinds_and_states_are_those_of_the_schema(desk: Path) -> None:
    ((schema,),) = asked(desk, "SELECT sql FROM sqlite_master WHERE name = 'relation'")
    for field, known in (("kind", tuple(KINDS)), ("state", get_args(State))):
        said = schema.partition(f"CHECK ({field} IN (")[2].partition(")")[0]
        assert sorted(said.split(",")) == sorted(f"'{one}'" for one in known)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Relate("A01", "A01", "restates", WHY), "claim A01 cannot be related to itself"),
        (Relate("B01", "A15", "refutes", WHY), "“refutes” is no relation. Choose one of contra"),
        (Relate("B01", "A15", "restates", " "), "reason of a relation is empty. Say why it holds"),
        (Relate("B28", "B26", "contradicts", WHY), "accepted already. Nothing is left to do"),
        (Relate("A02", "A01", "tension", WHY), "A01 and A02 as in tension: that is proposed alr"),
        (Relate("B01", "A01", "explains", WHY), "A01 as explaining B01: that is proposed already"),
    ],
)
def test_a_relation_that_cannot_be_is_refused(desk: Path, edit: Edit, says: str) -> None:
    refused(desk, edit, says)


def test_a_claim_that_is_gone_is_not_related(desk: Path) -> None:
    (clash,) = clashes(desk, Relate("A01", "gone", "restates", WHY))
    assert (clash.thing, clash.theirs) == ("claim gone", None)


def test_a_coder_of_the_authors_name_is_the_author(desk: Path) -> None:
    did(desk, Sql("INSERT INTO coder (uid, name, initials) VALUES ('k7', 'Ada', 'AL')"))
    did(desk, Relate("A02", "B01", "restates", WHY))
    assert asked(desk, "SELECT uid, initials FROM coder") == [("k7", "AL")]


# -- no conflict ---------------------------------------------------------------------------------


def test_no_conflict_rejects_what_clashes_between_the_two(desk: Path) -> None:
    edit = Relate("B28", "B26", "no_conflict", WHY, was=(L01,))
    assert edit.label == "relate B28 and B26 as no conflict"
    done(desk, edit)
    assert states(desk)[0] == ("L01", "rejected", "Ada")
    assert made(desk) == [("B28", "B26", "no_conflict", "coder", "accepted", "Ada", WHY)]


def test_no_conflict_leaves_alone_what_is_rejected_already(desk: Path) -> None:
    did(desk, DecideRelations((L01,), "rejected"))
    done(desk, Relate("B26", "B28", "no_conflict", WHY))


def test_a_clash_that_was_not_seen_is_not_rejected(desk: Path) -> None:
    assert clashes(desk, Relate("B26", "B28", "no_conflict", WHY)) == [
        Clash("relation B26 and B28 as contradicting", "state", "accepted", "rejected")
    ]
    did(desk, DecideRelations((L01,), "proposed"))
    assert clashes(desk, Relate("B26", "B28", "no_conflict", WHY, was=(L01,))) == [
        Clash("relation B26 and B28 as contradicting", "state", "proposed", "rejected")
    ]


def test_what_has_no_conflict_is_not_accepted_as_a_clash(desk: Path) -> None:
    (calm,) = did(desk, Relate("B26", "B28", "no_conflict", WHY, was=(L01,)))
    both = "two claims do not both clash and have no conflict. Reject the one first"
    rejected = Joined("L01", "B26", "B28", "contradicts", "rejected")
    refused(desk, DecideRelations((rejected,), "accepted"), both)
    refused(desk, DecideRelations((rejected,), "proposed"), both)
    refused(desk, Relate("B28", "B26", "tension", WHY), both)
    did(desk, undo(calm))
    done(desk, DecideRelations((L01,), "rejected"))


def test_undo_does_not_make_two_claims_both_clash_and_have_no_conflict(desk: Path) -> None:
    (rejected,) = did(desk, DecideRelations((L01,), "rejected"))
    did(desk, Relate("B26", "B28", "no_conflict", WHY))
    before = states(desk)
    with pytest.raises(EditRefused, match="do not both clash"):
        did(desk, undo(rejected))
    assert states(desk) == before
