"""The looks of a document: Chinese and Latin fonts by name, headings, captions, a table style.

Everything is set on styles, nothing on single runs, except the colour of a legend swatch.
"""

from __future__ import annotations

from typing import Any

from geo.voice.voice import Voice

#: Latin and East Asian font of text, and of headings. Both ship with Word; the font table below
#: names what a machine without them takes instead.
TEXT_FONTS = ("Calibri", "等线")
HEADING_FONTS = ("Calibri", "等线")

INK, QUIET = "1D2329", "59636E"
HEADER_FILL, GROUP_FILL, RULE = "E9EDF1", "F3F5F7", "C4CAD1"

TABLE_STYLE = "County Table"
TABLE_TEXT = "Table Text"
TABLE_DENSE = "Table Text Dense"
GROUP_TEXT = "Table Group"
NOTE = "Source Note"
ENTRY = "Legend Entry"
STRONG, QUIET_TEXT = "Strong", "Quiet Text"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

#: charset 86 (GB 2312) lets Word choose a Chinese font where 等线 is missing: 宋体 as a rule.
FONT_TABLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="{W}">
<w:font w:name="等线"><w:altName w:val="DengXian"/><w:panose1 w:val="02010600030101010101"/>\
<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:panose1 w:val="02010600030101010101"/>\
<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Calibri"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>\
<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
</w:fonts>
"""

_TABLE_STYLE_XML = f"""<w:style xmlns:w="{W}" w:type="table" w:customStyle="1" \
w:styleId="CountyTable"><w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/>\
<w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblBorders>\
<w:top w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>\
<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>\
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>\
<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>\
<w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>\
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>\
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders>\
<w:shd w:val="clear" w:color="auto" w:fill="{HEADER_FILL}"/></w:tcPr></w:tblStylePr></w:style>"""

#: name → points, bold, colour, space before, space after, line spacing.
_PARAGRAPHS = {
    "Normal": (10.5, False, INK, 0, 6, 1.25),
    "Title": (22, True, INK, 0, 4, 1.2),
    "Subtitle": (11, False, QUIET, 0, 12, 1.25),
    "Heading 1": (15, True, INK, 16, 6, 1.2),
    "Heading 2": (12, True, INK, 12, 4, 1.2),
    "Caption": (9.5, True, INK, 6, 4, 1.2),
    "Header": (9, False, QUIET, 0, 0, 1.0),
    "Footer": (9, False, QUIET, 0, 0, 1.0),
    TABLE_TEXT: (9, False, INK, 0, 0, 1.12),
    TABLE_DENSE: (8, False, INK, 0, 0, 1.05),
    GROUP_TEXT: (8.5, True, INK, 0, 0, 1.1),
    NOTE: (8.5, False, QUIET, 2, 4, 1.15),
    ENTRY: (10.5, False, INK, 0, 4, 1.25),
}

_KEEP_WITH_NEXT = ("Heading 1", "Heading 2", GROUP_TEXT)
_KEPT_STYLES = frozenset({"Normal Table", "No List", "Default Paragraph Font", STRONG})


def _set_fonts(element: Any, fonts: tuple[str, str]) -> None:
    """Name Latin and East Asian fonts; a theme's font would win over them, so it goes."""
    from docx.oxml.ns import qn

    properties = element.get_or_add_rPr()
    found = properties.get_or_add_rFonts()
    for attribute in list(found.attrib):
        del found.attrib[attribute]
    latin, chinese = fonts
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", latin)):
        found.set(qn(f"w:{name}"), value)


def _set_paragraph_style(styles: Any, name: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    points, bold, colour, before, after, spacing = _PARAGRAPHS[name]
    known = {s.name for s in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    font, layout = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(points), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = spacing
    layout.keep_with_next = name in _KEEP_WITH_NEXT
    _set_fonts(style.element, HEADING_FONTS if name.startswith(("Title", "Head")) else TEXT_FONTS)


def _prune(styles: Any) -> None:
    """The template brings a hundred table styles that nobody asked for: 0.4 MB of them."""
    from docx.oxml.ns import qn

    for style in list(styles):
        if style.name not in _KEPT_STYLES and style.name not in _PARAGRAPHS:
            style.element.getparent().remove(style.element)
    kept = {style.style_id for style in styles}
    for reference in ("w:link", "w:next", "w:basedOn"):
        for element in styles.element.findall(f".//{qn(reference)}"):
            if element.get(qn("w:val")) not in kept:
                element.getparent().remove(element)
    for style in styles:
        for numbering in style.element.findall(f".//{qn('w:numPr')}"):
            numbering.getparent().remove(numbering)


def _set_defaults(styles: Any, voice: Voice) -> None:
    from docx.oxml.ns import qn

    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    fonts.attrib.clear()
    latin, chinese = TEXT_FONTS
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)
    spoken = defaults.find(qn("w:lang"))
    spoken.set(qn("w:val"), voice.text("voice", "locale"))
    spoken.set(qn("w:eastAsia"), "zh-CN")


def set_styles(document: Any, voice: Voice) -> None:
    """Give a python-docx document the styles of this module, and no others."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import RGBColor

    styles = document.styles
    _prune(styles)
    _set_defaults(styles, voice)
    for name in _PARAGRAPHS:
        _set_paragraph_style(styles, name)
    quiet = styles.add_style(QUIET_TEXT, WD_STYLE_TYPE.CHARACTER)
    quiet.font.color.rgb = RGBColor.from_string(QUIET)
    styles.element.append(parse_xml(_TABLE_STYLE_XML))
