"""A letter looked at before it goes out, sent, and corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.correspondence import clearing, letter_queries
from hemicycle.correspondence.actions import sending
from hemicycle.correspondence.actions.correcting import correct
from hemicycle.correspondence.actions.papers import copies_among
from hemicycle.correspondence.actions.summaries import take_into
from hemicycle.correspondence.actions.trying import try_out
from hemicycle.correspondence.attached_summaries import outdated
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.missing_languages import Gap, Lacks
from hemicycle.fields.keys import key_of
from hemicycle.mail import progress
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.versions import Change
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.letters.completeness import states
from hemicycle.web.letters.desk_access import at_letter
from hemicycle.web.letters.forms import CorrectForm
from hemicycle.web.letters.to_check import PartShown, doubts_shown, parts_shown
from hemicycle.web.letters.version import version

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import Letter
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.letters.desk_access import AtLetter

LACKS: dict[Lacks, _StrPromise] = {
    Lacks.LETTER: gettext_lazy("The letter is not written in this language"),
    Lacks.TRANSLATION: gettext_lazy("The letter is a draft in this language"),
    Lacks.CHANGES: gettext_lazy("The changes of this version are not described in this language"),
    Lacks.PARTS: gettext_lazy("Some parts of the letter do not exist in this language"),
    Lacks.ANNEX: gettext_lazy("Annex %(number)d does not exist in this language"),
    Lacks.QUESTIONS: gettext_lazy("The questions do not exist in this language"),
}


@dataclass(frozen=True)
class Choice:
    """What goes out in the place of something that is missing: one of ``(code, name)``.

    Attributes:
        name: Of the field: ``instead-2.fr``.
        parts: What goes out in another language where the letter goes out as it is.
    """

    name: str
    language: str
    spoken: str
    lacks: str
    options: list[tuple[str, str]]
    chosen: str
    parts: list[PartShown]


def _to_desk(at: AtLetter) -> str:
    return reverse("letter_desk", args=[at.consultation.slug, at.letter.pk])


@page(at_letter(Action.LETTER_SEND), FORM)
def letter_send(request: HttpRequest, at: AtLetter) -> HttpResponse:
    """What is missing, what goes out instead, who cannot be reached; then the letter goes out."""
    if request.method == "POST":
        action = sent(request, ACTIONS, otherwise=SEND.name)
        at.visitor.require(action.action)
        return run(request, at, action, then=_to_desk(at), again=lambda refused: _before_sending(request, at, refused))
    return redirect(_to_desk(at)) if at.letter.sent else _before_sending(request, at)


def _send(at: AtLetter, request: HttpRequest, _form: None) -> str:
    row = sending.send(at.letter, at.performer, at.now, _sending(request))
    number = progress.number(row.mailing) if row.mailing else 0
    words = ngettext(
        "Letter %(symbol)s is sent. Its papers are being generated; %(number)d e-mail is then sent.",
        "Letter %(symbol)s is sent. Its papers are being generated; %(number)d e-mails are then sent.",
        number,
    )
    return words % {"symbol": row.symbol, "number": number}


def _take_summary(at: AtLetter, request: HttpRequest, _form: None) -> HttpResponse:
    """The new text of each summary; the page again, with what was chosen on it already."""
    for annex in at.letter.annexes.all():
        if not outdated(annex, at.now):
            continue
        stay = take_into(annex, at.performer, at.now)
        if stay:
            words = _(
                "Annex %(number)d: the new text is used. In these languages the summary was edited, and the "
                "edited text is kept: %(languages)s. Compare it with the new one on the page of the summary, "
                "save it there, then use it."
            )
            names = listed(NATIVE_NAMES[code] for code in stay)
            messages.warning(request, words % {"number": annex.number, "languages": names})
        else:
            messages.success(request, _("Annex %(number)d: the new text is used.") % {"number": annex.number})
    now = letter_queries.find(at.consultation, at.letter.pk)
    return _before_sending(request, replace(at, letter=now or at.letter))


def _try_out(at: AtLetter, request: HttpRequest, _form: None) -> HttpResponse:
    """A test to oneself; the page again, with what was chosen on it already."""
    language = request.POST.get("language", "")
    version(at.letter, language)  # what cannot be filled in is said here, and not found in a log
    try_out(at.letter, at.performer, at.now, language)
    person = at.performer.person
    words = _("A test e-mail is being sent to your own address: %(address)s.") % {
        "address": person.email if person else ""
    }
    messages.success(request, words)
    return _before_sending(request, at)


SEND = PageAction("send", Action.LETTER_SEND, _send)
ACTIONS = registered(
    SEND,
    PageAction("take", Action.LETTER_WRITE, _take_summary),
    PageAction("try_out", Action.LETTER_WRITE, _try_out),
)


def _before_sending(request: HttpRequest, at: AtLetter, refused: Again | None = None) -> HttpResponse:
    letter, zone = at.letter, at.consultation.zone
    looked = sending.check(letter, at.now)
    context = {
        "consultation": at.consultation,
        "letter": letter,
        "looked": looked,
        "copies": copies_among(looked.recipients),
        "problems": [refusal_message(reason, zone) for reason in looked.problems],
        "choices": [_choice(gap, request) for gap in looked.gaps],
        "unreachable": [(member.code, member_name(member)) for member in looked.without_address],
        "ticked": "unreachable" in request.POST,
        "outdated": [_outdated(letter, number, codes) for number, codes in looked.outdated.items()],
        "known_outdated": "outdated" in request.POST,
        "doubts": doubts_shown(looked.doubts, request, zone),
        "languages": states(letter),
        "cleared": clearing.latest_of(letter) if clearing.needed(letter) else None,
        "standing": clearing.stands(letter),
        "own_language": reader_language(),
    }
    return show(request, "web/letters/send.html", context, refused, refusal_message, zone)


def _outdated(letter: Letter, number: int, languages: list[str]) -> tuple[int, str, str]:
    """Of an annex that does not agree with the replies: its number, in which languages, and where its summary is."""
    annex = next(annex for annex in letter.annexes.all() if annex.number == number)
    summary = reverse("enquiry_summary", args=[letter.consultation.slug, annex.summarizes_id])
    return number, listed(NATIVE_NAMES[code] for code in languages), summary


def _choice(gap: Gap, request: HttpRequest) -> Choice:
    name = f"instead-{gap.key}"
    options = [(code, NATIVE_NAMES[code]) for code in gap.instead]
    lacks = str(LACKS[gap.lacks])
    return Choice(
        name,
        gap.language,
        NATIVE_NAMES[gap.language],
        lacks % {"number": gap.number} if gap.lacks is Lacks.ANNEX else lacks,
        options,
        request.POST.get(name, ""),
        parts_shown(gap.parts),
    )


def _sending(request: HttpRequest) -> sending.Sending:
    """What the sender chose and ticked."""
    prefix = "instead-"
    stand_ins = {
        name.removeprefix(prefix): str(value) for name, value in request.POST.items() if name.startswith(prefix)
    }
    ticked = request.POST.getlist("member") if "unreachable" in request.POST else []
    shown = request.POST.getlist("annex") if "outdated" in request.POST else []
    annexes = frozenset(key for key in map(key_of, shown) if key is not None)
    doubts = frozenset(request.POST.getlist("doubt"))
    expected = key_of(request.POST.get("number", "")) or 0
    return sending.Sending(stand_ins, frozenset(ticked), expected, annexes, doubts)


@page(at_letter(Action.LETTER_WRITE), FORM)
def letter_correct(request: HttpRequest, at: AtLetter) -> HttpResponse:
    """Begin a revision, an addendum or a corrigendum of a letter that was sent."""
    if request.method != "POST":
        return _correction(request, at, _correct_form(at, None))

    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            refused.form.add_error(None, refusal_message(refused.reason, at.consultation.zone))
        return _correction(request, at, refused.form, refused.status)

    return run(request, at, CORRECT, then=_to_desk(at), again=again)


def _correct_form(at: AtLetter, request: HttpRequest | None) -> CorrectForm:
    initial = {"dated": at.today, "change": Change.CORRIGENDUM.value}
    closed = at.consultation.closed
    running = None if closed else letter_queries.running(at.letter, at.now)
    return CorrectForm(request.POST if request else None, running, initial, at.letter.languages, closed=closed)


def _correct(at: AtLetter, _request: HttpRequest, form: CorrectForm) -> Done:
    made = correct(at.letter, at.performer, at.now, form.correction)
    then = reverse("letter_desk", args=[at.consultation.slug, made.pk])
    return Done(_("Letter %(symbol)s is created.") % {"symbol": made.symbol}, then=then)


CORRECT = PageAction("correct", Action.LETTER_WRITE, _correct, _correct_form)


def _correction(
    request: HttpRequest, at: AtLetter, form: CorrectForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"consultation": at.consultation, "letter": at.letter, "form": form}
    return render(request, "web/letters/correct.html", context, status=status)
