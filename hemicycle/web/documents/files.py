"""The files and links of documents as pages show them: the reader's own language first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.consultations.languages import NATIVE_NAMES, in_order, reader_language
from hemicycle.people.uploads import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.documents.models import Document, DocumentFile

_UNIT = 1024


@dataclass(frozen=True)
class ShownFile:
    """A document in one language.

    Attributes:
        native: The language's own name.
        address: Where it is opened.
        elsewhere: It is a link out of this installation.
        ending: Of a file: ``PDF``; empty for a link.
        kilobytes: Of a file.
        reader: Where it is read in a page of ours; empty for what is only saved.
    """

    language: str
    native: str
    address: str
    elsewhere: bool
    ending: str = ""
    kilobytes: int = 0
    reader: str = ""


def shown(slug: str, document: Document, files: Iterable[DocumentFile]) -> list[ShownFile]:
    """What a document has, the reader's language first, then in the languages' order."""
    by_language = {file.language: file for file in files}
    own = reader_language()
    order = sorted(in_order(by_language), key=lambda code: code != own)
    return [_shown(slug, document, by_language[code]) for code in order]


def _shown(slug: str, document: Document, file: DocumentFile) -> ShownFile:
    native = NATIVE_NAMES[file.language]
    if file.upload is None:
        return ShownFile(file.language, native, file.link, elsewhere=True)
    address = _address("document_file", slug).format(file.language, document.symbol)
    ending = file.upload.name.rpartition(".")[2].upper()
    kilobytes = max(1, round(file.upload.size / _UNIT))
    inside = file.upload.media_type == PDF
    reader = _address("document_reader", slug).format(file.language, document.symbol) if inside else ""
    return ShownFile(file.language, native, address, elsewhere=False, ending=ending, kilobytes=kilobytes, reader=reader)


@lru_cache(maxsize=1000)
def _address(name: str, slug: str) -> str:
    """Of a file, with gaps for its language and symbol, in which nothing has to be quoted: a list has hundreds."""
    return reverse(name, args=[slug, "LANGUAGE", "SYMBOL"]).replace("LANGUAGE", "{}").replace("SYMBOL", "{}")
