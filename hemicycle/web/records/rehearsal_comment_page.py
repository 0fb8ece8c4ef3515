"""A comment on a rehearsal: one's own to give, change and withdraw; and each for the secretariat to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.rules.permissions import Action
from hemicycle.rules.rehearsal_comments import BEST, CommentState
from hemicycle.support import rehearsal_report
from hemicycle.support.actions import rehearsals as acts
from hemicycle.support.messages import refusal_message
from hemicycle.support.models import COMMENT_LENGTH
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.records import rehearsal_words as words
from hemicycle.web.records.rehearsal_access import NAMES, AtReport, at_report
from hemicycle.web.records.rehearsal_rows import CommentRow
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.utils.functional import _StrPromise

    from hemicycle.support.models import RehearsalComment
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

_RATINGS = [
    ("", pgettext_lazy("a rating", "No rating")),
    (5, pgettext_lazy("a rating", "5: excellent")),
    (4, pgettext_lazy("a rating", "4: above average")),
    (3, pgettext_lazy("a rating", "3: average")),
    (2, pgettext_lazy("a rating", "2: poor")),
    (1, pgettext_lazy("a rating", "1: very poor")),
]


def _rating(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=words.RATED[name],
        choices=_RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select({"class": "form-select"}),
    )


def _words(label: _StrPromise, rows: int, hint: _StrPromise | str = "") -> CleanField:
    return CleanField(
        longest=COMMENT_LENGTH,
        lines=True,
        required=False,
        label=label,
        help_text=hint,
        widget=forms.Textarea({"class": "form-control", "rows": rows, "dir": "auto"}),
    )


class CommentForm(forms.Form):
    """Gives ``Said``."""

    sound = _rating("sound")
    picture = _rating("picture")
    interpretation = _rating("interpretation")
    speaking = _rating("speaking")
    text = _words(
        gettext_lazy("Comment"),
        6,
        gettext_lazy("What went wrong, what was not heard, and what you would like to have."),
    )

    def __init__(self, data: QueryDict | None, given: RehearsalComment | None) -> None:
        initial = {name: getattr(given, name) for name in self.base_fields} if given else {}
        super().__init__(data, initial=initial, label_suffix="")

    @property
    def said(self) -> acts.Said:
        """What was entered, once ``is_valid()`` said so."""
        return acts.Said(**self.cleaned_data)


class AnswerForm(forms.Form):
    """What is done about a comment."""

    state = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[(state.value, label) for state, label in words.STATES.items()],
        widget=forms.Select({"class": "form-select"}),
    )
    response = _words(
        gettext_lazy("Response"),
        5,
        gettext_lazy("What was done about it. The participant reads it beside the comment."),
    )

    def __init__(self, data: QueryDict | None, given: RehearsalComment) -> None:
        initial = {"state": given.state, "response": given.response}
        super().__init__(data, initial=initial, label_suffix="")


def _comment_form(at: AtReport, request: HttpRequest | None) -> CommentForm:
    given = rehearsal_report.comment_of(at.sitting, at.visitor.registration)
    return CommentForm(request.POST if request else None, given)


def _comment(at: AtReport, _request: HttpRequest, form: CommentForm) -> str:
    acts.comment(at.consultation.pk, at.performer, at.now, at.sitting.pk, form.said)
    return _("Thank you. Your comment is saved. You can change it until the secretariat closes the comments.")


def _withdraw(at: AtReport, _request: HttpRequest, _form: None) -> str:
    acts.withdraw(at.consultation.pk, at.performer, at.now, at.sitting.pk)
    return _("Your comment is withdrawn.")


COMMENT = PageAction("comment", Action.REHEARSAL_COMMENT, _comment, _comment_form)
OWN = registered(COMMENT, PageAction("withdraw", Action.REHEARSAL_COMMENT, _withdraw))


@page(may(Action.REHEARSAL_COMMENT), FORM)
def rehearsal_own_comment(request: HttpRequest, reader: InConsultation, pk: int) -> HttpResponse:
    """One's own comment, with what the secretariat did about it; for who was there."""
    at = at_report(reader, pk)
    if not at.comments_open:
        raise Http404
    if request.method != "POST":
        return _own_page(request, at)
    then = reverse("rehearsal_own_comment", args=[at.consultation.slug, at.sitting.pk])
    action = sent(request, OWN, otherwise=COMMENT.name)
    return run(request, at, action, then=then, again=lambda refused: _own_page(request, at, refused))


def _own_page(request: HttpRequest, at: AtReport, refused: Again | None = None) -> HttpResponse:
    given = rehearsal_report.comment_of(at.sitting, at.visitor.registration)
    form = refused.form if refused and isinstance(refused.form, CommentForm) else _comment_form(at, None)
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "form": form,
        "row": CommentRow(at, given) if given else None,
        "closed": at.report.comments_closed is not None,
        "best": BEST,
    }
    return show(
        request, "web/records/rehearsal_own_comment.html", context, refused, refusal_message, at.consultation.zone
    )


@dataclass(frozen=True)
class AtComment(AtReport):
    """Somebody at a comment."""

    comment: RehearsalComment


def _answer_form(at: AtComment, request: HttpRequest | None) -> AnswerForm:
    return AnswerForm(request.POST if request else None, at.comment)


def _answer(at: AtComment, _request: HttpRequest, form: AnswerForm) -> str:
    given = form.cleaned_data
    acts.answer(
        at.consultation.pk, at.performer, at.now, at.comment.pk, CommentState(given["state"]), given["response"]
    )
    return _("The response is saved.")


ANSWER = PageAction("answer", Action.REHEARSAL_REPORT_EDIT, _answer, _answer_form)


@page(NAMES, FORM)
def rehearsal_comment(request: HttpRequest, at: AtReport, key: int) -> HttpResponse:
    """A comment, and what is done about it."""
    found = rehearsal_report.find_comment(at.sitting, key)
    if found is None:
        raise Http404
    here = AtComment(at.consultation, at.visitor, at.performer, at.now, at.sitting, found)
    if request.method != "POST":
        return _answer_page(request, here)
    then = reverse("rehearsal_comments", args=[at.consultation.slug, at.sitting.pk])
    return run(request, here, ANSWER, then=then, again=lambda refused: _answer_page(request, here, refused))


def _answer_page(request: HttpRequest, at: AtComment, refused: Again | None = None) -> HttpResponse:
    form = refused.form if refused and isinstance(refused.form, AnswerForm) else _answer_form(at, None)
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "form": form,
        "row": CommentRow(at, at.comment),
        "edits": at.edits,
    }
    return show(request, "web/records/rehearsal_comment.html", context, refused, refusal_message, at.consultation.zone)
