"""What a message says: sender, subject, text, attachments, and what is odd about it. Nothing runs, nothing is fetched.

A message may be damaged in every way there is: whatever can be read of it is, and the rest is named. It is read in
one pass, within limits of parts, nesting and characters; beyond them the original alone has what it says.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from email import message_from_binary_file, policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import TYPE_CHECKING, Any

from hemicycle.arrivals import attachments
from hemicycle.arrivals.attachments import NAME, Attachments, File
from hemicycle.arrivals.charsets import GUESSED, HEADER, decoded, in_charset, line, lines, of_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

#: So many parts are looked at, one inside the other at most so deep.
PARTS, DEPTH = 1000, 20
#: Characters of a text and of a subject that are kept.
TEXT, SUBJECT = 100_000, 500
#: So many of ``References`` and of addressees.
_MANY = 100
_IDENTIFIER = re.compile(r"<([^<>\s]{1,998})>")
_ADDRESS = re.compile(r"[^\s<>,;:\"()]{1,64}@[^\s<>,;:\"()]{1,255}")
#: Media types of what is encrypted, and of signatures that are no files of the sender's.
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pgp-encrypted"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_PGP = b"-----BEGIN PGP MESSAGE-----"
#: What reading one that is damaged may end in.
_UNREADABLE = (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
#: Bytes of headers that are looked at.
_HEAD = 1_000_000
#: What the same message may have otherwise when it comes a second time.
_REPLIED = re.compile(r"^\s*((re|fwd?|aw|tr|rv|sv|vs|wg|antw)\s*(\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)


@dataclass
class Read:
    """What was read of a message. Every text is safe to keep: no control characters, cut where it is too long.

    Attributes:
        message_id, in_reply_to, references: Identifiers without their brackets.
        sender, sender_name: Of ``From``; empty where there is none, or where ``senders`` are several.
        senders: How many addresses ``From`` has.
        recipients: Every address to which it says that it went.
        return_path: What the last server wrote down; none where none did.
        text_of: ``plain``, ``html``, ``rtf`` (of Outlook) or empty: of what the text was made.
        files: What came with it, at most ``attachments.FILES``.
        files_left: How many more there were.
        marks: What else was found, by name, with a detail: ``auto_submitted``, ``precedence``, ``list``, ``bounce``
            (the identifier of the mail that came back), ``disposition``, ``encrypted``, ``signed``, ``calendar``,
            ``forwarded``, ``tnef``, ``charset`` (it was guessed), ``cut``, ``damaged``.
        results: Every ``Authentication-Results``, the topmost first.
        signed: How many DKIM signatures it has.
        digest: Of what it says, without what differs from one delivery of it to another.
    """

    message_id: str = ""
    in_reply_to: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    sender: str = ""
    sender_name: str = ""
    senders: int = 0
    recipients: list[str] = field(default_factory=list)
    return_path: str | None = None
    subject: str = ""
    text: str = ""
    text_of: str = ""
    files: list[File] = field(default_factory=list)
    files_left: int = 0
    marks: dict[str, str] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)
    signed: int = 0
    digest: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is handed from one process to another."""
        return asdict(self)


def read(file: IO[bytes], keep: Callable[[int, bytes], None] = lambda _number, _content: None) -> Read:
    """Read a message.

    Args:
        file: At its beginning.
        keep: Told each file that came with it, by its number.
    """
    reader = _Reader(keep)
    try:
        message = message_from_binary_file(file, policy=policy.compat32)
    except _UNREADABLE:
        file.seek(0)
        return read_head(file)
    reader.headers(message)
    try:
        reader.part(message, 0)
    except RecursionError:
        reader.found.marks["cut"] = ""
    return reader.done()


def read_head(file: IO[bytes]) -> Read:
    """Read the headers alone, of a message of which the rest cannot be read; ``damaged`` says so."""
    reader = _Reader(lambda _number, _content: None)
    with suppress(*_UNREADABLE):
        head = file.read(_HEAD).partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
        reader.headers(BytesHeaderParser(policy=policy.compat32).parsebytes(head))
    reader.found.marks["damaged"] = ""
    return reader.done()


