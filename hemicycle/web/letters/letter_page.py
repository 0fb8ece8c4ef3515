"""Letters as their addressees read them: signed in, or by the link of the mail; and acknowledge them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import NATIVE_NAMES, django_language, is_language, reader_language
from hemicycle.correspondence import addressees, letter_queries, results
from hemicycle.correspondence.actions.acknowledging import acknowledge, acknowledge_by_link
from hemicycle.correspondence.issued import issued
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.result_notices import in_a_line
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, told_there
from hemicycle.web.letters.downloads import paper_of
from hemicycle.web.letters.readers import BY_MAIL, READER, READER_OF_LETTER
from hemicycle.web.letters.tables import readers_table
from hemicycle.web.letters.version import version
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import TableQuery

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Acknowledgement, Enquiry, Letter
    from hemicycle.web.letters.readers import LetterReader, MailReader, Reader


@dataclass(frozen=True)
class Receipt:
    """Whether a Member that the reader answers for has acknowledged the letter."""

    code: str
    name: str
    acknowledged: Acknowledgement | None


@page(READER)
def letters(request: HttpRequest, who: Reader) -> HttpResponse:
    """The letters that were sent, the latest first."""
    table = readers_table(who.consultation, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"letters-{who.consultation.slug}")
    context = {"consultation": who.consultation, "table": table, "answers_for": who.answers_for}
    return render(request, "web/letters/letters.html", context)


def _language(request: HttpRequest, usual: str) -> str:
    """The language asked for, or the usual one of this reader."""
    wanted = request.GET.get("language", "")
    return wanted if is_language(wanted) else usual


@page(READER_OF_LETTER, FORM)
def letter(request: HttpRequest, who: LetterReader) -> HttpResponse | FileResponse:
    """A letter in the ``language`` asked for, or as PDF or DOCX; by POST, a focal point acknowledges it."""
    row = who.letter
    if request.method == "POST":
        return _run(request, who, ACKNOWLEDGE)
    said = letter_queries.acknowledgements(row)
    receipts = [
        Receipt(member.code, member_name(member), said.get(member.pk))
        for member in who.answers_for
        if addressees.goes_to(row, member)
    ]
    return _page(request, row, _language(request, reader_language()), {"receipts": receipts})


def _acknowledge(who: LetterReader, request: HttpRequest, _form: None) -> str:
    member = next((member for member in who.answers_for if member.code == request.POST.get("member")), None)
    if member is None:
        raise Http404
    acknowledge(who.letter, who.performer, who.now, member)
    return _acknowledged(who.letter)


def _acknowledge_by_link(who: MailReader, _request: HttpRequest, _form: None) -> str:
    acknowledge_by_link(who.letter, who.delivery, who.address, who.now)
    return _acknowledged(who.letter)


def _acknowledged(row: Letter) -> str:
    return _("The receipt of letter %(symbol)s is acknowledged.") % {"symbol": row.symbol}


ACKNOWLEDGE = PageAction("acknowledge", Action.LETTER_ACKNOWLEDGE, _acknowledge)
ACKNOWLEDGE_BY_LINK = PageAction("acknowledge", Action.LETTER_ACKNOWLEDGE, _acknowledge_by_link)
AnyReader = TypeVar("AnyReader", "LetterReader", "MailReader")


def _run(request: HttpRequest, who: AnyReader, action: PageAction[AnyReader]) -> HttpResponse:
    here, zone = request.get_full_path(), who.letter.consultation.zone

    again = told_there(request, here, lambda reason: refusal_message(reason, zone))
    return run(request, who, action, then=here, again=again)


def _page(request: HttpRequest, row: Letter, language: str, more: dict[str, object]) -> HttpResponse | FileResponse:
    of_language = version(row, language)
    if of_language is None:
        raise Http404
    kind = request.GET.get("format", "")
    if kind:
        return paper_of(row, of_language, kind)
    enquiry = letter_queries.enquiry_of(row)
    context = {
        "consultation": row.consultation,
        "letter": row,
        "version": of_language,
        "languages": [(code, NATIVE_NAMES[code]) for code in issued(row).languages],
        "instead": NATIVE_NAMES[of_language.language] if of_language.language != language else "",
        "wanted": NATIVE_NAMES[language],
        "enquiry": enquiry,
        "result": _result(enquiry) if more["receipts"] else "",
        "versions": letter_queries.corrections(row),
        **more,
    }
    return render(request, "web/letters/letter.html", context)


def _result(enquiry: Enquiry | None) -> str:
    """The declared result in a line; empty as long as there is none."""
    if enquiry is None or enquiry.declared_at is None:
        return ""
    return in_a_line(results.returns(enquiry, enquiry.declared_at.date()))


@page(READER_OF_LETTER)
def letter_annex_file(request: HttpRequest, who: LetterReader, key: int) -> HttpResponse | FileResponse:
    """An annex that is a file, in the ``language`` asked for or the one that stands in."""
    return _file(who.letter, _language(request, reader_language()), key)


def _file(row: Letter, language: str, key: int) -> FileResponse:
    of_language = version(row, language)
    annexes = of_language.annexes if of_language else ()
    return stored_file(next((annex.file for annex in annexes if annex.key == key), None))


@page(BY_MAIL, FORM)
def letter_by_mail(request: HttpRequest, who: MailReader, token: str) -> HttpResponse | FileResponse:
    """The letter for whoever got the mail, without signing in; ``annex`` gives a file.

    Only the button acknowledges: machines look through mails and open what they find. Whoever got a copy has no
    button, and no way to a reply.
    """
    row, delivery = who.letter, who.delivery
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES  # by the reader, who is asked for no more
    with nullcontext() if chosen else translation.override(django_language(delivery.language)):
        if request.method == "POST":
            return _run(request, who, ACKNOWLEDGE_BY_LINK)
        if annex := request.GET.get("annex", ""):
            return _file(row, _language(request, delivery.language), key_of(annex) or 0)
        member = delivery.member
        context: dict[str, object] = {"receipts": [], "by_mail": token}
        if member is not None and delivery.copy:
            context["copy_of"] = member_name(member)
        elif member is not None:
            said = letter_queries.acknowledgements(row)
            context["receipts"] = [Receipt(member.code, member_name(member), said.get(member.pk))]
        return _page(request, row, _language(request, delivery.language), context)
