"""Text from data: what hides in it is shown, words of mixed scripts are found, nothing turns."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.words.plain import apart, mixtures, visible
from tests import desks

FSI, PDI = "\u2068", "\u2069"
BLANKS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufe00\uffa0\ufffc\U000e0100"
"""Marks, letters and signs that take room or none, and leave no ink."""
SIGNS = st.characters(categories=["L", "M", "N", "P", "S", "C", "Z"])


def hidden() -> list[str]:
    """Return every character that Unicode counts as a control, a format or half a pair."""
    every = map(chr, range(sys.maxunicode + 1))
    return [one for one in every if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


def test_every_control_format_and_half_of_a_pair_is_shown_by_its_number() -> None:
    kept = {one for one in hidden() if visible(f"a{one}b") == f"a{one}b"}
    assert kept == {"\n"}


@pytest.mark.parametrize("sign", BLANKS, ids=lambda sign: f"{ord(sign):04X}")
def test_what_leaves_no_ink_is_shown_by_its_number(sign: str) -> None:
    assert visible(f"So{sign}ledar") == f"So⟦{ord(sign):04X}⟧ledar"


def test_writing_smuggled_in_as_tags_is_shown() -> None:
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "hi")
    assert visible(f"Soledar{tags}") == "Soledar⟦E0068⟧⟦E0069⟧"


@pytest.mark.parametrize(
    "text",
    [
        "Soledar",
        "Соледар",
        "Солeдар\u0301",
        "COVID-19 – “quoted”, 5 kΩ",
        "می\u200cخواهم",  # parts two letters of one word
        "क्\u200dष",  # joins two letters after a virama
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\u2764\ufe0f",  # a heart, as an emoji
        "1\ufe0f\u20e3",  # a key
        "two\nlines",
    ],
)
def test_what_a_script_or_an_emoji_needs_is_left_alone(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u200cb", "a⟦200C⟧b"),
        ("a\u200db", "a⟦200D⟧b"),
        ("Sole\ufe0fdar", "Sole⟦FE0F⟧dar"),
        (f"{FSI}abc{PDI}", "⟦2068⟧abc⟦2069⟧"),
        (f"{FSI}عرب", "⟦2068⟧عرب"),
        ("\u2067عرب\u2069", "⟦2067⟧عرب⟦2069⟧"),
    ],
)
def test_joiners_styles_and_isolates_are_shown_where_nothing_needs_them(
    text: str, seen: str
) -> None:
    assert visible(text) == seen


@given(st.text(SIGNS))
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    once = visible(text)
    assert visible(once) == once


@given(st.text(SIGNS))
@example("0\nא")
def test_what_stands_apart_stays_as_it_is_and_is_visible(text: str) -> None:
    once = apart(text)
    assert visible(once) == once
    assert visible(f"a {once} b") == f"a {once} b"


def test_writing_from_the_right_is_isolated_line_by_line_and_other_writing_is_not() -> None:
    assert apart("باخموت") == f"{FSI}باخموت{PDI}"
    assert apart("باخموت\nBakhmut\n") == f"{FSI}باخموت{PDI}\nBakhmut\n"
    assert apart("Bakhmut") == "Bakhmut"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Сoledar fell", {"Сoledar": ("Latin", "Cyrillic")}),
        ("Βakhmut", {"Βakhmut": ("Latin", "Greek")}),
        ("in Ваκhмut", {"Ваκhмut": ("Latin", "Greek", "Cyrillic")}),
        ("So\u200bledaр", {"So\u200bledaр": ("Latin", "Cyrillic")}),
        ("Sо\u0301ledar", {"Sо\u0301ledar": ("Latin", "Cyrillic")}),
    ],
)
def test_a_word_of_several_scripts_is_found(text: str, words: dict[str, tuple[str, ...]]) -> None:
    assert {one.word: one.scripts for one in mixtures(text)} == words


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19",
        "Bakhmut (Бахмут)",
        "Бахмут’s defenders",
        "Т-72B and Су-25SM",
        "5 kΩ, 10 μm, ΔT",
        "Солов’яне з’їзд",
        "Сʼмʼя",
        "Ⅷ. Korps, 3½ km²",
        "J. Doe / Й. Доу",
        "Αθήνα, Москва, Paris",
        "日本語とEnglish",
        "م. صالح",
    ],
)
def test_names_in_one_script_units_initials_and_digits_raise_no_alarm(text: str) -> None:
    assert mixtures(text) == ()


def test_the_bundled_desk_raises_no_alarm() -> None:
    assert not mixtures(desks.BUNDLED.read_text("utf-8"))
