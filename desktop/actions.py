"""THE table of actions: menus, shortcuts and the sheet of keys are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from db.query import Query, Selection
from desktop.frame import Frame
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow

Menu = Literal["File", "Edit", "View", "Go", "Help"]
MENUS: tuple[Menu, ...] = ("File", "Edit", "View", "Go", "Help")


def _always(_: Frame) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the window can be asked to do: where it stands, its keys, the wish behind it.

    `enabled` says whether it would do anything to a frame. `rule` draws a line above it.
    """

    id: str
    menu: Menu
    text: str
    wish: "Callable[[MainWindow], object]"
    keys: tuple[str, ...] = ()
    enabled: Callable[[Frame], bool] = _always
    rule: bool = False


def _has_claims(frame: Frame) -> bool:
    return frame.snapshot.total > 0


def _selected(frame: Frame) -> bool:
    return bool(frame.selection) and not frame.selection.whole


def _restricted(frame: Frame) -> bool:
    return frame.selection != Selection() or bool(frame.query.filters)


def actions() -> tuple[Action, ...]:
    """Return the table, in the language of the interface."""
    return (
        Action("open", "File", tr("Open a desk…"), lambda w: w.open_requested.emit(), ("Ctrl+O",)),
        Action("bundled", "File", tr("Open the sample desk"), lambda w: w.sample_requested.emit()),
        Action(
            "export",
            "File",
            tr("Export what is seen…"),
            lambda w: w.export(),
            ("Ctrl+E",),
            _has_claims,
            rule=True,
        ),
        Action("quit", "File", tr("Quit"), lambda w: w.close(), ("Ctrl+Q",), rule=True),
        Action(
            "copy", "Edit", tr("Copy rows"), lambda w: w.claims.copy(), ("Ctrl+C",), _has_claims
        ),
        Action(
            "whole",
            "Edit",
            tr("Select all claims shown"),
            lambda w: w.claims.table.selectAll(),
            ("Ctrl+A",),
            _has_claims,
        ),
        Action(
            "search",
            "Edit",
            tr("Search"),
            lambda w: w.filters.focus_search(),
            ("Ctrl+F", "/"),
            rule=True,
        ),
        Action(
            "lift",
            "Edit",
            tr("Lift all filters"),
            lambda w: w.workspace.refine(Query.unfiltered),
            ("X",),
            lambda f: bool(f.query.filters),
        ),
        Action(
            "back", "Go", tr("Back"), lambda w: w.workspace.back(), ("Alt+Left",), lambda f: f.back
        ),
        Action(
            "forward",
            "Go",
            tr("Forward"),
            lambda w: w.workspace.forward(),
            ("Alt+Right",),
            lambda f: f.forward,
        ),
        Action(
            "narrow",
            "Go",
            tr("Make the selection the filter"),
            lambda w: w.workspace.narrow(),
            (),
            _selected,
            rule=True,
        ),
        Action(
            "release",
            "Go",
            tr("Clear the selection, then the newest filter"),
            lambda w: w.workspace.release(),
            ("Esc",),
            _restricted,
        ),
        Action("next", "Go", tr("Next panel"), lambda w: w.step_panel(1), ("F6",), rule=True),
        Action("previous", "Go", tr("Previous panel"), lambda w: w.step_panel(-1), ("Shift+F6",)),
        Action("keys", "Help", tr("Keys"), lambda w: w.show_keys(), ("F1", "?")),
        Action("about", "Help", tr("About Crosscheck"), lambda w: w.show_about()),
    )
