"""Finding a name by some of its letters."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.dialogs.fuzzy import matched

NAMES = ("Export what is seen…", "Exclude the selection", "Next panel", "Reset layout")


def best(typed: str) -> str:
    """The name that answers best."""
    scores = {name: found[0] for name in NAMES if (found := matched(typed, name))}
    return max(scores, key=lambda name: scores[name])


def test_letters_that_begin_words_find_the_name() -> None:
    assert best("ewis") == "Export what is seen…"
    assert best("rl") == "Reset layout"
    assert best("ets") == "Exclude the selection"


def test_letters_that_follow_each_other_count_for_more() -> None:
    assert best("excl") == "Exclude the selection"
    assert best("EXP") == "Export what is seen…"


def test_letters_in_another_order_do_not_answer() -> None:
    assert matched("xe", "ex") is None
    assert matched("q", "Export") is None


def test_nothing_typed_answers_to_everything() -> None:
    assert matched("", "Export") == (0, ())
    assert matched(" ", "") == (0, ())


@given(st.text(max_size=20), st.data())
def test_any_letters_of_a_name_in_their_order_answer(name: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, max(0, len(name) - 1)), max_size=6)))
    typed = "".join(name[at] for at in places if at < len(name))
    found = matched(typed, name)
    assert found is not None
    letters = [letter.lower() for letter in typed if not letter.isspace()]
    assert [name[at].lower() for at in found[1]] == letters
