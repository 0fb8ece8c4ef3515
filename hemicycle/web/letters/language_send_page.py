"""A language version looked at before it goes out, tried out, and sent to those alone who read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence import clearing
from hemicycle.correspondence.actions import issuing, language_versions, papers
from hemicycle.correspondence.issued import with_draft
from hemicycle.correspondence.messages import refusal_message
from hemicycle.fields.keys import key_of
from hemicycle.mail import progress
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.letters.desk_access import at_version
from hemicycle.web.letters.language_page import required, to_letter
from hemicycle.web.letters.to_check import doubts_shown
from hemicycle.web.letters.version import version

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.letters.desk_access import AtVersion


@page(at_version(Action.LETTER_SEND), FORM)
def letter_language_send(request: HttpRequest, at: AtVersion) -> HttpResponse:
    """What is missing still, what became of the letter since, and who gets it; then it goes out."""
    required(at)
    if request.method == "POST":
        action = sent(request, ACTIONS, otherwise=SEND.name)
        at.visitor.require(action.action)
        return run(request, at, action, then=to_letter(at), again=lambda refused: _before_sending(request, at, refused))
    return redirect(to_letter(at)) if required(at).sent else _before_sending(request, at)


def _send(at: AtVersion, request: HttpRequest, _form: None) -> str:
    ticked = request.POST.getlist("member") if "unreachable" in request.POST else []
    said = issuing.Sending(
        key_of(request.POST.get("number", "")) or 0, frozenset(ticked), frozenset(request.POST.getlist("doubt"))
    )
    row = issuing.send(at.letter, at.language, at.performer, at.now, said)
    number = progress.number(row.mailing) if row.mailing else 0
    words = ngettext(
        "The language version is sent: %(language)s. Its papers are being made, then %(number)d e-mail is sent.",
        "The language version is sent: %(language)s. Its papers are being made, then %(number)d e-mails are sent.",
        number,
    )
    return words % {"language": NATIVE_NAMES[at.language], "number": number}


def _try_out(at: AtVersion, request: HttpRequest, _form: None) -> HttpResponse:
    """A test to oneself; the page again, with what was ticked on it already."""
    version(at.letter, at.language, of=with_draft(required(at)))  # what cannot be filled in is said here, not in a log
    language_versions.try_out(at.letter, at.language, at.performer, at.now)
    person = at.performer.person
    words = _("A test e-mail is being sent to your own address: %(address)s.") % {
        "address": person.email if person else ""
    }
    messages.success(request, words)
    return _before_sending(request, at)


SEND = PageAction("send", Action.LETTER_SEND, _send)
ACTIONS = registered(SEND, PageAction("try_out", Action.LETTER_WRITE, _try_out))


def _before_sending(request: HttpRequest, at: AtVersion, refused: Again | None = None) -> HttpResponse:
    saved, zone = required(at), at.consultation.zone
    looked = issuing.check(saved, at.now)
    context = {
        "consultation": at.consultation,
        "letter": at.letter,
        "language": at.language,
        "saved": saved,
        "looked": looked,
        "copies": papers.copies_among(looked.recipients),
        "problems": [refusal_message(reason, zone) for reason in looked.problems],
        "doubts": doubts_shown(looked.doubts, request, zone, looked.parts),
        "whom": [
            (member_name(to.member) if to.member else "", to.name, to.address, to.copy) for to in looked.recipients
        ],
        "unreachable": [(member.code, member_name(member)) for member in looked.without_reader],
        "ticked": "unreachable" in request.POST,
        "cleared": clearing.latest_of(saved) if clearing.needed(saved) else None,
        "standing": clearing.stands(saved),
    }
    return show(request, "web/letters/language_send.html", context, refused, refusal_message, zone)
