"""Text from data as it stands: what the eye would miss in it is found, shown and kept apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc"
    "\U0001d159\U000e0100-\U000e01ef]"
)
"""Letters, marks and signs that leave no ink: fillers, blanks, what chooses a variant."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""The categories of controls, formats, halves of pairs, unknown letters, ends of lines."""
_FSI, _PDI = "\u2068", "\u2069"
_EMOJI_STYLE, _KEYCAP, _KEYS = "\ufe0f", "\u20e3", frozenset("0123456789#*")
_PICTURES = frozenset("‼⁉↔◻◼◽◾〰〽🏻🏼🏽🏾🏿")
"""Emoji that Unicode counts among other signs, and the colours of skin."""
_VIRAMA = 9
"""The combining class of the mark that joins letters of Indian scripts."""
_FROM_RIGHT = {"R", "AL"}

SCRIPTS = ("Latin", "Greek", "Cyrillic", "Armenian", "Coptic", "Cherokee")
"""The scripts whose letters pass for those of another."""
_SCRIPT = re.compile("|".join(f"\\b{script.upper()}\\b" for script in SCRIPTS))
_NOT_LATIN = re.compile(
    "[\u0370-\u1dff\u1f00-\u1fff\u2c80-\u2dff\ua000-\uabff\U00010000-\U0010ffff]"
)
_SIGNS = frozenset("μΩΔ")
"""Greek letters that units and sums take beside Latin ones; they look like no other."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """A word with letters of several scripts, in the order of `SCRIPTS`."""

    word: str
    scripts: tuple[str, ...]


def visible(text: str) -> str:
    """Return `text` with what hides or turns the writing around shown by its number: ⟦202E⟧.

    The end of a line is left alone, and so are joiners and styles where a script or an emoji
    needs them, and isolates that hold writing from the right, as `apart` sets them.
    """
    return text if text.isprintable() and not _BLANK.search(text) else _revealed(text)


@lru_cache(1024)
def _revealed(text: str) -> str:
    kept = _isolates(text)
    return "".join(
        f"⟦{ord(sign):04X}⟧" if n not in kept and _hides(text, n) else sign
        for n, sign in enumerate(text)
    )


def apart(text: str) -> str:
    """Return `text` visible and fit to stand in a sentence: it turns nothing beside it around."""
    lines = visible(text).split("\n")
    return "\n".join(f"{_FSI}{line}{_PDI}" if turns(line) else line for line in lines)


def rejoined(lines: Iterable[str]) -> list[str]:
    """Return the lines of a broken text, each within the isolates that an earlier one opened."""
    whole: list[str] = []
    depth = 0
    for line in lines:
        begun = _FSI * depth + line
        depth = max(0, begun.count(_FSI) - begun.count(_PDI))
        whole.append(begun + _PDI * depth)
    return whole


@lru_cache(4096)
def turns(text: str) -> bool:
    """Whether any of `text` is written from right to left."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(sign) in _FROM_RIGHT for sign in text)


@lru_cache(4096)
def mixtures(text: str) -> tuple[Mixture, ...]:
    """Return the words of `text` that mix letters of several scripts, each once."""
    if not _NOT_LATIN.search(text):  # nearly every text of a desk
        return ()
    found = {word: _scripts(word) for word in _words(text)}
    return tuple(Mixture(word, scripts) for word, scripts in found.items() if len(scripts) > 1)


def _scripts(word: str) -> tuple[str, ...]:
    names = (unicodedata.name(sign, "") for sign in word if sign not in _SIGNS)
    met = {match[0] for name in names if (match := _SCRIPT.search(name))}
    return tuple(script for script in SCRIPTS if script.upper() in met)


def _words(text: str) -> Iterator[str]:
    """Yield runs of letters, with the marks on them and what hides between them."""
    word = ""
    for sign in f"{text} ":
        if unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) == "Cf":
            word += sign
        elif word:
            yield word
            word = ""


def _hides(text: str, n: int) -> bool:
    sign, before, after = text[n], text[:n][-1:], text[n + 1 : n + 2]
    if sign == "\n" or not (unicodedata.category(sign) in _UNSEEN or _BLANK.match(sign)):
        return False
    match sign:
        case "\u200c":  # parts letters that would join
            return not (_joins(before) or (_arabic(before) and _arabic(after)))
        case "\u200d":  # joins letters, and emoji to one
            linked = _pictures(before) and _pictures(after)
            return not (linked or _joins(before) or _arabic(before) or _arabic(after))
        case "\ufe0e" | "\ufe0f":
            return not (_pictures(before) or (before in _KEYS and after == _KEYCAP))
        case _:
            return True


def _joins(sign: str) -> bool:
    return bool(sign) and unicodedata.combining(sign) == _VIRAMA


def _arabic(sign: str) -> bool:
    if not sign:
        return False
    return unicodedata.bidirectional(sign) == "AL" or unicodedata.name(sign, "")[:6] == "ARABIC"


def _pictures(sign: str) -> bool:
    """Whether `sign` is an emoji, or what gives one its style or its skin."""
    if not sign or _BLANK.match(sign):
        return sign == _EMOJI_STYLE
    return sign in _PICTURES or unicodedata.category(sign) == "So"


def _isolates(text: str) -> set[int]:
    """Return where isolates open and close that hold writing from the right, on one line."""
    kept: set[int] = set()
    opened: list[int] = []
    for n, sign in enumerate(text):
        if sign == _FSI:
            opened.append(n)
        elif sign == "\n":
            opened.clear()
        elif sign == _PDI and opened:
            start = opened.pop()
            if turns(text[start:n]):
                kept |= {start, n}
    return kept
