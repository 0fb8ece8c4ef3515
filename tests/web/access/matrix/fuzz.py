"""Requests that get past the door: what pages send, and ask for, as those do who are shown it, with something amiss.

A seed gives one and the same sequence of requests; the first of a long run are those of a short one.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.db import transaction
from django.http import QueryDict
from django.http.cookie import SimpleCookie

from hemicycle.imports.desks import DESKS
from hemicycle.sittings.commands import COMMANDS
from tests.support.commands import arguments
from tests.web.access.matrix.odd_files import odd_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.harvest import Harvest, Look, Sent

SEED = 20260611
_FORM = "application/x-www-form-urlencoded"
#: As somebody, or a program, might put them where something else is asked for.
TEXTS: tuple[str, ...] = (
    *("", " ", "0", "-1", "1", "999999999", "2147483648", str(2**63), str(-(2**63) - 1), "7" * 5000, "1e308", "NaN"),
    *("0x10", "٣", "½", "²", "a\0b", "\0", "\ud800", "\udfff!", "\u202eevil\u2066", "\u200b\ufeff", "\ufffe"),
    *("0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "0001-01-01T00:00", "9999-12-31T23:59:59", "25:61"),
    *("2020-03-29T02:30", "10000-01-01T00:00", "en", "home", "//example.net/", "/\\example.net", "javascript:alert(1)"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "%s%n%(x)s {0} {x!r}", "=1+1", "' OR 1=1 --", "[]", '{"a": 1}', "null"),
    *("х" * 300, "w" * 70_000, "line\r\nTo: x@example.net", "a@b", "x" * 250 + "@example.net", "Europe/Nowhere", "xx"),
    *("e\u0301" * 300, ",,,"),
    *("1,2,3", "1," * 2000, "true", "on", "../../etc/passwd", "a" * 255, "😀" * 100, "\x1b[31m", "\x85\u2028"),
)  # fmt: skip
#: The same as bytes in an address: of no encoding, or of another one.
_BYTES = (b"\xff\xfe", b"\xc3\x28", "é".encode("latin-1"), "words".encode("utf-16"), "Я".encode("cp1251"), b"%00", b"%")
#: In place of a part of an address, as it stands there.
_PARTS = (
    "0",
    "-1",
    "00001",
    str(2**31),
    str(2**63),
    str(2**64),
    "7" * 5000,
    "%D9%A3",
    "%00",
    "%FF",
    "..",
    "a%2Fb",
    "%20",
)
#: What pages do take, so that something else in the same address reaches further than the first refusal.
_TAKEN: dict[str, tuple[str, ...]] = {
    "format": ("csv", "xlsx", "pdf", "ics"),
    "sort": ("name", "-name"),
    "page": ("2", "all"),
    "language": ("fr", "zh"),
    "filled": ("1",),
    "live": ("1",),
    "q": ("a",),
    "day": ("2020-03-29",),
    "size": ("large",),
}
#: Headers that a browser, a proxy or a program may send.
_HEADERS: tuple[dict[str, str], ...] = (
    {"Accept-Language": "x" * 5000},
    {"Accept-Language": "fr;q=NaN, zh-Hant-%00;q=-1"},
    {"If-Modified-Since": "Sun, 31 Feb 0000 25:61:61 GMT"},
    {"If-None-Match": 'W/"' + "x" * 3000},
    {"Range": "bytes=-1-99999999999999999999"},
    {"Accept": "application/json;q=x"},
    {"Referer": "//\xff["},
    {"X-Forwarded-For": "999.1.1.1, ::g"},
)


@dataclass(frozen=True)
class Attempt:
    """One request.

    Attributes:
        number: Its place in the sequence.
        who: Who sends it, among ``VISITORS``.
        kind: ``command``, ``form``, ``file`` or ``look``.
        fields: ``{name: value or values}``; a file has a ``name`` and is sent as one.
        body: Instead of fields, as JSON.
    """

    number: int
    who: str
    path: str
    fields: Mapping[str, Any]
    body: str = ""
    kind: str = "form"
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """So that it can be sent again: the seed and the number make it."""
        shown = self.body or repr(dict(self.fields) | dict(self.headers))
        method = "GET" if self.kind == "look" else "POST"
        return f"SEED={SEED} number {self.number}, {self.who}: {method} {self.path[:2000]} {shown[:2000]}"


def attempts(harvest: Harvest, both: Mapping[str, Whole], slug: str, count: int) -> Iterator[Attempt]:
    """So many requests; of each sixteen four look at something, two are commands of the room, and one sends a file."""
    chance = Random(SEED)  # noqa: S311 - the same each time
    sitting = both[slug].objects["sitting"]
    with_file = [sent for sent in harvest.sent if _files_of(sent.form.fields)]
    for number in range(count):
        match chance.randrange(16):
            case 0 | 1 | 2 | 3:
                yield _look(chance, number, chance.choice(harvest.looks))
            case 4 | 5:
                yield _command(chance, number, sitting)
            case 6:
                yield _with_file(chance, number, chance.choice(with_file))
            case _:
                yield _form(chance, number, chance.choice(harvest.sent))


def _look(chance: Random, number: int, look: Look) -> Attempt:
    fields = dict(look.form.fields)
    if chance.randrange(2):
        name = chance.choice(list(_TAKEN))
        fields[name] = chance.choice(_TAKEN[name])
    for _time in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(_LOOKS_CHANGES)(chance, fields)
    path = quote(look.form.path) if chance.randrange(8) else _elsewhere(chance, look.form.path)
    asked = urlencode(fields, doseq=True, errors="surrogatepass")
    headers = chance.choice(_HEADERS) if chance.randrange(8) == 0 else {}
    return Attempt(number, look.shown_to, f"{path}?{asked}", {}, kind="look", headers=headers)


def _elsewhere(chance: Random, path: str) -> str:
    """The path with something else in place of one of its parts."""
    parts = path.split("/")
    parts[chance.randrange(len(parts) - 1) + 1] = chance.choice(_PARTS)
    return "/".join(part if part in _PARTS else quote(part) for part in parts)


def _files_of(fields: Mapping[str, Any]) -> list[str]:
    return [name for name, value in fields.items() if hasattr(value, "read")]


def _with_file(chance: Random, number: int, sent: Sent) -> Attempt:
    """A form as it stands there, with another file than it asks for."""
    fields = dict(sent.form.fields)
    if "kind" in fields:
        fields["kind"] = chance.choice([*sorted(DESKS), "x"])
    name, content = chance.choice(odd_files())
    fields[chance.choice(_files_of(fields))] = _named(name, content)
    return Attempt(number, sent.shown_to or "the secretariat", sent.form.path, fields, kind="file")


def _form(chance: Random, number: int, sent: Sent) -> Attempt:
    fields = dict(sent.form.fields)
    for _time in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(_CHANGES)(chance, fields)
    path = sent.form.path if chance.randrange(6) else _asking(chance, sent.form.path)
    return Attempt(number, sent.shown_to or "the secretariat", path, fields)


def _asking(chance: Random, path: str) -> str:
    """The path with something else asked for."""
    bare, _mark, query = path.partition("?")
    asked = QueryDict(query, mutable=True)
    names = [*asked, "page", "sort", "q", "format", "language", "member", "status", "day", "next", "live", "step"]
    asked[chance.choice(names)] = "x"
    pairs = {name: chance.choice(TEXTS) if value == "x" else value for name, value in asked.items()}
    return f"{bare}?{urlencode(pairs, errors='surrogatepass')}"


def _put(chance: Random, fields: dict[str, Any]) -> None:
    if fields:
        fields[chance.choice(list(fields))] = chance.choice(TEXTS)


def _repeat(chance: Random, fields: dict[str, Any]) -> None:
    if fields:
        name = chance.choice(list(fields))
        fields[name] = [fields[name] if isinstance(fields[name], str) else "1", chance.choice(TEXTS)]


def _leave_out(chance: Random, fields: dict[str, Any]) -> None:
    if fields:
        del fields[chance.choice(list(fields))]


def _add(chance: Random, fields: dict[str, Any]) -> None:
    fields[chance.choice(("key", "keys", "step", "act", "next", "item", "number", *TEXTS[:12]))] = chance.choice(TEXTS)


def _file(chance: Random, fields: dict[str, Any]) -> None:
    fields[chance.choice([*fields, "file"])] = _named(*chance.choice(odd_files()))


def _named(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def _as_bytes(chance: Random, fields: dict[str, Any]) -> None:
    fields[chance.choice([*fields, "q"])] = chance.choice(_BYTES)


def _as_array(chance: Random, fields: dict[str, Any]) -> None:
    name = chance.choice([*fields, "page"])
    fields[chance.choice((f"{name}[]", f"{name}[0]", f"{name}[a][b]", f"{name}."))] = chance.choice(TEXTS)


def _too_often(chance: Random, fields: dict[str, Any]) -> None:
    fields[chance.choice([*fields, "member"])] = [chance.choice(TEXTS[:12])] * chance.choice((3, 200, 1200))


_Change = Callable[[Random, dict[str, Any]], None]
_CHANGES: tuple[_Change, ...] = (_put, _put, _put, _put, _repeat, _leave_out, _add, _file)
_LOOKS_CHANGES: tuple[_Change, ...] = (
    _put,
    _put,
    _put,
    _put,
    _repeat,
    _leave_out,
    _add,
    _as_bytes,
    _as_array,
    _too_often,
)
_ROOM = ("the focal point", "the chair", "the vice-chair", "the secretariat", "an interpreter", "a technician")


def _command(chance: Random, number: int, sitting: int) -> Attempt:
    action = chance.choice(sorted(COMMANDS))
    given: dict[str, Any] = arguments(action)
    odd: tuple[Any, ...] = (*TEXTS, None, True, -1, 2**31, 2**63, 2**70, 1.5, [], {}, [1], {"a": 1})
    for name in given:
        if chance.randrange(2):
            given[name] = chance.choice(odd)
    key = str(uuid.UUID(int=chance.getrandbits(128)))
    body: dict[str, Any] = {"id": key, "command": action.value, "arguments": given}
    if chance.randrange(6) == 0:
        body[chance.choice(["id", "command", "arguments", "more"])] = chance.choice(odd)
    return Attempt(number, chance.choice(_ROOM), f"/sittings/{sitting}/commands", {}, json.dumps(body), "command")


def send(client: Client, attempt: Attempt) -> Answer:
    """What is answered; afterwards all is as it was."""
    cookies = SimpleCookie(client.cookies)
    with transaction.atomic():
        response = _look_at(client, attempt) if attempt.kind == "look" else _post(client, attempt)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.streaming:
        response.getvalue()  # read, it closes its file
    return response


def _look_at(client: Client, attempt: Attempt) -> Answer:
    return client.get(attempt.path, headers=attempt.headers)


def _post(client: Client, attempt: Attempt) -> Answer:
    if attempt.body:
        return client.post(attempt.path, attempt.body, content_type="application/json")
    values = [one for value in attempt.fields.values() for one in (value if isinstance(value, list) else [value])]
    if any(hasattr(value, "read") for value in values):
        # What is kept of a file is read again by the page to which it leads.
        return client.post(attempt.path, _encodable(attempt.fields), follow=attempt.kind == "file")
    body = urlencode(attempt.fields, doseq=True, errors="surrogatepass", quote_via=quote)
    return client.post(attempt.path, body, content_type=_FORM)


def _encodable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """For a form with files, which the client of the tests encodes: half of a surrogate pair cannot be."""

    def whole(value: object) -> object:
        if isinstance(value, BytesIO):
            value.seek(0)
        return value.encode(errors="replace").decode() if isinstance(value, str) else value

    return {
        str(whole(name)): [whole(one) for one in value] if isinstance(value, list) else whole(value)
        for name, value in fields.items()
    }
