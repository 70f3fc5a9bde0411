"""Entries of the history and what they changed, in words."""

from datetime import UTC, datetime

from db.entries import Difference, Entry
from desktop import show
from desktop.show import tr

_LONGEST = 2_000
"""So much of a value is told; a text of the desk may be a book."""
_AGAIN, _BACK = "undo: ", "redo: "
"""How the history calls an undo, and the undo of one: to take it back does the thing again."""


def what(entry: Entry) -> str:
    """Return what was done, as a row begins."""
    return capital(entry.why) or tr("No words were left")


def when(entry: Entry) -> str:
    """Return day and time where the reader is, short; what is no instant as it stands."""
    at = _instant(entry.at)
    if at is None:
        return show.visible(entry.at)
    here, now = at.astimezone(), datetime.now(UTC).astimezone()
    day = tr("today") if here.date() == now.date() else show.day(here.date())
    return f"{day} {here:%H:%M}"


def utc(entry: Entry) -> str:
    """Return the exact instant."""
    return tr("{instant} (UTC)").format(instant=entry.at.replace("T", " ").removesuffix("Z"))


def rows(entry: Entry) -> str:
    """Return how much it changed."""
    return tr("%n row(s)", entry.rows)


def marks(entry: Entry) -> tuple[str, ...]:
    """Return what else has to be known of it, each in a word."""
    undone = tr("undone") if entry.undone else ""
    ground = tr("the beginning") if entry.ground else ""
    return tuple(mark for mark in (undone, ground) if mark)


def undo_name(entry: Entry) -> str:
    """Return what taking it back is called."""
    return tr("Redo this") if undone_by(entry)[1] else tr("Undo this")


def undone_by(entry: Entry) -> tuple[str, bool]:
    """Return the edit at the root of it, and whether taking it back does that again."""
    if entry.undoes is None:
        return entry.why, False
    for word, redo in ((_AGAIN, True), (_BACK, False)):
        if entry.why.startswith(word):
            return entry.why.removeprefix(word), redo
    return entry.why, False


def line(entry: Entry) -> str:
    """Return it as a line to be pasted elsewhere, between tabs."""
    undone = tr("undone") if entry.undone else ""
    cells = (entry.at, entry.who, entry.why, str(entry.rows), undone)
    return "\t".join(" ".join(show.visible(cell).split()) for cell in cells).rstrip()


def changed(difference: Difference) -> str:
    """Return which row it was, and what became of it."""
    done = {"I": tr("new"), "U": tr("changed"), "D": tr("taken out")}[difference.op]
    thing = difference.thing
    if difference.table == "meta":  # it goes by its key
        thing = tr("the desk, {key}").format(key=show.worded(thing))
    return tr("{thing}, {done}").format(thing=show.apart(capital(thing)), done=done)


def field(name: str) -> str:
    """Return what a field is called."""
    return show.worded(name.removesuffix("_id"))


def value(content: object) -> str:
    """Return what stood in a field."""
    if content is None:
        return tr("nothing")
    text = str(content)
    if not text:
        return tr("empty")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def capital(text: str) -> str:
    """Return `text` as a sentence begins."""
    return text[:1].upper() + text[1:]


def _instant(at: str) -> datetime | None:
    try:
        said = datetime.fromisoformat(at)
    except ValueError:
        return None
    return said if said.tzinfo else said.replace(tzinfo=UTC)
