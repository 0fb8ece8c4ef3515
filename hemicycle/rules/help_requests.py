"""Rule 52: what the help desk asks of somebody's page, and that nothing of it happens without their consent."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.reasons import Decision

#: What nobody answers within this time has lapsed.
ANSWER_WITHIN = timedelta(minutes=2)
#: A page tells within this time what became of what its person agreed to.
REPORT_WITHIN = timedelta(minutes=1)
#: For so long the help desk sees a connection.
WATCH_LASTS = timedelta(minutes=10)


class RequestKind(StrEnum):
    """What is asked.

    Attributes:
        WATCH: To show the help desk one's connection.
        MICROPHONE: To use another microphone, as the two below.
        TCP: To connect without UDP.
        RELAY: To connect through a relay.
        LOWER_PICTURE: To send a small picture and to receive none, so that the sound has the line for itself.
        RELOAD: To load the page again.
    """

    WATCH = "watch"
    MICROPHONE = "microphone"
    CAMERA = "camera"
    LOUDSPEAKER = "loudspeaker"
    TCP = "tcp"
    RELAY = "relay"
    LOWER_PICTURE = "lower_picture"
    RELOAD = "reload"


#: Those that name a device.
OF_DEVICE = frozenset({RequestKind.MICROPHONE, RequestKind.CAMERA, RequestKind.LOUDSPEAKER})


class RequestOutcome(StrEnum):
    """What became of a measure, as the page reports it.

    Attributes:
        DEVICE_GONE: The device is not there any more.
        NOT_OFFERED: The media server has no such way.
    """

    DONE = "done"
    FAILED = "failed"
    DEVICE_GONE = "device_gone"
    NOT_OFFERED = "not_offered"


class RequestState(StrEnum):
    """Where a request is.

    Attributes:
        ASKED: Nobody has answered yet.
        AGREED: It is carried out; of ``WATCH``, the desk sees the connection.
        LAPSED: Nobody answered in time.
        UNREPORTED: The person agreed, and their page has not told in time what became of it.
        ENDED: It was taken back, or its case was handed over or solved.
    """

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    DONE = "done"
    FAILED = "failed"
    LAPSED = "lapsed"
    UNREPORTED = "unreported"
    ENDED = "ended"


#: In these something can still become of it.
OPEN_STATES = frozenset({RequestState.ASKED, RequestState.AGREED})


def lasts_until(kind: RequestKind, asked_at: datetime, answered_at: datetime | None) -> datetime:
    """Until when it waits for its answer or, once that was given, is carried out or watched."""
    if answered_at is None:
        return asked_at + ANSWER_WITHIN
    return answered_at + (WATCH_LASTS if kind is RequestKind.WATCH else REPORT_WITHIN)


def state_of(  # noqa: PLR0913 - what was asked, and each moment that something became of it
    kind: RequestKind,
    asked_at: datetime,
    answered_at: datetime | None,
    *,
    agreed: bool | None,
    ended: bool,
    outcome: RequestOutcome | None,
    at: datetime,
) -> RequestState:
    """Where a request is at a moment.

    Args:
        agreed: The person's answer; none before they gave it.
        ended: It was taken back, or ended with its case, before anything was reported.
    """
    if outcome is not None:
        return RequestState.DONE if outcome is RequestOutcome.DONE else RequestState.FAILED
    if agreed is False:
        return RequestState.DECLINED
    if ended:
        return RequestState.ENDED
    if at < lasts_until(kind, asked_at, answered_at):
        return RequestState.ASKED if agreed is None else RequestState.AGREED
    if agreed is None:
        return RequestState.LAPSED
    return RequestState.ENDED if kind is RequestKind.WATCH else RequestState.UNREPORTED


def may_ask(*, solved: bool, mine: bool, here: bool, waits: bool) -> Decision:
    """Whether somebody of the desk asks something.

    Args:
        mine: They have the case, or nobody has it, and it is theirs from then on.
        here: Its person has entered this sitting.
        waits: Another request waits for this person, or is being carried out by their page.
    """
    if solved:
        return refuse(RuleCode.CASE_SOLVED)
    if not mine:
        return refuse(RuleCode.REQUEST_OF_ANOTHERS_CASE)
    if not here:
        return refuse(RuleCode.REQUEST_TO_ABSENT)
    return refuse(RuleCode.REQUEST_WAITS) if waits else allow(RuleCode.HELP_OPEN)


def may_name(kind: RequestKind, device: str, known: frozenset[str]) -> Decision:
    """Whether a request names what its kind requires: one of the devices that the watched page has told, or nothing."""
    if kind in OF_DEVICE:
        return allow(RuleCode.HELP_OPEN) if device in known else refuse(RuleCode.REQUEST_OF_UNKNOWN_DEVICE)
    return refuse(RuleCode.REQUEST_OF_UNKNOWN_DEVICE) if device else allow(RuleCode.HELP_OPEN)


def may_answer(state: RequestState) -> Decision:
    """Whether its person says yes or no."""
    return allow(RuleCode.HELP_OPEN) if state is RequestState.ASKED else refuse(RuleCode.REQUEST_OVER)


def may_report(kind: RequestKind, state: RequestState) -> Decision:
    """Whether the page tells what became of it: of a measure alone, once its person agreed."""
    carried_out = kind is not RequestKind.WATCH and state in {RequestState.AGREED, RequestState.UNREPORTED}
    return allow(RuleCode.HELP_OPEN) if carried_out else refuse(RuleCode.REQUEST_OVER)


def may_end(kind: RequestKind, state: RequestState, *, own: bool) -> Decision:
    """Whether one of the two ends it.

    Its person stops being watched; who asked takes a question back, or looks no longer. A measure that its person
    agreed to is under way, and nobody ends it.

    Args:
        own: Its person does.
    """
    watched = kind is RequestKind.WATCH and state is RequestState.AGREED
    taken_back = state is RequestState.ASKED and not own
    return allow(RuleCode.HELP_OPEN) if watched or taken_back else refuse(RuleCode.REQUEST_OVER)
