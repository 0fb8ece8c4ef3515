"""The secretariat enters a contribution that came on paper or by mail, and corrects what it entered (rule 21)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.contributions.actions import submitting
from hemicycle.contributions.messages import refusal_message
from hemicycle.correspondence.told import who_is_told
from hemicycle.documents.queries import symbols_in_order
from hemicycle.rules.contributions import may_correct_entry
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refused
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run
from hemicycle.web.contributions.access import CORRECTOR, ENTERER
from hemicycle.web.contributions.draft_page import other_members
from hemicycle.web.contributions.entry_form import EntryForm
from hemicycle.web.contributions.paper import PrintedContribution, printed
from hemicycle.web.contributions.words import field_of
from hemicycle.web.toolkit.forms import answered_anew
from hemicycle.web.toolkit.pdf_pages import pages_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.contributions.content import Content
    from hemicycle.people.models import Member
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.contributions.access import AtEntry


def _form(at: AtEntry, request: HttpRequest | None) -> EntryForm:
    return EntryForm(at, request)


def _enter(at: AtEntry, _request: HttpRequest, form: EntryForm) -> Done:
    member, content = form.submitting, form.content
    source, itself, pages = form.source()
    made = submitting.enter(
        at.consultation.pk,
        at.performer,
        at.now,
        member=member,
        content=content,
        source=source,
        pages=pages if itself else pages_of(printed(_paper(at, member, content))),
        itself=itself,
        corrects=at.before.row.pk if at.before else None,
        seen=form.number_seen,
    )
    words = _("Entered as %(receipt)s. It counts once its Member, or a colleague, has confirmed it.")
    told = who_is_told(at.consultation, member, at.now)
    then = reverse("contribution_desk", args=[at.consultation.slug, made.contribution_id])
    return Done(f"{words % {'receipt': made.receipt}} {told}", then=then)


def _paper(at: AtEntry, member: Member, content: Content) -> PrintedContribution:
    named = {one.code: one for one in at.invited}
    others = [named[code] for code in content.members if code in named]
    return PrintedContribution(
        at.consultation,
        content.language,
        [member, *others],
        frozenset(one.pk for one in others),
        content.title,
        content.item,
        content.reference,
        "",
        content.parts,
    )


ENTER = PageAction("enter", Action.CONTRIBUTION_EDIT, _enter, _form)


@answered_anew
@page(ENTERER, FORM)
def contribution_enter(request: HttpRequest, at: AtEntry) -> HttpResponse:
    """Enter one; a colleague, or its Member, confirms it."""
    return _answer(request, at)


@answered_anew
@page(CORRECTOR, FORM)
def contribution_entry(request: HttpRequest, at: AtEntry) -> HttpResponse:
    """Correct what was entered, until it is confirmed: another version follows."""
    return _answer(request, at)


def _answer(request: HttpRequest, at: AtEntry) -> HttpResponse:
    if request.method != "POST":
        return _page(request, at, _form(at, None))

    def again(refused: Again) -> HttpResponse:
        if refused.reason is not None:
            about = field_of(refused.reason)
            words = refusal_message(refused.reason, at.consultation.zone)
            refused.form.add_error(about if about in refused.form.fields else None, words)
        return _page(request, at, refused.form, refused.status)

    return run(request, at, ENTER, then=request.get_full_path(), again=again)


def _page(request: HttpRequest, at: AtEntry, form: EntryForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    before, over = at.before, ""
    if before is not None:
        decision = may_correct_entry(before.course, entered=before.entered, seen=before.latest.number)
        over = refusal_message(decision.reason) if isinstance(decision, Refused) else ""
    context = {
        "consultation": at.consultation,
        "before": before,
        "over": over,
        "form": form,
        "others": other_members(at.consultation, None, form.chosen),
        "symbols": symbols_in_order(at.consultation),
        "had_file": bool(request.FILES),
        "arrival": at.message.arrival if at.message else None,
    }
    return render(request, "web/contributions/entry.html", context, status=status)
