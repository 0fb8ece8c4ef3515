"""What a paper says, read back from its file, so that PDF and Word can be compared word by word."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.table import Table

from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What stands on each page, or before each line of a list, and is no part of the text.
_PAGE = re.compile(r"\d+ ?/ ?\d+")
_BULLET = re.compile(r"[•·◦▪]|\d{1,2}\.|\.\d{1,2}")
_COMMA = re.compile(r"[,،] ?")
#: After which a word may go on in the next line.
_BROKEN = re.compile(r"(?<=[-/])")
_ARABIC = re.compile(r"[\u0621-\u064a]")


def plain(text: str) -> str:
    """Compatible forms of letters, without marks above them and without what steers the direction."""
    letters = unicodedata.normalize("NFKC", text)
    return "".join(each for each in letters if unicodedata.category(each) not in {"Cf", "Mn", "Cc"} or each.isspace())


def pdf_lines(content: bytes) -> list[str]:
    """The lines of a PDF in the order in which they are drawn, without page numbers and marks of lists."""
    lines = (plain(line).strip() for line in text_of(content).replace("\f", "\n").splitlines())
    return [line for line in lines if line and not _PAGE.fullmatch(line) and not _BULLET.fullmatch(line)]


def word_lines(content: bytes) -> list[str]:
    """The lines of a document for Word: its paragraphs, and the cells of its tables row by row."""
    return [line for line in (plain(line).strip() for line in _lines(content)) if line]


def _lines(content: bytes) -> Iterator[str]:
    for part in Document(BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from cell.text.splitlines()
        else:
            yield from part.text.splitlines()


def repeated(content: bytes) -> list[str]:
    """What of a document for Word stands on each page: what runs above it, and the headings of its tables."""
    made = Document(BytesIO(content))
    heads = [" ".join(cell.text for cell in table.rows[0].cells) for table in made.tables]
    # Its parts stand apart in the PDF: the symbol at one side, the consultation at the other.
    above = plain(made.sections[0].header.paragraphs[0].text)
    return [above, *_COMMA.split(above), *(plain(text) for text in heads)]


def differences(pdf: Iterable[str], word: Iterable[str], language: str, again: Iterable[str] = ()) -> list[str]:
    """Where the lines of a PDF and those of a document for Word say something else, or in another order.

    Args:
        again: What runs above or below the pages of the PDF, between any two of its lines.

    Of Arabic, the words in Arabic letters are compared, by the letters of each: pdftotext tells ligatures apart in
    the order in which they are seen. Elsewhere all but white space is compared, and Arabic names are not.
    """
    between = ["".join(_units([text], language)) for text in again]
    first, second = _units(pdf, language, seen=True), _units(word, language)
    found = []
    for what, begins, ends, start, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        alone, instead = "".join(first[begins:ends]), "".join(second[start:end])
        if what == "equal" or (not instead and _consists_of(alone, between)):
            continue
        found.append(f"{''.join(first[max(0, begins - 9) : begins])}[{alone}|{instead}]")
    return found


def _consists_of(text: str, parts: list[str]) -> bool:
    """Whether there is nothing but these parts in a text."""
    for part in sorted(filter(None, parts), key=len, reverse=True):
        text = text.replace(part, "")
    return not text


def _units(lines: Iterable[str], language: str, *, seen: bool = False) -> list[str]:
    """What is compared: words of Arabic, else words without their full stop, which only some lists have.

    Args:
        seen: The words of a line that runs from right to left stand in the order in which they are seen.
    """
    words = [word for line in lines for word in (line.split()[::-1] if seen and language == "ar" else line.split())]
    if language == "ar":
        letters = ["".join(sorted(_ARABIC.findall(word))) for word in words]
        return [each for each in letters if each]
    said = [_without_stop(word) for word in words if not _ARABIC.search(word)]
    return list("".join(said)) if language == "zh" else [part for word in said for part in _BROKEN.split(word) if part]


def _without_stop(word: str) -> str:
    """A number without its full stop."""
    return word.removesuffix(".") if word[:-1].isdigit() else word
