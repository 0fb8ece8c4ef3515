"""Writing a mail to many: chosen, worded, looked at, sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.mail import mailings, placeholders
from hemicycle.mail.audience import To, recipients
from hemicycle.mail.message import text
from hemicycle.mail.messages import say
from hemicycle.mail.texts import TEMPLATES, worded
from hemicycle.people.models import Mailing
from hemicycle.people.queries import invited, member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.queries import days_of
from hemicycle.web.access import visitors
from hemicycle.web.mail.forms import MailingForm, mark
from hemicycle.web.registration.tables import chosen
from hemicycle.web.toolkit.keys import key_of
from hemicycle.web.toolkit.tables import folded

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.audience import Recipient
    from hemicycle.mail.mailings import Draft

#: So many people can be chosen among for the preview.
SAMPLES = 100


@dataclass(frozen=True)
class Preview:
    """The mail as one of its recipients gets it, and how many get it in this language."""

    language: str
    name: str
    number: int
    to: Recipient
    subject: str
    body: str


@dataclass
class Written:
    """A mail as far as it is written.

    Attributes:
        missing: Languages without a text, each with how many people read it.
        seen: What was looked at; sent only while it is the same.
    """

    people: list[Recipient]
    missing: list[tuple[str, int]]
    previews: list[Preview] = field(default_factory=list)
    refusal: str = ""
    seen: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a mail: each button keeps what was typed; only one of them sends."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.MAIL_SEND)
    at, step = timezone.now(), request.POST.get("step", "")
    form = _form(consultation, _begun(request, consultation, at) if request.method != "POST" else request.POST)
    if step == "use_text":
        form = _form(consultation, _with_text(form, request.POST))
    form.is_valid()
    found = recipients(consultation, form.selection, at)
    written = Written(found, _missing(form.draft, found))
    status = 200
    if step in {"preview", "send"}:
        try:
            ready = mailings.check(form.draft, found)
            written.seen = mark(ready)
            if step == "send" and request.POST.get("seen") == written.seen:
                return _send(request, consultation, at, form.draft)
            if step == "send":
                written.refusal = _("The mail is not the one that you looked at. Look at it again, then send it.")
            written.previews = _previews(consultation, ready, found, request.POST.get("sample", ""))
        except Refusal as refusal:
            written.refusal = say(refusal.reason, consultation.zone)
        status = 422 if written.refusal else 200
    return render(request, "web/mail/compose.html", _context(consultation, form, written), status=status)


def _send(request: HttpRequest, consultation: Consultation, at: datetime, draft: Draft) -> HttpResponse:
    """Queue it.

    Raises:
        Refusal: it would go to other people by now.
    """
    expected = key_of(request.POST.get("number", "")) or 0
    mailing = mailings.send(consultation.pk, visitors.performer(request), at, draft, expected)
    said = ngettext(
        "The mail to %(number)d person is on its way.", "The mail to %(number)d people is on its way.", expected
    )
    messages.success(request, said % {"number": expected})
    return redirect("mailing", consultation.slug, mailing.pk)


def _form(consultation: Consultation, typed: QueryDict) -> MailingForm:
    named = [(member.code, member_name(member)) for member in invited(consultation)]
    return MailingForm(typed, sorted(named, key=lambda one: folded(one[1])), days_of(consultation))


def _begun(request: HttpRequest, consultation: Consultation, at: datetime) -> QueryDict:
    """An empty mail, to those whom the desk's list named."""
    begun = QueryDict(mutable=True)
    begun.update({"to": To.REGISTERED.value, "template": "words"})
    if "all" in request.GET or "registration" in request.GET:
        begun["registrations"] = ",".join(str(key) for key in chosen(consultation, at, request.GET))
    return begun


def _with_text(form: MailingForm, typed: QueryDict) -> QueryDict:
    """What was typed, with one of our texts in the place of the words."""
    form.is_valid()
    name, filled = form.cleaned_data.get("template", ""), typed.copy()
    if name in TEMPLATES:
        subject, body = worded(name)
        for code in LANGUAGES:
            filled[f"subject_{code}"], filled[f"body_{code}"] = subject[code], body[code]
        if not TEMPLATES[name].registered and filled.get("to") == To.REGISTERED.value:
            filled["to"] = (To.UNREGISTERED if name == "reminder" else To.MEMBERS).value
    return filled


def _missing(draft: Draft, found: list[Recipient]) -> list[tuple[str, int]]:
    written = {code for code, body in draft.body.items() if body.strip()}
    counted = Counter(one.language for one in found if one.language not in written)
    return [(NATIVE_NAMES[code], counted[code]) for code in LANGUAGES if counted[code]]


def _previews(consultation: Consultation, draft: Draft, found: list[Recipient], sample: str) -> list[Preview]:
    """One for each language that goes out, with the values of somebody who gets it."""
    mailing = Mailing(consultation=consultation, subject=draft.subject, body=draft.body)
    by_language: dict[str, list[Recipient]] = {}
    for one in found:
        by_language.setdefault(one.language if one.language in draft.body else "en", []).append(one)
    previews = []
    for code, people in by_language.items():
        to = next((one for one in people if one.address == sample), people[0])
        subject, body = text(mailing, consultation, to, lambda _purpose: f"[{_('each person’s own link')}]")
        previews.append(Preview(code, NATIVE_NAMES[code], len(people), to, subject, body))
    return previews


def _context(consultation: Consultation, form: MailingForm, written: Written) -> dict[str, object]:
    registered = form.selection.to is To.REGISTERED
    return {
        "consultation": consultation,
        "form": form,
        "narrowing": [form[name] for name in ("classes", "languages", "statuses", "days")],
        "written": written,
        "samples": sorted(written.people[:SAMPLES], key=lambda one: folded(one.name)),
        "known": placeholders.GENERAL + (placeholders.REGISTERED if registered else ()),
        "by_choice": len(form.selection.registrations),
    }
