#!/usr/bin/env python3
"""Makes the bundled fonts again, from packages that anyone can install.

    fonts/make.py OUT [FAMILY...]

Writes OUT/<crate>/<family>/<face>, the files that lie in this folder, and prints their hashes (SHA256SUMS). It needs two
packages of Python (`pip install fonttools==4.68.0 uharfbuzz==0.57.0`) and the client programs `apt-get` (with Debian 12 "bookworm" as its source), `dpkg-deb` and `npm`;
what they fetch is kept in OUT/packages.

A font is a subset, or the file as its makers released it. One with a reserved name (see its licence) may not be
changed under that name, so it never is a subset.
"""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
CJK = "fonts-noto-cjk=1:20220127+repack1-1"
NOTO = "fonts-noto-core=20201225-1"
CMU = "fonts-cmu=0.7.0-5"
NPM = "@expo-google-fonts/"

# What is added to the name of a family for the font of its rare characters.
RARE = "Rare"

# Shared by all Han subsets: Latin, punctuation, symbols, bopomofo, radicals, kana, full-width forms.
COMMON = "0020-007e 00a0-00ff 2002-2044 20ac 2103 2109 2116 2121 2122 212b 2150-2189 2190-2199 2460-24ff 2500-2570 " \
    "25a0-25ef 2605 2606 2640 2642 2713 3000-303f 3041-30ff 3105-312f 31a0-31bf 31f0-31ff 3220-3243 3280-32b0 338e 338f " \
    "339c-339e 33a1 33c4 33d1 fe10-fe1f fe30-fe4f ff01-ff5e ff5f-ff9f ffe0-ffe6"
# What the simplified subsets have besides their Han and GB 2312.
SIMPLIFIED = "0020-007e 00a0-00a3 00a5 00a6 00a9-00af 00b2-00d6 00d8-00df 00e2-00e7 00eb 00ee-00f1 00f4-00f6 00f8 " \
    "00fb 00fd-00ff 2010-2014 201a 201e 2020-2022 2025 2027 2035 2039-203a 20ac 2109 2122 2170-2179 2194-2199 220b " \
    "2245 246a-2473 25a2-25ab 25b1 25b6-25b7 25bc-25bd 25c0-25c1 25c9-25ca 25cc 25d0-25d3 25e2-25e6 25ef 2713 3004 " \
    "3006-3007 3012 3018-303f 3094-3096 3099-30a0 30f7-30fa 30fc-30ff 312a-312f 31f0-31ff 338e-338f 339c-339e 33a1 " \
    "33c4 33ce 33d1-33d2 33d5 fe10-fe19 fe30-fe4f ff61-ff65 ffe2 ffe4 ffe6"
# Written in Hong Kong, and not in the first level of Big5.
CANTONESE = "啲嘅冇咗嚟喺咁啱嘢噉搵攞瞓佢哋嗰啩喎囉嘥噃攰癲裏峯衞説鷄麪綫邨粧羣着匯污畧滙銹"
# Names of people and places in Taiwan, and not in the first level of Big5.
TAIWANESE = "堃喆犇龢峯煊燊琞妤嫺媖翃竑溎姍珮鈺瑋瑀瑄瑾璟珺婕晞昀昉晟昶曄暐湉淯筠筱茹芃蓁蕙薇旻祐禎禛頤馡騏驊骅麒麟鍀鋆鎂錡銓鈞綺紘絜翊耘聿苡苓荃莛菀萱葳蒨薰蘅"
# What a page of Latin, Greek or Cyrillic letters needs.
LATIN = "0020-007e 00a0-024f 0259 02bb-02bc 02c6-02dd 0300-030c 0323-0328 0370-03ff 0400-052f 1e00-1eff 1f00-1fff " \
    "2002-200a 2010-2027 202f-203a 2044 2070-209c 20a0-20bf 2103 2116 2122 2190-2193 2202-2265 25a0-25cf fb00-fb04"
