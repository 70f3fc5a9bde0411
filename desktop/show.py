"""Strings for people: dates at their precision, counts, text from data as it stands, labels."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from db.model import Claim, Days
from db.query import Span
from desktop.words.plain import apart, mixtures, visible

_PLURAL = re.compile(r"\((\w+)\)")
"""The plural's ending in an English source text: claim(s)."""
_END = re.compile(r"(\d{2}[\dX]{2})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([?~%]?)")
_DOUBTS = 3
"""How many words of mixed letters are named; the rest is counted."""


def tr(text: str, n: int = -1) -> str:
    """Return `text` in the language of the interface; `%n` becomes `n`, in its plural.

    In the language it is written in, "(s)" is the plural's ending.
    """
    said = QCoreApplication.translate("show", text, None, n)
    if n < 0:
        return said
    return _PLURAL.sub("" if n == 1 else r"\1", said.replace(str(n), count(n), 1))


def count(n: int) -> str:
    """Return a number as the locale groups it."""
    return QLocale().toString(n)


def day(when: date) -> str:
    """Return a day as the locale writes it, short: 1 Feb 2023. It meets no time zone."""
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMM yyyy")


def month(when: date) -> str:
    """Return a month as the locale writes it, short: Feb 2023."""
    return QLocale().toString(QDate(when.year, when.month, 1), "MMM yyyy")


def dates(days: Days, missing: str = "") -> str:
    """Return what a coded date says, at the precision it says it: ~15 Jan 2023, until 1 Mar 2023.

    `missing` is said of an undated one; the default is "undated".
    """
    if days.edtf is None and days.undated:
        return missing or tr("undated")
    if days.edtf is None:
        return span(Span(days.since, days.until))
    left, bar, right = days.edtf.partition("/")
    if not bar:
        return _end(left)
    if left == "..":
        return tr("until {end}").format(end=_end(right))
    if right == "..":
        return tr("from {start}").format(start=_end(left))
    return tr("{start} – {end}").format(start=_end(left), end=_end(right))


def span(days: Span) -> str:
    """Return the days of a filter in words: 1 Jan – 2 Mar 2023, from 1 Jan 2023."""
    if days.since is None and days.until is None:
        return tr("any day")
    if days.since is None or days.until is None:
        word = tr("from {day}") if days.until is None else tr("until {day}")
        return word.format(day=day(days.since or days.until))  # type: ignore[arg-type]
    if days.since == days.until:
        return day(days.since)
    start = day(days.since)
    if days.since.year == days.until.year:
        start = QLocale().toString(
            QDate(days.since.year, days.since.month, days.since.day), "d MMM"
        )
    return tr("{start} – {end}").format(start=start, end=day(days.until))


def _end(edtf: str) -> str:
    """Return one end of a date as coded; the text itself when it is of another form."""
    found = _END.fullmatch(edtf)
    if not found:
        return visible(edtf)
    year, month_, day_, mark = found.groups()
    if "X" in year or not month_ or month_ == "XX":
        said = year.replace("X", "0") + "s" if "X" in year else year
    elif not day_ or day_ == "XX":
        said = month(date(int(year), int(month_), 1))
    else:
        said = day(date(int(year), int(month_), int(day_)))
    about = "~" if mark in {"~", "%"} else ""
    return about + said + ("?" if mark in {"?", "%"} else "")


def via(chain: str) -> str:
    """Return the stations a statement came through, without the claimant at their end."""
    hops = chain.split(" < ")
    return " ‹ ".join(apart(hop) for hop in (hops[:-1] or hops))


def told_by(claim: Claim) -> str:
    """Return who says a claim, through whom where that is somebody else, and of when."""
    speaker, through = apart(claim.claimant.name), via(claim.chain)
    who = speaker
    if through != speaker:
        who = tr("{claimant}, via {sources}").format(claimant=speaker, sources=through)
    return tr("{who}, {date}").format(who=who, date=dates(claim.about))


def tip(*lines: str) -> str:
    """Return a tooltip that shows `lines` as they stand: markup in data is text.

    What they may deceive with is said under them.
    """
    return "<br>".join(f"<span>{escape(line)}</span>" for line in _tip_lines(lines))


def explain(widget: QWidget, *lines: str) -> None:
    """Give a widget a tooltip, and the same lines without markup to a screen reader.

    What the widget says of itself otherwise stays; Qt would else read the tooltip, tags and all.
    What its name says already is not said again: a blank keeps Qt from doing so.
    """
    named = widget.accessibleName()
    told = ". ".join(line for line in _tip_lines(lines) if line not in named) or " "
    widget.setToolTip(tip(*lines))
    if widget.accessibleDescription() in {"", widget.property("explained")}:
        widget.setAccessibleDescription(told)
        widget.setProperty("explained", told)


def _tip_lines(lines: tuple[str, ...]) -> list[str]:
    return [apart(line) for line in (*lines, *doubts(*lines)) if line]


def doubts(*texts: str) -> list[str]:
    """Return a line for each word that mixes letters of several scripts; of many, a few."""
    found = list(dict.fromkeys(one for text in texts for one in mixtures(text)))
    lines = [
        tr("“{word}” mixes {scripts} letters").format(
            word=apart(one.word), scripts=tr(" and ").join(map(tr, one.scripts))
        )
        for one in found[:_DOUBTS]
    ]
    more = len(found) - _DOUBTS
    return [*lines, tr("%n more word(s) of mixed letters", more)] if more > 0 else lines


def doubled(text: str) -> str:
    """Return `text` for a menu or a button, which would take an ampersand for a mark of a key."""
    return visible(text).replace("&", "&&")


def listed(words: Iterable[str]) -> str:
    """Return words in one line, with middle dots between; none turns another around."""
    return " · ".join(apart(word) for word in words if word)


def worded(code: str) -> str:
    """Return a word of the desk file as one for people: direct_quote becomes direct quote."""
    return tr(visible(code).replace("_", " "))


def label(text: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a label that shows its text as it stands, markup and all."""
    made = QLabel(visible(text), parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """One line of plain text that elides at its right end and says it whole in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(visible(text))
        explain(self, text)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, text)
