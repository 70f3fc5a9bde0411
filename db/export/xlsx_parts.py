"""The parts of a spreadsheet that hold no cells: what it takes to be opened as one."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def parts(title: str, at: str) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each part: a sheet called `title` and one called README.

    `at` is the instant it is made, as `2023-03-02T12:00:00Z`.
    """
    yield "[Content_Types].xml", _TYPES
    yield "_rels/.rels", _RELATED
    yield "docProps/core.xml", _CORE.format(title=escape(title), at=at)
    yield "xl/workbook.xml", _WORKBOOK.format(title=quoteattr(title))
    yield "xl/_rels/workbook.xml.rels", _SHEETS
    yield "xl/styles.xml", _STYLES


def begun(last: str, widths: Iterable[int], styles: Iterable[int], *, frozen: bool) -> str:
    """Return all of a sheet that stands before its rows.

    `last` is its last cell; each column has a width and the style of what is typed into it.
    """
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width + 2}" style="{style}" customWidth="1"/>'
        for n, (width, style) in enumerate(zip(widths, styles, strict=True), 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/>'
        f"<sheetViews>{_FROZEN if frozen else _PLAIN}</sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def ended(last: str) -> str:
    """Return all that stands behind them; nobody is warned of a text that looks like a number."""
    return (
        '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" '
        f'footer="0.3"/><ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/>'
        "</ignoredErrors></worksheet>"
    )


_PLAIN: Final = '<sheetView workbookViewId="0"/>'
_FROZEN: Final = (
    '<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" '
    'sqref="A2"/></sheetView>'
)
_TYPES: Final = f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>\
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{KIND}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>\
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""
_RELATED: Final = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>\
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" \
Target="docProps/core.xml"/>\
</Relationships>"""
_CORE: Final = f"""{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{{title}}</dc:title><dc:creator>Crosscheck</dc:creator>\
<dcterms:created xsi:type="dcterms:W3CDTF">{{at}}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{{at}}</dcterms:modified>\
</cp:coreProperties>"""
_WORKBOOK: Final = f"""{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">\
<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/>\
</bookViews><sheets><sheet name={{title}} sheetId="1" r:id="rId1"/>\
<sheet name="README" sheetId="2" r:id="rId2"/></sheets></workbook>"""
_SHEETS: Final = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>\
<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>\
</Relationships>"""
_STYLES: Final = f"""{_XML}<styleSheet xmlns="{_MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" \
applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""
"""Four styles: plain, text, the bold text of a heading, text of more than one line."""
