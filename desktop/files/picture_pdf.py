"""A picture as PDF: one page, or several where it is a long list."""

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
    """Return the picture as PDF, fonts and all: on A4 where that can be read, else on A3."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_FINE)
    writer.setTitle(show.visible(picture.title.text))
    writer.setCreator(f"Crosscheck {version('crosscheck-desk')}")
    sheet, pages = _shared_out(picture)
    writer.setPageLayout(sheet)
    room = sheet.paintRectPixels(_FINE).size()
    scale = min(_scale(room, page.size) for page in pages)
    painter = QPainter(writer)
    for n, page in enumerate(pages):
        if n:
            writer.newPage()
        painter.save()
        painter.translate((room.width() - scale * page.size.width()) / 2, 0)
        painter.scale(scale, scale)
        page.paint(painter)
        painter.restore()
    painter.end()
    return _legible(bytes(buffer.data().data()), picture.font)


def _shared_out(picture: Picture) -> tuple[QPageLayout, list[Picture]]:
    """Return the sheets that a picture takes, and what stands on each.

    One of several parts stands upright, on as many as it needs.
    """
    if len(picture.parts) == 1:
        size = picture.size
        return _sheet(size, lying=size.width() > size.height()), [picture]
    small = _sheet(picture.size, lying=False)
    if small.pageSize().id() == _SHEETS[0]:
        return small, [picture]
    first = picture.pages(0)[0].size
    sheet = _sheet(first, lying=False)
    room = sheet.paintRect(QPageLayout.Unit.Point).size()
    return sheet, picture.pages(int(room.height() / _scale(room.toSize(), first)))


def _sheet(size: QSize, *, lying: bool) -> QPageLayout:
    """Return the first sheet on which a picture of that size can be read."""
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    margins = QMarginsF(_EDGE, _EDGE, _EDGE, _EDGE)
    mm = QPageLayout.Unit.Millimeter
    layouts = [QPageLayout(QPageSize(sheet), way, margins, mm) for sheet in _SHEETS]
    return next((one for one in layouts if _text_on(one, size) >= _READABLE), layouts[-1])


def _scale(room: QSize, size: QSize) -> float:
    """Return how much larger a picture of that size is where it fills the room."""
    return min(room.width() / size.width(), room.height() / size.height())


def _text_on(sheet: QPageLayout, size: QSize) -> float:
    """Return how large, in points, the text of a picture of that size comes out on a sheet."""
    return 12 * _scale(sheet.paintRect(QPageLayout.Unit.Point).size().toSize(), size)


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
