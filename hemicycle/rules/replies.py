"""Rules 13, 18, 21 and 22: which of the answers that came for a State counts, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Reason, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.rules.deadlines import Deadline


class Channel(StrEnum):
    """How an answer came."""

    ONLINE = "online"
    PAPER = "paper"
    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True)
class Version:
    """One answer for a State, as it was submitted; it never changes (rule 13).

    Attributes:
        number: Counts the versions of this State's reply, from 1.
        person: Who answered for the State.
        answer: What it says, in a form in which equal answers are equal.
        received: When it reached the secretariat; for a letter, the day on its stamp.
        channel: Anything but ``ONLINE`` was entered by the secretariat.
        entered_by, confirmed_by: Who of the secretariat entered it, and who compared it with its source (rule 21).
        entered_at: When it was entered, where that is known.
        replaces: Its source says that it takes the place of what came on paper before (rule 21).
        settles: It was given in order to settle different answers (rule 22): what came before no longer speaks.
        accepted: The chair accepted it although it was late (rule 18).
        declined: The chair said that it does not accept it; it may still change its mind before the declaration.
        returned: The second person found that it is not what its source says (rule 21).
    """

    number: int
    person: int
    answer: str
    received: datetime
    channel: Channel = Channel.ONLINE
    entered_by: int | None = None
    confirmed_by: int | None = None
    entered_at: datetime | None = None
    replaces: bool = False
    settles: bool = False
    accepted: bool = False
    declined: bool = False
    returned: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether it stands as what the State said: it came from the State itself, or two people compared it."""
        return self.channel is Channel.ONLINE or self.confirmed_by is not None

    def in_time(self, deadline: Deadline) -> bool:
        """Whether it counts without the chair: received before the deadline and, if it was entered, entered by then.

        What is entered afterwards with an earlier receipt rests on the word of two people of the secretariat: the chair
        accepts it (rule 21).
        """
        return deadline.met(self.received) and (self.entered_at is None or deadline.met(self.entered_at))


class Status(StrEnum):
    """Where a State's reply stands."""

    MISSING = "missing"
    UNCONFIRMED = "unconfirmed"
    LATE = "late"
    CONFLICT = "conflict"
    COUNTED = "counted"


@dataclass(frozen=True)
class Assessment:
    """Where a State's reply stands, why, and which version counts.

    Attributes:
        counted: Its version that counts; none unless the status is ``COUNTED``.
        differing: Versions that contradict each other.
    """

    status: Status
    reason: Reason
    counted: Version | None = None
    differing: tuple[Version, ...] = ()


def assess(versions: Sequence[Version], deadline: Deadline) -> Assessment:
    """What a State's reply is, of all that came for it.

    Of one person the latest version in time counts (rule 13); a late one does not take its place unless the chair
    accepted it (rule 18). Two people who say the same do not contradict each other (rule 22). What was entered and
    is not what its source says was never answered; a paper that says so takes the place of earlier ones (rule 21).
    """
    came = [version for version in versions if not version.returned]
    if not came:
        return Assessment(Status.MISSING, Reason(RuleCode.NO_REPLY))
    confirmed = [version for version in came if version.confirmed]
    if not confirmed:
        return Assessment(Status.UNCONFIRMED, Reason(RuleCode.REPLY_UNCONFIRMED, {"version": came[-1].number}))
    valid = [version for version in confirmed if version.in_time(deadline) or version.accepted]
    if not valid:
        return Assessment(Status.LATE, _why_late(confirmed, deadline))
    latest = _latest_of_each(valid)
    if len({version.answer for version in latest}) > 1:
        people = len({version.person for version in latest})
        return Assessment(Status.CONFLICT, Reason(RuleCode.REPLIES_DIFFER, {"people": people}), differing=tuple(latest))
    last = latest[-1]
    return Assessment(Status.COUNTED, _why_counted(last, deadline), counted=last)


def _latest_of_each(valid: Sequence[Version]) -> list[Version]:
    """The last version of each person, in order of their numbers, from the last that settled on.

    A paper that replaces earlier ones takes their place, and that of no answer that somebody gave online: a difference
    between the two is the focal point's to settle (rule 22).
    """
    settled = max((version.number for version in valid if version.settles), default=0)
    replaced = max((version.number for version in valid if version.replaces), default=0)
    speaking = [
        version
        for version in sorted(valid, key=_number)
        if version.number >= settled and (version.channel is Channel.ONLINE or version.number >= replaced)
    ]
    by_person = {version.person: version for version in speaking}
    return sorted(by_person.values(), key=_number)


def _number(version: Version) -> int:
    return version.number


def _why_late(confirmed: Sequence[Version], deadline: Deadline) -> Reason:
    """Why nothing counts of what came late: the last answer on which the chair has not decided still waits for it."""
    undecided = [version for version in confirmed if not version.declined]
    if not undecided:
        return Reason(RuleCode.LATE_DECLINED, {"version": confirmed[-1].number})
    last = undecided[-1]
    code = RuleCode.ENTERED_LATE if deadline.met(last.received) else RuleCode.REPLY_LATE
    return Reason(code, {"version": last.number})


def _why_counted(version: Version, deadline: Deadline) -> Reason:
    facts = {"version": version.number}
    if not deadline.met(version.received):
        return Reason(RuleCode.LATE_ACCEPTED, facts)
    if not version.in_time(deadline):
        return Reason(RuleCode.ENTERED_LATE_ACCEPTED, facts)
    if version.settles:
        return Reason(RuleCode.SETTLED, facts)
    if version.channel is not Channel.ONLINE:
        return Reason(RuleCode.REPLY_CONFIRMED, facts)
    return Reason(RuleCode.REPLY_COUNTED, facts)


