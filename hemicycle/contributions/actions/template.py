"""What a consultation sets about contributions: the parts of their template, their length, and their deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.contribution_settings import (
    KEY_PATTERN,
    MOST_PARTS,
    NAME_LENGTH,
    ContributionDeadline,
    ContributionPart,
    is_ours,
)
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.models import ContributionVersion
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.deadlines import may_be
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act

_PARTS = KeyedSetting[ContributionPart](
    "contribution_parts",
    fact="contribution_part",
    most=MOST_PARTS,
    unknown=ContributionCode.NO_SUCH_PART,
    key_taken=ContributionCode.PART_KEY_TAKEN,
    too_many=ContributionCode.TOO_MANY_PARTS,
    changed_meanwhile=ContributionCode.PART_CHANGED_MEANWHILE,
)


@dataclass(frozen=True)
class ContributionTerms:
    """What is set for all contributions of a consultation.

    Attributes:
        pages: So many are recommended.
        day: Until the end of which, or until ``time`` on it, contributions are in time; None where nothing is set.
    """

    pages: int
    day: date | None = None
    time: time | None = None


def set_terms(consultation: int, performer: Performer, at: datetime, wanted: ContributionTerms) -> bool:
    """Set it. What was received is judged by the deadline that is set now.

    Returns:
        Whether anything is another one now.

    Raises:
        Refusal: nobody can mean this deadline.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, deadline = act.consultation, None
        if wanted.day is not None:
            deadline = ContributionDeadline(day=wanted.day, time=wanted.time, zone=row.time_zone)
            require(may_be(deadline.as_rule, row.first_day, row.last_day, act.day))
        now: dict[str, Any] = {
            "contribution_pages": wanted.pages,
            "contribution_deadline": deadline.model_dump(mode="json") if deadline else None,
        }
        stored = act.settings.model_dump(mode="json", include=set(now))
        changed = {name: [stored[name], value] for name, value in now.items() if stored[name] != value}
        if not changed:
            act.cancel()
            return False
        row.settings = {**row.settings, **now}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        act.facts.update(changed=changed)
    return True


def add_part(consultation: int, performer: Performer, at: datetime, wanted: ContributionPart) -> None:
    """Add a part after the others.

    Raises:
        Refusal: there is one with this key, it has no heading or too long a one, or there are as many as may be.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _PARTS.add(act, _cleaned(wanted))


def change_part(consultation: int, performer: Performer, at: datetime, wanted: ContributionPart, *, seen: str) -> None:
    """Change a part; what was submitted stands under it as it is called now, and what was posted as it was printed.

    Args:
        seen: What ``keyed_rows.seen_of`` said of it when the change began.

    Raises:
        Refusal: somebody has changed it meanwhile, there is no such one; or as for ``add_part``.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _cleaned(wanted)
        _PARTS.change(act, _PARTS.known(act, row.key, seen=seen), row)


def move_part(consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
    """Let a part change places with the one before it, or after it; nothing where there is none.

    Raises:
        Refusal: there is no such one.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        _PARTS.move(act, key, up=up)


def drop_part(consultation: int, performer: Performer, at: datetime, key: str) -> None:
    """Take a part away.

    Raises:
        Refusal: something was submitted under it, it is the last one, or there is no such one.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = _PARTS.known(act, key)
        if len(_PARTS.rows(act)) == 1:
            raise Refusal(ContributionCode.LAST_PART)
        if _is_used(act, key):
            raise Refusal(ContributionCode.PART_IN_USE)
        _PARTS.drop(act, row)


def require_key(key: str) -> str:
    """A key as parts have it.

    Raises:
        Refusal: it is none.
    """
    if not re.fullmatch(KEY_PATTERN, key):
        raise Refusal(ContributionCode.PART_KEY_INVALID)
    return key


def _is_used(act: Act, key: str) -> bool:
    rows = ContributionVersion.objects.filter(contribution__consultation=act.consultation)
    return any(parts.get(key) for parts in rows.values_list("parts", flat=True))


def _cleaned(wanted: ContributionPart) -> ContributionPart:
    """The same, safe to keep.

    Raises:
        Refusal: it has no heading, or one that is too long.
    """
    name = clean_texts(wanted.name)
    if not name and not is_ours(wanted.key):
        raise Refusal(ContributionCode.PART_WITHOUT_NAME)
    if any(len(words) > NAME_LENGTH for words in name.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=NAME_LENGTH)
    return wanted.model_copy(update={"name": name})
