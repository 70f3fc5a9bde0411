"""Questions are asked and changed; answers keep their words, and what they mean elsewhere."""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.edits.drafts import Draft, Meaning, Question, Step, read_questions
from db.edits.outcome import Turn, outcome
from db.edits.questions import AskQuestion, ChangeQuestion
from db.edits.relations import DecideRelations, Joined
from db.edits.rows import Named
from db.edits.scales import carried
from db.errors import EditRefused
from db.writer import Writer
from tests import desks
from tests.edit_checks import asked, changes_nothing, clashes, done, refused, unbroken
from tests.edits import did

SCALE = Draft(
    "How high is the water?", "scale", steps=(Step("", "Low"), Step("", "High")), gap_contradicts=1
)
STEPS = tuple("abcdef")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def question(desk: Path, uid: str) -> Question:
    with desks.reading(desk) as connection:
        return read_questions(connection)[uid]


def change(desk: Path, uid: str, **fields: object) -> ChangeQuestion:
    was = question(desk, uid).draft
    return ChangeQuestion(Named(uid, was.text), was, replace(was, **fields))  # type: ignore[arg-type]


def steps(desk: Path, uid: str, *order: int) -> tuple[Step, ...]:
    held = question(desk, uid).draft.steps
    return tuple(held[n] for n in order)


def answers(desk: Path) -> list[tuple[str, str]]:
    """Return the answers on scales in words, by claim."""
    sql = """SELECT c.uid, l.label || ' … ' || h.label FROM claim c
        JOIN question_step l ON l.question_id = c.question_id AND l.rank = c.position_low
        JOIN question_step h ON h.question_id = c.question_id AND h.rank = c.position_high
        ORDER BY c.uid"""
    return asked(desk, sql)


def turns(desk: Path, uid: str, draft: Draft) -> tuple[Turn, ...]:
    with desks.reading(desk) as connection:
        return outcome(connection, uid, draft)


def proposed(desk: Path) -> dict[tuple[str, str], str]:
    sql = """SELECT a.uid, b.uid, r.kind FROM relation r JOIN claim a ON a.id = r.a_id
        JOIN claim b ON b.id = r.b_id WHERE r.origin = 'rule' AND r.state = 'proposed'"""
    return {(min(a, b), max(a, b)): kind for a, b, kind in asked(desk, sql)}


def saved(desk: Path, edit: AskQuestion | ChangeQuestion | DecideRelations) -> None:
    """Make an edit as the window does, with the rules looking at it after."""
    with closing(Writer(desk, "Ada", lambda: desks.NOW, proposing=True)) as writes:
        assert writes.apply(edit)


# -- asked ---------------------------------------------------------------------------------------


def test_a_question_is_asked_with_its_steps(desk: Path) -> None:
    edit = AskQuestion(SCALE)
    assert edit.label == "ask “How high is the water?”"
    done(desk, edit)
    sql = """SELECT s.rank, s.key, s.label FROM question_step s JOIN question q
        ON q.id = s.question_id WHERE q.text = 'How high is the water?' ORDER BY rank"""
    assert asked(desk, sql) == [(0, "low", "Low"), (1, "high", "High")]


def test_a_question_of_each_form_has_only_what_it_has_a_use_for(desk: Path) -> None:
    full = replace(SCALE, unit="km", exclusive=True, gap_tension=1)
    for kind in ("boolean", "scale", "quantity", "category"):
        done(desk, AskQuestion(replace(full, text=f"Is it {kind}?", value_type=kind)))
    sql = "SELECT gap_tension, gap_contradicts, exclusive, unit FROM question ORDER BY id DESC"
    assert asked(desk, sql)[:4][::-1] == [
        (None, None, None, None), (1, 1, None, None), (None, None, None, "km"),
        (None, None, 1, None),
    ]  # fmt: skip


