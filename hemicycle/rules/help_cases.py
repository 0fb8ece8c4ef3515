"""A case of the help desk: what becomes of it, who has it, and for how long its person may take it up again.

Facts in, a decision out. That a person is helped is no rule of procedure: the refusals here cite none.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import allow, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.reasons import Decision

#: After it was solved, its person takes a case up again within this time; later a new one is opened.
REOPEN_WITHIN = timedelta(days=3)
#: So many messages one person writes within ``FLOOD_WITHIN``.
FLOOD_MOST = 10
FLOOD_WITHIN = timedelta(minutes=1)


class Channel(StrEnum):
    """By which way somebody asked for help first, or the booths did for them."""

    CHAT = "chat"
    MAIL = "mail"
    TELEPHONE = "telephone"
    BOOTH = "booth"


class CaseStatus(StrEnum):
    """Where a case is."""

    NEW = "new"
    IN_WORK = "in_work"
    WAITING = "waiting"
    SOLVED = "solved"
    REOPENED = "reopened"


class CaseCause(StrEnum):
    """What the trouble was, as it is counted: set when a case is solved."""

    HEARING = "hearing"
    MICROPHONE = "microphone"
    CAMERA = "camera"
    NETWORK = "network"
    BROWSER = "browser"
    SIGN_IN = "sign_in"
    REGISTRATION = "registration"
    INTERPRETATION = "interpretation"
    DOCUMENTS = "documents"
    PROCEDURE = "procedure"
    OTHER = "other"


def may_write(lately: int) -> Decision:
    """Whether a person writes to the help desk once more.

    Args:
        lately: Messages that they wrote within ``FLOOD_WITHIN``.
    """
    if lately >= FLOOD_MOST:
        return refuse(RuleCode.HELP_TOO_MANY, most=FLOOD_MOST)
    return allow(RuleCode.HELP_OPEN)


def may_take(status: CaseStatus, holder: str, *, mine: bool) -> Decision:
    """Whether somebody at the desk takes a case.

    Args:
        holder: The name of who has it; empty for nobody.
        mine: They themselves have it.
    """
    if status is CaseStatus.SOLVED:
        return refuse(RuleCode.CASE_SOLVED)
    if mine:
        return refuse(RuleCode.CASE_IS_YOURS)
    if holder:
        return refuse(RuleCode.CASE_TAKEN, name=holder)
    return allow(RuleCode.HELP_OPEN)


def may_go_on(status: CaseStatus) -> Decision:
    """Whether a case is handed over, set to wait for its person, or solved."""
    return refuse(RuleCode.CASE_SOLVED) if status is CaseStatus.SOLVED else allow(RuleCode.HELP_OPEN)


def may_reopen(status: CaseStatus, solved_at: datetime | None, at: datetime, *, own: bool) -> Decision:
    """Whether a case is taken up again: by the desk at any time, by its person within ``REOPEN_WITHIN``."""
    if status is not CaseStatus.SOLVED or solved_at is None:
        return refuse(RuleCode.CASE_OPEN)
    if own and at > solved_at + REOPEN_WITHIN:
        return refuse(RuleCode.CASE_OVER, days=REOPEN_WITHIN.days)
    return allow(RuleCode.HELP_OPEN)


def takes_up(status: CaseStatus, solved_at: datetime | None, at: datetime) -> bool:
    """Whether what a person writes now belongs to this case: it is open, or was solved a short while ago."""
    return status is not CaseStatus.SOLVED or (solved_at is not None and at <= solved_at + REOPEN_WITHIN)


def after_question(status: CaseStatus) -> CaseStatus:
    """The status once its person has written."""
    if status is CaseStatus.SOLVED:
        return CaseStatus.REOPENED
    return CaseStatus.IN_WORK if status is CaseStatus.WAITING else status


def after_answer(status: CaseStatus) -> CaseStatus:
    """The status once the desk has written: an answer to a solved case changes nothing."""
    return CaseStatus.IN_WORK if status in {CaseStatus.NEW, CaseStatus.REOPENED} else status
