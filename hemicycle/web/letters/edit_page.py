"""Writing a letter: its text in a language, its annexes, what it asks. What cannot be kept stays in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.languages import FALLBACK, LANGUAGES, NATIVE_NAMES, reader_language
from hemicycle.correspondence import placeholders
from hemicycle.correspondence.actions import annexes, letters, questions
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people import uploads
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.letters.completeness import states
from hemicycle.web.letters.desk_page import found
from hemicycle.web.letters.enquiry_form import AskingForm
from hemicycle.web.letters.forms import AnnexForm, TextForm
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Annex, Letter, LetterText
    from hemicycle.web.access.permissions import InConsultation

NEVER_CHANGES = Reason(RuleCode.SENT_NEVER_CHANGES)


@answered_anew
@page(may(Action.LETTER_WRITE), FORM)
def letter_text(request: HttpRequest, desk: InConsultation, pk: int, code: str) -> HttpResponse:
    """The text in one language, beside that in another one."""
    consultation = desk.consultation
    letter = found(consultation, pk)
    if code not in LANGUAGES:
        raise Http404
    if letter.sent and request.method != "POST":
        return redirect("letter_desk", desk.consultation.slug, pk)
    texts = {text.language: text for text in letter.texts.all()}
    form = TextForm(request.POST if request.method == "POST" else None, code, texts.get(code))
    status, refusal = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            letters.write(letter, desk.performer, desk.now, {code: form.words})
        except Refusal as refused:
            refusal, status = refused.reason, refused.reason.status
        else:
            messages.success(request, _("The text is saved: %(language)s.") % {"language": NATIVE_NAMES[code]})
            return redirect(_onwards(request, letter, code))
    elif request.method == "POST":
        status = 422
    beside = _beside(request, texts, code)
    context = {
        "consultation": consultation,
        "letter": letter,
        "form": form,
        "language": code,
        "refusal": say(refusal, consultation.zone) if refusal else "",
        "theirs": texts.get(code)
        if refusal and refusal.code is CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE
        else None,
        "beside": texts.get(beside),
        "languages": states(letter),
        "known": placeholders.known(letter),
    }
    return render(request, "web/letters/text.html", context, status=status)


def _onwards(request: HttpRequest, letter: Letter, code: str) -> str:
    """Where one goes after saving: the letter, or on with the next language that is not written."""
    slug = letter.consultation.slug
    if "next" in request.POST:
        after = LANGUAGES[LANGUAGES.index(code) + 1 :] + LANGUAGES[: LANGUAGES.index(code)]
        waiting = {one.code for one in states(letter) if one.code != code and one.tone in {"", "wait"}}
        following = next((one for one in after if one in waiting), None)
        if following is not None:
            return redirect("letter_text", slug, letter.pk, following).url
    return redirect("letter_desk", slug, letter.pk).url


def _beside(request: HttpRequest, texts: dict[str, LetterText], code: str) -> str:
    """The language that is shown beside: the one asked for, or the reader's, or English, or any."""
    wished = [request.GET.get("beside", ""), reader_language(), FALLBACK, *texts]
    return next((one for one in wished if one in texts and one != code), "")


@answered_anew
@page(may(Action.LETTER_WRITE), FORM)
def letter_annex(request: HttpRequest, desk: InConsultation, pk: int, key: int) -> HttpResponse:
    """An annex in every language."""
    consultation = desk.consultation
    letter = found(consultation, pk)
    annex = _annex(letter, key)
    if letter.sent and request.method != "POST":
        return redirect("letter_desk", desk.consultation.slug, pk)
    texts = {text.language: text for text in annex.texts.all()}
    sent = request.method == "POST"
    forms = {
        code: AnnexForm(
            request.POST if sent else None, request.FILES if sent else None, annex.kind, code, texts.get(code)
        )
        for code in LANGUAGES
    }
    status, refusal = 200, ""
    invalid = [code for code, form in forms.items() if sent and not form.is_valid()]
    if sent and not invalid:
        try:
            _write(request, letter, annex, forms)
        except Refusal as refused:
            refusal, status = say(refused.reason, consultation.zone), refused.reason.status
        else:
            messages.success(request, _("Annex %(number)d is saved.") % {"number": annex.number})
            return redirect("letter_desk", desk.consultation.slug, pk)
    elif sent:
        status = 422
    context = {
        "consultation": consultation,
        "letter": letter,
        "annex": annex,
        "parts": [(code, NATIVE_NAMES[code], forms[code], texts.get(code)) for code in LANGUAGES],
        "refusal": refusal,
        "known": placeholders.known(letter),
    }
    return render(request, "web/letters/annex.html", context, status=status)


def _annex(letter: Letter, key: int) -> Annex:
    annex = next((row for row in letter.annexes.all() if row.pk == key), None)
    if annex is None:
        raise Http404
    return annex


def _write(request: HttpRequest, letter: Letter, annex: Annex, forms: dict[str, AnnexForm]) -> None:
    """Keep the files, then write the annex.

    Raises:
        Refusal: the letter was sent, a file is not what it says, or a text cannot be kept.
    """
    if letter.sent:
        raise Refusal(NEVER_CHANGES)
    at, kept = timezone.now(), {}
    try:
        for code, form in forms.items():
            if file := form.cleaned_data.get("file"):
                kept[code] = uploads.keep(file, visitors.person(request), at)
        words = {code: form.words(kept.get(code)) for code, form in forms.items()}
        annexes.write(annex, visitors.performer(request), at, words)
    except Refusal:
        for upload in kept.values():
            uploads.discard(upload)
        raise


@page(may(Action.LETTER_WRITE))
def annex_file(request: HttpRequest, desk: InConsultation, pk: int, key: int) -> HttpResponse | FileResponse:
    """An annex that is a file, in the ``language`` asked for, for the desk."""
    consultation = desk.consultation
    annex = _annex(found(consultation, pk), key)
    wanted = request.GET.get("language", "")
    text = next((text for text in annex.texts.all() if text.language == wanted), None)
    return stored_file(text.upload if text else None)


@answered_anew
@page(may(Action.LETTER_WRITE), FORM)
def letter_asks(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """What a letter asks; one button saves it, another one asks nothing any more."""
    consultation = desk.consultation
    letter = found(consultation, pk)
    sent = request.method == "POST"
    if letter.sent and not sent:
        return redirect("letter_desk", desk.consultation.slug, pk)
    items = agenda.put(consultation)
    form = AskingForm(request.POST if sent else None, letter, items, reader_language())
    performer, at, status = desk.performer, desk.now, 200
    try:
        if sent and request.POST.get("act") == "nothing":
            questions.ask_nothing(letter, performer, at)
            messages.success(request, _("The letter asks nothing any more."))
            return redirect("letter_desk", desk.consultation.slug, pk)
        if sent and form.is_valid():
            questions.ask(letter, performer, at, form.asking)
            messages.success(request, _("What the letter asks is saved."))
            return redirect("letter_desk", desk.consultation.slug, pk)
    except Refusal as refused:
        form.is_valid()
        form.add_error(None, say(refused.reason, consultation.zone))
    if sent:
        status = 422
    context = {
        "consultation": consultation,
        "letter": letter,
        "form": form,
        "questions": form.in_languages("questions"),
        "options": form.in_languages("options"),
        "asks": hasattr(letter, "enquiry"),
    }
    return render(request, "web/letters/questions.html", context, status=status)
