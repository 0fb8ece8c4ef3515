"""A contribution as its Members follow it: where it stands, their names, its versions and receipts, its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.actions import drafts, names
from hemicycle.contributions.messages import refusal_message
from hemicycle.mail.values import and_own_time
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import PDF
from hemicycle.rules.contributions import Name, Stage, StepKind, Timeliness, leading, may_answer, may_revise, standing
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.contributions.access import FOLLOWER
from hemicycle.web.contributions.lengths import length_words
from hemicycle.web.contributions.paper import KINDS, file_name, of_version, printed
from hemicycle.web.contributions.words import LATENESS, NAME_TONES, NAMES, STAGES, STEPS, TONES
from hemicycle.web.toolkit.downloads import download, stored_file
from hemicycle.web.toolkit.labels import issuer
from hemicycle.web.toolkit.pdf import in_language, pdf

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.http import FileResponse, HttpRequest, HttpResponse

    from hemicycle.contributions.models import ContributionStep, ContributionVersion, Submitter
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.people.models import Member, Person
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.contributions.access import AtContribution


@dataclass(frozen=True)
class ShownName:
    """A submitter as a page shows it.

    Attributes:
        confirms, withdraws: What the reader may say for it.
        last: No other Member is left: with this name, the contribution is withdrawn.
        asked: The reader is asked whether to withdraw it.
    """

    row: Submitter
    name: Name
    confirms: bool = False
    withdraws: bool = False
    last: bool = False
    asked: bool = False

    @property
    def words(self) -> str:
        """Where its name stands."""
        return str(NAMES[self.name])

    @property
    def tone(self) -> str:
        """The colour of it."""
        return NAME_TONES[self.name]


@dataclass(frozen=True)
class Event:
    """Something that happened to a contribution, in words.

    Attributes:
        reason: What was said of it; empty where nothing was.
        by: Who did it; None where a link did.
    """

    at: datetime
    words: str
    by: str
    reason: str = ""
    receipt: int | None = None


def _answered(at: AtContribution, request: HttpRequest, *, confirmed: bool) -> str:
    member = at.member(request.POST.get("member", ""))
    if member is None:
        raise BadRequest
    names.answer(
        at.consultation.pk, at.performer, at.now, contribution=at.seen.row.pk, member=member, confirmed=confirmed
    )
    if confirmed:
        return _("The name of %(member)s is confirmed.") % {"member": member_name(member)}
    return _("The name of %(member)s is withdrawn.") % {"member": member_name(member)}


def _confirm(at: AtContribution, request: HttpRequest, _form: None) -> str:
    return _answered(at, request, confirmed=True)


def _withdraw(at: AtContribution, request: HttpRequest, _form: None) -> str:
    return _answered(at, request, confirmed=False)


def _revise(at: AtContribution, _request: HttpRequest, _form: None) -> Done:
    led = leading(at.seen.course)
    member = next((one for one in at.own if one.code == led), None)
    if member is None:
        raise BadRequest
    draft = drafts.begin_revision(at.seen.row, member, at.person, at.now)
    return Done(then=reverse("contribution_draft", args=[at.consultation.slug, draft.pk]))


ACTIONS = registered(
    PageAction("confirm", Action.CONTRIBUTION_NAME, _confirm),
    PageAction("withdraw", Action.CONTRIBUTION_NAME, _withdraw),
    PageAction("revise", Action.CONTRIBUTION_SUBMIT, _revise),
)


@page(FOLLOWER, FORM)
def contribution(request: HttpRequest, at: AtContribution) -> HttpResponse:
    """Where it stands, and what the reader's Member may do about it."""
    if request.method != "POST":
        return _page(request, at, None)
    action = sent(request, ACTIONS)
    then = reverse("contribution", args=[at.consultation.slug, at.seen.row.pk])
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


@page(FOLLOWER)
def contribution_receipt(request: HttpRequest, at: AtContribution, number: int) -> HttpResponse:
    """The receipt of one version; ``format=pdf`` in the ``language`` asked for (rule 25)."""
    version = at.version(number)
    if request.GET.get("format") == "pdf":
        with in_language(request.GET.get("language")):
            context = _receipt(at, version, visitors.person(request))
            content = pdf("contributions/receipt", context, issuer(at.consultation), trial=at.consultation.trial)
            name = version.receipt.replace("/", "-")
            return download(content, f"receipt-{name}-{reader_language()}.pdf", PDF)
    context = {
        **_receipt(at, version),
        "languages": choices(at.consultation.languages.documents),
        "reads": reader_language(),
        "at": at,
    }
    return render(request, "web/contributions/receipt.html", context)


@page(FOLLOWER)
def contribution_paper(request: HttpRequest, at: AtContribution) -> HttpResponse:
    """The contribution as it prints, in one of its languages: ``language``, and ``format``, PDF or Word."""
    kind = request.GET.get("format", "pdf")
    language = request.GET.get("language", "") or at.seen.latest.language
    what = of_version(at.seen, language)
    if kind not in KINDS or what is None:
        raise Http404
    name = file_name(at.seen.row.symbol or at.seen.latest.receipt)
    return download(printed(what, kind), f"{name}-{language}.{kind}", KINDS[kind])


