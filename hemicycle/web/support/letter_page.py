"""The letter for the administrator of a participant's network: a page, and files for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.consultations.local import long_date, long_period
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import DOCX, PDF
from hemicycle.web.access.page import page
from hemicycle.web.support import words
from hemicycle.web.support.access import TEST, TEST_BY_LINK
from hemicycle.web.support.network import openings
from hemicycle.web.toolkit.docx_styles import CENTRED
from hemicycle.web.toolkit.docx_writer import begin, finished, paragraph, table
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.labels import issuer
from hemicycle.web.toolkit.pdf import in_language, pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.support.models import ConnectionTest
    from hemicycle.web.support.access import AtTest

#: What a file of ours may be.
KINDS = {"pdf": PDF, "docx": DOCX}
_WIDTHS = (60, 30, 25, 55)


@never_cache
@page(TEST)
def letter(request: HttpRequest, at: AtTest) -> HttpResponse:
    """For the person of the test, and for the desk."""
    return _page(request, at)


@never_cache
@page(TEST_BY_LINK)
def letter_by_link(request: HttpRequest, at: AtTest) -> HttpResponse:
    """For who holds the personal link."""
    return _page(request, at)


def _page(request: HttpRequest, at: AtTest) -> HttpResponse:
    if not blocked(at.test):
        raise Http404
    kind, asked = request.GET.get("format", ""), request.GET.get("language", "")
    language = asked if asked in at.consultation.languages.every else reader_language()
    if kind in KINDS:
        with in_language(language):
            file = printed(at, kind)
        return download(file, f"network-{at.test.code}-{language}.{kind}", KINDS[kind])
    content = content_of(at)
    context = {
        **content,
        "paragraphs": paragraphs(content),
        "closing": closing(),
        "headings": headings(),
        "languages": [(code, NATIVE_NAMES[code]) for code in at.consultation.languages.every],
        "reads": reader_language(),
        "result": at.address("result", at.test),
        "test": at.test,
        "consultation": at.consultation,
    }
    return render(request, "web/support/letter.html", context)


def content_of(at: AtTest) -> dict[str, Any]:
    """What the letter says, in the present language."""
    consultation, test, registration = at.consultation, at.test, at.registration
    member = member_name(registration.member) if registration.member else ""
    return {
        "title": _("Network access for a virtual consultation"),
        "person": beside([registration.person.name, member]),
        "called": str(consultation),
        "period": long_period(consultation.first_day, consultation.last_day),
        "dated": long_date(consultation.day(test.begun_at)),
        "code": test.code,
        "found": blocked(test),
        "openings": openings(),
    }


def blocked(test: ConnectionTest) -> list[str]:
    """What an administrator of the network can mend, in sentences; nothing where it lets everything through."""
    return [str(words.OF_NETWORK[one.cause]) for one in test.found if one.cause in words.OF_NETWORK]


def paragraphs(content: Mapping[str, Any]) -> list[str]:
    """The text before the table."""
    return [
        _("To the administrator of the network"),
        _(
            "%(person)s takes part in the consultation “%(consultation)s” (%(period)s) from this network. A connection "
            "test on %(date)s (test %(code)s) found that the network blocks a part of what is needed."
        )
        % {
            "person": content["person"],
            "consultation": content["called"],
            "period": content["period"],
            "date": content["dated"],
            "code": content["code"],
        },
        *content["found"],
        _(
            "Please allow connections from this network to the addresses below. All connections begin inside the "
            "network; nothing has to be let in."
        ),
    ]


def closing() -> list[str]:
    """The text after the table."""
    return [
        _("Proxies and firewalls must pass on WebSocket connections, and must not decrypt them."),
        _("A proxy must not ask for a user name and password for these addresses."),
        _("If UDP cannot be allowed, the connections over TCP are sufficient, with more delay."),
        _("The test can be repeated at any time and takes two minutes."),
    ]


def headings() -> list[str]:
    """Of the table."""
    return [_("Host"), _("Port"), _("Protocol"), _("Use")]


def printed(at: AtTest, kind: str) -> bytes:
    """The letter as a file of one of ``KINDS``, in the present language."""
    content = content_of(at)
    of_body = issuer(at.consultation)
    lines = [[one.host, one.ports, one.protocol, one.use] for one in content["openings"]]
    context = {
        **content,
        "paragraphs": paragraphs(content),
        "closing": closing(),
        "headings": headings(),
        "lines": lines,
    }
    if kind == "pdf":
        return pdf("support/network_letter", context, of_body, trial=at.consultation.trial)
    made = begin(beside([content["called"], content["title"]]), trial=at.consultation.trial)
    paragraph(made, content["called"], CENTRED)
    paragraph(made, content["dated"], CENTRED)
    paragraph(made, content["title"], "Title")
    for text in context["paragraphs"]:
        paragraph(made, text)
    table(made, [context["headings"], *lines], _WIDTHS)
    for text in context["closing"]:
        paragraph(made, text)
    return finished(made, beside([content["title"], content["called"]]), of_body)
