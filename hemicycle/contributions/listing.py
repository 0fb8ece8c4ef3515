"""The contributions of a consultation as a list has them: what its rows say, and nothing else that became of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.models import (
    Contribution,
    ContributionStep,
    ContributionTranslation,
    ContributionVersion,
    Submitter,
    SubmitterAnswer,
)
from hemicycle.people.models import Member
from hemicycle.rules import contributions as rules
from hemicycle.rules.contributions import Course, NameAnswer, Step, StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import Place
    from hemicycle.rules.contributions import Name, Stage, Timeliness


@dataclass(frozen=True)
class ListedVersion:
    """A version of a contribution, without its text.

    Attributes:
        place: The item to which it is made.
    """

    key: int
    number: int
    place: Place
    language: str
    title: str
    receipt: str
    received_at: datetime
    pages: int


@dataclass(frozen=True)
class ListedContribution:
    """A contribution in a list.

    Attributes:
        symbol: Of its document; empty until it has its number.
        received_at: When the first version was received.
        latest: The version that counts.
        names: The Members that it names, in their order, and where the name of each stands.
        languages: Of the documents of its consultation, and its own.
        lacking: Those in which it is still to be translated.
    """

    key: int
    number: int
    symbol: str
    stage: Stage
    timeliness: Timeliness
    received_at: datetime
    latest: ListedVersion
    names: tuple[tuple[Member, Name], ...]
    languages: frozenset[str]
    lacking: frozenset[str]


def listed(consultation: Consultation) -> list[ListedContribution]:
    """Every contribution of a consultation, as they were received; eight queries, however many there are."""
    deadline = settings_of(consultation.settings).contributions_until
    versions, translated = _versions(consultation), _translated(consultation)
    members, submitters, steps = _members(consultation), _submitters(consultation), _steps(consultation)
    found = []
    for key, number, symbol, posted_at in _rows(consultation):
        latest, first = versions[key][-1], versions[key][0]
        every = frozenset({*consultation.languages.documents, latest.language})
        lacking = every - {latest.language} - translated[latest.key]
        if posted_at is not None:  # together with other documents, maybe
            steps[key].append(Step(StepKind.POSTED, latest.number))
        course = Course(latest.number, tuple(submitters[key]), tuple(steps[key]), len(lacking))
        found.append(
            ListedContribution(
                key,
                number,
                symbol or "",
                rules.stage(course),
                rules.timeliness(first.received_at, deadline, course.steps),
                first.received_at,
                latest,
                tuple((members[one.member], rules.name(one, course.version)) for one in course.submitters),
                every,
                lacking,
            )
        )
    return found


def _rows(consultation: Consultation) -> QuerySet[Contribution, tuple[int, int, str | None, datetime | None]]:
    rows = Contribution.objects.filter(consultation=consultation).order_by("number")
    return rows.values_list("pk", "number", "document__symbol", "document__posted_at")


def _versions(consultation: Consultation) -> Mapping[int, Sequence[ListedVersion]]:
    """The versions of each contribution, the first one first."""
    found = defaultdict[int, list[ListedVersion]](list)
    rows = ContributionVersion.objects.filter(contribution__consultation=consultation).order_by("number")
    columns = ("number", "listing", "item_number", "language", "title", "receipt", "received_at", "pages")
    for contribution, key, number, listing, item, *said in rows.values_list("contribution", "pk", *columns):
        found[contribution].append(ListedVersion(key, number, (listing, item), *said))
    return found


def _translated(consultation: Consultation) -> Mapping[int, set[str]]:
    """The languages in which each version is there beside its own."""
    found = defaultdict[int, set[str]](set)
    rows = ContributionTranslation.objects.filter(version__contribution__consultation=consultation).order_by()
    for version, language in rows.values_list("version", "language"):
        found[version].add(language)
    return found


def _members(consultation: Consultation) -> Mapping[str, Member]:
    """Those that contributions name, by code, with their names."""
    named = Submitter.objects.filter(contribution__consultation=consultation, named=True).order_by()
    return {row.code: row for row in Member.objects.filter(pk__in=named.values("member")).prefetch_related("names")}


def _submitters(consultation: Consultation) -> Mapping[int, Sequence[rules.Submitter]]:
    """Those that the latest version of each contribution names, in their order, with what they said."""
    answers = defaultdict[int, list[NameAnswer]](list)
    said = SubmitterAnswer.objects.filter(submitter__contribution__consultation=consultation).order_by("pk")
    for submitter, version, confirmed in said.values_list("submitter", "version", "confirmed"):
        answers[submitter].append(NameAnswer(version, confirmed))
    found = defaultdict[int, list[rules.Submitter]](list)
    named = Submitter.objects.filter(contribution__consultation=consultation, named=True)
    for key, contribution, code in named.values_list("pk", "contribution", "member__code"):
        found[contribution].append(rules.Submitter(code, tuple(answers[key])))
    return found


def _steps(consultation: Consultation) -> Mapping[int, list[Step]]:
    """What was done with each contribution, the first one first."""
    found = defaultdict[int, list[Step]](list)
    rows = ContributionStep.objects.filter(contribution__consultation=consultation).order_by("pk")
    for contribution, kind, version in rows.values_list("contribution", "kind", "version"):
        found[contribution].append(Step(StepKind(kind), version))
    return found
