"""What a published version holds: everything that its papers show, so that no later change reaches them (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def agenda(found: Iterable[ItemAssessment], heard: Advice) -> dict[str, Any]:
    """The agenda: ``{letter, states, items}``, an item with ``{reason, words, yes, no}`` beside what names it.

    Args:
        found: The items on it, in order.
    """
    return {
        "letter": heard.enquiry.letter.symbol if heard.enquiry else "",
        "states": len(heard.states),
        "items": [
            {
                **brief(one.item),
                "reason": one.candidate.reason.as_json(),
                "words": one.item.choice_words if one.item.choice else "",
                "yes": list(one.asked.yes),
                "no": list(one.asked.no),
            }
            for one in found
        ],
    }
