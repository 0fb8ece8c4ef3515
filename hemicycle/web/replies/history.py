"""Every version of a reply: who gave it, what became of it, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext as _

from hemicycle.consultations.condition_headings import label_in
from hemicycle.correspondence.differences import Difference, difference
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.messages import choice_label
from hemicycle.correspondence.seen_replies import Reader
from hemicycle.rules.replies import Channel
from hemicycle.web.toolkit.other_capacity import other_capacities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.differences import ChangedCondition
    from hemicycle.correspondence.models import Question, ReplyVersion
    from hemicycle.correspondence.seen_replies import SeenReply


#: The heading under which a condition is, what changed of it, and the language in which it is written, if known.
Filed: TypeAlias = "tuple[str, ChangedCondition, str]"


@dataclass(frozen=True)
class Change:
    """What was chosen for one question before and after, in words; empty for no answer."""

    question: Question
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """A version as pages show it.

    Attributes:
        label, tone: What it is now, in words and as the colour of a chip.
        changes, conditions: What it says otherwise than the version before; ``(heading, change, language)``.
        first: There is no version before it.
        sealed: What it says is not seen yet.
        late: It came after the deadline that holds.
        other: Who gave it and is somebody else in the consultation, and as what, in words; empty for most.
    """

    row: ReplyVersion
    label: str
    tone: str
    changes: tuple[Change, ...]
    conditions: tuple[Filed, ...]
    first: bool
    late: bool
    other: str = ""
    sealed: bool = False

    @property
    def online(self) -> bool:
        """Whether the Member gave it itself."""
        return self.row.channel == Channel.ONLINE.value

    @property
    def same(self) -> bool:
        """Whether it says what the version before says."""
        return not self.first and not self.sealed and not self.changes and not self.conditions


@dataclass(frozen=True)
class Compared:
    """What one version says otherwise than another, as the part of a page shows it."""

    changes: tuple[Change, ...]
    conditions: tuple[Filed, ...]


def compared(seen: SeenReply, before: ReplyVersion, after: ReplyVersion) -> Compared:
    """What would be different if a version took the place of another one."""
    changed = _difference(before, after)
    known = {question.pk: question for question in seen.questions}
    headings = headings_for(seen.enquiry)
    return Compared(tuple(_changes(changed, known)), tuple(_filed(changed, headings, before, after)))


def history(seen: SeenReply) -> list[Version]:
    """Every version, the last one first."""
    known = {question.pk: question for question in seen.questions}
    deadline, differing = seen.enquiry.deadline, {row.number for row in seen.differing}
    headings = headings_for(seen.enquiry)
    others = other_capacities(seen.consultation, ((row, seen.member) for row in seen.versions))
    versions = []
    before: ReplyVersion | None = None
    for row in seen.versions:
        label, tone = _state(row, seen.counted, differing, late=not row.in_time(deadline))
        sealed = _is_sealed(seen, row) or (before is not None and _is_sealed(seen, before))
        changed = _difference(None if sealed else before, row)
        versions.append(
            Version(
                row,
                label,
                tone,
                tuple(_changes(changed, known)),
                tuple(_filed(changed, headings, before, row)),
                first=before is None,
                late=not row.in_time(deadline),
                other=others.get((row.person_id, seen.member.pk), ""),
                sealed=sealed,
            )
        )
        before = row
    return versions[::-1]


def _is_sealed(seen: SeenReply, row: ReplyVersion) -> bool:
    return isinstance(seen, Reader) and row.pk in seen.sealed


def _difference(before: ReplyVersion | None, after: ReplyVersion) -> Difference:
    if before is None:
        return Difference({}, ())
    old, new = (
        (row.choices, [(condition.heading, condition.words) for condition in row.conditions.all()])
        for row in (before, after)
    )
    return difference(old, new)


def _filed(
    changed: Difference, headings: Mapping[str, ConditionHeading], before: ReplyVersion | None, after: ReplyVersion
) -> Iterator[Filed]:
    versions = [row for row in (before, after) if row is not None]
    languages = {condition.words: condition.language for row in versions for condition in row.conditions.all()}
    for condition in changed.conditions:
        yield label_in(headings, condition.heading), condition, languages.get(condition.words, "")


def _changes(changed: Difference, known: dict[int, Question]) -> Iterable[Change]:
    places = {key: place for place, key in enumerate(known)}
    for key in sorted(changed.choices, key=lambda key: places.get(key, -1)):
        if key in known:
            before, after = (choice_label(known[key], choice) if choice else "" for choice in changed.choices[key])
            yield Change(known[key], before, after)


def _state(row: ReplyVersion, counted: ReplyVersion | None, differing: set[int], *, late: bool) -> tuple[str, str]:
    """What a version is now, and the tone of its chip."""
    if row.returned_at is not None:
        return _("does not match its source"), "stop"
    if row.number in differing:
        return _("in conflict"), "stop"
    if row == counted:
        return (_("late, accepted, counts"), "live") if late else (_("counts"), "live")
    if row.channel != Channel.ONLINE.value and row.confirmed_at is None:
        return _("awaiting a second person"), "wait"
    if late and row.accepted_at is None:
        return (_("late, not accepted"), "stop") if row.declined_at else (_("late"), "wait")
    return _("replaced by a later one"), ""
