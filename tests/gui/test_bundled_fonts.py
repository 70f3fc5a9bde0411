"""What is drawn needs no font of the system."""

from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from desktop.checkup import checks

FONTS = [f.read_bytes() for f in (files("resources") / "fonts").iterdir() if ".otf" in f.name]


def of_the_fonts(fonts: list[bytes], folder: Path) -> str | None:
    return next(c.obstacle for c in checks({}, folder, fonts) if c.what == "bundled fonts")


@pytest.mark.usefixtures("qapp")
def test_the_bundled_fonts_pass_the_check(tmp_path: Path) -> None:
    assert of_the_fonts(FONTS, tmp_path) is None


@pytest.mark.usefixtures("qapp")
def test_a_broken_or_missing_font_does_not(tmp_path: Path) -> None:
    assert "does not load" in (of_the_fonts([FONTS[0][:1000]], tmp_path) or "")
    assert "are missing" in (of_the_fonts([], tmp_path) or "")


@pytest.mark.parametrize("content", FONTS)
def test_no_glyph_of_a_name_is_missing(content: bytes, qapp: QApplication) -> None:
    assert qapp.primaryScreen()
    face = QRawFont(QByteArray(content), 12.0)
    assert [sign for sign in "Бахмут Ґ є ї ’ ≠ ×" if not face.supportsCharacter(ord(sign))] == []


@pytest.mark.usefixtures("qapp")
def test_they_are_one_family_in_three_weights() -> None:
    for content in FONTS:
        QFontDatabase.addApplicationFontFromData(QByteArray(content))
    weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
    assert {QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold} <= weights
