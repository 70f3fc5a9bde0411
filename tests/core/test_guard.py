"""Texts behind an apostrophe: nothing runs in a spreadsheet, and nothing is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.guard import guarded, unguarded
from tests.formulas import STARTS

SIGNS = "=+-@＝＋－＠"
BLANKS = st.text(st.sampled_from(" \u00a0\u3000\u200b\ufeff\x0b\x1b\x00"))
TEXTS = st.one_of(st.text(), st.builds(str.__add__, st.text(f"{SIGNS}\t\r\n' \u00a0"), st.text()))


@given(TEXTS)
@example("'")
@example("''")
@example("")
def test_every_text_is_read_back_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_guarded_cell_begins_with_a_sign_behind_blanks(text: str) -> None:
    cell = guarded(text)
    seen = "".join(c for c in cell if c.isprintable() and not c.isspace())
    assert not seen.startswith(tuple(SIGNS))
    assert not cell.lstrip(" ").startswith(("\t", "\r", "\n"))


@given(BLANKS, st.sampled_from(SIGNS + "\t\r\n"), st.text())
def test_a_sign_or_a_break_behind_blanks_is_guarded(blanks: str, sign: str, rest: str) -> None:
    assert guarded(blanks + sign + rest) == f"'{blanks}{sign}{rest}"


@pytest.mark.parametrize("text", ["words = more", "a-b", "2023-02-01", " spaced ", "(+1)", "", " "])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_what_begins_with_an_apostrophe_gets_one_more() -> None:
    assert guarded("'twas") == "''twas"
    assert {guarded(text)[0] for text in STARTS if text.strip()[:1] in SIGNS} == {"'"}
