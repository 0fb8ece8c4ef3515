"""A delegation's contributions with where each stands, its drafts, and the ways to begin one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.actions import drafts
from hemicycle.contributions.content import Content
from hemicycle.contributions.messages import refusal_message
from hemicycle.contributions.proposing import proposed
from hemicycle.contributions.queries import drafts_for, of_members
from hemicycle.people.member_names import member_name
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.contributions import Name, Timeliness
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.contributions.access import CONTRIBUTOR
from hemicycle.web.contributions.files import ENDINGS, taken
from hemicycle.web.contributions.words import LATENESS, STAGES, TONES, names_line, numbered
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.contributions.items import ListedItem
    from hemicycle.contributions.models import ContributionDraft
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.people.models import Member
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.contributions.access import AtContributions


@dataclass(frozen=True)
class OwnContribution:
    """A contribution as its delegation's table shows it.

    Attributes:
        asks: The reader's Member has still to confirm its name.
    """

    seen: SeenContribution
    item: ListedItem | None
    asks: bool

    @property
    def status(self) -> str:
        """Where it stands, in words."""
        return str(STAGES[self.seen.stage])

    @property
    def tone(self) -> str:
        """The colour of it."""
        return TONES[self.seen.stage]

    @property
    def lateness(self) -> str:
        """That it came late, and what the chair said of that."""
        return str(LATENESS.get(self.seen.timeliness, ""))

    @property
    def item_words(self) -> str:
        """Number and title of its item."""
        return numbered(self.seen.place, self.item.title) if self.item else str(self.seen.place[1])

    @property
    def submitters(self) -> str:
        """The Members, with where the name of each stands."""
        return names_line((row.member, name) for row, name in self.seen.names)

    @property
    def late(self) -> bool:
        """Whether it came late."""
        return self.seen.timeliness is not Timeliness.IN_TIME


@dataclass(frozen=True)
class OwnDraft:
    """A draft as its delegation sees it."""

    row: ContributionDraft

    @property
    def content(self) -> Content:
        """What it says."""
        return Content.of_draft(self.row.content)


class BeginForm(forms.Form):
    """For which Member a contribution is begun; with a file, where it comes as one."""

    member = forms.ChoiceField(
        required=False, label=gettext_lazy("Member"), widget=forms.Select({"class": "form-select"})
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Word document or PDF"),
        help_text=gettext_lazy(
            "Title, Members and reference are read from it where possible. You check them before anything is submitted."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ENDINGS}),
    )

    def __init__(self, at: AtContributions, request: HttpRequest | None) -> None:
        data, files = (request.POST, request.FILES) if request else (None, None)
        super().__init__(data, files, label_suffix="")
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (member.code, member_name(member)) for member in at.members
        ]


def _form(at: AtContributions, request: HttpRequest | None) -> BeginForm:
    return BeginForm(at, request)


def _begin(at: AtContributions, _request: HttpRequest, form: BeginForm) -> Done:
    member = _member(at, form)
    draft = drafts.begin_draft(at.consultation, member, at.person, at.now, Content(language=reader_language()))
    return Done(then=reverse("contribution_draft", args=[at.consultation.slug, draft.pk]))


def _upload(at: AtContributions, _request: HttpRequest, form: BeginForm) -> Done:
    member, file = _member(at, form), form.cleaned_data["file"]
    if file is None:
        form.add_error("file", _("Choose a file."))
        raise Refusal(RuleCode.CONTRIBUTION_EMPTY)
    read = taken(file)
    content = proposed(read.text, at.consultation, member, reader_language())
    draft = drafts.begin_draft(at.consultation, member, at.person, at.now, content, file=read.kept, pages=read.pages)
    then = reverse("contribution_draft", args=[at.consultation.slug, draft.pk])
    return Done(_("The file is kept. Check what was read from it, choose the item, then submit."), then=then)


def _member(at: AtContributions, form: BeginForm) -> Member:
    member = at.member(form.cleaned_data["member"])
    if member is None:
        raise Refusal(RuleCode.NO_MANDATE)
    return member


ACTIONS = registered(
    PageAction("begin", Action.CONTRIBUTION_SUBMIT, _begin, _form),
    PageAction("upload", Action.CONTRIBUTION_SUBMIT, _upload, _form),
)


@page(CONTRIBUTOR, FORM)
def contributions(request: HttpRequest, at: AtContributions) -> HttpResponse:
    """The table, its files, and the two ways to begin."""
    if request.method == "POST":
        action = sent(request, ACTIONS)
        then = reverse("contributions", args=[at.consultation.slug])
        return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))
    return _page(request, at, None)


def _page(request: HttpRequest, at: AtContributions, refused: Again | None) -> HttpResponse:
    rows = [_row(at, seen) for seen in of_members(at.consultation, [member.pk for member in at.members])]
    table = Table(_columns(at), rows, TableQuery(request.GET))
    if table.query.format and refused is None:
        return export(table, f"contributions-{at.consultation.slug}")
    settings = settings_of(at.consultation.settings)
    form = refused.form if refused and isinstance(refused.form, BeginForm) else _form(at, None)
    context: dict[str, Any] = {
        "consultation": at.consultation,
        "table": table,
        "drafts": [OwnDraft(row) for row in drafts_for(at.consultation, at.members)],
        "form": form,
        "several": len(at.members) > 1,
        "deadline": settings.contributions_until,
        "deadline_words": local.deadline(settings.contributions_until) if settings.contributions_until else "",
        "passed": settings.contributions_until is not None and not settings.contributions_until.met(at.now),
        "begins": not at.consultation.closed,
        "now": at.now,
    }
    return show(request, "web/contributions/list.html", context, refused, refusal_message, at.consultation.zone)


def _row(at: AtContributions, seen: SeenContribution) -> OwnContribution:
    unanswered = {member.pk for member in seen.standing(Name.UNANSWERED)}
    asks = bool(unanswered & {member.pk for member in at.members})
    return OwnContribution(seen, at.items.get(seen.place), asks)


def _columns(at: AtContributions) -> list[Column[OwnContribution]]:
    zone = at.consultation.zone
    return [
        Column("number", _("No."), lambda row: row.seen.row.number),
        Column("title", _("Title"), lambda row: row.seen.latest.title),
        Column("item", _("Item"), lambda row: row.item_words),
        Column("submitters", _("Submitted by"), lambda row: row.submitters),
        Column("status", _("Status"), lambda row: row.status),
        Column("lateness", _("Deadline"), lambda row: row.lateness, shown=False),
        Column("received", _("Received"), lambda row: local.moment(row.seen.versions[0].received_at, zone)),
        Column("symbol", _("Document"), lambda row: row.seen.row.symbol),
    ]
