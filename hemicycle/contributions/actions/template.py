"""What a consultation sets about contributions: the parts of their template, their length, and their deadline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.contribution_settings import (
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
from hemicycle.people.keyed_acts import KeyedActs, with_clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.rules.deadlines import may_be
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


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


def _is_used(act: Act, key: str) -> bool:
    rows = ContributionVersion.objects.filter(contribution__consultation=act.consultation)
    return any(parts.get(key) for parts in rows.values_list("parts", flat=True))


def _cleaned(_act: Act, wanted: ContributionPart) -> ContributionPart:
    """A part that is worded here needs a heading; one of ours has its own."""
    nameless = None if is_ours(wanted.key) else ContributionCode.PART_WITHOUT_NAME
    return with_clean_texts(wanted, {"name": NAME_LENGTH}, nameless)


def _require_unused(act: Act, row: ContributionPart) -> None:
    """Nothing was submitted under it, and it is not the last one."""
    if len(act.settings.contribution_parts) == 1:
        raise Refusal(ContributionCode.LAST_PART)
    if _is_used(act, row.key):
        raise Refusal(ContributionCode.PART_IN_USE)


#: What was submitted stands under a part as it is called now, and what was posted as it was printed.
PARTS = KeyedActs(
    KeyedSetting[ContributionPart](
        "contribution_parts",
        fact="contribution_part",
        most=MOST_PARTS,
        unknown=ContributionCode.NO_SUCH_PART,
        key_taken=ContributionCode.PART_KEY_TAKEN,
        too_many=ContributionCode.TOO_MANY_PARTS,
        changed_meanwhile=ContributionCode.PART_CHANGED_MEANWHILE,
    ),
    _cleaned,
    removing=_require_unused,
)
