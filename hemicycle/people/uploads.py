"""Files that people send as evidence: looked at, then kept as they came."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from uuid import uuid4
from zipfile import ZipFile

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile, File

from hemicycle.people.active_content import DAMAGED, acts_by_itself
from hemicycle.people.details import clean
from hemicycle.people.models import Upload
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.scanning import Verdict, scan
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime
    from typing import IO

    from hemicycle.people.models import Person

MEGABYTES = 10
NAME_LENGTH = 200
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TEXT = "text/plain"
#: Terms (ISO 30042). No form takes it as a paper, for it is XML: who imports terms asks for it by ``look_as``.
TBX = "application/x-tbx"
#: What is accepted, with the ending that its name is given where the sender's has none.
KINDS = {PDF: ".pdf", DOCX: ".docx", PNG: ".png", JPEG: ".jpeg", XLSX: ".xlsx", CSV: ".csv", TEXT: ".txt"}
#: For the ``accept`` of a file field.
ENDINGS = ".pdf,.docx,.png,.jpg,.jpeg,.xlsx,.csv,.txt"
#: Text that a browser or a word processor runs or draws, whatever its name.
_MARKUP = frozenset({"text/html", "image/svg+xml", "application/xml", "text/xml", "text/rtf", "application/rtf"})
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r"))
#: A paper with pictures unpacks to a few times its size; far more fills the memory of who opens it.
MEGABYTES_UNPACKED = 200
#: The list of an Office file's parts is short; a longer one is an attack on memory.
_PARTS_LIMIT = 1_000_000
#: Python's own list alone: the operating system's would make the answer differ between installations.
_NAMED = mimetypes.MimeTypes()
_NAMED.add_type(DOCX, ".docx")
_NAMED.add_type(XLSX, ".xlsx")


@dataclass(frozen=True)
class Looked:
    """A file as it came, that was found to be what it says and harmless; nobody keeps it yet."""

    content: bytes
    name: str
    media_type: str

    @property
    def sha256(self) -> str:
        """Of its content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def keep(self, person: Person, at: datetime) -> Upload:
        """Keep it, under a name of our own."""
        return store(self.content, self.name, self.media_type, person, at)


def look(file: File[bytes], *, opened: bool = True) -> Looked:
    """Look at a file before it is kept, and before the act with which it is: others wait for what an act locks.

    Args:
        file: As uploaded; ``name`` is the sender's.
        opened: People will open it, so it may do nothing by itself; else it is read here alone, and not kept.

    Raises:
        Refusal: it is empty, above ``MEGABYTES``, unpacks to far more, is of a kind that is not accepted, not what its
            name says, or might harm whoever opens it.
    """
    content, name = _measured(file)
    media_type = _kind(content, name)
    _require_harmless(content, name, media_type, opened=opened)
    return Looked(content, _ended(name, media_type), media_type)


def look_as(file: File[bytes], media_type: str, ending: str) -> Looked:
    """Look at a file of a kind that one reader alone takes, and judges itself; it is never shown in a page.

    Args:
        ending: Its name gets it, whatever the sender's was.

    Raises:
        Refusal: it is empty, above ``MEGABYTES``, or the scanner refuses it.
    """
    content, name = _measured(file)
    _require_harmless(content, name, media_type, opened=False)
    stem = PurePosixPath(name).stem or "file"
    return Looked(content, stem[: NAME_LENGTH - len(ending)] + ending, media_type)


def _measured(file: File[bytes]) -> tuple[bytes, str]:
    """The content of a file that is not empty and not too large, and its plain name."""
    if not file.size:
        raise Refusal(PeopleCode.UPLOAD_EMPTY)
    if file.size > MEGABYTES * 1024 * 1024:
        raise Refusal(PeopleCode.UPLOAD_TOO_BIG, megabytes=MEGABYTES)
    file.seek(0)
    return file.read(), plain_name(file.name or "")


