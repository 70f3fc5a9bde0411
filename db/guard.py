"""Texts that a spreadsheet would run, made to be taken for text, and read back exactly."""

from typing import Final

_SIGNS: Final = frozenset("=+-@＝＋－＠")
"""What begins a formula, full-width forms included."""
_BREAKS: Final = frozenset("\t\r\n")
"""What a spreadsheet may take for the end of a cell, so that another begins behind it."""


def guarded(text: str) -> str:
    """Return `text` behind an apostrophe where it needs one, or has one already.

    It needs one where a formula begins after nothing but blanks, or a break stands among those;
    a blank is a space, and whatever else cannot be seen.
    """
    return f"'{text}" if text.startswith("'") or _begins_badly(text) else text


def unguarded(cell: str) -> str:
    """Return the text of which `guarded` made this cell."""
    return cell.removeprefix("'")


def _begins_badly(text: str) -> bool:
    for character in text:
        if character in _SIGNS or character in _BREAKS:
            return True
        if character != " " and character.isprintable():
            return False
    return False
