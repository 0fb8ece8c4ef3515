"""Every form of every page of one consultation, which action each of them asks for, and what pages ask for by GET."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.urls import Resolver404, resolve

from hemicycle.web.access import page_actions
from hemicycle.web.access.page_actions import PageAction
from tests.factories import SLUG
from tests.web.access.matrix.addresses import Address, address_of, addresses
from tests.web.access.matrix.caches import kept
from tests.web.access.matrix.expected import Reply, answered
from tests.web.access.matrix.forms import EVERYWHERE, Form, forms, questions
from tests.web.access.matrix.requests import client_of, tried
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pytest
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.visitors import Visitor

#: Who between them are shown every form: whoever else is shown one is shown one of these.
READERS = (
    *("the secretariat for registration", "the secretariat for letters", "the secretariat for agenda"),
    "the secretariat for read_only",
    "the secretariat",
    "the chair",
    "the focal point",
    "to whom a mandate is delegated",
    "pending",
    "nobody",
    "an administrator",
)


@dataclass
class Sent:
    """A form, and what came of it when somebody sent it who was shown it.

    Attributes:
        address: Where it is sent.
        shown_to: Who, among ``READERS``; nobody for what no page shows.
        asks: The action of the page that it reached; none for what is no action, such as signing in.
        found: How it was answered.
        status: The same as a number.
    """

    form: Form
    address: Address
    shown_to: str
    asks: PageAction[Any] | None = None
    found: Reply = Reply.OPEN
    status: int = 0

    def __str__(self) -> str:
        named = {name: self.form.fields[name] for name in ("act", "step") if name in self.form.fields}
        return f"{self.address} {named or ''}"


@dataclass(frozen=True)
class Opened:
    """How an address answered to somebody who opened it.

    Attributes:
        may_be_kept: What it says to caches, where that lets one keep what it must not.
        status: The same as ``found``, as a number.
        written: Statements that write.
    """

    found: Reply
    status: int
    may_be_kept: str
    written: list[str]


@dataclass(frozen=True)
class Look:
    """A page with what it is asked for, as another page has it in a search, a filter or a link; or with nothing.

    Attributes:
        shown_to: To whom, among ``READERS``.
    """

    form: Form
    shown_to: str


@dataclass
class Harvest:
    """What the pages of one consultation send.

    Attributes:
        opened: By who, among ``READERS``, and by path.
    """

    sent: list[Sent] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    opened: dict[tuple[str, str], Opened] = field(default_factory=dict)


@dataclass
class Asked:
    """Notes which actions of pages are asked for."""

    actions: list[PageAction[Any]] = field(default_factory=list)

    def listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand between the pages and their runner."""
        real = page_actions.run

        def run(request: HttpRequest, visit: object, action: PageAction[Any], **more: Any) -> HttpResponse:
            self.actions.append(action)
            return real(request, visit, action, **more)

        for name, module in list(sys.modules.items()):
            if name.startswith("hemicycle.web.") and getattr(module, "run", None) is real:
                monkeypatch.setattr(module, "run", run)


def registered_actions() -> list[PageAction[Any]]:
    """Every action of every page."""
    found: dict[int, PageAction[Any]] = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("hemicycle.web."):
            for value in vars(module).values():
                several = value.values() if isinstance(value, dict) else [value]
                found |= {id(one): one for one in several if isinstance(one, PageAction)}
    return list(found.values())


#: Sent as they stand here: no page of these consultations shows them.
BARE: tuple[tuple[str, dict[str, str]], ...] = (
    ("mail_text", {"act": "restore"}),  # of words that are ours already
    ("paper_words", {"act": "save"}),
    ("paper_words", {"act": "take"}),
    ("letter_desk", {"act": "version_again", "language": "zh"}),
    ("enquiry_summary", {"act": "take", "saves": "1"}),
    ("letter_text", {"subject": "Words", "body": "Words.", "state": "draft", "seen": ""}),  # without a Word document
    ("plan_desk", {"step": "move", "agenda_edition": "0", "item": "1"}),
    ("agenda_order", {"draw_up": "1"}),
    ("agenda_correct", {"act": "check"}),  # of a consultation that is open
    ("agenda_correct", {"act": "publish"}),
    ("member", {"act": "restore", "key": "en"}),
    ("member", {"act": "list-place", "key": "", "list_place": "1"}),
    ("item_edit", {"act": "restore"}),
    ("item_edit", {"act": "remove"}),
    ("own_mandates", {"act": "accept", "mandate": "0"}),
    ("own_mandates", {"act": "decline", "mandate": "0"}),
    ("deletion", {"act": "confirm"}),
    ("deletion", {"act": "take_back"}),
    ("ballot_draft", {"act": "draft", "kind": "ballot"}),  # none has its authority
    ("contribution_draft", {"act": "take_file", "seen": ""}),  # of one without a file
    ("contribution", {"act": "revise"}),  # after the deadline
    ("contribution", {"act": "confirm"}),  # a name that was confirmed by the link
    ("contribution", {"act": "withdraw", "member": "BR"}),  # asked beforehand
    ("contribution_name_link", {"act": "withdraw"}),
    ("contribution_desk", {"act": "post"}),  # asked beforehand
    ("contribution_desk", {"act": "remove_number"}),
    ("report_desk", {"act": "submit", "revision": "0", "session_symbol": "C-5"}),  # none is published
    ("summary_paragraph", {"act": "merge", "reason": "They say the same."}),  # into one of another speaker
    ("summary_desk", {"act": "draw_up", "language": "en"}),  # of a sitting that has ended without one
    ("summary_desk", {"act": "circulate"}),
    ("summary_desk", {"act": "publish", "symbol": "SR-1"}),  # after the period for corrections
    ("end", {"act": "close", "why": "The report is out."}),
    ("end", {"act": "ask_to_delete", "name": "test"}),
    ("end", {"act": "delete"}),
    ("end", {"act": "keep"}),
    ("end", {"act": "reopen", "why": "A reply came late."}),
    ("end", {"act": "archive"}),
    ("end", {"act": "take_out"}),
    ("registration", {"act": "take-name"}),
    ("registration", {"act": "keep-name"}),
)