@page(FOLLOWER)
def contribution_file(_request: HttpRequest, at: AtContribution, number: int) -> FileResponse:
    """The file as which a version came."""
    return stored_file(at.version(number).upload)


def shown_names(seen: SeenContribution, own: Collection[str], asked: str = "") -> list[ShownName]:
    """The submitters, with what the reader may say for theirs.

    Args:
        own: Codes of the Members for which the reader speaks.
        asked: The one whose name the reader is about to withdraw.
    """
    course = seen.course
    left = standing(course, Name.CONFIRMED, Name.UNANSWERED)

    def shown(row: Submitter, name: Name) -> ShownName:
        code = row.member.code
        mine = code in own and not seen.row.consultation.closed
        confirms = mine and isinstance(may_answer(course, code, confirmed=True), Allowed)
        withdraws = mine and isinstance(may_answer(course, code, confirmed=False), Allowed)
        return ShownName(row, name, confirms, withdraws, last=left == (code,), asked=withdraws and code == asked)

    return [shown(row, name) for row, name in seen.names]


def events_of(seen: SeenContribution) -> list[Event]:
    """All that happened to it, the latest first."""
    found = [
        Event(
            row.received_at,
            _("Submitted: %(receipt)s") % {"receipt": row.receipt},
            row.person.name if row.person else "",
            receipt=row.number,
        )
        for row in seen.versions
    ]
    found += [_step(row) for row in seen.steps]
    for submitter in seen.row.submitters.all():
        for answer in submitter.answers.all():
            words = _("%(member)s confirmed its name") if answer.confirmed else _("%(member)s withdrew its name")
            by = answer.person.name if answer.person else ""
            found.append(Event(answer.at, words % {"member": member_name(submitter.member)}, by))
    return sorted(found, key=lambda event: event.at, reverse=True)


def _step(row: ContributionStep) -> Event:
    return Event(row.at, str(STEPS[StepKind(row.kind)]), row.by.name, row.words)


def facts_of(seen: SeenContribution) -> dict[str, Any]:
    """What every page of a contribution says of it."""
    consultation, latest = seen.row.consultation, seen.latest
    own = {part.key: part.label for part in settings_of(consultation.settings).contribution_parts}
    recommended = settings_of(consultation.settings).contribution_pages
    return {
        "seen": seen,
        "latest": latest,
        "status": str(STAGES[seen.stage]),
        "tone": TONES[seen.stage],
        "late": seen.timeliness is not Timeliness.IN_TIME,
        "lateness": str(LATENESS.get(seen.timeliness, "")),
        "parts": [(own.get(key, key), text) for key, text in latest.parts.items() if text],
        "length": length_words(latest.pages, recommended, latest.upload) if latest.pages or latest.upload else "",
        "long": latest.pages > recommended,
        "papers": [
            (code, NATIVE_NAMES[code])
            for code in (latest.language, *sorted(seen.translations))
            if code != latest.language or latest.upload is None
        ],
        "events": events_of(seen),
    }


def _page(request: HttpRequest, at: AtContribution, refused: Again | None) -> HttpResponse:
    seen = at.seen
    led = leading(seen.course)
    revises = led is not None and led in {member.code for member in at.own} and not at.consultation.closed
    decision = may_revise(seen.course, led or "", seen.deadline, at.now, seen=seen.latest.number)
    item = at.items.get(seen.place)
    context = {
        "consultation": at.consultation,
        "at": at,
        "item": item,
        "names": shown_names(seen, {member.code for member in at.own}, request.GET.get("withdraw", "")),
        "revises": revises and isinstance(decision, Allowed),
        "asked": seen.asked,
        "withdrawn": seen.stage is Stage.WITHDRAWN,
        **facts_of(seen),
    }
    return show(request, "web/contributions/contribution.html", context, refused, refusal_message, at.consultation.zone)


def _receipt(at: AtContribution, version: ContributionVersion, reader: Person | None = None) -> dict[str, Any]:
    """What a receipt says, in the present language.

    Args:
        reader: By whose own clock the moments are given too: on paper, where no script does it.
    """
    seen, consultation = at.seen, at.consultation
    deadline = seen.deadline
    return {
        "consultation": consultation,
        "version": version,
        "member": member_name(version.member, on=consultation.day(version.received_at)),
        "members": [_named(row.member, name) for row, name in seen.names],
        "item": at.items.get((version.listing, version.item_number)),
        "in_time": deadline is None or deadline.met(seen.versions[0].received_at),
        "deadline_words": local.deadline(deadline) + and_own_time(deadline.shown, consultation, reader)
        if deadline
        else "",
        "received_own": and_own_time(version.received_at, consultation, reader),
        "zone": consultation.zone,
        "language": NATIVE_NAMES.get(version.language, version.language),
        "pages": version.pages,
    }


def _named(member: Member, name: Name) -> tuple[str, str]:
    return member_name(member), str(NAMES[name])
