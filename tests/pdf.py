"""As much of PDF as it takes to read pages that Qt wrote, and nothing of Qt."""

import re
import zlib
from collections.abc import Mapping

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> (?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj")


def text(data: bytes) -> str:
    """Return what is written on all pages, glyph after glyph, by the fonts' own tables."""
    return "".join(texts(data))


def texts(data: bytes) -> list[str]:
    """Return what is written on each page."""
    objects = {int(n): body for n, body in _OBJECT.findall(data)}
    fonts = {
        number: _letters(_stream(objects[int(told[1])]))
        for number, body in objects.items()
        if (told := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    return [_said(page, fonts) for page in _pages(objects)]


def _said(page: bytes, fonts: Mapping[int, dict[int, str]]) -> str:
    said, letters = "", dict[int, str]()
    for font, glyphs in _SHOWN.findall(page):
        if font:
            letters = fonts[int(font)]
        said += "".join(
            letters.get(int(glyphs[n : n + 4], 16), "\ufffd") for n in range(0, len(glyphs), 4)
        )
    return said


def cuts(data: bytes) -> int:
    """Return how often what follows is cut off at the edges of a shape."""
    pages = _pages({int(n): body for n, body in _OBJECT.findall(data)})
    return sum(len(re.findall(rb"\bW\*? n", page)) for page in pages)


def images(data: bytes) -> int:
    """Return how many pictures made of points, and masks, are in the file."""
    return len(re.findall(rb"/Subtype /Image|/SMask << ", data))


def fonts_inside(data: bytes) -> tuple[int, int]:
    """Return how many fonts the page uses, and how many of them are in the file."""
    return data.count(b"/Subtype /Type0"), len(re.findall(rb"/FontFile[23]? ", data))


def size(data: bytes) -> tuple[float, float]:
    """Return the width and height of the page in points."""
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", data)
    assert box, "the file has no page"
    return float(box[1]), float(box[2])


def _pages(objects: dict[int, bytes]) -> list[bytes]:
    """Return what is drawn on each page that has text."""
    return [s for s in map(_stream, objects.values()) if b" Tj" in s and b"BT" in s]


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if not found:
        return b""
    try:
        return zlib.decompress(found[1])
    except zlib.error:
        return found[1]


def _letters(cmap: bytes) -> dict[int, str]:
    letters: dict[int, str] = {}
    for first, last, start, each in _RANGE.findall(cmap):
        codes = re.findall(rb"<([0-9A-Fa-f]+)>", each)
        for n, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
            if codes:
                letters[glyph] = bytes.fromhex(codes[n].decode()).decode("utf-16-be")
            else:
                letters[glyph] = chr(int(start, 16) + n)
    return letters
