"""What the proposals panel asks of the window: the rules at work, and edits followed closely."""

from typing import TYPE_CHECKING, cast

from desktop.panels.proposals.panel import ProposalsPanel

if TYPE_CHECKING:
    from desktop.window import MainWindow


def begin(window: "MainWindow") -> None:
    """Have the rules look at every claim."""
    window.door.in_the_name(window.workspace.proposing.begin)


def wire(window: "MainWindow") -> None:
    """Grant what the panel asks for, and let it follow edits that change nothing else."""
    panel, workspace = cast("ProposalsPanel", window.panels["proposals"]), window.workspace
    panel.propose_requested.connect(lambda: begin(window))
    panel.told.connect(window.status.say)
    workspace.edits_moved.connect(panel.show_frame)
    workspace.proposing.told.connect(window.status.say)
