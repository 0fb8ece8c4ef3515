"""The summary of replies: generated, edited language by language, on paper, and as an annex of a letter."""

from __future__ import annotations

from difflib import unified_diff
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_parts import in_parts
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.correspondence import letter_queries, summaries
from hemicycle.correspondence.actions import summaries as acts
from hemicycle.correspondence.actions.summaries import Seen
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from hemicycle.correspondence.queries import subject
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.summaries import Basis, Choices
from hemicycle.correspondence.summary_lacking import Kind, lacking
from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.enquiries.desk_access import at_enquiry
from hemicycle.web.enquiries.documents import FORMATS, paper
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.english_sentences import marked
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.markdown import html
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import SummaryText
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.enquiries.desk_access import AtEnquiry

LACKING = {
    Kind.SUBJECT: gettext_lazy("Subject of the letter"),
    Kind.OPTION: gettext_lazy("Option"),
    Kind.QUESTION: gettext_lazy("Title of an item"),
    Kind.HEADING: gettext_lazy("Heading of conditions"),
    Kind.LEAD_IN: gettext_lazy("Lead-in"),
    Kind.CLUSTER: gettext_lazy("Title of a cluster"),
    Kind.CONDITION: gettext_lazy("Unclustered condition"),
}
#: Where on the page of conditions it is written, or moved into a cluster. The words of a sent letter are not.
_PLACES = {Kind.LEAD_IN: "heading-", Kind.CLUSTER: "cluster-", Kind.CONDITION: "condition-"}


@page(at_enquiry(Action.REPLIES_SEE, to_send=Action.LETTER_WRITE), FORM)
@answered_anew
def enquiry_summary(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """See it in ``language``, or take it away by ``format``; by POST with ``act``, one of ``ACTIONS``, change it."""
    language = _language(request, at.consultation)
    if request.method != "POST":
        kind = request.GET.get("format")
        return _file(at, language, kind) if kind in FORMATS else _page(request, at, language)
    then = f"{reverse('enquiry_summary', args=[at.consultation.slug, at.enquiry.pk])}?language={language}"
    return run(
        request, at, sent(request, ACTIONS), then=then, again=lambda refused: _page(request, at, language, refused)
    )


def _language(request: HttpRequest, consultation: Consultation) -> str:
    asked, own = request.GET.get("language", ""), consultation.languages
    return asked if asked in own.documents else own.written_for(reader_language())


def _seen(request: HttpRequest, at: AtEnquiry) -> Seen:
    saves = key_of(request.POST.get("saves", ""))
    if saves is None:
        raise BadRequest
    return Seen(_language(request, at.consultation), saves)


def _draw(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    choices = Choices(names=request.POST.get("names") == "1", quoted=request.POST.get("quoted") == "1")
    summary = acts.draw_up(at.enquiry, at.performer, at.now, choices)
    if any(text.edited for text in summary.texts.all()):
        return _("Generated from the current replies. Edited texts were not changed.")
    return _("Generated from the current replies.")


def _save(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    seen = _seen(request, at)
    acts.edit(at.enquiry, at.performer, at.now, seen, title=title, body=body)
    return _("The text is saved.")


def _take(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    acts.take_drawn(at.enquiry, at.performer, at.now, _seen(request, at))
    return _("The edited text was replaced with the generated text. The journal keeps the edited text.")


def _attach(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    key = key_of(request.POST.get("letter", "")) or 0
    letter = letter_queries.find(at.consultation, key)
    if letter is None:
        raise BadRequest
    annex = acts.attach(at.enquiry, at.performer, at.now, letter)
    values = {"letter": letter.symbol, "number": annex.number}
    return _("The summary is annex %(number)d of letter %(letter)s, in every language.") % values


ACTIONS = registered(
    PageAction("draw", Action.LETTER_WRITE, _draw),
    PageAction("save", Action.LETTER_WRITE, _save),
    PageAction("take", Action.LETTER_WRITE, _take),
    PageAction("attach", Action.LETTER_WRITE, _attach),
)


def _file(at: AtEnquiry, language: str, kind: str) -> HttpResponse:
    text = summaries.text_of(at.enquiry, language)
    if text is None:
        raise Http404
    name = f"summary-{at.enquiry.letter.symbol.replace('/', '-')}-{language}.{kind}"
    with in_language(language):
        return download(paper(at.enquiry, text, kind), name, FORMATS[kind])


def _page(request: HttpRequest, at: AtEnquiry, language: str, refused: Again | None = None) -> HttpResponse:
    reason = refused.reason if refused else None
    summary = summaries.summary_of(at.enquiry)
    texts = {text.language: text for text in summary.texts.all()} if summary else {}
    text = texts.get(language)
    typed = request.POST if refused and request.POST.get("act") == "save" else None
    basis = Basis.of(at.returned()) if summary else None
    context: dict[str, Any] = {
        **at.context("summary"),
        **_languages(at, basis, language),
        "summary": summary,
        "text": text,
        "language": language,
        "languages": [
            (code, NATIVE_NAMES[code], code in texts and texts[code].edited)
            for code in at.consultation.languages.documents
        ],
        "title": typed.get("title", "") if typed else text.title if text else "",
        "body": typed.get("body", "") if typed else text.body if text else "",
        "saves": text.saves if text else 0,
        "meanwhile": bool(reason and reason.code is CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE),
        "refused": refusal_message(reason, at.enquiry.first_deadline.zone) if reason else "",
        "shown_title": in_parts(escape(marked(text.title, language))) if text else "",
        "shown": in_parts(html(marked(text.body, language))) if text else "",
        "outdated": summary is not None and basis is not None and summary.basis != basis.mark,
        "changes": list(_changes(text)) if text and text.edited else [],
        "letters": _letters(at) if summary else [],
        "title_length": SUBJECT_LENGTH,
        "body_length": BODY_LENGTH,
    }
    return render(request, "web/enquiries/summary.html", context, status=refused.status if refused else HTTPStatus.OK)


def _languages(at: AtEnquiry, basis: Basis | None, language: str) -> dict[str, Any]:
    """What the text leaves out in the language shown, and where to write it; the languages that leave out something."""
    found = {code: lacking(basis, code) for code in at.consultation.languages.documents} if basis else {}
    conditions = reverse("enquiry_conditions", args=[at.consultation.slug, at.enquiry.pk])
    return {
        "lacking": [
            (LACKING[row.kind], row.words, f"{conditions}#{_PLACES[row.kind]}{row.key}" if row.kind in _PLACES else "")
            for row in found.get(language, ())
        ],
        "incomplete": [(code, NATIVE_NAMES[code], len(rows)) for code, rows in found.items() if rows],
    }


def _letters(at: AtEnquiry) -> list[tuple[int, str, str]]:
    """Letters that have not been sent, of which it can become an annex."""
    return [(row.pk, row.symbol, subject(row)) for row in letter_queries.drafts(at.consultation)]


def _changes(text: SummaryText) -> Iterator[tuple[str, str]]:
    """What is generated otherwise than the edited text says, line by line: ``new`` there, or ``gone``."""
    mine, drawn = text.body.splitlines(), text.drawn_body.splitlines()
    for line in list(unified_diff(mine, drawn, lineterm="", n=0))[2:]:
        if line[:1] in "+-" and line[1:].strip():
            yield ("new" if line[0] == "+" else "gone"), line[1:]
