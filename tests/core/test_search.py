"""Search: what a person types finds what it should, and no string does harm."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.folding import folded, search_form
from db.search import fill, found, match
from tests import desks


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.desk(tmp_path_factory.mktemp("search"))


def hits(desk: Path, typed: str) -> int | None:
    with desks.reading(desk) as connection:
        claims = found(connection, typed)
    return None if claims is None else len(claims)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Artemivsk", 43),
        ("Бахмут", 43),
        ("Bakhmut", 66),
        ("Соледар", 10),
        ("Ignatchenko", 3),
        ("Igna*", 3),
        ("CNN", 31),
        ("ISW", 1),
        ("Kyiv", 4),
        ("Wagner", 3),
        ("Kupiansk", 0),
        ("Слов'янськ", 3),
        ("Слов\u02bcянськ", 3),
        ("Слов\u2019янськ", 3),
        ("Кліщіївка", 2),
        (unicodedata.normalize("NFD", "Кліщіївка"), 2),
        ("Соледа\u0301р", 10),
        ("Соле\u00adдар", 10),
        ("Соледар Бах*", 1),
        ("Бах* Соледар", 0),
    ],
)
def test_a_search_finds_as_many_claims_as_the_desk_has(
    desk: Path, typed: str, expected: int
) -> None:
    assert hits(desk, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        ("   \t\n", None),
        ('"', None),
        ('""""', None),
        ("*", None),
        ("_", None),
        ("(((", None),
        ("\0", None),
        ("\ud800", None),
        ("\u202e\u200b\ufeff", None),
        ("'; DROP TABLE claim; --", 0),
        ("NEAR(Bakhmut Soledar)", 0),
        ("AND", 66),
        ("Bakhmut AND", 66),
        ("NOT Bakhmut", 6),
        ("bakhmut OR soledar", 0),
        ("names:Bakhmut", 0),
        ("^Bakhmut", 66),
        ("-Bakhmut", 66),
        ("Bakhmut\0Soledar", 10),
        ('Bakhmut" "Soledar', 10),
        ('"Bakhmut', 66),
        ("Bakh**", 66),
        ("*Bakhmut", 66),
        ("bakhmut.soledar", 10),
        ("BAKHMUT", 66),
        ("бахмут", 43),
        ("Ba\u200bkh\u2060mut", 66),
        ("Bákhmut", 66),
        ("Bakhmut " * 1000, 66),
        ("x" * 1_000_000, 0),
        ("📌", None),
        ("²", 0),
        ("{Bakhmut}", 66),
        ("%", None),
        ("a+b", 0),
    ],
)
def test_odd_and_hostile_strings_have_their_claims(
    desk: Path, typed: str, expected: int | None
) -> None:
    before = desk.read_bytes()
    assert hits(desk, typed) == expected
    assert desk.read_bytes() == before


@given(st.text(max_size=300))
def test_no_string_raises(typed: str) -> None:
    expression = match(typed)
    assert expression is None or expression.count('"') % 2 == 0


@given(typed=st.text(st.characters(), max_size=40))
def test_no_string_is_a_fault_of_the_query(typed: str, desk_connection: "desks.Connection") -> None:
    claims = found(desk_connection, typed)
    assert claims is None or len(claims) <= 66


@pytest.fixture(scope="module")
def desk_connection(desk: Path):
    with desks.reading(desk) as connection:
        yield connection


def test_at_most_twenty_words_are_looked_for() -> None:
    expression = match(" ".join("ab" for _ in range(30)) + "*")
    assert expression is not None
    assert expression.count('"ab"') == 20
    assert not expression.endswith("*")


@given(st.text())
def test_what_is_searched_for_has_one_form(text: str) -> None:
    once = search_form(text)
    assert search_form(once) == once


def test_a_name_is_folded_to_what_is_compared() -> None:
    assert folded("Сло́в'янськ ") == folded("СЛОВʼЯНСЬК") == folded("слов’янськ")
    assert folded("Chasiv Yar") == folded("chasiv-yar") == "chasivyar"
    assert folded("Łódź") == "łodz"


def test_what_is_searched_is_what_the_view_says(desk: Path) -> None:
    with desks.reading(desk) as connection:
        held = connection.execute("SELECT rowid, * FROM claim_fts ORDER BY rowid").fetchall()
        said = connection.execute("SELECT * FROM v_search_text ORDER BY claim_id").fetchall()
    assert held == [(id_, *(text and search_form(text) for text in texts)) for id_, *texts in said]


def test_only_the_claims_an_edit_touched_are_indexed_anew(tmp_path: Path) -> None:
    with desks.script(desks.desk(tmp_path)) as connection:
        connection.execute("UPDATE claim SET paraphrase = 'Zanzibar' WHERE uid IN ('A01', 'A02')")
        (touched,) = connection.execute("SELECT id FROM claim WHERE uid = 'A01'").fetchone()
        fill(connection, [touched])
        assert found(connection, "Zanzibar") == {touched}
        fill(connection)
        assert len(found(connection, "Zanzibar") or ()) == 2
