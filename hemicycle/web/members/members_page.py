"""The list of Members, and the page on which one is entered."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.joins import beside, comma
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.people import queries as people
from hemicycle.people import voting
from hemicycle.people.actions.invitations import invite_many
from hemicycle.people.actions.members import MemberRecord, add
from hemicycle.people.member_names import in_list_order, names_in_all, unchecked_languages
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may, participant
from hemicycle.web.members.forms import MembersAsked, NewMemberForm
from hemicycle.web.members.page_forms import explain
from hemicycle.web.members.timeline import days
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Body, Consultation
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Seating
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

#: Every State of the world stands on one page.
_PAGE = 250


@dataclass(frozen=True)
class MemberRow:
    """A Member as at a day, with its names in the reader's language and in those of the consultation.

    Attributes:
        kind: What it is, in words.
        place: Its group or region.
        seat: The days of its seat on the organ, while it has one.
        vote: In words; empty where no seat gives a vote.
        names: By language: the reader's, then the others in their order.
        unchecked: The languages of the consultation in which nobody has compared the name.
    """

    member: Member
    kind: str
    place: str
    seat: str
    vote: str
    suspended: bool
    names: dict[str, str]
    unchecked: list[str]

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names[reader_language()]

    @property
    def name_is_checked(self) -> bool:
        """The name that the reader sees is known to be the official one."""
        return reader_language() not in self.unchecked

    @property
    def in_other_languages(self) -> list[tuple[str, str, bool]]:
        """Language, name, and whether it is checked."""
        return [
            (code, self.names[code], code not in self.unchecked) for code in self.names if code != reader_language()
        ]


def languages_for_reader(consultation: Consultation) -> tuple[str, ...]:
    """The languages in which Members are listed: the reader's, then those of the consultation in their order."""
    return tuple(dict.fromkeys([reader_language(), *consultation.languages.every]))


def seat_words(seat: Seating, body: Body) -> str:
    """The days of a seat, and, where it is one, that it is a deputy member's."""
    deputy = body.has.organ.seat(deputy=True) if body.has.organ and seat.deputy else ""
    return beside([days(seat), deputy])


def rows_of(members: Iterable[Member], consultation: Consultation, on: date) -> list[MemberRow]:
    """Members of the body of a consultation as at a day (rule 5); its classes say who may vote."""
    body, classes, languages = consultation.body, consultation.classes, consultation.languages.every
    shown = languages_for_reader(consultation)

    def row(member: Member) -> MemberRow:
        seat = voting.seat_on(member, on)
        suspended = voting.suspension_on(member, on) is not None
        vote = _("may vote") if voting.may_vote(member, people.class_of(member, classes, on), on) else ""
        return MemberRow(
            member,
            body.has.kind(member.kind).called(),
            body.has.place(member.region, member.group),
            seat_words(seat, body) if seat else "",
            _("suspended") if suspended else vote,
            suspended,
            names_in_all(member, on, shown),
            unchecked_languages(member, languages, on),
        )

    return [row(member) for member in members]


def _columns(consultation: Consultation) -> list[Column[MemberRow]]:
    body = consultation.body
    organ = body.has.organ
    places = [Column[MemberRow]("region", labels.place(body.has), lambda row: row.place)] if body.has.places else []
    seats = [Column[MemberRow]("seat", organ.seat(), lambda row: row.seat)] if organ else []

    def named(code: str) -> Column[MemberRow]:
        return Column(code, NATIVE_NAMES[code], lambda row: row.names[code])

    return [
        named(reader_language()),
        Column("code", _("Code"), lambda row: row.member.code),
        Column("kind", _("Kind"), lambda row: row.kind),
        *places,
        *seats,
        Column("vote", _("Right to vote"), lambda row: row.vote),
        *(named(code) for code in languages_for_reader(consultation)[1:]),
        # The page marks the names themselves.
        Column("unchecked", _("Not checked in"), lambda row: comma().join(row.unchecked), shown=False),
    ]


