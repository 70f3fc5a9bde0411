"""The rules one by one, on two claims made for it."""

from dataclasses import replace
from datetime import date

import pytest

from db.rules.accounts import Account, Accounts, Asked, Implication, Window
from db.rules.independence import voices, why_not
from db.rules.propose import proposals

SCALE = Asked(
    1, "How far?", "scale", "instant", by_place=False, gap_tension=1, gap_contradicts=2,
    labels=("No", "Near", "Half", "All"),
)  # fmt: skip
PROGRESS = replace(SCALE, time="progress")
COUNT = Asked(1, "How many?", "quantity", "instant", by_place=False)
YES_NO = Asked(1, "Is it?", "boolean", "instant", by_place=True)


def day(n: int, last: int | None = None) -> Window:
    first = date(2023, 3, n).toordinal()
    return Window(first, first if last is None else date(2023, 3, last).toordinal())


FIRST = day(1)


def claim(
    uid: str,
    answer: float | tuple[float, float],
    about: Window = FIRST,
    said: Window | None = None,
    *,
    by: int | None = None,
    modality: str = "asserted",
    places: frozenset[int] = frozenset({1}),
    **more: object,
) -> Account:
    """Return a claim to question 1; each by somebody else, unless said."""
    low, high = answer if isinstance(answer, tuple) else (answer, answer)
    number = int(uid[1:])
    made = Account(
        id=number,
        uid=uid,
        claimant=by or number,
        voice="indirect",
        modality=modality,
        certainty="unstated",
        question=1,
        low=low,
        high=high,
        word=f"{low:g}",
        about=about,
        said=said or about,
        places=places,
        spots=frozenset({(number, 1)}),
    )
    return replace(made, **more)  # pyright: ignore[reportArgumentType]


def found(asked: Asked, *claims: Account, **frame: object) -> list[tuple[str, str, str, str]]:
    told = Accounts({one.id: one for one in claims}, {1: asked}, **frame)  # pyright: ignore[reportArgumentType]
    return [
        (told.claims[one.a].uid, one.kind, told.claims[one.b].uid, one.rule)
        for one in proposals(told)
    ]


@pytest.mark.parametrize(
    ("steps", "kind"), [(3, "contradicts"), (2, "contradicts"), (1, "tension"), (0, "corroborates")]
)
def test_how_far_answers_lie_apart_tells_what_they_do(steps: int, kind: str) -> None:
    assert [one[1] for one in found(SCALE, claim("c1", 0), claim("c2", steps))] == [kind]


def test_answers_of_different_days_to_what_changes_say_nothing_of_each_other() -> None:
    assert not found(SCALE, claim("c1", 0), claim("c2", 3, day(2)))


def test_a_denial_contradicts_however_near_it_comes() -> None:
    one = found(SCALE, claim("c1", 2, modality="denied"), claim("c2", 3))
    assert one == [("c1", "contradicts", "c2", "R1-same-question")]


def test_a_denial_means_what_was_said_some_days_before_it_and_nothing_later() -> None:
    stated, denial = claim("c1", 3), claim("c2", 0, day(3), modality="denied")
    assert found(SCALE, stated, denial) == [("c1", "contradicts", "c2", "R2-denied-after")]
    assert not found(SCALE, stated, claim("c2", 0, day(9), modality="denied"))
    assert not found(SCALE, claim("c1", 3, day(4)), denial)


def test_all_that_falls_short_of_an_answer_contradicts_it() -> None:
    assert found(SCALE, claim("c1", (0, 2)), claim("c2", 3))[0][1] == "contradicts"
    assert found(SCALE, claim("c1", (1, 2)), claim("c2", 3))[0][1] == "tension"


def test_what_is_granted_within_a_step_of_it_is_in_tension() -> None:
    strict = replace(SCALE, gap_contradicts=1)
    assert found(strict, claim("c1", 2), claim("c2", 3))[0][1] == "contradicts"
    granted = claim("c1", 2, modality="acknowledged")
    assert found(strict, granted, claim("c2", 3))[0][1] == "tension"


@pytest.mark.parametrize("modality", ["predicted", "conditional", "intended"])
def test_what_is_expected_or_meant_is_not_held_against_what_has_been(modality: str) -> None:
    assert not found(SCALE, claim("c1", 0, modality=modality), claim("c2", 3))


def test_two_forecasts_may_contradict_but_a_wish_no_forecast() -> None:
    expected = claim("c1", 0, modality="predicted")
    assert found(SCALE, expected, claim("c2", 3, modality="predicted"))[0][1] == "contradicts"
    assert not found(SCALE, expected, claim("c2", 3, modality="intended"))


def test_what_moves_one_way_may_be_further_on_later_but_not_back() -> None:
    assert not found(PROGRESS, claim("c1", 0), claim("c2", 3, day(4)))
    assert found(PROGRESS, claim("c1", 3), claim("c2", 0, day(4))) == [
        ("c1", "contradicts", "c2", "R3-step-back")
    ]


def test_a_report_of_a_week_later_about_a_later_time_takes_the_place_of_what_was_said() -> None:
    older, newer = claim("c1", 0, day(1, 3), day(3)), claim("c2", 3, day(2, 9), day(10))
    assert found(PROGRESS, older, newer) == [("c2", "supersedes", "c1", "R3-later-report")]