def _require_harmless(content: bytes, name: str, media_type: str, *, opened: bool) -> None:
    """Refuse what acts by itself where it is opened, and what the scanner refuses, or cannot be asked about.

    Raises:
        Refusal: it is so.
    """
    office = media_type in {DOCX, XLSX}
    if opened and office and _unpacked_size(content) > MEGABYTES_UNPACKED << 20:
        raise Refusal(PeopleCode.UPLOAD_UNPACKS_TOO_LARGE, name=name, megabytes=MEGABYTES_UNPACKED)
    try:
        acts = opened and (office or media_type == PDF) and acts_by_itself(content, office=office)
    except DAMAGED as error:
        raise Refusal(PeopleCode.UPLOAD_NOT_WHAT_IT_SAYS, name=name) from error
    if acts:
        raise Refusal(PeopleCode.UPLOAD_ACTS_BY_ITSELF, name=name)
    if not settings.CLAMD:
        return
    verdict = scan(content)
    if verdict is Verdict.INFECTED:
        raise Refusal(PeopleCode.UPLOAD_INFECTED, name=name)
    if verdict is Verdict.UNKNOWN and settings.CLAMD_REQUIRED:
        raise Refusal(PeopleCode.UPLOAD_NOT_SCANNED)


def store(content: bytes, name: str, media_type: str, person: Person, at: datetime) -> Upload:
    """Keep a file of our own making, whatever its size, under a name that nobody guesses."""
    row = Upload(
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=person,
        uploaded_at=at,
    )
    row.file.save(uuid4().hex, ContentFile(content), save=False)
    row.save()
    return row


def store_stream(content: IO[bytes], name: str, media_type: str, sha256: str, at: datetime) -> Upload:
    """Keep what came by mail as it came, whatever its size: it is never in memory as a whole, and is on the disk.

    Args:
        content: At its beginning.
    """
    row = Upload(name=name, media_type=media_type, sha256=sha256, uploaded_at=at)
    file = File(content)
    row.size = file.size
    row.file.save(uuid4().hex, file, save=False)
    with row.file.storage.open(str(row.file.name)) as kept:
        os.fsync(kept.fileno())
    row.save()
    return row


def discard(upload: Upload) -> None:
    """Throw a file away to which nothing refers: what it was sent with was refused."""
    upload.delete()
    upload.file.delete(save=False)


def plain_name(name: str) -> str:
    """The sender's name without its path, and without characters that hide what it is."""
    return clean(name.replace("\\", "/").rsplit("/", 1)[-1])


def _ended(name: str, media_type: str) -> str:
    """The name with the ending of what it is, its stem cut where it is too long."""
    says, _packed = _NAMED.guess_type(name)
    ending = PurePosixPath(name).suffix if says else KINDS[media_type]
    stem = name.removesuffix(ending) or "file"
    return stem[: NAME_LENGTH - len(ending)] + ending


def _kind(content: bytes, name: str) -> str:
    """The media type of what it is, which its name must not contradict."""
    says, packed = _NAMED.guess_type(name)
    is_ = _look(content)
    if is_ is None:
        code = PeopleCode.UPLOAD_NOT_WHAT_IT_SAYS if says in KINDS else PeopleCode.UPLOAD_KIND_NOT_ACCEPTED
        raise Refusal(code, name=name)
    if is_ == TEXT and says == CSV:
        is_ = CSV
    if packed or says not in {None, is_}:
        raise Refusal(PeopleCode.UPLOAD_NOT_WHAT_IT_SAYS, name=name)
    return is_


def _look(content: bytes) -> str | None:
    """What the content is among ``KINDS``; nothing for everything else."""
    try:
        media_types = {str(match.mime_type) for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        media_types = set()
    for kind in (PDF, PNG, JPEG):
        if kind in media_types:
            return kind
    if content.startswith(b"PK"):
        return _office(content)
    return TEXT if not media_types & _MARKUP and _is_text(content) else None


def _office(content: bytes) -> str | None:
    """Which of Office's files a ZIP is, by what it says of its main part; one with macros is neither."""
    try:
        with ZipFile(BytesIO(content)) as parts, parts.open("[Content_Types].xml") as types:
            listed = types.read(_PARTS_LIMIT)
    except DAMAGED:
        return None
    return next((kind for kind in (DOCX, XLSX) if f"{kind}.main+xml".encode() in listed), None)


def _unpacked_size(content: bytes) -> int:
    """In bytes, as its list of parts declares: who unpacks it unpacks no more."""
    with ZipFile(BytesIO(content)) as parts:
        return sum(part.file_size for part in parts.infolist())


def _is_text(content: bytes) -> bool:
    """Whether it is text, in whichever encoding: no character in it is for machines."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", errors="replace").encode("utf-8")
    return len(content.translate(None, delete=_CONTROLS)) == len(content)
