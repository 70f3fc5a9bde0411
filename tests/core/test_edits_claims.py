"""Claims are retired and brought back, noted, graded and tagged, one or several at once."""

from pathlib import Path

import pytest

from db.edits.claims import BringBackClaims, GradeClaims, NoteOnClaim, RetireClaims
from db.edits.tags import TagClaims, UntagClaims
from db.errors import Clash
from db.writer import Edit
from tests import desks
from tests.edit_checks import asked, changes_nothing, clashes, done, refused
from tests.edits import Sql, did

CODED = {"A01": "coded", "A02": "coded", "B01": "coded"}
WHY = "It repeats A02."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def said(desk: Path, fields: str) -> list[object]:
    sql = f"SELECT {fields} FROM claim WHERE uid IN ('A01', 'A02', 'B01') ORDER BY uid"  # noqa: S608
    return [row if "," in fields else row[0] for row in asked(desk, sql)]


# -- retired and brought back --------------------------------------------------------------------


def test_a_retired_claim_keeps_the_reason_and_the_instant(desk: Path) -> None:
    edit = RetireClaims({"B01": "coded"}, "  It repeats\n A02. ")
    assert edit.label == "retire claim B01"
    done(desk, edit)
    sql = "SELECT status, retired_why, retired_at, rev FROM claim WHERE uid = 'B01'"
    assert asked(desk, sql) == [("retired", WHY, "2023-03-02T12:00:00.000Z", 2)]


def test_several_claims_are_retired_and_brought_back_at_once(desk: Path) -> None:
    edit = RetireClaims(CODED, WHY)
    assert edit.label == "retire 3 claims"
    done(desk, edit)
    assert said(desk, "status") == ["retired"] * 3
    back = BringBackClaims(dict.fromkeys(CODED, WHY))
    assert back.label == "bring back 3 claims"
    done(desk, back)
    assert said(desk, "status, retired_why, retired_at, rev") == [("coded", "", None, 3)] * 3


def test_a_claim_comes_back_as_what_it_was_before_it_was_retired_last(desk: Path) -> None:
    did(desk, RetireClaims({"A01": "coded"}, WHY), BringBackClaims({"A01": WHY}))
    did(desk, Sql("UPDATE claim SET status = 'reviewed' WHERE uid = 'A01'"))
    did(desk, RetireClaims({"A01": "reviewed"}, WHY), NoteOnClaim("A01", "", "Noted."))
    done(desk, BringBackClaims({"A01": WHY}))
    assert said(desk, "status")[0] == "reviewed"


def test_a_claim_that_nobody_saw_retired_comes_back_coded(desk: Path) -> None:
    with desks.script(desk) as connection:
        connection.execute(
            """INSERT INTO claim (uid, paraphrase, claimant_id, voice, modality, category, status,
                retired_at, recorded_at) SELECT 'Z1', paraphrase, claimant_id, voice, modality,
                category, 'retired', '2023', recorded_at FROM claim WHERE uid = 'A01'"""
        )
    did(desk, BringBackClaims({"Z1": ""}))
    assert asked(desk, "SELECT status FROM claim WHERE uid = 'Z1'") == [("coded",)]


def test_retiring_needs_a_reason_and_a_claim(desk: Path) -> None:
    refused(desk, RetireClaims(CODED, " \n\t"), "reason to retire a claim is empty. Say why")
    refused(desk, RetireClaims({}, WHY), "no claim is picked")
    refused(desk, RetireClaims(CODED, "x" * 2001), "2,001 characters. Write no more than 2,000")


def test_a_claim_retired_meanwhile_keeps_the_reason_it_has(desk: Path) -> None:
    did(desk, RetireClaims({"A02": "coded"}, "Another reason."))
    found = clashes(desk, RetireClaims(CODED, WHY))
    assert found == [
        Clash("claim A02", "status", "retired", "retired"),
        Clash("claim A02", "retired why", "Another reason.", WHY),
    ]
    assert clashes(desk, BringBackClaims({"A02": WHY})) == [
        Clash("claim A02", "retired why", "Another reason.", "")
    ]


def test_every_row_that_clashes_is_told_and_none_is_written(desk: Path) -> None:
    did(desk, NoteOnClaim("A01", "", "theirs"))
    found = clashes(desk, GradeClaims({"A01": (5, "x"), "nobody": (6, ""), "B01": (6, "")}, 2, "y"))
    assert [(c.thing, c.field, c.theirs) for c in found] == [
        ("claim A01", "credibility", 6),
        ("claim A01", "credibility basis", ""),
        ("claim nobody", "the row", None),
    ]
    assert said(desk, "credibility") == [6, 6, 6]


# -- notes ---------------------------------------------------------------------------------------