def test_a_later_word_of_one_claimant_takes_the_place_of_the_earlier() -> None:
    older, newer = claim("c1", 0, said=day(1), by=7), claim("c2", 3, said=day(5), by=7)
    assert found(SCALE, older, newer) == [("c2", "supersedes", "c1", "R4-same-claimant-later")]


def test_one_claimant_never_contradicts_itself_at_one_time() -> None:
    assert found(SCALE, claim("c1", 0, by=7), claim("c2", 3, by=8), above={8: 7}) == [
        ("c1", "tension", "c2", "R4-same-claimant")
    ]


def test_who_takes_back_what_it_said_supersedes_it_and_clashes_with_nobody() -> None:
    back = claim("c3", 3, said=day(6), by=1, modality="retracted")
    assert found(SCALE, claim("c1", 3), claim("c2", 3), back) == [
        ("c1", "corroborates", "c2", "R8-same-answer"),
        ("c3", "supersedes", "c1", "R5-retraction"),
    ]


def test_an_answer_takes_the_place_of_not_knowing() -> None:
    silent = claim("c1", 0, by=7, modality="unknown_stated", low=None, high=None)
    answer = claim("c2", 3, said=day(5), by=7)
    assert found(SCALE, silent, answer) == [("c2", "supersedes", "c1", "R4-answered-later")]


def test_numbers_that_are_a_range_or_open_clash_only_where_they_do_not_meet() -> None:
    open_ended = claim("c1", (100, float("inf")))
    assert not found(COUNT, open_ended, claim("c2", 150))
    assert found(COUNT, open_ended, claim("c2", 90))[0][1] == "contradicts"


def test_no_for_the_whole_contradicts_yes_for_a_part_and_not_the_other_way_round() -> None:
    part = frozenset({2})
    inside = {2: 1}
    no, yes = claim("c1", -1, word="no"), claim("c2", 1, word="yes", places=part)
    assert found(YES_NO, no, yes, inside=inside)[0][1] == "contradicts"
    yes, no = claim("c1", 1, word="yes"), claim("c2", -1, word="no", places=part)
    assert found(YES_NO, yes, no, inside=inside)[0][:3] == ("c2", "qualifies", "c1")
    assert not found(YES_NO, yes, replace(no, places=frozenset({3})), inside=inside)


def test_a_part_is_not_larger_than_its_whole() -> None:
    whole = replace(COUNT, id=2)
    part = replace(COUNT, whole=2)
    claims = claim("c1", 40), replace(claim("c2", 27), question=2)
    told = Accounts({one.id: one for one in claims}, {1: part, 2: whole})
    (one,) = proposals(told)
    assert (one.kind, one.rule) == ("contradicts", "R9-part-exceeds-whole")


def test_what_an_answer_means_to_another_question_may_clash_with_its_answers() -> None:
    rule = Implication("M1", 1, 3, 3, 2, 3, 3, "contradicts", "All is all.")
    claims = claim("c1", 3), replace(claim("c2", 0), question=2)
    told = Accounts({one.id: one for one in claims}, {1: SCALE, 2: replace(SCALE, id=2)}, (rule,))
    (one,) = proposals(told)
    assert (one.kind, one.rule) == ("contradicts", "R10-M1")
    milder = replace(told, implications=(replace(rule, yields="tension"),))
    assert [one.kind for one in proposals(milder)] == ["tension"]


# -- who is a voice of their own -------------------------------------------------------------------


def test_an_outlet_that_relays_an_aide_adds_no_voice_to_the_aide_and_his_office() -> None:
    office = claim("c1", 3, by=10)
    aide = claim("c2", 3, by=11, relays=frozenset({20, 21}))
    outlet = claim("c3", 3, by=20, voice="outlet")
    told = Accounts({1: office, 2: aide, 3: outlet}, {1: SCALE}, above={11: 10})
    assert [[one.uid for one in voice] for voice in voices(told, told.claims.values())] == [
        ["c1", "c2", "c3"]
    ]


def test_a_copied_document_adds_no_voice() -> None:
    first, copy = claim("c1", 3, by=20, voice="outlet"), claim("c2", 3, by=21, voice="outlet")
    assert len(voices(Accounts({1: first, 2: copy}), (first, copy))) == 2
    assert len(voices(Accounts({1: first, 2: copy}, texts={2: 1}), (first, copy))) == 1


def test_a_camp_is_one_voice_until_its_sides_no_longer_count_together() -> None:
    one, other = claim("c1", 3), claim("c2", 3)
    together = Accounts({1: one, 2: other}, camps={1: 5, 2: 5})
    assert why_not(together, one, other) == "one camp"
    assert why_not(replace(together, camps={1: 5, 2: 6}), one, other) is None


def test_the_word_of_an_outlet_does_not_make_two_voices_one() -> None:
    one = claim("c1", 3, relays=frozenset({20}))
    other = claim("c2", 3, relays=frozenset({20}))
    outlet = claim("c3", 3, by=20, voice="outlet")
    told = Accounts({1: one, 2: other, 3: outlet})
    assert sorted(len(voice) for voice in voices(told, told.claims.values())) == [1, 2]
