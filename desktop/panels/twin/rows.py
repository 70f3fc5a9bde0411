"""What the table twin of a picture lists: rows of cells, in the order files have."""

from dataclasses import dataclass
from typing import Literal, Protocol

from db.columns import Ints, Mask
from db.model import Actor, Ref
from db.query import Selection
from desktop import show
from desktop.frame import Frame

Sign = Literal["", "contested", "side"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, `width` pixels at the usual text size; one of them takes all slack."""

    heading: str
    width: int
    number: bool = False
    stretches: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell displays, and the lines of its tooltip where they say more.

    `token` is that of the side whose shape stands before the text; `spoken` is said in place of
    a text that says too little alone, and `short` is painted where it does not fit. `quiet`: the
    text says that something is not known.
    """

    text: str = ""
    tip: tuple[str, ...] = ()
    sign: Sign = ""
    token: str = ""
    spoken: str = ""
    short: str = ""
    quiet: bool = False


NONE = Cell("–", quiet=True)
"""There is no value."""


def said_by(claimant: Actor) -> Cell:
    """Return who says it, with the shape of the side."""
    name, side = show.visible(claimant.name), claimant.side
    spoken = show.tr("{claimant}, {side}").format(claimant=name, side=show.visible(side.name))
    short = show.visible(claimant.abbrev or "")
    return Cell(name, (claimant.name, side.name), "side", side.token, spoken, short)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `dim`: the filters leave it out, as the picture shows too."""

    cells: tuple[Cell, ...]
    dim: bool = False

    @property
    def sentence(self) -> str:
        """The row as it is spoken."""
        said = (cell.spoken or cell.text for cell in self.cells if cell != NONE)
        return ", ".join(words for words in said if words)


class Listing(Protocol):
    """The rows of one frame. One thing may have several rows, one below the other."""

    @property
    def frame(self) -> Frame:
        """What is listed; the rows stay as they are while its snapshot does."""
        ...

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, the same ones for every frame."""
        ...

    @property
    def lit(self) -> Mask:
        """Which rows the selection is linked to."""
        ...

    @property
    def empty(self) -> str:
        """What stands in place of the rows when there are none."""
        ...

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> tuple[Row, ...]:
        """Return the rows from one to before another, fetching what they say."""
        ...

    def ref(self, n: int) -> Ref:
        """Return what a row is of, fetching nothing."""
        ...

    def rows_of(self, ref: Ref) -> Ints:
        """Return the rows of one thing, ascending."""
        ...

    def picked(self, selection: Selection) -> Mask:
        """Return which rows are of things that are selected."""
        ...

    def picking(self, rows: Ints, selection: Selection) -> Selection:
        """Return `selection` with the things of these rows picked, and no other of their kinds."""
        ...
