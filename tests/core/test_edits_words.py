"""What somebody typed is kept as one would write it, and who decides is a coder of the desk."""

import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.edits import words
from db.edits.author import initials
from db.edits.relations import Relate
from db.errors import EditRefused
from db.writer import Writer
from tests import desks
from tests.edit_checks import asked

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_a_line_is_one_and_holds_nothing_that_cannot_be_kept(typed: str) -> None:
    plain = words.cleaned(typed)
    assert plain.splitlines() in ([], [plain])
    assert "  " not in plain
    assert plain == plain.strip() == unicodedata.normalize("NFC", plain) == words.cleaned(plain)
    assert not {unicodedata.category(c) for c in plain} & {"Cc", "Cs", "Zl", "Zp"}
    plain.encode()


@given(ANY)
def test_lines_are_cleaned_each_and_no_two_empty_ones_stand_together(typed: str) -> None:
    kept = words.lines(typed, "it", 10_000)
    assert kept == words.lines(kept, "it", 10_000)
    assert "\n\n\n" not in kept
    assert [words.cleaned(one) for one in kept.split("\n")] == kept.split("\n")


def test_words_of_other_scripts_are_left_as_they_are() -> None:
    for name in ("Бахмут", "باخموت", "Ба\u0301хмут", "מ\u05b0ד\u05b4ינ\u05b8ה", "می\u200cخواهم"):
        assert words.cleaned(name) == unicodedata.normalize("NFC", name)


def test_what_is_empty_or_too_long_is_refused_with_what_to_do() -> None:
    with pytest.raises(EditRefused, match=r"^the name is empty\. Type one$"):
        words.line("\u200a\t", "the name", 5, "Type one")
    with pytest.raises(EditRefused, match=r"^the name has 6 characters\. Write no more than 5$"):
        words.line("abcdef", "the name", 5, "Type one")
    assert words.line("abcde", "the name", 5, "Type one") == "abcde"


@pytest.mark.parametrize(
    ("name", "short"),
    [("Ada", "A"), ("ada king lovelace byron", "AKL"), ("", ""), ("Ганна Маляр", "ГМ")],
)
def test_initials_are_the_first_letters_of_a_name(name: str, short: str) -> None:
    assert initials(name) == short


def test_each_author_is_one_coder(tmp_path: Path) -> None:
    desk = desks.desk(tmp_path)
    with closing(Writer(desk, "Ada King", lambda: desks.NOW)) as writer:
        for who, other in (("Ada King", "A03"), ("Bo", "A05"), ("Ada King", "A09")):
            writer.who = who
            writer.apply(Relate("B01", other, "explains", "x"))
    assert asked(desk, "SELECT name, initials, length(uid) FROM coder ORDER BY id") == [
        ("Ada King", "AK", 32),
        ("Bo", "B", 32),
    ]
    sql = "SELECT coder_id FROM relation WHERE coder_id NOTNULL ORDER BY id"
    assert asked(desk, sql) == [(1,), (2,), (1,)]
