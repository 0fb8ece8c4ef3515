"""Why a question is withdrawn was one text until it was said in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models import Question
from tests.support.guards import without_guards
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from tests.correspondence.conftest import Asked


def test_what_was_said_in_one_text_is_kept_of_no_language(migrate_back: Callable[..., Apps], asked: Asked) -> None:
    said = {asked.questions[1].pk: {"fr": "Repris ailleurs"}, asked.questions[2].pk: {"fr": "Repris", "en": "Taken up"}}
    with without_guards():
        for key, words in said.items():
            Question.objects.filter(pk=key).update(withdrawn_why=words)
    before = migrate_back(("correspondence", "0024_headings_are_settings"))
    rows: Any = before.get_model("correspondence", "Question").objects.order_by("number")
    assert list(rows.values_list("withdrawn_why", flat=True)) == ["", "Repris ailleurs", "Taken up"]
    migrate()
    kept = list(Question.objects.order_by("number").values_list("withdrawn_why", flat=True))
    assert kept == [{}, {"und": "Repris ailleurs"}, {"und": "Taken up"}]
