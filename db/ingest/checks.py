"""What must hold of a desk: references, and the invariants of claims, dates, scales and roads."""

from db.errors import Fault
from db.exchange import Form


def faults(whole: Form, form: Form, held: Form) -> list[Fault]:
    return []
