"""A picture of the panels as a page of PDF."""

import re
from importlib.metadata import version

from PySide6.QtCore import QBuffer, QMarginsF, QSize
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
    QTextLayout,
)

from desktop import show
from desktop.files.picture import Picture

_SHEETS = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3)
_READABLE = 6.5
"""In points, the least that text in the base size may be on a sheet before the next is taken."""
_FINE = 1200
"""Dots per inch of a page: how fine its coordinates are, whatever the printer has."""
_EDGE = 8.0
"""Millimetres of a page that are left white."""
_OF_TABLE = re.compile(rb"^(<[0-9A-F]{4}> <[0-9A-F]{4}> )([<\[][0-9A-F<> ]*\]?)$", re.MULTILINE)
"""A line of the table of a font: from this glyph to that one, and the letters they stand for."""
_PRIVATE = "".join(map(chr, range(0xE000, 0xF900)))
"""The letters that Unicode leaves to each font."""


def pdf(picture: Picture) -> bytes:
    """Return the picture as a page of PDF, fonts and all: A4 where that can be read, else A3."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    page = QPdfWriter(buffer)
    page.setResolution(_FINE)
    page.setTitle(show.visible(picture.title.text))
    page.setCreator(f"Crosscheck {version('crosscheck-desk')}")
    page.setPageLayout(_sheet(picture.size))
    painter = QPainter(page)
    room = page.pageLayout().paintRectPixels(_FINE).size()
    scale = min(room.width() / picture.size.width(), room.height() / picture.size.height())
    painter.translate((room.width() - scale * picture.size.width()) / 2, 0)
    painter.scale(scale, scale)
    picture.paint(painter)
    painter.end()
    return _legible(bytes(buffer.data().data()), picture.font)


def _sheet(size: QSize) -> QPageLayout:
    """Return the first sheet on which a picture of that size can be read, lying if it lies."""
    lying = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    margins = QMarginsF(_EDGE, _EDGE, _EDGE, _EDGE)
    mm = QPageLayout.Unit.Millimeter
    layouts = [QPageLayout(QPageSize(sheet), way, margins, mm) for sheet in _SHEETS]
    return next((one for one in layouts if _text_on(one, size) >= _READABLE), layouts[-1])


def _text_on(sheet: QPageLayout, size: QSize) -> float:
    """Return how large, in points, the text of a picture of that size comes out on a sheet."""
    room = sheet.paintRect(QPageLayout.Unit.Point).size()
    return 12 * min(room.width() / size.width(), room.height() / size.height())


def _legible(page: bytes, font: QFont) -> bytes:
    """Let what is copied from the page, or searched in it, be what stands there.

    Qt 6.11 tells of even figures by their places in the private letters of the font, and of a
    space as a tab.
    """
    raw, plain = QRawFont.fromFont(font), dict[int, str]()
    for said in map(chr, range(0x21, 0x7F)):
        laid = QTextLayout(said, font)
        laid.beginLayout()
        laid.createLine()
        laid.endLayout()
        for run in laid.glyphRuns():
            plain.setdefault(run.glyphIndexes()[0], said)
    private = zip(_PRIVATE, raw.glyphIndexesForString(_PRIVATE), strict=True)
    letters = {ord(one): ord(plain[glyph]) for one, glyph in private if glyph in plain}
    letters[ord("\t")] = ord(" ")

    def letter(code: re.Match[bytes]) -> bytes:
        number = int(code[0], 16)
        return f"{letters.get(number, number):04X}".encode()

    def line(of_table: re.Match[bytes]) -> bytes:
        return of_table[1] + re.sub(rb"[0-9A-F]{4}", letter, of_table[2])

    return _OF_TABLE.sub(line, page)
