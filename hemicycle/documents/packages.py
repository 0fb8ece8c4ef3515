"""All documents of an item, or of the agenda, in one download: as a ZIP, or as one PDF to print."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from hemicycle.documents import pdf_merger, queries
from hemicycle.documents.reasons import DocumentCode
from hemicycle.people.confined import started
from hemicycle.people.uploads import PDF
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from hemicycle.documents.models import Document, DocumentFile
    from hemicycle.documents.reading import Reading
    from hemicycle.people.models import Upload

#: Processor seconds that one PDF may take, seconds by the clock, and so much memory.
SECONDS = 60
PATIENCE = 90
MEGABYTES_MERGING = 1536
#: So many megabytes of files at most go into one package, and into one PDF.
MEGABYTES = 500
MEGABYTES_OF_PDF = 200
_PROGRAM = Path(pdf_merger.__file__)
_UNSAFE = re.compile(r"[^A-Za-z0-9.()]+")


@dataclass(frozen=True)
class Paper:
    """A document with the file that a package takes of it; None where it has a link alone, or nothing."""

    document: Document
    file: DocumentFile | None

    @property
    def upload(self) -> Upload | None:
        """What is in the package."""
        return self.file.upload if self.file else None

    @property
    def is_pdf(self) -> bool:
        """Whether it is in the one PDF."""
        return self.upload is not None and self.upload.media_type == PDF

    @property
    def name(self) -> str:
        """Of its file in the ZIP: ``C20-21(Rev.1)_en.pdf``."""
        if self.file is None or self.upload is None:
            return ""
        ending = self.upload.name.rpartition(".")[2].lower()
        return f"{_UNSAFE.sub('-', self.document.symbol)}_{self.file.language}.{_UNSAFE.sub('', ending)}"


def papers(
    reading: Reading, items: Sequence[int], languages: Sequence[str], contributed: Mapping[int, int]
) -> list[Paper]:
    """The documents of items with their versions, which a reader opens now, in the order of the items; few queries.

    Args:
        items: Keys of items, in order.
        languages: In which of them a document is taken: the first that it has; else any.
        contributed: Keys of the items of documents that were contributed to one: ``{document: item}``.
    """
    rows = queries.narrowed(reading.documents, queries.opened(reading.now, prepares=False))
    place = {key: number for number, key in enumerate(items)}
    found: list[tuple[int, Document]] = []
    also = [document for document, item in contributed.items() if item in place]
    documents = list(queries.of_items(rows, items, also).select_related("base").prefetch_related("items"))
    files = queries.current_files(documents)
    for document in documents:
        roots = [document, *queries.bases(document)]
        named = [item.pk for root in roots for item in root.items.all()]
        named += [contributed[root.pk] for root in roots if root.pk in contributed]
        of = [place[item] for item in named if item in place]
        found.append((min(of, default=len(place)), document))
    found.sort(key=lambda pair: (pair[0], pair[1].posted_at, pair[1].pk))
    return [Paper(document, _chosen(files[document.pk], languages)) for _place, document in found]


def _chosen(files: Sequence[DocumentFile], languages: Sequence[str]) -> DocumentFile | None:
    order = {code: number for number, code in enumerate(dict.fromkeys(languages))}
    return min(files, key=lambda file: (file.upload is None, order.get(file.language, len(order))), default=None)


def write_zip(chosen: Sequence[Paper], out: IO[bytes]) -> None:
    """Write a ZIP of files; what is a link alone is listed in it.

    Raises:
        Refusal: it would be too large.
    """
    uploads = [(paper, paper.upload) for paper in chosen if paper.upload is not None]
    _require_small(sum(upload.size for _paper, upload in uploads), MEGABYTES)
    links = [f"{paper.document.symbol}\t{paper.file.link}" for paper in chosen if paper.file and paper.file.link]
    with ZipFile(out, "w", ZIP_STORED) as made:
        names: set[str] = set()
        for paper, upload in uploads:
            name = paper.name if paper.name not in names else f"{paper.document.pk}-{paper.name}"
            names.add(name)
            with upload.file.open("rb") as content, made.open(name, "w") as part:
                for piece in content.chunks():
                    part.write(piece)
        if links:
            made.writestr("links.txt", "\n".join(links) + "\n")


def merged(chosen: Sequence[Paper]) -> bytes:
    """One PDF of those that are PDF.

    Raises:
        Refusal: there is none, one cannot be read, or it would be too large.
    """
    uploads = [(paper, paper.upload) for paper in chosen if paper.is_pdf and paper.upload is not None]
    if not uploads:
        raise Refusal(DocumentCode.PACKAGE_EMPTY)
    _require_small(sum(upload.size for _paper, upload in uploads), MEGABYTES_OF_PDF)
    listed = json.dumps([[paper.document.symbol, upload.size] for paper, upload in uploads]).encode() + b"\n"
    given = b"".join([listed, *(_content(upload) for _paper, upload in uploads)])
    with started(str(_PROGRAM), str(SECONDS), str(MEGABYTES_MERGING)) as process:
        try:
            made, _ = process.communicate(given, timeout=PATIENCE)
        except TimeoutExpired as error:
            raise Refusal(DocumentCode.PACKAGE_TOO_LARGE, megabytes=MEGABYTES_OF_PDF) from error
        finally:
            process.kill()
    if process.returncode == pdf_merger.DAMAGED and made.strip().isdigit():
        raise Refusal(DocumentCode.PACKAGE_UNREADABLE, symbol=uploads[int(made)][0].document.symbol)
    if process.returncode:
        raise Refusal(DocumentCode.PACKAGE_TOO_LARGE, megabytes=MEGABYTES_OF_PDF)
    return made


def _content(upload: Upload) -> bytes:
    with upload.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _require_small(size: int, megabytes: int) -> None:
    if size > megabytes << 20:
        raise Refusal(DocumentCode.PACKAGE_TOO_LARGE, megabytes=megabytes)
