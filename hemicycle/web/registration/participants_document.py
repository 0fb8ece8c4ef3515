"""The list of participants in words, in the present language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from hemicycle.consultations.bodies import called
from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.delegation_parts import part_names
from hemicycle.people.member_names import member_name
from hemicycle.people.participants import participants, printed_name
from hemicycle.rules.capacity import PRESIDING_ROLES, ParticipationClass
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.consultations.bodies import PlaceSetting
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.participants import Participant


@dataclass(frozen=True)
class Entry:
    """One person of the list.

    Attributes:
        section: Its heading: the class, with the group of its Members if they have one, or the role.
        member: The Member whose delegation it is; empty for who serves the meeting.
        part: In the delegation, or among those who lead.
        function: What they are at home; the languages of an interpreter.
    """

    name: str
    section: str
    member: str
    capacity: str
    part: str
    function: str


@dataclass(frozen=True)
class Section:
    """One class or role: its delegations, each with its Member's name."""

    title: str
    delegations: list[tuple[str, list[Entry]]]

    @property
    def people(self) -> int:
        """How many people."""
        return sum(len(entries) for _member, entries in self.delegations)

    @property
    def members(self) -> int:
        """How many Members."""
        return sum(bool(member) for member, _entries in self.delegations)


def entries(consultation: Consultation, on: date) -> list[Entry]:
    """Everybody who is confirmed, in the order of the list, in the present language."""
    names: dict[int, str] = {}
    body = consultation.body.has
    # Where groups do not stand apart, they have no headings.
    groups = body.groups if body.order.apart else None
    parts = part_names(body)
    return [_entry(participant, names, groups, parts) for participant in participants(consultation, on)]


def _entry(
    participant: Participant, names: dict[int, str], groups: tuple[PlaceSetting, ...] | None, parts: dict[str, str]
) -> Entry:
    registration, capacity = participant.registration, participant.capacity
    home = ""
    if registration.member is not None:
        home = names.get(registration.member.pk) or names.setdefault(
            registration.member.pk, member_name(registration.member)
        )
    delegate = isinstance(capacity, ParticipationClass)
    languages = [NATIVE_NAMES[code] for code in registration.booth_languages]
    said = [registration.function, *languages] if delegate else [registration.function, home, *languages]
    return Entry(
        name=printed_name(registration.person),
        section=_section(participant, groups),
        member=home if delegate else "",
        capacity=labels.capacity(capacity),
        part=_part(participant, parts),
        function=beside(said),
    )


def _section(participant: Participant, groups: tuple[PlaceSetting, ...] | None) -> str:
    member, capacity = participant.registration.member, participant.capacity
    title = labels.capacity_group(capacity)
    if groups is None or member is None or not isinstance(capacity, ParticipationClass):
        return title
    group = called(groups, member.group)
    if not group:
        return title
    return pgettext("a class and a part of it", "%(class)s: %(part)s") % {"class": title, "part": group}


def _part(participant: Participant, parts: dict[str, str]) -> str:
    if participant.capacity in PRESIDING_ROLES:
        return labels.capacity(participant.capacity)
    part = participant.registration.delegation_role
    return parts[part] if part else ""


def sections(listed: Iterable[Entry]) -> list[Section]:
    """Entries under their headings, as far as they stand beside each other."""
    return [
        Section(title, [(member, list(people)) for member, people in groupby(in_section, lambda entry: entry.member)])
        for title, in_section in groupby(listed, lambda entry: entry.section)
    ]