# Frequent in Chinese names and on resumes, and not in the first level of GB 2312.
FREQUENT = "祺祯禧芙宸瑜沔璋阙琦羲裘蹇钊芷翊衮弼妃瑙晖睿蒿梓迦珂蠡胥蒯鸠圻褚馨斐黛瞿岚璐禅谌玺窦麟滕琛诏沅佟禺琪闵姗铖瑾晏庵焘毓玮岑嫣祠怡稣婷溥淞熹孚珀伽荀懿鸾晁昕邸霆煦媛邬鑫漪琚炀沐歆奚" \
    "祚芾钗邰铎胤晔荪钰榕晟矶焯寰丞轼霈璇珞荻缪璞桧暄颉闾瑛笃恺曦蛟茜郅桢笠岱嵩薇翩濠骥邺骞竺町珏覃淼昊娅楹弋鄢聿昱恪雯瀛郾楠铮楣琏潇鹭芩镖晗淇莺莘烨珩颢绮芮汶铨澹琮佗泗瑭铙谔燮妍懋" \
    "濮洵缭薜砺倜逯佘葆泓邈庾崴侃馥皓颍翎佶灏岷霁镛靓谒璩巽戢葭骅菡瓯杵沣霭潼郜夔铿瀚汜斫婕昀榭樾赓嬉鹂缙笳闫婧蓓萱菁芸薏芊苒茉嫒娴妤姝婵娆滢洺浏淏皙炫炜煜燊煊熠炅旻昶暲晞旸曜栩槿梵" \
    "琬珺璟珈琰玥玟瑗璁珑璎骁骐驿韬飒麒黠耦哔嗨喵瓴缜缤羿舫芃苓蕙谙谧跻酩钛铠锂锴镓镳闱阈陂隽霏骊骜"
# The same for Japanese, and not in the first level of JIS X 0208.
FREQUENT_IN_JAPAN = "嗅嘲毀曖楷瘍箋籠緻羞訃諧醬錮頰鬱黎憬惧慄拉摯莉凛颯翔煌彗遙澪琥珀櫻惠曉來侑俐堯奎崚巖昊昴晏晟晨暉椰槇橙毬洵滉漱煕熙燎燿珈玻瑤皓眸稟穹笙簞綸繫繡脩苺茉萊蕾蟬諄赳迪釉頌顚驍鷗麒"
FEATURES = {
    "han": ["vert", "vrt2", "halt", "palt", "vhal", "vpal", "kern", "vkrn", "ccmp", "liga", "calt", "mark", "mkmk"],
    "latin": ["*"],
}