def may_answer(deadline: Deadline, at: datetime, *, declared: bool) -> Decision:
    """Whether a State may still send an answer: late ones too, which are recorded as late (rule 18).

    Args:
        declared: The result has been declared.
    """
    if declared:
        return refuse(RuleCode.RESULT_DECLARED)
    if not deadline.met(at):
        return allow(RuleCode.ANSWER_LATE, deadline=deadline.moment.isoformat())
    return allow(RuleCode.ANSWER_IN_TIME, deadline=deadline.moment.isoformat())


def may_settle(status: Status) -> Decision:
    """Whether an answer may settle what came before: only where different answers contradict each other (rule 22)."""
    if status is not Status.CONFLICT:
        return refuse(RuleCode.NOTHING_TO_SETTLE)
    return allow(RuleCode.NOTHING_AGAINST)


def may_accept_late(
    version: Version, deadline: Deadline, *, declared: bool, own: bool = False, words: str | None = None
) -> Decision:
    """Whether the chair may accept a late answer, or one that was entered late, or decline it (rules 18 and 21).

    Args:
        own: Whoever would accept it speaks for that State: by a mandate, a delegation, a registration or this answer.
        words: Why, for the record; ``None`` asks before there are any.
    """
    if declared:
        return refuse(RuleCode.RESULT_DECLARED)
    if version.returned:
        return refuse(RuleCode.RETURNED_NEVER_COUNTS, version=version.number)
    if version.in_time(deadline):
        return refuse(RuleCode.NOT_LATE, version=version.number)
    if version.accepted:
        return refuse(RuleCode.ACCEPTED_ALREADY, version=version.number)
    if own:
        return refuse(RuleCode.OWN_STATE, version=version.number)
    if words == "":
        return refuse(RuleCode.ACCEPTANCE_NEEDS_WORDS)
    return allow(RuleCode.ACCEPT_LATE, version=version.number)


def may_decline_late(version: Version, deadline: Deadline, *, declared: bool, own: bool, words: str) -> Decision:
    """Whether the chair may decline a late answer, with words that its State is told (rule 18).

    Args:
        own: As for ``may_accept_late``.
    """
    decision = may_accept_late(version, deadline, declared=declared, own=own, words=words or None)
    if isinstance(decision, Refused):
        return decision
    if version.declined:
        return refuse(RuleCode.DECLINED_ALREADY, version=version.number)
    return allow(RuleCode.DECLINE_LATE, version=version.number) if words else refuse(RuleCode.DECLINING_NEEDS_WORDS)


def may_confirm(version: Version, person: int, *, declared: bool, let_in: bool = False) -> Decision:
    """Whether somebody of the secretariat may confirm what another of them entered, or return it (rule 21).

    Args:
        let_in: Whoever entered it let this person into the secretariat here, or was entered by them.
        declared: The result has been declared, and nothing changes it any more (rule 18).
    """
    if declared:
        return refuse(RuleCode.RESULT_DECLARED)
    if version.channel is Channel.ONLINE or version.confirmed_by is not None or version.returned:
        return refuse(RuleCode.NOTHING_TO_CONFIRM, version=version.number)
    if version.entered_by == person:
        return refuse(RuleCode.NEEDS_SECOND_PERSON, version=version.number)
    if let_in:
        return refuse(RuleCode.NEEDS_INDEPENDENT_PERSON, version=version.number)
    return allow(RuleCode.CONFIRM_REPLY, version=version.number)


def may_return(version: Version, person: int, *, declared: bool, words: str, let_in: bool = False) -> Decision:
    """Whether a second person may return what was entered, as not what its source says (rule 21).

    Args:
        words: What differs.
    """
    decision = may_confirm(version, person, declared=declared, let_in=let_in)
    if isinstance(decision, Refused):
        return decision
    return decision if words else refuse(RuleCode.RETURN_NEEDS_WORDS)


def may_enter(
    channel: Channel, received: datetime, at: datetime, *, has_source: bool, asked_at: datetime | None = None
) -> Decision:
    """Whether the secretariat may enter an answer that came otherwise than online: with its source (rule 21).

    Args:
        asked_at: When the letter was sent that it answers; nothing reaches the secretariat before that.
    """
    if channel is Channel.ONLINE:
        return refuse(RuleCode.ONLINE_IS_NOT_ENTERED)
    if not has_source:
        return refuse(RuleCode.SOURCE_MISSING, channel=channel.value)
    if received > at:
        return refuse(RuleCode.RECEIVED_IN_THE_FUTURE)
    if asked_at is not None and received < asked_at:
        return refuse(RuleCode.RECEIVED_BEFORE_ASKED, sent=asked_at.isoformat())
    return allow(RuleCode.ENTER_REPLY, channel=channel.value)


def may_replace(*, replaces: bool, earlier: int) -> Decision:
    """Whether an entry may say that it takes the place of earlier ones: where there are some (rule 21).

    Args:
        earlier: How many versions of the State came on paper, by mail or by phone, and were not returned.
    """
    if replaces and not earlier:
        return refuse(RuleCode.NOTHING_TO_REPLACE)
    return allow(RuleCode.NOTHING_AGAINST)
