"""The desk's letters: their list, a new one, and each with all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions import annexes, letters, sending
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.models import Annex, Letter
from hemicycle.mail import progress
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.letters import delivery_log, posting
from hemicycle.web.letters.completeness import annex_states, states
from hemicycle.web.letters.forms import BeginForm, HeadForm
from hemicycle.web.letters.tables import letters_table, state_filter
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.forms import key_of
from hemicycle.web.toolkit.refreshing import refreshed
from hemicycle.web.toolkit.tables import TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation


def found(consultation: Consultation, pk: int) -> Letter:
    """A letter of the consultation with all that its pages need.

    Raises:
        Http404: there is none.
    """
    letter = letter_queries.find(consultation, pk)
    if letter is None:
        raise Http404
    return letter


@page(may(Action.LETTER_WRITE))
def letters_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every letter with its languages, what it asks, and how far it is."""
    consultation = desk.consultation
    table = letters_table(consultation, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"letters-{desk.consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "filter": state_filter(table.query),
        "languages": [(code, NATIVE_NAMES[code]) for code in LANGUAGES],
    }
    return render(request, "web/letters/desk.html", context)


@page(may(Action.LETTER_WRITE), FORM)
def letter_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Begin a letter with one of our texts; the number that follows in its series is proposed."""
    consultation = desk.consultation
    at = desk.now
    usual = letter_queries.usual(consultation, at.astimezone(consultation.zone).date())
    initial = {"series": usual.series, "number": usual.number, "dated": usual.dated, **_asked(request.GET)}
    enquiries = letter_queries.extendable(consultation, at)
    form = BeginForm(request.POST if request.method == "POST" else None, enquiries, initial)
    status = 200
    if request.method == "POST":
        if form.is_valid() and (made := _begin(request, consultation, form, usual)):
            messages.success(request, _("The letter %(symbol)s is begun.") % {"symbol": made.symbol})
            return redirect("letter_desk", desk.consultation.slug, made.pk)
        status = 422
    return render(request, "web/letters/new.html", {"consultation": consultation, "form": form}, status=status)


def _asked(asked: QueryDict) -> dict[str, str]:
    """What an address begins a letter with: the text, and the enquiry whose deadline is extended."""
    return {name: asked.get(name, "") for name in ("template", "extends") if name in asked}


def _begin(request: HttpRequest, consultation: Consultation, form: BeginForm, usual: Letter) -> Letter | None:
    given = form.cleaned_data
    head = letters.Head(
        given["series"],
        given["number"],
        given["dated"],
        tuple(usual.addressed),
        usual.signatory,
        usual.signatory_title,
        given["new_day"],
        given["new_time"] or END_OF_DAY,
    )
    try:
        return letters.begin(
            consultation.pk,
            visitors.performer(request),
            timezone.now(),
            head,
            template=given["template"],
            extends=form.enquiry,
        )
    except Refusal as refusal:
        form.add_error(None, say(refusal.reason, consultation.zone))
        return None


@page(may(Action.LETTER_WRITE), FORM)
def letter_desk(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """A letter: while it is written, its parts and what stands in its way; once it is sent, its log."""
    consultation, visitor = desk.consultation, desk.visitor
    letter = found(consultation, pk)
    if request.method != "POST":
        return _sent(request, letter) if letter.sent else _draft(request, letter, HeadForm(None, letter))
    act = request.POST.get("act", "")
    if act == "head" and not letter.sent:
        form = HeadForm(request.POST, letter)
        return _edit(request, letter, form) if form.is_valid() else _draft(request, letter, form, status=422)
    if act == "again":
        visitor.require(Action.LETTER_SEND)
    try:
        said = _act(request, letter, act)
    except Refusal as refusal:
        messages.error(request, say(refusal.reason, consultation.zone))
        return redirect("letter_desk", desk.consultation.slug, pk)
    messages.success(request, said)
    if act == "annex_add":
        return redirect("letter_annex", desk.consultation.slug, pk, letter_queries.last_annex(letter))
    return (
        redirect("letters_desk", desk.consultation.slug)
        if act == "discard"
        else redirect("letter_desk", desk.consultation.slug, pk)
    )


def _act(request: HttpRequest, letter: Letter, act: str) -> str:
    """Do one thing of the page, and say so.

    Raises:
        Refusal: it cannot be done.
        Http404: there is no such thing to do.
    """
    performer, at = visitors.performer(request), timezone.now()
    if act == "discard":
        letters.discard(letter, performer, at)
        return _("The letter %(symbol)s was thrown away. Its number is free again.") % {"symbol": letter.symbol}
    if act == "again":
        sending.try_again(letter, performer, at)
        return _("The papers are being made again.")
    if act == "annex_add":
        kind = request.POST.get("kind", "")
        if kind not in Annex.Kind.values:
            raise Http404
        made = annexes.add(letter, performer, at, Annex.Kind(kind))
        return _("Annex %(number)d is there. Write it in each language.") % {"number": made.number}
    key = key_of(request.POST.get("annex", ""))
    annex = next((row for row in letter.annexes.all() if row.pk == key), None)
    if annex is None or act not in {"annex_remove", "annex_up"}:
        raise Http404
    if act == "annex_remove":
        annexes.remove(annex, performer, at)
        return _("Annex %(number)d was taken away.") % {"number": annex.number}
    annexes.move_up(annex, performer, at)
    return _("The annexes stand in another order.")


def _edit(request: HttpRequest, letter: Letter, form: HeadForm) -> HttpResponse:
    try:
        letters.edit(letter, visitors.performer(request), timezone.now(), form.head)
    except Refusal as refusal:
        form.add_error(None, say(refusal.reason, letter.consultation.zone))
        return _draft(request, letter, form, status=409)
    messages.success(request, _("The letter is saved."))
    return redirect("letter_desk", letter.consultation.slug, letter.pk)


def _draft(request: HttpRequest, letter: Letter, form: HeadForm, *, status: int = 200) -> HttpResponse:
    looked = sending.check(letter, timezone.now())
    context = {
        "consultation": letter.consultation,
        "letter": letter,
        "form": form,
        "languages": states(letter),
        "annexes": annex_states(letter),
        "kinds": Annex.Kind.choices,
        "looked": looked,
        "problems": [say(reason, letter.consultation.zone) for reason in looked.problems],
        "enquiry": letter_queries.enquiry_of(letter),
        "asks_itself": hasattr(letter, "enquiry"),
    }
    return render(request, "web/letters/draft.html", context, status=status)


def _sent(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The log of each Member's mails and its acknowledgement."""
    today = timezone.now().astimezone(letter.consultation.zone).date()
    table = delivery_log.log_table(letter, today, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"{letter.symbol.replace('/', '-')}-log")
    deliveries = letter.mailing.deliveries.all() if letter.mailing else None
    done = progress.progress(deliveries) if deliveries is not None else progress.Progress()
    made, expected = letter_queries.papers_made(letter), posting.expected(letter)
    context = {
        "consultation": letter.consultation,
        "letter": letter,
        "languages": states(letter),
        "table": table,
        "counts": delivery_log.counts(table.everything),
        "done": done,
        "papers": {"made": made, "expected": expected},
        "may_try_again": sending.may_try_again(letter, timezone.now()),
        "enquiry": letter_queries.enquiry_of(letter),
        "versions": letter.versions.all(),
        "running": bool(done.queued) or letter.papers_state == Letter.PapersState.WAITING,
    }
    running = bool(context["running"])
    return refreshed(request, render(request, "web/letters/sent.html", context), running=running)
