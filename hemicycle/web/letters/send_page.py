"""A letter looked at as its addressees get it, sent, and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES, reader_language
from hemicycle.correspondence.actions import sending
from hemicycle.correspondence.actions.correcting import correct
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.missing_languages import Gap, Lacks
from hemicycle.mail import progress
from hemicycle.people.queries import member_name
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.versions import Change
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.letters.completeness import states
from hemicycle.web.letters.desk_page import found
from hemicycle.web.letters.downloads import paper_of
from hemicycle.web.letters.forms import CorrectForm
from hemicycle.web.letters.version import version
from hemicycle.web.toolkit.forms import key_of

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import Letter
    from hemicycle.web.access.permissions import InConsultation

LACKS: dict[Lacks, _StrPromise] = {
    Lacks.LETTER: gettext_lazy("The letter is not written in this language"),
    Lacks.TRANSLATION: gettext_lazy("The letter is a draft in this language"),
    Lacks.ANNEX: gettext_lazy("Annex %(number)d does not exist in this language"),
    Lacks.QUESTIONS: gettext_lazy("The questions do not exist in this language"),
}


@dataclass(frozen=True)
class Choice:
    """What goes out in the place of something that is missing: one of ``(code, name)``.

    Attributes:
        name: Of the field: ``instead-2.fr``.
    """

    name: str
    language: str
    spoken: str
    lacks: str
    options: list[tuple[str, str]]
    chosen: str


@page(may(Action.LETTER_WRITE))
def letter_preview(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse | FileResponse:
    """A letter in the ``language`` asked for, as its addressees see it; ``format=pdf`` and ``docx`` give a file."""
    consultation = desk.consultation
    letter = found(consultation, pk)
    written = [code for code in LANGUAGES if any(text.language == code for text in letter.texts.all())]
    wished = [request.GET.get("language", ""), reader_language(), *written]
    language = next((code for code in wished if code in written), "")
    refusal, of_language = "", None
    try:
        of_language = version(letter, language) if language else None
    except Refusal as refused:
        refusal = say(refused.reason, consultation.zone)
    kind = request.GET.get("format", "")
    if kind and of_language is not None:
        return paper_of(letter, of_language, kind)
    context = {
        "consultation": consultation,
        "letter": letter,
        "version": of_language,
        "language": language,
        "languages": states(letter),
        "refusal": refusal,
    }
    return render(request, "web/letters/preview.html", context, status=422 if refusal else 200)


@page(may(Action.LETTER_SEND), FORM)
def letter_send(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """What is missing, what goes out instead, who cannot be reached; then the letter goes out."""
    consultation = desk.consultation
    letter = found(consultation, pk)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            row = sending.send(letter, desk.performer, desk.now, _sending(request))
        except Refusal as refused:
            refusal, status = say(refused.reason, consultation.zone), 409
        else:
            number = progress.number(row.mailing) if row.mailing else 0
            said = ngettext(
                "The letter %(symbol)s is sent. Its papers are being made, then %(number)d mail goes out.",
                "The letter %(symbol)s is sent. Its papers are being made, then %(number)d mails go out.",
                number,
            )
            messages.success(request, said % {"symbol": row.symbol, "number": number})
            return redirect("letter_desk", desk.consultation.slug, pk)
    if letter.sent and not refusal:
        return redirect("letter_desk", desk.consultation.slug, pk)
    looked = sending.check(letter, desk.now)
    context = {
        "consultation": consultation,
        "letter": letter,
        "looked": looked,
        "problems": [say(reason, consultation.zone) for reason in looked.problems],
        "choices": [_choice(gap, request) for gap in looked.gaps],
        "unreachable": [(member.code, member_name(member)) for member in looked.without_address],
        "ticked": "unreachable" in request.POST,
        "languages": states(letter),
        "refusal": refusal,
    }
    return render(request, "web/letters/send.html", context, status=status)


def _choice(gap: Gap, request: HttpRequest) -> Choice:
    name = f"instead-{gap.key}"
    options = [(code, NATIVE_NAMES[code]) for code in gap.instead]
    lacks = str(LACKS[gap.lacks])
    return Choice(
        name,
        gap.language,
        NATIVE_NAMES[gap.language],
        lacks % {"number": gap.number} if gap.lacks is Lacks.ANNEX else lacks,
        options,
        request.POST.get(name, ""),
    )


def _sending(request: HttpRequest) -> sending.Sending:
    """What the sender chose and ticked."""
    prefix = "instead-"
    stand_ins = {
        name.removeprefix(prefix): str(value) for name, value in request.POST.items() if name.startswith(prefix)
    }
    ticked = request.POST.getlist("member") if "unreachable" in request.POST else []
    return sending.Sending(stand_ins, frozenset(ticked), key_of(request.POST.get("number", "")) or 0)


@page(may(Action.LETTER_WRITE), FORM)
def letter_correct(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """Begin a revision, an addendum or a corrigendum of a letter that was sent."""
    consultation = desk.consultation
    letter = found(consultation, pk)
    at = desk.now
    initial = {"dated": at.astimezone(consultation.zone).date(), "change": Change.CORRIGENDUM.value}
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    status = 200
    if request.method == "POST":
        made = _correct(request, letter, form) if form.is_valid() else None
        if made is not None:
            messages.success(request, _("The correction %(symbol)s is begun.") % {"symbol": made.symbol})
            return redirect("letter_desk", desk.consultation.slug, made.pk)
        status = 422
    context = {"consultation": consultation, "letter": letter, "form": form}
    return render(request, "web/letters/correct.html", context, status=status)


def _correct(request: HttpRequest, letter: Letter, form: CorrectForm) -> Letter | None:
    given = form.cleaned_data
    try:
        return correct(
            letter,
            visitors.performer(request),
            timezone.now(),
            Change(given["change"]),
            what_changes=given["what_changes"],
            dated=given["dated"],
        )
    except Refusal as refusal:
        field = (
            "what_changes"
            if refusal.reason.code in {RuleCode.SAYS_WHAT_IT_REPLACES, PeopleCode.TEXT_TOO_LONG}
            else None
        )
        form.add_error(field, say(refusal.reason, letter.consultation.zone))
        return None
