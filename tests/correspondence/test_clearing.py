"""Letters are handed in, cleared or returned; what is changed afterwards is not sent (rule 40)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.participation import ClassSetting
from hemicycle.correspondence import clearing, letter_queries
from hemicycle.correspondence.actions import annexes, letterheads, letters
from hemicycle.correspondence.actions import clearing as clearance
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.correspondence.actions.letters import Words
from hemicycle.correspondence.models import Annex, Clearance, LetterText
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import editing_paper_words
from hemicycle.mail.editing_paper_words import Wording
from hemicycle.mail.paper_words import Given, Word
from hemicycle.people.actions import classes
from hemicycle.people.models import Registration
from hemicycle.rules.clearance import Standing
from tests.correspondence.conftest import NOW
from tests.correspondence.test_languages import speaks
from tests.correspondence.test_letters import HEAD, ITEMS, begun, code, reached, secretariat, send, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.correspondence.models import Letter
    from hemicycle.correspondence.models.clearances import HandedInForClearance
    from tests.factories import World

__all__ = ["reached", "secretariat"]


@pytest.fixture
def second(reached: World) -> Performer:
    """The technician becomes one of the secretariat too, and letters need clearance."""
    Registration.objects.filter(pk=reached["technician"].pk).update(role="secretariat")
    clearance.require_clearance(reached.consultation.pk, Performer(reached["secretariat"].person), NOW, needed=True)
    return Performer(reached["technician"].person)


def whole(letter: Letter) -> Letter:
    return letter_queries.whole().get(pk=letter.pk)


def stands(letter: Letter) -> Standing:
    return clearing.stands(whole(letter))


def cleared(letter: Letter, first: Performer, second: Performer) -> HandedInForClearance:
    handed_in = clearance.hand_in(letter, first, NOW)
    return clearance.clear(letter, second, NOW, handed_in.digest)


def test_rule_40_a_letter_is_sent_once_a_second_person_cleared_it(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    assert code(lambda: send(made, secretariat)) == "not_cleared"
    handed_in = clearance.hand_in(made, secretariat, NOW, " For the  Chair ")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place) == ("letter.write", f"letter:{made.pk}")
    assert entry.data == {
        "letter": "DM-20/1005", "did": "handed in", "digest": handed_in.digest, "words": "For the Chair",
    }  # fmt: skip
    assert code(lambda: send(made, secretariat)) == "not_cleared"
    assert code(lambda: clearance.clear(made, secretariat, NOW, handed_in.digest)) == "clearance_by_another"
    row = clearance.clear(made, second, NOW, handed_in.digest)
    assert (row.outcome, row.decided_by, row.decided_at) == ("cleared", second.person, NOW)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["did"], entry.data["digest"]) == ("letter.clear", "cleared", handed_in.digest)
    assert send(made, secretariat).sent
    assert second.person
    assert Entry.objects.latest("pk").data["cleared_by"] == second.person.pk


def test_rule_40_nobody_clears_for_whoever_let_them_in(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    assert secretariat.person
    Registration.objects.filter(pk=reached["technician"].pk).update(confirmed_by=secretariat.person)
    made = written(reached, secretariat)
    handed_in = clearance.hand_in(made, secretariat, NOW)
    assert code(lambda: clearance.clear(made, second, NOW, handed_in.digest)) == "clearance_by_independent"


def _text(made: Letter, by: Performer) -> None:
    seen = letters.digest("Subject en", "Text en of {symbol}")
    letters.write(made, by, NOW, {"en": Words("Subject en", "Another text", LetterText.State.CHECKED.value, seen)})


def _class_name(made: Letter, by: Performer) -> None:
    states = made.consultation.settings["classes"][0]
    wanted = ClassSetting.model_validate({**states, "addressed": {"en": "To the Ministers"}})
    classes.CLASSES.change(made.consultation_id, by, NOW, wanted, seen=seen_of(ClassSetting.model_validate(states)))


CHANGES: list[Callable[[Letter, Performer], Any]] = [
    _text,
    lambda made, by: letters.edit(made, by, NOW, replace(HEAD, signatory="Dr. B")),
    lambda made, by: annexes.add(made, by, NOW, Annex.Kind.TEXT, {"en": AnnexWords("T", "B")}),
    lambda made, by: asking.ask(made, by, NOW, ITEMS),
    lambda made, by: letterheads.set_up(made.consultation_id, by, NOW, Heading({"en": "Another body"})),
    _class_name,
]


@pytest.mark.parametrize("change", CHANGES, ids=["text", "head", "annex", "questions", "letterhead", "class"])
def test_rule_40_any_change_withdraws_the_clearance(
    reached: World, secretariat: Performer, second: Performer, change: Callable[[Letter, Performer], Any]
) -> None:
    made = written(reached, secretariat)
    cleared(made, secretariat, second)
    assert stands(made) is Standing.CLEARED
    change(made, secretariat)
    assert stands(made) is Standing.WITHDRAWN
    assert code(lambda: send(made, secretariat)) == "clearance_withdrawn"
    entry = Entry.objects.latest("pk")
    assert entry.act != "letter.write" or entry.data["clearance"] == "withdrawn"
    assert cleared(made, secretariat, second).outcome == "cleared"


def _word(world: World, by: Performer, language: str, words: str) -> None:
    said, word = {"Subject:": (words,)}, Word("Subject:")
    editing_paper_words.keep(world.consultation.pk, by, NOW, Wording(language, Given(said), [word]))


def test_rule_40_other_wording_of_its_papers_withdraws_the_clearance(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    reached.consultation.refresh_from_db()
    speaks(reached, "en", "de", "pt")
    made = written(reached, secretariat, ("en", "de"))
    cleared(made, secretariat, second)
    _word(reached, secretariat, "pt", "Assunto:")
    assert stands(made) is Standing.CLEARED, "no paper of the letter is in Portuguese"
    _word(reached, secretariat, "de", "Betreff:")
    assert stands(made) is Standing.WITHDRAWN
    assert code(lambda: send(made, secretariat)) == "clearance_withdrawn"
    cleared(made, secretariat, second)
    _word(reached, secretariat, "de", "Betrifft:")
    assert stands(made) is Standing.WITHDRAWN


def _as_before(made: Letter, row: HandedInForClearance) -> None:
    """Let what was handed in be of a time at which classes and wording did not count."""
    Clearance.objects.filter(pk=row.pk).update(digest=_digest_before(made))


def _digest_before(made: Letter) -> str:
    everything = clearing._of_whole(whole(made))  # noqa: SLF001 - as it was handed in then
    kept = {name: part for name, part in everything.items() if name not in {"addressed_as", "wording"}}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def test_what_was_handed_in_before_classes_counted_is_cleared_and_sent_as_it_was(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    row = clearance.hand_in(made, secretariat, NOW)
    _as_before(made, row)
    assert stands(made) is Standing.WAITING
    assert code(lambda: clearance.hand_in(made, secretariat, NOW)) == "handed_in_already"
    now = clearing.fingerprint(whole(made), clearing.latest_of(made))
    clearance.clear(made, second, NOW, now)
    _class_name(made, secretariat)
    assert stands(made) is Standing.CLEARED, "it is compared by what counted then"
    _text(made, secretariat)
    assert stands(made) is Standing.WITHDRAWN
    cleared(made, secretariat, second)
    # The class has its new name in English alone.
    assert send(made, secretariat, stand_ins={language: language for language in LANGUAGES}).sent


def test_what_goes_out_as_it_was_stays_cleared(reached: World, secretariat: Performer, second: Performer) -> None:
    made = written(reached, secretariat)
    cleared(made, secretariat, second)
    made.texts.filter(language="fr").update(state=LetterText.State.TRANSLATED)
    assert stands(made) is Standing.CLEARED


def test_rule_40_what_is_cleared_is_what_was_looked_at(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    handed_in = clearance.hand_in(made, secretariat, NOW)
    assert code(lambda: clearance.clear(made, second, NOW, "another digest")) == "changed_since_handed_in"
    _text(made, second)
    now = clearing.fingerprint(whole(made))
    for seen in (handed_in.digest, now):
        assert code(lambda seen=seen: clearance.clear(made, second, NOW, seen)) == "changed_since_handed_in"  # type: ignore[misc]
    again = clearance.hand_in(made, second, NOW)
    assert code(lambda: clearance.clear(made, second, NOW, again.digest)) == "clearance_by_another"
    assert clearance.clear(made, secretariat, NOW, again.digest).outcome == "cleared"


def test_rule_40_it_is_returned_with_words_and_handed_in_again(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    handed_in = clearance.hand_in(made, secretariat, NOW)

    def give_back(words: str) -> HandedInForClearance:
        return clearance.give_back(made, second, NOW, handed_in.digest, words)

    assert code(lambda: give_back(" ")) == "letter_return_needs_words"
    assert code(lambda: give_back("x" * 1001)) == "text_too_long"
    assert (give_back("The date").outcome_words, stands(made)) == ("The date", Standing.RETURNED)
    assert code(lambda: clearance.clear(made, second, NOW, handed_in.digest)) == "nothing_to_clear"
    assert code(lambda: send(made, secretariat)) == "not_cleared"
    assert cleared(made, secretariat, second).outcome == "cleared"
    assert [row.outcome for row in clearing.history(made)] == ["cleared", "returned"]


def test_a_letter_without_words_is_not_handed_in(reached: World, secretariat: Performer) -> None:
    made = begun(reached, secretariat)
    assert code(lambda: clearance.hand_in(made, secretariat, NOW)) == "letter_without_words"
    assert not Clearance.objects.exists()


def test_rule_02_the_secretariat_alone_hands_in_and_clears(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    handed_in = clearance.hand_in(made, secretariat, NOW)
    for name in ("br", "chair", "captioner"):
        other = Performer(reached[name].person)
        assert code(lambda other=other: clearance.clear(made, other, NOW, handed_in.digest)) == "not_permitted"  # type: ignore[misc]
        assert code(lambda other=other: clearance.hand_in(made, other, NOW)) == "not_permitted"  # type: ignore[misc]
    assert clearance.clear(made, second, NOW, handed_in.digest).outcome == "cleared"


def test_a_draft_that_was_handed_in_can_be_thrown_away(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    cleared(made, secretariat, second)
    letters.discard(made, secretariat, NOW)
    assert not Clearance.objects.exists()


def test_nothing_is_asked_where_the_consultation_needs_no_clearance(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    assert clearing.problem(whole(made)) == []
    assert send(made, secretariat).sent
    assert "cleared_by" not in Entry.objects.latest("pk").data


@pytest.mark.usefixtures("second")
def test_a_letter_that_waits_for_clearance_goes_out_where_none_is_needed_any_more(
    reached: World, secretariat: Performer
) -> None:
    made = written(reached, secretariat)
    clearance.hand_in(made, secretariat, NOW)
    assert code(lambda: send(made, secretariat)) == "not_cleared"
    clearance.require_clearance(reached.consultation.pk, secretariat, NOW, needed=False)
    assert send(whole(made), secretariat).sent


def test_what_was_cleared_is_evidence_once_it_was_sent(
    reached: World, secretariat: Performer, second: Performer
) -> None:
    made = written(reached, secretariat)
    row = cleared(made, secretariat, second)
    send(made, secretariat)
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearance.objects.filter(pk=row.pk).update(decided_by=secretariat.person)


def test_the_setting_is_an_act_of_the_secretariat(reached: World, secretariat: Performer) -> None:
    key = reached.consultation.pk
    assert code(lambda: clearance.require_clearance(key, Performer(reached["br"].person), NOW, needed=True)) == (
        "not_permitted"
    )
    clearance.require_clearance(key, secretariat, NOW, needed=True)
    clearance.require_clearance(key, secretariat, NOW, needed=True)
    assert Entry.objects.get().data == {"changed": {"clearance": [False, True]}}, "the same again is no act"
    reached.consultation.refresh_from_db()
    assert reached.consultation.settings["clearance"] is True
