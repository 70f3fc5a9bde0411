"""What rules propose is kept as relations that wait; what somebody decided stays as it is."""

from contextlib import closing
from pathlib import Path

import pytest

from db.__main__ import main
from db.edits.propose import Propose
from db.edits.relations import DecideRelations, Joined, Relate, State
from db.ingest.exchange import parse
from db.new import bring_in
from db.rules.touched import touched
from db.writer import Edit, Writer, Written
from tests import desks
from tests.edit_checks import asked, changes_nothing, done, everything, unbroken
from tests.edits import Sql, did, undo

Row = tuple[str, str, str, str]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The bundled desk without what its coder found between pairs of claims."""
    path = tmp_path / "bare.desk"
    edit = parse(desks.BUNDLED.read_bytes(), Path("file.json")).without_relations()
    bring_in(path, edit, "test", lambda: desks.NOW)
    return path


@pytest.fixture
def proposed(bare: Path) -> Path:
    """That desk, after the rules have looked at it."""
    did(bare, Propose())
    return bare


def relations(desk: Path, a: str | None = None, b: str | None = None) -> list[Row]:
    """Return the relations, or those between two claims: how each stands, and of what kind."""
    found: list[Row] = asked(
        desk,
        """SELECT x.uid, r.kind, y.uid, r.state FROM relation r JOIN claim x ON x.id = r.a_id
            JOIN claim y ON y.id = r.b_id ORDER BY x.uid, y.uid, r.kind""",
    )
    return [row for row in found if a is None or {row[0], row[2]} == {a, b}]


def seen(desk: Path, a: str, b: str) -> Joined:
    """Return a relation of two claims as somebody sees it."""
    (row,) = asked(
        desk,
        f"""SELECT r.uid, x.uid, y.uid, r.kind, r.state FROM relation r
            JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id
            WHERE (x.uid = '{a}' AND y.uid = '{b}') OR (x.uid = '{b}' AND y.uid = '{a}')""",  # noqa: S608
    )
    return Joined(*row)


def decide(desk: Path, a: str, b: str, state: State) -> None:
    did(desk, DecideRelations((seen(desk, a, b),), state))


def proposing(desk: Path, *edits: Edit) -> list[Written]:
    """Make edits as the window makes them: the rules look again at what each touched."""
    with closing(Writer(desk, "Ada", lambda: desks.NOW, proposing=True)) as writes:
        return [one for edit in edits if (one := writes.apply(edit))]


# -- of the whole desk -----------------------------------------------------------------------------


def test_proposing_goes_back_and_forth_as_any_edit_does(bare: Path) -> None:
    assert done(bare, Propose()).tables == {"relation"}


def test_proposing_twice_proposes_once(proposed: Path) -> None:
    changes_nothing(proposed, Propose())


def test_no_rule_accepts(proposed: Path) -> None:
    sql = "SELECT DISTINCT state, origin, coder_id FROM relation"
    assert asked(proposed, sql) == [("proposed", "rule", None)]


def test_what_a_coder_found_is_left_alone_and_its_pairs_are_not_proposed_again(
    tmp_path: Path,
) -> None:
    desk = desks.desk(tmp_path)
    sql = "SELECT * FROM relation WHERE origin = 'coder' ORDER BY id"
    before = asked(desk, sql)
    did(desk, Propose())
    assert asked(desk, sql) == before
    pairs = "SELECT min(a_id, b_id), max(a_id, b_id) FROM relation"
    assert len(asked(desk, pairs)) == len(set(asked(desk, pairs)))


def test_a_rejected_pair_does_not_come_back(proposed: Path) -> None:
    decide(proposed, "B26", "B28", "rejected")
    changes_nothing(proposed, Propose())


def test_a_rejected_pair_comes_back_once_one_of_its_claims_has_changed(proposed: Path) -> None:
    decide(proposed, "B26", "B28", "rejected")
    proposing(proposed, Sql("UPDATE claim SET modality = 'confirmed' WHERE uid = 'B26'"))
    assert relations(proposed, "B26", "B28") == [("B26", "contradicts", "B28", "proposed")]
    unbroken(proposed)


def test_a_pair_without_conflict_does_not_come_back(proposed: Path) -> None:
    was = seen(proposed, "B26", "B28")
    did(proposed, Relate("B26", "B28", "no_conflict", "Other streets.", (was,)))
    changes_nothing(proposed, Propose())
    proposing(proposed, Sql("UPDATE claim SET modality = 'confirmed' WHERE uid = 'B26'"))
    assert relations(proposed, "B26", "B28") == [
        ("B26", "contradicts", "B28", "rejected"),
        ("B26", "no_conflict", "B28", "accepted"),
    ]


def test_an_accepted_proposal_stays_whatever_the_rules_say_now(proposed: Path) -> None:
    decide(proposed, "B26", "B28", "accepted")
    did(
        proposed,
        Sql(
            "UPDATE claim SET question_id = NULL, position_low = NULL, "
            "position_high = NULL WHERE uid = 'B26'"
        ),
    )
    did(proposed, Propose())
    assert relations(proposed, "B26", "B28") == [("B26", "contradicts", "B28", "accepted")]
    assert relations(proposed, "B26", "B34") == []


# -- of what an edit touches -----------------------------------------------------------------------


def test_an_edit_of_an_answer_has_its_pairs_proposed_anew_in_one_step(proposed: Path) -> None:
    before = everything(proposed)
    edit = Sql("UPDATE claim SET position_low = 0, position_high = 0 WHERE uid = 'B34'")
    (written,) = proposing(proposed, edit)
    assert written.tables == {"claim", "relation"}
    assert relations(proposed, "B26", "B34") == [("B26", "contradicts", "B34", "proposed")]
    changes_nothing(proposed, Propose())
    did(proposed, undo(written))
    assert everything(proposed) == before


def test_what_an_edit_does_not_touch_is_not_looked_at(bare: Path) -> None:
    proposing(bare, Sql("UPDATE claim SET modality = 'confirmed' WHERE uid = 'B26'"))
    uids = {uid for a, _, b, _ in relations(bare) for uid in (a, b)}
    sql = "SELECT c.uid FROM claim c JOIN question q ON q.id = c.question_id WHERE q.text = '{}'"
    assert uids <= {uid for (uid,) in asked(bare, sql.format("Who holds Soledar?"))}
    assert {"B26", "B28"} <= uids


def test_a_tag_a_note_or_a_grade_proposes_nothing(bare: Path) -> None:
    proposing(bare, Sql("UPDATE claim SET notes = 'x', credibility = 2 WHERE uid = 'B26'"))
    assert relations(bare) == []


def test_a_retired_claim_takes_its_proposals_with_it_and_undo_brings_them_back(
    proposed: Path,
) -> None:
    before = relations(proposed)
    retired = "UPDATE claim SET status = 'retired', retired_at = '2023' WHERE uid = 'B26'"
    (written,) = proposing(proposed, Sql(retired))
    assert not any("B26" in (a, b) for a, _, b, _ in relations(proposed))
    proposing(proposed, undo(written))
    assert relations(proposed) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE question SET gap_contradicts = 3 WHERE text = 'Who holds Soledar?'",
        "UPDATE actor SET parent_id = (SELECT parent_id FROM actor WHERE uid = 'ukraine-army') "
        "WHERE id = (SELECT claimant_id FROM claim WHERE uid = 'B26')",
        "UPDATE side SET counts_with = NULL",
        "DELETE FROM implication WHERE uid = 'M1'",
        "UPDATE place SET parent_id = NULL WHERE uid = 'soledar'",
        "UPDATE document SET copy_of = NULL, version_of = NULL",
    ],
)
def test_after_a_change_of_what_stands_round_claims_a_whole_look_finds_nothing_more(
    proposed: Path, sql: str
) -> None:
    proposing(proposed, Sql(sql))
    changes_nothing(proposed, Propose())
    unbroken(proposed)


def test_a_question_that_is_crowded_no_longer_has_all_its_answers_compared(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((question, n, gone),) = asked(bare, _OFTEN)
    monkeypatch.setattr("db.rules.propose.MOST", n - 1)
    did(bare, Propose())
    before = len(relations(bare))
    retire = f"UPDATE claim SET status = 'retired', retired_at = '2023' WHERE id = {gone}"  # noqa: S608
    (written,) = proposing(bare, Sql(retire))
    assert len(relations(bare)) > before, question
    changes_nothing(bare, Propose())
    proposing(bare, undo(written))
    changes_nothing(bare, Propose())


_OFTEN = """SELECT question_id, count(*), min(id) FILTER (WHERE n = 1) FROM
    (SELECT question_id, id, count(*) OVER (PARTITION BY question_id, claimant_id) AS n FROM claim)
    WHERE question_id IS NOT NULL GROUP BY question_id HAVING max(n) > 1 AND min(n) = 1
    ORDER BY 2 DESC LIMIT 1"""
"""A question that is answered most, somebody answering it twice; and a claim of who does once."""


def test_what_a_document_goes_back_to_touches_the_claims_of_its_copies_too(bare: Path) -> None:
    of_ours = "id = (SELECT document_id FROM evidence ORDER BY id LIMIT 1)"
    with desks.script(bare) as connection:
        connection.execute(
            """INSERT INTO document (uid, source_id, title)
                SELECT 'first', id, 'x' FROM source LIMIT 1"""
        )
        connection.execute(
            f"""UPDATE document SET copy_of = (SELECT id FROM document WHERE {of_ours})
                WHERE uid <> 'first' AND NOT {of_ours}"""  # noqa: S608
        )
    first = "(SELECT id FROM document WHERE uid = 'first')"
    did(bare, Sql(f"UPDATE document SET version_of = {first} WHERE {of_ours}"))  # noqa: S608
    with desks.reading(bare) as connection:
        (txn,) = connection.execute("SELECT max(id) FROM txn").fetchone()
        found = touched(connection, txn)
        sql = "SELECT question_id FROM claim WHERE question_id IS NOT NULL"
        every = {question for (question,) in connection.execute(sql)}
    assert found is not None
    assert every == found.questions


# -- the command -----------------------------------------------------------------------------------


def test_the_command_says_what_waits_and_why(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(bare), "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{bare}: 67 rows changed, 67 wait to be decided"
    assert "contradicts        10" in lines
    assert any(line.startswith("B26 contradicts B28: Who holds Soledar? B26 = ") for line in lines)
    assert main(["propose", str(bare)]) == 0
    assert capsys.readouterr().out.startswith(f"{bare}: 0 rows changed, 67 wait")


def test_the_command_refuses_what_is_no_desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(tmp_path / "none.desk")]) == 3
    assert "there is no such file" in capsys.readouterr().err
