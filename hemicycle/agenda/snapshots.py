"""What a published version holds: everything that its papers show, so that no later change reaches them (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.people.member_names import names_in_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.agenda.advice import Advice, ItemAssessment
    from hemicycle.agenda.models import Item


def brief(item: Item) -> dict[str, Any]:
    """An item as papers name it: ``{item, position, listing, number, title, unchecked, symbol, contains}``."""
    document = item.document
    return {
        "item": item.pk,
        "position": item.position,
        "listing": item.listing,
        "number": item.number,
        "title": item.title,
        "unchecked": item.unchecked,
        "symbol": document.symbol if document else "",
        "contains": document.contains if document else [],
    }


def agenda(assessed: Iterable[ItemAssessment], advice: Advice, on: date) -> dict[str, Any]:
    """The agenda: ``{letter, states, names, items}``, an item with ``{reason, words, yes, no}`` beside what names it.

    ``names`` has the States of ``yes`` and ``no``, in all languages: what is corrected later does not reach them.

    ``letter`` has the symbols of all letters that ask about the items.

    Args:
        assessed: The items on it, in order.
        on: The day whose names they are.
    """
    shown = list(assessed)
    spoke = {code for assessment in shown for code in (*assessment.asked.yes, *assessment.asked.no)}
    return {
        "names": {state.code: names_in_all(state, on) for state in advice.states if state.code in spoke},
        "letter": advice.letters,
        "states": len(advice.states),
        "items": [
            {
                **brief(assessment.item),
                "reason": assessment.candidate.reason.as_json(),
                "words": assessment.item.choice_words if assessment.item.choice else "",
                "yes": list(assessment.asked.yes),
                "no": list(assessment.asked.no),
            }
            for assessment in shown
        ],
    }
