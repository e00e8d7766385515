"""Reads an HTML file with html5lib: no element, attribute or script that is not ours, and every string of a list
of naughty ones in its text. In: the file, and the list as JSON. Out: `ok`, or what is wrong."""

import json
import re
import sys
import unicodedata

import html5lib

ELEMENTS = set(
    "html head meta title link style script body nav ul ol li a main header section article div h1 h2 h3 h4 p span "
    "time data svg path img strong em code pre blockquote br wbr".split()
)
ATTRIBUTES = set(
    "lang dir charset name content http-equiv type rel href hreflang class id aria-labelledby aria-hidden "
    "aria-current style datetime value start viewBox fill stroke stroke-width stroke-linecap stroke-linejoin d src "
    "alt".split()
)


def visible(text):
    """Without marks of Markdown, blanks, and what no page can show."""
    kept = (c for c in text if c not in "*`[]_\\()" and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    return re.sub(r"\s+", "", "".join(kept))


document = html5lib.parse(open(sys.argv[1], encoding="utf-8").read(), namespaceHTMLElements=False)
for element in document.iter():
    name = str(element.tag).rsplit("}", 1)[-1]
    assert name in ELEMENTS, f"element {name}"
    for attribute in element.attrib:
        assert attribute in ATTRIBUTES, f"attribute {attribute} of {name}"
    for key in ("href", "src"):
        address = element.attrib.get(key, "")
        assert not address or re.match(r"(https?|mailto|tel|data:image/(png|jpeg)):?", address), address
    if name == "script":
        assert element.attrib == {"type": "application/ld+json"}, element.attrib
        json.loads(element.text)

page = visible("".join(document.find("body").itertext()))
missing = []
for string in json.load(open(sys.argv[2], encoding="utf-8")):
    if "](" not in string and visible(string) not in page:
        missing.append(string)
print("ok" if not missing else f"{len(missing)} missing: {missing[:5]}")
