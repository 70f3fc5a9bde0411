"""THE table of gestures: what keys and mouse do within a panel, beside the actions of the menus."""

from desktop.show import tr

Gestures = tuple[str, tuple[tuple[str, str], ...]]
"""Where they work, and for each what is done and by which keys or gesture."""


def gestures() -> tuple[Gestures, ...]:
    """Return the table, in the language of the interface."""
    return (
        (
            tr("Every panel"),
            (
                (tr("Make the selection the filter"), listed(tr("Enter"), tr("double click"))),
                (
                    tr("Add to the selection, or take from it"),
                    listed("Ctrl+Space", tr("Ctrl and click")),
                ),
                (tr("Add all up to there"), tr("Shift and click")),
                (tr("Larger or smaller text"), tr("Ctrl and wheel")),
            ),
        ),
        (
            tr("Claims"),
            (
                (tr("Next, previous"), "J, K"),
                (tr("Sort, and turn the order"), tr("click on a heading")),
                (tr("Move a column"), listed(tr("drag its heading"), "Ctrl+Up, Ctrl+Down")),
                (tr("Hide a column"), tr("right click on its heading")),
                (tr("To the group of a claim, and fold it"), tr("Left")),
                (tr("Unfold a group, and to its first claim"), tr("Right")),
                (tr("Select the claims of a group"), tr("click on its name")),
                (tr("Fold or unfold a group"), tr("click on its arrow")),
            ),
        ),
        (
            tr("Detail"),
            (
                (tr("Write the note"), listed("F2", tr("Enter"), tr("click"))),
                (tr("Save the note, let it go"), "Ctrl+Enter, Esc"),
                (tr("Choose a digit while grading"), "1 … 6"),
            ),
        ),
        (
            tr("Timeline"),
            (
                (tr("Brush days"), tr("drag")),
                (tr("Move the brush"), "[ , ]"),
                (tr("Narrow and widen it"), "{ , }"),
                (
                    tr("Move its last day, its first day"),
                    listed("Shift+Left, Right", "Shift+Home, End"),
                ),
                (tr("Lift it"), listed("Delete", tr("double click"))),
                (tr("Next, previous mark"), "J, K"),
                (tr("The nearest mark in another lane"), "Up, Down"),
            ),
        ),
        (
            tr("Timeline and Roads"),
            (
                (tr("Zoom in, zoom out"), listed("+, −", tr("wheel"))),
                (tr("Show all"), "0"),
                (
                    tr("Move the picture"),
                    listed(tr("Shift and drag"), tr("drag with the middle button")),
                ),
            ),
        ),
        (
            tr("Roads"),
            (
                (tr("The nearest place that way"), tr("arrows")),
                (tr("The roads of the place"), "Tab"),
                (tr("Select what the ring is on"), tr("Space")),
                (tr("Move a place by hand"), listed(tr("drag it"), tr("Ctrl+Shift+arrows"))),
                (tr("Leave it where it was while dragging"), "Esc"),
            ),
        ),
        (
            tr("Views"),
            (
                (tr("Show it again"), listed(tr("Enter"), tr("click"))),
                (tr("Rename a view"), "F2"),
                (tr("Move a view"), listed("Alt+Up, Down", tr("drag"))),
                (tr("Delete a view"), "Delete"),
            ),
        ),
        (
            tr("History"),
            (
                (tr("Show what it changed"), listed(tr("Enter"), tr("double click"))),
                (tr("Undo this, or redo it"), "U"),
                (tr("Undo all after it"), "Shift+U"),
                (tr("Copy the entry"), "Ctrl+C"),
            ),
        ),
        (
            tr("Proposals"),
            (
                (tr("Next, previous"), "J, K"),
                (tr("Accept, reject, no conflict"), "A, R, N"),
                (tr("Later: to the end of the queue"), "L"),
                (tr("Read on in the pair, and back"), listed(tr("Space"), tr("Shift+Space"))),
                (tr("Show the echoes of one, fold them"), tr("Right, Left")),
            ),
        ),
        (
            tr("A list of the filter bar"),
            (
                (tr("Tick or untick"), tr("Space")),
                (tr("Only this, all but this"), listed("Shift+F10", tr("right click"))),
            ),
        ),
    )


def listed(*ways: str) -> str:
    """Return ways to do one thing, as a sentence has them."""
    return tr(" or ").join(ways)
