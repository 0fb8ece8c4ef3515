"""Cut the fonts to what pages need: ``make fonts`` writes them and their faces into ``src/look``.

The whole ones come with npm. Of each, the scripts of the six languages and of the names of their people are kept, and
the weights that the look has. A word of Arabic letters stands in one file whole, also in Persian and Urdu: letters of
two files do not join. Chinese has no file (docs/decisions/0065-what-a-page-weighs.md). fonttools comes with WeasyPrint.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FRONT_END = Path(__file__).parent.parent
WHOLE = FRONT_END / "node_modules" / "@fontsource-variable"
LOOK = FRONT_END / "src" / "look"
#: The look has 400 to 650, Bootstrap 700.
LIGHTEST, BOLDEST = 400, 700
LATIN, ARABIC = "Noto Sans Variable", "Noto Sans Arabic Variable"


class Face(NamedTuple):
    """A file of a family, and the characters for which a browser fetches it; the first to have a character has it."""

    family: str
    name: str
    whole: str
    ranges: str


FACES = [
    Face(LATIN, "latin", "noto-sans-latin", "0000-00FF 0131 0152-0153 02C6 02DA 02DC 2000-206F 20AC 2122 2212"),
    Face(LATIN, "latin-ext", "noto-sans-latin-ext", "0100-0130 0132-0151 0154-017F 0218-021B 2020"),
    Face(LATIN, "latin-more", "noto-sans-latin-ext", "0180-0217 021C-02BA 1E00-1E9F 1EF2-1EFF 20A0-20AB 20AD-20C0"),
    Face(LATIN, "vietnamese", "noto-sans-vietnamese", "0300-0301 0303 0309 0323 1EA0-1EF1"),
    Face(LATIN, "cyrillic", "noto-sans-cyrillic", "0400-045F 0490-0491 04B0-04B1 2116"),
    Face(LATIN, "cyrillic-ext", "noto-sans-cyrillic-ext", "0460-048F 0492-04AF 04B2-052F"),
    Face(LATIN, "greek", "noto-sans-greek", "0370-03FF"),
    Face(ARABIC, "arabic", "noto-sans-arabic-arabic", "0600-06FF"),
]


def main() -> None:
    """Write every file, and ``fonts.css``."""
    rules = ["/* Written by `make fonts`: scripts/fonts.py says what stands in each. */\n"]
    for face in FACES:
        font = TTFont(_whole(face), recalcTimestamp=False)
        kept = sorted(_characters(face.ranges) & set(font.getBestCmap()))
        _cut(font, kept).save(LOOK / "fonts" / f"{face.name}.woff2")
        rules.append(_rule(face, kept))
    (LOOK / "fonts.css").write_text("\n".join(rules), encoding="utf-8")


def _whole(face: Face) -> Path:
    package = "noto-sans-arabic" if face.family == ARABIC else "noto-sans"
    return WHOLE / package / "files" / f"{face.whole}-wght-normal.woff2"


def _characters(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _cut(font: Any, characters: list[int]) -> Any:  # noqa: ANN401 - fonttools says no types
    instancer.instantiateVariableFont(font, {"wght": (LIGHTEST, LIGHTEST, BOLDEST)}, inplace=True)
    font.flavor = None
    # What was cut from the axis is written and read again: the subsetter trusts the tables of a file.
    written = io.BytesIO()
    font.save(written)
    written.seek(0)
    cut = TTFont(written, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(cut)
    cut.flavor = "woff2"
    return cut


def _rule(face: Face, characters: list[int]) -> str:
    return f"""@font-face {{
  font-family: "{face.family}";
  font-style: normal;
  font-weight: {LIGHTEST} {BOLDEST};
  font-display: swap;
  src: url("./fonts/{face.name}.woff2") format("woff2");
  unicode-range: {", ".join(_ranges(characters))};
}}
"""


def _ranges(characters: list[int]) -> list[str]:
    """As in ``U+41-5A``."""
    runs: list[list[int]] = []
    for character in characters:
        if runs and runs[-1][1] == character - 1:
            runs[-1][1] = character
        else:
            runs.append([character, character])
    return [f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs]


if __name__ == "__main__":
    main()
