"""The words that papers print in languages without a catalogue of ours: given here, or in a translator's file."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.mail import editing_paper_words
from hemicycle.mail.editing_paper_words import Wording
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.paper_words import given, kept, without_catalogue, write
from hemicycle.mail.reasons import MailCode
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.mail.paper_words_form import FileForm, WordsForm
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.paper_words import paper_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.mail.models import OwnText
    from hemicycle.mail.paper_words import Given
    from hemicycle.web.access.page_actions import Again

_CATALOGUE = "text/x-gettext-translation; charset=utf-8"


@dataclass(frozen=True)
class _AtWords(InConsultation):
    """Somebody who gives words in a language; in none where we have the words of each."""

    languages: list[str]
    language: str

    @property
    def row(self) -> OwnText | None:
        """What is kept of the language."""
        return kept(self.consultation).get(self.language)


def _form(at: _AtWords, request: HttpRequest | None) -> WordsForm:
    if not at.language:
        raise BadRequest
    return WordsForm(request.POST if request else None, paper_words(), at.row, at.language)


def _file_form(at: _AtWords, request: HttpRequest | None) -> FileForm:
    if not at.language:
        raise BadRequest
    return FileForm(request.POST if request else None, request.FILES if request else None, at.language)


def _save(at: _AtWords, _request: HttpRequest, form: WordsForm) -> Done:
    return _keep(at, form.gives, form.cleaned_data["seen"])


def _take(at: _AtWords, _request: HttpRequest, form: FileForm) -> Done:
    return _keep(at, form.gives)


def _keep(at: _AtWords, gives: Given, seen: str | None = None) -> Done:
    wording = Wording(at.language, gives, paper_words())
    changed = editing_paper_words.keep(at.consultation.pk, at.performer, at.now, wording, seen)
    if not changed:
        return Done(_("Nothing was changed."))
    words = ngettext(
        "%(number)d phrase is saved. It is used from now on.",
        "%(number)d phrases are saved. They are used from now on.",
        changed,
    )
    return Done(words % {"number": changed})


ACTIONS = registered(
    PageAction("save", Action.CONSULTATION_EDIT, _save, _form, gettext_lazy("Save")),
    PageAction("take", Action.CONSULTATION_EDIT, _take, _file_form, gettext_lazy("Upload")),
)


@answered_anew
@page(may(Action.CONSULTATION_EDIT), FORM)
def paper_words_page(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The words in a ``language``; ``format=po`` gives the file for its translator."""
    languages = without_catalogue(desk.consultation)
    language = request.GET.get("language") or next(iter(languages), "")
    if language and language not in languages:
        raise BadRequest
    at = _AtWords(desk.consultation, desk.visitor, desk.performer, desk.now, languages, language)
    if request.method != "POST":
        return _file(at) if language and request.GET.get("format") == "po" else _shown(request, at)

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.consultation.zone) if refused.reason else ""
        if isinstance(refused.form, FileForm):
            return _shown(request, at, words, refused.status, file=refused.form)
        changed = refused.reason is not None and refused.reason.code is MailCode.TEXT_CHANGED_MEANWHILE
        return _shown(request, at, words, refused.status, _on_top(at, request) if changed else refused.form)

    then = f"{reverse('paper_words', args=[at.consultation.slug])}?language={language}"
    return run(request, at, sent(request, ACTIONS), then=then, again=again)


def _on_top(at: _AtWords, request: HttpRequest) -> WordsForm:
    """What was typed, to be saved on top of what another person saved meanwhile, which stands beside it."""
    typed = request.POST.copy()
    typed["seen"] = editing_paper_words.seen_of(at.row)
    return WordsForm(typed, paper_words(), at.row, at.language)


def _file(at: _AtWords) -> HttpResponse:
    content = write(paper_words(), given(at.row, at.language), at.language)
    return download(content, f"papers-{at.consultation.slug}-{at.language}.po", _CATALOGUE)


def _shown(
    request: HttpRequest,
    at: _AtWords,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    form: WordsForm | None = None,
    file: FileForm | None = None,
) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "languages": [(code, NATIVE_NAMES[code]) for code in at.languages],
        "language": at.language,
        "name": NATIVE_NAMES[at.language] if at.language else "",
        "total": len(paper_words()),
        "form": (form or _form(at, None)) if at.language else None,
        "file": (file or _file_form(at, None)) if at.language else None,
        "by": at.row,
        "refusal": refusal,
        "actions": ACTIONS,
    }
    return render(request, "web/mail/paper_words.html", context, status=status)
