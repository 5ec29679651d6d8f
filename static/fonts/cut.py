#!/usr/bin/env python3
"""Cut the web fonts from their npm packages: `fonts.py PACKAGES OUT`.

Needs python3-fonttools and python3-brotli. Not part of any build: the cut files are committed.
Kerning is the heaviest table of a variable font, so it is taken from one middle weight and kept
for plain letters and the points beside them; letters with accents follow unkerned.
"""
import io
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ASCII = list(range(0x20, 0x7F)) + [0xA0, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026]
LATIN = ASCII + [c for c in range(0xA1, 0x100) if c not in (0xA4, 0xA6, 0xA8, 0xAC, 0xAD, 0xAF, 0xB6, 0xB8)] + [
    0x131, 0x152, 0x153, 0x201A, 0x201E, 0x2020, 0x2022, 0x2032, 0x2033, 0x2039, 0x203A,
    0x20AC, 0x2122, 0x2190, 0x2192, 0x2212,
]
LATIN_EXT = [c for c in range(0x100, 0x180) if c not in (0x131, 0x152, 0x153)] + [0x218, 0x219, 0x21A, 0x21B, 0x1E9E]


# Pairs that anybody sees: letters, and the points and quotes that stand beside them.
KERNED = [ord(c) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,-"] + [0x2019, 0x201C, 0x201D]


def cut(source, unicodes, axes, features):
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    font.flavor = None
    raw = io.BytesIO()
    font.save(raw)
    raw.seek(0)
    return instancer.instantiateVariableFont(TTFont(raw), axes)


def write(source, out, unicodes, axes, kern=None, features=("liga", "locl", "ccmp")):
    font = cut(source, unicodes, axes, list(features))
    if "GPOS" in font:
        del font["GPOS"]
    if kern:
        kerned = cut(source, [c for c in KERNED if c in unicodes], kern, ["kern"])
        if "GPOS" in kerned:
            kerned["GPOS"].ensureDecompiled()
            font["GPOS"] = kerned["GPOS"]
    font.flavor = "woff2"
    font.save(out)
    print(f"{os.path.basename(out):28} {os.path.getsize(out):6}")


def main(packages, out):
    serif = os.path.join(packages, "newsreader", "files", "newsreader-%s-opsz-%s.woff2")
    sans = os.path.join(packages, "instrument-sans", "files", "instrument-sans-%s-wght-normal.woff2")
    upright = {"opsz": 20, "wght": (400, 700)}
    write(serif % ("latin", "normal"), f"{out}/newsreader.woff2", LATIN, upright, kern={"opsz": 20, "wght": 450})
    write(serif % ("latin-ext", "normal"), f"{out}/newsreader-ext.woff2", LATIN_EXT, upright)
    slanted = {"opsz": 20, "wght": 400}
    lower = ASCII + [0xAB, 0xBB] + list(range(0xDF, 0x100))
    write(serif % ("latin", "italic"), f"{out}/newsreader-italic.woff2", lower, slanted, kern=slanted)
    write(serif % ("latin-ext", "italic"), f"{out}/newsreader-italic-ext.woff2", LATIN_EXT, slanted)
    weights = {"wght": 500}
    write(sans % "latin", f"{out}/instrument-sans.woff2", LATIN, weights, kern=weights)
    write(sans % "latin-ext", f"{out}/instrument-sans-ext.woff2", LATIN_EXT, weights)


if __name__ == "__main__":
    main(*sys.argv[1:3])
