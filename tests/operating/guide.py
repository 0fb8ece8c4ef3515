"""The blocks of the guide for operators: what it tells an operator to type, and the files that it gives."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "operator.md"
_FILE = re.compile(r"`(/[^`]+)`[^`]*(?:`http[^`]*`)?:$")
INDENT = "    "


@dataclass(frozen=True)
class Block:
    """Lines that are set apart.

    Attributes:
        section: The heading above.
        file: Path of the file that it is, where the words before it name one.
    """

    section: str
    file: str
    text: str

    @property
    def first(self) -> str:
        """Its first line, which names it."""
        return self.text.splitlines()[0]


def blocks() -> list[Block]:
    """Every block of the guide, from its beginning."""
    found, section, before, taken = list[Block](), "", "", list[str]()
    for line in [*GUIDE.read_text(encoding="utf-8").splitlines(), "end"]:
        if line.startswith(INDENT) or (taken and not line):
            taken.append(line)
            continue
        if taken:
            named = _FILE.search(before)
            found.append(Block(section, named[1] if named else "", dedent("\n".join(taken)).strip() + "\n"))
            taken = []
        if line.startswith("#"):
            section = line.lstrip("# ")
        before = line or before
    return found


def words_of(section: str) -> str:
    """Everything that stands in a section."""
    parts = re.split(r"^## (.*)$", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[section]


def keep_files(folder: Path) -> None:
    """Write every file that the guide gives, each at its path beneath a folder."""
    for block in blocks():
        if block.file:
            path = folder / block.file.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")


if __name__ == "__main__":
    keep_files(Path(sys.argv[1]))
