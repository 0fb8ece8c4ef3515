"""What Outlook packs into ``winmail.dat`` (MS-OXTNEF), made here."""

from __future__ import annotations

import struct

_MESSAGE, _ATTACHMENT = 1, 2
_BODY, _PROPERTIES = 0x0002800C, 0x00069003
_RENDERING, _TITLE, _DATA = 0x00069002, 0x00018010, 0x0006800F
_VERSION, _CODEPAGE = 0x00089006, 0x00069007
#: A property of HTML as bytes (``PidTagBodyHtml``).
_HTML = 0x10130102


def _attribute(level: int, name: int, content: bytes) -> bytes:
    head = struct.pack("<BII", level, name, len(content))
    return head + content + struct.pack("<H", sum(content) & 0xFFFF)


def _html(content: bytes) -> bytes:
    padded = content + b"\0" * (-len(content) % 4)
    return struct.pack("<IIII", 1, _HTML, 1, len(content)) + padded


def winmail(text: str = "", html: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """A file with a text, or an HTML text, and files by their names."""
    made = struct.pack("<IH", 0x223E9F78, 1)
    made += _attribute(_MESSAGE, _VERSION, struct.pack("<I", 0x00010000))
    made += _attribute(_MESSAGE, _CODEPAGE, struct.pack("<II", 1252, 0))
    if text:
        made += _attribute(_MESSAGE, _BODY, text.encode("cp1252") + b"\0")
    if html:
        made += _attribute(_MESSAGE, _PROPERTIES, _html(html.encode("cp1252")))
    for name, content in (files or {}).items():
        made += _attribute(_ATTACHMENT, _RENDERING, b"\0" * 14)
        made += _attribute(_ATTACHMENT, _TITLE, name.encode("cp1252") + b"\0")
        made += _attribute(_ATTACHMENT, _DATA, content)
    return made
