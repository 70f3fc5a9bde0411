"""The tokens: text can be read, marks can be told apart; and nobody else has colours."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = json.loads((ROOT / "resources/style/tokens.json").read_text("utf-8"))
THEMES = ("light", "dark")


def channels(colour: str) -> list[float]:
    """Linear red, green, blue from 0 to 1 (sRGB, IEC 61966-2-1)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light = [
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels(x), strict=True))
        for x in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def lab(colour: str) -> list[float]:
    """CIE L*a*b* under D65 (CIE 15:2004)."""
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    rgb = channels(colour)
    xyz = [sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix]
    ratios = (v / w for v, w in zip(xyz, white, strict=True))
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in ratios)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_in_use_has_the_contrast_it_needs(theme: str) -> None:
    colours = TOKENS["colour"][theme]
    weak = [
        (front, back, round(contrast(colours[front], colours[back]), 2))
        for front, backs, least in TOKENS["contrast_pairs"]
        for back in backs
        if contrast(colours[front], colours[back]) < least
    ]
    assert not weak


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("palette", ["status", "stale", "sides in use (1-4)"])
def test_colours_that_are_told_apart_differ_enough(theme: str, palette: str) -> None:
    colours = [TOKENS["colour"][theme][token] for token in TOKENS["palettes"][palette]]
    apart = [
        sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5
        for one, other in combinations(colours, 2)
    ]
    assert min(apart) >= 25


def test_both_themes_have_the_same_tokens() -> None:
    assert TOKENS["colour"]["light"].keys() == TOKENS["colour"]["dark"].keys()


def test_every_status_differs_from_every_other_in_shape_and_not_in_colour_alone() -> None:
    lines = TOKENS["line"]
    shapes = [
        (line["px"] > 2, tuple(line["dash"]), line["glyph"], "hollow" in line)
        for line in map(lines.get, ("open", "restricted", "contested", "cut", "unknown"))
    ]
    assert len(set(shapes)) == len(shapes)


def test_every_side_has_a_shape_of_its_own() -> None:
    shapes = TOKENS["side_shape"]
    assert len(set(shapes.values())) == len(shapes)


def test_no_colour_stands_anywhere_but_in_the_tokens() -> None:
    written = (r"#[0-9A-Fa-f]{6}\b", r"#[0-9A-Fa-f]{3}\b", r"\brgba?\(", r"QColor\(\s*\d")
    literal = re.compile("|".join((*written, r"Qt\.GlobalColor\.(?!transparent)")))
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in [*(ROOT / "desktop").rglob("*.py"), *(ROOT / "resources/style").glob("*.qss")]
        for hit in literal.finditer(path.read_text("utf-8"))
    ]
    assert not found