def test_a_note_is_written_with_its_lines_and_taken_away(desk: Path) -> None:
    (was,) = asked(desk, "SELECT notes FROM claim WHERE uid = 'B01'")[0]
    edit = NoteOnClaim("B01", was, " Two\u00a0 lines,\r\n\r\n\n\x07one cafe\u0301. \n")
    assert edit.label == "note on claim B01"
    done(desk, edit)
    note = "Two lines,\n\none café."
    assert asked(desk, "SELECT notes, rev FROM claim WHERE uid = 'B01'") == [(note, 2)]
    done(desk, NoteOnClaim("B01", note, ""))
    assert asked(desk, "SELECT notes FROM claim WHERE uid = 'B01'") == [("",)]


def test_a_note_that_somebody_else_wrote_is_not_written_over(desk: Path) -> None:
    did(desk, NoteOnClaim("A01", "", "theirs"))
    assert clashes(desk, NoteOnClaim("A01", "", "mine")) == [
        Clash("claim A01", "notes", "theirs", "mine")
    ]
    changes_nothing(desk, NoteOnClaim("A01", "", "theirs"))
    refused(desk, NoteOnClaim("A01", "theirs", "x" * 10_001), "note on claim A01 has 10,001")
    assert clashes(desk, NoteOnClaim("gone", "", "mine")) == [
        Clash("claim gone", "the row", None, "mine")
    ]


# -- grades --------------------------------------------------------------------------------------


def test_claims_are_graded_with_the_basis(desk: Path) -> None:
    seen = dict.fromkeys(CODED, (6, ""))
    edit = GradeClaims(seen, 2, "Two sides say so.")
    assert edit.label == "grade 3 claims 2"
    done(desk, edit)
    assert said(desk, "credibility, credibility_basis, rev") == [(2, "Two sides say so.", 2)] * 3
    one = GradeClaims({"A01": (2, "Two sides say so.")}, 6)
    assert one.label == "grade claim A01 6"
    done(desk, one)
    assert said(desk, "credibility, credibility_basis")[0] == (6, "")


def test_only_those_that_are_not_graded_so_are_written(desk: Path) -> None:
    did(desk, GradeClaims({"A01": (6, "")}, 3, "Plain."))
    did(desk, GradeClaims(dict.fromkeys(CODED, (6, "")), 3, "Plain."))
    assert said(desk, "rev") == [2, 2, 2]
    changes_nothing(desk, GradeClaims(dict.fromkeys(CODED, (3, "Plain.")), 3, "Plain."))


@pytest.mark.parametrize("digit", [0, 7, -1])
def test_a_digit_that_is_none_is_refused(desk: Path, digit: int) -> None:
    refused(desk, GradeClaims({"A01": (6, "")}, digit, "x"), f"cannot be graded {digit}")


def test_a_digit_that_judges_needs_its_basis(desk: Path) -> None:
    refused(desk, GradeClaims({"A01": (6, "")}, 2), "basis of the digit 2 is empty. Say what")
    refused(desk, GradeClaims({}, 2, "x"), "no claim is picked")


# -- tags ----------------------------------------------------------------------------------------


def tagged(desk: Path) -> list[tuple[str, str]]:
    return asked(
        desk,
        """SELECT c.uid, g.name FROM claim_tag x JOIN claim c ON c.id = x.claim_id
            JOIN tag g ON g.id = x.tag_id ORDER BY c.uid, g.name""",
    )


def test_a_tag_is_made_put_on_several_claims_and_taken_off(desk: Path) -> None:
    edit = TagClaims(("B01", "A01", "A01"), " to  check ")
    assert TagClaims(("B01",), "to check").label == "tag claim B01 “to check”"
    done(desk, edit)
    assert tagged(desk) == [("A01", "to check"), ("B01", "to check")]
    done(desk, TagClaims(("A01", "A02"), "To Check"))
    assert tagged(desk) == [(uid, "to check") for uid in ("A01", "A02", "B01")]
    off = UntagClaims(("A01", "A02", "B01"), "to check")
    assert off.label == "untag 3 claims “to check”"
    done(desk, off)
    assert tagged(desk) == []
    assert asked(desk, "SELECT name, colour FROM tag") == [("to check", "side.none")]


def test_tagging_what_is_tagged_changes_nothing(desk: Path) -> None:
    did(desk, TagClaims(("A01",), "odd"))
    changes_nothing(desk, TagClaims(("A01",), "odd"))
    changes_nothing(desk, UntagClaims(("B01",), "odd"))


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (TagClaims((), "odd"), "no claim is picked"),
        (TagClaims(("A01",), " "), "name of the tag is empty. Type one"),
        (TagClaims(("A01",), "x" * 81), "81 characters"),
        (UntagClaims(("A01",), "odd"), "this desk has no tag “odd”"),
    ],
)
def test_a_tag_without_a_name_or_a_claim_is_refused(desk: Path, edit: Edit, says: str) -> None:
    refused(desk, edit, says)


def test_a_claim_that_is_gone_is_not_tagged(desk: Path) -> None:
    did(desk, TagClaims(("A01",), "odd"))
    for edit in (TagClaims(("A02", "gone"), "new"), UntagClaims(("A01", "gone"), "odd")):
        (clash,) = clashes(desk, edit)
        assert (clash.thing, clash.theirs) == ("claim gone", None)
