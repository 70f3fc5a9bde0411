"""How long the storms last: as in the suite, or, under `make soak`, as long as SOAK says."""

import os
from typing import Final

_SAID: Final = os.environ.get("SOAK", "short")
_LENGTHS: Final = {"short": (60, 100, 100), "long": (1_000, 1_000, 300)}
"""How many kills, how many power cuts, how many edits of each of four writers."""
_N: Final = int(_SAID) if _SAID.isdecimal() else 0

KILLS, CUTS, EDITS_EACH = _LENGTHS[_SAID] if not _N else (_N, _N, _N)
