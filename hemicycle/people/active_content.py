"""What a file does by itself when somebody opens it: scripts, programs, and templates fetched from elsewhere.

A paper that States send each other needs none of it. This finds what is written plainly, and in the object streams of a
PDF that are not encrypted; a scanner (``scanning``) finds more. Whatever is sent, it is looked through once.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

#: What reading a ZIP ends in that is damaged, encrypted, or packed in a way that is not known.
DAMAGED = (
    BadZipFile,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    zlib.error,
    LZMAError,
)
#: So much is unpacked altogether, in bytes: of a PDF's streams, and of an Office file's relations, which are short.
_UNPACKED = 20_000_000
_PIECE = 1 << 16
#: What stands in a stream is read only where it is objects: by chance, a picture's bytes say anything.
_STREAM_BEGINS = re.compile(rb"\bstream\r?\n")
_STREAM_ENDS = b"endstream"
_OBJECTS = re.compile(rb"/ObjStm\b")
_PACKED = re.compile(rb"/Filter\b")
#: A name may write any of its characters as ``#`` and two digits.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIONS = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject|vbaData)[^/]*$|(?:^|/)(?:activeX|macrosheets)/", re.IGNORECASE)
#: Kinds of relations that are fetched, or run, without being asked for; a link that is clicked is not among them.
_FETCHED = frozenset({"attachedtemplate", "oleobject", "frame", "subdocument", "image"})


def acts_by_itself(content: bytes, *, office: bool) -> bool:
    """Whether a PDF, or an Office file, carries scripts or programs, or fetches what it is made of.

    Args:
        office: It is a ZIP of parts; else it is a PDF.

    Raises:
        DAMAGED: a part of an Office file cannot be unpacked.
    """
    return _office(content) if office else _pdf(content)


def _pdf(content: bytes) -> bool:
    outside, objects = list[bytes](), list[bytes]()
    left = _UNPACKED
    for said, stream in _pieces(content):
        outside.append(said)
        if stream is None or left <= 0:
            continue
        # Of what is said before a stream, its dictionary is the last object.
        about = _plain(said[max(said.rfind(b"obj"), 0) :])
        if _OBJECTS.search(about):
            unpacked = _unpacked(stream, left) if _PACKED.search(about) else stream
            objects.append(unpacked)
            left -= len(unpacked)
    return any(_ACTIONS.search(_plain(piece)) for piece in (b" ".join(outside), *objects))


def _pieces(content: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """What stands outside the streams, each time with the stream that follows; nothing follows the last."""
    at = 0
    while (begins := _STREAM_BEGINS.search(content, at)) is not None:
        ends = content.find(_STREAM_ENDS, begins.end())
        if ends < 0:  # no stream: whatever follows is looked at as it stands
            break
        yield content[at : begins.start()], content[begins.end() : ends]
        at = ends + len(_STREAM_ENDS)
    yield content[at:], None


def _plain(piece: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), piece)


def _unpacked(stream: bytes, limit: int) -> bytes:
    """At most so much of it; nothing where it is packed otherwise, or encrypted."""
    try:
        return zlib.decompressobj().decompress(stream, limit)
    except zlib.error:
        return b""


def _office(content: bytes) -> bool:
    with ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        if any(_MACROS.search(name) for name in names):
            return True
        left = _UNPACKED
        for name in names:
            if name.lower().endswith(".rels"):
                with parts.open(name) as part:
                    relations = _Relations(part, left)
                if relations.fetch:
                    return True
                left -= relations.read
    return False


class _Relations:
    """The relations of a part: XML, read as far as it can be.

    Attributes:
        fetch: One of them is fetched from elsewhere; or the list defines entities, or is endless, as no program writes
            one.
        read: How many bytes there were.
    """

    def __init__(self, part: IO[bytes], limit: int) -> None:
        self.fetch = False
        self.read = 0
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        while not self.fetch and (piece := part.read(_PIECE)):
            self.read += len(piece)
            if self.read > limit:
                self.fetch = True
                return
            try:
                parser.Parse(piece)
            except ExpatError:  # nobody reads on from there
                return

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] != "Relationship" or attributes.get("TargetMode", "").lower() != "external":
            return
        if attributes.get("Type", "").rpartition("/")[2].lower() in _FETCHED:
            self.fetch = True

    def _doctype(self, *_said: object) -> None:
        self.fetch = True
