"""Rules 20, 23, 24 and 25: contributions of Members, from what is submitted to the document that is posted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from hemicycle.rules.deadlines import Deadline

#: Of a title, and of one part of the template, in characters.
TITLE_LENGTH, PART_LENGTH = 300, 20_000
#: So many Members submit one contribution at most: more than any body that is known has.
MOST_SUBMITTERS = 300
#: Pages that are recommended where a consultation sets nothing else (rule 23).
RECOMMENDED_PAGES = 2


class Stage(StrEnum):
    """Where a contribution stands once it was submitted; before that it is a draft, which nobody else sees."""

    UNCONFIRMED = "unconfirmed"
    SUBMITTED = "submitted"
    CHANGES_ASKED = "changes_asked"
    NUMBERED = "numbered"
    IN_TRANSLATION = "in_translation"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class StepKind(StrEnum):
    """What was done with a contribution after it was submitted."""

    CHANGES_ASKED = "changes_asked"
    LATE_ACCEPTED = "late_accepted"
    LATE_DECLINED = "late_declined"
    NUMBERED = "numbered"
    NUMBER_REMOVED = "number_removed"
    POSTED = "posted"


class Name(StrEnum):
    """Where the name of a submitter stands (rule 24)."""

    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"


class Timeliness(StrEnum):
    """Whether a contribution was received by the deadline, and what the chair said of one that was not."""

    IN_TIME = "in_time"
    LATE = "late"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class NameAnswer:
    """A submitter confirmed its name, or withdrew it.

    Attributes:
        version: Number of the version that it had before it.
    """

    version: int
    confirmed: bool


@dataclass(frozen=True)
class Submitter:
    """A Member whose name a contribution carries.

    Attributes:
        member: Its code.
        answers: The first one first; the submission is the first answer of who submits.
    """

    member: str
    answers: tuple[NameAnswer, ...] = ()


@dataclass(frozen=True)
class Step:
    """What was done, when the latest version had this number."""

    kind: StepKind
    version: int


@dataclass(frozen=True)
class Course:
    """A contribution with all that became of it.

    Attributes:
        version: Number of the latest one, from 1.
        submitters: Those that the latest version names, the first one first.
        steps: The first one first.
        lacking: In so many languages it is still to be translated.
    """

    version: int
    submitters: tuple[Submitter, ...]
    steps: tuple[Step, ...] = ()
    lacking: int = 0

    def has(self, kind: StepKind) -> bool:
        """Whether this was done with it."""
        return any(step.kind is kind for step in self.steps)

    @property
    def numbered(self) -> bool:
        """Whether it has its number: one that was removed is another's, or given again."""
        step = self.last(StepKind.NUMBERED, StepKind.NUMBER_REMOVED)
        return step is not None and step.kind is StepKind.NUMBERED

    def last(self, *kinds: StepKind) -> Step | None:
        """The last of these steps."""
        return next((step for step in reversed(self.steps) if step.kind in kinds), None)


def name(submitter: Submitter, version: int) -> Name:
    """Where the name of a submitter stands.

    A text that was revised is confirmed again: who confirmed an earlier one has not said that it agrees with this one.
    Who withdrew has withdrawn, whatever the text says by now.
    """
    if not submitter.answers:
        return Name.UNANSWERED
    last = submitter.answers[-1]
    if not last.confirmed:
        return Name.WITHDRAWN
    return Name.CONFIRMED if last.version >= version else Name.UNANSWERED


def standing(course: Course, *names: Name) -> tuple[str, ...]:
    """The Members whose names stand so, in their order."""
    return tuple(one.member for one in course.submitters if name(one, course.version) in names)


def leading(course: Course) -> str | None:
    """The Member that revises it: the first whose name is confirmed; None while none is.

    Where the first one withdraws its name, the next that confirmed takes its place.
    """
    return next(iter(standing(course, Name.CONFIRMED)), None)


