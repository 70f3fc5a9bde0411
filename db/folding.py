"""How names and words are compared: what looks alike to a reader is alike to the search."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal


def search_form(text: str) -> str:
    """Return `text` as it is indexed and looked for: FTS5 does not normalise by itself.

    Soft hyphens and joiners go, stress and other marks go, and U+02BC becomes the apostrophe
    at which the tokenizer cuts. For search alone: what is stored and shown keeps its marks.
    """
    if text.isascii():
        return text  # as most are; nothing of what follows would change it
    composed = unicodedata.normalize("NFC", _without(text, "Cf"))
    return _without(composed, "Mn").replace("\u02bc", "'")


def folded(name: str) -> str:
    """Return `name` as names are compared: case, marks, spaces, punctuation and U+02BC gone."""
    decomposed = unicodedata.normalize("NFKD", name.casefold()).replace("\u02bc", "")
    return re.sub(r"[\W_]+", "", _without(decomposed, "Mn"))


def nearest(typed: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Return the names spelled most like `typed`, the nearest first; none where none is near."""
    import difflib  # only where nothing was found

    by_form = {folded(name): name for name in names}
    near = difflib.get_close_matches(folded(typed), by_form, n=most)
    return [by_form[form] for form in near]


_Category = Literal["Cf", "Mn"]
_MET: Final[dict[_Category, set[str]]] = {"Cf": set(), "Mn": set()}
"""Characters met so far that are not of the category: asking it of each again takes far longer."""


def _without(text: str, category: _Category) -> str:
    met = _MET[category]
    if met.issuperset(text):
        return text
    unknown = set(text) - met
    marks = {char for char in unknown if unicodedata.category(char) == category}
    met |= unknown - marks
    return text.translate({ord(char): None for char in marks}) if marks else text
