"""What the help of every command ends with."""

import argparse
import textwrap
from typing import Final

EXIT: Final = """\
exit status: 0 done · 1 the file was refused or the desk breaks a rule, its faults are listed ·
2 the command is not one, or names what the desk does not have · 3 the desk cannot be opened or
written · 70 an error of ours · 130 interrupted. Whatever the status but 0, what stood there
before is as it was."""


def teach(parser: argparse.ArgumentParser, examples: str) -> None:
    """End the help of a command with examples and the exit statuses."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = textwrap.fill(parser.description or "", 88)
    parser.epilog = f"examples:\n{examples}\n\n{EXIT}"
