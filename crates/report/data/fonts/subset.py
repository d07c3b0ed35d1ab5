"""Cuts the fonts of the briefing out of Debian's Noto packages.

apt-get install fonts-noto-core fonts-noto-cjk; pip install fonttools; python3 subset.py

Georgian is taken whole. Of Chinese (simplified) the 3,755 common characters of GB 2312, its signs
and full-width forms are kept: the whole font has twenty times as much.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

NOTO = Path("/usr/share/fonts")
HERE = Path(__file__).parent


def common_chinese():
    """Characters of the rows 1 to 55 of GB 2312, and full-width forms."""
    found = set(range(0xFF01, 0xFF5F)) | set(range(0x3000, 0x3020))
    for row in range(0xA1, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found


def cut(font, characters, target):
    options = subset.Options()
    options.layout_features = ["kern", "liga", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.desubroutinize = False
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.save(target)


for weight in ("Regular", "Bold"):
    georgian = TTFont(NOTO / f"truetype/noto/NotoSansGeorgian-{weight}.ttf", recalcTimestamp=False)
    cut(georgian, set(georgian.getBestCmap()), HERE / f"NotoSansGeorgian-{weight}.ttf")
    faces = TTCollection(NOTO / f"opentype/noto/NotoSansCJK-{weight}.ttc", recalcTimestamp=False).fonts
    chinese = next(face for face in faces if face["name"].getDebugName(1) == "Noto Sans CJK SC")
    cut(chinese, common_chinese(), HERE / f"NotoSansCJKsc-{weight}.otf")
