"""The files that come with a message, also those that Outlook packs into one: named, counted and handed on. Pure."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tnefparse import TNEF

from hemicycle.arrivals.charsets import as_text, decoded, line, of_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

    from tnefparse import TNEFAttachment

#: So many files of a message are looked at; characters of a name.
FILES, NAME = 100, 200
#: The media types and the name of what Outlook packs.
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_TNEF_NAME = "winmail.dat"


@dataclass(frozen=True)
class File:
    """A file that came with a message.

    Attributes:
        number: Counts the files of the message, from 1.
        name: As the sender named it, without a path; empty where they did not.
        sha256, size: Of its content.
    """

    number: int
    name: str
    size: int
    sha256: str


class Attachments:
    """The files of one message, as they are found.

    Attributes:
        files: At most ``FILES``.
        left: How many more there were.
    """

    def __init__(self, keep: Callable[[int, bytes], None]) -> None:
        self.files: list[File] = []
        self.left = 0
        self._keep = keep

    def add(self, name: str, content: bytes) -> None:
        """Count one, and hand on what it holds."""
        number = len(self.files) + 1
        if number > FILES:
            self.left += 1
            return
        self.files.append(File(number, name, len(content), hashlib.sha256(content).hexdigest()))
        self._keep(number, content)


@dataclass
class Packed:
    """What Outlook packed into one file.

    Attributes:
        plain, rich: The text, where it has one: as it is, and of its HTML.
        files: Name and content of each.
    """

    plain: str = ""
    rich: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


def is_packed(kind: str, name: str) -> bool:
    """Whether a part is what Outlook packs, by its media type or its name."""
    return kind in _TNEF or name.lower() == _TNEF_NAME


def unpacked(content: bytes, guessed: Callable[[], None], cut: Callable[[], None]) -> Packed | None:
    """What is in it; none where it is damaged, and empty where there is nothing in it.

    Args:
        guessed, cut: Called where a charset was guessed, and where a text was too long.
    """
    try:
        opened = TNEF(content, do_checksum=False)
        body, rich, attachments = opened.body, opened.htmlbody, opened.attachments
        charset = str(opened.codepage or "")
    except Exception:  # noqa: BLE001 - a damaged one makes its parser fail in every way there is
        return None
    found = Packed()
    if isinstance(rich, str | bytes) and rich:
        found.rich = of_html(as_text(rich, charset, guessed), cut)
    if isinstance(body, str | bytes) and body:
        found.plain = as_text(body, charset, guessed)
    for attachment in attachments:
        with suppress(Exception):  # the same
            found.files.append((_title(attachment, charset, guessed), bytes(attachment.data)))
    return found


def _title(attachment: TNEFAttachment, charset: str, guessed: Callable[[], None]) -> str:
    """The name of what was packed; empty where it has none that can be read."""
    named: str | bytes = ""
    try:
        named = attachment.long_filename() or attachment.name
    except UnicodeDecodeError as error:  # its parser takes every name for UTF-8, and these are the bytes
        named = error.object
    except Exception:  # noqa: BLE001 - the same
        return ""
    return plain_name(as_text(named, charset, guessed))


def name_of(part: Message, guessed: Callable[[], None]) -> str:
    """The name of a part, as its sender gave it; empty where they gave none."""
    with suppress(Exception):  # what a name is written in may be anything
        name = part.get_filename()
        if name:
            return plain_name(decoded(str(name), guessed))
    return ""


def plain_name(name: str) -> str:
    """A name on one line, without a path."""
    return line(name).replace("\\", "/").rpartition("/")[2][:NAME]
