"""The summary of replies: drawn up, edited language by language, on paper, and as an annex of a letter."""

from __future__ import annotations

from difflib import unified_diff
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES, reader_language
from hemicycle.correspondence.actions import summaries as acts
from hemicycle.correspondence.actions.summaries import Seen
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.models import Letter, Summary, SummaryText
from hemicycle.correspondence.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from hemicycle.correspondence.queries import subject
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.correspondence.summaries import Basis
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.enquiries.desk_access import at_desk
from hemicycle.web.enquiries.documents import FORMATS, paper
from hemicycle.web.toolkit.caching import answered_anew
from hemicycle.web.toolkit.keys import key_of
from hemicycle.web.toolkit.markdown import html
from hemicycle.web.toolkit.pdf import file_response, in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.enquiries.desk_access import AtDesk


@login_required
@answered_anew
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_summary(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """See it in ``language``, or take it away by ``format``; by POST with ``act``, one of ``ACTS``, change it."""
    posted = request.method == "POST"
    found = at_desk(request, slug, pk, Action.LETTER_WRITE if posted else Action.REPLIES_SEE)
    language = _language(request)
    if not posted:
        kind = request.GET.get("format")
        return _file(found, language, kind) if kind in FORMATS else _page(request, found, language)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        messages.success(request, act(request, found, language))
    except Refusal as refusal:
        return _page(request, found, language, refusal)
    return redirect(f"{reverse('enquiry_summary', args=[slug, pk])}?language={language}")


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else reader_language()


def _seen(request: HttpRequest, language: str) -> Seen:
    saves = key_of(request.POST.get("saves", ""))
    if saves is None:
        raise BadRequest
    return Seen(language, saves)


def _draw(request: HttpRequest, found: AtDesk, _language: str) -> str:
    summary = acts.draw_up(found.enquiry, visitors.performer(request), found.now)
    if any(text.edited for text in summary.texts.all()):
        return _("It is drawn up from the replies as they are now. What somebody edited stays as it was.")
    return _("It is drawn up from the replies as they are now.")


def _save(request: HttpRequest, found: AtDesk, language: str) -> str:
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    seen = _seen(request, language)
    acts.edit(found.enquiry, visitors.performer(request), found.now, seen, title=title, body=body)
    return _("The text is saved.")


def _take(request: HttpRequest, found: AtDesk, language: str) -> str:
    acts.take_drawn(found.enquiry, visitors.performer(request), found.now, _seen(request, language))
    return _("What was drawn up stands in the place of the edited text, which the journal keeps.")


def _attach(request: HttpRequest, found: AtDesk, _language: str) -> str:
    key = key_of(request.POST.get("letter", "")) or 0
    letter = Letter.objects.filter(consultation=found.consultation, pk=key).first()
    if letter is None:
        raise BadRequest
    annex = acts.attach(found.enquiry, visitors.performer(request), found.now, letter)
    values = {"letter": letter.symbol, "number": annex.number}
    return _("The summary is annex %(number)d of letter %(letter)s, in every language.") % values


ACTS: dict[str, Callable[[HttpRequest, AtDesk, str], str]] = {
    "draw": _draw,
    "save": _save,
    "take": _take,
    "attach": _attach,
}


def _found_text(found: AtDesk, language: str) -> SummaryText | None:
    rows = SummaryText.objects.filter(summary__enquiry=found.enquiry, language=language)
    return rows.select_related("summary", "edited_by").first()


def _file(found: AtDesk, language: str, kind: str) -> HttpResponse:
    text = _found_text(found, language)
    if text is None:
        raise Http404
    name = f"summary-{found.enquiry.letter.symbol.replace('/', '-')}-{language}.{kind}"
    with in_language(language):
        return file_response(paper(found.enquiry, text, kind), name, FORMATS[kind])


def _page(request: HttpRequest, found: AtDesk, language: str, refusal: Refusal | None = None) -> HttpResponse:
    summary = Summary.objects.select_related("annex__letter", "drawn_by").filter(enquiry=found.enquiry).first()
    texts = {text.language: text for text in summary.texts.select_related("edited_by")} if summary else {}
    text = texts.get(language)
    typed = request.POST if refusal and request.POST.get("act") == "save" else None
    context: dict[str, Any] = {
        **found.context("summary"),
        "summary": summary,
        "text": text,
        "language": language,
        "languages": [(code, NATIVE_NAMES[code], code in texts and texts[code].edited) for code in LANGUAGES],
        "title": typed.get("title", "") if typed else text.title if text else "",
        "body": typed.get("body", "") if typed else text.body if text else "",
        "saves": text.saves if text else 0,
        "meanwhile": bool(refusal and refusal.reason.code is CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE),
        "refused": say(refusal.reason, found.enquiry.first_deadline.zone) if refusal else "",
        "shown": html(text.body) if text else "",
        "outdated": bool(summary) and summary is not None and summary.basis != Basis.of(found.returned()).mark,
        "changes": list(_changes(text)) if text and text.edited else [],
        "letters": _letters(found) if summary else [],
        "title_length": SUBJECT_LENGTH,
        "body_length": BODY_LENGTH,
    }
    return render(request, "web/enquiries/summary.html", context, status=_status(refusal))


#: What somebody else did meanwhile; the rest is wrong with what was sent.
_OTHERS = frozenset(
    {
        CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE,
        CorrespondenceCode.SUMMARY_ATTACHED,
        RuleCode.SENT_NEVER_CHANGES,
    }
)


def _status(refusal: Refusal | None) -> HTTPStatus:
    if refusal is None:
        return HTTPStatus.OK
    met = refusal.reason.code in _OTHERS
    return HTTPStatus.CONFLICT if met else HTTPStatus.UNPROCESSABLE_ENTITY


def _letters(found: AtDesk) -> list[tuple[int, str, str]]:
    """Letters that have not been sent, of which it can become an annex."""
    rows = Letter.objects.filter(consultation=found.consultation, state=Letter.State.DRAFT).prefetch_related("texts")
    return [(row.pk, row.symbol, subject(row)) for row in rows]


def _changes(text: SummaryText) -> Iterator[tuple[str, str]]:
    """What is drawn up otherwise than the edited text says, line by line: ``new`` there, or ``gone``."""
    mine, drawn = text.body.splitlines(), text.drawn_body.splitlines()
    for line in list(unified_diff(mine, drawn, lineterm="", n=0))[2:]:
        if line[:1] in "+-" and line[1:].strip():
            yield ("new" if line[0] == "+" else "gone"), line[1:]
