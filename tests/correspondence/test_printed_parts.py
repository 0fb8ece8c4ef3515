"""What a letter prints around its text, where that has no words in a language: asked before, marked afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.own_words import parts
from hemicycle.correspondence import letter_queries, missing_languages
from hemicycle.correspondence.actions import annexes, issuing, letterheads, letters
from hemicycle.correspondence.actions import language_versions as versions
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.correspondence.actions.letters import Words
from hemicycle.correspondence.missing_languages import Lacks
from hemicycle.correspondence.models import Annex, LetterText
from hemicycle.correspondence.particulars import Particulars
from hemicycle.correspondence.printed_parts import Foreign, Part
from hemicycle.web.letters.version import version
from tests.correspondence.conftest import NOW
from tests.correspondence.test_language_versions import LATER, add, chinese, full, issue, stood_in
from tests.correspondence.test_letters import HEAD, code, reached, secretariat, send, written

if TYPE_CHECKING:
    from hemicycle.correspondence.missing_languages import Gap
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from tests.factories import World

__all__ = ["chinese", "reached", "secretariat"]

CHECKED = LetterText.State.CHECKED.value
OTHERS = [language for language in LANGUAGES if language != "en"]


def whole(letter: Letter) -> Letter:
    return letter_queries.whole().get(pk=letter.pk)


def gaps(letter: Letter) -> list[Gap]:
    return missing_languages.gaps(whole(letter))


def in_english(letter: Letter, language: str) -> list[Part]:
    """What would be printed in English among the text in a language."""
    found = [row for gap in gaps(letter) if gap.language == language for row in gap.parts]
    assert {row.language for row in found} <= {"en"}
    return [row.part for row in found]


def say(letter: Letter, by: Performer, language: str, words: str) -> None:
    """Another text of the letter in a language."""
    seen = letters.digest(f"Subject {language}", f"Text {language} of {{symbol}}")
    letters.write(letter, by, NOW, {language: Words("Subject", words, CHECKED, seen)})


def test_a_letter_all_of_whose_parts_exist_in_each_language_is_sent_as_it_is(
    reached: World, secretariat: Performer
) -> None:
    made = written(reached, secretariat)
    assert gaps(made) == []
    assert send(made, secretariat).sent


@pytest.mark.parametrize("column", ["department", "contact", "copies"])
def test_a_line_of_the_head_or_foot_in_one_language_alone_is_asked_about(
    reached: World, secretariat: Performer, column: str
) -> None:
    made = written(reached, secretariat)
    given: dict[str, Any] = {column: {"en": "In English", "fr": "En français"}}
    letters.edit(made, secretariat, NOW, replace(HEAD, particulars=replace(Particulars(), **given)))
    found = gaps(made)
    assert [gap.key for gap in found] == ["ar", "zh", "ru", "es"]
    assert {(gap.lacks, gap.parts) for gap in found} == {(Lacks.PARTS, (Foreign(Part(column), "en"),))}
    assert found[0].instead == ("en", "fr", "ar", "zh", "ru", "es")
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"


def test_the_head_of_the_body_and_the_title_of_the_signatory_are_asked_about(
    reached: World, secretariat: Performer
) -> None:
    made = written(reached, secretariat, head=replace(HEAD, signatory_title={"en": "Chair"}))
    assert in_english(made, "zh") == [Part.TITLE]
    english = {"en": "A body"}
    letterheads.set_up(
        made.consultation_id, secretariat, NOW, Heading(english, english, {"en": "Utopia", "zh": "某地"})
    )
    assert in_english(made, "zh") == [Part.BODY, Part.ADDRESS, Part.TITLE]
    assert in_english(made, "fr") == [Part.BODY, Part.ADDRESS, Part.PLACE, Part.TITLE]
    assert in_english(made, "en") == []


def test_where_no_body_is_set_it_is_the_title_of_the_consultation(reached: World, secretariat: Performer) -> None:
    reached.consultation.title = {"en": "Test Consultation"}
    reached.consultation.save()
    made = written(reached, secretariat)
    assert in_english(made, "zh") == [Part.CONSULTATION]
    letterheads.set_up(made.consultation_id, secretariat, NOW, Heading(dict.fromkeys(LANGUAGES, "A body")))
    assert gaps(made) == [], "it is not printed"
    say(made, secretariat, "zh", "{consultation}")
    assert in_english(made, "zh") == [Part.CONSULTATION]
    assert in_english(made, "fr") == []


def test_what_fills_braces_is_asked_about_where_a_text_or_an_annex_names_it(
    reached: World, secretariat: Performer
) -> None:
    made = written(reached, secretariat)
    say(made, secretariat, "zh", "在 {physical_session}")
    annexes.add(
        made,
        secretariat,
        NOW,
        Annex.Kind.TEXT,
        {**dict.fromkeys(LANGUAGES, AnnexWords("T", "B")), "fr": AnnexWords("T", "{lists}")},
    )
    assert in_english(made, "zh") == [Part.SESSION]
    assert in_english(made, "fr") == [Part.LISTS]
    assert [gap.language for gap in gaps(made)] == ["zh", "fr"]


def test_classes_are_asked_about_as_the_address_line_names_them(reached: World, secretariat: Performer) -> None:
    consultation = reached.consultation
    first, *others = consultation.settings["classes"]
    consultation.settings["classes"] = [{**first, "addressed": {"en": "To the Ministers"}}, *others]
    consultation.save()
    assert in_english(written(reached, secretariat), "zh") == [Part.ADDRESSEES]


def test_a_draft_names_these_parts_too_and_is_asked_about_once(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat, head=replace(HEAD, signatory_title={"en": "Chair"}))
    made.texts.filter(language="zh").update(state=LetterText.State.DRAFT)
    (gap,) = (gap for gap in gaps(made) if gap.language == "zh")
    assert (gap.lacks, gap.parts) == (Lacks.TRANSLATION, (Foreign(Part.TITLE, "en"),))


def test_it_goes_out_all_the_same_or_another_language_does_as_the_sender_says(
    reached: World, secretariat: Performer
) -> None:
    made = written(reached, secretariat, head=replace(HEAD, signatory_title={"en": "Chair"}))
    instead = dict.fromkeys(OTHERS, "en")
    assert code(lambda: send(made, secretariat, stand_ins={**instead, "zh": ""})) == "letter_languages_missing"
    assert code(lambda: send(made, secretariat, stand_ins={**instead, "zh": "fr"})) == "letter_languages_missing", (
        "French does not go out in French"
    )
    row = send(made, secretariat, stand_ins={**instead, "zh": "zh"})
    assert row.stand_ins == {**instead, "zh": "zh"}
    assert missing_languages.out(row) == ["zh", "en"]


def test_lines_in_another_language_are_marked_wherever_they_are_printed(reached: World, secretariat: Performer) -> None:
    """Also what was filled in, which the letter keeps as plain text."""
    made = written(reached, secretariat, head=replace(HEAD, signatory_title={"en": "Chair"}))
    particulars = Particulars(
        department={"en": "Registry"}, contact={"zh": "联系人"}, copies={"en": "The Bureau\nThe Committee"}
    )
    letters.edit(made, secretariat, NOW, replace(HEAD, signatory_title={"en": "Chair"}, particulars=particulars))
    english = {"en": "A body"}
    heading = Heading(english, {"en": "1 Street\nTown"}, {"en": "Utopia"})
    letterheads.set_up(made.consultation_id, secretariat, NOW, heading)
    say(made, secretariat, "zh", "在 **{physical_session}** 期间")
    row = whole(send(made, secretariat, stand_ins={language: language for language in LANGUAGES}))
    assert row.texts.get(language="zh").body == "在 **the physical session** 期间"
    chinese = version(row, "zh")
    assert chinese is not None
    head = chinese.head
    lines = (head.body, *head.address, head.department, chinese.signatory_title, *chinese.copies)
    assert [parts(line) for line in lines] == [
        [(words, "en")] for words in ("A body", "1 Street", "Town", "Registry", "Chair", "The Bureau", "The Committee")
    ]
    assert parts(chinese.place_and_date)[0] == ("Utopia", "en")
    assert parts(chinese.body) == [("在 **", ""), ("the physical session", "en"), ("** 期间", "")]
    assert [fact.text for fact in head.facts if fact.text == "联系人"] == ["联系人"]
    assert chinese.issuer == "A body"
    as_in_english = version(row, "en")
    assert as_in_english is not None
    assert parts(as_in_english.head.department) == [("Registry", "")]


def test_of_a_language_version_that_is_added_it_is_ticked(chinese: World, secretariat: Performer) -> None:
    """The head and the foot of the letter, and what fills the braces of the version itself."""
    titles = dict.fromkeys((code for code in LANGUAGES if code != "ar"), "Chair")
    letter = stood_in(chinese, secretariat, head=replace(HEAD, signatory_title=titles))
    add(letter, secretariat, full(letter))
    version = versions.find(letter, "zh")
    assert version
    assert issuing.check(version, LATER).doubts == []
    words = replace(full(letter), body="{physical_session}", seen=versions.digest_of(version))
    add(letter, secretariat, words)
    version = versions.find(letter, "zh")
    assert version
    assert issuing.check(version, LATER).parts == (Foreign(Part.SESSION, "en"),)
    assert code(lambda: issue(letter, secretariat)) == "version_doubts"
    assert issue(letter, secretariat, known_doubts=frozenset({"version_parts_missing"})).sent
    arabic = replace(full(letter), seen="")
    add(letter, secretariat, arabic, "ar")
    version = versions.find(whole(letter), "ar")
    assert version
    assert issuing.check(version, LATER).parts == (Foreign(Part.TITLE, "en"),)
    assert code(lambda: issue(letter, secretariat, "ar")) == "version_doubts"