class _Reader:
    def __init__(self, keep: Callable[[int, bytes], None]) -> None:
        self.found = Read()
        self._attachments = Attachments(keep)
        self._parts = 0
        self._plain: list[str] = []
        self._html: list[str] = []
        self._rtf: list[str] = []

    def done(self) -> Read:
        found = self.found
        for made_of, texts in (("plain", self._plain), ("html", self._html), ("rtf", self._rtf)):
            text = "\n\n".join(text for text in texts if text.strip())
            if text:
                found.text, found.text_of = lines(text), made_of
                break
        if len(found.text) > TEXT:
            found.text = found.text[:TEXT]
            found.marks["cut"] = ""
        found.files, found.files_left = self._attachments.files, self._attachments.left
        found.digest = _digest(found)
        return found

    def headers(self, message: Message) -> None:
        found = self.found
        found.message_id = next(iter(_identifiers(_raw(message, "message-id"))), "")
        found.in_reply_to = _identifiers(_raw(message, "in-reply-to"))
        found.references = _identifiers(_raw(message, "references"))
        found.subject = line(decoded(_raw(message, "subject"), self._guessed))[:SUBJECT]
        senders = _addresses(_raw(message, "from"), self._guessed)
        found.senders = len(senders)
        if len(senders) == 1:
            found.sender_name, found.sender = senders[0][0][:NAME], senders[0][1]
        for name in ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to"):
            for value in _every(message, name)[:_MANY]:
                found.recipients += [address for _name, address in _addresses(value, self._guessed)]
        found.recipients = list(dict.fromkeys(found.recipients))[:_MANY]
        if paths := _every(message, "return-path"):
            addresses = _ADDRESS.findall(paths[0])
            found.return_path = addresses[0].lower() if addresses else ""
        found.results = [line(value)[:HEADER] for value in _every(message, "authentication-results")[:20]]
        found.signed = len(_every(message, "dkim-signature"))
        self._automatic(message)

    def _automatic(self, message: Message) -> None:
        """What says that no person wrote it (RFC 3834, 2919, 2369)."""
        marks = self.found.marks
        submitted = line(_raw(message, "auto-submitted")).split(";")[0].strip().lower()
        if submitted and submitted != "no":
            marks["auto_submitted"] = submitted[:NAME]
        precedence = line(_raw(message, "precedence")).lower()
        if precedence in {"bulk", "junk", "list", "auto_reply"}:
            marks["precedence"] = precedence
        if any(name in message for name in ("list-id", "list-unsubscribe", "list-post", "list-help")):
            marks["list"] = line(_raw(message, "list-id"))[:NAME]
        if any(name in message for name in ("x-autoreply", "x-autorespond", "x-auto-response")):
            marks.setdefault("auto_submitted", "auto-replied")

    def _guessed(self) -> None:
        self.found.marks["charset"] = ""

    def part(self, part: Message, depth: int) -> None:
        self._parts += 1
        if self._parts > PARTS or depth > DEPTH:
            self.found.marks["cut"] = ""
            return
        if part.defects:
            self.found.marks.setdefault("damaged", "")
        kind = _kind(part)
        self._whole(part, kind, depth)
        if part.is_multipart():
            if kind == "message/delivery-status":
                return
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    self.part(inner, depth + 1)
            return
        try:
            self._leaf(part, kind)
        except _UNREADABLE:
            self.found.marks["damaged"] = ""

    def _whole(self, part: Message, kind: str, depth: int) -> None:
        """What the kind of a part says of the message."""
        marks = self.found.marks
        if kind in _ENCRYPTED:
            marks["encrypted"] = "PGP"
        elif kind == "multipart/signed":
            marks["signed"] = ""
        elif kind == "multipart/report":
            self._report(part)
        elif kind == "message/rfc822" and depth:
            marks["forwarded"] = str(int(marks.get("forwarded", "0")) + 1)

    def _report(self, part: Message) -> None:
        said = str(part.get_param("report-type", "")).lower()
        if said == "disposition-notification":
            self.found.marks["disposition"] = ""
        # Some servers leave out of which type it is.
        if said != "delivery-status" and not (said == "" and _has_delivery_status(part)):
            return
        self.found.marks["bounce"] = ""
        for inner in part.walk():
            if inner.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
                of = inner.get_payload(0) if inner.is_multipart() else None
                said = _raw(of, "message-id") if isinstance(of, Message) else str(inner.get_payload())
                self.found.marks["bounce"] = next(iter(_identifiers(said)), "")[:NAME]

    def _leaf(self, part: Message, kind: str) -> None:
        content = _content(part)
        name = attachments.name_of(part, self._guessed)
        if kind in _SIGNATURES:
            self.found.marks["signed"] = ""
            return
        if kind in _SEALED:
            if str(part.get_param("smime-type", "")).lower() == "signed-data":
                self.found.marks["signed"] = ""
            else:
                self.found.marks["encrypted"] = "S/MIME"
        if attachments.is_packed(kind, name) and self._unpacked(content):
            return
        if kind == "text/calendar":
            self.found.marks["calendar"] = line(str(part.get_param("method", "")))[:20]
        attached = str(part.get_content_disposition() or "") == "attachment" or bool(name)
        if kind.startswith("text/") and kind in {"text/plain", "text/html"} and not attached:
            self._words(part, kind, content)
            return
        if kind.startswith("multipart/"):  # says that it has parts, and has none
            self._words(part, "text/plain", content)
            return
        if not content and not name:
            return
        self._attachments.add(name, content)

    def _words(self, part: Message, kind: str, content: bytes) -> None:
        if _PGP in content[:GUESSED]:
            self.found.marks["encrypted"] = "PGP"
        text = in_charset(content, str(part.get_content_charset() or ""), self._guessed)
        if kind == "text/html":
            self._html.append(of_html(text, self._cut))
        else:
            self._plain.append(text)

    def _unpacked(self, content: bytes) -> bool:
        """Take what Outlook packed; whether there was anything."""
        self.found.marks["tnef"] = ""
        packed = attachments.unpacked(content, self._guessed, self._cut)
        if packed is None:
            self.found.marks["damaged"] = ""
            return False
        self._html += [packed.rich] if packed.rich else []
        self._rtf += [packed.plain] if packed.plain else []
        for name, inner in packed.files:
            self._attachments.add(name, inner)
        return bool(packed.rich or packed.plain or packed.files)

    def _cut(self) -> None:
        self.found.marks["cut"] = ""


