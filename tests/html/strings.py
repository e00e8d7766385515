"""Reads HTML files with html5lib: no element, attribute or script that is not ours, and every text of a document in
its page. In: a list of files as JSON, each with the string that is in all its fields, and the texts of its document.
Out: how many there were, and how many were wrong."""

import json
import os
import re
import sys
from multiprocessing import Pool

import html5lib

ELEMENTS = set(
    "html head meta title link style script body nav ul ol li a main header section article div h1 h2 h3 h4 p span "
    "time data svg path img strong em code pre blockquote br wbr bdi".split()
)
ATTRIBUTES = set(
    "lang dir charset name content http-equiv type rel href hreflang class id aria-labelledby aria-hidden "
    "aria-current style datetime value start viewBox fill stroke stroke-width stroke-linecap stroke-linejoin d src "
    "alt".split()
)


def letters(text):
    """Without blanks."""
    return re.sub(r"\s+", "", text)


def wrong(file, texts):
    """What is wrong with a file."""
    document = html5lib.parse(open(file, encoding="utf-8").read(), namespaceHTMLElements=False)
    for element in document.iter():
        name = str(element.tag).rsplit("}", 1)[-1]
        if name not in ELEMENTS:
            yield f"element {name}"
        for attribute in element.attrib:
            if attribute not in ATTRIBUTES:
                yield f"attribute {attribute} of {name}"
        for key in ("href", "src"):
            address = element.attrib.get(key, "")
            if address and not re.match(r"(https?|mailto|tel|data:image/(png|jpeg)):?", address):
                yield address
        if name == "script":
            if element.attrib != {"type": "application/ld+json"}:
                yield str(element.attrib)
            json.loads(element.text)
    page = letters("".join(document.find("body").itertext()))
    for text in texts:
        if letters(text) not in page:
            yield f"missing: {text!r}"


def said(row):
    """What there is to say about a file, if anything."""
    file, string, texts = row
    found = list(wrong(file, texts))
    return f"{file.rsplit('/', 1)[-1]} {string!r} {found[:3]}" if found else None


if __name__ == "__main__":
    files = json.load(open(sys.argv[1], encoding="utf-8"))
    with Pool(os.cpu_count()) as pool:
        found = [line for line in pool.imap(said, files, 16) if line]
    print(*found, f"{len(files)} files, {len(found)} wrong", sep="\n")
