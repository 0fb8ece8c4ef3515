"""Requests that get past the door: forms as pages show them, sent by those who are shown them, with something amiss.

A seed gives one and the same sequence of requests; the first of a long run are those of a short one.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.db import transaction
from django.http import QueryDict
from django.http.cookie import SimpleCookie

from hemicycle.sittings.commands import COMMANDS
from tests.support.commands import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.harvest import Sent

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
_FILES: tuple[tuple[str, bytes], ...] = (
    ("paper.pdf", b""),
    ("paper.pdf", b"%PDF-1.4\n" + b"\0" * 3000),
    ("rows.xlsx", b"PK\x03\x04" + b"\xff" * 200),
    ("rows.csv", b"email,name,member\n" + b'"' * 2000),
    ("rows.csv", "\u202eemail,a\0b\n1,2\n".encode()),
    ("\u202egnp.exe", b"MZ\x90\0"),
    ("x" * 400 + ".txt", b"words"),
    ("../../environment", b"words"),
    ("page.html", b"<script>alert(1)</script>"),
)


@dataclass(frozen=True)
class Attempt:
    """One request.

    Attributes:
        number: Its place in the sequence.
        who: Who sends it, among ``VISITORS``.
        fields: ``{name: value or values}``; a file has a ``name`` and is sent as one.
        body: Instead of fields, as JSON.
    """

    number: int
    who: str
    path: str
    fields: Mapping[str, Any]
    body: str = ""

    def __str__(self) -> str:
        """So that it can be sent again: the seed and the number make it."""
        shown = self.body or repr(dict(self.fields))
        return f"SEED={SEED} number {self.number}, {self.who}: POST {self.path} {shown[:2000]}"


def attempts(harvest: Sequence[Sent], both: Mapping[str, Whole], slug: str, count: int) -> Iterator[Attempt]:
    """So many requests; one in eight is a command of the room."""
    chance = Random(SEED)  # noqa: S311 - the same each time
    sitting = both[slug].objects["sitting"]
    for number in range(count):
        if chance.randrange(8) == 0:
            yield _command(chance, number, sitting)
        else:
            yield _form(chance, number, chance.choice(harvest))


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
    name, content = chance.choice(_FILES)
    file = BytesIO(content)
    file.name = name
    fields[chance.choice([*fields, "file"])] = file


_Change = Callable[[Random, dict[str, Any]], None]
_CHANGES: tuple[_Change, ...] = (_put, _put, _put, _put, _repeat, _leave_out, _add, _file)

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
    return Attempt(number, chance.choice(_ROOM), f"/sittings/{sitting}/commands", {}, json.dumps(body))


def send(client: Client, attempt: Attempt) -> Answer:
    """What is answered; afterwards all is as it was."""
    cookies = SimpleCookie(client.cookies)
    with transaction.atomic():
        response = _post(client, attempt)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.streaming:
        response.getvalue()  # read, it closes its file
    return response


def _post(client: Client, attempt: Attempt) -> Answer:
    if attempt.body:
        return client.post(attempt.path, attempt.body, content_type="application/json")
    values = [one for value in attempt.fields.values() for one in (value if isinstance(value, list) else [value])]
    if any(hasattr(value, "read") for value in values):
        return client.post(attempt.path, _encodable(attempt.fields))
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
