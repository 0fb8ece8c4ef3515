"""The files and links of documents as pages show them: the reader's own language first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from hemicycle.consultations.languages import NATIVE_NAMES, in_order, reader_language
from hemicycle.people.uploads import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from hemicycle.documents.models import Document
    from hemicycle.documents.reading import ListedFile

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
    of = escape(symbol)
    made = (
        f'<a class="table-act" href="{escape(file.reader or file.address)}" {_how(file)}>{_named(file.language)}'
        f'<span class="aloud"> <bdi>{of}</bdi></span></a>'
        for file in files
    )
    return mark_safe("\n".join(made))  # noqa: S308 - what is put in is escaped


def _how(file: ShownFile) -> SafeString:
    """The language of a link, and how it opens: elsewhere, saved, or in a page of ours."""
    return _attributes(file.language, elsewhere=file.elsewhere, saved=not file.reader)


@cache
def _attributes(language: str, *, elsewhere: bool, saved: bool) -> SafeString:
    if elsewhere:
        return format_html('lang="{}" target="_blank" rel="noopener noreferrer"', language)
    return format_html('lang="{}" download', language) if saved else format_html('lang="{}"', language)


@cache
def _named(language: str) -> SafeString:
    return format_html("{}", NATIVE_NAMES[language])


def shown(
    slug: str, document: Document, files: Iterable[ListedFile], pages: FilePages = OF_PARTICIPANTS
) -> list[ShownFile]:
    """What a document has, the reader's language first, then in the languages' order."""
    by_language = {file.language: file for file in files}
    own = reader_language()
    order = sorted(in_order(by_language), key=lambda code: code != own)
    return [_shown(slug, document, by_language[code], pages) for code in order]


def _shown(slug: str, document: Document, file: ListedFile, pages: FilePages) -> ShownFile:
    native = NATIVE_NAMES[file.language]
    if file.name is None or file.size is None:
        return ShownFile(file.language, native, file.link, elsewhere=True)
    address = address_of(pages.saved, slug, document.symbol, file.language)
    ending = file.name.rpartition(".")[2].upper()
    kilobytes = max(1, round(file.size / _UNIT))
    inside = pages.read and file.media_type == PDF
    reader = address_of(pages.read, slug, document.symbol, file.language) if inside else ""
    return ShownFile(file.language, native, address, elsewhere=False, ending=ending, kilobytes=kilobytes, reader=reader)


def address_of(name: str, slug: str, symbol: str, language: str = "") -> str:
    """The address of a document, or of its file in a language; a list has hundreds of them.

    Args:
        name: Of the address.
        slug: Of the consultation.
    """
    return _address(name, slug, ("LANGUAGE", "SYMBOL") if language else ("SYMBOL",)).format(
        LANGUAGE=language, SYMBOL=symbol
    )


@lru_cache(maxsize=1000)
def _address(name: str, slug: str, gaps: tuple[str, ...]) -> str:
    """With gaps, in which nothing has to be quoted."""
    address = reverse(name, args=[slug, *gaps])
    for gap in gaps:
        address = address.replace(gap, f"{{{gap}}}")
    return address
