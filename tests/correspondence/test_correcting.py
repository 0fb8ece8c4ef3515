"""A version of a letter that was sent: what it replaces, and what it does to the deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions import annexes, correcting, letters
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Annex, Enquiry, Letter, LetterText
from hemicycle.people.models import Contact
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import NOW
from tests.correspondence.test_letters import (
    COUNCIL,
    ITEMS,
    code,
    member,
    reached,
    secretariat,
    send,
    written,
)
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from hemicycle.journal.record import Performer
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]


def in_each(words: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, words)


#: The questions are in English alone.
ENGLISH = {f"q.{language}": "en" for language in LANGUAGES}


def test_rule_20_a_correction_says_what_it_replaces_and_what_changes(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    day = date(2020, 5, 20)

    def correct(letter: Letter, change: Change, words: str = "The date") -> Letter:
        said = Correction(change, in_each(words), day, changes_deadline=False)
        return correcting.correct(letter, secretariat, NOW, said)

    assert code(lambda: correct(made, Change.REVISION)) == "draft_is_edited"
    annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, {language: AnnexWords("T", "B") for language in LANGUAGES})
    asking.ask(made, secretariat, NOW, ITEMS)
    send(made, secretariat, stand_ins=ENGLISH)
    assert code(lambda: correct(made, Change.REVISION, " ")) == "says_what_it_replaces"
    revision = correct(made, Change.REVISION)
    assert revision.symbol == "DM-20/1005/Rev.1"
    assert revision.texts.get(language="fr").subject == "Subject fr"
    assert {text.state for text in revision.texts.all()} == {"draft"}
    assert revision.annexes.get().texts.count() == len(LANGUAGES)
    assert letter_queries.enquiry_of(revision) == Enquiry.objects.get()
    assert correct(made, Change.REVISION).symbol == "DM-20/1005/Rev.2"
    corrigendum = correct(made, Change.CORRIGENDUM)
    assert corrigendum.symbol == "DM-20/1005/Corr.1"
    assert "{replaces}" in corrigendum.texts.get(language="en").body
    corrigendum.texts.update(state=LetterText.State.CHECKED)
    send(corrigendum, secretariat, stand_ins=ENGLISH)
    assert corrigendum.texts.get(language="en").body.endswith("letter DM-20/1005 is corrected as follows.\n\nThe date")
    found = letter_queries.by_symbol(reached.consultation, "DM-20/1005/Corr.1")
    assert found == corrigendum


def test_rule_20_an_addendum_says_that_it_is_one_and_to_which_letter(reached: World, secretariat: Performer) -> None:
    made, day = written(reached, secretariat), date(2020, 5, 20)
    send(made, secretariat)

    def version(of: Letter, change: Change) -> Letter:
        wanted = Correction(change, in_each("The date"), day, changes_deadline=False)
        row = correcting.correct(of, secretariat, NOW, wanted)
        row.texts.update(state=LetterText.State.CHECKED)
        return row

    corrigendum = version(made, Change.CORRIGENDUM)
    send(corrigendum, secretariat)
    addendum = version(corrigendum, Change.ADDENDUM)
    send(addendum, secretariat)
    text = addendum.texts.get(language="en")
    assert (addendum.symbol, addendum.replaces) == ("DM-20/1005/Add.1", made)
    assert text.subject == "Addendum to letter DM-20/1005"
    assert text.body.endswith("the following is added to letter DM-20/1005.\n\nThe date")
    made.refresh_from_db()
    assert {row.symbol for row in letter_queries.corrections(made)} == {"DM-20/1005/Corr.1", "DM-20/1005/Add.1"}
    revision = version(made, Change.REVISION)
    send(revision, secretariat)
    assert version(revision, Change.ADDENDUM).replaces == revision


def test_rule_19_a_version_of_a_letter_whose_deadline_runs_says_what_becomes_of_that(asked: Asked) -> None:
    """Of the texts nobody can tell it for certain in six languages: whoever writes one says it."""
    by, letter, day = asked.performer("secretariat"), asked.enquiry.letter, date(2020, 5, 20)
    with without_guards():
        Letter.objects.filter(pk=letter.pk).update(addressed=COUNCIL, signatory="Dr. A")
    letter.refresh_from_db()
    Contact.objects.create(member=member("GH"), name="Office", email="gh@gov.example")

    def correct(**deadline: Any) -> Letter:
        said = Correction(Change.CORRIGENDUM, in_each("The deadline is 29 May"), day, **deadline)
        made = correcting.correct(letter, by, NOW, said)
        made.texts.update(state=LetterText.State.CHECKED)
        return made

    silent = correct()
    assert code(lambda: send(silent, by)) == "version_and_deadline"
    said = in_each("The date")
    head = Head("DM-20", 1005, day, COUNCIL, "Dr. A", what_changes=said, changes_deadline=False)
    send(letters.edit(silent, by, NOW, head), by, stand_ins=ENGLISH)
    assert not asked.enquiry.extensions.exists()

    extending = correct(changes_deadline=True, new_day=date(2020, 5, 29))
    assert "29 May 2020" in send(extending, by, stand_ins=ENGLISH).texts.get(language="en").body
    assert asked.enquiry.extensions.get().letter == extending

    # What was begun as an extension is one still when the deadline has passed, and says so.
    passed = datetime(2020, 6, 1, tzinfo=UTC)
    late = correct(changes_deadline=True, new_day=date(2020, 6, 12))
    letters.edit(late, by, passed, replace(head, changes_deadline=True, new_day=date(2020, 6, 13)))
    assert code(lambda: send(late, by, passed)) == "deadline_passed"

    # Once the deadline has passed there is nothing to say.
    send(correct(), by, passed, stand_ins=ENGLISH)


def test_rule_19_a_version_of_a_letter_that_extended_a_deadline_says_what_becomes_of_that(asked: Asked) -> None:
    """A corrigendum of the extension may not give a deadline of its own in words alone."""
    by, day = asked.performer("secretariat"), date(2020, 5, 20)
    Contact.objects.create(member=member("GH"), name="Office", email="gh@gov.example")
    head = Head("DM-20", 1006, day, COUNCIL, "Dr. A", new_day=date(2020, 5, 29))
    extension = letters.begin(asked.world.consultation.pk, by, NOW, head, template="extension", extends=asked.enquiry)
    extension.texts.update(state=LetterText.State.CHECKED)
    send(extension, by)

    def correct(letter: Letter, **deadline: Any) -> Letter:
        said = Correction(Change.CORRIGENDUM, in_each("The new deadline is 12 June"), day, **deadline)
        made = correcting.correct(letter, by, NOW, said)
        made.texts.update(state=LetterText.State.CHECKED)
        return made

    silent = correct(letter_queries.whole().get(pk=extension.pk))
    assert silent.symbol == "DM-20/1006/Corr.1"
    assert code(lambda: send(silent, by)) == "version_and_deadline"
    extending = correct(letter_queries.whole().get(pk=extension.pk), changes_deadline=True, new_day=date(2020, 6, 12))
    assert "from 29 May 2020" in send(extending, by).texts.get(language="en").body
    assert Enquiry.objects.get().deadline.local.date() == date(2020, 6, 12)
    # Also a version of that version.
    assert code(lambda: send(correct(extending), by)) == "version_and_deadline"


def test_rule_19_a_letter_that_extends_a_deadline_gives_the_new_one_in_every_language(asked: Asked) -> None:
    by, letter, day = asked.performer("secretariat"), asked.enquiry.letter, date(2020, 5, 20)
    with without_guards():
        Letter.objects.filter(pk=letter.pk).update(addressed=COUNCIL, signatory="Dr. A")
        letter.texts.create(language="en", subject="Items", body="Please reply by 22 May.", state="checked")
        letter.texts.create(language="fr", subject="Points", body="Répondez avant le 22 mai.", state="checked")
    letter.refresh_from_db()
    said = Correction(Change.REVISION, in_each("The deadline"), day, changes_deadline=True, new_day=date(2020, 6, 1))
    made = correcting.correct(letter, by, NOW, said)
    made.texts.filter(language="en").update(body="Please reply by {new_deadline}.")
    with pytest.raises(Refusal) as refused:
        send(made, by)
    assert refused.value.reason.code == "new_deadline_not_named"
    assert refused.value.reason.facts == {"languages": "Français"}
    assert "Français" in refusal_message(refused.value.reason)
