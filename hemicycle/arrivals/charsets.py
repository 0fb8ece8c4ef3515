"""Text in whichever charset a message is written in, rightly or not, and safe to keep. Pure; nothing is fetched."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes
from inscriptis import get_text
from lxml.etree import LxmlError

if TYPE_CHECKING:
    from collections.abc import Callable

#: Characters of a header that are read, and of HTML that are turned into text.
HEADER, HTML = 20_000, 2_000_000
#: Bytes of a text of which the charset is guessed.
GUESSED = 50_000
#: Charsets in which mail is written that does not say so, or lies.
_LIKELY = [
    "utf_8",
    "utf_16",
    "cp1252",
    "cp1251",
    "koi8_r",
    "gb18030",
    "big5",
    "cp1256",
    "iso8859_2",
    "shift_jis",
    "euc_kr",
]
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
#: What changes the order of what stands around it, to hide what a line says.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_BLANK = re.compile(r"\s+")
_LINES = re.compile(r"\n{4,}")


def of_html(text: str, cut: Callable[[], None] = lambda: None) -> str:
    """HTML as a person reads it: no script, no style, nothing that is fetched."""
    if len(text) > HTML:
        cut()
        text = text[:HTML]
    try:
        return str(get_text(text))
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return html.unescape(re.sub(r"<[^<>]{0,1000}>", " ", text))


def decoded(value: str, guessed: Callable[[], None] = lambda: None) -> str:
    """A header with its encoded words (RFC 2047) read, whichever charsets they name, rightly or not."""
    value = value[:HEADER]
    try:
        pieces = decode_header(value)
    except (ValueError, LookupError, MessageError, TypeError, AttributeError, IndexError):
        return value
    said = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            said.append(in_charset(piece, charset or "", guessed))
        else:
            said.append(piece)
    return "".join(said)


def line(text: str) -> str:
    """On one line, without what is for machines and what turns its order round."""
    return _BLANK.sub(" ", _TURNING.sub("", _CONTROLS.sub(" ", _whole(text)))).strip()


def lines(text: str) -> str:
    """The same, of several lines."""
    text = _TURNING.sub("", _CONTROLS.sub("", _whole(text).replace("\r\n", "\n").replace("\r", "\n")))
    return _LINES.sub("\n\n\n", text).strip()


def _whole(text: str) -> str:
    """Without halves of characters, which nothing can keep."""
    return text.encode("utf-8", "replace").decode("utf-8", "replace")


def in_charset(content: bytes, charset: str, guessed: Callable[[], None] = lambda: None) -> str:
    """Bytes as text: in the charset that they name, if that is true; else in the one that they look like."""
    for name in dict.fromkeys((charset, "utf-8")):
        if not name or name.lower() in {"unknown-8bit", "x-unknown"}:
            continue
        with suppress(LookupError, UnicodeError, ValueError):
            text = content.decode(name)
            if name != charset and charset and charset.lower() not in {"us-ascii", "ascii"}:
                guessed()
            return text
    guessed()
    best = from_bytes(content[:GUESSED], cp_isolation=_LIKELY).best()
    with suppress(LookupError, UnicodeError):
        if best is not None:
            return content.decode(best.encoding, "replace")
    return content.decode("latin-1")


def as_text(value: str | bytes, charset: str, guessed: Callable[[], None]) -> str:
    """What a parser gives as text, or as bytes that end in nothing, in the charset that they name."""
    return value if isinstance(value, str) else in_charset(value.rstrip(b"\0"), charset, guessed)
