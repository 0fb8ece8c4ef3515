"""The conditions that came with replies, under the heading that each Member chose, in the secretariat's clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.consultations.condition_headings import ConditionHeading
from hemicycle.correspondence import declared
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.models import Cluster, Condition, Enquiry
from hemicycle.correspondence.queries import names_day
from hemicycle.people.member_names import as_at, in_list_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hemicycle.people.models import Member


@dataclass(frozen=True)
class Stated:
    """A condition and whose it is.

    Attributes:
        counts: It came with the version that counts; else with one before it, or with one that does not count.
    """

    condition: Condition
    member: Member
    counts: bool

    @property
    def stands(self) -> bool:
        """Whether it was neither withdrawn nor met."""
        return self.condition.state == Condition.State.STANDING


@dataclass(frozen=True)
class Gathered:
    """Conditions that stand together: in a cluster, or in none."""

    cluster: Cluster | None
    stated: Sequence[Stated]

    @property
    def members(self) -> list[Member]:
        """Whose they are, each Member once."""
        return list({statement.member.pk: statement.member for statement in self.stated}.values())

    @property
    def standing(self) -> list[Stated]:
        """Those that were neither withdrawn nor met."""
        return [statement for statement in self.stated if statement.stands]


@dataclass(frozen=True)
class Headed:
    """What stands under one heading.

    Attributes:
        heading: None for what was filed under none.
        alone: The enquiry has no headings: all of its conditions stand here.
        clusters: Every one, those without conditions too.
        loose: What is in no cluster.
    """

    heading: ConditionHeading | None
    clusters: Sequence[Gathered]
    loose: Gathered
    alone: bool = False

    @property
    def key(self) -> str:
        """Of the heading; empty for none."""
        return self.heading.key if self.heading else ""

    @property
    def label(self) -> str:
        """What it is called in the reader's language; empty where the enquiry has no headings."""
        if self.heading is not None:
            return self.heading.label
        return "" if self.alone else _("Without a heading")

    @property
    def stated(self) -> list[Stated]:
        """Every condition under it."""
        return [statement for gathered in (*self.clusters, self.loose) for statement in gathered.stated]

    @property
    def standing(self) -> list[Stated]:
        """Those of them that were neither withdrawn nor met."""
        return [statement for statement in self.stated if statement.stands]


def stated(enquiry: Enquiry) -> list[Stated]:
    """Every condition of every version, by Member in the order of lists; a constant number of queries.

    Once the result was declared, which count and what had become of them is read from there.
    """
    result = declared.result_of(enquiry)
    states = declared.states_of(result) if result else None
    rows = Condition.objects.filter(version__reply__enquiry=enquiry).select_related(
        "version__reply__member", "cluster", "proposed_by", "source"
    )
    rows = rows.defer("version__choices").prefetch_related("version__reply__member__names")
    rows = rows.order_by("version__number", "number")
    by_member: dict[int, list[Condition]] = {}
    members: dict[int, Member] = {}
    for row in rows:
        member = row.version.reply.member
        members[member.pk] = member
        by_member.setdefault(member.pk, []).append(row)
    named = as_at(members.values(), names_day(enquiry, timezone.localdate()))
    called = in_list_order(named, enquiry.letter.consultation.body)
    return [_stated(row, member, states) for member in called for row in by_member[member.pk]]


def _stated(row: Condition, member: Member, states: Mapping[str, list[str]] | None) -> Stated:
    if states is None:
        return Stated(row, member, row.version_id == row.version.reply.counted_id)
    known = states.get(row.version.receipt)
    if known is not None:
        row.state = known[row.number - 1]
    return Stated(row, member, known is not None)


def find_condition(enquiry: Enquiry, key: int) -> Condition | None:
    """A condition of a reply to an enquiry, with its version, reply and Member."""
    rows = Condition.objects.filter(version__reply__enquiry=enquiry, pk=key)
    return rows.select_related("version__reply__enquiry__letter", "version__reply__member", "source").first()


def sorted_conditions(enquiry: Enquiry, among: Iterable[Stated]) -> list[Headed]:
    """Conditions under their headings and in their clusters, in the order of the form.

    Every heading of the enquiry is there. What was filed under none, or under one that there is no more, comes last.
    """
    by_cluster: dict[int, list[Stated]] = {}
    loose: dict[str, list[Stated]] = {}
    for statement in among:
        if statement.condition.cluster_id is not None:
            by_cluster.setdefault(statement.condition.cluster_id, []).append(statement)
        else:
            loose.setdefault(statement.condition.heading, []).append(statement)
    clusters: dict[str, list[Gathered]] = {}
    for cluster in enquiry.clusters.all():
        clusters.setdefault(cluster.heading, []).append(Gathered(cluster, by_cluster.get(cluster.pk, [])))
    known = headings_for(enquiry)
    others = sorted({*loose, *clusters} - {*known, ""})
    keys = [*known, *others, *([""] if not known or "" in {*loose, *clusters} else [])]
    return [
        Headed(_heading(known, key), clusters.get(key, []), Gathered(None, loose.get(key, [])), alone=keys == [""])
        for key in keys
    ]


def _heading(known: Mapping[str, ConditionHeading], key: str) -> ConditionHeading | None:
    return known.get(key) or (ConditionHeading(key=key, name={}) if key else None)
