"""What a file does by itself when somebody opens it: scripts, programs, and templates fetched from elsewhere.

A paper that States send each other needs none of it. This finds what is written plainly, and in the object streams of a
PDF that are not encrypted; a scanner (``scanning``) finds more.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import ZipFile

#: Of a PDF's streams, so much is unpacked altogether.
_UNPACKED = 20_000_000
#: What stands in a stream is read only where it is objects: by chance, a picture's bytes say anything.
_STREAM = re.compile(rb"\bstream\r?\n(.*?)endstream", re.DOTALL)
_OBJECTS = re.compile(rb"/ObjStm\b(.{0,400}?)\bstream\r?\n(.*?)endstream", re.DOTALL)
#: A name may write any of its characters as ``#`` and two digits.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIONS = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject|vbaData)[^/]*$|(?:^|/)(?:activeX|macrosheets)/", re.IGNORECASE)
_RELATION = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
#: Kinds of relations that are fetched, or run, without being asked for; a link that is clicked is not among them.
_FETCHED = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument)[\"']", re.IGNORECASE)
#: A list of relations is short.
_RELATIONS = 1_000_000


def acts_by_itself(content: bytes, *, office: bool) -> bool:
    """Whether a PDF, or an Office file, carries scripts or programs, or fetches what it is made of.

    Args:
        office: It is a ZIP of parts; else it is a PDF.
    """
    return _office(content) if office else _pdf(content)


def _pdf(content: bytes) -> bool:
    outside = _STREAM.sub(b" ", content)
    return any(_ACTIONS.search(_plain(piece)) for piece in (outside, *_object_streams(content)))


def _plain(piece: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), piece)


def _object_streams(content: bytes) -> list[bytes]:
    found, left = list[bytes](), _UNPACKED
    for said, stream in _OBJECTS.findall(content):
        try:
            unpacked = stream if b"/Filter" not in said else zlib.decompressobj().decompress(stream, left)
        except zlib.error:  # of another filter, or encrypted
            continue
        found.append(unpacked)
        left -= len(unpacked)
        if left <= 0:
            break
    return found


def _office(content: bytes) -> bool:
    with ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        if any(_MACROS.search(name) for name in names):
            return True
        for name in names:
            if name.lower().endswith(".rels"):
                with parts.open(name) as part:
                    relations = _RELATION.findall(part.read(_RELATIONS))
                if any(_EXTERNAL.search(one) and _FETCHED.search(one) for one in relations):
                    return True
    return False
