#!/usr/bin/env python3
"""Cuts a font to what the page shows: subset.py SOURCE.otf RESULT.ttf

The page's canvas draws glyph by glyph, without layout features, so the figures that stand in columns have to be the plain
ones: the tabular digits take the places of 0 to 9. Outlines become quadratic (glyf), which every reader of TrueType knows.
Needs fontTools (Debian: python3-fonttools). The result depends on the source and this file alone.
"""
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

CODE_POINTS = [
    *range(0x20, 0x7F),  # Basic Latin
    *range(0xA0, 0x100),  # Latin-1: western European letters, signs, fractions
    0x131, 0x152, 0x153, 0x160, 0x161, 0x178, 0x17D, 0x17E,  # further letters of those languages
    *range(0x2010, 0x2016),  # hyphens and dashes
    0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A,
    0x2009, 0x202F,  # thin spaces, between groups of digits
    0x20A9, 0x20AC, 0x20B9, 0x20BA, 0x20BD, 0x20BF,  # currencies
    0x2122,  # trade mark
    *range(0x2190, 0x219A),  # arrows
    0x2206, 0x2211, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,  # mathematics
    0x25B2, 0x25B6, 0x25BC, 0x25C0, 0x25CB, 0x25CF, 0x2605, 0x2713, 0x2715, 0x2717,  # marks
    0xFFFD,
]
TOLERANCE = 1.0  # of the font's 2816 units per em: below a hundredth of a pixel at reading sizes


def tabular_digits(font):
    """{plain glyph name: tabular glyph name} for the ten digits, from the font's own `tnum` feature."""
    gsub = font["GSUB"].table
    plain = {font.getBestCmap()[ord(digit)] for digit in "0123456789"}
    found = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                for source, target in getattr(table, "mapping", {}).items():
                    if source in plain:
                        found[source] = target
    if len(found) != 10:
        raise SystemExit(f"subset.py: {len(found)} of 10 tabular digits found")
    return found


def to_quadratic(font):
    """Replaces CFF outlines by glyf ones."""
    glyph_set = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = glyphs
    font["loca"] = newTable("loca")
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    for name in glyphs:
        glyf[name].recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyf[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def main(source, result):
    font = TTFont(source, recalcTimestamp=False)
    digits = tabular_digits(font)
    # Inter 4.0 beta's SemiBold four is 3 units narrower than its sisters.
    width = max(font["hmtx"][name][0] for name in digits.values())
    for name in digits.values():
        font["hmtx"][name] = (width, font["hmtx"][name][1])
    for table in font["cmap"].tables:
        if table.isUnicode():
            for code in range(ord("0"), ord("9") + 1):
                table.cmap[code] = digits.get(table.cmap.get(code), table.cmap.get(code))

    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "meta"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]  # whose it is and its licence stay inside
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CODE_POINTS)
    subsetter.subset(font)
    if "CFF " in font:
        to_quadratic(font)
    font.save(result)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
