"""What the panels are shown."""

from dataclasses import dataclass, field

from db.query import Query, Selection
from db.snapshot import Highlight, Snapshot
from db.views import View
from desktop.schematic.report import Layout
from desktop.trail import Visit


@dataclass(frozen=True, slots=True)
class Edits:
    """What can be said of edits: their labels, as the history has them.

    `pending` are asked for and not yet safe on the disk, the oldest first. `undo` and `redo` are
    what these would take back and do again, empty for nothing. `behind`: what is safe has yet to be
    read. `news` is what was saved or came
    in last, the newest first, each a sentence.
    """

    pending: tuple[str, ...] = ()
    undo: str = ""
    redo: str = ""
    news: tuple[str, ...] = ()
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a panel needs to draw itself, consistent with itself.

    `back` and `forward` say whether there is a query to go to; `trail` is every query that was
    shown, `here` the id of the one that is. `views` are those saved in the desk, in their order,
    `binned` those deleted since it was opened. `layout` is the diagram of places and roads, as far
    as it is there; `pending` names what takes a while and has yet to come. `highlight` follows from
    the rest, so two frames are compared without it.
    """

    query: Query = field(default_factory=Query)
    selection: Selection = field(default_factory=Selection)
    snapshot: Snapshot = field(default_factory=Snapshot)
    highlight: Highlight = field(default_factory=Highlight, compare=False)
    back: bool = False
    forward: bool = False
    trail: tuple[Visit, ...] = ()
    here: int = 0
    views: tuple[View, ...] = ()
    binned: tuple[View, ...] = ()
    edits: Edits = field(default_factory=Edits)
    layout: Layout = field(default_factory=Layout)
    pending: tuple[str, ...] = ()
