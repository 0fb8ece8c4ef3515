"""The forms of pages, and what else their pages ask for: found in their HTML, and filled in as somebody might."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Never of a page of its own: in which language one reads, and signing out, which every page has.
EVERYWHERE = frozenset({"set_language", "account_logout"})


@dataclass
class Form:
    """A form of a page, with one of its buttons.

    Attributes:
        path: Where it is sent, with its query.
        fields: ``{name: value}`` as they stand there, empty ones filled in; several values for a name of several.
    """

    path: str
    fields: dict[str, Any]

    @property
    def kind(self) -> tuple[str, ...]:
        """The same of forms that differ only in what they are about, in their number of rows, or in what was typed."""
        acts = [str(self.fields[name]) for name in ("act", "step") if name in self.fields]
        return (*acts, *sorted({_stem(name) for name in self.fields}))


def _stem(name: str) -> str:
    """Of ``q12`` and ``form-3-title``, what does not count rows."""
    return "".join(one for one in name if not one.isdigit())


@dataclass
class _Open:
    """A form while it is read."""

    action: str
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    blanks: list[tuple[str, str]] = field(default_factory=list)
    radios: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Reads the forms, the controls that belong to one by its id, and where the links go that ask for something."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Open] = []
        self.links: list[str] = []
        self.by_id: dict[str, _Open] = {}
        self.outside: list[tuple[str, str, dict[str, str]]] = []
        self.current: _Open | None = None
        self.select: tuple[str, list[tuple[str, bool]], _Open | None] | None = None
        self.area: tuple[str, list[str], _Open | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.current = _Open(said.get("action", ""), said.get("method", "get"))
            self.forms.append(self.current)
            if "id" in said:
                self.by_id[said["id"]] = self.current
            return
        if tag == "a" and "?" in said.get("href", ""):
            self.links.append(said["href"])
        owner = self.by_id.get(said["form"]) if "form" in said else self.current
        if "form" in said and owner is None:
            self.outside.append((tag, said["form"], said))
        elif owner is not None:
            self._control(tag, said, owner)

    def _control(self, tag: str, said: dict[str, str], owner: _Open) -> None:
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "button" and said.get("type", "submit") == "submit":
            owner.buttons.append((name, said.get("value", ""), said.get("formaction", "")))
        elif tag == "select":
            self.select = (name, [], owner)
        elif tag == "option" and self.select is not None:
            self.select[1].append((said.get("value", ""), "selected" in said))
        elif tag == "textarea":
            self.area = (name, [], owner)
        elif tag == "input" and name:
            self._input(name, kind, said, owner)

    def _input(self, name: str, kind: str, said: dict[str, str], owner: _Open) -> None:
        if kind == "radio":
            value = said.get("value", "on")
            if not owner.radios.get(name) or ("checked" in said and value):
                owner.radios[name] = value
        elif kind == "checkbox":
            owner.fields.append((name, said.get("value", "on")))
        elif kind == "hidden" or said.get("value"):
            owner.fields.append((name, said.get("value", "")))
        else:
            owner.blanks.append((name, said.get("data-kind", kind)))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None
        elif tag == "select" and self.select is not None:
            name, options, owner = self.select
            chosen = [value for value, selected in options if selected]
            others = [value for value, _selected in options if value]
            if owner is not None and name:
                owner.fields += [(name, value) for value in (chosen if any(chosen) else others[:1])]
            self.select = None
        elif tag == "textarea" and self.area is not None:
            name, words, owner = self.area
            if owner is not None and name:
                owner.fields.append((name, "".join(words).strip() or "Words."))
            self.area = None

    def close(self) -> None:
        super().close()
        for tag, owner, said in self.outside:
            if owner in self.by_id:
                self._control(tag, said, self.by_id[owner])


@lru_cache(maxsize=1)  # of one page, its forms are asked for and then its questions
def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def questions(html: str, here: str) -> Iterator[Form]:
    """What a page asks for by GET: its searches and filters as they stand there, and its links that have a query.

    Args:
        here: The path of the page.
    """
    reader = _read(html)
    for found in reader.forms:
        if found.method == "get":
            fields = _gathered([*found.fields, *found.radios.items(), *_filled(found.blanks)])
            yield Form(urlsplit(urljoin(here, found.action or here)).path, fields)
    for link in reader.links:
        target = urlsplit(urljoin(here, link))
        if not target.netloc:
            yield Form(target.path, _gathered(parse_qsl(target.query)))


def forms(html: str, here: str) -> Iterator[Form]:
    """The forms of a page that are sent by POST, once with each of their buttons.

    Args:
        here: The path of the page.
    """
    for found in _read(html).forms:
        if found.method != "post":
            continue
        if not found.buttons and {name for name, _value in found.fields} <= {"csrfmiddlewaretoken"}:
            continue  # it has nothing that somebody could press
        for name, value, action in _once(found.buttons) or [("", "", "")]:
            fields = _gathered([*found.fields, *found.radios.items(), *_filled(found.blanks)])
            if name:
                fields[name] = value
            fields.pop("csrfmiddlewaretoken", None)
            target = urlsplit(urljoin(f"http://testserver{here}", action or found.action or here))
            yield Form(f"{target.path}?{target.query}" if target.query else target.path, fields)


def _once(buttons: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """One of those that differ only in the row that they are about."""
    kept: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    for name, value, action in buttons:
        kept.setdefault((name, _stem(value), action), (name, value, action))
    return list(kept.values())


def _gathered(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """As the client of the tests sends them."""
    found: dict[str, Any] = {}
    for name, value in fields:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _filled(blanks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    later = timezone.now() + timedelta(days=12)
    values: dict[str, Any] = {
        "email": "somebody@example.net",
        "date": f"{later:%Y-%m-%d}",
        "datetime-local": f"{later:%Y-%m-%dT%H:%M}",
        "time": "10:00",
        "number": "7",
        "tel": "+41 22 730 5111",
        "url": "https://example.net/",
    }
    for name, kind in blanks:
        if kind == "file":
            file = BytesIO(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n")
            file.name = "paper.pdf"
            yield name, file
        else:
            yield name, values.get(kind, "Words")
