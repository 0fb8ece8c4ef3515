"""Rules 14 and 15: which items may come onto the agenda, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse


class ListRule(StrEnum):
    """What becomes of the items of a list (rule 14).

    ``STAYS``: each is on the agenda unless the chair removes it. ``CANDIDATE``: each may come onto it when enough
    States say yes. ``INFORMATION``: none is discussed; the agenda names them for information.
    """

    STAYS = "stays"
    CANDIDATE = "candidate"
    INFORMATION = "information"


class Choice(StrEnum):
    """What the chair decided on a candidate (rule 14)."""

    CONFIRMED = "confirmed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Asked:
    """What the Members that may ask for items said of one.

    Attributes:
        yes, no: Codes of those Members whose counted reply says so.
        withdrawn: It is no longer put to the States.
        contributions: Receipts of the contributions to it that were received in time, or that the chair accepted.
    """

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    withdrawn: bool = False
    contributions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What a consultation sets about the candidates of a list.

    Attributes:
        rule: What becomes of its items.
        least_yes: So many of these Members must say yes to a candidate.
        by_contribution: A contribution makes an item of the list a candidate too (rule 15).
    """

    rule: ListRule
    least_yes: int = 1
    by_contribution: bool = True


def candidate(asked: Asked, terms: Terms) -> Decision:
    """Whether an item is a candidate for the agenda. A no is advice: it takes nothing off (rule 14).

    A contribution received in time makes it one, whoever has asked for it (rule 15).
    """
    if asked.withdrawn:
        return refuse(RuleCode.ITEM_WITHDRAWN)
    if terms.rule is ListRule.INFORMATION:
        return refuse(RuleCode.FOR_INFORMATION)
    if terms.rule is ListRule.STAYS:
        return allow(RuleCode.LISTED_TO_STAY, no=len(asked.no), yes=len(asked.yes))
    if len(asked.yes) >= terms.least_yes:
        return allow(RuleCode.ASKED_FOR, yes=len(asked.yes), least=terms.least_yes)
    if asked.contributions and terms.by_contribution:
        return allow(RuleCode.CONTRIBUTED, contributions=len(asked.contributions))
    return refuse(RuleCode.NOT_ASKED_FOR, yes=len(asked.yes), least=terms.least_yes)


def on_agenda(asked: Asked, terms: Terms, choice: Choice | None) -> Decision:
    """Whether an item stands on the agenda: one of a list that stays unless it was removed, a candidate confirmed."""
    decision = candidate(asked, terms)
    if isinstance(decision, Refused):
        return decision
    if choice is Choice.REMOVED:
        return refuse(RuleCode.REMOVED_BY_CHAIR)
    if choice is None and terms.rule is not ListRule.STAYS:
        return refuse(RuleCode.NOT_CONFIRMED_YET)
    return allow(RuleCode.CONFIRMED_BY_CHAIR) if choice is Choice.CONFIRMED else decision


def may_choose(asked: Asked, terms: Terms, choice: Choice) -> Decision:
    """Whether the chair may confirm or remove an item: only a candidate is confirmed, nothing for information is."""
    decision = candidate(asked, terms)
    if isinstance(decision, Refused) and (choice is Choice.CONFIRMED or terms.rule is ListRule.INFORMATION):
        return decision
    return allow(RuleCode.CHAIR_CHOOSES, choice=choice.value)


def may_choose_with(words: str, choice: Choice | None) -> Decision:
    """Whether the chair may choose so with these words: only a confirmation goes without.

    Args:
        choice: ``None`` takes back what was chosen before.
    """
    if choice is not Choice.CONFIRMED and not words:
        return refuse(RuleCode.CHOICE_NEEDS_WORDS)
    return allow(RuleCode.NOTHING_AGAINST)


def may_confirm_among(asked: Asked, terms: Terms, chosen: Choice | None, number: int) -> Decision:
    """Whether the chair may confirm an item together with others: a removal is taken back by itself, with words.

    Args:
        chosen: What the chair has decided on it.
        number: Of the item.
    """
    decision = may_choose(asked, terms, Choice.CONFIRMED)
    if isinstance(decision, Refused) or chosen is not Choice.REMOVED:
        return decision
    return refuse(RuleCode.ITEM_WAS_REMOVED, number=number)


def may_drop_list(*, items: int) -> Decision:
    """Whether a list may be taken away: while no item stands in it.

    Args:
        items: How many do, withdrawn ones too.
    """
    return refuse(RuleCode.LIST_HAS_ITEMS, items=items) if items else allow(RuleCode.NOTHING_AGAINST)


def may_leave(*, opened: bool, position: int) -> Decision:
    """Whether an item may leave the agenda: what was opened in a sitting stays, so that its record holds."""
    return refuse(RuleCode.ITEM_DISCUSSED, position=position) if opened else allow(RuleCode.NOTHING_AGAINST)


def may_publish(*, stale: int, items: int) -> Decision:
    """Whether the agenda may be published: as what the States and the chair said makes it, and not empty.

    Args:
        stale: How many items it holds or lacks although they say otherwise.
        items: How many stand on it.
    """
    if stale:
        return refuse(RuleCode.AGENDA_OUT_OF_DATE, items=stale)
    return allow(RuleCode.NOTHING_AGAINST) if items else refuse(RuleCode.AGENDA_EMPTY)
