"""The desk's letters: their list, a new one, and each with all that belongs to it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence import clearing, letter_queries
from hemicycle.correspondence.actions import annexes, issuing, letters, papers, revoking, sending
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Annex, Letter
from hemicycle.correspondence.particulars import Particulars
from hemicycle.fields.keys import key_of
from hemicycle.mail import progress
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import may
from hemicycle.web.letters import delivery_log, language_states, posting
from hemicycle.web.letters.completeness import annex_states, states
from hemicycle.web.letters.desk_access import at_letter
from hemicycle.web.letters.elsewhere import is_conflict, standing_on_now
from hemicycle.web.letters.forms import BeginForm
from hemicycle.web.letters.head_form import HeadForm
from hemicycle.web.letters.tables import letters_table, state_filter
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.refreshing import refreshed
from hemicycle.web.toolkit.tables import TableQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.letters.desk_access import AtLetter


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
        "languages": [(code, NATIVE_NAMES[code]) for code in consultation.languages.documents],
    }
    return render(request, "web/letters/desk.html", context)


@page(may(Action.LETTER_WRITE), FORM)
def letter_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Begin a letter with one of our texts; the number that follows in its series is proposed."""
    if request.method != "POST":
        return _new(request, desk, _begin_form(desk, None, request.GET))

    def again(refused: Again) -> HttpResponse:
        _add_reason(refused, desk.consultation)
        return _new(request, desk, refused.form, refused.status)

    return run(request, desk, BEGIN, then=reverse("letters_desk", args=[desk.consultation.slug]), again=again)


def _new(
    request: HttpRequest, desk: InConsultation, form: BeginForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"consultation": desk.consultation, "form": form}
    return render(request, "web/letters/new.html", context, status=status)


def _add_reason(refused: Again, consultation: Consultation) -> None:
    """Say in the form that was sent why it was refused."""
    if refused.reason is not None:
        refused.form.add_error(None, refusal_message(refused.reason, consultation.zone))


def _begin_form(desk: InConsultation, request: HttpRequest | None, asked: QueryDict | None = None) -> BeginForm:
    """The form of a new letter.

    Args:
        asked: What an address begins a letter with: the text, and the enquiry whose deadline is extended.
    """
    usual = letter_queries.usual(desk.consultation, desk.today)
    given = {name: asked.get(name, "") for name in ("template", "extends") if name in asked} if asked else {}
    initial = {"series": usual.series, "number": usual.number, "dated": usual.dated, **given}
    enquiries = letter_queries.extendable(desk.consultation, desk.now)
    return BeginForm(request.POST if request else None, enquiries, initial)


def _begin(desk: InConsultation, _request: HttpRequest, form: BeginForm) -> Done:
    given, usual = form.cleaned_data, letter_queries.usual(desk.consultation, desk.today)
    # An extension is for everybody who was asked, whoever had the last letter (rule 19).
    addressed = form.enquiry.asked if form.enquiry else usual.addressed
    head = letters.Head(
        given["series"],
        given["number"],
        given["dated"],
        tuple(addressed),
        usual.signatory,
        usual.signatory_title,
        given["new_day"],
        given["new_time"] or END_OF_DAY,
        particulars=Particulars.of(usual),
    )
    made = letters.begin(
        desk.consultation.pk, desk.performer, desk.now, head, template=given["template"], extends=form.enquiry
    )
    then = reverse("letter_desk", args=[desk.consultation.slug, made.pk])
    return Done(_("Letter %(symbol)s is created.") % {"symbol": made.symbol}, then=then)


BEGIN = PageAction("begin", Action.LETTER_WRITE, _begin, _begin_form)


@page(at_letter(Action.LETTER_WRITE), FORM)
def letter_desk(request: HttpRequest, at: AtLetter) -> HttpResponse:
    """A letter: while it is written, its parts and what stands in its way; once it is sent, its log."""
    letter, consultation = at.letter, at.consultation
    if request.method != "POST":
        return _sent(request, at) if letter.sent else _draft(request, at, _head_form(at, None))
    here = reverse("letter_desk", args=[consultation.slug, letter.pk])

    def again(refused: Again) -> HttpResponse:
        if is_conflict(refused):
            return _again(request, at, refused)
        if refused.form is not None:
            _add_reason(refused, consultation)
            return _draft(request, at, refused.form, refused.status)
        if refused.reason is not None:
            messages.error(request, refusal_message(refused.reason, consultation.zone))
        return redirect(here)

    action = sent(request, ACTIONS)
    at.visitor.require(action.action)
    return run(request, at, action, then=here, again=again)


def _head_form(at: AtLetter, request: HttpRequest | None) -> HeadForm:
    if at.letter.sent:
        raise Http404  # its page has no such form
    return HeadForm(request.POST if request else None, at.letter, letter_queries.still_asked(at.letter, at.now))


def _edit(at: AtLetter, _request: HttpRequest, form: HeadForm) -> str:
    letters.edit(at.letter, at.performer, at.now, form.head)
    return _("The letter is saved.")


def _discard(at: AtLetter, _request: HttpRequest, _form: None) -> Done:
    letters.discard(at.letter, at.performer, at.now)
    words = _("Letter %(symbol)s is discarded. Its number is free again.") % {"symbol": at.letter.symbol}
    return Done(words, then=reverse("letters_desk", args=[at.consultation.slug]))


