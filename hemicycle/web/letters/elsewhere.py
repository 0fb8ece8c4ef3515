"""A draft that was saved elsewhere while somebody edited it: both are shown, and the next save knows of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.joins import comma, semicolon
from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.languages import localized
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, QueryDict

    from hemicycle.correspondence.models import Enquiry, Letter
    from hemicycle.web.access.page_actions import Again


def is_conflict(refused: Again | None) -> bool:
    """Whether something was not saved because something else was, meanwhile."""
    reason = refused.reason if refused else None
    return reason is not None and reason.code is CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE


def standing_on_now(request: HttpRequest, *forms: forms.Form) -> QueryDict:
    """What was typed, on top of what is there now: whoever saves it again has both before them.

    Args:
        forms: Made of the letter as it was read for this request, each with its ``seen``.
    """
    typed = request.POST.copy()
    for form in forms:
        typed[form.add_prefix("seen")] = str(form.initial.get("seen", ""))
    return typed


def saved_now(letter: Letter) -> list[tuple[str, str]]:
    """What a letter asks by now: what it is, and what is saved."""
    enquiry: Enquiry | None = getattr(letter, "enquiry", None)
    if enquiry is None:
        return [(_("Questions"), _("No questions"))]
    classes = letter.consultation.classes
    rows = [
        (_("Type of reply"), str(enquiry.get_kind_display())),
        (_("Members consulted"), comma().join(labels.capacity(classes.named(value)) for value in enquiry.asked)),
        (_("Deadline"), local.deadline(enquiry.deadline)),
        (_("Replies may include conditions"), _("Yes") if enquiry.conditions else _("No")),
    ]
    for question in enquiry.questions.all():
        options = semicolon().join(f"{option.key}) {localized(option.label)}" for option in question.options.all())
        words = " – ".join(filter(None, ["%(title)s" if question.title else "", options and "%(options)s"]))
        said = Sentence(words, {"title": Wording.of(question.title), "options": options})
        rows.append((_("Question %(number)d") % {"number": question.number}, said))
    return rows
