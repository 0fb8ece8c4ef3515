"""Keys of rows inside JSON: where they stand, and how they are put into another form.

``tests/ending/test_belonging.py`` names every JSON field of an export, so that a new one is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Model


#: Another form of a key of a model's row.
Translate: TypeAlias = "Callable[[type[Model], object], str | int]"


def _each(model: str, translate: Translate, value: list[Any]) -> list[Any]:
    return [translate(apps.get_model(model), key) for key in value]


def _in_selection(value: dict[str, Any], translate: Translate) -> dict[str, Any]:
    chosen = value.get("registrations")
    if not isinstance(chosen, list):
        return value
    return {**value, "registrations": _each("people.Registration", translate, chosen)}


def _named(models: Mapping[str, str], value: object, translate: Translate) -> object:
    """At any depth, what stands under one of these names."""
    if isinstance(value, list):
        return [_named(models, inner, translate) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        name: translate(apps.get_model(models[name]), inner)
        if name in models and isinstance(inner, int | str) and not isinstance(inner, bool)
        else _named(models, inner, translate)
        for name, inner in value.items()
    }


def _by_question(value: dict[str, Any], translate: Translate) -> dict[str, Any]:
    question = apps.get_model("correspondence.Question")
    return {str(translate(question, key)): choice for key, choice in value.items()}


def _by_letter(value: dict[str, Any], translate: Translate) -> dict[str, Any]:
    """``{"q12": …, "o3": …}`` of questions and options."""
    models = {"q": "correspondence.Question", "o": "correspondence.Option"}
    return {f"{key[0]}{translate(apps.get_model(models[key[0]]), key[1:])}": words for key, words in value.items()}


#: By the kind of an event of a sitting: of which model its key is. Of the others it is a number.
_EVENTS = {
    "presided": "sittings.Lead",
    "item": "sittings.Discussion",
    "turn": "sittings.Turn",
    "motion": "sittings.Turn",
    "ruling": "sittings.Ruling",
    "position": "outcome.Position",
    "withdrawal": "outcome.Position",
    "reading": "outcome.Reading",
    "outcome": "outcome.Ending",
}


def _moment(value: dict[str, Any], translate: Translate) -> dict[str, Any]:
    """``{"kind", "key"}`` of an event in the record of a sitting."""
    model = _EVENTS.get(value.get("kind", ""))
    return {**value, "key": translate(apps.get_model(model), value["key"])} if model else value


def _in_summary(value: dict[str, Any], translate: Translate) -> dict[str, Any]:
    sitting = translate(apps.get_model("sittings.Sitting"), value["sitting"])
    paragraphs = [{**row, "rests_on": _moment(row["rests_on"], translate)} for row in value["paragraphs"]]
    return {**value, "sitting": sitting, "paragraphs": paragraphs}


_AGENDA = {"item": "agenda.Item", "sitting": "sittings.Sitting"}
#: By field: where the keys of rows stand in it.
KEYS: dict[str, Callable[[Any, Translate], Any]] = {
    "mail.Delivery.about": lambda value, translate: _each("people.Registration", translate, value),
    "mail.Mailing.selection": _in_selection,
    "correspondence.ReplyVersion.choices": _by_question,
    "correspondence.LanguageVersion.questions": _by_letter,
    "agenda.AgendaPublication.content": lambda value, translate: _named(_AGENDA, value, translate),
    "agenda.AgendaPublication.changes": lambda value, translate: _named(_AGENDA, value, translate),
    "outcome.Report.content": lambda value, translate: _named(
        {**_AGENDA, "paragraph": "outcome.ReportParagraph", "said": "outcome.Position", "ending": "outcome.Ending"},
        value,
        translate,
    ),
    "outcome.SummaryParagraph.rests_on": _moment,
    "outcome.SummaryVersion.content": _in_summary,
    "sittings.Turn.placement": lambda value, translate: _named(
        {"beside": "sittings.Turn", "by": "people.Registration"}, value, translate
    ),
}


def translated(field: str, value: object, translate: Translate) -> object:
    """The value of a JSON field with its keys in another form.

    Args:
        field: ``mail.Delivery.about``.
    """
    return KEYS[field](value, translate) if field in KEYS and value else value
