"""Writes `word.pdf` as word processors do that export by themselves: a table of tags, simple TrueType fonts without
a table of characters, a run of text for each change of spacing, blanks of their own, bullets of a font of symbols.
The argument is the folder of the fonts Carlito and DejaVu Sans."""

import io
import pathlib
import sys
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = pathlib.Path(sys.argv[1])
LINES = [  # tag, font, size, x, y, text, date
    ("H1", "F2", 20, 72, 760, "Nora Halvorsen", None),
    ("P", "F1", 11.04, 72, 738, "Site reliability engineer", None),
    ("P", "F1", 11.04, 72, 722, "Nordre gate 4, 5003 Bergen \u2022 +47 55 01 23 45 \u2022 nora.halvorsen@example.org", None),
    ("H2", "F2", 12, 72, 690, "PROFESSIONAL EXPERIENCE", None),
    ("P", "F2", 11.04, 72, 672, "Fjord Cloud, Staff engineer", "March 2019 \u2013 Present"),
    ("LI", "F1", 11.04, 90, 656, "Found the five slowest paths of an efficient scheduler.", None),
    ("LI", "F1", 11.04, 90, 640, "Led the move of 300 services to another network.", None),
    ("P", "F2", 11.04, 72, 620, "Vestland Data, Software engineer", "09/2014 \u2013 02/2019"),
    ("LI", "F1", 11.04, 90, 604, "Wrote the billing pipeline that 2,000 shops use.", None),
    ("H2", "F2", 12, 72, 574, "EDUCATION", None),
    ("P", "F2", 11.04, 72, 556, "University of Westmere, BSc in Physics", "2010 \u2013 2014"),
    ("H2", "F2", 12, 72, 526, "SKILLS", None),
    ("P", "F1", 11.04, 72, 508, "Go, Rust, PostgreSQL, Kubernetes", None),
]
USED = "".join(sorted({c for line in LINES for c in line[5] + (line[6] or "")}))


def font_file(path, text):
    font = TTFont(path)
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = []
    worker = subset.Subsetter(options)
    worker.populate(text=text)
    worker.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


objects = []


def add(body):
    objects.append(body)
    return len(objects)


def stream(data, extra=""):
    packed = zlib.compress(data, 9)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>\nstream\n".encode()
    return add(head + packed + b"\nendstream")


def simple(path, name):
    font = TTFont(path)
    scale = 1000 / font["head"].unitsPerEm
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    widths = []
    for code in range(32, 256):
        character = bytes([code]).decode("cp1252", "replace")
        glyph = cmap.get(ord(character)) if character in USED else None
        widths.append(round(metrics[glyph][0] * scale) if glyph else 0)
    data = font_file(path, USED)
    file = stream(data, f"/Length1 {len(data)}")
    descriptor = add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 32/ItalicAngle 0/Ascent 750/Descent -250/CapHeight 750"
        f"/StemV 52/FontBBox[-503 -250 1240 750]/FontFile2 {file} 0 R>>".encode()
    )
    return add(
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
        f"/Widths{widths}/FontDescriptor {descriptor} 0 R>>".replace(", ", " ").encode()
    )


def symbols(path):
    # The bullet of Word's lists: a character for private use of a font of symbols.
    font = TTFont(path)
    glyph = font.getGlyphID(font.getBestCmap()[0x2022])
    options = subset.Options()
    options.retain_gids = True
    worker = subset.Subsetter(options)
    worker.populate(text="\u2022")
    worker.subset(font)
    out = io.BytesIO()
    font.save(out)
    data = out.getvalue()
    file = stream(data, f"/Length1 {len(data)}")
    descriptor = add(
        f"<</Type/FontDescriptor/FontName/BCDGEE+SymbolMT/Flags 4/ItalicAngle 0/Ascent 1005/Descent -216"
        f"/CapHeight 693/StemV 60/FontBBox[0 -216 1113 693]/FontFile2 {file} 0 R>>".encode()
    )
    inner = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/BCDGEE+SymbolMT/CIDToGIDMap/Identity/DW 1000"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R"
        f"/W[{glyph} [590]]>>".encode()
    )
    table = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <0000><FFFF> endcodespacerange\n"
        b"1 beginbfchar <%04X> <F0B7> endbfchar\nendcmap end end" % glyph
    )
    font = add(
        f"<</Type/Font/Subtype/Type0/BaseFont/BCDGEE+SymbolMT/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
        f"/ToUnicode {table} 0 R>>".encode()
    )
    return font, glyph


catalog, pages, page = add(b""), add(b""), add(b"")
regular = simple(FONTS / "crosextra/Carlito-Regular.ttf", "BCDEEE+Carlito")
bold = simple(FONTS / "crosextra/Carlito-Bold.ttf", "BCDFEE+Carlito-Bold")
symbol, bullet = symbols(FONTS / "dejavu/DejaVuSans.ttf")
content, tags = [], []


def literal(text):
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def run(tag, font, size, x, y, shown):
    mark = len(tags)
    tags.append(tag)
    content.append(
        f"/{tag} <</MCID {mark}>> BDC q\n0.000008871 0 595.32 841.92 re\nW* n\nBT\n/{font} {size} Tf\n1 0 0 1 {x} {y} Tm\n"
        f"0 g\n0 G\n{shown} TJ\nET\nQ\n EMC"
    )


for tag, font, size, x, y, text, date in LINES:
    if tag == "LI":
        run("LI", "F3", 9, 72, y, f"[<{bullet:04X}>]")
    # Kerned in the middle of a word, the blank behind the text a run of its own.
    half = len(text) // 2
    run(tag, font, size, x, y, f"[{literal(text[:half])}-3{literal(text[half:])}]")
    run(tag, font, size, x + 0.6 * size * len(text), y, "[( )]")
    if date:
        run(tag, "F1", size, 440, y, f"[{literal(date)}]")
body = stream("\n".join(content).encode("cp1252"))
tree = add(b"")
elements = [
    add(f"<</Type/StructElem/S/{tag}/P {tree} 0 R/Pg {page} 0 R/K {mark}>>".encode())
    for mark, tag in enumerate(tags)
]
kids = " ".join(f"{element} 0 R" for element in elements)
objects[tree - 1] = f"<</Type/StructTreeRoot/K[{kids}]/ParentTree<</Nums[0 [{kids}]]>>>>".encode()
objects[catalog - 1] = (
    f"<</Type/Catalog/Pages {pages} 0 R/Lang(en-GB)/StructTreeRoot {tree} 0 R/MarkInfo<</Marked true>>>>".encode()
)
objects[pages - 1] = f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>".encode()
objects[page - 1] = (
    f"<</Type/Page/Parent {pages} 0 R/Resources<</Font<</F1 {regular} 0 R/F2 {bold} 0 R/F3 {symbol} 0 R>>>>"
    f"/MediaBox[0 0 595.32 841.92]/Contents {body} 0 R/StructParents 0>>".encode()
)
out = bytearray(b"%PDF-1.7\n%\xb5\xb5\xb5\xb5\n")
places = []
for number, data in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
start = len(out)
out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
out += b"".join(b"%010d 00000 n \n" % place for place in places)
out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, catalog, start)
pathlib.Path("word.pdf").write_bytes(out)
