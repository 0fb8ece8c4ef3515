"""Writing a mail to many: chosen, worded, looked at, sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.fields.keys import key_of
from hemicycle.mail import mailings, placeholders
from hemicycle.mail.audience import To, recipients
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.models import Mailing
from hemicycle.mail.own_texts import worded
from hemicycle.mail.reasons import MailCode
from hemicycle.mail.texts import TEMPLATES
from hemicycle.people.member_names import in_list_order, member_name
from hemicycle.people.models import Registration
from hemicycle.people.queries import invited
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.calendar import planned_practice
from hemicycle.sittings.queries import days_of
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.mail import invitations
from hemicycle.web.mail.forms import MailingForm, mark
from hemicycle.web.registration.tables import chosen
from hemicycle.web.toolkit.mail_previews import previews

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.audience import Recipient
    from hemicycle.mail.mailings import Draft
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.toolkit.mail_previews import Preview

#: So many people can be chosen among for the preview.
SAMPLES = 100


@dataclass
class Written:
    """A mail as far as it is written.

    Attributes:
        missing: Languages without a text, each with how many people read it.
        seen: What was looked at; sent only while it is the same.
        wrong: The fields for which it is refused.
    """

    people: list[Recipient]
    missing: list[tuple[str, int]]
    previews: list[Preview] = field(default_factory=list)
    refusal: str = ""
    seen: str = ""
    wrong: list[BoundField] = field(default_factory=list)

    @property
    def wrong_names(self) -> list[str]:
        """The names of those fields."""
        return [bound.html_name for bound in self.wrong]


@dataclass(frozen=True)
class _Composing(InConsultation):
    """Somebody at the desk, the mail as it was typed, and who would get it now."""

    form: MailingForm
    people: list[Recipient]


def _composing(desk: InConsultation, typed: QueryDict) -> _Composing:
    form = _form(desk.consultation, typed)
    form.is_valid()  # a mail is looked at as far as it is written; what is missing is for the room to refuse
    people = recipients(desk.consultation, form.selection, desk.now)
    return _Composing(desk.consultation, desk.visitor, desk.performer, desk.now, form, people)


def _choose(at: _Composing, request: HttpRequest, _form: None) -> HttpResponse:
    return _shown(request, at)


def _use_text(at: _Composing, request: HttpRequest, _form: None) -> HttpResponse:
    return _shown(request, _composing(at, _with_text(at.consultation, at.form, request.POST)))


def _preview(at: _Composing, request: HttpRequest, _form: None) -> HttpResponse:
    return _shown(request, at, mailings.check(at.form.draft, at.people))


def _send(at: _Composing, request: HttpRequest, _form: None) -> Done:
    draft = at.form.draft
    if request.POST.get("seen") != mark(mailings.check(draft, at.people)):
        raise Refusal(MailCode.MAIL_CHANGED)
    expected = key_of(request.POST.get("number", "")) or 0
    mailing = mailings.send(at.consultation.pk, at.performer, at.now, draft, expected)
    said = ngettext(
        "The message to %(number)d person is being sent.", "The message to %(number)d people is being sent.", expected
    )
    return Done(said % {"number": expected}, then=reverse("mailing", args=[at.consultation.slug, mailing.pk]))


ACTIONS = registered(
    PageAction("choose", Action.MAIL_SEND, _choose),
    PageAction("use_text", Action.MAIL_SEND, _use_text),
    PageAction("preview", Action.MAIL_SEND, _preview),
    PageAction("send", Action.MAIL_SEND, _send),
)


@page(may(Action.MAIL_SEND), FORM)
def write_mail(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Write a mail: each button keeps what was typed; only one of them sends."""
    if request.method != "POST":
        return _shown(request, _composing(desk, _begun(request, desk.consultation, desk.now)))
    at = _composing(desk, request.POST)

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.consultation.zone) if refused.reason else ""
        changed = refused.reason is not None and refused.reason.code is MailCode.MAIL_CHANGED
        ready = mailings.check(at.form.draft, at.people) if changed else None
        wrong = at.form.fields_of(refused.reason) if refused.reason else []
        return _shown(request, at, ready, words, refused.status, wrong)

    action = sent(request, ACTIONS, field="step", otherwise="choose")
    return run(request, at, action, then=reverse("mailings", args=[at.consultation.slug]), again=again)


def _shown(
    request: HttpRequest,
    at: _Composing,
    ready: Draft | None = None,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    wrong: Sequence[BoundField] = (),
) -> HttpResponse:
    """The page; with a mail that is ready to be sent, as its recipients get it."""
    written = Written(at.people, _missing(at.form.draft, at.people), refusal=refusal, wrong=list(wrong))
    if ready is not None:
        written.seen = mark(ready)
        mailing = Mailing(consultation=at.consultation, subject=ready.subject, body=ready.body)
        written.previews = previews(mailing, at.people, request.POST.get("sample", ""))
    return render(request, "web/mail/compose.html", _context(at.consultation, at.form, written), status=status)


def _form(consultation: Consultation, typed: QueryDict) -> MailingForm:
    members = in_list_order(invited(consultation), consultation.body)
    named = [(member.code, member_name(member)) for member in members]
    return MailingForm(typed, consultation, named, days_of(consultation))


def _begun(request: HttpRequest, consultation: Consultation, at: datetime) -> QueryDict:
    """An empty mail, to those whom the desk's list named; or an invitation to a rehearsal or a test session."""
    begun = QueryDict(mutable=True)
    begun.update({"to": To.REGISTERED.value, "template": "words"})
    practice = planned_practice(consultation, key_of(request.GET.get("sitting", "")) or 0)
    if practice is not None:
        begun.setlist("classes", invitations.classes(consultation))
        begun["statuses"] = Registration.Status.CONFIRMED.value
        for code, text in invitations.words(practice).items():
            begun[f"subject_{code}"], begun[f"body_{code}"] = text.subject, text.body
    if "all" in request.GET or "registration" in request.GET:
        begun["registrations"] = ",".join(str(key) for key in chosen(consultation, at, request.GET))
    return begun


def _with_text(consultation: Consultation, form: MailingForm, typed: QueryDict) -> QueryDict:
    """What was typed, with one of our texts in the place of the words."""
    form.is_valid()
    name, filled = form.cleaned_data.get("template", ""), typed.copy()
    if name in TEMPLATES:
        subject, body = worded(consultation, name)
        for code in consultation.languages.documents:
            filled[f"subject_{code}"], filled[f"body_{code}"] = subject.get(code, ""), body.get(code, "")
        if not TEMPLATES[name].registered and filled.get("to") == To.REGISTERED.value:
            filled["to"] = (To.UNREGISTERED if name == "reminder" else To.MEMBERS).value
    return filled


def _missing(draft: Draft, everybody: list[Recipient]) -> list[tuple[str, int]]:
    counted = mailings.missing_languages(draft, everybody)
    return [(NATIVE_NAMES[code], counted[code]) for code in draft.written_in.documents if code in counted]


def _context(consultation: Consultation, form: MailingForm, written: Written) -> dict[str, object]:
    registered = form.selection.to is To.REGISTERED
    return {
        "consultation": consultation,
        "form": form,
        "narrowing": [form[name] for name in ("classes", "languages", "statuses", "days")],
        "written": written,
        "samples": sorted(written.people[:SAMPLES], key=lambda recipient: sort_key(recipient.name)),
        "known": placeholders.GENERAL + (placeholders.REGISTERED + placeholders.LINKS if registered else ()),
        "by_choice": len(form.selection.registrations),
    }
