"""Days as people type them."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

from db.dates import bounds
from desktop.show import tr

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FORMS = ("d MMM yyyy", "d MMMM yyyy", "d.M.yyyy")


def read_day(text: str, *, last: bool) -> date | None:
    """Return the day typed, None for an empty text: 2023-02-01, 1 Feb 2023, or the locale's form.

    Of a month or a year, 2023-02 or 2023, the first day, or the `last`. Raises ValueError.
    """
    typed = text.strip()
    if not typed:
        return None
    if _ISO.fullmatch(typed):
        return bounds(typed)[1 if last else 0]
    locale = QLocale()
    for form in (*_FORMS, locale.dateFormat(QLocale.FormatType.ShortFormat)):
        day = locale.toDate(typed, form)
        if day.isValid() and day.year() >= 1000:  # a year of two digits is nobody's year
            return date(day.year(), day.month(), day.day())
    raise ValueError(typed)


def no_day(text: str) -> str:
    """Say that a text is no day, and how one is written."""
    example = QLocale().toString(QDate(2023, 2, 1), "d MMM yyyy")
    said = tr("“{text}” is not a day. Write 2023-02-01 or {example}, or leave it empty.")
    return said.format(text=text, example=example)
