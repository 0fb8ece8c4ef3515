"""Reading a PDF that the product made."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def text_of(content: bytes, order: str = "raw") -> str:
    """What a PDF says, page by page: as it is drawn (``raw``), or as it is seen (``layout``)."""
    read = subprocess.run(["pdftotext", f"-{order}", "-", "-"], input=content, capture_output=True, check=True)
    return read.stdout.decode()


def walk(tag: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """A tag of the structure, and those within it, in reading order."""
    if isinstance(tag, pikepdf.Array):
        for kid in tag:
            yield from walk(kid)
    elif isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
        yield tag
        if "/K" in tag:
            yield from walk(tag["/K"])


def languages_of(content: bytes) -> set[str]:
    """The languages that the parts of a PDF say they are in."""
    with pikepdf.open(BytesIO(content)) as paper:
        return {str(tag["/Lang"]) for tag in walk(paper.Root["/StructTreeRoot"]["/K"]) if "/Lang" in tag}