def _text(value: object) -> str:
    """A header as the parser gives it, the bytes in it that are none of ASCII read as UTF-8 or guessed."""
    text = str(value)
    if text.isascii():
        return text
    with suppress(UnicodeError):
        raw = text.encode("ascii", "surrogateescape")
        return in_charset(raw, "", lambda: None)
    return text


def _every(message: Message, name: str) -> list[str]:
    """Every header of a name, as it came."""
    return [_text(value) for key, value in message.raw_items() if key.lower() == name]


def _raw(message: Message, name: str) -> str:
    """The first header of a name; empty where there is none."""
    return next(iter(_every(message, name)), "")[:HEADER]


def _has_delivery_status(part: Message) -> bool:
    inner = part.get_payload() if part.is_multipart() else []
    return any(_kind(one) == "message/delivery-status" for one in inner if isinstance(one, Message))


def _kind(part: Message) -> str:
    with suppress(Exception):
        return str(part.get_content_type())
    return "application/octet-stream"


def _content(part: Message) -> bytes:
    """The bytes of a part, however it is packed."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    with suppress(*_UNREADABLE):
        return str(part.get_payload()).encode("utf-8", "surrogateescape")
    return b""


def _identifiers(value: str) -> list[str]:
    found = [line(one)[:NAME] for one in _IDENTIFIER.findall(value)]
    return list(dict.fromkeys(one for one in found if one))[-_MANY:]


def _addresses(value: str, guessed: Callable[[], None]) -> list[tuple[str, str]]:
    """Name and address of each; what only looks like an address inside a name is none."""
    try:
        pairs = getaddresses([value], strict=True) if _STRICT else getaddresses([value])
    except (ValueError, IndexError, TypeError, AttributeError):
        pairs = []
    found = [(line(decoded(name, guessed)), address.lower()) for name, address in pairs if _ADDRESS.fullmatch(address)]
    if not found:
        found = [("", address.lower()) for address in _ADDRESS.findall(value)]
    return [(name, line(address)[:320]) for name, address in found[:_MANY]]


def _has_strict() -> bool:
    try:
        getaddresses(["a@example.org"], strict=True)
    except TypeError:
        return False
    return True


#: Older versions of Python lack it.
_STRICT = _has_strict()


def _digest(found: Read) -> str:
    said = [found.sender, _REPLIED.sub("", found.subject), " ".join(found.text.split())]
    said += [file.sha256 for file in found.files]
    said += sorted(found.in_reply_to)
    return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()
