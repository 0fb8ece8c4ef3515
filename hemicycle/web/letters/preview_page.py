"""A letter looked at as its addressees get it; handed in there, and cleared or returned by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence import clearing
from hemicycle.correspondence.actions import clearing as clearance
from hemicycle.correspondence.messages import refusal_message
from hemicycle.rules.clearance import Standing
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, told_there
from hemicycle.web.letters.completeness import states
from hemicycle.web.letters.desk_access import at_letter
from hemicycle.web.letters.downloads import paper_of
from hemicycle.web.letters.version import version

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import LanguageVersion, Letter
    from hemicycle.people.models import Person
    from hemicycle.web.letters.desk_access import AtLetter

STANDINGS: dict[Standing, tuple[_StrPromise, str]] = {
    Standing.NOT_HANDED_IN: (gettext_lazy("Not submitted for clearance"), "wait"),
    Standing.WAITING: (gettext_lazy("Awaiting clearance"), "wait"),
    Standing.CHANGED: (gettext_lazy("Changed since it was submitted"), "stop"),
    Standing.CLEARED: (pgettext_lazy("letter", "Cleared"), "live"),
    Standing.WITHDRAWN: (gettext_lazy("Changed since it was cleared"), "stop"),
    Standing.RETURNED: (gettext_lazy("Returned for changes"), "stop"),
}


@page(at_letter(Action.LETTER_WRITE), FORM)
def letter_preview(request: HttpRequest, at: AtLetter) -> HttpResponse | FileResponse:
    """A letter in the ``language`` asked for, as its addressees see it; ``format=pdf`` and ``docx`` give a file."""
    if request.method != "POST":
        return _shown(request, at)
    here = request.get_full_path()

    action = sent(request, ACTIONS)
    at.visitor.require(action.action)
    again = told_there(request, here, lambda reason: refusal_message(reason, at.consultation.zone))
    return run(request, at, action, then=here, again=again)


def _hand_in(at: AtLetter, request: HttpRequest, _form: None) -> str:
    clearance.hand_in(at.letter, at.performer, at.now, request.POST.get("words", ""))
    return _("The letter is submitted. A colleague reviews it here and clears or returns it.")


def _clear(at: AtLetter, request: HttpRequest, _form: None) -> str:
    clearance.clear(at.letter, at.performer, at.now, request.POST.get("seen", ""))
    return _("The letter is cleared. It can be sent as it is now; any change withdraws the clearance.")


def _give_back(at: AtLetter, request: HttpRequest, _form: None) -> str:
    seen, words = request.POST.get("seen", ""), request.POST.get("words", "")
    clearance.give_back(at.letter, at.performer, at.now, seen, words)
    return _("The letter is returned.")


ACTIONS = registered(
    PageAction("hand_in", Action.LETTER_WRITE, _hand_in),
    PageAction("clear", Action.LETTER_CLEAR, _clear),
    PageAction("give_back", Action.LETTER_CLEAR, _give_back),
)


def _shown(request: HttpRequest, at: AtLetter) -> HttpResponse | FileResponse:
    letter = at.letter
    written = [code for code in letter.languages if any(text.language == code for text in letter.texts.all())]
    wished = [request.GET.get("language", ""), reader_language(), *written]
    language = next((code for code in wished if code in written), "")
    of_language = version(letter, language, unfinished=True) if language else None
    kind = request.GET.get("format", "")
    if kind and of_language is not None:
        return paper_of(letter, of_language, kind)
    context = {
        "consultation": at.consultation,
        "letter": letter,
        "version": of_language,
        "language": language,
        "languages": states(letter),
        **clearance_of(letter, at.performer.person, written=bool(letter.texts.all())),
    }
    return render(request, "web/letters/preview.html", context)


def clearance_of(target: Letter | LanguageVersion, by: Person | None, *, written: bool) -> dict[str, object]:
    """Where what is being written stands, and what its reader can do.

    Args:
        written: There is something to hand in.
    """
    if target.sent or not clearing.needed(target):
        return {"clearance": None}
    standing, last = clearing.stands(target), clearing.latest_of(target)
    words, tone = STANDINGS[standing]
    mine = last is not None and by is not None and last.handed_in_by_id == by.pk
    waits = standing is Standing.WAITING
    return {
        "clearance": {
            "words": words,
            "tone": tone,
            "history": clearing.history(target),
            "may_hand_in": standing not in {Standing.WAITING, Standing.CLEARED} and written,
            "may_decide": waits and not mine,
            "waits_for_another": waits and mine,
        },
        "seen": clearing.fingerprint(target, last),
    }
