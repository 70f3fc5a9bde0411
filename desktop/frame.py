"""What the panels are shown."""

from dataclasses import dataclass, field

from db.query import Query, Selection
from db.snapshot import Highlight, Snapshot
from db.views import View
from desktop.trail import Visit


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a panel needs to draw itself, consistent with itself.

    `back` and `forward` say whether there is a query to go to; `trail` is every query that was
    shown, `here` the id of the one that is. `views` are those saved in the desk, in their order,
    `binned` those deleted since it was opened. `highlight` follows from the rest, so two frames
    are compared without it.
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