def stage(course: Course) -> Stage:
    """Where it stands."""
    if course.has(StepKind.POSTED):
        return Stage.POSTED
    if not standing(course, Name.CONFIRMED, Name.UNANSWERED):
        return Stage.WITHDRAWN
    if leading(course) is None:
        return Stage.UNCONFIRMED
    asked = course.last(StepKind.CHANGES_ASKED)
    if asked is not None and asked.version == course.version:
        return Stage.CHANGES_ASKED
    if course.numbered:
        return Stage.IN_TRANSLATION if course.lacking else Stage.NUMBERED
    return Stage.SUBMITTED


def timeliness(received: datetime, deadline: Deadline | None, steps: Iterable[Step]) -> Timeliness:
    """Whether it was received in time, and what the chair said last of it where it was not.

    Args:
        received: When its first version was: what was asked to be changed is not late for it.
        deadline: None where the consultation has set none.
    """
    if deadline is None or deadline.met(received):
        return Timeliness.IN_TIME
    kinds = [step.kind for step in steps if step.kind in {StepKind.LATE_ACCEPTED, StepKind.LATE_DECLINED}]
    if not kinds:
        return Timeliness.LATE
    return Timeliness.ACCEPTED if kinds[-1] is StepKind.LATE_ACCEPTED else Timeliness.DECLINED


def counts(reached: Stage, when: Timeliness) -> bool:
    """Whether it makes its item a candidate for the agenda: received in time, or accepted, and not withdrawn."""
    return reached not in {Stage.UNCONFIRMED, Stage.WITHDRAWN} and when in {Timeliness.IN_TIME, Timeliness.ACCEPTED}


def may_submit(deadline: Deadline | None, at: datetime, *, listed: bool, withdrawn: bool) -> Decision:
    """Whether a contribution to an item may be submitted: late ones too, which are recorded as late.

    Args:
        listed: The consultation has the item in one of its lists.
        withdrawn: It is put to nobody any more.
    """
    if not listed:
        return refuse(RuleCode.CONTRIBUTION_ITEM)
    if withdrawn:
        return refuse(RuleCode.CONTRIBUTION_ITEM_WITHDRAWN)
    if deadline is not None and not deadline.met(at):
        return allow(RuleCode.CONTRIBUTION_LATE, deadline=deadline.moment.isoformat())
    return allow(RuleCode.CONTRIBUTION_IN_TIME)


def may_contain(
    title: str, parts: Mapping[str, str], required: Collection[str], limits: Mapping[str, int], *, has_file: bool
) -> Decision:
    """Whether a contribution says what the template asks for (rule 23).

    Args:
        parts: What stands under each heading of the template, by its key.
        required: Keys of the headings under which something must stand.
        limits: So many characters may stand under each.
        has_file: It came as a file, which says what the parts would.
    """
    if not title:
        return refuse(RuleCode.CONTRIBUTION_WITHOUT_TITLE)
    if len(title) > TITLE_LENGTH:
        return refuse(RuleCode.CONTRIBUTION_TITLE_LONG, most=TITLE_LENGTH)
    for key, most in limits.items():
        if len(parts.get(key, "")) > most:
            return refuse(RuleCode.CONTRIBUTION_PART_LONG, part=key, most=most)
    empty = [key for key in limits if key in required and not parts.get(key)]
    if empty and not has_file:
        return refuse(RuleCode.CONTRIBUTION_PART_EMPTY, part=empty[0])
    if not has_file and not any(parts.values()):
        return refuse(RuleCode.CONTRIBUTION_EMPTY)
    return allow(RuleCode.NOTHING_AGAINST)


def length(pages: int, recommended: int) -> Decision:
    """What is to be said of its length: more pages than are recommended is a warning, and no refusal (rule 23)."""
    if pages > recommended:
        return allow(RuleCode.CONTRIBUTION_LONGER, pages=pages, recommended=recommended)
    return allow(RuleCode.CONTRIBUTION_SHORT_ENOUGH, pages=pages, recommended=recommended)


