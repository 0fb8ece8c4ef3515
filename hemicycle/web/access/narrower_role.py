"""What a page shows to somebody with a narrower role of the secretariat: what they may do, and what leads there.

One place for all pages. A form that they may not send is locked: what stands in it is still read, and nothing can be
sent from it. A link to a page that they may not read is none. Whether something may be done is asked where it is sent,
whatever a page shows.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_MAIN = re.compile(r"(<main\b.*</main>)", re.DOTALL)
_FORM = re.compile(r"<form\b(?P<said>[^>]*\bmethod=\"post\"[^>]*)>(?P<within>.*?)</form>", re.DOTALL)
_LINK = re.compile(r"<a\b(?P<said>[^>]*\bhref=\"(?P<to>/[^\"]*)\"[^>]*)>(?P<within>.*?)</a>", re.DOTALL)
_BUTTON = re.compile(r"\bclass=\"(?:[^\"]* )?btn\b")
_TARGET = re.compile(r"\baction=\"([^\"]*)\"")
#: Of a form, and of nothing that is locked.
_OF_FORMS = re.compile(r"\s(?:method|action|enctype)=\"[^\"]*\"|\snovalidate\b")
_CLASS = re.compile(r"\bclass=\"")
_TOKEN = re.compile(r"<input[^>]*name=\"csrfmiddlewaretoken\"[^>]*>")


@runtime_checkable
class Reads(Protocol):
    """Somebody who reads pages of the secretariat."""

    def may_read(self, action: Action) -> bool:
        """Whether they may read a page that asks for this action."""


@runtime_checkable
class Sends(Protocol):
    """Somebody at a page, who may have a narrower role of the secretariat."""

    @property
    def narrowed(self) -> bool:
        """Whether they have."""

    def may_send(self, action: Action) -> bool:
        """Whether they may send what asks for this action."""


def note(request: HttpRequest, visit: object) -> None:
    """Keep with a request whether whoever is there may only read its page, which then says so."""
    request.only_reads = _only_reads(request, visit)  # type: ignore[attr-defined]


def locked(request: HttpRequest, visit: object, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer, with the forms locked and the links gone that are not for somebody with a narrower role."""
    if not isinstance(visit, Sends) or not visit.narrowed or not isinstance(answer, HttpResponse):
        return answer
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer

    def lock(form: re.Match[str]) -> str:
        target = _TARGET.search(form["said"])
        wanted = _asked("requires_to_send", urljoin(request.path, unescape(target[1])) if target else request.path)
        return form[0] if wanted is None or visit.may_send(wanted) else _locked(form)

    def leave(link: re.Match[str]) -> str:
        wanted = _asked("requires", link["to"])
        if wanted is None or not isinstance(visit, Reads) or visit.may_read(wanted):
            return link[0]
        return "" if _BUTTON.search(link["said"]) else f"<span>{link['within']}</span>"

    def narrow(part: str) -> str:
        return _LINK.sub(leave, _FORM.sub(lock, part))

    page = answer.content.decode()
    # A fragment, which the page's script fetches, is all of it within.
    answer.content = _MAIN.sub(lambda main: narrow(main[0]), page) if "<main" in page else narrow(page)
    return answer


def _only_reads(request: HttpRequest, visit: object) -> bool:
    if not isinstance(visit, Sends) or not visit.narrowed:
        return False
    wanted = _asked("requires_to_send", request.path)
    return wanted is not None and not visit.may_send(wanted)


def _asked(what: str, address: str) -> Action | None:
    """The action that an address asks for; none where it asks for less than one.

    Args:
        what: ``requires`` to be read, ``requires_to_send`` for what is sent to it.
    """
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    wanted = getattr(match.func, what, None)
    return wanted if isinstance(wanted, Action) else None


def _locked(form: re.Match[str]) -> str:
    said = _OF_FORMS.sub("", form["said"])
    said = _CLASS.sub('class="locked ', said, count=1) if _CLASS.search(said) else f'{said} class="locked"'
    return f"<fieldset disabled{said}>{_TOKEN.sub('', form['within'])}</fieldset>"
