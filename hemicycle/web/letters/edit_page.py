"""Writing a letter: its text in a language, its annexes, what it asks. What cannot be kept stays in the form."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.correspondence import placeholders
from hemicycle.correspondence.actions import annexes, letters, questions
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Annex
from hemicycle.people import uploads
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import may_edit
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.letters import taking_in
from hemicycle.web.letters.completeness import states
from hemicycle.web.letters.desk_access import WRITE_ANNEX, WRITE_TEXT, at_letter
from hemicycle.web.letters.documents import TEXT_MARK, annex_mark
from hemicycle.web.letters.elsewhere import is_conflict, saved_now, standing_on_now
from hemicycle.web.letters.enquiry_form import AskingForm
from hemicycle.web.letters.forms import AnnexForms, TextForm
from hemicycle.web.toolkit.deadlines import which_of_two
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.forms import answered_anew

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict

    from hemicycle.correspondence.models import LetterText
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.letters.desk_access import AtAnnex, AtLetter, AtText


def _to_desk(at: AtLetter) -> str:
    return reverse("letter_desk", args=[at.consultation.slug, at.letter.pk])


@answered_anew
@page(WRITE_TEXT, FORM)
def letter_text(request: HttpRequest, at: AtText) -> HttpResponse:
    """The text in one language, beside that in another one."""
    if request.method == "POST":
        given = taking_in.given(request, [_text_field(at)], at.consultation.zone)
        if given is not None:
            return _text(request, at, TextForm(given.typed, at.language, at.texts.get(at.language)), given=given)
        return run(
            request, at, TEXT, then=_to_desk(at), again=lambda refused: _text(request, at, refused.form, refused)
        )
    return redirect(_to_desk(at)) if at.letter.sent else _text(request, at, _text_form(at, None))


def _text_form(at: AtText, request: HttpRequest | None) -> TextForm:
    return TextForm(request.POST if request else None, at.language, at.texts.get(at.language))


def _write_text(at: AtText, request: HttpRequest, form: TextForm) -> Done:
    letters.write(at.letter, at.performer, at.now, {at.language: form.words})
    words = _("The text is saved: %(language)s.") % {"language": NATIVE_NAMES[at.language]}
    return Done(words, then=_onwards(request, at))


TEXT = PageAction("text", Action.LETTER_WRITE, _write_text, _text_form)


def _text_field(at: AtText) -> taking_in.TextField:
    return taking_in.TextField(at.language, "", TEXT_MARK)


def _text(
    request: HttpRequest,
    at: AtText,
    form: TextForm,
    refused: Again | None = None,
    given: taking_in.Given | None = None,
) -> HttpResponse:
    code, reason = at.language, refused.reason if refused else None
    meanwhile = is_conflict(refused)
    if meanwhile:
        form = TextForm(standing_on_now(request, form), code, at.texts.get(code))
    beside = _beside(request, at, at.texts, code)
    context = {
        "consultation": at.consultation,
        "letter": at.letter,
        "form": form,
        "language": code,
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
        "theirs": at.texts.get(code) if meanwhile else None,
        "beside": at.texts.get(beside),
        "languages": states(at.letter),
        "known": placeholders.known(at.letter),
        "given": given,
        "word": taking_in.word_field(_sent(request, given), _text_field(at)),
    }
    return render(request, "web/letters/text.html", context, status=_status(refused, given))


def _sent(request: HttpRequest, given: taking_in.Given | None) -> QueryDict | None:
    """What was typed, as the page shows it again."""
    if given is not None:
        return given.typed
    return request.POST if request.method == "POST" else None


def _status(refused: Again | None, given: taking_in.Given | None = None) -> HTTPStatus:
    if refused:
        return refused.status
    return given.status if given else HTTPStatus.OK


def _onwards(request: HttpRequest, at: AtText) -> str:
    """Where one goes after saving: the letter, or on with the next language that is not written."""
    code = at.language
    if "next" in request.POST:
        order = at.letter.languages
        after = order[order.index(code) + 1 :] + order[: order.index(code)]
        waiting = {state.code for state in states(at.letter) if state.code != code and state.tone in {"", "wait"}}
        following = next((language for language in after if language in waiting), None)
        if following is not None:
            return reverse("letter_text", args=[at.consultation.slug, at.letter.pk, following])
    return _to_desk(at)


def _beside(request: HttpRequest, at: AtText, texts: dict[str, LetterText], code: str) -> str:
    """The language that is shown beside: the one asked for, or the reader's, or what stands in for others, or any."""
    wished = [request.GET.get("beside", ""), reader_language(), at.consultation.languages.last_resort, *texts]
    return next((language for language in wished if language in texts and language != code), "")


@answered_anew
@page(WRITE_ANNEX, FORM)
def letter_annex(request: HttpRequest, at: AtAnnex) -> HttpResponse:
    """An annex in every language."""
    if request.method == "POST":
        given = taking_in.given(request, _annex_fields(at), at.consultation.zone)
        if given is not None:
            forms = AnnexForms(given.typed, None, at.annex, at.texts)
            return _annex(request, at, forms, given=given)
        return run(
            request, at, ANNEX, then=_to_desk(at), again=lambda refused: _annex(request, at, refused.form, refused)
        )
    return redirect(_to_desk(at)) if at.letter.sent else _annex(request, at, _annex_forms(at, None))