def may_name(members: Collection[str], own: str) -> Decision:
    """Whether these Members may submit one together: each once, and the one that submits among them."""
    if own not in members:
        return refuse(RuleCode.CONTRIBUTION_OF_OTHERS)
    if len(set(members)) != len(members):
        return refuse(RuleCode.CONTRIBUTION_TWICE_NAMED)
    if len(members) > MOST_SUBMITTERS:
        return refuse(RuleCode.CONTRIBUTION_MANY_NAMED, most=MOST_SUBMITTERS)
    return allow(RuleCode.JOINT_CONTRIBUTION if len(members) > 1 else RuleCode.NOTHING_AGAINST)


def may_revise(course: Course, member: str, deadline: Deadline | None, at: datetime, *, seen: int) -> Decision:
    """Whether a Member may submit another version: by the deadline, and afterwards where changes were asked for.

    Args:
        seen: Number of the version that its writer began with.
    """
    reached = stage(course)
    if reached in {Stage.POSTED, Stage.WITHDRAWN}:
        return refuse(RuleCode.CONTRIBUTION_FIXED)
    if leading(course) != member:
        return refuse(RuleCode.CONTRIBUTION_LED_BY_ANOTHER)
    if seen != course.version:
        return refuse(RuleCode.CONTRIBUTION_REVISED_MEANWHILE)
    if reached is Stage.CHANGES_ASKED:
        return allow(RuleCode.CONTRIBUTION_CHANGED_AS_ASKED)
    if reached in {Stage.NUMBERED, Stage.IN_TRANSLATION}:
        return refuse(RuleCode.CONTRIBUTION_NUMBERED)
    if deadline is not None and not deadline.met(at):
        return refuse(RuleCode.CONTRIBUTION_REVISED_LATE)
    return allow(RuleCode.NEW_VERSION)


def may_answer(course: Course, member: str, *, confirmed: bool) -> Decision:
    """Whether a Member may confirm or withdraw its name: until the contribution is posted (rule 24)."""
    mine = next((one for one in course.submitters if one.member == member), None)
    if mine is None:
        return refuse(RuleCode.NOT_A_SUBMITTER)
    # A posted document never changes (rule 20); one that all have withdrawn from is over.
    if stage(course) in {Stage.POSTED, Stage.WITHDRAWN}:
        return refuse(RuleCode.CONTRIBUTION_FIXED)
    if name(mine, course.version) is (Name.CONFIRMED if confirmed else Name.WITHDRAWN):
        return refuse(RuleCode.NAME_IS_SO)
    return allow(RuleCode.NAME_CONFIRMED if confirmed else RuleCode.NAME_WITHDRAWN)


def may_confirm_entered(
    course: Course, member: str, person: int, *, entered: bool, by: int | None, independent: bool
) -> Decision:
    """Whether a second person of the secretariat may confirm what was entered for a Member (rule 21).

    Args:
        entered: The Member has not submitted it itself.
        by: Who of the secretariat entered it; None for what was taken from a mail by itself.
        independent: Who entered it did not let this person in, nor was entered by them.
    """
    if not entered or stage(course) is not Stage.UNCONFIRMED:
        return refuse(RuleCode.NOTHING_TO_CONFIRM)
    if by == person:
        return refuse(RuleCode.NEEDS_SECOND_PERSON)
    if not independent:
        return refuse(RuleCode.NEEDS_INDEPENDENT_PERSON)
    return may_answer(course, member, confirmed=True)


def may_return_entered(course: Course, *, entered: bool) -> Decision:
    """Whether the secretariat may return what it entered for a Member: as long as nobody has confirmed it (rule 21).

    Args:
        entered: The Member has not submitted it itself.
    """
    if not entered or stage(course) is not Stage.UNCONFIRMED:
        return refuse(RuleCode.NOTHING_TO_CONFIRM)
    return allow(RuleCode.NOTHING_AGAINST)


