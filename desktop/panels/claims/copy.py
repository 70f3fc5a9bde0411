"""Claims as text to be pasted elsewhere: cells, a Markdown table, citations.

None of them says what is claimed without who claims it and through which source.
"""

import re
from collections.abc import Iterable, Sequence

from db.guard import guarded
from db.model import Claim, Evidence
from desktop import show
from desktop.panels.claims.columns import Column
from desktop.show import tr

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&!#$@^])")
"""What would be read as markup in the middle of a line of Markdown."""
_ADDRESS = re.compile(r"(?<=\bwww)(?=\.)|(?<=\w)(?=://)", re.ASCII)
"""Where an address is broken so that nobody's text becomes a link."""


def tsv(columns: Sequence[Column], claims: Iterable[Claim]) -> str:
    """Return lines of tab-separated cells under the headings; the first holds the uid.

    They are pasted into spreadsheets, which run what looks like a formula: so it is guarded.
    """
    return "".join("\t".join(map(guarded, line)) + "\n" for line in _lines(columns, claims))


def markdown(columns: Sequence[Column], claims: Iterable[Claim]) -> str:
    """Return the same as a table in the Markdown of GitHub; markup in the data stays text."""
    head, *lines = [[_plain(cell) for cell in line] for line in _lines(columns, claims)]
    rule = ["---"] * len(head)
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *lines))


def citations(claims: Iterable[Claim]) -> str:
    """Return one line a claim, to be pasted into a report."""
    return "".join(citation(claim) + "\n" for claim in claims)


def citation(claim: Claim) -> str:
    """Return who says what of when, where that stands, through whom it came, and the uid."""
    told = tr("According to {claimant}: {paraphrase}").format(
        claimant=claim.claimant.name, paraphrase=claim.paraphrase
    )
    sources = [_where(evidence) for evidence in claim.evidence]
    parts = [
        told,
        tr("Time spoken of: {dates}").format(dates=show.dates(claim.about)),
        tr("Source: {source}").format(source="; ".join(sources) or show.via(claim.chain)),
        _through(claim),
        tr("Claim {uid}").format(uid=claim.uid),
    ]
    return _one_line(" — ".join(part for part in parts if part))


def _where(evidence: Evidence) -> str:
    """Return the source and the document, the words with their paragraph if held, the address."""
    paragraph = tr("paragraph {n}").format(n=evidence.paragraph)
    quoted = tr("{paragraph}: “{quote}”").format(paragraph=paragraph, quote=evidence.quote)
    published = show.dates(evidence.published, tr("day not stated"))
    parts = (
        evidence.source,
        tr("“{title}”").format(title=evidence.document),
        tr("published: {day}").format(day=published),
        quoted if evidence.quote else paragraph,
        evidence.url or "",
    )
    return ", ".join(part for part in parts if part)


def _through(claim: Claim) -> str:
    """Return the stations on the way, unless the source is the only one."""
    chain = show.via(claim.chain)
    if chain in {show.apart(evidence.source) for evidence in claim.evidence}:
        return ""
    return tr("Via: {chain}").format(chain=chain)


def _lines(columns: Sequence[Column], claims: Iterable[Claim]) -> Iterable[list[str]]:
    yield [tr("Claim"), *(tr(column.heading) for column in columns)]
    for claim in claims:
        cells = (claim.uid, *(column.text(claim) for column in columns))
        yield [_one_line(cell) for cell in cells]


def _one_line(text: str) -> str:
    """Return a text that stays in its cell or line: tabs and ends of lines become spaces."""
    return show.visible(" ".join(text.replace("\t", " ").splitlines()))


def _plain(cell: str) -> str:
    """Return a cell as Markdown that reads as the cell: no markup, no link, no cell more."""
    return _ADDRESS.sub(r"\\", _MARKUP.sub(r"\\\1", cell))