def harvested(both: Mapping[str, Whole], asked: Asked) -> Harvest:
    """Read every page as those who are shown its forms, and send each of them once."""
    known: dict[tuple[str, ...], Sent] = {}
    looks: dict[tuple[str, ...], Look] = {}
    opened: dict[tuple[str, str], Opened] = {}
    for who in READERS:
        client = client_of(VISITORS[who], both)
        waiting = []
        for address in addresses(both):
            if address.foreign or address.slug not in {SLUG, ""}:
                continue
            opened[who, address.path], response = open_as(VISITORS[who], client, address)
            waiting += _shown(address, response, narrowed=VISITORS[who].part(SLUG).scopes is not None)
            for question in _questions(response, address.path):
                looks.setdefault((_view_name(question.path), *question.kind), Look(question, who))
        while waiting:
            form = waiting.pop(0)
            address = address_of(form.path, both)
            action = str(address.filling.words.get("action", ""))
            key = (address.name,) if address.name in EVERYWHERE else (
                address.name, address.filling.member, action, *form.kind
            )  # fmt: skip
            if key not in known:
                known[key] = Sent(form, address, who)
                waiting += _sent(known[key], client, asked)
    alone = _without_form(both, {one.address.name for one in known.values()})
    return Harvest([*known.values(), *alone], list(looks.values()), opened)


def open_as(visitor: Visitor, client: Client, address: Address) -> tuple[Opened, Answer]:
    """Somebody opens an address."""
    response, written = tried(client, "get", address.path)
    found = answered(response, visitor, address, "get")
    return Opened(found, response.status_code, kept(address, response), written), response


def _without_form(both: Mapping[str, Whole], known: set[str]) -> Iterator[Sent]:
    """What is sent by scripts and machines alone: an empty request to each address that takes one."""
    client = client_of(VISITORS["the secretariat"], both)
    for address in addresses(both):
        if address.name not in known and not address.foreign and address.slug in {SLUG, ""}:
            response, _written = tried(client, "post", address.path)
            if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
                yield Sent(Form(address.path, {}), address, "")


def _sent(one: Sent, client: Client, asked: Asked) -> list[Form]:
    """Send a form as somebody who was shown it; what forms it is answered with."""
    asked.actions.clear()
    response, _written = tried(client, "post", one.form.path, one.form.fields)
    one.asks = asked.actions[0] if asked.actions else None
    one.found = answered(response, VISITORS[one.shown_to], one.address, "post")
    one.status = response.status_code
    return _forms(response, one.form.path)


def _shown(address: Address, response: Answer, *, narrowed: bool) -> list[Form]:
    found = _forms(response, address.path)
    # Whoever has a narrower role reads pages from which they may send nothing.
    if response.status_code == HTTPStatus.OK and not narrowed:
        found += [Form(address.path, fields) for name, fields in BARE if name == address.name]
    return found


def _questions(response: Answer, path: str) -> Iterator[Form]:
    """What a page that is shown asks for by GET, at addresses that there are, and the page itself."""
    if response.status_code == HTTPStatus.OK:
        yield Form(path.partition("?")[0], {})
    if _is_page(response):
        for question in questions(response.content.decode(), path):
            if _view_name(question.path):
                yield question


@cache
def _view_name(path: str) -> str:
    """Of the view of an address; nothing, where there is none. Django looks through all addresses."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def _is_page(response: Answer) -> bool:
    shown = response.status_code in {HTTPStatus.OK, HTTPStatus.GONE}
    return shown and response.headers["Content-Type"].startswith("text/html")


def _forms(response: Answer, path: str) -> list[Form]:
    return list(forms(response.content.decode(), path)) if _is_page(response) else []
