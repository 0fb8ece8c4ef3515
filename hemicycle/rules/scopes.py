"""Roles narrower than the whole secretariat: each is a set of the actions of the table of permissions.

Whoever was never given one works for the whole secretariat, as they are registered. Whoever was has, on each day, the
roles that are in force on it, and nothing else of the secretariat.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from hemicycle.rules import permissions
from hemicycle.rules.capacity import Period, Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import OWN, Action, Condition
from hemicycle.rules.reasons import Decision, allow, refuse
from hemicycle.rules.registration import TWO_PERSONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from hemicycle.rules.capacity import Capacity


class Scope(StrEnum):
    """A role within the secretariat."""

    WHOLE = "whole"
    REGISTRATION = "registration"
    LETTERS = "letters"
    AGENDA = "agenda"
    READ_ONLY = "read_only"


#: What somebody of the secretariat may do by their roles; ``None``: all that the table permits to the secretariat.
Scopes: TypeAlias = frozenset[Scope] | None

#: What a role does not take away: to be in the room, to speak when invited, and to see who may do what.
OF_EACH = frozenset(
    {
        Action.ROOM_ENTER,
        Action.FLOOR_WITHDRAW,
        Action.FLOOR_READY,
        Action.FLOOR_TAKE,
        Action.FLOOR_FINISH,
        Action.FLOOR_FAIL,
        Action.HELP_POST,
        Action.HELP_CONSENT,
        Action.HELP_REPORT,
        Action.HELP_END,
        Action.CONNECTION_TEST,
        Action.REHEARSAL_COMMENT,
        Action.PARTICIPANTS_LIST,
        Action.DOCUMENTS_READ,
        Action.GLOSSARY_READ,
        Action.PERMISSIONS_SEE,
    }
)
#: What each narrower role permits beside that.
ACTIONS: dict[Scope, frozenset[Action]] = {
    Scope.REGISTRATION: frozenset(
        {
            Action.PEOPLE_SEE,
            Action.CONNECTION_TESTS_SEE,
            Action.PEOPLE_IMPORT,
            Action.MEMBER_EDIT,
            Action.REGISTRATION_SUBMIT,
            Action.REGISTRATION_NOMINATE,
            Action.REGISTRATION_ENDORSE,
            Action.REGISTRATION_CHANGE,
            Action.REGISTRATION_WITHDRAW,
            Action.REGISTRATION_CONFIRM,
            Action.REGISTRATION_REFUSE,
            Action.REGISTRATION_REOPEN,
            Action.REGISTRATION_UNDO,
            Action.FOCAL_POINT_NAME,
            Action.FOCAL_POINT_WITHDRAW,
            Action.FOCAL_POINT_ACCEPT,
            Action.MAIL_SEND,
            Action.LINK_SEND,
            Action.BADGES_PRINT,
            Action.BADGES_CHECK,
            Action.SLOT_BOOK,
        }
    ),
    Scope.LETTERS: frozenset(
        {
            Action.LETTER_WRITE,
            Action.LETTER_CLEAR,
            Action.LETTER_SEND,
            Action.DEADLINE_EXTEND,
            Action.REPLIES_SEE,
            Action.REPLY_ENTER,
            Action.REPLY_CONFIRM,
            Action.REPLY_REMIND,
            Action.CONDITIONS_SORT,
            Action.CONTRIBUTIONS_SEE,
            Action.MAIL_SEND,
            Action.ARRIVAL_FILE,
        }
    ),
    Scope.AGENDA: frozenset(
        {
            Action.ITEM_EDIT,
            Action.GLOSSARY_EDIT,
            Action.DOCUMENT_EDIT,
            Action.CONTRIBUTIONS_SEE,
            Action.CONTRIBUTION_EDIT,
            Action.CONTRIBUTION_CONFIRM,
            Action.DOCUMENT_POST,
            Action.DOCUMENT_WITHDRAW,
            Action.PLAN_EDIT,
            Action.SLOT_BOOK,
            Action.REPLIES_SEE,
            Action.LEAD_PASS,
            Action.TURNS_SEE,
            Action.REHEARSAL_REPORT_SEE,
            Action.REHEARSAL_REPORT_EDIT,
        }
    ),
    #: It reads what the whole secretariat reads (``may_read``).
    Scope.READ_ONLY: frozenset(),
}


@dataclass(frozen=True)
class Grant:
    """A role that was given to somebody.

    Attributes:
        period: From its first day to its last, both included.
        withdrawn: Taken back before its end: it holds no longer, whatever the day.
    """

    scope: Scope
    period: Period
    withdrawn: bool = False

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return not self.withdrawn and self.period.covers(day)


def scopes_on(grants: Collection[Grant], day: date) -> Scopes:
    """The roles of somebody of the secretariat on a day, by all that they were ever given."""
    if not grants:
        return None
    held = frozenset(grant.scope for grant in grants if grant.holds(day))
    return None if Scope.WHOLE in held else held


def _within(scopes: frozenset[Scope], action: Action) -> bool:
    return action in OF_EACH or any(action in ACTIONS[scope] for scope in scopes)


def condition(capacity: Capacity | None, scopes: Scopes, action: Action) -> Condition:
    """As ``permissions.condition``; what is outside the roles of the secretariat is done about oneself, or never."""
    if capacity is not Role.SECRETARIAT or scopes is None or _within(scopes, action):
        return permissions.condition(capacity, action)
    return Condition.OWN if action in OWN else Condition.NEVER


def may(capacity: Capacity, scopes: Scopes, action: Action) -> Decision:
    """As ``permissions.may``, and within the roles of the secretariat."""
    permitted = permissions.may(capacity, action)
    if capacity is not Role.SECRETARIAT or scopes is None or _within(scopes, action):
        return permitted
    return refuse(RuleCode.NOT_IN_SCOPE, action=action.value)


def may_read(capacity: Capacity, scopes: Scopes, action: Action) -> Decision:
    """Whether somebody may read what asks for this action: to read only is to see what the whole secretariat sees."""
    whole = scopes is not None and Scope.READ_ONLY in scopes
    return may(capacity, None if whole else scopes, action)


def may_decide_on(role: Role, scopes: Scopes, *, own: bool) -> Decision:
    """Whether somebody may confirm, refuse or withdraw a registration in a role: who acts for the body is the whole's.

    Whoever may only register people would otherwise make colleagues who may do more than they, or remove them.

    Args:
        own: It is their own registration.
    """
    if role in TWO_PERSONS and scopes is not None and not own:
        return refuse(RuleCode.WHOLE_SECRETARIAT_DECIDES, role=role.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_grant(scope: Scope, period: Period, before: Iterable[Grant], *, today: date, own: bool) -> Decision:
    """Whether a role may be given.

    Args:
        before: What the person was given before.
        own: The giver gives it to themselves.
    """
    if own:
        return refuse(RuleCode.OWN_SCOPE)
    if period.start < today or (period.end is not None and period.end < period.start):
        return refuse(RuleCode.SCOPE_DAYS)
    if any(not grant.withdrawn and grant.scope is scope and _overlap(grant.period, period) for grant in before):
        return refuse(RuleCode.SCOPE_HELD_ALREADY)
    return allow(RuleCode.NOTHING_AGAINST)


def may_withdraw(grant: Grant, *, today: date, own: bool) -> Decision:
    """Whether a role may be withdrawn: it is in force or to come, and not the withdrawer's own whole one."""
    if own and grant.scope is Scope.WHOLE:
        return refuse(RuleCode.OWN_SCOPE)
    over = grant.period.end is not None and grant.period.end < today
    return refuse(RuleCode.SCOPE_OVER) if grant.withdrawn or over else allow(RuleCode.NOTHING_AGAINST)


def may_leave(after: Mapping[int, Collection[Grant]], *, today: date) -> Decision:
    """Whether somebody is left with the whole secretariat for good.

    Args:
        after: What each confirmed member of the secretariat was given, by registration, once the act is done.
    """
    for grants in after.values():
        whole = [grant for grant in grants if grant.scope is Scope.WHOLE and grant.holds(today)]
        if not grants or any(grant.period.end is None for grant in whole):
            return allow(RuleCode.NOTHING_AGAINST)
    return refuse(RuleCode.LAST_WHOLE_SCOPE)


def _overlap(first: Period, second: Period) -> bool:
    return (second.end is None or first.start <= second.end) and (first.end is None or second.start <= first.end)
