"""What a published version holds: everything that its papers show, so that no later change reaches them (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.agenda.advice import drawn_up
from hemicycle.agenda.naming import with_contents
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.languages import UNDETERMINED
from hemicycle.consultations.rule_sources import among, sources_of
from hemicycle.consultations.settings import settings_of
from hemicycle.people.member_names import ahead, member_name, names_in_all
from hemicycle.rules.candidates import Choice, ListRule
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from hemicycle.agenda.advice import Advice, ItemAssessment
    from hemicycle.agenda.comparing import Content
    from hemicycle.agenda.models import Item
    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation


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


def agenda(consultation: Consultation, assessed: Sequence[ItemAssessment], advice: Advice, on: date) -> dict[str, Any]:
    """The agenda: ``{letter, states, names, order, sources, lists, contents, items, removed, information}``.

    An item has ``{reason, words, yes, no}`` beside what names it; ``words`` are the chair's, by language. ``yes``,
    ``no`` and ``names`` are empty unless the consultation names the States. ``names`` has the States of ``yes`` and
    ``no``, in all languages: what is corrected later does not reach them. ``order`` is that in which it names them:
    ``{alphabet, names, ahead}``, the language whose alphabet counts with the names in it (none where it is the
    reader's), and the numbers by which each is sorted before its name. ``sources`` has the body's own source of each
    rule that a reason follows, ``{rule: {language: text}}``. ``removed`` are the items that the chair removed
    from lists that stay, with ``words``; ``information`` those that are listed for information. ``lists`` has the name
    of each list that an item stands in, ``{key: {language: name}}``; ``contents`` those of what documents contain, as
    ``naming.with_contents`` puts them. ``letter`` has the symbols of all letters that
    ask about the items.

    Args:
        assessed: Every item.
        on: The day whose names they are.
    """
    names_states = settings_of(consultation.settings).states_on_agenda
    shown = drawn_up(assessed)
    spoke = {code for row in shown for code in (*row.asked.yes, *row.asked.no)} if names_states else set[str]()
    named, alphabet = [state for state in advice.states if state.code in spoke], consultation.body.has.order.alphabet
    content = {
        "names": {state.code: names_in_all(state, on, consultation.languages.documents) for state in named},
        "order": {
            "alphabet": alphabet,
            "names": {state.code: member_name(state, alphabet, on=on) for state in named} if alphabet else {},
            "ahead": {state.code: list(ahead(state, consultation.body)) for state in named},
        },
        "letter": advice.letters,
        "states": len(advice.states),
        "sources": among(sources_of(consultation), (row.candidate.reason for row in shown)),
        "items": [_on_agenda(row, names_states=names_states) for row in shown],
        "lists": _list_names(consultation, [*shown, *_removed(assessed), *_for_information(assessed)]),
        "removed": [{**brief(row.item), "words": _chairs_words(row.item)} for row in _removed(assessed)],
        "information": [brief(row.item) for row in _for_information(assessed)],
    }
    return with_contents(consultation, content)


def languages_without_words(content: Content, languages: Iterable[str]) -> list[str]:
    """Those of some languages in which the chair did not give all the words that an agenda has in others."""
    given = [row["words"] for row in (*content["items"], *content["removed"]) if row["words"]]
    return [code for code in languages if any(code not in words for words in given)]


def _on_agenda(row: ItemAssessment, *, names_states: bool) -> dict[str, Any]:
    reason = row.candidate.reason.as_json()
    if not names_states and row.candidate.reason.code is RuleCode.LISTED_TO_STAY:
        # Its words rest on no numbers; those would make a version different that reads the same.
        reason["facts"] = {}
    return {
        **brief(row.item),
        "reason": reason,
        "words": _chairs_words(row.item),
        # By code: no version differs from another by who reads.
        "yes": sorted(row.asked.yes) if names_states else [],
        "no": sorted(row.asked.no) if names_states else [],
    }


def _removed(assessed: Iterable[ItemAssessment]) -> list[ItemAssessment]:
    """The items of lists that stay which would be on the agenda if the chair had not removed them."""
    return [
        row
        for row in assessed
        if row.rule is ListRule.STAYS and row.item.chosen is Choice.REMOVED and isinstance(row.candidate, Allowed)
    ]


def _for_information(assessed: Iterable[ItemAssessment]) -> list[ItemAssessment]:
    return [row for row in assessed if row.rule is ListRule.INFORMATION and not row.asked.withdrawn]


def _list_names(consultation: Consultation, rows: Iterable[ItemAssessment]) -> dict[str, Text]:
    """The names of the lists that these items stand in: what is called otherwise later does not reach them."""
    used = {row.item.listing for row in rows}
    return {key: row.name for key, row in lists_of(consultation).items() if key in used}


def _chairs_words(item: Item) -> Text:
    """What the chair said of an item, in the languages that are known: no other goes into a paper."""
    if not item.choice:
        return {}
    return {language: words for language, words in item.choice_words.items() if language != UNDETERMINED}