def ranges(text):
    """The code points of "20-7e a0"."""
    found = set()
    for part in text.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def encoded(codec, first, second):
    """The characters that a two-byte encoding has in the given rows."""
    found = set()
    for high in first:
        for low in second:
            try:
                text = bytes([high, low]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.add(ord(text))
    return found


def simplified():
    """The General Standard Chinese table and GB 2312."""
    table = (HERE / "general-standard-chinese.txt").read_text(encoding="utf-8")
    return {ord(c) for c in table if not c.isspace()} | encoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def often_simplified():
    """The first level of GB 2312, and what is frequent besides."""
    return encoded("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)) | {ord(c) for c in FREQUENT}


def traditional():
    """The first level of Big5 and its symbols, and what names and Hong Kong need besides."""
    low = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return encoded("big5", range(0xA1, 0xC7), low) | {ord(c) for c in CANTONESE + TAIWANESE}


def japanese():
    """JIS X 0208, the further characters of code page 932, and those of the jōyō and jinmeiyō tables (the third
    level of JIS X 0213)."""
    low = [byte for byte in range(0x40, 0xFD) if byte != 0x7F]
    microsoft = encoded("cp932", [*range(0x81, 0xA0), *range(0xE0, 0xFD)], low)
    third = encoded("euc_jis_2004", [*range(0xAE, 0xB0), *range(0xCF, 0xD1), *range(0xF4, 0xFF)], range(0xA1, 0xFF))
    private = set(range(0xE000, 0xF900))
    return (microsoft | third | {0x20B9F}) - private


def often_japanese():
    """The first level of JIS X 0208, and what is frequent besides."""
    first = encoded("euc_jp", range(0xB0, 0xD0), range(0xA1, 0xFF))
    return first | {ord(c) for c in FREQUENT_IN_JAPAN}


def is_han(code):
    """Whether it is a character of the blocks of unified ideographs or of those that are compatible with them."""
    return 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or code >= 0x20000


def korean():
    """The syllables of KS X 1001, its letters and symbols; no Han."""
    both = range(0xA1, 0xFF)
    return {c for c in encoded("euc_kr", both, both) if not 0x4E00 <= c <= 0x9FFF and not 0xF900 <= c <= 0xFAFF}


# For each region its crate, its number in the files, its characters, and those that every page may have: the rest
# of its Han is a font of its own, which a page without them does not open. What is traditional is the first level
# of Big5, which is common as a whole.
HAN = {
    "SC": ("sc", 2, lambda: simplified() | ranges(SIMPLIFIED), often_simplified),
    "TC": ("tc", 3, lambda: traditional() | ranges(COMMON), None),
    "JP": ("jp", 0, lambda: japanese() | ranges(COMMON), often_japanese),
    "KR": ("kr", 1, lambda: korean() | ranges("0020-007e 3000-303f ff01-ff5e"), None),
}


def han_parts(region):
    """The parts of the fonts of a region: what is added to their name, and their characters."""
    _, _, characters, often = HAN[region]
    if often is None:
        return [("", characters)]
    rare = lambda: {code for code in characters() - often() if is_han(code)}
    # TeX measures the blank of every font.
    return [("", lambda: characters() - rare()), (RARE, lambda: rare() | {ord(" ")})]


def families():
    """For each family its crate and its faces: name, package, file, number in the file, characters, features, and
    what is added to the family's name."""
    found = {}
    for style in ("Sans", "Serif"):
        for region, (crate, number, _, _) in HAN.items():
            for more, characters in han_parts(region):
                family = f"Noto {style} CJK {region} {more}".strip().lower().replace(" ", "-")
                found[family] = (crate, [
                    (f"Noto{style}CJK{region.lower()}{more}-{weight}.otf", CJK,
                     f"opentype/noto/Noto{style}CJK-{weight}.ttc", number, characters, "han", more)
                    for weight in ("Regular", "Bold")
                ])
    for script in ("Arabic", "Devanagari", "Hebrew", "Thai"):
        found[f"noto-sans-{script.lower()}"] = ("world", [
            (f"NotoSans{script}-{weight}.ttf", NOTO, f"truetype/noto/NotoSans{script}-{weight}.ttf", 0, None, None, "")
            for weight in ("Regular", "Bold")
        ])
    faces = {"Roman": "rm", "Italic": "ti", "Bold": "bx", "BoldItalic": "bi"}
    found["cmu-serif"] = ("latin", [
        (f"CMUSerif-{face}.ttf", CMU, f"truetype/cmu/cmun{short}.ttf", 0, lambda: ranges(LATIN), "latin", "")
        for face, short in faces.items()
    ])
    text = ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic"]
    for family, version, weights in [
        ("inter@0.4.2", "Inter", text),
        ("source-sans-3@0.4.1", "SourceSans3", ["300Light", *text]),
        ("source-serif-4@0.4.1", "SourceSerif4", text),
        ("eb-garamond@0.4.3", "EBGaramond", ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"]),
        ("jetbrains-mono@0.4.1", "JetBrainsMono", ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]),
    ]:
        def face(weight):
            name = weight.lstrip("0123456789").replace("_", "")
            return name.replace("RegularItalic", "Italic")
        found[family.partition("@")[0]] = ("latin", [
            (f"{version}-{face(weight)}.ttf", NPM + family, f"{weight}/{version}_{weight}.ttf", 0, None, None, "")
            for weight in weights
        ])
    return found


def unpack(package, kept):
    """The folder in which the fonts of a package are."""
    folder = kept / package.replace("/", "-").replace(":", "-")
    if package.startswith("@"):
        if not folder.exists():
            folder.mkdir(parents=True)
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            subprocess.run(["tar", "xzf", *os.listdir(folder)], cwd=folder, check=True)
        return folder / "package"
    if not folder.exists():
        folder.mkdir(parents=True)
        subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["dpkg-deb", "-x", *os.listdir(folder), "."], cwd=folder, check=True)
    return folder / "usr/share/fonts"


def rename(font, more):
    """Adds a word to the names of the family, as part of which the face is known."""
    names = font["name"]
    family = names.getDebugName(1)
    script = names.getDebugName(6).partition("-")[0]
    for record in names.names:
        if record.nameID in (1, 3, 4, 6):
            text = str(record).replace(family, f"{family} {more}").replace(script, script + more)
            names.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


def make(source, number, characters, features, more):
    """The bytes of a face."""
    if characters is None:
        return source.read_bytes()
    font = TTFont(source, fontNumber=number, recalcBBoxes=False, recalcTimestamp=False)
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True)
    # The licence is among the names.
    options.name_IDs = [*range(10), 11, 13, 14]
    options.layout_features = FEATURES[features]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    if more:
        rename(font, more)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def main(out, wanted):
    for family, (crate, faces) in families().items():
        if wanted and family not in wanted:
            continue
        folder = out / crate / family
        folder.mkdir(parents=True, exist_ok=True)
        for name, package, file, number, characters, features, more in faces:
            source = unpack(package, out / "packages") / file
            made = make(source, number, characters, features, more)
            (folder / name).write_bytes(made)
            print(f"{hashlib.sha256(made).hexdigest()}  {crate}/{family}/{name}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
