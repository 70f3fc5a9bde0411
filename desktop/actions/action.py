"""What the window can be asked to do, one value each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.frame import Frame
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow

Menu = Literal["File", "Edit", "View", "Go", "Help"]
MENUS: tuple[Menu, ...] = ("File", "Edit", "View", "Go", "Help")


def _nothing(_: Frame) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the window can be asked to do: where it stands, its keys, the wish behind it.

    `hindered` says why it would do nothing to a frame; empty when it would. `gesture` is what
    does the same in the panels. `under` names a menu within the menu, `rule` draws a line above.
    `ticked` says whether what it sets is set; None: it sets nothing. `said` is what it is called
    at a frame, where that varies.
    """

    id: str
    menu: Menu
    text: str
    wish: "Callable[[MainWindow], object]"
    keys: tuple[str, ...] = ()
    hindered: Callable[[Frame], str] = _nothing
    gesture: str = ""
    under: str = ""
    rule: bool = False
    ticked: "Callable[[MainWindow], bool] | None" = None
    said: Callable[[Frame], str] | None = None

    def name(self, frame: Frame) -> str:
        """Return what it is called at a frame."""
        return self.said(frame) if self.said else self.text


def no_claims(frame: Frame) -> str:
    """Say why what needs claims would do nothing."""
    return "" if frame.snapshot.total else tr("this desk holds no claims yet")