def test_a_question_cannot_be_asked_without_words_twice_or_of_one_step(desk: Path) -> None:
    refused(desk, AskQuestion(Draft(" ")), "the question is empty. Ask something")
    refused(desk, AskQuestion(Draft("Who holds Soledar?")), "is asked already. Word it otherwise")
    refused(desk, AskQuestion(replace(SCALE, steps=SCALE.steps[:1])), "two steps at least")
    twice = (Step("", "Low"), Step("", "low"))
    refused(desk, AskQuestion(replace(SCALE, steps=twice)), "two steps are called “Low”")
    refused(desk, AskQuestion(Draft("How many?", "quantity")), "Write the unit")
    refused(desk, AskQuestion(replace(SCALE, gap_contradicts=None)), "Write 1 or more")
    refused(desk, AskQuestion(replace(SCALE, gap_tension=2)), "2 steps apart cannot strain")


# -- changed -------------------------------------------------------------------------------------


def test_words_time_place_and_gaps_are_changed(desk: Path) -> None:
    edit = change(
        desk, "Q04", text="Who is in Soledar?", time="instant", place_scope="claim",
        gap_contradicts=3, gap_tension=None,
    )  # fmt: skip
    assert edit.label == "change the question “Who holds Soledar?”"
    done(desk, edit)
    assert question(desk, "Q04").draft == edit.draft
    changes_nothing(desk, edit)
    sql = "SELECT count(*) FROM claim_fts WHERE claim_fts MATCH '\"who is in soledar\"'"
    assert asked(desk, sql) > [(0,)]


def test_another_form_of_answer_waits_until_nobody_answers_in_the_old_one(desk: Path) -> None:
    edit = change(desk, "Q07", value_type="quantity", unit="persons")
    refused(desk, edit, "3 claims answer it by yes or no")
    refused(desk, change(desk, "Q08", unit="families"), "it in persons")
    with desks.script(desk) as connection:
        connection.execute(
            """UPDATE claim SET polarity = NULL, value_text = NULL WHERE question_id =
            (SELECT id FROM question WHERE uid = 'Q07')"""
        )
    done(desk, edit)


def test_a_question_that_somebody_changed_meanwhile_is_not_overwritten(desk: Path) -> None:
    mine = change(desk, "Q04", text="Mine?")
    did(desk, change(desk, "Q04", text="Theirs?", steps=steps(desk, "Q04", 3, 2, 1, 0)))
    told = {clash.field: (clash.theirs, clash.yours) for clash in clashes(desk, mine)}
    assert told["text"] == ("Theirs?", "Mine?")
    assert set(told) == {"text", "steps"}
    (clash,) = clashes(desk, ChangeQuestion(Named("gone", "Gone?"), Draft("Gone?"), Draft("Mine?")))
    assert clash.theirs is None


def test_a_part_has_a_whole_of_its_unit_and_never_itself(desk: Path) -> None:
    refused(desk, change(desk, "Q08", part_of="Q09"), "that would be a circle")
    refused(desk, change(desk, "Q08", part_of="Q08"), "that would be a circle")
    refused(desk, change(desk, "Q08", part_of="Q04"), "one cannot be a part of the other")
    done(desk, change(desk, "Q09", part_of=None))


def test_all_roads_have_the_same_steps(desk: Path) -> None:
    refused(desk, change(desk, "Q02", gap_contradicts=3), "all roads have the same steps")
    refused(desk, change(desk, "Q02", steps=steps(desk, "Q02", 0, 1, 2)), "all roads")
    done(desk, change(desk, "Q02", text="Is the west open?"))


# -- the steps of a scale ------------------------------------------------------------------------


def test_a_step_is_added_renamed_and_removed_again(desk: Path) -> None:
    before = dict(answers(desk))
    held = question(desk, "Q05").draft.steps
    renamed = (Step("", "Negative"), replace(held[0], label="Zero"), *held[1:], Step("", "Vital"))
    done(desk, change(desk, "Q05", steps=renamed))
    assert dict(answers(desk)) == {
        uid: words.replace("None", "Zero") for uid, words in before.items()
    }
    assert question(desk, "Q05").draft.keys == (
        "negative", *(step.key for step in held), "vital",
    )  # fmt: skip
    done(desk, change(desk, "Q05", steps=held))
    assert dict(answers(desk)) == before


