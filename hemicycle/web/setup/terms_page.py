"""The page of a body's terms: what replaces words of ours in our sentences, and how the sentences read then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.languages import LANGUAGE_CHOICES, LANGUAGES, NATIVE_NAMES, direction, reader_language
from hemicycle.consultations.queries import find_body
from hemicycle.consultations.terms import forms_of, read_with
from hemicycle.consultations.text import folded
from hemicycle.people.access import Requirement
from hemicycle.people.actions import bodies
from hemicycle.people.messages import refusal_message
from hemicycle.people.reasons import PeopleCode
from hemicycle.people.setting_changes import body_changes
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.setup.at_body import AtBody
from hemicycle.web.setup.terms_form import TermsForm, with_rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.access import Required
    from hemicycle.web.access.page_actions import Again

#: So many sentences are shown; whoever wants others searches.
_SHOWN = 50
#: So many forms of a word are offered at once.
_FORMS = 60
_TAG = re.compile(r"<[^<>]*>")
_FILLED_IN = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}")


@dataclass(frozen=True)
class AtTerms:
    """Somebody at the terms of a body in a language."""

    at: AtBody
    language: str


@dataclass(frozen=True)
class Sentence:
    """One of ours as we say it, and as it reads with the terms; what is filled in stands in brackets."""

    ours: str
    then: str


@dataclass(frozen=True)
class Preview:
    """The sentences that the terms change: how many there are, and those of them that are shown."""

    total: int
    found: int
    shown: list[Sentence]


def _form(at: AtTerms, request: HttpRequest | None) -> TermsForm:
    return TermsForm(request.POST if request else None, at.at.body, at.language)


def _save(at: AtTerms, _request: HttpRequest, form: TermsForm) -> Done:
    who = (at.at.of, at.at.performer, at.at.now)
    if not bodies.change_terms(*who, at.language, form.terms, seen=form.cleaned_data["seen"]):
        return Done(_("Nothing was changed."))
    said = ngettext(
        "%(number)d term is saved. It is used from now on.",
        "%(number)d terms are saved. They are used from now on.",
        len(form.terms),
    )
    return Done(said % {"number": len(form.terms)})


def _preview(at: AtTerms, request: HttpRequest, form: TermsForm) -> HttpResponse:
    return _shown(request, at, form)


def _add_forms(at: AtTerms, request: HttpRequest, _none: None) -> HttpResponse:
    """The forms of a word as rows, under what was typed, whatever is still to be corrected in that."""
    found = list(forms_of(request.POST.get("stem", ""), at.language))[:_FORMS]
    return _shown(request, at, TermsForm(with_rows(request.POST.dict(), found), at.at.body, at.language), found=found)


def _actions(requires: Required) -> dict[str, PageAction[AtTerms]]:
    return registered(
        PageAction("save", requires, _save, _form, gettext_lazy("Save")),
        PageAction("preview", requires, _preview, _form, gettext_lazy("Preview")),
        PageAction("forms", requires, _add_forms, label=gettext_lazy("Add the forms")),
    )


_OF_DESK, _OF_INSTALLATION = _actions(Action.BODY_EDIT), _actions(Requirement.ADMINISTRATOR)


@page(may(Action.BODY_EDIT), FORM)
def terms(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The terms of the body in a ``language``."""
    return answer_terms(request, AtBody.in_consultation(desk))


def answer_terms(request: HttpRequest, at_body: AtBody) -> HttpResponse:
    """The page of terms, by whichever way somebody came to it."""
    language = request.GET.get("language", reader_language())
    if language not in LANGUAGES:
        raise BadRequest
    at = AtTerms(at_body, language)
    if request.method != "POST":
        return _shown(request, at, _form(at, None))
    action = sent(request, _OF_DESK if at_body.consultation else _OF_INSTALLATION)
    then = f"{at_body.terms_address}?language={language}"
    return run(request, at, action, then=then, again=lambda refused: _again(request, at, refused))


def _again(request: HttpRequest, at: AtTerms, refused: Again) -> HttpResponse:
    """What was typed; where another person changed the body meanwhile, to be saved on top of that."""
    form: TermsForm = refused.form
    if refused.reason is not None and refused.reason.code is PeopleCode.BODY_CHANGED_MEANWHILE:
        now = find_body(at.at.body.slug)
        form = TermsForm({**request.POST.dict(), "seen": bodies.seen_of(now)}, now, at.language)
    return _shown(request, at, form, refused)


def _shown(
    request: HttpRequest, at: AtTerms, form: TermsForm, refused: Again | None = None, found: list[str] | None = None
) -> HttpResponse:
    changes = body_changes(at.at.body).of("terms")
    context = {
        "consultation": at.at.consultation,
        "body": at.at.body,
        "above": at.at.address(),
        "languages": LANGUAGE_CHOICES,
        "language": at.language,
        "direction": direction(at.language),
        "name": NATIVE_NAMES[at.language],
        "form": form,
        "found": found,
        "preview": _read(form),
        "change": changes,
        "actions": _OF_DESK,
    }
    return show(request, "web/setup/terms.html", context, refused, refusal_message)


def _read(form: TermsForm) -> Preview:
    rows = [Sentence(_plain(ours), _plain(then)) for ours, then, _used in read_with(form.sound, form.language)]
    wanted = folded(str(form["search"].value() or "")).split()
    found = [row for row in rows if all(word in folded(f"{row.ours} {row.then}") for word in wanted)]
    return Preview(len(rows), len(found), found[:_SHOWN])


def _plain(text: str) -> str:
    """A sentence to be read: without elements, and what is filled in by its name."""
    return _FILLED_IN.sub(lambda found: f"[{found[1] or found[2]}]", _TAG.sub("", text))
