"""Writes how wide letters are in a font that every office has, measured in a free font of the same widths:

    python3 widths.py Carlito-Regular.ttf Carlito-Bold.ttf > calibri.txt

Arial is measured in Liberation Sans, Calibri in Carlito, Cambria in Caladea; Garamond, of which there is none of
the same widths, in EB Garamond, which is a little wider.
"""

import sys
from fontTools.ttLib import TTFont

BLOCKS = [(0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x45F), (0x2010, 0x2026), (0x20AC, 0x20AC), (0x2190, 0x2193)]

print("# Widths in thousandths of an em, and the letters that have them, by weight; widths.py")
for weight, path in zip(("regular", "bold"), sys.argv[1:]):
    font = TTFont(path)
    letters, em, rows = font.getBestCmap(), font["head"].unitsPerEm, {}
    for first, last in BLOCKS:
        for code in range(first, last + 1):
            if code in letters and (code == 0x20 or chr(code).isprintable()):
                rows.setdefault(round(font["hmtx"][letters[code]][0] * 1000 / em), []).append(chr(code))
    print(f"# {font['name'].getDebugName(4)}")
    for width, found in sorted(rows.items()):
        print(f"{weight} {width} {''.join(found)}")
