"""What a letter says and what it asks agree, or somebody looked at where they may not (rule 40)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from hemicycle.consultations.joins import isolated
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import agreement, letter_queries, missing_languages, placeholders, templates, typed_days
from hemicycle.correspondence.actions import correcting, letters
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.conditions_named import names_conditions
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.missing_languages import Lacks
from hemicycle.correspondence.models import Enquiry, LetterText
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import NOW
from tests.correspondence.test_letters import COUNCIL, HEAD, ITEMS, begun, code, reached, secretariat, send, written

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from tests.factories import World

__all__ = ["reached", "secretariat"]

OPTIONS = Asking(
    Enquiry.Kind.OPTIONS.value, COUNCIL, date(2020, 5, 22),
    questions=(Put(1, dict.fromkeys(LANGUAGES, "Which?"), options=({"en": "June"}, {"en": "Later"})),),
)  # fmt: skip
ENGLISH = {f"q.{language}": "en" for language in LANGUAGES}


def whole(letter: Letter) -> Letter:
    return letter_queries.whole().get(pk=letter.pk)


def rewritten(letter: Letter, by: Performer, body: str, language: str = "en") -> None:
    before = letter.texts.get(language=language)
    seen = letters.digest(before.subject, before.body)
    letters.write(letter, by, NOW, {language: Words("Subject", body, LetterText.State.CHECKED.value, seen)})


def test_each_of_our_texts_that_invites_conditions_says_so_in_the_paragraph_it_names() -> None:
    inviting = [name for name, template in templates.TEMPLATES.items() if template.conditions]
    assert inviting == ["options"]
    assert "A reply may come with conditions" in templates.promise_of_conditions("options")["en"]
    assert all(templates.promise_of_conditions("options").values())


def test_conditions_that_are_promised_and_not_taken_stop_a_letter(reached: World, secretariat: Performer) -> None:
    made = begun(reached, secretariat, "options")
    made.texts.update(state=LetterText.State.CHECKED)
    asking.ask(made, secretariat, NOW, OPTIONS)
    assert code(lambda: send(made, secretariat, stand_ins=ENGLISH)) == "conditions_promised"
    asking.ask(made, secretariat, NOW, replace(OPTIONS, conditions=True))
    assert agreement.contradictions(whole(made)) == []
    assert send(made, secretariat, stand_ins=ENGLISH).sent


def test_a_text_that_was_rewritten_is_looked_at(reached: World, secretariat: Performer) -> None:
    made = begun(reached, secretariat, "options")
    asking.ask(made, secretariat, NOW, OPTIONS)
    for language in LANGUAGES:
        rewritten(made, secretariat, "Please choose by {deadline}.", language)
    assert [doubt.code for doubt in agreement.doubts(whole(made))] == ["conditions_perhaps_promised"]
    assert code(lambda: send(made, secretariat, stand_ins=ENGLISH)) == "letter_differs_from_enquiry"
    known = frozenset({"conditions_perhaps_promised"})
    assert send(made, secretariat, stand_ins=ENGLISH, known_doubts=known).sent


CONDITIONAL = {
    "ar": "يجوز أن يكون الرد مشفوعاً بشروط.",
    "zh": "答复可附带条件。",
    "en": "A reply may be Conditional.",
    "fr": "Une réponse peut être assortie de conditions.",
    "ru": "Ответ может содержать условия.",
    "es": "La respuesta puede incluir una condición.",
}


@pytest.mark.parametrize("template", ["blank", "options"])
def test_a_text_of_anybodys_that_names_conditions_is_looked_at(
    template: str, reached: World, secretariat: Performer
) -> None:
    made = begun(reached, secretariat, template)
    made.texts.all().delete()
    asking.ask(made, secretariat, NOW, OPTIONS)
    for language, body in CONDITIONAL.items():
        made.texts.create(language=language, subject="Subject", body=body, state=LetterText.State.CHECKED)
    (doubt,) = agreement.doubts(whole(made))
    assert doubt.code == "conditions_named"
    assert all(
        name in refusal_message(doubt) for name in ("العربية", "中文", "English", "Français", "Русский", "Español")
    )
    assert code(lambda: send(made, secretariat, stand_ins=ENGLISH)) == "letter_differs_from_enquiry"
    asking.ask(made, secretariat, NOW, replace(OPTIONS, conditions=True))
    assert agreement.doubts(whole(made)) == []
    assert "condition" in templates.promise_of_conditions("options")["en"]


def test_none_of_our_other_texts_names_conditions_and_each_of_that_which_does(reached: World) -> None:
    naming = {
        (name, language)
        for name in templates.TEMPLATES
        for language, (_subject, body) in templates.worded(name, reached.consultation).items()
        if names_conditions(body, language)
    }
    assert naming == {("options", language) for language in LANGUAGES}
    assert not names_conditions("Eine Bedingung", "de")


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("en", "Reply by **22 May 2020** or **May 23**.", [(5, 22), (5, 23)]),
        ("en", "Reply by 22 May 2020; items **22** and **Maybe 3**.", []),
        ("fr", "avant le **1er juin 2020** et __le 22 mai__", [(6, 1), (5, 22)]),
        ("es", "antes del **22 de mayo de 2020**", [(5, 22)]),
        ("ru", "до **22 мая 2020 года**", [(5, 22)]),
        ("zh", "在**5月22日之前**表明", [(5, 22)]),
        ("ar", "قبل **22 مايو 2020** أو **٢٣ مايو**", [(5, 22), (5, 23)]),
    ],
)
def test_a_day_in_bold_is_found_in_each_language(language: str, body: str, found: list[tuple[int, int]]) -> None:
    assert sorted((month, day) for month, day, _words in typed_days.in_bold(body, language)) == sorted(found)


def test_another_day_than_the_deadlines_is_looked_at(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    asking.ask(made, secretariat, NOW, ITEMS)
    rewritten(made, secretariat, "Reply by **22 May 2020**. The session is in June.")
    assert agreement.doubts(whole(made)) == []
    rewritten(made, secretariat, "Reply by **23 May 2020**.")
    (doubt,) = agreement.doubts(whole(made))
    assert (doubt.code, doubt.facts["days"]) == ("another_day_named", "23 May (English)")
    assert code(lambda: send(made, secretariat, stand_ins=ENGLISH)) == "letter_differs_from_enquiry"


def test_another_day_in_a_version_that_leaves_the_deadline_is_looked_at(reached: World, secretariat: Performer) -> None:
    """A corrigendum in which Members read a new deadline, while the form takes replies until the former one."""
    row = written(reached, secretariat)
    asking.ask(row, secretariat, NOW, ITEMS)
    send(row, secretariat, stand_ins=ENGLISH)

    def version(words: str, *, changes_deadline: bool | None = False) -> Letter:
        changes = {**dict.fromkeys(LANGUAGES, "The room"), "en": words}
        said = Correction(Change.CORRIGENDUM, changes, NOW.date(), changes_deadline, new_day=date(2020, 5, 29))
        made = correcting.correct(row, secretariat, NOW, said)
        made.texts.update(state=LetterText.State.CHECKED)
        return whole(made)

    assert agreement.doubts(version("Reply by 22 May 2020.")) == []
    other = version("The new deadline is 29 May 2020.")
    (doubt,) = agreement.doubts(other)
    assert (doubt.code, doubt.facts["days"]) == ("changes_name_another_day", "29 May (English)")
    assert "22 May 2020" in refusal_message(doubt)
    with translation.override("ar"):
        (doubt,) = agreement.doubts(other)
        assert doubt.facts["days"] == isolated("29 May (English)")
    assert code(lambda: send(other, secretariat, stand_ins=ENGLISH)) == "letter_differs_from_enquiry"
    # What extends the deadline to that day names it as its own.
    assert agreement.doubts(version("The new deadline is 29 May 2020.", changes_deadline=True)) == []
    bold = version("The room")
    rewritten(bold, secretariat, "{what_changes}. Reply by **29 May**.")
    assert [doubt.code for doubt in agreement.doubts(whole(bold))] == ["another_day_named"]
    assert send(other, secretariat, stand_ins=ENGLISH, known_doubts=frozenset({"changes_name_another_day"})).sent


def test_a_name_in_braces_without_a_value_stops_a_letter(reached: World, secretariat: Performer) -> None:
    reached.consultation.physical_session = {}
    reached.consultation.save()
    made = written(reached, secretariat)
    rewritten(made, secretariat, "The physical session ({physical_session}) follows.")
    assert [reason.code for reason in agreement.contradictions(whole(made))] == ["letter_placeholder_empty"]
    assert code(lambda: send(made, secretariat)) == "letter_placeholder_empty"


def test_what_is_not_known_yet_is_marked_while_a_letter_is_written(reached: World, secretariat: Performer) -> None:
    made = begun(reached, secretariat, "items")
    filler = placeholders.Filler(whole(made), "en", marking=True)
    assert filler("Until {deadline}, {symbol}, {nothing}") == (
        "Until [deadline: not known yet], DM-20/1005, [nothing: not known yet]"
    )
    assert code(lambda: placeholders.Filler(whole(made), "en")("{deadline}")) == "deadline_of_nothing"


def test_what_a_version_changes_is_said_in_each_language_or_chosen(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    changes = {"en": "The date", "fr": "La date"}
    made = correcting.correct(row, secretariat, NOW, Correction(Change.CORRIGENDUM, changes, date(2020, 5, 20)))
    made.texts.update(state=LetterText.State.CHECKED)
    gaps = {gap.key: gap for gap in missing_languages.gaps(whole(made))}
    assert {key: gap.lacks for key, gap in gaps.items()} == dict.fromkeys(("ar", "zh", "ru", "es"), Lacks.CHANGES)
    assert gaps["ru"].instead[:2] == ("en", "fr")
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"
    send(made, secretariat, stand_ins={"ar": "en", "zh": "en", "ru": "ru", "es": "fr"})
    assert made.texts.get(language="fr").body.endswith("La date")
    assert missing_languages.out(whole(made)) == ["en", "fr", "ru"]


def test_a_head_and_questions_that_were_saved_elsewhere_are_not_written_over(
    world: World, secretariat: Performer
) -> None:
    made = begun(world, secretariat)
    opened = Head.of(made).digest
    letters.edit(made, secretariat, NOW, replace(HEAD, signatory="Dr. B", seen=opened))
    again = lambda: letters.edit(made, secretariat, NOW, replace(HEAD, signatory="Dr. C", seen=opened))  # noqa: E731
    assert code(again) == "letter_text_changed_meanwhile"
    asking.ask(made, secretariat, NOW, replace(ITEMS, seen=""))
    assert code(lambda: asking.ask(made, secretariat, NOW, replace(OPTIONS, seen=""))) == (
        "letter_text_changed_meanwhile"
    )
    enquiry = whole(made).enquiry
    assert asking.ask(made, secretariat, NOW, replace(OPTIONS, seen=Asking.of(enquiry).digest)).kind == "options"
    made.refresh_from_db()
    assert made.signatory == "Dr. B"