def _try_again(at: AtLetter, _request: HttpRequest, _form: None) -> str:
    sending.try_again(at.letter, at.performer, at.now)
    return _("The papers are being generated again.")


def _version_again(at: AtLetter, request: HttpRequest, _form: None) -> str:
    issuing.try_again(at.letter, request.POST.get("language", ""), at.performer, at.now)
    return _("The papers are being made again.")


def _revoke_link(at: AtLetter, request: HttpRequest, _form: None) -> str:
    revoking.revoke_link(at.letter, at.performer, at.now, key_of(request.POST.get("delivery", "")) or 0)
    return _("The link in this e-mail is revoked. The recipient must sign in to read the letter.")


def _annex_add(at: AtLetter, request: HttpRequest, _form: None) -> Done:
    kind = request.POST.get("kind", "")
    if kind not in Annex.Kind.values:
        raise Http404
    made = annexes.add(at.letter, at.performer, at.now, Annex.Kind(kind))
    words = _("Annex %(number)d is added. Write it in each language.") % {"number": made.number}
    return Done(words, then=reverse("letter_annex", args=[at.consultation.slug, at.letter.pk, made.pk]))


def _annex_remove(at: AtLetter, request: HttpRequest, _form: None) -> str:
    annex = _annex(at, request)
    annexes.remove(annex, at.performer, at.now)
    return _("Annex %(number)d is removed.") % {"number": annex.number}


def _annex_up(at: AtLetter, request: HttpRequest, _form: None) -> str:
    annexes.move_up(_annex(at, request), at.performer, at.now)
    return _("The order of the annexes is changed.")


def _annex(at: AtLetter, request: HttpRequest) -> Annex:
    """The annex that a form names.

    Raises:
        Http404: the letter has none such.
    """
    key = key_of(request.POST.get("annex", ""))
    annex = next((row for row in at.letter.annexes.all() if row.pk == key), None)
    if annex is None:
        raise Http404
    return annex


ACTIONS = registered(
    PageAction("head", Action.LETTER_WRITE, _edit, _head_form),
    PageAction("discard", Action.LETTER_WRITE, _discard),
    PageAction("again", Action.LETTER_SEND, _try_again),
    PageAction("version_again", Action.LETTER_SEND, _version_again),
    PageAction("revoke_link", Action.LETTER_SEND, _revoke_link),
    PageAction("annex_add", Action.LETTER_WRITE, _annex_add),
    PageAction("annex_remove", Action.LETTER_WRITE, _annex_remove),
    PageAction("annex_up", Action.LETTER_WRITE, _annex_up),
)


def _again(request: HttpRequest, at: AtLetter, refused: Again) -> HttpResponse:
    """The head was saved elsewhere meanwhile: what differs is shown beside what was typed."""
    theirs, typed = refused.form.differing(), standing_on_now(request, refused.form)
    form = HeadForm(typed, at.letter, letter_queries.still_asked(at.letter, at.now))
    if refused.reason is not None:
        form.add_error(None, refusal_message(refused.reason, at.consultation.zone))
    return _draft(request, at, form, refused.status, theirs)


def _draft(
    request: HttpRequest,
    at: AtLetter,
    form: HeadForm,
    status: HTTPStatus = HTTPStatus.OK,
    theirs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A letter while it is written; ``theirs`` is what of its head was saved elsewhere meanwhile."""
    letter = at.letter
    looked = sending.check(letter, at.now)
    context = {
        "consultation": letter.consultation,
        "letter": letter,
        "form": form,
        "languages": states(letter),
        "annexes": annex_states(letter),
        "kinds": Annex.Kind.choices,
        "looked": looked,
        "problems": [refusal_message(reason, letter.consultation.zone) for reason in looked.problems],
        "enquiry": letter_queries.enquiry_of(letter),
        "asks_itself": hasattr(letter, "enquiry"),
        "clearance_needed": clearing.needed(letter),
        "theirs": theirs,
    }
    return render(request, "web/letters/draft.html", context, status=status)


def _sent(request: HttpRequest, at: AtLetter) -> HttpResponse:
    """The log of each Member's mails and its acknowledgement."""
    letter = at.letter
    table = delivery_log.log_table(letter, at.today, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"{letter.symbol.replace('/', '-')}-log")
    deliveries = letter.mailing.deliveries.all() if letter.mailing else None
    done = progress.progress(deliveries) if deliveries is not None else progress.Progress()
    made, expected = letter_queries.papers_made(letter), posting.expected(letter)
    additions = language_states.of_letter(letter, at.now)
    context = {
        "consultation": letter.consultation,
        "letter": letter,
        "languages": states(letter),
        "table": table,
        "counts": delivery_log.counts(table.everything),
        "done": done,
        "papers": {"made": made, "expected": expected},
        "may_try_again": papers.may_try_again(letter, at.now),
        "enquiry": letter_queries.enquiry_of(letter),
        "versions": letter.versions.all(),
        "now": at.now,
        "additions": additions,
        "running": bool(done.queued)
        or letter.papers_state == Letter.PapersState.WAITING
        or any(one.running for one in additions),
    }
    running = bool(context["running"])
    return refreshed(request, render(request, "web/letters/sent.html", context), running=running)
