"""Reads of contributions, each with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Max, Prefetch

from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.models import (
    Contribution,
    ContributionDraft,
    ContributionTranslation,
    ContributionVersion,
    SubmitterAnswer,
)
from hemicycle.people import queries as people
from hemicycle.people.member_names import in_list_order
from hemicycle.people.models import Member, Registration
from hemicycle.rules import contributions as rules
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Right, Role
from hemicycle.rules.contributions import Course, Name, NameAnswer, Stage, Step, StepKind, Timeliness
from hemicycle.rules.documents import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import Place
    from hemicycle.contributions.models import ContributionStep, Submitter
    from hemicycle.people.models import Person
    from hemicycle.rules.deadlines import Deadline


@dataclass(frozen=True)
class SeenContribution:
    """A contribution with all that became of it.

    Attributes:
        languages: Those in which documents of its consultation are published.
        deadline: That of the consultation; None where it has set none.
    """

    row: Contribution
    languages: tuple[str, ...]
    deadline: Deadline | None

    @cached_property
    def versions(self) -> tuple[ContributionVersion, ...]:
        """The first one first."""
        return tuple(self.row.versions.all())

    @property
    def latest(self) -> ContributionVersion:
        """The version that counts."""
        return self.versions[-1]

    @property
    def place(self) -> Place:
        """The item to which it is made."""
        return self.latest.listing, self.latest.item_number

    @cached_property
    def submitters(self) -> tuple[Submitter, ...]:
        """Those that the latest version names, in their order."""
        return tuple(row for row in self.row.submitters.all() if row.named)

    @cached_property
    def steps(self) -> tuple[ContributionStep, ...]:
        """What was done with it, the first one first."""
        return tuple(self.row.steps.all())

    @cached_property
    def translations(self) -> Mapping[str, ContributionTranslation]:
        """The latest translation of the latest version, by language."""
        return {row.language: row for row in self.latest.translations.all()}

    @property
    def lacking(self) -> tuple[str, ...]:
        """The languages in which it is still to be translated."""
        return tuple(code for code in self.languages if code != self.latest.language and code not in self.translations)

    @cached_property
    def course(self) -> Course:
        """As the rules take it."""
        return Course(
            self.latest.number,
            tuple(
                rules.Submitter(
                    row.member.code, tuple(NameAnswer(one.version, one.confirmed) for one in row.answers.all())
                )
                for row in self.submitters
            ),
            (*(Step(StepKind(row.kind), row.version) for row in self.steps), *self._posted),
            len(self.lacking),
        )

    @property
    def _posted(self) -> tuple[Step, ...]:
        """Its document may have been posted together with others."""
        document = self.row.document
        posted = document is not None and document.posted_at is not None
        return (Step(StepKind.POSTED, self.latest.number),) if posted else ()

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return rules.stage(self.course)

    @property
    def timeliness(self) -> Timeliness:
        """Whether it was received in time."""
        return rules.timeliness(self.versions[0].received_at, self.deadline, self.course.steps)

    @property
    def counts(self) -> bool:
        """Whether it makes its item a candidate for the agenda (rule 15)."""
        return rules.counts(self.stage, self.timeliness)

    @property
    def entered_by(self) -> int | None:
        """Key of who of the secretariat entered the latest version; None where its Member submitted it."""
        return self.latest.entered_by_id

    @property
    def entered(self) -> bool:
        """Whether the latest version came otherwise than online, and was entered."""
        return self.latest.person_id is None

    def standing(self, *names: Name) -> list[Member]:
        """The Members whose names stand so, in their order."""
        codes = set(rules.standing(self.course, *names))
        return [row.member for row in self.submitters if row.member.code in codes]

    @property
    def names(self) -> list[tuple[Submitter, Name]]:
        """Each submitter with where its name stands."""
        course = self.course
        named = {one.member: rules.name(one, course.version) for one in course.submitters}
        return [(row, named[row.member.code]) for row in self.submitters]

    def submitter(self, code: str) -> Submitter | None:
        """One of them, by the code of its Member."""
        return next((row for row in self.submitters if row.member.code == code), None)

    @property
    def last_step(self) -> ContributionStep | None:
        """What was done with it last."""
        return self.steps[-1] if self.steps else None

    @property
    def asked(self) -> ContributionStep | None:
        """The changes that it waits for."""
        kinds = [row for row in self.steps if row.kind == StepKind.CHANGES_ASKED.value]
        return kinds[-1] if kinds and self.stage is Stage.CHANGES_ASKED else None


def contributions_of(consultation: Consultation, keys: Collection[int] | None = None) -> list[SeenContribution]:
    """Every contribution of a consultation, as they were received; of these keys alone, where some are given."""
    rows = Contribution.objects.filter(consultation=consultation)
    return _seen(consultation, rows if keys is None else rows.filter(pk__in=keys))


def contribution(consultation: Consultation, key: int) -> SeenContribution | None:
    """One of them; None where the consultation has no such one."""
    # Not by a list of keys: SQLite takes no number of any size in one.
    return next(iter(_seen(consultation, Contribution.objects.filter(consultation=consultation, pk=key))), None)


def of_members(consultation: Consultation, members: Collection[int]) -> list[SeenContribution]:
    """Those that carry the name of one of these Members (keys), or carried it."""
    rows = Contribution.objects.filter(consultation=consultation, submitters__member__in=list(members)).distinct()
    return _seen(consultation, rows)


def _seen(consultation: Consultation, rows: QuerySet[Contribution]) -> list[SeenContribution]:
    versions = ContributionVersion.objects.select_related("member", "person", "upload", "source", "entered_by")
    answers = SubmitterAnswer.objects.select_related("person")
    read = rows.select_related("document").prefetch_related(
        Prefetch("versions", versions.order_by("number")),
        "versions__member__names",
        Prefetch("versions__translations", ContributionTranslation.objects.select_related("by").order_by("number")),
        "submitters__member__names",
        Prefetch("submitters__answers", answers.order_by("pk")),
        "steps__by",
        "document__submitters__member__names",
    )
    settings = settings_of(consultation.settings)
    made = []
    for row in read.order_by("number"):
        row.consultation = consultation
        made.append(SeenContribution(row, consultation.languages.documents, settings.contributions_until))
    return made


def counting(consultation: Consultation) -> dict[Place, tuple[str, ...]]:
    """The receipts of the contributions that make their items candidates (rule 15), by item."""
    found: dict[Place, list[str]] = defaultdict(list)
    for seen in contributions_of(consultation):
        if seen.counts:
            found[seen.place].append(seen.versions[0].receipt)
    return {place: tuple(receipts) for place, receipts in found.items()}


def contributed_to(consultation: Consultation) -> set[Place]:
    """The items with a contribution, also one that was withdrawn; one query."""
    rows = ContributionVersion.objects.filter(contribution__consultation=consultation)
    return set(rows.values_list("listing", "item_number"))


def posted(consultation: Consultation) -> dict[Place, list[SeenContribution]]:
    """The posted contributions of each item, in the order of their numbers."""
    rows = Contribution.objects.filter(consultation=consultation, document__posted_at__isnull=False)
    found: dict[Place, list[SeenContribution]] = defaultdict(list)
    for seen in _seen(consultation, rows):
        found[seen.place].append(seen)
    return found


def visible(consultation: Consultation, now: datetime) -> dict[Place, list[SeenContribution]]:
    """The same, without those whose document is embargoed or withdrawn at this moment."""
    found = {
        place: [seen for seen in rows if seen.row.document and seen.row.document.standing(now) is Standing.POSTED]
        for place, rows in posted(consultation).items()
    }
    return {place: rows for place, rows in found.items() if rows}


def next_number(consultation: Consultation) -> int:
    """One more than the last contribution has."""
    return int(consultation.contributions.aggregate(last=Max("number"))["last"] or 0) + 1


def drafts_for(consultation: Consultation, members: Iterable[Member]) -> list[ContributionDraft]:
    """What some Members have written and not submitted, the latest first."""
    rows = ContributionDraft.objects.filter(consultation=consultation, member__in=list(members))
    return list(rows.select_related("member", "saved_by", "upload").prefetch_related("member__names"))


def latest_number(row: Contribution) -> int:
    """Number of the latest version of a contribution."""
    return row.versions.count()


def members_named(consultation: Consultation, codes: Iterable[str]) -> dict[str, Member]:
    """The Members of the body that have these codes, by code, with their names."""
    rows = Member.objects.filter(body=consultation.body_id, code__in=list(codes)).prefetch_related("names")
    return {row.code: row for row in rows}


def invited(consultation: Consultation) -> list[Member]:
    """The Members that may be named, in the order of lists, with their names."""
    rows = Member.objects.filter(invitations__consultation=consultation).distinct()
    return in_list_order(rows.prefetch_related("names", "organ_seats"), consultation.body)


def draft_of(consultation: Consultation, key: int) -> ContributionDraft | None:
    """A draft of a consultation; None where it has no such one."""
    rows = ContributionDraft.objects.filter(consultation=consultation, pk=key)
    draft = rows.select_related("member", "saved_by", "upload", "contribution").first()
    if draft is not None:
        draft.consultation = consultation
    return draft


def contributes_for(consultation: Consultation, person: Person, at: datetime) -> list[Member]:
    """The Members for which somebody may contribute: that for which they are registered, and those they answer for.

    The class of each has the right to contribute (rule 2).
    """
    members = {member.pk: member for member in people.answers_for(person, consultation, at)}
    registration = people.registration_of(person, consultation)
    delegate = registration is not None and registration.role == Role.DELEGATE.value
    if registration is not None and delegate and registration.member is not None and _is_confirmed(registration):
        members.setdefault(registration.member.pk, registration.member)
    found = able_to_contribute(consultation, map(people.with_seats, members.values()), at)
    return sorted(found, key=lambda member: member.code)


def able_to_contribute(consultation: Consultation, members: Iterable[Member], at: datetime) -> list[Member]:
    """Those of some Members whose class has the right to contribute (rule 2). Reads their seats: prefetch for lists."""
    able, day = consultation.classes.having(Right.CONTRIBUTE), consultation.day(at)
    return [member for member in members if people.class_of(member, consultation.classes, day).value in able]


def _is_confirmed(registration: Registration) -> bool:
    return registration.status == RegistrationStatus.CONFIRMED.value


def speaks_for(person: Person, seen: SeenContribution) -> bool:
    """Whether somebody speaks for a Member that submits it, so that they do not decide on it (as of rule 18)."""
    members = [row.member_id for row in seen.submitters]
    mandates = person.mandates.filter(consultation=seen.row.consultation_id, member__in=members)
    return (
        mandates.exists()
        or Registration.objects.filter(person=person, member__in=members).exists()
        or any(version.person_id == person.pk for version in seen.versions)
    )
