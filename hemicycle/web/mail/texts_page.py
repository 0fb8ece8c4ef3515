"""Our texts of mails and letters: all of them, and one in each language, which a consultation may word itself."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, django_language, in_order, reader_language
from hemicycle.mail import editing_texts
from hemicycle.mail.editing_texts import Written
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.own_texts import EDITABLE, LETTERS, all_own_texts, digest, older, own_texts
from hemicycle.mail.paper_words import without_catalogue
from hemicycle.mail.placeholders import fill
from hemicycle.mail.reasons import MailCode
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.visitors import person
from hemicycle.web.mail.samples import samples
from hemicycle.web.mail.text_form import TextForm
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from hemicycle.mail.models import OwnText
    from hemicycle.mail.own_texts import Words
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class TextRow:
    """One of our texts.

    Attributes:
        kind: What it is of, in words.
        own: The languages that the consultation words itself, by their own names.
        older: Those whose text is older than that in the consultation's first language, by their own names.
        by, at: Who changed it last, and when; nobody where it is ours in each language.
    """

    name: str
    title: str
    kind: str
    own: list[str]
    older: list[str]
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Preview:
    """A text as its reader gets it, with examples of what stands in braces."""

    language: str
    name: str
    subject: str
    body: str | SafeString


@dataclass(frozen=True)
class _AtText(InConsultation):
    """Somebody who words one of our texts."""

    name: str


@page(may(Action.CONSULTATION_EDIT))
def mail_texts(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every text, with who changed it."""
    kept, behind = all_own_texts(desk.consultation), older(desk.consultation)
    rows = [_row(name, kept.get(name, []), behind.get(name, [])) for name in EDITABLE]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"texts-{desk.consultation.slug}")
    context = {
        "consultation": desk.consultation,
        "table": table,
        "source": NATIVE_NAMES[desk.consultation.languages.last_resort],
        "without_catalogue": [(code, NATIVE_NAMES[code]) for code in without_catalogue(desk.consultation)],
    }
    return render(request, "web/mail/texts.html", context)


def _row(name: str, kept: list[OwnText], behind: list[str]) -> TextRow:
    last = max(kept, key=lambda row: row.changed_at, default=None)
    kind = _("Letter") if name in LETTERS else _("Message")
    own = [NATIVE_NAMES[code] for code in in_order(row.language for row in kept)]
    late = [NATIVE_NAMES[code] for code in in_order(behind)]
    by = last.changed_by.name if last and last.changed_by else ""
    return TextRow(name, str(EDITABLE[name].title), kind, own, late, by, last.changed_at if last else None)


def _columns() -> list[Column[TextRow]]:
    return [
        Column("text", _("Text"), lambda row: row.title),
        Column("kind", _("Type"), lambda row: row.kind),
        Column("own", _("Own wording"), lambda row: " · ".join(row.own)),
        Column("older", _("Out of date"), lambda row: " · ".join(row.older)),
        Column("by", _("Changed by"), lambda row: row.by),
        Column("at", _("Changed at"), lambda row: row.at.isoformat(timespec="minutes") if row.at else ""),
    ]


def _codes(at: _AtText) -> tuple[str, ...]:
    return at.consultation.languages.documents


def _form(at: _AtText, request: HttpRequest | None) -> TextForm:
    kept, behind = own_texts(at.consultation, at.name), older(at.consultation).get(at.name, [])
    return TextForm(request.POST if request else None, at.name, kept, _codes(at), behind)


def _save(at: _AtText, _request: HttpRequest, form: TextForm) -> str:
    written = Written(form.words, form.cleaned_data["seen"], form.checked)
    changed = editing_texts.edit(at.consultation.pk, at.performer, at.now, at.name, written)
    return _("The text is saved. It is used from now on.") if changed else _("Nothing was changed.")


def _preview(at: _AtText, request: HttpRequest, form: TextForm) -> HttpResponse:
    return _shown(request, at, form, previews=_previews(request, at, form))


def _restore(at: _AtText, _request: HttpRequest, _form: None) -> str:
    changed = editing_texts.restore(at.consultation.pk, at.performer, at.now, at.name)
    return _("The default text is used again in every language.") if changed else _("Nothing was changed.")


ACTIONS = registered(
    PageAction("save", Action.CONSULTATION_EDIT, _save, _form, gettext_lazy("Save")),
    PageAction("preview", Action.CONSULTATION_EDIT, _preview, _form, gettext_lazy("Preview with sample values")),
    PageAction("restore", Action.CONSULTATION_EDIT, _restore, label=gettext_lazy("Restore the default text")),
)


@answered_anew
@page(may(Action.CONSULTATION_EDIT), FORM)
def mail_text(request: HttpRequest, desk: InConsultation, text: str) -> HttpResponse:
    """One text with its fields in each language."""
    if text not in EDITABLE:
        raise Http404
    at = _AtText(desk.consultation, desk.visitor, desk.performer, desk.now, text)
    if request.method != "POST":
        return _shown(request, at, _form(at, None))

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.consultation.zone) if refused.reason else ""
        changed = refused.reason is not None and refused.reason.code is MailCode.TEXT_CHANGED_MEANWHILE
        form = _on_top_of_it(at, request) if changed else refused.form or _form(at, None)
        return _shown(request, at, form, words, refused.status)

    then = reverse("mail_text", args=[at.consultation.slug, text])
    return run(request, at, sent(request, ACTIONS), then=then, again=again)


def _on_top_of_it(at: _AtText, request: HttpRequest) -> TextForm:
    """What was typed, to be saved on top of what another person saved meanwhile, which the page shows beside it."""
    typed, kept = request.POST.copy(), own_texts(at.consultation, at.name)
    typed["seen"] = digest(kept)
    return TextForm(typed, at.name, kept, _codes(at), older(at.consultation).get(at.name, []))


def _previews(request: HttpRequest, at: _AtText, form: TextForm) -> list[Preview]:
    """In each language; where nothing is typed, our own text."""
    found = []
    for code in sorted(form.codes, key=lambda code: code != reader_language()):
        words = form.words[code] if any(form.words[code]) else form.ours[code]
        with translation.override(django_language(code)):
            filled = samples(EDITABLE[at.name].known, at.consultation, person(request), at.now)
            found.append(_in_language(code, at, words, filled))
    return found


def _in_language(code: str, at: _AtText, words: Words, filled: dict[str, str]) -> Preview:
    body = fill(words.body, filled)
    shown = markdown.html(body) if at.name in LETTERS else body
    return Preview(code, NATIVE_NAMES[code], fill(words.subject, filled), shown)


def _shown(
    request: HttpRequest,
    at: _AtText,
    form: TextForm,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    previews: list[Preview] | None = None,
) -> HttpResponse:
    text = EDITABLE[at.name]
    values = samples(text.known, at.consultation, person(request), at.now)
    context = {
        "consultation": at.consultation,
        "title": text.title,
        "is_letter": at.name in LETTERS,
        "source": NATIVE_NAMES[at.consultation.languages.last_resort],
        "form": form,
        "is_own": bool(form.kept),
        "known": [(name, values[name], name in text.required) for name in text.known],
        "refusal": refusal,
        "previews": previews,
        "actions": ACTIONS,
    }
    return render(request, "web/mail/text.html", context, status=status)
