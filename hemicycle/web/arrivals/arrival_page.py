"""One message: what it says, what was found of it, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.arrivals import actions, destinations, messages, queries
from hemicycle.arrivals.authenticity import Authenticity
from hemicycle.arrivals.models import WORDS_LENGTH, Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.people import queries as people
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.arrivals import words
from hemicycle.web.toolkit.attachments import Attachment, attachment
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.long_select import LongSelect

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.people.models import Member
    from hemicycle.web.access.page_actions import Again

State = Arrival.State


@dataclass(frozen=True)
class _AtArrival(InConsultation):
    """Somebody at the desk who looks at a message."""

    arrival: Arrival

    @property
    def members(self) -> dict[str, Member]:
        """The Members of the consultation, by their codes."""
        return {member.code: member for member in people.invited(self.consultation)}


_DESK = may(Action.ARRIVAL_FILE)


def _at(request: HttpRequest, arguments: dict[str, Any]) -> _AtArrival:
    at = _DESK.check(request, arguments)
    row = queries.find(at.consultation, arguments.pop("pk"))
    if row is None:
        raise Http404
    return _AtArrival(at.consultation, at.visitor, at.performer, at.now, row)


_HERE = Permission(Action.ARRIVAL_FILE, _at)


class FilingForm(forms.Form):
    """Where a message belongs, and of which Member it is."""

    place = forms.ChoiceField(label=gettext_lazy("Place"), widget=LongSelect({"class": "form-select"}))
    member = forms.ChoiceField(
        required=False, label=gettext_lazy("Member"), widget=LongSelect({"class": "form-select"})
    )

    def __init__(self, request: HttpRequest | None, at: _AtArrival) -> None:
        row = at.arrival
        held = destinations.of(row.place)
        initial = {
            "place": f"{row.place}|{held.held(row)}" if held else "",
            "member": row.member.code if row.member else "",
        }
        super().__init__(request.POST if request else None, initial=initial, label_suffix="")
        offered = [
            (str(one.label), [(f"{one.kind}|{choice.value}", choice.label) for choice in one.choices(at.consultation)])
            for one in destinations.every()
        ]
        named = [(code, member_name(member)) for code, member in at.members.items()]
        members = sorted(named, key=lambda pair: sort_key(pair[1]))
        self.fields["place"].choices = [("", _("Choose")), *offered]  # type: ignore[attr-defined]
        self.fields["member"].choices = [("", _("Not known")), *members]  # type: ignore[attr-defined]


class DismissalForm(forms.Form):
    """Why a message is put aside."""

    words = CleanField(
        longest=WORDS_LENGTH,
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Enter the reason: it is kept with the message.")},
        help_text=gettext_lazy("It is kept with the message. The sender is not told."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )

    def __init__(self, request: HttpRequest | None) -> None:
        super().__init__(request.POST if request else None, label_suffix="")


def _file(at: _AtArrival, _request: HttpRequest, form: FilingForm) -> Done:
    kind, _sign, value = form.cleaned_data["place"].partition("|")
    member = at.members.get(form.cleaned_data["member"])
    actions.file(at.arrival, at.performer, at.now, kind=kind, value=value, member=member)
    return Done(_("The message is filed."), then=reverse("arrival", args=[at.consultation.slug, at.arrival.pk]))


def _dismiss(at: _AtArrival, _request: HttpRequest, form: DismissalForm) -> str:
    actions.dismiss(at.arrival, at.performer, at.now, words=form.cleaned_data["words"])
    return _("The message is dismissed. It can be found under “Dismissed”, where this can be undone.")


def _undo(at: _AtArrival, _request: HttpRequest, _form: None) -> Done:
    actions.take_back(at.arrival, at.performer, at.now)
    then = reverse("arrival", args=[at.consultation.slug, at.arrival.pk])
    return Done(_("The message is to be filed again."), then=then)


FILE = PageAction("file", Action.ARRIVAL_FILE, _file, lambda at, request: FilingForm(request, at))
DISMISS = PageAction("dismiss", Action.ARRIVAL_FILE, _dismiss, lambda _at, request: DismissalForm(request))
ACTIONS = registered(FILE, DISMISS, PageAction("undo", Action.ARRIVAL_FILE, _undo))


@page(_HERE, FORM)
def arrival(request: HttpRequest, at: _AtArrival) -> HttpResponse:
    """What it says, and what can be done with it."""
    if request.method != "POST":
        return _page(request, at, None)
    then = reverse("arrivals", args=[at.consultation.slug])
    action = sent(request, ACTIONS, otherwise=FILE.name)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


@page(_HERE)
def arrival_original(request: HttpRequest, at: _AtArrival) -> FileResponse:  # noqa: ARG001 - every view gets it
    """The message byte for byte, to be saved and opened by a mail program."""
    return stored_file(at.arrival.original)


@page(_HERE)
def arrival_file(request: HttpRequest, at: _AtArrival, number: int) -> HttpResponse:  # noqa: ARG001 - the same
    """One of its attachments."""
    return attachment(at.arrival, number)


def _page(request: HttpRequest, at: _AtArrival, refused: Again | None) -> HttpResponse:
    kept = refused.form if refused else None
    row = (queries.find(at.consultation, at.arrival.pk) or at.arrival) if refused else at.arrival
    destination = destinations.of(row.place) if row.state == State.FILED else None
    filed = destination.page(row) if destination else ("", (), "")
    slug = at.consultation.slug
    context = {
        "consultation": at.consultation,
        "arrival": row,
        "subject": words.subject(row),
        "sender": words.sender(row),
        "why": words.why(row),
        "tone": words.tone(row),
        "sender_tone": words.sender_tone(row),
        "member": member_name(row.member) if row.member else "",
        "authenticity": messages.AUTHENTICITY[Authenticity(row.authenticity)],
        "authentication": messages.authentication(row),
        "marks": [messages.MARKS[mark] for mark in messages.MARKS if mark in row.marks],
        "attachments": Attachment.of(row, lambda number: reverse("arrival_file", args=[slug, row.pk, number])),
        "filed_at": (destination.label, reverse(filed[0], args=[slug, *filed[1]]), filed[2])
        if destination and filed[0]
        else None,
        "steps": [
            (reverse(name, args=[slug, *arguments]) + f"?{query}", label)
            for name, arguments, query, label in (destination.steps(row) if destination else ())
        ],
        "form": kept if isinstance(kept, FilingForm) else FilingForm(None, at),
        "dismissal": kept if isinstance(kept, DismissalForm) else DismissalForm(None),
        "can_file": row.state in {State.WAITING, State.AUTOMATIC, State.REPEATED},
        "can_undo": row.state in {State.FILED, State.DISMISSED},
        "erased": messages.MESSAGES[ArrivalCode.ORIGINAL_ERASED]() if row.original is None else "",
    }
    return show(request, "web/arrivals/message.html", context, refused, words.refusal, at.consultation.zone)