def _annex_forms(at: AtAnnex, request: HttpRequest | None) -> AnnexForms:
    typed, files = (request.POST, request.FILES) if request else (None, None)
    return AnnexForms(typed, files, at.annex, at.texts)


def _write_annex(at: AtAnnex, request: HttpRequest, forms: AnnexForms) -> str:
    """Look at the files and keep them, then write the annex."""
    require(may_edit(sent=at.letter.sent))
    looked = {code: uploads.look(file) for code, file in forms.files}
    stored = {code: file.keep(visitors.person(request), at.now) for code, file in looked.items()}
    try:
        annexes.write(at.annex, at.performer, at.now, forms.words(stored))
    except Refusal:  # told by the runner; what was kept of the files is not left lying about
        for upload in stored.values():
            uploads.discard(upload)
        raise
    return _("Annex %(number)d is saved.") % {"number": at.annex.number}


ANNEX = PageAction("annex", Action.LETTER_WRITE, _write_annex, _annex_forms)


def _annex_fields(at: AtAnnex) -> list[taking_in.TextField]:
    if at.annex.kind == Annex.Kind.FILE:
        return []
    return [taking_in.TextField(code, f"{code}-", annex_mark(at.annex.number)) for code in at.letter.languages]


def _annex(
    request: HttpRequest,
    at: AtAnnex,
    forms: AnnexForms,
    refused: Again | None = None,
    given: taking_in.Given | None = None,
) -> HttpResponse:
    reason = refused.reason if refused else None
    meanwhile = is_conflict(refused)
    if meanwhile:
        typed = standing_on_now(request, *forms.by_language.values())
        forms = AnnexForms(typed, request.FILES, at.annex, at.texts)
    words = {field.language: taking_in.word_field(_sent(request, given), field) for field in _annex_fields(at)}
    context = {
        "consultation": at.consultation,
        "letter": at.letter,
        "annex": at.annex,
        "given": given,
        "meanwhile": meanwhile,
        "parts": [
            (code, NATIVE_NAMES[code], form, at.texts.get(code), words.get(code))
            for code, form in forms.by_language.items()
        ],
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
        "known": placeholders.known(at.letter),
    }
    return render(request, "web/letters/annex.html", context, status=_status(refused, given))


@page(WRITE_ANNEX)
def annex_file(request: HttpRequest, at: AtAnnex) -> HttpResponse | FileResponse:
    """An annex that is a file, in the ``language`` asked for, for the desk."""
    text = at.texts.get(request.GET.get("language", ""))
    return stored_file(text.upload if text else None)


@answered_anew
@page(at_letter(Action.LETTER_WRITE), FORM)
def letter_asks(request: HttpRequest, at: AtLetter) -> HttpResponse:
    """What a letter asks; one button saves it, another one asks nothing any more."""
    if request.method == "POST":
        action = sent(request, ASKING, otherwise="save")
        return run(request, at, action, then=_to_desk(at), again=lambda refused: _asking(request, at, refused))
    return redirect(_to_desk(at)) if at.letter.sent else _asking(request, at)


def _asking_form(at: AtLetter, request: HttpRequest | None) -> AskingForm:
    items = agenda.put(at.consultation)
    return AskingForm(request.POST if request else None, at.letter, items, reader_language())


def _ask(at: AtLetter, _request: HttpRequest, form: AskingForm) -> str:
    questions.ask(at.letter, at.performer, at.now, form.asking)
    meant = which_of_two(form.deadline) if form.asking.hours is None else ""
    return " ".join(filter(None, [_("The questions of the letter are saved."), meant]))


def _ask_nothing(at: AtLetter, _request: HttpRequest, _form: None) -> str:
    questions.ask_nothing(at.letter, at.performer, at.now)
    return _("The letter no longer asks questions.")


ASKING = registered(
    PageAction("save", Action.LETTER_WRITE, _ask, _asking_form),
    PageAction("nothing", Action.LETTER_WRITE, _ask_nothing),
)


def _asking(request: HttpRequest, at: AtLetter, refused: Again | None = None) -> HttpResponse:
    if refused is None:
        form = _asking_form(at, None)
    else:
        form = refused.form or _asking_form(at, request)
        form.is_valid()
        if is_conflict(refused):
            typed = standing_on_now(request, form)
            form = AskingForm(typed, at.letter, agenda.put(at.consultation), reader_language())
            form.is_valid()
        if refused.reason is not None:
            form.add_error(None, refusal_message(refused.reason, at.consultation.zone))
    context = {
        "consultation": at.consultation,
        "letter": at.letter,
        "form": form,
        "questions": form.in_languages("questions"),
        "options": form.in_languages("options"),
        "asks": hasattr(at.letter, "enquiry"),
        "theirs": saved_now(at.letter) if is_conflict(refused) else (),
    }
    return render(request, "web/letters/questions.html", context, status=_status(refused))