def _is_asked_for(row: MemberRow, asked: dict[str, Any]) -> bool:
    """Whether the filters leave a row; one that was asked for wrongly is not among them."""
    places = {f"region-{row.member.region}", f"group-{row.member.group}"}
    return (
        asked.get("kind") in {None, "", row.member.kind}
        and asked.get("seat") in {None, "", "yes" if row.seat else "no"}
        and asked.get("place") in {None, "", *places}
        and (bool(row.unchecked) or not asked.get("unchecked"))
    )


@page(participant(to_send=Action.MEMBER_EDIT), FORM)
def members(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """Every Member of the body as at a day, in the order of lists; what nobody has checked is marked.

    The secretariat invites those that are ticked, or all of them.
    """
    if request.method != "POST":
        return _members(request, at)
    action = sent(request, INVITING)
    then = request.get_full_path()
    return run(request, at, action, then=then, again=lambda refused: _members(request, at, refused))


def _invite(at: InConsultation, codes: list[str] | None) -> str:
    number = invite_many(at.consultation.pk, at.performer, at.now, codes)
    if not number:
        return _("These Members take part already. Nothing was changed.")
    words = ngettext("%(number)d Member is invited.", "%(number)d Members are invited.", number)
    return words % {"number": number}


def _invite_ticked(at: InConsultation, request: HttpRequest, _form: None) -> str:
    return _invite(at, request.POST.getlist("member"))


def _invite_all(at: InConsultation, _request: HttpRequest, _form: None) -> str:
    return _invite(at, None)


INVITING = registered(
    PageAction("invite_ticked", Action.MEMBER_EDIT, _invite_ticked),
    PageAction("invite_all", Action.MEMBER_EDIT, _invite_all),
)


def _members(request: HttpRequest, at: InConsultation, refused: Again | None = None) -> HttpResponse:
    body = at.consultation.body
    asked = MembersAsked(request.GET, body.has)
    on = asked.day(timezone.localdate())
    known = in_list_order(people.members(body.pk, "vote_suspensions"), body, on)
    rows = rows_of(known, at.consultation, on)
    shown = [row for row in rows if _is_asked_for(row, asked.cleaned_data)]
    query = TableQuery(request.GET)
    table = Table(
        _columns(at.consultation), shown, query, query.keeping("kind", "seat", "place", "unchecked", "on"), _PAGE
    )
    if table.query.format:
        return export(table, f"members-{body.slug}")
    context = {
        "consultation": at.consultation,
        "body": body,
        "has_seats": body.has.organ is not None,
        "asked": asked,
        "day": labels.plain_date(on),
        "table": table,
        "total": len(rows),
        "unchecked": sum(bool(row.unchecked) for row in rows),
        "edits": at.may_read(Action.MEMBER_EDIT),
        "ticked": set(request.POST.getlist("member")),
    }
    return show(request, "web/members/members.html", context, refused, refusal_message)


@page(may(Action.MEMBER_EDIT), FORM)
def new_member(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """Enter a Member that is new; the secretariat's."""
    if request.method != "POST":
        return _entering(request, at, _new_form(at, None))

    def again(refused: Again) -> HttpResponse:
        if refused.form is not None and refused.reason is not None:
            explain(refused.form, refused.reason)
        return _entering(request, at, refused.form, refused.status)

    return run(request, at, NEW, then=reverse("members", args=[at.consultation.slug]), again=again)


def _new_form(at: InConsultation, request: HttpRequest | None) -> NewMemberForm:
    return NewMemberForm(request.POST if request else None, at.consultation.body, at.consultation.languages)


def _new(at: InConsultation, _request: HttpRequest, form: NewMemberForm) -> Done:
    made = add(at.consultation.pk, at.performer, at.now, _record(form.cleaned_data))
    words = _("The Member is entered. Enter its names, seats and contacts here.")
    return Done(words, then=reverse("member", args=[at.consultation.slug, made.code]))


NEW = PageAction("new", Action.MEMBER_EDIT, _new, _new_form)


def _entering(
    request: HttpRequest, at: InConsultation, form: BaseForm | None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "web/members/new.html", {"form": form, "consultation": at.consultation}, status=status)


def _record(typed: dict[str, Any]) -> MemberRecord:
    return MemberRecord(
        typed["code"],
        typed["kind"],
        typed["region"],
        typed["group"],
        {typed["language"]: (typed["name"], "")} if typed["name"] else None,
    )
