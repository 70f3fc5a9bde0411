"""What the export dialog says: which rows, how many, what is left out, and names for files."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from db.dimensions import DimensionId
from db.export import FORMATS, FormatId
from db.export.columns import TableId
from db.export.pick import Kind, Shown, kind_of, picked
from db.export.sidecar import beside
from db.model import Clock
from db.query import Filter
from desktop import show
from desktop.frame import Frame
from desktop.recent import folder as in_folder
from desktop.show import tr
from desktop.words.picked import named

_MADE = re.compile(r"[0-9a-f]{32}")
"""A uid that was made, and says nothing to a person."""


def kinds() -> dict[Kind, str]:
    """Return the kinds of rows there are, by name."""
    return {"selected": tr("Selection"), "filtered": tr("Filtered"), "all": tr("Everything")}


def tables() -> dict[TableId, str]:
    """Return the tables there are, by name."""
    return {
        "claims": tr("Claims"),
        "places": tr("Places"),
        "events": tr("Events"),
        "routes": tr("Routes"),
        "relations": tr("Relations"),
    }


def formats() -> dict[FormatId, tuple[str, str]]:
    """Return the formats there are: of each its name, and what it is good for."""
    return {form.id: (tr(form.name), tr(form.promise)) for form in FORMATS.values()}


def counted(table: TableId, n: int) -> str:
    """Return how many of what stands in a table."""
    words = {
        "claims": tr("%n claim(s)", n),
        "places": tr("%n place(s)", n),
        "events": tr("%n event(s)", n),
        "routes": tr("%n road report(s)", n),
        "relations": tr("%n relation(s)", n),
    }
    return words[table]


def rows(kind: Kind, frame: Frame, shown: Shown) -> str:
    """Return what rows of a kind are, in one line."""
    if kind == "selected":
        return _selected(frame, shown)
    if kind == "filtered":
        return _filtered(frame)
    return tr("%n claim(s)", len(shown.whole.ids))


def table_rows(table: TableId, wanted: Kind, shown: Shown) -> str:
    """Return how many rows a table gives; where it has none of the `wanted`, which it gives."""
    kind = kind_of(table, shown, wanted)
    n = tr("%n row(s)", len(picked(table, shown, kind)))
    if kind == wanted:
        return n
    return show.listed(
        [
            n,
            tr("none of it is lit, so all")
            if kind == "all"
            else tr("none of it is lit, so the filtered"),
        ]
    )


def left_out(missed: Mapping[TableId, Mapping[str, int]], *, named: bool) -> str:
    """Return what is left out of each table, by reason; empty where nothing is."""
    if not missed:
        return ""
    told = tr("These numbers go into the sidecar file.")
    names = tables()
    lines = [
        tr("{table}: {reasons}").format(table=names[table], reasons=_reasons(why))
        if named
        else _reasons(why)
        for table, why in missed.items()
    ]
    return "\n".join([*lines, told])


def _reasons(missed: Mapping[str, int]) -> str:
    words = {
        "not_selected": tr("%n not selected", missed.get("not_selected", 0)),
        "filtered": tr("%n filtered out", missed.get("filtered", 0)),
        "undated": tr("%n undated", missed.get("undated", 0)),
        "outside_span": tr("%n outside these days", missed.get("outside_span", 0)),
        "suggested": tr("%n only suggested", missed.get("suggested", 0)),
        "retired": tr("%n retired", missed.get("retired", 0)),
    }
    return ", ".join(said for reason, said in words.items() if missed.get(reason))


def which_files(paths: Mapping[TableId, Path], typed: str) -> str:
    """Return which files are written and what beside them; empty where there are none.

    The one that is written is not said again where it is called as `typed`.
    """
    if not paths:
        return ""
    files = ", ".join(path.name for path in paths.values())
    names = tr("Writes {files}").format(files=files) if files != Path(typed).name else ""
    said = tr("Also written: {file} with filter, counts, desk hash and how old the reports are.")
    if len(paths) > 1:
        said = tr("Also written: {file} and the like, with filter, counts, desk hash and ages.")
    said = said.format(file=beside(next(iter(paths.values()))).name)
    folder = tr("Folder: {folder}").format(folder=in_folder(next(iter(paths.values()))))
    return "\n".join(line for line in (names, said, folder) if line)


def file_stem(kind: Kind, frame: Frame) -> str:
    """Return what a file with these rows may be called: letters and digits with hyphens."""
    desk = frame.snapshot.desk
    name = desk.title if _MADE.fullmatch(desk.uid) else desk.uid
    if kind == "selected":
        things = sum(map(len, frame.selection.kinds.values()))
        name = named(frame) if things == 1 else tr("{desk} selection").format(desk=name)
    words = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    return words[:40].strip("-") or tr("desk")


def _selected(frame: Frame, shown: Shown) -> str:
    if not shown.lit:
        return tr("nothing is selected")
    claims = len(shown.lit["claims"])
    if len(frame.selection.kinds) <= 1 and (frame.selection.claims or frame.selection.whole):
        return tr("%n claim(s) selected", claims)
    return tr("%n claim(s) lit by {names}", claims).format(names=show.apart(named(frame)))


def _filtered(frame: Frame) -> str:
    if not frame.query.filters:
        return tr("nothing is filtered")
    left = show.count(len(frame.snapshot.ids))
    of = tr("{left} of %n claim(s)", frame.snapshot.total).format(left=left)
    return show.listed([of, *(_filter(frame, one) for one in frame.query.filters)])


def _filter(frame: Frame, one: Filter) -> str:
    """Return one filter in words: the text, the clock with its days, or the values chosen."""
    query, (kind, name) = frame.query, one
    if kind == "text":
        return tr("“{text}”").format(text=show.apart(query.text.strip()))
    if kind == "contested":
        return tr("contested only")
    if kind == "span":
        clock = cast("Clock", name)
        return _clock(clock).format(days=show.span(query.spans[clock]))
    dimension = cast("DimensionId", name)
    return ", ".join(
        show.apart(value.uid if dimension == "claim" else value.name)
        for value in frame.snapshot.values[dimension]
        if value.id in query.chosen(dimension)
    )


def _clock(clock: Clock) -> str:
    words: dict[Clock, str] = {
        "about": tr("about {days}"),
        "said": tr("said {days}"),
        "published": tr("published {days}"),
        "recorded": tr("recorded {days}"),
    }
    return words[clock]
