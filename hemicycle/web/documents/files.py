"""The files and links of documents as pages show them: the reader's own language first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from hemicycle.consultations.languages import NATIVE_NAMES, in_order, reader_language
from hemicycle.people.uploads import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from hemicycle.documents.models import Document, DocumentFile

_UNIT = 1024


@dataclass(frozen=True)
class FilePages:
    """Names of the addresses at which files are opened.

    Attributes:
        saved: Where one is saved.
        read: Where a PDF is read in a page of ours; empty where there is none.
    """

    saved: str
    read: str = ""


OF_PARTICIPANTS = FilePages("document_file", "document_reader")
OF_EVERYBODY = FilePages("public_document_file")


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


def links(symbol: str, files: Iterable[ShownFile]) -> SafeString:
    """A document's files in the row of a list, each under its language; made here, for a page has hundreds."""
    return format_html_join(
        "\n",
        '<a class="table-act" href="{}" lang="{}"{}>{}<span class="aloud"> <bdi>{}</bdi></span></a>',
        ((file.reader or file.address, file.language, _how(file), file.native, symbol) for file in files),
    )


def _how(file: ShownFile) -> SafeString | str:
    """How a file opens: elsewhere, saved, or in a page of ours."""
    if file.elsewhere:
        return mark_safe(' target="_blank" rel="noopener noreferrer"')
    return "" if file.reader else " download"


def shown(
    slug: str, document: Document, files: Iterable[DocumentFile], pages: FilePages = OF_PARTICIPANTS
) -> list[ShownFile]:
    """What a document has, the reader's language first, then in the languages' order."""
    by_language = {file.language: file for file in files}
    own = reader_language()
    order = sorted(in_order(by_language), key=lambda code: code != own)
    return [_shown(slug, document, by_language[code], pages) for code in order]


def _shown(slug: str, document: Document, file: DocumentFile, pages: FilePages) -> ShownFile:
    native = NATIVE_NAMES[file.language]
    if file.upload is None:
        return ShownFile(file.language, native, file.link, elsewhere=True)
    address = _address(pages.saved, slug).format(file.language, document.symbol)
    ending = file.upload.name.rpartition(".")[2].upper()
    kilobytes = max(1, round(file.upload.size / _UNIT))
    inside = pages.read and file.upload.media_type == PDF
    reader = _address(pages.read, slug).format(file.language, document.symbol) if inside else ""
    return ShownFile(file.language, native, address, elsewhere=False, ending=ending, kilobytes=kilobytes, reader=reader)


@lru_cache(maxsize=1000)
def _address(name: str, slug: str) -> str:
    """Of a file, with gaps for its language and symbol, in which nothing has to be quoted: a list has hundreds."""
    return reverse(name, args=[slug, "LANGUAGE", "SYMBOL"]).replace("LANGUAGE", "{}").replace("SYMBOL", "{}")