def may_correct_entry(course: Course, *, entered: bool, seen: int) -> Decision:
    """Whether the secretariat may correct what it entered for a Member: until somebody has confirmed it (rule 21).

    Args:
        entered: The Member has not submitted it itself.
        seen: Number of the version that is corrected.
    """
    if not entered or stage(course) is not Stage.UNCONFIRMED:
        return refuse(RuleCode.CONTRIBUTION_CONFIRMED)
    if seen != course.version:
        return refuse(RuleCode.CONTRIBUTION_CORRECTED_MEANWHILE)
    return allow(RuleCode.NEW_VERSION)


def may_ask_for_changes(reached: Stage, words: str) -> Decision:
    """Whether the secretariat may ask for changes: of what was submitted and is not posted, with a reason."""
    if reached not in {Stage.SUBMITTED, Stage.NUMBERED, Stage.IN_TRANSLATION}:
        return refuse(RuleCode.CONTRIBUTION_NOT_WAITING)
    return allow(RuleCode.NOTHING_AGAINST) if words else refuse(RuleCode.CHANGES_NEED_WORDS)


def may_number(reached: Stage, when: Timeliness) -> Decision:
    """Whether a contribution gets its number: not a late one that the chair has not accepted."""
    if reached is not Stage.SUBMITTED:
        return refuse(RuleCode.CONTRIBUTION_NOT_WAITING)
    return _accepted(when)


def may_remove_number(course: Course) -> Decision:
    """Whether a contribution may lose its number: until it is posted, also where all have withdrawn from it."""
    if stage(course) is Stage.POSTED:
        return refuse(RuleCode.CONTRIBUTION_FIXED)
    return allow(RuleCode.NOTHING_AGAINST) if course.numbered else refuse(RuleCode.CONTRIBUTION_NOT_NUMBERED)


def may_translate(reached: Stage) -> Decision:
    """Whether its text may be written in another language: once it has its number, until it is posted."""
    if reached in {Stage.NUMBERED, Stage.IN_TRANSLATION}:
        return allow(RuleCode.NOTHING_AGAINST)
    return refuse(RuleCode.CONTRIBUTION_NOT_NUMBERED)


def may_post(reached: Stage, when: Timeliness) -> Decision:
    """Whether a contribution may be posted: once it has its number; it never changes afterwards (rule 20)."""
    if reached not in {Stage.NUMBERED, Stage.IN_TRANSLATION}:
        return refuse(RuleCode.CONTRIBUTION_NOT_NUMBERED)
    return _accepted(when)


def _accepted(when: Timeliness) -> Decision:
    if when in {Timeliness.LATE, Timeliness.DECLINED}:
        return refuse(RuleCode.CONTRIBUTION_LATE_UNDECIDED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_accept_late(reached: Stage, when: Timeliness, *, own: bool, words: str) -> Decision:
    """Whether the chair may accept a late contribution, on record, as a late reply is (rule 18).

    Args:
        own: Whoever would accept it speaks for one of the Members that submit it.
    """
    if reached in {Stage.POSTED, Stage.WITHDRAWN}:
        return refuse(RuleCode.CONTRIBUTION_FIXED)
    if when is Timeliness.IN_TIME:
        return refuse(RuleCode.CONTRIBUTION_NOT_LATE)
    if when is Timeliness.ACCEPTED:
        return refuse(RuleCode.CONTRIBUTION_ACCEPTED_ALREADY)
    if own:
        return refuse(RuleCode.CONTRIBUTION_OWN)
    return allow(RuleCode.ACCEPT_LATE) if words else refuse(RuleCode.ACCEPTANCE_NEEDS_WORDS)


def may_decline_late(reached: Stage, when: Timeliness, *, own: bool, words: str) -> Decision:
    """Whether the chair may decline a late contribution, with words that its Members are told."""
    decision = may_accept_late(reached, when, own=own, words=words)
    if isinstance(decision, Refused):
        return decision
    if when is Timeliness.DECLINED:
        return refuse(RuleCode.CONTRIBUTION_DECLINED_ALREADY)
    return allow(RuleCode.DECLINE_LATE)
