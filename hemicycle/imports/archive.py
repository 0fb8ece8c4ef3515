"""A ZIP with a table and the files that it names.

Nothing of it is written to disk: entries are read by name, each up to its limit, and a name is never used as a path.
"""

from __future__ import annotations

import stat
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING
from zipfile import ZipFile

from hemicycle.imports.reasons import ImportCode
from hemicycle.people.active_content import DAMAGED
from hemicycle.people.uploads import CSV, MEGABYTES, TEXT, XLSX, Looked, plain_name
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from zipfile import ZipInfo

    from django.core.files.base import File

ZIP = "application/zip"
#: Of the ZIP, and of all that is in it unpacked. What a form may send is limited by the proxy to a little more.
MEGABYTES_PACKED, MEGABYTES_UNPACKED = 60, 120
ENTRIES = 2000
_MEGABYTE = 1 << 20
_TABLES = {".csv": CSV, ".txt": TEXT, ".xlsx": XLSX}
#: What programs put beside the files, and nobody means.
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Archive:
    """An opened ZIP.

    Raises:
        Refusal: it is damaged, encrypted, too large unpacked, holds too much, or a name in it leads elsewhere.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
            listed = self._zip.infolist()
        except DAMAGED as error:
            raise Refusal(ImportCode.IMPORT_ARCHIVE_DAMAGED) from error
        if len(listed) > ENTRIES:
            raise Refusal(ImportCode.IMPORT_ARCHIVE_ENTRIES, most=ENTRIES)
        if sum(entry.file_size for entry in listed) > MEGABYTES_UNPACKED * _MEGABYTE:
            raise Refusal(ImportCode.IMPORT_ARCHIVE_TOO_LARGE, megabytes=MEGABYTES_UNPACKED)
        self._entries: dict[str, ZipInfo] = {}
        for entry in listed:
            if entry.is_dir() or _is_clutter(entry.filename):
                continue
            name = _sound_name(entry)
            if name.casefold() in self._entries:
                raise Refusal(ImportCode.IMPORT_ARCHIVE_TWICE, name=name)
            self._entries[name.casefold()] = entry

    def table(self) -> tuple[bytes, str]:
        """The table at its top, and the table's media type.

        Raises:
            Refusal: there is none there, or there are several.
        """
        tables = [key for key in self._entries if "/" not in key and PurePosixPath(key).suffix in _TABLES]
        if len(tables) != 1:
            raise Refusal(ImportCode.IMPORT_ARCHIVE_TABLE)
        return self.read(tables[0]), _TABLES[PurePosixPath(tables[0]).suffix]

    def files(self) -> list[str]:
        """The names of its files, the tables at its top left out."""
        names = (key for key in self._entries if "/" in key or PurePosixPath(key).suffix not in _TABLES)
        return [self._entries[key].filename for key in names]

    def read(self, name: str) -> bytes:
        """A file of it.

        Raises:
            KeyError: there is none of this name.
            Refusal: it is larger than one file may be, or damaged.
        """
        entry = self._entries[key_of(name)]
        try:
            with self._zip.open(entry) as file:
                content = file.read(MEGABYTES * _MEGABYTE + 1)
        except DAMAGED as error:
            raise Refusal(ImportCode.IMPORT_ARCHIVE_DAMAGED) from error
        if len(content) > MEGABYTES * _MEGABYTE:
            raise Refusal(ImportCode.IMPORT_ARCHIVE_FILE_TOO_LARGE, name=plain_name(name), megabytes=MEGABYTES)
        return content


def is_archive(content: bytes) -> bool:
    """Whether it is a ZIP that is no Office file."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with ZipFile(BytesIO(content)) as parts:
            return "[Content_Types].xml" not in parts.namelist()
    except DAMAGED:
        return False


def look_at_archive(file: File[bytes]) -> Looked:
    """Look at a ZIP before it is kept; each file in it is looked at when it is read.

    Raises:
        Refusal: it is above ``MEGABYTES_PACKED``, or as ``Archive`` says.
    """
    if (file.size or 0) > MEGABYTES_PACKED * _MEGABYTE:
        raise Refusal(ImportCode.IMPORT_ARCHIVE_TOO_LARGE, megabytes=MEGABYTES_PACKED)
    file.seek(0)
    content = file.read()
    Archive(BytesIO(content))
    stem = PurePosixPath(plain_name(file.name or "")).stem[:190] or "file"
    return Looked(content, f"{stem}.zip", ZIP)


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER[0]) or PurePosixPath(name).name in _CLUTTER


def _sound_name(entry: ZipInfo) -> str:
    """The name of an entry, where it is a plain file inside the archive.

    Raises:
        Refusal: it is encrypted, a link, or its name leads elsewhere.
    """
    name = entry.filename
    parts = name.split("/")
    leads_elsewhere = "\\" in name or ":" in name or not all(part and part not in {".", ".."} for part in parts)
    if leads_elsewhere or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal(ImportCode.IMPORT_ARCHIVE_NAME, name=plain_name(name))
    if entry.flag_bits & 1:
        raise Refusal(ImportCode.IMPORT_ARCHIVE_DAMAGED)
    return name


def key_of(name: str) -> str:
    """A name as files are found by it, as people type it: whatever its case, with either slash."""
    return name.strip().replace("\\", "/").removeprefix("./").casefold()
