"""Who contributes, and who follows a contribution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from hemicycle.consultations.languages import is_language
from hemicycle.contributions import queries
from hemicycle.contributions.arriving import filed_without_file
from hemicycle.contributions.items import items_of
from hemicycle.fields.keys import key_of
from hemicycle.people.access import Requirement
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import InConsultation, may

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import ListedItem, Place
    from hemicycle.contributions.models import (
        ContributionDraft,
        ContributionMail,
        ContributionTranslation,
        ContributionVersion,
    )
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member, Person


@dataclass(frozen=True)
class AtContributions:
    """Somebody who contributes for a Member, or for several.

    Attributes:
        members: For which they do, in the order of their codes.
        performer: They, for an action of a room.
    """

    consultation: Consultation
    person: Person
    members: tuple[Member, ...]
    performer: Performer
    now: datetime

    @cached_property
    def items(self) -> dict[Place, ListedItem]:
        """The items of the consultation, in the order of its lists."""
        return items_of(self.consultation)

    def member(self, code: str) -> Member | None:
        """One of the Members; the only one, where none is named."""
        if not code and len(self.members) == 1:
            return self.members[0]
        return next((one for one in self.members if one.code == code), None)


@dataclass(frozen=True)
class AtDraft(AtContributions):
    """Somebody at a draft of their delegation."""

    draft: ContributionDraft


@dataclass(frozen=True)
class AtContribution(AtContributions):
    """Somebody who follows a contribution.

    Attributes:
        sees_all: The table lets them see every contribution.
    """

    seen: SeenContribution
    sees_all: bool

    @property
    def own(self) -> list[Member]:
        """Their Members whose names the contribution carries."""
        codes = {row.member.code for row in self.seen.submitters}
        return [member for member in self.members if member.code in codes]

    def version(self, number: int) -> ContributionVersion:
        """A version of it.

        Raises:
            Http404: it has none with this number.
        """
        found = next((row for row in self.seen.versions if row.number == number), None)
        if found is None:
            raise Http404
        return found


@dataclass(frozen=True)
class AtTranslation(InConsultation):
    """Somebody at the desk who translates a contribution.

    Attributes:
        language: Its code, which is not that of the contribution.
    """

    seen: SeenContribution
    language: str

    @property
    def before(self) -> ContributionTranslation | None:
        """The wording that there is."""
        return self.seen.translations.get(self.language)


@dataclass(frozen=True)
class AtEntry(InConsultation):
    """Somebody who enters a contribution.

    Attributes:
        before: What they correct; None for a new one.
        message: That was filed to an item, from whose text it is entered; None for what came otherwise.
    """

    before: SeenContribution | None = None
    message: ContributionMail | None = None

    @property
    def seen(self) -> SeenContribution | None:
        """The contribution that pages above this one call by its receipt."""
        return self.before

    @cached_property
    def items(self) -> dict[Place, ListedItem]:
        """The items of the consultation, in the order of its lists."""
        return items_of(self.consultation)

    @cached_property
    def invited(self) -> list[Member]:
        """The Members that may be named."""
        return queries.invited(self.consultation)

    @property
    def members(self) -> list[Member]:
        """Those for which something may be entered."""
        return queries.able_to_contribute(self.consultation, self.invited, self.now)


def _who(request: HttpRequest, arguments: dict[str, Any]) -> dict[str, Any]:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    person = visitors.person(request)
    members = tuple(queries.contributes_for(consultation, person, now))
    return {
        "consultation": consultation,
        "person": person,
        "members": members,
        "performer": visitors.performer(request),
        "now": now,
    }


def _contributor(request: HttpRequest, arguments: dict[str, Any]) -> AtContributions:
    who = _who(request, arguments)
    if not who["members"]:
        raise PermissionDenied("contribution")
    return AtContributions(**who)


def _at_draft(request: HttpRequest, arguments: dict[str, Any]) -> AtDraft:
    at, key = _contributor(request, arguments), arguments.pop("pk")
    draft = queries.draft_of(at.consultation, key)
    if draft is None:
        raise Http404
    if draft.member_id not in {member.pk for member in at.members}:
        raise PermissionDenied("contribution")
    return AtDraft(**vars_of(at), draft=draft)


def vars_of(at: AtContributions) -> dict[str, Any]:
    """What it says of somebody, to say more of them."""
    names = ("consultation", "person", "members", "performer", "now")
    return {name: getattr(at, name) for name in names}


def _reader(request: HttpRequest, arguments: dict[str, Any]) -> AtContribution:
    who, key = _who(request, arguments), arguments.pop("pk")
    consultation = who["consultation"]
    sees_all = _sees_all(who["person"], consultation, who["now"])
    if not (who["members"] or sees_all):
        raise PermissionDenied("contribution")
    seen = queries.contribution(consultation, key)
    if seen is None:
        raise Http404
    known = {row.member_id for row in seen.row.submitters.all()}
    if not sees_all and known.isdisjoint({member.pk for member in who["members"]}):
        raise PermissionDenied("contribution")
    return AtContribution(**who, seen=seen, sees_all=sees_all)


def _translator(request: HttpRequest, arguments: dict[str, Any]) -> AtTranslation:
    code = arguments.pop("code")
    desk = may(Action.CONTRIBUTION_EDIT).check(request, arguments)
    seen = queries.contribution(desk.consultation, arguments.pop("pk"))
    if seen is None or not is_language(code) or code == seen.latest.language:
        raise Http404
    return AtTranslation(desk.consultation, desk.visitor, desk.performer, desk.now, seen, code)


def _enterer(request: HttpRequest, arguments: dict[str, Any]) -> AtEntry:
    at, key = _at_desk(request, arguments), request.GET.get("message", "")
    message = filed_without_file(at.consultation, key_of(key) or 0, entered=request.method == "POST") if key else None
    if key and message is None:
        raise Http404
    return replace(at, message=message)


def _at_desk(request: HttpRequest, arguments: dict[str, Any]) -> AtEntry:
    desk = may(Action.CONTRIBUTION_EDIT).check(request, arguments)
    return AtEntry(desk.consultation, desk.visitor, desk.performer, desk.now)


def _corrector(request: HttpRequest, arguments: dict[str, Any]) -> AtEntry:
    at = _at_desk(request, arguments)
    before = queries.contribution(at.consultation, arguments.pop("pk"))
    if before is None or not before.entered:
        raise Http404
    return replace(at, before=before)


def _sees_all(person: Person, consultation: Consultation, now: datetime) -> bool:
    try:
        visitor = visitors.take_part(person, consultation, consultation.day(now))
    except PermissionDenied:
        return False
    return visitor.may_read(Action.CONTRIBUTIONS_SEE)


#: Somebody who contributes for a Member: registered for it in a class that may, or answering for it.
CONTRIBUTOR = Permission(Requirement.CONTRIBUTOR, _contributor)
#: The same, at the draft that ``pk`` names.
WRITER = Permission(Requirement.CONTRIBUTOR, _at_draft)
#: Somebody who may follow the contribution that ``pk`` names.
FOLLOWER = Permission(Requirement.CONTRIBUTION, _reader)
#: Somebody at the desk who may translate the contribution that ``pk`` names into the language ``code``.
TRANSLATOR = Permission(Action.CONTRIBUTION_EDIT, _translator)
#: Somebody at the desk who enters a contribution that came on paper or by mail.
ENTERER = Permission(Action.CONTRIBUTION_EDIT, _enterer)
#: The same, at the one that ``pk`` names and that was entered wrongly.
CORRECTOR = Permission(Action.CONTRIBUTION_EDIT, _corrector)
