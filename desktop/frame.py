"""What the panels are shown."""

from dataclasses import dataclass, field

from db.query import Query, Selection
from db.snapshot import Highlight, Snapshot


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a panel needs to draw itself, consistent with itself.

    `back` and `forward` say whether there is a query to go to. `highlight` follows from the
    rest, so two frames are compared without it.
    """

    query: Query = field(default_factory=Query)
    selection: Selection = field(default_factory=Selection)
    snapshot: Snapshot = field(default_factory=Snapshot)
    highlight: Highlight = field(default_factory=Highlight, compare=False)
    back: bool = False
    forward: bool = False
