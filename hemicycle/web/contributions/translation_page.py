"""A contribution in another language, beside the text of its Member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.actions import checking
from hemicycle.contributions.messages import refusal_message
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.fields.keys import key_of
from hemicycle.rules.contributions import may_translate
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.contributions.access import TRANSLATOR
from hemicycle.web.contributions.words import PART

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.contributions.access import AtTranslation


@dataclass(frozen=True)
class TranslatedPart:
    """A part of the template in both languages."""

    key: str
    label: str
    original: str
    text: str

    @property
    def name(self) -> str:
        """Of its field."""
        return f"{PART}{self.key}"


def _save(at: AtTranslation, request: HttpRequest, _form: None) -> str:
    checking.translate(
        at.consultation.pk,
        at.performer,
        at.now,
        contribution=at.seen.row.pk,
        language=at.language,
        title=request.POST.get("title", ""),
        parts=_typed(request),
        seen=key_of(request.POST.get("seen", "")) or 0,
    )
    return _("The translation is saved.")


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name.removeprefix(PART): request.POST[name] for name in request.POST if name.startswith(PART)}


SAVE = PageAction("save", Action.CONTRIBUTION_EDIT, _save)


@page(TRANSLATOR, FORM)
def contribution_translation(request: HttpRequest, at: AtTranslation) -> HttpResponse:
    """The form, with the text of its Member beside each field."""
    if request.method != "POST":
        return _page(request, at, None)
    then = reverse("contribution_desk", args=[at.consultation.slug, at.seen.row.pk])
    return run(request, at, SAVE, then=then, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: AtTranslation, refused: Again | None) -> HttpResponse:
    before, latest = at.before, at.seen.latest
    typed = _typed(request) if refused else (dict(before.parts) if before else {})
    title = request.POST.get("title", "") if refused else (before.title if before else "")
    reason = refused.reason if refused else None
    is_other = reason is not None and reason.code is ContributionCode.TRANSLATION_CHANGED
    context = {
        "consultation": at.consultation,
        "seen": at.seen,
        "latest": latest,
        "language": at.language,
        "language_name": NATIVE_NAMES.get(at.language, at.language),
        "title": title,
        # Sent again, it takes the place of what is shown beside it.
        "number": before.number if before else 0,
        "theirs": before if is_other else None,
        "parts": [
            TranslatedPart(one.key, one.label, latest.parts.get(one.key, ""), typed.get(one.key, ""))
            for one in settings_of(at.consultation.settings).contribution_parts
        ],
        "translates": isinstance(may_translate(at.seen.stage), Allowed) and not at.consultation.closed,
    }
    return show(request, "web/contributions/translation.html", context, refused, refusal_message, at.consultation.zone)