def test_a_step_that_claims_answer_with_stays_and_they_are_named(desk: Path) -> None:
    used = question(desk, "Q04").used["russia_holds"]
    assert {"B26", "B34"} <= set(used)
    edit = change(desk, "Q04", steps=steps(desk, "Q04", 0, 1, 2))
    refused(desk, edit, f"“Russia holds” cannot be removed: {', '.join(used[:5])}")


def test_an_order_that_takes_a_range_apart_is_refused_by_the_claims_that_answer_so(
    desk: Path,
) -> None:
    edit = change(desk, "Q04", steps=steps(desk, "Q04", 0, 3, 1, 2))
    refused(desk, edit, "B28, B31 answer so. Keep these steps together")


def test_a_scale_is_turned_around_with_its_answers_and_implications(desk: Path) -> None:
    before = {uid: set(words.split(" … ")) for uid, words in answers(desk)}
    meanings = question(desk, "Q01").draft.means
    assert len(meanings) == 3
    done(desk, change(desk, "Q01", steps=steps(desk, "Q01", 4, 3, 2, 1, 0)))
    assert {uid: set(words.split(" … ")) for uid, words in answers(desk)} == before
    after = question(desk, "Q01").draft.means
    assert {(one.uid, one.low, one.high) for one in after} == {
        (one.uid, one.high, one.low) for one in meanings
    }


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(4)), st.integers(0, 4))
def test_answers_keep_their_words_in_whatever_order_the_steps_are_put(
    order: list[int], new: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = desks.desk(Path(folder))
        before = {uid: set(words.split(" … ")) for uid, words in answers(desk)}
        put = list(steps(desk, "Q04", *order))
        put.insert(new, Step("", "Nobody knows"))
        try:
            did(desk, change(desk, "Q04", steps=tuple(put)))
        except EditRefused:
            return
        unbroken(desk)
        assert {uid: set(words.split(" … ")) for uid, words in answers(desk)} == before


@given(st.permutations(STEPS), st.sets(st.sampled_from(STEPS)), st.data())
def test_a_range_lies_where_its_own_steps_lie_or_nowhere(
    order: list[str], gone: set[str], data: st.DataObject
) -> None:
    now = [key for key in order if key not in gone]
    low, high = sorted(data.draw(st.integers(0, len(STEPS) - 1)) for _ in range(2))
    found = carried(STEPS, now, low, high)
    own = set(STEPS[low : high + 1])
    if found is None:
        places = sorted(now.index(key) for key in own if key in now)
        ends = {now.index(key) for key in (STEPS[low], STEPS[high]) if key in now}
        whole = len(places) == len(own) and places[-1] - places[0] == len(own) - 1
        assert not (whole and {places[0], places[-1]} == ends)
    else:
        assert set(now[found[0] : found[1] + 1]) == own
        assert {now[found[0]], now[found[1]]} == {STEPS[low], STEPS[high]}


# -- implications --------------------------------------------------------------------------------


def test_an_implication_is_made_changed_and_taken_out(desk: Path) -> None:
    new = Meaning(
        "", "russia_holds", "fighting_inside", "Q11", "yes", "yes", "tension", "It lies north."
    )
    done(desk, change(desk, "Q04", means=(new,)))
    (made,) = question(desk, "Q04").draft.means
    assert (made.low, made.high, made.then_low) == ("fighting_inside", "russia_holds", "yes")
    done(desk, change(desk, "Q04", means=(replace(made, yields="contradicts", why="Look."),)))
    done(desk, change(desk, "Q04", means=()))


def test_an_implication_names_answers_that_there_are_and_says_why(desk: Path) -> None:
    new = Meaning("", "no", "yes", "Q11", "yes", "yes", "tension", "Why.")
    refused(desk, change(desk, "Q10", means=(replace(new, why=" "),)), "Say why it follows")
    refused(desk, change(desk, "Q10", means=(replace(new, then="Q10"),)), "another question")
    refused(desk, change(desk, "Q10", means=(replace(new, low="maybe"),)), "no answer “maybe”")
    refused(desk, change(desk, "Q10", means=(replace(new, high="no", then="Q12"),)), "has no steps")
    refused(desk, change(desk, "Q10", means=(new,)), "a range of yes and no is no answer")


def test_steps_that_an_implication_of_another_question_names_are_not_lost(desk: Path) -> None:
    did(desk, AskQuestion(SCALE))
    ((uid,),) = asked(desk, "SELECT uid FROM question WHERE text = 'How high is the water?'")
    new = Meaning("", "yes", "yes", uid, "high", "high", "contradicts", "It rains.")
    did(desk, change(desk, "Q10", means=(new,)))
    edit = change(desk, uid, steps=(Step("low", "Low"), Step("", "Middle")))
    refused(desk, edit, "an implication names “High”")
    done(desk, change(desk, uid, steps=(Step("high", "High"), Step("low", "Low"))))
    (meaning,) = question(desk, "Q10").draft.means
    assert (meaning.then_low, meaning.then_high) == ("high", "high")
    refused(desk, change(desk, uid, value_type="boolean"), "an implication names “High”")


# -- what it would do ----------------------------------------------------------------------------


def test_what_was_foretold_is_what_the_rules_then_propose(tmp_path: Path) -> None:
    desk = tmp_path / "bare.desk"
    said = desks.form()
    said["relations"] = []
    desks.bring(desk, said)
    saved(desk, change(desk, "Q01", time="timeless", gap_contradicts=2))
    for fields in (
        {"time": "progress"},
        {"gap_tension": None, "gap_contradicts": 4},
        {"means": ()},
        {"steps": steps(desk, "Q01", 4, 3, 2, 1, 0), "gap_contradicts": 1, "gap_tension": 1},
    ):
        edit = change(desk, "Q01", **fields)
        told = turns(desk, "Q01", edit.draft)
        before = proposed(desk)
        saved(desk, edit)
        after = proposed(desk)
        differs = {
            pair: (before.get(pair), after.get(pair))
            for pair in before | after
            if before.get(pair) != after.get(pair)
        }
        assert {(min(t.claims), max(t.claims)): (t.was, t.now) for t in told} == differs
        assert differs or fields == {"steps": edit.draft.steps}
        assert all(set(t.claims) <= set(t.why.replace(";", " ").split()) for t in told)


def test_a_draft_that_changes_no_answer_changes_no_pair(desk: Path) -> None:
    held = question(desk, "Q04").draft
    assert turns(desk, "Q04", held) == ()
    assert turns(desk, "Q04", replace(held, text="Who is in Soledar?")) == ()
    with pytest.raises(EditRefused, match="Ask something"):
        turns(desk, "Q04", replace(held, text=""))


def test_pairs_are_told_with_their_claimants_and_what_was_decided(desk: Path) -> None:
    draft = replace(question(desk, "Q01").draft, means=())
    (one,) = [t for t in turns(desk, "Q01", draft) if t.claims == ("A15", "B01")]
    assert one.claimants == ("Ukrainian troops", "Moscow-backed administration of Donetsk")
    assert (one.sign, one.was, one.now, one.decided) == ("−", "contradicts", None, "accepted")


def test_a_rejected_pair_stays_so_when_only_the_steps_of_its_scale_move(tmp_path: Path) -> None:
    desk = tmp_path / "bare.desk"
    said = desks.form()
    said["relations"] = []
    desks.bring(desk, said)
    saved(desk, change(desk, "Q04", gap_contradicts=2))
    saved(desk, change(desk, "Q04", gap_contradicts=1))
    sql = """SELECT r.uid, a.uid, b.uid, r.kind, r.state FROM relation r
        JOIN claim a ON a.id = r.a_id JOIN claim b ON b.id = r.b_id
        WHERE a.uid = 'B26' AND b.uid = 'B28'"""
    ((uid, a, b, kind, state),) = asked(desk, sql)
    saved(desk, DecideRelations((Joined(uid, a, b, kind, state),), "rejected"))
    edit = change(desk, "Q04", steps=(Step("", "Nobody"), *steps(desk, "Q04", 0, 1, 2, 3)))
    saved(desk, edit)
    assert [row[4] for row in asked(desk, sql)] == ["rejected"]
